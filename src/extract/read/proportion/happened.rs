//! Counts of people to whom something happened.

use super::by_arm::GIVEN;
use super::events::{each_event, events};
use super::in_people::in_people;
use super::part::Part;
use super::total::{of_whom, opening, whom};
use super::verb::{by_chance, showed_it, state, verb};
use crate::extract::item::{Item, Shape};
use crate::extract::read::quantity::of_a_kind;
use crate::extract::sentence::Sentence;
use crate::finding::Role;
use crate::lex::{Classes, Cue};

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
        .or_else(|| befalling(s, i))
        .or_else(|| in_people(s, i))
        .or_else(|| events(s, i))
        .or_else(|| because(s, i))
        .or_else(|| cases(s, i))
        .or_else(|| of_those(s, i))
        .or_else(|| each_event(s, i))
        .or_else(|| behind_its_rate(s, i))
}

/// `the incidence per 10,000 person-years was 131 (304 attacks)`: how many it is the rate of.
fn behind_its_rate(s: &Sentence<'_>, i: usize) -> Option<Part> {
    let rate = of_a_kind(s, i)
        && i > 1
        && matches!(s.items[i - 2].shape, Shape::Number(_))
        && (i.saturating_sub(40)..i).any(|k| s.is_word(k, &["rate", "rates", "incidence"]));
    rate.then(|| Part::of_count(s, i, i + 1)).flatten()
}

/// `Sixty-two patients underwent a ligament repair`: where nobody was counted before, those are the study's people.
pub(super) fn takes_part(s: &Sentence<'_>, i: usize) -> bool {
    let few = s.count(i).and_then(|n| n.decimal.as_whole()).is_none_or(|n| n < 4);
    let people = (i + 1..i + 4).find(|at| s.cue(*at) == Cue::People);
    !few && people.is_some_and(|at| s.is_word(at + 1, &["underwent"]))
}

