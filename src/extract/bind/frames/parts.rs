//! A row that "respectively" deals out to a list which has parts that name no arm we know: each value goes with its own part.

use std::ops::Range;

use super::Scene;
use crate::finding::ArmId;
use crate::lex::{Cue, Sort};

/// Items from a row to the "respectively" behind its list, at most.
const LIST: usize = 44;

/// Items from a row to the "respectively" before its list, at most: "of the patients,".
const AHEAD: usize = 5;

/// Items from that to the end of the list, at most.
const BEHIND: usize = 20;

/// A row, and the list right behind it.
struct Dealt<'r> {
    row: &'r [usize],
    parts: Vec<Range<usize>>,
}

/// `12%, 14% and 15% with A, with what nobody knows and with B, respectively`: of as many parts as the row has values those that
/// name an arm, one alone and no other part, tell whose the value in their place is.
pub(super) fn parts(scene: &mut Scene<'_, '_>) {
    if !scene.s.holds(Sort::Respectively) {
        return;
    }
    for row in scene.rows() {
        let row = &*scene.heads(row);
        let Some(dealt) = dealt(scene, row) else { continue };
        if let Some(arm) = over_times(scene, &dealt.parts) {
            dealt.row.iter().for_each(|i| scene.bind(*i, arm));
            continue;
        }
        let arms: Vec<Option<ArmId>> = dealt.parts.iter().map(|part| alone(scene, part)).collect();
        if arms.len() != dealt.row.len() {
            continue;
        }
        for (reading, arm) in dealt.row.iter().zip(&arms) {
            if let Some(arm) = *arm {
                scene.bind(*reading, arm);
            }
        }
    }
}

/// Whether a value is of a row that "respectively" deals out to a list behind it: what stands nearest is not its own.
pub(super) fn dealt_out(scene: &Scene<'_, '_>, value: usize) -> bool {
    if !scene.s.holds(Sort::Respectively) {
        return false;
    }
    let row = scene.rows().find(|row| row.contains(&value));
    row.is_some_and(|row| dealt(scene, &scene.heads(row)).is_some())
}

/// The list behind a row, up to its "respectively", where it has several parts and names an arm.
fn dealt<'r>(scene: &Scene<'_, '_>, row: &'r [usize]) -> Option<Dealt<'r>> {
    let s = scene.s;
    let [_, .., last] = row else { return None };
    let result = |i: &usize| scene.readings[*i].is_share_or_quantity();
    let versus = |pair: &[usize]| {
        (scene.readings[pair[0]].last + 1..scene.readings[pair[1]].first).any(|k| s.cue(k) == Cue::Versus)
    };
    if !row.iter().all(result) || row.windows(2).any(versus) {
        return None;
    }
    let from = scene.readings[*last].last + 1;
    let next = scene.values.iter().map(|i| scene.readings[*i].first).find(|first| *first > from);
    let end = next.unwrap_or(s.items.len()).min(from + LIST);
    let r = (from..end).find(|k| s.cue(*k) == Cue::Respectively)?;
    let placed = |k: usize| {
        let k = k + usize::from(s.mark(k) == Some(','));
        matches!(s.cue(k), Cue::Preposition | Cue::Of) || s.is_word(k, &["under"])
    };
    // "in 10%, 12% and 8%, respectively, with what nobody knows, with A or with B"
    let list = match scene.named(from, r).first() {
        Some(_) => from..r,
        None if r <= from + AHEAD && placed(r + 1) => {
            r + 1..scene.named(r, end.min(r + BEHIND)).last().map_or(r + 1, |m| m.last + 1)
        }
        None => return None,
    };
    let named = !scene.named(list.start, list.end).is_empty();
    let parts = split(scene, list);
    (parts.len() > 1 && named).then_some(Dealt { row, parts })
}

/// The parts of a list: what commas and joints part, where these stand in no arm's name and no bracket.
fn split(scene: &Scene<'_, '_>, list: Range<usize>) -> Vec<Range<usize>> {
    let s = scene.s;
    let depth = list.clone().map(|k| s.items[k].depth).min().unwrap_or(0);
    let within = |k: usize| scene.named(list.start, list.end).iter().any(|m| m.first < k && k < m.last);
    let parts = |k: usize| {
        s.items[k].depth <= depth
            && (matches!(s.cue(k), Cue::And | Cue::Or) || s.mark(k) == Some(','))
            && !within(k)
    };
    let mut found = Vec::new();
    let mut start = list.start;
    for k in list.clone() {
        if parts(k) {
            found.push(start..k);
            start = k + 1;
        }
    }
    found.push(start..list.end);
    let says = |part: &Range<usize>| part.clone().any(|k| s.is_plain_word(k) || s.items[k].numeric());
    found.retain(says);
    found
}

/// `in the A group at 12 and 24 weeks`: what is listed is times of the one arm before them.
fn over_times(scene: &Scene<'_, '_>, parts: &[Range<usize>]) -> Option<ArmId> {
    let s = scene.s;
    let [first, rest @ ..] = parts else { return None };
    let bare = |part: &Range<usize>| {
        part.clone()
            .all(|k| s.items[k].numeric() || matches!(s.cue(k), Cue::Time(_) | Cue::Preposition | Cue::Of))
    };
    let mention = scene.named(first.start, first.end).last()?;
    let timed = (mention.last + 1..first.end).any(|k| matches!(s.cue(k), Cue::Preposition | Cue::Time(_)));
    (timed && s.items[first.end - 1].numeric() && rest.iter().all(bare)).then_some(mention.arm)
}

/// The only arm that a part names, unless it only begins a list of doses.
fn alone(scene: &Scene<'_, '_>, part: &Range<usize>) -> Option<ArmId> {
    let [first, others @ ..] = scene.named(part.start, part.end) else { return None };
    let dose = first.last + 2 == part.end && scene.s.items[first.last + 1].numeric();
    (!dose && others.iter().all(|m| m.arm == first.arm)).then_some(first.arm)
}
