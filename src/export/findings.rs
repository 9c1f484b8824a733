//! The findings document `litx.findings/1`: one JSON object an article.
//!
//! Field names are a public contract: fields may be added, none renamed. Unknown is `null`. Numbers keep their printed
//! digits. Offsets count Unicode code points of one section's text.

mod fields;

use std::io;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};

use crate::finding::{Arm, ArmId, Extraction, Finding, Unread};
use crate::record::Abstract;
use crate::text::{CharIndex, Span};
use fields::Fields;

/// Bytes of a document without its findings, and of one of them, as they usually are.
const FRAME: usize = 512;
const USUAL: usize = 512;

/// The schema's name, in every document.
pub const SCHEMA: &str = "litx.findings/1";

/// The findings document of one article; `id` is the input's own name for it.
pub fn document(id: &str, text: &Abstract, extraction: &Extraction) -> Value {
    json!(Document { id, text, extraction })
}

/// The same document as one line of JSON, written as it is made.
pub fn line(id: &str, text: &Abstract, extraction: &Extraction) -> String {
    let mut line = Line(Vec::with_capacity(FRAME + extraction.findings.len() * USUAL));
    // Nothing of it can fail to be written, and JSON is text.
    let _ = serde_json::to_writer(&mut line, &Document { id, text, extraction });
    String::from_utf8(line.0).unwrap_or_default()
}

/// A line as it is written. Two of three times that is a sign of one byte, which is pushed and not copied.
struct Line(Vec<u8>);

impl io::Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    #[inline]
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match bytes {
            [sign] => self.0.push(*sign),
            _ => self.0.extend_from_slice(bytes),
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The numbers of a text that are in no finding, with their places and why.
pub fn unread(text: &Abstract, extraction: &Extraction) -> Vec<Value> {
    let places = Places::new(text);
    extraction
        .unread
        .iter()
        .map(|Unread { span, why }| json!({"why": why.name(), "span": places.of(*span)}))
        .collect()
}

/// One finding, as in the document.
pub fn finding(places: &Places<'_>, finding: &Finding) -> Value {
    json!(Fields { places, finding })
}

/// Makes places of one article: section (−1 for the title), code points, and the quotation itself.
pub struct Places<'a> {
    text: &'a Abstract,
    index: CharIndex<'a>,
}

impl<'a> Places<'a> {
    /// Walks the text once, so that each place costs little.
    pub fn new(text: &'a Abstract) -> Self {
        Self { text, index: CharIndex::new(text.as_str()) }
    }

    /// One place.
    pub fn of(&self, span: Span) -> Value {
        json!(self.at(span))
    }

    fn at(&self, span: Span) -> Place<'a> {
        let (section, within) = self.text.section_of(span);
        let start = span.start.clamp(within.start, within.end);
        let end = span.end.clamp(start, within.end);
        let before = self.index.before(within.start);
        Place {
            section,
            start: self.index.before(start) - before,
            end: self.index.before(end) - before,
            quote: &self.text.as_str()[start..end],
        }
    }
}

/// A place as written.
#[derive(serde::Serialize)]
struct Place<'a> {
    section: i32,
    start: usize,
    end: usize,
    quote: &'a str,
}

/// The document of one article.
struct Document<'a> {
    id: &'a str,
    text: &'a Abstract,
    extraction: &'a Extraction,
}

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let places = &Places::new(self.text);
        let Extraction { arms, findings, .. } = self.extraction;
        let mut out = serializer.serialize_map(Some(4))?;
        out.serialize_entry("schema", SCHEMA)?;
        out.serialize_entry("id", self.id)?;
        out.serialize_entry("arms", &List(|| arms.iter().zip(0..).map(|(arm, i)| Group::of(arm, ArmId(i)))))?;
        out.serialize_entry("findings", &List(|| findings.iter().map(|finding| Fields { places, finding })))?;
        out.end()
    }
}

/// An arm as written.
#[derive(serde::Serialize)]
struct Group<'a> {
    id: String,
    name: &'a str,
    mentions: Vec<&'a str>,
}

impl<'a> Group<'a> {
    fn of(arm: &'a Arm, id: ArmId) -> Self {
        let mentions = arm.mentions.iter().map(|mention| &*mention.text).collect();
        Self { id: id.to_string(), name: &arm.name, mentions }
    }
}

/// What an iterator gives, one after the other.
struct List<F>(F);

impl<F, I> Serialize for List<F>
where
    F: Fn() -> I,
    I: Iterator<Item: Serialize>,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}
