//! The weights of the facts: a linear model that ranks phrases, and never makes one up.
//!
//! A candidate's score is the sum of the weights of its facts, of the same facts for its kind of result, and of its last
//! word and how that ends. `weights.txt` holds them, a name and a number a line; `cargo run --release --example train_outcomes` learns them
//! from labelled abstracts and writes the file anew.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::features::{BLOCKS, FACTS, KINDS};
use crate::lex::key;

/// Learned weights.
pub(super) struct Weights {
    /// One for each fact, then for each fact with each kind.
    facts: Vec<f32>,
    /// By the last word of a phrase.
    words: FxHashMap<u64, f32>,
    /// By the last three letters of that word.
    endings: FxHashMap<u64, f32>,
}

impl Weights {
    /// The weights that litx was built with.
    pub(super) fn built_in() -> &'static Self {
        static WEIGHTS: OnceLock<Weights> = OnceLock::new();
        WEIGHTS.get_or_init(|| Self::parse(include_str!("weights.txt")))
    }

    fn parse(text: &str) -> Self {
        let names: FxHashMap<String, usize> = (0..FACTS * (KINDS.len() + 1)).map(|i| (name(i), i)).collect();
        let mut weights = Self {
            facts: vec![0.0; names.len()],
            words: FxHashMap::default(),
            endings: FxHashMap::default(),
        };
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, weight)) = line.rsplit_once(' ') else { continue };
            let Ok(weight) = weight.parse::<f32>() else { continue };
            if let Some(word) = name.strip_prefix("last ") {
                weights.words.insert(key(word), weight);
            } else if let Some(ending) = name.strip_prefix("ending ") {
                weights.endings.insert(key(ending), weight);
            } else if let Some(i) = names.get(name) {
                weights.facts[*i] = weight;
            }
        }
        weights
    }

    /// What the last word of a phrase says for it.
    pub(super) fn word(&self, last: &str) -> f32 {
        let from = last.char_indices().rev().nth(2).map_or(0, |(i, _)| i);
        let of = |weights: &FxHashMap<u64, f32>, word| weights.get(&key(word)).copied().unwrap_or(0.0);
        of(&self.words, last) + of(&self.endings, &last[from..])
    }

    /// How well a candidate with these facts and this last word fits a result of this kind.
    pub(super) fn score(&self, facts: &[u16], kind: usize, word: f32) -> f32 {
        let own: f32 = facts.iter().map(|f| self.facts[usize::from(*f)]).sum();
        let of_kind: f32 = facts.iter().map(|f| self.facts[FACTS * (kind + 1) + usize::from(*f)]).sum();
        own + of_kind + word
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
