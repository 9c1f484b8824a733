//! `order`: is the lower limit below the upper one?
//!
//! low ≤ high as printed. A reversed interval that would hold its value when turned round is only `info` ("−15.33 at
//! −23.87"); one that a lost minus sign on a limit would mend is `warn` with `suspect: sign`; else `warn`.
//! Known false alarms: a benefit-to-harm order of numbers needed to treat (exempt).

use crate::finding::{Measure, Reported};

use super::{Article, Grade, Ruling, Verdict};

pub(super) fn run(article: &Article<'_>) -> Vec<Verdict> {
    article
        .intervals()
        .filter_map(|bounded| {
            let (low, high) = bounded.limits()?;
            if matches!(&bounded.finding.result, Reported::Estimate(e) if e.measure == Measure::NumberNeededToTreat) {
                return None;
            }
            let (lo, hi) = (low.to_f64(), high.to_f64());
            let verdict = |ruling, message| {
                Verdict::new("order", ruling, message, vec![bounded.index]).saw("low", low).saw("high", high)
            };
            if lo <= hi {
                return Some(verdict(Ruling::Agrees, format!("{low} is not above {high}")));
            }
            let value = bounded.value.map(|v| v.to_f64());
            let turned = value.is_some_and(|v| hi <= v && v <= lo);
            let mended = value.is_some_and(|v| -lo <= v && v <= hi || lo <= v && v <= -hi);
            Some(if turned {
                verdict(Ruling::Disagrees(Grade::Info), format!("the limits {low} and {high} stand in reverse order"))
                    .suspecting(Some("reversed"))
            } else if mended {
                verdict(Ruling::Disagrees(Grade::Warn), format!("the lower limit {low} is above the upper limit {high}"))
                    .suspecting(Some("sign"))
            } else {
                verdict(Ruling::Disagrees(Grade::Warn), format!("the lower limit {low} is above the upper limit {high}"))
            })
        })
        .collect()
}
