//! People of whom a part entered the study: those were looked at, and no more.

use crate::extract::sentence::Sentence;
use crate::finding::Role;
use crate::lex::{Classes, Cue};

use super::step::step;

/// Items from a number of people to the comma behind who they are, at most.
const WHO: usize = 24;

/// Items from the part's number to its verb, brackets left out, at most.
const VERB: usize = 6;

/// `Of 178 eligible adults, 55 took part`, `From 49 smokers at two clinics, 24 were enrolled`, `assessed 914 adults for eligibility`:
/// whether the people counted at an item, whose word stands at `people`, were only looked at.
pub(super) fn taken_from(s: &Sentence<'_>, i: usize, people: usize) -> bool {
    let looked_at = i > 0 && s.is_word(i - 1, &["assessed", "evaluated", "reviewed"]);
    if looked_at && s.is_word(people + 1, &["for"]) && s.is_word(people + 2, &["eligibility", "inclusion"]) {
        return true;
    }
    part_of(s, i).is_some_and(|at| entered(s, i, at))
}

/// The number of a part of the people at an item that a sentence opens with.
fn part_of(s: &Sentence<'_>, i: usize) -> Option<usize> {
    let mut of = i.checked_sub(1)?;
    of -= usize::from(s.cue(of) == Cue::Article && of > 0);
    let starts = |at: usize| at == 0 || s.mark(at - 1).is_some() || at == 1 && s.is_word(0, &["out"]);
    if !(s.cue(of) == Cue::Of || s.is_word(of, &["from", "among"])) || !starts(of) {
        return None;
    }
    let depth = s.items[i].depth;
    let comma = (i + 1..s.items.len().min(i + WHO))
        .find(|at| s.items[*at].depth == depth && matches!(s.mark(*at), Some(',' | ';' | ':')))
        .filter(|at| s.mark(*at) == Some(','))?;
    let at = comma + 1 + usize::from(s.is_word(comma + 1, &["only"]));
    let (whole, part) = (s.items[i].number()?, s.items.get(at)?.number()?);
    let (whole, part) = (whole.decimal.as_whole()?, part.decimal.as_whole()?);
    // "Of 84 adults, 42 were assigned to A and 42 to B": both are all of them.
    let other =
        |k: &usize| s.items[*k].number().and_then(|n| n.decimal.as_whole()) == whole.checked_sub(part);
    (part < whole && !s.numbers.iter().any(|k| *k > at && other(k))).then_some(at)
}

/// Whether the part counted at `at` of those at `i` entered the study, and no word says that all of them had.
fn entered(s: &Sentence<'_>, i: usize, at: usize) -> bool {
    let eligible = |k: usize| s.is_word(k, &["eligible", "were eligible"]);
    let had = |k: usize| {
        let step = matches!(
            s.cue(k),
            Cue::Role(Role::Enrolled | Role::Randomized | Role::Analyzed | Role::Completed)
        );
        step && !eligible(k) && !s.is_word(k, &["attended"])
            || s.is_word(k, &["consent", "consented", "consenting"])
    };
    if (i + 1..at).any(had) {
        return false;
    }
    let mut next = at + 1;
    for _ in 0..VERB {
        if s.opens(next) {
            let Some(end) = s.behind_bracket(next) else { return false };
            next = end;
            continue;
        }
        match s.cue(next) {
            Cue::Role(Role::Enrolled) => {
                return step(s, next) == Some(Role::Enrolled) && !eligible(next);
            }
            // Who could be assigned was taken into the study.
            Cue::Role(Role::Randomized) => {
                return !(i + 1..at).any(eligible) && !s.any(i..at, Classes::HAPPENED);
            }
            Cue::Was | Cue::People => next += 1,
            Cue::None if s.is_plain_word(next) && s.cue(next + 1) == Cue::People => next += 1,
            _ => return false,
        }
    }
    false
}
