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

    /// Those that their source does not support, though it was read.
    pub fn failed(&self) -> usize {
        self.claims() - self.of(Standing::Supported) - self.of(Standing::Unverifiable)
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

    /// The catalogue of a claim.
    pub fn catalogue(&self, told: &Told) -> &Catalogue {
        &self.catalogues[told.catalogue]
    }

    /// The claim.
    pub fn claim(&self, told: &Told) -> &Claim {
        &self.catalogue(told).claims[told.claim]
    }

    /// Where to look in the catalogue.
    pub fn place(&self, told: &Told) -> Place {
        Place::of(&self.catalogue(told).text, told.verified.at.start)
    }
}
