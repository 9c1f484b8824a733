//! What was tested, where no list of arms, group or comparison names it: `Effect of enalapril on …` in the title, and drugs
//! that the abstract gives, in doses, and comes back to where it gives results.

use super::candidate::{Candidate, foreign_words, names, trimmed};
use super::measured::measured;
use super::short_form::ShortForms;
use super::stands::count;
use crate::extract::bind::outcome::measures;
use crate::extract::bind::outcome::nature::{treatment_like, treats};
use crate::extract::bind::words::{Word, Words};
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::lex::{Cue, Sort};

/// Words of a title's phrase that may name an arm, at most.
const LONGEST: usize = 5;

/// Treatments that are taken from doses, at most.
const MOST: usize = 4;

/// The first phrase of the title that the abstract comes back to, and that is no disease of its patients; a drug's name before
/// others. Sentences without numbers and groups count only where `anywhere` says so, and then for what is said to act.
pub(super) fn tested<'t>(
    sentences: &[Sentence<'t>],
    words: &[Words<'t>],
    forms: &ShortForms<'t>,
    anywhere: bool,
) -> Option<Candidate<'t>> {
    let (title, rest): (Vec<_>, Vec<_>) = sentences.iter().zip(words).partition(|(s, _)| s.title);
    let returns = |phrase: &[Word<'_>]| {
        let telling = |w: &Word<'_>| {
            phrase.iter().any(|p| {
                p.key == w.key && tells(p)
                    || forms
                        .get(w.key)
                        .is_some_and(|form| form.long.iter().any(|l| l.key == p.key && tells(p)))
            })
        };
        let mut often = 0;
        for (s, words) in &rest {
            let Some(at) = words.iter().position(telling) else {
                // "The aim was to see the effect of tolvarin": a sentence of no numbers and no groups.
                let said = |p: &Word<'_>| tells(p) && s.items.iter().any(|item| item.key == p.key);
                often += usize::from(anywhere && words.is_empty() && phrase.iter().any(said));
                continue;
            };
            let had = words[at.saturating_sub(4)..at]
                .windows(2)
                .any(|pair| pair[0].cue == Cue::People && pair[1].is(&["with", "undergoing", "having"]));
            if had {
                return false;
            }
            often += 1;
        }
        often >= 2
    };
    // "Stress and pressure in heart failure: effect of ramipril"
    let drug = |(phrase, acts): &(Vec<Word<'t>>, bool)| {
        let names =
            |w: &Word<'_>| treats(w.text) && !w.sorts.meet(&[Sort::Weak, Sort::Generic, Sort::Experimental]);
        anywhere && *acts || phrase.iter().any(names)
    };
    let mut all = title
        .iter()
        .flat_map(|(_, words)| phrases(words))
        .filter(|(phrase, acts)| (*acts || !measured(phrase, forms)) && returns(phrase));
    let (words, _) = if anywhere {
        all.find(drug)?
    } else {
        let first = all.next()?;
        if drug(&first) { first } else { all.find(drug).unwrap_or(first) }
    };
    Some(Candidate::lone(words, true))
}

/// The placebo of a study that calls itself placebo-controlled: `in this masked, placebo-controlled trial`.
pub(super) fn placebo<'t>(sentences: &[Sentence<'t>], words: &[Words<'t>]) -> Option<Candidate<'t>> {
    const STUDY: &[&str] = &["study", "trial", "design", "crossover", "fashion", "manner", "protocol"];
    // Others' studies, and those to come.
    const OTHERS: &[&str] =
        &["previous", "other", "recent", "trials", "studies", "future", "needed", "required", "further"];
    let mut said = None;
    for (s, own) in sentences.iter().zip(words).filter(|(_, own)| own.holds(Sort::Recipient)) {
        let told = !s.title && own.iter().any(|w| w.is(STUDY)) && !own.iter().any(|w| w.is(OTHERS));
        said = said.or_else(|| own.iter().find(|w| told && w.is(&["placebo"])).copied());
    }
    // What is called placebo besides has another name, or is no control.
    let besides = |s: &Sentence<'_>| {
        let controlled = |i: usize| (i + 1..i + 3).any(|i| s.is_word(i, &["controlled"]));
        (0..s.items.len()).any(|i| s.is_word(i, &["placebo", "placebos"]) && !controlled(i))
    };
    if said.is_none() || sentences.iter().any(besides) {
        return None;
    }
    Some(Candidate::lone(vec![said?], true))
}

/// Whether the text comes back to what was given, but for a placebo.
pub(super) fn returned(given: &Candidate<'_>, words: &[Words<'_>]) -> bool {
    given.words.iter().any(|w| w.is_of(Sort::Control)) || count(words, &given.words) >= 2
}

