//! Pairs whose greater value is not that of the arm that the sentence tells of: `fell with A (12 vs 8)`, `improved with A (6.9 v 9.8
//! months)`.

use std::ops::Range;

use super::{Scene, Sides, held_against, share};
use crate::finding::{ArmId, Direction, Reported};
use crate::lex::{Cue, Sort};

/// The arms of a pair that goes against the word at an item, as far as they are known, or none where that word says nothing of them.
pub(super) fn clashing(
    scene: &Scene<'_, '_>,
    told: usize,
    a: usize,
    b: usize,
    said: Option<(ArmId, ArmId)>,
) -> Option<Sides> {
    let arms = if estimated(scene, b) {
        said.and_then(|said| longer(scene, told, a, said))
    } else {
        over_time(scene, told, a).map(|arm| (arm, arm))
    };
    let both = arms.map(|(first, second)| (Some(first), Some(second)));
    both.or_else(|| said.map(|_| (None, increased(scene, told, a, b))))
}

/// `levels decreased after A (503 vs 382 ng/ml)`: where the verb at an item tells of a change that goes from the first of two
/// quantities to the second, they are of two times and of the only arm before them.
fn over_time(scene: &Scene<'_, '_>, verb: usize, a: usize) -> Option<ArmId> {
    let s = scene.s;
    let place = scene.readings[a].first;
    let changed = || CHANGED.iter().any(|changed| s.is_word(verb, &[changed]));
    let quantity = matches!(scene.readings[a].result, Reported::Quantity(_));
    let [first, others @ ..] = scene.named(0, place) else { return None };
    let compared = || (0..place).any(|k| s.cue(k) == Cue::Versus);
    (quantity && changed() && others.iter().all(|m| m.arm == first.arm) && !compared()).then_some(first.arm)
}

/// The order of a pair that an estimate stands behind, whose greater value is not that of the arm told of: of shares, "improved with A
/// (13% v 22%)", the arm that is named still comes first, but who lives for longer has the longer time.
fn longer(
    scene: &Scene<'_, '_>,
    told: usize,
    a: usize,
    (first, second): (ArmId, ArmId),
) -> Option<(ArmId, ArmId)> {
    match scene.readings[a].result {
        Reported::Proportion(_) => Some((first, second)),
        _ if scene.s.is_word(told, LONGER) => Some((second, first)),
        _ => None,
    }
}

/// `increased in A (34% v 53%)`: set against another arm or against before, what has increased is the second; nobody knows what the
/// first is of.
fn increased(scene: &Scene<'_, '_>, told: usize, a: usize, b: usize) -> Option<ArmId> {
    let s = scene.s;
    let place = scene.readings[a].first;
    let one = scene.named(0, place).last().filter(|m| !held_against(s, m))?;
    let share = matches!(scene.readings[a].result, Reported::Proportion(_));
    let turns = (told..place).any(|k| s.is_of(k, Sort::Turn) || s.mark(k) == Some(','));
    (share && !turns && !estimated(scene, b) && !s.is_word(told, LONGER)).then_some(one.arm)
}

/// Words of a time that is the longer the better.
const LONGER: &[&str] = &["improved", "improvement", "improvements", "improving", "longer"];

/// `improved with A (6.9 v 9.8 months; hazard ratio, 0.63)`: an estimate behind a pair says that it is of two arms.
pub(super) fn estimated(scene: &Scene<'_, '_>, b: usize) -> bool {
    let last = scene.readings[b].last;
    let mut behind = scene.readings.iter().filter(|r| r.first > last && r.first <= last + ESTIMATE);
    behind.any(|r| matches!(r.result, Reported::Estimate(_)))
}

/// Items from a pair to the estimate of what it compares, at most.
const ESTIMATE: usize = 5;

/// Verbs of what changed within an arm.
const CHANGED: &[&str] = &[
    "decreased",
    "increased",
    "reduced",
    "fell",
    "rose",
    "declined",
    "lowered",
    "improved",
    "increase",
    "decrease",
    "reduces",
    "increases",
    "decreases",
    "improves",
];

/// The last word of a stretch that says which way a result goes, and is no part of a name: "the enhanced recovery group".
pub(in super::super) fn said(scene: &Scene<'_, '_>, stretch: Range<usize>) -> Option<usize> {
    let own = |k: usize| scene.mentions.iter().any(|m| (m.first..=m.last).contains(&k));
    stretch.rev().find(|k| scene.s.direction(*k).is_some() && !own(*k))
}

/// Whether the last direction before a pair, behind the value before, does not go with its values: its item.
pub(super) fn contradicts(scene: &Scene<'_, '_>, a: usize, b: usize) -> Option<usize> {
    let s = scene.s;
    let place = scene.readings[a].first;
    let since = scene.value_before(place);
    // "a reduction compared with B (9 vs 5)" is how much it fell.
    let fall = |k: &usize| {
        s.is_word(*k, &["reduction", "reductions", "decrease", "decreases", "decline", "declines"])
    };
    let said = said(scene, since.unwrap_or(0)..place).filter(|k| !fall(k))?;
    let direction = s.direction(said)?;
    let (x, y) = (share(scene, a)?, share(scene, b)?);
    (x != y && (x > y) != (direction == Direction::Higher)).then_some(said)
}
