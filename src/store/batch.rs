//! Writing: whole records, each with everything that belongs to it, many in one transaction.
//!
//! Rows first, words behind them in rising order, plain inserts; what is replaced is deleted first. Triggers or `REPLACE`
//! between them, or words in any order, make full-text search write more than twice as slowly.

mod before;
mod change;
mod insert;

use std::collections::{BTreeMap, HashMap};

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use serde_json::json;

use super::rows::{Rows, identifiers};
use super::{Store, StoreError, kept};
use crate::id::Pmid;
use before::before;

pub use before::older;

pub use change::{Change, Part};

/// Numbers of records without a PMID begin here; they are few.
pub(super) const FIRST_OTHER: i64 = 1 << 40;

/// Records of which full-text search is told at once, ahead of the commit: some milliseconds.
const AHEAD: usize = 64;

/// What is being written: kept by [`Batch::commit`], gone without it.
pub struct Batch<'a> {
    transaction: Transaction<'a>,
    origins: HashMap<(String, String), i64>,
    /// Words of records that go, and of those that come, of which full-text search was not yet told.
    gone: BTreeMap<i64, Words>,
    come: BTreeMap<i64, Words>,
    /// The last record of which it was told.
    told: i64,
    /// Whether any record was ever withdrawn: most stores need not look.
    withdrawn: bool,
}

/// What full-text search is told of a record: title, abstract, mesh, types, journal, authors.
#[derive(PartialEq)]
struct Words([Option<String>; 6]);

impl Store {
    /// Begins to write. Nobody else can until it ends.
    ///
    /// # Errors
    /// If somebody else is writing, or the file cannot be written.
    pub fn batch(&mut self) -> Result<Batch<'_>, StoreError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let withdrawn =
            transaction.query_row("SELECT EXISTS (SELECT 1 FROM withdrawn)", [], |row| row.get(0))?;
        Ok(Batch {
            transaction,
            origins: HashMap::new(),
            gone: BTreeMap::new(),
            come: BTreeMap::new(),
            told: i64::MIN,
            withdrawn,
        })
    }

    /// Stores records, all of them or none.
    ///
    /// # Errors
    /// If the file cannot be written; none of them is then stored.
    pub fn put_all(&mut self, rows: Vec<Rows>) -> Result<Vec<Change>, StoreError> {
        let mut batch = self.batch()?;
        let changes = rows.into_iter().map(|one| batch.put(one)).collect::<Result<_, _>>()?;
        batch.commit()?;
        Ok(changes)
    }
}

