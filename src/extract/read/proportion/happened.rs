//! Counts of people to whom something happened.

use super::counted::names_no_people;
use super::part::Part;
use super::total::{of_whom, opening, whom};
use crate::extract::item::Item;
use crate::extract::sentence::Sentence;
use crate::lex::Cue;

/// Items between people and their verb, at most: "patients in the daratumumab group died".
const FARTHEST: usize = 10;

/// Verbs that the lexicon does not tell, and that say that something happened where people stand before them.
const VERBS: &[&str] = &["had", "underwent", "stopped", "crossed", "needed", "became", "tested", "remained"];

/// `three patients died`, `26 died`, `eight patients in the A group died`; `occurred in 4 patients`, `reported by one
/// patient`; `34 relapses`, `one drug-related death`.
pub(super) fn happened(s: &Sentence<'_>, i: usize) -> Option<Part> {
    s.count(i).filter(|_| !names_no_people(s, i))?;
    to_people(s, i)
        .or_else(|| in_people(s, i))
        .or_else(|| events(s, i))
        .or_else(|| because(s, i))
        .or_else(|| of_those(s, i))
        .or_else(|| each_event(s, i))
}

fn part(s: &Sentence<'_>, i: usize, first: usize, last: usize) -> Option<Part> {
    let count = s.count(i)?;
    Some(Part { percent: None, count: Some(count), total: None, first, last, main: i, used: vec![i] })
}

/// `three patients died`, `eight patients in the A group died`.
fn to_people(s: &Sentence<'_>, i: usize) -> Option<Part> {
    let mut at = i + 1;
    while at < i + 5
        && (s.cue(at) == Cue::People
            || s.is_word(at, &["of", "the", "in", "these", "additional", "other", "more"]))
    {
        at += 1;
    }
    if s.cue(at) == Cue::Happened {
        return part(s, i, i, at);
    }
    let people = (i + 1..i + 4).find(|at| s.cue(*at) == Cue::People)?;
    if s.is_word(people + 1, VERBS) {
        return part(s, i, i, people);
    }
    // The arm stands between: up to the group, with nothing counted on the way.
    if s.cue(people + 1) != Cue::Preposition && s.cue(people + 1) != Cue::Received {
        return None;
    }
    let verb = (people + 2..s.items.len().min(people + FARTHEST))
        .take_while(|at| !s.items[*at].numeric() && s.mark(*at).is_none_or(|c| c == '-'))
        .find(|at| s.cue(*at) == Cue::Happened || s.is_word(*at, VERBS))?;
    let group = (people + 2..verb).any(|at| s.cue(at) == Cue::Group);
    (group || s.cue(people + 1) == Cue::Received).then(|| part(s, i, i, verb)).flatten()
}

/// `occurred in only 4 patients`, `were reported in 23 patients`, `reported by one patient`.
fn in_people(s: &Sentence<'_>, i: usize) -> Option<Part> {
    const SEEN: &[&str] = &[
        "occurred",
        "reported",
        "observed",
        "noted",
        "seen",
        "detected",
        "found",
        "recorded",
        "identified",
        "developed",
        "diagnosed",
    ];
    (s.cue(i + 1) == Cue::People || s.cue(i + 2) == Cue::People && s.cue(i + 1) == Cue::None).then_some(())?;
    let mut at = i.checked_sub(1)?;
    while s.is_word(at, &["only", "just"]) || s.cue(at) == Cue::About {
        at = at.checked_sub(1)?;
    }
    if !s.is_word(at, &["in", "by"]) {
        return None;
    }
    let verb = at.checked_sub(1)?;
    s.is_word(verb, SEEN).then(|| part(s, i, i, i + 1)).flatten()
}

/// `16 because of toxicity`, `two patients due to sepsis`.
fn because(s: &Sentence<'_>, i: usize) -> Option<Part> {
    let mut at = i + 1;
    while at < i + 3 && s.cue(at) == Cue::People {
        at += 1;
    }
    let why = s.is_word(at, &["due", "owing"]) && s.cue(at + 1) == Cue::To
        || s.is_word(at, &["because"]) && s.cue(at + 1) == Cue::Of;
    why.then(|| part(s, i, i, at + 1)).flatten()
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
    let split = s.is_word(at, &["in", "to"]) && (at + 1..at + 7).any(|k| s.cue(k) == Cue::Group);
    (!step && !split && (at > i + 1)).then(|| part(s, i, i, at - 1)).flatten()
}

