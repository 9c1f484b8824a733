//! Times that values are tied to: "at 5 years", "5-year survival", "at week 12".

mod place;

use crate::extract::item::Shape;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::{Measure, Reported, TimePoint};
use crate::lex::Cue;

use super::frames::Scene;
use place::Manner;
pub(super) use place::{Place, find};

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
    if places.is_empty() {
        return carried.filter(|_| !lasting(s, reading) && !at_the_start(s, reading)).cloned();
    }
    // "hazard ratio at 3 months, 1.2": within its own words, whatever it is.
    if let Some(own) = places.iter().find(|p| p.first > reading.first && p.last < reading.last) {
        return Some(own.point.clone());
    }
    if lasting(s, reading) || at_the_start(s, reading) {
        return None;
    }
    behind(scene, places, reading)
        .or_else(|| before(scene, places, reading))
        .or_else(|| leading(s, places, reading))
        .map(|place| place.point.clone())
}

/// The time that opens a sentence, and that the next goes on with: `At 24 months, … in the A group. In the B group, …`.
pub(super) fn carried(
    scene: &Scene<'_, '_>,
    places: &[Place],
    before: Option<TimePoint>,
) -> Option<TimePoint> {
    let opening = places.first().filter(|p| p.first <= 1 && p.manner == Manner::Adverb);
    opening
        .map(|place| place.point.clone())
        .or_else(|| before.filter(|_| places.is_empty() && goes_on(scene)))
}

/// Whether a sentence goes on with the one before: it opens on an arm, or on what corresponds.
fn goes_on(scene: &Scene<'_, '_>) -> bool {
    let s = scene.s;
    scene.mentions.iter().any(|m| m.first <= 3)
        || (0..3)
            .any(|i| s.is_word(i, &["corresponding", "respective", "similarly", "likewise", "conversely"]))
}

/// What is of the whole course: a hazard ratio, a survival time.
fn lasting(s: &Sentence<'_>, reading: &Reading) -> bool {
    match &reading.result {
        Reported::Estimate(estimate) => estimate.measure == Measure::HazardRatio,
        Reported::Quantity(_) => {
            let behind = s.skip(reading.main + 1, &['-']);
            matches!(s.cue(behind), Cue::Time(_)) && s.mark(behind + 1) != Some('/')
        }
        _ => false,
    }
}

/// `from 16.1 to 25.1 at week 12`, `baseline 16.1`: the value before.
fn at_the_start(s: &Sentence<'_>, reading: &Reading) -> bool {
    let Some(b) = reading.first.checked_sub(1) else { return false };
    let goes = (reading.last + 1..reading.last + 8).any(|k| s.cue(k) == Cue::To);
    let next = reading.last + 1;
    s.is_word(b, &["baseline"])
        || s.is_word(next, &["before"])
        || s.is_word(next, &["at"]) && s.is_word(next + 1, &["baseline"])
        || s.is_word(b, &["from"]) && goes && !s.is_word(next, &["at", "on"])
}

/// `63.1% at 5 years`, `63.1% with A and 40.8% with B at 5 years`: said behind the value or its row.
fn behind<'p>(scene: &Scene<'_, '_>, places: &'p [Place], reading: &Reading) -> Option<&'p Place> {
    let s = scene.s;
    let n = places.iter().position(|p| p.first > reading.last && p.manner == Manner::Adverb)?;
    let place = &places[n];
    let between = reading.last + 1..place.first;
    if opens_clause(s, place) || heads_values(s, place) || between.len() > 2 * FAR {
        return None;
    }
    if between.clone().any(|k| s.mark(k) == Some(';') && s.items[k].depth <= s.items[reading.main].depth) {
        return None;
    }
    let listed = 1 + places[n + 1..].iter().take_while(|p| p.listed).count();
    if listed > 1 {
        return list_behind(scene, &places[n..n + listed], reading);
    }
    let between_us: Vec<&Reading> = scene.readings.iter().filter(|r| between.contains(&r.first)).collect();
    if between_us.is_empty() && between.len() <= 10 && !between.clone().any(|k| word(scene, k)) {
        return Some(place);
    }
    // Over the other values of its row, where no time stands before that it could have instead.
    let start = s.clause_start(reading.first);
    let earlier =
        places.iter().any(|p| p.first >= start && p.last < reading.first && p.manner == Manner::Adverb);
    // "death (2.6% vs 0%), stroke (1.2% vs 0.9%) and … at 9 months".
    let bracketed = |r: &Reading| s.items[r.main].depth > s.items[place.first].depth;
    let unnamed = |r: &&Reading| !new_name(scene, r.first) || bracketed(r) && bracketed(reading);
    (!earlier && between_us.iter().all(unnamed)).then_some(place)
}

