//! A list of arms behind a verb: phrases between joints, their strengths, and the names in brackets behind them.

mod comma;
pub(super) mod controlled;
pub(super) mod counted;
mod head;
mod marks;
mod schedule;
mod shared;

use std::mem::replace;

use super::candidate::{Candidate, LONGEST_NAME, behind_letter, foreign, leads, letter, tells, trimmed};
use super::groups::names_label;
use crate::extract::bind::words::Word;
use crate::extract::sentence::Sentence;
use crate::lex::{Cue, Sort};
use comma::{ends, goes_on};
use marks::{HEADS, bracketed, drug_of_class, masked, strength};
pub(super) use marks::{dosed, enumerator};
use shared::{added, combination, inherit, part_last};

/// Words that say behind a comma how what stands before it is given.
const HOW: &[&str] = &[
    "up",
    "titrated",
    "starting",
    "increasing",
    "increased",
    "escalating",
    "escalated",
    "given",
    "administered",
];

/// Verbs before a name: "to undergo X or to follow Y".
const VERBS: &[&str] = &[
    "undergo",
    "undergoing",
    "prescribed",
    "receive",
    "follow",
    "attend",
    "take",
    "participate",
    "provide",
    "providing",
    "perform",
    "performing",
    "wear",
    "wearing",
    "consume",
    "consuming",
    "complete",
    "drink",
    "eat",
    "ingest",
    "watch",
    "read",
];

/// Words that only bring a list.
const SAID: &[&str] = &["ie", "eg", "namely", "viz"];
/// Words behind which something is said of a treatment: "placebo administered subcutaneously".
const GIVEN: &[&str] = &["administered", "given", "consisting", "over", "along", "comprising"];

/// A phrase of the list on its way: its words, its doses, and the names in brackets behind it.
#[derive(Default)]
struct Phrase<'t> {
    words: Vec<Word<'t>>,
    doses: Vec<Word<'t>>,
    also: Vec<Vec<Word<'t>>>,
    /// How often, where that tells it from another: "twice daily".
    schedule: Vec<Word<'t>>,
    /// Behind "for 12 weeks", "at a dose of": nothing belongs to a name until the next joint.
    aside: bool,
    /// Behind ", titrated to": no dose or schedule either.
    how: bool,
    /// It starts with a label: "group A".
    labelled: bool,
    /// It goes on with a verb: "X was done in 12".
    clause: bool,
}

impl Phrase<'_> {
    fn is_empty(&self) -> bool {
        self.words.is_empty() && self.doses.is_empty() && self.also.is_empty()
    }
}

