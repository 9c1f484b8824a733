//! What was measured: the shortest phrase of the text that names it.
//!
//! The phrases of the sentence that could name it are candidates, with the one of the value before and of the sentence
//! before; each has a few facts (how far, what stands between, which words around it), and the facts' learned weights rank
//! them. Nothing but a phrase of the text can win.

mod candidates;
mod features;
mod phrase;
mod rank;

pub(crate) use features::FACTS;
pub use features::KINDS;
pub use rank::name as weight_name;

use super::frames::Scene;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::{Phrase, Reported};
use crate::lex::key;
use crate::text::Span;
use candidates::Candidate;
use features::{Value, facts, kind};
use rank::Weights;

/// One choice to be made: a value, or several that share an outcome, and the phrases that could be it.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    /// Where the first value stands.
    pub(crate) value: Span,
    /// The kind of result, as a number.
    pub(crate) kind: usize,
    /// The readings that share it: first and last.
    readings: (usize, usize),
    pub(crate) options: Vec<Choosable>,
}

/// A phrase that could be the outcome.
#[derive(Clone, Debug)]
pub(crate) struct Choosable {
    pub(crate) span: Span,
    /// What speaks for it.
    pub(crate) facts: Vec<u16>,
    pub(crate) last_word: u64,
}

/// What is known of outcomes from the sentences before.
#[derive(Default)]
pub(super) struct Carried {
    /// The outcome chosen last.
    last: Option<Span>,
    /// How often each word ends a phrase, by its key.
    often: rustc_hash::FxHashMap<u64, u8>,
}

impl Carried {
    /// Counts the words of an article, so that what recurs is known.
    pub(super) fn of(sentences: &[Sentence<'_>]) -> Self {
        let mut often: rustc_hash::FxHashMap<u64, u8> = rustc_hash::FxHashMap::default();
        for s in sentences {
            for i in 0..s.items.len() {
                if phrase::content(s, i) {
                    let count = often.entry(s.items[i].key).or_default();
                    *count = count.saturating_add(1);
                }
            }
        }
        Self { last: None, often }
    }
}

/// Whether a result is of something measured.
fn measured(reading: &Reading) -> bool {
    !matches!(reading.result, Reported::Participants(_) | Reported::FollowUp(_))
}

/// The choices of a sentence: readings with no naming words between them share one.
pub(super) fn choices(scene: &Scene<'_, '_>, carried: &Carried) -> Vec<Choice> {
    let (s, readings) = (scene.s, scene.readings);
    if !readings.iter().any(measured) {
        return Vec::new();
    }
    let places: Vec<(usize, usize)> = readings.iter().map(|r| (r.first, r.last)).collect();
    let all = candidates::find(s, scene.mentions, &places);
    let mut out: Vec<Choice> = Vec::new();
    let mut i = 0;
    while i < readings.len() {
        if !measured(&readings[i]) {
            i += 1;
            continue;
        }
        let mut j = i;
        let named = |a: usize, b: usize| all.iter().any(|c| c.first >= a && c.last < b);
        while j + 1 < readings.len()
            && measured(&readings[j + 1])
            && !named(readings[j].last + 1, readings[j + 1].first)
        {
            j += 1;
        }
        let value = Value { first: readings[i].first, last: readings[j].last, others: &places };
        let mut options: Vec<Choosable> =
            all.iter().map(|c| choosable(s, &all, c, &value, carried)).collect();
        // What the values before in this sentence were of is known only when that is chosen: see `pick`.
        if let Some(span) = carried.last {
            options.push(taken_over(s, span, features::carried(1, out.len())));
        }
        let span = s.items[readings[i].main].span;
        out.push(Choice { value: span, kind: kind(&readings[i].result), readings: (i, j), options });
        i = j + 1;
    }
    out
}

fn choosable(
    s: &Sentence<'_>,
    all: &[Candidate],
    c: &Candidate,
    value: &Value<'_>,
    carried: &Carried,
) -> Choosable {
    // Of a phrase of the lexicon, its last word.
    let text = s.words(c.last);
    let last_word = text.rsplit_once([' ', '-']).map_or(s.items[c.last].key, |(_, last)| key(last));
    let often = carried.often.get(&last_word).map_or(0, |n| usize::from(*n).min(5).saturating_sub(1));
    let span = s.items[c.first].span.to(s.items[c.last].span);
    Choosable { span, facts: facts(s, all, c, value, often), last_word }
}

fn taken_over(s: &Sentence<'_>, span: Span, facts: Vec<u16>) -> Choosable {
    let last = span.of(s.text).rsplit([' ', '-']).next().unwrap_or("");
    Choosable { span, facts, last_word: key(last) }
}

/// The outcome of every reading of a sentence.
pub(super) fn pick(
    scene: &Scene<'_, '_>,
    choices: &mut [Choice],
    carried: &mut Carried,
) -> Vec<Option<Phrase>> {
    let weights = Weights::built_in();
    let mut out = vec![None; scene.readings.len()];
    let mut before: Option<Span> = None;
    for (n, choice) in choices.iter_mut().enumerate() {
        if let Some(span) = before {
            choice.options.push(taken_over(scene.s, span, features::carried(0, n.saturating_sub(1))));
        }
        let (i, j) = choice.readings;
        let own = scene.readings[i..=j].iter().find_map(|r| r.outcome);
        let best = || {
            let score = |o: &Choosable| weights.score(&o.facts, choice.kind, o.last_word);
            choice.options.iter().max_by(|a, b| score(a).total_cmp(&score(b))).map(|o| o.span)
        };
        before = own.or_else(best).or(before);
        out[i..=j].fill(before.map(|span| Phrase { text: span.of(scene.s.text).to_owned(), span }));
    }
    carried.last = before.or(carried.last);
    out
}
