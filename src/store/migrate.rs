//! Bringing a file up to the schema: `PRAGMA user_version` and numbered steps.

use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, TransactionBehavior};

use super::{APPLICATION_ID, StoreError, journal};

/// The whole schema, as a new store gets it.
const SCHEMA: &str = include_str!("../../schema.sql");

/// The oldest version that is brought up to date. Version 1 was never released.
const OLDEST: i32 = 2;

/// Steps from version n to n + 1, n from [`OLDEST`]. A new step also goes into `schema.sql`, with its `user_version`.
const STEPS: &[&str] = &[];

/// The version of `schema.sql`.
pub(crate) const VERSION: i32 = STEPS.len() as i32 + OLDEST;

/// Bytes of a page. Most articles are 2 to 4 kB: a page of SQLite's usual 4 kB would hold one and waste the rest.
const PAGE: i32 = 8192;

/// Memory for pages, in kB; and while a new store is filled at its place.
pub(super) const CACHE: i32 = 64 << 10;
pub(super) const CACHE_OF_NEW: i32 = 16 << 10;

/// Pages of changes that may lie beside the file before they are taken into it.
const CHECKPOINT: i32 = 8 << 10;

/// Memory for words that are to go out of the index, in bytes.
const WORDS: i32 = 32 << 20;

/// Sets up the connection, and the file where it is new or old.
pub(super) fn prepare(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let pragma =
        |c: &Connection, name: &str| c.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i32>(0));
    let found = pragma(connection, "user_version")?;
    let application = pragma(connection, "application_id")?;
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if application != APPLICATION_ID && tables > 0 {
        return Err(StoreError::NotAStore(path.to_owned()));
    }
    if found > VERSION {
        return Err(StoreError::Newer { path: path.to_owned(), found, known: VERSION });
    }
    if (1..OLDEST).contains(&found) {
        return Err(StoreError::Early { path: path.to_owned(), found, oldest: OLDEST });
    }
    // What belongs to a record goes with it by our own hand: asked of SQLite, every row would be looked up once more.
    connection.pragma_update(None, "foreign_keys", false)?;
    if found < VERSION {
        connection.pragma_update(None, "page_size", PAGE)?;
        if tables == 0 {
            // Nothing is in it yet that a power cut could take, and waiting for the disk takes longer than all else here.
            connection.pragma_update(None, "synchronous", "OFF")?;
        }
        // WAL lets readers read while one writes; it stays with the file.
        journal(connection, "WAL")?;
        let step = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another process may have been first.
        let found = pragma(&step, "user_version")?;
        if found == 0 {
            step.execute_batch(SCHEMA)?;
        }
        for sql in STEPS.iter().skip(usize::try_from(found.max(OLDEST) - OLDEST).unwrap_or(0)) {
            if found > 0 {
                step.execute_batch(sql)?;
            }
        }
        // What goes in one transaction goes at once, and fewer segments are to be merged later.
        step.execute("INSERT INTO words (words, rank) VALUES ('hashsize', ?1)", [WORDS])?;
        step.pragma_update(None, "application_id", APPLICATION_ID)?;
        step.pragma_update(None, "user_version", VERSION)?;
        step.commit()?;
    }
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    cache(connection, CACHE)?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT)?;
    // Otherwise every value that is bound makes SQLite plan a statement again, because of the indexes on part of a table: a
    // third of all writing.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// Says how much memory there is for pages.
pub(super) fn cache(connection: &Connection, kilobytes: i32) -> rusqlite::Result<()> {
    connection.pragma_update(None, "cache_size", -kilobytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_says_its_own_version() {
        let said = SCHEMA.lines().find_map(|l| l.strip_prefix("PRAGMA user_version = ")).expect("a version");
        assert_eq!(said.trim_end_matches(';'), VERSION.to_string());
    }
}
