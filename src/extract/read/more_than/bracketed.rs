//! Differences that stand in a bracket with their P value.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::Direction;
use crate::lex::Classes;

/// How far the word of comparison stands from the bracket.
const REACH: usize = 40;

/// `reductions in pressure (-4.3 mm Hg, P=0.02) and weight (-2.1 kg, P=0.01) with A compared with placebo`: what changed, with
/// a P value, in a sentence that compares two groups and gives no value of either.
pub(super) fn bracketed(s: &Sentence<'_>, i: usize) -> Option<(Option<Direction>, usize)> {
    if i == 0 || !s.opens(i - 1) || s.items[i].depth != 1 || !s.has(Classes::VERSUS) || !s.has(Classes::P) {
        return None;
    }
    let value = s.plain(i)?;
    let end = s.unit_end(i + 1).unwrap_or(i + 1);
    let joint = usize::from(matches!(s.mark(end), Some(',' | ';')));
    let p = joint == 1 && matches!(s.items.get(end + 1)?.shape, Shape::P(_));
    if !p || !s.closes(end + 2) || !value.decimal.is_negative() && end == i + 1 {
        return None;
    }
    let moved = s.last(i.saturating_sub(REACH)..i, Classes::MOVED)?;
    let behind = s.first(end + 3..end + 3 + REACH, Classes::VERSUS);
    let versus = behind.or_else(|| s.last(i.saturating_sub(REACH)..i, Classes::VERSUS))?;
    (s.items[versus].depth == 0 && !of_one(s, versus) && !valued(s, i, versus))
        .then_some((s.direction(moved), end - 1))
}

/// "compared with baseline": one group with its own past.
fn of_one(s: &Sentence<'_>, versus: usize) -> bool {
    (versus + 1..versus + 4)
        .any(|at| s.is_word(at, &["baseline", "before", "pretreatment", "pre-treatment", "initial"]))
}

/// Whether the bracket at `i` gives the value of one side: the other side has a bracket, too, or several are compared.
fn valued(s: &Sentence<'_>, i: usize, versus: usize) -> bool {
    let opened =
        |at: usize| at + 1 != i && s.opens(at) && s.items.get(at + 1).is_some_and(|item| item.numeric());
    let near = |stretch: std::ops::Range<usize>| stretch.into_iter().any(|at| opened(at) && !s.spent[at + 1]);
    let behind = near(versus + 1..s.items.len().min(versus + 12));
    let before = versus < i && near(versus.saturating_sub(12)..versus);
    let both = (i.saturating_sub(REACH)..i).any(|at| s.is_word(at, &["both", "respectively"]));
    behind || before || both
}
