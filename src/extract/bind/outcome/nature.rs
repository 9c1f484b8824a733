//! What the head of a name is of: a treatment, a time, people, something measured. `natures.txt`, read once.

use std::cmp::Reverse;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::extract::bind::words::stem;
use crate::extract::keyed::Keyed;

/// The class of words that say nothing here.
pub(super) const NONE: usize = 0;
/// What is done to people.
pub(super) const TREATMENT: usize = 1;
/// When, who, where.
pub(super) const TIME: usize = 2;
pub(super) const PEOPLE: usize = 3;
pub(super) const PLACE: usize = 4;
/// What can be measured, and that it changed.
pub(super) const MEASURED: usize = 5;
pub(super) const CHANGE: usize = 6;
/// What only judges what was found.
pub(super) const JUDGING: usize = 7;
/// How many classes there are, with that of no class.
pub(super) const CLASSES: usize = NAMES.len() + 1;

const NAMES: [&str; 7] = ["treatment", "time", "people", "place", "measured", "change", "judging"];

/// Letters by which endings are found: every ending has as many, or more.
const FOUND_BY: usize = 3;

struct Natures {
    words: Keyed<u8>,
    /// By their last letters, longest first; a word that ends in one has at least two letters before.
    endings: FxHashMap<u32, Vec<(&'static str, u8)>>,
}

fn natures() -> &'static Natures {
    static NATURES: OnceLock<Natures> = OnceLock::new();
    NATURES.get_or_init(|| {
        let text = include_str!("natures.txt");
        let words = text.split_whitespace().count();
        let mut natures = Natures { words: Keyed::for_values(words), endings: FxHashMap::default() };
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, words)) = line.split_once(':') else { continue };
            let Some(class) = NAMES.iter().position(|n| *n == name) else { continue };
            let class = class as u8 + 1;
            for word in words.split_whitespace() {
                match word.strip_prefix('-') {
                    Some(ending) => {
                        if let Some(found_by) = found_by(ending.as_bytes()) {
                            natures.endings.entry(found_by).or_default().push((ending, class));
                        }
                    }
                    None => *natures.words.entry(stem(word)) = class,
                }
            }
        }
        for endings in natures.endings.values_mut() {
            endings.sort_by_key(|(ending, _)| Reverse(ending.len()));
        }
        natures
    })
}

/// The class of a word.
pub(super) fn nature(word: &str) -> usize {
    let natures = natures();
    let listed = usize::from(natures.words.get(stem(word)));
    if listed == NONE { by_ending(natures, word.as_bytes()) } else { listed }
}

/// Whether what is of a class stands around results: who got what, when and where, and not what was measured.
pub(super) fn surrounds(class: usize) -> bool {
    matches!(class, TREATMENT | PEOPLE | TIME | PLACE)
}

/// Whether a word may be the head of what somebody gets: it names nothing measured, no time, people or place.
pub(in crate::extract::bind) fn treatment_like(word: &str) -> bool {
    matches!(nature(word), NONE | TREATMENT)
}

/// Whether a word says by itself that it is what somebody gets.
pub(in crate::extract::bind) fn treats(word: &str) -> bool {
    nature(word) == TREATMENT
}

/// The last letters of a word as one number, whatever their case.
fn found_by(word: &[u8]) -> Option<u32> {
    let [a, b, c] = *word.last_chunk::<FOUND_BY>()?;
    Some(u32::from_le_bytes([a, b, c, 0]) | 0x20_2020)
}

fn by_ending(natures: &Natures, word: &[u8]) -> usize {
    let Some(found_by) = found_by(word) else { return NONE };
    let ends = |ending: &[u8]| {
        let before = word.len().checked_sub(ending.len()).filter(|before| *before >= 2);
        before.is_some_and(|before| word[before..].eq_ignore_ascii_case(ending))
    };
    let endings = natures.endings.get(&found_by);
    endings
        .and_then(|endings| endings.iter().find(|(ending, _)| ends(ending.as_bytes())))
        .map_or(NONE, |(_, class)| usize::from(*class))
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
