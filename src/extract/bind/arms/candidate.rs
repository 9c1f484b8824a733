//! Phrases that may name an arm.

pub(super) mod concentration;
pub(super) mod lists;

use crate::extract::bind::words::Word;
use crate::extract::sentence::Sentence;
use crate::lex::{Cue, Sort};

/// Words in the name of an arm, at most.
pub(super) const LONGEST_NAME: usize = 7;

/// What treatment is said to be more or less of, and told by: "less tight control", "more intensive follow-up".
pub(super) const DEGREES: &[&str] = &[
    "intensive",
    "tight",
    "strict",
    "aggressive",
    "invasive",
    "intense",
    "stringent",
    "restrictive",
    "extensive",
];

/// What is based on people or facts and is given to nobody: "a population-based survey".
const STUDIED: &[&str] = &[
    "study",
    "studies",
    "trial",
    "trials",
    "cohort",
    "cohorts",
    "survey",
    "sample",
    "samples",
    "registry",
    "analysis",
    "analyses",
    "design",
    "data",
    "database",
    "evidence",
    "model",
    "models",
    "method",
    "methods",
    "criteria",
    "phase",
    "comparison",
    "crossover",
    "experiment",
    "research",
];

/// A phrase that may name an arm.
pub(super) struct Candidate<'t> {
    pub(super) words: Vec<Word<'t>>,
    /// Other names the text gives it at once: "(group A)".
    pub(super) also: Vec<Vec<Word<'t>>>,
    /// The list it stands in: two of one list are two arms.
    pub(super) list: usize,
    /// It names an arm even where nothing else does: an assignment list says so, "the X group" almost; a comparison
    /// only where it fits.
    pub(super) sure: bool,
}

impl<'t> Candidate<'t> {
    /// A phrase of no list.
    pub(super) fn lone(words: Vec<Word<'t>>, sure: bool) -> Self {
        Self { words, also: Vec::new(), list: 0, sure }
    }
}

