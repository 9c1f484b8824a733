//! Identifiers of articles and trials: every form people paste is read, one form is written.
//!
//! `FromStr` and `Display` are inverses: what is displayed is read back as the same identifier.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Serialize, Serializer};

mod forms;

/// PubMed's number for a record: a whole number from 1 to 999,999,999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Pmid(u32);

impl Pmid {
    /// A PMID, where the number can be one.
    pub fn new(number: u32) -> Option<Self> {
        (1..=999_999_999).contains(&number).then_some(Self(number))
    }

    /// The number.
    pub fn get(self) -> u32 {
        self.0
    }
}

impl fmt::Display for Pmid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// PubMed Central's number for an article, written `PMC3531190`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pmcid(u32);

impl Pmcid {
    /// A PMCID, where the number can be one.
    pub fn new(number: u32) -> Option<Self> {
        (1..=999_999_999).contains(&number).then_some(Self(number))
    }

    /// The number behind `PMC`.
    pub fn get(self) -> u32 {
        self.0
    }
}

impl fmt::Display for Pmcid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PMC{}", self.0)
    }
}

/// A registration number of ClinicalTrials.gov, written `NCT03301220`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nct(u32);

impl Nct {
    /// The registration number of these eight digits.
    pub fn new(number: u32) -> Option<Self> {
        (number <= 99_999_999).then_some(Self(number))
    }
}

impl fmt::Display for Nct {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NCT{:08}", self.0)
    }
}

/// A DOI: shown as found, compared without regard to ASCII case (as DOIs are).
#[derive(Clone, Debug)]
pub struct Doi(String);

impl Doi {
    /// As found.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form to compare and look up by.
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

impl PartialEq for Doi {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for Doi {}

impl Hash for Doi {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl fmt::Display for Doi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What names an article or a trial.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Identifier {
    /// `10.1056/NEJMoa2409029`
    Doi(Doi),
    /// `39652675`
    Pmid(Pmid),
    /// `PMC3531190`
    Pmcid(Pmcid),
    /// `NCT03301220`
    Nct(Nct),
}

impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Identifier::Doi(doi) => doi.fmt(f),
            Identifier::Pmid(pmid) => pmid.fmt(f),
            Identifier::Pmcid(pmcid) => pmcid.fmt(f),
            Identifier::Nct(nct) => nct.fmt(f),
        }
    }
}

/// Text that names nothing litx knows: what was expected, and the nearest guess.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{input}` is no identifier: {reason}")]
pub struct IdError {
    /// What was given (shortened, control characters taken out).
    pub input: String,
    /// What is wrong with it, and what was expected.
    pub reason: String,
    /// What may have been meant.
    pub guess: Option<String>,
}

impl FromStr for Identifier {
    type Err = IdError;

    fn from_str(s: &str) -> Result<Self, IdError> {
        forms::identifier(s)
    }
}

macro_rules! from_identifier {
    ($type:ident, $variant:ident, $expected:literal) => {
        impl FromStr for $type {
            type Err = IdError;

            fn from_str(s: &str) -> Result<Self, IdError> {
                match forms::identifier(s)? {
                    Identifier::$variant(id) => Ok(id),
                    other => Err(forms::error(s, concat!("expected ", $expected), Some(other.to_string()))),
                }
            }
        }
    };
}

from_identifier!(Doi, Doi, "a DOI such as 10.1056/NEJMoa2409029");
from_identifier!(Pmid, Pmid, "a PMID such as 39652675");
from_identifier!(Pmcid, Pmcid, "a PMCID such as PMC3531190");
from_identifier!(Nct, Nct, "a trial number such as NCT03301220");

macro_rules! serialize_as_text {
    ($($type:ident)*) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
    )*};
}

serialize_as_text!(Doi Pmcid Nct Identifier);
