//! What stands around an estimate: an interval without its value, a P value before the name.

use crate::extract::item::Shape;
use crate::extract::read::tail::{Bare, tail};
use crate::extract::read::{Known, Reading};
use crate::extract::sentence::Sentence;
use crate::finding::{Estimate, Measure, Reported};
use crate::lex::{Classes, Cue};

use super::head::Head;
use super::name::Named;
use super::one::{unit, unit_end};
use super::settle::settle;

/// `mean difference (95% CI −0.9 to 3.5; p = 0.23)`: the interval is printed and the value is not.
pub(super) fn interval_alone(
    s: &Sentence<'_>,
    i: usize,
    head: &Head,
    named: Named,
    known: &Known,
) -> Option<Reading> {
    let own = value_before(s, i);
    // "a 44% relative risk reduction (95% CI …)" is a relative change.
    if own.is_some() && named.measure == Measure::RelativeRiskReduction {
        return None;
    }
    let behind = own.and_then(|_| behind_groups(s, head.behind)).unwrap_or(head.behind);
    let at = s.skip(behind, &[',', ':', ';', '(', '[']);
    let starts = matches!(s.items.get(at)?.shape, Shape::Interval(_) | Shape::P(_));
    let found = starts.then(|| tail(s, behind, Bare::No, known)).filter(|t| t.interval.is_some())?;
    let last = found.last?;
    let alone = Estimate {
        variant: named.variant,
        adjusted: named.adjusted,
        ..Estimate::of_interval(settle(s, at, named.measure, None), found.interval, found.p)
    };
    let Some(own) = own else {
        return Some(Reading::new(Reported::Estimate(alone), i, last, last, found.used));
    };
    let unit = unit(s, own).0;
    let measure = settle(s, own, named.measure, unit.as_deref());
    let estimate = Estimate { measure, value: s.number(own), value_op: s.bound(own), unit, ..alone };
    let mut used = found.used;
    used.push(own);
    Some(Reading::new(Reported::Estimate(estimate), own, last, own, used))
}

/// Items between a value and the name of its measure, at most: "a 2.4-kg difference".
const BEFORE: usize = 4;

/// `a 4.1% absolute risk reduction`, `a 2.4 kg difference`: the value right before its measure's name.
fn value_before(s: &Sentence<'_>, i: usize) -> Option<usize> {
    let own = |at: &usize| s.number(*at).is_some() && !s.spent[*at] && !s.items[*at].named;
    let at = (i.saturating_sub(BEFORE)..i).rev().find(own)?;
    let behind = unit_end(s, at);
    let led = at > 0 && (s.cue(at - 1) == Cue::Article || s.opens(at - 1));
    (behind == i && led).then_some(at)
}

/// Items from the name of a measure to its bracket, at most: "difference between the two groups (".
const GROUPS: usize = 10;

/// `difference between the groups (95% CI …)`: the bracket behind what is compared.
fn behind_groups(s: &Sentence<'_>, from: usize) -> Option<usize> {
    if !s.is_word(from, &["between", "in", "among", "with"]) {
        return None;
    }
    let end = (from..s.items.len().min(from + GROUPS)).find(|k| !s.is(*k, Classes::WORD))?;
    s.opens(end).then_some(end)
}

/// `(95% CI 0.43 to 1.56, odds ratio = 0.82)`: an interval first in the bracket is the estimate's that has none of its own.
pub(super) fn interval_before(s: &Sentence<'_>, i: usize, reading: &mut Reading) {
    let Reported::Estimate(estimate) = &mut reading.result else { return };
    let Some(value) = estimate.value.filter(|_| estimate.interval.is_none()) else { return };
    let Some(at) = i.checked_sub(2).filter(|at| *at > 0 && matches!(s.mark(at + 1), Some(',' | ';'))) else {
        return;
    };
    let Shape::Interval(interval) = &s.items[at].shape else { return };
    // "38% lower (95% CI 21% to 52%; NNT 41)": it is of what stands before the bracket.
    let other = estimate.measure == Measure::NumberNeededToTreat
        || !at.checked_sub(2).is_some_and(|k| s.closes(k) || s.mark(k) == Some(','))
            && s.any(at.saturating_sub(5)..at, Classes::NUMERIC);
    let holds = interval.low.is_none_or(|low| low.to_f64() <= value.to_f64())
        && interval.high.is_none_or(|high| value.to_f64() <= high.to_f64());
    if holds && !other && s.opens(at - 1) && !s.spent[at] {
        estimate.interval = Some((**interval).clone());
        reading.used.push(at);
        reading.first = at;
    }
}

/// `(p = 0.003, relative risk 0.63; 95% CI …)`: a P value first in the bracket is the estimate's that has none of its own.
pub(in crate::extract::read) fn p_before(s: &Sentence<'_>, i: usize, reading: &mut Reading) {
    let Reported::Estimate(estimate) = &mut reading.result else { return };
    if estimate.p.is_some() || s.items[i].depth == 0 {
        return;
    }
    let mut at = i;
    for _ in 0..4 {
        let Some(before) = at.checked_sub(1) else { return };
        at = before;
        match &s.items[at].shape {
            Shape::P(p) if !s.spent[at] => {
                estimate.p = Some((**p).clone());
                reading.used.push(at);
                reading.first = at;
                return;
            }
            Shape::Mark(',' | ';') => {}
            Shape::Word if matches!(s.cue(at), Cue::Adjusted | Cue::And | Cue::Article) => {}
            _ => return,
        }
    }
}
