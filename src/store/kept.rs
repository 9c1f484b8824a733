//! An article as its row keeps it: what litx searches, shows and cites by; fewer fields than PubMed's own bytes have.

use rusqlite::{Connection, OptionalExtension, Row};

use super::batch::FIRST_OTHER;
use super::rows::{self, Details};
use super::{StoreError, date};
use crate::id::{Nct, Pmid};
use crate::record::{Abstract, Author, MeshHeading, Record, RecordKind, Term, TrialId, TrialSource};

/// The columns that [`read`] reads, in its order.
pub(super) const COLUMNS: &str = "r.id, r.version, r.kind, r.title, r.abstract, r.sections, r.marks, r.doi, r.pmcid, r.trials, r.journal, r.authors, r.types, r.mesh, r.details, r.revised";

/// How many they are.
pub(super) const WIDTH: usize = 16;

/// The record of a row; nothing where there is none.
pub(super) fn record(db: &Connection, id: i64) -> Result<Option<Record>, StoreError> {
    let mut row = db.prepare_cached(&format!("SELECT {COLUMNS} FROM record r WHERE r.id = ?1"))?;
    let read = row.query_row([id], |row| Ok(read(row))).optional()?;
    read.transpose()
}

/// The record of a row with [`COLUMNS`].
pub(super) fn read(row: &Row<'_>) -> Result<Record, StoreError> {
    let words = |i: usize| row.get::<_, Option<String>>(i);
    let id: i64 = row.get(0)?;
    let title: String = row.get(3)?;
    let damaged = || StoreError::Damaged(format!("record {id}"));
    let text: Abstract = rows::text(&title, words(4)?.as_deref(), words(5)?.as_deref(), words(6)?.as_deref())
        .ok_or_else(damaged)?;
    let pmid = Some(id).filter(|id| *id < FIRST_OTHER).and_then(|id| Pmid::new(u32::try_from(id).ok()?));
    let mut record = Record { pmid, version: row.get(1)?, ..Record::default() };
    if row.get::<_, String>(2)? == "book" {
        record.kind = RecordKind::Book;
    }
    record.text = text;
    record.pmcid = words(8)?.and_then(|pmcid| pmcid.parse().ok());
    record.trials = list(words(9)?)
        .iter()
        .filter_map(|nct| Some(TrialId { nct: nct.parse::<Nct>().ok()?, found_in: TrialSource::DataBank }))
        .collect();
    record.authors = list(words(11)?).into_iter().map(author).collect();
    let term = |name: String| Term { ui: String::new(), name };
    record.types = list(words(12)?).into_iter().map(term).collect();
    let heading = |name: String| MeshHeading { descriptor: term(name), major: false, qualifiers: Vec::new() };
    record.mesh = list(words(13)?).into_iter().map(heading).collect();
    record.dates.revised = words(15)?.as_deref().and_then(date::read);
    Details::read(words(14)?.as_deref()).restore(&mut record, words(10)?, words(7)?.as_deref());
    Ok(record)
}

/// A list as a column holds it.
fn list(text: Option<String>) -> Vec<String> {
    text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// `Dimopoulos MA` is a person, `AQUILA Investigators` a group: what ends in initials alone is a person.
fn author(short: String) -> Author {
    match short.rsplit_once(' ') {
        Some((last, initials))
            if (1..=4).contains(&initials.chars().count()) && initials.chars().all(char::is_uppercase) =>
        {
            Author::Person {
                last: last.to_owned(),
                fore: None,
                initials: Some(initials.to_owned()),
                suffix: None,
                orcid: None,
                affiliations: Vec::new(),
            }
        }
        _ => Author::Collective { name: short },
    }
}
