//! Where sentences name arms.

use rustc_hash::FxHashMap;

use super::Mention;
use super::groups::labels;
use crate::extract::bind::words::Word;
use crate::extract::sentence::Sentence;
use crate::extract::sorts::Sort;
use crate::finding::ArmId;
use crate::lex::Cue;

/// Arms by the first word of each of their phrases: which arm, and all words of the phrase.
pub(super) type Index = FxHashMap<u64, Vec<(usize, Vec<u64>)>>;

/// Where a sentence names arms, in order.
pub(super) fn mentions(index: &Index, s: &Sentence<'_>, words: &[Word<'_>]) -> Vec<Mention> {
    let mut out = Vec::new();
    let mut k = 0;
    // Nearly every word starts no phrase, and is turned away by the upper bits of its key.
    let bit = |key: u64| 1u64 << (key >> 58);
    let starts = index.keys().fold(0, |starts, key| starts | bit(*key));
    while k < words.len() {
        // "arms A, B, and C": each letter is a mention.
        if words[k].is_of(Sort::Group) {
            let labels = labels(s, words, k);
            let mut found = false;
            for (n, label) in labels.iter().enumerate() {
                if let Some(arm) = label_arm(index, words[k].key, label.key) {
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
        let key = words[k].key;
        let found = Some(key).filter(|key| starts & bit(*key) != 0).and_then(|key| index.get(&key)).and_then(
            |phrases| {
                phrases.iter().find(|(_, phrase)| {
                    words
                        .get(k..k + phrase.len())
                        .is_some_and(|w| w.iter().zip(phrase).all(|(w, key)| w.key == *key))
                })
            },
        );
        let Some((arm, phrase)) = found else {
            k += 1;
            continue;
        };
        let end = k + phrase.len() - 1;
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
        out.push(Mention { arm: ArmId(*arm as u16), first: words[k].item, last });
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

fn label_arm(index: &Index, group: u64, label: u64) -> Option<ArmId> {
    let phrases = index.get(&group)?;
    let (arm, _) = phrases.iter().find(|(_, phrase)| phrase.len() == 2 && phrase[1] == label)?;
    Some(ArmId(*arm as u16))
}
