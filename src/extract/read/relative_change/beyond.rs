//! How much more one group had than another, in per cent, in a bracket with its P value.

use crate::extract::item::Shape;
use crate::extract::read::apart::{apart, in_points};
use crate::extract::sentence::Sentence;
use crate::finding::Direction;
use crate::lex::{Classes, Cue};

/// Items around the value in which no other percentage stands that a side could have.
const NEAR: usize = 40;

/// What is printed as a share, whatever it did.
const SHARED: &[&str] =
    &["proportion", "proportions", "percentage", "percentages", "percent", "share", "responders"];

/// `ferritin was lower with A than with B (17%, P=0.006)`, `A reduced triglycerides (-14%; P=0.03) compared with placebo`: of what
/// people had, or of a value beside that of the other side, a bracket holds the share.
pub(super) fn beyond(s: &Sentence<'_>, i: usize) -> Option<Direction> {
    let value = s.percent(i).filter(|_| !in_points(s, i))?;
    if let Some(direction) = of_risk(s, i) {
        return Some(direction);
    }
    let moved = apart(s, i, i + 1, true)?;
    let signed = s.words(i).starts_with(['+', '-', '−', '–']);
    let tested = |k: usize| {
        s.items.get(k + 2).is_some_and(|item| matches!(item.shape, Shape::P(_) | Shape::Interval(_)))
    };
    let side = |k: usize| {
        k != i
            && match s.items[k].shape {
                Shape::Percent(_) => !tested(k),
                Shape::Fraction(_) => true,
                _ => s.is_word(k, SHARED),
            }
    };
    let people = (moved + 1..moved + 4).any(|k| s.cue(k) == Cue::People);
    let near = i.saturating_sub(NEAR)..s.items.len().min(i + NEAR);
    if !signed && (people || near.into_iter().any(side)) {
        return None;
    }
    match s.words(i).chars().next() {
        _ if value.decimal.is_negative() => Some(Direction::Lower),
        Some('+') => Some(Direction::Higher),
        _ => s.direction(moved),
    }
}

/// Items from the bracket back to the word that says which way, with those that stand between it, at most.
const REACH: usize = 40;

/// `reductions in the risk of relapse (48%; P=0.01), lasting relapse (76%; P=0.003)`, `reductions in mortality (40%) and stroke (59%)`:
/// how far a risk went, in a bracket behind its name or behind that of another; of "a decrease in mortality with A (12%) and B (15%)"
/// each is a side's.
fn of_risk(s: &Sentence<'_>, i: usize) -> Option<Direction> {
    let open = i.checked_sub(1).filter(|k| s.opens(*k) && s.items[i].depth == 1)?;
    let close = s.behind_bracket(open)?;
    let share = |k: usize| k != i && matches!(s.items[k].shape, Shape::Percent(_) | Shape::Fraction(_));
    let alone = s.closes(i + 1)
        || s.items
            .get(i + 2)
            .is_some_and(|item| matches!(item.shape, Shape::P(_) | Shape::Interval(_) | Shape::Range(_)));
    if !alone || s.any(open..close, Classes::VERSUS) || (open..close).any(share) {
        return None;
    }
    let risk = |k: usize| s.is(k, Classes::RISK) && !s.is_word(k, &["relative", "proportional"]);
    // "A reduced mortality (40%, P=0.02)"
    let acts = |k: usize| {
        s.is_word(k, &["reduced", "reduces", "decreased", "decreases", "lowered", "lowers", "increased"])
            && !(k > 0 && s.cue(k - 1) == Cue::Was)
            && !s.closes(i + 1)
            && (k + 1..k + 5).any(risk)
    };
    let changing = |k: &usize| {
        acts(*k) || s.is(*k, Classes::CHANGING) && s.is_word(k + 1, &["in", "of"]) && (k + 2..k + 6).any(risk)
    };
    let moved = (open.saturating_sub(REACH)..open).rev().find(changing)?;
    // "less reduction in the risk": it went the other way.
    if moved > 0 && s.is_word(moved - 1, &["less", "smaller", "lesser"]) {
        return None;
    }
    // Names and brackets of the same list, and no group that has a value of its own.
    let listed = |k: usize| {
        s.items[k].depth > 0
            || s.is(k, Classes::BRACKET)
            || matches!(s.mark(k), Some(',' | '-'))
            || s.is(k, Classes::WORD)
                && !matches!(s.cue(k), Cue::Was | Cue::Group | Cue::Versus | Cue::People)
            || matches!(s.cue(k + 1), Cue::Time(_))
    };
    let between = moved + 1..open;
    let given =
        |k: usize| s.is_word(k, &["with", "on", "among", "by", "for", "but"]) && s.items[k].depth == 0;
    let sides = (close..s.items.len().min(close + 16)).any(|k| {
        s.cue(k) == Cue::Versus && (k..s.items.len().min(k + 8)).any(|at| share(at) && s.opens(at - 1))
    });
    (between.clone().all(listed) && !between.into_iter().any(given) && !sides)
        .then(|| s.direction(moved))
        .flatten()
}
