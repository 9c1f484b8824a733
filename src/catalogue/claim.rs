//! A claim: what somebody says a source reports, each part with its place in the catalogue.

use crate::finding::{
    Comparison, Decimal, Direction, DispersionKind, FollowUpStatistic, Measure, Role, Statistic, TimeUnit,
};
use crate::id::{IdError, Identifier};
use crate::text::Span;

/// A value of a claim and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub at: Span,
}

/// A number of a claim: its digits count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// The number as written.
    pub decimal: Decimal,
    /// Rounding is allowed: `~0.5`, `rounded: true`.
    pub rounded: bool,
    /// Its place.
    pub at: Span,
}

/// One claim of a catalogue.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Its name, once in the catalogue.
    pub id: String,
    /// Where it begins.
    pub at: Span,
    /// The article it is about.
    pub source: Stated<Cited>,
    /// What it says the article reports.
    pub states: States,
    /// What narrows it further.
    pub context: Context,
}

/// How a claim names its article.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Cited {
    /// By an identifier of its own or of its trial.
    Known(Identifier),
    /// By the name a local text was given: `id:THEIR-ID`.
    Given(String),
}

/// As a claim's `source` writes it: `doi:…`, `pmid:…`, `id:THEIR-ID`.
impl std::str::FromStr for Cited {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        match text.strip_prefix("id:") {
            Some(name) => Ok(Cited::Given(name.trim().to_owned())),
            None => text.parse().map(Cited::Known),
        }
    }
}

impl std::fmt::Display for Cited {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Cited::Known(Identifier::Doi(doi)) => write!(f, "doi:{doi}"),
            Cited::Known(Identifier::Pmid(pmid)) => write!(f, "pmid:{pmid}"),
            Cited::Known(Identifier::Pmcid(pmcid)) => write!(f, "pmcid:{pmcid}"),
            Cited::Known(Identifier::Nct(nct)) => write!(f, "nct:{nct}"),
            Cited::Given(name) => write!(f, "id:{name}"),
        }
    }
}

/// The numbers of a claim, or its words.
#[derive(Clone, Debug, PartialEq)]
pub enum States {
    /// A point value of an effect, its interval, its P value; at least one of them.
    Estimate {
        /// The point value.
        value: Option<Figure>,
        /// Its interval.
        ci: Option<Limits>,
        /// Its P value.
        p: Option<Stated<P>>,
    },
    /// A share of people; at least one of the three numbers.
    Proportion {
        /// How many had it.
        count: Option<Figure>,
        /// Of how many.
        total: Option<Figure>,
        /// Per cent.
        percent: Option<Figure>,
        /// Its interval.
        ci: Option<Limits>,
    },
    /// A number of people.
    Participants {
        /// How many.
        n: Figure,
    },
    /// "51% lower".
    Change {
        /// By how many per cent.
        percent: Figure,
        /// Which way.
        direction: Direction,
        /// Its interval.
        ci: Option<Limits>,
        /// Its P value.
        p: Option<Stated<P>>,
    },
    /// How long people were followed.
    FollowUp {
        /// Which statistic; `value:` leaves it open.
        statistic: Option<Stated<FollowUpStatistic>>,
        /// How long.
        value: Figure,
        /// Its spread.
        spread: Option<Spread>,
    },
    /// A mean, median, rate, change, cost.
    Quantity {
        /// Which statistic; `value:` leaves it open.
        statistic: Option<Stated<Statistic>>,
        /// How much.
        value: Figure,
        /// Its spread.
        spread: Option<Spread>,
        /// Its interval.
        ci: Option<Limits>,
    },
    /// A P value that belongs to no estimate.
    PValue {
        /// The P value.
        p: Stated<P>,
    },
    /// Words of the source.
    Quote(Stated<String>),
}

impl States {
    /// The kind of finding it is about, in the field's words.
    pub fn kind(&self) -> &'static str {
        match self {
            States::Estimate { .. } => "estimate",
            States::Proportion { .. } => "proportion",
            States::Participants { .. } => "number of people",
            States::Change { .. } => "relative change",
            States::FollowUp { .. } => "follow-up",
            States::Quantity { .. } => "quantity",
            States::PValue { .. } => "P value",
            States::Quote(_) => "quotation",
        }
    }
}

/// An interval as claimed.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// Lower limit.
    pub low: Option<Figure>,
    /// Upper limit.
    pub high: Option<Figure>,
    /// Level in per cent, where the claim says it; 95 otherwise.
    pub level: Option<Figure>,
    /// Its place.
    pub at: Span,
}

/// A P value as claimed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum P {
    /// As printed: `<0.001` is not `0.001` is not `>0.001`.
    Printed(Comparison, Decimal),
    /// Whatever is printed lies below.
    Below(Decimal),
    /// Whatever is printed lies above.
    Above(Decimal),
    /// Printed as not significant, without a number.
    NotSignificant,
}

/// A spread as claimed.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    /// Which.
    pub kind: DispersionKind,
    /// One number (SD, SE), or both ends (IQR, range).
    pub figures: Vec<Figure>,
    /// Its place.
    pub at: Span,
}

/// What narrows a claim.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Context {
    /// What is estimated.
    pub measure: Option<Stated<Measure>>,
    /// What was measured, in words.
    pub outcome: Option<Stated<String>>,
    /// The group it is of.
    pub arm: Option<Stated<String>>,
    /// The group it is held against.
    pub comparator: Option<Stated<String>>,
    /// The subgroup it is restricted to.
    pub subgroup: Option<Stated<String>>,
    /// The time it is tied to.
    pub time: Option<Stated<(Decimal, TimeUnit)>>,
    /// The step of the trial that people were counted at.
    pub role: Option<Stated<Role>>,
    /// The unit, as the text writes it.
    pub unit: Option<Stated<String>>,
}