/// `three patients died`, `eight patients in the A group died`.
fn to_people(s: &Sentence<'_>, i: usize) -> Option<Part> {
    if !s.has(Classes::HAPPENED | Classes::BEFELL | Classes::SHOWED | Classes::STATES) {
        return None;
    }
    let mut at = i + 1;
    while at < i + 5
        && (s.cue(at) == Cue::People
            || s.is_word(at, &["of", "the", "in", "these", "additional", "other", "more"]))
    {
        at += 1;
    }
    if s.is_word(at, &["were", "was"]) && state(s, at + 1) {
        return Part::of_count(s, i, at + 1);
    }
    // "Of the studies, five reported data".
    let studies = || {
        let things = s.last(i.saturating_sub(30)..i, Classes::THINGS);
        at == i + 1 && things.is_some_and(|from| !s.any(from..i, Classes::PEOPLE))
    };
    if s.cue(at) == Cue::Happened && !studies() && !skilled(s, at) && !came(s, at) {
        return Part::of_count(s, i, at);
    }
    // "20 patients preferred A, 11 preferred B": whose people were told before.
    let joined = at == i + 1 && i > 0 && (s.mark(i - 1) == Some(',') || s.cue(i - 1) == Cue::And);
    // "44 received A and 45 underwent a ligation" is how people were treated; "four died and one underwent a transplantation" is not.
    let last = || {
        let told = Classes::HAPPENED | Classes::BEFELL;
        (i.saturating_sub(24)..i).any(|at| s.is(at, told) && !s.is_word(at, &["underwent"]))
    };
    // "2010, 2011, and 2012 had": a year.
    let year = || s.count(i).and_then(|n| n.decimal.as_whole()).is_some_and(|n| (1900..2100).contains(&n));
    let went = s.is(at, Classes::BEFELL)
        && !planned(s, at)
        && !s.is_word(at + 1, &["been"])
        && (!s.is_word(at, &["underwent"]) || last())
        && !year()
        || s.is_word(at, &["improved", "got"]);
    if joined && went && s.any(0..i, Classes::PEOPLE) && !studies() {
        return Part::of_count(s, i, at);
    }
    // "seven tolvarin-treated volunteers", "seven of the tolvarin patients"
    let of = s.cue(i + 1) == Cue::Of && s.cue(i + 2) == Cue::Article;
    let reach = if of || s.mark(i + 2) == Some('-') { i + 6 } else { i + 4 };
    let Some(people) = (i + 1..reach)
        .take_while(|at| !matches!(s.cue(*at), Cue::Time(_) | Cue::Unit | Cue::Dose))
        .find(|at| s.cue(*at) == Cue::People)
    else {
        return in_their_group(s, i);
    };
    // "three patients (two in the A group) died"
    let behind = if s.opens(people + 1) { s.behind_bracket(people + 1) } else { None };
    if let Some(verb) =
        behind.filter(|at| s.cue(*at) == Cue::Happened && !s.any(people..*at, Classes::PERCENT))
    {
        return Part::of_count(s, i, verb);
    }
    if s.cue(people + 1) == Cue::Was && state(s, people + 2) {
        return Part::of_count(s, i, people + 2);
    }
    // "259 adults have died"
    let in_all = i > 1 && s.cue(i - 1) == Cue::Of && s.is_word(i - 2, &["total"]);
    if s.is_word(people + 1, &["have"]) && s.cue(people + 2) == Cue::Happened && (in_all || heads(s, i)) {
        return Part::of_count(s, i, people + 2);
    }
    // "1,598 women had been randomly assigned" were on their way through the trial.
    let step = (people + 2..people + 5)
        .any(|at| matches!(s.cue(at), Cue::Role(Role::Randomized | Role::Enrolled) | Cue::FollowUp))
        || s.cue(people + 2) == Cue::Role(Role::Completed);
    // "seven ibuprofen patients reported"
    // "two tolvarin-treated subjects died"
    let glued = |at: usize| s.cue(at) == Cue::Received && s.mark(at - 1) == Some('-');
    let first = i + 1 + if of { 2 } else { 0 };
    let named = people > first
        && (first..people).all(|at| (s.cue(at) == Cue::None || glued(at)) && !s.items[at].numeric());
    // "seven of the A patients and three of the B patients relapsed"
    let both = || {
        s.cue(people + 1) == Cue::And
            && s.count(people + 2).is_some()
            && (people + 3..people + 8)
                .find(|at| s.cue(*at) == Cue::People)
                .is_some_and(|other| s.cue(other + 1) == Cue::Happened || s.is(other + 1, Classes::BEFELL))
    };
    if named && (s.cue(people + 1) == Cue::Happened || both()) {
        return Part::of_count(s, i, people + 1);
    }
    // "29 A recipients vs 42 B recipients had an event"
    if s.cue(people + 1) == Cue::Versus
        && s.count(people + 2).is_some()
        && let Some(other) = (people + 3..people + 6).find(|at| s.cue(*at) == Cue::People)
        && (s.cue(other + 1) == Cue::Happened || s.is(other + 1, Classes::BEFELL))
    {
        return Part::of_count(s, i, other + 1);
    }
    if s.is(people + 1, Classes::SHOWED) && heads(s, i) && showed_it(s, people + 1) {
        return Part::of_count(s, i, people);
    }
    if s.is(people + 1, Classes::BEFELL) && s.cue(people + 2) != Cue::To && !step && !planned(s, people + 1) {
        return Part::of_count(s, i, people);
    }
    // The arm stands between: up to the group, with nothing counted on the way.
    let per = s.is_word(people + 1, &["per"]);
    let placed = s.cue(people + 1) == Cue::Preposition;
    let given = s.cue(people + 1) == Cue::Received;
    let alone = || (i + 1..people).all(|k| s.mark(k).is_none_or(|c| c == '-'));
    let allocated = s.cue(people + 1) != Cue::Received && by_chance(s, people + 1) && alone();
    if per || !placed && !given && !allocated {
        return None;
    }
    let verb = verb(s, people + 2)?;
    let group = (people + 2..verb).any(|at| s.cue(at) == Cue::Group);
    // "two patients on placebo withdrew"
    let on = s.is_word(people + 1, &["on"]) && !s.is_word(verb, &["showed a", "had"]);
    let befell = || {
        s.is(verb, Classes::BEFELL)
            && !(verb + 1..verb + 5)
                .any(|k| matches!(s.cue(k), Cue::Statistic(_)) || s.is(k, Classes::COMPARATIVE))
    };
    (group || on || given || allocated && (s.cue(verb) == Cue::Happened || befell()))
        .then(|| Part::of_count(s, i, verb))
        .flatten()
}

/// `two experienced cardiologists`, `ten experienced, trained men`: how skilled people are, and nothing that happened to them.
fn skilled(s: &Sentence<'_>, i: usize) -> bool {
    const SKILLED: &[&str] = &[
        "observer",
        "observers",
        "examiner",
        "examiners",
        "reader",
        "readers",
        "rater",
        "raters",
        "operator",
    ];
    if !s.is_word(i, &["experienced"]) {
        return false;
    }
    let end = s.items.len().min(i + 5);
    let mut words = (i + 1..end).take_while(|at| s.is_plain_word(*at) || s.mark(*at) == Some('-'));
    let ends = |word: &str| {
        ["ist", "ists", "geon", "geons", "cian", "cians", "operators", "reviewers", "investigators"]
            .iter()
            .any(|tail| word.ends_with(tail))
    };
    s.mark(i + 1) == Some(',')
        || words.any(|at| s.is_word(at, SKILLED) || s.cue(at) == Cue::People || ends(s.words(at)))
}

