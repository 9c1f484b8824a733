//! Findings as rows: one finding a row, the same columns in every row format.

use crate::export::findings::Places;
use crate::finding::{ArmId, Extraction, Finding, Number, Reported};
use crate::record::Record;
use serde_json::Value;

/// The columns.
pub const COLUMNS: &[&str] = &[
    "id",
    "pmid",
    "doi",
    "kind",
    "measure",
    "value",
    "unit",
    "low",
    "high",
    "level",
    "p",
    "count",
    "total",
    "outcome",
    "arm",
    "comparator",
    "time_point",
    "section",
    "start",
    "end",
    "quote",
    "result",
];

/// The rows of one article, in text order; empty cells where nothing is known.
pub fn rows(id: &str, record: &Record, extraction: &Extraction) -> Vec<Vec<String>> {
    of(id, record, extraction, extraction.findings.iter())
}

/// The rows of some findings of an article, by position.
pub fn some(id: &str, record: &Record, extraction: &Extraction, positions: &[usize]) -> Vec<Vec<String>> {
    of(id, record, extraction, positions.iter().filter_map(|position| extraction.findings.get(*position)))
}

fn of<'a>(
    id: &str,
    record: &Record,
    extraction: &Extraction,
    findings: impl Iterator<Item = &'a Finding>,
) -> Vec<Vec<String>> {
    let places = Places::new(&record.text);
    findings.map(|finding| row(id, record, extraction, finding, places.of(finding.span))).collect()
}

fn row(id: &str, record: &Record, extraction: &Extraction, finding: &Finding, at: Value) -> Vec<String> {
    let number = |n: Option<Number>| n.map_or_else(String::new, |n| n.to_string());
    let arm =
        |a: Option<ArmId>| a.map_or_else(String::new, |a| extraction.arms[usize::from(a.0)].name.clone());
    let (measure, value, unit, count, total) = match &finding.result {
        Reported::Participants(p) => (p.role.name().to_owned(), Some(p.n), None, None, None),
        Reported::Estimate(e) => (e.measure.name().to_owned(), e.value, e.unit.clone(), None, None),
        Reported::Proportion(p) => {
            (String::new(), p.percent, p.percent.map(|_| "%".to_owned()), p.count, p.total)
        }
        Reported::Quantity(q) => (q.statistic.name().to_owned(), q.value, q.unit.clone(), None, None),
        Reported::RelativeChange(r) => {
            (r.direction.name().to_owned(), Some(r.percent), Some("%".to_owned()), None, None)
        }
        Reported::FollowUp(u) => (u.statistic.name().to_owned(), Some(u.value), u.unit.clone(), None, None),
        Reported::PValue(_) => (String::new(), None, None, None, None),
    };
    let interval = finding.interval();
    vec![
        id.to_owned(),
        record.pmid.map_or_else(String::new, |p| p.to_string()),
        record.doi().map_or_else(String::new, ToString::to_string),
        finding.result.kind().to_owned(),
        measure,
        number(value),
        unit.unwrap_or_default(),
        number(interval.and_then(|i| i.low)),
        number(interval.and_then(|i| i.high)),
        number(interval.and_then(|i| i.level)),
        finding.p().map_or_else(String::new, ToString::to_string),
        number(count),
        number(total),
        finding.outcome.as_ref().map_or_else(String::new, |o| o.text.clone()),
        arm(finding.arm),
        arm(finding.comparator),
        finding.time_point.as_ref().map_or_else(String::new, ToString::to_string),
        at["section"].to_string(),
        at["start"].to_string(),
        at["end"].to_string(),
        at["quote"].as_str().unwrap_or_default().to_owned(),
        finding.result.to_string(),
    ]
}

/// A row of a Markdown table.
pub fn markdown(row: &[String]) -> String {
    let cells: Vec<String> = row.iter().map(|cell| cell.replace('|', "\\|").replace('\n', " ")).collect();
    format!("| {} |\n", cells.join(" | "))
}

/// A row of an HTML table; `tag` is `td` or `th`.
pub fn html(row: &[String], tag: &str) -> String {
    let mut out = "<tr>".to_owned();
    for cell in row {
        let cell = cell.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        out.push_str(&format!("<{tag}>{cell}</{tag}>"));
    }
    out + "</tr>\n"
}
