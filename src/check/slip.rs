//! Slips of the pen: what one small change would make value and interval fit.
//!
//! A value and its interval that do not fit are tried with one number changed as pens and typesetters change numbers.
//! What then fits is named as the suspicion. It keeps the disagreement from being called impossible.

use crate::finding::Decimal;

use super::scale::Transform;

/// How far from the centre of its interval, in standard errors, a mended value may be.
const CENTRED: f64 = 0.3;

/// The slip that would explain a value that does not fit its interval.
pub(super) fn suspicion(
    transform: Option<Transform>,
    value: Decimal,
    low: Decimal,
    high: Decimal,
) -> Option<&'static str> {
    let printed = [value.to_f64(), low.to_f64(), high.to_f64()];
    let units = [value.half_unit(), low.half_unit(), high.half_unit()];
    // The rounding box: a factor moves it with the number.
    let fits = |factors: [f64; 3]| {
        let at = |i: usize, sign: f64| {
            let x = printed[i] * factors[i];
            x + sign * units[i] * factors[i].abs()
        };
        fits(transform, [(at(0, -1.0), at(0, 1.0)), (at(1, -1.0), at(1, 1.0)), (at(2, -1.0), at(2, 1.0))])
    };
    if fits([0.01, 1.0, 1.0]) || fits([100.0, 1.0, 1.0]) {
        // The value in per cent, the limits as fractions, or the other way round; no ratio is printed in per cent.
        let ratio = transform.is_some_and(|t| t.null() == 1.0);
        return Some(if ratio { "decimal mark" } else { "percent for fraction" });
    }
    // On a linear scale a small number fits many intervals, and where nothing tells the scale a moved limit always
    // does: there a point is lost only where the others have theirs.
    let linear = transform.is_some_and(|t| t.null() == 0.0);
    let places = [value.places(), low.places(), high.places()];
    let odd = |i: usize| places.iter().enumerate().all(|(k, p)| k == i || *p != places[i]);
    for factor in [10.0, 0.1, 100.0, 0.01, 1000.0, 0.001] {
        for i in (0..3).filter(|i| odd(*i) || !linear && (transform.is_some() || *i == 0)) {
            let mut factors = [1.0; 3];
            factors[i] = factor;
            if fits(factors) {
                return Some("decimal mark");
            }
        }
        // All the limits, or the value, in thousands.
        if transform.is_some() && fits([1.0, factor, factor]) {
            return Some("decimal mark");
        }
    }
    if minus_as_two(transform, value, low, high) {
        return Some("minus sign printed as 2");
    }
    for factors in [[-1.0, 1.0, 1.0], [1.0, -1.0, 1.0], [1.0, 1.0, -1.0], [1.0, -1.0, -1.0]] {
        if fits(factors) {
            return Some("sign");
        }
    }
    None
}

/// Some typesetting turned a minus sign into a 2: `20.8` was −0.8.
fn minus_as_two(transform: Option<Transform>, value: Decimal, low: Decimal, high: Decimal) -> bool {
    let mended = |n: Decimal| {
        let text = n.to_string();
        let rest = text.strip_prefix('2').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))?;
        Decimal::parse(&format!("-{rest}"))
    };
    let range = |n: Decimal| (n.to_f64() - n.half_unit(), n.to_f64() + n.half_unit());
    let of = |n: Decimal| mended(n).unwrap_or(n);
    (mended(low).is_some() && fits(transform, [range(value), range(of(low)), range(high)]))
        || (mended(low).is_some()
            && mended(high).is_some()
            && fits(transform, [range(value), range(of(low)), range(of(high))]))
}

/// Whether a value and limits, each a range, can be of one result.
fn fits(transform: Option<Transform>, [value, a, b]: [(f64, f64); 3]) -> bool {
    let (low, high) = if a.0 <= b.0 { (a, b) } else { (b, a) };
    let in_order = low.0 <= value.1 && value.0 <= high.1 && low.0 < high.1;
    let Some(transform) = transform else { return in_order };
    let middle = |(a, b): (f64, f64)| transform.apply(f64::midpoint(a, b));
    let (v, lo, hi) = (middle(value), middle(low), middle(high));
    let half = (hi - lo) / 2.0;
    let slack = (transform.apply(value.1) - transform.apply(value.0)).abs() / 2.0
        + (transform.apply(low.1) - transform.apply(low.0))
            .abs()
            .max((transform.apply(high.1) - transform.apply(high.0)).abs())
            / 2.0;
    // Half an interval is about two standard errors.
    in_order
        && half > 0.0
        && slack.is_finite()
        && (v - f64::midpoint(lo, hi)).abs() <= slack + CENTRED * half / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Estimate, Measure};

    fn of(measure: Measure, numbers: [&str; 3]) -> Option<&'static str> {
        let [value, low, high] = numbers.map(|n| Decimal::parse(n).expect("a number"));
        let transform = Transform::of(&Estimate::of_interval(measure, None, None));
        suspicion(transform, value, low, high)
    }

    #[test]
    fn pens_slip_in_known_ways() {
        let ratio = Measure::HazardRatio;
        assert_eq!(of(ratio, ["0.74", "0.59", "94"]), Some("decimal mark"));
        assert_eq!(of(ratio, ["0.9", "78", "1.03"]), Some("decimal mark"));
        assert_eq!(of(ratio, ["72", "0.51", "1.00"]), Some("decimal mark"));
        assert_eq!(of(Measure::RiskDifference, ["12.5", "0.04", "0.21"]), Some("percent for fraction"));
        assert_eq!(of(Measure::MeanDifference, ["-0.92", "3.15", "1.31"]), Some("sign"));
        assert_eq!(of(Measure::MeanDifference, ["0.13", "20.8", "1.06"]), Some("minus sign printed as 2"));
        assert_eq!(of(ratio, ["0.5", "0.92", "0.97"]), None);
        assert_eq!(of(ratio, ["1.19", "1.20", "2.08"]), None);
    }
}
