use crate::finding::{Estimate, Finding, IntervalKind, Measure, Number};

use super::article::known;
use super::cues::Cue;
use super::normal::quantile;
use super::rounding::{Bounds, significant};
use super::reading::{bracketed, joined, sound, unnamed};
use super::scale::{Transform, often_uneven};
use super::{Article, Grade, Ruling, Verdict, slip};

/// Residuals up to this agree.
const ROUNDING: f64 = 0.1;
/// Up to this, another method of interval explains them.
const METHOD: f64 = 0.25;
/// Up to this, exact and likelihood-based methods for few events explain them.
const EXACT: f64 = 0.5;
/// Beyond this, nothing does.
const SLIP: f64 = 1.0;

pub(super) fn run(article: &Article<'_>) -> Vec<Verdict> {
    article.estimates().filter_map(|(i, finding, estimate)| judge(article, i, finding, estimate)).collect()
}

fn judge(article: &Article<'_>, i: usize, finding: &Finding, estimate: &Estimate) -> Option<Verdict> {
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
    let Some(Placed { midpoint, residual }) = placed(transform, estimate) else {
        return article.wants(Ruling::CannotTell).then(|| {
            verdict(Ruling::CannotTell, format!("a limit ({low}, {high}) is too near the end of its scale"))
        });
    };
    let (ruling, suspect) = if residual <= ROUNDING {
        (Ruling::Agrees, None)
    } else if residual <= METHOD {
        (Ruling::Disagrees(Grade::Info), None)
    } else {
        let suspect = slip::suspicion(Some(transform), value.decimal, low.decimal, high.decimal);
        let mild = unsound(article, finding, [value, low, high])
            || uneven(article, finding, estimate)
            || (suspect == Some("sign") && estimate.direction.is_some());
        // Another scale, where the text leaves open which.
        let rescaled = (!mild).then(|| other_scale(transform, estimate)).flatten();
        let grade = match residual {
            _ if mild => Grade::Info,
            // A ratio whose interval was made as that of a difference is a slip too, where it is far off.
            r if rescaled.is_some() && r <= SLIP => Grade::Info,
            _ if rescaled.is_some() => Grade::Warn,
            r if r <= EXACT && wide(transform, low, high) => Grade::Info,
            // What a slip of the pen would mend is no impossibility.
            r if r <= SLIP || suspect.is_some() => Grade::Warn,
            _ => Grade::Error,
        };
        (Ruling::Disagrees(grade), rescaled.or(suspect))
    };
    article.wants(ruling).then(|| {
        let centred = Bounds::new(transform.undo(midpoint.low), transform.undo(midpoint.high)).show(3);
        let message = match ruling {
            Ruling::Agrees => format!("{value} is where the interval {low} to {high} is centred"),
            _ => format!(
                "the interval {low} to {high} is centred at {centred}, {} standard errors from {value}",
                significant(residual, 2)
            ),
        };
        verdict(ruling, message)
            .suspecting(suspect)
            .computing("centre", centred)
            .computing("residual", significant(residual, 2))
    })
}

/// Where an interval is centred, and how far from there its value is.
struct Placed {
    midpoint: Bounds,
    residual: f64,
}

fn placed(transform: Transform, estimate: &Estimate) -> Option<Placed> {
    let interval = estimate.interval.as_ref()?;
    let (centre, lo, hi) = (
        transform.range(estimate.value?.decimal)?,
        transform.range(interval.low?.decimal)?,
        transform.range(interval.high?.decimal)?,
    );
    // Both limits rounded the same way are the extremes of the midpoint.
    let midpoint = Bounds::new((lo.low + hi.low) / 2.0, (lo.high + hi.high) / 2.0);
    // Without a level, the usual one sets the unit of the residual; it shifts no verdict by more than a fifth.
    let level = interval.level.map_or(95.0, |l| l.to_f64());
    let z = quantile(0.5 + level / 200.0);
    let error = ((hi.low + hi.high) / 2.0 - (lo.low + lo.high) / 2.0) / (2.0 * z);
    // A level of 100% or above is a misprint, and gives no standard error.
    (error > 0.0 && error.is_finite()).then(|| Placed { midpoint, residual: centre.distance(midpoint) / error })
}

/// How far a value is from the centre of its interval, in standard errors.
pub(super) fn residual(transform: Transform, estimate: &Estimate) -> Option<f64> {
    placed(transform, estimate).map(|placed| placed.residual)
}

/// Whether an interval of a ratio is so wide that few events stand behind it.
fn wide(transform: Transform, low: Number, high: Number) -> bool {
    transform.null() == 1.0 && high.to_f64() > 3.0 * low.to_f64()
}

/// Whether the interval need not be centred, by the measure or by what the text speaks of.
fn uneven(article: &Article<'_>, finding: &Finding, estimate: &Estimate) -> bool {
    often_uneven(estimate.measure)
        || unnamed(article, finding, estimate)
        || estimate.measure == Measure::VaccineEfficacy
        || estimate.interval.as_ref().is_some_and(|i| i.kind != IntervalKind::Confidence)
        || article.says(finding.span, &[Cue::Uneven])
        || article.says_anywhere(&[Cue::UnevenMethod])
}

fn unsound(article: &Article<'_>, finding: &Finding, [value, low, high]: [Number; 3]) -> bool {
    !sound(article, &[value, low, high], &known(finding))
        || !joined(article, low, high)
        || bracketed(article, value)
}

/// The scale on which value and interval do fit, where that of the measure as it was read is not it.
pub(super) fn other_scale(transform: Transform, estimate: &Estimate) -> Option<&'static str> {
    let (other, name) = transform.other()?;
    placed(other, estimate).filter(|placed| placed.residual <= ROUNDING).map(|_| name)
}
