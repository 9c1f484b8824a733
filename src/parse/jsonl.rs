//! JSON Lines: one article a line, `{"id": "...", "title": "...", "abstract": [{"label": "RESULTS", "text": "..."}]}`.
//!
//! `id` is a PMID, a DOI, a PMCID or a name of the sender's; the label may be `null`, the abstract one string.

mod usual;

use std::io::BufRead;
use std::str::FromStr;

use serde_json::{Map, Value};

use crate::id::{Doi, Identifier, Pmcid, Pmid};
use crate::record::{Abstract, OwnDoi, PartialDate, Record};

use super::lines::{Lines, text_of, too_long};
use super::{Format, ParseError, Piece, Unknown, count_unknown, trials};

/// Cuts a stream into lines; empty ones are passed over.
#[derive(Debug)]
pub struct Splitter<R> {
    lines: Lines<R>,
    count: u64,
    done: bool,
}

impl<R: BufRead> Splitter<R> {
    /// Cuts what `reader` gives.
    pub fn new(reader: R) -> Self {
        Self { lines: Lines::new(reader), count: 0, done: false }
    }
}

impl<R: BufRead> Iterator for Splitter<R> {
    type Item = Result<Piece, ParseError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            match self.lines.next() {
                Ok(Some(line)) if line.bytes.trim_ascii().is_empty() => {}
                Ok(Some(line)) => {
                    self.count += 1;
                    let trouble = (!line.whole).then(too_long);
                    let mut raw = line.bytes;
                    raw.truncate(raw.trim_ascii_end().len());
                    raw.drain(..raw.len() - raw.trim_ascii_start().len());
                    let (position, offset) = (self.count, line.offset);
                    return Some(Ok(Piece { format: Format::JsonLines, raw, position, offset, trouble }));
                }
                end => {
                    self.done = true;
                    return end.err().map(Err);
                }
            }
        }
        None
    }
}

/// Reads one line.
///
/// # Errors
/// Says what is wrong with it: no JSON, no article, or a field of another type than it must have.
pub fn record(raw: &[u8]) -> Result<(Record, Unknown), String> {
    let text = text_of(raw)?;
    if let Some(record) = usual::record(text) {
        return Ok((record, Unknown::new()));
    }
    let value: Value = serde_json::from_str(text).map_err(|e| format!("it is not JSON: {e}"))?;
    let Value::Object(fields) = value else { return Err("the line is no JSON object".to_owned()) };
    let mut record = Record { version: 1, ..Record::default() };
    let mut unknown = Unknown::new();
    record.text = Abstract::new(&text_field(&fields, "title")?.unwrap_or_default());
    for (name, value) in &fields {
        match name.as_str() {
            "id" => {
                if let Some(id) = scalar(name, value)? {
                    identify(&mut record, &id);
                    record.given_id = Some(id);
                }
            }
            "pmid" => record.pmid = id_field::<Pmid>(name, value)?.or(record.pmid),
            "pmcid" => record.pmcid = id_field::<Pmcid>(name, value)?.or(record.pmcid),
            "doi" => add_doi(&mut record, id_field(name, value)?),
            "title" => {}
            "journal" => record.journal.title = scalar(name, value)?,
            "year" => record.dates.published = year(value)?,
            "abstract" => sections(&mut record.text, value)?,
            name => count_unknown(&mut unknown, name),
        }
    }
    // What a service says of its troubles is an object, too.
    if unknown.iter().map(|(_, n)| *n as usize).sum::<usize>() == fields.len() {
        return Err("none of its fields is one of an article".to_owned());
    }
    trials::name_in_text(&mut record);
    Ok((record, unknown))
}

/// Puts the sender's identifier also where it belongs, when it is one. `007` is a name, no PMID.
pub(super) fn identify(record: &mut Record, id: &str) {
    if id.trim_start().starts_with('0') {
        return;
    }
    match Identifier::from_str(id) {
        Ok(Identifier::Pmid(pmid)) => record.pmid = record.pmid.or(Some(pmid)),
        Ok(Identifier::Pmcid(pmcid)) => record.pmcid = record.pmcid.or(Some(pmcid)),
        Ok(Identifier::Doi(doi)) => add_doi(record, Some(doi)),
        Ok(Identifier::Nct(_)) | Err(_) => {}
    }
}

pub(super) fn add_doi(record: &mut Record, doi: Option<Doi>) {
    if let Some(doi) = doi
        && !record.has_doi(&doi)
    {
        record.dois.push(OwnDoi { doi, valid: true });
    }
}

fn text_field(fields: &Map<String, Value>, name: &str) -> Result<Option<String>, String> {
    fields.get(name).map_or(Ok(None), |value| scalar(name, value))
}

/// A string, a number as written, or null.
fn scalar(name: &str, value: &Value) -> Result<Option<String>, String> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.clone())),
        Value::Number(number) => Ok(Some(number.to_string())),
        _ => Err(format!("`{name}` is neither text nor null")),
    }
}

fn id_field<T: FromStr<Err = crate::id::IdError>>(name: &str, value: &Value) -> Result<Option<T>, String> {
    match scalar(name, value)? {
        Some(text) => T::from_str(&text).map(Some).map_err(|e| format!("`{name}`: {e}")),
        None => Ok(None),
    }
}

fn year(value: &Value) -> Result<Option<PartialDate>, String> {
    Ok(scalar("year", value)?.and_then(|text| super::dates::partial(&text)))
}

/// Sections as `{label, text}`, as strings, or the whole abstract as one string.
fn sections(text: &mut Abstract, value: &Value) -> Result<(), String> {
    match value {
        Value::Null => {}
        Value::String(whole) => {
            text.push(None, None, whole);
        }
        Value::Array(parts) => {
            for part in parts {
                section(text, part)?;
            }
        }
        _ => return Err("`abstract` is neither a list of sections nor text".to_owned()),
    }
    Ok(())
}

fn section(text: &mut Abstract, part: &Value) -> Result<(), String> {
    match part {
        Value::String(whole) => {
            text.push(None, None, whole);
        }
        Value::Object(fields) => {
            let label = text_field(fields, "label")?.filter(|label| !label.trim().is_empty());
            let category = text_field(fields, "category")?;
            let Some(body) = text_field(fields, "text")? else {
                return Err("a section of `abstract` has no `text`".to_owned());
            };
            text.push(label, category, &body);
        }
        _ => return Err("a section of `abstract` is neither an object nor text".to_owned()),
    }
    Ok(())
}
