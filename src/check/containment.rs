use crate::finding::{Measure, Number, Reported};

use super::article::Bounded;
use super::reading::unnamed;
use super::rounding::Bounds;
use super::scale::Transform;
use super::{Article, Grade, Ruling, Verdict, slip};

pub(super) fn run(article: &Article<'_>) -> Vec<Verdict> {
    article.intervals().filter_map(|bounded| judge(article, &bounded)).collect()
}

fn judge(article: &Article<'_>, bounded: &Bounded<'_>) -> Option<Verdict> {
    let value = bounded.value?;
    let stands_for = Bounds::of(value.decimal);
    let verdict = |ruling, message| {
        Verdict::new("containment", ruling, message, vec![bounded.index])
            .saw("value", value)
            .computing("value", stands_for.show_printed(value.decimal))
    };
    let Some((low, high)) = bounded.limits() else {
        return one_sided(article, bounded, value, &verdict);
    };
    // Reversed limits are the business of `order`.
    let (low, high) = if low.to_f64() <= high.to_f64() { (low, high) } else { (high, low) };
    let (lowest, highest) = (Bounds::of(low.decimal), Bounds::of(high.decimal));
    let holds = stands_for.high >= lowest.low && stands_for.low <= highest.high;
    if holds {
        return article.wants(Ruling::Agrees).then(|| {
            let message = format!("the interval {low} to {high} contains {value}");
            verdict(Ruling::Agrees, message).saw("low", low).saw("high", high)
        });
    }
    let transform = match &bounded.finding.result {
        Reported::Estimate(e) => Transform::of(e),
        _ => None,
    };
    // Of a value that is printed without its sign ("reduced by 2.1"), only the size can be compared.
    let unsigned = unsigned(bounded) && mirrored(stands_for, lowest, highest);
    let suspect = slip::suspicion(transform, value.decimal, low.decimal, high.decimal);
    // Beside a mean or a share, or without a named measure, an interval is as often one of something else.
    let estimate = matches!(&bounded.finding.result, Reported::Estimate(e)
        if !unnamed(article, bounded.finding, e) && !of_two_shares(article, e.measure, value));
    let grade = if unsigned || !estimate || suspect == Some("percent for fraction") || !bounded.is_sound(article) {
        Grade::Info
    } else if suspect.is_some() {
        Grade::Warn
    } else {
        Grade::Error
    };
    let ruling = Ruling::Disagrees(grade);
    article.wants(ruling).then(|| {
        let message = format!("the interval {low} to {high} does not contain {value}");
        verdict(ruling, message)
            .suspecting(suspect)
            .saw("low", low)
            .saw("high", high)
            .computing("low", lowest.show_printed(low.decimal))
            .computing("high", highest.show_printed(high.decimal))
    })
}

/// An interval with one limit.
fn one_sided(
    article: &Article<'_>,
    bounded: &Bounded<'_>,
    value: Number,
    verdict: &dyn Fn(Ruling, String) -> Verdict,
) -> Option<Verdict> {
    let range = Bounds::of(value.decimal);
    let (side, limit, outside) = match (bounded.interval.low, bounded.interval.high) {
        (Some(low), None) => ("lower", low, range.high < Bounds::of(low.decimal).low),
        (None, Some(high)) => ("upper", high, range.low > Bounds::of(high.decimal).high),
        _ => return None,
    };
    let (ruling, message) = if outside {
        let grade = if bounded.is_sound(article) { Grade::Warn } else { Grade::Info };
        (Ruling::Disagrees(grade), format!("{value} lies beyond the {side} limit {limit}"))
    } else {
        (Ruling::CannotTell, format!("only the {side} limit {limit} is printed"))
    };
    article.wants(ruling).then(|| verdict(ruling, message).saw("limit", limit))
}

/// "96.1% v 93.1%; 95% CI −4.2 to 10.2": the interval of a difference that is not printed.
fn of_two_shares(article: &Article<'_>, measure: Measure, value: Number) -> bool {
    const BEFORE: usize = 30;
    measure == Measure::RiskDifference
        && article.between(value.span.start.saturating_sub(BEFORE), value.span.start).contains('%')
}

/// Whether the value may have lost its sign to a word: "reduced by", "lower".
fn unsigned(bounded: &Bounded<'_>) -> bool {
    match &bounded.finding.result {
        Reported::Estimate(e) => e.direction.is_some() || !e.measure.is_ratio(),
        Reported::Quantity(_) | Reported::RelativeChange(_) => true,
        _ => false,
    }
}

fn mirrored(value: Bounds, low: Bounds, high: Bounds) -> bool {
    -value.low >= low.low && -value.high <= high.high
}
