//! What P values of one arm each are held against where that stands before them: `better than with C on A (P = 0.01) and B (P =
//! 0.02)`.

use super::super::frames::Scene;
use super::lone::set_against;
use crate::extract::read::Reading;
use crate::finding::{ArmId, Reported};
use crate::lex::Sort;

/// Items from the bracket of a name to a P value in it, at most: "(42 mm; P = 0.01".
const NEAR: usize = 12;

/// `memory favoured A (P = 0.01) and sleep favoured B (P = 0.02)`: what favours one of two is held against the other.
pub(super) fn favoured(scene: &Scene<'_, '_>, reading: &Reading, arm: ArmId) -> bool {
    let s = scene.s;
    let named = scene.mentions.iter().rfind(|m| m.last < reading.first).filter(|m| m.arm == arm);
    named.is_some_and(|m| (m.first.saturating_sub(3)..m.first).any(|i| s.is_word(i, FAVOURED)))
}

/// Words that say which of two did better.
const FAVOURED: &[&str] =
    &["favour", "favor", "favours", "favors", "favoured", "favored", "favouring", "favoring"];

/// `better than with C on A (P = 0.01) and B (P = 0.02)`, `lower than with C (A, P = 0.01; B, P = 0.02)`: the arm behind "than" that
/// is the first that the statement names, before a list of others with a P value each.
pub(super) fn held_before(scene: &Scene<'_, '_>, reading: &Reading, arm: ArmId) -> Option<ArmId> {
    let s = scene.s;
    let start = s.clause_start(reading.first);
    let against = scene.named(start, reading.first).first().filter(|m| m.arm != arm)?;
    let turns = |i: usize| s.items[i].depth == 0 && s.is_of(i, Sort::Turn) && !s.is_word(i + 1, &["not"]);
    let parted = (against.last..reading.first).any(turns);
    // "than with C (P = 0.01) or D (P = 0.02)"
    let own = s.opens(against.last + 1)
        && scene.readings.iter().any(|r| {
            matches!(r.result, Reported::PValue(_))
                && r.first <= against.last + 1 + NEAR
                && r.first > against.last
                && r.last < reading.first
                && scene.named(against.last + 1, r.first).is_empty()
        });
    (!parted && !own && set_against(scene, against)).then_some(against.arm)
}
