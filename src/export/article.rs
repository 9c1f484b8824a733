//! Articles as `fetch --json` gives them.

use serde_json::{Value, json};

use crate::record::{PartialDate, Record};

/// The schema's name.
pub const SCHEMA: &str = "litx.fetch/1";

/// What is known of an article beside its results.
pub fn record(record: &Record) -> Value {
    json!({
        "pmid": record.pmid.map(|p| p.to_string()),
        "version": record.version,
        "doi": record.doi().map(ToString::to_string),
        "pmcid": record.pmcid.map(|p| p.to_string()),
        "title": record.title(),
        "journal": record.journal.iso.as_ref().or(record.journal.title.as_ref()),
        "year": record.dates.year(),
        "volume": record.journal.volume,
        "issue": record.journal.issue,
        "pages": record.journal.pages,
        "published": record.dates.published.as_ref().map(date),
        "electronic": record.dates.electronic.as_ref().map(date),
        "authors": record.authors.iter().map(|a| a.short()).collect::<Vec<_>>(),
        "authors_truncated": record.authors_truncated,
        "trials": record.trials.iter().map(|t| t.nct.to_string()).collect::<Vec<_>>(),
        "types": record.types.iter().map(|t| t.name.as_str()).collect::<Vec<_>>(),
        "mesh": record.mesh.iter().map(|m| m.descriptor.name.as_str()).collect::<Vec<_>>(),
        "flags": record.flags().iter().map(|f| f.name()).collect::<Vec<_>>(),
        "links": record.links.iter().map(|l| json!({"type": l.kind.0, "source": l.source, "pmid": l.pmid.map(|p| p.to_string())})).collect::<Vec<_>>(),
        "abstract": record.text.sections().iter().map(|s| json!({"label": s.label, "text": record.text.section_text(s)})).collect::<Vec<_>>(),
    })
}

/// `2025-05-08`, `2025-05`, `2025`, or the text as printed.
fn date(date: &PartialDate) -> String {
    match (date.year, date.month, date.day) {
        (Some(y), Some(m), Some(d)) => format!("{y:04}-{m:02}-{d:02}"),
        (Some(y), Some(m), None) => format!("{y:04}-{m:02}"),
        (Some(y), ..) => format!("{y:04}"),
        _ => date.raw.clone().unwrap_or_default(),
    }
}
