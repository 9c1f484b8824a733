//! The two that are set against each other right beside a result: `(A versus B, P = 0.02; A versus C, P = 0.03)`.

use super::super::frames::Scene;
use super::{inside, opposed};
use crate::extract::read::Reading;
use crate::finding::ArmId;
use crate::lex::{Cue, Sort};

/// `(A versus B, P = 0.02; A versus C, P = 0.03)`: the comparison that a result stands right behind.
pub(super) fn of(scene: &Scene<'_, '_>, reading: &Reading) -> Option<(ArmId, ArmId)> {
    let s = scene.s;
    // "P = 0.01 for A versus C, P = 0.02 for B versus C"
    let behind = reading.last + 1;
    let behind = behind + usize::from(s.closes(behind));
    let all = if scene.further.is_empty() { scene.mentions } else { scene.further };
    if let [a, b, ..] = inside(all, behind, s.items.len())
        && s.is_word(behind, &["for", "between"])
        && a.first <= behind + 3
        && b.first <= a.last + 4
        && opposed(scene, a, b)
    {
        return Some((a.arm, b.arm));
    }
    let named = inside(scene.mentions, 0, reading.first);
    let [.., a, b] = named else { return None };
    let joint = |i: usize| matches!(s.mark(i), Some(',' | ':' | '=')) || s.cue(i) == Cue::Group;
    let next = |joint: &dyn Fn(usize) -> bool| {
        let gap = b.last + 1..reading.first;
        gap.len() <= 2 && { gap }.all(joint)
    };
    let gap = a.last + 1..b.first;
    let near = |cue: Cue| gap.len() <= 3 && gap.clone().any(|i| s.cue(i) == cue);
    // "between A and C (P = 0.01), between B and C (P = 0.02)"
    let between = || {
        let led = (a.first.saturating_sub(2)..a.first).any(|i| s.is_word(i, &["between"]));
        led && near(Cue::And) && next(&|i| joint(i) || s.opens(i)) && !s.holds(Sort::Ties)
    };
    let told = near(Cue::Versus) && next(&joint) || between();
    (told && a.arm != b.arm).then_some((a.arm, b.arm))
}
