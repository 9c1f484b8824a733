//! Values of both sides of a comparison, by how they stand to each other: in one bracket, or each in its own.

use crate::extract::item::Shape;
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
const APART: usize = 24;

/// Items of a unit, at most.
const UNIT: usize = 5;

/// Words that say that both sides came to the same, or not.
const ALIKE: &[&str] = &[
    "similar",
    "comparable",
    "equivalent",
    "identical",
    "same",
    "different",
    "differed",
    "respectively",
    "superior",
    "inferior",
    "highest",
    "lowest",
    "best",
    "worst",
    "better",
    "half",
    "twice",
];

/// `similar with A (28.3 L/min) and B (31.0 L/min)`, `A (24.3 months) was superior to B (15.7 months; P = 0.02)`: alone in its bracket,
/// or before its P value, as another of the same unit is in the next, and nothing but words between; where something is told of both.
pub(super) fn in_turn(s: &Sentence<'_>, value: &Value) -> bool {
    if s.items[value.at].depth != 1 {
        return false;
    }
    let Some(end) = alone(s, value.at) else { return false };
    let timed = matches!(s.cue(value.at + 1), Cue::Time(_));
    let decimal = |k: usize| s.plain(k).is_some_and(|n| n.decimal.places() > 0);
    let sized = match s.cue(value.at + 1) {
        _ if end == value.at + 1 => return false,
        Cue::Time(_) => s.has(Classes::LASTING | Classes::SURVIVAL),
        // What no list has may as well be counted.
        Cue::None => true,
        _ => level_unit(s, value.at + 1),
    };
    let unit = |k: usize, end: usize| s.items[k].span.to(s.items[end - 1].span).of(s.text);
    let same = |k: usize| {
        alone(s, k).is_some_and(|other| other > k + 1 && unit(k + 1, other) == unit(value.at + 1, end))
            && (s.cue(k + 1) != Cue::None || decimal(k) && decimal(value.at))
            // "reduced systolic (5 mm Hg, P = 0.02) and diastolic pressure (3 mm Hg, P = 0.04)": how far.
            && (!timed && (s.closes(end) || !s.has(Classes::MOVED)) || decimal(k) || decimal(value.at))
    };
    let told = || {
        s.has(Classes::P.and(Classes::MOVED).and(Classes::DIFFERENCE).and(Classes::VERSUS))
            || (0..s.items.len()).any(|k| s.is_word(k, ALIKE))
    };
    let given = s.holds(Sort::Received) || s.holds(Sort::Randomized);
    let near = |one: usize, other: usize| {
        s.items[one..other].iter().any(|item| {
            matches!(item.cue, Cue::And | Cue::Versus | Cue::LessThan | Cue::MoreThan)
                || item.mark() == Some(',')
        }) && !(one + 1..other).any(|k| s.items[k].numeric() && !s.items[k].named && s.items[k].depth == 0)
            || (one..other).any(|k| s.is_word(k, ALIKE) || s.is_word(k, &["while", "whereas", "but"]))
    };
    let behind = (value.last + 2..s.items.len().min(value.last + APART)).find(|k| same(*k));
    let ahead = || (value.at.saturating_sub(APART)..value.at.saturating_sub(1)).rev().find(|k| same(*k));
    let joined = || behind.is_some_and(|k| near(value.at, k)) || ahead().is_some_and(|k| near(k, value.at));
    sized && !given && told() && joined()
}

/// The place behind the unit of a number that stands with it alone in a bracket, or with nothing but its P value behind.
fn alone(s: &Sentence<'_>, k: usize) -> Option<usize> {
    if !s.opens(k.wrapping_sub(1)) || s.plain(k).is_none() {
        return None;
    }
    let word = |at: &usize| s.is(*at, Classes::WORD) && s.cue(*at) == Cue::None || s.mark(*at) == Some('/');
    let end = s
        .unit_place(k + 1)
        .map_or_else(|| k + 1 + (k + 1..k + 1 + UNIT).take_while(word).count(), |(_, to)| to);
    let tested = || {
        matches!(s.mark(end), Some(',' | ';'))
            && matches!(s.items.get(end + 1).map(|item| &item.shape), Some(Shape::P(_)))
    };
    (s.closes(end) || tested()).then_some(end)
}