/// `sepsis (n = 2)` in a list of what happened to people.
fn each_event(s: &Sentence<'_>, i: usize) -> Option<Part> {
    const LISTED: &[&str] = &[
        "deaths",
        "death",
        "died",
        "events",
        "toxicity",
        "toxicities",
        "reasons",
        "discontinued",
        "withdrew",
        "complications",
        "side-effects",
        "withdrawn",
        "relapses",
        "discontinuation",
        "withdrawals",
        "withdrawal",
    ];
    let sign = i.checked_sub(1).filter(|at| s.mark(*at) == Some('='))?;
    let open = sign.checked_sub(2).filter(|at| s.is_word(sign - 1, &["n"]) && s.opens(*at))?;
    let named = open.checked_sub(1).is_some_and(|at| s.cue(at) == Cue::None && s.mark(at).is_none());
    let listed = (open.saturating_sub(60)..open).rev().any(|at| s.is_word(at, LISTED));
    let arms = (open.saturating_sub(6)..open).any(|at| matches!(s.cue(at), Cue::Group | Cue::Received));
    (named && listed && !arms && s.closes(i + 1)).then(|| part(s, i, sign - 1, i)).flatten()
}

/// `34 relapses`, `one drug-related death`, `528 recurrence-free survival events`.
fn events(s: &Sentence<'_>, i: usize) -> Option<Part> {
    const EVENTS: &[&str] = &[
        "death",
        "deaths",
        "relapse",
        "relapses",
        "recurrence",
        "recurrences",
        "fatalities",
        "suicides",
        "stillbirths",
    ];
    if planned(s, i) {
        return None;
    }
    for at in i + 1..i + 6 {
        if s.is_word(at, EVENTS) || s.is_word(at, &["events"]) && first_events(s, i, at) {
            return part(s, i, i, at);
        }
        let goes_on = matches!(s.cue(at), Cue::None | Cue::Things | Cue::Happened)
            && s.items.get(at).is_some_and(|x| !x.numeric())
            && s.mark(at).is_none_or(|c| c == '-');
        if !goes_on {
            return None;
        }
    }
    None
}

/// Events that happen to a person once, or that a trial counts so: `126 survival events`, `114 events had occurred`.
fn first_events(s: &Sentence<'_>, i: usize, at: usize) -> bool {
    const FIRST: &[&str] =
        &["survival", "progression", "death", "os", "pfs", "dfs", "rfs", "efs", "ttp", "idfs"];
    const REPEATED: &[&str] = &["adverse", "safety", "hypoglycemic", "bleeding", "treatment-emergent"];
    let named = (i + 1..at).any(|k| s.is_word(k, FIRST));
    let seen = (at + 1..at + 4)
        .any(|k| s.is_word(k, &["occurred", "recorded", "observed", "available", "had occurred", "accrued"]));
    named || seen && !(i + 1..at).any(|k| s.is_word(k, REPEATED))
}

/// "after about 95 events", "to prevent one death": what an analysis waited for, or what was to be prevented.
fn planned(s: &Sentence<'_>, i: usize) -> bool {
    const WAITED: &[&str] = &[
        "after",
        "per",
        "of",
        "requiring",
        "required",
        "prevent",
        "avoid",
        "cause",
        "prevented",
        "avoided",
        "save",
        "observing",
        "until",
        "when",
        "than",
        "least",
    ];
    let Some(mut before) = i.checked_sub(1) else { return false };
    while before > 0 && (s.cue(before) == Cue::About || s.cue(before) == Cue::AtLeast) {
        before -= 1;
    }
    let bounded = (before + 1..i).any(|at| s.cue(at) == Cue::AtLeast);
    bounded || s.is_word(before, WAITED)
}

/// Whether a verb that says what happened stands behind.
pub(super) fn happened_behind(s: &Sentence<'_>, at: usize) -> bool {
    (at..at + 4).any(|k| s.cue(k) == Cue::Happened)
}
