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

/// `to receive either subcutaneous daratumumab monotherapy or active monitoring`: the list behind the verb.
pub(super) fn assignment<'t>(s: &Sentence<'t>, words: &[Word<'t>]) -> Vec<Candidate<'t>> {
    let Some(verb) = (0..s.items.len()).find(|i| s.cue(*i) == Cue::Role(Role::Randomized)) else {
        return Vec::new();
    };
    let to = words.iter().position(|w| {
        w.item >= verb
            && (s.cue(w.item) == Cue::To
                || s.is_word(
                    w.item,
                    &["assigned to", "randomized to", "randomised to", "allocated to", "assigned to receive"],
                ))
    });
    let Some(mut at) = to.map(|at| at + 1) else { return Vec::new() };
    while words.get(at).is_some_and(|w| {
        matches!(s.cue(w.item), Cue::Received | Cue::Article | Cue::To)
            || w.is(&["either", "one", "of", "two", "three", "four", "groups", "group", "arms"])
            || w.text == ":"
    }) {
        at += 1;
    }
    let list = split(s, words, at);
    if list.len() < 2 { Vec::new() } else { list }
}

/// Phrases from `at` on, split at "or", "versus", commas (and "and" where nothing else splits), up to where the list ends.
fn split<'t>(s: &Sentence<'t>, words: &[Word<'t>], at: usize) -> Vec<Candidate<'t>> {
    let mut phrases: Vec<Vec<Word<'t>>> = vec![Vec::new()];
    let mut joints = 0;
    let mut depth = 0usize;
    for (k, word) in words.iter().enumerate().skip(at).take(60) {
        let with_or = word.is(&["with"]) && words.get(k + 1).is_some_and(|w| w.is(&["or"]));
        match s.mark(word.item) {
            Some('(' | '[') => {
                depth += 1;
                continue;
            }
            Some(')' | ']') => {
                depth = depth.saturating_sub(1);
                continue;
            }
            Some(';' | '.') => break,
            _ if depth > 0 => continue,
            Some(',') => {
                phrases.push(Vec::new());
                continue;
            }
            _ => {}
        }
        if with_or {
            break;
        }
        match s.cue(word.item) {
            Cue::Or | Cue::Versus => {
                joints += 1;
                phrases.push(Vec::new());
            }
            Cue::Preposition if !word.is(&["with", "without", "on"]) => {
                // "for 12 weeks" ends the list, unless another arm follows behind "or".
                if !words.iter().skip(k).take(10).any(|w| matches!(s.cue(w.item), Cue::Or | Cue::Versus)) {
                    break;
                }
                phrases.push(Vec::new());
                phrases.last_mut().into_iter().for_each(|_| {});
                skip_to_joint(&mut phrases);
            }
            Cue::Received | Cue::Article | Cue::Group if phrases.last().is_some_and(Vec::is_empty) => {}
            Cue::Group | Cue::Was | Cue::Role(_) | Cue::Time(_) | Cue::Dose => {}
            _ if !word.word => {}
            _ if word.is(&["either", "daily", "twice", "once", "weekly", "every", "to"]) => {}
            _ => {
                if let Some(phrase) = phrases.last_mut()
                    && phrase.len() < LONGEST_NAME
                {
                    phrase.push(*word);
                }
            }
        }
    }
    phrases.retain(|phrase| phrase.iter().any(|w| !GENERIC.contains(&w.text.to_ascii_lowercase().as_str())));
    if joints == 0 && phrases.len() == 1 {
        // "to A and B": "and" joins arms only where nothing else does.
        let only = phrases.pop().unwrap_or_default();
        phrases =
            only.split(|w| w.is(&["and"])).map(<[Word<'_>]>::to_vec).filter(|p| !p.is_empty()).collect();
    }
    phrases.into_iter().map(|words| Candidate { words, sure: true }).collect()
}

/// Words behind a preposition belong to no arm until the next joint.
fn skip_to_joint(phrases: &mut Vec<Vec<Word<'_>>>) {
    if phrases.last().is_some_and(Vec::is_empty) && phrases.len() > 1 {
        phrases.pop();
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
