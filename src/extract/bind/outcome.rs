//! What was measured: the shortest phrase of the text that names it.
//!
//! The phrases of the sentence that could name it are candidates, with the one of the value before and of the sentence
//! before; each has a few facts (how far, what stands between, which words around it), and the facts' learned weights rank
//! them. Nothing but a phrase of the text can win.

mod beside;
mod candidates;
mod changes;
mod clause;
mod continued;
mod copula;
mod dealt;
mod dose;
mod event;
mod factor;
mod features;
mod general;
mod known;
mod labels;
mod likely;
mod mirrored;
mod moved;
pub(super) mod nature;
mod phrase;
mod pick;
mod predicate;
mod rank;
mod reckoned;
mod relative;
mod siblings;
mod statement;
mod subject;
mod surroundings;
mod threshold;
mod ties;
mod told;
mod usage;
mod verb;
mod whole;
mod whose;

pub(super) use dealt::dealt;
pub(crate) use features::FACTS;
pub use features::KINDS;
pub(super) use mirrored::mirrored;
pub(super) use pick::pick;
pub use rank::name as weight_name;
pub(super) use told::named;
pub(super) use usage::{measures, names_outcome, usage};
pub(super) use whole::whole;

use super::arms::Mention;
use super::frames::Scene;
use crate::extract::keyed::Keyed;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::Reported;
use crate::lex::{Cue, Sort};
use crate::text::Span;
use candidates::counted;
use features::{Link, Setting, Value, facts, kind, way};
use known::Known;
use pick::{Beside, beside};
use rank::{Score, Weights};
use surroundings::{Counts, Natures};

/// One choice to be made: a value, or several that share an outcome, and the phrases that could be it.
pub(crate) struct Choice {
    /// Where the first value stands.
    pub(crate) value: Span,
    /// The kind of result, as a number.
    pub(crate) kind: usize,
    /// The readings that share it: first and last.
    readings: (usize, usize),
    link: Link,
    /// The phrase right before the bracket that the values stand in.
    beside: Option<Beside>,
    pub(crate) options: Vec<Choosable>,
}

/// A phrase that could be the outcome.
pub(crate) struct Choosable {
    pub(crate) span: Span,
    /// How it stands to the value, where it is a candidate of the value's own.
    way: Option<usize>,
    /// What speaks for it: kept where it is asked for.
    pub(crate) facts: Option<Vec<u16>>,
    /// How well all that fits.
    score: Score<'static>,
}

impl Choosable {
    fn add(&mut self, fact: u16) {
        self.score.add(fact);
        if let Some(facts) = &mut self.facts {
            facts.push(fact);
        }
    }
}

/// What is known of outcomes from the sentences before.
pub(super) struct Carried {
    /// The outcome chosen last.
    last: Option<Span>,
    words: Keyed<Recurs>,
    /// Whether the facts of choices are kept.
    keeps_facts: bool,
}

/// Where else in its article a word stands.
#[derive(Clone, Copy, Default, PartialEq)]
struct Recurs {
    /// How often it ends a phrase.
    often: u8,
    /// Bits: the title, the sentence that says what was measured, the arms' names.
    places: u8,
}

