//! Items: what pass 1 reads instead of tokens — numbers with their sign, percentages, fractions, ranges, intervals,
//! P values — each one thing, however many characters its printed form has.

mod named;

use crate::finding::{Comparison, Interval, IntervalKind, Number, PValue};
use crate::text::Span;

use super::parts;
use crate::lex::{Classes, Cue, Kind, Sorts, Token, classes};
use named::only_names;

/// What an item is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shape {
    /// A word, or a phrase of the lexicon.
    Word,
    /// A sign.
    Mark(char),
    /// A number with its sign.
    Number(Number),
    /// A number with its per-cent sign.
    Percent(Number),
    /// `15/194`. Apart, as few items are one and all have room for it; so are the next four.
    Fraction(Box<Fraction>),
    /// `0.36-0.67`, `4 to 9`, with no label.
    Range(Box<Range>),
    /// A labelled interval.
    Interval(Box<Interval>),
    /// The label of an interval whose limits stand elsewhere: `(95% CI)`.
    IntervalLabel(Box<Label>),
    /// A P value.
    P(Box<PValue>),
    /// `±`, `+/-`.
    PlusMinus,
}

/// A numerator and its denominator.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Fraction {
    pub(crate) count: Number,
    pub(crate) total: Number,
}

/// Two ends, and whether a per-cent sign stands with them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Range {
    pub(crate) low: Option<Number>,
    pub(crate) high: Option<Number>,
    pub(crate) percent: bool,
}

/// The level and kind of an interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Label {
    pub(crate) level: Option<Number>,
    pub(crate) kind: IntervalKind,
}

impl Shape {
    /// The classes that a sign or number is of.
    fn classes(&self) -> Classes {
        match self {
            Shape::Word => Classes::WORD,
            Shape::PlusMinus => Classes::NONE,
            Shape::Mark('(' | ')' | '[' | ']') => Classes::BRACKET,
            Shape::Mark(';') => Classes::SEMICOLON,
            Shape::Mark(_) => Classes::NONE,
            Shape::Number(_) | Shape::Fraction(_) => Classes::NUMERIC,
            Shape::P(_) => Classes::NUMERIC.and(Classes::P),
            Shape::Percent(_) => Classes::NUMERIC.and(Classes::PERCENT),
            Shape::Range(_) | Shape::IntervalLabel(_) => Classes::NUMERIC.and(Classes::LIMITS),
            Shape::Interval(_) => Classes::NUMERIC.and(Classes::LIMITS).and(Classes::INTERVAL),
        }
    }
}

/// One thing of a sentence.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    /// What it is.
    pub(crate) shape: Shape,
    /// Where it stands.
    pub(crate) span: Span,
    /// What its phrase means.
    pub(crate) cue: Cue,
    /// White space stands before it.
    pub(crate) spaced: bool,
    /// A number that only names something: the 3 of "grade 3".
    pub(crate) named: bool,
    /// A number in words.
    pub(crate) spelled: bool,
    /// How many brackets are open here.
    pub(crate) depth: u8,
    /// What all spellings of its first word share; 0 for what is no word.
    pub(crate) key: u64,
    /// Its first byte, a letter made small: nearly every comparison of words ends there.
    pub(crate) head: u8,
    /// One token, and so one word.
    pub(crate) single: bool,
    /// Its sorts, of a single word with the lists it stands in.
    pub(crate) sorts: Sorts,
}

impl Item {
    /// A single word.
    #[inline(always)]
    fn word(token: &Token, text: &str, depth: u8) -> Self {
        Self {
            sorts: token.sorts,
            shape: Shape::Word,
            span: token.span,
            cue: token.cue,
            spaced: token.spaced,
            named: false,
            spelled: token.spelled,
            depth,
            key: token.key,
            head: small(text.as_bytes()[token.span.start]),
            single: true,
        }
    }

    /// What stands at this place and starts with this token.
    #[inline(always)]
    fn new(shape: Shape, cue: Cue, first: &Token, span: Span, text: &str, depth: u8) -> Self {
        let single = first.kind == Kind::Word && span.end == first.span.end;
        Self {
            sorts: match shape {
                Shape::Word if single => first.sorts,
                Shape::Word => first.sorts.of_meaning(),
                Shape::Mark(sign) => Sorts::of_sign(sign),
                _ => Sorts::default(),
            },
            shape,
            span,
            cue,
            spaced: first.spaced,
            named: false,
            spelled: first.spelled,
            depth,
            key: first.key,
            head: small(text.as_bytes()[span.start]),
            single,
        }
    }

