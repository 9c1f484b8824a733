//! The parts of a result as printed: signed numbers, percentages, fractions, ranges, intervals, P values.
//!
//! Each reader looks at the tokens from a place and says what it read and how many tokens that took; all look a
//! bounded way ahead.

mod bound;
mod interval;
mod p_value;

pub(crate) use bound::or_equal;
pub(crate) use interval::interval;
pub(crate) use p_value::p_value;

use crate::finding::Number;
use crate::lex::{Cue, Kind, Token};

use super::item::{Fraction, Item, Range, Shape};

type Read = Option<(Shape, usize)>;

/// `15`, `-0.5`, `7.7%`, `15/194`, `0.36–0.67`, `33% to 64%`.
pub(crate) fn number(tokens: &[Token], i: usize, text: &str, before: &[Item]) -> Read {
    if tokens[i].cue != Cue::None {
        return None;
    }
    let (first, at) = signed(tokens, i)?;
    // "172 ± 15 / 99 ± 9": the slash joins two means.
    let spread = before.last().is_some_and(|item| matches!(item.shape, Shape::PlusMinus));
    if let Some((total, end)) = fraction(tokens, at, first, text).filter(|_| !spread) {
        return Some((Shape::Fraction(Box::new(Fraction { count: first, total })), end - i));
    }
    let (percent, after) = percent(tokens, at);
    // "from 5 to 9" are two results, "5 to 9" one range.
    let from = before.last().is_some_and(|item| item.span.of(text).eq_ignore_ascii_case("from"));
    let timed = before.last().is_some_and(|item| matches!(item.cue, Cue::Time(_)));
    if let Some((high, other, end)) = range_end(tokens, after, !from)
        // "0.40 ± 0.17 to 0.42 ± 0.21"
        && !spread
        // "from 1.7 on day 2 to 0.9": the day is no limit.
        // "from 173/95 to 150/84": two pairs.
        && !(tokens.get(after).is_some_and(|t| t.cue == Cue::To)
            && tokens.get(end).is_some_and(|t| t.kind == Kind::Mark('/') && !t.spaced)
            && matches!(tokens.get(end + 1).map(|t| t.kind), Some(Kind::Number(_))))
        // "18.5 to 10.9" goes from one to the other.
        && !(tokens.get(after).is_some_and(|t| t.cue == Cue::To)
            && high.is_some_and(|high| high.to_f64() < first.to_f64()))
        && !(timed && first.decimal.places() == 0 && high.is_some_and(|high| high.decimal.places() > 0))
    {
        if let Some((interval, end)) = interval::labelled_behind(tokens, end, text, Some(first), high) {
            return Some((interval, end - i));
        }
        let range = Range { low: Some(first), high, percent: percent || other };
        return Some((Shape::Range(Box::new(range)), end - i));
    }
    // "(175 g to 160 g)" goes from one to the other.
    let rises = |high: &Number| high.to_f64() >= first.to_f64();
    if let Some((high, end)) =
        range_of_units(tokens, after, text).filter(|(high, _)| opened(before) && rises(high))
    {
        let range = Range { low: Some(first), high: Some(high), percent: false };
        return Some((Shape::Range(Box::new(range)), end - i));
    }
    let shape = if percent { Shape::Percent(first) } else { Shape::Number(first) };
    Some((shape, after - i))
}

/// Behind a bracket or the comma in it: the limits of a value have the unit of the value.
fn opened(before: &[Item]) -> bool {
    before.last().is_some_and(|item| match item.shape {
        Shape::Mark('(' | '[') => true,
        Shape::Mark(',' | ';') => item.depth > 0,
        _ => false,
    })
}

