//! One value of a comparison whose other side is no number.

use super::{Scene, order_in};
use crate::lex::Cue;

/// `four [5%] vs none`, `0 v 12%`: one value of a comparison whose other side is no number.
pub(in super::super) fn one_side(scene: &mut Scene<'_, '_>) {
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
