//! The lexicon: `lexicon.txt`, read once.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::{Cue, Kind, Token};
use crate::finding::{IntervalKind, Measure, Purpose, Role, Statistic, TimeUnit};

struct Phrase {
    /// Its words, in lower case unless `cased`, each with its key.
    words: Vec<(&'static str, u64)>,
    cased: bool,
    cue: Cue,
}

/// Phrases by the key of their first word, longest first.
type Lexicon = FxHashMap<u64, Vec<Phrase>>;

const LONGEST_WORD: usize = 24;

/// A number that all spellings of a word share, whatever their case. Other words may have it too, so that a phrase is
/// still compared word by word; a key only spares that for nearly every word of a text.
pub(crate) fn key(word: &str) -> u64 {
    if !word.is_ascii() {
        return fold(word.to_lowercase().as_bytes());
    }
    fold(word.as_bytes())
}

fn fold(word: &[u8]) -> u64 {
    // The bit that tells small ASCII letters from capital ones.
    const SMALL: u64 = 0x2020_2020_2020_2020;
    let mix =
        |key: u64, eight: u64| (key.rotate_left(23) ^ (eight | SMALL)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let (eights, rest) = word.as_chunks::<8>();
    let key = eights.iter().fold(word.len() as u64, |key, eight| mix(key, u64::from_le_bytes(*eight)));
    if rest.is_empty() {
        return key;
    }
    mix(key, few(rest))
}

/// Fewer than eight bytes as one number, the first lowest: two overlapping halves, without a loop.
fn few(bytes: &[u8]) -> u64 {
    if let (Some(low), Some(high)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let (low, high) = (u32::from_le_bytes(*low), u32::from_le_bytes(*high));
        return u64::from(low) | u64::from(high) << (8 * (bytes.len() - 4));
    }
    match *bytes {
        [a, b, c] => u64::from_le_bytes([a, b, c, 0, 0, 0, 0, 0]),
        [a, b] => u64::from(u16::from_le_bytes([a, b])),
        [a] => u64::from(a),
        _ => 0,
    }
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let mut map = Lexicon::default();
        for (phrase, cue) in entries() {
            let words: Vec<(&'static str, u64)> =
                phrase.split([' ', '-', '.']).filter(|w| !w.is_empty()).map(|w| (w, key(w))).collect();
            let Some((_, first)) = words.first() else { continue };
            let cased = phrase.chars().any(char::is_uppercase);
            map.entry(*first).or_default().push(Phrase { words, cased, cue });
        }
        for phrases in map.values_mut() {
            // Of phrases of one length, the one with its case first: it is the more exact.
            phrases.sort_by_key(|p| (std::cmp::Reverse(p.words.len()), !p.cased));
        }
        map
    })
}

/// Every phrase with the line it stands on: for the test that holds the lexicon in order.
pub fn phrases() -> impl Iterator<Item = (&'static str, Cue)> {
    entries()
}

fn entries() -> impl Iterator<Item = (&'static str, Cue)> {
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
            variant: flag.filter(|f| *f != "adjusted"),
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

/// Marks every token at which a phrase starts.
pub(super) fn mark(tokens: &mut [Token], text: &str) {
    let lexicon = lexicon();
    for token in tokens.iter_mut().filter(|t| t.kind == Kind::Word && t.span.len() <= LONGEST_WORD) {
        token.key = key(token.span.of(text));
    }
    for i in 0..tokens.len() {
        if tokens[i].kind != Kind::Word {
            // Signs that are words: `&`, `∞`, `β` is a letter.
            match tokens[i].kind {
                Kind::Mark('&') => (tokens[i].cue, tokens[i].cue_len) = (Cue::And, 1),
                Kind::Mark('∞') => (tokens[i].cue, tokens[i].cue_len) = (Cue::NotReached, 1),
                // "1 sided", "one sided": number words are numbers to the lexer.
                Kind::Number(d) if d.as_whole().is_some_and(|n| n == 1 || n == 2) => {
                    if let Some((len, n)) = sided(tokens, i, text) {
                        (tokens[i].cue, tokens[i].cue_len) = (Cue::Sided(n), len);
                    }
                }
                _ => {}
            }
            continue;
        }
        let Some(phrases) = lexicon.get(&tokens[i].key).filter(|_| tokens[i].key != 0) else { continue };
        if let Some((cue, len)) = phrases.iter().find_map(|p| Some((p.cue, matches(p, tokens, i, text)?))) {
            tokens[i].cue = cue;
            tokens[i].cue_len = len;
        }
    }
}

fn sided(tokens: &[Token], i: usize, text: &str) -> Option<(u8, u8)> {
    let dash = matches!(tokens.get(i + 1)?.kind, Kind::Mark('-'));
    let word = tokens.get(i + 1 + usize::from(dash))?;
    let side = ["sided", "tailed", "side"].iter().any(|w| word.span.of(text).eq_ignore_ascii_case(w));
    let Kind::Number(d) = tokens[i].kind else { return None };
    side.then(|| (2 + u8::from(dash), if d.as_whole() == Some(1) { 1 } else { 2 }))
}

/// How many tokens the phrase takes at `i`, if it stands there.
fn matches(phrase: &Phrase, tokens: &[Token], i: usize, text: &str) -> Option<u8> {
    // Keys first: they turn nearly every phrase away.
    let mut at = i;
    for (n, (_, key)) in phrase.words.iter().enumerate() {
        at = place(tokens, at, n)?;
        // What is no word has no key: "1" of "per 1 unit".
        if tokens[at].key != *key && tokens[at].key != 0 {
            return None;
        }
        at += 1;
    }
    let end = at;
    at = i;
    for (n, (word, _)) in phrase.words.iter().enumerate() {
        at = place(tokens, at, n)?;
        if !reads(tokens[at].span.of(text), word, phrase.cased) {
            return None;
        }
        at += 1;
    }
    u8::try_from(end - i).ok()
}

/// Where word `n` of a phrase stands: a dash or point may part it from the word before.
fn place(tokens: &[Token], at: usize, n: usize) -> Option<usize> {
    let token = tokens.get(at)?;
    let joint = n > 0 && matches!(token.kind, Kind::Mark('-' | '.')) && !token.spaced;
    let at = at + usize::from(joint);
    (at < tokens.len()).then_some(at)
}

fn reads(printed: &str, word: &str, cased: bool) -> bool {
    if printed == word {
        return true;
    }
    !cased
        && if printed.is_ascii() {
            printed.eq_ignore_ascii_case(word)
        } else {
            printed.to_lowercase() == word
        }
}
