//! Writing: whole records, each with everything that belongs to it.
//!
//! Rows first, words after, plain inserts; what is replaced is deleted first. Triggers or `REPLACE` between them make
//! full-text search write more than twice as slowly.

mod rows;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use serde_json::{Value, json};

use super::{Store, StoreError};
use crate::id::Pmid;
use crate::record::{PartialDate, Record};
use crate::source::Found;
use rows::insert;

/// A record with what was read from it; documents as `export::findings` and `export::verdicts` write them.
pub struct Entry<'a> {
    /// The record and its bytes.
    pub found: &'a Found,
    /// Its findings document.
    pub findings: &'a Value,
    /// Its verdicts.
    pub verdicts: &'a [Value],
    /// The version of the reader.
    pub extractor: &'a str,
}

/// What storing a record changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was not there before.
    New,
    /// The very same bytes, read by the very same reader, are there already: nothing was written.
    Unchanged,
    /// A newer version replaced an older one; what differs.
    Updated(Vec<Part>),
    /// The same bytes, read again by another version of the reader.
    Reread,
    /// A newer version is there already: nothing was written.
    Older,
}

/// A part of a record that changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The title.
    Title,
    /// The abstract.
    Abstract,
    /// Retraction, correction, concern.
    Flags,
    /// Findings.
    Findings,
    /// Anything else.
    Other,
}

impl Part {
    /// As in the store.
    pub fn name(self) -> &'static str {
        match self {
            Part::Title => "title",
            Part::Abstract => "abstract",
            Part::Flags => "flags",
            Part::Findings => "findings",
            Part::Other => "other",
        }
    }
}

impl Store {
    /// Stores one record, whole or not at all.
    ///
    /// # Errors
    /// If the file cannot be written; nothing of the record is then stored.
    pub fn put(&mut self, entry: &Entry<'_>) -> Result<Change, StoreError> {
        Ok(self.put_all(std::slice::from_ref(entry))?.remove(0))
    }

    /// Stores many records in one transaction.
    ///
    /// # Errors
    /// If the file cannot be written; none of them is then stored.
    pub fn put_all(&mut self, entries: &[Entry<'_>]) -> Result<Vec<Change>, StoreError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut changes = Vec::with_capacity(entries.len());
        let mut words = Vec::new();
        for entry in entries {
            changes.push(put(&transaction, entry, &mut words)?);
        }
        {
            let mut insert = transaction
                .prepare_cached("INSERT INTO words (rowid, title, abstract) VALUES (?1, ?2, ?3)")?;
            for (id, title, text) in &words {
                // The same article twice in one call: its words are those of the last.
                insert.execute(params![id, title, text])?;
            }
        }
        transaction.commit()?;
        Ok(changes)
    }

    /// Removes records that PubMed withdrew; says how many were there.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn delete(&mut self, pmids: &[Pmid]) -> Result<usize, StoreError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut removed = 0;
        for pmid in pmids {
            let id: Option<i64> = transaction
                .prepare_cached("SELECT id FROM record WHERE pmid = ?1")?
                .query_row([pmid.get()], |row| row.get(0))
                .optional()?;
            if let Some(id) = id {
                remove(&transaction, id)?;
                removed += 1;
            }
        }
        transaction.commit()?;
        Ok(removed)
    }

    /// How far a file was read before: records, and whether it was finished; nothing where it is new or has changed.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn file_progress(
        &self,
        path: &str,
        bytes: u64,
        modified: i64,
    ) -> Result<Option<(u64, bool)>, StoreError> {
        Ok(self
            .connection
            .query_row(
                "SELECT records, finished FROM file WHERE path = ?1 AND bytes = ?2 AND modified = ?3",
                params![path, bytes as i64, modified],
                |row| Ok((row.get::<_, i64>(0)? as u64, row.get(1)?)),
            )
            .optional()?)
    }

    /// Notes how far a file was read.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn note_file(
        &mut self,
        path: &str,
        bytes: u64,
        modified: i64,
        records: u64,
        finished: bool,
    ) -> Result<(), StoreError> {
        self.connection.execute(
            "INSERT INTO file (path, bytes, modified, records, finished) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (path) DO UPDATE SET bytes = ?2, modified = ?3, records = ?4, finished = ?5",
            params![path, bytes as i64, modified, records as i64, finished],
        )?;
        Ok(())
    }
}

/// The key of a record: its number, else its DOI, else the name it was given, else its bytes.
pub(super) fn key(found: &Found) -> String {
    let record = &found.record;
    if let Some(pmid) = record.pmid {
        format!("pmid:{pmid}")
    } else if let Some(doi) = record.doi() {
        format!("doi:{}", doi.key())
    } else if let Some(id) = &record.given_id {
        format!("id:{id}")
    } else {
        format!("sha256:{}", found.raw.provenance.sha256)
    }
}

