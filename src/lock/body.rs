//! An abstract as a line holds it: sections with their labels, and what is typeset above or below the line.

use serde_json::{Map, Value, json};

use crate::record::{Abstract, Style};
use crate::text::{CharIndex, Span, places};

/// Puts title marks and abstract among a line's fields.
pub(super) fn put(text: &Abstract, set: &mut impl FnMut(&str, Value) -> Option<Value>) {
    let index = CharIndex::new(text.as_str());
    let title_marks = marks(text, text.title_span(), &index);
    if !title_marks.is_empty() {
        set("title_marks", Value::Array(title_marks));
    }
    set("abstract", sections(text, &index));
}

/// Title and abstract as one value: what the hash of a text is of.
pub(super) fn write(text: &Abstract) -> Value {
    let index = CharIndex::new(text.as_str());
    json!([text.title(), marks(text, text.title_span(), &index), sections(text, &index)])
}

fn sections(text: &Abstract, index: &CharIndex<'_>) -> Value {
    text.sections()
        .iter()
        .map(|section| {
            let mut out =
                json!({"label": section.label, "category": section.category, "text": text.section_text(section)});
            let marks = marks(text, section.span(), index);
            if !marks.is_empty() {
                out["marks"] = Value::Array(marks);
            }
            out
        })
        .collect()
}

/// The marks of a stretch, as places in code points from its start.
fn marks(text: &Abstract, within: Span, index: &CharIndex<'_>) -> Vec<Value> {
    let from = index.before(within.start);
    text.marks()
        .filter(|(span, _)| within.contains(*span))
        .map(|(span, style)| {
            let (start, end) = (index.before(span.start) - from, index.before(span.end) - from);
            json!({"start": start, "end": end, "style": style.name()})
        })
        .collect()
}

/// The abstract of a line's fields.
pub(super) fn read(title: &str, fields: &Map<String, Value>) -> Option<Abstract> {
    let mut text = Abstract::new(title);
    mark(&mut text, fields.get("title_marks"), Span::new(0, title.len()))?;
    for section in fields.get("abstract")?.as_array()? {
        let body = section.get("text")?.as_str()?;
        let span = text.push(words(section, "label")?, words(section, "category")?, body);
        mark(&mut text, section.get("marks"), span)?;
    }
    Some(text)
}

/// Text or null.
pub(super) fn words(value: &Value, name: &str) -> Option<Option<String>> {
    match value.get(name)? {
        Value::Null => Some(None),
        Value::String(text) => Some(Some(text.clone())),
        _ => None,
    }
}

fn mark(text: &mut Abstract, marks: Option<&Value>, within: Span) -> Option<()> {
    let Some(marks) = marks else { return Some(()) };
    let places = places(within.of(text.as_str()));
    for mark in marks.as_array()? {
        let at = |name: &str| places.get(usize::try_from(mark.get(name)?.as_u64()?).ok()?).copied();
        let (start, end) = (at("start")?, at("end")?);
        let style = Style::named(mark.get("style")?.as_str()?)?;
        if start > end {
            return None;
        }
        text.mark(Span::new(within.start + start, within.start + end), style);
    }
    Some(())
}