/// `67 adults reported to the clinic`.
fn came(s: &Sentence<'_>, i: usize) -> bool {
    s.is_word(i, &["reported"]) && s.cue(i + 1) == Cue::To
}

/// `had been planned`: nothing that happened to people.
fn planned(s: &Sentence<'_>, verb: usize) -> bool {
    s.is_word(verb, &["had"]) && s.is_word(verb + 2, &["planned"])
}

/// Behind people: what happens to them.
const BEFALLING: &[&str] = &[
    "experiencing",
    "developing",
    "showing",
    "demonstrating",
    "requiring",
    "achieving",
    "reporting",
    "discontinuing",
    "withdrawing",
    "dying",
    "needing",
    "relapsing",
    "having",
];

/// `, with eight patients experiencing relief`.
fn befalling(s: &Sentence<'_>, i: usize) -> Option<Part> {
    if i < 2 || !s.is_word(i - 1, &["with"]) || !matches!(s.mark(i - 2), Some(',' | ';')) {
        return None;
    }
    let people = (i + 1..i + 4).find(|at| s.cue(*at) == Cue::People)?;
    s.is_word(people + 1, BEFALLING).then(|| Part::of_count(s, i, people + 1)).flatten()
}

/// Whether the number at `i` heads its clause: "the results in 95 patients showed …" are no count.
fn heads(s: &Sentence<'_>, i: usize) -> bool {
    i.checked_sub(1).is_none_or(|b| {
        matches!(s.mark(b), Some(',' | ';' | ':'))
            || s.cue(b) == Cue::And && !(b > 0 && s.items[b - 1].numeric())
            || s.is_word(b, &["but", "while", "whereas", "although", "that", "only", "because", "other"])
    })
}

/// `five in the ketorolac group required`, `and 10 receiving enalapril developed`.
fn in_their_group(s: &Sentence<'_>, i: usize) -> Option<Part> {
    let and = i.checked_sub(1).is_some_and(|b| s.cue(b) == Cue::And);
    let joined = and || i.checked_sub(1).is_none_or(|b| s.mark(b) == Some(','));
    // "37 women randomised to A and 36 to B relapsed"
    let elliptic = || {
        s.cue(i + 1) == Cue::To
            && (i.saturating_sub(12)..i).any(|k| by_chance(s, k) && s.cue(k - 1) == Cue::People)
    };
    if and && (s.is_word(i + 1, GIVEN) || by_chance(s, i + 1) || elliptic()) {
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

/// `12 cases of relapse`: each is one person's.
fn cases(s: &Sentence<'_>, i: usize) -> Option<Part> {
    if !s.is_word(i + 1, &["cases", "case"]) {
        return None;
    }
    let group = |from: usize| (from..from + 7).find(|at| s.cue(*at) == Cue::Group);
    // "484 cases in the A group vs. 1067 in the B group", "4 cases in the A group and 12 cases in the B group"
    let next = |at: usize| {
        s.count(at + 2).is_some()
            && (s.cue(at + 1) == Cue::Versus || s.cue(at + 1) == Cue::And && !s.has(Classes::STEP))
    };
    if s.is_word(i + 2, &["in", "among"]) && group(i + 3).is_some_and(next) {
        return Part::of_count(s, i, i + 1);
    }
    // "18 cases of … were seen in the A group, and 11 cases were seen in the B group"
    if s.cue(i + 2) == Cue::Was && s.is(i + 3, Classes::SEEN) {
        return Part::of_count(s, i, i + 3);
    }
    let of = s.cue(i + 2) == Cue::Of;
    let named = s.cue(i + 3) == Cue::None && !s.items.get(i + 3).is_none_or(Item::numeric);
    let rate = (i + 3..i + 9).any(|at| s.is_word(at, &["per"]));
    // "examined in 64 cases of tachycardia": patients of the study.
    let placed = i > 0 && matches!(s.cue(i - 1), Cue::Preposition | Cue::Of | Cue::Role(_));
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
    // "five trials, four of which were small"
    if s.is_word(i + 2, &["which"]) {
        return None;
    }
    let start = if whom(s, i + 1) { i + 3 } else { i + 1 };
    let mut at = start;
    // "104 had been allocated to A"
    while at < start + 3
        && (s.cue(at) == Cue::People
            || s.is_word(at, &["also", "subsequently", "had", "been", "were", "was"]))
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
