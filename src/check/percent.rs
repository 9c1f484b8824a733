//! `percent`: is the percentage that of count and total?
//!
//! 100 · count / total must lie within one unit of the last printed digit (half a unit is rounding, up to one is
//! truncation, which many journals print: `info`). Beyond: `warn`; by more than a point and two units: `error`. Where
//! the total is not printed beside, the sizes the text states for the arm are tried: any that fits agrees, none that
//! fits says only that the denominator is another. Source: the ASEC percentage check (Georgescu and Wren 2018).
//! Known false alarms: percentages of those with data, estimates by Kaplan–Meier beside crude counts.

use std::collections::HashMap;

use crate::finding::{ArmId, Number, Reported};

use super::rounding::significant;
use super::{Article, Grade, Ruling, Verdict};

/// Sizes of one arm that are tried, at most.
const SIZES: usize = 16;

/// The stated sizes of each arm, with the findings that state them.
type Sizes = HashMap<Option<ArmId>, Vec<(usize, Number)>>;

pub(super) fn run(article: &Article<'_>) -> Vec<Verdict> {
    let mut sizes = Sizes::new();
    for (i, finding) in article.extraction.findings.iter().enumerate() {
        if let Reported::Participants(p) = &finding.result {
            let of_arm = sizes.entry(finding.arm).or_default();
            if of_arm.len() < SIZES {
                of_arm.push((i, p.n));
            }
        }
    }
    let mut out = Vec::new();
    for (i, finding) in article.extraction.findings.iter().enumerate() {
        if let Reported::Proportion(p) = &finding.result
            && p.percent_op.is_none()
            && let (Some(percent), Some(count)) = (p.percent, p.count)
        {
            out.extend(match p.total {
                Some(total) => beside(i, percent, count, total),
                None => of_arm(i, sizes.get(&finding.arm).map_or(&[], Vec::as_slice), percent, count),
            });
        }
    }
    out
}

/// How far the printed percentage is from the computed one, in units of its last digit.
fn units_off(percent: Number, count: Number, total: Number) -> Option<(f64, f64)> {
    let total = total.to_f64();
    (total > 0.0).then(|| {
        let exact = 100.0 * count.to_f64() / total;
        (exact, (exact - percent.to_f64()).abs() / (2.0 * percent.decimal.half_unit()))
    })
}

fn beside(i: usize, percent: Number, count: Number, total: Number) -> Option<Verdict> {
    let (exact, off) = units_off(percent, count, total)?;
    let shown = significant(exact, usize::from(percent.decimal.places()) + 3);
    let message = format!("{count} of {total} is {shown}%, printed {percent}%");
    let points = (exact - percent.to_f64()).abs();
    let ruling = match off {
        o if o <= 0.5 + 1e-9 => Ruling::Agrees,
        o if o <= 1.0 + 1e-9 => Ruling::Disagrees(Grade::Info),
        o if o > 2.0 && points > 1.0 => Ruling::Disagrees(Grade::Error),
        _ => Ruling::Disagrees(Grade::Warn),
    };
    let swapped = units_off(percent, total, count).is_some_and(|(_, off)| off <= 1.0);
    let tenfold =
        [0.1, 10.0].iter().any(|f| (exact * f - percent.to_f64()).abs() <= 2.0 * percent.decimal.half_unit());
    let suspect = match ruling {
        Ruling::Agrees => None,
        _ if swapped => Some("count and total exchanged"),
        _ if tenfold => Some("decimal mark"),
        _ => None,
    };
    // What a slip of the pen would mend is no impossibility.
    let ruling = if suspect.is_some() { Ruling::Disagrees(Grade::Warn) } else { ruling };
    let verdict = Verdict::new("percent", ruling, message, vec![i]).suspecting(suspect);
    Some(verdict.saw("count", count).saw("total", total).saw("percent", percent).computing("percent", shown))
}

/// The arm's stated sizes in place of a total.
fn of_arm(i: usize, sizes: &[(usize, Number)], percent: Number, count: Number) -> Option<Verdict> {
    let fits =
        sizes.iter().find(|(_, n)| units_off(percent, count, *n).is_some_and(|(_, off)| off <= 1.0 + 1e-9));
    let verdict = |ruling, message: String| {
        Verdict::new("percent", ruling, message, vec![i]).saw("count", count).saw("percent", percent)
    };
    match fits {
        Some((k, n)) => {
            let (exact, _) = units_off(percent, count, *n)?;
            let shown = significant(exact, usize::from(percent.decimal.places()) + 3);
            let mut verdict =
                verdict(Ruling::Agrees, format!("{count} of {n} is {shown}%, printed {percent}%"));
            verdict.findings.push(*k);
            Some(verdict.saw("total", *n).computing("percent", shown))
        }
        None if sizes.is_empty() => None,
        None => Some(verdict(
            Ruling::CannotTell,
            format!("no stated size of the arm makes {count} to {percent}%"),
        )),
    }
}
