//! Claims with what came of them, for machines.

use serde_json::{Value, json};

use crate::verify::Standing;
use crate::verify::report::{Report, Told};

/// The schema's name.
pub const SCHEMA: &str = "litx.verify/1";

/// One document: every claim, and the totals.
pub fn document(report: &Report) -> String {
    let claims: Vec<Value> = report.told.iter().map(|told| claim(report, told)).collect();
    let faults: Vec<Value> = report
        .faults
        .iter()
        .map(|fault| {
            json!({"file": fault.file, "line": fault.place.line, "column": fault.place.column,
                   "message": fault.message, "help": fault.help})
        })
        .collect();
    let document = json!({"schema": SCHEMA, "claims": claims, "faults": faults, "totals": totals(report)});
    serde_json::to_string_pretty(&document).unwrap_or_default()
}

/// One claim a line.
pub fn lines(report: &Report) -> String {
    report.told.iter().map(|told| claim(report, told).to_string() + "\n").collect()
}

/// One claim.
fn claim(report: &Report, told: &Told) -> Value {
    let (claim, place, verified) = (report.claim(told), told.from, &told.verified);
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
        "known": told.known,
        "warnings": told.warnings,
    })
}

/// How many claims stand how, how many failures are known, how many catalogues were passed over.
pub(super) fn totals(report: &Report) -> Value {
    let totals = report.totals();
    let mut out = json!({"claims": totals.claims()});
    for standing in Standing::ALL {
        out[standing.name()] = json!(totals.of(standing));
    }
    out["known"] = json!(report.known());
    out["passed_over"] = json!(report.passed_over);
    out
}
