//! Searching: words and conditions in, articles with the results that fit out.
//!
//! What is asked for becomes one SQL statement (`statement`) whose driving table is chosen by what there is least of
//! (`plan`). Articles come newest first, by falling number, so that SQLite can stop at the limit.

mod conditions;
mod free;
mod plan;
mod range;
mod run;
mod statement;
#[cfg(test)]
mod tests;
mod words;

pub use free::{Cell, Free};
pub use range::{Range, RangeError, Times};
pub use run::{Explained, Hit, ResultRow};
pub use words::{Words, WordsError};

use crate::finding::Measure;
use crate::id::Nct;

/// What is searched for. Everything must hold; what is asked of results must hold of one and the same.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Words of the article.
    pub words: Option<Words>,
    /// What is asked of the article.
    pub article: OfArticle,
    /// What is asked of a result.
    pub result: OfResult,
}

/// What is asked of an article. Of several types, journals or trials any will do; every heading and author must be there.
#[derive(Clone, Debug, Default)]
pub struct OfArticle {
    /// Its year.
    pub years: Option<Range>,
    /// How many took part.
    pub people: Option<Range>,
    /// Publication types, by their whole names.
    pub types: Vec<String>,
    /// Journals by their names as stored; a star at the end stands for the rest.
    pub journals: Vec<String>,
    /// Subject headings, by their whole names.
    pub mesh: Vec<String>,
    /// Authors: `Dimopoulos`, `Dimopoulos MA`.
    pub authors: Vec<String>,
    /// Trials it names.
    pub trials: Vec<Nct>,
    /// Whether it was retracted.
    pub retracted: Option<bool>,
    /// What of it does not fit together.
    pub failed: Option<Failed>,
    /// Whether its abstract must be kept.
    pub with_abstract: bool,
}

/// Checks that an article fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// Any of these; any at all where there are none.
    pub checks: Vec<&'static str>,
    /// With one of these grades.
    pub grades: Vec<&'static str>,
}

/// What is asked of a result. Of several measures, kinds or units any will do.
#[derive(Clone, Debug, Default)]
pub struct OfResult {
    /// What is estimated.
    pub measures: Vec<Measure>,
    /// Kinds: `estimate`, `proportion`, ….
    pub kinds: Vec<&'static str>,
    /// Its numbers.
    pub numbers: Vec<Comparing>,
    /// Whether its interval leaves out what would be no difference.
    pub excludes_null: bool,
    /// P, surely below.
    pub p_below: Option<f64>,
    /// P, surely not below.
    pub p_above: Option<f64>,
    /// What was measured.
    pub outcome: Option<(String, Words)>,
    /// The group it is of.
    pub arm: Option<(String, Words)>,
    /// The group it is compared with.
    pub comparator: Option<(String, Words)>,
    /// When.
    pub time: Option<Times>,
    /// Its unit, as printed.
    pub units: Vec<String>,
}

/// A number of a result against another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparing {
    /// Which number.
    pub of: Quantity,
    /// How.
    pub by: By,
    /// With which.
    pub with: f64,
}

/// A number of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// The value: of an estimate, a quantity, a share in per cent, a number of people.
    Value,
    /// The upper end of its interval.
    Upper,
    /// The lower end of its interval.
    Lower,
    /// The level of its interval, in per cent.
    Level,
    /// The share in per cent, as printed or as count and total give it.
    Percent,
    /// How many had it.
    Events,
}

/// How two numbers are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// `<`
    Below,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `>=`
    AtLeast,
}

/// In which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// By number (PMID), falling.
    #[default]
    Newest,
    /// How well words fit, among the newest [`RANKED`] hits.
    Relevance,
    /// By year, falling.
    Year,
    /// By the number of people, falling.
    People,
    /// Results by value, rising.
    Value,
    /// Results by P, rising.
    P,
}

/// Articles that are ranked by relevance, at most: ranking all that have a common word takes seconds.
pub const RANKED: usize = 20_000;

/// Which part of the hits.
#[derive(Clone, Copy, Debug, Default)]
pub struct Page {
    /// How many, at most.
    pub limit: Option<usize>,
    /// How many are passed over.
    pub offset: usize,
    /// Only articles behind this one, where the newest come first.
    pub after: Option<i64>,
}

impl OfResult {
    /// Whether anything is asked of results.
    pub fn is_asked(&self) -> bool {
        !(self.measures.is_empty()
            && self.kinds.is_empty()
            && self.numbers.is_empty()
            && self.units.is_empty()
            && !self.excludes_null
            && self.p_below.is_none()
            && self.p_above.is_none()
            && self.outcome.is_none()
            && self.arm.is_none()
            && self.comparator.is_none()
            && self.time.is_none())
    }
}

impl Order {
    /// Whether results are sorted, each by itself, and not articles.
    pub fn is_of_results(self) -> bool {
        matches!(self, Order::Value | Order::P)
    }
}
