//! What people are called beside their number.

use crate::extract::item::Shape;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::lex::{Classes, Cue, Sort};
use crate::text::Span;

/// Words of a name, at most.
const LONGEST: usize = 12;

/// `in patients with adenocarcinoma (n = 847`, `For nasal patients (n = 62)`, `with SBP > 170 mmHg (n = 5420`: what stands
/// before the bracket.
pub(super) fn before(s: &Sentence<'_>, reading: &Reading) -> Option<Span> {
    let open = reading.first.checked_sub(1).filter(|at| s.opens(*at))?;
    let mut end = open;
    if s.cue(end.checked_sub(1)?) == Cue::People {
        end -= 1;
    }
    let mut start = end;
    while start > 0 && end - start < LONGEST && named(s, start - 1) {
        start -= 1;
    }
    // "tolvarin, 2.5 mg/day (13 adults)": how much stands behind a comma.
    let amount = end > start && s.items[start].numeric() && (start..end).any(|at| s.cue(at) == Cue::Dose);
    if amount
        && start > 1
        && s.mark(start - 1) == Some(',')
        && s.is_plain_word(start - 2)
        && s.cue(start - 2) == Cue::None
    {
        start -= 2;
        while start > 0 && end - start < LONGEST && named(s, start - 1) {
            start -= 1;
        }
    }
    // What it is of or in stands right before it.
    let placed = start == 0
        || matches!(
            s.cue(start - 1),
            Cue::Preposition
                | Cue::Of
                | Cue::Or
                | Cue::To
                | Cue::Versus
                | Cue::Article
                | Cue::People
                | Cue::Received
        )
        || matches!(s.mark(start - 1), Some(',' | ';'))
        // "A (n = 20) and B (n = 21)", but not "the combination of A and B (n = 21)"
        || start > 1 && s.cue(start - 1) == Cue::And && (s.closes(start - 2) || s.mark(start - 2) == Some(','));
    phrase(s, start, end).filter(|_| placed)
}

/// Words of a name in the bracket of its size, at most.
const LABEL: usize = 4;

/// `(intervention n = 43 and control n = 46)`, `(IG: 164; CG: 171)`: what stands before a size in the bracket of several.
pub(super) fn inside(s: &Sentence<'_>, reading: &Reading) -> Option<Span> {
    let mut end = reading.first;
    if s.items[reading.main].depth == 0 {
        return None;
    }
    if reading.main.checked_sub(1).is_some_and(|at| s.mark(at) == Some(':')) && reading.first == reading.main
    {
        end = end.checked_sub(1)?;
    }
    if end > 0 && matches!(s.mark(end - 1), Some(',' | ':' | '=')) {
        end -= 1;
    }
    let word = |at: usize| {
        s.is(at, Classes::WORD) && matches!(s.cue(at), Cue::None | Cue::Group | Cue::PercentScale)
            || s.mark(at) == Some('-')
    };
    let mut start = end;
    while start > 0 && end - start < LABEL && word(start - 1) {
        start -= 1;
    }
    let before = start.checked_sub(1)?;
    let placed = s.opens(before) || matches!(s.mark(before), Some(',' | ';')) || s.cue(before) == Cue::And;
    phrase(s, start, end).filter(|_| placed && start < end)
}

/// `Group 1 (n = 28)`, `the second group (n = 27)`: the group that a letter, a number or its place in the order names.
pub(super) fn lettered(s: &Sentence<'_>, reading: &Reading) -> Option<Span> {
    const PLACES: &[&str] = &["first", "second", "third", "fourth", "1st", "2nd", "3rd", "4th"];
    let last = reading.first.checked_sub(2).filter(|at| s.opens(at + 1) && *at > 0)?;
    let label = s.words(last).len() == 1 && s.items[last].mark().is_none() && s.cue(last - 1) == Cue::Group;
    let placed = s.cue(last) == Cue::Group && s.is_word(last - 1, PLACES);
    (label || placed).then(|| s.items[last - 1].span.to(s.items[last].span))
}

