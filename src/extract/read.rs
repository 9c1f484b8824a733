//! Pass 1: values where they stand. One file a rule; the order of the list is the order of reading, and what one rule
//! has read the next no longer sees.

mod apart;
pub(crate) mod estimate;
mod follow_up;
mod interval_alone;
mod more_than;
mod names;
mod p_value;
pub(crate) mod participants;
mod proportion;
mod quantity;
mod quantity_with_interval;
mod relative_change;
mod share;
mod tail;
mod value_with_interval;

use crate::finding::{DispersionKind, Finding, Number, Participants, Reported};
use crate::lex::{Classes, Cue, Sort};
use crate::text::Span;

use super::sentence::Sentence;

/// A result read at a place of a sentence, not yet bound to arms, outcome or time.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    /// The result.
    pub(crate) result: Reported,
    /// First item of its quotation.
    pub(crate) first: usize,
    /// Last item of its quotation.
    pub(crate) last: usize,
    /// The item of its main number: where binding looks from.
    pub(crate) main: usize,
    /// The items whose numbers it took.
    pub(crate) used: Vec<usize>,
    /// The words that name its outcome, where the rule met them.
    pub(crate) outcome: Option<Span>,
    /// Of people: a word says which step of the trial they are counted at, be it none.
    pub(crate) step_said: bool,
    /// The rule's name.
    pub(crate) rule: &'static str,
}

impl Reading {
    fn new(result: Reported, first: usize, last: usize, main: usize, used: Vec<usize>) -> Self {
        Self { result, first, last, main, used, outcome: None, step_said: false, rule: "" }
    }

    /// Whether it is what was found in an arm: a share of its people, or a quantity measured in them; no size, no comparison.
    pub(crate) fn is_share_or_quantity(&self) -> bool {
        matches!(self.result, Reported::Proportion(_) | Reported::Quantity(_))
    }

    /// The people that it counts, and at which step.
    pub(crate) fn people(&self) -> Option<&Participants> {
        match &self.result {
            Reported::Participants(people) => Some(people),
            _ => None,
        }
    }

    /// A size that only the arm beside it tells, read when the arms are known.
    pub(crate) fn beside_an_arm(
        result: Reported,
        rule: &'static str,
        first: usize,
        last: usize,
        main: usize,
        step_said: bool,
    ) -> Self {
        Self { rule, step_said, ..Self::new(result, first, last, main, vec![main]) }
    }
}

/// What rules know of the article beyond their sentence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    /// The level of the last labelled interval: unlabelled ones beside it take it.
    pub(crate) level: Option<Number>,
    /// The measure of the last sentence that had one, for lists that go on.
    pub(crate) measure: Option<estimate::Named>,
    /// The measure of the estimate read last in this sentence, and where that ends.
    pub(crate) here: Option<(usize, estimate::Named)>,
    /// The abbreviations of measures that the article defines.
    pub(crate) names: names::Names,
    /// What the bracket behind a mean holds, where a header of the article says it: "mean (SD)".
    pub(crate) spread: Option<DispersionKind>,
    /// The strengths of preparations that the article has named, in per cent.
    pub(crate) strengths: Vec<Number>,
    /// How many people were counted before, each time.
    pub(crate) sizes: Vec<u64>,
    /// What the last label says that two limits in a bracket are, if it is no interval's: "median 3.1 (IQR 1.2-5.6)".
    pub(crate) limits: Option<DispersionKind>,
    /// The article is a review of trials, whose changes are differences of their groups.
    pub(crate) review: bool,
}

