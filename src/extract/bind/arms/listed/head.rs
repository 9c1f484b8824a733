//! The noun that adjectives of a list have together: `early or delayed surgery`, `low or high doses of tolvarin`.

use super::Phrase;
use crate::extract::bind::arms::candidate::{LONGEST_NAME, tells};
use crate::extract::bind::words::Word;
use crate::lex::Sort;

/// Adjectives of treatments that no ending tells.
const ADJECTIVES: &[&str] = &[
    "early", "late", "high", "low", "higher", "lower", "short", "long", "open", "full", "half", "single",
    "double", "real", "sham", "true", "light", "heavy", "slow", "rapid", "fast", "wide", "narrow", "dry",
    "wet", "warm", "cold", "weekly", "daily",
];

/// How adjectives end: "rectal", "articular", "intensive", "delayed".
const ENDINGS: &[&str] = &["al", "ar", "ic", "ive", "ous", "ed", "ary", "ate", "ent"];

/// Gives what stands behind the last of several adjectives to all of them: `early or delayed surgery` is early surgery or delayed
/// surgery, and surgery is none of the two.
pub(super) fn share(phrases: &mut [Phrase<'_>]) {
    let Some((last, before)) = phrases.split_last_mut() else { return };
    let Some((first, rest)) = last.words.split_first() else { return };
    let alone = |phrase: &Phrase<'_>| {
        matches!(&phrase.words[..], [only] if adjective(only))
            && phrase.doses.is_empty()
            && phrase.also.is_empty()
    };
    let joins = |w: &Word<'_>| !w.word || w.sorts.meet(&[Sort::Joins, Sort::Negation]);
    if before.is_empty()
        || !last.also.is_empty()
        || !before.iter().all(alone)
        || !(adjective(first) || first.is(&["placebo"]))
        || !tells(rest)
        || rest.iter().any(joins)
        || rest.len() >= LONGEST_NAME
    {
        return;
    }
    for phrase in before {
        let own = phrase.words.clone();
        phrase.words.extend(rest);
        phrase.also.push(own);
    }
    let own = vec![*first];
    last.also.push(own);
}

/// Whether a word says which, and a noun stands behind it.
fn adjective(word: &Word<'_>) -> bool {
    let ends = |end: &&str| word.text.len() > 4 && word.text.ends_with(*end);
    word.word && (word.is(ADJECTIVES) || ENDINGS.iter().any(ends))
}
