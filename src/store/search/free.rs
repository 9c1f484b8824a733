//! SQL of the user's own, that can only read.

use std::ops::ControlFlow;

use rusqlite::Connection;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::types::ValueRef;

use super::run::register;
use crate::store::{Store, StoreError};

/// Pragmas that tell and change nothing.
const TELLING: &[&str] = &[
    "table_info",
    "table_xinfo",
    "table_list",
    "index_list",
    "index_info",
    "index_xinfo",
    "foreign_key_list",
    "function_list",
    "collation_list",
    "pragma_list",
    "compile_options",
    "data_version",
    "user_version",
    "application_id",
    "page_count",
    "page_size",
    "freelist_count",
    "integrity_check",
    "quick_check",
];

/// A cell as SQLite has it.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// NULL.
    Nothing,
    /// A whole number.
    Whole(i64),
    /// Any other number.
    Real(f64),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// What a statement of the user's own said.
#[derive(Debug)]
pub enum Free {
    /// The names of its columns.
    Columns(Vec<String>),
    /// A row.
    Row(Vec<Cell>),
}

impl Store {
    /// Runs one statement that reads, and nothing else: SQLite asks before every step of another sort, and is refused.
    ///
    /// # Errors
    /// If the statement is none, is more than one, writes, or the store cannot be read.
    pub fn free(
        &mut self,
        sql: &str,
        each: &mut dyn FnMut(Free) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        let db = &mut self.connection;
        register(db)?;
        // Full-text search opens its tables before anybody is asked.
        db.query_row("SELECT count(*) FROM (SELECT 1 FROM words LIMIT 1)", [], |_| Ok(()))?;
        db.pragma_update(None, "query_only", true)?;
        db.authorizer(Some(may))?;
        let ran = rows(db, sql, each);
        db.authorizer(None::<fn(AuthContext<'_>) -> Authorization>)?;
        db.pragma_update(None, "query_only", false)?;
        ran
    }
}

fn rows(db: &Connection, sql: &str, each: &mut dyn FnMut(Free) -> ControlFlow<()>) -> Result<(), StoreError> {
    let mut statement = db.prepare(sql)?;
    let columns = statement.column_count();
    let names = statement.column_names().map(str::to_owned).collect();
    if each(Free::Columns(names)).is_break() {
        return Ok(());
    }
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let cells = (0..columns).map(|i| row.get_ref(i).map(cell)).collect::<Result<_, _>>()?;
        if each(Free::Row(cells)).is_break() {
            break;
        }
    }
    Ok(())
}

/// What such a statement may do.
fn may(asked: AuthContext<'_>) -> Authorization {
    match asked.action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => Authorization::Allow,
        AuthAction::Function { function_name } if function_name != "load_extension" => Authorization::Allow,
        AuthAction::Pragma { pragma_name, .. } if TELLING.contains(&pragma_name) => Authorization::Allow,
        _ => Authorization::Deny,
    }
}

fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Null => Cell::Nothing,
        ValueRef::Integer(n) => Cell::Whole(n),
        ValueRef::Real(n) => Cell::Real(n),
        ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Cell::Bytes(bytes.to_vec()),
    }
}
