//! The manifest: files that were read, and how far.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Batch, Store, StoreError};

/// What is known of a file that is, or was, read into the store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileState {
    /// Its absolute path.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// When it was changed last, in seconds since 1970.
    pub modified: i64,
    /// MD5 of the file as it lies, in hex, once it was read to its end.
    pub md5: Option<String>,
    /// What of it was asked for; empty for everything.
    pub selected: String,
    /// Pieces read so far: records, withdrawals, damages. A run goes on behind them.
    pub pieces: u64,
    /// Records that were taken.
    pub records: u64,
    /// Records that were not asked for.
    pub passed: u64,
    /// Records that it withdrew.
    pub deleted: u64,
    /// Places that could not be read.
    pub damaged: u64,
    /// Whether it was read to its end.
    pub finished: bool,
}

impl FileState {
    /// Whether a file that now looks like `other` is the one that was read, and the same was asked of it.
    pub fn is_of(&self, other: &FileState) -> bool {
        (self.bytes, self.modified, &self.selected) == (other.bytes, other.modified, &other.selected)
    }
}

const COLUMNS: &str =
    "path, bytes, modified, md5, selected, pieces, records, passed, deleted, damaged, finished";

fn state(row: &rusqlite::Row<'_>) -> rusqlite::Result<FileState> {
    let count = |i: usize| row.get::<_, i64>(i).map(|n| n as u64);
    Ok(FileState {
        path: row.get(0)?,
        bytes: count(1)?,
        modified: row.get(2)?,
        md5: row.get(3)?,
        selected: row.get(4)?,
        pieces: count(5)?,
        records: count(6)?,
        passed: count(7)?,
        deleted: count(8)?,
        damaged: count(9)?,
        finished: row.get(10)?,
    })
}

impl Store {
    /// What is known of the file at a path.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn file(&self, path: &str) -> Result<Option<FileState>, StoreError> {
        at(&self.connection, path)
    }

    /// The manifest, by path.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn files(&self) -> Result<Vec<FileState>, StoreError> {
        let mut rows = self.connection.prepare(&format!("SELECT {COLUMNS} FROM file ORDER BY path"))?;
        Ok(rows.query_map([], state)?.collect::<Result<_, _>>()?)
    }
}

impl Batch<'_> {
    /// Notes how far a file was read, together with what was written of it.
    ///
    /// # Errors
    /// If the file of the store cannot be written.
    pub fn note(&mut self, file: &FileState) -> Result<(), StoreError> {
        write(self.connection(), file)
    }
}

pub(super) fn at(db: &Connection, path: &str) -> Result<Option<FileState>, StoreError> {
    let mut row = db.prepare_cached(&format!("SELECT {COLUMNS} FROM file WHERE path = ?1"))?;
    Ok(row.query_row([path], state).optional()?)
}

pub(super) fn write(db: &Connection, f: &FileState) -> Result<(), StoreError> {
    db.prepare_cached(&format!(
        "INSERT OR REPLACE INTO file ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
    ))?
    .execute(params![
        f.path,
        f.bytes as i64,
        f.modified,
        f.md5,
        f.selected,
        f.pieces as i64,
        f.records as i64,
        f.passed as i64,
        f.deleted as i64,
        f.damaged as i64,
        f.finished
    ])?;
    Ok(())
}
