//! Reading back: records by identifier, what changed, what the store holds.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::ZlibDecoder;
use rusqlite::{OptionalExtension, Row, params};

use super::{Store, StoreError};
use crate::id::Identifier;
use crate::source::{Provenance, RawRecord};

/// A stored record: its bytes, to be read again, and what became of earlier versions.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// The record's key (`pmid:39652675`).
    pub key: String,
    /// Its bytes and where they came from.
    pub raw: RawRecord,
    /// The reader that wrote its findings.
    pub extractor: String,
    /// What it replaced, oldest first.
    pub history: Vec<Replaced>,
}

/// An earlier version of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// Its PMID version.
    pub version: u32,
    /// The hash of its bytes.
    pub sha256: String,
    /// When it was replaced, in seconds since 1970.
    pub replaced_at: Option<i64>,
    /// What differed: `title`, `abstract`, `flags`, `findings`, `other`.
    pub changed: Vec<String>,
}

/// What a store holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stats {
    /// Records.
    pub records: u64,
    /// Of these, with an abstract.
    pub with_abstract: u64,
    /// Of these, retracted.
    pub retracted: u64,
    /// Findings by kind.
    pub findings: BTreeMap<String, u64>,
    /// Verdicts by check, verdict and grade.
    pub verdicts: BTreeMap<(String, String, String), u64>,
    /// Records by the route that found them.
    pub routes: BTreeMap<String, u64>,
    /// Earlier versions kept.
    pub replaced: u64,
    /// Size of the file in bytes.
    pub bytes: u64,
}

impl Store {
    /// The records an identifier names; several for a trial's number.
    ///
    /// # Errors
    /// If the store cannot be read, or holds damaged bytes.
    pub fn find(&self, id: &Identifier) -> Result<Vec<Stored>, StoreError> {
        const COLUMNS: &str = "r.key, s.source, s.route, s.fetched_at, s.sha256, s.raw, r.extractor";
        let by_name = format!(
            "SELECT {COLUMNS} FROM identifier i JOIN record r ON r.id = i.record JOIN source s ON s.record = r.id
             WHERE i.kind = ?1 AND i.value = ?2 ORDER BY r.pmid, r.id"
        );
        let rows: Vec<(String, RawParts)> = match id {
            Identifier::Pmid(pmid) => self
                .connection
                .prepare_cached(&format!(
                    "SELECT {COLUMNS} FROM record r JOIN source s ON s.record = r.id WHERE r.pmid = ?1"
                ))?
                .query_map([pmid.get()], parts)?
                .collect::<Result<_, _>>()?,
            other => {
                let (kind, value) = match other {
                    Identifier::Doi(doi) => ("doi", doi.key()),
                    Identifier::Pmcid(pmcid) => ("pmcid", pmcid.to_string()),
                    Identifier::Nct(nct) => ("nct", nct.to_string()),
                    Identifier::Pmid(_) => ("pmid", String::new()),
                };
                self.connection
                    .prepare_cached(&by_name)?
                    .query_map(params![kind, value], parts)?
                    .collect::<Result<_, _>>()?
            }
        };
        rows.into_iter().map(|(key, parts)| self.stored(key, parts)).collect()
    }

    /// The record with this name of its own (`id:THEIR-ID`).
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn find_given(&self, id: &str) -> Result<Option<Stored>, StoreError> {
        let row = self
            .connection
            .query_row(
                "SELECT r.key, s.source, s.route, s.fetched_at, s.sha256, s.raw, r.extractor FROM record r
                 JOIN source s ON s.record = r.id JOIN identifier i ON i.record = r.id
                 WHERE i.kind = 'given' AND i.value = ?1",
                [id],
                parts,
            )
            .optional()?;
        row.map(|(key, parts)| self.stored(key, parts)).transpose()
    }

