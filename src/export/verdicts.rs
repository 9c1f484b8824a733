//! Verdicts as JSON and as rows.

use serde_json::{Map, Value, json};

use super::findings::Places;
use crate::check::Verdict;
use crate::record::{Abstract, Record};
use crate::text::Span;

/// The name of the schema of `check`.
pub const SCHEMA: &str = "litx.check/1";

/// The verdicts of one article.
pub fn verdicts(text: &Abstract, verdicts: &[Verdict]) -> Vec<Value> {
    let places = Places::new(text);
    verdicts.iter().map(|v| verdict(&places, v)).collect()
}

fn verdict(places: &Places<'_>, verdict: &Verdict) -> Value {
    json!({
        "check": verdict.check,
        "verdict": verdict.ruling.name(),
        "grade": verdict.ruling.grade().map(|g| g.name()),
        "message": verdict.message,
        "suspect": verdict.suspect,
        "findings": verdict.findings,
        "spans": verdict.spans().map(|span| places.of(span)).collect::<Vec<_>>(),
        "printed": named(verdict.printed.iter().map(|(name, number)| (*name, number.to_string()))),
        "computed": named(verdict.computed.iter().cloned()),
    })
}

fn named(pairs: impl Iterator<Item = (&'static str, String)>) -> Value {
    let mut out = Map::new();
    for (name, value) in pairs {
        // Arms may give several numbers of one name.
        let mut key = name.to_owned();
        let mut n = 2;
        while out.contains_key(&key) {
            key = format!("{name}_{n}");
            n += 1;
        }
        out.insert(key, json!(value));
    }
    Value::Object(out)
}

/// The columns of verdicts as rows.
pub const COLUMNS: &[&str] = &[
    "id", "pmid", "doi", "check", "verdict", "grade", "suspect", "message", "printed", "computed", "section",
    "start", "end", "quote",
];

/// One verdict a row; the quotation runs from the first number used to the last one of its section.
pub fn rows(id: &str, record: &Record, verdicts: &[Verdict]) -> Vec<Vec<String>> {
    let places = Places::new(&record.text);
    let cell = |pairs: Vec<String>| pairs.join("; ");
    verdicts
        .iter()
        .map(|verdict| {
            let at = around(&record.text, verdict).map_or(Value::Null, |span| places.of(span));
            vec![
                id.to_owned(),
                record.pmid.map_or_else(String::new, |p| p.to_string()),
                record.doi().map_or_else(String::new, ToString::to_string),
                verdict.check.to_owned(),
                verdict.ruling.name().to_owned(),
                verdict.ruling.grade().map_or("", |g| g.name()).to_owned(),
                verdict.suspect.unwrap_or_default().to_owned(),
                verdict.message.clone(),
                cell(verdict.printed.iter().map(|(name, n)| format!("{name}={n}")).collect()),
                cell(verdict.computed.iter().map(|(name, value)| format!("{name}={value}")).collect()),
                at["section"].to_string(),
                at["start"].to_string(),
                at["end"].to_string(),
                at["quote"].as_str().unwrap_or_default().to_owned(),
            ]
        })
        .collect()
}

/// From the first number of a verdict to the last one in the same section.
pub(super) fn around(text: &Abstract, verdict: &Verdict) -> Option<Span> {
    let first = verdict.spans().min()?;
    let (section, _) = text.section_of(first);
    Some(verdict.spans().filter(|span| text.section_of(*span).0 == section).fold(first, Span::to))
}
