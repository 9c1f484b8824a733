//! The words of a sentence, one by one, as arm names are matched on.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::text::Span;

/// One word (or a number or sign, which only bounds phrases).
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'t> {
    /// As printed.
    pub(super) text: &'t str,
    /// Where.
    pub(super) span: Span,
    /// The item it is part of.
    pub(super) item: usize,
    /// Letters, not a sign or a number.
    pub(super) word: bool,
}

impl Word<'_> {
    pub(super) fn is(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.text.eq_ignore_ascii_case(word))
    }
}

/// Words in order; hyphens between words are not words.
pub(super) fn words<'t>(s: &Sentence<'t>) -> Vec<Word<'t>> {
    let mut out = Vec::with_capacity(s.items.len());
    for (i, item) in s.items.iter().enumerate() {
        let text: &'t str = item.span.of(s.text);
        match item.shape {
            Shape::Word => {
                let mut start = 0;
                for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
                    if c.is_whitespace() || matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{2013}') {
                        if start < at {
                            let span = Span::new(item.span.start + start, item.span.start + at);
                            out.push(Word { text: &text[start..at], span, item: i, word: true });
                        }
                        start = at + c.len_utf8();
                    }
                }
            }
            Shape::Mark('-') if !item.spaced => {}
            _ => out.push(Word { text, span: item.span, item: i, word: false }),
        }
    }
    out
}
