//! The arms whose values stand before a result: `62% with A versus 48% with B, P = 0.03`.

use super::super::frames::Scene;
use crate::extract::read::Reading;
use crate::finding::{ArmId, Reported};
use crate::lex::Cue;

/// Values of one arm side by side, at most.
const VALUES: usize = 2;

/// The arms of the two values right before: "62% vs 48%, P=.03".
pub(super) fn before(scene: &Scene<'_, '_>, start: usize, reading: &Reading) -> Option<(ArmId, ArmId)> {
    let mut before = (0..scene.readings.len())
        .rev()
        .filter(|i| (start..reading.first).contains(&scene.readings[*i].first))
        .filter_map(|i| scene.bound[i].map(|arm| (i, arm)));
    let (last, b) = before.next()?;
    // "7.6 (30%) with A and 5.3 (21%) with B"
    let (first, a) = before.take(VALUES).find(|(_, a)| *a != b)?;
    // "A reduced mortality from 12% to 8%": the end of a way is what is held against its start.
    let way = || {
        let from = scene.readings[first].first;
        let to = scene.readings[first].last + 1..scene.readings[last].first;
        (from.saturating_sub(FROM)..from).any(|k| scene.s.is_word(k, &["from"]))
            && to.clone().any(|k| scene.s.cue(k) == Cue::To)
            && !to.clone().any(|k| scene.s.is_word(k, &["from"]) || scene.s.cue(k) == Cue::And)
            && scene.named(to.start, scene.readings[last].last + NAMED).is_empty()
    };
    Some(if way() { (b, a) } else { (a, b) })
}

/// `7.2 months with B versus 9.9 with A (hazard ratio, 0.71 …)`: whether the two arms of an estimate are those whose values stand
/// before it, in whichever order.
pub(super) fn of_both(
    scene: &Scene<'_, '_>,
    start: usize,
    reading: &Reading,
    (a, b): (ArmId, ArmId),
) -> bool {
    let valued = match &reading.result {
        Reported::Estimate(estimate) => estimate.value.is_some(),
        Reported::RelativeChange(_) => true,
        _ => false,
    };
    valued && before(scene, start, reading).is_some_and(|pair| pair == (a, b) || pair == (b, a))
}

/// Items from "from" to the value where a way starts, at most: "from a median of".
const FROM: usize = 4;

/// Items behind a way in which no arm may stand, at most: "with".
const NAMED: usize = 2;
