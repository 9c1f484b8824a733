//! Counts that only what stands before them makes counts of people with an event.

use super::part::Part;
use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::lex::{Classes, Cue};

/// Items between an event and the counts it is split into, at most.
const FARTHEST: usize = 60;

/// Before an arm's name: how people came to be of it.
pub(super) const GIVEN: &[&str] = &["receiving", "taking", "given", "treated with"];

/// The same, where people were given it by chance.
const ASSIGNED: &[&str] = &["assigned", "assigned to", "allocated", "allocated to"];

/// `died: 327 in the sequential group`, `vs 287 in the placebo group`, `as did one patient in the control group`;
/// `14 [7%] vs 0`; `events occurred: surgery arm, 45`; `4 deaths were …, 3 were treatment-related`.
pub(super) fn by_arm(s: &Sentence<'_>, i: usize) -> Option<Part> {
    s.count(i)?;
    if s.has(Classes::VERSUS) && (against_share(s, i) || against_count(s, i)) {
        return Part::of_count(s, i, i);
    }
    let last = in_group(s, i).or_else(|| behind_group(s, i)).or_else(|| sorted(s, i))?;
    event_before(s, i).then(|| Part::of_count(s, i, last)).flatten()
}

/// `14 [7%] vs 0`: set against a count with its share.
fn against_share(s: &Sentence<'_>, i: usize) -> bool {
    let Some(close) = i.checked_sub(2).filter(|at| s.cue(at + 1) == Cue::Versus && s.closes(*at)) else {
        return false;
    };
    let ends = s.closes(i + 1)
        || matches!(s.mark(i + 1), Some(',' | ';' | '.'))
        || s.cue(i + 1) == Cue::People
        || i + 1 == s.items.len();
    let percent = close.checked_sub(1).filter(|at| matches!(s.items[*at].shape, Shape::Percent(_)));
    let open = percent.and_then(|at| at.checked_sub(1)).filter(|at| s.opens(*at));
    let counted = open
        .and_then(|at| at.checked_sub(1))
        .is_some_and(|at| matches!(s.items[at].shape, Shape::Number(n) if n.decimal.as_whole().is_some()));
    ends && counted
}

/// `fewer women died (34 vs 55; P = 0.03)`: counts set against each other in a bracket, of people to whom something happened.
fn against_count(s: &Sentence<'_>, i: usize) -> bool {
    let whole = |at: usize| matches!(s.items.get(at).map(|n| &n.shape), Some(Shape::Number(n)) if n.decimal.as_whole().is_some());
    if i > 0 && s.opens(i - 1) && s.closes(i + 1) && s.cue(i.saturating_sub(2)) == Cue::Group {
        return of_more(s, i);
    }
    // "fewer falls were reported (n = 3 vs n = 1)"
    if let Some(open) = labels_against(s, i) {
        return event_before(s, open) && !s.any(open.saturating_sub(3)..open, Classes::PEOPLE);
    }
    // "(43 patients vs 26 patients; P = 0.007)"
    if let Some(first) = people_against(s, i) {
        let more = (first.saturating_sub(90)..first).any(|at| more_people(s, at));
        return more && s.opens(first.wrapping_sub(1));
    }
    let first = if s.cue(i + 1) == Cue::Versus && whole(i + 2) {
        i
    } else if i > 1 && s.cue(i - 1) == Cue::Versus && whole(i - 2) {
        i - 2
    } else {
        return false;
    };
    let opened = first > 0 && s.opens(first - 1);
    let ends = s.closes(first + 3)
        || matches!(s.mark(first + 3), Some(',' | ';'))
        || s.cue(first + 3) == Cue::People
        || s.is(first + 3, Classes::EVENTS);
    let of_people = || {
        let fewer = (first.saturating_sub(90)..first)
            .any(|at| s.is_word(at, &["fewer", "more"]) && s.any(at + 1..at + 5, Classes::PEOPLE));
        let tested = || {
            matches!(
                s.items.get(first + 4 + usize::from(s.cue(first + 3) == Cue::People)).map(|n| &n.shape),
                Some(Shape::P(_))
            )
        };
        fewer || event_before(s, first) || s.cue(first + 3) == Cue::People && tested()
    };
    opened && ends && (s.is(first + 3, Classes::EVENTS) || of_people())
}

/// Where the bracket opens that holds nothing but `n = 3 vs n = 1`, of which the item is one.
fn labels_against(s: &Sentence<'_>, i: usize) -> Option<usize> {
    let label = |at: usize| {
        s.is_word(at, &["n"])
            && s.mark(at + 1) == Some('=')
            && s.items.get(at + 2).is_some_and(|n| n.number().is_some())
    };
    let pair = |at: usize| label(at) && s.cue(at + 3) == Cue::Versus && label(at + 4) && s.closes(at + 7);
    let first =
        i.checked_sub(2).filter(|at| pair(*at)).or_else(|| i.checked_sub(6).filter(|at| pair(*at)))?;
    first.checked_sub(1).filter(|at| s.opens(*at))
}

/// "more patients", "fewer women".
fn more_people(s: &Sentence<'_>, at: usize) -> bool {
    s.is_word(at, &["fewer", "more"]) && s.any(at + 1..at + 5, Classes::PEOPLE)
}

/// The first of two counts of people that are set against each other, where the item is one of them.
fn people_against(s: &Sentence<'_>, i: usize) -> Option<usize> {
    let pair = |at: usize| {
        s.items.get(at).is_some_and(|n| n.number().is_some_and(|n| n.decimal.as_whole().is_some()))
            && s.cue(at + 1) == Cue::People
            && s.cue(at + 2) == Cue::Versus
            && s.items.get(at + 3).is_some_and(|n| n.number().is_some())
            && s.cue(at + 4) == Cue::People
    };
    if pair(i) { Some(i) } else { i.checked_sub(3).filter(|at| pair(*at)) }
}

