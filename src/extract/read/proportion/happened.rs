//! Counts of people to whom something happened.

use super::part::Part;
use crate::extract::sentence::Sentence;
use crate::lex::Cue;

/// `three patients died`, `26 died`.
pub(super) fn happened(s: &Sentence<'_>, i: usize) -> Option<Part> {
    let count = s.count(i)?;
    let mut at = i + 1;
    while at < i + 4 && (s.cue(at) == Cue::People || s.is_word(at, &["of", "the", "in", "these"])) {
        at += 1;
    }
    (s.cue(at) == Cue::Happened).then(|| Part {
        percent: None,
        count: Some(count),
        total: None,
        first: i,
        last: at,
        main: i,
        used: vec![i],
    })
}

pub(super) fn happened_behind(s: &Sentence<'_>, at: usize) -> bool {
    (at..at + 4).any(|k| s.cue(k) == Cue::Happened)
}
