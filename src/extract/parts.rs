//! The parts of a result as printed: signed numbers, percentages, fractions, ranges, intervals, P values.
//!
//! Each reader looks at the tokens from a place and says what it read and how many tokens that took; all look a
//! bounded way ahead.

use crate::finding::{Comparison, Decimal, Interval, IntervalKind, Number, PValue};
use crate::lex::{Cue, Kind, Token};

use super::item::{Item, Shape};

type Read = Option<(Shape, usize)>;

/// `15`, `-0.5`, `7.7%`, `15/194`, `0.36–0.67`, `33% to 64%`.
pub(crate) fn number(tokens: &[Token], i: usize, text: &str, before: &[Item]) -> Read {
    if tokens[i].cue != Cue::None {
        return None;
    }
    let (first, at) = signed(tokens, i)?;
    if let Some((total, end)) = fraction(tokens, at, first, text) {
        return Some((Shape::Fraction { count: first, total }, end - i));
    }
    let (percent, after) = percent(tokens, at);
    // "from 5 to 9" are two results, "5 to 9" one range.
    let from = before.last().is_some_and(|item| item.span.of(text).eq_ignore_ascii_case("from"));
    if let Some((high, other, end)) = range_end(tokens, after, !from) {
        let range = Shape::Range { low: Some(first), high, percent: percent || other };
        return Some((range, end - i));
    }
    let shape = if percent { Shape::Percent(first) } else { Shape::Number(first) };
    Some((shape, after - i))
}

