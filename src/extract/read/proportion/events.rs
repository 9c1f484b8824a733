//! Events that are told by their number: each happened to one person.

use super::part::Part;
use super::total::among;
use crate::extract::item::Item;
use crate::extract::sentence::Sentence;
use crate::finding::Role;
use crate::lex::{Classes, Cue, Sort};

/// `sepsis (n = 2)`, `sepsis (two patients)` in a list of what happened to people.
pub(super) fn each_event(s: &Sentence<'_>, i: usize) -> Option<Part> {
    let sign = i.checked_sub(1)?;
    let letter = sign.checked_sub(1).filter(|at| s.mark(sign) == Some('=') && s.is_word(*at, &["n"]));
    let open = match letter {
        Some(letter) => letter.checked_sub(1)?,
        None => sign,
    };
    if let Some(letter) = letter.filter(|at| of_events(s, *at, i)) {
        return Some(Part { first: letter, ..Part::of_count(s, i, i)? });
    }
    let close = if letter.is_some() { i + 1 } else { i + 1 + usize::from(s.cue(i + 1) == Cue::People) };
    let whole = s.opens(open) && s.closes(close) && (letter.is_some() || close > i + 1);
    // "or placebo (n = 21)": the size of an arm.
    let named = open.checked_sub(1).is_some_and(|at| {
        matches!(s.cue(at), Cue::None | Cue::Happened)
            && s.mark(at).is_none()
            && !s.is_of(at, Sort::Control)
            && !s.is_word(at, &["excluded"])
    });
    // "deaths in the A group (pneumonia [n = 1]": what stands before a bracket around is no name of the size's.
    let around = |at: &usize| s.opens(*at) && s.items[*at].depth < s.items[open].depth;
    let arms = || {
        let near = open.saturating_sub(6)..open;
        let from = near.clone().rev().find(around).unwrap_or(near.start);
        (from..open).any(|at| {
            matches!(s.cue(at), Cue::Group | Cue::Received) || s.is_word(at, &["trials", "studies", "RCTs"])
        })
    };
    (whole && named && !arms() && (listed(s, open) || recorded(s, close))).then_some(())?;
    Some(Part { first: letter.unwrap_or(i), ..Part::of_count(s, i, close - 1)? })
}

/// `18 events (ketoacidosis, n = 12; hypoglycaemia, n = 5)`, `because of adverse events (n = 58)`: in a bracket that sorts the
/// events before it, or counts them.
fn of_events(s: &Sentence<'_>, letter: usize, i: usize) -> bool {
    let Some(before) = letter.checked_sub(1) else { return false };
    let told = |open: usize, classes: Classes| {
        open.checked_sub(1).is_some_and(|head| s.is(head, classes) || s.is_word(head, &["events"]))
    };
    if s.opens(before) {
        // "relapse (n = 70, 1 RCT)" is of a review's people, "evaluable for adverse events (n = 70)" of a trial's.
        let counted = s.items.get(i + 2).is_some_and(Item::numeric);
        let people = s.any(before.saturating_sub(8)..before, Classes::STEP);
        return told(before, Classes::EVENTS) && !counted && !people;
    }
    let parted = matches!(s.mark(before), Some(',' | ':'))
        || s.is(before, Classes::WORD) && s.cue(before) == Cue::None;
    let open = (letter.saturating_sub(20)..letter).rfind(|at| s.opens(*at));
    parted && open.is_some_and(|open| told(open, Classes::EVENTS | Classes::LISTED))
}

/// Items from one name of a list to the verb behind the list, at most.
const LIST: usize = 40;

/// Whether the list that goes on behind a bracket ends in a verb that says it happened: `nausea (n = 12), rash (n = 6) and
/// fever (n = 4) were recorded`.
fn recorded(s: &Sentence<'_>, close: usize) -> bool {
    let behind = close + 1..s.items.len().min(close + LIST);
    let end = |at: &usize| s.cue(*at) == Cue::Was || s.is_word(*at, &["occurred"]);
    let Some(verb) = behind.clone().find(end) else { return false };
    let told = s.is_word(verb, &["occurred"])
        || s.is_word(verb + 1, &["recorded", "reported", "observed", "noted", "seen", "documented"]);
    let person = |at: usize| {
        matches!(s.cue(at), Cue::Group | Cue::Received | Cue::Role(_) | Cue::Versus)
            || s.mark(at) == Some(';')
    };
    told && !(close..verb).any(person)
}

