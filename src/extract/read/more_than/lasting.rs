//! How much longer people lived, or something lasted, with a treatment.

use crate::extract::sentence::Sentence;
use crate::finding::Direction;
use crate::lex::{Classes, Cue};

use super::way;

/// Items back to what lasts and to the verb, at most.
const REACH: usize = 12;

/// Verbs that the lexicon does not tell.
const LENGTHENED: &[&str] = &["prolonged", "prolong", "prolongs", "extended", "extends", "lengthened"];

/// `progression-free survival improved by 6.3 months with A`, `A prolonged the median time to progression by 2.4 months`: what lasts
/// until an event lasts once in everyone, so that its change is a difference of two groups.
pub(super) fn lasting(s: &Sentence<'_>, i: usize, joint: usize, end: usize) -> Option<Direction> {
    if !matches!(s.cue(i + 1), Cue::Time(_)) || !s.is_word(joint, &["by"]) {
        return None;
    }
    let near = joint.saturating_sub(REACH)..joint;
    let lasts = |k: usize| s.is(k, Classes::SURVIVAL) || s.is_word(k, &["lifetime", "response"]);
    let moved = near.clone().rev().find(|k| s.is(*k, Classes::MOVED) || s.is_word(*k, LENGTHENED))?;
    let told = near.clone().any(lasts) && !near.clone().any(|k| s.items[k].numeric() && !s.items[k].named);
    let other = s.first(end..end + REACH, Classes::VERSUS).is_some_and(|versus| {
        (versus + 1..versus + 4).any(|k| s.number(k).is_some() && !s.items[k].named)
            || s.is_word(versus + 1, &["baseline"])
    });
    if !told || other || s.is_word(end, &["from"]) {
        return None;
    }
    Some(way(s.cue(moved)).unwrap_or(Direction::Higher))
}
