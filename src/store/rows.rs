//! The rows of one article, made ready away from the one writer.

mod details;
mod finding;
mod layout;
mod stored;

use std::io::Write;
use std::sync::Arc;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use serde::{Serialize, Serializer as _};

use super::words::{Document, Run};
use super::{date, turn};
use crate::check::{Ruling, Verdict};
use crate::finding::{Extraction, Reported, Role};
use crate::record::{Record, RecordKind};
use crate::source::Found;

pub(super) use details::Details;
pub(super) use layout::text;

pub(super) use finding::FindingRow;
use layout::{abstract_of, marks_of, sections_of};

/// An article to be stored, with what was read from it.
pub struct Entry<'a> {
    /// The record and its bytes.
    pub found: &'a Found,
    /// What was read from it.
    pub extraction: &'a Extraction,
    /// What the checks say; disagreements alone are stored.
    pub verdicts: &'a [Verdict],
    /// The version of the reader.
    pub extractor: &'static str,
    /// How much of it is kept.
    pub keep: Keep<'a>,
}

/// How much of an article is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep<'a> {
    /// Everything, with the record's own bytes.
    Raw,
    /// Title, abstract and what is known of the article.
    Text,
    /// The same without its abstract: results with their quotations, as this document has them.
    Results(&'a str),
}

/// A name from one of litx's lists, or as another store has it.
pub(super) type Name = std::borrow::Cow<'static, str>;

/// The rows of one article.
#[derive(Debug)]
pub struct Rows {
    pub(super) pmid: Option<i64>,
    pub(super) key: Option<String>,
    pub(super) version: u32,
    pub(super) kind: Name,
    pub(super) title: String,
    pub(super) abstract_: Option<String>,
    pub(super) sections: Option<String>,
    pub(super) marks: Option<String>,
    pub(super) doi: Option<String>,
    pub(super) pmcid: Option<String>,
    pub(super) trials: Option<String>,
    pub(super) journal: Option<String>,
    pub(super) year: Option<i32>,
    pub(super) authors: Option<String>,
    pub(super) types: Option<String>,
    pub(super) mesh: Option<String>,
    pub(super) flags: Option<String>,
    pub(super) details: Option<String>,
    pub(super) people: Option<i64>,
    pub(super) arms: Option<String>,
    pub(super) results: Option<String>,
    pub(super) revised: Option<String>,
    pub(super) source: String,
    pub(super) route: String,
    pub(super) turn: Option<u32>,
    pub(super) fetched_at: Option<i64>,
    pub(super) sha256: Vec<u8>,
    pub(super) extractor: Name,
    pub(super) raw: Option<Vec<u8>>,
    pub(super) identifiers: Vec<(&'static str, String)>,
    pub(super) findings: Vec<FindingRow>,
    pub(super) verdicts: Vec<(Name, Name, String)>,
    /// Earlier versions, where the article comes from another store.
    pub(super) past: Vec<Past>,
    /// Its words, once they are sorted, and which article of the run it is.
    pub(super) words: Option<(Arc<Run>, usize)>,
}

/// An earlier version of an article.
#[derive(Debug)]
pub(super) struct Past {
    pub(super) version: u32,
    pub(super) sha256: Vec<u8>,
    pub(super) replaced_at: Option<i64>,
    pub(super) changed: String,
    pub(super) raw: Option<Vec<u8>>,
}

impl Rows {
    /// Sorts the words of articles that come together, so that the writer need not: the more at once, the less it costs.
    pub fn sort_words<'r>(articles: impl Iterator<Item = &'r mut Rows>) {
        let mut articles: Vec<&mut Rows> = articles.collect();
        let documents: Vec<_> = articles.iter().map(|rows| rows.document()).collect();
        // What they will be called by, where all of them have a PMID and come in turn, as they nearly always do.
        let pmids = articles.iter().map(|rows| rows.pmid).collect::<Option<Vec<i64>>>();
        let numbers = pmids.filter(|pmids| pmids.is_sorted_by(|a, b| a < b));
        let numbers = numbers.unwrap_or_else(|| (1..).take(articles.len()).collect());
        let run = Arc::new(Run::of(numbers, &documents));
        for (place, rows) in articles.iter_mut().enumerate() {
            rows.words = Some((Arc::clone(&run), place));
        }
    }

