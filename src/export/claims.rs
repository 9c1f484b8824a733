//! Claims with what came of them, for machines.

use serde_json::{Value, json};

use crate::verify::Standing;
use crate::verify::report::{Report, Told};

/// The schema's name.
pub const SCHEMA: &str = "litx.verify/1";

/// One document: every claim, and the totals.
pub fn document(report: &Report) -> String {
    let claims: Vec<Value> = report.told.iter().map(|told| claim(report, told)).collect();
    let document = json!({"schema": SCHEMA, "claims": claims, "totals": totals(report)});
    serde_json::to_string_pretty(&document).unwrap_or_default()
}

/// One claim a line.
pub fn lines(report: &Report) -> String {
    report.told.iter().map(|told| claim(report, told).to_string() + "\n").collect()
}

/// One claim.
fn claim(report: &Report, told: &Told) -> Value {
    let (claim, place, verified) = (report.claim(told), report.place(told), &told.verified);
    json!({
        "id": claim.id,
        "file": report.catalogue(told).file,
        "line": place.line,
        "column": place.column,
        "source": claim.source.value.to_string(),
        "verdict": verified.standing.name(),
        "message": verified.message,
        "slip": verified.slip,
        "quote": told.quote.as_ref().map(|q| json!({"section": q.section, "text": q.text})),
        "found": told.found,
        "derived": verified.derived,
        "read": told.read,
        "warnings": told.warnings,
    })
}

fn totals(report: &Report) -> Value {
    let totals = report.totals();
    let mut out = json!({"claims": totals.claims()});
    for standing in Standing::ALL {
        out[standing.name()] = json!(totals.of(standing));
    }
    out
}
