//! An abstract's text in one column, and beside it where its sections lie and what of it is typeset above the line.
//!
//! Places count code points, so that SQL's `substr` and every other language agree about them.

use serde_json::Value;

use super::list;
use crate::record::{Abstract, Style};
use crate::text::{CharIndex, Span, places};

/// The sections' text, a newline between; nothing where there is none.
pub(super) fn abstract_of(text: &Abstract) -> Option<&str> {
    let first = text.sections().first()?;
    text.as_str().get(first.span().start..)
}

/// Where the sections lie in the abstract: `[label, category, start, end]` each; nothing for a single one without label.
pub(super) fn sections_of(text: &Abstract) -> Option<String> {
    let sections = text.sections();
    if sections.is_empty() {
        return None;
    }
    if let [only] = sections
        && only.label.is_none()
        && only.category.is_none()
    {
        return None;
    }
    let index = CharIndex::new(text.as_str());
    let from = index.before(sections[0].span().start);
    list(sections.iter().map(|s| {
        let span = s.span();
        (&s.label, &s.category, index.before(span.start) - from, index.before(span.end) - from)
    }))
}

/// What is typeset: `[start, end, style]` each, in title, newline and abstract.
pub(super) fn marks_of(text: &Abstract) -> Option<String> {
    let mut marks = text.marks().peekable();
    marks.peek()?;
    let index = CharIndex::new(text.as_str());
    list(marks.map(|(span, style)| (index.before(span.start), index.before(span.end), style.name())))
}

/// Title and abstract as one text again; nothing where the columns do not fit together.
pub(in crate::store) fn text(
    title: &str,
    body: Option<&str>,
    sections: Option<&str>,
    marks: Option<&str>,
) -> Option<Abstract> {
    let mut text = Abstract::new(title);
    if let Some(body) = body {
        match sections {
            None => {
                text.push(None, None, body);
            }
            Some(sections) => {
                let places = places(body);
                for section in serde_json::from_str::<Vec<Value>>(sections).ok()? {
                    let words = |i: usize| section[i].as_str().map(str::to_owned);
                    let (start, end) = (place(&places, &section[2])?, place(&places, &section[3])?);
                    text.push(words(0), words(1), body.get(start..end)?);
                }
            }
        }
    }
    if let Some(marks) = marks {
        let places = places(text.as_str());
        for mark in serde_json::from_str::<Vec<Value>>(marks).ok()? {
            let (start, end) = (place(&places, &mark[0])?, place(&places, &mark[1])?);
            if start > end {
                return None;
            }
            text.mark(Span::new(start, end), Style::named(mark[2].as_str()?)?);
        }
    }
    Some(text)
}

fn place(places: &[usize], value: &Value) -> Option<usize> {
    places.get(usize::try_from(value.as_u64()?).ok()?).copied()
}
