//! P values in a bracket that says itself what it compares: `(-13 vs. baseline, P < 0.05; -6 vs. placebo, P = 0.03)`.

use super::super::frames::Scene;
use super::Sides;
use super::lone::set_against;
use super::part::{held_since, sole};
use crate::extract::read::Reading;
use crate::lex::Cue;

/// Items in a bracket before its P value, at most.
const WITHIN: usize = 16;

/// Items from "versus" to the name it goes with, at most.
const NAME: usize = 3;

/// The arm that is named before a bracket, against what stands behind "versus" in the part of the bracket that a P value is
/// in: nobody where that is the state before.
pub(super) fn of(scene: &Scene<'_, '_>, reading: &Reading) -> Option<Sides> {
    let s = scene.s;
    let depth = s.items.get(reading.main)?.depth;
    if depth == 0 {
        return None;
    }
    let start = reading.first.saturating_sub(WITHIN);
    let opens = |i: &usize| s.opens(*i) && s.items[*i].depth < depth;
    let open = (start..reading.first).rev().find(opens)?;
    let parts = |i: &usize| s.mark(*i) == Some(';') && s.items[*i].depth == depth;
    let from = (open..reading.first).rev().find(parts).unwrap_or(open) + 1;
    let versus = (from..reading.first).find(|i| s.cue(*i) == Cue::Versus)?;
    let before = scene.named(s.clause_start(open), open);
    if held_since(scene, versus) {
        // "(A, pre 34% vs. post 62%, P = 0.03; B, pre …)"
        let own = sole(scene.named(from, versus));
        let led = || sole(before).filter(|_| !before.iter().any(|m| set_against(scene, m)));
        return own.or_else(led).map(|arm| (Some(arm), None));
    }
    // "(12 with A vs. 8 with B; P = 0.03)": its values tell.
    let told = scene.named(from, versus).is_empty() && !s.items.get(versus + 1)?.numeric();
    let other = scene.named(versus + 1, versus + 1 + NAME).first().filter(|_| told)?;
    let arm = before.iter().rev().find(|m| m.arm != other.arm)?;
    let alone = before.iter().all(|m| m.arm == arm.arm || m.arm == other.arm);
    (other.last < reading.first && alone).then_some((Some(arm.arm), Some(other.arm)))
}
