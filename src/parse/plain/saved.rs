//! Pages saved as text, in French or English: headings between `===`, then lines.

use std::str::FromStr;

use crate::id::Identifier;
use crate::parse::jsonl::{add_doi, identify};
use crate::parse::{Unknown, count_unknown};
use crate::record::Record;

use super::{article_text, citation};

/// A heading of a saved page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Heading {
    /// `=== Lien PubMed ===`, `=== PubMed link ===`
    Link,
    /// `=== Métadonnées ===`, `=== Metadata ===`
    Citation,
    /// `=== Abstract ===`, `=== Résumé ===`
    Abstract,
    /// Anything else between `===`.
    Other,
}

/// `=== Title ===` and the words between.
fn heading(line: &str) -> Option<(Heading, &str)> {
    let words = line.trim().strip_prefix("===")?.strip_suffix("===")?.trim_matches(['=', ' ']);
    let known = match words.to_lowercase().as_str() {
        "lien pubmed" | "pubmed link" | "lien" | "link" => Heading::Link,
        "métadonnées" | "metadonnees" | "me\u{301}tadonne\u{301}es" | "metadata" => Heading::Citation,
        "abstract" | "résumé" | "resume" | "re\u{301}sume\u{301}" => Heading::Abstract,
        _ => Heading::Other,
    };
    Some((known, words))
}

/// The headings of one article, so far.
#[derive(Debug, Default)]
pub(super) struct Seen {
    link: bool,
    citation: bool,
    text: bool,
    any: bool,
}

impl Seen {
    /// Whether this line is a heading that the article already has: then another article begins.
    pub(super) fn begins_another(&mut self, line: &[u8]) -> bool {
        let line = line.trim_ascii();
        if !line.starts_with(b"===") || line.len() > 200 {
            self.any |= !line.is_empty();
            return false;
        }
        let Some((heading, _)) = std::str::from_utf8(line).ok().and_then(heading) else { return false };
        let another = match heading {
            Heading::Link => self.any || std::mem::replace(&mut self.link, true),
            Heading::Citation => std::mem::replace(&mut self.citation, true),
            Heading::Abstract => std::mem::replace(&mut self.text, true),
            Heading::Other => false,
        };
        self.any = true;
        another
    }
}

/// Whether a text has the headings of a saved page.
pub(super) fn is_saved(text: &str) -> bool {
    text.lines().any(|line| heading(line).is_some_and(|(heading, _)| heading != Heading::Other))
}

/// Reads a saved page. What stands under a heading litx does not know is counted.
pub(super) fn read(text: &str, record: &mut Record, unknown: &mut Unknown) {
    let mut title = String::new();
    let mut body = "";
    for (found, words, part) in parts(text) {
        match found {
            Heading::Link => link(part, record),
            Heading::Citation => title = citation::read(part, record),
            Heading::Abstract => body = part,
            Heading::Other => count_unknown(unknown, words),
        }
    }
    record.text = article_text(&title, body);
}

/// Each heading with the text up to the next.
fn parts(text: &str) -> Vec<(Heading, &str, &str)> {
    let mut out: Vec<(Heading, &str, &str)> = Vec::new();
    let mut open: Option<(Heading, &str, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let next = at + line.len();
        if let Some((found, words)) = heading(line) {
            if let Some((heading, words, start)) = open.replace((found, words, next)) {
                out.push((heading, words, text[start..at].trim()));
            } else if !text[..at].trim().is_empty() {
                out.push((Heading::Other, "(before the first heading)", text[..at].trim()));
            }
        }
        at = next;
    }
    if let Some((heading, words, start)) = open {
        out.push((heading, words, text[start..].trim()));
    }
    out
}

/// The page's address names the article; it stands in the first lines.
fn link(part: &str, record: &mut Record) {
    for line in part.lines().take(20) {
        match Identifier::from_str(line) {
            Ok(Identifier::Doi(doi)) => add_doi(record, Some(doi)),
            Ok(_) => identify(record, line),
            Err(_) => {}
        }
    }
}
