//! An article on its way through: read, checked, ready to be stored and shown.

use serde_json::Value;

use crate::check::{Grade, Verdict, check, problems};
use crate::export::{findings, verdicts};
use crate::extract::{self, extract};
use crate::finding::Extraction;
use crate::parse::{self, Item};
use crate::record::Record;
use crate::source::{Found, RawRecord};
use crate::store::{Change, Entry, Store, StoreError};

/// A record with everything that was read from it.
pub(crate) struct Article {
    pub(crate) found: Found,
    pub(crate) extraction: Extraction,
    pub(crate) verdicts: Vec<Verdict>,
}

impl Article {
    /// Reads and checks a record.
    pub(crate) fn read(found: Found) -> Self {
        let extraction = extract(&found.record.text);
        let verdicts = check(&found.record.text, &extraction);
        Self { found, extraction, verdicts }
    }

    /// Reads a record for its findings alone.
    pub(crate) fn unchecked(found: Found) -> Self {
        let extraction = extract(&found.record.text);
        Self { found, extraction, verdicts: Vec::new() }
    }

    /// The same, with the disagreements from a grade on alone.
    pub(crate) fn read_problems(found: Found, least: Grade) -> Self {
        let extraction = extract(&found.record.text);
        let verdicts = problems(&found.record.text, &extraction, least);
        Self { found, extraction, verdicts }
    }

    /// From stored bytes.
    pub(crate) fn from_raw(raw: RawRecord) -> Option<Self> {
        stored(raw).map(Self::read)
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

/// The record that stored bytes hold.
pub(crate) fn stored(raw: RawRecord) -> Option<Found> {
    let format = parse::sniff(&raw.bytes);
    let record = parse::items(format, raw.bytes.as_slice()).find_map(|item| match item {
        Ok(Item::Record(parsed)) => Some(parsed.record),
        _ => None,
    })?;
    Some(Found { record, raw })
}

pub(crate) fn id_of(record: &Record) -> String {
    record
        .given_id
        .clone()
        .or_else(|| record.pmid.map(|pmid| pmid.to_string()))
        .or_else(|| record.doi().map(ToString::to_string))
        .unwrap_or_default()
}

/// Stores articles, all of them or none.
pub(crate) fn store_all(store: &mut Store, articles: &[Article]) -> Result<Vec<Change>, StoreError> {
    let documents: Vec<(Value, Vec<Value>)> = articles.iter().map(|a| (a.findings(), a.verdicts())).collect();
    let entries: Vec<Entry<'_>> = articles
        .iter()
        .zip(&documents)
        .map(|(article, (findings, verdicts))| Entry {
            found: &article.found,
            findings,
            verdicts,
            extractor: extract::VERSION,
        })
        .collect();
    store.put_all(&entries)
}