/// A reading rule: its name and how it reads what starts at an item.
pub(crate) struct Rule {
    /// As findings name it; `fixtures/examples/<name>.txt` holds its examples.
    pub(crate) name: &'static str,
    /// At which items it can start.
    starts: Start,
    /// Reads at one place, and adds what it finds.
    read: fn(&Sentence<'_>, usize, &Known, &mut Vec<Reading>),
}

/// Where a rule can start: most of a sentence's items are words that mean nothing to it.
#[derive(Clone, Copy)]
enum Start {
    /// At items of these classes.
    At(Classes),
    /// At items of these classes; at any word where the article has defined abbreviations of measures.
    AtNames(Classes),
    /// At numbers, in sentences that have what may be the limits of an interval.
    Bounded,
    /// Once a sentence.
    Sentence,
}

/// A name of a measure, a letter that may be one, an interval that says what it is of.
const MEASURE: Classes =
    Classes::MEASURE.and(Classes::DIFFERENCE).and(Classes::EFFECT_LETTER).and(Classes::INTERVAL);
/// What numbers alone are of: few of a sentence's items.
const NUMBERS: Classes = Classes::NUMERIC.and(Classes::PERCENT).and(Classes::INTERVAL);
const NUMBER: Start = Start::At(Classes::NUMERIC);
const NUMBER_OR_NONE: Start = Start::At(Classes::NUMERIC.and(Classes::NO_NUMBER));
const PERCENTAGE: Start = Start::At(Classes::PERCENT);
const INTERVAL: Start = Start::At(Classes::INTERVAL);
const FOLLOWED: Start = Start::At(Classes::FOLLOW_UP.and(Classes::OBSERVED).and(Classes::STATISTIC));
const P_VALUE: Start = Start::At(Classes::P.and(Classes::NO_NUMBER));

/// Every rule, in reading order.
pub(crate) const RULES: &[Rule] = &[
    Rule { name: "estimate", starts: Start::AtNames(MEASURE), read: estimate::read },
    Rule { name: "relative_change", starts: PERCENTAGE, read: relative_change::read },
    Rule { name: "more_than", starts: NUMBER, read: more_than::read },
    Rule { name: "follow_up", starts: FOLLOWED, read: follow_up::read },
    Rule { name: "value_with_interval", starts: Start::Bounded, read: value_with_interval::read },
    Rule { name: "quantity", starts: Start::Sentence, read: quantity::read },
    Rule { name: "proportion", starts: NUMBER_OR_NONE, read: proportion::read },
    Rule { name: "quantity_with_interval", starts: Start::Bounded, read: quantity_with_interval::read },
    Rule { name: "participants", starts: NUMBER, read: participants::read },
    Rule { name: "interval_alone", starts: INTERVAL, read: interval_alone::read },
    Rule { name: "p_value", starts: P_VALUE, read: p_value::read },
];

/// The names of the rules: each has a file of examples.
pub fn rule_names() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|rule| rule.name)
}

