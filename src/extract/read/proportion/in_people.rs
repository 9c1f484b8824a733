//! Counts of people behind what happened to them: `occurred in 4 patients`.

use super::events::listed;
use super::part::Part;
use crate::extract::sentence::Sentence;
use crate::lex::{Classes, Cue};

/// `occurred in only 4 patients`, `were reported in 23 patients`, `reported by one patient`.
pub(super) fn in_people(s: &Sentence<'_>, i: usize) -> Option<Part> {
    if !s.has(Classes::SEEN | Classes::LISTED) {
        return None;
    }
    // "confirmed in 12 of the patients receiving A"
    let of = s.cue(i + 1) == Cue::Of
        && (s.is_word(i + 2, &["those"]) || s.cue(i + 2) == Cue::Article && s.cue(i + 3) == Cue::People);
    // "in 14 zinc patients", "in 4 zinc-treated subjects"
    let name = |at: &usize| {
        s.is(*at, Classes::WORD) && s.cue(*at) == Cue::None
            || s.mark(*at) == Some('-')
            || s.cue(*at) == Cue::Received && s.mark(at - 1) == Some('-')
    };
    let end = |i: usize| i + 1 + (i + 1..i + 5).take_while(name).count();
    let people = |i: usize| s.cue(end(i)) == Cue::People;
    // "occurred in four and 10 patients"
    let number = |at: usize| s.items.get(at).is_some_and(|item| item.number().is_some());
    let first = s.cue(i + 1) == Cue::And && s.count(i + 2).is_some() && people(i + 2);
    let second = i > 1 && s.cue(i - 1) == Cue::And && number(i - 2);
    let several = list_to_people(s, i);
    (people(i) || of || first || several.is_some()).then_some(())?;
    let mut at = match several {
        Some(first) => first.checked_sub(1)?,
        None => i.checked_sub(if second && people(i) { 3 } else { 1 })?,
    };
    while s.is_word(at, &["only", "just", "the", "other", "remaining", "another"]) || s.cue(at) == Cue::About
    {
        at = at.checked_sub(1)?;
    }
    let verb = at.checked_sub(1)?;
    // "adverse events were reported for 21 patients", but not results
    let of_events = || {
        (verb.saturating_sub(8)..verb).any(|k| {
            s.is(k, Classes::EVENTS)
                || s.is_word(k, &["events", "event", "reactions", "toxicity", "complications"])
        })
    };
    if !(s.is_word(at, &["in", "by"]) || s.is_word(at, &["for"]) && of_events()) {
        return None;
    }
    // `(sepsis in two patients, stroke in one patient)`
    let ends = matches!(s.mark(i + 2), Some(',' | ')' | ']' | ';')) || s.cue(i + 2) == Cue::And;
    if s.items[i].depth > 0 && ends && s.cue(verb) == Cue::None && listed(s, i) {
        return Part::of_count(s, i, i + 1);
    }
    let last = if first || several.is_some() && s.cue(i + 1) != Cue::People {
        i
    } else {
        if people(i) { end(i) } else { i + 1 }
    };
    // "echocardiograms were obtained in 527 adults": they were examined.
    let examined = || {
        const TAKEN: &[&str] = &[
            "data",
            "samples",
            "specimens",
            "biopsies",
            "measurements",
            "recordings",
            "scans",
            "images",
            "consent",
        ];
        (verb.saturating_sub(12)..verb).any(|at| s.is_word(at, TAKEN) || s.words(at).ends_with("grams"))
    };
    if s.is_word(verb, &["obtained"]) && examined() {
        return None;
    }
    s.is(verb, Classes::SEEN).then(|| Part::of_count(s, i, last)).flatten()
}

/// `in 6, 2 and 1 patients`: the first of three or more counts that people stand behind.
fn list_to_people(s: &Sentence<'_>, i: usize) -> Option<usize> {
    let number = |at: usize| {
        s.items.get(at).is_some_and(|item| item.number().is_some_and(|n| n.decimal.as_whole().is_some()))
    };
    let joint = |at: usize| s.mark(at) == Some(',') || s.cue(at) == Cue::And;
    let joints = |from: usize| (from..from + 2).take_while(|at| joint(*at)).count();
    let (mut first, mut last) = (i, i);
    while first > 1 && i - first < 12 {
        let back = (1..3).find(|n| first > *n && number(first - n - 1) && (first - n..first).all(joint));
        let Some(back) = back else { break };
        first -= back + 1;
    }
    while last < i + 12 && joints(last + 1) > 0 && number(last + 1 + joints(last + 1)) {
        last += 1 + joints(last + 1);
    }
    let members = s.items[first..last].iter().filter(|item| item.number().is_some()).count() + 1;
    (members > 2 && s.cue(last + 1) == Cue::People).then_some(first)
}
