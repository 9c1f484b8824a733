//! Records cached as Markdown: names and values between two lines of dashes, then the text under headings.

use crate::parse::jsonl::{add_doi, identify};
use crate::parse::{Unknown, count_unknown};
use crate::record::Record;

use super::article_text;

/// Front matter and the text behind it: `---`, lines of `name: value`, `---`.
fn parts(text: &str) -> Option<(&str, &str)> {
    let rest = text.trim_start().strip_prefix("---")?;
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'))?;
    let end = rest
        .match_indices("\n---")
        .map(|(at, _)| at)
        .find(|at| rest[at + 4..].is_empty() || rest[at + 4..].starts_with(['\n', '\r']))?;
    Some((&rest[..end], &rest[end + 4..]))
}

/// Whether a text is a cached record: it has front matter that names an article.
pub(super) fn is_cached(text: &str) -> bool {
    let names = |line: &str| {
        let name = line.split_once(':').map_or("", |(name, _)| name.trim());
        ["reference_id", "pmid", "doi", "pmcid", "id"].contains(&name)
    };
    parts(text).is_some_and(|(front, _)| front.lines().any(names))
}

/// Reads a cached record. Names that litx does not keep are counted.
pub(super) fn read(text: &str, record: &mut Record, unknown: &mut Unknown) {
    let Some((front, body)) = parts(text) else { return };
    let mut title = String::new();
    for line in front.lines() {
        let Some((name, value)) = line.split_once(':') else { continue };
        let value = value.trim().trim_matches(['"', '\'']);
        match name.trim() {
            _ if value.is_empty() => {}
            "title" => value.clone_into(&mut title),
            "reference_id" | "pmid" | "pmcid" | "id" => identify(record, value),
            "doi" => add_doi(record, value.parse().ok()),
            "journal" => record.journal.title = Some(value.to_owned()),
            "year" => record.dates.published = year(value),
            name => count_unknown(unknown, name),
        }
    }
    record.text = article_text(&title, &running(body, &title));
}

fn year(value: &str) -> Option<crate::record::PartialDate> {
    Some(crate::record::PartialDate { year: Some(value.parse().ok()?), ..Default::default() })
}

/// The text without headings that only repeat the title or say "Content", without lines about it in bold; other headings
/// are labels.
fn running(body: &str, title: &str) -> String {
    let mut out = String::with_capacity(body.len());
    for line in body.lines() {
        let line = line.trim();
        if let Some(heading) = line.strip_prefix('#') {
            let heading = heading.trim_start_matches('#').trim();
            let plain = ["content", "abstract", "text"].contains(&heading.to_lowercase().as_str());
            if !plain && heading != title && !heading.is_empty() && !out.is_empty() {
                out.push_str(&format!("\n{}: ", heading.to_uppercase()));
            }
        } else if !(line.starts_with("**") && line.contains(":**")) {
            out.push_str(line);
            out.push('\n');
        }
    }
    out.trim().to_owned()
}
