use crate::finding::{Estimate, Finding, Measure, Number, Proportion, Reported};

use super::cues::Cue;
use super::reading::sound;
use super::rounding::Bounds;
use super::{Article, Grade, Ruling, Verdict};

/// Distances on the logarithmic scale up to this come from strata, weights and corrections for empty cells.
const METHOD: f64 = 0.1;
/// Beyond this they do not.
const SLIP: f64 = 0.3;

pub(super) fn run(article: &Article<'_>) -> Vec<Verdict> {
    article
        .estimates()
        .filter_map(|(i, finding, estimate)| {
            let value = estimate.value?;
            let [first, second] = pair(article, i, finding)?;
            judge(article, i, finding, estimate, value, &first, &second)
        })
        .collect()
}

/// A share with the finding that tells it.
struct Share<'a> {
    i: usize,
    told: &'a Proportion,
    finding: &'a Finding,
}

/// The two shares that stand before an estimate in its sentence, and no third one or other estimate among them.
fn pair<'a>(article: &Article<'a>, i: usize, finding: &Finding) -> Option<[Share<'a>; 2]> {
    let findings = &article.extraction.findings;
    let mut shares = Vec::new();
    for (k, before) in findings.iter().enumerate().take(i).rev().take(8) {
        match &before.result {
            Reported::Proportion(_) if !article.together(before.span, finding.span) => break,
            Reported::Proportion(told) => shares.push(Share { i: k, told, finding: before }),
            Reported::Estimate(_) | Reported::Quantity(_) => break,
            _ => {}
        }
    }
    if shares.len() != 2 {
        return None;
    }
    let second = shares.remove(0);
    let first = shares.remove(0);
    let one_outcome = first.finding.outcome == second.finding.outcome
        || first.finding.outcome.as_ref().map(|o| &o.text) == second.finding.outcome.as_ref().map(|o| &o.text);
    let two_arms = first.finding.arm.is_some() && first.finding.arm != second.finding.arm;
    let one_time = first.finding.time_point == second.finding.time_point;
    let value = match &findings[i].result {
        Reported::Estimate(e) => e.value?,
        _ => return None,
    };
    let near = sound(article, &[number(second.told)?, value], &places(second.told));
    (one_outcome && two_arms && one_time && near).then_some([first, second])
}

fn number(told: &Proportion) -> Option<Number> {
    told.percent.or(told.count)
}

fn places(told: &Proportion) -> Vec<crate::text::Span> {
    [told.count, told.total, told.percent].into_iter().flatten().map(|n| n.span).collect()
}

/// The share that counts or percentage stand for, as a fraction.
fn risk(told: &Proportion) -> Option<Bounds> {
    match (told.count, told.total, told.percent) {
        (Some(count), Some(total), _) if total.to_f64() > 0.0 && count.to_f64() <= total.to_f64() => {
            let share = count.to_f64() / total.to_f64();
            Some(Bounds::new(share, share))
        }
        (_, None, Some(percent)) if told.percent_op.is_none() => {
            let range = Bounds::of(percent.decimal).map(|p| p / 100.0);
            (range.low > 0.0 && range.high < 1.0).then_some(range)
        }
        _ => None,
    }
}

/// A range over all corners of two.
fn over(a: Bounds, b: Bounds, f: impl Fn(f64, f64) -> f64) -> Bounds {
    let corners = [f(a.low, b.low), f(a.low, b.high), f(a.high, b.low), f(a.high, b.high)];
    let low = corners.iter().copied().fold(f64::INFINITY, f64::min);
    let high = corners.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    Bounds { low, high }
}

/// What two shares say of a hazard ratio: with events −ln(1 − p), with survivors −ln S; whichever is nearer to what is
/// printed, since the words do not tell which the shares are of.
fn hazards(a: Bounds, b: Bounds, printed: Bounds) -> Bounds {
    let of_events = over(a, b, |a, b| (1.0 - a).ln() / (1.0 - b).ln());
    let of_survivors = over(a, b, |a, b| a.ln() / b.ln());
    let apart = |range: Bounds| range.map(f64::ln).distance(printed.map(f64::ln));
    if apart(of_survivors) < apart(of_events) { of_survivors } else { of_events }
}

