//! The size of each of several groups, said behind what they got or were called: `to tolvarin or placebo (30 each)`, `two groups
//! (40 in each group)`.

use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::{Number, Role};
use crate::lex::{Classes, Cue};

use super::reading;
use super::role::{planned, step_of_whole};
use super::step::{infinitive, step};

/// Items from the word that takes people into groups to the size of each, at most.
const FARTHEST: usize = 60;

/// Items before a size in which a share is told that it is a part of, at most.
const NEAR: usize = 16;

/// Items from "each" to the groups, at most: "each of the two treatment groups".
const GROUPS: usize = 5;

/// A number alone in front of "each": of people where the sentence takes people into groups before.
pub(super) fn each(s: &Sentence<'_>, i: usize, n: Number) -> Option<Reading> {
    let before = i.checked_sub(1)?;
    // "Eight adults (47%; four in each group) had pain": in a bracket it stands first.
    let starts = s.opens(before)
        || s.items[i].depth == 0
            && (matches!(s.mark(before), Some(',' | ';' | ':'))
                || s.cue(before) == Cue::Of
                || s.is_word(before, &["with"]));
    let last = if starts { groups(s, i)? } else { return None };
    // "one death and two strokes in each group", "200 (61%) were smokers (100 in each group)" say what happened to whom.
    if planned(s, i) || s.has(Classes::HAPPENED) || s.any(i.saturating_sub(NEAR)..i, Classes::PERCENT) {
        return None;
    }
    let role = (i.saturating_sub(FARTHEST)..i)
        .rev()
        .filter(|at| !infinitive(s, *at))
        .find_map(|at| step(s, at))
        .or_else(|| step_of_whole(s, i, None))
        .filter(|role| matches!(role, Role::Randomized | Role::Enrolled));
    let people = || {
        let from = i.saturating_sub(FARTHEST);
        let said = s.cue(last) == Cue::Group || (from..i).any(|at| s.cue(at) == Cue::Group);
        said && s.any(from..i, Classes::PEOPLE)
    };
    (role.is_some() || people()).then(|| reading(n, role, i, last, i))
}

/// The last item of `each`, `in each group`, `for both groups`, `per arm` behind a number.
fn groups(s: &Sentence<'_>, i: usize) -> Option<usize> {
    let at = i + 1;
    let ends =
        |at: usize| at >= s.items.len() || s.closes(at) || matches!(s.mark(at), Some(',' | ';' | '.' | ':'));
    let group = |k: usize| s.cue(k) == Cue::Group && !s.is_word(k, &["cohort", "cohorts"]);
    if s.is_word(at, &["each"]) {
        // "40 each in two groups"
        let groups = s.is_word(at + 1, &["in"]) && group(at + 3);
        return (ends(at + 1) || groups).then_some(if groups { at + 3 } else { at });
    }
    // "(40/group)"
    if s.mark(at) == Some('/') && group(at + 1) {
        return Some(at + 1);
    }
    let to = at + usize::from(s.is_word(at, &["in", "for", "to"]));
    if !s.is_word(to, if to > at { &["each", "both", "either"] } else { &["per"] }) {
        return None;
    }
    // "two groups with 40 in each"
    if s.is_word(to, &["each"]) && ends(to + 1) && (i.saturating_sub(GROUPS)..i).any(group) {
        return Some(to);
    }
    let close = |k: &usize| s.items[*k].numeric() || s.mark(*k).is_some();
    let end = (to + 1..s.items.len().min(to + 1 + GROUPS)).find(|k| close(k) || group(*k))?;
    group(end).then_some(end)
}
