//! Times that values are tied to: "at 5 years", "5-year survival", "at week 12".

mod dealt;
mod place;
mod spoken;
mod stage;
mod untimed;

use crate::extract::item::Shape;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::{Reported, TimePoint};
use crate::lex::{Classes, Cue, Sort};

use super::frames::Scene;
use dealt::{in_turn, list_behind};
use place::Manner;
pub(super) use place::{Place, find};
use untimed::{at_the_start, lasting, of_people};

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
    headed
        .or_else(|| trailing(s, places, reading))
        .or_else(|| behind(scene, places, reading))
        .or_else(|| before(scene, places, reading))
        .or_else(|| leading(scene, places, reading))
        .and_then(|place| place.point.clone())
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

/// `4.1% (71.8% vs 67.7%) at week 12`: the time right behind the value's bracket, or behind the one that it opens.
fn trailing<'p>(s: &Sentence<'_>, places: &'p [Place], reading: &Reading) -> Option<&'p Place> {
    let depth = s.items.get(reading.first)?.depth;
    let close = if s.opens(reading.last + 1) {
        s.behind_bracket(reading.last + 1)?
    } else {
        let outside = |k: usize| s.items.get(k).is_none_or(|item| item.depth < depth);
        let mut from = reading.last + 1;
        let end = from + FAR * 2;
        while depth == 0 || !outside(from) {
            from = s.first(from..end, Classes::BRACKET).filter(|_| depth > 0)? + 1;
        }
        from
    };
    let close = |p: &Place| p.first == close || p.first == close + 1 && s.cue(close) == Cue::Preposition;
    let n = places.iter().position(|p| close(p) && p.manner == Manner::Adverb)?;
    let listed = places.get(n + 1).is_some_and(|next| next.listed);
    Some(&places[n]).filter(|place| !listed && !opens_clause(s, place) && !heads_values(s, place))
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
        .unwrap_or_else(|| before.filter(|_| places.is_empty() && goes_on(scene)))
}

/// Whether a sentence goes on with the one before: it opens on an arm, or on what corresponds.
fn goes_on(scene: &Scene<'_, '_>) -> bool {
    let s = scene.s;
    scene.mentions.iter().any(|m| m.first <= 3)
        || (0..3)
            .any(|i| s.is_word(i, &["corresponding", "respective", "similarly", "likewise", "conversely"]))
        || s.is_word(0, &["these"])
            && s.is_word(1, &["variables", "values", "figures", "rates", "scores", "proportions"])
}

/// `63.1% at 5 years`, `63.1% with A and 40.8% with B at 5 years`: said behind the value or its row.
fn behind<'p>(scene: &Scene<'_, '_>, places: &'p [Place], reading: &Reading) -> Option<&'p Place> {
    let s = scene.s;
    let n = places.iter().position(|p| p.first > reading.last && p.manner == Manner::Adverb)?;
    let place = &places[n];
    let between = reading.last + 1..place.first;
    let listed = 1 + places[n + 1..].iter().take_while(|p| p.listed).count();
    if listed == 1 && opens_clause(s, place)
        || heads_values(s, place)
        || heads_one(scene, place)
        || between.len() > 2 * FAR
    {
        return None;
    }
    if between.clone().any(|k| s.mark(k) == Some(';') && s.items[k].depth <= s.items[reading.main].depth) {
        return None;
    }
    if listed > 1 {
        // "after treatment (221 [75%]) and after 6 and 12 months": of what comes behind it
        if place.first.checked_sub(1).is_some_and(|b| s.cue(b) == Cue::And) {
            return None;
        }
        return list_behind(scene, places, &places[n..n + listed], reading);
    }
    // P values and what compares stand in no row.
    let deeper = s.items[place.first].depth > s.items[reading.main].depth;
    let of_row = |r: &&Reading| {
        between.contains(&r.first) && !(matches!(r.result, Reported::PValue(_)) && s.items[r.main].depth > 0)
    };
    let between_us: Vec<&Reading> = scene.readings.iter().filter(of_row).collect();
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
    // "12% had relief at 6 months", where the time before is of other values.
    let told = places.iter().rfind(|p| p.last < reading.first && p.manner == Manner::Adverb);
    let spent =
        told.is_some_and(|p| scene.readings.iter().any(|r| r.first > p.last && r.last < reading.first));
    let parted = |k: usize| {
        matches!(s.cue(k), Cue::And | Cue::Or | Cue::Versus | Cue::Of)
            || matches!(s.mark(k), Some(',' | ';' | '(' | '['))
            || s.is_of(k, Sort::Turn)
    };
    if spent && between_us.is_empty() && between.len() <= 8 && !between.clone().any(parted) {
        return Some(place);
    }
    // What a bracket adds is of its own time: "ten died (survival, 87% and 95% at 10 years)".
    (!earlier && !deeper && between_us.iter().all(unnamed)).then_some(place)
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
    (s.opens(next) || s.mark(next) == Some(':'))
        && s.items.get(next + 1).is_some_and(|item| item.numeric())
        && !s.is(next + 1, Classes::P)
}

/// `and at the 24th month in 30%`: the value right behind is its own.
fn heads_one(scene: &Scene<'_, '_>, place: &Place) -> bool {
    let s = scene.s;
    let before =
        place.first.checked_sub(1).map_or(0, |b| b - usize::from(b > 0 && s.cue(b) == Cue::Preposition));
    let joined = matches!(s.cue(before), Cue::And) || s.mark(before) == Some(',');
    let next = place.last + 1;
    let value = next + usize::from(matches!(s.cue(next), Cue::Preposition | Cue::Was));
    joined && scene.readings.iter().any(|r| r.first == value)
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
    let first = (0..=n).rev().take_while(|k| *k == n || places[*k + 1].listed).last().unwrap_or(n);
    if first == n {
        return Some(place);
    }
    let until = places.get(n + 1).map_or(s.items.len(), |next| next.first);
    in_turn(scene, places, &places[first..=n], (place.last, until), reading)
}

/// `a lower 5-year incidence of local (2% vs 7%) and distant recurrence (11% vs 20%)`: said of all that follows the head.
fn governs(s: &Sentence<'_>, place: &Place, value: usize) -> bool {
    let head = place.last + 1;
    let head = s.skip(head, &['-']);
    s.is_of(head, Sort::Head)
        && s.cue(head + 1) == Cue::Of
        && s.items.get(value).is_some_and(|item| item.depth > 0)
        && !(head..value).any(|k| s.cue(k) == Cue::Was && s.items[k].depth == 0)
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
    if first.first <= 1 && first.manner == Manner::Adverb && set_off() {
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
    (ahead && governs && row && !(start..reading.main).any(verb) && !named()).then_some(first)
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
        if !against && new_name(scene, r.first) && !governs(s, place, r.first) && !alike(s, place, one, r) {
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
        && !scene.mentions.iter().any(|m| (m.first..=m.last).contains(&name))
}
