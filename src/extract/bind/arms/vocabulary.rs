//! Words of arm names that say little by themselves: `vocabulary.txt`, read once.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::extract::bind::words::stem;

struct Vocabulary {
    /// What a word says, one bit a class.
    classes: FxHashMap<u64, u16>,
    /// Whether a word whose key is like this says anything.
    seen: [bool; 4096],
}

fn vocabulary() -> &'static Vocabulary {
    static VOCABULARY: OnceLock<Vocabulary> = OnceLock::new();
    VOCABULARY.get_or_init(|| {
        let mut vocabulary = Vocabulary { classes: FxHashMap::default(), seen: [false; 4096] };
        for line in include_str!("vocabulary.txt").lines() {
            let Some((class, words)) = line.split_once(':').filter(|_| !line.starts_with('#')) else {
                continue;
            };
            let Some(bit) = CLASSES_IN_ORDER.iter().position(|name| *name == class) else { continue };
            for word in words.split_whitespace() {
                let key = stem(word);
                vocabulary.seen[place(key)] = true;
                *vocabulary.classes.entry(key).or_default() |= 1 << bit;
            }
        }
        vocabulary
    })
}

const CLASSES_IN_ORDER: [&str; 12] = [
    "generic",
    "no_name",
    "control",
    "experimental",
    "negation",
    "joins",
    "foreign",
    "weak",
    "lone",
    "whole",
    "recipient",
    "assigns",
];

fn is(key: u64, class: usize) -> bool {
    let vocabulary = vocabulary();
    // Nearly every word of a text is turned away here.
    vocabulary.seen[place(key)] && vocabulary.classes.get(&key).is_some_and(|bits| bits & (1 << class) != 0)
}

/// The upper bits of a key, which differ most.
fn place(key: u64) -> usize {
    (key >> 52) as usize
}

/// Whether a word does not tell one arm from another.
pub(super) fn generic(key: u64) -> bool {
    is(key, 0)
}

/// Whether a word before "group" only points and names no arm.
pub(super) fn no_name(key: u64) -> bool {
    is(key, 1)
}

/// Whether a word says that an arm is a control.
pub(super) fn control(key: u64) -> bool {
    is(key, 2)
}

/// Whether a word only says that an arm is the one under test.
pub(super) fn experimental(key: u64) -> bool {
    is(key, 3)
}

/// Whether a word turns a name into its opposite: "no boost", "non-smokers", "without tourniquet".
pub(super) fn negation(key: u64) -> bool {
    is(key, 4)
}

/// Whether a word joins two treatments to one arm.
pub(super) fn joins(key: u64) -> bool {
    is(key, 5)
}

/// Whether no arm's name holds the word.
pub(super) fn foreign(key: u64) -> bool {
    is(key, 6)
}

/// Whether a word says how, and names nothing by itself: "oral", "high".
pub(super) fn weak(key: u64) -> bool {
    is(key, 7)
}

/// Whether a word says that an arm is what the other is added to, or what is usual: "alone", "standard".
pub(super) fn lone(key: u64) -> bool {
    is(key, 8)
}

/// Whether a word says only that an arm gets all, or one, of what is tested: "combination", "monotherapy".
pub(super) fn whole(key: u64) -> bool {
    is(key, 9)
}

/// Whether a word may say by itself that people are of an arm: "placebo", "controls", "recipients".
pub(super) fn recipient(key: u64) -> bool {
    is(key, 10)
}

/// Whether a word is of a verb that assigns.
pub(super) fn assigns(key: u64) -> bool {
    is(key, 11)
}
