//! Findings against each other: verdicts.
//!
//! A check is a pure function of one article's findings. Reading is tolerant, judging happens here, and always with
//! the rounding interval of what was printed. One file a check; `<check>.md` beside it is its page: the documentation of
//! its module here, and what `litx explain` prints.

mod article;
mod cues;
pub mod normal;
mod p_and_interval;
mod reading;
pub mod rounding;
mod scale;
mod shape;
mod sizes;
mod slip;

macro_rules! checks {
    ($($name:ident, $gravest:ident: $summary:literal,)*) => {
        $(#[doc = include_str!(concat!("check/", stringify!($name), ".md"))] pub mod $name;)*

        /// Every check, in the order of their verdicts.
        pub const CHECKS: &[Check] = &[$(Check {
            name: stringify!($name),
            summary: $summary,
            gravest: Grade::$gravest,
            page: include_str!(concat!("check/", stringify!($name), ".md")),
            run: $name::run,
        },)*];
    };
}

checks! {
    order, Warn: "is the lower limit below the upper one",
    containment, Error: "does the interval hold its value",
    symmetry, Error: "is the value where its interval is centred",
    p_from_interval, Warn: "does the P value follow from the interval",
    decision, Error: "do interval and P value decide alike",
    p_range, Warn: "is the P value a probability",
    percent, Error: "is the percentage that of count and total",
    granularity, Info: "can so few people give this percentage",
    arms_sum, Warn: "do the arms add up to the whole",
    subgroup_size, Info: "is a part no larger than its whole",
    parts, Warn: "do the counts by arm add up to the count of all",
    partition, Warn: "can these percentages be parts of one whole",
    relative_change, Warn: "does \"x% lower\" follow from the ratio",
    from_counts, Warn: "does the estimate follow from the counts of both arms",
    direction, Info: "do the words say the side of the value",
    median_spread, Error: "does the median lie within its quartiles or range",
    follow_up, Warn: "are people followed no longer than the text allows",
    conclusion, Info: "does the conclusion repeat the results' numbers",
    title_size, Warn: "does the title name the number of people of the abstract",
}

pub use article::Article;

use crate::finding::{Extraction, Number};
use crate::record::Abstract;
use crate::text::Span;

/// One check: its name and what it does with an article.
pub struct Check {
    /// Its name in output (`containment`).
    pub name: &'static str,
    /// What it asks, in one line.
    pub summary: &'static str,
    /// The gravest grade it gives.
    pub gravest: Grade,
    /// Its page, in Markdown: what it means, its formula, source, known false alarms, an example.
    pub page: &'static str,
    run: fn(&Article<'_>) -> Vec<Verdict>,
}

impl Check {
    /// The check of this name.
    pub fn named(name: &str) -> Option<&'static Check> {
        CHECKS.iter().find(|check| check.name == name)
    }

    /// Its verdicts on an article, in text order.
    pub fn run(&self, article: &Article<'_>) -> Vec<Verdict> {
        (self.run)(article)
    }
}

/// All verdicts on one article: by check, then by place.
pub fn check(text: &Abstract, extraction: &Extraction) -> Vec<Verdict> {
    all(&Article::new(text, extraction))
}

/// The disagreements alone, from a grade on; what agrees costs next to nothing so.
pub fn problems(text: &Abstract, extraction: &Extraction, least: Grade) -> Vec<Verdict> {
    all(&Article::new(text, extraction).wanting(least))
}

fn all(article: &Article<'_>) -> Vec<Verdict> {
    CHECKS
        .iter()
        .filter(|check| article.may_want(check.gravest))
        .flat_map(|check| check.run(article))
        .collect()
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
    /// The printed numbers it used, by name, with their places.
    pub printed: Vec<(&'static str, Number)>,
    /// What was computed from them, by name; intervals as `low to high`.
    pub computed: Vec<(&'static str, String)>,
}

impl Verdict {
    /// A verdict with its numbers still to come.
    pub(crate) fn new(check: &'static str, ruling: Ruling, message: String, findings: Vec<usize>) -> Self {
        Self { check, ruling, message, suspect: None, findings, printed: Vec::new(), computed: Vec::new() }
    }

    /// A disagreement as it was told before, of which the numbers are no longer at hand; nothing where no check or grade is so
    /// called.
    pub fn told(check: &str, grade: &str, message: String) -> Option<Self> {
        let grade = Grade::named(grade)?;
        Some(Self::new(Check::named(check)?.name, Ruling::Disagrees(grade), message, Vec::new()))
    }

    pub(crate) fn suspecting(mut self, suspect: Option<&'static str>) -> Self {
        self.suspect = suspect;
        self
    }

    /// Adds a printed number with its place.
    pub(crate) fn saw(mut self, name: &'static str, number: Number) -> Self {
        self.printed.push((name, number));
        self
    }

    /// The places of the numbers it used.
    pub fn spans(&self) -> impl Iterator<Item = Span> + '_ {
        self.printed.iter().map(|(_, number)| number.span)
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
    /// Every one, the mildest first.
    pub const ALL: [Grade; 3] = [Grade::Info, Grade::Warn, Grade::Error];

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grade| grade.name() == name)
    }

    /// As in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Grade::Info => "info",
            Grade::Warn => "warn",
            Grade::Error => "error",
        }
    }
}