    /// The rows of all records, by PMID: to be read one by one with [`Store::at`].
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn rows(&self) -> Result<Vec<i64>, StoreError> {
        let mut rows = self.connection.prepare("SELECT id FROM record ORDER BY pmid IS NULL, pmid, key")?;
        Ok(rows.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    /// The record of a row; nothing where it is gone.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn at(&self, row: i64) -> Result<Option<Stored>, StoreError> {
        let row = self
            .connection
            .prepare_cached(
                "SELECT r.key, s.source, s.route, s.fetched_at, s.sha256, s.raw, r.extractor FROM record r
                 JOIN source s ON s.record = r.id WHERE r.id = ?1",
            )?
            .query_row([row], parts)
            .optional()?;
        row.map(|(key, parts)| self.stored(key, parts)).transpose()
    }

    fn stored(&self, key: String, parts: RawParts) -> Result<Stored, StoreError> {
        let mut bytes = Vec::new();
        ZlibDecoder::new(parts.packed.as_slice())
            .read_to_end(&mut bytes)
            .map_err(|_| StoreError::Damaged(key.clone()))?;
        let raw = RawRecord::new(
            bytes,
            parts.provenance.source,
            parts.provenance.route,
            parts.provenance.fetched_at,
        );
        if raw.provenance.sha256 != parts.provenance.sha256 {
            return Err(StoreError::Damaged(key));
        }
        let history = self
            .connection
            .prepare_cached(
                "SELECT version, sha256, replaced_at, changed FROM history WHERE key = ?1 ORDER BY id",
            )?
            .query_map([&key], |row| {
                let changed: String = row.get(3)?;
                Ok(Replaced {
                    version: row.get(0)?,
                    sha256: row.get(1)?,
                    replaced_at: row.get(2)?,
                    changed: serde_json::from_str(&changed).unwrap_or_default(),
                })
            })?
            .collect::<Result<_, _>>()?;
        Ok(Stored { key, raw, extractor: parts.extractor, history })
    }

    /// The stored DOI, or other identifier, that looks most like `text`: for "did you mean".
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn nearest(&self, text: &str) -> Result<Option<String>, StoreError> {
        let text = text.to_ascii_lowercase();
        // Those that begin alike; a bounded number of them, however large the store.
        let head: String = text.chars().take(9).collect();
        let mut rows = self.connection.prepare_cached(
            "SELECT value, shown FROM identifier WHERE kind = 'doi' AND value >= ?1 AND value < ?1 || char(1114111) LIMIT 2000",
        )?;
        let mut best: Option<(usize, String)> = None;
        for row in rows.query_map([&head], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))? {
            let (value, shown) = row?;
            let distance = strsim::damerau_levenshtein(&text, &value);
            if distance <= 3 && best.as_ref().is_none_or(|(d, _)| distance < *d) {
                best = Some((distance, shown));
            }
        }
        Ok(best.map(|(_, shown)| shown))
    }

    /// Records whose title or abstract has these words (the syntax of FTS5), best first.
    ///
    /// # Errors
    /// If the words are no valid query, or the store cannot be read.
    pub fn search(&self, words: &str, limit: u32) -> Result<Vec<(Option<u32>, String)>, StoreError> {
        let mut rows = self.connection.prepare_cached(
            "SELECT r.pmid, r.title FROM words w JOIN record r ON r.id = w.rowid WHERE words MATCH ?1 ORDER BY rank, r.id LIMIT ?2",
        )?;
        Ok(rows
            .query_map(params![words, limit], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?)
    }

    /// What the store holds.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn stats(&self) -> Result<Stats, StoreError> {
        let one =
            |sql: &str| self.connection.query_row(sql, [], |row| row.get::<_, i64>(0).map(|n| n as u64));
        let by = |sql: &str| -> Result<BTreeMap<String, u64>, rusqlite::Error> {
            self.connection
                .prepare(sql)?
                .query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)))?
                .collect()
        };
        let verdicts = self
            .connection
            .prepare("SELECT check_, verdict, coalesce(grade, ''), count(*) FROM verdict GROUP BY 1, 2, 3")?
            .query_map([], |row| Ok(((row.get(0)?, row.get(1)?, row.get(2)?), row.get::<_, i64>(3)? as u64)))?
            .collect::<Result<_, _>>()?;
        Ok(Stats {
            records: one("SELECT count(*) FROM record")?,
            with_abstract: one("SELECT count(DISTINCT record) FROM section")?,
            retracted: one("SELECT count(*) FROM record WHERE flags LIKE '%\"retracted\"%'")?,
            findings: by("SELECT kind, count(*) FROM finding GROUP BY kind")?,
            verdicts,
            routes: by("SELECT route, count(*) FROM source GROUP BY route")?,
            replaced: one("SELECT count(*) FROM history")?,
            bytes: one("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")?,
        })
    }
}

struct RawParts {
    provenance: Provenance,
    packed: Vec<u8>,
    extractor: String,
}

fn parts(row: &Row<'_>) -> rusqlite::Result<(String, RawParts)> {
    let provenance =
        Provenance { source: row.get(1)?, route: row.get(2)?, fetched_at: row.get(3)?, sha256: row.get(4)? };
    Ok((row.get(0)?, RawParts { provenance, packed: row.get(5)?, extractor: row.get(6)? }))
}
