//! Numbers as people write them in a catalogue: `0.49`, `"0·49"`, `~0.5`, `"51%"`, `"0.36 to 0.67"`, `"<0.001"`.

use super::claim::{Figure, P};
use super::node::{Node, Value};
use crate::finding::{Comparison, Decimal, TimeUnit};
use crate::lex::{Cue, Kind, Token, lex_str};

/// One number; a per-cent sign behind it says nothing more.
pub(super) fn figure(node: &Node, rounded: bool) -> Option<Figure> {
    let text = node.text()?;
    let tokens = lex_str(text);
    let (rounded, rest) = match tokens.first()?.kind {
        Kind::Mark('~') => (true, &tokens[1..]),
        _ => (rounded, &tokens[..]),
    };
    let (decimal, rest) = number(rest)?;
    let done = rest.is_empty() || matches!(rest, [only] if only.kind == Kind::Mark('%'));
    done.then_some(Figure { decimal, rounded, at: node.at })
}

/// A number with its sign, and the tokens behind it.
fn number(tokens: &[Token]) -> Option<(Decimal, &[Token])> {
    let (negative, tokens) = match tokens.first()?.kind {
        Kind::Mark('-') => (true, &tokens[1..]),
        Kind::Mark('+') => (false, &tokens[1..]),
        _ => (false, tokens),
    };
    match tokens.first()?.kind {
        Kind::Number(n) => Some((if negative { n.negated() } else { n }, &tokens[1..])),
        _ => None,
    }
}

/// Two numbers: a list of two, or text with `to`, a dash, a comma or a semicolon between; a limit that is not given is
/// null.
pub(super) fn pair(node: &Node, rounded: bool) -> Option<(Option<Figure>, Option<Figure>)> {
    if let Value::List(ends) = &node.value {
        let [low, high] = &ends[..] else { return None };
        let end = |node: &Node| match node.value {
            Value::Null => Some(None),
            _ => figure(node, rounded).map(Some),
        };
        let (low, high) = (end(low)?, end(high)?);
        return (low.is_some() || high.is_some()).then_some((low, high));
    }
    let text = node.text()?;
    let tokens = lex_str(text);
    let mut rest = &tokens[..];
    let bracketed = matches!(rest.first()?.kind, Kind::Mark('(' | '['));
    if bracketed {
        rest = rest.get(1..rest.len() - 1).filter(|_| closes(rest))?;
    }
    let (low, behind) = number(rest)?;
    let behind = percent(behind);
    let (first, behind) = behind.split_first()?;
    let parts = matches!(first.kind, Kind::Mark('-' | ',' | ';')) || first.cue == Cue::To;
    let (high, behind) = number(behind).filter(|_| parts)?;
    if !percent(behind).is_empty() {
        return None;
    }
    let at = |decimal| Some(Figure { decimal, rounded, at: node.at });
    Some((at(low), at(high)))
}

fn closes(tokens: &[Token]) -> bool {
    tokens.last().is_some_and(|t| matches!(t.kind, Kind::Mark(')' | ']')))
}

fn percent(tokens: &[Token]) -> &[Token] {
    match tokens.first() {
        Some(t) if t.kind == Kind::Mark('%') => &tokens[1..],
        _ => tokens,
    }
}

/// A P value: a number, a number with its operator, `NS`.
pub(super) fn p(node: &Node) -> Option<P> {
    let text = node.text()?;
    let trimmed = text.trim().trim_start_matches(['P', 'p']).trim_start();
    if trimmed.eq_ignore_ascii_case("ns") || text.trim().eq_ignore_ascii_case("not significant") {
        return Some(P::NotSignificant);
    }
    let tokens = lex_str(trimmed);
    let mark = |i: usize| match tokens.get(i).map(|t: &Token| t.kind) {
        Some(Kind::Mark(c)) => Some(c),
        _ => None,
    };
    let (op, rest) = match (mark(0), mark(1)) {
        (Some('<'), Some('=')) | (Some('='), Some('<')) => (Comparison::AtMost, 2),
        (Some('>'), Some('=')) | (Some('='), Some('>')) => (Comparison::AtLeast, 2),
        (Some('<'), _) => (Comparison::Less, 1),
        (Some('>'), _) => (Comparison::Greater, 1),
        (Some('≤'), _) => (Comparison::AtMost, 1),
        (Some('≥'), _) => (Comparison::AtLeast, 1),
        (Some('='), _) => (Comparison::Equal, 1),
        _ => (Comparison::Equal, 0),
    };
    let (value, rest) = number(&tokens[rest..])?;
    rest.is_empty().then_some(P::Printed(op, value))
}

/// A time: `5 years`, `12-month`.
pub(super) fn time(node: &Node) -> Option<(Decimal, TimeUnit)> {
    let text = node.text()?;
    let tokens = lex_str(text);
    let (value, rest) = number(&tokens)?;
    let rest = match rest.first()?.kind {
        Kind::Mark('-') => &rest[1..],
        _ => rest,
    };
    let [unit] = rest else { return None };
    let word = unit.span.of(text).to_ascii_lowercase();
    let unit = TimeUnit::ALL.iter().find(|unit| word.trim_end_matches('s') == unit.name())?;
    Some((value, *unit))
}
