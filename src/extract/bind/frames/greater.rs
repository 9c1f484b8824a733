//! Which of two values is the greater, where a sentence tells it of one arm alone: `lower in B (16 vs 10)`.

use super::Scene;
use super::versus::{share, the_other};
use crate::finding::{ArmId, Direction};
use crate::lex::Cue;

/// Items from the word that tells it to the arm, at most: "lower in the patients who received".
const NEAR: usize = 6;

/// Items from the arm to the first value in the bracket behind it, at most: "patients (median,".
const BRACKET: usize = 4;

/// Words that tell which of two is the greater, and nothing of how it came.
const TELL: &[&str] =
    &["lower", "higher", "greater", "smaller", "shorter", "longer", "larger", "less", "fewer"];

/// `lower in B (16 vs 10)`, `greater for A (6% v 15%)`: the arm named behind the word has the lesser or the greater of the two,
/// whichever stands first.
pub(super) fn greater(scene: &Scene<'_, '_>, a: usize, b: usize) -> Option<(ArmId, ArmId)> {
    let s = scene.s;
    let place = scene.readings[a].first;
    let since = scene.values.iter().map(|i| scene.readings[*i].last).take_while(|last| *last < place).last();
    let since = since.unwrap_or(0);
    let told = (since..place).rev().find(|k| s.direction(*k).is_some())?;
    let placed = s.is_word(told, TELL) && s.is_word(told + 1, &["in", "with", "for", "on", "among"]);
    let [named, others @ ..] = scene.named(told + 1, place) else { return None };
    let last = others.last().unwrap_or(named).last;
    let alone =
        named.first <= told + NEAR && place - last <= BRACKET && others.iter().all(|m| m.arm == named.arm);
    if !placed || !alone || (since..place).any(|k| s.cue(k) == Cue::Versus) {
        return None;
    }
    let ordered = scene.order.and_then(|(x, y)| match named.arm {
        arm if arm == x => Some(y),
        arm if arm == y => Some(x),
        _ => None,
    });
    let other = the_other(scene, named.arm).or(ordered)?;
    let (x, y) = (share(scene, a)?, share(scene, b)?);
    let first = (x > y) == (s.direction(told) == Some(Direction::Higher));
    (x != y).then_some(if first { (named.arm, other) } else { (other, named.arm) })
}
