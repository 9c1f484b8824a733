//! P values of one arm: against its own state before, or against an arm named elsewhere.

use super::super::arms::Mention;
use super::super::frames::Scene;
use super::{inside, opposed};
use crate::extract::read::Reading;
use crate::finding::{ArmId, Reported};
use crate::lex::Cue;

/// The one arm that a P value is of, by the value it stands behind or by the name, and what it is held against; nothing
/// where that is the arm's own state before.
pub(super) fn one_arm(scene: &Scene<'_, '_>, reading: &Reading) -> Option<(ArmId, Option<ArmId>)> {
    let arm = change_before(scene, reading).or_else(|| behind_its_name(scene, reading));
    match arm {
        // "(P = 0.003 versus placebo)", "in A (P = 0.003) and in B (P = 0.02), compared with placebo"
        Some(arm) => Some((arm, held_against(scene, reading, arm))),
        None => {
            let (arm, own) = beside_one(scene, reading)?;
            Some((arm, scene.arms.other(arm).filter(|_| !own && !from_baseline(scene))))
        }
    }
}

/// The one arm that a sentence names.
pub(super) fn sole(scene: &Scene<'_, '_>) -> Option<ArmId> {
    let arm = scene.mentions.first()?.arm;
    scene.mentions.iter().all(|m| m.arm == arm).then_some(arm)
}

/// Whether a sentence holds what it gives against a baseline: "from baseline", "compared with baseline".
pub(super) fn from_baseline(scene: &Scene<'_, '_>) -> bool {
    let s = scene.s;
    let held = |b: usize| s.cue(b) == Cue::Versus || s.is_word(b, &["from", "with", "to"]);
    (1..s.items.len()).any(|i| s.is_word(i, &["baseline"]) && held(i - 1))
}

/// The arm right behind a "versus" that follows a P value, where it is another.
fn held_against(scene: &Scene<'_, '_>, reading: &Reading, arm: ArmId) -> Option<ArmId> {
    let s = scene.s;
    let versus = (reading.last + 1..s.items.len()).find(|i| s.cue(*i) == Cue::Versus)?;
    let named = scene.named(versus + 1, versus + 5).first()?;
    (named.arm != arm).then_some(named.arm)
}

/// `from 7.2 to 3.1 (P = 0.003)`: the arm of both ends of the change that a P value stands right behind.
fn change_before(scene: &Scene<'_, '_>, reading: &Reading) -> Option<ArmId> {
    let s = scene.s;
    let at = scene.readings.iter().position(|r| std::ptr::eq(r, reading))?;
    let (start, end) = (at.checked_sub(2)?, at.checked_sub(1)?);
    let arm = scene.bound[end].filter(|arm| scene.bound[start] == Some(*arm))?;
    let (start, end) = (&scene.readings[start], &scene.readings[end]);
    let from = start.first.checked_sub(1).is_some_and(|b| s.is_word(b, &["from"]));
    let to = (start.last + 1..end.first).any(|i| s.cue(i) == Cue::To);
    let right_behind = (end.last + 1..reading.first)
        .all(|i| s.mark(i).is_some() || s.unit_end(i).is_some() || s.cue(i) == Cue::Unit);
    // "compared with A (from 7.1 to 5.6; P = 0.003)": of both.
    let against =
        |m: &Mention| m.arm == arm && (m.first.saturating_sub(3)..m.first).any(|i| s.cue(i) == Cue::Versus);
    let compared = inside(scene.mentions, 0, start.first).last().is_some_and(against);
    (from && to && right_behind && !compared).then_some(arm)
}

/// `in the A group (P = 0.003) but not in the B group (P = 0.41)`: the arm whose bracket opens on a P value, where another
/// arm has one of its own.
fn behind_its_name(scene: &Scene<'_, '_>, reading: &Reading) -> Option<ArmId> {
    let own = |r: &Reading| {
        let open = r.first.checked_sub(1).filter(|at| scene.s.opens(*at))?;
        let at = scene.mentions.iter().position(|m| m.last + 1 == open)?;
        // "for A and B (P = 0.44)": of both.
        let alone = at == 0 || !listed(scene, &scene.mentions[at - 1], &scene.mentions[at]);
        (matches!(r.result, Reported::PValue(_)) && alone).then_some(scene.mentions[at].arm)
    };
    let arm = own(reading)?;
    scene.readings.iter().filter_map(own).any(|other| other != arm).then_some(arm)
}

/// Whether two mentions stand in one list, or are set against each other.
fn listed(scene: &Scene<'_, '_>, a: &Mention, b: &Mention) -> bool {
    let s = scene.s;
    let joint = |i: usize| {
        matches!(s.cue(i), Cue::And | Cue::Or | Cue::Article | Cue::Group) || s.mark(i) == Some(',')
    };
    (a.last + 1..b.first).all(joint) || opposed(scene, a, b)
}

/// `13.3 in the A group (P = 0.17), 11.1 in the B group (P = 0.04)`, `fell by 9.5 with A (7.7 to 11.2, P<0.001)`: the arm of
/// the one value that a P value stands right behind, where the value before that has a P value of its own or is of the
/// same arm; and whether the other arm has one as well.
fn beside_one(scene: &Scene<'_, '_>, reading: &Reading) -> Option<(ArmId, bool)> {
    let s = scene.s;
    let at = scene.readings.iter().position(|r| std::ptr::eq(r, reading))?;
    let value = at.checked_sub(1)?;
    let arm = scene.bound[value]?;
    let near = reading.first.checked_sub(scene.readings[value].last)?;
    let set_against = (scene.readings[value].last..reading.first).any(|i| s.cue(i) == Cue::Versus);
    let before = value.checked_sub(1).and_then(|b| scene.bound[b]);
    let row = before.is_some_and(|before| before != arm);
    let p_value = |r: &Reading| matches!(r.result, Reported::PValue(_));
    let next =
        scene.readings.get(at + 1..at + 3).filter(|next| p_value(&next[1])).and(scene.bound.get(at + 1));
    let next = next.copied().flatten().filter(|next| *next != arm);
    let after_p = value.checked_sub(1).is_some_and(|b| p_value(&scene.readings[b]));
    // Both of two arms have one: neither is held against the other.
    let last = value.checked_sub(2).and_then(|b| scene.bound[b]).filter(|_| after_p);
    let other = scene.arms.other(arm);
    let each = other.is_some() && (next == other || last == other);
    (near <= 8 && !set_against && !row && (next.is_some() || after_p)).then_some((arm, each))
}
