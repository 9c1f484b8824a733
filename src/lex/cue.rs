//! What the words of the lexicon mean.

use crate::finding::{IntervalKind, Measure, Purpose, Role, Statistic, TimeUnit};

/// A variant of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variant {
    /// Of a hazard where other events compete.
    Subdistribution,
}

impl Variant {
    /// As findings name it.
    pub fn name(self) -> &'static str {
        match self {
            Variant::Subdistribution => "subdistribution",
        }
    }
}

/// The meaning of a phrase; `lexicon.txt` says which phrases have which.
///
/// Aligned, so that it is read and copied as one number: nothing is asked of words as often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[repr(align(4))]
pub enum Cue {
    /// Nothing known.
    #[default]
    None,
    /// The name of a measure.
    Measure {
        /// Which.
        measure: Measure,
        /// Of which kind.
        variant: Option<Variant>,
        /// The name itself says adjusted (`aHR`).
        adjusted: bool,
    },
    /// A letter that names a measure before `=`: `r`, `d`.
    Symbol(Measure),
    /// What is measured in per cent and is no share of people: haemoglobin A1c, body weight.
    PercentScale,
    /// The name of an interval.
    Interval(IntervalKind),
    /// The letter or words of a P value.
    PValue,
    /// "adjusted", "multivariable".
    Adjusted,
    /// "one-sided" (1), "two-tailed" (2).
    Sided(u8),
    /// What a P value tests.
    Purpose(Purpose),
    /// "vs", "compared with", "than".
    Versus,
    /// "respectively".
    Respectively,
    /// "and".
    And,
    /// "or".
    Or,
    /// "to".
    To,
    /// "per cent".
    Percent,
    /// "percentage points".
    PercentagePoint,
    /// People: "patients", "women", "infants".
    People,
    /// "group", "arm".
    Group,
    /// A step of the trial: "enrolled", "randomly assigned".
    Role(Role),
    /// Who got what: "received", "treated with", "receiving".
    Received,
    /// "mean", "median".
    Statistic(Statistic),
    /// A unit of time.
    Time(TimeUnit),
    /// A unit of measurement.
    Unit,
    /// A currency: "USD", "euros".
    Currency,
    /// A unit doses are given in.
    Dose,
    /// "lower", "reduced", "decrease".
    Lower,
    /// "higher", "increased".
    Higher,
    /// "difference".
    Difference,
    /// "follow-up".
    FollowUp,
    /// "not reached", "NE".
    NotReached,
    /// "interquartile range".
    Iqr,
    /// "range".
    Range,
    /// "standard deviation".
    Sd,
    /// "standard error".
    Se,
    /// "was", "were", "had been".
    Was,
    /// "of".
    Of,
    /// "in", "with", "for", "among", "at", ….
    Preposition,
    /// "the", "a", "each".
    Article,
    /// "more than".
    MoreThan,
    /// "less than".
    LessThan,
    /// "at least".
    AtLeast,
    /// "up to".
    AtMost,
    /// "approximately".
    About,
    /// What only names a number and is no result: "margin", "power", "alpha", "aged".
    Criterion,
    /// "grade", "stage", "phase", "type".
    Grade,
    /// Things that are counted and are no people: "sites", "trials", "events".
    Things,
    /// A month's name.
    Month,
    /// "died", "relapsed": a verb that tells what happened to people.
    Happened,
}
