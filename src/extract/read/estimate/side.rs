//! Numbers behind the name of a measure that are no value of it, but what each side had.

use crate::extract::sentence::Sentence;
use crate::finding::Statistic;
use crate::lex::{Classes, Cue};

/// Whether the number at `at`, behind a name, is the value of one of two sides.
pub(super) fn of_sides(s: &Sentence<'_>, name: usize, at: usize) -> bool {
    // "no difference in survival (median 497 days, 95% CI …, for A vs 452 days, …)": the first of two medians.
    if s.cue(name) == Cue::Difference && s.cue(at - 1) == Cue::Statistic(Statistic::Median) && at > name + 2 {
        return true;
    }
    bracketed(s, name, at) || labelled(s, name, at) || said_of_both(s, name, at)
}

/// `no difference in cure between A (64.6%; 95% CI …) and B (67.9%; …)`, `between A (mean 16.2, 95% CI …) and B (mean 18.4, …)`: each
/// side has a bracket.
fn bracketed(s: &Sentence<'_>, name: usize, at: usize) -> bool {
    let statistic = usize::from(matches!(s.cue(at - 1), Cue::Statistic(_)));
    let between = || (name..at).any(|k| s.is_word(k, &["between"]));
    let open = (at - 1).checked_sub(statistic).filter(|open| s.opens(*open) && between());
    let other = |and: usize| {
        s.cue(and) == Cue::And
            && (and + 2..and + 7).any(|k| {
                let first = k + 1 + usize::from(matches!(s.cue(k + 1), Cue::Statistic(_)));
                s.opens(k) && s.items.get(first).is_some_and(|item| item.numeric())
            })
    };
    open.and_then(|open| s.behind_bracket(open)).is_some_and(other)
}

/// Items of a bracket before its first value, at most.
const LABEL: usize = 8;

/// `no difference in responders (placebo: 37 of 63, A: 26 of 58)`, `(A group, 38% vs. B group, 33%)`: the side's name stands before its
/// value in the bracket, and the other's follows.
fn labelled(s: &Sentence<'_>, name: usize, at: usize) -> bool {
    let Some(open) = (name.max(at.saturating_sub(LABEL))..at).rev().find(|k| s.opens(*k)) else {
        return false;
    };
    let end = at - usize::from(matches!(s.mark(at - 1), Some(':' | ',' | '=')));
    // Words of a name only: none that says what the number is.
    let word = |k: usize| {
        let told = matches!(s.cue(k), Cue::None | Cue::Group | Cue::People | Cue::Role(_) | Cue::Received);
        s.is(k, Classes::WORD) && told || s.mark(k) == Some('-') || s.items[k].named
    };
    if open + 1 >= end || !(open + 1..end).all(word) {
        return false;
    }
    let close = s.behind_bracket(open).unwrap_or(at + 3 * LABEL).min(s.items.len());
    let value = |k: usize| s.number(k).is_some() && !s.items[k].named;
    let versus = s.first(at + 1..close, Classes::VERSUS);
    let against = versus.is_some_and(|versus| (versus + 1..close.min(versus + 1 + LABEL)).any(value));
    // "(A: -0.50 kg, B: -0.27 kg, P = 0.01)"
    let next = || {
        s.mark(at - 1) == Some(':')
            && !s.any(at + 1..close, Classes::INTERVAL)
            && (at + 2..close).any(|k| s.mark(k - 1) == Some(':') && value(k) && s.is(k - 2, Classes::WORD))
    };
    against || next()
}

/// `no difference in adherence was seen, with 77% (95% CI …) for A and 75% (…) for B`: values of a difference that was not found.
fn said_of_both(s: &Sentence<'_>, name: usize, at: usize) -> bool {
    let no = (name.saturating_sub(4)..name).any(|k| s.is_word(k, &["no", "not", "without"]));
    no && s.cue(at - 1) == Cue::Preposition
        && (at + 1..s.items.len().min(at + 16))
            .any(|k| matches!(s.cue(k), Cue::And | Cue::Versus) && s.number(k + 1).is_some())
}
