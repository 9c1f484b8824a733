//! Changes from baseline.

use crate::extract::sentence::Sentence;
use crate::finding::{Direction, Statistic};
use crate::lex::{Classes, Cue};

use super::labelled::level_unit;
use super::outcome;
use super::place::before;
use super::placed::shared_unit;
use super::pressure::pressure;
use super::value::{Sort, Value};

/// `decreased by 3.2 kg`, `increased 69.9 mL`, `a reduction of 4.6 mm Hg`, `fell from 8.1 to 7.2`, `(−2.3 points)`.
pub(super) fn change(s: &Sentence<'_>, value: &Value, company: bool) -> Option<Sort> {
    let sized = value.unit.is_some()
        || value.number.decimal.places() > 0
        || value.money
        || shared_unit(s, value).is_some_and(|unit| level_unit(s, unit))
        || pressure(s, value.at);
    if !sized {
        return None;
    }
    let direction = |cue| match cue {
        Cue::Lower => Some(Direction::Lower),
        Cue::Higher => Some(Direction::Higher),
        _ => None,
    };
    let changed = |direction| Some(Sort { statistic: Statistic::Change, direction: Some(direction) });
    // "a 0.5-kg loss", "a 12 mm Hg reduction"
    let timed = value.unit.is_some_and(|(from, _)| matches!(s.cue(from), Cue::Time(_)));
    let lasting =
        || outcome::said(s, value.at, Classes::LASTING) || outcome::said(s, value.at, Classes::SURVIVAL);
    if let Some(found) = direction(s.cue(value.last + 1))
        && noun(s.words(value.last + 1))
        && (!timed || lasting() || s.any(value.last + 2..value.last + 6, Classes::LASTING))
    {
        return changed(found);
    }
    let at = before(s, value.at)?;
    if s.is_word(at, &["by"]) {
        let found = moved_by(s, at)?;
        return if compared_behind(s, value.last) && !company { None } else { changed(found) };
    }
    if let Some(found) = direction(s.cue(at)).filter(|_| verb(s.words(at))) {
        return changed(found);
    }
    if s.cue(at) == Cue::Of || s.is_word(at, &["score of"]) {
        let (_, found) = s.before(at, 7, Classes::MOVED, direction)?;
        return if compared_behind(s, value.last) && !company { None } else { changed(found) };
    }
    // "the hazard ratio increased from 1.2 to 3.4"
    if s.before(at, 20, Classes::MEASURE, |cue| matches!(cue, Cue::Measure { .. }).then_some(())).is_some() {
        return None;
    }
    if timed && !lasting() {
        return None;
    }
    if s.is_word(at, &["from"]) {
        let reach = if timed { 6 } else { 16 };
        return (moved_from(s, at, reach)).then_some(Sort::of(Statistic::Other));
    }
    if s.cue(at) == Cue::To && (started(s, at) || moved_to(s, value, at)) || went(s, value, at) {
        return Some(Sort::of(Statistic::Other));
    }
    None
}

/// `cholesterol was reduced to 6.7 mmol/L`: where it went, of what has a unit of its own.
fn moved_to(s: &Sentence<'_>, value: &Value, to: usize) -> bool {
    // A time is only asked for here where something that lasts is spoken of.
    let measured =
        value.unit.is_some_and(|(from, _)| level_unit(s, from) || matches!(s.cue(from), Cue::Time(_)));
    let word = to.wrapping_sub(1);
    (measured || value.unit.is_none() && !value.percent && value.number.decimal.places() > 0)
        && s.direction(word).is_some()
        && verb(s.words(word))
}

/// `the mass fell (175 g to 160 g; P=0.01)`: both ends of a change in a bracket.
fn went(s: &Sentence<'_>, value: &Value, at: usize) -> bool {
    let measured = value.unit.is_some_and(|(from, _)| level_unit(s, from))
        || shared_unit(s, value).is_some_and(|unit| level_unit(s, unit));
    let clock =
        (value.last + 1..value.last + 4).any(|k| s.is_word(k, &["am", "pm", "a.m", "p.m", "AM", "PM", "h"]));
    let decimal = value.unit.is_none() && !value.percent && value.number.decimal.places() > 0 && !clock;
    if !measured && !decimal || value.number.decimal.is_negative() || s.items[value.at].depth != 1 {
        return false;
    }
    let open = if s.opens(at) && s.cue(value.last + 1) == Cue::To && s.number(value.last + 2).is_some() {
        Some(at)
    } else {
        let start = (at.saturating_sub(5)..at).rev().find(|k| s.opens(*k));
        start.filter(|open| s.cue(at) == Cue::To && s.items[open + 1].numeric())
    };
    open.is_some_and(|open| s.before(open, 20, Classes::MOVED, moved).is_some())
}

