//! Counts of people to whom something happened.

use super::by_arm::GIVEN;
use super::events::{each_event, events, listed};
use super::part::Part;
use super::total::{of_whom, opening, whom};
use crate::extract::item::Item;
use crate::extract::sentence::Sentence;
use crate::finding::Role;
use crate::lex::{Classes, Cue};

/// Items between people and their verb, at most: "patients in the daratumumab group died".
const FARTHEST: usize = 20;

/// `three patients died`, `26 died`, `eight patients in the A group died`; `occurred in 4 patients`, `reported by one
/// patient`; `34 relapses`, `one drug-related death`.
pub(super) fn happened(s: &Sentence<'_>, i: usize) -> Option<Part> {
    s.count(i)?;
    // "the 12-gene recurrence score" is a name.
    if s.mark(i + 1) == Some('-')
        && !s.items[i + 1].spaced
        && !s.items.get(i + 2).is_some_and(|item| item.spaced)
    {
        return None;
    }
    to_people(s, i)
        .or_else(|| in_people(s, i))
        .or_else(|| events(s, i))
        .or_else(|| because(s, i))
        .or_else(|| cases(s, i))
        .or_else(|| of_those(s, i))
        .or_else(|| each_event(s, i))
}

/// `three patients died`, `eight patients in the A group died`.
fn to_people(s: &Sentence<'_>, i: usize) -> Option<Part> {
    if !s.has(Classes::HAPPENED | Classes::BEFELL | Classes::STATES) {
        return None;
    }
    let mut at = i + 1;
    while at < i + 5
        && (s.cue(at) == Cue::People
            || s.is_word(at, &["of", "the", "in", "these", "additional", "other", "more"]))
    {
        at += 1;
    }
    if s.is_word(at, &["were", "was"]) && s.is(at + 1, Classes::STATES) {
        return Part::of_count(s, i, at + 1);
    }
    // "Of the studies, five reported data".
    let studies = || {
        let things = s.last(i.saturating_sub(30)..i, Classes::THINGS);
        at == i + 1 && things.is_some_and(|from| !s.any(from..i, Classes::PEOPLE))
    };
    if s.cue(at) == Cue::Happened && !studies() {
        return Part::of_count(s, i, at);
    }
    // "seven tolvarin-treated volunteers"
    let reach = if s.mark(i + 2) == Some('-') { i + 6 } else { i + 4 };
    let Some(people) = (i + 1..reach)
        .take_while(|at| !matches!(s.cue(*at), Cue::Time(_) | Cue::Unit | Cue::Dose))
        .find(|at| s.cue(*at) == Cue::People)
    else {
        return in_their_group(s, i);
    };
    if s.cue(people + 1) == Cue::Was && s.is(people + 2, Classes::STATES) {
        return Part::of_count(s, i, people + 2);
    }
    // "1,598 women had been randomly assigned" were on their way through the trial.
    let step = (people + 2..people + 5)
        .any(|at| matches!(s.cue(at), Cue::Role(Role::Randomized | Role::Enrolled)))
        || s.cue(people + 2) == Cue::Role(Role::Completed);
    // "seven ibuprofen patients reported"
    let named = people > i + 1 && (i + 1..people).all(|at| s.cue(at) == Cue::None && !s.items[at].numeric());
    if named && s.cue(people + 1) == Cue::Happened {
        return Part::of_count(s, i, people + 1);
    }
    if s.is(people + 1, Classes::BEFELL) && s.cue(people + 2) != Cue::To && !step {
        return Part::of_count(s, i, people);
    }
    // The arm stands between: up to the group, with nothing counted on the way.
    let per = s.is_word(people + 1, &["per"]);
    let placed = s.cue(people + 1) == Cue::Preposition;
    let given = s.cue(people + 1) == Cue::Received;
    let allocated = s.is_word(people + 1, &["allocated", "assigned"]);
    if per || !placed && !given && !allocated {
        return None;
    }
    let verb = verb(s, people + 2)?;
    let group = (people + 2..verb).any(|at| s.cue(at) == Cue::Group);
    (group || given || allocated && s.cue(verb) == Cue::Happened)
        .then(|| Part::of_count(s, i, verb))
        .flatten()
}

/// The verb that says what happened, behind the arm that starts at `from`, with nothing counted on the way.
fn verb(s: &Sentence<'_>, from: usize) -> Option<usize> {
    (from..s.items.len().min(from + FARTHEST - 2))
        .take_while(|at| {
            // "10 patients taking A and 12 patients taking B had …", "in the A group and two in the B group had": both have.
            let counted = s.cue(at - 1) == Cue::And
                && (s.cue(at + 1) == Cue::People
                    || s.is_word(at + 1, &["in", "on", "from"])
                    || s.is_word(at + 1, GIVEN));
            (!s.items[*at].numeric() || counted) && s.mark(*at).is_none_or(|c| matches!(c, '-' | '/' | '+'))
        })
        .find(|at| {
            let state = s.is(*at, Classes::STATES) && (at - 2..*at).any(|k| s.is_word(k, &["were", "was"]));
            s.cue(*at) == Cue::Happened || s.is(*at, Classes::BEFELL) || state
        })
}

