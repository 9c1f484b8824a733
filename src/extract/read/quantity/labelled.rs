//! Values with their labels in one bracket, and values of both sides whose unit stands once.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::lex::{Classes, Cue, Sort};

use super::value::Value;

/// Whether the unit at a place is one of what is measured: `mm Hg`, `euros`, and `mg/dL`, which shares its first part with doses.
pub(super) fn level_unit(s: &Sentence<'_>, at: usize) -> bool {
    let lab = || {
        s.cue(at) == Cue::Dose
            && s.mark(at + 1) == Some('/')
            && !s.is_word(at + 2, &["day", "d", "h", "kg", "m2", "min"])
    };
    matches!(s.cue(at), Cue::Unit | Cue::Currency) || lab()
}

/// Words of a label before its value, at most.
const LABEL: usize = 4;

/// Items from a value to the one behind it with the same label's form, or its unit, at most.
const NEXT: usize = 12;

/// `(velorinib 25.7; placebo 27.1; P = 0.70)`, `(velorinib 84.2 kg, placebo 79.6 kg)`: in a bracket, a label before each of
/// two values of one form.
pub(super) fn labelled(s: &Sentence<'_>, value: &Value) -> bool {
    // "(A, 62.9 years and B, 68.1 years; P = 0.008)": ages and what else lasts, with decimals.
    let timed = value.unit.is_some_and(|(from, _)| matches!(s.cue(from), Cue::Time(_)));
    let sized = value.number.decimal.places() > 0 && (!timed || s.has(Classes::LASTING))
        || value.unit.is_some_and(|(from, _)| level_unit(s, from));
    // "received drink (A 250 mL; B 330 mL)" says what was given.
    let given = s.holds(Sort::Received) || s.holds(Sort::Randomized);
    if given
        || s.items[value.at].depth == 0
        || !sized
        || !behind_a_label(s, value.at)
        || coefficient(s, value.at)
    {
        return false;
    }
    let number = |k: &usize| s.plain(*k).is_some() || s.percent(*k).is_some();
    let behind = (value.last + 2..s.items.len().min(value.last + NEXT)).find(number);
    let before = (value.at.saturating_sub(NEXT)..value.at.saturating_sub(1)).rev().find(number);
    let pair = |other: usize, unit: Option<usize>| {
        let (from, to) = (value.at.min(other), value.at.max(other));
        behind_a_label(s, other)
            && s.items[other].depth == s.items[value.at].depth
            && !(from..to).any(|k| s.items[k].depth < s.items[from].depth)
            && s.percent(other).is_some() == s.percent(value.at).is_some()
            && match value.unit {
                Some((own, _)) => unit.is_some_and(|unit| s.words(unit) == s.words(own)),
                None => s.number(other).is_some_and(|n| n.decimal.places() == value.number.decimal.places()),
            }
    };
    let unit = |k: usize| s.unit_end(k + 1).map(|_| k + 1);
    behind.is_some_and(|k| pair(k, unit(k))) || before.is_some_and(|k| pair(k, unit(k)))
}

/// Whether the values are of a coefficient: "(Kendall's tau, velorinib 0.3; placebo 0.7)".
fn coefficient(s: &Sentence<'_>, at: usize) -> bool {
    let near = at.saturating_sub(NEXT)..at;
    let named = |k: usize| {
        s.is_word(
            k,
            &["tau", "rho", "r", "coefficient", "coefficients", "correlation", "percentile", "quartile"],
        )
    };
    s.any(near.clone(), Classes::MEASURE) || near.into_iter().any(named)
}

/// Whether nothing but words stands between a number and the sign that opens its part of the bracket.
fn behind_a_label(s: &Sentence<'_>, at: usize) -> bool {
    let word = |k: &usize| {
        matches!(s.items[*k].shape, Shape::Word) && matches!(s.cue(*k), Cue::None | Cue::Group | Cue::Article)
            || s.mark(*k) == Some('-')
            // "group L, 6.7"
            || s.cue(*k) == Cue::Unit && *k > 0 && s.cue(k - 1) == Cue::Group
    };
    let words = (at.saturating_sub(LABEL)..at).rev().take_while(word).count();
    let sign = at.checked_sub(words + 1).filter(|_| words > 0);
    let starts = |k: usize| {
        s.opens(k) || matches!(s.mark(k), Some(';' | ',')) || matches!(s.cue(k), Cue::Versus | Cue::And)
    };
    // "(A, 62.9 years and B, 68.1 years": a comma behind each label.
    // "(zinc group = 4.7 and tolvarin group = 1.8)"
    let named = |k: usize| {
        s.mark(k) == Some('=')
            && k > 0
            && s.words(k - 1).len() > 4
            && !s.is_word(k - 1, &["power", "alpha", "lambda", "kappa", "gamma", "theta", "error", "effect"])
    };
    let comma =
        at.checked_sub(1).filter(|k| words == 0 && (matches!(s.mark(*k), Some(',' | ':')) || named(*k)));
    let labelled = comma.and_then(|k| {
        let words = (k.saturating_sub(LABEL)..k).rev().take_while(word).count();
        k.checked_sub(words + 1).filter(|_| words > 0)
    });
    sign.or(labelled).is_some_and(starts)
}

/// Items from the bracket back to the word that says what is counted, at most.
const COUNTED: usize = 8;

/// `fewer days in intensive care (11.2 ± 6.4 vs 14.8 ± 7.1)`: the unit of the values in the bracket, named before it as
/// what there is more or less of.
pub(super) fn counted_before(s: &Sentence<'_>, at: usize) -> Option<usize> {
    if s.items[at].depth == 0 {
        return None;
    }
    let open = (at.saturating_sub(NEXT)..at).rev().find(|k| s.opens(*k))?;
    let counted = |k: &usize| {
        *k > 0
            && matches!(s.cue(*k), Cue::Time(_))
            && s.words(*k).ends_with('s')
            && s.is_word(k - 1, &["fewer", "more", "less", "additional", "extra"])
            && !s.items.get(k.wrapping_sub(2)).is_some_and(|item| item.numeric())
    };
    let unit = (open.saturating_sub(COUNTED)..open).rev().find(counted)?;
    (!(unit..open).any(|k| s.items[k].numeric())).then_some(unit)
}

/// `was 84.2 in the A group and 79.6 kg in the B group`: the value of one side, whose unit stands with the other's.
pub(super) fn unit_of_the_other(s: &Sentence<'_>, value: &Value) -> Option<usize> {
    if value.unit.is_some() || value.percent || s.cue(value.last + 1) != Cue::Preposition {
        return None;
    }
    let other = (value.last + 2..s.items.len().min(value.last + NEXT)).find(|k| s.number(*k).is_some())?;
    let joined = matches!(s.cue(other - 1), Cue::And | Cue::Versus);
    let alike = s.plain(other)?.decimal.places() == value.number.decimal.places();
    let clean =
        (value.last + 1..other).all(|k| matches!(s.items[k].shape, Shape::Word) || s.mark(k) == Some('-'));
    // "12.3 with A and 15.6 mg/g with B": a unit of laboratories that doses are given in, too.
    let lasts = || {
        matches!(s.cue(other + 1), Cue::Time(_))
            && value.number.decimal.places() > 0
            && s.any(value.at.saturating_sub(12)..value.at, Classes::LASTING)
    };
    (joined && alike && clean && (level_unit(s, other + 1) || lasts())).then_some(other + 1)
}
