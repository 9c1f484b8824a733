//! The words of a sentence, one by one, as arm names are matched on.

mod concentration;

use std::ops::{Deref, Range};

use crate::extract::item::{Item, Shape, may_be, small};
use crate::extract::sentence::Sentence;
use crate::lex::{Cue, Sort, Sorts, key, lists, plural, singular};
use crate::text::Span;
use concentration::concentration;
pub(super) use concentration::percentage;

/// What people are called who are everybody.
pub(super) const EVERYBODY: &[&str] = &[
    "patients",
    "patient",
    "participants",
    "participant",
    "subjects",
    "subject",
    "individuals",
    "people",
    "persons",
    "person",
    "animals",
];

/// One word (or a number or sign, which only bounds phrases).
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'t> {
    /// As printed.
    pub(super) text: &'t str,
    /// What all its spellings share, in capitals or not, one or many.
    pub(super) key: u64,
    /// Where it starts.
    start: usize,
    /// The item it is part of.
    pub(super) item: usize,
    /// The lists it stands in, and the sorts of its item.
    pub(super) sorts: Sorts,
    /// Letters, not a sign or a number.
    pub(super) word: bool,
    /// A number in any shape.
    pub(super) numeric: bool,
    /// How many brackets are open there.
    pub(super) depth: u8,
    /// Its first byte, as of an item.
    head: u8,
    /// What its item means.
    pub(super) cue: Cue,
}

impl<'t> Word<'t> {
    /// A word of a phrase of the lexicon.
    fn part(text: &'t str, start: usize, (i, item): (usize, &Item)) -> Self {
        let printed = key(text);
        Self {
            text,
            key: if plural(text) { stem(text) } else { printed },
            start,
            item: i,
            sorts: lists(printed).and(item.sorts),
            word: true,
            numeric: false,
            depth: item.depth,
            head: text.bytes().next().map_or(0, small),
            cue: item.cue,
        }
    }

    /// A number or sign.
    fn sign(text: &'t str, (i, item): (usize, &Item), listed: bool, word: bool) -> Self {
        let key = key(text);
        let sorts = if listed { lists(key) } else { item.sorts };
        Self {
            text,
            key,
            start: item.span.start,
            item: i,
            sorts,
            word,
            numeric: item.numeric(),
            depth: item.depth,
            head: item.head,
            cue: item.cue,
        }
    }

    /// Whether it is one of these. Inlined as [`Sentence::is_word`] is.
    #[inline(always)]
    pub(super) fn is(&self, words: &[&str]) -> bool {
        may_be(words, self.head, self.text.len())
            && words.iter().any(|word| {
                word.len() == self.text.len()
                    && word.bytes().next().is_some_and(|first| small(first) == self.head)
                    && same(self.text, word)
            })
    }

    /// Where it stands.
    pub(super) fn span(&self) -> Span {
        Span::new(self.start, self.start + self.text.len())
    }

    /// Whether it is of this sort.
    pub(super) fn is_of(&self, sort: Sort) -> bool {
        self.sorts.has(sort)
    }
}

/// Whether two words are the same but for capitals. Not inlined: few words come so far.
#[inline(never)]
fn same(text: &str, word: &str) -> bool {
    crate::lex::same(text.as_bytes(), word.as_bytes())
}

/// Whether two names are of the same words, whatever their case and number.
pub(super) fn alike(one: &[Word<'_>], other: &[Word<'_>]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(a, b)| a.key == b.key)
}

/// The key of a word without its plural s.
pub(super) fn stem(word: &str) -> u64 {
    key(singular(word))
}

/// Keys, a bit each of 256: nearly every key that is not among them is turned away.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Keys([u64; 4]);

impl Keys {
    pub(super) fn add(&mut self, key: u64) {
        self.0[(key >> 62) as usize] |= Self::bit(key);
    }

    /// Whether a key may be among them.
    pub(super) fn may_hold(&self, key: u64) -> bool {
        self.0[(key >> 62) as usize] & Self::bit(key) != 0
    }

    /// Whether the two may have a key in common.
    pub(super) fn may_meet(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0).any(|(one, other)| one & other != 0)
    }

    /// The first two bits of a key choose a number, the next six its bit.
    fn bit(key: u64) -> u64 {
        1 << (key >> 56 & 63)
    }
}

