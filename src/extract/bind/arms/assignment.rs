//! `randomly assigned … to receive either X or Y`: the list behind the verb.

use super::candidate::{Candidate, LONGEST_NAME, foreign_words, tells, trimmed};
use crate::extract::bind::words::{Word, Words};
use crate::extract::sentence::Sentence;
use crate::finding::Role;
use crate::lex::{Cue, Sort};

/// What follows "to" where a sentence states an aim and assigns nobody.
const AIMS: &[&str] = &[
    "assess",
    "test",
    "determine",
    "evaluate",
    "compare",
    "investigate",
    "examine",
    "study",
    "explore",
    "establish",
    "identify",
    "measure",
    "describe",
    "analyse",
    "analyze",
    "confirm",
    "estimate",
    "see",
    "ascertain",
    "validate",
    "reduce",
    "improve",
    "prevent",
    "treat",
];
/// Items between "randomly assigned" and its "to", at most: "patients with …, in a 1:1 ratio, …".
const FARTHEST_TO: usize = 40;

/// `to receive either subcutaneous daratumumab monotherapy or active monitoring`: the list behind the verb.
pub(super) fn assignment<'t>(s: &Sentence<'t>, words: &Words<'t>, list: usize) -> Vec<Candidate<'t>> {
    let verb = words.holds(Sort::Assigns).then(|| words.iter().position(|w| assigns(s, w))).flatten();
    let Some(verb) = verb else {
        let either = treated_with_either(s, words, list);
        return if either.is_empty() { received_sized(s, words, list) } else { either };
    };
    // From the end of the verb's phrase on.
    let verb = words.iter().rposition(|w| w.item == words[verb].item).unwrap_or(verb);
    let reach = &words[verb + 1..words.len().min(verb + FARTHEST_TO)];
    let starts: [&dyn Fn(&Word<'_>) -> bool; 5] = [
        &|w| w.is(&["either"]),
        &|w| w.text == ":",
        &|w| w.is(&["receive", "receiving", "received"]),
        &|w| w.is(&["to", "into"]),
        &|w| w.is(&["between"]),
    ];
    for start in starts {
        // Of "to … to …" the first that opens a list.
        for at in (0..reach.len()).filter(|k| start(&reach[*k])).take(3) {
            let list = listed(s, words, verb + 2 + at, list);
            if !list.is_empty() {
                return list;
            }
        }
    }
    // "were randomly assigned placebo, gabapentin 300 mg/day, or …": no "to" at all.
    if s.words(words[verb].item).ends_with("to")
        || words.get(verb + 1).is_some_and(|w| w.word && s.cue(w.item) == Cue::None)
    {
        return listed(s, words, verb + 1, list);
    }
    Vec::new()
}

/// Whether a word is of a verb that assigns: "randomly assigned", "randomized to", "divided".
fn assigns(s: &Sentence<'_>, word: &Word<'_>) -> bool {
    word.is_of(Sort::Assigns)
        && matches!(s.cue(word.item), Cue::Role(Role::Randomized) | Cue::Received | Cue::None)
        && !s.words(word.item).contains("trial")
        && !s.words(word.item).contains("selected")
}

/// `were treated with either X or Y` assigns as well.
fn treated_with_either<'t>(s: &Sentence<'t>, words: &Words<'t>, list: usize) -> Vec<Candidate<'t>> {
    if !words.holds(Sort::Either) {
        return Vec::new();
    }
    let either = words.iter().enumerate().position(|(at, w)| {
        w.is_of(Sort::Either)
            && at.checked_sub(1).is_some_and(|b| {
                s.cue(words[b].item) == Cue::Received || words[b].is(&["to", "with", "receive", "received"])
            })
    });
    either.map_or_else(Vec::new, |at| listed(s, words, at + 1, list))
}

/// `patients received X (n = 863) or Y (n = 862)`: sizes say that the list is one of arms.
fn received_sized<'t>(s: &Sentence<'t>, words: &Words<'t>, list: usize) -> Vec<Candidate<'t>> {
    if !words.holds(Sort::Received) {
        return Vec::new();
    }
    let sizes = || (0..s.items.len()).filter(|i| s.is_word(*i, &["n"]) && s.mark(i + 1) == Some('='));
    let verb = words.iter().position(|w| w.is_of(Sort::Received) && w.is(&["received", "receive"]));
    match verb {
        Some(verb) if sizes().count() >= 2 => listed(s, words, verb + 1, list),
        _ => Vec::new(),
    }
}

/// The list that starts at word `at`, if there is one.
fn listed<'t>(s: &Sentence<'t>, words: &[Word<'t>], mut at: usize, list: usize) -> Vec<Candidate<'t>> {
    while words.get(at).is_some_and(|w| {
        matches!(s.cue(w.item), Cue::Received | Cue::Article | Cue::To)
            || w.is(&[
                "either",
                "one",
                "of",
                "two",
                "three",
                "four",
                "groups",
                "group",
                "arms",
                "treatments",
                "with",
            ])
            || w.text == ":"
            || !w.word && w.text.bytes().all(|b| b.is_ascii_digit()) && !dosed(s, words, at)
    }) {
        at += 1;
    }
    if words.get(at).is_none_or(|w| w.is(AIMS) || !w.word && !dosed(s, words, at)) {
        return Vec::new();
    }
    let mut phrases = split(s, words, at, list);
    // Behind the list something else may follow a comma: "placebo or X, as desired, over 12 weeks".
    if let Some(end) = phrases.iter().position(|c| foreign_words(s, &c.words)) {
        phrases.truncate(end);
        let item = |c: &Candidate<'_>| c.words.first().map_or(0, |w| w.item);
        let (from, to) = (phrases.first().map_or(0, item), phrases.last().map_or(0, item));
        if !(from..to).any(|i| matches!(s.cue(i), Cue::Or | Cue::Versus)) {
            return Vec::new();
        }
    }
    if phrases.len() >= 2 { phrases } else { Vec::new() }
}

/// A phrase of the list on its way: its words, its doses, and the names in brackets behind it.
#[derive(Default)]
struct Phrase<'t> {
    words: Vec<Word<'t>>,
    doses: Vec<Word<'t>>,
    also: Vec<Vec<Word<'t>>>,
    /// Behind "for 12 weeks", "at a dose of": nothing belongs to a name until the next joint.
    aside: bool,
}

/// Phrases from `at` on, split at "or", "versus", commas (and "and" where nothing else splits), up to where the list ends.
fn split<'t>(s: &Sentence<'t>, words: &[Word<'t>], at: usize, list: usize) -> Vec<Candidate<'t>> {
    let mut phrases: Vec<Phrase<'t>> = vec![Phrase::default()];
    let mut joints = 0;
    let mut depth = 0usize;
    for (k, word) in words.iter().enumerate().skip(at).take(70) {
        match s.mark(word.item) {
            Some('(' | '[') => {
                if depth == 0
                    && let Some(phrase) = phrases.last_mut()
                    && let Some(name) = bracketed(s, words, k)
                {
                    phrase.also.push(name);
                }
                depth += 1;
            }
            Some(')' | ']') => depth = depth.saturating_sub(1),
            Some(';' | '.') if depth == 0 && joints > 0 => break,
            Some(',' | ';') if depth == 0 => phrases.push(Phrase::default()),
            _ => {}
        }
        if depth > 0 {
            continue;
        }
        // "to X and 60 patients to Y": the next arm's people.
        if s.cue(word.item) == Cue::People && k > at && s.items[words[k - 1].item].numeric() {
            joints += 1;
            phrases.push(Phrase::default());
            continue;
        }
        let Some(phrase) = phrases.last_mut() else { break };
        if !word.word {
            dose(s, words, k, phrase);
            continue;
        }
        match s.cue(word.item) {
            Cue::Or | Cue::Versus => {
                joints += 1;
                phrases.push(Phrase::default());
            }
            Cue::Respectively => break,
            // "… or placebo and stratified by histology": the list is over.
            _ if joints > 0 && !phrase.words.is_empty() && word.is_of(Sort::Foreign) => break,
            Cue::Was if joints > 0 && !phrase.words.is_empty() => break,
            Cue::Preposition if !word.is(&["with", "without", "on", "followed"]) => {
                phrase.aside = true;
                // The list ends here, unless another arm follows behind a joint.
                let more = |w: &Word<'_>| matches!(s.cue(w.item), Cue::Or | Cue::Versus) || w.text == ",";
                if !words.iter().skip(k).take(14).any(more) {
                    break;
                }
            }
            // "cisplatin on day 1 plus etoposide": behind a joint the name goes on.
            _ if phrase.aside && word.is_of(Sort::Joins) => phrase.aside = false,
            _ if phrase.aside => {}
            Cue::Received | Cue::Article | Cue::Group if phrase.words.is_empty() => {}
            Cue::Group | Cue::Was | Cue::Role(_) | Cue::Time(_) | Cue::Dose | Cue::Unit => {}
            _ if word.is(&["either", "daily", "twice", "once", "weekly", "every", "to", "by", "then"]) => {}
            _ if phrase.words.len() < LONGEST_NAME => phrase.words.push(*word),
            _ => {}
        }
    }
    inherit(&mut phrases);
    // Behind the last "or" nothing but that arm stands: ", with stratification …" is no arm.
    phrases.retain(|phrase| tells(&phrase.words) || !phrase.doses.is_empty() || !phrase.also.is_empty());
    if joints == 0 && phrases.len() == 1 {
        // "to A and B": "and" joins arms only where nothing else does.
        let only = phrases.pop().unwrap_or_default();
        return only
            .words
            .split(|w| w.is(&["and"]))
            .filter(|words| tells(words))
            .map(|words| Candidate { words: trimmed(words.to_vec()), also: Vec::new(), list, sure: true })
            .collect();
    }
    phrases
        .into_iter()
        .map(|phrase| Candidate { words: trimmed(phrase.words), also: phrase.also, list, sure: true })
        .filter(|candidate| tells(&candidate.words) || !candidate.also.is_empty())
        .collect()
}

/// "gefitinib 250 mg/day, 500 mg/day, or methotrexate": the strength tells arms of one drug apart.
fn inherit<'t>(phrases: &mut [Phrase<'t>]) {
    for k in 1..phrases.len() {
        if !tells(&phrases[k].words) && !phrases[k].doses.is_empty() {
            phrases[k].words = phrases[k - 1].words.clone();
        }
    }
    // "either 30 mg or 60 mg meloxicam": the drug behind the last strength.
    for k in (1..phrases.len()).rev() {
        if !tells(&phrases[k - 1].words)
            && !phrases[k - 1].doses.is_empty()
            && !phrases[k].doses.is_empty()
            && tells(&phrases[k].words)
        {
            phrases[k - 1].words = phrases[k].words.clone();
        }
    }
    let same = |a: &Phrase<'_>, b: &Phrase<'_>| {
        a.words.len() == b.words.len() && a.words.iter().zip(&b.words).all(|(a, b)| a.key == b.key)
    };
    let dosed: Vec<bool> = (0..phrases.len())
        .map(|i| {
            !phrases[i].doses.is_empty()
                && (0..phrases.len())
                    .any(|j| j != i && !phrases[j].doses.is_empty() && same(&phrases[i], &phrases[j]))
        })
        .collect();
    // "either 25 Gy or 50 Gy": the strength is all the name there is.
    for phrase in phrases.iter_mut().filter(|phrase| phrase.words.is_empty()) {
        phrase.words = phrase.doses.clone();
    }
    for (phrase, dosed) in phrases.iter_mut().zip(dosed) {
        if dosed {
            let doses = phrase.doses.clone();
            phrase.also.push(doses.clone());
            phrase.words.extend(doses);
        }
    }
}

