//! P values of a sentence whose halves tell of one arm each: `pain fell with A (P = 0.01), whereas it did not change with B
//! (P = 0.42)`.

use std::ops::Range;

use super::super::frames::Scene;
use super::part::{compares_at, sole};
use crate::extract::item::Item;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::{ArmId, Reported};
use crate::lex::{Cue, Sort};

/// What says that nothing moved, beside "not" and "no".
const STILL: &[&str] = &[
    "unchanged",
    "constant",
    "stable",
    "unaffected",
    "unaltered",
    "neither",
    "nor",
    "nonsignificantly",
    "nonsignificant",
    "insignificantly",
    "insignificant",
    "maintained",
    "failed",
];

/// Movements that are no words of their sort, as they name other things as well.
const MOVEMENT: &[&str] = &["rise", "fall", "drop", "gain", "loss"];

/// Words between the turn and the name of an arm, at most: "but not in the B group".
const DENIED: usize = 4;

/// The arm of the half that a P value stands in: both halves have one of their own, or the other half says that nothing moved
/// in its arm.
pub(super) fn own_half(scene: &Scene<'_, '_>, reading: &Reading) -> Option<ArmId> {
    let s = scene.s;
    if !s.may_say(&[Sort::Turn]) || !s.may_say(&[Sort::Moves, Sort::Negation]) {
        return None;
    }
    let turns = |i: &usize| s.items[*i].depth == 0 && turn(s, *i);
    let start = (0..reading.first).rev().find(turns).map_or(0, |at| at + 1);
    let end = (reading.last + 1..s.items.len()).find(turns).unwrap_or(s.items.len());
    let own = start..end;
    let arm = sole(scene.named(own.start, own.end))?;
    let before = || {
        let turn = start.checked_sub(1)?;
        Some((0..turn).rev().find(turns).map_or(0, |at| at + 1)..turn)
    };
    let behind = || {
        let from = end + 1;
        (from < s.items.len()).then(|| from..(from..s.items.len()).find(turns).unwrap_or(s.items.len()))
    };
    [before(), behind()].into_iter().flatten().any(|other| faces(scene, arm, &own, &other)).then_some(arm)
}

/// Whether the other half tells of another arm what this one tells of its own.
fn faces(scene: &Scene<'_, '_>, arm: ArmId, own: &Range<usize>, other: &Range<usize>) -> bool {
    let s = scene.s;
    let another = sole(scene.named(other.start, other.end)).is_some_and(|that| that != arm);
    let denial = |half: &Range<usize>| (half.start..half.start + DENIED).any(|i| s.is_word(i, &["not"]));
    let denied = denial(own) || denial(other);
    if !another || compares(scene, own, denied) || compares(scene, other, denied) {
        return false;
    }
    let tested = |half: &Range<usize>| {
        let p = |r: &Reading| matches!(r.result, Reported::PValue(_)) && half.contains(&r.first);
        scene.readings.iter().any(p)
    };
    let moves = |half: &Range<usize>| half.clone().any(|i| s.is_of(i, Sort::Moves) || s.is_word(i, MOVEMENT));
    let still = |half: &Range<usize>| half.clone().any(|i| s.is_of(i, Sort::Negation) || s.is_word(i, STILL));
    let moved = moves(own) || moves(other);
    // "A, but not B, lowered it (P = 0.01)": of A.
    if tested(other) { moved || denied } else { moved && still(other) && !denial(own) }
}

/// Whether a half says how two compare; not of two values of one arm, `(16 vs 12 mm Hg, P = 0.01)`, nor, where the one half denies
/// what the other says, of times: `it was lower with A (P = 0.01) but not with B (P = 0.42)`.
fn compares(scene: &Scene<'_, '_>, half: &Range<usize>, denied: bool) -> bool {
    let s = scene.s;
    let values = |i: usize| {
        s.cue(i) == Cue::Versus
            && s.items.get(i + 1).is_some_and(Item::numeric)
            && (i.saturating_sub(UNIT)..i).any(|k| s.items[k].numeric())
    };
    // "failed to lower it"
    let verb = |i: usize| i > 0 && s.cue(i - 1) == Cue::To;
    let times = |i: usize| {
        denied && s.is_of(i, Sort::Weighs) && !matches!(s.cue(i), Cue::Versus | Cue::MoreThan | Cue::LessThan)
    };
    half.clone().any(|i| !values(i) && !verb(i) && !times(i) && compares_at(scene, i))
}

/// Items from a value to the "vs" behind its unit, at most.
const UNIT: usize = 5;

/// What parts two halves: "whereas", "but", a semicolon.
fn turn(s: &Sentence<'_>, i: usize) -> bool {
    s.mark(i) == Some(';') || s.is_of(i, Sort::Turn) && s.cue(i) != Cue::Versus && !s.is_word(i, &["which"])
}