/// `mm Hg to 11.2 mm Hg` behind a first end: the second, and where its number stops.
fn range_of_units(tokens: &[Token], unit: usize, text: &str) -> Option<(Number, usize)> {
    let words = |at: usize| {
        let token = tokens.get(at).filter(|t| matches!(t.cue, Cue::Unit | Cue::Time(_)))?;
        let end = at + usize::from(token.cue_len).max(1);
        Some((token.span.to(tokens.get(end - 1)?.span).of(text), end))
    };
    let (low, joint) = words(unit)?;
    tokens.get(joint).filter(|t| t.cue == Cue::To || t.kind == Kind::Mark('-'))?;
    let (high, end) = signed(tokens, joint + 1)?;
    (words(end)?.0 == low).then_some((high, end))
}

/// The second end of a range: the end, whether it has a per-cent sign, and where it stops.
fn range_end(tokens: &[Token], i: usize, to: bool) -> Option<(Option<Number>, bool, usize)> {
    // `0.0+ to 14.9+`: a plus behind a time says that it was cut off.
    let cut_off = |at: usize| tokens.get(at).is_some_and(|t| t.kind == Kind::Mark('+') && !t.spaced);
    let i = i + usize::from(to && cut_off(i) && tokens.get(i + 1).is_some_and(|t| t.cue == Cue::To));
    let token = tokens.get(i)?;
    let at = match token.kind {
        // `0.36-0.67`, `0.36 - 0.67`, but not `0.36 -0.67`.
        Kind::Mark('-') if tokens.get(i + 1).is_some_and(|t| t.spaced == token.spaced || t.spaced) => i + 1,
        Kind::Word if token.cue == Cue::To && to => i + 1,
        _ => return None,
    };
    if tokens.get(at).is_some_and(|t| t.cue == Cue::NotReached) {
        return Some((None, false, at + usize::from(tokens[at].cue_len)));
    }
    let (high, at) = signed(tokens, at)?;
    let (percent, at) = percent(tokens, at);
    let closed =
        |at: usize| tokens.get(at).is_some_and(|t| matches!(t.kind, Kind::Mark(')' | ']' | ';' | ',')));
    let at = at + usize::from(cut_off(at) && closed(at + 1));
    Some((Some(high), percent, at))
}

/// A number with its sign, and where it stops. A dash is a sign where nothing it could join stands before it.
pub(crate) fn signed(tokens: &[Token], i: usize) -> Option<(Number, usize)> {
    let token = tokens.get(i)?;
    match token.kind {
        Kind::Number(decimal) => {
            if token.raised || named_by_dash(tokens, i) {
                return None;
            }
            Some((Number { decimal, span: token.span }, i + 1))
        }
        // `-£97`: the sign of money stands between.
        Kind::Mark(sign @ ('-' | '+')) => {
            let money = tokens.get(i + 1).is_some_and(|t| matches!(t.kind, Kind::Mark('$' | '£' | '€')));
            let next = tokens.get(i + 1 + usize::from(money))?;
            let Kind::Number(decimal) = next.kind else { return None };
            let before = i.checked_sub(1).map(|b| &tokens[b]);
            let free = match before {
                None => true,
                Some(b) if !token.spaced => {
                    matches!(
                        b.kind,
                        Kind::Mark(
                            '(' | '[' | '=' | ',' | ':' | ';' | '<' | '>' | '-' | '~' | '≤' | '≥' | '/'
                        )
                    ) || b.cue == Cue::To
                }
                Some(b) => {
                    !next.spaced
                        || matches!(b.kind, Kind::Mark('=' | '(' | '[' | ':' | ','))
                        // "vs. - 30.1"
                        || b.kind == Kind::Mark('.') && i > 1 && tokens[i - 2].cue == Cue::Versus
                        || matches!(
                            b.cue,
                            Cue::To
                                | Cue::Was
                                | Cue::Of
                                | Cue::And
                                | Cue::Versus
                                | Cue::Difference
                                | Cue::Measure { .. }
                        )
                }
            };
            if !free || next.raised || next.spelled || exponent(tokens, i) {
                return None;
            }
            let decimal = if sign == '-' { decimal.negated() } else { decimal };
            Some((Number { decimal, span: token.span.to(next.span) }, i + 2 + usize::from(money)))
        }
        // `-(0.21)`, `(-0.21)` as a limit of its own.
        Kind::Mark('(') => {
            let (number, at) = match tokens.get(i + 1)?.kind {
                Kind::Mark('-' | '+') => signed(tokens, i + 1)?,
                _ => return None,
            };
            matches!(tokens.get(at)?.kind, Kind::Mark(')')).then_some((number, at + 1))
        }
        _ => None,
    }
}

