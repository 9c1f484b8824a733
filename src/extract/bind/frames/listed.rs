//! A row of values and a row of arms of one length, with no word that says "respectively".

use std::ops::Range;

use super::super::arms::Mention;
use super::Scene;
use super::order::held_against;
use super::respectively::mention_lists;
use crate::extract::read::Reading;
use crate::finding::{ArmId, Reported};
use crate::lex::{Cue, Sort};

/// Items between the two rows, at most; and where three or more of both can hardly be chance.
const NEAR: usize = 10;
const FAR: usize = 40;

/// Items from a bracket to the first value in it, at most: "(median,".
const OPENS: usize = 4;

/// `response rates in arms A, B, and C were 17%, 17%, and 36%`, `12 and 15% for A and B`.
pub(super) fn listed(scene: &mut Scene<'_, '_>) {
    if !scene.rows().any(|row| row.len() > 1) {
        return;
    }
    let lists = mention_lists(scene, 0, scene.s.items.len());
    for row in scene.rows() {
        let row = &*scene.heads(row);
        let [first, .., last] = *row else { continue };
        if scene.follows(first, row[1]) {
            continue;
        }
        // "Of 677 enrolled patients, 335 were assigned to A and B": people and a part of them are no row.
        if matches!(scene.readings[first].result, Reported::Participants(_)) && !in_a_row(scene, row) {
            continue;
        }
        if parts_of_one(scene, row) {
            continue;
        }
        let (start, end) = (scene.readings[first].first, scene.readings[last].last);
        // "35 adults (19 women and 16 men) were assigned to A or B": a split of all is in a bracket of its own.
        let depth = |at: usize| scene.s.items[at].depth;
        let people = matches!(scene.readings[first].result, Reported::Participants(_));
        let reach = if row.len() > 2 { FAR } else { NEAR };
        // "39 and 31 for A and B, and 16 and 25 for C and D": the nearest.
        let far = |list: &[Mention]| {
            let (a, b) = (list[0].first, list[list.len() - 1].last);
            if b < start { start - b } else { a.saturating_sub(end) }
        };
        // "more common with A (12% v 3%); others were higher with B than A": what ended before says nothing.
        let parted = |list: &[Mention]| {
            let (a, b) = (list[0].first, list[list.len() - 1].last);
            // But "in A, B and C it was 5, 6 and 7; relapse was 2, 7 and 3".
            if b < start && row.len() > 2 {
                return false;
            }
            let between = if b < start { b..start } else { end..a };
            between
                .into_iter()
                .any(|k| matches!(scene.s.mark(k), Some(';' | '.')) && scene.s.items[k].depth == 0)
        };
        let near = lists.iter().filter(|list| list.len() == row.len() && !parted(list)).filter(|list| {
            let (a, b) = (list[0].first, list[list.len() - 1].last);
            (!people || depth(a) == depth(scene.readings[first].main))
                && (b < start && start - b <= reach || a > end && a - end <= NEAR)
        });
        // "A with C lived longer than B and C (17 v 12)": the list is one side, the row is of both.
        let one_side = |list: &[Mention]| {
            let [one, other] = list else { return false };
            let versus = |from: usize, to: usize| (from..to).any(|k| scene.s.cue(k) == Cue::Versus);
            let held = !scene.named(0, one.first).is_empty() && held_against(scene.s, one);
            held && other.last < start
                && row.len() == 2
                && !versus(one.last, other.first)
                && versus(scene.readings[first].last, scene.readings[last].first)
        };
        // "in C and D (5 vs 8) and like that in A and B (6 vs 9)": a list with a bracket of its own.
        let theirs = |list: &[Mention]| {
            let behind = list[list.len() - 1].last + 1;
            let next = scene.rows().find(|next| scene.readings[next[0]].first > behind);
            list[0].first > end
                && scene.s.opens(behind)
                && next.is_some_and(|next| {
                    next.len() == row.len() && scene.readings[next[0]].first <= behind + OPENS
                })
        };
        let near = near.filter(|list| !one_side(list) && !theirs(list)).min_by_key(|list| far(list));
        let Some(list) = near else {
            // "in the three groups (3.9, 3.5 and 3.7)"
            if row.len() > 2 && row.len() == scene.arms.count() && of_groups(scene, row.len(), start) {
                for (n, reading) in row.iter().enumerate() {
                    scene.bind(*reading, ArmId(n as u16));
                }
            }
            if row.len() > 2 && !people {
                in_their_order(scene, row, start);
            }
            continue;
        };
        for (reading, mention) in row.iter().zip(*list) {
            scene.bind(*reading, mention.arm);
        }
    }
}

