//! Results dealt to the arms of a list: `A and B lowered the risk (0.64 … and 0.81 …, respectively)`, `A was better than B and C
//! (0.44 and 0.53, respectively)`.

use super::super::arms::Mention;
use super::super::frames::Scene;
use super::Sides;
use super::lone::set_against;
use super::several::distinct;
use crate::extract::read::Reading;
use crate::finding::{ArmId, Reported};
use crate::lex::{Cue, Sort};

/// Results of one row, at most.
const ROW: usize = 6;

/// Items between two names of one list, at most: "with A but not with B".
const APART: usize = 5;

/// The arm at the place that a result has in its row, of a list of as many; or, of a list behind "versus", what it is held
/// against.
pub(super) fn of(scene: &Scene<'_, '_>, reading: &Reading) -> Option<Sides> {
    let s = scene.s;
    if !s.holds(Sort::Respectively) || scene.arms.count() <= 2 {
        return None;
    }
    let (place, row) = row(scene, reading)?;
    let (first, last) = (row.first()?, row.last()?);
    let start = s.clause_start(first.first);
    let said = |i: usize| s.cue(i) == Cue::Respectively;
    let behind = (last.last + 1..last.last + 4).any(said);
    let before = scene.named(start, first.first);
    let list = if behind || (start..first.first).any(said) {
        runs(scene, before, row.len())
    } else {
        // "0.64 and 0.81 for A and B, respectively"
        let named = scene.named(last.last + 1, s.items.len());
        runs(scene, named, row.len()).filter(|list| {
            list[0].first <= last.last + APART
                && list.last().is_some_and(|m| (m.last + 1..m.last + 4).any(said))
        })
    }?;
    let own = list.get(place)?.arm;
    let held = set_against(scene, &list[0]);
    let listed = |arm: ArmId| list.iter().any(|m| m.arm == arm);
    let mut rest = scene
        .mentions
        .iter()
        .filter(|m| !listed(m.arm))
        .filter(|m| held || set_against(scene, m))
        .map(|m| m.arm);
    let first = rest.next();
    let other = first.filter(|first| rest.all(|arm| arm == *first));
    Some(if held {
        (other, Some(own))
    } else {
        (Some(own), other.or_else(|| scene.arms.other(own).filter(|arm| !listed(*arm))))
    })
}

/// The place of a result in its row, and the row: "0.67 (0.48 to 0.94) and 0.83 (0.59 to 1.17)".
fn row<'s>(scene: &Scene<'s, '_>, reading: &Reading) -> Option<(usize, &'s [Reading])> {
    let s = scene.s;
    let readings = scene.readings;
    let at = readings.iter().position(|r| std::ptr::eq(r, reading))?;
    let joint =
        |i: usize| s.cue(i) == Cue::And || matches!(s.mark(i), Some(',' | ';' | '(' | ')' | '[' | ']'));
    let alike = |a: &Reading, b: &Reading| match (&a.result, &b.result) {
        (Reported::Estimate(a), Reported::Estimate(b)) => a.measure == b.measure,
        (Reported::PValue(_), Reported::PValue(_)) => true,
        _ => false,
    };
    let next = |pair: &[Reading]| {
        alike(&pair[0], &pair[1])
            && pair[1].first > pair[0].last
            && (pair[0].last + 1..pair[1].first).all(joint)
    };
    let from = readings[at.saturating_sub(ROW)..=at].windows(2).rev().take_while(|pair| next(pair)).count();
    let to = readings[at..].windows(2).take(ROW).take_while(|pair| next(pair)).count();
    let row = readings.get(at - from..=at + to)?;
    (row.len() > 1).then_some((from, row))
}

/// The last list of so many different arms among these mentions, with nothing but joints between.
fn runs<'s>(scene: &Scene<'_, '_>, named: &'s [Mention], count: usize) -> Option<&'s [Mention]> {
    let s = scene.s;
    let joint = |i: usize| {
        matches!(s.cue(i), Cue::And | Cue::Or | Cue::Article | Cue::Group | Cue::Preposition)
            || s.mark(i) == Some(',')
            || s.is_word(i, &["but", "not", "nor"])
    };
    let joined = |pair: &[Mention]| {
        let gap = pair[0].last + 1..pair[1].first;
        gap.len() <= APART && gap.clone().all(joint) && !gap.is_empty()
    };
    let alone = |from: usize| {
        let before = from.checked_sub(1).is_none_or(|b| !joined(&named[b..=from]));
        let end = from + count;
        before && named.get(end - 1..=end).is_none_or(|pair| !joined(pair))
    };
    let list = |from: &usize| {
        let list = &named[*from..*from + count];
        let between = s.is_word(list[0].first.wrapping_sub(1), &["between"]);
        let different =
            if count == 2 { list[0].arm != list[1].arm } else { distinct(list.iter().map(|m| m.arm)) > 2 };
        list.windows(2).all(joined) && alone(*from) && different && !between
    };
    (0..(named.len() + 1).saturating_sub(count)).rev().find(list).map(|from| &named[from..from + count])
}
