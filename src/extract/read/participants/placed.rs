//! Numbers of people that no word for people stands behind.

use crate::extract::item::Shape;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::{Number, Role};
use crate::lex::{Classes, Cue};

use super::flow::{data_of, ends};
use super::reading;
use super::role::{behind, got, planned, step_of_whole};
use super::step::{infinitive, step};

/// `95 completed the study`, `43 received latanoprost`, `585 were in the FOLFOX group`.
pub(super) fn placed(s: &Sentence<'_>, i: usize, n: Number) -> Option<Reading> {
    // "Of 110 adults, 94 (aged 41 to 80 years) completed the study"
    if s.opens(i + 1)
        && let Some(behind) = s.behind_bracket(i + 1)
        && s.cue(behind) == Cue::Role(Role::Completed)
        && !s.any(i + 1..behind, Classes::PERCENT)
    {
        return Some(reading(n, Some(Role::Completed), i, behind, i));
    }
    // "data could be analysed for 421."
    if ends(s, i + 1) && data_of(s, i) {
        return Some(reading(n, Some(Role::Analyzed), i, i, i));
    }
    if began(s, i) {
        return Some(reading(n, None, i, i + 1, i));
    }
    if let Some(verb) = with_aside(s, i) {
        return Some(reading(n, got(s, i, verb), i, verb, i));
    }
    match s.cue(i + 1) {
        Cue::Role(role @ Role::Completed) => Some(reading(n, Some(role), i, i + 1, i)),
        Cue::Role(role)
            if s.words(i + 1).starts_with("met ") && !s.any(i.saturating_sub(12)..i, Classes::THINGS) =>
        {
            Some(reading(n, Some(role), i, i + 1, i))
        }
        // "and 1,703 randomly assigned to A"
        Cue::Role(role @ Role::Randomized)
            if i > 0 && s.cue(i - 1) == Cue::And && s.cue(i + 2) == Cue::To =>
        {
            Some(reading(n, Some(role), i, i + 1, i))
        }
        // "512 screened, 390 enrolled"
        Cue::Role(role) if s.is_word(i + 1, TAKEN) && (closes(s, i + 2) || set_apart(s, i)) => {
            Some(reading(n, Some(role), i, i + 1, i))
        }
        // "85 entered the study"
        Cue::Role(role @ Role::Enrolled) if s.is_word(i + 1, &["entered", "participated", "took part"]) => {
            Some(reading(n, Some(role), i, i + 1, i))
        }
        Cue::Received => Some(reading(n, got(s, i, i + 1), i, i + 1, i)),
        // "24 of them were treated with A"
        Cue::Of if s.is_word(i + 2, &["them", "whom"]) => {
            let verb = i + 3 + usize::from(s.cue(i + 3) == Cue::Was);
            let moves = matches!(s.cue(verb), Cue::Role(_)) && verb > i + 3 || s.cue(verb) == Cue::Received;
            moves.then(|| reading(n, got(s, i, verb), i, verb, i))
        }
        // "Of those who died, 95 were in the A group" says what happened to them.
        Cue::Was
            if s.is_word(i + 2, &["in"])
                && (i + 3..i + 10).any(|at| s.cue(at) == Cue::Group)
                && !s.any(i.saturating_sub(FATE)..i, Classes::HAPPENED) =>
        {
            let earlier =
                (i.saturating_sub(60)..i).rev().filter(|at| !infinitive(s, *at)).find_map(|at| step(s, at));
            Some(reading(n, earlier.filter(|role| *role != Role::Screened), i, i + 2, i))
        }
        _ => None,
    }
}

/// Items from what happened to people to how many of them were in a group, at most.
const FATE: usize = 4;

/// `48 adults started A and 47 started B`: the verb of the people before.
fn began(s: &Sentence<'_>, i: usize) -> bool {
    const BEGAN: &[&str] =
        &["started", "began", "chose", "selected", "continued", "used", "finished", "initiated"];
    let verb = i + 1;
    s.is_word(verb, BEGAN)
        && i > 0
        && (s.cue(i - 1) == Cue::And || matches!(s.mark(i - 1), Some(',' | ';')))
        && (i.saturating_sub(16)..i).any(|at| {
            s.items[at].numeric() && s.cue(at + 1) == Cue::People && s.is_word(at + 2, &[s.words(verb)])
        })
}

