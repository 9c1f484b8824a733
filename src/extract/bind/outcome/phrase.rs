//! Which words can be part of the name of what was measured, and where such a name begins and ends.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use crate::extract::sentence::Sentence;
use crate::lex::{Cue, key};

/// Words of a name, at most.
pub(super) const LONGEST: usize = 9;

/// Nouns that say how a thing was counted, and do not name it: "the risk of …".
pub(super) const HEADS: &[&str] = &[
    "risk",
    "rate",
    "rates",
    "incidence",
    "proportion",
    "percentage",
    "frequency",
    "number",
    "probability",
    "prevalence",
    "likelihood",
    "odds",
    "hazard",
    "risks",
    "cumulative",
    "estimated",
    "occurrence",
    "percentages",
    "proportions",
    "incidences",
    "frequencies",
    "numbers",
    "probabilities",
    "likelihoods",
];

/// Whether a word names nothing.
fn empty(word: u64) -> bool {
    static KEYS: OnceLock<FxHashSet<u64>> = OnceLock::new();
    let words = || {
        include_str!("empty.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::split_whitespace)
    };
    KEYS.get_or_init(|| words().map(key).collect()).contains(&word)
}

/// Whether an item can be part of an outcome's name.
pub(super) fn content(s: &Sentence<'_>, i: usize) -> bool {
    let item = &s.items[i];
    let word = matches!(item.shape, crate::extract::item::Shape::Word);
    word
        && match item.cue {
            Cue::None | Cue::PercentScale | Cue::Symbol(_) => !empty(item.key),
            Cue::Happened
            | Cue::Measure { .. }
            | Cue::Things
            | Cue::Unit
            | Cue::Criterion
            | Cue::Grade
            | Cue::Purpose(_) => true,
            _ => false,
        }
        // "Overall, …" says of whom, "overall survival" what.
        && !(s.mark(i + 1) == Some(',') && s.is_word(i, &["overall"]))
}

/// Words that may stand inside a name but not at its ends.
pub(super) fn inner(s: &Sentence<'_>, i: usize) -> bool {
    let item = &s.items[i];
    !s.spent[i]
        && (matches!(
            item.cue,
            Cue::Of | Cue::Or | Cue::And | Cue::To | Cue::Adjusted | Cue::Received | Cue::Lower | Cue::Higher
        ) || s.mark(i) == Some('-')
            || s.mark(i) == Some('/')
            || item.named
            || item.cue == Cue::Article
            || item.cue == Cue::Preposition
                && s.is_word(i, &["from", "with", "without", "for", "to", "on", "in"]))
}

/// Takes from both ends what names nothing: "the risk of", "the rate of", "the proportion of patients with".
pub(super) fn narrow(s: &Sentence<'_>, start: &mut usize, end: &mut usize) {
    // Behind the last head noun with "of": "the risk of disease progression or death".
    if let Some(head) = (*start..end.saturating_sub(1))
        .rev()
        .find(|i| s.is_word(*i, HEADS) && matches!(s.cue(i + 1), Cue::Of))
    {
        *start = head + 2;
    }
    while *start < *end && !content(s, *start) && !s.items[*start].named {
        *start += 1;
    }
    while *end > *start && !content(s, *end) {
        *end -= 1;
    }
    // Too long for a name: the last part, behind a preposition or "and".
    while end.saturating_sub(*start) > LONGEST {
        match (*start..*end).find(|i| inner(s, *i) && *i > *start && s.mark(*i).is_none()) {
            Some(joint) => *start = joint + 1,
            None => break,
        }
    }
    while *start < *end && !content(s, *start) && !s.items[*start].named {
        *start += 1;
    }
}
