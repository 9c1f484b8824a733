//! Reading back: records by identifier, what changed, what the store holds.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::ZlibDecoder;
use rusqlite::{OptionalExtension, params};

use super::{Store, StoreError, kept};
use crate::id::Identifier;
use crate::record::Record;
use crate::source::{Provenance, hex, sha256};

/// A stored article, and what became of earlier versions.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// Its name in messages (`pmid:39652675`).
    pub key: String,
    /// What its row keeps of it; without an abstract where that is not kept.
    pub record: Record,
    /// The record's own bytes, where they are kept: they say more than the row.
    pub raw: Option<Vec<u8>>,
    /// Its findings as a document, where its abstract is not kept.
    pub findings: Option<String>,
    /// What did not fit together when it was stored: check, grade, message.
    pub problems: Vec<(String, String, String)>,
    /// Where it came from.
    pub provenance: Provenance,
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
    /// What does not fit together, by check and grade.
    pub problems: BTreeMap<(String, String), u64>,
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
        match id {
            Identifier::Pmid(pmid) => Ok(self.at(i64::from(pmid.get()))?.into_iter().collect()),
            Identifier::Doi(doi) => self.named("doi", &doi.key()),
            Identifier::Pmcid(pmcid) => self.named("pmcid", &pmcid.to_string()),
            Identifier::Nct(nct) => self.named("nct", &nct.to_string()),
        }
    }

    /// The record with this name of its own (`id:THEIR-ID`).
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn find_given(&self, id: &str) -> Result<Option<Stored>, StoreError> {
        Ok(self.named("given", id)?.into_iter().next())
    }

    fn named(&self, kind: &str, value: &str) -> Result<Vec<Stored>, StoreError> {
        let mut rows = self
            .connection
            .prepare_cached("SELECT record FROM identifier WHERE kind = ?1 AND value = ?2 ORDER BY record")?;
        let ids: Vec<i64> = rows.query_map([kind, value], |row| row.get(0))?.collect::<Result<_, _>>()?;
        ids.into_iter().filter_map(|id| self.at(id).transpose()).collect()
    }

    /// The numbers of up to so many records behind one, rising: to be read one by one with [`Store::at`].
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn ids_after(&self, id: i64, most: usize) -> Result<Vec<i64>, StoreError> {
        let mut rows =
            self.connection.prepare_cached("SELECT id FROM record WHERE id > ?1 ORDER BY id LIMIT ?2")?;
        Ok(rows.query_map(params![id, most as i64], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    /// The record of a number (its PMID, where it has one); nothing where there is none.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn at(&self, id: i64) -> Result<Option<Stored>, StoreError> {
        let mut row = self.connection.prepare_cached(&format!(
            "SELECT {}, r.key, r.findings, r.fetched_at, r.sha256, r.extractor, o.source, o.route, w.bytes
               FROM record r JOIN origin o ON o.id = r.origin LEFT JOIN raw w ON w.record = r.id WHERE r.id = ?1",
            kept::COLUMNS
        ))?;
        let mut rows = row.query([id])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let at = |i: usize| kept::WIDTH + i;
        let record = kept::read(row)?;
        let key = match record.pmid {
            Some(pmid) => format!("pmid:{pmid}"),
            None => row.get::<_, Option<String>>(at(0))?.unwrap_or_default(),
        };
        let provenance = Provenance {
            source: row.get(at(5))?,
            route: row.get(at(6))?,
            fetched_at: row.get(at(2))?,
            sha256: hex(&row.get::<_, Vec<u8>>(at(3))?),
        };
        let raw = match row.get::<_, Option<Vec<u8>>>(at(7))? {
            Some(packed) => Some(unpacked(&packed, &provenance, &key)?),
            None => None,
        };
        Ok(Some(Stored {
            record,
            raw,
            findings: row.get(at(1))?,
            problems: self.problems(id)?,
            provenance,
            extractor: row.get(at(4))?,
            history: self.history(id)?,
            key,
        }))
    }

    /// The title of a record.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn title(&self, id: i64) -> Result<Option<String>, StoreError> {
        let mut row = self.connection.prepare_cached("SELECT title FROM record WHERE id = ?1")?;
        Ok(row.query_row([id], |row| row.get(0)).optional()?)
    }

    fn problems(&self, id: i64) -> Result<Vec<(String, String, String)>, StoreError> {
        let mut rows = self
            .connection
            .prepare_cached("SELECT name, grade, message FROM verdict WHERE record = ?1 ORDER BY position")?;
        Ok(rows
            .query_map([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<_, _>>()?)
    }

    fn history(&self, id: i64) -> Result<Vec<Replaced>, StoreError> {
        let mut rows = self.connection.prepare_cached(
            "SELECT version, sha256, replaced_at, changed FROM history WHERE record = ?1 ORDER BY id",
        )?;
        let replaced = rows.query_map([id], |row| {
            let changed: String = row.get(3)?;
            Ok(Replaced {
                version: row.get(0)?,
                sha256: hex(&row.get::<_, Vec<u8>>(1)?),
                replaced_at: row.get(2)?,
                changed: serde_json::from_str(&changed).unwrap_or_default(),
            })
        })?;
        Ok(replaced.collect::<Result<_, _>>()?)
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
            "SELECT i.value, coalesce(r.doi, i.value) FROM identifier i JOIN record r ON r.id = i.record
              WHERE i.kind = 'doi' AND i.value >= ?1 AND i.value < ?1 || char(1114111) LIMIT 2000",
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
        let problems = self
            .connection
            .prepare("SELECT name, grade, count(*) FROM verdict GROUP BY 1, 2")?
            .query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get::<_, i64>(2)? as u64)))?
            .collect::<Result<_, _>>()?;
        Ok(Stats {
            records: one("SELECT count(*) FROM record")?,
            with_abstract: one(
                "SELECT count(*) FROM record WHERE abstract IS NOT NULL OR sections IS NOT NULL",
            )?,
            retracted: one("SELECT count(*) FROM record WHERE flags LIKE '%\"retracted\"%'")?,
            findings: by("SELECT kind, count(*) FROM finding GROUP BY kind")?,
            problems,
            routes: by("SELECT o.route, count(*) FROM record r JOIN origin o ON o.id = r.origin GROUP BY 1")?,
            replaced: one("SELECT count(*) FROM history")?,
            bytes: one("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")?,
        })
    }
}

fn unpacked(packed: &[u8], provenance: &Provenance, key: &str) -> Result<Vec<u8>, StoreError> {
    let damaged = || StoreError::Damaged(key.to_owned());
    let mut bytes = Vec::new();
    ZlibDecoder::new(packed).read_to_end(&mut bytes).map_err(|_| damaged())?;
    let same = sha256(&bytes) == provenance.sha256;
    if same { Ok(bytes) } else { Err(damaged()) }
}