/// `48 (mean age 61 years) were assigned to A`, `and 47 (mean age, 62 years) to placebo`: whether a number says how many people there
/// are, and the bracket behind it what they are like.
pub(in crate::extract::read) fn has_aside(s: &Sentence<'_>, i: usize) -> bool {
    if !s.opens(i + 1) || s.count(i).is_none() {
        return false;
    }
    let statistic = i > 0 && s.cue(i - 1) == Cue::And && matches!(s.cue(i + 2), Cue::Statistic(_));
    with_aside(s, i).is_some()
        || statistic && s.behind_bracket(i + 1).is_some_and(|end| s.cue(end) == Cue::To)
}

/// `48 (mean age 61 years) were assigned to A`, `and 47 (19 men) received B`: the verb behind a bracket that says what people are like.
fn with_aside(s: &Sentence<'_>, i: usize) -> Option<usize> {
    if !s.opens(i + 1) || s.items[i].depth > 0 {
        return None;
    }
    // A share of those before is no aside.
    let aside = s.items.get(i + 2).is_some_and(|item| !matches!(item.shape, Shape::Percent(_)));
    let end = s.behind_bracket(i + 1).filter(|end| aside && s.any(i + 2..*end, Classes::NUMERIC))?;
    let was = s.cue(end) == Cue::Was;
    let takes = |at: usize| match s.cue(at) {
        Cue::Role(Role::Randomized) => was || s.words(at).starts_with("were "),
        Cue::Received => was || s.is_word(at, &["received", "underwent", "took"]),
        _ => false,
    };
    takes(end + usize::from(was)).then_some(end + usize::from(was))
}

/// What people were who took a step, said right behind their number.
const TAKEN: &[&str] = &[
    "screened",
    "enrolled",
    "recruited",
    "eligible",
    "evaluable",
    "assessable",
    "analysed",
    "analyzed",
    "randomised",
    "randomized",
];

/// `(353 eligible: …)`, `, with 103 assessable for response`: behind people of whom it is a part.
fn set_apart(s: &Sentence<'_>, i: usize) -> bool {
    let starts = i > 0 && (s.opens(i - 1) || s.is_word(i - 1, &["with"]));
    let goes_on = s.mark(i + 2) == Some(':') || s.is_word(i + 2, &["for"]);
    starts && goes_on && s.any(i.saturating_sub(16)..i, Classes::PEOPLE)
}

fn closes(s: &Sentence<'_>, i: usize) -> bool {
    let more = s.mark(i) == Some(',') && (s.count(i + 1).is_some() || s.cue(i + 1) == Cue::And);
    i >= s.items.len() || s.closes(i) || matches!(s.mark(i), Some(';' | '.')) || more
}

/// `and 196 to the placebo group`, `195 in the control arm`: the verb stands with an earlier number.
pub(super) fn elliptic(s: &Sentence<'_>, i: usize, n: Number) -> Option<Reading> {
    let next = behind_units(s, i).unwrap_or(i + 1);
    let to = matches!(s.cue(next), Cue::To | Cue::Preposition);
    let opened = i > 0 && s.opens(i - 1);
    // "and randomly assigned 439 to A"
    let assigned = i > 0 && s.cue(i - 1) == Cue::Role(Role::Randomized) && s.cue(next) == Cue::To;
    let joined = assigned
        // "with 60 in each group"
        || i > 0 && s.is_word(i - 1, &["with"]) && s.is_word(i + 1, &["in", "per"]) && each_group(s, next)
        || i > 0 && s.is_word(i - 1, &["leaving"]) && s.is_word(i + 1, &["in", "on"])
        || i > 0 && (s.cue(i - 1) == Cue::And || matches!(s.mark(i - 1), Some(',' | ';' | ':' | '–' | '—')));
    // "188 women (118 with a scan)" are no arm.
    let dosed = s.is_word(next, &["at"]) && s.cue(next + 2) == Cue::Dose;
    let part = s.cue(next) == Cue::To || s.is_word(next, &["in", "on", "per"]) || dosed;
    if !to || i > 0 && !joined && !(opened && part) {
        return None;
    }
    let earlier =
        (i.saturating_sub(40)..i).rev().filter(|at| !infinitive(s, *at)).find(|at| step(s, *at).is_some());
    let role = planned(s, i)
        .then_some(Role::Other)
        .or_else(|| step_of_whole(s, i, earlier))
        .or_else(|| left_for(s, i))
        .or_else(|| step(s, earlier?).filter(|role| *role != Role::Screened))
        .or_else(|| behind(s, i));
    if role.is_none() && !like_before(s, i) && !side_by_side(s, i, next) {
        return None;
    }
    let group = (next + 1..next + 13).find(|at| s.cue(*at) == Cue::Group);
    let last = group.unwrap_or(next).min(s.items.len() - 1);
    Some(reading(n, role, i, last, i))
}

