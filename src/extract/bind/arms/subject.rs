//! What an estimate is of because its sentence is about it: `Smoking was associated with a higher risk of stroke (odds
//! ratio, …)`, `Oxytocin reduced bleeding (…)`, `Patients with diabetes had worse survival (…)`.

mod exposure;
mod says;

use super::candidate::Candidate;
use super::phrase::phrase;
use crate::extract::bind::words::{Word, Words};
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::Reported;
use crate::lex::{Cue, Sort};
use exposure::{exposure, risen};
use says::{PRODUCED, says};

/// Words of a subject that stand behind its name, at most: `antibiotics following rupture of membranes`.
const TAIL: usize = 10;

/// A sentence's subject and what its verb sets it against.
pub(super) struct Subject<'t> {
    pub(super) name: Candidate<'t>,
    pub(super) against: Option<Candidate<'t>>,
    /// The item of its verb.
    pub(super) verb: usize,
    /// The verb says that it does something, as what is tested does: "reduced", not "was a predictor of".
    pub(super) acts: bool,
}

/// The subjects of a sentence that gives an estimate, or a P value where those are asked for, in text order; lists are
/// numbered from `list` on.
pub(super) fn subjects<'t>(
    s: &Sentence<'t>,
    words: &Words<'t>,
    readings: &[Reading],
    p_values: bool,
    list: usize,
) -> Vec<Subject<'t>> {
    let compares = |reading: &Reading| match reading.result {
        Reported::Estimate(_) | Reported::RelativeChange(_) => true,
        Reported::PValue(_) => p_values,
        _ => false,
    };
    let Some(last) = readings.iter().rfind(|reading| compares(reading)).map(|reading| reading.first) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    let mut from = 0;
    // "Compared with no exercise, exercise reduced …"
    let first = words.first().filter(|w| w.cue == Cue::Versus);
    let leading = first.and_then(|_| against(s, words, 0));
    for at in 0..words.len() {
        let word = &words[at];
        if word.item >= last || out.len() == 4 {
            break;
        }
        if word.depth > 0 {
            continue;
        }
        if matches!(s.mark(word.item), Some(',' | ';' | ':')) || word.is(STARTS) {
            from = at + 1;
        } else if let Some((name, on)) = effect_of(s, words, at) {
            let candidate = |words| Candidate { words, also: Vec::new(), list: list + out.len(), sure: true };
            let against = leading.clone().map(candidate);
            out.push(Subject { name: candidate(name), against, verb: on, acts: true });
            from = at + 1;
        } else if let Some(acts) = says(s, words, at) {
            // "No treatment improved survival": nothing did.
            let none = acts && words[from..at].first().is_some_and(|w| w.is(&["no", "neither", "none"]));
            if let Some(name) = named(s, words, from, at, acts).filter(|_| !none) {
                let against = against(s, words, at).or_else(|| leading.clone());
                let candidate =
                    |words| Candidate { words, also: Vec::new(), list: list + out.len(), sure: true };
                out.push(Subject {
                    name: candidate(name),
                    against: against.map(candidate),
                    verb: word.item,
                    acts,
                });
            }
            from = at + 1;
        }
    }
    out
}

/// Words between "the effect of" and "on", at most.
const EFFECT: usize = 7;

/// `no evidence of an effect of X on mortality`: what has an effect, and the item of "on".
fn effect_of<'t>(s: &Sentence<'t>, words: &[Word<'t>], at: usize) -> Option<(Vec<Word<'t>>, usize)> {
    let of = words.get(at + 1)?;
    if !words[at].is(&["effect", "effects", "impact", "benefit"]) || of.cue != Cue::Of {
        return None;
    }
    let mut near = words.iter().enumerate().skip(at + 2).take(EFFECT).take_while(|(_, w)| w.word);
    let (on, _) = near.find(|(_, w)| w.is(&["on", "for", "in"]))?;
    let mut from = at + 2;
    if words[from].cue == Cue::Article {
        from += 1;
    }
    if words[from..on].get(1).is_some_and(|w| w.is(&["of", "with"])) && words[from].is(HEADS) {
        from += 2;
    }
    let found = phrase(s, &words[..on], from)?;
    let unnamed = found.name.iter().all(|w| w.sorts.meet(&[Sort::Experimental, Sort::Weak, Sort::Lone]));
    let whole = found.end == on && !found.people && !unnamed && !found.name.iter().any(|w| w.is(NOBODY));
    whole.then_some((found.name, words[on].item))
}

/// Words that a clause with a subject of its own stands behind.
const STARTS: &[&str] = &[
    "that",
    "whereas",
    "while",
    "but",
    "although",
    "because",
    "showed",
    "indicated",
    "revealed",
    "found",
    "suggested",
    "demonstrated",
];

