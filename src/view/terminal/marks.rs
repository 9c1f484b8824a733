//! What the checks say of each finding, as marks beside it.

use std::collections::HashMap;

use crate::check::{Ruling, Verdict};

/// Verdicts by the finding they speak of, so that a long table does not look through all of them for each row.
pub(super) struct Marks<'a>(HashMap<usize, Vec<&'a Verdict>>);

impl<'a> Marks<'a> {
    pub(super) fn new(verdicts: &'a [Verdict]) -> Self {
        let mut by_finding: HashMap<usize, Vec<&Verdict>> = HashMap::new();
        for verdict in verdicts {
            if let Some(finding) = verdict.findings.first() {
                by_finding.entry(*finding).or_default().push(verdict);
            }
        }
        Self(by_finding)
    }

    /// What these checks say of a finding.
    pub(super) fn of(&self, finding: usize, checks: &[&str]) -> impl Iterator<Item = &'a Verdict> {
        self.0.get(&finding).into_iter().flatten().copied().filter(|verdict| checks.contains(&verdict.check))
    }

    /// `✓ CI` where all of these checks agree on a finding, `✗ CI` where one does not, nothing where none speaks.
    pub(super) fn mark(&self, finding: usize, checks: &[&str], label: &str) -> Option<String> {
        let rulings: Vec<Ruling> = self.of(finding, checks).map(|verdict| verdict.ruling).collect();
        if rulings.iter().any(|r| matches!(r, Ruling::Disagrees(_))) {
            Some(format!("✗ {label}"))
        } else if rulings.contains(&Ruling::Agrees) {
            Some(format!("✓ {label}"))
        } else {
            None
        }
    }
}
