//! Articles for people's eyes.

pub mod terminal;

use crate::check::Verdict;
use crate::finding::{Arm, ArmId, Extraction};
use crate::record::Record;

/// What is shown of an article.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// The article.
    pub record: &'a Record,
    /// Its results.
    pub extraction: &'a Extraction,
    /// What the checks say.
    pub verdicts: &'a [Verdict],
}

impl<'a> Shown<'a> {
    /// An arm's name.
    fn arm(&self, arm: Option<ArmId>) -> Option<&'a str> {
        let arm: &Arm = self.extraction.arms.get(usize::from(arm?.0))?;
        Some(&arm.name)
    }
}
