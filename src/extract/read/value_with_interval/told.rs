//! Whether the words around a value make it a difference of two groups or the value of one.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::Statistic;
use crate::lex::Cue;

use super::{LIST, NEAR};

/// What the words before a value make it.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Told {
    /// Of two groups; said by that word, or by a comparison.
    Difference { said: bool },
    /// Of one.
    Change,
}

pub(super) fn told(s: &Sentence<'_>, i: usize) -> Option<Told> {
    let wanted =
        |cue| matches!(cue, Cue::Difference | Cue::Lower | Cue::Higher | Cue::Statistic(_)).then_some(cue);
    let (at, cue) = s.before(i, NEAR, wanted)?;
    match cue {
        Cue::Difference => (!of_sides(s, at, i)).then_some(Told::Difference { said: true }),
        Cue::Statistic(Statistic::Change) => None,
        Cue::Statistic(_) if difference_of(s, at) => Some(Told::Difference { said: true }),
        Cue::Statistic(_) => None,
        _ if sides(s, at, i) => None,
        _ if compared(s, i) => Some(Told::Difference { said: false }),
        _ => Some(Told::Change),
    }
}

/// `longer with A (5.6 months, 95% CI …) than with B (3.9 months, …)`: the values of both sides, not their difference.
fn sides(s: &Sentence<'_>, word: usize, i: usize) -> bool {
    let by = i > 0 && s.is_word(i - 1, &["by", "of"]);
    if by {
        return false;
    }
    if let Some(versus) = (word..i).find(|at| s.cue(*at) == Cue::Versus) {
        return (word..versus).any(|at| s.items[at].numeric());
    }
    let Some((versus, ())) = s.after(i + 1, 60, |cue| (cue == Cue::Versus).then_some(())) else {
        return false;
    };
    (versus + 1..s.items.len().min(versus + 10)).any(|at| {
        s.number(at).is_some() && !matches!(s.cue(at + 1), Cue::Group)
            || matches!(s.items[at].shape, Shape::Interval(_))
    })
}

/// `no difference between A (64.6%; 95% CI …) and B (67.9%; …)`: the values of both sides.
fn of_sides(s: &Sentence<'_>, difference: usize, i: usize) -> bool {
    let Some(between) = (difference..i).find(|at| s.is_word(*at, &["between", "among"])) else {
        return false;
    };
    match (between..i).find(|at| s.cue(*at) == Cue::And) {
        Some(and) => (between..and).any(|at| s.items[at].numeric()),
        None => i > 0 && s.opens(i - 1),
    }
}

/// Whether the sentence compares two groups, and not one with its own baseline.
fn compared(s: &Sentence<'_>, i: usize) -> bool {
    let near = i.saturating_sub(40)..s.items.len().min(i + 40);
    near.clone().any(|at| s.cue(at) == Cue::Versus && !(at + 1..at + 4).any(|b| s.is_word(b, &["baseline"])))
}

/// A difference said earlier in the sentence: values below nothing are differences then.
pub(super) fn said_before(s: &Sentence<'_>, i: usize) -> bool {
    s.before(i, LIST, |cue| (cue == Cue::Difference).then_some(())).is_some()
}

/// `compared with control: massage -0.58 (95% CI …), lessons -1.40 (…)`: no means or changes are told of.
pub(super) fn against(s: &Sentence<'_>, i: usize) -> bool {
    let other =
        s.before(i, LIST, |cue| matches!(cue, Cue::Statistic(_) | Cue::Lower | Cue::Higher).then_some(()));
    let versus = s.before(i, LIST, |cue| (cue == Cue::Versus).then_some(()));
    versus.is_some() && other.is_none() && s.percent(i).is_none()
}

/// "difference in mean weight", "difference between means".
pub(super) fn difference_of(s: &Sentence<'_>, statistic: usize) -> bool {
    s.before(statistic, 3, |cue| match cue {
        Cue::Difference => Some(()),
        Cue::Measure { measure, .. } => (!measure.is_ratio()).then_some(()),
        _ => None,
    })
    .is_some()
}
