//! The weights of the facts: a linear model that ranks phrases, and never makes one up.
//!
//! A candidate's score is the sum of the weights of its facts and of the same facts for its kind of result. `weights.txt`
//! holds them, a name and a number a line; `cargo run --release --example train_outcomes` learns them from labelled abstracts
//! and writes the file anew.

use std::sync::OnceLock;

use super::features::{BLOCKS, FACTS, KINDS};

/// Learned weights.
pub(super) struct Weights {
    /// For each kind, what each fact weighs: whatever the kind and for it alone, as one.
    facts: Vec<[f32; FACTS]>,
}

impl Weights {
    /// The weights that litx was built with.
    pub(super) fn built_in() -> &'static Self {
        static WEIGHTS: OnceLock<Weights> = OnceLock::new();
        WEIGHTS.get_or_init(|| Self::parse(include_str!("weights.txt")))
    }

    fn parse(text: &str) -> Self {
        let mut weights = Self { facts: vec![[0.0; FACTS]; KINDS.len()] };
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, weight)) = line.rsplit_once(' ') else { continue };
            if let Ok(weight) = weight.parse() {
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
            Some(Some(kind)) => self.facts[kind][fact] += weight,
            Some(None) => {}
            None => self.facts.iter_mut().for_each(|facts| facts[fact] += weight),
        }
    }

    /// The score of a candidate of no facts, for a result of this kind.
    pub(super) fn score(&self, kind: usize) -> Score<'_> {
        Score { facts: &self.facts[kind], sum: 0.0 }
    }
}

/// How well a candidate fits a result: the sum of what its facts weigh, grown fact by fact.
#[derive(Clone, Copy)]
pub(super) struct Score<'w> {
    facts: &'w [f32; FACTS],
    sum: f32,
}

impl Score<'_> {
    pub(super) fn add(&mut self, fact: u16) {
        self.sum += self.facts[usize::from(fact)];
    }

    pub(super) fn sum(&self) -> f32 {
        self.sum
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