/// The strength at a number: "250 mg".
fn dose<'t>(s: &Sentence<'t>, words: &[Word<'t>], k: usize, phrase: &mut Phrase<'t>) {
    if phrase.doses.is_empty()
        && let Some(unit) = strength(s, words, k)
    {
        phrase.doses = vec![words[k], unit];
        // "1 mg or 2 mg with sequential …": what goes with all of them is no name.
        phrase.aside |=
            phrase.words.is_empty() && words.iter().skip(k).take(3).any(|w| w.is(&["with", "plus"]));
    }
}

fn dosed(s: &Sentence<'_>, words: &[Word<'_>], k: usize) -> bool {
    strength(s, words, k).is_some()
}

/// The unit of the strength at word `k`: "250 mg", "3.75, 7.5, or 15 mg".
fn strength<'t>(s: &Sentence<'t>, words: &[Word<'t>], k: usize) -> Option<Word<'t>> {
    let number = |w: &Word<'_>| s.items[w.item].numeric();
    let joint = |w: &Word<'_>| w.text == "," || matches!(s.cue(w.item), Cue::Or | Cue::And);
    let unit = words[k..].iter().take(8).find(|w| !number(w) && !joint(w))?;
    (number(&words[k]) && s.cue(unit.item) == Cue::Dose).then_some(*unit)
}

/// The name in a bracket: "(group A)", "(arm 2)", "(A)", "(control group, n = 20)".
fn bracketed<'t>(s: &Sentence<'t>, words: &[Word<'t>], open: usize) -> Option<Vec<Word<'t>>> {
    let first = words.get(open + 1)?;
    let second = words.get(open + 2)?;
    // "(N = 50)" counts.
    if first.is(&["n"]) && matches!(s.mark(second.item), Some('=' | ':')) {
        return None;
    }
    if s.cue(first.item) == Cue::Group
        && (second.word || s.items[second.item].numeric())
        && second.text.len() <= 3
    {
        return Some(vec![*first, *second]);
    }
    let end = words[open + 1..].iter().take(6).position(|w| !w.word)? + open + 1;
    let inside = &words[open + 1..end];
    let name = match inside.iter().position(|w| s.cue(w.item) == Cue::Group) {
        Some(group) => &inside[..group],
        // A short form of capitals: "(WP-PLA, n = 24)".
        None if inside.len() <= 2
            && inside
                .iter()
                .all(|w| w.text.bytes().filter(u8::is_ascii_uppercase).count() >= 2.min(w.text.len())) =>
        {
            inside
        }
        None => return None,
    };
    (!name.is_empty() && tells(name)).then(|| name.to_vec())
}
