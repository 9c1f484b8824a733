//! How words are used where outcomes are named: whether phrases that end, or begin, with a word are what values are of.
//! Learned from abstracts without labels (`words.txt`), so that words of no labelled abstract speak as well.

use std::sync::OnceLock;

use super::nature::{CHANGE, JUDGING, MEASURED, NONE, TIME, nature};
use super::phrase::{first_word, last_word};
use crate::extract::keyed::Keyed;
use crate::lex::key;

/// Steps from "hardly ever" to "most often", behind that of words too rare to tell.
pub(super) const STEPS: usize = 9;

/// The steps of a word as the last and as the first of a phrase.
#[derive(Clone, Copy, Default, PartialEq)]
struct Steps {
    last: u8,
    first: u8,
}

/// The step of a phrase's last word, and that of its first.
pub(in crate::extract::bind) fn usage(phrase: &str) -> (usize, usize) {
    usage_of(key(last_word(phrase)), key(first_word(phrase)))
}

/// The same, of the keys of both words.
pub(super) fn usage_of(last: u64, first: u64) -> (usize, usize) {
    let words = words();
    (usize::from(words.get(last).last), usize::from(words.get(first).first))
}

/// Whether a word at the end of a phrase says that it names something measured, or when, and not who got what.
pub(in crate::extract::bind) fn names_outcome(word: &str) -> bool {
    // Names of drugs often end so, and values are of their levels as well.
    const DRUGS: [&str; 5] = ["ine", "ide", "one", "ate", "ol"];
    let drug = || DRUGS.iter().any(|ending| word.ends_with(ending));
    let often = || usage(word).0 >= if drug() { OFTEN + 2 } else { OFTEN };
    measures(word) || nature(word) == NONE && often()
}

/// Whether a word is of something measured, of a time or of a judgment, by what it means.
pub(in crate::extract::bind) fn measures(word: &str) -> bool {
    matches!(nature(word), MEASURED | TIME | CHANGE | JUDGING)
}

/// The step of words that end names of outcomes often.
const OFTEN: usize = 6;

fn words() -> &'static Keyed<Steps> {
    static WORDS: OnceLock<Keyed<Steps>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let text = include_str!("words.txt");
        let mut words = Keyed::for_values(text.lines().count());
        for (word, steps) in text.lines().filter_map(line) {
            *words.entry(key(word)) = steps;
        }
        words
    })
}

/// A word and its two steps, a digit each.
fn line(line: &str) -> Option<(&str, Steps)> {
    let (word, steps) = line.split_once(' ').filter(|(word, _)| *word != "#")?;
    let digit = |b: u8| Some(b.checked_sub(b'0')?).filter(|step| usize::from(*step) < STEPS);
    match steps.as_bytes() {
        [last, first] => Some((word, Steps { last: digit(*last)?, first: digit(*first)? })),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_outcomes_stand_above_other_words() {
        let last = |phrase| usage(phrase).0;
        assert!(last("overall survival") > last("intention"));
        assert!(last("systolic blood pressure") > last("end"));
        assert_eq!(last("an unheardofword"), 0);
    }

    #[test]
    fn every_line_is_read() {
        for text in include_str!("words.txt").lines().filter(|text| !text.starts_with("# ")) {
            assert!(line(text).is_some(), "{text}");
        }
    }
}
