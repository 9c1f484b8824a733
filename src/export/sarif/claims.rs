//! Claims that do not stand: each at its place in the catalogue, with what the source prints.

use serde_json::{Value, json};

use super::{encoded, log};
use crate::catalogue::Place;
use crate::export::claims::totals;
use crate::verify::Standing;
use crate::verify::report::{Misread, Report, Told, Weight};

/// A rule: its name, what it says, and what to do.
const RULES: [(&str, &str, &str); 6] = [
    (
        "contradicted",
        "The source prints other numbers than the claim",
        "The context of the claim is that of a result whose numbers differ. Compare the number that is marked with the \
         quotation of the source, digit by digit; where the catalogue is right and the source misread, narrow the claim \
         with `outcome`, `arm`, `time` or `subgroup`.",
    ),
    (
        "ambiguous",
        "The numbers stand in the source, with another context",
        "The source prints these numbers for another measure, arm, outcome, time or role than the claim says, or several \
         results fit and differ. Correct the context, or say more of it.",
    ),
    (
        "not_found",
        "The source was read, and nothing in it matches the claim",
        "The message lists what the source does print of this kind. Abstracts alone are read: a number of the full text \
         is not found.",
    ),
    (
        "unverifiable",
        "The source could not be read",
        "The source is neither in the lock file nor in the store, or has no abstract. `litx fetch` gets it, `litx ingest` \
         takes local records in.",
    ),
    (
        "source_warning",
        "The source was retracted, corrected or questioned",
        "The claim stands in the source as it was read, but the source carries a notice: read it before relying on the \
         claim.",
    ),
    (
        "damaged",
        "The file is no catalogue",
        "The message says what is wrong and what to do; none of its claims was tested.",
    ),
];

/// The whole log.
pub fn document(report: &Report) -> Value {
    let rules: Vec<Value> = RULES
        .iter()
        .map(|(id, says, help)| {
            let level = if ["unverifiable", "source_warning"].contains(id) { "warning" } else { "error" };
            json!({
                "id": id,
                "shortDescription": {"text": says},
                "help": {"text": help, "markdown": help},
                "defaultConfiguration": {"level": level},
            })
        })
        .collect();
    let mut artifacts = Artifacts::default();
    let mut results: Vec<Value> = Vec::new();
    for told in &report.told {
        if report.weight(told) != Weight::Well {
            results.push(result(report, told, &mut artifacts));
        }
    }
    results.extend(report.faults.iter().map(|fault| damaged(fault, &mut artifacts)));
    let mut log = log(&rules, &artifacts.list, &results);
    log["runs"][0]["properties"] = json!({"totals": totals(report)});
    log
}

/// The files that results stand in, each once.
#[derive(Default)]
struct Artifacts {
    list: Vec<Value>,
    last: Option<String>,
}

impl Artifacts {
    /// The location of a file: claims come file by file.
    fn location(&mut self, file: &str) -> Value {
        let uri = uri(file);
        if self.last.as_deref() != Some(file) {
            self.list.push(json!({"location": {"uri": uri}}));
            self.last = Some(file.to_owned());
        }
        json!({"uri": uri, "index": self.list.len() - 1})
    }
}

/// A path as a reference: relative as it is given, or a file of this machine.
fn uri(file: &str) -> String {
    let path = file.replace('\\', "/");
    match path.strip_prefix('/') {
        Some(rest) => format!("file:///{}", encoded(rest)),
        // A colon in its first part would make that part a scheme.
        None => encoded(&path).replace(':', "%3A"),
    }
}

fn result(report: &Report, told: &Told, artifacts: &mut Artifacts) -> Value {
    let (catalogue, claim, verified) = (report.catalogue(told), report.claim(told), &told.verified);
    let (rule, mut message) = match verified.standing {
        Standing::Supported => ("source_warning", format!("{}: {}", claim.id, told.warnings.join("; "))),
        standing => (standing.name(), format!("{}: {}", claim.id, verified.message)),
    };
    if let Some(slip) = verified.slip {
        message += &format!(" ({slip}?)");
    }
    if let Some(quote) = &told.quote {
        let section = quote.section.as_ref().map_or_else(String::new, |s| format!("{s}: "));
        message += &format!("\n{section}\"{}\"", quote.text);
    }
    let level = match report.weight(told) {
        Weight::Failure => "error",
        Weight::Warning => "warning",
        Weight::Known | Weight::Well => "note",
    };
    let snippet = verified.at.of(&catalogue.text);
    let mut out = json!({
        "ruleId": rule,
        "ruleIndex": RULES.iter().position(|(id, ..)| *id == rule),
        "level": level,
        "message": {"text": message},
        "locations": [{
            "physicalLocation": {
                "artifactLocation": artifacts.location(&catalogue.file),
                "region": region(told.from, told.to, snippet),
            },
            "logicalLocations": [{"name": claim.id, "fullyQualifiedName": format!("{}#{}", catalogue.file, claim.id)}],
        }],
        "partialFingerprints": {"litx/1": format!("{}:{}:{rule}", catalogue.file, claim.id)},
        "properties": {
            "source": claim.source.value.to_string(),
            "slip": verified.slip,
            "read": told.read,
            "warnings": told.warnings,
        },
    });
    if told.known {
        out["baselineState"] = json!("unchanged");
    }
    out
}

fn damaged(fault: &Misread, artifacts: &mut Artifacts) -> Value {
    let help = fault.help.as_ref().map_or_else(String::new, |help| format!("\n{help}"));
    json!({
        "ruleId": "damaged",
        "ruleIndex": RULES.len() - 1,
        "level": "error",
        "message": {"text": format!("{}{help}", fault.message)},
        "locations": [{
            "physicalLocation": {
                "artifactLocation": artifacts.location(&fault.file),
                "region": region(fault.place, fault.place, ""),
            },
        }],
    })
}

fn region(from: Place, to: Place, snippet: &str) -> Value {
    json!({
        "startLine": from.line, "startColumn": from.column, "endLine": to.line, "endColumn": to.column,
        "snippet": {"text": snippet},
    })
}
