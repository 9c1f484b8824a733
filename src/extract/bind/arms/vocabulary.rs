//! Words of arm names that say little by themselves: `vocabulary.txt`, read once.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::extract::bind::words::stem;

/// What a word says, one bit a class.
fn classes() -> &'static FxHashMap<u64, u16> {
    static CLASSES: OnceLock<FxHashMap<u64, u16>> = OnceLock::new();
    CLASSES.get_or_init(|| {
        let mut map = FxHashMap::default();
        for line in include_str!("vocabulary.txt").lines() {
            let Some((class, words)) = line.split_once(':').filter(|_| !line.starts_with('#')) else {
                continue;
            };
            let Some(bit) = CLASSES_IN_ORDER.iter().position(|name| *name == class) else { continue };
            for word in words.split_whitespace() {
                *map.entry(stem(word)).or_default() |= 1 << bit;
            }
        }
        map
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
    classes().get(&key).is_some_and(|bits| bits & (1 << class) != 0)
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
