//! A row of values that a row before it is set against.

use super::super::arms::Mention;
use super::{Scene, led_by_versus};
use crate::finding::ArmId;
use crate::lex::Cue;

/// Items between a row and the arm that closes it, at most: ", respectively, among those assigned to A".
const NEAR: usize = 10;

/// Items between "compared with" and its row, at most: "a mean reduction of".
const LED: usize = 6;

/// `12% of those on A had X and 5% had Y, as compared with 8% and 4%, respectively, of those on B`: where one arm alone
/// stands before and one alone behind, the whole row behind "compared with" is of the one behind.
pub(super) fn set_against(scene: &mut Scene<'_, '_>) {
    let s = scene.s;
    for row in scene.rows() {
        let [first, second, ..] = *row else { continue };
        let (start, end) = (scene.readings[first].first, scene.readings[row[row.len() - 1]].last);
        // "compared with 8% versus 4%"
        let joined =
            (scene.readings[first].last + 1..scene.readings[second].first).all(|k| s.cue(k) != Cue::Versus);
        // "compared with reductions of 8% and 4%"
        let led = |b: &usize| s.is_plain_word(*b) && s.cue(*b) != Cue::And;
        let against =
            (start.saturating_sub(LED)..start).rev().take_while(led).any(|b| s.cue(b) == Cue::Versus);
        if !against || !joined {
            continue;
        }
        let one = |from, to| -> Option<ArmId> {
            let named = scene.named(from, to);
            let arm = named.first()?.arm;
            named.iter().all(|m| m.arm == arm).then_some(arm)
        };
        let (Some(before), Some(behind)) = (one(0, start), one(end + 1, end + NEAR)) else { continue };
        if before == behind {
            continue;
        }
        for reading in row {
            scene.bind(*reading, behind);
        }
        // What stands between the one before and "compared with" is of that one.
        let own = |i: &usize| {
            scene.readings[*i].is_share_or_quantity()
                && scene.readings[*i].last < start
                && scene.mentions.first().is_some_and(|m| m.last < scene.readings[*i].first)
        };
        let own: Vec<usize> = scene.values.iter().copied().filter(own).collect();
        for reading in own {
            scene.bind(reading, before);
        }
    }
}

/// Items between a name and its bracket, at most: a strength, "2.5 mg (".
const STRENGTH: usize = 2;

/// `more frequent with X than with A (12% vs 8%), B (12% vs 9%) and C (11% vs 7%)`: where several are held against what leads,
/// each with a bracket of two values, the second of the two is the name's own and the first the leader's.
pub(super) fn each_of_several(scene: &mut Scene<'_, '_>) {
    let s = scene.s;
    if scene.mentions.len() < 2 || scene.values.len() < 4 {
        return;
    }
    let pairs: Vec<Pair> = scene.rows().filter_map(|row| pair(scene, row)).collect();
    let goes_on = |a: &Pair, b: &Pair| {
        a.mention.arm != b.mention.arm
            && (a.end..b.mention.first).all(|k| {
                matches!(s.cue(k), Cue::And | Cue::Or | Cue::Preposition | Cue::Article)
                    || s.mark(k) == Some(',')
            })
    };
    for list in pairs.chunk_by(goes_on) {
        let [head, _, ..] = list else { continue };
        let start = head.mention.first;
        // "superior to B (45% vs 41%) and C (45% vs 29%)"
        let beats = |k: usize| s.is_word(k, &["superior", "inferior"]) && s.cue(k + 1) == Cue::To;
        if !led_by_versus(s, start) && !(start.saturating_sub(BEATS)..start).any(beats) {
            continue;
        }
        // The name nearest before "than", behind the values before.
        let since =
            scene.values.iter().map(|i| scene.readings[*i].last).take_while(|last| *last < start).last();
        let leader = scene.named(since.unwrap_or(0), start).last().map(|m| m.arm);
        let leader = leader.filter(|arm| !list.iter().any(|pair| pair.mention.arm == *arm));
        for pair in list {
            scene.bind(pair.second, pair.mention.arm);
            if let Some(arm) = leader {
                scene.bind(pair.first, arm);
            }
        }
    }
}

/// Items from "superior to" to the first name, at most: "superior to the".
const BEATS: usize = 4;

/// Two values in the bracket behind a name.
struct Pair {
    mention: Mention,
    first: usize,
    second: usize,
    /// The place behind the bracket.
    end: usize,
}

fn pair(scene: &Scene<'_, '_>, row: &[usize]) -> Option<Pair> {
    let s = scene.s;
    let [first, second] = *row else { return None };
    let (a, b) = (&scene.readings[first], &scene.readings[second]);
    let open = a.first.checked_sub(1).filter(|k| s.opens(*k))?;
    (a.last + 1..b.first).any(|k| s.cue(k) == Cue::Versus).then_some(())?;
    let mention = *scene.mentions.iter().rfind(|m| m.last < open)?;
    let strength = mention.last + 1..open;
    let dosed = strength.len() <= STRENGTH
        && strength.into_iter().all(|k| s.items[k].numeric() || matches!(s.cue(k), Cue::Dose | Cue::Unit));
    let end = s.behind_bracket(open).filter(|end| *end > b.last)?;
    dosed.then_some(Pair { mention, first, second, end })
}

/// Whether a value is set against one that the name before it has for its own.
pub(super) fn against_own(scene: &Scene<'_, '_>, value: usize, arm: ArmId) -> bool {
    let behind = scene.rows().find_map(|row| match *row {
        [first, second] if first == value => Some(second),
        _ => None,
    });
    behind.is_some_and(|second| {
        let between = scene.readings[value].last + 1..scene.readings[second].first;
        scene.bound[second] == Some(arm) && between.into_iter().any(|k| scene.s.cue(k) == Cue::Versus)
    })
}