/// `leaving 48 in each group for the analysis`, `48 adults in the A group and 47 in the B group were assessable`: who were looked at in
/// the end, whatever was said of all before.
fn left_for(s: &Sentence<'_>, i: usize) -> Option<Role> {
    if i > 0 && s.is_word(i - 1, &["leaving"]) && (i + 2..i + 10).any(|at| s.cue(at) == Cue::Group) {
        return Some(Role::Analyzed);
    }
    let people = s.is_word(i + 1, &["in"]) && i > 0 && s.cue(i - 1) == Cue::And;
    let role = behind(s, i).filter(|_| people)?;
    let second = like_before(s, i).then_some(role);
    second.filter(|role| matches!(role, Role::Analyzed | Role::Completed))
}

/// `in each group`, `per arm`: of what the size is.
fn each_group(s: &Sentence<'_>, i: usize) -> bool {
    let group = |at: usize| s.is_word(at, &["group", "arm"]);
    s.is_word(i, &["per"]) && group(i + 1) || s.is_word(i + 1, &["each"]) && (group(i + 2) || group(i + 3))
}

/// `There were 67 in the A group and 91 in the B group`: two sizes, each with its group, where no verb says a step and
/// nothing happened to anybody.
fn side_by_side(s: &Sentence<'_>, i: usize, next: usize) -> bool {
    if next != i + 1
        || !s.is_word(next, &["in", "to"])
        || s.has(Classes::PERCENT | Classes::HAPPENED | Classes::THINGS)
    {
        return false;
    }
    let grouped = |at: usize| {
        s.is_word(at + 1, &["in", "to"])
            && (at + 2..s.items.len().min(at + 10))
                .take_while(|k| !s.items[*k].numeric())
                .any(|k| s.is_word(k, &["group", "arm"]))
    };
    let opens = |at: usize| at == 0 || at < 4 && s.cue(at - 1) == Cue::Was;
    let second = |at: usize| s.count(at).is_some() && s.cue(at - 1) == Cue::And && grouped(at);
    let ends = |at: usize| {
        let group = (at + 2..s.items.len().min(at + 10)).find(|k| s.cue(*k) == Cue::Group);
        group.is_some_and(|k| k + 1 >= s.items.len() || s.mark(k + 1).is_some())
    };
    if opens(i) {
        return grouped(i) && (i + 4..s.items.len().min(i + 14)).any(|at| second(at) && ends(at));
    }
    second(i)
        && ends(i)
        && (i.saturating_sub(14)..i).any(|at| opens(at) && s.items[at].number().is_some() && grouped(at))
}

/// `594 (22 clusters) to B`, `29 (20 men) in group B`: the place behind a bracket that says in how many units people
/// came, or how many were what.
fn behind_units(s: &Sentence<'_>, i: usize) -> Option<usize> {
    // "and 64 others with a gel"
    if s.is_word(i + 1, &["others"]) {
        return Some(i + 2);
    }
    let counts = s.opens(i + 1) && (s.count(i + 2).is_some() || matches!(s.cue(i + 2), Cue::Statistic(_)));
    s.behind_bracket(i + 1).filter(|end| counts && (s.cue(*end) == Cue::To || s.is_word(*end, &["in", "on"])))
}

/// `310 women from one clinic and 298 from the other`: said as of the people before.
fn like_before(s: &Sentence<'_>, i: usize) -> bool {
    (i.saturating_sub(16)..i).any(|at| {
        let counted = s.items[at].number().is_some_and(|n| n.decimal.as_whole().is_some());
        counted
            && s.cue(at + 1) == Cue::People
            && !s.is_word(at + 1, &["cases"])
            && s.is_word(at + 2, &[s.words(i + 1)])
    }) && ((i + 2..i + 8).any(|at| s.cue(at) == Cue::Group) || many_with(s, i))
}

/// `39 patients with large drains and 38 with small drains`: two kinds of people, more than what happens to a few; but "falls
/// occurred in 44 residents with drains and 71 with none".
fn many_with(s: &Sentence<'_>, i: usize) -> bool {
    let in_some =
        |at: usize| s.is_word(at, &["in"]) && s.items.get(at + 1).is_some_and(|item| item.numeric());
    if (i.saturating_sub(16)..i).any(in_some) {
        return false;
    }
    let many = s.count(i).and_then(|n| n.decimal.as_whole()).is_some_and(|n| n >= 10);
    many && s.is_word(i + 1, &["with"])
        && i > 0
        && s.cue(i - 1) == Cue::And
        && !s.has(Classes::PERCENT | Classes::HAPPENED)
}
