//! How often, and between which words, a phrase stands in its article.

use crate::extract::bind::words::{Word, Words};
use crate::lex::Sort;

/// How often a phrase stands in the article, up to three times.
pub(super) fn count(sentences: &[Words<'_>], phrase: &[Word<'_>]) -> usize {
    sentences.iter().flat_map(|words| found(words, phrase)).take(3).count()
}

/// How often a phrase stands where arms do, up to three times: "with X", "the X", "than X", and its end is a name's end.
pub(super) fn placed(sentences: &[Words<'_>], phrase: &[Word<'_>]) -> usize {
    let stands = |words: &[Word<'_>], at: usize| {
        let before = &words[at - 1];
        let end = words.get(at + phrase.len());
        (before.is_of(Sort::Before) || !before.word)
            && end.is_none_or(|w| !w.word || w.is_of(Sort::Before) || w.is_of(Sort::Behind))
    };
    sentences
        .iter()
        .flat_map(|words| found(words, phrase).filter(|at| *at > 0 && stands(words, *at)))
        .take(3)
        .count()
}

/// What stands behind words that say how often something happened: "the prevalence of X", "a lower risk of X than …".
pub(super) fn happened<'w, 't>(sentences: &'w [Words<'t>]) -> Vec<&'w [Word<'t>]> {
    let says = |words: &[Word<'_>]| words[0].is_of(Sort::Happens) && words[1].is(&["of"]);
    let behind = |words: &'w Words<'t>| {
        words.windows(2).enumerate().filter(move |(_, pair)| says(pair)).map(move |(at, _)| &words[at + 2..])
    };
    sentences.iter().filter(|words| words.holds(Sort::Happens)).flat_map(behind).collect()
}

/// Whether a sentence says how often what a phrase names happened.
pub(super) fn counted(happened: &[&[Word<'_>]], phrase: &[Word<'_>]) -> bool {
    happened
        .iter()
        .any(|behind| behind.len() >= phrase.len() && behind.iter().zip(phrase).all(|(a, b)| a.key == b.key))
}

/// Where a phrase stands.
pub(super) fn found(words: &Words<'_>, phrase: &[Word<'_>]) -> impl Iterator<Item = usize> {
    let first = phrase.first().map(|w| w.key);
    let words = if first.is_none_or(|first| words.keys().may_hold(first)) { &words[..] } else { &[] };
    let starts = words.len() + 1 - phrase.len().min(words.len() + 1);
    (0..starts.min(words.len())).filter(move |at| {
        first.is_none_or(|first| words[*at].key == first)
            && words[*at..].iter().zip(phrase).all(|(a, b)| a.key == b.key)
    })
}
