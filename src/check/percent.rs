use crate::finding::{Finding, Number, Reported};

use super::cues::Cue;
use super::rounding::{Bounds, significant};
use super::sizes::{Sizes, units_off};
use super::{Article, Grade, Ruling, Verdict, shape};

/// A count, and what it is said to be of.
struct Share<'a> {
    i: usize,
    finding: &'a Finding,
    percent: Number,
    count: Number,
    total: Option<Number>,
    /// The count of a neighbouring arm, where exchanging the two makes both percentages right.
    other: Option<Number>,
}

pub(super) fn run(article: &Article<'_>) -> Vec<Verdict> {
    let sizes = Sizes::of(article);
    let mut shares: Vec<Share<'_>> = Vec::new();
    for (i, finding) in article.extraction.findings.iter().enumerate() {
        if let Reported::Proportion(p) = &finding.result
            && p.percent_op.is_none()
            && let (Some(percent), Some(count)) = (p.percent, p.count)
        {
            let mut share = Share { i, finding, percent, count, total: p.total, other: None };
            if let Some(before) = shares.last_mut()
                && exchanged(article, &sizes, before, &share)
            {
                (before.other, share.other) = (Some(share.count), Some(before.count));
            }
            shares.push(share);
        }
    }
    let judge = |share: &Share<'_>| match share.total {
        Some(total) => beside(article, share, total),
        None => alone(article, share, &sizes),
    };
    shares.iter().filter_map(judge).collect()
}

/// Whether the counts of two neighbouring arms fit each other's percentages and not their own.
fn exchanged(article: &Article<'_>, sizes: &Sizes, a: &Share<'_>, b: &Share<'_>) -> bool {
    let fits = |share: &Share<'_>, count: Number| {
        let right = |total: Number| {
            total.to_f64() > 0.0 && units_off(share.percent, count.to_f64(), total.to_f64()).1 <= 1.0 + 1e-9
        };
        match share.total {
            Some(total) => right(total),
            None => sizes.of_arm(share.finding.arm).iter().any(|(.., n)| right(*n)),
        }
    };
    a.finding.arm != b.finding.arm
        && !fits(a, a.count)
        && !fits(b, b.count)
        && fits(a, b.count)
        && fits(b, a.count)
        && article.together(a.percent.span, b.percent.span)
}

fn beside(article: &Article<'_>, share: &Share<'_>, total: Number) -> Option<Verdict> {
    let Share { percent, count, .. } = *share;
    if total.to_f64() <= 0.0 {
        return None;
    }
    let (exact, off) = units_off(percent, count.to_f64(), total.to_f64());
    let points = (exact - percent.to_f64()).abs();
    let suspect = match share.other {
        _ if off <= 1.0 + 1e-9 => None,
        Some(_) => Some(EXCHANGED),
        None => suspicion(percent, count, total, exact),
    };
    let grade = match off {
        o if o <= 0.5 + 1e-9 => None,
        o if o <= 1.0 + 1e-9 => Some(Grade::Info),
        _ if !shape::of_three(article, count, total, percent) => Some(Grade::Info),
        _ if weighed(article, percent) => Some(Grade::Info),
        o if o > 2.0 && points > 1.0 && suspect.is_none() => Some(Grade::Error),
        // What a slip of the pen would mend is no impossibility.
        _ => Some(Grade::Warn),
    };
    let ruling = grade.map_or(Ruling::Agrees, Ruling::Disagrees);
    article.wants(ruling).then(|| {
        let shown = significant(exact, usize::from(percent.decimal.places()) + 3);
        Verdict::new(
            "percent",
            ruling,
            format!("{count} of {total} is {shown}%, printed {percent}%"),
            vec![share.i],
        )
        .suspecting(suspect)
        .saw("count", count)
        .saw("total", total)
        .saw("percent", percent)
        .computing("percent", shown)
        .computing("printed_percent", Bounds::of(percent.decimal).show_printed(percent.decimal))
    })
}

