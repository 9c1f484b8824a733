//! Where sentences name arms.

use std::cmp::Reverse;

use super::Mention;
use super::groups::labels;
use super::strengths::{Measure, behind, behind_drug, doses, measure, strength};
use super::table::{ONCE, TWICE};
use crate::extract::bind::words::{Keys, Word, Words};
use crate::extract::sentence::Sentence;
use crate::finding::ArmId;
use crate::lex::{Classes, Cue, Sort};

/// The phrases that mean arms.
pub(super) struct Index<'a, 't> {
    /// Longest first.
    phrases: Vec<(ArmId, &'a [Word<'t>])>,
    /// The keys of their first words.
    starts: Keys,
    strengths: Vec<Strength>,
}

/// A strength of a drug, and the arm that gets it.
pub(super) struct Strength {
    /// The keys of both.
    pub(super) drug: u64,
    pub(super) number: u64,
    pub(super) measure: Measure,
    pub(super) arm: ArmId,
}

impl<'a, 't> Index<'a, 't> {
    pub(super) fn of(
        phrases: impl Iterator<Item = (ArmId, &'a [Word<'t>])>,
        strengths: Vec<Strength>,
    ) -> Self {
        let mut phrases: Vec<_> = phrases.filter(|(_, phrase)| !phrase.is_empty()).collect();
        phrases.sort_by_key(|(_, phrase)| Reverse(phrase.len()));
        let mut starts = Keys::default();
        phrases.iter().for_each(|(_, phrase)| starts.add(phrase[0].key));
        Self { phrases, starts, strengths }
    }

    fn drug(&self, word: &Word<'_>) -> bool {
        self.strengths.iter().any(|x| x.drug == word.key)
    }

    fn may_start(&self, word: &Word<'_>) -> bool {
        self.starts.may_hold(word.key)
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

    /// The strength that stands at word `k`, with its drug or without: `tolvarin 5 mg`, `tolvarin (5 mg)`, `10 mg of
    /// tolvarin`, `and 10 mg`; its arm and its last word.
    fn dosed(
        &self,
        s: &Sentence<'_>,
        words: &[Word<'_>],
        k: usize,
        before: Option<&Mention>,
    ) -> Option<(ArmId, usize)> {
        let drug = self.strengths.iter().find(|x| x.drug == words[k].key).map(|x| x.drug);
        let at = match drug {
            Some(_) => behind_drug(s, words, k),
            None => k,
        };
        let unit = strength(s, words, words.get(at).map(|_| at)?)?;
        let mut last = if unit == at + 1 { unit } else { at };
        let behind = behind(words, unit);
        let mut own =
            self.strengths.iter().filter(|x| x.number == words[at].key && x.measure == measure(&words[unit]));
        if drug.is_some() {
            return own.find(|x| Some(x.drug) == drug).map(|x| (x.arm, last));
        }
        if let Some(named) = words.get(behind).and_then(|w| own.clone().find(|x| x.drug == w.key)) {
            last = if unit == at + 1 { behind } else { last };
            return Some((named.arm, last));
        }
        let found = own.next().filter(|_| own.next().is_none())?;
        // "enalapril 5 mg", "5 mg enalapril": of another drug.
        let same = |arm: ArmId| {
            let of_drug = |phrase: &[Word<'_>]| phrase.iter().any(|w| w.key == found.drug);
            self.phrases.iter().any(|(own, phrase)| *own == arm && of_drug(phrase))
                || self.strengths.iter().any(|x| x.arm == arm && x.drug == found.drug)
        };
        let theirs = self.at(&words[behind.min(words.len())..]).is_some_and(|(arm, _)| !same(arm))
            || before.is_some_and(|m| m.last + 2 >= words[at].item && !same(m.arm));
        (!theirs).then_some((found.arm, last))
    }

    /// The arm of "group A".
    fn labelled(&self, group: &Word<'_>, label: &Word<'_>) -> Option<ArmId> {
        let means = |phrase: &[Word<'_>]| {
            phrase.len() == 2 && phrase[0].key == group.key && phrase[1].key == label.key
        };
        self.phrases.iter().find(|(_, phrase)| means(phrase)).map(|(arm, _)| *arm)
    }
}

/// What labels stand behind: "group A", "treatment B".
const NUMBERED: &[Sort] = &[Sort::Group, Sort::Lettered];

/// Where a sentence names arms, in order.
pub(super) fn mentions(index: &Index<'_, '_>, s: &Sentence<'_>, words: &Words<'_>) -> Vec<Mention> {
    let mut out = Vec::new();
    if index.phrases.is_empty() && index.strengths.is_empty() {
        return out;
    }
    let mut k = 0;
    let dosed = !index.strengths.is_empty() && doses(s);
    if !dosed && !words.keys().may_meet(&index.starts) {
        return out;
    }
    let looked_at =
        |word: &Word<'_>| index.may_start(word) || dosed && (word.numeric || word.sorts.meet(NUMBERED));
    while let Some(next) = words[k..].iter().position(looked_at) {
        k += next;
        // "arms A, B, and C": each letter is a mention, where "arm A" is a name.
        if index.may_start(&words[k]) && words[k].sorts.meet(NUMBERED) {
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
        let strength = if dosed { index.dosed(s, words, k, out.last()) } else { None };
        let phrase = || index.at(&words[k..]).map(|(arm, len)| (arm, k + len - 1));
        // "tolvarin nasal spray 5 mg": the strength of a drug whose name is longer.
        let longer = || {
            let (_, end) = phrase().filter(|(_, end)| dosed && *end > k && index.drug(&words[*end]))?;
            index.dosed(s, words, end, out.last())
        };
        let strength = strength.or_else(longer);
        let found = strength.or_else(phrase);
        // The RT of "Docetaxel-RT" is no arm by itself, unless both halves are.
        let glued = |item: usize| {
            item > 1
                && s.mark(item - 1) == Some('-')
                && !s.items[item].spaced
                && !s.items[item - 1].spaced
                // "on-demand", "dose-dense", "four-channel"
                && !matches!(s.cue(item - 2), Cue::Preposition | Cue::Dose | Cue::Time(_))
                && !s.items[item - 2].spelled
                && out.last().is_none_or(|last: &Mention| last.last + 2 != item)
        };
        // "20 mg daily (given as 10 mg twice)": no other strength.
        let given_as = strength.is_some() && k.checked_sub(1).is_some_and(|b| words[b].is(&["as"]));
        // The BID of "vexatine BID" says how often, of another drug.
        let often = |end: usize| {
            let short = end == k && (words[k].is(ONCE) || words[k].is(TWICE));
            short && k.checked_sub(1).is_some_and(|b| words[b].word && s.cue(words[b].item) == Cue::None)
        };
        let found = found.filter(|(_, end)| !often(*end));
        let Some((arm, end)) = found.filter(|_| !glued(words[k].item) && !given_as) else {
            k += 1;
            continue;
        };
        let mut last = words[end].item;
        // "placebo-controlled" says how the trial was done, and of nobody what he got.
        if words
            .get(end + 1)
            .is_some_and(|w| w.is(&["controlled", "naive", "naïve", "refractory", "resistant"]))
        {
            k = end + 1;
            continue;
        }
        // "tolvarin 250 mg/day", "5 mg/kg/day"
        for _ in 0..2 {
            let per = matches!(s.cue(last + 2), Cue::Time(_)) || s.is_word(last + 2, &["d", "kg"]);
            if strength.is_some() && s.mark(last + 1) == Some('/') && per {
                last += 2;
            }
        }
        // "placebo treatment group", "control patients": the words behind go with the name.
        for _ in 0..3 {
            let dash = usize::from(s.mark(last + 1) == Some('-'));
            let next = last + 1 + dash;
            if s.cue(next) == Cue::Group || s.is_of(next, Sort::Tail) {
                last = next;
            }
        }
        // "at the lower dose, 2 mg/day, tolvarin": the strength and its drug are one.
        let of_last = |before: &Mention| {
            before.last + 2 == words[k].item
                && s.mark(before.last + 1) == Some(',')
                && index.strengths.iter().any(|x| x.arm == before.arm && x.drug == words[end].key)
                && strength.is_none()
        };
        match out.last_mut().filter(|before| of_last(before)) {
            Some(before) => before.last = last,
            None => out.push(Mention { arm, first: words[k].item, last }),
        }
        k = end + 1;
    }
    out
}

/// Without those that only say who did not get it: "patients treated without tolvarin", "no tolvarin"; and without what is
/// only a part: "tolvarin+alfazumab".
pub(super) fn gotten(s: &Sentence<'_>, mut found: Vec<Mention>) -> Vec<Mention> {
    let not = |m: &Mention| {
        m.first.checked_sub(1).is_some_and(|b| s.is_word(b, &["without", "no"]))
            && !s.is_of(m.first, Sort::Negation)
    };
    let close = |i: usize| s.items.get(i).is_some_and(|item| !item.spaced);
    let plus = |i: usize| s.mark(i) == Some('+') && close(i) && close(i + 1);
    let other = |m: &Mention, i: usize| {
        let known = found.iter().any(|other| other.arm != m.arm && (other.first..=other.last).contains(&i));
        // "group A+B"
        known || s.is_of(m.first, Sort::Group) && m.last == m.first + 1 && s.is(i, Classes::WORD)
    };
    let joined = |m: &Mention| {
        plus(m.last + 1) && other(m, m.last + 2) || m.first >= 2 && plus(m.first - 1) && other(m, m.first - 2)
    };
    let gets = |m: &Mention| !not(m) && !joined(m);
    if found.iter().all(gets) {
        return found;
    }
    let keep: Vec<bool> = found.iter().map(gets).collect();
    let mut keep = keep.iter();
    found.retain(|_| keep.next().is_some_and(|keep| *keep));
    found
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
