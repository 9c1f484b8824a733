//! Rows of which "versus" makes two sides, with a list of arms for each: `39% v 17% and 26% in B and C`.

use super::super::arms::Mention;
use super::respectively::mention_lists;
use super::{Scene, within};
use crate::finding::ArmId;
use crate::lex::{Classes, Cue};

/// Items between a row and the list behind it, at most: "% of the women in the".
const NEAR: usize = 8;

/// Items between a row and the list before it, at most.
const FAR: usize = 24;

/// `more nausea in the A group (33% vs 13% and 22% in the B and C groups)`, `A and B lowered it by 7 and 6 kg, compared with 1 kg for C`: the
/// side before "versus" is of the list before the row, the other of the one behind it.
pub(super) fn sides(scene: &mut Scene<'_, '_>) {
    let s = scene.s;
    if !s.has(Classes::VERSUS) || s.title {
        return;
    }
    for row in scene.rows() {
        let result = |i: &usize| scene.readings[*i].is_share_or_quantity();
        if row.len() < 3 || !row.iter().all(|i| result(i) && scene.bound[*i].is_none()) {
            continue;
        }
        let versus = |pair: &[usize]| {
            (scene.readings[pair[0]].last + 1..scene.readings[pair[1]].first).any(|k| s.cue(k) == Cue::Versus)
        };
        let mut cuts = (1..row.len()).filter(|n| versus(&row[n - 1..=*n]));
        let (Some(cut), None) = (cuts.next(), cuts.next()) else { continue };
        let (start, end) = (scene.readings[row[0]].first, scene.readings[row[row.len() - 1]].last);
        let before = mention_lists(scene, start.saturating_sub(FAR), start);
        let behind = mention_lists(scene, end + 1, s.items.len().min(end + 1 + NEAR));
        let (Some(before), Some(behind)) = (before.last(), behind.first()) else { continue };
        let placed = |list: &[Mention]| {
            let from = list[0].first.saturating_sub(3).max(end + 1);
            (from..list[0].first).any(|k| matches!(s.cue(k), Cue::Preposition | Cue::Of))
        };
        let apart = before.iter().all(|one| behind.iter().all(|other| other.arm != one.arm));
        let more = !within(scene.further, before[before.len() - 1].last + 1, start).is_empty();
        if before.len() != cut || behind.len() != row.len() - cut || !apart || more || !placed(behind) {
            continue;
        }
        let arms: Vec<ArmId> = before.iter().chain(*behind).map(|m| m.arm).collect();
        for (reading, arm) in row.iter().zip(arms) {
            scene.bind(*reading, arm);
        }
    }
}
