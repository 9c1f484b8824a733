//! Arms that the text names once, and that are arms all the same: one of three or more whose sizes stand in a row, `X group
//! (72.5%)` with a value of its own.

use super::Mention;
use super::candidate::Candidate;
use super::entry::Entry;
use super::sized::stands_in_list;
use crate::extract::bind::words::{Word, Words};
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::ArmId;
use crate::lex::Cue;

/// Sizes that make a row.
const ROW: usize = 3;

/// Items from the bracket behind a group to its value, at most: `(mean [standard deviation], 72.5%`.
const NEAR: usize = 8;

/// Items from a value to the group behind it, at most: `mm Hg) of the patients in the`.
const LED: usize = 8;

/// What is counted in a row and is no arm: events, places, reasons.
const NO_ARMS: &[&str] = &[
    "adverse",
    "complications",
    "complication",
    "events",
    "reactions",
    "symptoms",
    "reasons",
    "causes",
    "sites",
    "diagnoses",
    "frequent",
    "frequently",
    "excluded",
];

/// Whether an item may stand between a value and the group that it is of: "kg in the".
fn leads(s: &Sentence<'_>, i: usize) -> bool {
    matches!(s.cue(i), Cue::Preposition | Cue::Article | Cue::Of | Cue::People | Cue::Unit | Cue::Time(_))
        || s.closes(i)
}

/// What tells of arms that are named once.
#[derive(Default)]
pub(super) struct Once {
    /// The keys of names whose sizes stand in a row.
    listed: Vec<Vec<u64>>,
    /// Groups with a value of their own.
    valued: Vec<ArmId>,
}

impl Once {
    /// Notes the names of a sentence that gives so many sizes.
    pub(super) fn note(
        &mut self,
        s: &Sentence<'_>,
        words: &Words<'_>,
        sizes: usize,
        found: &[Candidate<'_>],
    ) {
        // "Adverse events were nausea (n = 5), pain (n = 4) and …", "Sites were hip (n = 9), …"
        if sizes >= ROW && !words.iter().any(|w| w.is(NO_ARMS)) {
            let keys = |c: &Candidate<'_>| c.words.iter().map(|w| w.key).collect();
            self.listed.extend(found.iter().filter(|c| stands_in_list(s, c)).map(keys));
        }
    }

    /// Notes the groups whose value stands in the bracket behind them.
    pub(super) fn note_values(
        &mut self,
        sentences: &[Sentence<'_>],
        readings: &[Vec<Reading>],
        mentions: &[Vec<Mention>],
    ) {
        let told = sentences.iter().zip(readings).zip(mentions);
        for ((s, readings), mentions) in told.filter(|((_, readings), _)| !readings.is_empty()) {
            let values = readings.iter().filter(|r| r.is_share_or_quantity());
            for mention in mentions {
                // "12 kg in the X group"
                let led = mention.first.saturating_sub(LED)..mention.first;
                let before = |r: &Reading| {
                    r.last < mention.first
                        && r.last + 1 >= led.start
                        && (r.last + 1..mention.first).all(|i| leads(s, i))
                        && (r.last + 1..mention.first).any(|i| s.cue(i) == Cue::Preposition)
                };
                if s.cue(mention.last) == Cue::Group && values.clone().any(before) {
                    self.valued.push(mention.arm);
                    continue;
                }
                let open = mention.last + 1;
                let Some(close) = s.opens(open).then(|| s.behind_bracket(open)).flatten() else { continue };
                let inside = |r: &&Reading| r.first > open && r.first <= open + NEAR && r.last < close;
                // "(12 vs 15 kg)": of two, of whom this is one.
                let versus = (open..close).any(|i| s.cue(i) == Cue::Versus);
                if s.cue(mention.last) == Cue::Group && !versus && values.clone().filter(inside).count() == 1
                {
                    self.valued.push(mention.arm);
                }
            }
        }
    }

    /// Whether an arm is one although it is named once.
    pub(super) fn keeps(&self, entry: &Entry<'_>, arm: usize) -> bool {
        let same = |phrase: &Vec<Word<'_>>, keys: &Vec<u64>| {
            phrase.len() == keys.len() && phrase.iter().zip(keys).all(|(w, key)| w.key == *key)
        };
        self.valued.iter().any(|own| usize::from(own.0) == arm)
            || entry.phrases.iter().any(|phrase| self.listed.iter().any(|keys| same(phrase, keys)))
    }
}
