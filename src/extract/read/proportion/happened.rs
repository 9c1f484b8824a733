//! Counts of people to whom something happened.

use super::counted::names_no_people;
use super::part::Part;
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
    to_people(s, i).or_else(|| in_people(s, i)).or_else(|| events(s, i))
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
        if s.is_word(at, EVENTS)
            || s.is_word(at, &["events"]) && (i + 1..at).any(|k| s.is_word(k, &["survival", "progression"]))
        {
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
