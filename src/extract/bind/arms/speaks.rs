//! Which sentences are worth being looked at word by word: those that may name arms.

use crate::extract::sentence::Sentence;
use crate::lex::{Classes, Sort};

/// Whether a sentence can name arms that matter: it holds a number, or a word that assigns, groups or compares. Most of a
/// background does not.
pub(super) fn speaks_of_arms(s: &Sentence<'_>) -> bool {
    s.title
        || s.has(Classes::NUMERIC | Classes::VERSUS)
        || [Sort::Randomized, Sort::Received, Sort::Group].iter().any(|sort| s.holds(*sort))
        || s.may_say(&[Sort::Compares])
}

/// Whether such a sentence has what candidates for arms, or short forms, are found by.
pub(super) fn introduces_arms(s: &Sentence<'_>) -> bool {
    const BY: &[Sort] = &[
        Sort::Assigns,
        Sort::Either,
        Sort::Received,
        Sort::Group,
        Sort::Lettered,
        Sort::Recipient,
        Sort::Compares,
    ];
    speaks_of_arms(s)
        && (s.title || s.has(Classes::VERSUS) || s.may_say(BY) || s.holds(Sort::Equal) || opens_on_a_name(s))
}

/// `(WP-PLA`, `(494 navigated`: a bracket with a short form or a count at its head.
fn opens_on_a_name(s: &Sentence<'_>) -> bool {
    let mut from = 0;
    while let Some(at) = s.first(from..s.items.len(), Classes::BRACKET) {
        from = at + 1;
        let capitals = || s.words(from).bytes().filter(u8::is_ascii_uppercase).nth(1).is_some();
        if s.opens(at) && (s.count(from).is_some() || s.is(from, Classes::WORD) && capitals()) {
            return true;
        }
    }
    false
}