/// `more women in the A group (7) than in the B group (3) wanted to stop`: counts behind the groups that are compared.
fn of_more(s: &Sentence<'_>, i: usize) -> bool {
    let alone = |at: usize| {
        at > 1
            && s.opens(at - 1)
            && s.closes(at + 1)
            && s.cue(at - 2) == Cue::Group
            && s.items[at].number().is_some()
    };
    let than = |at: usize| s.cue(at) == Cue::Versus && s.is_word(at, &["than"]);
    let other = if s.cue(i + 2) == Cue::Versus {
        (i + 3..s.items.len().min(i + 10)).find(|at| alone(*at))
    } else {
        (i.saturating_sub(10)..i).rev().find(|at| alone(*at) && than(at + 2))
    };
    let Some(other) = other else { return false };
    let first = i.min(other);
    than(first + 2) && (first.saturating_sub(12)..first).any(|at| more_people(s, at))
}

/// `327 in the sequential group`, `one patient in the placebo group`, `12 in the 15 mg/kg group`, `3 receiving A`: its
/// last item.
fn in_group(s: &Sentence<'_>, i: usize) -> Option<usize> {
    // "versus only 7 in the placebo group"
    let before = i.checked_sub(1).map(|b| b - usize::from(b > 0 && s.is_word(b, &["only"])));
    let starts = before.is_some_and(|b| {
        s.opens(b)
            || matches!(s.mark(b), Some(',' | ':'))
            || matches!(s.cue(b), Cue::And | Cue::Versus)
            || s.is_word(b, &["did", "in"])
    });
    let at = i + 1 + usize::from(s.cue(i + 1) == Cue::People);
    // "in 2 patients receiving A and in 3 receiving B"
    let against = || before.is_some_and(|b| s.cue(b) == Cue::Versus);
    let assigned = || s.is_word(at, ASSIGNED) && (at == i + 1 || against());
    if starts
        && s.is(at, Classes::STEP)
        && s.is(at + 1, Classes::WORD)
        && (s.is_word(at, GIVEN) || assigned())
    {
        return Some(at);
    }
    // "in 3 patients of the A group and in 6 of the B group"
    let of = s.cue(at) == Cue::Of && s.cue(at + 1) == Cue::Article;
    if !starts || !(s.is_word(at, &["in", "on"]) || of) {
        return None;
    }
    (at + 1..at + 8)
        .take_while(|k| {
            let dose = matches!(s.cue(k + 1), Cue::Dose | Cue::Unit);
            s.items.get(*k).is_some_and(|item| !item.numeric() || dose || item.named)
                && !matches!(s.mark(*k), Some(',' | ';' | '(' | ')' | ':'))
        })
        .find(|k| s.cue(*k) == Cue::Group)
}

/// `surgery arm, 45`.
fn behind_group(s: &Sentence<'_>, i: usize) -> Option<usize> {
    let sign = i.checked_sub(1).filter(|at| matches!(s.mark(*at), Some(',' | ':')))?;
    let group = sign.checked_sub(1).is_some_and(|at| s.cue(at) == Cue::Group);
    let ends =
        s.cue(i + 1) == Cue::And || s.opens(i + 1) || s.mark(i + 1).is_some() || i + 1 == s.items.len();
    (group && ends).then_some(i)
}

/// `3 were treatment-related`, `1 was from another cause`, behind deaths.
fn sorted(s: &Sentence<'_>, i: usize) -> Option<usize> {
    let starts = i.checked_sub(1).is_some_and(|b| s.mark(b) == Some(',') || s.cue(b) == Cue::And);
    let deaths = s.any(i.saturating_sub(16)..i, Classes::EVENTS);
    // "during years 13 and 14 was 0.67"
    let number = |at: usize| s.items.get(at).is_some_and(|item| item.numeric());
    let spans = i > 1 && number(i - 2) || number(i + 2);
    (starts
        && !spans
        && deaths
        && s.is_word(i + 1, &["were", "was"])
        && !matches!(s.cue(i + 2), Cue::Role(_) | Cue::Received))
    .then_some(i + 1)
}

/// Whether what was told last before is an event, and no step of the trial.
fn event_before(s: &Sentence<'_>, i: usize) -> bool {
    let against = i > 0 && s.cue(i - 1) == Cue::Versus;
    for at in (i.saturating_sub(FARTHEST)..i).rev() {
        if s.cue(at) == Cue::Happened
            || s.is(at, Classes::EVENTS)
            // "ten patients on A showed … compared with five patients in the B group"
            || against && s.is_word(at, &["cases"])
            || against && s.is(at, Classes::BEFELL | Classes::SHOWED) && at > 0
            || s.is(at, Classes::STATES) && at > 0 && s.is_word(at - 1, &["were", "was"])
            || s.is_word(
                at,
                &[
                    "event",
                    "events",
                    "toxicity",
                    "toxicities",
                    "reaction",
                    "reactions",
                    "did",
                    "complications",
                    "occurred",
                    "seen",
                    "observed",
                ],
            )
        {
            return true;
        }
        // "in 2 patients receiving A and in 3 receiving B"
        let assigned = || s.is_word(at, ASSIGNED) && at > 0 && s.cue(at - 1) == Cue::People;
        let step = matches!(s.cue(at), Cue::Role(_) | Cue::Received | Cue::Statistic(_));
        if step && !s.is_word(at, GIVEN) && !assigned() {
            return false;
        }
    }
    false
}
