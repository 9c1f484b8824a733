//! Verdicts of checks.
//!
//! Each article with a disagreement is an artifact that carries its own text (the title, then the sections, a line each),
//! so that regions mean something without PubMed at hand.

use serde_json::{Map, Value, json};

use super::{encoded, log};
use crate::check::{CHECKS, Grade, Verdict};
use crate::record::Record;
use crate::text::Span;

/// A log that results are collected in.
#[derive(Debug, Default)]
pub struct Log {
    artifacts: Vec<Value>,
    results: Vec<Value>,
}

/// The results of one article.
#[derive(Debug)]
pub struct Results {
    artifact: Value,
    results: Vec<Value>,
}

impl Log {
    /// Adds an article's results.
    pub fn push(&mut self, mut article: Results) {
        let index = self.artifacts.len();
        for result in &mut article.results {
            for list in ["locations", "relatedLocations"] {
                for location in result[list].as_array_mut().into_iter().flatten() {
                    location["physicalLocation"]["artifactLocation"]["index"] = json!(index);
                }
            }
        }
        self.artifacts.push(article.artifact);
        self.results.extend(article.results);
    }

    /// The whole log.
    pub fn document(self) -> Value {
        let rules: Vec<Value> = CHECKS
            .iter()
            .map(|check| {
                json!({
                    "id": check.name,
                    "shortDescription": {"text": format!("{}?", capital(check.summary))},
                    "help": {"text": check.page, "markdown": check.page},
                    "defaultConfiguration": {"level": "warning"},
                })
            })
            .collect();
        log(&rules, &self.artifacts, &self.results)
    }
}

impl Results {
    /// The disagreements of an article; nothing where there are none. `file` is where it was read from.
    pub fn of(record: &Record, id: &str, file: Option<&str>, verdicts: &[&Verdict]) -> Option<Self> {
        let uri = match (record.pmid, record.doi(), file) {
            (Some(pmid), ..) => format!("https://pubmed.ncbi.nlm.nih.gov/{pmid}/"),
            (None, Some(doi), _) => format!("https://doi.org/{}", encoded(&doi.to_string())),
            (None, None, Some(file)) if file != "-" => encoded(file),
            _ => format!("urn:litx:{}", encoded(id)),
        };
        let text = record.text.as_str();
        let results: Vec<Value> = verdicts
            .iter()
            .filter_map(|verdict| {
                result(verdict, text, &uri, id, super::super::verdicts::around(&record.text, verdict)?)
            })
            .collect();
        (!results.is_empty()).then(|| Self {
            artifact: json!({"location": {"uri": uri}, "contents": {"text": text}}),
            results,
        })
    }
}

fn result(verdict: &Verdict, text: &str, uri: &str, id: &str, whole: Span) -> Option<Value> {
    let level = match verdict.ruling.grade()? {
        Grade::Info => "note",
        Grade::Warn => "warning",
        Grade::Error => "error",
    };
    let place = |span: Span| {
        json!({
            "physicalLocation": {"artifactLocation": {"uri": uri}, "region": region(text, span)},
            "logicalLocations": [{"fullyQualifiedName": id, "kind": "article"}],
        })
    };
    let numbers: Vec<Value> = verdict
        .printed
        .iter()
        .map(|(name, number)| {
            let mut location = place(number.span);
            location["message"] = json!({"text": format!("{name} {number}")});
            location
        })
        .collect();
    let pairs = |pairs: &mut dyn Iterator<Item = (&'static str, String)>| {
        pairs.map(|(name, value)| (name.to_owned(), json!(value))).collect::<Map<_, _>>()
    };
    let suspect = verdict.suspect.map_or_else(String::new, |s| format!(" (suspect: {s})"));
    Some(json!({
        "ruleId": verdict.check,
        "ruleIndex": CHECKS.iter().position(|check| check.name == verdict.check)?,
        "level": level,
        "message": {"text": format!("{}{suspect}", verdict.message)},
        "locations": [place(whole)],
        "relatedLocations": numbers,
        "partialFingerprints": {"litx/1": format!("{id}:{}:{}", verdict.check, verdict.message)},
        "properties": {
            "suspect": verdict.suspect,
            "printed": pairs(&mut verdict.printed.iter().map(|(name, n)| (*name, n.to_string()))),
            "computed": pairs(&mut verdict.computed.iter().cloned()),
        },
    }))
}

/// Lines and columns from 1, in code points.
fn region(text: &str, span: Span) -> Value {
    let at = |byte: usize| {
        let before = &text[..byte];
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (line, before[start..].chars().count() + 1)
    };
    let ((start_line, start), (end_line, end)) = (at(span.start), at(span.end));
    json!({
        "startLine": start_line, "startColumn": start, "endLine": end_line, "endColumn": end,
        "snippet": {"text": span.of(text)},
    })
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}
