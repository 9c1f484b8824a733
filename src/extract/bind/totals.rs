//! Shares whose whole is the size of one arm.

use std::collections::BTreeMap;

use crate::finding::{ArmId, Finding, Proportion, Reported};

/// Fewer people than these may be anybody: parts of a study are often as small.
const FEWEST: u64 = 10;

/// `Eradication was 58% (42/72) and 6% (2/35)`, where 72 people got one treatment and 35 the other: what nothing else tells
/// the arm of is of the arm of that size, where only one has it and everybody together has another. `42 (58%)` has its whole
/// in its percentage, where no other size gives the same.
pub(super) fn of_their_size(findings: &mut [Finding]) {
    if !findings.iter().any(|f| unbound(f).is_some()) {
        return;
    }
    let mut sizes: BTreeMap<u64, Option<ArmId>> = BTreeMap::new();
    for finding in findings.iter() {
        let n = match &finding.result {
            Reported::Participants(people) => Some(people.n),
            Reported::Proportion(share) if finding.arm.is_some() => share.total,
            _ => None,
        };
        let Some(n) = n.and_then(|n| n.decimal.as_whole()).filter(|n| *n >= FEWEST) else { continue };
        let arm = sizes.entry(n).or_insert(finding.arm);
        if *arm != finding.arm {
            *arm = None;
        }
    }
    let mut arms = sizes.values().flatten();
    let Some(first) = arms.next() else { return };
    if arms.all(|arm| arm == first) {
        return;
    }
    for finding in findings {
        if let Some(share) = unbound(finding) {
            finding.arm = of(&sizes, share);
        }
    }
}

/// A share that is of no arm yet, and has a whole.
fn unbound(finding: &Finding) -> Option<&Proportion> {
    match &finding.result {
        Reported::Proportion(share) if finding.arm.is_none() && share.count.is_some() => {
            (share.total.is_some() || share.percent.is_some()).then_some(share)
        }
        _ => None,
    }
}

/// The arm of the only size that a share can be of.
fn of(sizes: &BTreeMap<u64, Option<ArmId>>, share: &Proportion) -> Option<ArmId> {
    if let Some(total) = share.total {
        return *sizes.get(&total.decimal.as_whole()?)?;
    }
    let (count, percent) = (share.count?.to_f64(), share.percent?);
    let rounding = 0.5 / 10f64.powi(i32::from(percent.decimal.places())) + 1e-9;
    let fits = |n: u64| (100.0 * count / n as f64 - percent.to_f64()).abs() <= rounding;
    // Everybody together, where no size says how many they are.
    let whole: u64 = sizes.iter().filter(|(_, arm)| arm.is_some()).map(|(n, _)| n).sum();
    let mut own = sizes.iter().filter(|(n, _)| fits(**n));
    let (_, arm) = own.next()?;
    (own.next().is_none() && !fits(whole)).then_some(*arm)?
}
