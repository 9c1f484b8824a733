//! The lexicon: `lexicon.txt`, read once.

use std::collections::BTreeMap;
use std::iter;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::classes::{Classes, WORDS};
use super::cue::Variant;
use super::sorts::{self, Sorts};
use super::word::key;
use super::{Cue, Kind, Token, number};
use crate::finding::{IntervalKind, Measure, Purpose, Role, Statistic, TimeUnit};

struct Phrase {
    /// Its words, in lower case unless `cased`, each with its key.
    words: Vec<(&'static str, u64)>,
    /// The key of the second, if it has one: here, since it turns nearly every phrase away.
    second: Option<u64>,
    /// The second word is one of letters, and no number: where a number or sign stands in its place, it does not.
    lettered: bool,
    cased: bool,
    cue: Cue,
    /// The lists in which any of its words stands.
    lists: Sorts,
}

/// A word, or a phrase, that rules ask for, or a word that starts phrases or a number in words: what is asked of every
/// word of a text, and so kept small.
pub(super) struct Entry {
    key: u64,
    /// Its classes, that of its meaning with them.
    pub(super) classes: Classes,
    /// Its sorts, that of its meaning with them.
    pub(super) sorts: Sorts,
    /// The meaning that it has alone, however it is spelled.
    pub(super) cue: Cue,
    /// Whether a longer phrase starts with it, or one with its own case.
    pub(super) longer: bool,
    /// It may start a number in words.
    pub(super) number: bool,
}

/// What an entry is made of.
#[derive(Default)]
struct Source {
    /// The classes that lists of words make it.
    of_words: Classes,
    /// The lists in which it stands.
    lists: Sorts,
    /// Phrases that start with it, longest first, but for the word alone.
    phrases: Vec<Phrase>,
    /// The bits of their second words' keys, all where one has a single word: they turn away nearly every word that
    /// starts no phrase where it stands.
    seconds: u64,
    number: bool,
}

/// All words that mean something, found by their keys.
pub(super) struct Lexicon {
    /// First what stands for every word that means nothing.
    entries: Vec<Entry>,
    /// What each of them is made of.
    sources: Vec<Source>,
    /// A place for every value of a key's first bits, with the number of the entry that stands there or behind it;
    /// nearly all are free.
    places: Box<[u16; PLACES]>,
}

const PLACES: usize = 1 << 13;
const FREE: u16 = 0;

impl Lexicon {
    /// The lexicon that litx was built with.
    pub(super) fn built_in() -> &'static Self {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| {
            let mut entries: BTreeMap<u64, Source> = BTreeMap::new();
            for (phrase, cue) in phrases() {
                let parts: Vec<(&'static str, u64)> =
                    phrase.split([' ', '-', '.']).filter(|w| !w.is_empty()).map(|w| (w, key(w))).collect();
                let Some((_, first)) = parts.first() else { continue };
                let cased = phrase.chars().any(char::is_uppercase);
                entries.entry(*first).or_default().phrases.push(Phrase {
                    second: parts.get(1).map(|(_, key)| *key),
                    lettered: parts.get(1).is_some_and(|(word, _)| lettered(word)),
                    words: parts,
                    cased,
                    cue,
                    lists: Sorts::default(),
                });
            }
            for (number, _) in number::WORDS {
                entries.entry(key(number)).or_default().number = true;
            }
            for (class, words) in WORDS {
                for word in *words {
                    let entry = entries.entry(key(word)).or_default();
                    entry.of_words = entry.of_words.and(*class);
                }
            }
            for (list, word) in sorts::listed() {
                let entry = entries.entry(key(&word)).or_default();
                entry.lists = entry.lists.and(Sorts::one(list));
            }
            let lists: FxHashMap<u64, Sorts> =
                entries.iter().map(|(key, entry)| (*key, entry.lists)).collect();
            for phrase in entries.values_mut().flat_map(|entry| &mut entry.phrases) {
                let of_words = phrase.words.iter().filter_map(|(_, key)| lists.get(key));
                phrase.lists = of_words.fold(Sorts::default(), |all, lists| all.and(*lists));
            }
            let unknown = iter::once((0, Source::default()));
            let all = unknown.chain(entries).map(|(key, source)| source.finished(key));
            let (entries, sources) = all.unzip();
            Self::of(entries, sources)
        })
    }

    fn of(entries: Vec<Entry>, sources: Vec<Source>) -> Self {
        let mut places = Box::new([FREE; PLACES]);
        for (entry, n) in entries.iter().zip(0..).skip(1) {
            let mut at = place(entry.key);
            while places[at] != FREE {
                at = (at + 1) % PLACES;
            }
            places[at] = n;
        }
        Self { entries, sources, places }
    }

    /// The classes that lists of words make the word or phrase with this key.
    pub(super) fn classes_of_words(&self, key: u64) -> Classes {
        self.sources[usize::from(self.find(key).0)].of_words
    }

    /// The entry of the word with this key, and its number.
    ///
    /// What is known of a word is taken from its entry, of an unknown one too: which of the two it is, no processor
    /// could foretell.
    pub(super) fn find(&self, key: u64) -> (u16, &Entry) {
        let mut at = place(key);
        loop {
            let n = self.places[at];
            let known = self.entries[usize::from(n)].key == key;
            if known || n == FREE {
                return (n, &self.entries[usize::from(n)]);
            }
            at = (at + 1) % PLACES;
        }
    }

    /// Marks what stands at these tokens, each with the number of its entry, as the phrases they start.
    pub(super) fn mark(&self, tokens: &mut [Token], starts: &[(usize, u16)], text: &str) {
        for (i, entry) in starts.iter().copied() {
            let entry = &self.sources[usize::from(entry)];
            if let Some((phrase, len)) = entry.phrase(tokens, i, text) {
                // "a 44 percent reduction": the number's own sign.
                let signs = tokens[i].cue == Cue::Percent && matches!(phrase.cue, Cue::Statistic(_));
                if signs && i > 0 && matches!(tokens[i - 1].kind, Kind::Number(_)) {
                    continue;
                }
                let token = &mut tokens[i];
                (token.cue, token.cue_len) = (phrase.cue, len);
                // A name stays one whatever its first word says alone: the "well" of "well-being".
                let alone = if phrase.words.len() > 1 { Sorts::default() } else { entry.lists };
                token.sorts = Sorts::of(phrase.cue, alone).and(entry.lists).and(phrase.lists);
                token.classes = entry.of_words.and(Classes::of(phrase.cue));
            }
        }
    }
}

