//! `2-year survival was 66 ± 1.9%`, `47.3% (SE 2.4)`: a share that is printed with its error is a share, no mean.

use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::{DispersionKind, Proportion, Reported, Statistic};
use crate::lex::{Classes, Cue};

/// Items between what is told and its value, at most.
const FAR: usize = 50;

/// Makes shares of percentages of people that are printed with their error.
pub(in crate::extract::read) fn with_error(s: &Sentence<'_>, readings: &mut [Reading]) {
    if !s.has(Classes::SPREAD | Classes::PERCENT) {
        return;
    }
    for reading in readings {
        let Reported::Quantity(value) = &reading.result else { continue };
        let error = value.dispersion.as_ref().is_some_and(|spread| {
            matches!(spread.kind, DispersionKind::Se | DispersionKind::Unknown) && spread.value.is_some()
        });
        let change = value.statistic == Statistic::Change;
        if !error || change || value.unit.as_deref() != Some("%") || !of_survival(s, reading.main) {
            continue;
        }
        reading.result = Reported::Proportion(Proportion {
            percent: value.value,
            percent_op: value.value_op,
            count: None,
            total: None,
            interval: value.interval.clone(),
        });
        reading.rule = "proportion";
    }
}

/// Whether the value is of survival, or of staying free of something: "the rate of recurrence-free survival", "3-year EFS
/// was 44% ± 3%", "cumulative incidence of relapse".
fn of_survival(s: &Sentence<'_>, i: usize) -> bool {
    let rate = |at: usize| {
        s.is_word(at, &["rate", "rates", "probability", "estimate", "estimates", "estimated", "actuarial"])
    };
    let near = i.saturating_sub(FAR)..i;
    let lasts =
        |at: usize| s.is(at, Classes::SURVIVAL) || s.is_word(at, &["freedom", "mortality", "incidence"]);
    // "3-year", "at 5 years", "cumulative": until when it was counted.
    let until = |at: usize| matches!(s.cue(at), Cue::Time(_)) || s.is_word(at, &["cumulative"]);
    let mean = s.any(i.saturating_sub(MEAN)..i, Classes::STATISTIC);
    near.clone().any(lasts) && near.clone().any(|at| rate(at) || until(at)) && !mean
        || near.into_iter().any(|at| rate(at) && s.cue(at + 1) == Cue::Of && s.is_word(at + 2, &["disease"]))
}

/// Items before a value in which a mean is named, at most.
const MEAN: usize = 12;
