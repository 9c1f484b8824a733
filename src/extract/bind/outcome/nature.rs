//! What the head of a name is of: a treatment, a time, people, something measured. `natures.txt`, read once.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::extract::bind::words::stem;
use crate::lex::key;

/// The class of words that say nothing here.
pub(super) const NONE: usize = 0;
/// What is done to people.
pub(super) const TREATMENT: usize = 1;
/// How many classes there are, with that of no class.
pub(super) const CLASSES: usize = NAMES.len() + 1;

const NAMES: [&str; 7] = ["treatment", "time", "people", "place", "measured", "change", "judging"];

/// Letters of an ending, at most and at least.
const ENDINGS: std::ops::RangeInclusive<usize> = 3..=8;

#[derive(Default)]
struct Natures {
    words: FxHashMap<u64, u8>,
    /// By ending; a word that ends in it has at least two letters before.
    endings: FxHashMap<u64, u8>,
}

fn natures() -> &'static Natures {
    static NATURES: OnceLock<Natures> = OnceLock::new();
    NATURES.get_or_init(|| {
        let mut natures = Natures::default();
        for line in include_str!("natures.txt").lines().filter(|line| !line.starts_with('#')) {
            let Some((name, words)) = line.split_once(':') else { continue };
            let Some(class) = NAMES.iter().position(|n| *n == name) else { continue };
            for word in words.split_whitespace() {
                match word.strip_prefix('-') {
                    Some(ending) => natures.endings.insert(key(ending), class as u8 + 1),
                    None => natures.words.insert(stem(word), class as u8 + 1),
                };
            }
        }
        natures
    })
}

/// The class of a word.
pub(super) fn nature(word: &str) -> usize {
    let natures = natures();
    if let Some(class) = natures.words.get(&stem(word)) {
        return usize::from(*class);
    }
    let ending = |n: usize| word.get(word.len().checked_sub(n)?..).filter(|_| word.len() > n + 1);
    ENDINGS
        .rev()
        .find_map(|n| natures.endings.get(&key(ending(n)?)))
        .map_or(NONE, |class| usize::from(*class))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_endings_have_their_class() {
        let named = |word| nature(word).checked_sub(1).map(|n| NAMES[n]);
        for (word, class) in [
            ("Therapy", Some("treatment")),
            ("strategies", Some("treatment")),
            ("ramipril", Some("treatment")),
            ("weeks", Some("time")),
            ("Deaths", Some("measured")),
            ("pancreatitis", Some("measured")),
            ("countries", Some("place")),
            ("window", None),
            ("pril", None),
        ] {
            assert_eq!(named(word), class, "{word}");
        }
    }
}