struct Before {
    id: i64,
    version: u32,
    revised: Option<String>,
    sha256: String,
    extractor: String,
}

type Words = Vec<(i64, String, String)>;

fn put(db: &Connection, entry: &Entry<'_>, words: &mut Words) -> Result<Change, StoreError> {
    let record = &entry.found.record;
    let provenance = &entry.found.raw.provenance;
    let key = key(entry.found);
    let before = before(db, &key)?;
    let change = match &before {
        None => Change::New,
        Some(b) if b.sha256 == provenance.sha256 && b.extractor == entry.extractor => {
            return Ok(Change::Unchanged);
        }
        Some(b) if b.sha256 == provenance.sha256 => Change::Reread,
        Some(b) if older(record, b) => return Ok(Change::Older),
        Some(b) => Change::Updated(differences(db, b.id, entry)?),
    };
    if let (Some(b), Change::Updated(parts)) = (&before, &change) {
        let changed: Vec<&str> = parts.iter().map(|p| p.name()).collect();
        db.prepare_cached(
            "INSERT INTO history (key, version, sha256, replaced_at, changed, raw)
             SELECT ?1, ?2, ?3, ?4, ?5, raw FROM source WHERE record = ?6",
        )?
        .execute(params![
            key,
            b.version,
            b.sha256,
            provenance.fetched_at,
            json!(changed).to_string(),
            b.id
        ])?;
    }
    if let Some(b) = &before {
        words.retain(|(id, ..)| *id != b.id);
        remove(db, b.id)?;
    }
    let id = insert(db, entry, &key, before.map(|b| b.id))?;
    words.push((id, record.title().to_owned(), record.text.plain()));
    Ok(change)
}

fn before(db: &Connection, key: &str) -> Result<Option<Before>, StoreError> {
    Ok(db
        .prepare_cached(
            "SELECT r.id, r.version, r.revised, s.sha256, r.extractor FROM record r JOIN source s ON s.record = r.id WHERE r.key = ?1",
        )?
        .query_row([key], |row| {
            Ok(Before {
                id: row.get(0)?,
                version: row.get(1)?,
                revised: row.get(2)?,
                sha256: row.get(3)?,
                extractor: row.get(4)?,
            })
        })
        .optional()?)
}

/// Whether what is stored is newer than what comes: a higher version, or a later revision of the same.
fn older(record: &Record, before: &Before) -> bool {
    if record.version != before.version {
        return record.version < before.version;
    }
    match (record.dates.revised.as_ref().map(date), &before.revised) {
        (Some(new), Some(old)) => new < *old,
        _ => false,
    }
}

fn date(date: &PartialDate) -> String {
    format!("{:04}-{:02}-{:02}", date.year.unwrap_or(0), date.month.unwrap_or(0), date.day.unwrap_or(0))
}

fn differences(db: &Connection, id: i64, entry: &Entry<'_>) -> Result<Vec<Part>, StoreError> {
    let record = &entry.found.record;
    let mut parts = Vec::new();
    let (title, flags): (String, String) = db
        .prepare_cached("SELECT title, flags FROM record WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if title != record.title() {
        parts.push(Part::Title);
    }
    let mut sections =
        db.prepare_cached("SELECT label, text FROM section WHERE record = ?1 ORDER BY position")?;
    let old: Vec<(Option<String>, String)> =
        sections.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    let new: Vec<(Option<String>, String)> = record
        .text
        .sections()
        .iter()
        .map(|s| (s.label.clone(), record.text.section_text(s).to_owned()))
        .collect();
    if old != new {
        parts.push(Part::Abstract);
    }
    let new_flags = flag_list(record).to_string();
    if flags != new_flags {
        parts.push(Part::Flags);
    }
    let mut documents =
        db.prepare_cached("SELECT document FROM finding WHERE record = ?1 ORDER BY position")?;
    let old: Vec<String> = documents.query_map([id], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let new: Vec<String> =
        entry.findings["findings"].as_array().into_iter().flatten().map(Value::to_string).collect();
    if old != new {
        parts.push(Part::Findings);
    }
    if parts.is_empty() {
        parts.push(Part::Other);
    }
    Ok(parts)
}

fn flag_list(record: &Record) -> Value {
    record.flags().iter().map(|f| f.name()).collect()
}

/// Takes a record out, with everything that belongs to it.
fn remove(db: &Connection, id: i64) -> Result<(), StoreError> {
    db.prepare_cached("DELETE FROM words WHERE rowid = ?1")?.execute([id])?;
    // Findings and the rest go with their record.
    db.prepare_cached("DELETE FROM record WHERE id = ?1")?.execute([id])?;
    Ok(())
}
