use crate::finding::{Dispersion, DispersionKind, FollowUpStatistic, Number, Reported, Statistic};

use super::reading::{bracketed, joined, sound, words_between};
use super::rounding::Bounds;
use super::{Article, Grade, Ruling, Verdict, slip};

pub(super) fn run(article: &Article<'_>) -> Vec<Verdict> {
    let findings = article.extraction.findings.iter().enumerate();
    findings
        .filter_map(|(i, finding)| {
            let (value, spread, median) = match &finding.result {
                Reported::Quantity(q) => {
                    (q.value?, q.dispersion.as_ref()?, q.statistic == Statistic::Median)
                }
                Reported::FollowUp(u) => {
                    (u.value, u.dispersion.as_ref()?, u.statistic == FollowUpStatistic::Median)
                }
                _ => return None,
            };
            judge(article, i, value, spread, median)
        })
        .collect()
}

fn judge(
    article: &Article<'_>,
    i: usize,
    value: Number,
    spread: &Dispersion,
    median: bool,
) -> Option<Verdict> {
    let (low, high) = (spread.low?, spread.high?);
    let name = match spread.kind {
        DispersionKind::Iqr => "interquartile range",
        DispersionKind::Range => "range",
        _ => return None,
    };
    // A mean may lie outside of the quartiles, not outside of the range.
    if !median && spread.kind == DispersionKind::Iqr {
        return None;
    }
    let (lowest, highest) = (Bounds::of(low.decimal), Bounds::of(high.decimal));
    if low.to_f64() > high.to_f64() {
        return None;
    }
    let of_value = Bounds::of(value.decimal);
    let ruling = if of_value.high >= lowest.low && of_value.low <= highest.high {
        Ruling::Agrees
    } else {
        let mended = slip::suspicion(None, value.decimal, low.decimal, high.decimal).is_some();
        let plain = median
            && sound(article, &[value, low, high], &[])
            && joined(article, low, high)
            && value.span.start < low.span.start
            && !bracketed(article, value)
            && !words_between(article, value, low).contains(';');
        match (plain, mended) {
            (false, _) => Ruling::Disagrees(Grade::Info),
            (true, true) => Ruling::Disagrees(Grade::Warn),
            (true, false) => Ruling::Disagrees(Grade::Error),
        }
    };
    article.wants(ruling).then(|| {
        let suspect = match ruling {
            Ruling::Agrees => None,
            _ => slip::suspicion(None, value.decimal, low.decimal, high.decimal),
        };
        let what = if median { "median" } else { "mean" };
        let verb = if ruling == Ruling::Agrees { "contains" } else { "does not contain" };
        Verdict::new(
            "median_spread",
            ruling,
            format!("the {name} {low} to {high} {verb} the {what} {value}"),
            vec![i],
        )
        .suspecting(suspect)
        .saw("value", value)
        .saw("low", low)
        .saw("high", high)
        .computing("value", of_value.show_printed(value.decimal))
    })
}
