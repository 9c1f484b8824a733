//! One value of a comparison whose other side is no number.

use super::super::behind::behind_value;
use super::{Scene, the_other};
use crate::extract::bind::frames::order::{held_against, order_in};
use crate::extract::sentence::Sentence;
use crate::finding::ArmId;
use crate::lex::{Classes, Cue};

/// What stands for a number where there is none.
const NONE: &[&str] = &["none", "no", "zero", "0"];

/// Items from "not reached" to the "versus" it is set apart by, at most: "not reached [95% CI 12 to not reached]".
const BRACKET: usize = 16;

/// `four [5%] vs none`, `0 v 12%`, `not reached v 19.0 months`: one value of a comparison whose other side is no number.
pub(in super::super) fn one_side(scene: &mut Scene<'_, '_>) {
    let s = scene.s;
    if !s.has(Classes::VERSUS) {
        return;
    }
    for i in scene.values.iter().copied() {
        let (first, last) = (scene.readings[i].first, scene.readings[i].last);
        if scene.bound[i].is_some() {
            continue;
        }
        let end = behind_value(s, &scene.readings[i]);
        let zero = |k: usize| s.is_word(k, NONE);
        let before = s.cue(last + 1) == Cue::Versus && zero(last + 2)
            || s.cue(end) == Cue::Versus && s.cue(end + 1) == Cue::NotReached;
        let behind = first > 1
            && s.cue(first - 1) == Cue::Versus
            && (zero(first - 2) || unreached_before(s, first - 1));
        let unreached = s.has(Classes::NOT_REACHED);
        if !before && !behind {
            continue;
        }
        let named = || one_named(scene, first).filter(|_| unreached);
        if let Some((a, b)) = order_in(scene, 0, first).or_else(named).or(scene.printed) {
            scene.bind(i, if before { a } else { b });
        }
    }
}

/// `A delayed relapse (not reached v 19.0 months)`: the one arm that is named before, and the other.
fn one_named(scene: &Scene<'_, '_>, place: usize) -> Option<(ArmId, ArmId)> {
    let one = scene.named(0, place).last()?;
    let other = the_other(scene, one.arm)?;
    Some(if held_against(scene.s, one) { (other, one.arm) } else { (one.arm, other) })
}

/// Whether "not reached", with what stands in the bracket behind it, is what stands right before "versus".
fn unreached_before(s: &Sentence<'_>, versus: usize) -> bool {
    let Some(end) = versus.checked_sub(1) else { return false };
    if s.cue(end) == Cue::NotReached {
        return true;
    }
    let depth = |k: usize| s.items[k].depth;
    let open = (versus.saturating_sub(BRACKET)..end).rfind(|k| s.opens(*k) && depth(*k) == depth(end));
    s.closes(end) && open.is_some_and(|open| open > 0 && s.cue(open - 1) == Cue::NotReached)
}
