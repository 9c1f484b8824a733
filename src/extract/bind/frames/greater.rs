//! Which of two values is the greater, where a sentence tells it of one arm: `lower in B (16 vs 10)`, `A had more of it than B (10 vs 16)`.

use super::Scene;
use super::order::{held_against, led_by_versus};
use super::versus::{said, share, the_other};
use crate::finding::{ArmId, Direction};
use crate::lex::{Cue, Sort};

/// Items from the word that tells it to the arm, at most: "lower in the patients who received".
const NEAR: usize = 6;

/// Items from the arm to the first value in the bracket behind it, at most: "patients (median,".
const BRACKET: usize = 4;

/// Items from the word that tells it to the bracket, at most: "higher rates of severe headache (".
const WORDS: usize = 7;

/// Words that tell which of two is the greater, and nothing of how it came.
const TELL: &[&str] =
    &["lower", "higher", "greater", "smaller", "shorter", "longer", "larger", "less", "fewer"];

/// The arms of two values, as far as they are known.
pub(super) type Sides = (Option<ArmId>, Option<ArmId>);

/// The arms of a pair of which the sentence says whose is the greater, whichever stands first.
pub(super) fn greater(scene: &Scene<'_, '_>, a: usize, b: usize) -> Option<Sides> {
    let s = scene.s;
    let place = scene.readings[a].first;
    let since = scene.value_before(place).unwrap_or(0);
    let told = said(scene, since..place)?;
    let (x, y) = (share(scene, a)?, share(scene, b)?);
    if x == y {
        return None;
    }
    let first = (x > y) == (s.direction(told) == Some(Direction::Higher));
    let sides =
        |arm: ArmId, other: Option<ArmId>| if first { (Some(arm), other) } else { (other, Some(arm)) };
    if let Some(arm) = behind(scene, since, told, place) {
        return Some(sides(arm, other(scene, arm)));
    }
    // Where the first is the greater as told, the order of the names says the same.
    let (arm, against) = leader(scene, since, told, place).filter(|_| !first)?;
    Some(sides(arm, against.or_else(|| other(scene, arm))))
}

/// The arm that one is held against, or that the order set last has beside it.
fn other(scene: &Scene<'_, '_>, arm: ArmId) -> Option<ArmId> {
    let ordered = scene.printed.and_then(|(x, y)| match arm {
        arm if arm == x => Some(y),
        arm if arm == y => Some(x),
        _ => None,
    });
    the_other(scene, arm).or(ordered)
}

/// `lower in B (16 vs 10)`, `greater for A (6% v 15%)`: the arm named behind the word, and no other.
fn behind(scene: &Scene<'_, '_>, since: usize, told: usize, place: usize) -> Option<ArmId> {
    let s = scene.s;
    let placed = s.is_word(told, TELL) && s.is_word(told + 1, &["in", "with", "for", "on", "among"]);
    let [named, others @ ..] = scene.named(told + 1, place) else { return None };
    let last = others.last().unwrap_or(named).last;
    let alone =
        named.first <= told + NEAR && place - last <= BRACKET && others.iter().all(|m| m.arm == named.arm);
    (placed && alone && (since..place).all(|k| s.cue(k) != Cue::Versus)).then_some(named.arm)
}

/// `A had a higher rate (16% vs 19%)`, `more pain with A (16 vs 19)`, `A was given for longer than B (16 vs 19 days)`: the arm that a
/// word said once is told of, and the one that it is held against.
fn leader(scene: &Scene<'_, '_>, since: usize, told: usize, place: usize) -> Option<(ArmId, Option<ArmId>)> {
    let s = scene.s;
    // "A had an increased rate", but not "the rate increased".
    let adjective =
        s.is_word(told, &["increased", "reduced"]) && told > since && s.cue(told - 1) == Cue::Article;
    let tells = s.is_word(told, TELL) || s.is_word(told, &["more"]) || adjective;
    if !tells {
        return None;
    }
    let named = scene.named(since, place);
    // Of what has moved nobody knows which value is meant, and a second word turns the sentence round.
    let own = |k: usize| named.iter().any(|m| (m.first..=m.last).contains(&k));
    let unclear = |k: usize| k != told && !own(k) && (s.direction(k).is_some() || s.is_of(k, Sort::Moves));
    let near = named.last()?.last.max(told);
    let (arm, against) = match named {
        [one] if !held_against(s, one) => (one.arm, None),
        [one, other] if one.arm == other.arm => return None,
        // "Compared with B, A had …"
        [one, other]
            if led_by_versus(s, one.first) && (one.last + 1..other.first).any(|k| s.mark(k) == Some(',')) =>
        {
            (other.arm, Some(one.arm))
        }
        [one, other] if held_against(s, other) && !held_against(s, one) => (one.arm, Some(other.arm)),
        _ => return None,
    };
    let open = (near + 1..place).find(|k| s.opens(*k))?;
    let parts =
        |k: usize| s.mark(k).is_some_and(|mark| matches!(mark, ',' | ';' | ':')) || s.cue(k) == Cue::And;
    let depth = |k: usize| s.items[k].depth;
    let plain = (since..place).all(|k| !unclear(k)) && (told..open).all(|k| !parts(k));
    (plain && open - near <= WORDS && place - open <= BRACKET && depth(told) == depth(open))
        .then_some((arm, against))
}
