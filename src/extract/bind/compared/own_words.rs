//! Estimates whose own words name one arm: `hazard ratio for relapse with A, 1.17`, `the hazard ratio in the B group was 0.58`.

use super::super::arms::Mention;
use super::super::frames::Scene;
use super::Sides;
use super::lone::set_against;
use super::part::sole;
use crate::extract::read::Reading;
use crate::finding::{ArmId, Reported};
use crate::lex::{Cue, Sort};

/// Items from the name of a measure to its value, at most: "the hazard ratio for relapse in the 5-mg B group was 0.58".
const SAID: usize = 14;

/// Items between "with" and the name it goes with, at most: "in the group given A".
const LED: usize = 3;

/// The sides, with the one arm that the result's own words name as the one that it is of.
pub(super) fn turned(scene: &Scene<'_, '_>, reading: &Reading, sides: Sides) -> Sides {
    let Some(own) = of(scene, reading) else { return sides };
    match sides {
        (Some(arm), _) if arm == own => sides,
        (arm, Some(against)) if against == own => (Some(own), arm.or_else(|| scene.arms.other(own))),
        // "the hazard ratio was 0.49 in the A group as compared with the C group, and the hazard ratio in the B group was 0.58"
        (_, Some(against)) if held(scene, reading, own) == Some(against) => (Some(own), Some(against)),
        // "A added to B lowered the risk (hazard ratio for B alone, 1.9)"
        (arm, None) => (Some(own), scene.arms.other(own).or(arm.filter(|_| scene.arms.count() == 2))),
        _ => sides,
    }
}

/// The one arm that stands behind "with" or "for" between the name of a measure and its value.
fn of(scene: &Scene<'_, '_>, reading: &Reading) -> Option<ArmId> {
    let s = scene.s;
    if !matches!(reading.result, Reported::Estimate(_)) {
        return None;
    }
    let measured = |i: &usize| matches!(s.cue(*i), Cue::Measure { .. });
    let within = (reading.first..reading.main).find(measured);
    let start = within.or_else(|| {
        let was = reading.first.checked_sub(1).filter(|b| matches!(s.cue(*b), Cue::Was | Cue::Of))?;
        let near = (was.saturating_sub(SAID)..was).rev();
        let mut near = near.take_while(|i| !matches!(s.mark(*i), Some(',' | ';')) && !s.closes(*i));
        near.find(measured)
    })?;
    let named = scene.named(start, reading.main);
    let arm = sole(named)?;
    let led = |m: &Mention| {
        let near = m.first.saturating_sub(LED).max(start)..m.first;
        near.clone().any(|i| s.is_word(i, &["with", "for", "in", "among"]))
            && !{ near }.any(|i| s.is_word(i, &["from", "between"]) || s.is_of(i, Sort::Compares))
    };
    (named.iter().any(led) && !named.iter().any(|m| set_against(scene, m))).then_some(arm)
}

/// The one other arm that the statement before holds what it gives against.
fn held(scene: &Scene<'_, '_>, reading: &Reading, own: ArmId) -> Option<ArmId> {
    let before = scene.named(scene.s.clause_start(reading.first), reading.first);
    let mut held = before.iter().filter(|m| m.arm != own && set_against(scene, m)).map(|m| m.arm);
    let one = held.next()?;
    held.all(|arm| arm == one).then_some(one)
}