/// The phrases of a title that stand where what was tested does: at its head, behind "of", "with", "by", "versus"; and
/// whether it says that they have an effect.
fn phrases<'t>(words: &[Word<'t>]) -> Vec<(Vec<Word<'t>>, bool)> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let run = words[at..].iter().take_while(|w| inside(w)).count();
        if run == 0 {
            at += 1;
            continue;
        }
        let before = at.checked_sub(1).map(|b| &words[b]);
        let placed = before.is_none_or(|b| {
            matches!(b.cue, Cue::Of | Cue::Received | Cue::Versus | Cue::Article)
                || b.is(&["by", "using", "comparing", "adding", "add"])
                || b.is(&["with"]) && at.checked_sub(2).is_none_or(|p| words[p].cue != Cue::People)
        });
        // "Quinapril treatment enhances …": the name ends with its noun.
        let end = |w: &Word<'_>| w.is(GIVEN) || w.is(HAVING) || w.is(VERBS);
        let noun = words[at..at + run].iter().position(end).filter(|noun| *noun > 0);
        let acts = before.is_some_and(|b| b.cue == Cue::Of)
            && at.checked_sub(2).is_some_and(|b| words[b].is(EFFECTS));
        let mut name = trimmed(words[at..at + noun.unwrap_or(run)].to_vec());
        // "the factor X receptor inhibitor tolvarin": the last of many words is the drug.
        if name.len() > LONGEST && name.last().is_some_and(|w| treatment_like(w.text)) {
            name.drain(..name.len() - 1);
        }
        if placed && name.len() <= LONGEST && name.iter().any(tells) && names(&name) && !foreign_words(&name)
        {
            out.push((name, acts));
        }
        at += run;
    }
    out
}

/// Nouns of what has an effect, with "of" behind.
const EFFECTS: &[&str] = &[
    "effect",
    "effects",
    "influence",
    "impact",
    "role",
    "efficacy",
    "effectiveness",
    "safety",
    "tolerability",
];

/// Verbs of titles.
const VERBS: &[&str] = &[
    "exerts",
    "reduces",
    "reduce",
    "improves",
    "improve",
    "inhibits",
    "inhibit",
    "enhances",
    "enhance",
    "prevents",
    "prevent",
    "attenuates",
    "attenuate",
    "increases",
    "decreases",
    "lowers",
    "does",
    "do",
    "has",
    "have",
    "is",
    "are",
    "provides",
    "produces",
    "induces",
    "affects",
    "affect",
    "alters",
    "causes",
    "blunts",
    "restores",
    "protects",
    "modulates",
    "impairs",
    "prolongs",
    "suppresses",
    "stimulates",
    "accelerates",
    "ameliorates",
    "alleviates",
    "diminishes",
    "controls",
];

/// Nouns behind the name of a treatment.
pub(super) const GIVEN: &[&str] = &[
    "treatment",
    "therapy",
    "monotherapy",
    "administration",
    "supplementation",
    "regimen",
    "infusion",
    "treated",
    "recipients",
];

/// Nouns behind the name of whoever got it.
const HAVING: &[&str] = &["group", "groups", "users"];

/// Drugs by their doses and by "therapy", "treated with": each named where results are.
pub(super) fn treatments<'t>(
    sentences: &[Sentence<'t>],
    words: &[Words<'t>],
    readings: &[Vec<Reading>],
    list: usize,
) -> Vec<Candidate<'t>> {
    if readings.iter().all(Vec::is_empty) {
        return Vec::new();
    }
    let mut found: Vec<(Word<'t>, usize)> = Vec::new();
    for (s, words) in sentences.iter().zip(words).filter(|(s, _)| !s.title) {
        for (at, word) in words.iter().enumerate() {
            if !tells(word)
                || word.cue != Cue::None
                || word.is_of(Sort::Foreign)
                || word.is_of(Sort::NoName)
                || word.is_of(Sort::Control)
                || found.len() >= 64
            {
                continue;
            }
            let dosed = words.get(at + 1..at + 4).is_some_and(|next| {
                let number = usize::from(s.opens(next[0].item));
                s.items[next[number].item].numeric() && s.cue(next[number + 1].item) == Cue::Dose
            });
            let given = at.checked_sub(1).is_some_and(|b| words[b].cue == Cue::Received)
                && words.get(at + 1).is_none_or(|w| w.cue != Cue::None);
            let named = dosed || given || words.get(at + 1).is_some_and(|w| w.is(GIVEN) || w.is(HAVING));
            if named && !measures(word.text) {
                match found.iter_mut().find(|(name, _)| name.key == word.key) {
                    Some((_, often)) => *often += 1,
                    None => found.push((*word, 1)),
                }
            }
        }
    }
    // Named where results are, and again.
    let results = |name: &Word<'_>| {
        let told = |(words, readings): &(&Words<'_>, &Vec<Reading>)| {
            !readings.is_empty() && words.iter().any(|w| w.key == name.key)
        };
        words.iter().zip(readings).filter(told).count()
    };
    found
        .into_iter()
        .filter(|(name, often)| *often + results(name) >= 3 && results(name) >= 1)
        .take(MOST)
        .map(|(name, _)| Candidate { words: vec![name], also: Vec::new(), list, sure: true })
        .collect()
}

fn inside(word: &Word<'_>) -> bool {
    word.word && (matches!(word.cue, Cue::None) || word.is(&["plus"]))
}

fn tells(word: &Word<'_>) -> bool {
    word.word
        && !word.is_of(Sort::Generic)
        && !word.is_of(Sort::Weak)
        && !word.is_of(Sort::Experimental)
        && !word.is_of(Sort::Nameless)
}
