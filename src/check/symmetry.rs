//! `symmetry`: is the value where its interval is centred?
//!
//! On the scale where the measure's error is near normal (logarithm for ratios, the value itself for differences,
//! ln(1 − x) for efficacies, atanh for correlations) a Wald interval is centred on its value. With u half a unit of the
//! last printed digit, the centre lies between the means of both limits moved down and moved up by u; the residual is
//! the distance of the value's own range from that, in standard errors (high − low) / 2z. Up to 0.1 agrees, to 0.25
//! `info`, to 1 `warn`, above `error`. Measures whose usual intervals are not centred, and sentences that speak of
//! bootstrap, exact, profile or Bayesian methods, get `info` at most.
//! Source: the midpoint check of Georgescu and Wren (2018), with a residual in standard errors in place of a threshold
//! on the value. Known false alarms: exact and likelihood-based intervals that the abstract does not call so.

use crate::finding::Estimate;

use super::article::{UNEVEN, lost_point};
use super::normal::quantile;
use super::rounding::{Bounds, significant};
use super::scale::{Transform, often_uneven};
use super::{Article, Grade, Ruling, Verdict};

pub(super) fn run(article: &Article<'_>) -> Vec<Verdict> {
    article
        .estimates()
        .filter_map(|(i, finding, estimate)| judge(article, i, finding.span, estimate))
        .collect()
}

fn judge(article: &Article<'_>, i: usize, span: crate::text::Span, estimate: &Estimate) -> Option<Verdict> {
    let value = estimate.value?;
    let interval = estimate.interval.as_ref()?;
    let (low, high) = (interval.low?, interval.high?);
    let transform = Transform::of(estimate)?;
    // Where the value is outside, or the limits reversed, others speak.
    if !(low.to_f64() < high.to_f64() && low.to_f64() <= value.to_f64() && value.to_f64() <= high.to_f64()) {
        return None;
    }
    let verdict = |ruling, message| {
        Verdict::new("symmetry", ruling, message, vec![i])
            .saw("value", value)
            .saw("low", low)
            .saw("high", high)
    };
    let ranges =
        (transform.range(value.decimal), transform.range(low.decimal), transform.range(high.decimal));
    let (Some(centre), Some(lo), Some(hi)) = ranges else {
        return Some(verdict(
            Ruling::CannotTell,
            format!("the limit {low} is too near the end of its scale"),
        ));
    };
    // Both limits rounded the same way are the extremes of the midpoint.
    let midpoint = Bounds::new((lo.low + hi.low) / 2.0, (lo.high + hi.high) / 2.0);
    // Without a level, the usual one sets the unit of the residual; it shifts no verdict by more than a fifth.
    let level = interval.level.map_or(95.0, |l| l.to_f64());
    let z = quantile(0.5 + level / 200.0);
    let error = ((hi.low + hi.high) / 2.0 - (lo.low + lo.high) / 2.0) / (2.0 * z);
    let residual = centre.distance(midpoint) / error;
    let uneven = often_uneven(estimate.measure)
        || article.says(span, UNEVEN)
        || interval.kind != crate::finding::IntervalKind::Confidence;
    let suspect = (residual > 0.25 && lost_point(&[value, low, high])).then_some("decimal mark");
    let ruling = match residual {
        r if r <= 0.1 => Ruling::Agrees,
        r if r <= 0.25 || uneven => Ruling::Disagrees(Grade::Info),
        // What a slip of the pen would mend is no impossibility.
        r if r <= 1.0 || suspect.is_some() => Ruling::Disagrees(Grade::Warn),
        _ => Ruling::Disagrees(Grade::Error),
    };
    let message = match ruling {
        Ruling::Agrees => format!("{value} is where the interval {low} to {high} is centred"),
        _ => format!(
            "{value} is {} standard errors away from the centre of the interval {low} to {high}",
            significant(residual, 2)
        ),
    };
    Some(verdict(ruling, message).suspecting(suspect).computing("residual", significant(residual, 2)))
}
