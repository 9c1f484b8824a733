//! The findings document `litx.findings/1`: one JSON object an article.
//!
//! Field names are a public contract: fields may be added, none renamed. Unknown is `null`. Numbers keep their printed
//! digits. Offsets count Unicode code points of one section's text.

mod fields;
mod json;

use serde_json::{Value, json};

use crate::finding::{Arm, ArmId, Extraction, Finding, Unread};
use crate::record::Abstract;
use crate::text::{CharIndex, Span};
use fields::Fields;
use json::{Json, List, Write};

/// Bytes of a document without its findings, and of one of them, as they usually are.
const FRAME: usize = 512;
const USUAL: usize = 512;

/// The schema's name, in every document.
pub const SCHEMA: &str = "litx.findings/1";

/// The findings document of one article; `id` is the input's own name for it.
pub fn document(id: &str, text: &Abstract, extraction: &Extraction) -> Value {
    value(&line(id, text, extraction))
}

/// The same document as one line of JSON.
pub fn line(id: &str, text: &Abstract, extraction: &Extraction) -> String {
    Json::of(Document { id, text, extraction }, FRAME + extraction.findings.len() * USUAL)
}

/// What was written, as a document: there is one way to write it.
fn value(written: &str) -> Value {
    serde_json::from_str(written).unwrap_or_default()
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
    value(&Json::of(Fields { places, finding }, USUAL))
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
        let Place { section, start, end, quote } = self.at(span);
        json!({"section": section, "start": start, "end": end, "quote": quote})
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
struct Place<'a> {
    section: i32,
    start: usize,
    end: usize,
    quote: &'a str,
}

impl Write for Place<'_> {
    fn write(self, out: &mut Json) {
        out.object(|out| {
            out.field("section", self.section);
            out.field("start", self.start);
            out.field("end", self.end);
            out.field("quote", self.quote);
        });
    }
}

/// The document of one article.
struct Document<'a> {
    id: &'a str,
    text: &'a Abstract,
    extraction: &'a Extraction,
}

impl Write for Document<'_> {
    fn write(self, out: &mut Json) {
        let places = &Places::new(self.text);
        let Extraction { arms, findings, .. } = self.extraction;
        out.object(|out| {
            out.field("schema", SCHEMA);
            out.field("id", self.id);
            out.field("arms", List(arms.iter().zip(0..).map(|(arm, i)| Group { id: ArmId(i), arm })));
            out.field("findings", List(findings.iter().map(|finding| Fields { places, finding })));
        });
    }
}

/// An arm as written.
struct Group<'a> {
    id: ArmId,
    arm: &'a Arm,
}

impl Write for Group<'_> {
    fn write(self, out: &mut Json) {
        out.object(|out| {
            out.field("id", self.id);
            out.field("name", &*self.arm.name);
            out.field("mentions", List(self.arm.mentions.iter().map(|mention| &*mention.text)));
        });
    }
}