    /// The sign it is, if it is one.
    pub(crate) fn mark(&self) -> Option<char> {
        match self.shape {
            Shape::Mark(c) => Some(c),
            _ => None,
        }
    }

    /// The number it is (per-cent signs aside), unless it only names something.
    pub(crate) fn number(&self) -> Option<Number> {
        match self.shape {
            Shape::Number(n) | Shape::Percent(n) if !self.named => Some(n),
            _ => None,
        }
    }

    /// Whether digits stand in it.
    pub(crate) fn numeric(&self) -> bool {
        !matches!(self.shape, Shape::Word | Shape::Mark(_) | Shape::PlusMinus)
    }
}

/// What is among the items of a sentence.
#[derive(Clone, Copy, Default)]
pub(crate) struct Among {
    pub(crate) classes: Classes,
    pub(crate) sorts: Sorts,
    /// The lists that any word stands in, be it one of a phrase.
    pub(crate) words: Sorts,
}

/// Items of an article, those of one sentence behind those of the sentence before it.
#[derive(Default)]
pub(crate) struct Items {
    pub(crate) items: Vec<Item>,
    /// The classes of each: they are looked through more often than the items.
    pub(crate) classes: Vec<Classes>,
    /// Which are numbers, counted from the start of their sentence.
    pub(crate) numbers: Vec<usize>,
}

impl Items {
    /// Makes room in an empty list for the items of so many tokens: what is kept for the next article has room for nearly any.
    pub(crate) fn reserve(&mut self, tokens: usize) {
        if self.items.capacity() < tokens {
            let room = tokens.next_power_of_two().max(512);
            *self = Self {
                items: Vec::with_capacity(room),
                classes: Vec::with_capacity(room),
                numbers: Vec::with_capacity(room / 8),
            };
        }
    }

    pub(crate) fn capacity(&self) -> usize {
        self.items.capacity()
    }

    pub(crate) fn clear(&mut self) {
        self.items.clear();
        self.classes.clear();
        self.numbers.clear();
    }

    /// Reads the items of the next sentence; says what is among them.
    pub(crate) fn read(&mut self, tokens: &[Token], text: &str) -> Among {
        let from = self.items.len();
        let mut i = 0;
        let mut depth = 0u8;
        while let Some(token) = tokens.get(i) {
            match token.kind {
                // Most tokens mean nothing to the parts, and half of them nothing at all: no number, interval or P value
                // starts with them.
                Kind::Word
                    if token.cue_len == 0
                        || !matches!(token.cue, Cue::Interval(_) | Cue::PValue | Cue::Versus) =>
                {
                    if token.cue_len > 1 {
                        let end = tokens.len().min(i + usize::from(token.cue_len));
                        let span = token.span.to(tokens[end - 1].span);
                        self.phrase(Item::new(Shape::Word, token.cue, token, span, text, depth), text);
                        i = end;
                    } else {
                        self.push(|| Item::word(token, text, depth), Classes::WORD | token.classes);
                        i += 1;
                    }
                }
                Kind::Mark(c) if !may_start(c, tokens.get(i + 1)) => {
                    i += 1;
                    depth = depth.saturating_sub(u8::from(matches!(c, ')' | ']')));
                    let item = || Item::new(Shape::Mark(c), meaning(c), token, token.span, text, depth);
                    self.push(item, Shape::Mark(c).classes());
                    depth = depth.saturating_add(u8::from(matches!(c, '(' | '[')));
                }
                _ => i = self.read_part((tokens, i), text, from, &mut depth),
            }
        }
        Among {
            classes: self.classes[from..].iter().fold(Classes::NONE, |all, own| all | *own),
            sorts: self.items[from..].iter().fold(Sorts::default(), |all, item| all.and(item.sorts)),
            words: tokens.iter().fold(Sorts::default(), |all, token| all.and(token.sorts)),
        }
    }

