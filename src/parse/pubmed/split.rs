//! Where records begin and end in a stream of PubMed XML, found without parsing them.
//!
//! Only `<` is looked for. Comments, CDATA sections, processing instructions and the document type are stepped over, so
//! that nothing written inside of them passes for a record. The element around the records must close, or the stream
//! counts as cut off.

use std::io::BufRead;

use memchr::{memchr, memmem};

use crate::parse::{BOM, Format, LONGEST_RECORD, ParseError, Piece};

use super::window::Window;

/// Cuts PubMed XML into records; see [`crate::parse::pieces`].
#[derive(Debug)]
pub struct Splitter<R> {
    window: Window<R>,
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
    /// Whether the stream ended within a tag, a comment or the like.
    torn: bool,
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

enum Tag {
    Open { name: Vec<u8>, empty: bool },
    Close { name: Vec<u8> },
}

impl<R: BufRead> Splitter<R> {
    /// Cuts what `reader` gives.
    pub fn new(reader: R) -> Self {
        Self::with_longest(reader, LONGEST_RECORD)
    }

    /// The same with another bound on a record's length than [`LONGEST_RECORD`].
    pub fn with_longest(reader: R, longest: usize) -> Self {
        Self {
            window: Window::new(reader),
            count: 0,
            root: None,
            begun: false,
            open: None,
            foreign: None,
            stranger: None,
            waiting: None,
            torn: false,
            longest,
            done: false,
        }
    }

    fn step(&mut self) -> Result<Option<Piece>, ParseError> {
        if let Some(piece) = self.waiting.take() {
            return Ok(Some(piece));
        }
        if self.window.position() == 0 {
            self.prologue()?;
        }
        loop {
            if !self.to_markup()? {
                return self.end();
            }
            let at = self.window.position();
            if let Some(tag) = self.markup()?
                && let Some(piece) = self.tag(tag, at)?
            {
                return Ok(Some(piece));
            }
        }
    }

    fn prologue(&mut self) -> Result<(), ParseError> {
        self.window.need(BOM.len())?;
        let rest = self.window.rest();
        if rest.starts_with(b"\xff\xfe") || rest.starts_with(b"\xfe\xff") {
            return Err(ParseError::Unknown { reason: "it is UTF-16; PubMed's XML is UTF-8".to_owned() });
        }
        if rest.starts_with(BOM) {
            self.window.advance(BOM.len());
        }
        Ok(())
    }

    /// Goes to the next `<`; `false` at the end.
    fn to_markup(&mut self) -> Result<bool, ParseError> {
        loop {
            let rest = self.window.rest();
            let found = memchr(b'<', rest);
            let text = &rest[..found.unwrap_or(rest.len())];
            if self.root.is_none() && self.open.is_none() && !text.trim_ascii().is_empty() {
                let shown: String = String::from_utf8_lossy(text).trim().chars().take(40).collect();
                return Err(ParseError::Unknown {
                    reason: format!(
                        "it is not XML: `{}` stands outside of any element",
                        shown.escape_debug()
                    ),
                });
            }
            let step = text.len();
            self.window.advance(step);
            self.keep();
            if found.is_some() {
                return Ok(true);
            }
            if !self.window.fill()? {
                return Ok(false);
            }
        }
    }

    /// Lets go of what no record needs.
    fn keep(&mut self) {
        if self.open.is_none() {
            self.window.release();
        } else {
            self.window.cap(self.longest);
        }
    }

    /// Steps over what begins with the `<` here; a tag that matters is told.
    fn markup(&mut self) -> Result<Option<Tag>, ParseError> {
        self.window.need(b"</MedlineCitation".len())?;
        let rest = self.window.rest();
        if rest.starts_with(b"<!--") {
            self.past(4, b"-->")?;
        } else if rest.starts_with(b"<![CDATA[") {
            self.past(9, b"]]>")?;
        } else if rest.starts_with(b"<?") {
            self.past(2, b"?>")?;
        } else if rest.starts_with(b"<!") {
            self.document_type()?;
        } else if self.open.is_some() && !may_matter(rest) {
            self.window.advance(1);
        } else {
            return self.element();
        }
        Ok(None)
    }

    /// Steps over `skip` bytes and on to behind `end`, or to the end of the stream.
    fn past(&mut self, skip: usize, end: &[u8]) -> Result<(), ParseError> {
        self.window.advance(skip);
        loop {
            let rest = self.window.rest();
            if let Some(found) = memmem::find(rest, end) {
                self.window.advance(found + end.len());
                self.keep();
                return Ok(());
            }
            let step = rest.len().saturating_sub(end.len() - 1);
            self.window.advance(step);
            self.keep();
            if !self.window.fill()? {
                self.torn = true;
                let step = self.window.rest().len();
                self.window.advance(step);
                return Ok(());
            }
        }
    }

