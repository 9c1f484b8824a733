//! Two of more than two arms that stand in one list, and are not held against each other: `A and B were better than C (P =
//! 0.02)`, `pain fell with A and B (P = 0.02)`.

use super::super::arms::Mention;
use super::super::frames::Scene;
use super::lone::set_against;
use super::several::joined;
use super::{Sides, sets_against};
use crate::extract::read::Reading;
use crate::finding::ArmId;
use crate::lex::{Classes, Cue, Sort};

/// Items behind a result in which its arms may be named.
const BEHIND: usize = 30;

/// Items from a word that weighs two against each other to their names, at most.
const NEAR: usize = 8;

/// Items from a value to the name it is of, at most: "28.6% in the A group".
const VALUE: usize = 4;

/// What the list is held against, where the two arms that were found for a result are of one list: nobody, or the one arm
/// behind "versus", which the first of the list goes with.
pub(super) fn of(
    scene: &Scene<'_, '_>,
    start: usize,
    reading: &Reading,
    pair: (ArmId, ArmId),
) -> Option<Sides> {
    let s = scene.s;
    if scene.arms.count() <= 2 {
        return None;
    }
    let end = (reading.last + BEHIND).min(s.items.len());
    let named = scene.named(start, end);
    let of_pair = |a: &Mention, b: &Mention| (a.arm, b.arm) == pair || (b.arm, a.arm) == pair;
    let at = named.windows(2).position(|two| of_pair(&two[0], &two[1]) && joined(scene, &two[0], &two[1]))?;
    let (one, other) = (named.get(at)?, named.get(at + 1)?);
    let and = |i: usize| matches!(s.cue(i), Cue::And | Cue::Or) && !s.is_word(i, &["but"]);
    let plain = |i: usize| and(i) || matches!(s.cue(i), Cue::Article | Cue::Preposition | Cue::Group);
    // "in A (21%) and B (24%)": what stands in a bracket says nothing of the list.
    let depth = s.items.get(one.last)?.depth;
    let gap = (one.last + 1..other.first).filter(|i| s.items[*i].depth <= depth && !s.closes(*i));
    if !gap.clone().any(and) || !{ gap }.all(|i| plain(i) || s.mark(i) == Some(',')) {
        return None;
    }
    if set_apart(scene, one, other, end) {
        return None;
    }
    let rest = named.iter().filter(|m| m.arm != pair.0 && m.arm != pair.1);
    let mut against = rest.filter(|m| set_against(scene, m)).map(|m| m.arm);
    let first = against.next();
    let sole = first.filter(|first| against.all(|other| other == *first));
    // "A and B more than C and D": of none of these.
    let listed = |two: &[Mention]| {
        set_against(scene, &two[0]) && two[0].arm != two[1].arm && joined(scene, &two[0], &two[1])
    };
    let sole = sole.filter(|_| !named.windows(2).any(listed));
    if set_against(scene, one) {
        // "A was better than B and C": of A, held against the first of both.
        let mut before = named.iter().take(at).map(|m| m.arm).filter(|arm| *arm != pair.0 && *arm != pair.1);
        let own = before.next();
        return Some((own.filter(|own| before.all(|other| other == *own)), Some(one.arm)));
    }
    // "A and B were better than C": of the first of both, which it is true of as well.
    Some((sole.map(|_| one.arm), sole))
}

/// Whether two arms named one after the other are held against each other: `better with A than with B`, `superior to B`, `the
/// comparison of A and B`, or each with its value right before it.
pub(super) fn held_apart(scene: &Scene<'_, '_>, reading: &Reading, one: &Mention, other: &Mention) -> bool {
    let s = scene.s;
    let likened = |i: usize| s.is_of(i, Sort::Likened) && s.is_word(i + 1, &["to", "with"]);
    let against = |i: usize| sets_against(s, i) || likened(i);
    // "28.6% in the A group and 22.5% in the B group"
    let numbered = |i: usize| s.items[i].numeric();
    let each = || {
        (one.first.saturating_sub(VALUE)..one.first).any(numbered)
            && (other.first.saturating_sub(VALUE)..other.first).any(|i| i > one.last && numbered(i))
    };
    (one.last + 1..other.first).any(against)
        || each()
        || joined(scene, one, other) && set_apart(scene, one, other, reading.first)
}

/// `between A and B`, `A and B were alike`: the two are held against each other.
fn set_apart(scene: &Scene<'_, '_>, one: &Mention, other: &Mention, end: usize) -> bool {
    let s = scene.s;
    let weighs = |i: usize| {
        s.is_of(i, Sort::Weighs) && !s.is(i, Classes::COMPARATIVE)
            || s.is_of(i, Sort::Compares)
            || s.is_of(i, Sort::Likened)
            || s.cue(i) == Cue::Difference
            || s.of_comparison(i)
    };
    s.is_word(one.first.wrapping_sub(1), &["between"])
        || s.holds(Sort::Respectively)
        || (one.first.saturating_sub(NEAR)..one.first).any(|i| s.is_word(i, &["between"]) || weighs(i))
        || (other.last + 1..(other.last + 1 + NEAR).min(end)).any(weighs)
}
