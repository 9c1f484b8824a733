//! P values of the two sides of one comparison, of which the second stands behind the bracket of the first: `rose more with A
//! (P < 0.001) than with B (P = 0.04)`, `A raised it (P = 0.06), compared with B`.

use super::super::arms::Mention;
use super::super::frames::Scene;
use super::Sides;
use super::lone::set_against;
use super::part::{held_since, sole};
use crate::extract::item::Item;
use crate::extract::read::Reading;
use crate::finding::Reported;
use crate::lex::{Cue, Sort};

/// `A raised it (P = 0.06), compared with B, but …`: the one arm before a P value, against the name behind its bracket.
pub(super) fn behind_bracket(scene: &Scene<'_, '_>, reading: &Reading) -> Option<Sides> {
    let s = scene.s;
    let close = reading.last + 1;
    let versus = close + 1 + usize::from(s.mark(close + 1) == Some(','));
    let value = s.items.get(versus + 1).is_some_and(Item::numeric);
    if !s.closes(close) || s.cue(versus) != Cue::Versus || value || held_since(scene, versus) {
        return None;
    }
    // "with A (4.4, P = 0.001) than with B (1.8, P = 0.01)": each of its own.
    if !bare(scene, reading) && second_side(scene, reading).is_some() {
        return None;
    }
    let named = scene.named(versus + 1, s.items.len());
    let other = named.first().filter(|m| m.first <= versus + 3)?;
    let start = s.clause_start(reading.first);
    let turns = |i: &usize| s.is_of(*i, Sort::Turn) && s.items[*i].depth == 0 && !s.is_word(*i, &["which"]);
    let turn = (start..reading.first).rev().find(turns).map_or(start, |at| at + 1);
    let own = match scene.named(turn, reading.first) {
        [] => scene.named(start, reading.first),
        own => own,
    };
    let arm = sole(own).filter(|arm| *arm != other.arm && !own.iter().any(|m| set_against(scene, m)))?;
    Some((Some(arm), Some(other.arm)))
}

/// Items from "versus" to a name behind a value, at most: "versus 4.2 mm Hg in the B group".
const VALUE: usize = 8;

/// Items in a bracket before its P value, at most.
const IN_BRACKET: usize = 10;

/// `more with A (4.4, P < 0.001) than with B (1.8, P < 0.01)`: a P value of each of two sides tells how that side changed; `sleep
/// and mood were better with A (P = 0.04) than with B (P = 0.03)`: both are of the comparison.
pub(super) fn own_of_two_sides(scene: &Scene<'_, '_>, reading: &Reading) -> Option<Sides> {
    let s = scene.s;
    let p_value = |r: &&Reading| matches!(r.result, Reported::PValue(_));
    let own = |r: &Reading| sole(scene.named(s.clause_start(r.first), r.first));
    let at = scene.readings.iter().position(|r| std::ptr::eq(r, reading))?;
    if let Some(name) = second_side(scene, reading) {
        let first = own(reading)?;
        return (first != name.arm).then_some((Some(first), None));
    }
    let before = scene.readings[..at].iter().rev().find(p_value)?;
    let name = second_side(scene, before)?;
    let value = s.items.get(before.last + 3).is_some_and(Item::numeric);
    let pair = own(before)
        .filter(|first| *first != name.arm && bare(scene, before) && bare(scene, reading) && !value);
    Some(match pair {
        Some(first) => (Some(first), Some(name.arm)),
        None => (Some(name.arm), None),
    })
}

/// Whether a P value stands alone in its bracket, and is of no change: "Pain fell more with A (P = 0.01) than with B (P = 0.04)".
fn bare(scene: &Scene<'_, '_>, reading: &Reading) -> bool {
    let s = scene.s;
    let moved = (s.clause_start(reading.first)..reading.first).any(|i| s.is_of(i, Sort::Moves));
    !moved && reading.first.checked_sub(1).is_some_and(|b| s.opens(b))
}

/// The name behind "than", with a P value in its bracket, right behind the bracket of this one.
fn second_side<'s>(scene: &Scene<'s, '_>, reading: &Reading) -> Option<&'s Mention> {
    let s = scene.s;
    let versus = reading.last + 2;
    if !s.closes(reading.last + 1) || s.cue(versus) != Cue::Versus {
        return None;
    }
    // "(P = 0.01) versus 4.2 mm Hg in the B group (P = 0.3)"
    let value = s.items.get(versus + 1).is_some_and(Item::numeric);
    let far = if value { VALUE } else { 4 };
    let name = scene.named(versus + 1, versus + far).first().filter(|m| s.opens(m.last + 1))?;
    let inside = name.last + 2..name.last + 2 + IN_BRACKET;
    let own = |r: &Reading| matches!(r.result, Reported::PValue(_)) && inside.contains(&r.first);
    let closed = (inside.clone()).find(|i| s.closes(*i) && s.items[*i].depth == s.items[name.last + 1].depth);
    scene.readings.iter().any(|r| own(r) && closed.is_none_or(|end| r.first < end)).then_some(name)
}
