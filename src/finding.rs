//! A result as data: what a trial abstract reports, with the place of every number.
//!
//! The JSON of these types is written by `export::findings`; field names there are a public contract.

mod decimal;
mod display;
mod measure;
mod names;

pub use decimal::Decimal;
pub use measure::{Measure, Scale};
pub use names::{
    Comparison, Direction, DispersionKind, FollowUpStatistic, IntervalKind, Purpose, Role, Statistic,
    TimeUnit, Why,
};

use crate::text::Span;

/// A number as printed, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// The number.
    pub decimal: Decimal,
    /// Its digits, with sign; without unit or per-cent sign.
    pub span: Span,
}

impl Number {
    /// The number as a float, for arithmetic.
    pub fn to_f64(self) -> f64 {
        self.decimal.to_f64()
    }
}

/// Words of the text, and where.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Phrase {
    /// The words as printed.
    pub text: String,
    /// Their place.
    pub span: Span,
}

/// What was read from one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extraction {
    /// Groups that results are given for; `ArmId(n)` is `arms[n]`.
    pub arms: Vec<Arm>,
    /// Results in text order.
    pub findings: Vec<Finding>,
    /// Numbers of the text that ended in no finding, in text order.
    pub unread: Vec<Unread>,
    /// Short forms that sentences about groups or results define, in text order.
    pub short_forms: Vec<ShortForm>,
}

/// A short form and what it stands for: `progression-free survival (PFS)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShortForm {
    /// `PFS`
    pub short: Span,
    /// `progression-free survival`
    pub long: Span,
}

/// Index of an arm in [`Extraction::arms`]; displayed as `a1`, `a2`, ….
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArmId(pub u16);

/// A group that results are given for: a randomised arm, an exposure group, a subgroup with its own results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arm {
    /// What a reader would call it: no article, no "group".
    pub name: String,
    /// Wordings of the text that mean it, each once, in text order.
    pub mentions: Vec<Phrase>,
}

/// One result, what it belongs to, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The result itself.
    pub result: Reported,
    /// The group it is of (for a comparison: the group whose risk the value describes).
    pub arm: Option<ArmId>,
    /// The reference group of a comparison.
    pub comparator: Option<ArmId>,
    /// What was measured: the shortest phrase of the text that names it.
    pub outcome: Option<Phrase>,
    /// The time the text ties it to.
    pub time_point: Option<TimePoint>,
    /// The subgroup it is restricted to.
    pub subgroup: Option<Phrase>,
    /// Its quotation: every number of the result that stands together.
    pub span: Span,
    /// Further quotations, where numbers of the result stand apart.
    pub support: Vec<Span>,
    /// The reading rule that read it.
    pub rule: &'static str,
}

impl Finding {
    /// A result nothing is bound to yet.
    pub fn unbound(result: Reported, span: Span, rule: &'static str) -> Self {
        Self {
            result,
            arm: None,
            comparator: None,
            outcome: None,
            time_point: None,
            subgroup: None,
            span,
            support: Vec::new(),
            rule,
        }
    }

    /// The P value, where the result carries one.
    pub fn p(&self) -> Option<&PValue> {
        match &self.result {
            Reported::Estimate(e) => e.p.as_ref(),
            Reported::RelativeChange(r) => r.p.as_ref(),
            Reported::PValue(p) => Some(p),
            _ => None,
        }
    }

    /// The interval, where the result carries one.
    pub fn interval(&self) -> Option<&Interval> {
        match &self.result {
            Reported::Estimate(e) => e.interval.as_ref(),
            Reported::Proportion(p) => p.interval.as_ref(),
            Reported::Quantity(q) => q.interval.as_ref(),
            Reported::RelativeChange(r) => r.interval.as_ref(),
            _ => None,
        }
    }
}

/// The kinds of result.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Reported {
    /// A number of people.
    Participants(Participants),
    /// A point value of an effect or of accuracy.
    Estimate(Estimate),
    /// A share of people.
    Proportion(Proportion),
    /// A mean, median, rate, change, cost.
    Quantity(Quantity),
    /// "51% lower".
    RelativeChange(RelativeChange),
    /// How long people were followed.
    FollowUp(FollowUp),
    /// A P value that belongs to no estimate of the text.
    PValue(PValue),
}

impl Reported {
    /// The kind's name in JSON.
    pub fn kind(&self) -> &'static str {
        match self {
            Reported::Participants(_) => "participants",
            Reported::Estimate(_) => "estimate",
            Reported::Proportion(_) => "proportion",
            Reported::Quantity(_) => "quantity",
            Reported::RelativeChange(_) => "relative_change",
            Reported::FollowUp(_) => "follow_up",
            Reported::PValue(_) => "p_value",
        }
    }
}

