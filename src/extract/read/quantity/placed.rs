//! Whether a value stands where the value of a named statistic would.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::Statistic;
use crate::lex::{Classes, Cue};

use super::labelled::level_unit;
use super::outcome;
use super::place::{Place, at_a_time, before, joint_before, lasts, place};
use super::pressure::pressure;
use super::value::Value;

/// Whether the value stands where the value of a statistic named at `named` would.
pub(super) fn placed(s: &Sentence<'_>, value: &Value, named: usize, statistic: Statistic) -> bool {
    let i = value.at;
    let place = place(s, i);
    if value.percent {
        return percent_placed(s, value, named, statistic);
    }
    if statistic == Statistic::Rate {
        return place == Place::Joint && value.unit.is_none() && i - named < 12;
    }
    let sized = value.number.decimal.places() > 0
        || value.unit.is_some()
        || shared_unit(s, value).is_some()
        || pressure(s, i);
    let timed = value
        .unit
        .map(|(from, _)| from)
        .or_else(|| shared_unit(s, value))
        .is_some_and(|unit| matches!(s.cue(unit), Cue::Time(_)));
    if timed && statistic == Statistic::Change {
        let joint = place == Place::Joint || place == Place::List && value.number.decimal.places() > 0;
        return joint && outcome::said(s, i, Classes::LASTING);
    }
    let near = i - named.min(i) < 10 && !(named..i).any(|k| s.items[k].numeric() && !s.items[k].named);
    match place {
        // "(median, 3)"
        Place::List if named + 2 == i && s.mark(i - 1) == Some(',') => true,
        Place::Joint => sized || near,
        Place::List => sized && (!timed || near && i - named < 8) && !behind_at(s, i),
        Place::Word => sized && near,
        Place::Other => false,
    }
}

/// "pressure when patients lay at 0°, 30°, and 45°": where it was measured.
fn behind_at(s: &Sentence<'_>, i: usize) -> bool {
    let member = |k: usize| {
        s.items[k].numeric() && !s.spent[k]
            || matches!(s.cue(k), Cue::And | Cue::Or | Cue::Unit)
            || matches!(s.mark(k), Some(',' | '°' | '-'))
    };
    let first = (i.saturating_sub(12)..i).rev().find(|k| !member(*k));
    first.is_some_and(|k| s.is_word(k, &["at"]))
}

/// A percentage is a mean only where nothing makes it a share of people.
fn percent_placed(s: &Sentence<'_>, value: &Value, named: usize, statistic: Statistic) -> bool {
    let i = value.at;
    let between = || named + 1..i;
    let people = between().any(|k| {
        s.cue(k) == Cue::People && !(k > 0 && s.cue(k - 1) == Cue::Role(crate::finding::Role::Randomized))
    }) || s.cue(i + 1) == Cue::Of
        || s.cue(i + 1) == Cue::People;
    let number = between().filter(|k| !matches!(s.items[*k].shape, Shape::IntervalLabel(_))).any(|k| {
        let sized = k > 1 && s.mark(k - 1) == Some('=') && s.is_word(k - 2, &["n"]);
        s.items[k].numeric() && !s.items[k].named && !sized && s.bound(k).is_none() && !at_a_time(s, k)
    });
    let follow_up = s.any(between(), Classes::FOLLOW_UP)
        || between().any(|k| s.is_word(k, &["probability", "likelihood", "chance"]));
    // "0.5% bupivacaine" is a strength.
    let strength =
        matches!(s.items.get(i + 1).map(|item| &item.shape), Some(Shape::Word)) && s.cue(i + 1) == Cue::None;
    // "the average annual mortality (8.2 vs 6.5%)" is a share of people.
    let happened =
        between().any(|k| s.is_word(k, &["mortality", "incidence", "deaths", "death", "relapse", "events"]));
    let percentage = s.words(named).to_ascii_lowercase().contains("percent");
    let bracketed =
        before(s, i).is_some_and(|k| s.opens(k) || s.mark(k) == Some(':') && s.items[k].depth > 0);
    let change = statistic == Statistic::Change && !percentage && bracketed;
    let moved = before(s, i).is_some_and(|k| s.is_word(k, &["from"]));
    (place(s, i) == Place::Joint || moved)
        && !strength
        && !change
        && !people
        && !happened
        && !number
        && !follow_up
        && i - named < 30
        && statistic != Statistic::Rate
}

/// Where the unit of a list starts that stands once, on its last value: "11.8 vs. 5.9 months", "62, 66 and 69 beats/min".
pub(super) fn shared_unit(s: &Sentence<'_>, value: &Value) -> Option<usize> {
    let joint = |k: usize| {
        matches!(s.cue(k), Cue::Versus | Cue::And | Cue::Or)
            || s.mark(k) == Some(',')
            || s.mark(k) == Some('/') && !s.items[k].spaced
    };
    let mut at = value.last + 1;
    for far in 0..5 {
        let joints = (at..at + 2).take_while(|k| joint(*k)).count();
        s.number(at + joints).filter(|_| joints > 0)?;
        at += joints + 1;
        if s.unit_end(at).is_some() {
            let measured = level_unit(s, at) || !matches!(s.cue(at), Cue::Time(_) | Cue::Dose);
            // "assessed 2, 5, 7 and 14 hours after"; "1.12 ± 0.48, 2 months 0.93 ± 0.34": when the next was measured.
            let one_of_two = far == 0
                && s.mark(value.last + 1).is_none()
                && !s.items.get(at + 1).is_some_and(|item| item.numeric());
            // "the stay was 12, 15 and 9 days"
            let lasting = || {
                let first = joint_before(s, value.at);
                first > 0
                    && s.cue(first - 1) == Cue::Was
                    && lasts(s, s.clause_start(first).max(first.saturating_sub(16))..first)
                    && !s.items.get(at + 1).is_some_and(|item| item.numeric())
            };
            return (measured || one_of_two || lasting()).then_some(at);
        }
    }
    None
}
