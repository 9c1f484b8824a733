//! Words and numbers that belong to a name between a number and its people.

use crate::extract::sentence::Sentence;
use crate::lex::Cue;

/// "status", "class": what a class of patients follows.
pub(super) fn grade(s: &Sentence<'_>, i: usize) -> bool {
    s.is_word(i, &["status", "ASA"]) || s.cue(i) == Cue::Grade
}

/// Whether classes of patients are listed before an item.
pub(super) fn graded(s: &Sentence<'_>, i: usize) -> bool {
    (i.saturating_sub(8)..i).any(|at| grade(s, at))
}

/// `H. pylori`, `H pylori`: a germ's first letter.
pub(super) fn germ(s: &Sentence<'_>, letter: usize) -> bool {
    let name = letter + if s.mark(letter + 1) == Some('.') { 2 } else { 1 };
    s.length(letter) == 1
        && s.length(name) > 3
        && s.words(letter).starts_with(char::is_uppercase)
        && (name > letter + 1 || s.cue(letter) != Cue::None && s.cue(name) == Cue::None)
        && s.words(name).bytes().all(|b| b.is_ascii_lowercase())
}

/// Whether a hyphen binds the word at an item to the next: `patient-reported`.
pub(super) fn hyphenated(s: &Sentence<'_>, i: usize) -> bool {
    s.mark(i + 1) == Some('-')
        && !s.items[i + 1].spaced
        && s.items.get(i + 2).is_some_and(|item| !item.spaced && !item.numeric())
}

/// `a 9-item patient questionnaire`, `5-FU-treated patients`, `EQ-5D-5L`: a number of a name; but `a 20-patient study`.
pub(super) fn named(s: &Sentence<'_>, i: usize) -> bool {
    let glued = |at: usize| s.items.get(at).is_some_and(|item| !item.spaced);
    let within = i > 0 && s.mark(i - 1) == Some('-') && glued(i) && glued(i + 1) && s.is_plain_word(i + 1);
    within || !s.items[i].spelled && hyphenated(s, i) && s.cue(i + 2) != Cue::People
}
