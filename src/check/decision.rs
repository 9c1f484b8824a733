use crate::finding::{Comparison, Estimate, Finding, Number};

use super::article::in_order;
use super::cues::Cue;
use super::normal::quantile;
use super::p_and_interval::{SLIP, bound, corrected, deviate, fits_one_sided, RATIO, as_ratio, other_test};
use super::reading::unnamed;
use super::rounding::Bounds;
use super::scale::{Transform, often_uneven};
use super::{Article, Grade, Ruling, Verdict, slip, symmetry};

pub(super) fn run(article: &Article<'_>) -> Vec<Verdict> {
    article.estimates().filter_map(|(i, finding, estimate)| judge(article, i, finding, estimate)).collect()
}

fn judge(article: &Article<'_>, i: usize, finding: &Finding, estimate: &Estimate) -> Option<Verdict> {
    let p = estimate.p.as_ref()?;
    let interval = estimate.interval.as_ref()?;
    let (low, high) = in_order(interval.low?, interval.high?, estimate.value)?;
    let transform = Transform::of(estimate)?;
    let verdict = |ruling, message: String| {
        let verdict = Verdict::new("decision", ruling, message, vec![i]);
        let verdict = match estimate.value {
            Some(value) => verdict.saw("value", value),
            None => verdict,
        };
        let verdict = verdict.saw("low", low).saw("high", high);
        match p.value {
            Some(value) => verdict.saw("p", value),
            None => verdict,
        }
    };
    let cannot = |why: String| {
        article.wants(Ruling::CannotTell).then(|| verdict(Ruling::CannotTell, why))
    };
    let null = transform.null();
    let excludes = (low.to_f64() > null) == (high.to_f64() > null);
    let alpha = interval.level.map(|level| 1.0 - level.to_f64() / 100.0);
    let significant = alpha.and_then(|alpha| below(p.op, p.value, p.text, alpha));
    let at_null = [low, high].iter().any(|limit| Bounds::of(limit.decimal).holds(null));
    // What agrees or cannot be told needs no excuse; where all verdicts are asked for, the excuse is said all the same.
    if !article.wants(Ruling::CannotTell) && (at_null || significant.is_none_or(|below| below == excludes)) {
        return None;
    }
    if let Some(why) = other_test(article, finding, p, interval) {
        return cannot(why.to_owned());
    }
    let (Some(alpha), Some(level)) = (alpha, interval.level) else {
        return cannot("the level of the interval is not stated".to_owned());
    };
    if at_null {
        return cannot(format!("a limit is {null} within rounding"));
    }
    let Some(significant) = significant else {
        return cannot(format!("P does not say on which side of {} it is", round(alpha)));
    };
    let interval_says = if excludes { "excludes" } else { "includes" };
    let message = format!("the interval {low} to {high} {interval_says} {null} and {p}");
    let of_text = if significant { "below" } else { "not below" };
    let computed = if excludes { "below" } else { "above" };
    let done = |verdict: Verdict| verdict.computing("p", format!("{computed} {}", round(alpha)));
    if excludes == significant {
        return article.wants(Ruling::Agrees).then(|| done(verdict(Ruling::Agrees, message)));
    }
    let ratio = as_ratio(estimate).is_some();
    let excludes_one = (low.to_f64() > 1.0) == (high.to_f64() > 1.0);
    if ratio && excludes_one == significant {
        return cannot(RATIO.to_owned());
    }
    // Two methods may differ honestly near the boundary; far from it they may not.
    let boundary = quantile(0.5 + level.to_f64() / 200.0);
    let z = deviate(estimate);
    let of_p = p.value.map(|n| -quantile((n.to_f64() / 2.0).clamp(1e-300, 0.5)));
    let far = of_p.is_some_and(|zp| (zp - boundary).abs() > SLIP)
        && z.is_none_or(|z| z.distance(Bounds::new(boundary, boundary)) > SLIP / 2.0);
    let one_sided = match (p.op, p.value, z) {
        (Some(op), Some(value), Some(z)) => fits_one_sided(op, value, z, 0.3),
        _ => false,
    };
    let suspect = if one_sided {
        Some("one-sided test")
    } else {
        let centred = symmetry::residual(transform, estimate).is_some_and(|r| r <= 0.25);
        estimate
            .value
            .filter(|_| !centred)
            .and_then(|v| slip::suspicion(Some(transform), v.decimal, low.decimal, high.decimal))
    };
    let mild = one_sided
        || often_uneven(estimate.measure)
        || unnamed(article, finding, estimate)
        || ratio
        || article.says(finding.span, &[Cue::Uneven])
        || corrected(article, interval)
        || !bound(article, finding, estimate)
        // The words of "NS" say nothing of how near it was.
        || p.value.is_none();
    let grade = match (mild, far && suspect.is_none()) {
        (true, _) => Grade::Info,
        (false, true) => Grade::Error,
        (false, false) => Grade::Warn,
    };
    let ruling = Ruling::Disagrees(grade);
    article.wants(ruling).then(|| {
        let verdict = done(verdict(ruling, message)).suspecting(suspect);
        verdict.computing("printed_p", format!("{of_text} {}", round(alpha)))
    })
}

/// A level of significance without the dust of subtraction.
fn round(alpha: f64) -> String {
    let text = format!("{alpha:.4}");
    text.trim_end_matches('0').to_owned()
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