/// Two arms' counts in each other's place.
const EXCHANGED: &str = "counts of two arms exchanged";

/// Whether a share may be other than counted: weighted, imputed, estimated over time.
fn weighed(article: &Article<'_>, percent: Number) -> bool {
    article.says(percent.span, &[Cue::Weighed, Cue::Actuarial]) || shape::over_time(article, percent)
}

/// What slip would explain a percentage that is not count / total.
fn suspicion(percent: Number, count: Number, total: Number, exact: f64) -> Option<&'static str> {
    let near = |x: f64| (x - percent.to_f64()).abs() <= 2.0 * percent.decimal.half_unit();
    if units_off(percent, total.to_f64(), count.to_f64()).1 <= 1.0 {
        Some("count and total exchanged")
    } else if [0.1, 10.0, 0.01, 100.0].iter().any(|f| near(exact * f)) {
        Some("decimal mark")
    } else if near(100.0 - exact) {
        Some("share of the others")
    } else {
        None
    }
}

/// A count and a percentage without a total: the arm's stated sizes are tried, then every whole number.
fn alone(article: &Article<'_>, share: &Share<'_>, sizes: &Sizes) -> Option<Verdict> {
    let Share { i, finding, percent, count, .. } = *share;
    let fits = sizes
        .of_arm(finding.arm)
        .iter()
        .filter(|(.., n)| n.to_f64() > 0.0)
        .find(|(.., n)| units_off(percent, count.to_f64(), n.to_f64()).1 <= 1.0 + 1e-9);
    let verdict = |ruling, message: String| {
        Verdict::new("percent", ruling, message, vec![i]).saw("count", count).saw("percent", percent)
    };
    if let Some((k, _, n)) = fits {
        return article.wants(Ruling::Agrees).then(|| {
            let (exact, _) = units_off(percent, count.to_f64(), n.to_f64());
            let shown = significant(exact, usize::from(percent.decimal.places()) + 3);
            let mut verdict =
                verdict(Ruling::Agrees, format!("{count} of {n} is {shown}%, printed {percent}%"));
            verdict.findings.push(*k);
            verdict.saw("total", *n).computing("percent", shown)
        });
    }
    if let Some(other) = share.other {
        let ruling = Ruling::Disagrees(Grade::Warn);
        return article.wants(ruling).then(|| {
            verdict(ruling, format!("{count} is not {percent}% of its arm, and {other} is"))
                .suspecting(Some(EXCHANGED))
                .saw("other_count", other)
        });
    }
    // Totals whose share is within one unit of what is printed; 21.70 may be 21.7 with a digit more.
    let trailing = percent.decimal.places() > 1 && percent.decimal.digits() % 10 == 0;
    let unit = 2.0 * percent.decimal.half_unit() * if trailing { 10.0 } else { 1.0 };
    let (low, high) = (percent.to_f64() - unit, percent.to_f64() + unit);
    if count.to_f64() <= 0.0 || high <= 0.0 || percent.to_f64() > 100.0 {
        return None;
    }
    let most = if low > 0.0 { 100.0 * count.to_f64() / low } else { f64::INFINITY };
    let least = (100.0 * count.to_f64() / high).max(count.to_f64());
    let totals = Bounds::new(least, most);
    if most < least || (most + 1e-9).floor() < (least - 1e-9).ceil() {
        let grade = if shape::of_two(article, count, percent) && !weighed(article, percent) { Grade::Warn } else { Grade::Info };
        let ruling = Ruling::Disagrees(grade);
        return article.wants(ruling).then(|| {
            verdict(ruling, format!("{count} is {percent}% of no whole number"))
                .computing("total", totals.show(4))
        });
    }
    (article.wants(Ruling::CannotTell) && !sizes.of_arm(finding.arm).is_empty()).then(|| {
        verdict(Ruling::CannotTell, format!("no stated size of the arm makes {count} to {percent}%"))
            .computing("total", totals.show(4))
    })
}
