//! Titles and abstracts: text with markup in it. All of the text is kept; superscripts, subscripts and formulas are
//! remembered beside it.

use quick_xml::events::{BytesStart, Event};

use crate::record::{Abstract, Style};
use crate::text::Span;

use super::xml::{Fault, Xml};

/// A text and what is raised, lowered or a formula in it.
#[derive(Debug, Default)]
pub(super) struct Rich {
    pub(super) text: String,
    marks: Vec<(Span, Style)>,
}

/// An element within the text that is still open.
struct Inline {
    /// Its mark, as an index into the marks.
    mark: Option<usize>,
    /// Whether it lies in a formula.
    formula: bool,
    scripts: Scripts,
    /// Children so far.
    children: u8,
}

/// Which children of a MathML element are raised or lowered.
#[derive(Clone, Copy, PartialEq)]
enum Scripts {
    None,
    Super,
    Sub,
    Both,
}

impl Xml<'_> {
    /// The text of the open element, character by character as sent; only line breaks and indentation at its two ends
    /// are taken off.
    pub(super) fn rich(&mut self) -> Result<Rich, Fault> {
        let mut rich = Rich::default();
        if let Some(text) = self.take_leaf() {
            rich.text.push_str(text);
            rich.trim();
            return Ok(rich);
        }
        let mut inside: Vec<Inline> = Vec::new();
        let outside = self.depth().saturating_sub(1);
        while self.depth() > outside {
            let event = self.event()?;
            match &event {
                Event::Start(start) => {
                    let formula = inside.last().is_some_and(|parent| parent.formula);
                    let style = style(start, inside.last_mut());
                    if style.is_none() && !formula && !PLAIN.contains(&start.name().0) {
                        self.count(start.name().0);
                    }
                    let formula = formula || style == Some(Style::Formula);
                    let mark = style.map(|style| {
                        rich.marks.push((Span::new(rich.text.len(), rich.text.len()), style));
                        rich.marks.len() - 1
                    });
                    inside.push(Inline { mark, formula, scripts: scripts(start), children: 0 });
                }
                Event::End(_) => {
                    let mark = inside.pop().and_then(|inline| inline.mark);
                    if let Some((span, _)) = mark.and_then(|mark| rich.marks.get_mut(mark)) {
                        span.end = rich.text.len();
                    }
                }
                event => self.append(event, &mut rich.text)?,
            }
        }
        rich.trim();
        Ok(rich)
    }
}

/// Markup that changes the looks alone.
const PLAIN: [&str; 3] = ["b", "i", "u"];

/// What an element does to its text, by its name or by its place in a formula.
fn style(start: &BytesStart<'_>, parent: Option<&mut Inline>) -> Option<Style> {
    let place = parent.and_then(|parent| {
        parent.children = parent.children.saturating_add(1);
        match (parent.scripts, parent.children) {
            (Scripts::Super, 2) | (Scripts::Both, 3) => Some(Style::Superscript),
            (Scripts::Sub | Scripts::Both, 2) => Some(Style::Subscript),
            _ => None,
        }
    });
    match start.name().0 {
        "sup" => Some(Style::Superscript),
        "sub" => Some(Style::Subscript),
        "mml:math" | "math" | "DispFormula" => Some(Style::Formula),
        _ => place,
    }
}

fn scripts(start: &BytesStart<'_>) -> Scripts {
    match start.local_name().into_inner() {
        "msup" => Scripts::Super,
        "msub" => Scripts::Sub,
        "msubsup" => Scripts::Both,
        _ => Scripts::None,
    }
}

impl Rich {
    /// Takes line breaks and indentation off both ends, and marks of nothing out.
    fn trim(&mut self) {
        let layout = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        let end = self.text.trim_end_matches(layout).len();
        if self.text[end..].contains('\n') {
            self.text.truncate(end);
        }
        let start = self.text.len() - self.text.trim_start_matches(layout).len();
        let start = if self.text[..start].contains('\n') { start } else { 0 };
        self.text.drain(..start);
        let length = self.text.len();
        let moved = |place: usize| place.saturating_sub(start).min(length);
        for (span, _) in &mut self.marks {
            *span = Span::new(moved(span.start), moved(span.end));
        }
        self.marks.retain(|(span, _)| !span.is_empty());
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// One `AbstractText`.
pub(super) struct Part {
    pub(super) label: Option<String>,
    pub(super) category: Option<String>,
    pub(super) rich: Rich,
}

/// Title and parts as one text.
pub(super) fn article_text(title: &Rich, parts: Vec<Part>) -> Abstract {
    let bytes = parts.iter().map(|part| part.rich.text.len() + 1).sum();
    let mut text = Abstract::with_room(&title.text, parts.len(), bytes);
    mark(&mut text, 0, &title.marks);
    for Part { label, category, rich } in parts {
        let span = text.push(label, category, &rich.text);
        mark(&mut text, span.start, &rich.marks);
    }
    text
}

fn mark(text: &mut Abstract, offset: usize, marks: &[(Span, Style)]) {
    for (span, style) in marks {
        text.mark(Span::new(offset + span.start, offset + span.end), *style);
    }
}
