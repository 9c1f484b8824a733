//! `p_from_interval`: does the P value follow from the interval?
//!
//! z = |t(value)| / SE with SE = (t(high) − t(low)) / 2z* on the measure's scale, over the rounding box of value and
//! limits; P = 2(1 − Φ(z)). "P = x" agrees where its rounding interval meets the computed one, or where the two
//! deviates are within 0.3 (log-rank beside Cox, score beside Wald); to 0.7 `info`, above `warn`. "P < x" disagrees only
//! where x is below everything computed, "P > x" only where it is above. Never computed where the level is unknown, the
//! test one-sided, or of another hypothesis. Source: Altman and Bland, BMJ 2011;343:d2304.
//! Known false alarms: the P value of a stratified or multiplicity-adjusted test beside a crude interval.

use crate::finding::{Comparison, Estimate, Finding};

use super::article::{UNEVEN, other_test};
use super::normal::{quantile, two_sided};
use super::rounding::{Bounds, significant};
use super::scale::Transform;
use super::{Article, Grade, Ruling, Verdict};

/// Deviates this close are of one result by two methods.
const METHOD: f64 = 0.3;
/// Deviates farther apart than this are not.
const SLIP: f64 = 0.7;

pub(super) fn run(article: &Article<'_>) -> Vec<Verdict> {
    article.estimates().filter_map(|(i, finding, estimate)| judge(article, i, finding, estimate)).collect()
}

/// The range of the deviate that value and interval imply; nothing where the scale does not allow it.
pub(super) fn deviate(estimate: &Estimate) -> Option<Bounds> {
    let interval = estimate.interval.as_ref()?;
    let level = interval.level?.to_f64();
    let transform = Transform::of(estimate)?;
    let (value, low, high) = (
        transform.range(estimate.value?.decimal)?,
        transform.range(interval.low?.decimal)?,
        transform.range(interval.high?.decimal)?,
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

fn judge(article: &Article<'_>, i: usize, finding: &Finding, estimate: &Estimate) -> Option<Verdict> {
    let p = estimate.p.as_ref()?;
    let interval = estimate.interval.as_ref()?;
    let (op, printed) = (p.op?, p.value?);
    interval.low.and(interval.high)?;
    estimate.value?;
    let verdict = |ruling, message| {
        let mut verdict = Verdict::new("p_from_interval", ruling, message, vec![i]);
        for (name, number) in [("value", estimate.value), ("low", interval.low), ("high", interval.high)] {
            if let Some(number) = number {
                verdict = verdict.saw(name, number);
            }
        }
        verdict.saw("p", printed)
    };
    if let Some(why) = other_test(article, finding, p, interval) {
        return Some(verdict(Ruling::CannotTell, why.to_owned()));
    }
    if interval.level.is_none() {
        return Some(verdict(Ruling::CannotTell, "the level of the interval is not stated".to_owned()));
    }
    let z = deviate(estimate)?;
    let computed = Bounds::new(two_sided(z.high), two_sided(z.low));
    let range = Bounds::of(printed.decimal);
    // The deviates the printed P stands for; P printed as 0.000 stands for anything below half its unit.
    let of_p = |p: f64| if p <= 0.0 { f64::INFINITY } else { -quantile((p / 2.0).min(0.5)) };
    let gap = match op {
        Comparison::Equal => Bounds::new(of_p(range.high), of_p(range.low)).distance(z),
        Comparison::Less | Comparison::AtMost => (of_p(range.high) - z.high).max(0.0),
        Comparison::Greater | Comparison::AtLeast => (z.low - of_p(range.low)).max(0.0),
    };
    let uneven = article.says(finding.span, UNEVEN);
    let ruling = match gap {
        g if g <= METHOD => Ruling::Agrees,
        g if g <= SLIP || uneven => Ruling::Disagrees(Grade::Info),
        _ => Ruling::Disagrees(Grade::Warn),
    };
    let shown = computed.show(2);
    let message = match ruling {
        Ruling::Agrees => format!("P{op}{printed} agrees with the interval, which gives {shown}"),
        _ => format!("the interval gives P of {shown}, the text prints P{op}{printed}"),
    };
    Some(verdict(ruling, message).computing("p", shown).computing("z_apart", significant(gap, 2)))
}
