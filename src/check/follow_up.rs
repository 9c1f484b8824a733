use crate::finding::{FollowUp, FollowUpStatistic, Reported};

use super::rounding::Bounds;
use super::{Article, Grade, Ruling, Verdict};

pub(super) fn run(article: &Article<'_>) -> Vec<Verdict> {
    let times: Vec<Time<'_>> = article
        .extraction
        .findings
        .iter()
        .enumerate()
        .filter_map(|(i, f)| match &f.result {
            Reported::FollowUp(told) if f.arm.is_none() => {
                Some(Time { i, told, days: days(told)? })
            }
            _ => None,
        })
        .take(16)
        .collect();
    let mut out = Vec::new();
    for limit in &times {
        let Some(upper) = side(article, limit.told) else { continue };
        for middle in &times {
            if matches!(middle.told.statistic, FollowUpStatistic::Median | FollowUpStatistic::Mean) {
                out.extend(judge(article, middle, limit, upper));
            }
        }
    }
    out
}

/// Whether a time is the longest (or the shortest) that anybody was followed.
fn side(article: &Article<'_>, told: &FollowUp) -> Option<bool> {
    const BEFORE: usize = 30;
    let start = told.value.span.start;
    let words = || article.between(start.saturating_sub(BEFORE), start).to_lowercase();
    match told.statistic {
        FollowUpStatistic::Maximum => Some(true),
        FollowUpStatistic::Minimum => Some(false),
        FollowUpStatistic::Other if words().contains("maximum") => Some(true),
        FollowUpStatistic::Other if words().contains("minimum") => Some(false),
        _ => None,
    }
}

struct Time<'a> {
    i: usize,
    told: &'a FollowUp,
    /// The days that the printed number stands for.
    days: Bounds,
}

fn days(told: &FollowUp) -> Option<Bounds> {
    let unit = told.unit.as_deref()?.to_lowercase();
    let one = match unit.trim_end_matches(['s', '.']) {
        "day" => 1.0,
        "week" | "wk" => 7.0,
        "month" | "mo" => 365.25 / 12.0,
        "year" | "yr" | "y" => 365.25,
        _ => return None,
    };
    told.value_op.is_none().then(|| Bounds::of(told.value.decimal).map(|x| x * one))
}

fn judge(article: &Article<'_>, middle: &Time<'_>, limit: &Time<'_>, upper: bool) -> Option<Verdict> {
    let agrees = if upper { middle.days.low <= limit.days.high } else { middle.days.high >= limit.days.low };
    // A sentence apart, the one may be of an earlier report.
    let near = article.together(middle.told.value.span, limit.told.value.span);
    let grade = if near { Grade::Warn } else { Grade::Info };
    let ruling = if agrees { Ruling::Agrees } else { Ruling::Disagrees(grade) };
    article.wants(ruling).then(|| {
        let told = |t: &Time<'_>| format!("{} {}", t.told.value, t.told.unit.as_deref().unwrap_or("")).trim().to_owned();
        let (side, name) = if upper { ("longest", "maximum") } else { ("shortest", "minimum") };
        let message = match ruling {
            Ruling::Agrees => format!("{} is within the {side} follow-up of {}", told(middle), told(limit)),
            _ => format!("the {} follow-up of {} is beyond the {side}, {}", middle.told.statistic, told(middle), told(limit)),
        };
        Verdict::new("follow_up", ruling, message, vec![middle.i, limit.i])
            .saw("middle", middle.told.value)
            .saw(name, limit.told.value)
            .computing("days", middle.days.show(4))
            .computing("limit_days", limit.days.show(4))
    })
}
