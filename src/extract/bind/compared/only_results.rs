//! Two groups of which only results name one, set against each other beside a result.

use super::super::frames::Scene;
use super::lone::set_against;
use super::{behind, between, explicit, inside, part, sets_against, values};
use crate::extract::read::Reading;
use crate::finding::{ArmId, Reported};
use crate::lex::Sort;

/// `0.62 for A versus B`, `A v B, 0.62`, `31% in A and 22% in B (0.62 …)`: the two groups, where the arms of the trial are not both of
/// them.
pub(super) fn of(scene: &Scene<'_, '_>, reading: &Reading) -> Option<(ArmId, ArmId)> {
    if std::ptr::eq(scene.further, scene.mentions) {
        return None;
    }
    let start = scene.s.clause_start(reading.first);
    let behind = behind(scene, reading);
    let pair = between(scene, scene.further, reading.last + 1, behind)
        .or_else(|| explicit(scene, scene.further, start, reading.first))
        .or_else(|| values::before(scene, start, reading))
        .or_else(|| on_both_sides(scene, start, reading))?;
    let known = |arm: ArmId| scene.arms.known(arm);
    (!known(pair.0) || !known(pair.1)).then_some(pair)
}

/// `those who got A had longer survival (0.82 …) and fewer relapses (0.71 …) than those who got B`: the one group that is named before a
/// result, and the one that the statement goes on to hold it against.
fn on_both_sides(scene: &Scene<'_, '_>, start: usize, reading: &Reading) -> Option<(ArmId, ArmId)> {
    let s = scene.s;
    if !matches!(reading.result, Reported::Estimate(_)) {
        return None;
    }
    let one = part::sole(inside(scene.further, start, reading.first))?;
    let over = |i: &usize| s.items[*i].depth == 0 && (s.mark(*i) == Some(';') || s.is_of(*i, Sort::Turn));
    let end = (reading.last..s.items.len()).find(over).unwrap_or(s.items.len());
    let other = inside(scene.further, reading.last + 1, end).first()?;
    let than =
        (other.first.saturating_sub(NEAR)..other.first).any(|i| i > reading.last && sets_against(s, i));
    // "Compared with B, those who got A …": that has said it already.
    let leads = inside(scene.further, start, reading.first).first().is_some_and(|m| set_against(scene, m));
    // "more in girls (0.37 …) than in boys (0.73 …)": each has its own.
    let own = |r: &Reading| {
        r.first > other.last && s.opens(other.last + 1) && r.result.kind() == reading.result.kind()
    };
    let each = scene.readings.iter().find(|r| r.first > other.last).is_some_and(own);
    (than && !leads && !each && one != other.arm).then_some((one, other.arm))
}

/// Items from "than" to the name it goes with, at most: "than patients who did not receive A".
const NEAR: usize = 4;