/// `longer with A than with B and C (15, 12 and 11)`: as many names as values behind the value before.
fn in_their_order(scene: &mut Scene<'_, '_>, row: &[usize], start: usize) {
    let s = scene.s;
    let since = scene.values.iter().map(|i| scene.readings[*i].last).take_while(|last| *last < start).last();
    let named = scene.named(since.map_or(0, |last| last + 1), start);
    let joined = |pair: &[Mention]| {
        pair[0].last + 2 < pair[1].first
            || (pair[0].last + 1..pair[1].first)
                .any(|k| matches!(s.cue(k), Cue::And | Cue::Or | Cue::Versus) || s.mark(k) == Some(','))
    };
    if named.windows(2).all(joined) && named.len() == row.len() && start - named[0].first <= FAR {
        for (reading, mention) in row.iter().zip(named) {
            scene.bind(*reading, mention.arm);
        }
    }
}

/// `39 adults, 28 men and 11 women, were treated with A, B or C`, `28 men and 11 women received A or B`: whether sizes are a whole and
/// its parts, or parts by sex, which no list of arms is of.
pub(super) fn parts_of_one(scene: &Scene<'_, '_>, row: &[usize]) -> bool {
    let count = |i: &usize| scene.readings[*i].people()?.n.decimal.as_whole();
    let Some(sizes) = row.iter().map(count).collect::<Option<Vec<u64>>>() else { return false };
    let whole = sizes.first().copied().unwrap_or(0);
    let sum = sizes.iter().skip(1).try_fold(0u64, |sum, n| sum.checked_add(*n));
    let sex = |i: &usize| scene.s.is_of(scene.readings[*i].last, Sort::Sex);
    row.len() > 2 && sum == Some(whole) || row.iter().all(sex)
}

/// `119 adults, 59 and 60 in the A and B groups, respectively`: a whole before a row that adds up to it is no part of what is dealt out.
pub(super) fn wholes_apart(readings: &[Reading], values: &[usize], rows: &mut Vec<Range<usize>>) {
    let count = |n: usize| readings[values[n]].people()?.n.decimal.as_whole();
    for at in (0..rows.len()).rev() {
        let Range { start, end } = rows[at];
        let parts = (start + 1..end).try_fold(0u64, |sum, n| sum.checked_add(count(n)?));
        if end - start > 2 && parts.is_some() && parts == count(start) {
            rows[at].end = start + 1;
            rows.insert(at + 1, start + 1..end);
        }
    }
}

/// Whether `the three groups` stands before a row of as many, and no arm by name.
fn of_groups(scene: &Scene<'_, '_>, count: usize, start: usize) -> bool {
    let s = scene.s;
    if !scene.named(0, s.items.len()).is_empty() {
        return false;
    }
    let so_many = |k: usize| s.items[k].number().and_then(|n| n.decimal.as_whole()) == Some(count as u64);
    let groups = (1..start).rfind(|k| s.cue(*k) == Cue::Group && s.words(*k).ends_with('s'));
    groups.is_some_and(|groups| start - groups <= FAR && (groups.saturating_sub(2)..groups).any(so_many))
}

/// Whether "and" or "or" joins the last two sizes of a row, as of a list.
pub(super) fn in_a_row(scene: &Scene<'_, '_>, row: &[usize]) -> bool {
    let [.., a, b] = *row else { return false };
    (scene.readings[a].last + 1..scene.readings[b].first)
        .any(|k| matches!(scene.s.cue(k), Cue::And | Cue::Or | Cue::Versus))
}
