//! Quartiles by their numbers.

use crate::extract::sentence::Sentence;
use crate::finding::DispersionKind;
use crate::lex::Cue;

use super::spread::{Spread, dispersion};

/// `(Q1 = 1.0, Q3 = 3.7)`: quartiles by their numbers.
pub(super) fn quartiles(s: &Sentence<'_>, open: usize) -> Option<Spread> {
    if !s.opens(open) || !s.is_word(open + 1, &["Q1"]) {
        return None;
    }
    let behind = |name: usize| s.skip(name + 1, &['=', ':', ',']);
    let low = behind(open + 1);
    let third =
        low + 1 + usize::from(matches!(s.mark(low + 1), Some(',' | ';')) || s.cue(low + 1) == Cue::And);
    let high = behind(third);
    let (first, other) = (s.number(low)?, s.number(high)?);
    let closed = s.is_word(third, &["Q3"]) && s.closes(high + 1);
    closed
        .then(|| (dispersion(DispersionKind::Iqr, None, Some(first), Some(other)), high + 1, vec![low, high]))
}
