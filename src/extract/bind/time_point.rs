//! Times that values are tied to: "at 5 years", "5-year survival", "at week 12".

mod behind;
mod carried;
mod dealt;
mod listed;
mod place;
mod same;
mod spoken;
mod stage;
mod untimed;

use crate::extract::item::Shape;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::{Reported, TimePoint};
use crate::lex::{Classes, Cue, Sort};

use super::frames::Scene;
use behind::{anew, behind, inside, trailing};
pub(super) use carried::carried;
use dealt::{in_turn, rows, slashed};
use place::Manner;
pub(super) use place::{Place, find};
use same::short;
use untimed::{at_the_start, brief, lasting, of_people};

/// How far behind a value its time may stand.
const FAR: usize = 24;

/// The time point a value is tied to.
pub(super) fn of(
    scene: &Scene<'_, '_>,
    places: &[Place],
    carried: Option<&TimePoint>,
    reading: &Reading,
) -> Option<TimePoint> {
    let s = scene.s;
    let reading = last_slashed(scene, reading);
    if places.is_empty() {
        return carried.filter(|_| !lasting(s, reading) && !at_the_start(scene, places, reading)).cloned();
    }
    // "hazard ratio at 3 months, 1.2": within its own words, whatever it is.
    if let Some(own) = places.iter().find(|p| p.first > reading.first && p.last < reading.last) {
        return own.point.clone();
    }
    // Of the whole course, but held against the people of a time: "free of relapse at 4 years (hazard ratio, 0.93)".
    let headed = headed(scene, places, reading);
    let against = headed.is_some() && matches!(reading.result, Reported::Estimate(_));
    if lasting(s, reading) && !against
        || at_the_start(scene, places, reading)
        || headed.is_none() && of_people(s, places, reading)
    {
        return None;
    }
    inside(scene, places, reading)
        .or(headed)
        .or_else(|| trailing(s, places, reading))
        .or_else(|| behind(scene, places, reading))
        .or_else(|| before(scene, places, reading))
        .or_else(|| rows(scene, places, reading))
        .or_else(|| leading(scene, places, reading))
        .and_then(|place| place.point.clone())
        .filter(|point| !brief(s, reading) || !short(point.unit))
}

/// Leaves out lengths that name a treatment: `the 21-day tolvarin group`.
pub(super) fn without_names(scene: &Scene<'_, '_>, places: &mut Vec<Place>) {
    places.retain(|place| {
        let behind = scene.s.skip(place.last + 1, &['-']);
        let named = |m: &super::arms::Mention| {
            m.first <= place.first && place.last <= m.last && m.first < m.last || m.first == behind
        };
        place.manner == Manner::Adverb || !scene.mentions.iter().any(named)
    });
}

/// The last of the values that slashes tie, which has the time of all: `from 173/95 to 150/84 mm Hg after a year`.
fn last_slashed<'r>(scene: &'r Scene<'_, '_>, reading: &'r Reading) -> &'r Reading {
    let mut last = reading;
    let behind = scene.readings.iter().skip_while(|r| r.first <= reading.last);
    for r in behind.take(2) {
        if !slashed(scene.s, last, r) {
            break;
        }
        last = r;
    }
    last
}

/// How many items may stand between a time and the bracket that it heads: `at 6 months after surgery (63% vs 54%)`.
const HEADS: usize = 4;

/// `at week 12 (63% vs 54%)`: the time right before the value's bracket.
fn headed<'p>(scene: &Scene<'_, '_>, places: &'p [Place], reading: &Reading) -> Option<&'p Place> {
    let s = scene.s;
    let mut closed = 0usize;
    let mut end = reading.first;
    let mut depth = s.items.get(reading.first)?.depth;
    for _ in 0..FAR {
        if depth == 0 {
            return None;
        }
        end = s.last(end.saturating_sub(FAR * 2)..end, Classes::BRACKET)?;
        if s.closes(end) {
            closed += 1;
        } else if closed > 0 {
            closed -= 1;
        } else {
            depth -= 1;
            let n = places.iter().rposition(|p| p.last < reading.first)?;
            let place = &places[n];
            let near = place.last < end && end - place.last <= HEADS + 1;
            let alone = !place.listed && !places.get(n + 1).is_some_and(|next| next.listed);
            let words = |k: usize| {
                matches!(s.items[k].shape, Shape::Word)
                    && !matches!(
                        s.cue(k),
                        Cue::Was | Cue::And | Cue::Or | Cue::Versus | Cue::Lower | Cue::Higher
                    )
            };
            if near && alone && place.manner == Manner::Adverb && (place.last + 1..end).all(words) {
                return Some(place);
            }
        }
    }
    None
}

