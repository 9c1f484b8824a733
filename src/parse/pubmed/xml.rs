//! A cursor on one record's XML: children, text, and what may be stepped over.
//!
//! quick-xml cuts text at every reference (`P&lt;0.001` comes as `P`, `lt`, `0.001`), so references are put back here
//! and nowhere else.

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use crate::parse::{Unknown, count_unknown};

/// Elements within each other, at most; PubMed's deepest (formulas) stay below forty.
const DEEPEST: usize = 256;

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
    let text = std::str::from_utf8(raw)
        .map_err(|e| Fault(format!("it is not UTF-8 from byte {} of the record on", e.valid_up_to())))?;
    let control = |b: &u8| *b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r');
    // Looked for block by block: nearly all records have none.
    for (i, block) in raw.chunks(256).enumerate() {
        if block.iter().fold(false, |found, b| found | control(b)) {
            let at = i * 256 + block.iter().position(control).unwrap_or(0);
            return Err(Fault(format!("byte {at} of the record is the control character {:#04x}", raw[at])));
        }
    }
    Ok(text)
}

pub(super) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    depth: usize,
    unknown: Unknown,
}

impl<'x> Xml<'x> {
    pub(super) fn new(text: &'x str) -> Self {
        let mut reader = Reader::from_str(text);
        // `<A/>` and `<A></A>` are the same.
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0, unknown: Vec::new() }
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    pub(super) fn take_unknown(&mut self) -> Unknown {
        std::mem::take(&mut self.unknown)
    }

    /// The next event, with the depth kept and the end of the text refused.
    pub(super) fn event(&mut self) -> Result<Event<'x>, Fault> {
        let event = self.reader.read_event().map_err(|error| {
            Fault(format!(
                "it is not well-formed at byte {} of the record: {error}",
                self.reader.error_position()
            ))
        })?;
        match &event {
            Event::Start(_) => {
                self.depth += 1;
                if self.depth > DEEPEST {
                    return Err(Fault(format!("its elements lie more than {DEEPEST} deep")));
                }
            }
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::DocType(_) => return Err(Fault::new("a document type stands inside of it")),
            Event::Eof => return Err(Fault::new("it ends before its elements do")),
            _ => {}
        }
        Ok(event)
    }

    /// The next child of the open element; nothing where it closes. The child must be read or skipped at once.
    pub(super) fn child(&mut self) -> Result<Option<BytesStart<'x>>, Fault> {
        loop {
            match self.event()? {
                Event::Start(start) => return Ok(Some(start)),
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

    /// Steps over the open element, which litx knows and does not keep.
    pub(super) fn skip(&mut self) -> Result<(), Fault> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if let Event::GeneralRef(name) = self.event()? {
                character(&name)?;
            }
        }
        Ok(())
    }

    /// Steps over the open element and counts it: litx does not know it.
    pub(super) fn skip_unknown(&mut self, start: &BytesStart<'_>) -> Result<(), Fault> {
        self.count(start.name().0);
        self.skip()
    }

    pub(super) fn count(&mut self, name: &str) {
        count_unknown(&mut self.unknown, name);
    }

    /// The text of the open element and all within it, without white space around it.
    pub(super) fn text(&mut self) -> Result<String, Fault> {
        let mut out = String::new();
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            let event = self.event()?;
            self.append(&event, &mut out)?;
        }
        let kept = out.trim_ascii();
        if kept.len() < out.len() {
            out = kept.to_owned();
        }
        Ok(out)
    }

    /// The same, where an empty text is none.
    pub(super) fn some_text(&mut self) -> Result<Option<String>, Fault> {
        self.text().map(|text| (!text.is_empty()).then_some(text))
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

/// The character a reference names: the five names of XML, or a number.
fn character(name: &BytesRef<'_>) -> Result<char, Fault> {
    Ok(match &**name {
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
fn allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// An attribute's value; nothing where it is absent.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Result<Option<String>, Fault> {
    let broken = |error: &dyn std::fmt::Display| {
        Fault(format!("an attribute of `{}` is broken: {error}", start.name().0.escape_debug()))
    };
    let Some(found) = start.try_get_attribute(name).map_err(|e| broken(&e))? else { return Ok(None) };
    // A line break in a value is a space.
    let value = found.value.replace(['\t', '\n', '\r'], " ");
    let value = quick_xml::escape::unescape(&value).map_err(|e| broken(&e))?;
    if let Some(c) = value.chars().find(|c| !allowed(*c)) {
        return Err(broken(&format_args!("it holds U+{:04X}", u32::from(c))));
    }
    Ok(Some(value.into_owned()))
}

/// Whether an attribute has this very value.
pub(super) fn attribute_is(start: &BytesStart<'_>, name: &str, value: &str) -> Result<bool, Fault> {
    Ok(attribute(start, name)?.is_some_and(|found| found == value))
}
