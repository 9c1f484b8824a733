//! How words are used where outcomes are named, learned without labels: a model that sees no words says of many abstracts
//! which phrases are likely the outcome, and a word's step is how often those are that it ends or begins.

use std::collections::{BTreeMap, HashSet};

use litx::extract::training::Choice;

/// A word has steps where it stands in choices of at least so many articles.
const ARTICLES: usize = 4;
/// Steps, from the least to the most that words are told apart by, in logarithms.
const STEPS: usize = 8;
const LEAST: f64 = -1.2;
const MOST: f64 = 0.8;

/// How often phrases were likely the outcome, how often they would have been by chance, and in which articles.
#[derive(Default)]
struct Seen {
    likely: f64,
    by_chance: f64,
    articles: HashSet<usize>,
}

/// What was seen of words, as the last and as the first of a phrase.
#[derive(Default)]
pub(crate) struct Words(BTreeMap<String, [Seen; 2]>);

impl Words {
    /// Adds one choice and how likely each of its candidates is.
    pub(crate) fn add(&mut self, article: usize, text: &str, choice: &Choice, chances: &[f64]) {
        let by_chance = 1.0 / chances.len() as f64;
        for ((span, _), likely) in choice.options.iter().zip(chances) {
            for (end, word) in ends(span.of(text)).into_iter().enumerate() {
                let seen = &mut self.0.entry(word).or_default()[end];
                seen.likely += likely;
                seen.by_chance += by_chance;
                seen.articles.insert(article);
            }
        }
    }

    pub(crate) fn print(&self) {
        println!(
            "# How words are used, learned without labels: see usage.rs. Written by examples/train_outcomes; not edited by hand."
        );
        for (word, seen) in &self.0 {
            let steps = seen.each_ref().map(step);
            let whole = !word.is_empty() && !word.contains(char::is_whitespace) && !word.starts_with('#');
            if whole && steps != ['0'; 2] {
                println!("{word} {}{}", steps[0], steps[1]);
            }
        }
    }
}

fn step(seen: &Seen) -> char {
    if seen.articles.len() < ARTICLES {
        return '0';
    }
    let often = ((seen.likely + 1.0) / (seen.by_chance + 1.0)).ln();
    let step = ((often - LEAST) / (MOST - LEAST) * STEPS as f64).max(0.0) as usize;
    char::from(b'1' + step.min(STEPS - 1) as u8)
}

/// The last and the first word of a phrase.
fn ends(phrase: &str) -> [String; 2] {
    let lower = phrase.to_lowercase();
    let mut words = lower.split([' ', '-', '/']);
    let first = words.next().unwrap_or("");
    let last = words.next_back().unwrap_or(first);
    [last.to_owned(), first.to_owned()]
}
