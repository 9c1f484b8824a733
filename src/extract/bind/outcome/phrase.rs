//! Which words can be part of the name of what was measured, and where such a name begins and ends.

use crate::extract::sentence::Sentence;
use crate::lex::{Cue, Sort, key};

/// Words of a name, at most.
pub(super) const LONGEST: usize = 9;

/// Whether an item can be part of an outcome's name.
pub(super) fn content(s: &Sentence<'_>, i: usize) -> bool {
    // "Overall, …" says of whom, "overall survival" what.
    s.items.get(i).is_some_and(|item| {
        item.sorts.has(Sort::Naming) && !(item.sorts.has(Sort::Overall) && s.mark(i + 1) == Some(','))
    })
}

/// Words that may stand inside a name but not at its ends.
pub(super) fn inner(s: &Sentence<'_>, i: usize) -> bool {
    let item = &s.items[i];
    !s.spent[i]
        && !changes(s, i)
        && (matches!(
            item.cue,
            Cue::Of | Cue::Or | Cue::And | Cue::To | Cue::Adjusted | Cue::Received | Cue::Lower | Cue::Higher
        ) || s.mark(i) == Some('-')
            || s.mark(i) == Some('/')
            || item.named
            || item.cue == Cue::Article
            || item.cue == Cue::Preposition
                && s.is_word(i, &["from", "with", "without", "for", "to", "on", "in"]))
}

/// "The offer increased uptake": a verb between what did it and what was measured.
fn changes(s: &Sentence<'_>, i: usize) -> bool {
    const VERBS: &[&str] =
        &["increased", "decreased", "reduced", "improved", "lowered", "raised", "enhanced", "attenuated"];
    matches!(s.cue(i), Cue::Lower | Cue::Higher)
        && i.checked_sub(1).is_some_and(|b| content(s, b))
        && s.is_word(i, VERBS)
        // "balance improved in 12 patients"
        && !matches!(s.cue(i + 1), Cue::Preposition | Cue::To)
}

/// Takes from both ends what names nothing: "the risk of", "the rate of", "the proportion of patients with".
pub(super) fn narrow(s: &Sentence<'_>, start: &mut usize, end: &mut usize) {
    // Behind the last head noun with "of": "the risk of disease progression or death".
    if let Some(head) = (*start..end.saturating_sub(1))
        .rev()
        .find(|i| s.is_of(*i, Sort::Head) && matches!(s.cue(i + 1), Cue::Of))
    {
        // "the survival rate of patients", "of asthma patients": whom, and not of what.
        let whom = |k: usize| matches!(s.cue(k), Cue::People | Cue::Group);
        let named =
            head.checked_sub(1).is_some_and(|b| b >= *start && content(s, b) && !s.is_of(b, Sort::Head));
        if named && s.is_word(head, &["rate", "rates"]) && whom(*end + 1) {
            *end = head - 1;
        } else {
            *start = head + 2;
        }
    }
    while *start < *end && !content(s, *start) && !s.items[*start].named {
        *start += 1;
    }
    while *end > *start && !content(s, *end) {
        *end -= 1;
    }
    // Too long for a name: the last part, behind a preposition or "and".
    while end.saturating_sub(*start) > LONGEST {
        match (*start..*end).find(|i| inner(s, *i) && *i > *start && s.mark(*i).is_none()) {
            Some(joint) => *start = joint + 1,
            None => break,
        }
    }
    while *start < *end && !content(s, *start) && !s.items[*start].named {
        *start += 1;
    }
}

/// The first word of a phrase.
pub(super) fn first_word(phrase: &str) -> &str {
    let behind = phrase.bytes().position(|b| matches!(b, b' ' | b'-' | b'/'));
    behind.map_or(phrase, |behind| &phrase[..behind])
}

/// The last word of a phrase.
pub(super) fn last_word(phrase: &str) -> &str {
    let before = phrase.bytes().rposition(|b| matches!(b, b' ' | b'-' | b'/'));
    before.map_or(phrase, |before| &phrase[before + 1..])
}

/// Whether a name ends with a word, in capitals or not.
pub(super) fn ends_with(name: &str, word: &str) -> bool {
    let at = name.len().checked_sub(word.len());
    at.and_then(|at| name.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(word))
}

/// Whether an item is one word: to the lexer, or because nothing parts it.
pub(super) fn one_word(s: &Sentence<'_>, i: usize) -> bool {
    let text = s.words(i);
    s.items[i].single || last_word(text).len() == text.len()
}

/// The key of the last word of a phrase between two items: nearly always one that the lexer knows, behind a space or hyphen.
/// What is a single word to the lexer has neither within.
pub(super) fn last_key(s: &Sentence<'_>, (first, last): (usize, usize)) -> u64 {
    let item = &s.items[last];
    let apart = first == last || parts(s, item.span.start.wrapping_sub(1));
    let known = apart && item.single && item.key != 0;
    if known { item.key } else { key(last_word(s.items[first].span.to(item.span).of(s.text))) }
}

/// The key of its first word.
pub(super) fn first_key(s: &Sentence<'_>, (first, last): (usize, usize)) -> u64 {
    let item = &s.items[first];
    let apart = first == last || parts(s, item.span.end);
    let known = apart && item.single && item.key != 0;
    if known { item.key } else { key(first_word(item.span.to(s.items[last].span).of(s.text))) }
}

/// Whether what parts the words of a phrase stands at a byte.
fn parts(s: &Sentence<'_>, at: usize) -> bool {
    matches!(s.text.as_bytes().get(at), Some(b' ' | b'-' | b'/'))
}
