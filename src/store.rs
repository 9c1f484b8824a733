//! The store: records, findings, verdicts and where they came from, in one SQLite file.
//!
//! `schema.sql` is the only schema. Every record is written in one transaction with all that belongs to it, so that an
//! interruption at any point leaves whole records only.

mod batch;
mod date;
mod file;
mod kept;
mod merge;
mod migrate;
mod read;
mod rows;
pub mod search;
mod told;
mod turn;
mod words;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

pub use batch::{Batch, Change, Part, older};
pub use file::FileState;
pub use read::{Replaced, Stats, Stored};
pub use rows::{Entry, Keep, Rows};
pub use told::Told;
pub use turn::turn;

/// Tells litx's files from other SQLite files ("litx").
pub(crate) const APPLICATION_ID: i32 = 0x6c69_7478;

/// An open store.
pub struct Store {
    connection: Connection,
    path: PathBuf,
}

/// What can go wrong with a store.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The file cannot be opened or made.
    #[error("cannot open the store {path}: {reason}")]
    Open {
        /// Which.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// There is none where one was expected.
    #[error("there is no store at {0}")]
    Missing(PathBuf),
    /// A file of something else.
    #[error("{0} is no litx store")]
    NotAStore(PathBuf),
    /// A store of a newer litx.
    #[error("{path} was written by a newer litx (store version {found}, this one knows {known})")]
    Newer {
        /// Which.
        path: PathBuf,
        /// Its version.
        found: i32,
        /// The newest this litx knows.
        known: i32,
    },
    /// A store of an early litx, from before its first release.
    #[error("{path} was written by an early litx (store version {found}, this one begins at {oldest})")]
    Early {
        /// Which.
        path: PathBuf,
        /// Its version.
        found: i32,
        /// The oldest this litx brings up to date.
        oldest: i32,
    },
    /// Somebody else is writing.
    #[error("the store is in use by another process")]
    Busy(#[source] rusqlite::Error),
    /// No room.
    #[error("the disk is full: nothing more was stored")]
    Full(#[source] rusqlite::Error),
    /// The disk itself, or what stands for it.
    #[error("the disk failed: {0}")]
    Disk(#[source] rusqlite::Error),
    /// The file may not be written.
    #[error("the store may not be written")]
    ReadOnly(#[source] rusqlite::Error),
    /// The file is no longer what SQLite wrote.
    #[error("the file of the store is damaged: {0}")]
    Corrupt(#[source] rusqlite::Error),
    /// Changes that were not yet taken into a file that may only be read.
    #[error("{0} may not be written, and its last changes still lie in a file beside it (-wal or -journal)")]
    Unfinished(PathBuf),
    /// Stored bytes that do not unpack.
    #[error("the stored bytes of {0} are damaged")]
    Damaged(String),
    /// Anything else SQLite says.
    #[error("the store failed: {0}")]
    Sqlite(#[source] rusqlite::Error),
}

impl StoreError {
    /// What to do about it.
    pub fn help(&self) -> Option<&'static str> {
        Some(match self {
            StoreError::Open { .. } => "check the folder and its permissions, or name another file with --db",
            StoreError::Missing(_) => "`litx fetch` or `litx ingest` makes one; --db names another",
            StoreError::NotAStore(_) => "name another file with --db",
            StoreError::Newer { .. } => "update litx, or name another file with --db",
            StoreError::Early { .. } => {
                "fill a new one: `sqlite3 FILE 'SELECT pmid FROM record'` lists what to fetch; or ingest the same files again"
            }
            StoreError::Busy(_) => "wait for the other process, or use another file with --db",
            StoreError::Full(_) => "make room and run the same command again: it goes on where it stopped",
            StoreError::Disk(_) => {
                "see whether there is room and the disk is well, and run the same command again: it goes on where it stopped"
            }
            StoreError::ReadOnly(_) => "check the permissions of the file and its folder, or use --db",
            StoreError::Corrupt(_) => {
                "put the file aside and fill a new one (`litx ingest`, `litx fetch`); `sqlite3 FILE .recover` saves what is left"
            }
            StoreError::Unfinished(_) => {
                "copy both files to a folder that may be written, and name the copy with --db"
            }
            StoreError::Damaged(_) => "fetch the record again with --refresh",
            StoreError::Sqlite(_) => return None,
        })
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy(error),
            Some(ErrorCode::DatabaseCorrupt) => StoreError::Corrupt(error),
            Some(ErrorCode::DiskFull) => StoreError::Full(error),
            Some(ErrorCode::SystemIoFailure) => StoreError::Disk(error),
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => StoreError::ReadOnly(error),
            _ => StoreError::Sqlite(error),
        }
    }
}

impl Store {
    /// Opens a store, and makes it where there is none.
    ///
    /// # Errors
    /// If the file cannot be made, is something else, or of a newer litx.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)
                .map_err(|e| StoreError::Open { path: path.to_owned(), reason: e.to_string() })?;
        }
        Self::with(path, Connection::open(path))
    }

    /// Opens a store that must exist, to read from; it may lie where nothing can be written.
    ///
    /// # Errors
    /// As [`Store::open`], and if there is none.
    pub fn open_existing(path: &Path) -> Result<Self, StoreError> {
        if !path.exists() {
            return Err(StoreError::Missing(path.to_owned()));
        }
        match Self::with(path, Connection::open(path)) {
            // SQLite wants to write beside a store even to read it. Where that cannot be, it is read as it lies.
            Err(StoreError::Open { .. } | StoreError::ReadOnly(_)) => Self::with(path, as_it_lies(path)?),
            other => other,
        }
    }

    fn with(path: &Path, connection: rusqlite::Result<Connection>) -> Result<Self, StoreError> {
        let open = |e: rusqlite::Error| match e.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase) => StoreError::NotAStore(path.to_owned()),
            Some(rusqlite::ErrorCode::DatabaseCorrupt) => StoreError::Corrupt(e),
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
                StoreError::Busy(e)
            }
            _ => StoreError::Open { path: path.to_owned(), reason: e.to_string() },
        };
        let mut connection = connection.map_err(open)?;
        connection.busy_handler(Some(wait_for_others)).map_err(open)?;
        migrate::prepare(&mut connection, path).map_err(|e| match e {
            StoreError::Sqlite(e) => open(e),
            other => other,
        })?;
        Ok(Self { connection, path: path.to_owned() })
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Before much is written at once: as long as the store is empty, pages go straight to their places. By the log that lets
    /// others read meanwhile (WAL) they are written twice; so this lasts until [`Store::share`], soon after the first batch.
    ///
    /// # Errors
    /// If the file cannot be read. Where others have it open, it stays as it is.
    pub fn begin_filling(&self) -> Result<(), StoreError> {
        let empty = "SELECT NOT EXISTS (SELECT 1 FROM record) AND NOT EXISTS (SELECT 1 FROM withdrawn)";
        if !self.connection.query_row(empty, [], |row| row.get(0))? {
            return self.share();
        }
        // Pages are written once whenever that is; so those of which no more is wanted need no memory until the end.
        migrate::cache(&self.connection, migrate::CACHE_OF_NEW)?;
        // Nothing is in it that a power cut could take.
        self.connection.pragma_update(None, "synchronous", "OFF")?;
        let alone = match journal(&self.connection, "DELETE").map_err(StoreError::from) {
            Ok(()) => "FULL",
            Err(StoreError::Busy(_)) => "NORMAL",
            Err(error) => return Err(error),
        };
        Ok(self.connection.pragma_update(None, "synchronous", alone)?)
    }

    /// Lets others read while this process writes.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn share(&self) -> Result<(), StoreError> {
        migrate::cache(&self.connection, migrate::CACHE)?;
        // What is in it is on the disk already; of this, the file's first bytes alone tell, the old ones as well as the new.
        self.connection.pragma_update(None, "synchronous", "OFF")?;
        journal(&self.connection, "WAL")?;
        Ok(self.connection.pragma_update(None, "synchronous", "NORMAL")?)
    }

    /// The SQLite connection, for reading with SQL of one's own.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }
}

/// How often one that waits for another's transaction looks again, and for how long. SQLite's own waiting looks ten times a
/// second, and would miss the moments between the transactions of a long run for ever.
const LOOK: Duration = Duration::from_millis(2);
const PATIENCE: Duration = Duration::from_secs(30);

fn wait_for_others(looked: i32) -> bool {
    std::thread::sleep(LOOK);
    LOOK * looked.unsigned_abs() < PATIENCE
}

/// How changes are kept safe until they are whole; it stays with the file.
fn journal(connection: &Connection, mode: &str) -> rusqlite::Result<()> {
    connection.query_row(&format!("PRAGMA journal_mode = {mode}"), [], |_| Ok(()))
}

/// A connection that writes nothing, not even locks: only what is whole in the one file can be read so.
fn as_it_lies(path: &Path) -> Result<rusqlite::Result<Connection>, StoreError> {
    for ending in ["-wal", "-journal"] {
        let mut changes = path.as_os_str().to_owned();
        changes.push(ending);
        if std::fs::metadata(&changes).is_ok_and(|about| about.len() > 0) {
            return Err(StoreError::Unfinished(path.to_owned()));
        }
    }
    let name = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    Ok(Connection::open_with_flags(format!("file:{name}?immutable=1"), flags))
}