/// The nearest time before the value in its clause; of a list of times, the one in the value's place.
fn before<'p>(scene: &Scene<'_, '_>, places: &'p [Place], reading: &Reading) -> Option<&'p Place> {
    let s = scene.s;
    let start = s.clause_start(reading.first);
    // Of those in words only one right beside the value, or of a list.
    let told = |n: usize| {
        let place = &places[n];
        let listed = || place.listed || places.get(n + 1).is_some_and(|next| next.listed);
        let beside = (place.last + 1..reading.first)
            .all(|k| matches!(s.cue(k), Cue::Was | Cue::Of | Cue::Article) || s.mark(k) == Some(','));
        place.point.is_some() || beside || listed()
    };
    let n = (0..places.len())
        .rfind(|n| places[*n].last < reading.first && places[*n].first >= start && told(*n))?;
    let place = &places[n];
    if place.manner == Manner::Attribute && ended(scene, place, reading) {
        return None;
    }
    let joined = |k: usize| places[k + 1].listed && !anew(scene, &places[k], &places[k + 1]);
    let first = (0..=n).rev().take_while(|k| *k == n || joined(*k)).last().unwrap_or(n);
    if first == n {
        return Some(place);
    }
    let until = places.get(n + 1).map_or(s.items.len(), |next| next.first);
    in_turn(scene, places, &places[first..=n], (place.last, until), reading)
}

/// `At 12 years, …`: opens the sentence and holds in all its clauses, as does the only time said before a list that semicolons part.
fn leading<'p>(scene: &Scene<'_, '_>, places: &'p [Place], reading: &Reading) -> Option<&'p Place> {
    let s = scene.s;
    // `The mean 10-week change: waist, -0.9 v 1.0 cm; weight, …`: the head of a list.
    if let [only] = places
        && only.last < reading.first
        && s.items[only.first].depth == 0
        && (only.last + 1..reading.first)
            .find(|k| {
                s.items[*k].depth == 0 && (s.items[*k].numeric() || matches!(s.mark(*k), Some(':' | ';')))
            })
            .is_some_and(|k| s.mark(k) == Some(':'))
    {
        return Some(only);
    }
    let first = places.first().filter(|p| p.last < reading.first)?;
    let time = |p: &Place| p.point.as_ref().map(|point| (point.value.decimal, point.unit));
    let other = |p: &&Place| p.first > first.last && p.last < reading.first && time(p) != time(first);
    if places.iter().any(|p| other(&p)) {
        return None;
    }
    // "After 6 weeks of active treatment, …"
    let set_off = || {
        let behind = first.last + 1..first.last + 6;
        behind
            .take_while(|k| s.items.get(*k).is_some_and(|item| item.depth == 0 && !item.numeric()))
            .any(|k| s.mark(k) == Some(','))
    };
    // "One hour after a tablet pulse rose to 91; pressure fell to 121"
    let apart =
        || first.last < s.clause_start(reading.first) && !s.is_word(first.first, &["in", "over", "within"]);
    if first.first <= 1 && first.manner == Manner::Adverb && (set_off() || apart()) {
        return Some(first);
    }
    // "Change at week 12 was -3 with A and -1 with B; weight, -2 and 0": what stands behind the semicolon has no verb of its own.
    let start = s.clause_start(reading.first);
    let ahead = scene.readings.first().is_some_and(|r| r.first > first.last);
    let verb = |k: usize| {
        s.items[k].depth == 0 && matches!(s.cue(k), Cue::Was | Cue::Happened | Cue::Lower | Cue::Higher)
    };
    let named = || {
        let own = scene.readings.iter().filter(|r| r.first >= start && r.first <= reading.first);
        first.manner == Manner::Attribute && own.into_iter().any(|r| new_name(scene, r.first))
    };
    let governs =
        first.last < start && scene.readings.iter().any(|r| r.first > first.last && r.first < start);
    // "; 84% needed more": a clause of its own; "; 55% with B": the next of a row
    let next = reading.last + 1;
    let next = if s.closes(next) { next + 1 } else { next };
    let row = reading.first > start || s.cue(next) == Cue::Preposition || s.mark(next) == Some(',');
    // "; in the placebo group, they were -1 and 0"
    let told = (start..reading.first).any(|k| s.is_word(k, &["they", "it", "those", "these"]));
    (ahead && governs && row && (told || !(start..reading.main).any(verb)) && !named()).then_some(first)
}

