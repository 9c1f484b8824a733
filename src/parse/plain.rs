//! Plain text: one article, a record cached as Markdown, or pages saved with headings (`=== Abstract ===`), one or several
//! to a file.

use std::io::BufRead;

use crate::record::{Abstract, Record};

use super::lines::{Line, Lines, text_of, too_long};
use super::{Format, LONGEST_RECORD, ParseError, Piece, Unknown, label, trials};

mod citation;
mod front;
mod saved;

/// Cuts a stream into articles: at the headings of saved pages, or not at all.
#[derive(Debug)]
pub struct Splitter<R> {
    lines: Lines<R>,
    next: Option<Line>,
    count: u64,
    done: bool,
}

impl<R: BufRead> Splitter<R> {
    /// Cuts what `reader` gives.
    pub fn new(reader: R) -> Self {
        Self { lines: Lines::new(reader), next: None, count: 0, done: false }
    }

    fn step(&mut self) -> Result<Option<Piece>, ParseError> {
        let first = loop {
            match self.next.take().map_or_else(|| self.lines.next(), |line| Ok(Some(line)))? {
                Some(line) if line.bytes.trim_ascii().is_empty() => {}
                Some(line) => break line,
                None if self.count == 0 => {
                    return Err(ParseError::Unknown { reason: "it is empty".to_owned() });
                }
                None => return Ok(None),
            }
        };
        self.count += 1;
        let mut seen = saved::Seen::default();
        seen.begins_another(&first.bytes);
        let mut whole = first.whole;
        let mut raw = first.bytes;
        while let Some(line) = self.lines.next()? {
            if seen.begins_another(&line.bytes) {
                self.next = Some(line);
                break;
            }
            whole &= line.whole && raw.len() + line.bytes.len() <= LONGEST_RECORD;
            if whole {
                raw.extend_from_slice(&line.bytes);
            }
        }
        raw.truncate(raw.trim_ascii_end().len());
        let (position, offset) = (self.count, first.offset);
        let trouble = (!whole).then(too_long);
        Ok(Some(Piece { format: Format::Plain, raw, position, offset, trouble }))
    }
}

impl<R: BufRead> Iterator for Splitter<R> {
    type Item = Result<Piece, ParseError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let next = self.step();
        self.done = !matches!(next, Ok(Some(_)));
        next.transpose()
    }
}

/// Reads one article.
///
/// # Errors
/// Says what is wrong with it: not UTF-8, or no text.
pub fn record(raw: &[u8]) -> Result<(Record, Unknown), String> {
    let text = text_of(raw)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some(reason) = other_format(text) {
        return Err(reason.to_owned());
    }
    let mut record = Record { version: 1, ..Record::default() };
    let mut unknown = Unknown::new();
    if front::is_cached(text) {
        front::read(text, &mut record, &mut unknown);
    } else if saved::is_saved(text) {
        saved::read(text, &mut record, &mut unknown);
    } else {
        let (title, body) = titled(text);
        record.text = article_text(title, body);
    }
    trials::name_in_text(&mut record);
    Ok((record, unknown))
}

/// What passes for plain text and is none: read as one article, it would mix the numbers of several, or read fields.
fn other_format(text: &str) -> Option<&'static str> {
    let start = text.trim_start();
    let numbered = |line: &&str| {
        let number = line.strip_prefix("PMID: ").or_else(|| line.strip_prefix("PMID:"));
        number.is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
    };
    if text.contains("<PubmedArticle>") {
        Some("it holds PubMed XML inside of other text")
    } else if start.starts_with("TY  - ") {
        Some("it is RIS, which litx does not read; save the records as PubMed (NBIB) or XML")
    } else if start.starts_with('[') && start[1..].trim_start().starts_with('{') {
        Some("it is a JSON array; write one object a line")
    } else if !saved::is_saved(text) && text.lines().filter(numbered).nth(1).is_some() {
        Some("it holds several records of PubMed as text; save them as PubMed (NBIB) or XML")
    } else {
        None
    }
}

/// The first line is the title when a blank line and more text follow it and it is no label.
fn titled(text: &str) -> (&str, &str) {
    let text = text.trim();
    let Some((first, rest)) = text.split_once('\n') else { return ("", text) };
    let (second, _) = rest.split_once('\n').unwrap_or((rest, ""));
    let labelled = label::sections(first).first().is_some_and(|(label, _)| label.is_some());
    if second.trim().is_empty() && !labelled { (first.trim(), rest.trim()) } else { ("", text) }
}

/// Title and body as one text, the body cut at its labels.
fn article_text(title: &str, body: &str) -> Abstract {
    let mut text = Abstract::new(title);
    for (label, section) in label::sections(body) {
        text.push(label.map(str::to_owned), None, section);
    }
    text
}
