//! A cursor on one record's XML: children, text, and what may be stepped over.
//!
//! quick-xml cuts text at every reference (`P&lt;0.001` comes as `P`, `lt`, `0.001`), so references are put back here
//! and nowhere else.

use std::borrow::Cow;
use std::io::BufRead;
use std::str::Utf8Error;

use quick_xml::errors::{Error, IllFormedError};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::leaf::{Markup, Start, Tag, markup};
use super::step;
use crate::parse::{Unknown, count_unknown};

/// Elements within each other, at most; PubMed's deepest (formulas) stay below forty.
pub(super) const DEEPEST: usize = 256;

/// What is wrong with a record, for a reader.
#[derive(Debug)]
pub(super) struct Fault(pub(super) String);

impl Fault {
    pub(super) fn new(reason: &str) -> Self {
        Fault(reason.to_owned())
    }
}

/// The characters of a record, where they are characters that XML may hold.
pub(super) fn text_of(raw: &[u8]) -> Result<&str, Fault> {
    let wrong =
        |e: Utf8Error| Fault(format!("it is not UTF-8 from byte {} of the record on", e.valid_up_to()));
    // Every byte of a file comes by here.
    let text = simdutf8::basic::from_utf8(raw).or_else(|_| std::str::from_utf8(raw)).map_err(wrong)?;
    let control = |b: &u8| *b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r');
    // Looked for block by block: nearly all records have line breaks alone.
    for (i, block) in raw.chunks(256).enumerate() {
        let plain = block.iter().fold(true, |plain, b| plain & (*b >= 0x20 || *b == b'\n'));
        if !plain && let Some(at) = block.iter().position(control) {
            let at = i * 256 + at;
            return Err(Fault(format!("byte {at} of the record is the control character {:#04x}", raw[at])));
        }
    }
    Ok(text)
}

pub(super) struct Xml<'x> {
    whole: &'x str,
    reader: Reader<&'x [u8]>,
    /// The text of the open element, where it was read at a glance: all of it is behind the reader.
    leaf: Option<&'x str>,
    /// The names of the elements that are open, without the leaf's.
    open: Vec<&'x str>,
    unknown: Unknown,
    brief: bool,
}

impl<'x> Xml<'x> {
    pub(super) fn new(text: &'x str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        // `<A/>` and `<A></A>` are the same.
        config.expand_empty_elements = true;
        // What is open is known here alone: not all tags are read by the reader.
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        Self { whole: text, reader, leaf: None, open: Vec::new(), unknown: Vec::new(), brief: false }
    }

    /// The same, of a record of which rows alone are made.
    pub(super) fn brief(text: &'x str) -> Self {
        Self { brief: true, ..Self::new(text) }
    }

    /// Whether what no row holds need not be read.
    pub(super) fn is_brief(&self) -> bool {
        self.brief
    }

