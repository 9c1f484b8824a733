//! Nouns that say how a thing is counted, and not which: "scores", "levels". What they are of stands before them, or in the sentence
//! before.

use super::candidates::Candidate;
use super::clause::over_bracket;
use super::phrase::content;
use crate::extract::sentence::Sentence;
use crate::lex::Cue;
use crate::text::Span;

/// Nouns of what was used, or how much of it there was, whose name may be an arm's.
const OF_SOMETHING: &[&str] = &[
    "consumption",
    "requirement",
    "requirements",
    "concentration",
    "concentrations",
    "level",
    "levels",
    "clearance",
    "AUC",
];

/// Nouns that say nothing alone.
pub(super) const GENERAL: &[&str] = &[
    "score",
    "scores",
    "level",
    "levels",
    "concentration",
    "concentrations",
    "ratio",
    "ratios",
    "index",
    "value",
    "values",
    "count",
    "counts",
];

/// The span of a candidate, with what its noun is of where that was taken for something else: the drug of `tolvarin consumption`, what
/// stands before the bracket of `the fatigue scale (FS) scores`.
pub(super) fn written_out(s: &Sentence<'_>, all: &[Candidate], c: &Candidate) -> Span {
    let own = c.span(s);
    let Some(b) = c.first.checked_sub(1).filter(|_| c.first == c.last) else { return own };
    if s.closes(b) && s.is_word(c.first, GENERAL) {
        return over_bracket(s, all, c, 0);
    }
    // The drug is an arm's name, and so no part of a candidate.
    let other =
        s.is_word(b, &["placebo", "control", "treatment", "intervention", "group", "study", "active"]);
    let named = content(s, b) && s.is_plain_word(b) && !other && !s.words(b).contains(' ');
    let alone = b.checked_sub(1).is_none_or(|k| s.mark(k) != Some('-') && !matches!(s.cue(k), Cue::Versus));
    if s.is_word(c.first, OF_SOMETHING) && named && alone { s.items[b].span.to(own) } else { own }
}

/// What a general noun means that points back: the pain scores of `the scores were 12 and 15`.
pub(super) fn meant(s: &Sentence<'_>, span: Span, before: Option<Span>) -> Option<Span> {
    let name = span.of(s.text);
    let before = before.filter(|before| *before != span)?;
    if !GENERAL.iter().any(|noun| noun.eq_ignore_ascii_case(name)) {
        return None;
    }
    let at = s.items.iter().position(|item| item.span.start == span.start)?;
    let b = at.checked_sub(1)?;
    let points = |k: usize| s.is_word(k, &["the", "these", "this", "their"]);
    let back = points(b) || matches!(s.cue(b), Cue::Statistic(_)) && b.checked_sub(1).is_none_or(points);
    let tied = s.cue(at + 1) == Cue::Of || s.is_word(at + 1, &["for", "on", "in"]);
    let stem = name.trim_end_matches('s');
    let same = before.of(s.text).split(' ').any(|word| {
        word.len() >= stem.len()
            && word.is_char_boundary(stem.len())
            && word[..stem.len()].eq_ignore_ascii_case(stem)
    });
    (back && !tied && same && before.of(s.text).contains(' ')).then_some(before)
}
