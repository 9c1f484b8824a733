//! Claims with what came of them: the place in the catalogue, the number underlined, the words of the source below.

use std::fmt::Write;

use super::{BAD, BOLD, DIM, GOOD};
use crate::verify::Standing;
use crate::verify::report::{Report, Told};

/// Every claim that does not stand, or every claim, and the totals.
pub fn claims(report: &Report, all: bool) -> String {
    let mut out = String::new();
    for told in &report.told {
        if all || told.verified.standing != Standing::Supported || !told.warnings.is_empty() {
            one(&mut out, report, told);
        }
    }
    let read = report.told.iter().any(|told| told.read.is_some());
    let only = if read { " (abstract only)" } else { "" };
    let _ = writeln!(out, "{BOLD}{}{only}{BOLD:#}", report.words());
    out
}

fn one(out: &mut String, report: &Report, told: &Told) {
    let (catalogue, claim, place, verified) =
        (report.catalogue(told), report.claim(told), told.from, &told.verified);
    let style = match verified.standing {
        Standing::Supported => GOOD,
        Standing::Unverifiable => DIM,
        _ => BAD,
    };
    let known = if told.known { " (known)" } else { "" };
    let _ = writeln!(
        out,
        "{}:{}:{} {style}{}{style:#}{known} {BOLD}{}{BOLD:#}: {}",
        catalogue.file,
        place.line,
        place.column,
        verified.standing.words(),
        claim.id,
        verified.message
    );
    if verified.standing != Standing::Supported {
        underlined(out, &catalogue.text, told);
    }
    if let Some(quote) = &told.quote {
        let section = quote.section.as_ref().map_or_else(String::new, |s| format!("{s}: "));
        let _ = writeln!(out, "     {DIM}={DIM:#} {section}\"{}\"", one_line(&quote.text));
    }
    for warning in &told.warnings {
        let _ = writeln!(out, "     {BAD}!{BAD:#} {warning}");
    }
}

/// Characters of a line that are shown on each side of a place, at most: a file may be one line.
const AROUND: usize = 100;

/// The line of the catalogue, with carets below the place.
fn underlined(out: &mut String, text: &str, told: &Told) {
    let at = told.verified.at;
    let (before, behind) = (&text[..at.start], &text[at.start..]);
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    let end = behind.find('\n').map_or(text.len(), |i| at.start + i);
    let inside = &text[at.start..at.end.min(end).max(at.start)];
    let far = |(i, _): (usize, char)| i;
    let from = before[start..].char_indices().rev().nth(AROUND).map_or(start, |c| start + far(c));
    let to = text[at.start + inside.len()..end]
        .char_indices()
        .nth(AROUND)
        .map_or(end, |c| at.start + inside.len() + far(c));
    let (cut, cut_off) = (if from > start { "…" } else { "" }, if to < end { "…" } else { "" });
    let before = cut.chars().count() + text[from..at.start].chars().count();
    let number = told.from.line;
    let margin = number.to_string().len().max(4);
    let slip = told.verified.slip.map_or_else(String::new, |slip| format!(" {slip}?"));
    let line = text[from..to].trim_end().replace('\t', " ");
    let _ = writeln!(out, "{DIM}{number:>margin$} |{DIM:#} {cut}{line}{cut_off}");
    let _ = writeln!(
        out,
        "{DIM}{:>margin$} |{DIM:#} {}{BAD}{}{slip}{BAD:#}",
        "",
        " ".repeat(before),
        "^".repeat(inside.chars().count().clamp(1, AROUND))
    );
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
