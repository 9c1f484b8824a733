//! `--sql`: a statement of the user's own, which can only read.

use std::ops::ControlFlow;

use serde_json::{Map, Number, Value, json};

use crate::cli::args::{Format, Global};
use crate::cli::report::{self, Failure};
use crate::cli::rows::{body, foot, head_of};
use crate::cli::{Ending, output};
use crate::source::hex;
use crate::store::search::{Cell, Free};
use crate::store::{Store, StoreError};
use crate::view::terminal;

/// Rows of a table, at most: it is held whole to find the width of its columns.
const SHOWN: usize = 1_000;

pub(super) fn run(global: &Global, store: &mut Store, sql: &str) -> Result<Ending, Failure> {
    let format = global.format();
    let (mut columns, mut given) = (Vec::new(), 0usize);
    let mut table: Vec<Vec<String>> = Vec::new();
    let (mut broken, mut more) = (None, false);
    let ran = store.free(sql, &mut |free| {
        if format == Format::Table && given == SHOWN {
            more = true;
            return ControlFlow::Break(());
        }
        let written = match free {
            Free::Columns(names) => {
                columns = names;
                begin(format, &columns)
            }
            Free::Row(cells) => {
                given += 1;
                match format {
                    Format::Table => {
                        table.push(cells.iter().map(text).collect());
                        Ok(())
                    }
                    Format::Json => {
                        let comma = if given == 1 { "" } else { "    ,\n" };
                        output::text(&format!("{comma}    {}", object(&columns, &cells)))
                    }
                    Format::Jsonl => output::text(&object(&columns, &cells).to_string()),
                    format => {
                        body(format, &[cells.iter().map(text).collect()]).and_then(|row| output::text(&row))
                    }
                }
            }
        };
        match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(failure) => {
                broken = Some(failure);
                ControlFlow::Break(())
            }
        }
    });
    if let Some(failure) = broken {
        return Err(failure);
    }
    ran.map_err(refused)?;
    match format {
        Format::Table => {
            let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
            output::text(&terminal::grid(&columns, &table))?;
        }
        Format::Json => output::text("  ]\n}")?,
        format => output::text_if(foot(format))?,
    }
    if more && !global.quiet {
        report::note(&format!("the first {SHOWN} rows; any other --format gives all"));
    }
    Ok(Ending::Well)
}

fn begin(format: Format, columns: &[String]) -> Result<(), Failure> {
    let names: Vec<&str> = columns.iter().map(String::as_str).collect();
    match format {
        Format::Json => output::text(&format!(
            "{{\n  \"schema\": \"litx.query.sql/1\",\n  \"columns\": {},\n  \"rows\": [",
            json!(columns)
        )),
        format => output::text_if(&head_of(format, &names)?),
    }
}

/// What SQLite said is the user's to mend, unless it is of the file.
fn refused(error: StoreError) -> Failure {
    match error {
        StoreError::Sqlite(error) => {
            let message = error.to_string();
            let denied = message.contains("not authorized") || message.contains("prohibited");
            let help = match denied {
                true => "--sql only reads: one SELECT, or a PRAGMA that tells of tables",
                false => "tables and views: `litx query --sql 'SELECT name, sql FROM sqlite_schema'`",
            };
            Failure::helped(format!("the statement cannot be run: {message}"), help)
        }
        StoreError::ReadOnly(_) => {
            Failure::helped("the statement would write", "--sql only reads: one SELECT")
        }
        other => Failure::Store(other),
    }
}

/// A cell as text: nothing for NULL, numbers as they are, bytes in hex.
fn text(cell: &Cell) -> String {
    match cell {
        Cell::Nothing => String::new(),
        Cell::Whole(n) => n.to_string(),
        Cell::Real(n) => format!("{n:?}"),
        Cell::Text(text) => text.clone(),
        Cell::Bytes(bytes) => hex(bytes),
    }
}

fn object(columns: &[String], cells: &[Cell]) -> Value {
    let value = |cell: &Cell| match cell {
        Cell::Nothing => Value::Null,
        Cell::Whole(n) => json!(n),
        Cell::Real(n) => Number::from_f64(*n).map_or(Value::Null, Value::Number),
        other => Value::String(text(other)),
    };
    Value::Object(columns.iter().cloned().zip(cells.iter().map(value)).collect::<Map<_, _>>())
}
