//! What `p_from_interval` and `decision` share: the deviate an interval implies, and why P and interval may differ.

use crate::finding::{
    Comparison, Decimal, Estimate, Finding, Interval, IntervalKind, Number, PValue, Purpose,
};

use super::Article;
use super::article::{in_order, known};
use super::cues::Cue;
use super::normal::quantile;
use super::reading::{bracketed, joined, sound};
use super::rounding::Bounds;
use super::scale::Transform;

/// Why a difference is not judged that fits as a ratio.
pub(super) const RATIO: &str = "the numbers may be of a ratio";

/// Deviates farther apart than this are not of one result by two methods.
pub(super) const SLIP: f64 = 0.7;

/// The range of the deviate that value and interval imply; nothing where the scale does not allow it.
pub(super) fn deviate(estimate: &Estimate) -> Option<Bounds> {
    deviate_on(Transform::of(estimate)?, estimate)
}

fn deviate_on(transform: Transform, estimate: &Estimate) -> Option<Bounds> {
    let interval = estimate.interval.as_ref()?;
    let level = interval.level?.to_f64();
    let (low, high) = in_order(interval.low?, interval.high?, estimate.value)?;
    let (value, low, high) = (
        transform.range(estimate.value?.decimal)?,
        transform.range(low.decimal)?,
        transform.range(high.decimal)?,
    );
    let z = quantile(0.5 + level / 200.0);
    let (narrow, wide) = ((high.low - low.high) / (2.0 * z), (high.high - low.low) / (2.0 * z));
    if !(narrow > 0.0 && z > 0.0) {
        return None;
    }
    // On every scale "no difference" is 0 once transformed.
    let (a, b) = (value.low.abs(), value.high.abs());
    let nearest = if value.holds(0.0) { 0.0 } else { a.min(b) };
    Some(Bounds::new(nearest / wide, a.max(b) / narrow))
}

/// How far apart the deviates of a printed P value and of an interval are; 0 where they can be one.
///
/// P printed as 0.000 stands for anything below half its unit.
pub(super) fn gap(op: Comparison, p: Number, z: Bounds) -> f64 {
    let of_p = |p: f64| if p <= 0.0 { f64::INFINITY } else { -quantile((p / 2.0).min(0.5)) };
    let range = Bounds::of(p.decimal);
    match op {
        Comparison::Equal => Bounds::new(of_p(range.high), of_p(range.low)).distance(z),
        Comparison::Less | Comparison::AtMost => (of_p(range.high) - z.high).max(0.0),
        Comparison::Greater | Comparison::AtLeast => (z.low - of_p(range.low)).max(0.0),
    }
}

/// Whether the P value would fit as that of a one-sided test.
pub(super) fn fits_one_sided(op: Comparison, p: Number, z: Bounds, most: f64) -> bool {
    let (digits, places) = (p.decimal.digits(), p.decimal.places());
    // Above a half, the side was the other one.
    let one = 10u64.checked_pow(u32::from(places)).unwrap_or(u64::MAX);
    let nearer = if digits > one / 2 { one.saturating_sub(digits) } else { digits };
    let Some(doubled) = nearer.checked_mul(2) else { return false };
    gap(op, Number { decimal: Decimal::new(false, doubled, places), ..p }, z) <= most
}

/// Why a P value and an interval are not of one two-sided test, where the text says so.
pub(super) fn other_test(
    article: &Article<'_>,
    finding: &Finding,
    p: &PValue,
    interval: &Interval,
) -> Option<&'static str> {
    match p.purpose {
        Some(Purpose::Noninferiority | Purpose::Equivalence) => {
            return Some("the P value is of another hypothesis");
        }
        Some(Purpose::Interaction | Purpose::Trend) => {
            return Some("the P value is of an interaction or a trend");
        }
        _ => {}
    }
    if interval.kind != IntervalKind::Confidence {
        return Some("the interval is no confidence interval");
    }
    if p.sided == Some(1) || article.says(finding.span, &[Cue::OneSided]) {
        return Some("the test is one-sided");
    }
    if article.says(finding.span, &[Cue::Margin]) && p.purpose.is_none() {
        return Some("the sentence speaks of non-inferiority or equivalence");
    }
    if article.says(finding.span, &[Cue::OtherTest]) {
        return Some("the sentence speaks of a trend, heterogeneity or an interaction");
    }
    None
}

/// Whether the P value stands behind its value, and all the numbers are, by all appearances, one result.
pub(super) fn bound(article: &Article<'_>, finding: &Finding, estimate: &Estimate) -> bool {
    let (Some(p), Some(interval)) = (estimate.p.as_ref().and_then(|p| p.value), estimate.interval.as_ref())
    else {
        return false;
    };
    let (Some(low), Some(high)) = (interval.low, interval.high) else { return false };
    let numbers: Vec<Number> =
        [estimate.value, Some(low), Some(high), Some(p)].into_iter().flatten().collect();
    let first = estimate.value.unwrap_or(low);
    // "P<0.001; odds ratio 84 (1.5 to 4908)": the P value of what stands before.
    first.span.start < p.span.start
        && sound(article, &numbers, &known(finding))
        && joined(article, low, high)
        && !estimate.value.is_some_and(|v| bracketed(article, v))
}

/// The deviate of numbers read as a difference, all of them above 0, where they may be a ratio's.
pub(super) fn as_ratio(estimate: &Estimate) -> Option<Bounds> {
    let low = estimate.interval.as_ref()?.low?;
    let near_one = (0.2..5.0).contains(&estimate.value?.to_f64());
    if estimate.measure.is_ratio() || !near_one || low.to_f64() <= 0.0 {
        return None;
    }
    let (ratio, _) = Transform::of(estimate)?.other()?;
    deviate_on(ratio, estimate)
}

/// P = 0.001 and P = 0.0001 are as often printed for anything below.
pub(super) fn rounded_down(op: Comparison, p: Number, z: Bounds) -> bool {
    let power = p.decimal.digits() == 1 && p.decimal.places() >= 3;
    op == Comparison::Equal && power && gap(Comparison::Less, p, z) <= 0.3
}

/// Whether level and P value may be corrected for several looks or tests, one of them and not the other.
pub(super) fn corrected(article: &Article<'_>, interval: &Interval) -> bool {
    let usual = interval.level.is_some_and(|l| [90.0, 95.0, 99.0].contains(&l.to_f64()));
    !usual || article.says_anywhere(&[Cue::Multiplicity])
}
