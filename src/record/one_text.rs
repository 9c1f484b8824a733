//! Title and abstract as one text: the coordinate space of every place.

use serde::Serialize;

use crate::text::{Span, sentences};

/// Title and abstract as **one** text in one coordinate space: the title, then each section, joined by newlines.
///
/// The characters are those the source sent. Labels stay outside of the text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Abstract {
    text: String,
    title: Span,
    sections: Vec<Section>,
    marks: Vec<Mark>,
}

impl Abstract {
    /// Starts a text with its title (which may be empty).
    pub fn new(title: &str) -> Self {
        Self::with_room(title, 0, 0)
    }

    /// The same with room for so many sections, and so many bytes of them.
    pub(crate) fn with_room(title: &str, sections: usize, bytes: usize) -> Self {
        let mut text = String::with_capacity(title.len() + bytes);
        text.push_str(title);
        Self {
            text,
            title: Span::new(0, title.len()),
            sections: Vec::with_capacity(sections),
            marks: Vec::new(),
        }
    }

    /// Appends one section; returns where its text lies.
    pub fn push(&mut self, label: Option<String>, category: Option<String>, text: &str) -> Span {
        self.text.push('\n');
        let start = self.text.len();
        self.text.push_str(text);
        let span = Span::new(start, self.text.len());
        self.sections.push(Section { label, category, span });
        span
    }

    /// Says that the characters at `span` are typeset as `style`.
    ///
    /// # Panics
    /// In debug builds, if `span` is not within the text.
    pub fn mark(&mut self, span: Span, style: Style) {
        debug_assert!(self.text.get(span.range()).is_some());
        self.marks.push(Mark { span, style });
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The title alone.
    pub fn title(&self) -> &str {
        self.title.of(&self.text)
    }

    /// Where the title lies.
    pub fn title_span(&self) -> Span {
        self.title
    }

    /// The abstract's sections in order.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// The text of one section.
    pub fn section_text(&self, section: &Section) -> &str {
        section.span().of(&self.text)
    }

    /// Superscripts, subscripts and formulas, in text order.
    pub fn marks(&self) -> impl Iterator<Item = (Span, Style)> + '_ {
        self.marks.iter().map(|m| (m.span, m.style))
    }

    /// Whether there is an abstract (a title alone is none).
    pub fn has_abstract(&self) -> bool {
        self.sections.iter().any(|s| !self.section_text(s).trim().is_empty())
    }

    /// The section that holds a place: its index (−1 for the title) and the span of its text.
    pub fn section_of(&self, span: Span) -> (i32, Span) {
        if self.title.contains(span) {
            return (-1, self.title);
        }
        let i = self.sections.partition_point(|s| s.span.end < span.end);
        match self.sections.get(i) {
            Some(section) => (i32::try_from(i).unwrap_or(i32::MAX), section.span),
            None => (-1, self.title),
        }
    }

    /// The sentences of title and abstract, in order; none crosses a section.
    pub fn sentences(&self) -> Vec<Span> {
        let mut out = vec![self.title];
        for section in &self.sections {
            out.extend(sentences(self.section_text(section), section.span.start));
        }
        out
    }

    /// The abstract as readers see it: labelled paragraphs, one a line.
    pub fn plain(&self) -> String {
        let mut out = String::new();
        for section in &self.sections {
            if !out.is_empty() {
                out.push('\n');
            }
            if let Some(label) = &section.label {
                out.push_str(label);
                out.push_str(": ");
            }
            out.push_str(self.section_text(section));
        }
        out
    }

    /// The text at `span` with superscripts as `^{…}` and subscripts as `_{…}`.
    pub fn marked(&self, span: Span) -> String {
        let mut out = String::new();
        let mut at = span.start;
        for (place, style) in self.marks().filter(|(place, _)| span.contains(*place)) {
            let open = match style {
                Style::Superscript => "^{",
                Style::Subscript => "_{",
                Style::Formula => continue,
            };
            if place.start < at {
                continue;
            }
            out.push_str(&self.text[at..place.start]);
            out.push_str(open);
            out.push_str(place.of(&self.text));
            out.push('}');
            at = place.end;
        }
        out.push_str(&self.text[at..span.end]);
        out
    }
}

/// One labelled part of an abstract.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Section {
    /// The label as printed (`RESULTS`, `Results`, `Main outcome measures`).
    pub label: Option<String>,
    /// `NlmCategory` (`BACKGROUND` … `CONCLUSIONS`, `UNASSIGNED`).
    pub category: Option<String>,
    span: Span,
}

impl Section {
    /// Where its text lies in the whole.
    pub fn span(&self) -> Span {
        self.span
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
struct Mark {
    span: Span,
    style: Style,
}

/// Typesetting that changes what digits mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// `<sup>`: the −3 of 10⁻³.
    Superscript,
    /// `<sub>`: the 2 of CO₂.
    Subscript,
    /// MathML or a display formula.
    Formula,
}

impl Style {
    /// Every one.
    pub const ALL: [Style; 3] = [Style::Superscript, Style::Subscript, Style::Formula];

    /// As in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Style::Superscript => "superscript",
            Style::Subscript => "subscript",
            Style::Formula => "formula",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|style| style.name() == name)
    }
}
