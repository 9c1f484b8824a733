//! `litx explain`: the page of a check.

use serde_json::json;

use super::args::{ExplainArgs, Format, Global};
use super::report::Failure;
use super::{Ending, output};
use crate::check::{CHECKS, Check};

/// Runs the command.
pub(crate) fn run(global: &Global, args: &ExplainArgs) -> Result<Ending, Failure> {
    let of = |check: &Check| json!({"name": check.name, "asks": check.summary, "page": check.page});
    let format = global.format();
    if !matches!(format, Format::Table | Format::Md | Format::Json | Format::Jsonl) {
        return Err(Failure::helped("checks are explained as table, md or json", "choose one with --format"));
    }
    let machine = matches!(format, Format::Json | Format::Jsonl);
    match args.name.as_deref() {
        Some(name) => {
            let Some(check) = Check::named(&name.replace('-', "_")) else {
                return Err(unknown(name));
            };
            output::text(&if machine { of(check).to_string() } else { check.page.to_owned() })?;
        }
        None if machine => {
            let all: Vec<_> = CHECKS.iter().map(of).collect();
            output::text(&json!({"schema": "litx.checks/1", "checks": all}).to_string())?;
        }
        None => {
            let lines: Vec<String> =
                CHECKS.iter().map(|check| format!("{:<16} {}?", check.name, check.summary)).collect();
            output::text(&lines.join("\n"))?;
        }
    }
    Ok(Ending::Well)
}

fn unknown(name: &str) -> Failure {
    let near = CHECKS.iter().min_by_key(|check| strsim::damerau_levenshtein(check.name, name));
    let near = near.filter(|check| strsim::damerau_levenshtein(check.name, name) <= 4);
    let help = match near {
        Some(check) => format!("did you mean {}?", check.name),
        None => "`litx explain` lists them".to_owned(),
    };
    Failure::helped(format!("there is no check {name}"), help)
}