/// Whether every token that reads as this word is a word with a key.
fn lettered(word: &str) -> bool {
    word.starts_with(char::is_alphabetic)
        && word.len() <= super::LONGEST_WORD
        && !number::WORDS.iter().any(|(number, _)| word.eq_ignore_ascii_case(number))
}

fn place(key: u64) -> usize {
    (key >> (u64::BITS - PLACES.trailing_zeros())) as usize
}

/// One of 64 bits for a key: its upper six say which.
fn bit(key: u64) -> u64 {
    1 << (key >> 58)
}

impl Source {
    fn finished(mut self, key: u64) -> (Entry, Self) {
        // Of phrases of one length, the one with its case first: it is the more exact.
        self.phrases.sort_by_key(|p| (std::cmp::Reverse(p.words.len()), !p.cased));
        let alone = self.phrases.pop_if(|p| p.words.len() == 1 && !p.cased);
        let cue = alone.map_or(Cue::None, |alone| alone.cue);
        self.seconds = self.phrases.iter().fold(0, |bits, p| bits | p.second.map_or(u64::MAX, bit));
        let entry = Entry {
            key,
            classes: self.of_words.and(Classes::of(cue)),
            sorts: Sorts::of(cue, self.lists),
            cue,
            longer: !self.phrases.is_empty(),
            number: self.number,
        };
        (entry, self)
    }

    /// The longest phrase that stands at `i`, and how many tokens it takes.
    fn phrase(&self, tokens: &[Token], i: usize, text: &str) -> Option<(&Phrase, u8)> {
        let second = place_of_word(tokens, i + 1, 1).map(|at| tokens[at].key);
        // What has no key may be anything.
        let bits = second.map_or(0, |key| if key == 0 { u64::MAX } else { bit(key) });
        if self.seconds != u64::MAX && self.seconds & bits == 0 {
            return None;
        }
        self.phrases.iter().find_map(|phrase| {
            let possible = match phrase.second {
                Some(key) => second.is_some_and(|second| second == key || second == 0 && !phrase.lettered),
                None => true,
            };
            Some((phrase, possible.then(|| matches(phrase, tokens, i, text))??))
        })
    }
}

/// Every phrase with what it means.
pub fn phrases() -> impl Iterator<Item = (&'static str, Cue)> {
    include_str!("lexicon.txt").lines().filter(|line| !line.starts_with('#')).flat_map(|line| {
        let (head, phrases) = line.split_once(':').unwrap_or((line, ""));
        let cue = cue(head);
        phrases.split('|').map(str::trim).filter(|p| !p.is_empty()).map(move |p| (p, cue))
    })
}