/// Whether a time before a name is no longer said of a value, since another name stands behind a value between them: `a 1-year survival
/// of 33% and a response rate of 35%`. The second of a pair has the time of the first.
fn ended(scene: &Scene<'_, '_>, place: &Place, reading: &Reading) -> bool {
    let s = scene.s;
    let mut before: Option<&Reading> = None;
    let kind = reading.result.kind();
    let depth = s.items.get(reading.main).map_or(0, |item| item.depth);
    let own = |r: &&Reading| {
        r.first > place.last
            && r.first <= reading.first
            && r.result.kind() == kind
            && s.items[r.main].depth <= depth
    };
    for r in scene.readings.iter().filter(own) {
        let Some(one) = before.replace(r) else { continue };
        let against = (one.last + 1..r.first).any(|k| s.cue(k) == Cue::Versus);
        if !against && new_name(scene, r.first) && !alike(s, place, one, r) {
            return true;
        }
    }
    false
}

/// `5-year overall survival of 74% and 61% and relapse-free survival of 60% and 52%`: the name behind is of the same kind, and no verb and
/// no article starts it anew.
fn alike(s: &Sentence<'_>, place: &Place, one: &Reading, r: &Reading) -> bool {
    const KINDS: &[&str] = &["survival", "OS", "PFS", "DFS", "EFS", "RFS", "DMFS", "LRFS", "FFS"];
    let names = |mut stretch: std::ops::Range<usize>| stretch.any(|k| s.is_word(k, KINDS));
    let anew = (one.last + 1..r.first)
        .any(|k| matches!(s.cue(k), Cue::Was | Cue::Article) || s.mark(k) == Some(';'));
    !anew && names(one.last + 1..r.first) && names(place.last..one.first)
}

/// A word of no known meaning that names no arm.
fn word(scene: &Scene<'_, '_>, i: usize) -> bool {
    let s = scene.s;
    matches!(s.items.get(i).map(|item| &item.shape), Some(Shape::Word))
        && matches!(s.cue(i), Cue::None | Cue::Was | Cue::Versus | Cue::Happened)
        && !scene.mentions.iter().any(|m| (m.first..=m.last).contains(&i))
}

/// Whether the value stands right behind a name: `a response rate of 35%`, `survival was 63%`, `nausea (12%)`.
fn new_name(scene: &Scene<'_, '_>, first: usize) -> bool {
    let s = scene.s;
    let joint = |k: usize| {
        matches!(s.cue(k), Cue::Of | Cue::Was | Cue::Article | Cue::Preposition | Cue::About)
            || matches!(s.mark(k), Some('(' | '[' | ':' | '='))
    };
    let Some(name) = (first.saturating_sub(4)..first).rev().find(|k| !joint(*k)) else { return false };
    matches!(s.items[name].shape, Shape::Word)
        && s.cue(name) == Cue::None
        // "highest (24.6%)", "14 g/m2 (16%)"
        && !s.is_of(name, Sort::Weighs)
        && !scene.readings.iter().any(|r| r.first <= name && name <= r.last)
        && !scene.mentions.iter().any(|m| (m.first..=m.last).contains(&name))
}
