//! Blood pressures, whose unit is often left out: `was 132/86 and 131/85`, `fell from 161.2/97.0 to 150/91`.

use crate::extract::sentence::Sentence;
use crate::lex::{Classes, Cue};

use super::change::verb;
use super::given::limit;

/// How far back the word may stand that says what is measured.
const REACH: usize = 60;

/// Whether the number at `i` is one of two that are printed as blood pressures are, behind words that speak of them.
pub(super) fn pressure(s: &Sentence<'_>, i: usize) -> bool {
    let second = i > 1 && s.mark(i - 1) == Some('/');
    let first = if second { i - 2 } else { i };
    let within =
        |k: usize, low: f64, high: f64| s.number(k).is_some_and(|n| (low..=high).contains(&n.to_f64()));
    s.mark(first + 1) == Some('/')
        && !s.items[first + 1].spaced
        && within(first, 70.0, 260.0)
        && within(first + 2, 30.0, 150.0)
        && s.mark(first + 3) != Some('/')
        && !limit(s, first)
        && !limit(s, first + 2)
        && (s.is_word(first + 3, &["mmHg", "mm Hg"])
            || (first.saturating_sub(REACH)..first)
                .any(|k| s.is_word(k, &["pressure", "pressures", "BP", "ABP", "SBP", "DBP"])))
}

/// How far the other side of a comparison may stand.
const SIDES: usize = 24;

/// `lower with A (128/79 mmHg) than with B (136/83 mmHg)`: a bracket of nothing but a pair, and one on the other side.
pub(super) fn facing(s: &Sentence<'_>, i: usize) -> bool {
    let pair = |k: usize| {
        s.opens(k) && s.plain(k + 1).is_some() && s.mark(k + 2) == Some('/') && s.plain(k + 3).is_some()
    };
    let Some(open) = [1, 3].into_iter().filter_map(|back| i.checked_sub(back)).find(|k| pair(*k)) else {
        return false;
    };
    let compared = |k: usize| matches!(s.cue(k), Cue::Versus | Cue::LessThan | Cue::MoreThan);
    let behind = (open + 5..s.items.len().min(open + SIDES)).find(|k| pair(*k));
    let before = (open.saturating_sub(SIDES)..open.saturating_sub(4)).rev().find(|k| pair(*k));
    behind.is_some_and(|k| (open..k).any(compared)) || before.is_some_and(|k| (k..open).any(compared))
}

/// Whether it is told as a result: behind a verb, or behind the name of a group.
pub(super) fn told(s: &Sentence<'_>, i: usize, before: usize) -> bool {
    let was = |k: usize| s.cue(k) == Cue::Was || s.direction(k).is_some() && verb(s.words(k));
    was(before)
        || s.cue(before) == Cue::Versus
        // "was reduced to 143/82 and 151/84"
        || s.cue(before) == Cue::To && before > 0 && was(before - 1)
        || s.is(before, Classes::WORD)
            && matches!(s.cue(before), Cue::None | Cue::Group)
            && (i.saturating_sub(REACH)..before).any(was)
}
