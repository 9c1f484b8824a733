//! Short forms that the text itself defines: "goal-directed therapy (GDT)".

mod spelled;

use rustc_hash::FxHashMap;

use crate::extract::bind::words::{Word, Words};
use crate::extract::sentence::Sentence;
use crate::finding;
use crate::lex::{Classes, Sort};

/// A short form and the words it stands for.
pub(super) struct ShortForm<'t> {
    /// "LSG", or the words of "ACE-I".
    pub(super) short: Vec<Word<'t>>,
    pub(super) long: Vec<Word<'t>>,
    /// Those of them that tell, sorted.
    pub(super) keys: Vec<u64>,
}

/// Short forms by the keys of their words.
#[derive(Default)]
pub(super) struct ShortForms<'t> {
    forms: FxHashMap<u64, ShortForm<'t>>,
    /// Words of the longest.
    longest: usize,
}

impl<'t> ShortForms<'t> {
    /// What a word alone is short for.
    pub(super) fn get(&self, key: u64) -> Option<&ShortForm<'t>> {
        self.forms.get(&key)
    }

    /// The longest short form at the head of these words, and how many words it has.
    pub(super) fn at(&self, words: &[Word<'_>]) -> Option<(&ShortForm<'t>, usize)> {
        let fits = |len: &usize| words.get(..*len).and_then(|head| self.forms.get(&folded(head))).is_some();
        let len = (1..=self.longest).rev().find(fits)?;
        Some((self.forms.get(&folded(&words[..len]))?, len))
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &ShortForm<'t>> {
        self.forms.values()
    }

    /// The first definition holds.
    fn add(&mut self, short: &[Word<'t>], long: &[Word<'t>], keys: Vec<u64>) {
        self.longest = self.longest.max(short.len());
        let form = || ShortForm { short: short.to_vec(), long: long.to_vec(), keys };
        self.forms.entry(folded(short)).or_insert_with(form);
    }

    /// Where they stand, in text order.
    pub(super) fn places(&self) -> Vec<finding::ShortForm> {
        let span = |words: &[Word<'_>]| Some(words.first()?.span().to(words.last()?.span()));
        let place = |form: &ShortForm<'_>| {
            Some(finding::ShortForm { short: span(&form.short)?, long: span(&form.long)? })
        };
        let mut out: Vec<finding::ShortForm> = self.all().filter_map(place).collect();
        out.sort_by_key(|form| form.short);
        out
    }
}

/// The keys of words made one; of one word, its own.
fn folded(words: &[Word<'_>]) -> u64 {
    words.iter().fold(0, |all: u64, word| all.rotate_left(9) ^ word.key)
}

/// Letters of a short form, at most.
const LONGEST: usize = 8;

/// Words that signs hold together to a short form, at most: "FF/VI", "Is-5-Mn".
const PARTS: usize = 5;

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
        return defined_in(s, words, forms);
    }
    let mut from = 0;
    while let Some(at) = s.first(from..s.items.len(), Classes::BRACKET) {
        from = at + 1;
        if s.opens(at) && s.is_plain_word(at + 1) && s.words(at + 1).len() <= LONGEST {
            let window = at.saturating_sub(WINDOW)..(at + 2 + PARTS).min(s.items.len());
            // Without a capital in a bracket there is none.
            let open = s.first(window.clone(), Classes::BRACKET).unwrap_or(at);
            let within = s.items[open].span.to(s.items[window.end - 1].span).of(s.text);
            if within.bytes().any(|byte| byte.is_ascii_uppercase()) {
                defined_in(s, &Words::between(s, window), forms);
            }
        }
    }
}

/// Items before a bracket that a short form may be of, at most.
const WINDOW: usize = 16;

/// Measures as they are printed before their number.
const MEASURES: &[&str] =
    &["OR", "RR", "HR", "AOR", "AHR", "IRR", "RD", "MD", "SMD", "WMD", "SD", "SE", "CI", "IQR"];

/// Adds those that a stretch of words defines.
fn defined_in<'t>(s: &Sentence<'t>, words: &[Word<'t>], forms: &mut ShortForms<'t>) {
    // "only male sex (OR 1.7)": a measure before its number.
    let measure = |k: usize| words[k].is(MEASURES) && !s.closes(words[k].item + 1);
    for k in (1..words.len()).filter(|k| words[k - 1].is_of(Sort::Opening) && !measure(*k)) {
        let short = &words[k..k + parts(&words[k..])];
        let before = &words[..k - 1];
        if !capitals(short) {
            if let Some(word) = before.last().filter(|word| cut(s, word, short)) {
                forms.add(short, &[*word], telling(&[*word]));
            }
            continue;
        }
        let letters = letters(short);
        if let Some(from) = defined(&letters, before) {
            let long = &before[from..];
            forms.add(short, long, telling(long));
        } else if let Some(found) = spelled::spelled(&letters, before) {
            forms.add(short, &before[found.from..found.end], found.keys);
        }
    }
}

/// How many words the short form at the head of these has: those that signs hold together.
fn parts(words: &[Word<'_>]) -> usize {
    let close =
        |pair: &[Word<'_>]| pair[1].span().start - pair[0].span().end <= 1 && pair[1].item > pair[0].item;
    let part = |w: &Word<'_>| w.word && !w.is_of(Sort::Group) || matches!(w.text, "/" | "+");
    let more = words.windows(2).take(PARTS - 1).take_while(|pair| close(pair) && part(&pair[1])).count();
    let len = words.len().min(1 + more);
    // "HR-" ends on a sign.
    len - usize::from(len > 1 && !words[len - 1].word)
}

/// Whether words look like a short form: two capitals at least, and no more than a few letters.
fn capitals(words: &[Word<'_>]) -> bool {
    let bytes = || words.iter().flat_map(|w| w.text.bytes());
    words.first().is_some_and(|w| w.word)
        && bytes().filter(u8::is_ascii_uppercase).nth(1).is_some()
        && bytes().filter(u8::is_ascii_alphanumeric).count() <= LONGEST
}

/// Its letters and digits, small; without the s of the plural.
fn letters<'t>(words: &[Word<'t>]) -> Vec<u8> {
    let last = words.len().saturating_sub(1);
    let text = |(k, w): (usize, &Word<'t>)| if k == last { w.text.trim_end_matches('s') } else { w.text };
    let mut out = Vec::with_capacity(LONGEST);
    for part in words.iter().enumerate().map(text) {
        out.extend(part.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase()));
    }
    out
}

/// Whether a short form is the head of the word before its bracket: "placebo (Pla)", "control (Con)".
fn cut(s: &Sentence<'_>, word: &Word<'_>, short: &[Word<'_>]) -> bool {
    let [head] = short else { return false };
    let len = head.text.len();
    head.word
        && (2..=4).contains(&len)
        && word.word
        && word.text.len() >= len + 3
        && head.text.starts_with(|c: char| c.is_ascii_uppercase())
        && word.text.get(..len).is_some_and(|start| start.eq_ignore_ascii_case(head.text))
        && (s.closes(head.item + 1) || matches!(s.mark(head.item + 1), Some(',' | ';')))
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
fn defined(wanted: &[u8], before: &[Word<'_>]) -> Option<usize> {
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
