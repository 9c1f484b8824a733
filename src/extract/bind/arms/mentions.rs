//! Where sentences name arms.

use std::cmp::Reverse;

use super::Mention;
use super::groups::labels;
use crate::extract::bind::words::{Word, bit};
use crate::extract::sentence::Sentence;
use crate::finding::ArmId;
use crate::lex::{Cue, Sort};

/// The phrases that mean arms.
pub(super) struct Index<'a, 't> {
    /// Longest first.
    phrases: Vec<(ArmId, &'a [Word<'t>])>,
    /// The upper bits of their first words' keys: nearly every other word is turned away by them.
    starts: u64,
}

impl<'a, 't> Index<'a, 't> {
    pub(super) fn of(phrases: impl Iterator<Item = (ArmId, &'a [Word<'t>])>) -> Self {
        let mut phrases: Vec<_> = phrases.filter(|(_, phrase)| !phrase.is_empty()).collect();
        phrases.sort_by_key(|(_, phrase)| Reverse(phrase.len()));
        let starts = phrases.iter().fold(0, |starts, (_, phrase)| starts | bit(phrase[0].key));
        Self { phrases, starts }
    }

    fn may_start(&self, word: &Word<'_>) -> bool {
        self.starts & bit(word.key) != 0
    }

    /// The longest phrase at the head of these words: its arm, and how many words it has.
    fn at(&self, words: &[Word<'_>]) -> Option<(ArmId, usize)> {
        let first = words.first().filter(|first| self.may_start(first))?;
        let stands = |phrase: &[Word<'_>]| {
            phrase[0].key == first.key
                && words
                    .get(..phrase.len())
                    .is_some_and(|w| w.iter().zip(phrase).all(|(a, b)| a.key == b.key))
        };
        let found = self.phrases.iter().find(|(_, phrase)| stands(phrase));
        found.map(|(arm, phrase)| (*arm, phrase.len()))
    }

    /// The arm of "group A".
    fn labelled(&self, group: &Word<'_>, label: &Word<'_>) -> Option<ArmId> {
        let means = |phrase: &[Word<'_>]| {
            phrase.len() == 2 && phrase[0].key == group.key && phrase[1].key == label.key
        };
        self.phrases.iter().find(|(_, phrase)| means(phrase)).map(|(arm, _)| *arm)
    }
}

/// Where a sentence names arms, in order.
pub(super) fn mentions(index: &Index<'_, '_>, s: &Sentence<'_>, words: &[Word<'_>]) -> Vec<Mention> {
    let mut out = Vec::new();
    if index.phrases.is_empty() {
        return out;
    }
    let mut k = 0;
    let looked_at = |word: &Word<'_>| index.may_start(word) || word.is_of(Sort::Group);
    while let Some(next) = words[k..].iter().position(looked_at) {
        k += next;
        // "arms A, B, and C": each letter is a mention.
        if words[k].is_of(Sort::Group) {
            let labels = labels(s, words, k);
            let mut found = false;
            for (n, label) in labels.iter().enumerate() {
                if let Some(arm) = index.labelled(&words[k], label) {
                    let first = if n == 0 { words[k].item } else { label.item };
                    out.push(Mention { arm, first, last: label.item });
                    found = true;
                }
            }
            if found {
                let last = labels.last().map_or(words[k].item, |w| w.item);
                while words.get(k).is_some_and(|w| w.item <= last) {
                    k += 1;
                }
                continue;
            }
        }
        let Some((arm, len)) = index.at(&words[k..]) else {
            k += 1;
            continue;
        };
        let end = k + len - 1;
        let mut last = words[end].item;
        // "placebo-controlled" says how the trial was done, and of nobody what he got.
        if words
            .get(end + 1)
            .is_some_and(|w| w.is(&["controlled", "naive", "naïve", "refractory", "resistant"]))
        {
            k = end + 1;
            continue;
        }
        // "placebo treatment group", "control patients": the words behind go with the name.
        for _ in 0..3 {
            let dash = usize::from(s.mark(last + 1) == Some('-'));
            let next = last + 1 + dash;
            if s.cue(next) == Cue::Group || s.is_of(next, Sort::Tail) {
                last = next;
            }
        }
        out.push(Mention { arm, first: words[k].item, last });
        k = end + 1;
    }
    out
}

/// "paclitaxel plus bevacizumab", where each word alone names another arm, names the arm that gets both.
pub(super) fn join(s: &Sentence<'_>, mentions: Vec<Mention>, tested: ArmId) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::with_capacity(mentions.len());
    for mention in mentions {
        let joined = out.last().is_some_and(|last| {
            last.arm != mention.arm
                && (last.arm == tested || mention.arm == tested)
                && last.last + 1 < mention.first
                && mention.first - last.last <= 4
                && (last.last + 1..mention.first).all(|i| {
                    s.mark(i) == Some('+')
                        || s.is_word(i, &["plus", "with", "in", "combination", "combined", "added", "to"])
                })
                && (last.last + 1..mention.first).any(|i| {
                    s.mark(i) == Some('+') || s.is_word(i, &["plus", "combination", "combined", "added"])
                })
        });
        match out.last_mut() {
            Some(last) if joined => (last.arm, last.last) = (tested, mention.last),
            _ => out.push(mention),
        }
    }
    out
}
