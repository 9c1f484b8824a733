//! One value against another.

use super::{Scene, order_in};
use crate::lex::Cue;

/// `36.9% vs. 21.2%`: one bound value gives the other; two free ones take the order the sentence, or the trial, has set.
pub(super) fn versus(scene: &mut Scene<'_, '_>) {
    for row in scene.rows() {
        let [a, b] = *row else { continue };
        let between = scene.readings[a].last + 1..scene.readings[b].first;
        let compared = between.clone().any(|k| scene.s.cue(k) == Cue::Versus);
        if !compared && !between.clone().any(|k| scene.s.cue(k) == Cue::And) {
            continue;
        }
        match (scene.bound[a], scene.bound[b]) {
            (Some(arm), None) if compared => {
                if let Some(other) = scene.arms.other(arm) {
                    scene.bind(b, other);
                }
            }
            (None, Some(arm)) if compared => {
                if let Some(other) = scene.arms.other(arm) {
                    scene.bind(a, other);
                }
            }
            (None, None) => {
                let place = scene.readings[a].first;
                // "higher with A than with B (12% vs 8%)", "higher with A (12% vs 8%)".
                let said = order_in(scene, 0, place).or_else(|| {
                    let one = scene.mentions.iter().rev().find(|m| m.last < place && compared)?;
                    Some((one.arm, scene.arms.other(one.arm)?))
                });
                if let Some((first, second)) = said.or(scene.order.filter(|_| compared)) {
                    scene.bind(a, first);
                    scene.bind(b, second);
                }
            }
            _ => {}
        }
    }
}

/// `four [5%] vs none`, `0 v 12%`: one value of a comparison whose other side is no number.
pub(super) fn one_side(scene: &mut Scene<'_, '_>) {
    for i in scene.values.iter().copied() {
        let (first, last) = (scene.readings[i].first, scene.readings[i].last);
        let before =
            scene.s.cue(last + 1) == Cue::Versus && scene.s.is_word(last + 2, &["none", "no", "zero", "0"]);
        let behind = first > 1
            && scene.s.cue(first - 1) == Cue::Versus
            && scene.s.is_word(first - 2, &["none", "no", "zero", "0"]);
        if !before && !behind {
            continue;
        }
        if let Some((a, b)) = order_in(scene, 0, first).or(scene.order) {
            scene.bind(i, if before { a } else { b });
        }
    }
}
