//! What slip of the hand would explain a claim that does not stand.

use super::Read;
use super::context::Misfit;
use super::numbers::Difference;
use crate::catalogue::claim::{Claim, P, States};
use crate::finding::{Comparison, Decimal, Finding, Number, Reported};

/// Of a number that differs.
pub(super) fn of_number(
    claim: &Claim,
    difference: &Difference,
    finding: &Finding,
    source: &Read<'_>,
) -> Option<&'static str> {
    if difference.name == "direction" {
        return Some("direction turned");
    }
    let (claimed, printed) = (difference.figure?, difference.printed?);
    if difference.name == "P" {
        let op = finding.p().and_then(|p| p.op);
        let other = match &claim.states {
            States::Estimate { p: Some(p), .. }
            | States::Change { p: Some(p), .. }
            | States::PValue { p } => {
                matches!(p.value, P::Printed(stated, _) if Some(stated) != op)
            }
            _ => false,
        };
        if other && claimed.same_value(printed) {
            return Some(match op {
                Some(Comparison::Less) => "the source prints <",
                Some(Comparison::Greater) => "the source prints >",
                _ => "another operator",
            });
        }
    }
    between(claimed, printed).or_else(|| {
        let elsewhere = source.extraction.findings.iter().any(|other| {
            !std::ptr::eq(other, finding)
                && other.result.kind() == finding.result.kind()
                && numbers(other).iter().any(|n| n.decimal == claimed)
        });
        elsewhere.then_some("a number of another result")
    })
}

/// What would turn one number into the other.
fn between(claimed: Decimal, printed: Decimal) -> Option<&'static str> {
    if claimed.same_value(printed) {
        return Some("the same number with other digits");
    }
    if claimed.negated().same_value(printed) {
        return Some("sign lost or added");
    }
    let (a, b) = (claimed.to_f64(), printed.to_f64());
    let near = |x: f64, y: f64| (x - y).abs() <= 1e-9 * y.abs();
    if near(a * 100.0, b) || near(a, b * 100.0) {
        return Some("per cent for a fraction");
    }
    let (x, y) = (claimed.digits().to_string(), printed.digits().to_string());
    let trimmed = |s: &str| s.trim_end_matches('0').to_owned();
    let whole = claimed.places() == 0 && printed.places() == 0;
    if !whole && !trimmed(&x).is_empty() && trimmed(&x) == trimmed(&y) {
        return Some("decimal mark lost or moved");
    }
    if claimed.places() == printed.places() && transposed(&x, &y) {
        return Some("digits transposed");
    }
    let (short, long) = if x.len() < y.len() { (&x, &y) } else { (&y, &x) };
    let dropped = long.len() == short.len() + 1
        && (0..long.len())
            .any(|i| long.bytes().enumerate().filter(|(k, _)| *k != i).map(|(_, b)| b).eq(short.bytes()));
    if dropped && short.len() >= 2 {
        return Some(if x.len() < y.len() { "a digit lost" } else { "a digit too many" });
    }
    None
}

/// Whether two digits beside each other changed places.
fn transposed(a: &str, b: &str) -> bool {
    // 0.49 and 0.94 are 49 and 94; 0.09 and 0.90 are 9 and 90.
    let width = a.len().max(b.len());
    let (a, b) = (format!("{a:0>width$}"), format!("{b:0>width$}"));
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let differing: Vec<usize> = (0..width).filter(|i| a[*i] != b[*i]).collect();
    matches!(differing[..], [i, j] if j == i + 1 && a[i] == b[j] && a[j] == b[i])
}

/// Of numbers that stand with another context.
pub(super) fn of_context(
    claim: &Claim,
    finding: &Finding,
    context: &[Misfit],
    source: &Read<'_>,
) -> Option<&'static str> {
    let misfits = |name: &str| context.iter().any(|m| m.name == name && m.contradicted());
    if misfits("arm") && misfits("comparator") {
        let stated = claim.context.arm.as_ref().map_or_else(Vec::new, |arm| source.names.arms(&arm.value));
        return finding.comparator.filter(|arm| stated.contains(arm)).map(|_| "arms swapped");
    }
    if misfits("arm") {
        return Some("the number of another arm");
    }
    if misfits("outcome") {
        return Some("the number of another outcome");
    }
    if misfits("time") {
        return Some("the number of another time");
    }
    misfits("measure").then_some("another measure")
}

/// The main numbers of a finding.
fn numbers(finding: &Finding) -> Vec<Number> {
    match &finding.result {
        Reported::Participants(p) => vec![p.n],
        Reported::Estimate(e) => e.value.into_iter().collect(),
        Reported::Proportion(p) => [p.percent, p.count].into_iter().flatten().collect(),
        Reported::Quantity(q) => q.value.into_iter().collect(),
        Reported::RelativeChange(r) => vec![r.percent],
        Reported::FollowUp(f) => vec![f.value],
        Reported::PValue(p) => p.value.into_iter().collect(),
    }
}
