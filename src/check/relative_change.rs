use crate::finding::{Direction, Estimate, Finding, Measure, RelativeChange, Reported};

use super::cues::Cue;
use super::reading::sound;
use super::rounding::{Bounds, significant};
use super::{Article, Grade, Ruling, Verdict};

pub(super) fn run(article: &Article<'_>) -> Vec<Verdict> {
    let mut out = Vec::new();
    for (i, finding) in article.extraction.findings.iter().enumerate() {
        if let Reported::RelativeChange(change) = &finding.result {
            let ratios: Vec<_> = article
                .estimates_near(i)
                .filter(|(_, f, e)| {
                    e.measure.is_ratio() && e.value.is_some() && article.together(f.span, finding.span)
                })
                .collect();
            let same = ratios.iter().find(|(_, f, _)| outcome(f) == outcome(finding));
            let only = (ratios.len() == 1).then(|| &ratios[0]);
            if let Some((k, _, ratio)) = same.or(only) {
                out.extend(judge(article, i, finding, change, *k, ratio));
            }
        }
    }
    out
}

fn outcome(finding: &Finding) -> Option<String> {
    finding.outcome.as_ref().map(|o| o.text.to_lowercase())
}

fn judge(
    article: &Article<'_>,
    i: usize,
    finding: &Finding,
    change: &RelativeChange,
    k: usize,
    ratio: &Estimate,
) -> Option<Verdict> {
    let value = ratio.value?;
    let signed = match change.direction {
        Direction::Lower => 1.0 - value.to_f64(),
        Direction::Higher => value.to_f64() - 1.0,
    };
    let computed = 100.0 * signed;
    let slack = change.percent.decimal.half_unit() + 100.0 * value.decimal.half_unit() + 1e-9;
    let agrees = (computed - change.percent.to_f64()).abs() <= slack;
    let turned = (computed + change.percent.to_f64()).abs() <= slack;
    // "Reduced from 12% to 9%, 3 points" and an odds ratio beside a change of risk are other quantities.
    let mild = || {
        turned
            || ratio.adjusted
            || change.percent.span.start > value.span.start
            || !sound(article, &[change.percent, value], &[])
            || ratio.measure == Measure::OddsRatio && !article.says(finding.span, &[Cue::Odds])
            || article.says(finding.span, &[Cue::Points, Cue::Adjusted])
    };
    let ruling = if agrees {
        Ruling::Agrees
    } else if mild() {
        Ruling::Disagrees(Grade::Info)
    } else {
        Ruling::Disagrees(Grade::Warn)
    };
    if !article.wants(ruling) {
        return None;
    }
    let symbol = ratio.measure.symbol();
    let shown = significant(computed, 3);
    let u = 100.0 * value.decimal.half_unit();
    let range = Bounds::new(computed - u, computed + u);
    let message = match ruling {
        Ruling::Agrees => format!("{}% {} is what {symbol} {value} says", change.percent, change.direction),
        _ => format!("{symbol} {value} is {shown}% {}, printed {}%", change.direction, change.percent),
    };
    let suspect = (turned && !agrees).then_some("direction");
    let verdict = Verdict::new("relative_change", ruling, message, vec![i, k]).suspecting(suspect);
    Some(verdict.saw("percent", change.percent).saw("ratio", value).computing("percent", range.show(3)))
}
