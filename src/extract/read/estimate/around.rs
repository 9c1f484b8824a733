//! What stands around an estimate: an interval without its value, a P value before the name.

use crate::extract::item::Shape;
use crate::extract::read::tail::{Bare, tail};
use crate::extract::read::{Known, Reading};
use crate::extract::sentence::Sentence;
use crate::finding::{Estimate, Reported};
use crate::lex::Cue;

use super::head::Head;
use super::name::Named;
use super::settle::settle;

/// `mean difference (95% CI −0.9 to 3.5; p = 0.23)`: the interval is printed and the value is not.
pub(super) fn interval_alone(
    s: &Sentence<'_>,
    i: usize,
    head: &Head,
    named: Named,
    known: &Known,
) -> Option<Reading> {
    let at = s.skip(head.behind, &[',', ':', ';', '(', '[']);
    let starts = matches!(s.items.get(at)?.shape, Shape::Interval(_) | Shape::P(_));
    let found = starts.then(|| tail(s, head.behind, Bare::No, known)).filter(|t| t.interval.is_some())?;
    let last = found.last?;
    let estimate = Estimate {
        variant: named.variant,
        adjusted: named.adjusted,
        ..Estimate::of_interval(settle(s, at, named.measure, None), found.interval, found.p)
    };
    Some(Reading::new(Reported::Estimate(estimate), i, last, last, found.used))
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
