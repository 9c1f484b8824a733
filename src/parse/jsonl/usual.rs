//! A line as nearly all are, read at a glance: no field but the usual ones, each once and of its usual type. Of any other
//! line nothing is said here.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::identify;
use crate::parse::{dates, trials};
use crate::record::{Abstract, Record};

/// A line as it stands; texts in which JSON escapes nothing are not copied.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line<'a> {
    #[serde(borrow)]
    id: Option<Text<'a>>,
    #[serde(borrow)]
    title: Text<'a>,
    #[serde(borrow)]
    journal: Option<Text<'a>>,
    year: Option<u64>,
    #[serde(borrow, rename = "abstract")]
    sections: Option<Sections<'a>>,
}

/// A section as it stands.
struct Section<'a> {
    label: Option<Text<'a>>,
    category: Option<Text<'a>>,
    text: Text<'a>,
}

/// The fields of a section.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Field {
    Label,
    Category,
    Text,
}

/// A text: a type of its own, since an optional `Cow` would borrow nothing.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl From<Text<'_>> for String {
    fn from(text: Text<'_>) -> Self {
        text.0.into_owned()
    }
}

/// The sections of an abstract: a list, or one text.
struct Sections<'a>(Vec<Section<'a>>);

impl<'de: 'a, 'a> Deserialize<'de> for Sections<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Given;
        impl<'de> Visitor<'de> for Given {
            type Value = Sections<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("sections")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let mut sections = Vec::with_capacity(4);
                while let Some(section) = list.next_element()? {
                    sections.push(section);
                }
                Ok(Sections(sections))
            }

            fn visit_str<E: Error>(self, whole: &str) -> Result<Self::Value, E> {
                let text = Text(Cow::Owned(whole.to_owned()));
                Ok(Sections(vec![Section { label: None, category: None, text }]))
            }
        }
        deserializer.deserialize_any(Given)
    }
}

/// By hand, since what serde derives takes a list of the values for an object.
impl<'de: 'a, 'a> Deserialize<'de> for Section<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Given;
        impl<'de> Visitor<'de> for Given {
            type Value = Section<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a section")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Self::Value, A::Error> {
                let (mut label, mut category, mut text) = (None, None, None);
                while let Some(field) = fields.next_key()? {
                    let place = match field {
                        Field::Label => &mut label,
                        Field::Category => &mut category,
                        Field::Text => &mut text,
                    };
                    if place.replace(fields.next_value::<Option<Text<'de>>>()?).is_some() {
                        return Err(A::Error::custom("a field stands twice"));
                    }
                }
                let text = text.flatten().ok_or_else(|| A::Error::missing_field("text"))?;
                Ok(Section { label: label.flatten(), category: category.flatten(), text })
            }
        }
        deserializer.deserialize_map(Given)
    }
}

/// The article of a usual line.
pub(super) fn record(line: &str) -> Option<Record> {
    // A list of the values is no line.
    let line: Line<'_> = line.starts_with('{').then(|| serde_json::from_str(line).ok())??;
    let mut record = Record { version: 1, ..Record::default() };
    let sections = line.sections.map(|sections| sections.0).unwrap_or_default();
    let bytes = sections.iter().map(|section| section.text.0.len() + 1).sum();
    record.text = Abstract::with_room(&line.title.0, sections.len(), bytes);
    if let Some(id) = line.id {
        identify(&mut record, &id.0);
        record.given_id = Some(id.into());
    }
    record.journal.title = line.journal.map(String::from);
    record.dates.published = line.year.and_then(|year| dates::partial(&year.to_string()));
    for Section { label, category, text } in sections {
        let label = label.filter(|label| !label.0.trim().is_empty()).map(String::from);
        record.text.push(label, category.map(String::from), &text.0);
    }
    trials::name_in_text(&mut record);
    Some(record)
}
