//! Lists of values, each in a bracket behind what it is of, with the arm behind the last.

use super::{Scene, within};
use crate::extract::read::Reading;
use crate::lex::{Cue, Sort};

/// Items from a value to the next of its list, at most: "), and sudden loss of appetite (".
const FARTHEST: usize = 10;

/// `Nausea (31%), rash (26%) and cough (9%) were more common in the A group than in the B group`: of a list that no arm stands before,
/// all are of the arm that the last is of.
pub(super) fn list_closed(scene: &mut Scene<'_, '_>) {
    let s = scene.s;
    for n in (1..scene.values.len()).rev() {
        let (value, next) = (scene.values[n - 1], scene.values[n]);
        let (None, Some(arm)) = (scene.bound[value], scene.bound[next]) else { continue };
        let (one, other) = (&scene.readings[value], &scene.readings[next]);
        let own = |r: &Reading| r.is_share_or_quantity();
        let between = one.last + 1..other.first;
        let depth = |k: usize| s.items[k].depth;
        let bracketed = depth(one.main) > 0 && depth(one.main) == depth(other.main);
        if !bracketed || !own(one) || one.result.kind() != other.result.kind() || between.len() > FARTHEST {
            continue;
        }
        let goes_on = |k: usize| {
            !s.items[k].numeric()
                && !matches!(s.cue(k), Cue::Versus | Cue::Was | Cue::Received)
                && !matches!(s.mark(k), Some(';' | ':' | '/'))
                && !s.is_of(k, Sort::Turn)
        };
        let parted = between.clone().any(|k| s.closes(k) && depth(k) < depth(one.main));
        let start = s.clause_start(one.first);
        // "(43% vs 30%), rash (8%)"
        let against = |r: &Reading| r.first.checked_sub(1).is_some_and(|b| s.cue(b) == Cue::Versus);
        let paired = against(one) || scene.rows().any(|row| row.len() > 1 && row.contains(&value));
        if parted
            && !paired
            && between.clone().all(goes_on)
            && within(scene.further, start, other.first).is_empty()
            && scene.closer(value).is_none()
        {
            scene.bind(value, arm);
        }
    }
}