/// Phrases from `at` on, split at "or", "versus", commas (and "and" where nothing else splits), up to where the list ends.
pub(super) fn split<'t>(s: &Sentence<'t>, words: &[Word<'t>], at: usize, list: usize) -> Vec<Candidate<'t>> {
    let mut phrases: Vec<Phrase<'t>> = vec![Phrase::default()];
    let mut joints = 0;
    let mut depth = 0usize;
    let mut numbered = at;
    // Then nothing else parts its members.
    let mut by_number = false;
    for (k, word) in words.iter().enumerate().skip(at).take(70) {
        // "1) tolvarin; 2) alfazumab", "(a) tolvarin, (b) alfazumab"
        let number = if depth == 0 && k >= numbered { enumerator(s, words, k) } else { 0 };
        if number > 0 {
            numbered = k + number;
            by_number |= k == at;
            joints += usize::from(k > at);
            if phrases.last().is_some_and(|phrase| !phrase.is_empty()) {
                phrases.push(Phrase::default());
            }
        }
        if k < numbered {
            continue;
        }
        match s.mark(word.item) {
            Some('(' | '[') => {
                if depth == 0
                    && let Some(phrase) = phrases.last_mut().filter(|phrase| !(by_number && phrase.how))
                    && let Some(name) = bracketed(s, words, k)
                {
                    // "an ACE inhibitor (tolvarin)" is called by its drug.
                    let of_class = drug_of_class(&name, &phrase.words);
                    phrase.also.push(if of_class { replace(&mut phrase.words, name) } else { name });
                }
                depth += 1;
            }
            Some(')' | ']') => depth = depth.saturating_sub(1),
            // "1 or 2 mg. tolvarin"
            Some('.') if depth == 0 && k > at && words[k - 1].cue == Cue::Dose => {}
            Some(sign @ (';' | '.'))
                if depth == 0 && joints > 0 && !(by_number && sign == ';') && !behind_letter(s, word) =>
            {
                break;
            }
            // "A, up to 10 mg daily, or B": how A is given.
            Some(',') if depth == 0 && words.get(k + 1).is_some_and(|w| w.is(HOW)) => {
                if let Some(phrase) = phrases.last_mut() {
                    (phrase.aside, phrase.how) = (true, true);
                }
            }
            // "2) tolvarin, a soluble powder, or": what is said of it; but "2) tolvarin, 5 mg".
            Some(',' | ';' | ':') if depth == 0 && by_number => {
                let dose = words.get(k + 1).is_some_and(|w| w.numeric);
                if let Some(phrase) = phrases.last_mut().filter(|phrase| !dose && !phrase.is_empty()) {
                    (phrase.aside, phrase.how) = (true, true);
                }
            }
            // "X, 5 mg daily, or Y", "X, 5 mg, plus Y": the list does not go on here.
            Some(',') if depth == 0 && phrases.last().is_some_and(|last| goes_on(s, words, k, last)) => {
                continue;
            }
            // "X or Y, with Z, W and V": what all get, once "or" has named the last.
            Some(',') if depth == 0 && joints > 0 && ends(s, words, k, phrases.last()) => break,
            Some(',' | ';') if depth == 0 => phrases.push(Phrase::default()),
            _ => {}
        }
        if depth > 0 {
            continue;
        }
        // "to X and 60 patients to Y": the next arm's people.
        if word.cue == Cue::People && k > at && words[k - 1].numeric {
            joints += 1;
            phrases.push(Phrase::default());
            continue;
        }
        let labelled = phrases.iter().any(|phrase| phrase.labelled);
        let Some(phrase) = phrases.last_mut() else { break };
        if phrase.how && by_number {
            continue;
        }
        // "2) low-dose group receiving …"
        if by_number && !phrase.words.is_empty() && word.cue == Cue::Group {
            (phrase.aside, phrase.how) = (true, true);
            continue;
        }
        if phrase.how && !matches!(word.cue, Cue::Or | Cue::Versus) {
            continue;
        }
        // "20 mg b.d.", "i.v.", "i.e. the tolvarin group"
        // "double-blind tolvarin or placebo": who knew of it.
        if word.is(SAID) && word.text.starts_with(|c: char| c.is_ascii_lowercase())
            || letter(word) && s.mark(word.item + 1) == Some('.')
            || phrase.words.is_empty() && masked(words, k)
        {
            continue;
        }
        let often = schedule::take(words, k, &mut phrases);
        if often > 0 {
            numbered = k + often;
            joints += usize::from(often > 3);
            continue;
        }
        let Some(phrase) = phrases.last_mut() else { break };
        if !word.word {
            // "A+B"
            let between = |w: &Word<'_>| w.word && w.cue == Cue::None;
            let joins = word.text == "+"
                && !phrase.aside
                && phrase.words.last().is_some_and(|w| w.item + 1 == word.item && between(w))
                && words.get(k + 1).is_some_and(between);
            if joins && phrase.words.len() + 1 < LONGEST_NAME {
                phrase.words.push(*word);
                continue;
            }
            dose(words, k, phrase);
            continue;
        }
        match word.cue {
            Cue::Or if by_number && phrase.words.is_empty() => {}
            Cue::Or | Cue::Versus if !by_number => {
                joints += 1;
                phrases.push(Phrase::default());
            }
            // "and group B": a joint, too.
            Cue::And if phrase.labelled && names_label(words, k + 1) => {
                joints += 1;
                phrases.push(Phrase::default());
            }
            Cue::Respectively => break,
            // "… or placebo and stratified by histology": the list is over.
            _ if joints > 0 && !phrase.words.is_empty() && foreign(words, k) => break,
            Cue::Was if joints > 0 && !phrase.words.is_empty() => break,
            Cue::Was if !phrase.words.is_empty() => (phrase.clause, phrase.aside) = (true, true),
            _ if word.is(&["will", "would"]) && !phrase.words.is_empty() => {
                (phrase.clause, phrase.aside) = (true, true);
            }
            // "… or X and randomised to Y or Z": assigned once more. "and 30 pupils were randomised to X": who they are.
            _ if word.is_of(Sort::Assigns) && !phrase.words.is_empty() => {
                if joints > 0 {
                    break;
                }
                phrase.words.clear();
            }
            // "chemotherapy followed by surgery"
            _ if word.is(&["by"]) && k > at && words[k - 1].is(&["followed", "preceded"]) => {}
            // "tolvarin on demand", "to be on tolvarin", but not "placebo on day 5"
            // "on-pump surgery": a name.
            _ if word.is(&["on"]) && phrase.words.is_empty() && leads(s, word) => phrase.words.push(*word),
            _ if word.is(&["on"]) => {
                let kept = words.get(k + 1).is_some_and(|w| w.is(&["demand", "top"]));
                if kept && !phrase.words.is_empty() && !phrase.aside {
                    phrase.words.push(*word);
                }
                phrase.aside |= !kept && !phrase.words.is_empty();
            }
            // "rectally administered tolvarin", "self-administered tolvarin"
            _ if word.is(&["administered", "given"])
                && !phrase.words.is_empty()
                && phrase.words.iter().all(|w| w.text.ends_with("ly") || w.is(&["self"]))
                && phrase.doses.is_empty() =>
            {
                phrase.words.clear();
            }
            // But "to continue X and were given Y": a clause of its own.
            _ if word.is(GIVEN)
                && !(k > 0 && word.is(&["given"]) && words[k - 1].cue == Cue::Was)
                && phrase.words.len() + phrase.doses.len() > 0 =>
            {
                // "self-administered"
                phrase.words.pop_if(|w| w.is(&["self"]));
                (phrase.aside, phrase.how) = (true, true);
            }
            Cue::Preposition if !word.is(&["with", "without", "followed", "per"]) => {
                phrase.aside = true;
                // The list ends here, unless another arm follows behind a joint.
                let more = |w: &Word<'_>| matches!(w.cue, Cue::Or | Cue::Versus) || w.text == ",";
                if !words.iter().skip(k).take(14).any(more) {
                    break;
                }
            }
            // "cisplatin on day 1 plus etoposide": behind a joint the name goes on.
            _ if phrase.aside && word.is_of(Sort::Joins) => {
                phrase.aside = false;
                if !phrase.words.is_empty() && phrase.words.len() < LONGEST_NAME && word.is(&["and", "plus"])
                {
                    phrase.words.push(*word);
                }
            }
            _ if phrase.aside => {}
            // "usual care without being told of others"
            _ if word.is(&["without"])
                && !phrase.words.is_empty()
                && words.get(k + 1).is_some_and(|w| w.text.ends_with("ing")) =>
            {
                phrase.aside = true;
            }
            // "15 mg as add-on therapy"
            _ if word.is(&["as"]) && !phrase.doses.is_empty() => (phrase.aside, phrase.how) = (true, true),
            // "A up to 10 mg daily or B"
            _ if word.is(&["up"]) && !phrase.words.is_empty() => phrase.aside = true,
            Cue::Group if phrase.words.is_empty() => phrase.labelled = names_label(words, k),
            // "group A consuming two tablets", "group B, performing exercises"
            _ if word.text.ends_with("ing")
                && (phrase.labelled && phrase.words.len() == 1
                    || phrase.words.is_empty() && labelled && words[k - 1].text == ",") =>
            {
                phrase.aside = true;
            }
            Cue::Received | Cue::Article if phrase.words.is_empty() => {}
            // "a comparison of X with Y", "a course of X"
            _ if word.is(&["of"]) && !phrase.words.is_empty() && phrase.words.iter().all(|w| w.is(HEADS)) => {
                phrase.words.clear();
            }
            _ if phrase.words.is_empty() && word.is(VERBS) => {}
            // "low-dose tolvarin"
            Cue::Dose
                if word.is(&["dose", "doses"])
                    && phrase
                        .words
                        .last()
                        .is_some_and(|w| w.is_of(Sort::Weak) && w.item + 2 >= word.item) =>
            {
                phrase.words.push(*word);
            }
            Cue::Group | Cue::Was | Cue::Role(_) | Cue::Time(_) | Cue::Dose | Cue::Unit => {}
            // "X to prevent gout or placebo", "an exercise prior to surgery": what it is for, and when.
            _ if !phrase.words.is_empty()
                && (word.is(&["prior"])
                    || word.is(&["to"]) && words.get(k + 1).is_some_and(|w| w.is_of(Sort::Aim))) =>
            {
                (phrase.aside, phrase.how) = (true, true);
            }
            // "90 mg/m2"
            _ if word.is(&["either", "every", "to", "by", "then", "per", "m2"]) => {}
            _ if phrase.words.len() < LONGEST_NAME => phrase.words.push(*word),
            _ => {}
        }
    }
    // "randomised to X, surgery was done in 12": no arm, unless nothing else is one.
    let first = phrases.first().is_none_or(|first| first.clause);
    phrases.retain(|phrase| first || !phrase.clause);
    // ", or" is one joint, not two.
    schedule::inherit(&mut phrases);
    head::share(&mut phrases);
    added(&mut phrases);
    // ", followed by a challenge": what all of them got.
    phrases.retain(|phrase| !phrase.words.first().is_some_and(|w| w.is(&["followed", "preceded"])));
    if joints == 0 && phrases.len() > 1 {
        part_last(&mut phrases);
    }
    inherit(&mut phrases);
    // Behind the last "or" nothing but that arm stands: ", with stratification …" is no arm.
    let joined = phrases.len() > 2;
    for phrase in phrases.iter_mut().filter(|phrase| joined && combination(&phrase.words)) {
        phrase.words.truncate(1);
    }
    let whole = |phrase: &Phrase<'_>| joined && combination(&phrase.words);
    phrases.retain(|phrase| {
        tells(&phrase.words) || !phrase.doses.is_empty() || !phrase.also.is_empty() || whole(phrase)
    });
    if joints == 0 && phrases.len() == 1 {
        // "to A and B": "and" joins arms only where nothing else does.
        let only = phrases.pop().unwrap_or_default();
        // "group A received X and Y": one of them.
        if only.labelled {
            return Vec::new();
        }
        return only
            .words
            .split(|w| w.is(&["and"]))
            .filter(|words| tells(words))
            .map(|words| Candidate { words: trimmed(words.to_vec()), also: Vec::new(), list, sure: true })
            .collect();
    }
    phrases
        .into_iter()
        .map(|Phrase { words, mut also, schedule, .. }| {
            let words = trimmed(words);
            let words = schedule::told(words, schedule, &mut also);
            Candidate { words, also, list, sure: true }
        })
        .filter(|candidate| {
            tells(&candidate.words) || !candidate.also.is_empty() || joined && combination(&candidate.words)
        })
        .collect()
}

/// The strength at a number: "250 mg".
fn dose<'t>(words: &[Word<'t>], k: usize, phrase: &mut Phrase<'t>) {
    if phrase.doses.is_empty()
        && let Some(unit) = strength(words, k)
    {
        phrase.doses = vec![words[k], unit];
        // "3 mg or 6 mg with sequential …": what goes with all of them is no name.
        phrase.aside |=
            phrase.words.is_empty() && words.iter().skip(k).take(3).any(|w| w.is(&["with", "plus"]));
    }
}
