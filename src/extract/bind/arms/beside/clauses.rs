//! Groups that are the subjects of clauses side by side, each with a value of its own: `smokers lost 3.2 kg, whereas non-smokers
//! lost 2.1 kg`, `men needed 12 mg and women 9 mg`.

use super::value;
use crate::extract::bind::arms::held::acting;
use crate::extract::bind::arms::phrase::{Phrase, person};
use crate::extract::bind::words::{Word, Words};
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::lex::Cue;

/// Words that a second clause with a subject of its own stands behind.
const TURNS: &[&str] = &["whereas", "while", "but"];

/// Words of a clause up to its value, at most.
const FAR: usize = 40;

/// The subjects of a sentence's clauses, where two or more have a value each.
pub(super) fn clauses<'t>(s: &Sentence<'t>, words: &Words<'t>, readings: &[Reading]) -> Vec<Phrase<'t>> {
    if readings.iter().filter(|r| value(r)).nth(1).is_none() {
        return Vec::new();
    }
    let turns = |w: &Word<'_>| w.depth == 0 && (w.is(TURNS) || w.cue == Cue::And || w.text == ";");
    let starts: Vec<usize> =
        std::iter::once(0).chain((1..words.len()).filter(|at| turns(&words[at - 1]))).collect();
    let ends = starts.iter().skip(1).copied().chain([words.len()]);
    let mut out: Vec<Phrase<'t>> = Vec::new();
    for (start, end) in starts.iter().copied().zip(ends.collect::<Vec<_>>()) {
        let range = words.get(start..end).unwrap_or_default();
        if !range.iter().take(4).any(person) {
            continue;
        }
        let Some((name, verb)) = acting(s, words, start, end) else { continue };
        let Some((from, to)) = words.get(verb).zip(words.get((end - 1).min(verb + FAR))) else { continue };
        let own = |r: &Reading| value(r) && r.first > from.item && r.first <= to.item;
        if readings.iter().any(own) {
            out.push(Phrase { name, people: true, end: verb });
        }
    }
    if out.len() >= 2 { out } else { Vec::new() }
}
