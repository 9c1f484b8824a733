//! An article on its way through: read, checked, ready to be stored and shown.

use serde_json::Value;

use crate::check::{Grade, Verdict, check, problems};
use crate::export::{findings, verdicts};
use crate::extract::{self, extract, extract_all};
use crate::finding::Extraction;
use crate::lock::results;
use crate::parse::{self, Item};
use crate::record::{Abstract, Record};
use crate::source::{Found, RawRecord};
use crate::store::{Change, Entry, Keep, Rows, Store, StoreError, Stored};

/// A record with everything that was read from it.
pub(crate) struct Article {
    pub(crate) found: Found,
    pub(crate) extraction: Extraction,
    pub(crate) verdicts: Vec<Verdict>,
}

/// Which verdicts articles are read with.
#[derive(Clone, Copy)]
pub(crate) enum Verdicts {
    None,
    /// The disagreements from a grade on.
    Problems(Grade),
    All,
}

impl Verdicts {
    /// Those that are stored.
    pub(crate) const STORED: Self = Self::Problems(Grade::Info);
}

impl Article {
    /// Reads and checks a record.
    pub(crate) fn read(found: Found, verdicts: Verdicts) -> Self {
        let extraction = extract(&found.record.text);
        Self::checked(found, extraction, verdicts)
    }

    /// Reads records, sooner than one by one.
    pub(crate) fn all(found: Vec<Found>, verdicts: Verdicts) -> Vec<Self> {
        let texts: Vec<&Abstract> = found.iter().map(|found| &found.record.text).collect();
        let extractions = extract_all(&texts);
        let read = found.into_iter().zip(extractions);
        read.map(|(found, extraction)| Self::checked(found, extraction, verdicts)).collect()
    }

    fn checked(found: Found, extraction: Extraction, verdicts: Verdicts) -> Self {
        let verdicts = match verdicts {
            Verdicts::None => Vec::new(),
            Verdicts::Problems(least) => problems(&found.record.text, &extraction, least),
            Verdicts::All => check(&found.record.text, &extraction),
        };
        Self { found, extraction, verdicts }
    }

    /// A stored article: read again, or as it was read where its abstract is not kept.
    pub(crate) fn from_stored(stored: Stored) -> Option<Self> {
        Self::from_stored_by(stored, Verdicts::All)
    }

    /// The same without a look at whether its numbers fit together.
    pub(crate) fn from_stored_unchecked(stored: Stored) -> Option<Self> {
        Self::from_stored_by(stored, Verdicts::None)
    }

    fn from_stored_by(stored: Stored, wanted: Verdicts) -> Option<Self> {
        let Some(document) = &stored.findings else {
            return found(stored).map(|found| Self::read(found, wanted));
        };
        let fields = serde_json::from_str(document).ok()?;
        let (text, extraction) = results::read(stored.record.title(), &fields).ok()?;
        let told = stored.problems.iter().cloned();
        let verdicts = told.filter_map(|(check, grade, message)| Verdict::told(&check, &grade, message));
        let verdicts = verdicts.collect();
        let raw = RawRecord { bytes: Vec::new(), provenance: stored.provenance };
        let mut record = stored.record;
        record.text = text;
        Some(Self { found: Found { record, raw }, extraction, verdicts })
    }

    /// As the view shows it.
    pub(crate) fn view(&self) -> crate::view::Shown<'_> {
        crate::view::Shown {
            record: &self.found.record,
            extraction: &self.extraction,
            verdicts: &self.verdicts,
        }
    }

    /// How outputs name it: the input's own name, else PMID, else DOI.
    pub(crate) fn id(&self) -> String {
        id_of(&self.found.record)
    }

    /// Its rows in the store.
    pub(crate) fn rows(&self, keep: Keep<'_>) -> Rows {
        Rows::of(&Entry {
            found: &self.found,
            extraction: &self.extraction,
            verdicts: &self.verdicts,
            extractor: extract::VERSION,
            keep,
        })
    }

    /// What was read from it as a document that stands for its abstract.
    pub(crate) fn results(&self) -> String {
        let fields = results::write(&self.found.record.text, &self.extraction);
        serde_json::to_string(&fields).unwrap_or_default()
    }

    pub(crate) fn findings(&self) -> Value {
        findings::document(&self.id(), &self.found.record.text, &self.extraction)
    }

    /// The same on one line.
    pub(crate) fn findings_line(&self) -> String {
        findings::line(&self.id(), &self.found.record.text, &self.extraction)
    }

    pub(crate) fn verdicts(&self) -> Vec<Value> {
        verdicts::verdicts(&self.found.record.text, &self.verdicts)
    }
}

/// The record of a stored article: of its own bytes, where they are kept. Nothing where its abstract is not kept, or its bytes
/// are of no record.
pub(crate) fn found(stored: Stored) -> Option<Found> {
    if stored.findings.is_some() {
        return None;
    }
    let Some(bytes) = stored.raw else {
        let raw = RawRecord { bytes: Vec::new(), provenance: stored.provenance };
        return Some(Found { record: stored.record, raw });
    };
    let format = parse::sniff(&bytes);
    let record = parse::items(format, bytes.as_slice()).find_map(|item| match item {
        Ok(Item::Record(parsed)) => Some(parsed.record),
        _ => None,
    })?;
    Some(Found { record, raw: RawRecord { bytes, provenance: stored.provenance } })
}

pub(crate) fn id_of(record: &Record) -> String {
    record
        .given_id
        .clone()
        .or_else(|| record.pmid.map(|pmid| pmid.to_string()))
        .or_else(|| record.doi().map(ToString::to_string))
        .unwrap_or_default()
}

/// Stores articles with their own bytes, all of them or none.
pub(crate) fn store_all(store: &mut Store, articles: &[Article]) -> Result<Vec<Change>, StoreError> {
    store.put_all(articles.iter().map(|article| article.rows(Keep::Raw)).collect())
}