/// Without "and", "the" and the like at its ends.
pub(super) fn trimmed(mut words: Vec<Word<'_>>) -> Vec<Word<'_>> {
    while words.first().is_some_and(|w| w.is_of(Sort::End)) {
        words.remove(0);
    }
    // "centre A" is named by its letter.
    while words.last().is_some_and(|w| w.is_of(Sort::End) && w.text != "A") {
        words.pop();
    }
    words
}

/// Whether a phrase has a word that tells one arm from another.
pub(super) fn tells(phrase: &[Word<'_>]) -> bool {
    phrase.iter().any(|w| {
        w.word && !w.is_of(Sort::Generic) && (w.text.len() > 1 || w.text.starts_with(char::is_uppercase))
    })
}

/// Whether a phrase could name a group: no word at its head that only points ("each", "both", "study").
pub(super) fn names(phrase: &[Word<'_>]) -> bool {
    let only_side =
        !phrase.is_empty() && phrase.iter().all(|w| w.is_of(Sort::Experimental) || w.is_of(Sort::Whole));
    (tells(phrase) || only_side) && !bare(phrase) && phrase.first().is_some_and(|w| !w.is_of(Sort::NoName))
}

/// Whether a phrase says only what was measured, or when: "versus an increase of 11%", "blood pressure"; or only "no".
pub(super) fn bare(phrase: &[Word<'_>]) -> bool {
    let nothing = |w: &Word<'_>| w.is_of(Sort::Nameless) || w.is_of(Sort::Generic) && w.text != "A";
    phrase.iter().any(|w| w.is_of(Sort::Nameless)) && phrase.iter().all(nothing)
        || matches!(phrase, [only] if only.is(&["no", "not", "non"]))
}

/// Whether a phrase says only how or when: "immediately", "a maximum of".
pub(super) fn manner(phrase: &[Word<'_>]) -> bool {
    // Adjectives that may tell arms apart: "weekly" and "early" do, though they say when.
    const APART: &[&str] =
        &["daily", "weekly", "monthly", "quarterly", "yearly", "hourly", "nightly", "biweekly", "early"];
    let how = |w: &Word<'_>| {
        w.text.len() > 4
            && w.text.ends_with("ly")
            && !w.is(APART)
            && w.text.starts_with(|c: char| c.is_ascii_lowercase())
    };
    !phrase.is_empty() && phrase.iter().all(|w| how(w) || w.is(&["maximum", "minimum", "a", "of"]))
}

/// Whether a small word is inside of a name that hyphens hold together: "face-to-face", "hand-on-needle".
pub(super) fn hyphened(s: &Sentence<'_>, word: &Word<'_>) -> bool {
    let dash = |at: Option<usize>| at.is_some_and(|at| s.mark(at) == Some('-') && !s.items[at].spaced);
    let close = |at: usize| s.items.get(at).is_some_and(|item| !item.spaced);
    dash(word.item.checked_sub(1)) && dash(Some(word.item + 1)) && close(word.item) && close(word.item + 2)
}

/// Whether a phrase holds words that no arm's name has: months, statistics, "ratio", "respectively".
pub(super) fn foreign_words(phrase: &[Word<'_>]) -> bool {
    // "controlled-release tolvarin"
    let released =
        |k: usize| phrase[k].is(&["controlled"]) && phrase.get(k + 1).is_some_and(|w| w.is(&["release"]));
    let based = |k: usize| based(phrase, k);
    let more = |k: usize| phrase[k].is(&["less", "more"]) && phrase.get(k + 1).is_some_and(|w| w.is(DEGREES));
    phrase.iter().enumerate().any(|(k, w)| {
        w.is_of(Sort::Foreign) && !released(k) && !more(k) && !based(k) && !based(k + 1)
            || ordinal(w.text)
            || matches!(
                w.cue,
                Cue::Month
                    | Cue::Statistic(_)
                    | Cue::Measure { .. }
                    | Cue::Happened
                    | Cue::Grade
                    | Cue::Criterion
                    | Cue::Versus
            )
    })
}

/// Whether no name holds the word at `k`: "stratified"; but "based" in "home-based training".
pub(super) fn foreign(words: &[Word<'_>], k: usize) -> bool {
    words.get(k).is_some_and(|w| w.is_of(Sort::Foreign)) && !based(words, k)
}

/// Whether a hyphen holds the word at `k` to what a treatment goes by: `tolvarin-based therapy`, `home-based training`,
/// `patient-controlled analgesia`; but `placebo-controlled`, and `a population-based study`.
fn based(phrase: &[Word<'_>], k: usize) -> bool {
    let (Some(word), Some(before)) = (phrase.get(k), k.checked_sub(1).and_then(|b| phrase.get(b))) else {
        return false;
    };
    word.is(&["based", "controlled"])
        && before.item + 2 == word.item
        && before.text.len() > 2
        && !before.is_of(Sort::Control)
        && phrase.get(k + 1).is_some_and(|w| w.word && !w.is(STUDIED))
}

/// "12th", "3rd": says when, or which visit.
fn ordinal(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && matches!(&word[digits..], "st" | "nd" | "rd" | "th")
}

/// A single small letter, as of "b.d.".
pub(super) fn letter(word: &Word<'_>) -> bool {
    word.word && word.text.len() == 1 && word.text.starts_with(|c: char| c.is_ascii_lowercase())
}

/// Whether a full stop stands behind such a letter.
pub(super) fn behind_letter(s: &Sentence<'_>, dot: &Word<'_>) -> bool {
    let before = dot.item.checked_sub(1).map_or("", |b| s.words(b));
    s.mark(dot.item) == Some('.') && before.len() == 1 && before.starts_with(|c: char| c.is_ascii_lowercase())
}

/// Whether a hyphen holds a word to the next: "on-pump".
pub(super) fn leads(s: &Sentence<'_>, word: &Word<'_>) -> bool {
    s.mark(word.item + 1) == Some('-') && s.items.get(word.item + 2).is_some_and(|item| !item.spaced)
}
