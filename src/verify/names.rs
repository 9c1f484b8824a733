//! What the words of a source stand for: its short forms, and which of its groups a name means.

use std::collections::{HashMap, HashSet};

use super::words::{Words, words};
use crate::finding::{ArmId, Extraction};

/// Words between a short form and the first word of what it stands for, at most, beyond its letters.
const SLACK: usize = 3;

/// The short forms a text defines, and the names of its groups.
pub struct Names {
    /// By the short form in small letters: the words it stands for.
    forms: HashMap<String, Vec<String>>,
    /// The names of each group, each as words.
    arms: Vec<Vec<HashSet<String>>>,
}

impl Names {
    /// Of a text and what was read from it.
    pub fn of(text: &str, extraction: &Extraction) -> Self {
        let forms = forms(text);
        let mut names = Self { forms, arms: Vec::new() };
        names.arms = extraction
            .arms
            .iter()
            .map(|arm| {
                let mentions = arm.mentions.iter().map(|m| m.text.as_str());
                std::iter::once(arm.name.as_str())
                    .chain(mentions)
                    .map(|name| names.words(name).telling)
                    .collect()
            })
            .collect();
        names
    }

    /// The words of a phrase, short forms written out beside themselves.
    pub(super) fn words(&self, phrase: &str) -> Words {
        let mut found = words(phrase);
        let long: Vec<String> =
            found.telling.iter().filter_map(|word| self.forms.get(word)).flatten().cloned().collect();
        let short: Vec<String> =
            found.telling.iter().filter(|word| self.forms.contains_key(*word)).cloned().collect();
        for word in short {
            found.telling.remove(&word);
        }
        found.telling.extend(long);
        found
    }

    /// The group that a name means, where it means one and no other.
    pub(super) fn arm(&self, name: &str) -> Option<ArmId> {
        let wanted = self.words(name).telling;
        let fit = |names: &Vec<HashSet<String>>| {
            names.iter().map(|own| (100.0 * alike(&wanted, own)) as u32).max().unwrap_or(0)
        };
        let fits: Vec<u32> = self.arms.iter().map(fit).collect();
        let best = *fits.iter().max()?;
        let mut at = fits.iter().enumerate().filter(|(_, fit)| **fit == best);
        let (i, _) = at.next()?;
        (best >= 60 && at.next().is_none()).then_some(ArmId(i as u16))
    }
}

/// How alike two sets of words are: Dice's coefficient.
fn alike(a: &HashSet<String>, b: &HashSet<String>) -> f64 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    2.0 * a.intersection(b).count() as f64 / (a.len() + b.len()) as f64
}

/// "progression-free survival (PFS)": words whose first letters a bracket behind them spells.
fn forms(text: &str) -> HashMap<String, Vec<String>> {
    let mut out = HashMap::new();
    for (open, _) in text.match_indices(['(', '[']) {
        let short: String =
            text[open + 1..].chars().take_while(|c| c.is_alphanumeric() || *c == '-').collect();
        let letters: Vec<char> = short
            .trim_end_matches('s')
            .chars()
            .filter(|c| c.is_alphabetic())
            .flat_map(char::to_lowercase)
            .collect();
        let capitals = short.chars().filter(|c| c.is_uppercase()).count();
        if capitals < 2 || letters.len() > 8 {
            continue;
        }
        let before: Vec<&str> = text[..open]
            .rsplit(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .take(letters.len() + SLACK)
            .collect();
        if let Some(count) = spelled(&letters, &before) {
            let phrase: Vec<&str> = before[..count].iter().rev().copied().collect();
            let long = words(&phrase.join(" ")).telling;
            out.entry(words(&short).telling.into_iter().next().unwrap_or_default())
                .or_insert_with(|| long.into_iter().collect());
        }
    }
    out
}

/// How many words before the bracket its letters spell, the last word first.
fn spelled(letters: &[char], before: &[&str]) -> Option<usize> {
    let mut left = letters.len();
    for (n, word) in before.iter().enumerate() {
        let first = word.chars().next()?.to_lowercase().next()?;
        if left > 0 && letters[left - 1] == first {
            left -= 1;
        }
        if left == 0 {
            return Some(n + 1);
        }
    }
    None
}
