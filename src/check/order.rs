use crate::finding::{Measure, Reported};

use super::article::Bounded;
use super::scale::Transform;
use super::{Article, Grade, Ruling, Verdict, slip};

pub(super) fn run(article: &Article<'_>) -> Vec<Verdict> {
    article.intervals().filter_map(|bounded| judge(article, &bounded)).collect()
}

fn judge(article: &Article<'_>, bounded: &Bounded<'_>) -> Option<Verdict> {
    let (low, high) = bounded.limits()?;
    let estimate = match &bounded.finding.result {
        Reported::Estimate(e) if e.measure == Measure::NumberNeededToTreat => return None,
        Reported::Estimate(e) => Some(e),
        _ => None,
    };
    let (lo, hi) = (low.to_f64(), high.to_f64());
    let verdict = |ruling, message| {
        Verdict::new("order", ruling, message, vec![bounded.index]).saw("low", low).saw("high", high)
    };
    if lo <= hi {
        return article
            .wants(Ruling::Agrees)
            .then(|| verdict(Ruling::Agrees, format!("{low} is not above {high}")));
    }
    // By size, too: "declined by 1.2 (−1.1 to −1.4)".
    let within = |v: f64| hi <= v && v <= lo;
    let turned = bounded.value.is_some_and(|v| within(v.to_f64()) || within(-v.to_f64()));
    let suspect = if turned {
        Some("reversed")
    } else {
        let transform = estimate.and_then(Transform::of);
        bounded.value.and_then(|v| slip::suspicion(transform, v.decimal, low.decimal, high.decimal))
    };
    let grade = match suspect {
        Some("reversed") => Grade::Info,
        // Without a value nothing tells a slip from another order.
        _ if bounded.value.is_none() || !bounded.is_sound(article) => Grade::Info,
        _ => Grade::Warn,
    };
    let ruling = Ruling::Disagrees(grade);
    let message = if turned {
        format!("the limits {low} and {high} stand in reverse order")
    } else {
        format!("the lower limit {low} is above the upper limit {high}")
    };
    article.wants(ruling).then(|| {
        let verdict = verdict(ruling, message).suspecting(suspect);
        match bounded.value {
            Some(value) => verdict.saw("value", value),
            None => verdict,
        }
    })
}