/// A number with the sign or name of its money before it, where one stands there: `£427`, `USD -1,717`.
pub(crate) fn amount(tokens: &[Token], i: usize) -> Option<(Number, usize)> {
    let money = tokens
        .get(i)
        .is_some_and(|t| matches!(t.kind, Kind::Mark('$' | '£' | '€')) || t.cue == Cue::Currency);
    signed(tokens, i + usize::from(money))
}

/// The -1 of `ml min(-1)`: a small whole number in a bracket that is glued to a word.
fn exponent(tokens: &[Token], i: usize) -> bool {
    let small = matches!(tokens.get(i + 1).map(|t| t.kind), Some(Kind::Number(d)) if d.as_whole().is_some_and(|n| n < 4));
    let Some(open) = i.checked_sub(1).map(|b| &tokens[b]) else { return false };
    let Some(word) = i.checked_sub(2).map(|b| &tokens[b]) else { return false };
    small
        && open.kind == Kind::Mark('(')
        && !open.spaced
        && word.kind == Kind::Word
        && matches!(tokens.get(i + 2).map(|t| t.kind), Some(Kind::Mark(')')))
}

/// The 6 of `IL-6`: behind a dash that is glued to a word on its left.
fn named_by_dash(tokens: &[Token], i: usize) -> bool {
    let Some(dash) = i.checked_sub(1).map(|d| &tokens[d]) else { return false };
    let Some(word) = i.checked_sub(2).map(|w| &tokens[w]) else { return false };
    dash.kind == Kind::Mark('-')
        && !dash.spaced
        && !tokens[i].spaced
        && word.kind == Kind::Word
        && !matches!(
            word.cue,
            Cue::To | Cue::Interval(_) | Cue::Time(_) | Cue::Unit | Cue::Dose | Cue::Percent
        )
}

fn percent(tokens: &[Token], i: usize) -> (bool, usize) {
    match tokens.get(i) {
        Some(t) if t.kind == Kind::Mark('%') => (true, i + 1),
        Some(t) if t.cue == Cue::Percent => (true, i + usize::from(t.cue_len)),
        _ => (false, i),
    }
}

/// `/194` behind a count: whole numbers, not more than the whole, and no third part (dates, units).
fn fraction(tokens: &[Token], i: usize, count: Number, text: &str) -> Option<(Number, usize)> {
    let slash =
        tokens.get(i).filter(|t| t.kind == Kind::Mark('/') && !t.spaced || t.kind == Kind::Mark('/'))?;
    let token = tokens.get(i + 1).filter(|t| t.spaced == slash.spaced)?;
    let Kind::Number(total) = token.kind else { return None };
    // "trials 017/057": numbers that start with nothing count nothing.
    if token.span.of(text).starts_with('0') && count.span.of(text).starts_with('0') {
        return None;
    }
    let (part, whole) = (count.decimal.as_whole()?, total.as_whole()?);
    let behind = tokens.get(i + 2);
    let more = behind.is_some_and(|t| {
        matches!(t.kind, Kind::Mark('/'))
            || matches!(t.cue, Cue::Dose | Cue::Unit) && !t.span.of(text).is_empty()
    });
    (part <= whole && whole > 1 && !more && !token.raised)
        .then_some((Number { decimal: total, span: token.span }, i + 2))
}

/// `+/-`
pub(crate) fn slash_minus(tokens: &[Token], i: usize) -> bool {
    matches!(
        (tokens.get(i + 1).map(|t| t.kind), tokens.get(i + 2).map(|t| t.kind)),
        (Some(Kind::Mark('/')), Some(Kind::Mark('-')))
    )
}
