//! Items: what pass 1 reads instead of tokens — numbers with their sign, percentages, fractions, ranges, intervals,
//! P values — each one thing, however many characters its printed form has.

use crate::finding::{Interval, IntervalKind, Number, PValue};
use crate::lex::{Cue, Kind, Token};
use crate::text::Span;

use super::parts;

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
    /// `15/194`.
    Fraction {
        /// Numerator.
        count: Number,
        /// Denominator.
        total: Number,
    },
    /// `0.36-0.67`, `4 to 9`, with no label.
    Range {
        /// First end.
        low: Option<Number>,
        /// Second end.
        high: Option<Number>,
        /// Whether a per-cent sign stands in it.
        percent: bool,
    },
    /// A labelled interval.
    Interval(Interval),
    /// The label of an interval whose limits stand elsewhere: `(95% CI)`.
    IntervalLabel {
        /// Level.
        level: Option<Number>,
        /// Kind.
        kind: IntervalKind,
    },
    /// A P value.
    P(PValue),
    /// `±`, `+/-`.
    PlusMinus,
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
}

impl Item {
    /// A word, or the first of a phrase.
    fn word(token: &Token) -> Self {
        Self {
            shape: Shape::Word,
            span: token.span,
            cue: token.cue,
            spaced: token.spaced,
            named: false,
            spelled: token.spelled,
            depth: 0,
            key: token.key,
            head: 0,
            single: false,
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

/// The items of one sentence.
pub(crate) fn items(tokens: &[Token], text: &str) -> Vec<Item> {
    let mut out: Vec<Item> = Vec::with_capacity(tokens.len());
    let mut i = 0;
    let mut depth = 0u8;
    let head = |span: Span| small(text.as_bytes()[span.start]);
    while let Some(token) = tokens.get(i) {
        // Most words mean nothing to the parts: no number, interval or P value starts with them.
        if token.kind == Kind::Word && !matches!(token.cue, Cue::Interval(_) | Cue::PValue | Cue::Versus) {
            let end = (i + usize::from(token.cue_len).max(1)).min(tokens.len());
            let span = token.span.to(tokens[end - 1].span);
            out.push(Item { span, depth, head: head(span), single: end == i + 1, ..Item::word(token) });
            i = end;
            continue;
        }
        let read = parts::interval(tokens, i, text)
            .or_else(|| parts::p_value(tokens, i, text, &out))
            .or_else(|| parts::number(tokens, i, text, &out));
        let (shape, len) = match read {
            Some(part) => part,
            None => match token.kind {
                Kind::Word => (Shape::Word, usize::from(token.cue_len).max(1)),
                Kind::Number(_) => (Shape::Word, usize::from(token.cue_len).max(1)),
                Kind::Mark('±') => (Shape::PlusMinus, 1),
                Kind::Mark('+') if parts::slash_minus(tokens, i) => (Shape::PlusMinus, 3),
                Kind::Mark(c) => (Shape::Mark(c), 1),
            },
        };
        // The point of "vs." ends no sentence and joins nothing.
        let point = token.cue == Cue::Versus
            && tokens.get(i + len).is_some_and(|t| t.kind == Kind::Mark('.') && !t.spaced);
        let end = (i + len + usize::from(point)).min(tokens.len());
        let span = token.span.to(tokens[end - 1].span);
        if matches!(shape, Shape::Mark(')' | ']')) {
            depth = depth.saturating_sub(1);
        }
        let cue = if matches!(shape, Shape::Word) { token.cue } else { Cue::None };
        let large = matches!(shape, Shape::Number(n) if n.decimal.as_whole().is_some_and(|n| n >= 100));
        let whole = !matches!(shape, Shape::Number(n) if n.decimal.places() > 0);
        let code = out.last().is_some_and(|item| item.cue == Cue::None && matches!(item.shape, Shape::Word));
        let named = matches!(shape, Shape::Number(_) | Shape::Range { .. })
            && whole
            && ((large || !code) && (names(&out, text, large) || !token.spaced && codes(&out, text))
                || !large
                    && indexes(&out, text)
                    && tokens.get(end).is_some_and(|t| t.kind == Kind::Mark(')')));
        out.push(Item {
            shape,
            span,
            cue,
            spaced: token.spaced,
            named,
            spelled: token.spelled,
            depth,
            key: token.key,
            head: head(span),
            single: token.kind == Kind::Word && end == i + 1,
        });
        if out.last().is_some_and(|item| matches!(item.shape, Shape::Mark('(' | '['))) {
            depth = depth.saturating_add(1);
        }
        i = end;
    }
    out
}

/// Whether a number in this bracket is an index of the word that the bracket is glued to: "FEV(1)", "m(2)".
fn indexes(before: &[Item], text: &str) -> bool {
    let [.., word, open] = before else { return false };
    let printed = word.span.of(text);
    open.mark() == Some('(')
        && !open.spaced
        && matches!(word.shape, Shape::Word)
        && matches!(word.cue, Cue::None | Cue::PercentScale | Cue::Unit)
        && (word.cue == Cue::Unit
            || printed.len() < 6 && printed.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// A byte with the bit set that makes an ASCII letter a small one.
pub(crate) const fn small(byte: u8) -> u8 {
    byte | 0x20
}

/// Whether a number behind these items only names something: "grade 3", "grade 3 or 4", "arm 2".
fn names(before: &[Item], text: &str, large: bool) -> bool {
    let Some(last) = before.last() else { return false };
    if last.cue == Cue::Grade {
        return true;
    }
    // "ICI 204,636", "SEK 450": a code or currency before a large whole number.
    if last.cue == Cue::None && matches!(last.shape, Shape::Word) {
        let word = last.span.of(text);
        return (2..=5).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
    }
    // "arm 2"; of "in the oral regimen 310 of 620" the number counts people.
    if last.cue == Cue::Group && !large && !last.span.of(text).ends_with('s') {
        return true;
    }
    let joined = matches!(last.cue, Cue::Or | Cue::And | Cue::To)
        || matches!(last.shape, Shape::Mark('-' | ',' | '/' | '≥' | '≤' | '>'));
    match before.len().checked_sub(2).map(|i| &before[i]) {
        // "at the end of the run-in phase, 889 patients" names nothing.
        Some(item) => joined && last.mark() != Some(',') && (item.cue == Cue::Grade || item.named),
        None => false,
    }
}

/// Whether a number glued behind these items goes on with a code: the 7 of "HN.7".
fn codes(before: &[Item], text: &str) -> bool {
    let [.., name, point] = before else { return false };
    let word = name.span.of(text);
    point.mark() == Some('.')
        && !point.spaced
        && (2..=5).contains(&word.len())
        && word.bytes().all(|b| b.is_ascii_uppercase())
}
