//! Where records begin and end in a stream of PubMed XML, found without parsing them.
//!
//! The element around the records must close, or the stream counts as cut off. A record that has no end tag is
//! damaged, and the one that begins inside of it goes on.

use std::io::BufRead;

use crate::parse::{Format, LONGEST_RECORD, ParseError, Piece};

use super::scan::{Mark, Scan, Tag};

/// Cuts PubMed XML into records; see [`crate::parse::pieces`].
#[derive(Debug)]
pub struct Splitter<R> {
    scan: Scan<R>,
    /// Records so far.
    count: u64,
    /// The element around the records, while it is open, and how many of its name are open.
    root: Option<(Vec<u8>, usize)>,
    /// Whether any element was seen.
    begun: bool,
    /// The record that is open.
    open: Option<Open>,
    /// An element of the set that is no record: nothing is reported again until it closes.
    foreign: Option<(Vec<u8>, usize)>,
    /// The name of an outermost element that is not known to hold records.
    stranger: Option<String>,
    /// A piece that waits because another had to come before it.
    waiting: Option<Piece>,
    longest: usize,
    done: bool,
}

#[derive(Debug)]
struct Open {
    name: &'static [u8],
    offset: u64,
}

/// The elements that are records, with the spellings of old files.
const RECORDS: [&[u8]; 5] =
    [b"PubmedArticle", b"PubmedBookArticle", b"DeleteCitation", b"MedlineCitation", b"PubMedArticle"];

/// The elements that hold records and nothing else.
const SETS: [&[u8]; 5] = [
    b"PubmedArticleSet",
    b"PubmedBookArticleSet",
    b"MedlineCitationSet",
    b"PubMedArticleSet",
    b"DeleteCitationSet",
];

impl<R: BufRead> Splitter<R> {
    /// Cuts what `reader` gives.
    pub fn new(reader: R) -> Self {
        Self::with_longest(reader, LONGEST_RECORD)
    }

    /// The same with another bound on a record's length than [`LONGEST_RECORD`].
    pub fn with_longest(reader: R, longest: usize) -> Self {
        Self {
            scan: Scan::new(reader, longest),
            count: 0,
            root: None,
            begun: false,
            open: None,
            foreign: None,
            stranger: None,
            waiting: None,
            longest,
            done: false,
        }
    }

    fn step(&mut self) -> Result<Option<Piece>, ParseError> {
        if let Some(piece) = self.waiting.take() {
            return Ok(Some(piece));
        }
        loop {
            self.scan.record = self.open.as_ref().map(|open| open.offset);
            self.scan.in_root = self.root.is_some();
            let piece = match self.scan.next()? {
                Mark::Tag(Tag::Open { name, empty }) => {
                    self.begun = true;
                    self.opened(&name, empty, self.scan.at)
                }
                Mark::Tag(Tag::Close { name }) => {
                    self.begun = true;
                    self.closed(&name, self.scan.at)
                }
                Mark::Stray(text) => {
                    let text = text.escape_debug();
                    let reason = format!("it is not XML: `{text}` stands outside of any element");
                    return Err(ParseError::Unknown { reason });
                }
                Mark::End => return self.end(),
            };
            if piece.is_some() {
                return Ok(piece);
            }
        }
    }

    fn opened(&mut self, name: &[u8], empty: bool, at: u64) -> Option<Piece> {
        let record = RECORDS.into_iter().find(|record| *record == name);
        if let (Some(open), Some(record)) = (&self.open, record) {
            // Inside PubmedArticle, MedlineCitation is a part; anything else means that an end tag is missing.
            if record == b"MedlineCitation" && open.name != record {
                return None;
            }
            let cut = self.cut(at, Some("it has no end tag: the next record begins inside of it"));
            self.begin(record, at);
            if empty {
                self.waiting = Some(self.cut(self.scan.window.position(), None));
            }
            return Some(cut);
        }
        if self.open.is_some() {
            return None;
        }
        if let Some(record) = record {
            self.begin(record, at);
            return empty.then(|| self.cut(self.scan.window.position(), None));
        }
        match &mut self.root {
            None if empty => self.note_stranger(name),
            None => {
                self.note_stranger(name);
                self.root = Some((name.to_owned(), 1));
            }
            Some((root, open)) => {
                let in_set = SETS.contains(&root.as_slice());
                if root == name {
                    *open += usize::from(!empty);
                } else if in_set {
                    return self.not_a_record(name, empty, at);
                }
            }
        }
        None
    }