    /// What full-text search finds it by.
    pub(super) fn document(&self) -> Document<'_> {
        [
            Some(self.title.as_str()),
            self.abstract_.as_deref(),
            self.mesh.as_deref(),
            self.types.as_deref(),
            self.journal.as_deref(),
            self.authors.as_deref(),
        ]
    }

    /// What they take in memory, in round numbers.
    pub fn size(&self) -> usize {
        let text = self.title.len() + self.abstract_.as_ref().map_or(0, String::len);
        let beside = [&self.details, &self.mesh, &self.authors, &self.results].into_iter().flatten();
        let raw = self.raw.iter().chain(self.past.iter().filter_map(|past| past.raw.as_ref()));
        2_048
            + text
            + beside.map(String::len).sum::<usize>()
            + raw.map(Vec::len).sum::<usize>()
            + 512 * self.findings.len()
    }

    /// The rows of an article.
    pub fn of(entry: &Entry<'_>) -> Self {
        let record = &entry.found.record;
        let provenance = &entry.found.raw.provenance;
        let (with_text, raw, results) = match entry.keep {
            Keep::Raw => (true, Some(packed(&entry.found.raw.bytes)), None),
            Keep::Text => (true, None, None),
            Keep::Results(document) => (false, None, Some(document.to_owned())),
        };
        let journal = &record.journal;
        let verdicts = entry.verdicts.iter().filter_map(|verdict| match verdict.ruling {
            Ruling::Disagrees(grade) => {
                Some((verdict.check.into(), grade.name().into(), verdict.message.clone()))
            }
            _ => None,
        });
        Self {
            pmid: record.pmid.map(|pmid| i64::from(pmid.get())),
            key: key(entry.found),
            version: record.version,
            kind: match record.kind {
                RecordKind::Article => "article".into(),
                RecordKind::Book => "book".into(),
            },
            title: record.title().to_owned(),
            abstract_: abstract_of(&record.text).filter(|_| with_text).map(str::to_owned),
            sections: sections_of(&record.text),
            marks: marks_of(&record.text).filter(|_| with_text),
            doi: record.doi().map(ToString::to_string),
            pmcid: record.pmcid.map(|pmcid| pmcid.to_string()),
            trials: list(record.trials.iter().map(|trial| trial.nct.to_string())),
            journal: journal.iso.as_ref().or(journal.medline.as_ref()).or(journal.title.as_ref()).cloned(),
            year: record.dates.year(),
            authors: list(record.authors.iter().map(|author| author.short())),
            types: list(record.types.iter().map(|kind| &kind.name)),
            mesh: list(record.mesh.iter().map(|heading| &heading.descriptor.name)),
            flags: list(record.flags().iter().map(|flag| flag.name())),
            details: Details::of(record).to_text(),
            people: people(entry.extraction),
            arms: list(entry.extraction.arms.iter().map(|arm| &arm.name)),
            results,
            revised: record.dates.revised.as_ref().map(date::write),
            source: provenance.source.clone(),
            route: provenance.route.clone(),
            turn: turn(&provenance.source),
            fetched_at: provenance.fetched_at,
            sha256: bytes_of(&provenance.sha256),
            extractor: entry.extractor.into(),
            raw,
            identifiers: identifiers(record),
            findings: FindingRow::all(&record.text, &entry.extraction.findings, with_text),
            verdicts: verdicts.collect(),
            past: Vec::new(),
            words: None,
        }
    }
}

/// The key of what has no PMID: its DOI, else the name it was given, else its bytes.
pub(super) fn key(found: &Found) -> Option<String> {
    let record = &found.record;
    if record.pmid.is_some() {
        return None;
    }
    Some(match (record.doi(), &record.given_id) {
        (Some(doi), _) => format!("doi:{}", doi.key()),
        (None, Some(id)) => format!("id:{id}"),
        (None, None) => format!("sha256:{}", found.raw.provenance.sha256),
    })
}

/// Every name of a record beside its PMID, by kind.
pub(super) fn identifiers(record: &Record) -> Vec<(&'static str, String)> {
    let mut out: Vec<(&'static str, String)> = record.dois.iter().map(|own| ("doi", own.doi.key())).collect();
    out.extend(record.pmcid.map(|pmcid| ("pmcid", pmcid.to_string())));
    out.extend(record.trials.iter().map(|trial| ("nct", trial.nct.to_string())));
    out.extend(record.given_id.iter().map(|id| ("given", id.clone())));
    out.sort_unstable();
    out.dedup();
    out
}

/// A list as JSON; nothing where it is empty.
fn list(items: impl Iterator<Item = impl Serialize>) -> Option<String> {
    let mut items = items.peekable();
    items.peek()?;
    let mut json = Vec::with_capacity(128);
    serde_json::Serializer::new(&mut json).collect_seq(items).ok()?;
    String::from_utf8(json).ok()
}

/// How many took part in the whole study: the largest number of the surest role that is of no single group.
fn people(extraction: &Extraction) -> Option<i64> {
    let of = |role: Role| {
        let sizes = extraction.findings.iter().filter(|f| f.arm.is_none() && f.subgroup.is_none());
        sizes
            .filter_map(|finding| match &finding.result {
                Reported::Participants(p) if p.role == role => Some(p.n.to_f64() as i64),
                _ => None,
            })
            .max()
    };
    [Role::Randomized, Role::Enrolled, Role::Analyzed].into_iter().find_map(of)
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::default());
    // Writing to memory does not fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// The bytes of a hash in hex.
fn bytes_of(hex: &str) -> Vec<u8> {
    let digit = |c: u8| char::from(c).to_digit(16).unwrap_or(0) as u8;
    hex.as_bytes().chunks_exact(2).map(|pair| digit(pair[0]) << 4 | digit(pair[1])).collect()
}