/// The phrase that tells a subgroup, if it tells one: "not" and "other" do not.
pub(super) fn phrase(s: &Sentence<'_>, start: usize, end: usize) -> Option<Span> {
    // "or 10 mg (n = 44)"
    let strength = |at: usize| s.items[at].numeric() && s.cue(at + 1) == Cue::Dose && at + 1 < end;
    let tells = |at: usize| {
        let word = s.is(at, Classes::WORD) && matches!(s.cue(at), Cue::None | Cue::PercentScale | Cue::Unit);
        word && !s.is_of(at, Sort::Negation) && !s.is_word(at, &["other", "others", "those", "same"])
    };
    (start..end).any(|at| tells(at) || strength(at)).then(|| {
        let span = s.items[start].span.to(s.items[end - 1].span);
        // The stop behind a sentence is no part of a name.
        Span { end: span.end - usize::from(span.of(s.text).ends_with('.')), ..span }
    })
}

/// Whether an item may be of a subgroup's name: a word, or a bound with its number and unit.
fn named(s: &Sentence<'_>, i: usize) -> bool {
    let bounds = |c| matches!(c, '<' | '>' | '≤' | '≥');
    let bounded = |at: usize| {
        s.mark(at).is_some_and(bounds) || matches!(s.cue(at), Cue::LessThan | Cue::MoreThan | Cue::AtLeast)
    };
    match s.mark(i) {
        Some(c) => bounds(c) || matches!(c, '-' | '/'),
        None if s.items[i].numeric() => {
            let strength = matches!(s.items[i].shape, Shape::Percent(_)) || s.cue(i + 1) == Cue::Dose;
            strength || i > 0 && bounded(i - 1)
        }
        // "5 mg/day", "15 mg per day"
        None if matches!(s.cue(i), Cue::Time(_)) => {
            i > 1
                && (s.mark(i - 1) == Some('/') || s.is_word(i - 1, &["per"]))
                && matches!(s.cue(i - 2), Cue::Dose | Cue::Unit)
        }
        None => matches!(
            s.cue(i),
            Cue::None
                | Cue::Unit
                | Cue::Dose
                | Cue::PercentScale
                | Cue::Grade
                | Cue::Lower
                | Cue::Higher
                | Cue::LessThan
                | Cue::MoreThan
        ),
    }
}

/// `In 548 patients with a score of 1 or more`, `among the 964 women without congestion`: what stands behind them.
pub(super) fn behind(s: &Sentence<'_>, reading: &Reading) -> Option<Span> {
    let mut at = reading.main.checked_sub(1)?;
    while at > 0 && s.cue(at) == Cue::Article {
        at -= 1;
    }
    if !s.is_word(at, &["in", "among", "for", "of"]) || s.cue(reading.last) != Cue::People {
        return None;
    }
    let word = reading.last + 1;
    let mut start = match () {
        () if s.is_word(word, &["with", "having"]) => word + 1,
        () if s.is_word(word, &["without"]) => word,
        () if s.is_word(word, &["who"]) => {
            word + 1 + usize::from(matches!(s.cue(word + 1), Cue::Was | Cue::Received))
        }
        () => return None,
    };
    start += usize::from(s.cue(start) == Cue::Article);
    if s.cue(start) == Cue::And {
        return None;
    }
    let mut end = start;
    while !ends(s, end) {
        // "wild-type (WT) tumours": a short form does not end the name.
        end = if s.opens(end) { end + 3 } else { end + 1 };
        if end >= s.items.len() || end - start > LONGEST {
            return None;
        }
    }
    phrase(s, start, end)
}

/// Whether a subgroup's name ends before an item: at a sign, or where the sentence goes on with its verb.
pub(super) fn ends(s: &Sentence<'_>, i: usize) -> bool {
    let short_form = s.opens(i) && s.closes(i + 2) && s.is(i + 3, Classes::WORD);
    matches!(s.mark(i), Some(',' | ';' | ':' | '(' | '[')) && !short_form
        || matches!(s.cue(i), Cue::Was | Cue::Happened | Cue::Versus | Cue::Difference)
        || s.is_word(i, &["who", "that", "which", "whose"])
        || s.is(i, Classes::BEFELL)
        // "In 97 patients with gout the rate was", but not "with a fracture of the hip".
        || s.cue(i) == Cue::Article && !matches!(s.cue(i - 1), Cue::Of | Cue::Preposition | Cue::To | Cue::And | Cue::Or)
}