    /// How many elements are open, but for one that was read at a glance.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// The text of the open element as sent, where it was read at a glance.
    pub(super) fn take_leaf(&mut self) -> Option<&'x str> {
        self.leaf.take()
    }

    pub(super) fn take_unknown(&mut self) -> Unknown {
        std::mem::take(&mut self.unknown)
    }

    /// The next event, with the depth kept and the end of the text refused.
    pub(super) fn event(&mut self) -> Result<Event<'x>, Fault> {
        let event =
            self.reader.read_event().map_err(|error| ill_formed(self.reader.error_position(), &error))?;
        match &event {
            Event::Start(start) => {
                if self.depth() == DEEPEST {
                    return Err(Fault(format!("its elements lie more than {DEEPEST} deep")));
                }
                self.open.push(self.as_it_stands(start)?.name());
            }
            Event::End(end) => self.closes(end.name().0)?,
            Event::DocType(_) => return Err(Fault::new("a document type stands inside of it")),
            Event::Eof => return Err(Fault::new("it ends before its elements do")),
            _ => {}
        }
        Ok(event)
    }

    /// Closes the open element, if that is its name.
    fn closes(&mut self, name: &str) -> Result<(), Fault> {
        let wrong = match self.open.pop() {
            Some(open) if open == name => return Ok(()),
            Some(open) => {
                IllFormedError::MismatchedEndTag { expected: open.to_owned(), found: name.to_owned() }
            }
            None => IllFormedError::UnmatchedEndTag(name.to_owned()),
        };
        let at = self.whole[..self.at()].rfind("</").unwrap_or(0);
        Err(ill_formed(at as u64, &Error::IllFormed(wrong)))
    }

    /// The name of the open element.
    fn name(&self) -> &'x str {
        self.open.last().copied().unwrap_or_default()
    }

    /// The next child of the open element; nothing where it closes. The child must be read or skipped at once.
    pub(super) fn child(&mut self) -> Result<Option<Start<'x>>, Fault> {
        if let Some(text) = self.leaf.take() {
            if !text.trim_ascii().is_empty() {
                self.count("(text between elements)");
            }
            return Ok(None);
        }
        if let Some(child) = self.glance() {
            return Ok(child);
        }
        // Indentation makes no events; where elements hold text, it is part of it.
        self.reader.config_mut().trim_text_start = true;
        let child = self.next_child();
        self.reader.config_mut().trim_text_start = false;
        child
    }

    /// Reads the end tag of the open element, if that stands here; what is not at its place is told by the reader.
    fn close(&mut self) {
        let rest = &self.whole.as_bytes()[self.at()..];
        let behind = rest.strip_prefix(b"</").and_then(|rest| rest.strip_prefix(self.name().as_bytes()));
        if let Some(behind) = behind.and_then(|behind| behind.strip_prefix(b">"))
            && self.open.pop().is_some()
        {
            let length = rest.len() - behind.len();
            self.reader.stream().consume(length);
        }
    }

    /// Reads the next child, or the end of the open element, behind a start or end tag. In line, for what it gives is
    /// slow to hand on.
    #[inline(always)]
    fn glance(&mut self) -> Option<Option<Start<'x>>> {
        let rest = &self.whole[self.inside()?..];
        let room = self.depth() < DEEPEST;
        let start = |Tag { content, name }| Start { content: &rest[content], name };
        let (child, end) = match markup(rest.as_bytes(), self.name().as_bytes())? {
            Markup::Leaf { tag, text, end } if room => {
                self.leaf = Some(&rest[text]);
                (Some(start(tag)), end)
            }
            Markup::Start { tag, end } if room => {
                let start = start(tag);
                self.open.push(start.name());
                (Some(start), end)
            }
            Markup::End { end } => {
                self.open.pop()?;
                (None, end)
            }
            _ => return None,
        };
        self.reader.stream().consume(end);
        Some(child)
    }

    /// Where the reader stands.
    fn at(&self) -> usize {
        self.whole.len() - self.reader.get_ref().len()
    }

    /// The same, if what follows there is inside of the open element: behind `<A/>` it has yet to tell of
    /// an end tag that is not there.
    fn inside(&self) -> Option<usize> {
        let at = self.at();
        (at > 0 && !self.whole.as_bytes()[..at].ends_with(b"/>")).then_some(at)
    }

    fn next_child(&mut self) -> Result<Option<Start<'x>>, Fault> {
        loop {
            match self.event()? {
                Event::Start(start) => return self.as_it_stands(&start).map(Some),
                Event::End(_) => return Ok(None),
                Event::Text(text) if !text.trim_ascii().is_empty() => self.count("(text between elements)"),
                Event::GeneralRef(name) => {
                    character(&name)?;
                    self.count("(text between elements)");
                }
                _ => {}
            }
        }
    }

    /// The start tag right before where the reader stands.
    fn as_it_stands(&self, start: &BytesStart<'_>) -> Result<Start<'x>, Fault> {
        let before = |end: &str| {
            let content = self.whole[..self.at()].strip_suffix(end)?;
            content.get(content.len().checked_sub(start.len())?..).filter(|content| *content == &**start)
        };
        let content = before("/>").or_else(|| before(">"));
        let content = content.ok_or_else(|| Fault::new("a start tag is not where it was read"))?;
        Ok(Start { content, name: start.name().0.len() })
    }

    /// Steps over the open element, which litx knows and does not keep.
    pub(super) fn skip(&mut self) -> Result<(), Fault> {
        self.skip_counting("").map(|_| ())
    }

    /// The same; how many elements of this name are in it.
    pub(super) fn skip_counting(&mut self, name: &str) -> Result<u32, Fault> {
        let mut count = 0_u32;
        if self.leaf.take().is_some() {
            return Ok(0);
        }
        let inside = self.inside().and_then(|at| {
            step::end_of(&self.whole.as_bytes()[at..], |found| count += u32::from(found == name.as_bytes()))
        });
        match inside {
            Some(length) => self.reader.stream().consume(length),
            None => count = 0,
        }
        let outside = self.depth().saturating_sub(1);
        if inside.is_some() {
            self.close();
        }
        while self.depth() > outside {
            match self.event()? {
                Event::Start(start) => count += u32::from(start.name().0 == name),
                Event::GeneralRef(reference) => _ = character(&reference)?,
                _ => {}
            }
        }
        Ok(count)
    }

    /// Steps over the open element and counts it: litx does not know it.
    pub(super) fn skip_unknown(&mut self, start: &Start<'_>) -> Result<(), Fault> {
        self.count(start.name());
        self.skip()
    }

    pub(super) fn count(&mut self, name: &str) {
        count_unknown(&mut self.unknown, name);
    }

    /// The text of the open element and all within it, without white space around it.
    pub(super) fn text(&mut self) -> Result<Cow<'x, str>, Fault> {
        if let Some(text) = self.leaf.take() {
            return Ok(Cow::Borrowed(text.trim_ascii()));
        }
        let mut out = Cow::Borrowed("");
        let outside = self.depth().saturating_sub(1);
        while self.depth() > outside {
            match self.event()? {
                // Nearly all texts are one piece.
                Event::Text(text) if out.is_empty() => out = text.xml10_content(),
                event @ (Event::Text(_) | Event::CData(_) | Event::GeneralRef(_)) => {
                    self.append(&event, out.to_mut())?;
                }
                _ => {}
            }
        }
        Ok(match out {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim_ascii()),
            Cow::Owned(text) if text.trim_ascii().len() < text.len() => {
                Cow::Owned(text.trim_ascii().to_owned())
            }
            text => text,
        })
    }

    /// The same, to keep; an empty text is none.
    pub(super) fn some_text(&mut self) -> Result<Option<String>, Fault> {
        self.text().map(|text| (!text.is_empty()).then(|| text.into_owned()))
    }

    /// Appends the characters an event stands for.
    pub(super) fn append(&self, event: &Event<'_>, out: &mut String) -> Result<(), Fault> {
        match event {
            Event::Text(text) => out.push_str(&text.xml10_content()),
            Event::CData(text) => out.push_str(&text.xml10_content()),
            Event::GeneralRef(name) => out.push(character(name)?),
            _ => {}
        }
        Ok(())
    }
}

fn ill_formed(at: u64, error: &Error) -> Fault {
    Fault(format!("it is not well-formed at byte {at} of the record: {error}"))
}

/// The character a reference names: the five names of XML, or a number.
pub(super) fn character(name: &str) -> Result<char, Fault> {
    Ok(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        name => match name.strip_prefix('#') {
            Some(number) => numbered(number)?,
            None => {
                let shown: String = name.chars().take(40).collect();
                return Err(Fault(format!(
                    "the entity `&{};` is not one of XML's five: its meaning is unknown",
                    shown.escape_debug()
                )));
            }
        },
    })
}

fn numbered(number: &str) -> Result<char, Fault> {
    let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |hex| (hex, 16));
    let plain = !digits.is_empty() && digits.bytes().all(|b| (b as char).is_digit(radix));
    let code = if plain { u32::from_str_radix(digits, radix).ok() } else { None };
    code.and_then(char::from_u32).filter(|c| allowed(*c)).ok_or_else(|| {
        let shown: String = number.chars().take(20).collect();
        Fault(format!("`&#{};` is no character", shown.escape_debug()))
    })
}

/// `Char` of XML 1.0.
pub(super) fn allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}
