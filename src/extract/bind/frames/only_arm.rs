//! A sentence, or a clause of it, that names one arm.

use super::Scene;
use crate::finding::{ArmId, Reported};
use crate::lex::{Cue, Sort};

/// Items before an arm that leads its sentence, at most: "At 24 months, in the A group, …".
const LEAD: usize = 8;

/// `In the A group, 12% relapsed and 3% died; …`: what is still free in a clause is of the only arm it names, unless it
/// compares.
pub(super) fn only_arm(scene: &mut Scene<'_, '_>) {
    if scene.s.title || scene.mentions.is_empty() {
        return;
    }
    let len = scene.s.items.len();
    // "In the A group, 12% had X; 3% had Y; and 2% had Z": of the whole sentence where that is so.
    let head = &scene.mentions[0];
    let leads = head.first <= 2
        || head.first <= LEAD
            && scene.s.mark(head.last + 1) == Some(',')
            && (head.first - 2..head.first).any(|i| scene.s.cue(i) == Cue::Preposition);
    if let Some(arm) = only(scene, 0, len).filter(|_| leads) {
        bind(scene, arm, 0, len);
    }
    let mut start = 0;
    for end in 0..=scene.s.items.len() {
        let last = end == scene.s.items.len();
        let cut = last
            || scene.s.mark(end) == Some(';') && scene.s.items[end].depth == 0
            || scene.s.is_of(end, Sort::Turn) && scene.s.is_word(end, &["whereas", "while"]);
        if cut {
            if let Some(arm) = only(scene, start, end) {
                bind(scene, arm, start, end);
            }
            start = end + 1;
        }
    }
}

fn bind(scene: &mut Scene<'_, '_>, arm: ArmId, start: usize, end: usize) {
    for i in scene.values.iter().copied() {
        let own = matches!(scene.readings[i].result, Reported::Proportion(_) | Reported::Quantity(_));
        if own && (start..end).contains(&scene.readings[i].main) {
            scene.bind(i, arm);
        }
    }
}

/// The only arm that a stretch of the sentence names.
fn only(scene: &Scene<'_, '_>, start: usize, end: usize) -> Option<ArmId> {
    let mut arms = scene.named(start, end).iter().map(|m| m.arm);
    let first = arms.next()?;
    let compared = || (start..end).any(|i| scene.s.cue(i) == Cue::Versus);
    (arms.all(|arm| arm == first) && !compared()).then_some(first)
}
