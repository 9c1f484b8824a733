//! `containment`: does the interval hold its value?
//!
//! `error` where even the value and limits before rounding cannot be in order: est + u < low − u or est − u > high + u,
//! u half a unit of the last printed digit. Before that, the readings that would mend it are tried: a lost decimal mark
//! (×10, ×100, ×1000), the value in per cent and the interval as a fraction, a lost minus sign; then `warn`, with the
//! suspicion named. Known false alarms: an interval of another estimate, read with this one.

use crate::finding::Number;

use super::article::Bounded;
use super::rounding::Bounds;
use super::{Article, Grade, Ruling, Verdict};

pub(super) fn run(article: &Article<'_>) -> Vec<Verdict> {
    article.intervals().filter_map(|bounded| judge(&bounded)).collect()
}

fn judge(bounded: &Bounded<'_>) -> Option<Verdict> {
    let value = bounded.value?;
    let verdict = |ruling, message| {
        Verdict::new("containment", ruling, message, vec![bounded.index]).saw("value", value)
    };
    let Some((low, high)) = bounded.limits() else {
        let (side, limit, outside) = match (bounded.interval.low, bounded.interval.high) {
            (Some(low), None) => ("lower", low, Bounds::of(value.decimal).high < Bounds::of(low.decimal).low),
            (None, Some(high)) => {
                ("upper", high, Bounds::of(value.decimal).low > Bounds::of(high.decimal).high)
            }
            _ => return None,
        };
        return Some(if outside {
            verdict(Ruling::Disagrees(Grade::Error), format!("{value} lies beyond the {side} limit {limit}"))
                .saw("limit", limit)
        } else {
            verdict(Ruling::CannotTell, format!("only the {side} limit {limit} is printed"))
                .saw("limit", limit)
        });
    };
    // Reversed limits are the business of `order`.
    let (low, high) = if low.to_f64() <= high.to_f64() { (low, high) } else { (high, low) };
    if holds(value, low, high, 1.0) {
        let message = format!("the interval {low} to {high} contains {value}");
        return Some(verdict(Ruling::Agrees, message).saw("low", low).saw("high", high));
    }
    let suspect = suspicion(value, low, high);
    let grade = if suspect.is_some() { Grade::Warn } else { Grade::Error };
    let message = format!("the interval {low} to {high} does not contain {value}");
    Some(verdict(Ruling::Disagrees(grade), message).suspecting(suspect).saw("low", low).saw("high", high))
}

/// Whether `value` times `factor` can lie in the interval, before rounding.
fn holds(value: Number, low: Number, high: Number, factor: f64) -> bool {
    let value = Bounds::of(value.decimal).map(|x| x * factor);
    value.high >= Bounds::of(low.decimal).low && value.low <= Bounds::of(high.decimal).high
}

/// What slip would explain a value outside of its interval.
fn suspicion(value: Number, low: Number, high: Number) -> Option<&'static str> {
    let fractions = low.to_f64().abs() < 1.0 && high.to_f64().abs() < 1.0;
    let percents = low.to_f64().abs() >= 1.0 && high.to_f64().abs() >= 1.0;
    if fractions && holds(value, low, high, 0.01) || percents && holds(value, low, high, 100.0) {
        return Some("percent for fraction");
    }
    // A number without a point beside numbers that have one may have lost it; a thousands mark may be a decimal one.
    let lost = |n: Number, others: [Number; 2]| {
        n.decimal.places() == 0 && others.iter().any(|o| o.decimal.places() > 0)
    };
    let tens = if lost(value, [low, high]) { &[0.1, 0.01][..] } else { &[] };
    if [1000.0, 0.001].iter().chain(tens).any(|factor| holds(value, low, high, *factor)) {
        return Some("decimal mark");
    }
    if holds(value, low, high, -1.0) {
        return Some("sign");
    }
    // A limit that lost its point: `0.59 to 94`, `078 to 1.03`.
    if !lost(low, [value, high]) && !lost(high, [value, low]) {
        return None;
    }
    let (x, lo, hi) = (value.to_f64(), low.to_f64(), high.to_f64());
    let mended = |lo: f64, hi: f64| lo <= x && x <= hi;
    [10.0, 100.0, 1000.0].iter().any(|f| mended(lo / f, hi) || mended(lo, hi / f)).then_some("decimal mark")
}