/// All readings of an article, by sentence.
pub(crate) fn all(sentences: &mut [Sentence<'_>]) -> Vec<Vec<Reading>> {
    let mut known = Known::default();
    sentences.iter_mut().map(|sentence| read(sentence, &mut known)).collect()
}

/// All readings of a sentence, in text order.
fn read(sentence: &mut Sentence<'_>, known: &mut Known) -> Vec<Reading> {
    known.names.note(sentence);
    known.review = known.review || of_trials(sentence);
    // Most sentences of a background hold no number: nothing starts in them.
    if !sentence.has(Classes::NUMERIC) {
        return Vec::new();
    }
    note_headers(sentence, known);
    proportion::note_strengths(sentence, known);
    known.here = None;
    // What has no limits when it is asked first has none later: the numbers that are left become fewer.
    let mut bounded = true;
    let mut readings = Vec::new();
    for rule in RULES {
        let starts = match rule.starts {
            Start::AtNames(classes) if !known.names.is_empty() => classes | Classes::WORD,
            Start::AtNames(classes) | Start::At(classes) => classes,
            Start::Bounded => {
                bounded = bounded && tail::bounded(sentence, 0..sentence.items.len());
                if !bounded {
                    continue;
                }
                Classes::NUMERIC
            }
            Start::Sentence => {
                read_at(sentence, 0, rule, known, &mut readings);
                continue;
            }
        };
        if starts.within(NUMBERS) {
            for i in sentence.numbers {
                if sentence.is(*i, starts) {
                    read_at(sentence, *i, rule, known, &mut readings);
                }
            }
            continue;
        }
        let mut from = 0;
        while let Some(i) = sentence.first(from..sentence.items.len(), starts) {
            read_at(sentence, i, rule, known, &mut readings);
            from = i + 1;
        }
    }
    readings.retain(|reading| !reading.used.iter().any(|at| broken(sentence, *at)));
    readings.sort_by_key(|reading| (reading.first, reading.main));
    share::share(sentence, &mut readings);
    proportion::join(sentence, &mut readings);
    proportion::set_against(sentence, &mut readings);
    proportion::with_error(sentence, &mut readings);
    note_sizes(&readings, known);
    let own = readings.iter().rev().find_map(|reading| match &reading.result {
        Reported::Estimate(estimate) => Some(estimate::Named::of(estimate)),
        _ => None,
    });
    // Sentences that only count people may stand between a ratio and the next: "(0.91, 0.64 to 1.28)".
    known.measure = own.or(known.measure.filter(|named| named.measure.is_ratio()));
    readings
}

/// `12 trials were included`, `a meta-analysis`: whether a sentence, or a title, is of several trials.
fn of_trials(s: &Sentence<'_>) -> bool {
    if s.title {
        return (0..s.items.len()).any(|i| s.is_word(i, &["meta", "metaanalysis", "systematic"]));
    }
    if !s.may_say(&[Sort::Study]) || !s.has(Classes::NUMERIC) {
        return false;
    }
    let several = |i: usize| s.plain(i).is_some_and(|n| n.decimal.places() == 0 && n.to_f64() >= 2.0);
    let counted = |i: usize| s.is_of(i, Sort::Study) && (i.saturating_sub(TRIALS)..i).any(several);
    let chosen = |i: usize| {
        s.is_word(
            i,
            &["included", "include", "identified", "eligible", "met", "meta", "analysed", "analyzed"],
        )
    };
    (0..s.items.len()).any(counted) && (0..s.items.len()).any(chosen)
}

/// Items from a count to the trials it is of, at most: "12 randomised controlled trials".
const TRIALS: usize = 4;

/// Whether white space got into a number, "52. 1": what it means is likely and not printed, so no result is made of it, nor
/// of its halves. Of P values their text is kept as printed.
fn broken(s: &Sentence<'_>, i: usize) -> bool {
    let item = &s.items[i];
    let split = |w: &[u8]| w[0].is_ascii_digit() && w[1] == b'.' && w[2] == b' ' && w[3].is_ascii_digit();
    !matches!(item.shape, super::item::Shape::P(_))
        && item.span.len() > 3
        && item.span.of(s.text).as_bytes().windows(4).any(split)
}

/// Reads by one rule at one place; what it has read the next no longer sees.
#[inline]
fn read_at(
    sentence: &mut Sentence<'_>,
    i: usize,
    rule: &Rule,
    known: &mut Known,
    readings: &mut Vec<Reading>,
) {
    let before = readings.len();
    (rule.read)(sentence, i, known, readings);
    for reading in &mut readings[before..] {
        reading.rule = rule.name;
        for used in &reading.used {
            sentence.spent[*used] = true;
        }
        if let Reported::Estimate(estimate) = &reading.result {
            known.here = Some((reading.last, estimate::Named::of(estimate)));
        }
    }
}

/// How many sizes are remembered.
const MANY: usize = 24;

fn note_sizes(readings: &[Reading], known: &mut Known) {
    let sizes = readings.iter().filter_map(|reading| match &reading.result {
        Reported::Participants(people) => people.n.decimal.as_whole(),
        _ => None,
    });
    let room = MANY.saturating_sub(known.sizes.len());
    known.sizes.extend(sizes.take(room));
}

fn note_headers(sentence: &Sentence<'_>, known: &mut Known) {
    use super::item::Shape;
    let mut from = 0;
    while let Some(i) = sentence.first(from..sentence.items.len(), Classes::SPREAD | Classes::LIMITS) {
        from = i + 1;
        let item = &sentence.items[i];
        let bracketed = i > 1 && sentence.opens(i - 1) && sentence.closes(i + 1);
        if bracketed && matches!(sentence.cue(i - 2), Cue::Statistic(_)) {
            known.spread = match item.cue {
                Cue::Sd => Some(DispersionKind::Sd),
                Cue::Se => Some(DispersionKind::Se),
                _ => known.spread,
            };
        }
        let level = match &item.shape {
            Shape::Interval(interval) => interval.level,
            Shape::IntervalLabel(label) => label.level,
            _ => {
                if item.cue == Cue::Iqr && item.depth > 0 {
                    known.limits = Some(DispersionKind::Iqr);
                }
                continue;
            }
        };
        known.level = level.or(known.level);
        known.limits = None;
    }
}

/// A finding of this reading, bound to nothing but what the rule itself met.
pub(crate) fn finding(reading: &Reading, sentence: &Sentence<'_>) -> Finding {
    let items = &sentence.items;
    let mut span = items[reading.first].span.to(items[reading.last].span);
    let mut support = Vec::new();
    for used in &reading.used {
        // What several results share stands apart from most of them.
        if matches!(
            reading.result,
            Reported::Estimate(_) | Reported::RelativeChange(_) | Reported::Quantity(_)
        ) && *used > reading.last
        {
            support.push(items[*used].span);
        } else {
            span = span.to(items[*used].span);
        }
    }
    let mut finding = Finding::unbound(reading.result.clone(), span, reading.rule);
    finding.support = support;
    finding.outcome =
        reading.outcome.map(|at| crate::finding::Phrase { text: at.of(sentence.text).to_owned(), span: at });
    finding
}