/// `34 relapses`, `one drug-related death`, `528 recurrence-free survival events`.
pub(super) fn events(s: &Sentence<'_>, i: usize) -> Option<Part> {
    // "events" heads lists too.
    if !s.has(Classes::EVENTS | Classes::LISTED) || planned(s, i) {
        return None;
    }
    for at in i + 1..i + 6 {
        // "0 for no disability and 6 death" is a scale.
        let one = s.count(i).and_then(|n| n.decimal.as_whole()) == Some(1);
        let singular = s.is_word(at, &["death", "relapse", "recurrence"]);
        if singular && !one && s.mark(at + 1).is_some() && s.mark(at + 1) != Some('-') {
            return None;
        }
        // "20 relapse risk assessments"
        if s.is(at, Classes::EVENTS) && s.is_word(at + 1, &["risk", "risks", "rate", "rates", "prevention"]) {
            return None;
        }
        if s.is(at, Classes::EVENTS) || s.is_word(at, &["events"]) && first_events(s, i, at) {
            let mut part = Part::of_count(s, i, at)?;
            // `367 events of recurrence in 1552 patients`
            let total = (at + 1..at + 6)
                .take_while(|k| s.items.get(*k).is_some_and(|item| !item.numeric()))
                .find_map(|k| among(s, k));
            if let Some((total, behind)) = total {
                part.add_total(total, behind - 1);
                // `164 deaths had occurred among 325 women (50.5%)`
                let bracket = behind + usize::from(s.cue(behind) == Cue::People);
                part.bracketed_percent(s, bracket);
            }
            return Some(part);
        }
        let studies = s.is_word(at, &["trials", "studies", "RCTs", "study", "trial"]);
        let goes_on = matches!(s.cue(at), Cue::None | Cue::Things | Cue::Happened)
            && !studies
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
    let counted = (at + 1..at + 5)
        .take_while(|k| s.items.get(*k).is_some_and(|item| !item.numeric()))
        .any(|k| among(s, k).is_some())
        || i > 0 && s.mark(i - 1) == Some('=');
    // "158 events of disease progression or death"
    let of =
        s.cue(at + 1) == Cue::Of && (at + 2..at + 6).any(|k| s.is(k, Classes::EVENTS) || s.is_word(k, FIRST));
    let in_arm = s.is_word(at + 1, &["in"]) && (at + 2..at + 7).any(|k| s.cue(k) == Cue::Group);
    named || of || (seen || counted || in_arm) && !(i + 1..at).any(|k| s.is_word(k, REPEATED))
}

/// "after about 95 events", "to prevent one death": what an analysis waited for, or what was to be prevented.
fn planned(s: &Sentence<'_>, i: usize) -> bool {
    let Some(mut before) = i.checked_sub(1) else { return false };
    while before > 0 && (matches!(s.cue(before), Cue::About | Cue::AtLeast) || s.is_word(before, &["either"]))
    {
        before -= 1;
    }
    let bounded = (before + 1..i).any(|at| s.cue(at) == Cue::AtLeast);
    let in_all = s.cue(before) == Cue::Of && before > 0 && s.is_word(before - 1, &["total"]);
    bounded || s.is(before, Classes::AWAITED) && !in_all
}

/// Whether a list of what happened to people goes on at `i`: "adults were enrolled (one withdrew) and assigned to A (n = 48)" is none.
pub(super) fn listed(s: &Sentence<'_>, i: usize) -> bool {
    let Some(head) = s.last(i.saturating_sub(60)..i, Classes::LISTED) else { return false };
    let aside = s.items[head].depth > s.items[i].depth
        && (head..i).any(|k| matches!(s.cue(k), Cue::Received | Cue::Role(Role::Randomized)));
    !aside
}
