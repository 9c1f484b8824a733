//! `--explain`: the SQL of a search, its parameters, and how SQLite goes about it.

use serde_json::json;

use crate::cli::args::{Format, Global};
use crate::cli::report::Failure;
use crate::cli::{Ending, output};
use crate::store::search::Explained;

pub(super) fn run(global: &Global, statements: &[Explained]) -> Result<Ending, Failure> {
    match global.format() {
        Format::Table => {
            let text: Vec<String> = statements.iter().map(text).collect();
            output::text(&text.join("\n"))?;
        }
        Format::Json | Format::Jsonl => {
            let list: Vec<_> = statements
                .iter()
                .map(|s| json!({"purpose": s.purpose, "sql": s.sql, "parameters": s.parameters, "plan": s.plan}))
                .collect();
            let document = json!({"schema": "litx.query.explain/1", "statements": list});
            output::text(&match global.format() {
                Format::Json => serde_json::to_string_pretty(&document).unwrap_or_default(),
                _ => document.to_string(),
            })?;
        }
        _ => return Err(Failure::helped("plans are given as table or json", "choose one with --format")),
    }
    Ok(Ending::Well)
}

/// Comments around a statement: the whole can be given to SQLite, once its parameters are put in.
fn text(statement: &Explained) -> String {
    let mut out = format!("-- {}\n{}\n", statement.purpose, statement.sql);
    for (i, parameter) in statement.parameters.iter().enumerate() {
        out.push_str(&format!("-- ?{} = {parameter}\n", i + 1));
    }
    for step in &statement.plan {
        out.push_str(&format!("-- | {step}\n"));
    }
    out
}
