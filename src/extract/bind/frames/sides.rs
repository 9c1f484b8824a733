//! Rows of which "versus" makes two sides, with a list of arms for each: `39% v 17% and 26% in B and C`.

use super::super::arms::Mention;
use super::respectively::mention_lists;
use super::{Scene, order_in, within};
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
        if let Some((one, other)) = halves(scene, row, cut, before.last().map_or(0, |list| list.len())) {
            for (n, reading) in row.iter().enumerate() {
                scene.bind(*reading, if n < cut { one } else { other });
            }
            continue;
        }
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

/// `rash and cough were more frequent with A than with B (78% and 61% v 52% and 39%)`: of a row that "versus" parts in the middle, the
/// first half is of the first of the two arms that were named, the other of the second.
fn halves(scene: &Scene<'_, '_>, row: &[usize], cut: usize, listed: usize) -> Option<(ArmId, ArmId)> {
    let s = scene.s;
    let (first, last) = (row.first()?, row.last()?);
    let (start, end) = (scene.readings[*first].first, scene.readings[*last].last);
    let joined = |pair: &[usize]| {
        let mut between = scene.readings[pair[0]].last + 1..scene.readings[pair[1]].first;
        between.any(|k| s.cue(k) == Cue::And)
    };
    let two = row[..cut].windows(2).all(joined) && row[cut..].windows(2).all(joined);
    let follow = row.windows(2).any(|pair| scene.follows(pair[0], pair[1]));
    if cut < 2 || cut * 2 != row.len() || !two || follow {
        return None;
    }
    // "with A and B compared with C and D (12 and 9 v 7 and 5)": each of its own.
    let named = scene.named(0, start);
    let several = named.iter().any(|m| m.arm != named[0].arm && m.arm != named[named.len() - 1].arm);
    if several || listed > 2 {
        return None;
    }
    let held = |k: usize| s.cue(k) == Cue::Versus;
    match named {
        [one, .., other] if (one.last..other.first).any(held) => order_in(scene, 0, start),
        // "(12 and 9 v 7 and 5) were more frequent with A than with B"
        [] => order_in(scene, end + 1, s.items.len()).filter(|_| (end + 1..s.items.len()).any(held)),
        _ => None,
    }
}