fn cue(head: &'static str) -> Cue {
    let mut words = head.split_whitespace();
    let class = words.next().unwrap_or("");
    let argument = words.next().unwrap_or("");
    let flag = words.next();
    match class {
        "measure" => Cue::Measure {
            measure: named(Measure::ALL, Measure::name, argument, Measure::OtherRatio),
            variant: flag.filter(|f| *f == Variant::Subdistribution.name()).map(|_| Variant::Subdistribution),
            adjusted: flag == Some("adjusted"),
        },
        "interval" => {
            Cue::Interval(named(IntervalKind::ALL, IntervalKind::name, argument, IntervalKind::Confidence))
        }
        "symbol" => Cue::Symbol(named(Measure::ALL, Measure::name, argument, Measure::OtherRatio)),
        "percent_scale" => Cue::PercentScale,
        "p" => Cue::PValue,
        "adjusted" => Cue::Adjusted,
        "sided" => Cue::Sided(if argument == "1" { 1 } else { 2 }),
        "purpose" => Cue::Purpose(named(Purpose::ALL, Purpose::name, argument, Purpose::Superiority)),
        "versus" => Cue::Versus,
        "respectively" => Cue::Respectively,
        "and" => Cue::And,
        "or" => Cue::Or,
        "to" => Cue::To,
        "percent" => Cue::Percent,
        "percentage_point" => Cue::PercentagePoint,
        "people" => Cue::People,
        "group" => Cue::Group,
        "role" => Cue::Role(named(Role::ALL, Role::name, argument, Role::Other)),
        "received" => Cue::Received,
        "statistic" => Cue::Statistic(named(Statistic::ALL, Statistic::name, argument, Statistic::Other)),
        "time" => Cue::Time(named(TimeUnit::ALL, TimeUnit::name, argument, TimeUnit::Day)),
        "unit" => Cue::Unit,
        "currency" => Cue::Currency,
        "dose" => Cue::Dose,
        "lower" => Cue::Lower,
        "higher" => Cue::Higher,
        "difference" => Cue::Difference,
        "follow_up" => Cue::FollowUp,
        "not_reached" => Cue::NotReached,
        "iqr" => Cue::Iqr,
        "range" => Cue::Range,
        "sd" => Cue::Sd,
        "se" => Cue::Se,
        "was" => Cue::Was,
        "of" => Cue::Of,
        "preposition" => Cue::Preposition,
        "article" => Cue::Article,
        "more_than" => Cue::MoreThan,
        "less_than" => Cue::LessThan,
        "at_least" => Cue::AtLeast,
        "at_most" => Cue::AtMost,
        "about" => Cue::About,
        "criterion" => Cue::Criterion,
        "grade" => Cue::Grade,
        "things" => Cue::Things,
        "month" => Cue::Month,
        "happened" => Cue::Happened,
        _ => Cue::None,
    }
}

fn named<T: Copy>(all: &[T], name: fn(T) -> &'static str, wanted: &str, otherwise: T) -> T {
    all.iter().copied().find(|value| name(*value) == wanted).unwrap_or(otherwise)
}

/// "1 sided", "two-tailed": number words are numbers to the lexer.
pub(super) fn sided(tokens: &[Token], i: usize, text: &str) -> Option<(Cue, u8)> {
    let Kind::Number(d) = tokens[i].kind else { return None };
    let dash = matches!(tokens.get(i + 1)?.kind, Kind::Mark('-'));
    let word = tokens.get(i + 1 + usize::from(dash))?;
    let side = ["sided", "tailed", "side"].iter().any(|w| word.span.of(text).eq_ignore_ascii_case(w));
    side.then(|| (Cue::Sided(if d.as_whole() == Some(1) { 1 } else { 2 }), 2 + u8::from(dash)))
}

/// How many tokens the phrase takes at `i`, if it stands there.
fn matches(phrase: &Phrase, tokens: &[Token], i: usize, text: &str) -> Option<u8> {
    let mut at = i;
    for (n, (word, key)) in phrase.words.iter().enumerate() {
        at = place_of_word(tokens, at, n)?;
        let token = &tokens[at];
        // What is no word has no key: "1" of "per 1 unit".
        let same = if token.key == 0 || phrase.cased {
            reads(token.span.of(text), word, phrase.cased)
        } else {
            token.key == *key
        };
        if !same {
            return None;
        }
        at += 1;
    }
    u8::try_from(at - i).ok()
}

/// Where word `n` of a phrase stands: a dash or point may part it from the word before.
fn place_of_word(tokens: &[Token], at: usize, n: usize) -> Option<usize> {
    let token = tokens.get(at)?;
    let joint = n > 0 && matches!(token.kind, Kind::Mark('-' | '.')) && !token.spaced;
    let at = at + usize::from(joint);
    (at < tokens.len()).then_some(at)
}

fn reads(printed: &str, word: &str, cased: bool) -> bool {
    printed == word || !cased && printed.eq_ignore_ascii_case(word)
}