/// `five in the ketorolac group required`, `and 10 receiving enalapril developed`.
fn in_their_group(s: &Sentence<'_>, i: usize) -> Option<Part> {
    let and = i.checked_sub(1).is_some_and(|b| s.cue(b) == Cue::And);
    let joined = and || i.checked_sub(1).is_none_or(|b| s.mark(b) == Some(','));
    if and && (s.is_word(i + 1, GIVEN) || s.is_word(i + 1, &["assigned to"])) {
        let words = |at: &usize| s.is(*at, Classes::WORD) || s.mark(*at) == Some('-');
        let at = verb(s, i + 2).filter(|at| (i + 2..*at).all(|k| words(&k) && s.cue(k) != Cue::Was))?;
        return Part::of_count(s, i, at);
    }
    if !joined || !s.is_word(i + 1, &["in", "on", "from"]) {
        return None;
    }
    let group = (i + 2..i + 8).take_while(|at| s.is(*at, Classes::WORD) || s.mark(*at) == Some('-'));
    let group = group.into_iter().find(|at| s.cue(*at) == Cue::Group)?;
    let at = verb(s, group + 1).filter(|at| *at <= group + 3)?;
    Part::of_count(s, i, at)
}

/// `occurred in only 4 patients`, `were reported in 23 patients`, `reported by one patient`.
fn in_people(s: &Sentence<'_>, i: usize) -> Option<Part> {
    if !s.has(Classes::SEEN | Classes::LISTED) {
        return None;
    }
    // "confirmed in 12 of the patients receiving A"
    let of = s.cue(i + 1) == Cue::Of
        && (s.is_word(i + 2, &["those"]) || s.cue(i + 2) == Cue::Article && s.cue(i + 3) == Cue::People);
    let people = s.cue(i + 1) == Cue::People || s.cue(i + 2) == Cue::People && s.cue(i + 1) == Cue::None;
    (people || of).then_some(())?;
    let mut at = i.checked_sub(1)?;
    while s.is_word(at, &["only", "just", "the", "other", "remaining", "another"]) || s.cue(at) == Cue::About
    {
        at = at.checked_sub(1)?;
    }
    if !s.is_word(at, &["in", "by"]) {
        return None;
    }
    let verb = at.checked_sub(1)?;
    // `(sepsis in two patients, stroke in one patient)`
    let ends = matches!(s.mark(i + 2), Some(',' | ')' | ']' | ';')) || s.cue(i + 2) == Cue::And;
    if s.items[i].depth > 0 && ends && s.cue(verb) == Cue::None && listed(s, i) {
        return Part::of_count(s, i, i + 1);
    }
    s.is(verb, Classes::SEEN).then(|| Part::of_count(s, i, i + 1)).flatten()
}

/// `12 cases of relapse`: each is one person's.
fn cases(s: &Sentence<'_>, i: usize) -> Option<Part> {
    let of = s.is_word(i + 1, &["cases", "case"]) && s.cue(i + 2) == Cue::Of;
    let named = s.cue(i + 3) == Cue::None && !s.items.get(i + 3).is_none_or(Item::numeric);
    let rate = (i + 3..i + 9).any(|at| s.is_word(at, &["per"]));
    // "examined in 64 cases of tachycardia": patients of the study.
    let placed = i > 0 && matches!(s.cue(i - 1), Cue::Preposition | Cue::Of);
    (of && named && !rate && !placed).then(|| Part::of_count(s, i, i + 1)).flatten()
}

/// `16 because of toxicity`, `two patients due to sepsis`.
fn because(s: &Sentence<'_>, i: usize) -> Option<Part> {
    let mut at = i + 1;
    while at < i + 3 && s.cue(at) == Cue::People {
        at += 1;
    }
    let why = s.is_word(at, &["due", "owing"]) && s.cue(at + 1) == Cue::To
        || s.is_word(at, &["because"]) && s.cue(at + 1) == Cue::Of;
    why.then(|| Part::of_count(s, i, at + 1)).flatten()
}

/// `Of the 129 treated patients, 25 were responders`, `69 patients, of whom 12 had`: a part of those told before.
fn of_those(s: &Sentence<'_>, i: usize) -> Option<Part> {
    opening(s, i).or_else(|| of_whom(s, i, i))?;
    // "585 of whom were randomly allocated" took a step of the trial.
    let start = if whom(s, i + 1) { i + 3 } else { i + 1 };
    let mut at = start;
    while at < start + 2
        && (s.cue(at) == Cue::People || s.is_word(at, &["also", "subsequently", "had", "were", "was"]))
    {
        at += 1;
    }
    let step = (start..at + 1).any(|k| {
        matches!(s.cue(k), Cue::Role(_) | Cue::Received) || s.items.get(k).is_none_or(Item::numeric)
    });
    // "26 were in the surgery group": how they were split.
    let split = s.is_word(at, &["in", "to"]) && (at + 1..at + 9).any(|k| s.cue(k) == Cue::Group);
    (!step && !split && at > i + 1).then(|| Part::of_count(s, i, at - 1)).flatten()
}

/// Whether a verb that says what happened stands behind.
pub(super) fn happened_behind(s: &Sentence<'_>, at: usize) -> bool {
    s.any(at..at + 6, Classes::HAPPENED)
}
