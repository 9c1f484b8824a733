//! Claims with what came of them, ready to be told in any form.

use serde_json::Value;

use super::{Standing, Verified};
use crate::catalogue::{Catalogue, Claim, Place};

/// Every claim of some catalogues, in their order.
#[derive(Debug, Default)]
pub struct Report {
    /// The catalogues.
    pub catalogues: Vec<Catalogue>,
    /// Their claims with what came of them, in order.
    pub told: Vec<Told>,
    /// What is wrong with files that could not be read as catalogues.
    pub faults: Vec<Misread>,
    /// Catalogues that were not looked at, since they did not change.
    pub passed_over: usize,
    /// A source that could not be read fails the run.
    pub strict: bool,
}

/// What is wrong at a place of a file that is no catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// The file as people name it.
    pub file: String,
    /// Where.
    pub place: Place,
    /// What.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// How much a claim's standing weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// It is supported.
    Well,
    /// A failure that the baseline knows.
    Known,
    /// Its source could not be read, or carries a warning.
    Warning,
    /// It fails the run.
    Failure,
}

/// One claim with what came of it.
#[derive(Clone, Debug)]
pub struct Told {
    /// Its catalogue: an index into [`Report::catalogues`].
    pub catalogue: usize,
    /// The claim: an index into [`Catalogue::claims`].
    pub claim: usize,
    /// What came of it.
    pub verified: Verified,
    /// Where to look in the catalogue: first and one past the last.
    pub from: Place,
    /// The end of that place.
    pub to: Place,
    /// The baseline names it with this standing.
    pub known: bool,
    /// The words of the source that show it.
    pub quote: Option<Quote>,
    /// The finding it was held against, as in `litx.findings/1`.
    pub found: Option<Value>,
    /// What a reader must know of the source, whatever the standing: that it was retracted.
    pub warnings: Vec<String>,
    /// What was read: `abstract only`; nothing where nothing was.
    pub read: Option<&'static str>,
}

/// Words of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The section they stand in: `RESULTS`, `title`.
    pub section: Option<String>,
    /// The words.
    pub text: String,
}

/// How many claims stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals([usize; Standing::ALL.len()]);

impl Totals {
    /// Claims of one standing.
    pub fn of(&self, standing: Standing) -> usize {
        Standing::ALL.iter().position(|s| *s == standing).map_or(0, |i| self.0[i])
    }

    /// All of them.
    pub fn claims(&self) -> usize {
        self.0.iter().sum()
    }

    /// In words: `3 claims: 2 supported, 1 contradicted, …`.
    pub fn words(&self) -> String {
        let parts: Vec<String> =
            Standing::ALL.iter().map(|s| format!("{} {}", self.of(*s), s.words())).collect();
        let plural = if self.claims() == 1 { "" } else { "s" };
        format!("{} claim{plural}: {}", self.claims(), parts.join(", "))
    }
}

impl Report {
    /// How many claims stand how.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for told in &self.told {
            if let Some(i) = Standing::ALL.iter().position(|s| *s == told.verified.standing) {
                totals.0[i] += 1;
            }
        }
        totals
    }

    /// How much a claim's standing weighs.
    pub fn weight(&self, told: &Told) -> Weight {
        match told.verified.standing {
            Standing::Supported if told.warnings.is_empty() => Weight::Well,
            Standing::Supported => Weight::Warning,
            _ if told.known => Weight::Known,
            Standing::Unverifiable if !self.strict => Weight::Warning,
            _ => Weight::Failure,
        }
    }

    /// Failures that the baseline knows.
    pub fn known(&self) -> usize {
        self.told.iter().filter(|told| self.weight(told) == Weight::Known).count()
    }

    /// The totals in one line.
    pub fn words(&self) -> String {
        let (mut out, known) = (self.totals().words(), self.known());
        if known > 0 {
            out += &format!("; {known} known");
        }
        if self.passed_over > 0 {
            let plural = if self.passed_over == 1 { "" } else { "s" };
            out += &format!("; {} unchanged catalogue{plural} passed over", self.passed_over);
        }
        out
    }

    /// The catalogue of a claim.
    pub fn catalogue(&self, told: &Told) -> &Catalogue {
        &self.catalogues[told.catalogue]
    }

    /// The claim.
    pub fn claim(&self, told: &Told) -> &Claim {
        &self.catalogue(told).claims[told.claim]
    }
}
