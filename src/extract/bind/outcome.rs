//! What was measured: the shortest phrase of the text that names it.
//!
//! The phrases of the sentence that could name it are candidates, with the one of the value before and of the sentence
//! before; each has a few facts (how far, what stands between, which words around it), and the facts' learned weights rank
//! them. Nothing but a phrase of the text can win.

mod candidates;
mod features;
mod nature;
mod phrase;
mod rank;
mod surroundings;

pub(crate) use features::FACTS;
pub use features::KINDS;
pub use rank::name as weight_name;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::arms::Mention;
use super::frames::Scene;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::{Phrase, Reported};
use crate::lex::key;
use crate::text::Span;
use candidates::Candidate;
use features::{Link, Value, facts, kind};
use rank::Weights;
use surroundings::{ANNOUNCES, Counts, Look};

/// One choice to be made: a value, or several that share an outcome, and the phrases that could be it.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    /// Where the first value stands.
    pub(crate) value: Span,
    /// The kind of result, as a number.
    pub(crate) kind: usize,
    /// The readings that share it: first and last.
    readings: (usize, usize),
    link: Link,
    pub(crate) options: Vec<Choosable>,
}

/// A phrase that could be the outcome.
#[derive(Clone, Debug)]
pub(crate) struct Choosable {
    pub(crate) span: Span,
    /// What speaks for it.
    pub(crate) facts: Vec<u16>,
    /// What its last word says for it.
    word: f32,
}

/// What is known of outcomes from the sentences before.
#[derive(Default)]
pub(super) struct Carried {
    /// The outcome chosen last.
    last: Option<Span>,
    /// How often each word ends a phrase, by its key.
    often: FxHashMap<u64, u8>,
    /// Words of the title, of the sentence that says what was measured, of the arms' names.
    places: FxHashMap<u64, u8>,
}

impl Carried {
    /// Counts the words of an article, so that what recurs is known.
    pub(super) fn of(sentences: &[Sentence<'_>], mentions: &[Vec<Mention>]) -> Self {
        const TITLE: u8 = 1;
        const MEASURED: u8 = 2;
        let mut often: FxHashMap<u64, u8> = FxHashMap::with_capacity_and_hasher(USUAL, FxBuildHasher);
        let mut places: FxHashMap<u64, u8> = FxHashMap::default();
        for (s, mentions) in sentences.iter().zip(mentions) {
            let tells = (0..s.items.len()).any(|i| s.is_word(i, OUTCOMES));
            for i in 0..s.items.len() {
                if phrase::content(s, i) {
                    let word = s.items[i].key;
                    let count = often.entry(word).or_default();
                    *count = count.saturating_add(1);
                    let place = u8::from(s.title) * TITLE + u8::from(tells && !s.title) * MEASURED;
                    if place > 0 {
                        *places.entry(word).or_default() |= place;
                    }
                }
            }
            for mention in mentions {
                for i in mention.first..=mention.last {
                    *places.entry(s.items[i].key).or_default() |= ARM;
                }
            }
        }
        Self { last: None, often, places }
    }
}

/// A word of an arm's name.
const ARM: u8 = 4;

/// Different words that name something in an abstract, usually.
const USUAL: usize = 200;

/// Words of the sentence that says what is measured.
const OUTCOMES: &[&str] = &[
    "outcome",
    "outcomes",
    "endpoint",
    "endpoints",
    "end-point",
    "end-points",
    "measured",
    "primary",
    "secondary",
];

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
    // The words of a result before its number may name what it is of: "hazard ratio of death was 0.75".
    let taken: Vec<(usize, usize)> = readings.iter().map(|r| (r.main, r.last)).collect();
    let all = candidates::find(s, scene.mentions, &taken);
    let counts = Counts::of(s);
    let known: Vec<Known> = all.iter().map(|c| Known::of(s, c, carried)).collect();
    let mut since = 0;
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
        let (first, main) = (readings[i].first, readings[i].main);
        let value = Value::new(s, (first, main, readings[j].last), &all, &places, &counts);
        let mut options: Vec<Choosable> = all
            .iter()
            .zip(&known)
            .filter(|(_, known)| known.look.right != ANNOUNCES)
            .map(|(c, known)| known.choosable(s, c, &value))
            .collect();
        let mut between: Vec<usize> =
            all.iter().filter(|c| c.first >= since && c.last < main).map(|c| c.run).collect();
        between.dedup();
        let link = Link { runs: between.len(), bracket: s.items[main].depth > 0 };
        // What the values before in this sentence were of is known only when that is chosen: see `pick`.
        if let Some(span) = carried.last.filter(|_| out.is_empty()) {
            options.push(taken_over(s, span, features::carried(link)));
        }
        // The words that the reading rule took for the name.
        if let Some(own) = readings[i..=j].iter().find_map(|r| r.outcome) {
            match options.iter_mut().find(|o| o.span == own) {
                Some(option) => option.facts.push(features::told(true)),
                None => options.push(taken_over(s, own, vec![features::told(false)])),
            }
        }
        let span = s.items[main].span;
        out.push(Choice { value: span, kind: kind(&readings[i].result), readings: (i, j), options, link });
        since = readings[j].last + 1;
        i = j + 1;
    }
    out
}

/// What is known of a candidate whatever the value.
struct Known {
    look: Look,
    span: Span,
    /// How often its last word stands in the article, where, and what it says for it.
    often: usize,
    place: usize,
    word: f32,
}

impl Known {
    fn of(s: &Sentence<'_>, c: &Candidate, carried: &Carried) -> Self {
        let span = s.items[c.first].span.to(s.items[c.last].span);
        // Of a phrase of the lexicon, its last word.
        let text = s.words(c.last);
        let last_word = text.rsplit_once([' ', '-']).map_or(s.items[c.last].key, |(_, last)| key(last));
        let often = carried.often.get(&last_word).map_or(0, |n| usize::from(*n).min(5).saturating_sub(1));
        let place = carried.places.get(&last_word).map_or(0, |place| usize::from(*place));
        let word = Weights::built_in().word(last(span.of(s.text)));
        let of_arm = |word| carried.places.get(&word).is_some_and(|place| place & ARM != 0);
        Self { look: Look::of(s, c, of_arm), span, often, place, word }
    }

    fn choosable(&self, s: &Sentence<'_>, c: &Candidate, value: &Value<'_>) -> Choosable {
        let facts = facts(s, (c, &self.look), value, (self.often, self.place));
        Choosable { span: self.span, facts, word: self.word }
    }
}

fn taken_over(s: &Sentence<'_>, span: Span, facts: Vec<u16>) -> Choosable {
    Choosable { span, facts, word: Weights::built_in().word(last(span.of(s.text))) }
}

/// The last word of a phrase.
fn last(phrase: &str) -> &str {
    phrase.rsplit([' ', '-', '/']).next().unwrap_or("")
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
    for choice in choices.iter_mut() {
        if let Some(span) = before {
            match choice.options.iter_mut().find(|o| o.span == span) {
                Some(option) => option.facts.push(features::chosen(choice.link)),
                None => {
                    choice.options.push(taken_over(scene.s, span, features::repeated(choice.link)));
                }
            }
        }
        let (i, j) = choice.readings;
        let scored = |o: &Choosable| (weights.score(&o.facts, choice.kind, o.word), o.span);
        let best = choice.options.iter().map(scored).max_by(|(a, _), (b, _)| a.total_cmp(b)).map(|o| o.1);
        before = best.or(before);
        out[i..=j].fill(before.map(|span| Phrase { text: span.of(scene.s.text).to_owned(), span }));
    }
    carried.last = before.or(carried.last);
    out
}
