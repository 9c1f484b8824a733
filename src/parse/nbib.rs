//! MEDLINE's tagged text (`.nbib`): `PMID- 39652675`, four-letter tags, continued lines indented by six.

use std::io::BufRead;

use memchr::memmem;

use crate::id::Pmid;
use crate::record::Record;

use super::lines::{Line, Lines, text_of, too_long};
use super::{Format, LONGEST_RECORD, ParseError, Piece, Unknown};

mod fields;
mod people;

pub(super) use people::cited;

/// Cuts a stream into records: each begins with its `PMID-` line.
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
                None => return Ok(None),
            }
        };
        self.count += 1;
        let sound = begins(&first);
        let mut whole = first.whole;
        let mut raw = first.bytes;
        let mut last = true;
        while let Some(line) = self.lines.next()? {
            if begins(&line) {
                self.next = Some(line);
                last = false;
                break;
            }
            whole &= line.whole && raw.len() + line.bytes.len() <= LONGEST_RECORD;
            if whole {
                raw.extend_from_slice(&line.bytes);
            }
        }
        let trouble = if !whole {
            Some(too_long())
        } else if !sound {
            Some("it does not begin with a `PMID-` line".to_owned())
        } else if last && !raw.ends_with(b"\n") && memmem::find(&raw, b"\nSO  -").is_none() {
            // PubMed ends every record with its source, and every line with a line break.
            Some("it ends within a line and without its `SO` field: it was cut off".to_owned())
        } else {
            None
        };
        raw.truncate(raw.trim_ascii_end().len());
        let (position, offset) = (self.count, first.offset);
        Ok(Some(Piece { format: Format::Nbib, raw, position, offset, trouble }))
    }
}

fn begins(line: &Line) -> bool {
    line.bytes.starts_with(b"PMID-")
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

/// Reads one record.
///
/// # Errors
/// Says what is wrong with it: not UTF-8, no PMID, a line that is neither a field nor a continuation.
pub fn record(raw: &[u8]) -> Result<(Record, Unknown), String> {
    let text = text_of(raw)?;
    let mut draft = fields::Draft::new();
    let mut field: Option<(&str, String)> = None;
    for line in text.lines() {
        if let Some(tag) = tag_of(line) {
            if let Some((tag, value)) = field.take() {
                draft.add(tag, value)?;
            }
            field = Some((tag, line[6.min(line.len())..].trim().to_owned()));
        } else if line.trim().is_empty() {
            // Nothing: records are set apart by blank lines.
        } else if let (Some((_, value)), true) = (&mut field, line.starts_with(' ')) {
            // A line is broken at a space, which goes with the break.
            if !value.is_empty() {
                value.push(' ');
            }
            value.push_str(line.trim());
        } else {
            let shown: String = line.chars().take(40).collect();
            return Err(format!(
                "the line `{}` is neither a field nor the continuation of one",
                shown.escape_debug()
            ));
        }
    }
    if let Some((tag, value)) = field {
        draft.add(tag, value)?;
    }
    draft.finish()
}

/// `AB  - ` and its like: up to four capitals or digits, filled with spaces, a hyphen, a space.
fn tag_of(line: &str) -> Option<&str> {
    let bytes = line.as_bytes();
    if bytes.len() < 5 || bytes[4] != b'-' || bytes.get(5).is_some_and(|b| *b != b' ') {
        return None;
    }
    let tag = line.get(..4)?.trim_end();
    let sound = tag.bytes().next().is_some_and(|b| b.is_ascii_uppercase())
        && tag.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    sound.then_some(tag)
}

/// The PMID of a record that is damaged elsewhere.
pub(super) fn readable_pmid(raw: &[u8]) -> Option<Pmid> {
    let line = raw.strip_prefix(b"PMID-")?;
    let end = memchr::memchr(b'\n', line).unwrap_or(line.len());
    std::str::from_utf8(&line[..end]).ok()?.trim().parse().ok()
}
