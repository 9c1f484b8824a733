//! The words of a sentence, one by one, as arm names are matched on.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::extract::sorts::{plural, singular};
use crate::lex::key;
use crate::text::Span;

/// One word (or a number or sign, which only bounds phrases).
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'t> {
    /// As printed.
    pub(super) text: &'t str,
    /// What all its spellings share, in capitals or not, one or many.
    pub(super) key: u64,
    /// Where.
    pub(super) span: Span,
    /// The item it is part of.
    pub(super) item: usize,
    /// Letters, not a sign or a number.
    pub(super) word: bool,
}

impl<'t> Word<'t> {
    fn at(text: &'t str, start: usize, item: usize, word: bool) -> Self {
        Self { text, key: stem(text), span: Span::new(start, start + text.len()), item, word }
    }

    /// Whether it is one of these. Inlined as [`Sentence::is_word`] is.
    #[inline(always)]
    pub(super) fn is(&self, words: &[&str]) -> bool {
        words.iter().any(|word| word.len() == self.text.len() && same(self.text, word))
    }
}

#[inline(never)]
fn same(text: &str, word: &str) -> bool {
    text.eq_ignore_ascii_case(word)
}

/// The key of a word without its plural s.
pub(super) fn stem(word: &str) -> u64 {
    key(singular(word))
}

/// Words in order; hyphens between words are not words.
pub(super) fn words<'t>(s: &Sentence<'t>) -> Vec<Word<'t>> {
    let mut out = Vec::with_capacity(s.items.len());
    for (i, item) in s.items.iter().enumerate() {
        let text: &'t str = item.span.of(s.text);
        match item.shape {
            // The lexer knows the key of nearly every word.
            Shape::Word if item.single => {
                let known = item.key != 0 && !plural(text);
                let key = if known { item.key } else { stem(text) };
                out.push(Word { text, key, span: item.span, item: i, word: true });
            }
            Shape::Word => {
                let mut start = 0;
                for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
                    if c.is_whitespace() || matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{2013}') {
                        if start < at {
                            out.push(Word::at(&text[start..at], item.span.start + start, i, true));
                        }
                        start = at + c.len_utf8();
                    }
                }
            }
            Shape::Mark('™' | '®' | '©') => {}
            Shape::Mark('-') if !item.spaced => {}
            // "lorazepam + haloperidol", "letrozole/placebo": two treatments of one arm.
            Shape::Mark('+' | '/') => out.push(Word::at(text, item.span.start, i, joins_names(s, i))),
            // "S-1", "AMG 386": the number is part of the name.
            Shape::Number(_) => out.push(Word::at(text, item.span.start, i, in_name(s, i))),
            _ => out.push(Word::at(text, item.span.start, i, false)),
        }
    }
    out
}

/// Whether the number at item `i` belongs to the word before it: "S-1", "AMG 386".
fn in_name(s: &Sentence<'_>, i: usize) -> bool {
    let word = |b: usize| matches!(s.items[b].shape, Shape::Word) && s.cue(b) == crate::lex::Cue::None;
    let capitals = |b: usize| s.words(b).bytes().all(|c| c.is_ascii_uppercase());
    match i.checked_sub(1) {
        Some(b) if s.mark(b) == Some('-') => !s.items[i].spaced && !s.items[b].spaced && b > 0 && word(b - 1),
        Some(b) => s.items[i].named && word(b) && capitals(b),
        None => false,
    }
}

/// Whether the sign at item `i` stands between two names.
fn joins_names(s: &Sentence<'_>, i: usize) -> bool {
    let name = |at: Option<usize>| {
        at.and_then(|at| s.items.get(at))
            .is_some_and(|n| matches!(n.shape, Shape::Word) && n.cue == crate::lex::Cue::None)
    };
    let word =
        |at: Option<usize>| at.and_then(|at| s.items.get(at)).is_some_and(|n| matches!(n.shape, Shape::Word));
    let close = !s.items[i].spaced && s.items.get(i + 1).is_some_and(|n| !n.spaced);
    name(i.checked_sub(1)) && name(Some(i + 1)) && (s.mark(i) == Some('+') || !s.items[i].spaced)
        // "CLR+R": whatever its letters mean elsewhere.
        || s.mark(i) == Some('+') && close && word(i.checked_sub(1)) && word(Some(i + 1))
}
