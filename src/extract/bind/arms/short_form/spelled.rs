//! Short forms of names that doses, commas or signs stand between: "omeprazole 20 mg b.d. and amoxicillin 1 g b.d. (OA)",
//! "lansoprazole 30 mg daily (LAN30)", "folinic acid, fluorouracil, and oxaliplatin (FOLFOX)".

use crate::extract::bind::words::Word;
use crate::lex::{Cue, Sort};

/// What a short form was found to stand for.
pub(super) struct Spelled {
    /// Where its first word stands, and where its last one ends.
    pub(super) from: usize,
    pub(super) end: usize,
    /// The word that its letters are of; none where they are of several.
    pub(super) keys: Vec<u64>,
}

/// Words before the bracket that are looked at, at most.
const MOST: usize = 48;

/// Letters that one name may give, at most: the FOL of FOLFOX.
const HEAD: usize = 4;

/// The names whose first letters, or numbers, the letters are, with nothing between but doses, signs and small words.
pub(super) fn spelled(letters: &[u8], before: &[Word<'_>]) -> Option<Spelled> {
    let mut left = letters.len();
    let mut keys = Vec::new();
    let (mut end, mut names) = (0, 0);
    for (at, word) in before.iter().enumerate().rev().take(MOST) {
        let number = word.numeric;
        if !number && small(word) {
            continue;
        }
        let taken = if number { digits(word, &letters[..left]) } else { head(word, &letters[..left]) };
        if taken == 0 {
            if number {
                continue;
            }
            return None;
        }
        left -= taken;
        end = end.max(at + 1);
        names += usize::from(!number);
        keys.push(word.key);
        if left == 0 {
            // One name alone gives three letters: "tamoxifen 20 mg daily (TAM)".
            let fits = !number && (names > 1 || taken > 2);
            // A regimen of several is called by its letters, and is none of the drugs it is made of.
            if names > 1 {
                keys.clear();
            }
            keys.sort_unstable();
            keys.dedup();
            return fits.then_some(Spelled { from: at, end, keys });
        }
    }
    None
}

/// How many of the last letters a word begins with: the longest run counts.
fn head(word: &Word<'_>, letters: &[u8]) -> usize {
    let most = HEAD.min(letters.len()).min(word.text.len());
    let begins =
        |len: &usize| word.text.as_bytes()[..*len].eq_ignore_ascii_case(&letters[letters.len() - *len..]);
    (1..=most).rev().find(begins).unwrap_or(0)
}

/// The same of a number, which is taken as a whole.
fn digits(word: &Word<'_>, letters: &[u8]) -> usize {
    if letters.ends_with(word.text.as_bytes()) { word.text.len() } else { 0 }
}

/// Whether a word is no part of what letters are taken from: a sign, a unit, "daily", "plus".
fn small(word: &Word<'_>) -> bool {
    !word.word
        || word.text.len() == 1
        || word.is_of(Sort::Generic)
        || matches!(
            word.cue,
            Cue::Dose
                | Cue::Unit
                | Cue::Time(_)
                | Cue::And
                | Cue::Or
                | Cue::Article
                | Cue::Preposition
                | Cue::Of
        )
        || word.is(&[
            "bid", "tid", "qid", "qd", "bd", "tds", "od", "iv", "po", "once", "twice", "times", "every",
            "either", "per",
        ])
}