fn judge(
    article: &Article<'_>,
    i: usize,
    finding: &Finding,
    estimate: &Estimate,
    value: Number,
    first: &Share<'_>,
    second: &Share<'_>,
) -> Option<Verdict> {
    let (a, b) = (risk(first.told)?, risk(second.told)?);
    let printed = Bounds::of(value.decimal);
    let (computed, apart, turned) = match estimate.measure {
        Measure::RiskRatio | Measure::OddsRatio | Measure::HazardRatio => {
            if printed.low <= 0.0 || a.low <= 0.0 || b.low <= 0.0 || a.high >= 1.0 || b.high >= 1.0 {
                return None;
            }
            let computed = match estimate.measure {
                Measure::OddsRatio => over(a, b, |a, b| (a / (1.0 - a)) / (b / (1.0 - b))),
                Measure::HazardRatio => hazards(a, b, printed),
                _ => over(a, b, |a, b| a / b),
            };
            let log = |range: Bounds| range.map(f64::ln);
            let turned = Bounds::new(1.0 / computed.low, 1.0 / computed.high);
            let apart = log(printed).distance(log(computed));
            (computed, apart, log(printed).distance(log(turned)) <= SLIP)
        }
        Measure::RiskDifference => {
            let scale = if value.to_f64().abs() < 1.0 && value.decimal.places() > 1 { 1.0 } else { 100.0 };
            let computed = over(a, b, |a, b| scale * (a - b));
            // The sign may stand in a word.
            let sizes = |range: Bounds| if range.high <= 0.0 { Bounds::new(-range.low, -range.high) } else { range };
            let apart = sizes(printed).distance(sizes(computed)) / scale * 10.0;
            (computed, apart, false)
        }
        _ => return None,
    };
    let suspect = (apart > METHOD && turned).then_some("arms exchanged");
    // Odds ratios come from regressions with more in them than two counts, or from Peto's method.
    let crude = || matches!(estimate.measure, Measure::RiskRatio | Measure::RiskDifference)
        && !estimate.adjusted
        && !article.says(finding.span, &[Cue::Adjusted, Cue::Actuarial, Cue::Shared, Cue::Units])
        && !article.says_anywhere(&[Cue::Units, Cue::Shared, Cue::Adjusted])
        && first.told.total.is_some()
        && second.told.total.is_some();
    let ruling = match apart {
        d if d <= METHOD => Ruling::Agrees,
        // Two shares at one time are a rough guide to hazards.
        d if estimate.measure == Measure::HazardRatio && d <= SLIP => Ruling::Agrees,
        _ if estimate.measure == Measure::HazardRatio => Ruling::CannotTell,
        // Which arm is compared with which is for the text to say.
        _ if suspect.is_some() || !crude() => Ruling::Disagrees(Grade::Info),
        d if d <= SLIP => Ruling::Disagrees(Grade::Info),
        _ => Ruling::Disagrees(Grade::Warn),
    };
    article.wants(ruling).then(|| {
        let shown = computed.show(3);
        let symbol = estimate.measure.symbol();
        let message = match ruling {
            Ruling::Agrees => format!("{symbol} {value} is what the two shares give"),
            Ruling::CannotTell => format!("the two shares are no guide to {symbol} {value}"),
            _ => format!("the two shares give {symbol} of {shown}, printed {value}"),
        };
        let mut verdict =
            Verdict::new("from_counts", ruling, message, vec![i, first.i, second.i]).suspecting(suspect);
        for share in [first, second] {
            for (name, n) in
                [("count", share.told.count), ("total", share.told.total), ("percent", share.told.percent)]
            {
                if let Some(n) = n {
                    verdict = verdict.saw(name, n);
                }
            }
        }
        verdict
            .saw("value", value)
            .computing("value", shown)
            .computing("printed_value", printed.show_printed(value.decimal))
    })
}