    fn note_stranger(&mut self, name: &[u8]) {
        if !SETS.contains(&name) {
            self.stranger = Some(String::from_utf8_lossy(name).into_owned());
        }
    }

    /// An element of the set that litx does not know: said once, so that nothing is lost in silence.
    fn not_a_record(&mut self, name: &[u8], empty: bool, at: u64) -> Option<Piece> {
        if let Some((foreign, open)) = &mut self.foreign {
            *open += usize::from(!empty && foreign == name);
            return None;
        }
        if !empty {
            self.foreign = Some((name.to_owned(), 1));
        }
        let name = String::from_utf8_lossy(name).escape_debug().to_string();
        Some(self.stray(at, format!("`{name}` is no record litx knows")))
    }

    fn closed(&mut self, name: &[u8], at: u64) -> Option<Piece> {
        if let Some(open) = &self.open {
            if open.name == name {
                return Some(self.cut(self.scan.window.position(), None));
            }
            if !SETS.contains(&name) {
                return None;
            }
            // The set ends inside of a record.
            let cut = self.cut(at, Some("it has no end tag: the set ends inside of it"));
            self.close_root(name);
            return Some(cut);
        }
        if let Some((foreign, open)) = &mut self.foreign
            && foreign == name
        {
            *open -= 1;
            if *open == 0 {
                self.foreign = None;
            }
            return None;
        }
        if RECORDS.contains(&name) {
            return Some(self.stray(at, "it has an end tag and no readable start tag".to_owned()));
        }
        if self.close_root(name) || self.foreign.is_some() {
            return None;
        }
        // Between other elements than those of a set, nesting is not followed.
        let followed = self.root.as_ref().is_none_or(|(root, _)| SETS.contains(&root.as_slice()));
        let name = String::from_utf8_lossy(name).escape_debug().to_string();
        followed.then(|| self.stray(at, format!("the end tag of `{name}` closes nothing")))
    }

    /// Something where a record should be.
    fn stray(&mut self, at: u64, trouble: String) -> Piece {
        self.count += 1;
        Piece {
            format: Format::PubmedXml,
            raw: Vec::new(),
            position: self.count,
            offset: at,
            trouble: Some(trouble),
        }
    }

    /// Closes the element around the records, if that is its name.
    fn close_root(&mut self, name: &[u8]) -> bool {
        let Some((_, open)) = self.root.as_mut().filter(|(root, _)| root == name) else { return false };
        *open -= 1;
        if *open == 0 {
            self.root = None;
            self.foreign = None;
        }
        true
    }

    fn begin(&mut self, name: &'static [u8], at: u64) {
        self.count += 1;
        self.open = Some(Open { name, offset: at });
    }

    /// The open record, which ends at `end`.
    fn cut(&mut self, end: u64, trouble: Option<&str>) -> Piece {
        let offset = self.open.take().map_or(end, |open| open.offset);
        let (raw, whole) = self.scan.window.take(offset, end);
        let too_long = || format!("it is longer than {} bytes, the most that is read", self.longest);
        let trouble =
            if whole && raw.len() <= self.longest { trouble.map(str::to_owned) } else { Some(too_long()) };
        Piece { format: Format::PubmedXml, raw, position: self.count, offset, trouble }
    }

    fn end(&mut self) -> Result<Option<Piece>, ParseError> {
        self.done = true;
        if let Some(open) = &self.open {
            return Err(ParseError::Truncated { position: self.count, offset: open.offset });
        }
        if self.root.is_some() || self.scan.torn || !self.begun {
            return Err(ParseError::Truncated {
                position: self.count + 1,
                offset: self.scan.window.position(),
            });
        }
        match self.stranger.take() {
            Some(name) if self.count == 0 => Err(ParseError::Unknown {
                reason: format!("its outermost element is `{}`, not PubmedArticleSet", name.escape_debug()),
            }),
            _ => Ok(None),
        }
    }
}

impl<R: BufRead> Iterator for Splitter<R> {
    type Item = Result<Piece, ParseError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let next = self.step();
        self.done |= next.is_err();
        next.transpose()
    }
}
