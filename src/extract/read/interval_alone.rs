//! Intervals whose value is not printed.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Estimate, Measure, Reported};
use crate::lex::Cue;

use super::tail::{Bare, tail};
use super::{Known, Reading};

/// How far back the words and values stand that say what the interval is of.
const REACH: usize = 40;

/// How far before its interval a value stands.
const BESIDE: usize = 12;

/// `less than with placebo (95% CI 8 to 66; P=0.01)`, `4.7 vs 3.0; 95% CI 0.8 to 3.2`: of the difference of two groups.
pub(super) fn read(s: &Sentence<'_>, i: usize, known: &Known) -> Vec<Reading> {
    if !matches!(s.items[i].shape, Shape::Interval(_)) || s.spent[i] || s.items[i].depth == 0 || beside(s, i)
    {
        return Vec::new();
    }
    let Some(measure) = measure(s, i) else { return Vec::new() };
    let found = tail(s, i, Bare::No, known);
    let Some(last) = found.last.filter(|_| found.interval.is_some()) else { return Vec::new() };
    let estimate = Estimate {
        measure,
        variant: None,
        value: None,
        value_op: None,
        unit: None,
        direction: None,
        interval: found.interval,
        p: found.p,
        adjusted: false,
    };
    vec![Reading::new(Reported::Estimate(estimate), i, last, i, found.used)]
}

/// `1.12 episodes in that group (95% CI 0.97 to 1.28)`, `(SD = 2.0; 95% CI …`: the interval is of the value before it, which
/// another rule did not understand.
fn beside(s: &Sentence<'_>, i: usize) -> bool {
    let Shape::Interval(interval) = &s.items[i].shape else { return false };
    let near = i.saturating_sub(BESIDE)..i;
    let spread = near.clone().any(|at| matches!(s.cue(at), Cue::Sd | Cue::Se | Cue::Iqr | Cue::Range));
    let value = near.rev().find_map(|at| match s.items[at].shape {
        Shape::Number(n) | Shape::Percent(n) if !s.items[at].named => Some(n.to_f64()),
        _ => None,
    });
    let inside = |value: f64| {
        interval.low.is_none_or(|low| low.to_f64() <= value)
            && interval.high.is_none_or(|high| value <= high.to_f64())
    };
    spread || value.is_some_and(inside)
}

/// What two groups differ in: shares where percentages stand before the interval or in it, else means.
fn measure(s: &Sentence<'_>, i: usize) -> Option<Measure> {
    let near = i.saturating_sub(REACH)..i;
    let compared = near.clone().any(|at| {
        matches!(s.cue(at), Cue::Versus | Cue::Difference | Cue::LessThan | Cue::MoreThan)
            || s.is_word(at, &["different", "differ"])
    });
    if !compared {
        return None;
    }
    let percent = near.clone().filter(|at| matches!(s.items[*at].shape, Shape::Percent(_))).count() > 1
        || s.words(i).ends_with('%');
    let scale = near.clone().any(|at| matches!(s.cue(at), Cue::PercentScale | Cue::Statistic(_)));
    Some(if percent && !scale { Measure::RiskDifference } else { Measure::MeanDifference })
}
