//! Lists of times dealt over the values beside them: "was 60% and 40% at 1 and 2 years".

use super::place::Place;
use super::untimed::{at_the_start, lasting};
use crate::extract::bind::frames::Scene;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::lex::Cue;

/// Values between two places that times are dealt over, in order; what a slash ties is one: `fell by 18/10 and 21/12 mm Hg`.
fn values<'r>(
    scene: &'r Scene<'_, '_>,
    places: &[Place],
    (from, until): (usize, usize),
    reading: &Reading,
) -> Vec<Vec<&'r Reading>> {
    let s = scene.s;
    let kind = reading.result.kind();
    let mut out: Vec<Vec<&Reading>> = Vec::new();
    for r in scene.readings {
        if r.first < from
            || r.first >= until
            || r.result.kind() != kind
            || lasting(s, r)
            || at_the_start(scene, places, r)
        {
            continue;
        }
        let tied = |one: &&Reading| slashed(s, one, r);
        match out.last_mut() {
            Some(own) if own.last().is_some_and(tied) => own.push(r),
            _ => out.push(vec![r]),
        }
    }
    out
}

/// Whether a slash ties two values: `146/99 mm Hg`.
pub(super) fn slashed(s: &Sentence<'_>, one: &Reading, r: &Reading) -> bool {
    r.first > one.last
        && r.first - one.last <= 3
        && r.result.kind() == one.result.kind()
        && (one.last..r.first).any(|k| s.mark(k) == Some('/'))
}

/// Where a reading stands among values.
fn at(values: &[Vec<&Reading>], reading: &Reading) -> Option<usize> {
    values.iter().position(|own| own.iter().any(|r| std::ptr::eq(*r, reading)))
}

/// `rose to 61.3% and 66.8% after 3 and 9 months`: as many values right before as there are times, or a row of them for each arm.
pub(super) fn list_behind<'p>(
    scene: &Scene<'_, '_>,
    places: &[Place],
    list: &'p [Place],
    reading: &Reading,
) -> Option<&'p Place> {
    let start = list.first()?.first;
    let nearest = places.iter().rfind(|p| p.last < reading.first).map_or(0, |p| p.last + 1);
    let from = nearest.max(scene.s.clause_start(reading.first));
    let values = values(scene, places, (from, start), reading);
    let at = at(&values, reading)?;
    if values.len() > list.len() && values.len().is_multiple_of(list.len()) {
        return turn(scene.s, list, &values, at);
    }
    list.len().checked_sub(values.len() - at).and_then(|at| list.get(at))
}

/// `1- and 2-year survival was 60% and 40% with A and 50% and 30% with B`, `at 1 and 2 years (60% vs 50% and 40% vs 30%)`.
pub(super) fn in_turn<'p>(
    scene: &Scene<'_, '_>,
    places: &[Place],
    list: &'p [Place],
    (from, until): (usize, usize),
    reading: &Reading,
) -> Option<&'p Place> {
    let values = values(scene, places, (from + 1, until), reading);
    let at = at(&values, reading)?;
    turn(scene.s, list, &values, at)
}

/// The time of the value in a place of a row: pairs of two arms, a time each, or a row of times for each arm.
fn turn<'p>(s: &Sentence<'_>, list: &'p [Place], values: &[Vec<&Reading>], at: usize) -> Option<&'p Place> {
    if values.len() == list.len() {
        return list.get(at);
    }
    let versus = |a: &[&Reading], b: &[&Reading]| {
        let (Some(a), Some(b)) = (a.last(), b.first()) else { return false };
        (a.last + 1..b.first).any(|k| s.cue(k) == Cue::Versus)
    };
    let pairs = values.windows(2).enumerate().all(|(i, w)| versus(&w[0], &w[1]) == i.is_multiple_of(2));
    if pairs && values.len() == 2 * list.len() {
        return list.get(at / 2);
    }
    values.len().is_multiple_of(list.len()).then(|| list.get(at % list.len())).flatten()
}

/// `at weeks 4 and 8 were: 21% and 15% with A; 33% and 31% with B`: the times that open a sentence, dealt over each of its rows.
pub(super) fn rows<'p>(scene: &Scene<'_, '_>, places: &'p [Place], reading: &Reading) -> Option<&'p Place> {
    let s = scene.s;
    let last = places.last().filter(|last| last.last < reading.first && places.len() > 1)?;
    let parts = |k: &usize| s.mark(*k) == Some(';') && s.items[*k].depth == 0;
    let start = (last.last + 1..reading.first).rfind(parts)?;
    let end = (reading.last + 1..s.items.len()).find(parts).unwrap_or(s.items.len());
    let of = |(from, until): (usize, usize)| values(scene, places, (from + 1, until), reading);
    let row = of((start, end));
    let before = of((last.last, start));
    let listed = places[1..].iter().all(|p| p.listed) && places.iter().all(|p| p.point.is_some());
    let fits = row.len() == places.len() && !before.is_empty() && before.len().is_multiple_of(places.len());
    if !(listed && fits) {
        return None;
    }
    places.get(at(&row, reading)?)
}
