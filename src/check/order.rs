use crate::finding::{Decimal, Measure, Number, Reported};

use super::article::Bounded;
use super::scale::Transform;
use super::{Article, Grade, Ruling, Verdict, slip};

pub(super) fn run(article: &Article<'_>) -> Vec<Verdict> {
    article.intervals().filter_map(|bounded| judge(article, &bounded)).collect()
}

/// A decimal point printed as a dash.
const POINT: &str = "dash for a decimal point";

/// `0.66-0-83`: a limit whose point was printed as a dash, where the number it makes holds the value.
fn mended_point(article: &Article<'_>, low: Number, high: Number, value: Number) -> Option<&'static str> {
    let rest = article.between(high.span.end, high.span.end + 8);
    let digits = rest.strip_prefix(['-', '\u{2013}'])?;
    let digits: String = digits.chars().take_while(char::is_ascii_digit).collect();
    let mended = Decimal::parse(&format!("{high}.{digits}"))?.to_f64();
    let holds = low.to_f64() <= value.to_f64() && value.to_f64() <= mended;
    (high.decimal.places() == 0 && digits.len() == usize::from(low.decimal.places()) && holds).then_some(POINT)
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
        bounded.value.and_then(|v| {
            mended_point(article, low, high, v)
                .or_else(|| slip::suspicion(transform, v.decimal, low.decimal, high.decimal))
        })
    };
    let grade = match suspect {
        Some("reversed") => Grade::Info,
        Some(POINT) => Grade::Warn,
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
