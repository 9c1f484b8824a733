//! `Tolvarin 12.5 mg or placebo was given orally`: what people got is the subject, and no verb assigns anybody.

use crate::extract::bind::arms::candidate::{Candidate, foreign_words, names, trimmed};
use crate::extract::bind::arms::neighbours;
use crate::extract::bind::outcome::nature::treatment_like;
use crate::extract::bind::words::{Word, Words};
use crate::extract::sentence::Sentence;
use crate::lex::{Cue, Sort};

/// What is done with what people get.
const GIVEN: &[&str] = &[
    "given",
    "administered",
    "infused",
    "injected",
    "taken",
    "applied",
    "added",
    "ingested",
    "instilled",
    "inhaled",
    "started",
    "provided",
];

/// Words from "was" to the verb, at most: `was then orally given`.
const ADVERBS: usize = 3;

/// The list that is the subject of such a verb, one of it a control.
pub(in crate::extract::bind::arms) fn passive<'t>(
    s: &Sentence<'t>,
    words: &Words<'t>,
    list: usize,
) -> Vec<Candidate<'t>> {
    if !words.holds(Sort::Control) {
        return Vec::new();
    }
    for verb in (1..words.len()).filter(|at| words[*at].is(GIVEN) && words[*at].depth == 0) {
        let was = (verb.saturating_sub(ADVERBS)..verb).rev().find(|k| words[*k].is(&["was", "were"]));
        let Some(was) = was else { continue };
        let joint = words[..was].iter().rposition(|w| w.depth == 0 && matches!(w.cue, Cue::Or | Cue::And));
        let Some(found) = joint.and_then(|joint| neighbours::list(s, words, joint)) else { continue };
        if found.behind != was || found.before.is_some_and(|at| of_people(&words[at])) {
            continue;
        }
        let members: Vec<Vec<Word<'t>>> =
            found.members.iter().map(|(from, to)| trimmed(words[*from..*to].to_vec())).collect();
        let control = |name: &Vec<Word<'t>>| name.iter().any(|w| w.is_of(Sort::Control));
        let gets = |name: &Vec<Word<'t>>| {
            names(name)
                && !foreign_words(name)
                && (control(name) || name.last().is_some_and(|w| treatment_like(w.text)))
        };
        if members.iter().all(gets)
            && members.iter().filter(|name| control(name)).count() == 1
            && !members.iter().flatten().any(|w| w.sorts.meet(&[Sort::Opposite, Sort::Experimental]))
        {
            let candidate = |words| Candidate { words, also: Vec::new(), list, sure: true };
            return members.into_iter().map(candidate).collect();
        }
    }
    Vec::new()
}

/// Whether a word before a list makes it one of people, or of what they have: `women on tolvarin or placebo were given`.
fn of_people(word: &Word<'_>) -> bool {
    matches!(word.cue, Cue::Received | Cue::People | Cue::Group | Cue::Was)
        || word.is_of(Sort::Between)
        || word.is(&["with", "on", "in", "to", "by", "after", "before"])
}
