//! What is wrong with a catalogue, and where.

use crate::text::{CharIndex, Span};

/// Something wrong at a place of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub at: Span,
    /// What.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl Fault {
    pub(super) fn new(at: Span, message: impl Into<String>) -> Self {
        Self { at, message: message.into(), help: None }
    }

    pub(super) fn helped(at: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..Self::new(at, message) }
    }

    /// A name that is none of those known, with the nearest.
    pub(super) fn unknown(at: Span, what: &str, name: &str, known: &[&str]) -> Self {
        let near = |known: &&&str| strsim::damerau_levenshtein(known, name);
        let nearest = known.iter().min_by_key(near).filter(|known| near(known) <= 2.max(name.len() / 3));
        let help = nearest.map_or_else(
            || format!("known are {}", known.join(", ")),
            |nearest| format!("did you mean `{nearest}`?"),
        );
        Self::helped(at, format!("`{name}` is no {what}"), help)
    }
}

/// A place of a text as people count: line and column from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line.
    pub line: usize,
    /// Column.
    pub column: usize,
}

/// A text's lines, to find many places of it without walking it anew for each.
pub struct Lines<'t> {
    text: &'t str,
    /// Where each line starts.
    starts: Vec<usize>,
    characters: CharIndex<'t>,
}

impl<'t> Lines<'t> {
    /// Walks the text once.
    pub fn new(text: &'t str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, starts, characters: CharIndex::new(text) }
    }

    /// Of a byte of the text.
    pub fn place(&self, byte: usize) -> Place {
        let mut at = byte.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let line = self.starts.partition_point(|start| *start <= at);
        let start = self.starts[line - 1];
        Place { line, column: self.characters.before(at) - self.characters.before(start) + 1 }
    }
}