/// `rose to 67.7% and 71.5% after 3 and 12 months`: as many values right before as there are times.
fn list_behind<'p>(scene: &Scene<'_, '_>, list: &'p [Place], reading: &Reading) -> Option<&'p Place> {
    let kind = reading.result.kind();
    let start = list.first()?.first;
    let nearer = scene
        .readings
        .iter()
        .filter(|r| r.first > reading.first && r.first < start && r.result.kind() == kind);
    list.len().checked_sub(nearer.count() + 1).and_then(|at| list.get(at))
}

/// `…, and at 5 years, overall survival was 63.1%`: what it says is behind it.
fn opens_clause(s: &Sentence<'_>, place: &Place) -> bool {
    let opened = place
        .first
        .checked_sub(1)
        .is_none_or(|b| s.mark(b).is_some_and(|m| matches!(m, ',' | ';')) || s.cue(b) == Cue::And);
    opened && s.mark(place.last + 1) == Some(',') && s.items[place.last + 1].depth == 0
}

/// `at 5 years (63.1% vs 40.8%)`, `week 12: 63.1%`: the values follow it.
fn heads_values(s: &Sentence<'_>, place: &Place) -> bool {
    let next = place.last + 1;
    (s.opens(next) || s.mark(next) == Some(':')) && s.items.get(next + 1).is_some_and(|item| item.numeric())
}

/// The nearest time before the value in its clause; of a list of times, the one in the value's place.
fn before<'p>(scene: &Scene<'_, '_>, places: &'p [Place], reading: &Reading) -> Option<&'p Place> {
    let s = scene.s;
    let start = s.clause_start(reading.first);
    let n = places.iter().rposition(|p| p.last < reading.first && p.first >= start)?;
    let place = &places[n];
    // A name of its own behind another value: "a 1-year survival of 33% and a response rate of 35%".
    let others = scene.readings.iter().any(|r| r.first > place.last && r.first < reading.first);
    if place.manner == Manner::Attribute && others && new_name(scene, reading.first) {
        return None;
    }
    let first = (0..=n).rev().take_while(|k| *k == n || places[*k + 1].listed).last().unwrap_or(n);
    if first == n {
        return Some(place);
    }
    let until = places.get(n + 1).map_or(s.items.len(), |next| next.first);
    in_turn(scene, &places[first..=n], (place.last, until), reading)
}

/// `1- and 2-year survival was 60% and 40% with A and 50% and 30% with B`, `at 1 and 2 years (60% vs 50% and 40% vs 30%)`.
fn in_turn<'p>(
    scene: &Scene<'_, '_>,
    list: &'p [Place],
    (from, until): (usize, usize),
    reading: &Reading,
) -> Option<&'p Place> {
    let s = scene.s;
    let kind = reading.result.kind();
    let values: Vec<&Reading> = scene
        .readings
        .iter()
        .filter(|r| r.first > from && r.first < until && r.result.kind() == kind && !lasting(s, r))
        .collect();
    let at = values.iter().position(|r| std::ptr::eq(*r, reading))?;
    if values.len() == list.len() {
        return list.get(at);
    }
    // Pairs of two arms, a time each, or a row of times for each arm.
    let versus = |a: &Reading, b: &Reading| (a.last + 1..b.first).any(|k| s.cue(k) == Cue::Versus);
    let pairs = values.windows(2).enumerate().all(|(i, w)| versus(w[0], w[1]) == i.is_multiple_of(2));
    if pairs && values.len() == 2 * list.len() {
        return list.get(at / 2);
    }
    values.len().is_multiple_of(list.len()).then(|| list.get(at % list.len())).flatten()
}

/// `At 12 years, …`: opens the sentence and holds in all its clauses.
fn leading<'p>(s: &Sentence<'_>, places: &'p [Place], reading: &Reading) -> Option<&'p Place> {
    let alone = !places.iter().any(|p| p.first > 2 && p.last < reading.first);
    places
        .first()
        .filter(|p| alone && p.first <= 1 && p.manner == Manner::Adverb && p.last < reading.first)
        // "After 6 weeks of active treatment, …"
        .filter(|p| {
            let behind = p.last + 1..p.last + 6;
            behind
                .take_while(|k| s.items.get(*k).is_some_and(|item| item.depth == 0 && !item.numeric()))
                .any(|k| s.mark(k) == Some(','))
        })
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
        && !scene.mentions.iter().any(|m| (m.first..=m.last).contains(&name))
}
