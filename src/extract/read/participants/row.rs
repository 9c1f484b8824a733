//! Sizes that one word for people closes or opens: `141, 138, and 69 patients`, `Patients numbered 141 in the tolvarin group`.

use super::{of_people, reading};
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::{Number, Reported};
use crate::lex::{Cue, Sort};

/// Sizes of a row, at most.
const LONGEST: usize = 8;

/// The size at `i`, where others follow it up to the people that all of them count.
pub(super) fn row(s: &Sentence<'_>, i: usize, n: Number) -> Option<Reading> {
    let mut last = next(s, i)?;
    if other_things(s, i, n) {
        return None;
    }
    for _ in 0..LONGEST {
        let Some(behind) = next(s, last) else { break };
        last = behind;
    }
    let people = of_people(s, last, s.count(last)?)?;
    let Reported::Participants(told) = &people.result else { return None };
    Some(reading(n, people.step_said.then_some(told.role), i, i, i))
}

/// The size that follows another in a row, behind a comma, "and" or both.
fn next(s: &Sentence<'_>, i: usize) -> Option<usize> {
    let behind = behind_name(s, i);
    let comma = s.mark(behind) == Some(',');
    let mut at = behind + usize::from(comma);
    let and = s.cue(at) == Cue::And;
    at += usize::from(and);
    (comma || and).then_some(at).filter(|at| s.count(*at).is_some() && s.items[*at].depth == s.items[i].depth)
}

/// The place behind a number and the name right behind it, `48 (tolvarin)` or `48 tolvarin`: a word that counts nothing.
pub(super) fn behind_name(s: &Sentence<'_>, i: usize) -> usize {
    let plain = |at: usize| s.cue(at) == Cue::None && s.is_plain_word(at);
    let bracket = s.opens(i + 1)
        && plain(i + 2)
        && (s.closes(i + 3) || s.closes(i + 4) && (plain(i + 3) || s.cue(i + 3) == Cue::Group));
    if bracket {
        return s.behind_bracket(i + 1).unwrap_or(i + 1);
    }
    // Of things there are several.
    let one = plain(i + 1) && !s.words(i + 1).ends_with(['s', 'S']);
    i + 1 + usize::from(one && (s.mark(i + 2) == Some(',') || s.cue(i + 2) == Cue::And))
}

/// The first of the row that goes through an item.
fn first(s: &Sentence<'_>, mut i: usize) -> usize {
    let before = |i: usize| (2..=7).filter_map(|back| i.checked_sub(back)).find(|at| next(s, *at) == Some(i));
    while let Some(at) = before(i) {
        i = at;
    }
    i
}

/// Whether what is counted is something else: `weeks 4, 8 and 12 patients were seen`, `groups 1, 2 and 3`,
/// `Sept 28, 2010, 2621 adults`.
fn other_things(s: &Sentence<'_>, i: usize, n: Number) -> bool {
    if n.decimal.as_whole().is_some_and(|n| (1900..2100).contains(&n)) {
        return true;
    }
    let first = first(s, i);
    let Some(at) = first.checked_sub(1) else { return false };
    let named = matches!(
        s.cue(at),
        Cue::Time(_)
            | Cue::Group
            | Cue::Grade
            | Cue::Dose
            | Cue::Unit
            | Cue::Criterion
            | Cue::Things
            | Cue::To
    );
    named
        || s.month(at)
        || s.month(first + 1)
        || s.is_of(at, Sort::Study)
        || s.is_word(at, &["between", "at", "aged", "by"])
        || s.items[at].numeric()
        || s.items[first].named
}

/// `patients numbered 141`: the people stand before.
pub(super) fn numbered(s: &Sentence<'_>, i: usize, n: Number) -> Option<Reading> {
    let verb = i.checked_sub(1).filter(|at| s.is_word(*at, &["numbered", "totaled", "totalled"]))?;
    (s.cue(verb.checked_sub(1)?) == Cue::People).then(|| reading(n, None, i, i, i))
}