/// The words of a sentence in order; hyphens between words are not words.
#[derive(Default)]
pub(super) struct Words<'t> {
    words: Vec<Word<'t>>,
    /// The sorts of all of them.
    sorts: Sorts,
    /// All their keys.
    keys: Keys,
}

impl<'t> Deref for Words<'t> {
    type Target = [Word<'t>];

    fn deref(&self) -> &[Word<'t>] {
        &self.words
    }
}

impl<'t> Words<'t> {
    pub(super) fn of(s: &Sentence<'t>) -> Self {
        Self::between(s, 0..s.items.len())
    }

    /// The words of a stretch of a sentence.
    pub(super) fn between(s: &Sentence<'t>, stretch: Range<usize>) -> Self {
        let items = s.items.get(stretch.clone()).unwrap_or_default();
        let mut own = Self { words: Vec::with_capacity(items.len() + 8), ..Self::default() };
        for (i, item) in stretch.zip(items) {
            // The lexer knows the key of nearly every word.
            if item.single && item.key != 0 && matches!(item.shape, Shape::Word) {
                let text: &'t str = item.span.of(s.text);
                own.push(Word {
                    text,
                    key: if plural(text) { stem(text) } else { item.key },
                    start: item.span.start,
                    item: i,
                    sorts: item.sorts,
                    word: true,
                    numeric: false,
                    depth: item.depth,
                    head: item.head,
                    cue: item.cue,
                });
            } else {
                own.add(s, (i, item));
            }
        }
        own
    }

    /// Adds what another item has of words: a phrase, a sign, a number. Not inlined, so that the way of most items stays short.
    #[inline(never)]
    fn add(&mut self, s: &Sentence<'t>, (i, item): (usize, &Item)) {
        let text: &'t str = item.span.of(s.text);
        let word = match item.shape {
            // A word longer than the lexer looks at.
            Shape::Word if item.single => {
                Word { key: stem(text), ..Word::sign(text, (i, item), false, true) }
            }
            Shape::Word => {
                for part in parts(text) {
                    let start = item.span.start + part.start;
                    self.push(Word::part(&text[part], start, (i, item)));
                }
                return;
            }
            Shape::Mark('™' | '®' | '©') => return,
            Shape::Mark('-') if !item.spaced => return,
            // "lorazepam + haloperidol", "letrozole/placebo": two treatments of one arm.
            Shape::Mark('+' | '/') => Word::sign(text, (i, item), true, joins_names(s, i)),
            // "tolvocaine 0.2%": so is how strong it is.
            Shape::Percent(_) => Word::sign(text, (i, item), false, concentration(s, i)),
            // "S-1", "AMG 386": the number is part of the name.
            Shape::Number(_) => Word::sign(text, (i, item), item.spelled, in_name(s, i)),
            _ => Word::sign(text, (i, item), false, false),
        };
        self.push(word);
    }

    /// Adds a word behind the others.
    #[inline(always)]
    fn push(&mut self, word: Word<'t>) {
        self.sorts = self.sorts.and(word.sorts);
        self.keys.add(word.key);
        self.words.push(word);
    }

    /// The keys of its words, or what turns most others away.
    pub(super) fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Whether a word of this sort is among them.
    pub(super) fn holds(&self, sort: Sort) -> bool {
        self.sorts.has(sort)
    }
}

/// The words of a phrase of the lexicon.
fn parts(phrase: &str) -> impl Iterator<Item = Range<usize>> {
    let bound = |c: char| c.is_whitespace() || matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{2013}');
    let mut start = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = phrase.get(start..)?;
            let end = rest.find(bound).unwrap_or(rest.len());
            let part = start..start + end;
            start = part.end + rest[end..].chars().next().map_or(1, char::len_utf8);
            if !part.is_empty() {
                return Some(part);
            }
        }
    })
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
    let capitals = |i: usize| {
        let short = |at: usize| s.words(at).len() <= 3 && s.words(at).bytes().all(|c| c.is_ascii_uppercase());
        // "BTX/A" is one thing.
        i > 0 && short(i - 1) && short(i + 1) && !s.is_word(i + 1, &["A", "B"])
    };
    name(i.checked_sub(1)) && name(Some(i + 1)) && (s.mark(i) == Some('+') || !s.items[i].spaced)
        // "CLR+R", "D/P": whatever its letters mean elsewhere.
        || word(i.checked_sub(1)) && word(Some(i + 1)) && (s.mark(i) == Some('+') || capitals(i))
}
