//! What phrases of one list have from each other: the drug of a strength, what was added to one of them.

use super::Phrase;
use super::schedule::differ;
use crate::extract::bind::arms::candidate::{LONGEST_NAME, tells};
use crate::extract::bind::arms::entry::label;
use crate::extract::bind::words::{Word, alike};
use crate::lex::Sort;

/// "A alone or in combination with B", "A alone or with B": the second is A with B.
pub(super) fn added(phrases: &mut [Phrase<'_>]) {
    for k in 1..phrases.len() {
        let (before, rest) = phrases.split_at_mut(k);
        let (Some(alone), Some(both)) = (before.last(), rest.first_mut()) else { return };
        let lone = |w: &Word<'_>| w.is(&["alone", "only", "monotherapy"]);
        let joins = |w: &Word<'_>| w.is(&["with", "plus", "combined", "preceded", "followed"]);
        if alone.words.last().is_some_and(lone)
            && both.words.len() > 1
            && both.words.first().is_some_and(joins)
        {
            let name = alone.words.iter().filter(|w| !lone(w)).copied();
            both.words = name.chain(both.words.iter().copied()).take(LONGEST_NAME).collect();
        }
    }
}

/// "to A, B 5 mg (20 patients) and C": where commas part a list and nothing else, its last "and" does, too.
pub(super) fn part_last<'t>(phrases: &mut Vec<Phrase<'t>>) {
    let Some(last) = phrases.last_mut() else { return };
    let and = |w: &Word<'t>| w.is(&["and"]);
    let Some(at) = last.words.iter().position(and) else { return };
    let (one, other) = (&last.words[..at], &last.words[at + 1..]);
    let repeats = other.iter().all(|w| one.iter().any(|o| o.key == w.key));
    if !tells(other) || other.iter().any(and) || repeats {
        return;
    }
    let joint = last.words[at].item;
    let behind = |words: &Vec<Word<'t>>| words.first().is_some_and(|w| w.item > joint);
    let mut next = Phrase { words: last.words.split_off(at + 1), ..Phrase::default() };
    last.words.pop();
    if behind(&last.doses) {
        next.doses = std::mem::take(&mut last.doses);
    }
    (next.also, last.also) = std::mem::take(&mut last.also).into_iter().partition(behind);
    phrases.push(next);
}

/// "velorinib 150 mg/day, 450 mg/day, or tolvarin": the strength tells arms of one drug apart.
pub(super) fn inherit<'t>(phrases: &mut [Phrase<'t>]) {
    for k in 1..phrases.len() {
        // "placebo, 15 mg or 35 mg of tolvarin": no strength of a placebo.
        let inert =
            phrases[k - 1].words.iter().all(|w| w.is_of(Sort::Control)) && phrases[k - 1].doses.is_empty();
        if !tells(&phrases[k].words) && !phrases[k].doses.is_empty() && !inert {
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
    unlabel(phrases);
    let same = |a: &Phrase<'_>, b: &Phrase<'_>| alike(&a.words, &b.words);
    let dosed: Vec<bool> = (0..phrases.len())
        .map(|i| {
            !phrases[i].doses.is_empty()
                && (0..phrases.len()).any(|j| {
                    // "70 mg every 3 or 6 weeks": how much tells nothing.
                    let told =
                        !alike(&phrases[i].doses, &phrases[j].doses) || !differ(&phrases[i], &phrases[j]);
                    j != i && !phrases[j].doses.is_empty() && same(&phrases[i], &phrases[j]) && told
                })
        })
        .collect();
    // "either 25 Gy or 50 Gy": the strength is all the name there is.
    for phrase in phrases.iter_mut().filter(|phrase| phrase.words.is_empty()) {
        phrase.words = phrase.doses.clone();
    }
    // "to receive once-daily or twice-daily chemoradiotherapy"
    let scheduled: Vec<bool> = (0..phrases.len())
        .map(|i| {
            let apart = |j: usize| differ(&phrases[i], &phrases[j]) && same(&phrases[i], &phrases[j]);
            (0..phrases.len()).any(apart)
        })
        .collect();
    for (phrase, scheduled) in phrases.iter_mut().zip(scheduled) {
        if !scheduled {
            phrase.schedule.clear();
        }
    }
    for (phrase, dosed) in phrases.iter_mut().zip(dosed) {
        if dosed {
            let doses = phrase.doses.clone();
            phrase.also.push(doses.clone());
            if !alike(&phrase.words, &doses) {
                phrase.words.extend(doses);
            }
        }
    }
}

/// "omevel plus azithrel (group A), omevel plus tinidel (group B)": where regimens share a drug, the groups are called by their labels,
/// and none by the drug.
fn unlabel(phrases: &mut [Phrase<'_>]) {
    let joins = |w: &Word<'_>| w.is_of(Sort::Joins) || w.text == "+" || w.is(&["followed"]);
    let shares = |a: &Phrase<'_>, b: &Phrase<'_>| {
        let telling = |w: &&Word<'_>| tells(std::slice::from_ref(*w)) && !joins(w);
        a.words.iter().filter(telling).any(|w| b.words.iter().any(|other| other.key == w.key))
            && !alike(&a.words, &b.words)
            && (a.words.iter().any(joins) || b.words.iter().any(joins))
    };
    if !phrases.iter().any(|phrase| phrase.also.iter().any(|name| label(name))) {
        return;
    }
    let shared: Vec<bool> = (0..phrases.len())
        .map(|i| (0..phrases.len()).any(|j| j != i && shares(&phrases[i], &phrases[j])))
        .collect();
    for (phrase, _) in phrases.iter_mut().zip(shared).filter(|(_, shared)| *shared) {
        phrase.also.retain(|name| !label(name));
    }
}

/// The last of "tolvarin, surgery, or the combination (of both drugs)".
pub(super) fn combination(words: &[Word<'_>]) -> bool {
    const WHOSE: &[&str] =
        &["of", "both", "the", "two", "these", "drugs", "treatments", "agents", "therapies", "interventions"];
    words
        .split_first()
        .is_some_and(|(first, rest)| first.is(&["combination"]) && rest.iter().all(|w| w.is(WHOSE)))
}
