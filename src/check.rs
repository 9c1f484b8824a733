//! Findings against each other: verdicts.
//!
//! A check is a pure function of one article's findings. Reading is tolerant, judging happens here, and always with
//! the rounding interval of what was printed.

use crate::finding::Extraction;
use crate::record::Abstract;
use crate::text::Span;

/// One check: its name and what it does with an article.
pub struct Check {
    /// Its name in output (`containment`).
    pub name: &'static str,
    /// What it says, in one line.
    pub summary: &'static str,
    /// The check itself: verdicts in text order.
    pub run: fn(&Abstract, &Extraction) -> Vec<Verdict>,
}

/// What a check says of some findings.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The check's name.
    pub check: &'static str,
    /// Agrees, disagrees (how gravely), or cannot tell.
    pub ruling: Ruling,
    /// One sentence a reader understands: "the interval 0.92–0.97 does not contain 0.5".
    pub message: String,
    /// What would explain a disagreement as a slip of the pen: `decimal mark`, `sign`, `reversed`.
    pub suspect: Option<&'static str>,
    /// The findings it used: indices into [`Extraction::findings`].
    pub findings: Vec<usize>,
    /// The places of the numbers it used.
    pub spans: Vec<Span>,
    /// The printed numbers, by name.
    pub printed: Vec<(&'static str, String)>,
    /// What was computed from them, by name; intervals as `low to high`.
    pub computed: Vec<(&'static str, String)>,
}

/// How a verdict goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// The numbers agree.
    Agrees,
    /// They do not.
    Disagrees(Grade),
    /// The text does not say enough.
    CannotTell,
}

impl Ruling {
    /// As in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Ruling::Agrees => "agrees",
            Ruling::Disagrees(_) => "disagrees",
            Ruling::CannotTell => "cannot_tell",
        }
    }

    /// How grave, for a disagreement.
    pub fn grade(self) -> Option<Grade> {
        match self {
            Ruling::Disagrees(grade) => Some(grade),
            _ => None,
        }
    }
}

/// How grave a disagreement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Worth knowing; often has an honest reason.
    Info,
    /// Likely a slip.
    Warn,
    /// Cannot be true as printed.
    Error,
}

impl Grade {
    /// As in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Grade::Info => "info",
            Grade::Warn => "warn",
            Grade::Error => "error",
        }
    }
}

/// Every check, in the order of their verdicts.
pub const CHECKS: &[Check] = &[];

/// All verdicts on one article: by check, then by place.
pub fn check(text: &Abstract, extraction: &Extraction) -> Vec<Verdict> {
    CHECKS.iter().flat_map(|check| (check.run)(text, extraction)).collect()
}
