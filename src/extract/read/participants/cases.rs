//! Whether cases that are counted are people of the study, or what happened to people.

use crate::extract::sentence::Sentence;
use crate::finding::Role;
use crate::lex::{Classes, Cue};

use super::groups_before;
use super::role::role;

/// Words right before "cases" that say that they were found.
const FOUND: &[&str] =
    &["new", "incident", "confirmed", "probable", "suspected", "additional", "severe", "critical", "fatal"];

/// What is written of people: `a review of 184 cases`.
const WRITTEN: &[&str] = &["review", "analysis", "study", "series", "report", "experience"];

/// Items before a number among which a group may be named, at most.
const NEAR: usize = 4;

/// `120 cases were enrolled`, `group A (48 cases)`, `99 case subjects`, but not `55 confirmed cases in the A group`, `with 286 cases`: the
/// word at `at` counts people of the study where a step of theirs, or a group, is told.
pub(super) fn are_people(s: &Sentence<'_>, i: usize, at: usize) -> bool {
    if (i + 1..at).any(|k| s.is_word(k, FOUND)) || s.mark(at + 1) == Some('-') {
        return false;
    }
    let before = i.checked_sub(1);
    let bracketed = before.is_some_and(|k| s.opens(k)) && s.closes(at + 1);
    let grouped = (i.saturating_sub(NEAR)..i).any(|k| s.cue(k) == Cue::Group);
    let written = before.is_some_and(|of| s.cue(of) == Cue::Of && of > 0 && s.is_word(of - 1, WRITTEN));
    let whole = before.is_some_and(|of| of == 0 && (s.cue(of) == Cue::Of || s.is_word(of, &["among"])));
    // "examined in 64 cases of tachycardia"
    let of_kind =
        s.cue(at + 1) == Cue::Of && before.is_some_and(|k| matches!(s.cue(k), Cue::Preposition | Cue::Of));
    // "600 cases and 600 controls"
    let matched = (at + 1..at + 5).any(|k| s.is_word(k, &["controls"]));
    let happened = s.has(Classes::HAPPENED | Classes::SEEN);
    // "were randomised: 39 cases with A and 42 cases to B"
    let given = s.has(Classes::STEP)
        && !happened
        && (s.is_word(at + 1, &["with"]) || matches!(s.cue(at + 1), Cue::To | Cue::Received));
    s.cue(at + 1) == Cue::People
        || written
        || whole
        || of_kind
        || matched
        || given
        || (bracketed || grouped) && (s.has(Classes::STEP) || !happened)
        || groups_before(s, i).is_some()
        || role(s, i, at, None).is_some_and(|role| role != Role::Screened)
}
