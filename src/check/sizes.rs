//! The sizes a text states: of each arm, and of the whole study.

use rustc_hash::FxHashMap;

use super::Article;
use crate::finding::{ArmId, Number, Reported, Role};

/// Sizes of one arm that are tried, at most.
const SIZES: usize = 16;

/// A stated size: the finding that states it, its role, its number.
pub(super) type Size = (usize, Role, Number);

/// Every stated size, by arm.
#[derive(Default)]
pub(super) struct Sizes(FxHashMap<Option<ArmId>, Vec<Size>>);

impl Sizes {
    pub(super) fn of(article: &Article<'_>) -> Self {
        let mut sizes = Self::default();
        for (i, finding) in article.extraction.findings.iter().enumerate() {
            if let Reported::Participants(p) = &finding.result {
                let of_arm = sizes.0.entry(finding.arm).or_default();
                if of_arm.len() < SIZES {
                    of_arm.push((i, p.role, p.n));
                }
            }
        }
        sizes
    }

    /// Those of an arm; of the whole study without one.
    pub(super) fn of_arm(&self, arm: Option<ArmId>) -> &[Size] {
        self.0.get(&arm).map_or(&[], Vec::as_slice)
    }
}

/// How many units of its last digit a percentage is from count / total, and what it would be exactly.
pub(super) fn units_off(percent: Number, count: f64, total: f64) -> (f64, f64) {
    let exact = 100.0 * count / total;
    (exact, (exact - percent.to_f64()).abs() / (2.0 * percent.decimal.half_unit()))
}

/// A number as one of people: whole, and no more than there are.
pub(super) fn people(n: Number) -> Option<u64> {
    const MOST: u64 = 10_000_000_000;
    n.decimal.as_whole().filter(|n| *n <= MOST)
}
