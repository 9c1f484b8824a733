//! One arm held against each of a list, with a result each: `A was better than B (P = 0.01), C (61% versus 48%, P = 0.02) and D
//! (P = 0.03)`, `no differences between A and B (P = 0.12) or C (P = 0.80)`.

use super::super::arms::Mention;
use super::super::frames::Scene;
use super::lone::set_against;
use super::{Sides, opposed};
use crate::extract::read::Reading;
use crate::finding::Reported;
use crate::lex::Cue;

/// Items in a bracket before its result, at most: "(36.6 vs. 32.9 mg; P = 0.01".
const IN_BRACKET: usize = 14;

/// Items between a name and its bracket, at most: "A 100 mg (".
const DOSE: usize = 3;

/// Items from the bracket of one of a list to the next name, at most: "), but not than in the C group", "and 20 (23%) of 86 on".
const JOINTS: usize = 10;

/// Names of one list, at most.
const LIST: usize = 6;

/// The arm before a list, against the one of the list whose bracket holds a result.
pub(super) fn of_list(scene: &Scene<'_, '_>, reading: &Reading) -> Option<Sides> {
    let own = behind_name(scene, reading)?;
    let other = scene.mentions.get(own)?.arm;
    let mut at = own;
    for _ in 0..LIST {
        let name = scene.mentions.get(at)?;
        let before = scene.mentions.get(..at)?;
        // "than B (P = 0.01) and C (P = 0.02)", "between A and B (P = 0.12) or C (P = 0.80)"
        if at != own && set_against(scene, name) {
            let one = before.iter().rfind(|m| m.arm != name.arm && !set_against(scene, m))?;
            return (one.arm != other).then_some((Some(one.arm), Some(other)));
        }
        if at != own
            && let Some(one) = before.last()
            && opposed(scene, one, name)
        {
            return (one.arm != other).then_some((Some(one.arm), Some(other)));
        }
        at = before_in_list(scene, name, at)?;
    }
    None
}

/// Items from "compared with" to the first value of a list, at most: "compared with a mean of 16.4".
const CLOSE: usize = 6;

/// Items from a value to the name it is of, at most: "30.3 percent in the C group".
const VALUE: usize = 7;

/// `15.6% in the A group, as compared with 16.4% in the B group and 30.3% in the C group (P = 0.01)`: one of more than two arms that
/// one is held against, with a value each, or the other way round where that one is their control.
pub(super) fn of_values(scene: &Scene<'_, '_>, reading: &Reading) -> Option<Sides> {
    let s = scene.s;
    if scene.arms.count() <= 2 || !compares(reading) {
        return None;
    }
    let own = scene.mentions.get(behind_name(scene, reading)?)?;
    let start = s.clause_start(reading.first);
    let sign = (start..own.first).rev().find(|i| s.cue(*i) == Cue::Versus)?;
    let (left, right) = (scene.named(start, sign), scene.named(sign, own.last + 1));
    let one = left.last()?;
    let value = |from: usize, to: usize| {
        scene.values.iter().map(|i| &scene.readings[*i]).any(|r| r.first >= from && r.last < to)
    };
    let several = right.iter().any(|m| m.arm != own.arm);
    let sole = left.iter().all(|m| m.arm == one.arm) && right.iter().all(|m| m.arm != one.arm);
    let values = value(own.first.saturating_sub(VALUE), own.first) && value(sign, sign + CLOSE);
    (values && several && sole).then(|| {
        let (arm, other) = scene.arms.told((one.arm, own.arm));
        (Some(arm), Some(other))
    })
}

/// The name before, in a list whose names have a bracket with a result each.
fn before_in_list(scene: &Scene<'_, '_>, name: &Mention, at: usize) -> Option<usize> {
    let s = scene.s;
    let result = scene.readings.iter().rfind(|r| r.last < name.first && compares(r))?;
    let close = (result.last + 1..name.first).find(|i| s.closes(*i))?;
    // "20 (23%) of 85 on A (0.38 …) and 20 (23%) of 86 on B (0.40 …)"
    let value = |i: usize| {
        s.items[i].numeric()
            || s.opens(i)
            || s.closes(i)
            || matches!(s.cue(i), Cue::Percent | Cue::Unit | Cue::Article)
            || s.mark(i) == Some('%')
    };
    let joint = |i: usize| {
        matches!(
            s.cue(i),
            Cue::And
                | Cue::Or
                | Cue::Article
                | Cue::Preposition
                | Cue::Versus
                | Cue::Of
                | Cue::People
                | Cue::Group
        ) || s.mark(i) == Some(',')
            || s.is_word(i, &["but", "not", "than", "also", "nor", "those", "that"])
    };
    let gap = close + 1..name.first;
    if gap.len() > JOINTS || !{ gap }.all(|i| joint(i) || value(i)) {
        return None;
    }
    let before = behind_name(scene, result)?;
    (before < at && scene.mentions.get(before)?.last < result.first && result.last + IN_BRACKET > close)
        .then_some(before)
}

/// Whether a result says how two compare.
fn compares(reading: &Reading) -> bool {
    matches!(reading.result, Reported::PValue(_) | Reported::Estimate(_))
}

/// The name whose bracket holds a result.
pub(super) fn behind_name(scene: &Scene<'_, '_>, reading: &Reading) -> Option<usize> {
    let s = scene.s;
    let depth = s.items.get(reading.main)?.depth;
    let opens = |i: &usize| s.opens(*i) && s.items[*i].depth < depth;
    let mut open = (reading.first.saturating_sub(IN_BRACKET)..reading.first).rev().find(opens)?;
    // "greater than with A (-15 mm Hg) (P = 0.01)"
    if open > 0 && s.closes(open - 1) {
        let depth = s.items[open - 1].depth;
        let within = open.saturating_sub(IN_BRACKET)..open - 1;
        open = { within }.rev().find(|i| s.opens(*i) && s.items[*i].depth <= depth)?;
    }
    let at = scene.mentions.partition_point(|m| m.last < open).checked_sub(1)?;
    let gap = scene.mentions.get(at)?.last + 1..open;
    (gap.len() <= DOSE).then_some(at)
}
