//! Numbers behind the name of a measure that are no value of it: sizes, hours of the day, what a trial was planned to find.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Measure, Scale};
use crate::lex::{Classes, Cue};

use super::one::unit_end;

/// Items before the name of a measure and behind its number among which words say that a trial was planned to find it, at most.
const PLANNED: (usize, usize) = (30, 16);

/// Items behind a number to the verb that says that it was sought, at most.
const SOUGHT: usize = 8;

/// Whether the number at `at`, with neither interval nor P value behind the name of a measure, is no value of it.
pub(super) fn no_difference(s: &Sentence<'_>, name: usize, at: usize, measure: Measure) -> bool {
    let sized = s.mark(at - 1) == Some('=') && at > 1 && s.is_word(at - 2, &["n"]);
    // A number needed to treat is not what a trial is planned to find.
    sized || measure != Measure::NumberNeededToTreat && planned(s, name, at) || counted(s, name, at, measure)
}

/// `a difference of 8% was sought`, `power to detect a difference of 8%`, `the critical hazard ratio (HR)`.
fn planned(s: &Sentence<'_>, name: usize, at: usize) -> bool {
    let around = name.saturating_sub(PLANNED.0)..s.items.len().min(at + PLANNED.1);
    // Margins and levels of alpha are told of what was found, too.
    let presumed = |k: usize| s.is_word(k, &["detect", "power", "assuming", "assumed"]);
    s.any(around.clone(), Classes::PLANNED_ESTIMATE) && { around }.any(presumed)
        || (name.saturating_sub(4)..name).any(|k| s.is_word(k, &["critical"]))
        || (at + 1..at + SOUGHT).any(|k| s.is_word(k, &["sought", "hypothesized", "hypothesised"]))
}

/// `differences in 1,489 eligible patients`, `(0800, 1300 and 1900 hours)`, `MD, 44`: a whole number of no unit counts something else.
fn counted(s: &Sentence<'_>, name: usize, at: usize, measure: Measure) -> bool {
    let bare = s.plain(at).is_some_and(|n| n.decimal.places() == 0) && unit_end(s, at) == at + 1;
    if !bare || measure.scale() != Scale::Linear || s.is_currency(at - 1) {
        return false;
    }
    let clock = s.words(at).len() > 1 && s.words(at).starts_with('0');
    // "differences between three trials (394 of 512)"
    let bracketed = s.opens(at - 1)
        && name + 1 < at - 1
        && s.items.get(at + 1).is_some_and(|item| {
            matches!(item.shape, Shape::Mark(',')) || matches!(item.cue, Cue::Preposition | Cue::Of)
        });
    let next = (at + 1..at + 4).find(|k| !s.is(*k, Classes::WORD) || s.cue(*k) == Cue::People);
    let people = next.is_some_and(|k| s.cue(k) == Cue::People);
    let short = s.words(name).len() < 4 && s.words(name).bytes().all(|b| b.is_ascii_uppercase());
    clock || bracketed || short || people
}
