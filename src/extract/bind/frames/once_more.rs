//! Comparisons that a sentence goes on with: `77% of those on A v 37% on B, 44% v 7% of those on B`.

use super::Scene;
use crate::extract::read::Reading;
use crate::finding::ArmId;
use crate::lex::{Classes, Cue};

/// Items between two values that are set against each other, at most.
const FARTHEST: usize = 24;

/// A value that is set against one of an arm, as another value was before, is of the same arm as that other.
pub(super) fn once_more(scene: &mut Scene<'_, '_>) {
    let s = scene.s;
    if !s.has(Classes::VERSUS) {
        return;
    }
    let mut before: Option<(ArmId, ArmId)> = None;
    for pair in scene.values.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let (one, other) = (&scene.readings[a], &scene.readings[b]);
        let result = |r: &Reading| r.is_share_or_quantity();
        let between = one.last + 1..other.first;
        let parted = |k: usize| matches!(s.mark(k), Some(';')) || s.items[k].numeric();
        if !result(one)
            || one.result.kind() != other.result.kind()
            || between.len() > FARTHEST
            || !between.clone().any(|k| s.cue(k) == Cue::Versus)
            || between.clone().any(parted)
        {
            continue;
        }
        match (scene.bound[a], scene.bound[b], before) {
            (Some(x), Some(y), _) if x != y => before = Some((x, y)),
            (None, Some(y), Some((x, against))) if y == against && !scene.of_unknown(a) => scene.bind(a, x),
            (Some(x), None, Some((arm, y))) if x == arm && !scene.of_unknown(b) => scene.bind(b, y),
            _ => {}
        }
    }
}
