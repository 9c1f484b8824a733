//! Lists of differences that one word tells: `compared with placebo, A and B lowered it by 6.1 and 4.8 mm Hg`.

use crate::extract::sentence::Sentence;
use crate::lex::{Classes, Cue, Sort};

/// Values of one list, at most.
const MANY: usize = 4;

/// The first value of the list or pair that ends with the one at `i`, behind which "by" or "of" stands no more.
pub(super) fn first(s: &Sentence<'_>, i: usize) -> usize {
    let mut first = i;
    for _ in 0..MANY {
        let before = super::listed_before(s, first).or_else(|| without_unit(s, first));
        let Some(before) = before else { break };
        first = before;
    }
    first
}

/// The 6.1 of `by 6.1 and 4.8 mm Hg`, `by 6.1, 5.2 and 4.8 mm Hg`: a value whose unit stands behind the last of the list.
pub(super) fn without_unit(s: &Sentence<'_>, i: usize) -> Option<usize> {
    let joint = |k: usize| s.mark(k) == Some(',') || s.cue(k) == Cue::And;
    let joints = (i.saturating_sub(2)..i).rev().take_while(|k| joint(*k)).count();
    let before = i.checked_sub(joints + 1).filter(|k| joints > 0 && s.plain(*k).is_some())?;
    let told = before.checked_sub(1).is_some_and(|k| s.is_word(k, &["by"]) || joint(k));
    (told && !s.items[before].named && !s.items[before].spelled).then_some(before)
}

/// `Compared with placebo, A …`, `At rest, as compared with placebo, A …`: the comparison is said before all that it is of.
pub(super) fn leads(s: &Sentence<'_>, versus: usize) -> bool {
    let start =
        versus < 2 || (versus.saturating_sub(2)..versus).any(|k| matches!(s.mark(k), Some(',' | ';' | ':')));
    start && s.cue(versus) == Cue::Versus
}

/// The 17 of `compared with placebo, A lowered it by 9 beats/min at rest and 17 beats/min on exertion`: what goes on with a value of
/// the same unit, behind words that say only where or when.
pub(super) fn goes_on(s: &Sentence<'_>, i: usize) -> Option<usize> {
    let own = s.unit(i + 1)?;
    let versus = s.last(i.saturating_sub(24)..i, Classes::VERSUS).filter(|k| leads(s, *k))?;
    let by = s.is_word(i.checked_sub(1)?, &["by"]) && s.items[versus].depth == 0;
    let and =
        (own.1..s.items.len().min(own.1 + 6)).find(|k| !s.is(*k, Classes::WORD) || s.cue(*k) == Cue::And)?;
    let next = Some(and + 1).filter(|k| by && s.cue(and) == Cue::And && s.plain(*k).is_some())?;
    let joint = s.is(own.1, Classes::WORD) && own.1 < and;
    (joint && s.unit(next + 1)?.0 == own.0).then_some(next)
}

/// Whether all values of a list are set against the same control: said before them, or behind them with no control of its own
/// value between; of "by 8 and 5 mm Hg with A and placebo (P<0.01 for A vs placebo)" one is the control's.
pub(super) fn against_one(s: &Sentence<'_>, end: usize, versus: usize) -> bool {
    if versus < end {
        return leads(s, versus);
    }
    let control = |k: usize| s.is_of(k, Sort::Control);
    s.items.get(versus).is_some_and(|item| item.depth == 0)
        && !(end..versus).any(control)
        && !s.any(end..versus, Classes::BRACKET)
        && (versus + 1..versus + 5).any(control)
}