/// Which way something moved by what stands behind this "by", told once for a list: "fell by 12 mm Hg in A and by 3 mm Hg in B".
pub(super) fn moved_by(s: &Sentence<'_>, by: usize) -> Option<Direction> {
    let directed = |cue| matches!(cue, Cue::Lower | Cue::Higher).then_some(());
    let mut from = by;
    for _ in 0..4 {
        if let Some((word, ())) = s.before(from, 12, Classes::MOVED, directed) {
            return s.direction(word);
        }
        // "by 24 mg/day", "by a mean of 24 mg/day"
        let amount = |at: usize| {
            s.items.get(at).is_some_and(|item| item.numeric())
                || s.cue(at) == Cue::Article && matches!(s.cue(at + 1), Cue::Statistic(_))
        };
        let earlier = |at: &usize| s.is_word(*at, &["by"]) && amount(at + 1);
        from = (from.saturating_sub(36)..from).rev().find(earlier)?;
    }
    None
}

/// Whether a comparison follows: then the change is a difference between groups.
fn compared_behind(s: &Sentence<'_>, last: usize) -> bool {
    s.any(last + 1..last + 7, Classes::VERSUS)
}

/// Verbs that say which way something went, that take their amount without "by".
pub(in crate::extract::read) const MOVED: &[&str] =
    &["increased", "decreased", "declined", "dropped", "fell", "rose", "improved", "lowered", "reduced"];

/// The verbs among the words of change.
pub(super) fn verb(word: &str) -> bool {
    let mut verbs = MOVED.iter().chain(&["gained", "lost", "grew"]);
    verbs.any(|w| word.eq_ignore_ascii_case(w))
}

/// The nouns among the words of change, that stand behind their amount.
pub(in crate::extract::read) fn noun(word: &str) -> bool {
    ["reduction", "decrease", "increase", "loss", "gain", "improvement", "decline", "drop", "fall", "rise"]
        .iter()
        .any(|w| word.eq_ignore_ascii_case(w))
}

/// A noun without the s of its plural.
pub(in crate::extract::read) fn singular(word: &str) -> &str {
    word.strip_suffix('s').filter(|one| !one.ends_with('s')).unwrap_or(word)
}

pub(super) fn moved(cue: Cue) -> Option<()> {
    matches!(cue, Cue::Lower | Cue::Higher | Cue::Statistic(Statistic::Change)).then_some(())
}

/// The "to" of "from 8.1 to 7.2", "from 16.1 (2.9) at baseline to 25.1".
pub(super) fn started(s: &Sentence<'_>, to: usize) -> bool {
    (to.saturating_sub(16)..to)
        .rev()
        .find(|k| {
            s.is_word(*k, &["from"])
                && s.items
                    .get(*k + 1)
                    .is_some_and(|item| item.numeric() || !item.spaced || s.mark(*k + 1).is_some())
        })
        .is_some_and(|from| moved_from(s, from, 16))
}

/// Whether something moved from what stands behind this "from": "rose from 8.1 to 9.2 at rest and from 10.4 to 12.5 at work".
fn moved_from(s: &Sentence<'_>, from: usize, reach: usize) -> bool {
    let mut at = from;
    for _ in 0..4 {
        let went = at > 0 && s.is_word(at - 1, &["went", "moved", "progressed", "varied", "evolved"]);
        if went || s.before(at, reach, Classes::MOVED | Classes::STATISTIC, moved).is_some() {
            return true;
        }
        let earlier =
            |k: &usize| s.is_word(*k, &["from"]) && s.items.get(k + 1).is_some_and(|item| item.numeric());
        let Some(before) = (at.saturating_sub(28)..at).rev().find(earlier) else { return false };
        at = before;
    }
    false
}

/// A value with a sign, at the place of a value, is a change.
pub(super) fn signed(s: &Sentence<'_>, value: &Value) -> Option<Sort> {
    let signed = value.number.decimal.is_negative() || s.words(value.at).starts_with('+');
    // "the mean (+95% CI)"
    let level = matches!(s.cue(value.last + 1), Cue::Interval(_));
    (signed && !level).then_some(Sort::of(Statistic::Change))
}
