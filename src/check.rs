//! Findings against each other: verdicts.
//!
//! A check is a pure function of one article's findings. Reading is tolerant, judging happens here, and always with
//! the rounding interval of what was printed. One file a check; its doc comment is its manual page.

mod arms_sum;
mod article;
mod containment;
mod decision;
pub mod normal;
mod order;
mod p_from_interval;
mod percent;
mod relative_change;
pub mod rounding;
mod scale;
mod symmetry;

pub use article::Article;

use crate::finding::Extraction;
use crate::record::Abstract;
use crate::text::Span;

/// One check: its name and what it does with an article.
pub struct Check {
    /// Its name in output (`containment`).
    pub name: &'static str,
    /// What it asks, in one line.
    pub summary: &'static str,
    /// The check itself: verdicts in text order.
    pub run: fn(&Article<'_>) -> Vec<Verdict>,
}

/// Every check, in the order of their verdicts.
pub const CHECKS: &[Check] = &[
    Check { name: "order", summary: "is the lower limit below the upper one", run: order::run },
    Check { name: "containment", summary: "does the interval hold its value", run: containment::run },
    Check { name: "symmetry", summary: "is the value where its interval is centred", run: symmetry::run },
    Check {
        name: "p_from_interval",
        summary: "does the P value follow from the interval",
        run: p_from_interval::run,
    },
    Check { name: "decision", summary: "do interval and P value decide alike", run: decision::run },
    Check { name: "percent", summary: "is the percentage that of count and total", run: percent::run },
    Check { name: "arms_sum", summary: "do the arms add up to the whole", run: arms_sum::run },
    Check {
        name: "relative_change",
        summary: "does \"x% lower\" follow from the ratio",
        run: relative_change::run,
    },
];

/// All verdicts on one article: by check, then by place.
pub fn check(text: &Abstract, extraction: &Extraction) -> Vec<Verdict> {
    let article = Article::new(text, extraction);
    CHECKS.iter().flat_map(|check| (check.run)(&article)).collect()
}

/// What a check says of some findings.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The check's name.
    pub check: &'static str,
    /// Agrees, disagrees (how gravely), or cannot tell.
    pub ruling: Ruling,
    /// One sentence a reader understands: "the interval 0.92 to 0.97 does not contain 0.5".
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

impl Verdict {
    /// A verdict with its numbers still to come.
    pub(crate) fn new(check: &'static str, ruling: Ruling, message: String, findings: Vec<usize>) -> Self {
        Self {
            check,
            ruling,
            message,
            suspect: None,
            findings,
            spans: Vec::new(),
            printed: Vec::new(),
            computed: Vec::new(),
        }
    }

    pub(crate) fn suspecting(mut self, suspect: Option<&'static str>) -> Self {
        self.suspect = suspect;
        self
    }

    /// Adds a printed number with its place.
    pub(crate) fn saw(mut self, name: &'static str, number: crate::finding::Number) -> Self {
        self.printed.push((name, number.to_string()));
        self.spans.push(number.span);
        self
    }

    /// Adds what was computed.
    pub(crate) fn computing(mut self, name: &'static str, value: String) -> Self {
        self.computed.push((name, value));
        self
    }
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
