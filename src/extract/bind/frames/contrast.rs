//! Two values that a sentence sets against each other are of no one arm.

use super::Scene;
use crate::lex::{Classes, Cue, Sort};

/// `41% in A compared with 22% in those who nobody knows`: where both were bound to one arm, the value that stands beside
/// its name keeps it, and the other is of none.
pub(super) fn contrast(scene: &mut Scene<'_, '_>) {
    let s = scene.s;
    if !s.has(Classes::VERSUS) {
        return;
    }
    for pair in scene.values.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let (Some(arm), Some(other)) = (scene.bound[a], scene.bound[b]) else { continue };
        let (one, next) = (&scene.readings[a], &scene.readings[b]);
        if arm != other || one.result.kind() != next.result.kind() {
            continue;
        }
        let between = one.last + 1..next.first;
        // "12 versus 14" of one arm is of two times, and so is "from 12 to 14".
        let Some(versus) = between.clone().rfind(|k| s.cue(*k) == Cue::Versus) else { continue };
        // "(12 vs none in A) and pain (8": said of the value before.
        let ends = |k: usize| matches!(s.mark(k), Some(',')) || s.closes(k) || s.cue(k) == Cue::And;
        let turns =
            |k: usize| matches!(s.mark(k), Some(';')) || s.cue(k) == Cue::To || s.is_of(k, Sort::Turn);
        // "4% with A, and pain 1 to 2% versus 3": set against what was not read.
        let depth = |k: usize| s.items[k].depth;
        let other_value = |k: usize| s.items[k].numeric() && depth(k) <= depth(one.main);
        if (one.last + 1..versus).any(other_value) {
            continue;
        }
        if between.clone().any(turns) || (versus..next.first).any(ends) {
            continue;
        }
        let theirs = scene.named(versus, next.first).last().map(|m| m.arm).or_else(|| scene.closed_by(b));
        if theirs.is_none() && !scene.of_unknown(b) {
            continue;
        }
        let own = scene.named(one.last + 1, versus).iter().any(|m| m.arm == arm);
        scene.bound[if theirs == Some(other) && !own { a } else { b }] = None;
    }
}
