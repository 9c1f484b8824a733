//! Rows of values that share the one list of arms behind them.

use super::Scene;
use super::respectively::mention_lists;
use crate::finding::ArmId;
use crate::lex::Cue;

/// Items between the last row and the list, at most: "were observed in the".
const NEAR: usize = 8;

/// `response rates of 74% and 61% and survival of 78% and 71% were seen in the A and B groups`, `response was 52% versus 44% and
/// relapse 8% versus 6% in A and B, respectively`: no arm is named before, and one list behind has as many as each row.
pub(super) fn parallel(scene: &mut Scene<'_, '_>) {
    let s = scene.s;
    let result = |i: &usize| scene.readings[*i].is_share_or_quantity();
    let rows: Vec<&[usize]> = scene.rows().filter(|row| row.iter().all(result)).collect();
    let [first, .., last] = rows[..] else { return };
    let (Some(start), Some(end)) = (first.first(), last.last()) else { return };
    let (start, end) = (scene.readings[*start].first, scene.readings[*end].last);
    let len = last.len();
    if len < 2 || rows.iter().any(|row| row.len() != len) || !scene.named(0, end).is_empty() {
        return;
    }
    if scene
        .values
        .iter()
        .any(|i| result(i) && !rows.iter().any(|row| row.contains(i)) && scene.readings[*i].first > start)
    {
        return;
    }
    let lists = mention_lists(scene, end + 1, s.items.len());
    let [list] = lists[..] else { return };
    let (Some(one), true) = (list.first(), list.len() == len) else { return };
    let between = end + 1..one.first;
    let parted =
        between.clone().any(|k| matches!(s.mark(k), Some(';' | ':' | '.')) || s.direction(k).is_some());
    if between.len() > NEAR
        || parted
        || !between.clone().any(|k| matches!(s.cue(k), Cue::Preposition | Cue::Of))
    {
        return;
    }
    let arms: Vec<ArmId> = list.iter().map(|m| m.arm).collect();
    for row in rows {
        for (reading, arm) in row.iter().zip(&arms) {
            scene.bind(*reading, *arm);
        }
    }
}
