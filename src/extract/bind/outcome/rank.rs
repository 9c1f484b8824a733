//! The weights of the facts: a linear model that ranks phrases, and never makes one up.
//!
//! A candidate's score is the sum of the weights of its facts, of the same facts for its kind of result, and of its last
//! word and how that ends. `weights.txt` holds them, a name and a number a line; `cargo run --release --example train_outcomes` learns them
//! from labelled abstracts and writes the file anew.

use std::sync::OnceLock;

use super::features::{BLOCKS, FACTS, KINDS};
use crate::extract::keyed::Keyed;
use crate::lex::key;

/// Learned weights.
pub(super) struct Weights {
    /// For each kind, of each fact: its weight, and that with the kind.
    facts: Vec<[(f32, f32); FACTS]>,
    /// By the last word of a phrase.
    words: Keyed<f32>,
    /// By the last three letters of that word.
    endings: Keyed<f32>,
}

impl Weights {
    /// The weights that litx was built with.
    pub(super) fn built_in() -> &'static Self {
        static WEIGHTS: OnceLock<Weights> = OnceLock::new();
        WEIGHTS.get_or_init(|| Self::parse(include_str!("weights.txt")))
    }

    fn parse(text: &str) -> Self {
        let lines = text.lines().count();
        let mut weights = Self {
            facts: vec![[(0.0, 0.0); FACTS]; KINDS.len()],
            words: Keyed::for_values(lines),
            endings: Keyed::for_values(lines),
        };
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, weight)) = line.rsplit_once(' ') else { continue };
            let Ok(weight) = weight.parse::<f32>() else { continue };
            if let Some(word) = name.strip_prefix("last ") {
                *weights.words.entry(key(word)) = weight;
            } else if let Some(ending) = name.strip_prefix("ending ") {
                *weights.endings.entry(key(ending)) = weight;
            } else {
                weights.set(name, weight);
            }
        }
        weights
    }

    /// Sets a weight by the [`name`] that it has.
    fn set(&mut self, name: &str, weight: f32) {
        let mut words = name.rsplit(' ');
        let n = words.next().and_then(|n| n.parse::<usize>().ok());
        let block = words.next().and_then(|named| BLOCKS.iter().position(|(block, _)| *block == named));
        let (Some(n), Some(block)) = (n, block) else { return };
        if n >= BLOCKS[block].1 {
            return;
        }
        let fact = BLOCKS[..block].iter().map(|(_, size)| size).sum::<usize>() + n;
        match words.next().map(|named| KINDS.iter().position(|kind| *kind == named)) {
            Some(Some(kind)) => self.facts[kind][fact].1 = weight,
            Some(None) => {}
            None => self.facts.iter_mut().for_each(|facts| facts[fact].0 = weight),
        }
    }

    /// What the last word of a phrase says for it.
    pub(super) fn word(&self, last: &str) -> f32 {
        let from = last.char_indices().rev().nth(2).map_or(0, |(i, _)| i);
        self.words.get(key(last)) + self.endings.get(key(&last[from..]))
    }

    /// The score of a candidate of no facts, for a result of this kind.
    pub(super) fn score(&self, kind: usize, word: f32) -> Score<'_> {
        Score { facts: &self.facts[kind], own: 0.0, of_kind: 0.0, word }
    }
}

/// How well a candidate fits a result: the sum of what its facts weigh, grown fact by fact.
#[derive(Clone, Copy)]
pub(super) struct Score<'w> {
    facts: &'w [(f32, f32); FACTS],
    own: f32,
    of_kind: f32,
    word: f32,
}

impl Score<'_> {
    pub(super) fn add(&mut self, fact: u16) {
        let (own, of_kind) = self.facts[usize::from(fact)];
        self.own += own;
        self.of_kind += of_kind;
    }

    pub(super) fn sum(&self) -> f32 {
        self.own + self.of_kind + self.word
    }
}

/// What a weight is called: `before 3`, `proportion before 3`.
pub fn name(i: usize) -> String {
    let (kind, mut fact) = (i / FACTS, i % FACTS);
    let kind = kind.checked_sub(1).map_or(String::new(), |k| format!("{} ", KINDS[k]));
    for (block, size) in BLOCKS {
        if fact < size {
            return format!("{kind}{block} {fact}");
        }
        fact -= size;
    }
    unreachable!("every fact is in a block")
}
