//! Writing: whole records, each with everything that belongs to it, many in one transaction.
//!
//! Rows first, words behind them, plain inserts; what is replaced is deleted first.

mod before;
mod change;
mod insert;
mod tell;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use rustc_hash::FxHashMap;
use serde_json::json;

use super::rows::{Rows, identifiers};
use super::{Store, StoreError, kept};
use crate::id::Pmid;
use before::before;
use tell::Telling;

pub use before::older;

pub use change::{Change, Part};

/// Numbers of records without a PMID begin here; they are few.
pub(super) const FIRST_OTHER: i64 = 1 << 40;

/// What is being written: kept by [`Batch::commit`], gone without it.
pub struct Batch<'a> {
    transaction: Transaction<'a>,
    /// The numbers of origins, by source and route.
    origins: FxHashMap<String, FxHashMap<String, i64>>,
    /// What full-text search is to be told of.
    telling: Telling,
    /// Whether any record was ever withdrawn: most stores need not look.
    withdrawn: bool,
    /// The highest PMID that is stored: of a higher one nothing is, and most of PubMed's files bring higher ones.
    highest: i64,
}

impl Store {
    /// Begins to write. Nobody else can until it ends.
    ///
    /// # Errors
    /// If somebody else is writing, or the file cannot be written.
    pub fn batch(&mut self) -> Result<Batch<'_>, StoreError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let withdrawn =
            transaction.query_row("SELECT EXISTS (SELECT 1 FROM withdrawn)", [], |row| row.get(0))?;
        let highest = "SELECT coalesce(max(id), 0) FROM record WHERE id < ?1";
        let highest = transaction.query_row(highest, [FIRST_OTHER], |row| row.get(0))?;
        Ok(Batch {
            transaction,
            origins: FxHashMap::default(),
            telling: Telling::default(),
            withdrawn,
            highest,
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
            (Some(id), _) if id > self.highest => None,
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
        self.highest = self.highest.max(rows.pmid.unwrap_or(0));
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

    /// Keeps everything that was written.
    ///
    /// # Errors
    /// If the file cannot be written; nothing of the batch is then kept.
    pub fn commit(mut self) -> Result<(), StoreError> {
        self.tell()?;
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
        self.goes(id)?;
        let db = &self.transaction;
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
