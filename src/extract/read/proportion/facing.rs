//! Counts on both sides of a comparison in one bracket: `stroke (26 on A vs 14 on B; relative risk, 1.9)`.

use super::part::Part;
use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::lex::{Classes, Cue, Sort};

/// Words of a name behind a count, at most.
const NAME: usize = 5;

/// Items before the bracket among which what happened is told, at most.
const TOLD: usize = 14;

/// One of the two, where the bracket goes on with a measure of risk, or what stands right before it is an event.
pub(super) fn facing(s: &Sentence<'_>, i: usize) -> Option<Part> {
    if !s.has(Classes::VERSUS) || s.items[i].depth == 0 {
        return None;
    }
    s.count(i)?;
    let open = (i.saturating_sub(NAME + 8)..i)
        .rev()
        .find(|k| s.opens(*k) || s.closes(*k))
        .filter(|k| s.opens(*k))?;
    let first = labelled(s, open + 1);
    let versus = versus(s, first)?;
    let second = labelled(s, versus + 1);
    let whole = |k: usize| {
        s.items.get(k).is_some_and(|item| {
            item.number().is_some_and(|n| n.decimal.as_whole().is_some())
                && !matches!(item.shape, Shape::Percent(_))
        })
    };
    if !whole(first) || !whole(second) || ![first, second].contains(&i) {
        return None;
    }
    let end = named(s, second + 1);
    let ends = s.closes(end) || matches!(s.mark(end), Some(',' | ';'));
    let measured = (end + 1..end + 4).any(|k| {
        matches!(s.cue(k), Cue::Measure { measure, .. } if measure.is_ratio()) || s.is(k, Classes::RISK)
    });
    let tested = || s.items.get(end + 1).is_some_and(|item| matches!(item.shape, Shape::P(_)));
    (ends && (measured && !s.closes(end) || (tested() || first + 1 < versus) && event(s, open)))
        .then(|| Part::of_count(s, i, i))
        .flatten()
}

/// Behind an "n =", if one stands here.
fn labelled(s: &Sentence<'_>, at: usize) -> usize {
    if s.is_word(at, &["n"]) && s.mark(at + 1) == Some('=') { at + 2 } else { at }
}

/// The place behind the name that starts here.
fn named(s: &Sentence<'_>, from: usize) -> usize {
    let word = |k: &usize| {
        s.is(*k, Classes::WORD)
            && matches!(
                s.cue(*k),
                Cue::None
                    | Cue::Group
                    | Cue::People
                    | Cue::Preposition
                    | Cue::Received
                    | Cue::Article
                    | Cue::Of
                    | Cue::Happened
            )
            || s.is(*k, Classes::EVENTS)
            || s.is_word(*k, &["events", "event"])
            || s.mark(*k) == Some('-')
    };
    from + (from..from + NAME).take_while(word).count()
}

/// The "versus" behind the count at `first` and its name.
fn versus(s: &Sentence<'_>, first: usize) -> Option<usize> {
    let at = named(s, first + 1);
    (s.cue(at) == Cue::Versus).then_some(at)
}

/// Whether what stands before the bracket happens to people, and has no value of its own.
fn event(s: &Sentence<'_>, open: usize) -> bool {
    const EVENTS: &[&str] = &[
        "failure",
        "failures",
        "complication",
        "complications",
        "bleeding",
        "bleeds",
        "infection",
        "infarction",
        "infarctions",
        "stroke",
        "hospitalization",
        "hospitalisation",
        "readmissions",
        "readmission",
        "withdrawals",
        "discontinuations",
        "reoperation",
        "reoperations",
        "death",
        "hypotension",
        "recurrence",
        "seizures",
        "bacteremia",
        "bacteraemia",
        "thrombosis",
        "embolism",
        "pregnancies",
        "admissions",
    ];
    let mut told = false;
    for k in (open.saturating_sub(TOLD)..open).rev() {
        if s.items[k].numeric() && !s.items[k].named
            || s.is(k, Classes::SEMICOLON | Classes::BRACKET | Classes::STATISTIC | Classes::VERSUS)
        {
            break;
        }
        if s.is_of(k, Sort::Gauged)
            || s.is(k, Classes::LASTING)
            || s.is_word(k, &["rate", "rates", "mean", "percentage"])
        {
            return false;
        }
        let close = open - k <= 3;
        told |= close && (s.is_word(k, EVENTS) || s.is(k, Classes::EVENTS))
            || s.is(k, Classes::RISK | Classes::HAPPENED) && !s.is_word(k, &["relative", "proportional"]);
        told |= s.is_word(k, &["fewer", "more"]) && s.any(k + 1..k + 4, Classes::PEOPLE);
    }
    told
}