impl Carried {
    /// Counts the words of an article, so that what recurs is known.
    pub(super) fn of(
        sentences: &[Sentence<'_>],
        readings: &[Vec<Reading>],
        mentions: &[Vec<Mention>],
        keeps_facts: bool,
    ) -> Self {
        // Where nothing was measured, nobody asks.
        let sentences = if readings.iter().flatten().any(measured) { sentences } else { &[] };
        const TITLE: u8 = 1;
        const MEASURED: u8 = 2;
        // Half of all items are signs, or words that were said before.
        let mut words = Keyed::for_values(sentences.iter().map(|s| s.items.len()).sum::<usize>() / 2 + 1);
        for (s, mentions) in sentences.iter().zip(mentions) {
            let place = match s.title {
                true => TITLE,
                false => MEASURED * u8::from(s.holds(Sort::Measured)),
            };
            for (i, item) in s.items.iter().enumerate() {
                if item.sorts.has(Sort::Naming) && phrase::content(s, i) {
                    let word: &mut Recurs = words.entry(item.key);
                    word.often = word.often.saturating_add(1);
                    word.places |= place;
                }
            }
            for item in mentions.iter().flat_map(|m| &s.items[m.first..=m.last]) {
                words.entry(item.key).places |= ARM;
            }
        }
        Self { last: None, words, keeps_facts }
    }

    /// A phrase to choose, of which only its words are told yet.
    fn option(&self, span: Span, kind: usize, usage: (usize, usize)) -> Choosable {
        let facts = self.keeps_facts.then(Vec::new);
        let score = Weights::built_in().score(kind);
        let mut option = Choosable { span, way: None, facts, score };
        features::used(usage).into_iter().for_each(|fact| option.add(fact));
        option
    }

    /// A phrase that is no candidate of the value's own.
    fn taken_over(&self, s: &Sentence<'_>, span: Span, kind: usize, fact: u16) -> Choosable {
        let mut option = self.option(span, kind, usage(span.of(s.text)));
        option.add(fact);
        option
    }
}

/// Verbs behind which stands what happened.
const TAKING: &[&str] =
    &["developed", "experienced", "reported", "achieved", "suffered", "required", "showed a", "delivered"];

/// Items from the bracket that a result stands in, behind other words, to the result, at most.
const BRACKET: usize = 8;

/// A word of an arm's name.
const ARM: u8 = 4;

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
    // A sentence's subject and its verb name none: "smoking was associated with …".
    // The verb of a bare count is what happened where it says so itself: "26 died", but not "26 reported nausea".
    let happened = |at: usize| s.cue(at) == Cue::Happened && !s.is_word(at, TAKING);
    let verb = |r: &Reading| usize::from(r.last > r.main && happened(r.last));
    let mut taken: Vec<(usize, usize)> = Vec::with_capacity(readings.len() + scene.subjects.len());
    for r in readings {
        match counted(s, r) {
            // "12 deaths", "164 deaths had occurred among 325 women"
            Some(noun) => {
                taken.extend([(r.main, noun.start - 1), (noun.end, r.last)].iter().filter(|(a, b)| a <= b))
            }
            None => {
                taken.push((r.main, told::named_within(s, r).map_or(r.last - verb(r), |name| name.start - 1)))
            }
        }
    }
    taken.extend(scene.subjects.iter().map(|x| (x.first, x.verb)));
    // Groups that only results name, where one of the values is theirs.
    if !std::ptr::eq(scene.further, scene.mentions) {
        let valued = scene.further.iter().filter(|m| scene.bound.contains(&Some(m.arm)));
        taken.extend(valued.map(|m| (m.first, m.last)));
    }
    // "weight correlated with age (r = 0.4)"
    let held = ties::held_against(scene);
    taken.extend(&held);
    let all = candidates::find(s, scene.mentions, &taken);
    // What the sentence's build says leaves nothing to choose.
    let mut said = predicate::predicates(scene, &all);
    let behind = continued::continued(scene, &all);
    let mut doses = Vec::with_capacity(readings.len());
    for (i, label) in labels::labels(scene, &all).into_iter().enumerate() {
        let dose = dose::dose(scene, &all, &readings[i]);
        doses.push(dose.is_some());
        said[i] = said[i].or(dose).or(behind[i]).or_else(|| relative::related(scene, &all, i)).or(label);
    }
    for (reading, said) in readings.iter().zip(&mut said) {
        let of = || told::between(scene, reading).or_else(|| told::events(s, &all, reading));
        let own = || told::within(s, &all, reading).or_else(of);
        *said = said.or_else(own).or_else(|| moved::moved(scene, &all, reading));
    }
    if !held.is_empty() {
        for (reading, said) in readings.iter().zip(&mut said) {
            *said = said.or_else(|| ties::correlated(scene, &all, &held, reading));
        }
    }
    clause::clauses(scene, &all, &mut said);
    // Of every candidate, and of the sentence, once there is something to choose.
    let mut known: Option<(Vec<Known>, Counts)> = None;
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
        // "a response of 53% (8% complete) and 19%": what a bracket adds holds within it.
        let depth = |r: &Reading| s.items[r.main].depth;
        while j + 1 < readings.len()
            && measured(&readings[j + 1])
            && (said[i].is_none() || depth(&readings[j + 1]) >= depth(&readings[i]))
            // "at a dose of 12 mg, pain fell (P = 0.03)"
            && (!doses[i] || matches!(readings[j + 1].result, Reported::Quantity(_)))
            // "12% died, and 8% …": what is said between is of the first.
            && (said[j + 1].is_some() || !candidates::stands_between(s, said[i], &readings[j], &readings[j + 1]))
            && (said[j + 1].is_none() || said[j + 1] == said[i])
            && !named(readings[j].last + 1, readings[j + 1].first)
        {
            j += 1;
        }
        let (first, main) = (readings[i].first, readings[i].main);
        let value = Value::new((first, main, readings[j].last), &all);
        let kind = kind(&readings[i].result);
        if let Some(span) = said[i] {
            let mut option = carried.taken_over(s, span, kind, features::told(false));
            // How it stands to its value still tells how the next may stand to its own.
            let of = all.iter().find(|c| c.span(s) == span);
            option.way = of.map(|c| way(s, c, &value));
            let link = Link { runs: 0, bracket: s.items[main].depth > 0 };
            out.push(Choice {
                value: s.items[main].span,
                kind,
                readings: (i, j),
                options: vec![option],
                link,
                beside: beside(s, &all, first),
            });
            since = readings[j].last + 1;
            // "53% (8% complete responders) and 19%": the name within is spent.
            if link.bracket && s.items[readings[j].last].span.end <= span.start {
                since = since.max(s.items.partition_point(|item| item.span.start < span.end));
            }
            i = j + 1;
            continue;
        }
        let (known, counts) = known.get_or_insert_with(|| {
            let mut natures = Natures::new(s);
            (all.iter().map(|c| Known::of(s, &all, c, &mut natures, carried)).collect(), Counts::of(s))
        });
        let around = Setting::of(s, &value, &places, counts);
        let mut options = Vec::with_capacity(all.len() + 3);
        let outside = all.iter().any(|c| s.items[c.first].depth == 0 && c.last < main);
        let free = known.iter().any(|known| !known.nothing() && !known.arm());
        // "ramipril 12, placebo 15": a name before this sentence is better than an arm.
        let known_before = !out.is_empty() || carried.last.is_some();
        let names = |known: &Known| {
            let elsewhere = outside && known.closed.is_some_and(|at| at < first);
            !(known.nothing() || (free || known_before) && known.arm() || elsewhere)
        };
        // "(velorinib 23%, older drugs 13%)"
        let siblings = siblings::of_arms(scene, i);
        let whom = |c: &candidates::Candidate| siblings && siblings::labels(s, c, &readings[i]);
        for (c, known) in all.iter().zip(&*known).filter(|(c, known)| names(known) && !whom(c)) {
            let mut option = carried.option(known.span, kind, known.usage);
            facts(s, (c, &known.look), (&value, &around), known.recurs, |fact| option.score.add(fact));
            option.way = Some(way(s, c, &value));
            if let Some(kept) = &mut option.facts {
                facts(s, (c, &known.look), (&value, &around), known.recurs, |fact| kept.push(fact));
            }
            options.push(option);
        }
        let mut between: Vec<usize> =
            all.iter().filter(|c| c.first >= since && c.last < main).map(|c| c.run).collect();
        between.dedup();
        let link = Link { runs: between.len(), bracket: s.items[main].depth > 0 };
        // What the values before in this sentence were of is known only when that is chosen: see `pick`.
        // "lassitude (OR range, 1.5 to 2.0; P = 0.04)": the phrase right before the bracket is of this sentence.
        let open = (first.saturating_sub(BRACKET)..first).rfind(|k| s.opens(*k));
        let right_before = |open: usize| all.iter().any(|c| c.last + 1 == open && first > open + 1);
        let own = s.items[main].depth > 0 && open.is_some_and(right_before);
        if let Some(span) = carried.last.filter(|_| out.is_empty() && !own) {
            options.push(carried.taken_over(s, span, kind, features::carried(link)));
        }
        // The words that the reading rule took for the name.
        if let Some(own) = readings[i..=j].iter().find_map(|r| told::named(scene, r)) {
            match options.iter_mut().find(|o| o.span == own) {
                Some(option) => option.add(features::told(true)),
                None => options.push(carried.taken_over(s, own, kind, features::told(false))),
            }
        }
        let beside = beside(s, &all, first);
        out.push(Choice { value: s.items[main].span, kind, readings: (i, j), options, link, beside });
        since = readings[j].last + 1;
        i = j + 1;
    }
    out
}
