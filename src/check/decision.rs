//! `decision`: do interval and P value decide alike?
//!
//! A two-sided interval at level L excludes "no difference" exactly where P < 1 − L. `warn` where they differ, `error`
//! where the deviates differ by more than 0.7 as well. Cannot tell where a limit is within rounding of "no difference",
//! where P is within rounding of 1 − L, or where the text names a one-sided test or another hypothesis.
//! Measured on 134 real pairs: one alarm, explained by a one-sided test. Known false alarms: an interval and a P value
//! of two methods when both are near the boundary.

use crate::finding::{Comparison, Estimate, Finding, Number};

use super::article::{lost_point, other_test};
use super::p_from_interval::deviate;
use super::rounding::Bounds;
use super::scale::Transform;
use super::{Article, Grade, Ruling, Verdict};

pub(super) fn run(article: &Article<'_>) -> Vec<Verdict> {
    article.estimates().filter_map(|(i, finding, estimate)| judge(article, i, finding, estimate)).collect()
}

fn judge(article: &Article<'_>, i: usize, finding: &Finding, estimate: &Estimate) -> Option<Verdict> {
    let p = estimate.p.as_ref()?;
    let interval = estimate.interval.as_ref()?;
    let (low, high) = (interval.low?, interval.high?);
    let transform = Transform::of(estimate)?;
    let verdict = |ruling, message: String| {
        let verdict = Verdict::new("decision", ruling, message, vec![i]).saw("low", low).saw("high", high);
        match p.value {
            Some(value) => verdict.saw("p", value),
            None => verdict,
        }
    };
    if let Some(why) = other_test(article, finding, p, interval) {
        return Some(verdict(Ruling::CannotTell, why.to_owned()));
    }
    let Some(level) = interval.level else {
        return Some(verdict(Ruling::CannotTell, "the level of the interval is not stated".to_owned()));
    };
    let alpha = 1.0 - level.to_f64() / 100.0;
    let null = transform.null();
    if [low, high].iter().any(|limit| Bounds::of(limit.decimal).holds(null)) {
        return Some(verdict(Ruling::CannotTell, format!("a limit is {null} within rounding")));
    }
    let excludes = (low.to_f64() > null) == (high.to_f64() > null);
    let Some(significant) = below(p.op, p.value, p.text, alpha) else {
        return Some(verdict(
            Ruling::CannotTell,
            format!("P does not say on which side of {alpha:.4} it is"),
        ));
    };
    let interval_says = if excludes { "excludes" } else { "includes" };
    let message = format!("the interval {low} to {high} {interval_says} {null} and {p}");
    if excludes == significant {
        return Some(verdict(Ruling::Agrees, message));
    }
    // Two methods may differ honestly near the boundary; far from it they may not.
    let far = deviate(estimate).is_none_or(|z| {
        let boundary = super::normal::quantile(0.5 + level.to_f64() / 200.0);
        let of_p = p.value.map(|n| -super::normal::quantile((n.to_f64() / 2.0).clamp(1e-300, 0.5)));
        of_p.is_some_and(|zp| (zp - boundary).abs() > 0.7)
            || z.distance(Bounds::new(boundary, boundary)) > 0.7
    });
    let suspect = lost_point(&[low, high, estimate.value.unwrap_or(low)]).then_some("decimal mark");
    let grade = if far && suspect.is_none() { Grade::Error } else { Grade::Warn };
    Some(verdict(Ruling::Disagrees(grade), message).suspecting(suspect))
}

/// Whether P is below `alpha`; nothing where what is printed does not tell.
fn below(op: Option<Comparison>, value: Option<Number>, text: Option<&str>, alpha: f64) -> Option<bool> {
    let (Some(op), Some(value)) = (op, value) else { return text.map(|_| false) };
    let p = value.to_f64();
    match op {
        Comparison::Equal => (!Bounds::of(value.decimal).holds(alpha)).then_some(p < alpha),
        Comparison::Less | Comparison::AtMost => (p <= alpha + 1e-9).then_some(true),
        Comparison::Greater | Comparison::AtLeast => (p >= alpha - 1e-9).then_some(false),
    }
}
