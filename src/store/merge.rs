//! Joining stores: withdrawals, records and the manifest of one go into another, by the rules that files are read by.

use rusqlite::params;

use super::{Batch, FileState, Store, StoreError, file};
use crate::id::Pmid;

impl Store {
    /// What was withdrawn, and by the file of which turn.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn withdrawn(&self) -> Result<Vec<(Pmid, Option<u32>)>, StoreError> {
        let mut rows = self.connection.prepare("SELECT record, turn FROM withdrawn ORDER BY record")?;
        let rows = rows.query_map([], |row| Ok((row.get::<_, u32>(0)?, row.get(1)?)))?;
        let rows: Vec<(u32, Option<u32>)> = rows.collect::<Result<_, _>>()?;
        Ok(rows.into_iter().filter_map(|(pmid, turn)| Some((Pmid::new(pmid)?, turn))).collect())
    }
}

impl Batch<'_> {
    /// Notes what another store knows of a file, unless more is known here.
    ///
    /// # Errors
    /// As [`Batch::put`].
    pub fn note_other(&mut self, other: &FileState) -> Result<(), StoreError> {
        let known = file::at(self.connection(), &other.path)?;
        let further = |state: &FileState| (state.finished, state.pieces);
        if known.is_none_or(|known| further(other) > further(&known)) {
            self.note(other)?;
        }
        Ok(())
    }

    /// Keeps the earlier versions that a record from another store brings; those that are known here are not doubled.
    pub(super) fn keep_past(&self, id: i64, past: &[super::rows::Past]) -> Result<(), StoreError> {
        for one in past {
            self.connection()
                .prepare_cached(
                    "INSERT INTO history (record, version, sha256, replaced_at, changed, raw)
                     SELECT ?1, ?2, ?3, ?4, ?5, ?6
                      WHERE NOT EXISTS (SELECT 1 FROM history WHERE record = ?1 AND sha256 = ?3)",
                )?
                .execute(params![id, one.version, one.sha256, one.replaced_at, one.changed, one.raw])?;
        }
        Ok(())
    }
}
