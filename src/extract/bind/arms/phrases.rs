//! Phrases that may name an arm, by where they stand.

use super::vocabulary::{GENERIC, NO_NAME};
use crate::extract::bind::words::Word;
use crate::extract::sentence::Sentence;
use crate::finding::Role;
use crate::lex::Cue;

/// Words in the name of an arm, at most.
const LONGEST_NAME: usize = 7;

/// A phrase that may name an arm.
pub(super) struct Candidate<'t> {
    pub(super) words: Vec<Word<'t>>,
    /// How surely it names one: an assignment list says so, "the X group" almost, a comparison only where it fits.
    pub(super) sure: bool,
}

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
];
/// Items between "randomly assigned" and its "to", at most: "patients with …, in a 1:1 ratio, …".
const FARTHEST_TO: usize = 40;

/// `to receive either subcutaneous daratumumab monotherapy or active monitoring`: the list behind the verb.
pub(super) fn assignment<'t>(s: &Sentence<'t>, words: &[Word<'t>]) -> Vec<Candidate<'t>> {
    let said = |i: &usize| s.cue(*i) == Cue::Role(Role::Randomized) && !s.words(*i).contains("trial");
    let Some(verb) = (0..s.items.len()).find(said) else { return Vec::new() };
    let to = words.iter().position(|w| {
        (verb..verb + FARTHEST_TO).contains(&w.item)
            && (s.cue(w.item) == Cue::To || s.cue(w.item) == Cue::Received && s.words(w.item).contains(" to"))
    });
    let Some(mut at) = to.map(|at| at + 1) else { return Vec::new() };
    while words.get(at).is_some_and(|w| {
        matches!(s.cue(w.item), Cue::Received | Cue::Article | Cue::To)
            || w.is(&["either", "one", "of", "two", "three", "four", "groups", "group", "arms"])
            || w.text == ":"
    }) {
        at += 1;
    }
    if words.get(at).is_some_and(|w| w.is(AIMS)) {
        return Vec::new();
    }
    let list = split(s, words, at);
    if list.len() < 2 { Vec::new() } else { list }
}

/// Phrases from `at` on, split at "or", "versus", commas (and "and" where nothing else splits), up to where the list ends.
fn split<'t>(s: &Sentence<'t>, words: &[Word<'t>], at: usize) -> Vec<Candidate<'t>> {
    let mut phrases: Vec<Vec<Word<'t>>> = vec![Vec::new()];
    let mut joints = 0;
    let mut depth = 0usize;
    // Behind "for 12 weeks", "at a dose of": nothing belongs to a name until the next joint.
    let mut aside = false;
    for (k, word) in words.iter().enumerate().skip(at).take(60) {
        match s.mark(word.item) {
            Some('(' | '[') => depth += 1,
            Some(')' | ']') => depth = depth.saturating_sub(1),
            Some(';' | '.') if depth == 0 => break,
            Some(',') if depth == 0 => {
                phrases.push(Vec::new());
                aside = false;
            }
            _ => {}
        }
        if depth > 0 || !word.word {
            continue;
        }
        match s.cue(word.item) {
            Cue::Or | Cue::Versus => {
                joints += 1;
                aside = false;
                phrases.push(Vec::new());
            }
            Cue::Preposition if !word.is(&["with", "without", "on"]) => {
                aside = true;
                // The list ends here, unless another arm follows behind a joint.
                if !words.iter().skip(k).take(12).any(|w| matches!(s.cue(w.item), Cue::Or | Cue::Versus)) {
                    break;
                }
            }
            _ if aside => {}
            Cue::Received | Cue::Article | Cue::Group if phrases.last().is_some_and(Vec::is_empty) => {}
            Cue::Group | Cue::Was | Cue::Role(_) | Cue::Time(_) | Cue::Dose => {}
            _ if word.is(&["either", "daily", "twice", "once", "weekly", "every", "to", "by", "then"]) => {}
            _ => {
                if let Some(phrase) = phrases.last_mut()
                    && phrase.len() < LONGEST_NAME
                {
                    phrase.push(*word);
                }
            }
        }
    }
    phrases.retain(|phrase| tells(phrase));
    if joints == 0 && phrases.len() == 1 {
        // "to A and B": "and" joins arms only where nothing else does.
        let only = phrases.pop().unwrap_or_default();
        phrases =
            only.split(|w| w.is(&["and"])).map(<[Word<'_>]>::to_vec).filter(|p| !p.is_empty()).collect();
    }
    phrases.into_iter().map(|words| Candidate { words: trimmed(words), sure: true }).collect()
}

/// Without "and", "the" and the like at its ends.
fn trimmed(mut words: Vec<Word<'_>>) -> Vec<Word<'_>> {
    const ENDS: &[&str] =
        &["and", "or", "the", "a", "an", "of", "with", "plus", "to", "in", "either", "both"];
    while words.first().is_some_and(|w| w.is(ENDS)) {
        words.remove(0);
    }
    while words.last().is_some_and(|w| w.is(ENDS)) {
        words.pop();
    }
    words
}

/// Whether a phrase has a word that tells one arm from another.
fn tells(phrase: &[Word<'_>]) -> bool {
    phrase.iter().any(|w| !GENERIC.contains(&w.text.to_ascii_lowercase().as_str()))
}

/// `placebo (n = 342)`, `lorazepam (3 mg) intravenously (n = 47)`, `no boost (805 patients)`: who the bracket counts.
pub(super) fn sized<'t>(s: &Sentence<'t>, words: &[Word<'t>], out: &mut Vec<Candidate<'t>>) {
    for (k, word) in words.iter().enumerate() {
        let open = s.opens(word.item);
        let n = open && s.is_word(word.item + 1, &["n"]) && s.mark(word.item + 2) == Some('=');
        let people = open
            && s.count(word.item + 1).is_some()
            && s.cue(word.item + 2) == Cue::People
            && s.closes(word.item + 3);
        if !(n || people) {
            continue;
        }
        let mut from = k;
        let mut depth = 0usize;
        let mut name = Vec::new();
        while let Some(before) = from.checked_sub(1).map(|b| words[b]) {
            from -= 1;
            match s.mark(before.item) {
                Some(')' | ']') => depth += 1,
                Some('(' | '[') if depth > 0 => depth -= 1,
                Some('+' | '/') if depth == 0 => {}
                Some(_) if depth == 0 => break,
                _ => {}
            }
            if depth > 0 || !before.word {
                continue;
            }
            let bound = matches!(
                s.cue(before.item),
                Cue::And
                    | Cue::Or
                    | Cue::Versus
                    | Cue::Was
                    | Cue::To
                    | Cue::Of
                    | Cue::Role(_)
                    | Cue::Received
                    | Cue::People
                    | Cue::Preposition
                    | Cue::Article
                    | Cue::Happened
            );
            if bound || name.len() == LONGEST_NAME {
                break;
            }
            if s.cue(before.item) != Cue::Group {
                name.push(before);
            }
        }
        name.reverse();
        let name = trimmed(name);
        if tells(&name) && !name.iter().any(|w| NO_NAME.contains(&w.text.to_ascii_lowercase().as_str())) {
            out.push(Candidate { words: name, sure: true });
        }
    }
}

/// `patients receiving estrogen`, `those treated with sorafenib`, `women assigned to exemestane`; and `placebo`, `controls`
/// wherever results are of them.
pub(super) fn recipients<'t>(s: &Sentence<'t>, words: &[Word<'t>], out: &mut Vec<Candidate<'t>>) {
    for (k, word) in words.iter().enumerate() {
        if word.is(&["placebo", "controls", "control"]) {
            let controlled = s.mark(word.item + 1) == Some('-')
                || words
                    .get(k + 1)
                    .is_some_and(|w| w.word && w.is(&["controlled", "controls", "run", "lead", "of", "for"]));
            let before = k.checked_sub(1).map(|b| words[b].item);
            let placed = before.is_some_and(|b| {
                matches!(
                    s.cue(b),
                    Cue::Versus | Cue::Preposition | Cue::And | Cue::To | Cue::Received | Cue::Article
                )
            });
            let closed = words.get(k + 1).is_none_or(|w| !w.word || s.cue(w.item) != Cue::None);
            if placed && closed && !controlled {
                out.push(Candidate { words: vec![*word], sure: true });
            }
            continue;
        }
        let verb = s.cue(word.item) == Cue::Received
            && !s.is_word(word.item, &["used", "underwent", "undergoing", "given"]);
        let people = k
            .checked_sub(1)
            .is_some_and(|b| s.cue(words[b].item) == Cue::People || words[b].is(&["those", "who", "were"]));
        let last_of_phrase = words.get(k + 1).is_none_or(|w| w.item != word.item);
        if !(verb && people && last_of_phrase) {
            continue;
        }
        let mut name = Vec::new();
        for next in words.iter().skip(k + 1).take(LONGEST_NAME) {
            let inside =
                next.word && matches!(s.cue(next.item), Cue::None | Cue::Adjusted) || next.is(&["plus"]);
            if !inside {
                break;
            }
            name.push(*next);
        }
        let name = trimmed(name);
        if (1..=4).contains(&name.len()) && tells(&name) {
            out.push(Candidate { words: name, sure: false });
        }
    }
}

/// `the daratumumab group`, `active-monitoring group`, `placebo arm`, `group A`.
pub(super) fn groups<'t>(s: &Sentence<'t>, words: &[Word<'t>], out: &mut Vec<Candidate<'t>>) {
    for (k, word) in words.iter().enumerate() {
        if s.cue(word.item) != Cue::Group || word.is(&["cohort", "cohorts", "regimen", "phase"]) {
            continue;
        }
        // "International Myeloma Working Group": a name of people at work, no arm.
        let proper = |w: &Word<'_>| w.word && w.text.starts_with(char::is_uppercase);
        if proper(word) && k.checked_sub(1).is_some_and(|b| proper(&words[b]) && b > 0) {
            continue;
        }
        // "group A", "arm 2".
        if let Some(next) = words.get(k + 1)
            && (next.text.len() == 1 && next.text.starts_with(|c: char| c.is_ascii_uppercase())
                || next.text.parse::<u8>().is_ok())
            && !word.text.ends_with('s')
        {
            out.push(Candidate { words: vec![*word, *next], sure: true });
            continue;
        }
        let mut from = k;
        while from > 0 && k - from < LONGEST_NAME {
            let before = &words[from - 1];
            let bound = !before.word
                || matches!(
                    s.cue(before.item),
                    Cue::Article
                        | Cue::And
                        | Cue::Or
                        | Cue::Versus
                        | Cue::Was
                        | Cue::To
                        | Cue::Of
                        | Cue::People
                        | Cue::Role(_)
                        | Cue::Received
                )
                || s.cue(before.item) == Cue::Preposition && !before.is(&["without"])
                || matches!(
                    s.cue(before.item),
                    Cue::Lower | Cue::Higher | Cue::Difference | Cue::Measure { .. }
                );
            if bound {
                break;
            }
            from -= 1;
        }
        let name = &words[from..k];
        let named = name.iter().any(|w| !NO_NAME.contains(&w.text.to_ascii_lowercase().as_str()))
            && name.first().is_some_and(|w| !NO_NAME.contains(&w.text.to_ascii_lowercase().as_str()));
        if named {
            out.push(Candidate { words: name.to_vec(), sure: true });
        }
    }
}

/// `with X than with Y`, `X versus Y in …`: both sides of a comparison.
pub(super) fn comparison<'t>(s: &Sentence<'t>, words: &[Word<'t>]) -> Vec<Candidate<'t>> {
    let mut out = Vec::new();
    for (k, word) in words.iter().enumerate() {
        let title_or = s.title && s.cue(word.item) == Cue::Or;
        if s.cue(word.item) != Cue::Versus && !title_or {
            continue;
        }
        let (left, right) = (side(s, words, k, true), side(s, words, k, false));
        if !left.is_empty() && !right.is_empty() {
            out.push(Candidate { words: left, sure: s.title });
            out.push(Candidate { words: right, sure: s.title });
        }
    }
    out
}

/// The phrase on one side of a comparison: up to a boundary, no longer than a name.
fn side<'t>(s: &Sentence<'t>, words: &[Word<'t>], k: usize, left: bool) -> Vec<Word<'t>> {
    let mut out = Vec::new();
    let mut at = k;
    loop {
        if left {
            let Some(next) = at.checked_sub(1) else { break };
            at = next;
        } else {
            at += 1;
        }
        let Some(word) = words.get(at) else { break };
        let opening = out.is_empty() && !left;
        if opening
            && (word.is(&[
                "with",
                "in",
                "the",
                "for",
                "those",
                "to",
                "a",
                "than",
                "placebo-treated",
                "among",
            ]) || word.item == words[k].item)
        {
            continue;
        }
        if word.item == words[k].item {
            continue;
        }
        let bound = !word.word
            || matches!(
                s.cue(word.item),
                Cue::Was
                    | Cue::And
                    | Cue::Versus
                    | Cue::Of
                    | Cue::Lower
                    | Cue::Higher
                    | Cue::Role(_)
                    | Cue::Received
                    | Cue::To
                    | Cue::Or
                    | Cue::Article
                    | Cue::People
                    | Cue::Difference
            )
            || s.cue(word.item) == Cue::Preposition;
        if bound {
            break;
        }
        if s.cue(word.item) != Cue::Group {
            out.push(*word);
        }
        if out.len() >= LONGEST_NAME {
            break;
        }
    }
    if left {
        out.reverse();
    }
    out
}
