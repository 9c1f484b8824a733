//! People who are everybody though an arm is named beside them: the sizes behind them add up to them.

use std::collections::BTreeSet;

use crate::finding::{ArmId, Finding, Reported};

/// Sizes behind a whole that its parts are looked for in, at most.
const PARTS: usize = 6;

/// `60 adults on tolvarin were studied. They were assigned to go on (n = 31) or to placebo (n = 29)`: people whom the sizes of
/// different arms right behind them add up to are of no arm. The size in a label (`n = 60`) is of what stands before it.
pub(super) fn of_everybody(findings: &mut [Finding]) {
    let mut sizes: Vec<(usize, u64, Option<ArmId>)> = Vec::new();
    for (i, finding) in findings.iter().enumerate() {
        let n = match &finding.result {
            Reported::Participants(people) => Some(people.n),
            Reported::Proportion(share) if finding.arm.is_some() => share.total,
            _ => None,
        };
        if let Some(n) = n.and_then(|n| n.decimal.as_whole()) {
            sizes.push((i, n, finding.arm));
        }
    }
    for (at, (i, whole, arm)) in sizes.iter().enumerate() {
        let Some(finding) = findings.get_mut(*i).filter(|_| arm.is_some()) else { continue };
        let leads = match &finding.result {
            Reported::Participants(people) => people.n.span.start == finding.span.start,
            _ => false,
        };
        if leads && adds_up(*whole, &sizes[at + 1..]) {
            finding.arm = None;
        }
    }
}

/// Whether two or more sizes of different arms, one right behind the other, make up a whole.
fn adds_up(whole: u64, behind: &[(usize, u64, Option<ArmId>)]) -> bool {
    let mut arms = BTreeSet::new();
    let mut sum = 0u64;
    for (_, n, arm) in behind.iter().take(PARTS) {
        let Some(arm) = arm.filter(|_| *n < whole) else { return false };
        if !arms.insert(arm) {
            return false;
        }
        sum = sum.saturating_add(*n);
        if sum >= whole {
            return sum == whole && arms.len() > 1;
        }
    }
    false
}
