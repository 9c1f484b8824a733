//! Bounds that old records spell out.

use crate::finding::Comparison;
use crate::lex::{Kind, Token};

/// `> or = 5`, `</= 5`, `>= 5`: what the signs mean together, and the place behind them.
pub(crate) fn or_equal(tokens: &[Token], i: usize, text: &str) -> Option<(Comparison, usize)> {
    let loose = match tokens.get(i)?.kind {
        Kind::Mark('<') => Comparison::AtMost,
        Kind::Mark('>') => Comparison::AtLeast,
        _ => return None,
    };
    let next = tokens.get(i + 1)?;
    let or = next.kind == Kind::Mark('/') || next.span.of(text).eq_ignore_ascii_case("or");
    let at = i + 1 + usize::from(or);
    (tokens.get(at)?.kind == Kind::Mark('=')).then_some((loose, at + 1))
}
