//! How far two groups stand apart, in a bracket that holds nothing but that and its P value.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::lex::{Classes, Cue};

use super::quantity::on_a_percent_scale;

/// How far behind the bracket the words stand that say what moved and what it is set against.
const REACH: usize = 40;

/// How far before it, where a list of such brackets may stand between.
const LIST: usize = 80;

/// Items of a bracket before a value of it, at most.
const INSIDE: usize = 24;

/// `reductions in pressure (-4.3 mm Hg, P=0.02) and weight (-2.1 kg, P=0.01) with A compared with placebo`, `bread (42 g; P=0.01) and
/// milk (31 g; P=0.03) intake rose with A compared with placebo`, `lower with A than with B (1.2 kg, P=0.02 and 0.8 kg, P=0.04,
/// respectively)`: the word that says what moved, of the value at `i` whose unit ends at `end`, with a P value or with a sign, in a
/// sentence that compares two groups and gives no value of either; `limits`: an interval does as well.
pub(super) fn apart(s: &Sentence<'_>, i: usize, end: usize, limits: bool) -> Option<usize> {
    if s.items[i].depth != 1
        || !s.has(Classes::VERSUS | Classes::BOUND)
        || !s.has(Classes::P | Classes::INTERVAL)
    {
        return None;
    }
    let open = opening(s, i)?;
    let tested = tested(s, end) || limits && bounded(s, end);
    let close = s.behind_bracket(open).filter(|_| tested || signed(s, i, end))?;
    if s.any(open..close, Classes::VERSUS) {
        return None;
    }
    let start = s.clause_start(i).max(i.saturating_sub(LIST));
    let moved = s
        .last(start..open, Classes::MOVED)
        .or_else(|| s.first(close..close + REACH, Classes::MOVED).filter(|k| told_behind(s, close, *k)))?;
    let behind = (close..s.items.len().min(close + REACH)).find(|k| compares(s, *k));
    let versus = behind.or_else(|| (start..open).rev().find(|k| compares(s, *k)))?;
    // "a fall (-1.2 kg) that was greater than with B": how far one went.
    if !tested && versus > open {
        return None;
    }
    (s.items[versus].depth == 0 && !of_one(s, versus) && !valued(s, open, versus)).then_some(moved)
}

/// The bracket that opens before a value, with only values, units and P values between.
fn opening(s: &Sentence<'_>, i: usize) -> Option<usize> {
    let open = (i.saturating_sub(INSIDE)..i).rev().find(|k| s.is(*k, Classes::BRACKET))?;
    let listed = |k: usize| {
        s.items[k].numeric()
            || matches!(s.items[k].shape, Shape::P(_))
            || matches!(s.cue(k), Cue::Unit | Cue::Dose | Cue::And)
            || matches!(s.mark(k), Some(',' | ';' | '/'))
    };
    (s.opens(open) && (open + 1..i).all(listed)).then_some(open)
}

/// Whether a P value stands behind the value, and at most another value behind that.
fn tested(s: &Sentence<'_>, end: usize) -> bool {
    let joint = usize::from(matches!(s.mark(end), Some(',' | ';')));
    let p = joint == 1 && s.items.get(end + 1).is_some_and(|item| matches!(item.shape, Shape::P(_)));
    let closed = |k: usize| s.closes(k) || matches!(s.mark(k), Some(',' | ';')) || s.cue(k) == Cue::And;
    p && closed(end + 2)
}

/// Whether an interval stands behind the value.
fn bounded(s: &Sentence<'_>, end: usize) -> bool {
    let joint = usize::from(matches!(s.mark(end), Some(',' | ';' | '(' | '[')));
    joint == 1 && s.items.get(end + 1).is_some_and(|item| matches!(item.shape, Shape::Interval(_)))
}

/// Whether the value has a sign and stands alone in its bracket.
fn signed(s: &Sentence<'_>, i: usize, end: usize) -> bool {
    s.words(i).starts_with(['+', '-', '−', '–']) && s.opens(i - 1) && s.closes(end)
}

/// Whether the word at `k` behind the bracket is the verb of what stands before it, in the same clause.
fn told_behind(s: &Sentence<'_>, close: usize, k: usize) -> bool {
    s.items[k].depth == 0
        && !(close..k).any(|at| s.mark(at) == Some(';') && s.items[at].depth == 0)
        && !s.any(close..k, Classes::VERSUS)
}

/// "compared with", "than", "higher than with B": what sets one side against the other.
fn compares(s: &Sentence<'_>, k: usize) -> bool {
    s.cue(k) == Cue::Versus
        || matches!(s.cue(k), Cue::MoreThan | Cue::LessThan)
            && s.words(k).ends_with("than")
            && !s.items.get(k + 1).is_some_and(|item| item.numeric())
}

/// The most that what is measured in per cent is taken to differ by on its own scale.
const POINTS: f64 = 5.0;

/// `HbA1c fell with A compared with B (-0.4%, P=0.01)`: points of what is itself measured in per cent, named in the clause.
pub(super) fn in_points(s: &Sentence<'_>, i: usize) -> bool {
    let few = s.percent(i).is_some_and(|n| n.to_f64().abs() <= POINTS);
    few && (s.clause_start(i).max(i.saturating_sub(REACH))..i).any(|k| on_a_percent_scale(s, k))
}

/// "compared with baseline": one group with its own past.
fn of_one(s: &Sentence<'_>, versus: usize) -> bool {
    (versus + 1..versus + 4)
        .any(|at| s.is_word(at, &["baseline", "before", "pretreatment", "pre-treatment", "initial"]))
}

/// Whether the bracket at `open` gives the value of one side: the other side has a bracket, too, or several are compared.
fn valued(s: &Sentence<'_>, open: usize, versus: usize) -> bool {
    let opened =
        |at: usize| at != open && s.opens(at) && s.items.get(at + 1).is_some_and(|item| item.numeric());
    // "(-24.7)" is one item.
    let whole = |at: usize| s.items[at].numeric() && s.words(at).starts_with(['(', '[']) && !s.spent[at];
    let near = |stretch: std::ops::Range<usize>| {
        stretch.into_iter().any(|at| opened(at) && !s.spent[at + 1] || whole(at))
    };
    // "compared with B, A reduced weight (-2.1 kg, P=0.02), waist (-3.1 cm, P=0.04) and": a list, of which none is a side's.
    let untested =
        |at: usize| opened(at) && !s.behind_bracket(at).is_some_and(|end| s.any(at..end, Classes::P));
    let behind = if versus < open {
        (versus + 1..open).any(untested)
    } else {
        near(versus + 1..s.items.len().min(versus + 12))
    };
    let before = versus < open && near(versus.saturating_sub(12)..versus);
    let both = (open.saturating_sub(REACH)..open).any(|at| s.is_word(at, &["both", "respectively"]));
    behind || before || both
}
