//! Short forms that the text itself defines: "goal-directed therapy (GDT)".

use rustc_hash::FxHashMap;

use crate::extract::bind::words::{Word, Words};
use crate::extract::sentence::Sentence;
use crate::finding;
use crate::lex::{Classes, Sort};

/// A short form and the words it stands for.
pub(super) struct ShortForm<'t> {
    pub(super) short: Word<'t>,
    pub(super) long: Vec<Word<'t>>,
    /// Those of them that tell, sorted.
    pub(super) keys: Vec<u64>,
}

/// Short forms by the key of the short word.
pub(super) type ShortForms<'t> = FxHashMap<u64, ShortForm<'t>>;

/// Where they stand, in text order.
pub(super) fn places(forms: &ShortForms<'_>) -> Vec<finding::ShortForm> {
    let place = |form: &ShortForm<'_>| {
        let (first, last) = (form.long.first()?, form.long.last()?);
        Some(finding::ShortForm { short: form.short.span, long: first.span.to(last.span) })
    };
    let mut out: Vec<finding::ShortForm> = forms.values().filter_map(place).collect();
    out.sort_by_key(|form| form.short);
    out
}

/// Letters of a short form, at most.
const LONGEST: usize = 8;

/// Adds the short forms that a sentence defines: a word of capitals in a bracket, whose letters stand, in order, in the
/// words before it (the rule of Schwartz and Hearst, A simple algorithm for identifying abbreviation definitions in
/// biomedical text, PSB 2003).
///
/// Names are often written out in a sentence that says nothing else of arms; of such a sentence only the words before its
/// brackets are looked at.
pub(super) fn note<'t>(s: &Sentence<'t>, words: &[Word<'t>], forms: &mut ShortForms<'t>) {
    if !s.holds(Sort::Opening) {
        return;
    }
    if !words.is_empty() {
        return defined_in(words, forms);
    }
    let mut from = 0;
    while let Some(at) = s.first(from..s.items.len(), Classes::BRACKET) {
        from = at + 1;
        if s.opens(at) && short(s.words(at + 1)) {
            let window = at.saturating_sub(WINDOW)..at + 2;
            defined_in(&Words::between(s, window), forms);
        }
    }
}

/// Items before a bracket that a short form may be of, at most.
const WINDOW: usize = 16;

/// Whether a word looks like a short form.
fn short(word: &str) -> bool {
    word.len() <= LONGEST && word.bytes().filter(u8::is_ascii_uppercase).nth(1).is_some()
}

/// Adds those that a stretch of words defines.
fn defined_in<'t>(words: &[Word<'t>], forms: &mut ShortForms<'t>) {
    for k in (1..words.len()).filter(|k| words[k - 1].is_of(Sort::Opening)) {
        let word = words[k];
        if !word.word || !short(word.text) {
            continue;
        }
        let letters = word.text.trim_end_matches('s');
        if let Some(from) = defined(letters, &words[..k - 1]) {
            let long = words[from..k - 1].to_vec();
            forms.entry(word.key).or_insert_with(|| ShortForm { short: word, keys: telling(&long), long });
        }
    }
}

/// The words of a phrase that tell, sorted.
fn telling(words: &[Word<'_>]) -> Vec<u64> {
    let mut keys: Vec<u64> = words.iter().filter(|w| !w.is_of(Sort::Generic)).map(|w| w.key).collect();
    // "treatment group (TG)": all there is.
    if keys.is_empty() {
        keys = words.iter().filter(|w| w.is_of(Sort::Experimental)).map(|w| w.key).collect();
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Where the words that the letters stand for begin.
fn defined(letters: &str, before: &[Word<'_>]) -> Option<usize> {
    let wanted: Vec<u8> =
        letters.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase()).collect();
    let mut left = wanted.len();
    // As many words as letters and a few small ones between.
    for (at, word) in before.iter().enumerate().rev().take(wanted.len() + 3) {
        if !word.word {
            return None;
        }
        let text = word.text.as_bytes();
        // Letters are looked for from the word's end, so that its first letter is taken last.
        let mut i = text.len();
        while i > 0 && left > 0 {
            i -= 1;
            if text[i].to_ascii_lowercase() == wanted[left - 1] && (i == 0 || left > 1) {
                left -= 1;
            }
        }
        if left == 0 {
            let starts = text.first().is_some_and(|b| b.to_ascii_lowercase() == wanted[0]);
            return starts.then_some(at);
        }
    }
    None
}
