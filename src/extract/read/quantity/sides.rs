//! Values of both sides of a comparison, by how they stand to each other: in one bracket, or each in its own.

use crate::extract::sentence::Sentence;
use crate::lex::{Classes, Cue, Sort};

use super::labelled::level_unit;
use super::place::before;
use super::value::Value;

/// Items from the bracket that opens to the second of its two values, at most.
const INSIDE: usize = 9;

/// `a significant difference (0.75 vs 0.57, P < 0.005)`: one of two that a bracket sets against each other. The bracket tells what
/// both sides came to, and not the difference that is spoken of before it.
pub(super) fn in_one_bracket(s: &Sentence<'_>, value: &Value) -> bool {
    if value.percent || s.items[value.at].depth == 0 {
        return false;
    }
    let Some(at) = before(s, value.at) else { return false };
    if s.opens(at) {
        return s.cue(value.last + 1) == Cue::Versus && s.number(value.last + 2).is_some();
    }
    let open = || (at.saturating_sub(INSIDE)..at).rev().find(|k| s.opens(*k));
    let plain = |k: usize| s.items[k].numeric() || matches!(s.cue(k), Cue::Unit | Cue::Time(_) | Cue::Dose);
    s.cue(at) == Cue::Versus
        && open().is_some_and(|open| s.number(open + 1).is_some() && (open + 1..at).all(plain))
}

/// Items from one bracket to the next that holds a value of the same form, at most.
const APART: usize = 16;

/// Words that say that both sides came to the same, or not.
const ALIKE: &[&str] =
    &["similar", "comparable", "equivalent", "identical", "same", "different", "differed", "respectively"];

/// `similar with A (28.3 L/min) and B (31.0 L/min)`: alone in its bracket, as another of the same unit is in the next, and nothing
/// but words between; where something is told of both.
pub(super) fn in_turn(s: &Sentence<'_>, value: &Value) -> bool {
    let Some((from, to)) = value.unit.filter(|(from, _)| level_unit(s, *from)) else { return false };
    let alone = |k: usize| {
        s.opens(k.wrapping_sub(1))
            && s.plain(k).is_some()
            && s.unit_place(k + 1)
                .is_some_and(|(a, b)| b - a == to - from && s.words(a) == s.words(from) && s.closes(b))
    };
    if s.items[value.at].depth != 1 || !alone(value.at) {
        return false;
    }
    let told = || {
        s.has(Classes::P.and(Classes::MOVED).and(Classes::DIFFERENCE))
            || (0..s.items.len()).any(|k| s.is_word(k, ALIKE))
    };
    let given = s.holds(Sort::Received) || s.holds(Sort::Randomized);
    let near = |one: usize, other: usize| {
        s.items[one..other].iter().any(|item| item.cue == Cue::And || item.mark() == Some(','))
            && !(one + 1..other).any(|k| s.items[k].numeric() && !s.items[k].named && s.items[k].depth == 0)
    };
    let behind = (value.last + 2..s.items.len().min(value.last + APART)).find(|k| alone(*k));
    let ahead = (value.at.saturating_sub(APART)..value.at.saturating_sub(1)).rev().find(|k| alone(*k));
    let joined = behind.is_some_and(|k| near(value.at, k)) || ahead.is_some_and(|k| near(k, value.at));
    joined && !given && told()
}