/// A number of people.
#[derive(Clone, Debug, PartialEq)]
pub struct Participants {
    /// How many.
    pub n: Number,
    /// In which step of the trial.
    pub role: Role,
}

/// A point value with its interval and P value.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// What is estimated.
    pub measure: Measure,
    /// A variant of the measure: `subdistribution`.
    pub variant: Option<&'static str>,
    /// The point value; absent where only an interval is printed.
    pub value: Option<Number>,
    /// How the value is bounded, where it is no plain value.
    pub value_op: Option<Comparison>,
    /// The text's own unit, or `percentage_point`.
    pub unit: Option<String>,
    /// The direction of an unsigned difference.
    pub direction: Option<Direction>,
    /// Its interval.
    pub interval: Option<Interval>,
    /// Its P value.
    pub p: Option<PValue>,
    /// Whether the text says adjusted or multivariable.
    pub adjusted: bool,
}

impl Estimate {
    /// An interval that is printed without a point value.
    pub fn of_interval(measure: Measure, interval: Option<Interval>, p: Option<PValue>) -> Self {
        Self {
            measure,
            variant: None,
            value: None,
            value_op: None,
            unit: None,
            direction: None,
            interval,
            p,
            adjusted: false,
        }
    }
}

/// A share of people; at least one of percent and count is present.
#[derive(Clone, Debug, PartialEq)]
pub struct Proportion {
    /// Per cent as printed (63.1 for 63.1%).
    pub percent: Option<Number>,
    /// How the percentage is bounded ("<1%").
    pub percent_op: Option<Comparison>,
    /// How many had it.
    pub count: Option<Number>,
    /// Of how many, where the text says so beside it.
    pub total: Option<Number>,
    /// Its interval.
    pub interval: Option<Interval>,
}

/// A mean, median, rate, change or cost.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Which statistic.
    pub statistic: Statistic,
    /// The value; absent where it was not reached.
    pub value: Option<Number>,
    /// How the value is bounded.
    pub value_op: Option<Comparison>,
    /// The text's own unit.
    pub unit: Option<String>,
    /// The direction of an unsigned change ("decreased by 3.2").
    pub direction: Option<Direction>,
    /// Spread.
    pub dispersion: Option<Dispersion>,
    /// Coefficient of variation, per cent.
    pub cv: Option<Number>,
    /// Its interval.
    pub interval: Option<Interval>,
}

/// "the risk was 51% lower".
#[derive(Clone, Debug, PartialEq)]
pub struct RelativeChange {
    /// By how many per cent.
    pub percent: Number,
    /// Which way.
    pub direction: Direction,
    /// Its interval.
    pub interval: Option<Interval>,
    /// Its P value.
    pub p: Option<PValue>,
}

/// How long people were followed.
#[derive(Clone, Debug, PartialEq)]
pub struct FollowUp {
    /// Which statistic.
    pub statistic: FollowUpStatistic,
    /// How long.
    pub value: Number,
    /// How the value is bounded.
    pub value_op: Option<Comparison>,
    /// The text's own unit (`months`).
    pub unit: Option<String>,
    /// Spread.
    pub dispersion: Option<Dispersion>,
}

/// An interval as printed: the first limit is `low` even where the text has them reversed.
#[derive(Clone, Debug, PartialEq)]
pub struct Interval {
    /// First limit; absent where one-sided or not estimable.
    pub low: Option<Number>,
    /// Second limit.
    pub high: Option<Number>,
    /// Level in per cent; carried forward from a labelled interval where this one has no label.
    pub level: Option<Number>,
    /// Confidence, credible, prediction.
    pub kind: IntervalKind,
}

/// A P value as printed.
#[derive(Clone, Debug, PartialEq)]
pub struct PValue {
    /// Its operator; absent for words.
    pub op: Option<Comparison>,
    /// Its value; absent for words.
    pub value: Option<Number>,
    /// Words in place of a number: `NS`.
    pub text: Option<&'static str>,
    /// What it tests, where the text says.
    pub purpose: Option<Purpose>,
    /// 1 or 2, where the text says.
    pub sided: Option<u8>,
    /// Where it stands, with its letter and operator.
    pub span: Span,
}

/// The spread of a quantity.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispersion {
    /// Which spread.
    pub kind: DispersionKind,
    /// A single number (SD, SE).
    pub value: Option<Number>,
    /// Lower end (IQR, range).
    pub low: Option<Number>,
    /// Upper end (IQR, range).
    pub high: Option<Number>,
}

/// The time a number is tied to: "at 5 years".
#[derive(Clone, Debug, PartialEq)]
pub struct TimePoint {
    /// How many.
    pub value: Number,
    /// Of what.
    pub unit: TimeUnit,
    /// The phrase.
    pub span: Span,
}

/// A number of the text that is in no finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The number.
    pub span: Span,
    /// Why.
    pub why: Why,
}
