//! What was read from an abstract, in place of the abstract: layout, groups, results with their quotations.

use serde_json::{Map, Value, json};

use super::{blank, findings};
use crate::extract;
use crate::finding::Extraction;
use crate::record::Abstract;

/// Layout, reader, groups and results of a text, as a document without it.
pub fn write(text: &Abstract, extraction: &Extraction) -> Map<String, Value> {
    let mut document = findings::write(text, extraction);
    let mut fields = Map::new();
    fields.insert("layout".to_owned(), blank::layout(text));
    fields.insert("extractor".to_owned(), json!(extract::VERSION));
    for name in ["arms", "findings"] {
        fields.insert(name.to_owned(), document[name].take());
    }
    fields
}

/// The text of which only quotations are known, and its results.
///
/// # Errors
/// The name of the field that is not as [`write()`] writes it.
pub fn read(title: &str, fields: &Map<String, Value>) -> Result<(Abstract, Extraction), &'static str> {
    let text = blank::text(title, fields).ok_or("layout")?;
    let extraction = findings::read(fields, &text).ok_or("findings")?;
    Ok((text, extraction))
}
