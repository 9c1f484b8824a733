//! The abstract itself: its findings marked in the text, the numbers that were not read listed.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::{BOLD, DIM};
use crate::text::Span;
use crate::view::Shown;

const FOUND: Style = Style::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Green)));

/// The abstract, section by section, every quotation in `«…»` and in colour.
pub fn marked_abstract(shown: &Shown<'_>) -> String {
    let text = shown.record.text.as_str();
    let mut spans: Vec<Span> = shown
        .extraction
        .findings
        .iter()
        .flat_map(|f| std::iter::once(f.span).chain(f.support.iter().copied()))
        .collect();
    spans.sort();
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => *last = last.to(span),
            _ => merged.push(span),
        }
    }
    let mut out = String::new();
    for section in shown.record.text.sections() {
        if let Some(label) = &section.label {
            let _ = write!(out, "{BOLD}{label}{BOLD:#} ");
        }
        let whole = section.span();
        let mut at = whole.start;
        for span in merged.iter().filter(|s| whole.contains(**s)) {
            out.push_str(&text[at..span.start]);
            let _ = write!(out, "{FOUND}«{}»{FOUND:#}", span.of(text));
            at = span.end;
        }
        out.push_str(&text[at..whole.end]);
        out.push('\n');
    }
    out
}

/// The numbers that ended in no finding, each with its surroundings and why.
pub fn unread(shown: &Shown<'_>) -> String {
    let text = shown.record.text.as_str();
    let mut out = String::new();
    for number in &shown.extraction.unread {
        let (_, whole) = shown.record.text.section_of(number.span);
        let before: String = {
            let chars: Vec<char> = text[whole.start..number.span.start].chars().rev().take(40).collect();
            chars.into_iter().rev().collect()
        };
        let after: String = text[number.span.end..whole.end].chars().take(40).collect();
        let why = number.why.name().replace('_', " ");
        let _ = writeln!(
            out,
            "{why:<16} {DIM}…{before}{DIM:#}{BOLD}{}{BOLD:#}{DIM}{after}…{DIM:#}",
            number.span.of(text)
        );
    }
    if out.is_empty() {
        out.push_str("every number was read\n");
    }
    out
}
