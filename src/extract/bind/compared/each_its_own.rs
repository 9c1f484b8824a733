//! Estimates of several arms, each beside its own: `5.8 years with A (HR 1.02 …), 6.1 years with B (HR 0.97 …) and 6.6 years
//! with placebo`, `women HR 2.89 …; men HR 1.11`.

use super::super::arms::Mention;
use super::super::frames::Scene;
use super::inside;
use super::one_arm::{before_its_name, labelled};
use crate::extract::read::Reading;
use crate::finding::{ArmId, Reported};
use crate::lex::Cue;

/// The arm that an estimate stands beside, where another estimate of its kind stands beside another arm; and what both are
/// held against: an arm named behind "versus", or the one arm that has no estimate.
pub(super) fn of(scene: &Scene<'_, '_>, reading: &Reading) -> Option<(ArmId, Option<ArmId>)> {
    let arm = beside(scene, reading)?;
    let against = named_inside(scene, reading).filter(|against| *against != arm);
    if let Some(against) = against {
        return Some((arm, Some(against)));
    }
    let alike = |r: &&Reading| match (&r.result, &reading.result) {
        (Reported::Estimate(one), Reported::Estimate(own)) => one.measure == own.measure,
        _ => false,
    };
    let others: Vec<ArmId> = scene
        .readings
        .iter()
        .filter(alike)
        .filter_map(|r| beside(scene, r))
        .filter(|other| *other != arm)
        .collect();
    let first = others.first()?;
    // Of two arms with one each, neither is held against the other.
    let against = scene.arms.other(arm).filter(|against| against != first && !others.contains(against));
    Some((arm, against))
}

/// `(HR vs. warfarin, 0.52 …)`: what the estimate's own words hold it against.
fn named_inside(scene: &Scene<'_, '_>, reading: &Reading) -> Option<ArmId> {
    let versus = |m: &&Mention| {
        (m.first.saturating_sub(2)..m.first).any(|i| i >= reading.first && scene.s.cue(i) == Cue::Versus)
    };
    inside(scene.mentions, reading.first, reading.last + 1).iter().find(versus).map(|m| m.arm)
}

/// The arm whose bracket opens on an estimate, or whose value stands right before it.
fn beside(scene: &Scene<'_, '_>, reading: &Reading) -> Option<ArmId> {
    let s = scene.s;
    if !matches!(reading.result, Reported::Estimate(_)) {
        return None;
    }
    if let Some(arm) = labelled(scene, reading).or_else(|| before_its_name(scene, reading)) {
        return Some(arm);
    }
    let before = reading.first.checked_sub(1)?;
    let end = if s.opens(before) { before } else { reading.first };
    let at = scene.mentions.iter().position(|m| m.last + 1 == end)?;
    let mention = &scene.mentions[at];
    // "45% versus A (HR …), 18% versus B (HR …)": what both are held against.
    let against = (mention.first.saturating_sub(2)..mention.first).rev().find(|i| s.cue(*i) != Cue::Article);
    if against.is_some_and(|i| s.cue(i) == Cue::Versus) {
        return None;
    }
    // "higher with A than with B (HR …)", "for A and B (HR …)": of both.
    let alone = at == 0 || {
        let one = &scene.mentions[at - 1];
        let apart = |i: usize| s.items[i].numeric() || matches!(s.mark(i), Some(';' | ')'));
        one.arm == mention.arm || (one.last + 1..mention.first).any(apart)
    };
    alone.then_some(mention.arm)
}
