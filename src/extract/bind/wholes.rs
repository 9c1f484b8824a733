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
    let whole = |at: usize| {
        let (i, whole, arm) = sizes[at];
        let parts = adds_up(whole, &sizes[at + 1..]).filter(|_| arm.is_some())?;
        Some((i, arm.filter(|arm| !parts.contains(arm))))
    };
    let wholes: Vec<(usize, Option<ArmId>)> = (0..sizes.len()).filter_map(whole).collect();
    // "472 got tolvarin, of whom 246 … and 226 …; 468 got nitrol, of whom 246 … and 222 …": each is of its arm, and of others besides.
    let several =
        wholes.iter().all(|(_, arm)| arm.is_some()) && wholes.windows(2).any(|two| two[0].1 != two[1].1);
    for (i, _) in wholes.into_iter().filter(|_| !several) {
        let Some(finding) = findings.get_mut(i) else { continue };
        let leads = match &finding.result {
            Reported::Participants(people) => people.n.span.start == finding.span.start,
            _ => false,
        };
        if leads {
            finding.arm = None;
        }
    }
}

/// The arms of two or more sizes, one right behind the other, that make up a whole.
fn adds_up(whole: u64, behind: &[(usize, u64, Option<ArmId>)]) -> Option<BTreeSet<ArmId>> {
    let mut arms = BTreeSet::new();
    let mut sum = 0u64;
    for (_, n, arm) in behind.iter().take(PARTS) {
        if !arms.insert(arm.filter(|_| *n < whole)?) {
            return None;
        }
        sum = sum.saturating_add(*n);
        if sum >= whole {
            return (sum == whole && arms.len() > 1).then_some(arms);
        }
    }
    None
}