/// The second end of a range: the end, whether it has a per-cent sign, and where it stops.
fn range_end(tokens: &[Token], i: usize, to: bool) -> Option<(Option<Number>, bool, usize)> {
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
        Kind::Mark(sign @ ('-' | '+')) => {
            let next = tokens.get(i + 1)?;
            let Kind::Number(decimal) = next.kind else { return None };
            let before = i.checked_sub(1).map(|b| &tokens[b]);
            let free = match before {
                None => true,
                Some(b) if !token.spaced => {
                    matches!(
                        b.kind,
                        Kind::Mark('(' | '[' | '=' | ',' | ':' | ';' | '<' | '>' | '-' | '~' | '≤' | '≥')
                    ) || b.cue == Cue::To
                }
                Some(b) => !next.spaced || matches!(b.kind, Kind::Mark('=' | '(' | '[')) || b.cue == Cue::To,
            };
            if !free || next.raised || next.spelled {
                return None;
            }
            let decimal = if sign == '-' { decimal.negated() } else { decimal };
            Some((Number { decimal, span: token.span.to(next.span) }, i + 2))
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

/// `95% confidence interval [CI], 0.36 to 0.67`, `CI 95%: 0.36–0.67`, `(95% CI)` alone.
pub(crate) fn interval(tokens: &[Token], i: usize, text: &str) -> Read {
    let (mut level, kind, mut at) = label(tokens, i, text)?;
    // The abbreviation in brackets, or the whole label once more.
    if let Some(end) = bracketed_label(tokens, at, text) {
        at = end;
    }
    if level.is_none()
        && let Some((after, end)) = level_behind(tokens, at)
    {
        (level, at) = (Some(after), end);
    }
    let named = (Shape::IntervalLabel { level, kind }, at - i);
    let mut opened = 0;
    let mut from = at;
    for _ in 0..4 {
        match tokens.get(from) {
            Some(t) if matches!(t.kind, Kind::Mark(',' | ':' | ';' | '=')) => from += 1,
            // The last point of "c.i."
            Some(t) if from == at && t.kind == Kind::Mark('.') && !t.spaced => from += 1,
            Some(t) if matches!(t.kind, Kind::Mark('(' | '[')) => {
                opened += 1;
                from += 1;
            }
            Some(t) if matches!(t.cue, Cue::Of | Cue::Was | Cue::Range | Cue::Preposition) => {
                from += usize::from(t.cue_len);
            }
            _ => break,
        }
    }
    let Some((low, high, mut end)) = limits(tokens, from, text) else { return Some(named) };
    while opened > 0 && matches!(tokens.get(end).map(|t| t.kind), Some(Kind::Mark(')' | ']'))) {
        end += 1;
        opened -= 1;
    }
    Some((Shape::Interval(Interval { low, high, level, kind }), end - i))
}

/// How an interval was made, said between its level and its name.
const METHODS: &[&str] = &[
    "bootstrap",
    "bootstrapped",
    "exact",
    "profile",
    "likelihood",
    "bias",
    "corrected",
    "wald",
    "bayesian",
    "score",
];

/// `95% CI`, `95 per cent confidence interval`, `97.5% one-sided CI`, `CI`.
fn label(tokens: &[Token], i: usize, text: &str) -> Option<(Option<Number>, IntervalKind, usize)> {
    let token = tokens.get(i)?;
    if let Cue::Interval(kind) = token.cue {
        return Some((None, kind, i + usize::from(token.cue_len)));
    }
    let Kind::Number(decimal) = token.kind else { return None };
    if !(50.0..100.0).contains(&decimal.to_f64()) {
        return None;
    }
    let (marked, mut at) = percent(tokens, i + 1);
    for _ in 0..4 {
        match tokens.get(at) {
            Some(t) if matches!(t.kind, Kind::Mark('-' | ',')) => at += 1,
            Some(t) if matches!(t.cue, Cue::Sided(_) | Cue::Adjusted) => at += usize::from(t.cue_len),
            Some(t) if METHODS.iter().any(|word| t.span.of(text).eq_ignore_ascii_case(word)) => at += 1,
            _ => break,
        }
    }
    let Cue::Interval(kind) = tokens.get(at)?.cue else { return None };
    // "n=95 CI" without a per-cent sign is a level only where it is a usual one.
    let usual = marked || [90, 95, 99].iter().any(|n| decimal == Decimal::whole(*n));
    usual.then(|| (Some(Number { decimal, span: token.span }), kind, at + usize::from(tokens[at].cue_len)))
}

fn bracketed_label(tokens: &[Token], i: usize, text: &str) -> Option<usize> {
    if !matches!(tokens.get(i)?.kind, Kind::Mark('(' | '[')) {
        return None;
    }
    let (_, _, at) = label(tokens, i + 1, text)?;
    matches!(tokens.get(at)?.kind, Kind::Mark(')' | ']')).then_some(at + 1)
}

/// `CI 95%:`, `(CI, 95%)`
fn level_behind(tokens: &[Token], i: usize) -> Option<(Number, usize)> {
    let comma = usize::from(matches!(tokens.get(i)?.kind, Kind::Mark(',' | ':' | '=')));
    let token = tokens.get(i + comma)?;
    let Kind::Number(decimal) = token.kind else { return None };
    let (marked, at) = percent(tokens, i + comma + 1);
    // `CI, 95% to 98%` are limits: a level has no range behind it.
    let limits = matches!(tokens.get(at).map(|t| t.kind), Some(Kind::Mark('-')))
        || tokens.get(at).is_some_and(|t| t.cue == Cue::To);
    let usual = [80, 90, 95, 99].iter().any(|n| decimal == Decimal::whole(*n));
    (marked && usual && !limits).then_some((Number { decimal, span: token.span }, at))
}

/// Two limits, or one and "not reached".
fn limits(tokens: &[Token], i: usize, text: &str) -> Option<(Option<Number>, Option<Number>, usize)> {
    if tokens.get(i)?.cue == Cue::NotReached {
        let at = joint(tokens, i + usize::from(tokens[i].cue_len), text)?;
        let (high, at) = signed(tokens, at)?;
        return Some((None, Some(high), unit(tokens, at)));
    }
    let (low, at) = signed(tokens, i)?;
    let at = joint(tokens, unit(tokens, at), text)?;
    if tokens.get(at).is_some_and(|t| t.cue == Cue::NotReached) {
        return Some((Some(low), None, at + usize::from(tokens[at].cue_len)));
    }
    let (high, at) = signed(tokens, at)?;
    // `95% CI 4.10, 1.32–12.75`: the value first, then its limits.
    let comma = matches!(tokens[at.saturating_sub(2)].kind, Kind::Mark(','));
    if comma
        && matches!(tokens.get(at).map(|t| t.kind), Some(Kind::Mark('-')))
        && signed(tokens, at + 1).is_some()
    {
        return None;
    }
    let (_, end) = percent(tokens, at);
    Some((Some(low), Some(high), end))
}

/// The unit or per-cent sign between a limit and its joint: `-23.8 mm to -16.1 mm`.
fn unit(tokens: &[Token], i: usize) -> usize {
    let (marked, at) = percent(tokens, i);
    if marked {
        return at;
    }
    match tokens.get(i) {
        Some(t)
            if matches!(
                t.cue,
                Cue::Unit | Cue::Time(_) | Cue::Dose | Cue::Lower | Cue::Higher | Cue::PercentagePoint
            ) =>
        {
            i + usize::from(t.cue_len)
        }
        _ => i,
    }
}

/// What stands between two limits: ` to `, `-`, `,`, `;`, ` and `, and a comma before `to`.
fn joint(tokens: &[Token], i: usize, text: &str) -> Option<usize> {
    let token = tokens.get(i)?;
    match token.kind {
        Kind::Mark(',') if tokens.get(i + 1).is_some_and(|t| t.cue == Cue::To) => Some(i + 2),
        Kind::Mark('-' | ',' | ';' | '_' | '~') => Some(i + 1),
        Kind::Word if matches!(token.cue, Cue::To | Cue::And) || token.span.of(text) == "at" => Some(i + 1),
        _ => None,
    }
}

/// `P<0.001`, `p = .03`, `P value of 0.02`, `P for interaction = 0.4`, `P=NS`, `P < or = 0.05`, `p=1.2 × 10^-5`.
pub(crate) fn p_value(tokens: &[Token], i: usize, text: &str, before: &[Item]) -> Read {
    let token = tokens.get(i)?;
    if token.cue != Cue::PValue {
        return None;
    }
    let mut at = i + usize::from(token.cue_len);
    let mut purpose = None;
    // "P for interaction", "P-interaction", "P (trend)", "P interaction".
    for _ in 0..4 {
        match tokens.get(at) {
            Some(t) => match (t.cue, t.kind) {
                (Cue::Purpose(p), _) => {
                    purpose = Some(p);
                    at += usize::from(t.cue_len);
                }
                (Cue::Preposition | Cue::PValue, _) if purpose.is_none() => at += usize::from(t.cue_len),
                (_, Kind::Mark('-' | '(' | ')' | ',')) => at += 1,
                _ => break,
            },
            None => break,
        }
    }
    let (op, from) = operator(tokens, at, text);
    let start = before.last().filter(|item| matches!(item.cue, Cue::Sided(_)));
    let sided = start.and_then(|item| if let Cue::Sided(n) = item.cue { Some(n) } else { None });
    let span = |end: usize| token.span.to(tokens[end - 1].span);
    if let Some(word) = tokens.get(from)
        && op.is_some()
        && not_significant(tokens, from, text)
    {
        let p = PValue {
            op: None,
            value: None,
            text: Some("NS"),
            purpose,
            sided,
            span: token.span.to(word.span),
        };
        return Some((Shape::P(p), from + 1 - i));
    }
    let (number, mut end) = signed(tokens, from)?;
    let op = match op {
        Some(op) => op,
        // `P.009`: the operator was lost, the value is plain.
        None if text[number.span.start..].starts_with(['.', '0']) && number.to_f64() < 1.0 => {
            Comparison::Equal
        }
        None => return None,
    };
    let mut value = number;
    if let Some((power, after)) = power_of_ten(tokens, end, text)
        && let Some(scaled) = scale(number.decimal, power)
    {
        value = Number { decimal: scaled, span: number.span.to(tokens[after - 1].span) };
        end = after;
    }
    let (behind, tail) = behind_p(tokens, end, text);
    let purpose = purpose.or(behind.0);
    let sided = sided.or(behind.1);
    let p = PValue { op: Some(op), value: Some(value), text: None, purpose, sided, span: span(end) };
    Some((Shape::P(p), tail - i))
}

fn operator(tokens: &[Token], i: usize, text: &str) -> (Option<Comparison>, usize) {
    let Some(token) = tokens.get(i) else { return (None, i) };
    let mark =
        |at: usize| tokens.get(at).and_then(|t| if let Kind::Mark(c) = t.kind { Some(c) } else { None });
    let or = tokens.get(i + 1).is_some_and(|t| t.span.of(text).eq_ignore_ascii_case("or"))
        || mark(i + 1) == Some('/');
    let equal_too = |strict, loose| {
        if or && mark(i + 2) == Some('=') {
            (Some(loose), i + 3)
        } else if mark(i + 1) == Some('=') {
            (Some(loose), i + 2)
        } else {
            (Some(strict), i + 1)
        }
    };
    match token.kind {
        Kind::Mark('<') => equal_too(Comparison::Less, Comparison::AtMost),
        Kind::Mark('>') => equal_too(Comparison::Greater, Comparison::AtLeast),
        Kind::Mark('≤') => (Some(Comparison::AtMost), i + 1),
        Kind::Mark('≥') => (Some(Comparison::AtLeast), i + 1),
        Kind::Mark('=') => match mark(i + 1) {
            Some('<') => (Some(Comparison::AtMost), i + 2),
            Some('>') => (Some(Comparison::AtLeast), i + 2),
            _ => (Some(Comparison::Equal), i + 1),
        },
        Kind::Mark(':' | '~') => (Some(Comparison::Equal), i + 1),
        _ => match token.cue {
            Cue::LessThan => (Some(Comparison::Less), i + usize::from(token.cue_len)),
            Cue::MoreThan => (Some(Comparison::Greater), i + usize::from(token.cue_len)),
            // "a P value of 0.02", "the P value was less than 0.001".
            Cue::Of | Cue::Was => match operator(tokens, i + usize::from(token.cue_len), text) {
                (Some(op), at) if op != Comparison::Equal => (Some(op), at),
                _ => (Some(Comparison::Equal), i + usize::from(token.cue_len)),
            },
            _ => (None, i),
        },
    }
}

fn not_significant(tokens: &[Token], i: usize, text: &str) -> bool {
    let word = |at: usize| tokens.get(at).map(|t| t.span.of(text)).unwrap_or("");
    word(i).eq_ignore_ascii_case("ns")
        || word(i).eq_ignore_ascii_case("n") && word(i + 1) == "." && word(i + 2).eq_ignore_ascii_case("s")
}

/// `× 10^-5`, `x 10(-5)`, with the exponent raised, behind a caret or in brackets.
fn power_of_ten(tokens: &[Token], i: usize, text: &str) -> Option<(i32, usize)> {
    let times =
        tokens.get(i).is_some_and(|t| matches!(t.kind, Kind::Mark('×' | '*')) || t.span.of(text) == "x");
    let ten = tokens.get(i + 1).is_some_and(|t| t.kind == Kind::Number(Decimal::whole(10)));
    if !times || !ten {
        return None;
    }
    let mut at = i + 2;
    let mut negative = false;
    let mut open = false;
    for _ in 0..3 {
        match tokens.get(at)?.kind {
            Kind::Mark('^') => {}
            Kind::Mark('(') => open = true,
            Kind::Mark('-') => negative = true,
            Kind::Number(d) => {
                let power = i32::try_from(d.as_whole()?).ok().filter(|p| *p < 300)?;
                let close =
                    usize::from(open && matches!(tokens.get(at + 1).map(|t| t.kind), Some(Kind::Mark(')'))));
                return Some((if negative { -power } else { power }, at + 1 + close));
            }
            _ => return None,
        }
        at += 1;
    }
    match tokens.get(at)?.kind {
        Kind::Number(d) if negative || open => {
            let power = i32::try_from(d.as_whole()?).ok().filter(|p| *p < 300)?;
            Some((if negative { -power } else { power }, at + 1))
        }
        _ => None,
    }
}

fn scale(decimal: Decimal, power: i32) -> Option<Decimal> {
    let places = i32::from(decimal.places()) - power;
    u8::try_from(places)
        .ok()
        .filter(|p| *p <= 18)
        .map(|p| Decimal::new(decimal.is_negative(), decimal.digits(), p))
}

/// What says, behind a P value, what it is for: "P<0.001 for noninferiority", "P = .042 [one-sided]".
fn behind_p(
    tokens: &[Token],
    i: usize,
    text: &str,
) -> ((Option<crate::finding::Purpose>, Option<u8>), usize) {
    let mut at = i;
    for _ in 0..3 {
        match tokens.get(at) {
            Some(t) if matches!(t.kind, Kind::Mark('[' | '(' | ',')) => at += 1,
            Some(t) if t.cue == Cue::Preposition && t.span.of(text) == "for" => at += 1,
            Some(t) => match t.cue {
                // The words are only looked at; they stay for others to read.
                Cue::Purpose(p) if at > i => return ((Some(p), None), i),
                Cue::Sided(n) => return ((None, Some(n)), i),
                _ => break,
            },
            None => break,
        }
    }
    ((None, None), i)
}
