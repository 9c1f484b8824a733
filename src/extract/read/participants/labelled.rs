//! Numbers of people behind a letter and a sign.

use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::Number;
use crate::lex::{Cue, Sort};

use super::role::role_of_label;
use super::{FEWEST, reading};

/// `(n = 342)`, `N=342`, `n: 342`, `participants = 44`; in `(n = 26 classes, 432 children)` the label is of something else.
pub(super) fn labelled(s: &Sentence<'_>, i: usize, n: Number) -> Option<Reading> {
    let sign = i.checked_sub(1).filter(|at| matches!(s.mark(*at), Some('=' | ':')))?;
    let letter = sign.checked_sub(1).filter(|at| s.is_word(*at, &["n", "participants", "patients"]))?;
    // "(n = 2)" is what happened to few, "(n = 6 farms)" counts farms.
    let few = n.decimal.as_whole().is_some_and(|n| n < FEWEST);
    let noun =
        s.cue(i + 1) == Cue::None && s.closes(i + 2) && s.mark(i + 1).is_none() && !s.items[i + 1].numeric();
    // "(n = 61 tolvarin, n = 58 placebo)"
    let listed = i > 5 && s.mark(i - 5) == Some('=') && s.items[i - 4].number().is_some();
    let arm = listed || s.is_of(i + 1, Sort::Control);
    let things = s.cue(i + 1) == Cue::Things || noun && !arm;
    (!few && !things).then(|| reading(n, role_of_label(s, i), letter, i, i))
}
