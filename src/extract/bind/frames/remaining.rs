//! The last side of a comparison of several: `better than with C (47% with A, 59% with B, versus 22%)`.

use super::Scene;
use crate::finding::ArmId;
use crate::lex::{Classes, Cue};

/// Items from a bracket to what its last value is set against, at most.
const BRACKET: usize = 40;

/// A value behind "versus" in a bracket is of the one arm named before the bracket that none of its other values is of.
pub(super) fn remaining(scene: &mut Scene<'_, '_>) {
    let s = scene.s;
    if !s.has(Classes::VERSUS) {
        return;
    }
    for i in scene.values.iter().copied() {
        let reading = &scene.readings[i];
        let depth = s.items[reading.main].depth;
        let result = reading.is_share_or_quantity();
        let against = reading.first.checked_sub(1).is_some_and(|b| s.cue(b) == Cue::Versus);
        if scene.bound[i].is_some() || !result || depth == 0 || !against {
            continue;
        }
        let opens = |k: &usize| s.opens(*k) && s.items[*k].depth < depth;
        let Some(open) = (reading.first.saturating_sub(BRACKET)..reading.first).rfind(opens) else {
            continue;
        };
        let inside = |k: &&usize| (open..reading.first).contains(&scene.readings[**k].main);
        let own: Option<Vec<ArmId>> = scene.values.iter().filter(inside).map(|k| scene.bound[*k]).collect();
        let Some(own) = own.filter(|own| own.len() > 1) else { continue };
        let mut rest = scene.named(0, open).iter().map(|m| m.arm).filter(|arm| !own.contains(arm));
        let Some(arm) = rest.next() else { continue };
        if rest.all(|other| other == arm) && scene.named(open, reading.first + BRACKET).is_empty() {
            scene.bind(i, arm);
        }
    }
}
