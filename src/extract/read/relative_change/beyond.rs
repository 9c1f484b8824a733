//! How much more one group had than another, in per cent, in a bracket with its P value.

use crate::extract::item::Shape;
use crate::extract::read::apart::{apart, in_points};
use crate::extract::sentence::Sentence;
use crate::finding::Direction;
use crate::lex::Cue;

/// Items around the value in which no other percentage stands that a side could have.
const NEAR: usize = 40;

/// What is printed as a share, whatever it did.
const SHARED: &[&str] =
    &["proportion", "proportions", "percentage", "percentages", "percent", "share", "responders"];

/// `ferritin was lower with A than with B (17%, P=0.006)`, `A reduced triglycerides (-14%; P=0.03) compared with placebo`: of what
/// people had, or of a value beside that of the other side, a bracket holds the share.
pub(super) fn beyond(s: &Sentence<'_>, i: usize) -> Option<Direction> {
    let value = s.percent(i).filter(|_| !in_points(s, i))?;
    let moved = apart(s, i, i + 1)?;
    let signed = s.words(i).starts_with(['+', '-', '−', '–']);
    let side = |k: usize| {
        k != i
            && match s.items[k].shape {
                Shape::Percent(_) => !matches!(s.items.get(k + 2).map(|item| &item.shape), Some(Shape::P(_))),
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
