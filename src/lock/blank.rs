//! An abstract of which only quotations are known: its layout, and the quotations at their places in it.
//!
//! A lock file without texts keeps how long each section is and where its sentences end, so that what claims are held
//! against has its places, and numbers of one sentence stay together.

use serde_json::{Map, Value, json};

use super::body::words;
use crate::record::Abstract;
use crate::text::{CharIndex, sentences};

/// Characters of a section, at most: a layout is a few numbers that stand for a text, and must not stand for any.
const LONGEST: u64 = 4 << 20;

/// The layout of an abstract: label, category, length and ends of sentences of each section, in code points.
pub(super) fn layout(text: &Abstract) -> Value {
    let index = CharIndex::new(text.as_str());
    text.sections()
        .iter()
        .map(|section| {
            let span = section.span();
            let from = index.before(span.start);
            let ends: Vec<usize> = sentences(text.section_text(section), span.start)
                .iter()
                .map(|sentence| index.before(sentence.end) - from)
                .collect();
            json!({
                "label": section.label,
                "category": section.category,
                "chars": index.before(span.end) - from,
                "ends": ends,
            })
        })
        .collect()
}

/// The abstract that a line's layout and findings give: spaces, points where sentences end, quotations.
pub(super) fn text(title: &str, fields: &Map<String, Value>) -> Option<Abstract> {
    let layout = fields.get("layout")?.as_array()?;
    let mut sections: Vec<Vec<char>> = Vec::new();
    for section in layout {
        let length = section.get("chars")?.as_u64().filter(|n| *n <= LONGEST)?;
        let mut chars = vec![' '; usize::try_from(length).ok()?];
        for end in section.get("ends")?.as_array()? {
            let end = usize::try_from(end.as_u64()?).ok()?;
            *chars.get_mut(end.checked_sub(1)?)? = '.';
        }
        sections.push(chars);
    }
    for finding in fields.get("findings")?.as_array()? {
        let support = finding.get("support").and_then(Value::as_array);
        for place in std::iter::once(finding.get("span")?).chain(support.into_iter().flatten()) {
            // What stands in the title is there.
            let Ok(section) = usize::try_from(place.get("section")?.as_i64()?) else { continue };
            let start = usize::try_from(place.get("start")?.as_u64()?).ok()?;
            let quote: Vec<char> = place.get("quote")?.as_str()?.chars().collect();
            sections
                .get_mut(section)?
                .get_mut(start..start.checked_add(quote.len())?)?
                .copy_from_slice(&quote);
        }
    }
    let mut text = Abstract::new(title);
    for (section, chars) in layout.iter().zip(sections) {
        text.push(words(section, "label")?, words(section, "category")?, &String::from_iter(chars));
    }
    Some(text)
}
