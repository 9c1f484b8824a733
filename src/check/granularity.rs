use crate::finding::{Number, Reported};

use super::cues::Cue;
use super::rounding::significant;
use super::sizes::{Sizes, units_off};
use super::{Article, Grade, Ruling, Verdict, shape};

pub(super) fn run(article: &Article<'_>) -> Vec<Verdict> {
    let sizes = Sizes::of(article);
    let mut out = Vec::new();
    for (i, finding) in article.extraction.findings.iter().enumerate() {
        if let Reported::Proportion(p) = &finding.result
            && let (Some(percent), None, None, None) = (p.percent, p.percent_op, p.count, p.total)
            && finding.arm.is_some()
            && percent.to_f64() <= 100.0
        {
            let of_arm: Vec<(usize, Number)> =
                sizes.of_arm(finding.arm).iter().map(|(k, _, n)| (*k, *n)).collect();
            out.extend(judge(article, i, percent, &of_arm));
        }
    }
    out
}

fn judge(article: &Article<'_>, i: usize, percent: Number, sizes: &[(usize, Number)]) -> Option<Verdict> {
    // With so many people every percentage of so few digits is the share of some count.
    let every = 10f64.powi(i32::from(percent.decimal.places()) + 2);
    let largest = sizes.iter().map(|(_, n)| n.to_f64()).fold(0.0, f64::max);
    if largest < 2.0 || largest >= every {
        return None;
    }
    let nearest = |n: Number| {
        let n = n.to_f64();
        let count = (percent.to_f64() * n / 100.0).round();
        (count, units_off(percent, count, n))
    };
    let fits = sizes.iter().find(|(_, n)| nearest(*n).1.1 <= 1.0 + 1e-9);
    let verdict = |ruling, message: String, (k, n): (usize, Number)| {
        Verdict::new("granularity", ruling, message, vec![i, k]).saw("percent", percent).saw("size", n)
    };
    if let Some((k, n)) = fits {
        return article.wants(Ruling::Agrees).then(|| {
            let (count, _) = nearest(*n);
            verdict(Ruling::Agrees, format!("{percent}% of {n} is {count}"), (*k, *n))
        });
    }
    let finding = &article.extraction.findings[i];
    // One person fewer in the analysis gives other shares: worth knowing, no more.
    let ruling = if sizes.len() > 1 || shape::over_time(article, percent) || article.says(finding.span, &[Cue::Actuarial, Cue::Adjusted, Cue::Units, Cue::Change]) {
        Ruling::CannotTell
    } else {
        Ruling::Disagrees(Grade::Info)
    };
    let (k, n) = *sizes.iter().max_by(|a, b| a.1.to_f64().total_cmp(&b.1.to_f64()))?;
    article.wants(ruling).then(|| {
        let whole = percent.to_f64() * n.to_f64() / 100.0;
        let share = |count: f64| significant(100.0 * count / n.to_f64(), usize::from(percent.decimal.places()) + 3);
        let around = format!("{} to {}", share(whole.floor()), share(whole.ceil()));
        let message = match ruling {
            Ruling::CannotTell => {
                format!("{percent}% of {n} is no whole number, and the share may be of others, or estimated")
            }
            _ => format!("no number of {n} people is {percent}%: the shares next to it are {around}"),
        };
        verdict(ruling, message, (k, n)).computing("percent", around)
    })
}
