//! Numbers behind the name of a measure that are no value of it: what each side had, sizes, what a trial was planned to find.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Measure, Scale, Statistic};
use crate::lex::{Classes, Cue};

use super::one::unit_end;

/// `no difference in cure between A (64.6%; 95% CI …) and B (67.9%; …)`: the values of both sides.
pub(super) fn of_sides(s: &Sentence<'_>, name: usize, at: usize) -> bool {
    let statistic = matches!(s.cue(at - 1), Cue::Statistic(_));
    // "no difference in survival (median 497 days, 95% CI …, for A vs 452 days, …)": the first of two medians.
    if s.cue(name) == Cue::Difference && s.cue(at - 1) == Cue::Statistic(Statistic::Median) && at > name + 2 {
        return true;
    }
    // "the difference was between A (mean 16.2, 95% CI …) and B (mean 18.4, …)"
    let open = at - 1 - usize::from(statistic);
    let bracketed = s.opens(open) && (name..at).any(|k| s.is_word(k, &["between"]));
    let behind = if bracketed { s.behind_bracket(open) } else { None };
    let other = |and: usize| {
        s.cue(and) == Cue::And
            && (and + 2..and + 7).any(|k| {
                let first = k + 1 + usize::from(matches!(s.cue(k + 1), Cue::Statistic(_)));
                s.opens(k) && s.items.get(first).is_some_and(|item| item.numeric())
            })
    };
    behind.is_some_and(other) || labelled(s, name, at) || said_of_both(s, name, at)
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

/// Items around a difference where the words stand that say that a trial was planned to find it.
const PLANNED: (usize, usize) = (30, 16);

/// Of a number with neither interval nor P value behind the name of a measure: `differences in 1,489 eligible patients`, `(0800, 1300
/// and 1900 hours)`, `(SMD) in four studies (n = 212)`, `MD, 44`, `a difference of 8% was sought`.
pub(super) fn no_difference(s: &Sentence<'_>, name: usize, at: usize, measure: Measure) -> bool {
    if s.mark(at - 1) == Some('=') && at > 1 && s.is_word(at - 2, &["n"]) {
        return true;
    }
    let around = name.saturating_sub(PLANNED.0)..s.items.len().min(at + PLANNED.1);
    let sought = || (at + 1..at + LABEL).any(|k| s.is_word(k, &["sought", "hypothesized", "hypothesised"]));
    let planned = |k: usize| s.is_word(k, &["detect", "power", "assuming", "assumed"]);
    let planned = s.any(around.clone(), Classes::PLANNED_ESTIMATE) && { around }.any(planned);
    // "the critical hazard ratio (HR)"
    let critical = (name.saturating_sub(4)..name).any(|k| s.is_word(k, &["critical"]));
    if measure != Measure::NumberNeededToTreat && (planned || critical || sought()) {
        return true;
    }
    let whole = s.plain(at).is_some_and(|n| n.decimal.places() == 0)
        && unit_end(s, at) == at + 1
        && measure.scale() == Scale::Linear;
    if !whole || s.cue(at - 1) == Cue::Currency || matches!(s.mark(at - 1), Some('$' | '£' | '€')) {
        return false;
    }
    let clock = s.words(at).len() > 1 && s.words(at).starts_with('0');
    let counted = s.opens(at - 1)
        && name + 1 < at - 1
        && s.items.get(at + 1).is_some_and(|item| {
            matches!(item.shape, Shape::Mark(',')) || matches!(item.cue, Cue::Preposition | Cue::Of)
        });
    let people = (at + 1..at + 4).find(|k| !s.is(*k, Classes::WORD) || s.cue(*k) == Cue::People);
    let short = s.words(name).len() < 4 && s.words(name).bytes().all(|b| b.is_ascii_uppercase());
    clock || counted || short || people.is_some_and(|k| s.cue(k) == Cue::People)
}