    /// Steps over `<!DOCTYPE … [ … ]>`: declarations in it may quote anything.
    fn document_type(&mut self) -> Result<(), ParseError> {
        self.window.advance(2);
        let mut brackets = 0_usize;
        let mut quote = None;
        loop {
            self.window.need(4)?;
            let rest = self.window.rest();
            let Some(&byte) = rest.first() else {
                self.torn = true;
                return Ok(());
            };
            match quote {
                Some(mark) => {
                    if byte == mark {
                        quote = None;
                    }
                }
                None if rest.starts_with(b"<!--") => {
                    self.past(4, b"-->")?;
                    continue;
                }
                None if rest.starts_with(b"<?") => {
                    self.past(2, b"?>")?;
                    continue;
                }
                None => match byte {
                    b'"' | b'\'' => quote = Some(byte),
                    b'[' => brackets += 1,
                    b']' => brackets = brackets.saturating_sub(1),
                    b'>' if brackets == 0 => {
                        self.window.advance(1);
                        return Ok(());
                    }
                    _ => {}
                },
            }
            self.window.advance(1);
            self.keep();
        }
    }

    /// Steps over a start or end tag.
    fn element(&mut self) -> Result<Option<Tag>, ParseError> {
        self.window.advance(1);
        self.window.need(1)?;
        let close = self.window.rest().first() == Some(&b'/');
        self.window.advance(usize::from(close));
        let mut name = Vec::new();
        loop {
            let rest = self.window.rest();
            let end = rest.iter().position(|b| matches!(b, b'>' | b'/' | b'<') || b.is_ascii_whitespace());
            let take = end.unwrap_or(rest.len());
            // A name is kept so far as it can matter.
            name.extend_from_slice(&rest[..take.min(LONGEST_NAME.saturating_sub(name.len()))]);
            self.window.advance(take);
            self.window.cap(self.longest);
            if end.is_some() || !self.window.fill()? {
                break;
            }
        }
        let mut quote = None;
        let mut before = 0;
        loop {
            let rest = self.window.rest();
            let mut taken = 0;
            let mut closed = false;
            for &byte in rest {
                match quote {
                    // No tag holds another `<`, quoted or not: it is broken, and what follows is looked at anew.
                    _ if byte == b'<' => break,
                    Some(mark) if byte == mark => quote = None,
                    Some(_) => {}
                    None if byte == b'>' => closed = true,
                    None if matches!(byte, b'"' | b'\'') => quote = Some(byte),
                    None => {}
                }
                taken += 1;
                if closed {
                    break;
                }
                before = byte;
            }
            let broken = !closed && taken < rest.len();
            self.window.advance(taken);
            self.window.cap(self.longest);
            if broken {
                return Ok(None);
            }
            if closed {
                return Ok(Some(if close {
                    Tag::Close { name }
                } else {
                    Tag::Open { name, empty: before == b'/' }
                }));
            }
            if !self.window.fill()? {
                self.torn = true;
                return Ok(None);
            }
        }
    }

    fn tag(&mut self, tag: Tag, at: u64) -> Result<Option<Piece>, ParseError> {
        self.begun = true;
        match tag {
            Tag::Open { name, empty } => Ok(self.opened(&name, empty, at)),
            Tag::Close { name } => Ok(self.closed(&name, at)),
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
                self.waiting = Some(self.cut(self.window.position(), None));
            }
            return Some(cut);
        }
        if self.open.is_some() {
            return None;
        }
        if let Some(record) = record {
            self.begin(record, at);
            return empty.then(|| self.cut(self.window.position(), None));
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
                return Some(self.cut(self.window.position(), None));
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
        self.close_root(name);
        None
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

    fn close_root(&mut self, name: &[u8]) {
        if let Some((root, open)) = &mut self.root
            && root == name
        {
            *open -= 1;
            if *open == 0 {
                self.root = None;
                self.foreign = None;
            }
        }
    }

    fn begin(&mut self, name: &'static [u8], at: u64) {
        self.count += 1;
        self.open = Some(Open { name, offset: at });
    }

    /// The open record, which ends at `end`.
    fn cut(&mut self, end: u64, trouble: Option<&str>) -> Piece {
        let offset = self.open.take().map_or(end, |open| open.offset);
        let (raw, whole) = self.window.take(offset, end);
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
        if self.root.is_some() || self.torn || !self.begun {
            return Err(ParseError::Truncated { position: self.count + 1, offset: self.window.position() });
        }
        match self.stranger.take() {
            Some(name) if self.count == 0 => Err(ParseError::Unknown {
                reason: format!("its outermost element is `{}`, not PubmedArticleSet", name.escape_debug()),
            }),
            _ => Ok(None),
        }
    }
}

/// Whether the tag at the head of `rest` may begin or end a record or a set; inside of a record few do.
fn may_matter(rest: &[u8]) -> bool {
    let name = rest.strip_prefix(b"</").or_else(|| rest.strip_prefix(b"<")).unwrap_or(rest);
    [&b"Pubmed"[..], b"PubMedA", b"DeleteCitation", b"MedlineCitation"]
        .iter()
        .any(|head| name.starts_with(head))
}

/// Names longer than this are no names litx knows.
const LONGEST_NAME: usize = 64;

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
