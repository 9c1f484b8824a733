//! Whether a phrase has words: the same words that full-text search finds, looked for in a few of them.

use super::{Expr, Term, Words};
use crate::text::plain;

impl Words {
    /// Whether a phrase has them.
    pub(in crate::store::search) fn told_by(&self, phrase: &str) -> bool {
        self.0.told_by(&tokens(phrase))
    }
}

impl Expr {
    fn told_by(&self, tokens: &[String]) -> bool {
        match self {
            Expr::Term(term) => term.told_by(tokens),
            Expr::All(parts) => parts.iter().all(|part| part.told_by(tokens)),
            Expr::Any(parts) => parts.iter().any(|part| part.told_by(tokens)),
            Expr::Without(with, without) => with.told_by(tokens) && !without.told_by(tokens),
        }
    }
}

impl Term {
    fn told_by(&self, tokens: &[String]) -> bool {
        let own = self::tokens(&self.text);
        let Some((last, before)) = own.split_last() else { return false };
        tokens.windows(own.len()).any(|window| {
            let (start, end) = window.split_at(before.len());
            let end = &end[0];
            start == before && if self.open { end.starts_with(last.as_str()) } else { end == last }
        })
    }
}

/// Runs of letters and digits, small, without accents: as `unicode61 remove_diacritics 2` cuts them.
fn tokens(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().flat_map(char::to_lowercase).map(plain).collect())
        .collect()
}
