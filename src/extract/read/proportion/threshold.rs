//! Percentages that a value had to reach.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::Comparison;
use crate::lex::{Classes, Cue};

/// "at least 50% pain relief", "expression of 1% or more", "a difference < 0.3%": a threshold.
pub(super) fn threshold(s: &Sentence<'_>, i: usize) -> bool {
    let or_more = s.cue(i + 1) == Cue::Or
        && (matches!(s.cue(i + 2), Cue::Higher | Cue::Lower)
            || s.is_word(
                i + 2,
                &["more", "less", "greater", "higher", "lower", "better", "above", "fewer", "over"],
            ));
    // "7% or more vs less than 7%"
    let other_way = || {
        s.bound(i).is_some()
            && s.last(i.saturating_sub(8)..i, Classes::PERCENT)
                .is_some_and(|at| s.words(at) == s.words(i) && s.cue(at + 1) == Cue::Or)
    };
    // "shifts that were less than 30% from baseline"
    let from_start = s.bound(i).is_some() && s.is_word(i + 1, &["from"]) && s.is_word(i + 2, &["baseline"]);
    if other_way() || from_start {
        return true;
    }
    let or_equal = i > 1 && s.cue(i - 1) == Cue::To && s.is_word(i - 2, &["equal"]);
    let level =
        |at: usize| s.cue(at) == Cue::Grade || s.cue(at) == Cue::Difference || s.is_word(at, &["expression"]);
    match s.bound(i) {
        // "More than 90% of the patients relapsed" is a share of people.
        Some(Comparison::Greater) => {
            let opens = i < 3 && s.cue(i - 1) == Cue::MoreThan;
            !(opens && s.cue(i + 1) == Cue::Of && (i + 2..i + 4).any(|k| s.cue(k) == Cue::People))
        }
        Some(Comparison::AtLeast) => true,
        // "SpO2 < 90%", "a difference that was ≤ 10%": of what is named right before the bound.
        Some(_) if bounds_a_name(s, i) => true,
        // "≥ 7.0% and ≤ 9.0%": a span that people were chosen by.
        Some(_) => (i.saturating_sub(4)..i).any(level) || or_more || two_bounds(s, i),
        None => or_more || or_equal || s.is_word(i + 1, &["below", "above"]),
    }
}

fn bounds_a_name(s: &Sentence<'_>, i: usize) -> bool {
    let Some(at) = i.checked_sub(2) else { return false };
    let named = s.cue(at) == Cue::None && s.mark(at).is_none() && !s.items[at].numeric();
    let signed = s.mark(i - 1).is_some();
    signed && (named || s.closes(at) || matches!(s.cue(at), Cue::Of | Cue::PercentScale)) && !s.opens(i + 1)
}

fn two_bounds(s: &Sentence<'_>, i: usize) -> bool {
    // "≥ 7.0% (≥ 53 mmol/mol) and ≤ 9.5%"
    let least = |at: usize| matches!(s.bound(at), Some(Comparison::AtLeast | Comparison::Greater));
    (i.saturating_sub(14)..i.saturating_sub(2)).any(|at| {
        matches!(s.items[at].shape, Shape::Percent(_))
            && s.bound(at).is_some()
            && (i - at <= 6 || least(at) && !least(i))
            && (at..i).any(|k| s.cue(k) == Cue::And)
    })
}