    /// Reads the part that starts at a token, in a sentence whose items start at `from`; returns the place behind it. Not
    /// inlined, so that the way of most tokens stays short.
    #[inline(never)]
    fn read_part(
        &mut self,
        (tokens, i): (&[Token], usize),
        text: &str,
        from: usize,
        depth: &mut u8,
    ) -> usize {
        let token = &tokens[i];
        let before = &self.items[from..];
        let (shape, end) = part(tokens, i, text, before);
        let end = end.min(tokens.len());
        let span = Span::new(token.span.start, tokens[end - 1].span.end);
        let cue = if matches!(shape, Shape::Word) { token.cue } else { Cue::None };
        let named = only_names(&shape, before, tokens, (i, end), text);
        let opens = matches!(shape, Shape::Mark('('));
        let item = Item { named, ..Item::new(shape, cue, token, span, text, *depth) };
        if item.numeric() {
            self.numbers.push(before.len());
        }
        match item.shape {
            Shape::Word if item.single => self.push(|| item, Classes::WORD | token.classes),
            Shape::Word => self.phrase(item, text),
            _ => {
                let classes = item.shape.classes();
                self.push(|| item, classes);
            }
        }
        *depth = depth.saturating_add(u8::from(opens));
        end
    }

    /// Adds an item of several tokens that are one phrase.
    fn phrase(&mut self, item: Item, text: &str) {
        let classes = Classes::WORD | classes(item.span.of(text)) | Classes::of(item.cue);
        self.push(|| item, classes);
    }

    /// Adds an item of these classes.
    #[inline(always)]
    fn push(&mut self, item: impl FnOnce() -> Item, classes: Classes) {
        // There is room for an item of every token; where that is plain, it is made at its place at once.
        if self.items.len() < self.items.capacity() {
            self.items.push(item());
        } else {
            self.items.reserve(1);
            self.items.push(item());
        }
        self.classes.push(classes);
    }
}

/// `~40%`: a sign that says what "about" says.
fn meaning(sign: char) -> Cue {
    if matches!(sign, '~' | '∼' | '≈' | '≅') { Cue::About } else { Cue::None }
}

/// Whether a sign, before this token, may start a part, or has a meaning.
fn may_start(sign: char, next: Option<&Token>) -> bool {
    let next = next.map(|t| t.kind);
    match sign {
        '<' | '>' | '=' | '±' | '&' | '∞' => true,
        '-' | '+' => matches!(next, Some(Kind::Number(_) | Kind::Mark('/' | '$' | '£' | '€'))),
        '(' => matches!(next, Some(Kind::Mark('-' | '+'))),
        _ => false,
    }
}

/// The part that starts at a token, and the place behind it.
fn part(tokens: &[Token], i: usize, text: &str, before: &[Item]) -> (Shape, usize) {
    let token = &tokens[i];
    let read = parts::interval(tokens, i, text)
        .or_else(|| parts::p_value(tokens, i, text, before))
        .or_else(|| parts::number(tokens, i, text, before))
        .or_else(|| bound(tokens, i, text));
    let (shape, len) = read.unwrap_or_else(|| match token.kind {
        Kind::Word | Kind::Number(_) => (Shape::Word, usize::from(token.cue_len).max(1)),
        Kind::Mark('±') => (Shape::PlusMinus, 1),
        Kind::Mark('+') if parts::slash_minus(tokens, i) => (Shape::PlusMinus, 3),
        Kind::Mark(c) => (Shape::Mark(c), 1),
    });
    // The point of "vs." ends no sentence and joins nothing.
    let point = token.cue == Cue::Versus
        && tokens.get(i + len).is_some_and(|t| t.kind == Kind::Mark('.') && !t.spaced);
    (shape, i + len + usize::from(point))
}

/// `> or =`, `>=`: the sign they stand for.
fn bound(tokens: &[Token], i: usize, text: &str) -> Option<(Shape, usize)> {
    let (loose, end) = parts::or_equal(tokens, i, text)?;
    Some((Shape::Mark(if loose == Comparison::AtMost { '≤' } else { '≥' }), end - i))
}

/// A byte with the bit set that makes an ASCII letter a small one.
pub(crate) const fn small(byte: u8) -> u8 {
    byte | 0x20
}

/// Words that are compared one by one at once.
const FEW: usize = 3;

/// Whether a word of this first byte, made small, and this length may be one of these: nearly every word is turned away by the
/// first letters of all of them together, and many of the rest by their lengths.
///
/// Inlined, so that letters and lengths of a rule's words are constants.
#[inline(always)]
pub(crate) fn may_be(words: &[&str], head: u8, len: usize) -> bool {
    let heads =
        words.iter().fold(0u32, |all, word| all | word.as_bytes().first().map_or(0, |b| bit(small(*b))));
    let lens = words.iter().fold(0u32, |all, word| all | bit(word.len() as u8));
    words.len() < FEW || heads & bit(head) != 0 && lens & bit(len as u8) != 0
}

/// One of 32 bits for a byte.
const fn bit(byte: u8) -> u32 {
    1 << (byte & 31)
}
