//! Estimates behind the name of their measure.

mod around;
mod head;
mod list;
mod name;
mod named;
mod needed;
mod no_difference;
mod one;
mod settle;
mod several;
mod side;
mod value;

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::lex::{Classes, Cue};

use super::interval_alone::said;
use super::{Known, Reading};
pub(super) use around::p_before;
use around::{interval_alone, interval_before};
use head::head;
pub(crate) use name::Named;
pub(super) use name::{named, named_by_cue};
use no_difference::no_difference;
use one::{bare_difference, names_outcome, one, other_side_follows};
pub(super) use one::{own_limits, unit, unit_end};
pub(super) use settle::{as_far_apart, plausible, settle};
use side::of_sides;
pub(super) use value::in_percent;

/// `hazard ratio, 0.49; 95% confidence interval [CI], 0.36 to 0.67; P<0.001`,
/// `hazard ratio [HR] for progression 0·75 [95% CI 0·57–0·98]`, `HR (95% CI): 0.49 (0.36–0.67), p<0.001`,
/// `difference, -5.6 percentage points; 95% CI, -9.1 to -2.1`, `r = 0.45, P<0.01`,
/// `difference, 10.1/4.5 mm Hg; P<0.001`, `sensitivity and specificity were 85% and 92%`.
pub(super) fn read(s: &Sentence<'_>, i: usize, known: &Known, found: &mut Vec<Reading>) {
    if matches!(s.items[i].shape, Shape::Interval(_)) {
        found.extend(said(s, i, known));
        return;
    }
    if needed::told(s, i) {
        found.extend(needed::read(s, i));
        return;
    }
    let Some(named) = named(s, i, known) else { return };
    // What the trial was planned to find is no result.
    if s.any(i.saturating_sub(14)..i + 8, Classes::PLANNED_ESTIMATE) {
        return;
    }
    if let Some(readings) = several::several(s, i, known) {
        found.extend(readings);
        return;
    }
    if let Some(reading) = list::before(s, i, named, known) {
        found.push(reading);
        return;
    }
    let before = found.len();
    let head = head(s, i + 1);
    if let Some(value) = value::value(s, head.behind, s.cue(i)).filter(|value| !of_sides(s, i, value.at)) {
        if let Some(pair) = list::pair(s, i, &value, named, &head, known) {
            found.extend(pair);
            return;
        }
        let mut at = value.at;
        let mut first = i;
        // A header heads a list: "(mean difference [95% CI] −0.6 [−0.8 to −0.4], −387 [−652 to −122], respectively)".
        while let Some(mut one) = one(s, at, named, &head, value.strict || found.len() > before, known)
            && (s.cue(i) != Cue::Difference
                || one.estimate.interval.is_some() && !other_side_follows(s, one.last)
                || bare_difference(s, i, at))
            && (one.tailed || !no_difference(s, i, at, named.measure))
        {
            // "effect size, 1.08 vs 0.41, P<0.001": the P value is of neither, but sets them against each other.
            if first != i && s.cue(first - 1) == Cue::Versus && one.estimate.interval.is_none() {
                one.leave_p(at);
            }
            let (last, tailed) = (one.last, one.tailed);
            // What a diagnostic test was measured by is its outcome.
            let own = list::share(named.measure) || value.outcome.is_none() && names_outcome(s, i);
            let outcome = if own { Some(s.items[i].span) } else { value.outcome };
            found.push(one.reading(first, outcome));
            let own = &found[before..];
            let Some(next) = list::next(s, last + 1, &head, named.measure, tailed, own) else { break };
            (at, first) = (next, next);
        }
    }
    if found.len() == before
        && let Some(reading) = interval_alone(s, i, &head, named, known)
    {
        found.push(reading);
    }
    if let Some(reading) = found.get_mut(before) {
        reading.used.push(i);
        interval_before(s, i, reading);
        p_before(s, i, reading);
    }
}
