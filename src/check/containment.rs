use crate::finding::{Measure, Number, Reported};

use super::article::Bounded;
use super::reading::{spelled, unnamed};
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
    // "Reduced by 2.1 (−3.0 to −1.2)": the sign is in the word.
    let mirrored = unsigned(bounded) && mirrored(stands_for, lowest, highest);
    if mirrored && falls(article, value) {
        return article.wants(Ruling::Agrees).then(|| {
            let message = format!("the interval {low} to {high} contains {value}, whose sign is in a word");
            verdict(Ruling::Agrees, message).saw("low", low).saw("high", high)
        });
    }
    let suspect = slip::suspicion(transform, value.decimal, low.decimal, high.decimal);
    // Of few digits beside limits of many, a number is another one ("a duration of 14 weeks (0.07 to 0.68)").
    let grade = if mirrored || suspect == Some("percent for fraction") || !bounded.is_sound(article) {
        Grade::Info
    } else if named(article, bounded) {
        if suspect.is_some() { Grade::Warn } else { Grade::Error }
    } else if alone(article, value)
        && !spelled(article, value)
        && value.decimal.places() + 2 > low.decimal.places().max(high.decimal.places())
    {
        Grade::Warn
    } else {
        Grade::Info
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
    // "18.6% lower (upper limit, -8.0%)": the sign is in the word.
    let outside = outside && !(limit.decimal.is_negative() && unsigned(bounded));
    let (ruling, message) = if outside {
        let grade = if bounded.is_sound(article) { Grade::Warn } else { Grade::Info };
        (Ruling::Disagrees(grade), format!("{value} lies beyond the {side} limit {limit}"))
    } else {
        (Ruling::CannotTell, format!("only the {side} limit {limit} is printed"))
    };
    article.wants(ruling).then(|| verdict(ruling, message).saw("limit", limit))
}

/// Whether the interval is surely of the value: an estimate whose measure the text names. Beside a mean or a share it is
/// as often that of a difference.
fn named(article: &Article<'_>, bounded: &Bounded<'_>) -> bool {
    let Reported::Estimate(estimate) = &bounded.finding.result else { return false };
    // "96.1% v 93.1%; 95% CI −4.2 to 10.2": the interval of a difference that is not printed.
    let second = estimate.measure == Measure::RiskDifference && bounded.value.is_some_and(|v| !alone(article, v));
    !second && !unnamed(article, bounded.finding, estimate)
}

/// Whether no other number stands before a value, of which it might be compared with.
fn alone(article: &Article<'_>, value: Number) -> bool {
    const BEFORE: usize = 40;
    let start = value.span.start;
    let before = article.between(start.saturating_sub(BEFORE), start);
    !before.bytes().any(|b| b.is_ascii_digit()) && !before.trim_end().ends_with(['<', '>', '≤', '≥'])
}

/// Whether the words before a value say that something fell.
fn falls(article: &Article<'_>, value: Number) -> bool {
    const AROUND: usize = 90;
    const FALLING: [&str; 14] = [
        "reduc", "decreas", "declin", "lower", "fell", "fall", "drop", "lost", "loss", "less", "fewer", "shorter",
        "improve", "saving",
    ];
    let words = article.between(value.span.start.saturating_sub(AROUND), value.span.end + AROUND).to_lowercase();
    FALLING.iter().any(|word| words.contains(word))
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
