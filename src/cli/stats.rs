//! `litx stats`: what the store holds.

use serde_json::json;

use super::args::{Format, Global};
use super::config::{Settings, shown};
use super::report::Failure;
use super::{Ending, output};
use crate::store::Store;

/// Runs the command.
pub(crate) fn run(global: &Global) -> Result<Ending, Failure> {
    let settings = Settings::read(global)?;
    let store = Store::open_existing(&settings.store()?)?;
    let s = store.stats()?;
    match global.format() {
        Format::Json | Format::Jsonl => {
            let problems: Vec<_> = s
                .problems
                .iter()
                .map(|((check, grade), n)| json!({"check": check, "grade": grade, "n": n}))
                .collect();
            let document = json!({
                "schema": "litx.stats/1", "records": s.records, "with_abstract": s.with_abstract, "retracted": s.retracted,
                "findings": s.findings, "problems": problems, "routes": s.routes, "replaced": s.replaced, "bytes": s.bytes,
            });
            output::text(&if global.format() == Format::Json {
                serde_json::to_string_pretty(&document).unwrap_or_default()
            } else {
                document.to_string()
            })?;
        }
        Format::Table => {
            let mut out = format!(
                "store      {}\nrecords    {} ({} with an abstract, {} retracted, {} earlier versions kept)\nsize       {} kB\n",
                shown(store.path()),
                s.records,
                s.with_abstract,
                s.retracted,
                s.replaced,
                s.bytes / 1024
            );
            let list = |out: &mut String, title: &str, rows: Vec<(String, u64)>| {
                for (i, (name, n)) in rows.iter().enumerate() {
                    let title = if i == 0 { title } else { "" };
                    out.push_str(&format!("{title:<10} {n:>8}  {name}\n"));
                }
            };
            list(&mut out, "findings", s.findings.into_iter().collect());
            let problems = s.problems.into_iter().map(|((check, grade), n)| (format!("{check} {grade}"), n));
            list(&mut out, "problems", problems.collect());
            list(&mut out, "routes", s.routes.into_iter().collect());
            output::text(&out)?;
        }
        _ => return Err(Failure::helped("stats are given as table or json", "choose one with --format")),
    }
    Ok(Ending::Well)
}
