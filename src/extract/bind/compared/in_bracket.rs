//! P values of two arms in one bracket, each behind its own values: `A and B lowered it (63 versus 71, P = 0.01; 64 versus 67, P =
//! 0.2, respectively)`.

use super::super::frames::Scene;
use super::several::joined;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::{ArmId, Reported};
use crate::lex::{Cue, Sort};

/// Items of a bracket with P values of a list, before the first and behind it, at most.
const BRACKET: usize = 60;

/// `A and B lowered it (63 versus 71, P = 0.01; 64 versus 67, P = 0.2, respectively)`: the arm at the place that a P value has among
/// those of its bracket, of the list of two that is named last before.
pub(super) fn in_bracket(scene: &Scene<'_, '_>, reading: &Reading) -> Option<ArmId> {
    let s = scene.s;
    if !s.holds(Sort::Respectively) {
        return None;
    }
    let depth = s.items.get(reading.main)?.depth;
    let outside = |i: &usize| s.items[*i].depth < depth;
    let open = (reading.first.saturating_sub(BRACKET)..reading.first).rev().find(outside)?;
    let end = (reading.last + 1..(reading.last + BRACKET).min(s.items.len())).find(outside)?;
    let own = |r: &&Reading| matches!(r.result, Reported::PValue(_)) && r.first > open && r.last < end;
    let mut places = scene.readings.iter().filter(own);
    let place = places.clone().position(|r| std::ptr::eq(r, reading))?;
    let (first, second) = (places.next()?, places.next()?);
    let parted = (first.last + 1..second.first).any(|i| !joins(s, i));
    let told = (end.saturating_sub(3)..end).any(|i| s.cue(i) == Cue::Respectively);
    let [.., a, b] = scene.named(0, open) else { return None };
    let between = (a.first.saturating_sub(2)..a.first).any(|i| s.is_word(i, &["between"]));
    let list = a.arm != b.arm && (a.last + 1..b.first).len() <= 4 && joined(scene, a, b) && !between;
    (told && parted && list && places.next().is_none()).then_some(if place == 0 { a.arm } else { b.arm })
}

/// What stands between the P values of one row.
fn joins(s: &Sentence<'_>, i: usize) -> bool {
    s.cue(i) == Cue::And || matches!(s.mark(i), Some(',' | ';'))
}