/// The name of the subject between a clause's start and its verb.
fn named<'t>(
    s: &Sentence<'t>,
    words: &[Word<'t>],
    from: usize,
    verb: usize,
    acts: bool,
) -> Option<Vec<Word<'t>>> {
    let mut from = from;
    while words[from..verb]
        .first()
        .is_some_and(|w| w.cue == Cue::Article || w.cue == Cue::And || w.is(&["only"]))
    {
        from += 1;
    }
    from = risen(&words[..verb], from);
    // "The use of X", "a history of X", "treatment with X"
    if words[from..verb].get(1).is_some_and(|w| w.is(&["of", "with", "to"])) && words[from].is(HEADS) {
        from += 2;
    }
    // "mother-to-infant bonding"
    let hyphened = |w: &Word<'_>| s.text[..w.span().start].ends_with(['-', '\u{2010}', '\u{2011}']);
    let ends = |w: &Word<'_>| w.cue == Cue::Was || w.is(PRODUCED) || helps(w) && !hyphened(w);
    // "lipids, LDL and had": the verb goes on with what was said before.
    if verb > from && words[verb - 1].cue == Cue::And {
        return None;
    }
    let end = from + words[from..verb].iter().position(ends).unwrap_or(verb - from);
    let plain =
        || exposure(s, &words[..end], from).filter(|_| !acts || words[verb].is(&["associated", "linked"]));
    let Some(found) = phrase(s, &words[..end], from) else { return plain() };
    // Behind the name only what goes on with it: "following rupture", "(n = 30)".
    let tail = &words[found.end..end];
    let goes_on = tail.first().is_none_or(|w| {
        let joins = matches!(w.cue, Cue::Of | Cue::Preposition | Cue::Received);
        !hyphened(w) && (s.opens(w.item) || joins)
    });
    // "women in the intervention arm had": the arm is what it is about.
    let of_arm = found.people && found.name.len() == 1 && tail.iter().any(|w| w.is_of(Sort::Group));
    let joint = |w: &Word<'_>| w.depth == 0 && matches!(w.cue, Cue::And | Cue::Or | Cue::Versus);
    let who = usize::from(found.name.first().is_some_and(|w| w.is(&["who"])));
    let of_what = found.name.iter().all(|w| w.sorts.meet(&[Sort::Experimental, Sort::Weak, Sort::Lone]))
        || found.name[who..].iter().any(|w| w.is(NOBODY));
    if goes_on && !of_arm && tail.len() <= TAIL && !tail.iter().any(joint) && !of_what {
        return Some(found.name);
    }
    if of_arm { None } else { plain() }
}

/// What a subject only points with, or measures.
const NOBODY: &[&str] = &[
    "it",
    "they",
    "there",
    "this",
    "these",
    "which",
    "who",
    "analysis",
    "analyses",
    "model",
    "models",
    "evidence",
    "survival",
    "incidence",
    "prevalence",
    "odds",
    "risk",
    "findings",
    "meta",
    "mean",
    "median",
    "none",
    "benefit",
    "exposure",
    "lack",
    "results",
    "data",
    "outcome",
    "outcomes",
];

/// Nouns that only bring the name behind them.
const HEADS: &[&str] = &[
    "use",
    "presence",
    "history",
    "receipt",
    "administration",
    "addition",
    "finding",
    "treatment",
    "therapy",
    "exposure",
    "provision",
    "coadministration",
    "removal",
    "assignment",
    "randomization",
    "randomisation",
    "receiving",
    "offer",
    "consumption",
    "intake",
    "ingestion",
    "supplementation",
];

/// Between a subject and its verb: "significantly", "may", "tended to", "did not".
fn helps(word: &Word<'_>) -> bool {
    word.text.len() > 4 && word.text.ends_with("ly")
        || word.is(&[
            "may", "might", "could", "can", "did", "does", "not", "also", "tended", "tends", "appears",
            "appeared", "seems", "is", "are", "has", "have", "had", "been", "probably", "likely", "to",
        ])
}

/// What stands against the subject behind its verb: `compared with no exercise`.
fn against<'t>(s: &Sentence<'t>, words: &[Word<'t>], verb: usize) -> Option<Vec<Word<'t>>> {
    let far = &words[verb..words.len().min(verb + 24)];
    let versus = verb
        + far
            .iter()
            .take_while(|w| s.mark(w.item) != Some(';'))
            .position(|w| w.depth == 0 && w.cue == Cue::Versus)?;
    let item = words[versus].item;
    let mut from = versus;
    while words.get(from).is_some_and(|w| w.item == item || w.is(&["with", "those", "in", "of"])) {
        from += 1;
    }
    // "compared to administration of tolvarin alone"
    if words.get(from + 1).is_some_and(|w| w.is(&["of", "with", "to"])) && words[from].is(HEADS) {
        from += 2;
    }
    let found = phrase(s, words, from)?;
    // "compared to nurses in the control arm"
    let behind = words[found.end..].iter().take(4).take_while(|w| w.word);
    let of_arm = found.people && found.name.len() == 1 && behind.into_iter().any(|w| w.is_of(Sort::Group));
    // "than patients without": of what, stands elsewhere.
    let without = found.name.iter().all(|w| w.is_of(Sort::Negation));
    (!of_arm && !without).then_some(found.name)
}