impl Batch<'_> {
    pub(super) fn connection(&self) -> &Connection {
        &self.transaction
    }

    /// Stores a record, or finds that it need not be.
    ///
    /// # Errors
    /// If the file cannot be written; the batch is then to be dropped.
    pub fn put(&mut self, rows: Rows) -> Result<Change, StoreError> {
        let before = match (rows.pmid, &rows.key) {
            (Some(id), _) => before(&self.transaction, "r.id = ?1", id)?,
            (None, key) => before(&self.transaction, "r.key = ?1", key)?,
        };
        let change = match &before {
            None if self.was_withdrawn(&rows)? => return Ok(Change::Withdrawn),
            None => Change::New,
            Some(b) if b.sha256 == rows.sha256 && !b.read_before(&rows) && b.keeps(&rows) => {
                if matches!((rows.turn, b.turn), (Some(new), Some(old)) if new > old) {
                    // A withdrawal that stands between both files is not to take it away.
                    let origin = self.origin(&rows)?;
                    self.transaction
                        .prepare_cached("UPDATE record SET origin = ?2 WHERE id = ?1")?
                        .execute(params![b.id, origin])?;
                }
                return Ok(Change::Unchanged);
            }
            Some(b) if b.sha256 == rows.sha256 => Change::Reread,
            Some(b) if b.newer_than(&rows) => return Ok(Change::Older),
            Some(b) => Change::Updated(self.differences(b.id, &rows)?),
        };
        if let (Some(b), Change::Updated(parts)) = (&before, &change) {
            let changed: Vec<&str> = parts.iter().map(|part| part.name()).collect();
            self.transaction
                .prepare_cached(
                    "INSERT INTO history (record, version, sha256, replaced_at, changed, raw)
                     SELECT r.id, r.version, r.sha256, ?2, ?3, w.bytes FROM record r LEFT JOIN raw w ON w.record = r.id WHERE r.id = ?1",
                )?
                .execute(params![b.id, rows.fetched_at, json!(changed).to_string()])?;
        }
        let id = match (&before, rows.pmid) {
            (Some(b), _) => {
                self.remove(b.id)?;
                b.id
            }
            (None, Some(id)) => id,
            (None, None) => self.next_other()?,
        };
        self.keep_past(id, &rows.past)?;
        self.insert(id, rows)?;
        Ok(change)
    }

    /// Removes records that PubMed withdrew, by a file of this turn; says how many were there.
    ///
    /// # Errors
    /// As [`Batch::put`].
    pub fn delete(&mut self, pmids: &[Pmid], turn: Option<u32>) -> Result<u64, StoreError> {
        let mut removed = 0;
        for pmid in pmids {
            let id = i64::from(pmid.get());
            let of = self
                .transaction
                .prepare_cached(
                    "SELECT o.turn FROM record r JOIN origin o ON o.id = r.origin WHERE r.id = ?1",
                )?
                .query_row([id], |row| row.get::<_, Option<u32>>(0))
                .optional()?;
            // What a later file brought is not withdrawn by an earlier one.
            if let (Some(Some(of)), Some(turn)) = (of, turn)
                && of > turn
            {
                continue;
            }
            if of.is_some() {
                self.remove(id)?;
                removed += 1;
            }
            self.transaction
                .prepare_cached(
                    "INSERT INTO withdrawn (record, turn) VALUES (?1, ?2)
                     ON CONFLICT (record) DO UPDATE SET turn = max(coalesce(turn, 0), coalesce(excluded.turn, 0))",
                )?
                .execute(params![id, turn])?;
            self.withdrawn = true;
        }
        Ok(removed)
    }

    /// Tells full-text search of some words that [`Batch::commit`] would otherwise have to: for moments in which there is
    /// nothing else to do. Says whether there were enough that it can be told of now.
    ///
    /// # Errors
    /// As [`Batch::put`].
    pub fn tell_ahead(&mut self) -> Result<bool, StoreError> {
        // In rising order, and what goes before what comes.
        let rising = self.come.first_key_value().is_some_and(|(id, _)| *id > self.told);
        if !rising || !self.gone.is_empty() || self.come.len() < AHEAD {
            return Ok(false);
        }
        self.tell(AHEAD)?;
        Ok(true)
    }

    /// Tells full-text search of so many records.
    fn tell(&mut self, records: usize) -> Result<(), StoreError> {
        let mut insert = self.transaction.prepare_cached(
            "INSERT INTO words (rowid, title, abstract, mesh, types, journal, authors) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for _ in 0..records {
            let Some((id, Words([title, body, mesh, types, journal, authors]))) = self.come.pop_first()
            else {
                break;
            };
            insert.execute(params![id, title, body, mesh, types, journal, authors])?;
            self.told = id;
        }
        Ok(())
    }

    /// Keeps everything that was written.
    ///
    /// # Errors
    /// If the file cannot be written; nothing of the batch is then kept.
    pub fn commit(mut self) -> Result<(), StoreError> {
        {
            let mut delete = self.transaction.prepare_cached(
                "INSERT INTO words (words, rowid, title, abstract, mesh, types, journal, authors) VALUES ('delete', ?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?;
            for (id, Words([title, body, mesh, types, journal, authors])) in &self.gone {
                delete.execute(params![id, title, body, mesh, types, journal, authors])?;
            }
        }
        self.tell(self.come.len())?;
        self.transaction.commit()?;
        Ok(())
    }

    /// Whether a file later than the record's withdrew it. A record of no PubMed file was asked for: it is taken.
    fn was_withdrawn(&self, rows: &Rows) -> Result<bool, StoreError> {
        let (Some(id), Some(turn), true) = (rows.pmid, rows.turn, self.withdrawn) else { return Ok(false) };
        let by = self
            .transaction
            .prepare_cached("SELECT turn FROM withdrawn WHERE record = ?1")?
            .query_row([id], |row| row.get::<_, Option<u32>>(0))
            .optional()?;
        Ok(by.flatten().is_some_and(|by| by >= turn))
    }

    fn next_other(&self) -> Result<i64, StoreError> {
        let last: Option<i64> = self
            .transaction
            .prepare_cached("SELECT max(id) FROM record WHERE id >= ?1")?
            .query_row([FIRST_OTHER], |row| row.get(0))?;
        Ok(last.map_or(FIRST_OTHER, |last| last + 1))
    }

    /// Takes a record out, with everything that belongs to it.
    fn remove(&mut self, id: i64) -> Result<(), StoreError> {
        let db = &self.transaction;
        let words = db
            .prepare_cached(
                "SELECT title, abstract, mesh, types, journal, authors FROM record WHERE id = ?1",
            )?
            .query_row([id], |row| {
                Ok(Words([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?]))
            })?;
        // What this batch itself brought is in no index yet.
        if self.come.remove(&id).is_none() {
            self.gone.insert(id, words);
        }
        if let Some(record) = kept::record(db, id)? {
            let mut delete =
                db.prepare_cached("DELETE FROM identifier WHERE kind = ?1 AND value = ?2 AND record = ?3")?;
            for (kind, value) in identifiers(&record) {
                delete.execute(params![kind, value, id])?;
            }
        }
        self.clear_results(id)?;
        let db = &self.transaction;
        db.prepare_cached("DELETE FROM raw WHERE record = ?1")?.execute([id])?;
        db.prepare_cached("DELETE FROM record WHERE id = ?1")?.execute([id])?;
        Ok(())
    }
}
