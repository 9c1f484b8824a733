//! Sentences that open with what their arm is held against.

use super::Scene;
use super::arm_first::placed_otherwise;
use crate::finding::Reported;
use crate::lex::{Classes, Cue};

/// Items before the name that opens a sentence, at most: "As compared with the".
const OPENING: usize = 4;

/// Items in a value's neighbourhood that say it is of two arms.
const NEAR: usize = 8;

/// `Compared with B, A lowered pulse by 11 at rest and 18 at work`: what is told of A alone is of A, unless it is a difference, or
/// one of two values set against each other.
pub(super) fn opened(scene: &mut Scene<'_, '_>) {
    let s = scene.s;
    if s.title || !s.has(Classes::VERSUS) {
        return;
    }
    let [one, .., last] = scene.further else { return };
    let versus = |k: usize| s.cue(k) == Cue::Versus;
    let opens = one.first <= OPENING && (0..one.first).any(versus);
    let Some(arm) = scene.further.iter().find(|m| m.arm != one.arm) else { return };
    let others = scene.further.iter().any(|m| m.arm != one.arm && m.arm != arm.arm);
    if !opens || others || (one.last + 1..s.items.len()).any(versus) || last.arm != arm.arm {
        return;
    }
    for i in scene.values.iter().copied() {
        let reading = &scene.readings[i];
        let quantity = matches!(reading.result, Reported::Quantity(_));
        let told = |k: usize| {
            s.cue(k) == Cue::Difference || s.is_word(k, &["ratio", "benefit", "both", "differed", "effect"])
        };
        let of_two = (reading.first.saturating_sub(NEAR)..reading.first).any(told);
        if quantity && reading.first > arm.last && !of_two && !placed_otherwise(scene, reading) {
            scene.bind(i, arm.arm);
        }
    }
}
