//! The markup of a stream, stepped over: which tags stand where.
//!
//! Only `<` is looked for, and inside of a record only the tags that may end it (`tags`). Comments, CDATA sections, processing instructions and the document type are passed, so that
//! nothing written inside of them looks like a tag.

use std::io::BufRead;

use memchr::{memchr, memmem};

use crate::parse::{BOM, ParseError};

use super::tags::{LOOK_AHEAD, Tags, may_matter};
use super::window::Window;

/// What stands next in the stream.
pub(super) enum Mark {
    Tag(Tag),
    /// Text that is not blank, outside of all elements; its beginning.
    Stray(String),
    End,
}

/// A tag that may matter.
pub(super) enum Tag {
    Open { name: Vec<u8>, empty: bool },
    Close { name: Vec<u8> },
}

/// Steps through a stream; holds on to the bytes of the open record.
#[derive(Debug)]
pub(super) struct Scan<R> {
    pub(super) window: Window<R>,
    /// Where the tag began that was told last.
    pub(super) at: u64,
    /// Whether the stream ended within a tag, a comment or the like.
    pub(super) torn: bool,
    /// Where the open record began: its bytes are kept, and few tags matter.
    pub(super) record: Option<u64>,
    /// An element around the records is open: text is allowed.
    pub(super) in_root: bool,
    longest: usize,
    tags: Tags,
}

impl<R: BufRead> Scan<R> {
    pub(super) fn new(reader: R, longest: usize) -> Self {
        let window = Window::new(reader);
        Self { window, at: 0, torn: false, record: None, in_root: false, longest, tags: Tags::new() }
    }

    /// Goes on to the next tag that may matter.
    pub(super) fn next(&mut self) -> Result<Mark, ParseError> {
        if self.window.position() == 0 {
            self.prologue()?;
        }
        loop {
            if let Some(stray) = self.find_markup()? {
                return Ok(Mark::Stray(stray));
            }
            if self.window.rest().is_empty() {
                return Ok(Mark::End);
            }
            self.at = self.window.position();
            if let Some(tag) = self.markup()? {
                return Ok(Mark::Tag(tag));
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

    /// Goes to the next `<`, or to the end; tells text that stands outside of all elements.
    fn find_markup(&mut self) -> Result<Option<String>, ParseError> {
        loop {
            let rest = self.window.rest();
            let found = match self.record {
                Some(_) => self.tags.first(rest),
                None => memchr(b'<', rest),
            };
            let text = &rest[..found.unwrap_or(rest.len())];
            if !self.in_root && self.record.is_none() && !text.trim_ascii().is_empty() {
                return Ok(Some(String::from_utf8_lossy(text).trim().chars().take(40).collect()));
            }
            let step = text.len();
            self.window.advance(step);
            self.keep();
            if found.is_some() || !self.window.fill()? {
                return Ok(None);
            }
        }
    }

    /// Where the bytes begin that are still needed: of the open record, or of a tag that may begin one.
    fn start(&self) -> u64 {
        self.record.unwrap_or(self.at)
    }

    /// Lets go of what no record needs.
    fn keep(&mut self) {
        if self.record.is_some() {
            self.window.cap(self.start(), self.longest);
        } else {
            self.window.release();
        }
    }

    /// Steps over what begins with the `<` here; a tag that matters is told.
    fn markup(&mut self) -> Result<Option<Tag>, ParseError> {
        self.window.need(LOOK_AHEAD)?;
        let rest = self.window.rest();
        if rest.starts_with(b"<!--") {
            self.past(4, b"-->")?;
        } else if rest.starts_with(b"<![CDATA[") {
            self.past(9, b"]]>")?;
        } else if rest.starts_with(b"<?") {
            self.past(2, b"?>")?;
        } else if rest.starts_with(b"<!") && self.record.is_none() && !self.in_root {
            self.document_type()?;
        } else if rest.starts_with(b"<!") || (self.record.is_some() && !may_matter(rest)) {
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
            self.window.cap(self.start(), self.longest);
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
            self.window.cap(self.start(), self.longest);
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
}

/// Names longer than this are no names litx knows.
const LONGEST_NAME: usize = 64;
