//! What an estimate is of because its sentence is about it: `Smoking was associated with a higher risk of stroke (odds
//! ratio, …)`, `Oxytocin reduced bleeding (…)`, `Patients with diabetes had worse survival (…)`.

mod exposure;

use super::candidate::Candidate;
use super::phrase::phrase;
use crate::extract::bind::words::{Word, Words};
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::Reported;
use crate::lex::{Cue, Sort};
use exposure::{exposure, risen};

/// Words of a subject that stand behind its name, at most: `antibiotics following rupture of membranes`.
const TAIL: usize = 10;

/// Words behind "associated with" in which a risk must be spoken of, at most.
const NEAR: usize = 7;

/// A sentence's subject and what its verb sets it against.
pub(super) struct Subject<'t> {
    pub(super) name: Candidate<'t>,
    pub(super) against: Option<Candidate<'t>>,
    /// The item of its verb.
    pub(super) verb: usize,
    /// The verb says that it does something, as what is tested does: "reduced", not "was a predictor of".
    pub(super) acts: bool,
}

/// The subjects of a sentence that gives an estimate, in text order; lists are numbered from `list` on.
pub(super) fn subjects<'t>(
    s: &Sentence<'t>,
    words: &Words<'t>,
    readings: &[Reading],
    list: usize,
) -> Vec<Subject<'t>> {
    let compares =
        |reading: &Reading| matches!(reading.result, Reported::Estimate(_) | Reported::RelativeChange(_));
    let Some(last) = readings.iter().rfind(|reading| compares(reading)).map(|reading| reading.first) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    let mut from = 0;
    // "Compared with no exercise, exercise reduced …"
    let first = words.first().filter(|w| s.cue(w.item) == Cue::Versus);
    let leading = first.and_then(|_| against(s, words, 0));
    for at in 0..words.len() {
        let word = &words[at];
        if word.item >= last || out.len() == 4 {
            break;
        }
        if s.items[word.item].depth > 0 {
            continue;
        }
        if matches!(s.mark(word.item), Some(',' | ';' | ':')) || word.is(STARTS) {
            from = at + 1;
        } else if let Some(acts) = says(s, words, at) {
            if let Some(name) = named(s, words, from, at, acts) {
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

/// Whether the verb at a word says that its subject goes with a risk, and then whether it acts on it.
fn says(s: &Sentence<'_>, words: &[Word<'_>], at: usize) -> Option<bool> {
    let word = &words[at];
    let next = words.get(at + 1)?;
    let near = |reach: usize, told: &[&str]| {
        let range = &words[at + 1..words.len().min(at + 1 + reach)];
        let mut range = range.iter().take_while(|w| !matches!(s.mark(w.item), Some(',' | ';')));
        range.any(|w| matches!(s.cue(w.item), Cue::Lower | Cue::Higher) || w.is(told))
    };
    let is = |w: &Word<'_>| s.cue(w.item) == Cue::Was || w.is(&["is", "are", "remained"]);
    let be = || words[at.saturating_sub(5)..at].iter().any(is);
    if word.is(&["associated", "linked"]) {
        // "Smoking was associated with relapse", but not "relapse was associated with smoking".
        let exposed = || clause_head(words, at).is_some_and(|head| head.is(EXPOSED)) || befalls(s, words, at);
        if !be() || !next.is(&["with", "to"]) {
            return None;
        }
        // "with a reduction in pain": as what is tested does.
        return (near(NEAR, RISKS) || exposed())
            .then_some(false)
            .or_else(|| near(NEAR, MOVES).then_some(true));
    }
    // "were at higher risk"
    if is(word) && next.is(&["at"]) {
        return near(4, RISKS).then_some(false);
    }
    if word.is(&["predictor", "predictors", "factor"]) {
        return (be() && next.is(&["of", "for"])).then_some(false);
    }
    if word.is(&["predicted"]) {
        return (!be() && !next.is(&["by", "to"])).then_some(false);
    }
    if word.is(&["had", "experienced"]) {
        return near(4, RISKS).then_some(false);
    }
    if word.is(&["resulted", "led"]) {
        return (next.is(&["in", "to"]) && near(NEAR, RISKS)).then_some(true);
    }
    if word.is(&["more", "less"]) {
        let effective = words[at + 1..].iter().take(3).any(|w| w.is(&["effective", "efficacious", "likely"]));
        return (is(&words[at.checked_sub(1)?]) && effective).then_some(true);
    }
    // "reduced the risk", but not "was reduced", "a reduced risk" or "reduced by".
    let object = next.word
        && !next.text.ends_with("ly")
        && !next.is(&["as"])
        && matches!(s.cue(next.item), Cue::Article | Cue::None | Cue::Statistic(_));
    let before = &words[at.checked_sub(1)?];
    let helped = before.is(&["to", "may", "might", "could", "can", "did", "not"]);
    let free = helped
        || !matches!(s.cue(before.item), Cue::Article | Cue::Of | Cue::Preposition | Cue::And | Cue::Was)
            && before.word;
    (object && free && (word.is(VERBS) || helped && word.is(INFINITIVES))).then_some(true)
}

/// The first word of the clause of the verb at word `at`, but for "the", "a".
fn clause_head<'w, 't>(words: &'w [Word<'t>], at: usize) -> Option<&'w Word<'t>> {
    let from = words[..at].iter().rposition(|w| matches!(w.text, "," | ";" | ":") || w.is(STARTS));
    words[from.map_or(0, |from| from + 1)..at].iter().find(|w| !w.is(&["the", "a", "an"]))
}

/// Words that a subject which others depend on starts with.
const EXPOSED: &[&str] = &[
    "use",
    "presence",
    "history",
    "receipt",
    "exposure",
    "increasing",
    "older",
    "younger",
    "male",
    "female",
    "each",
    "every",
    "smoking",
    "diabetes",
    "obesity",
    "hypertension",
    "age",
    "being",
    "current",
    "previous",
    "prior",
];

/// What people run, or how they do.
const RISKS: &[&str] =
    &["risk", "risks", "odds", "likelihood", "better", "worse", "poorer", "poor", "hazard"];

/// What is said to go up or down.
const MOVES: &[&str] = &[
    "increase",
    "increases",
    "decrease",
    "decreases",
    "reduction",
    "reductions",
    "decline",
    "improvement",
    "rise",
];

/// Whether an event is said to go with what is none: `tolvarin was not associated with relapse`.
fn befalls(s: &Sentence<'_>, words: &[Word<'_>], at: usize) -> bool {
    let event = |w: &Word<'_>| {
        w.sorts.meet(&[Sort::Struck, Sort::Happens, Sort::Free, Sort::Nameless])
            || s.cue(w.item) == Cue::Happened
    };
    let from = words[..at].iter().rposition(|w| matches!(w.text, "," | ";" | ":") || w.is(STARTS));
    let own = &words[from.map_or(0, |from| from + 1)..at];
    let object = &words[at + 2..words.len().min(at + 2 + NEAR)];
    let mut object = object.iter().take_while(|w| w.word || s.mark(w.item) == Some('-'));
    !own.iter().any(event) && object.any(event)
}

/// What treatments and exposures do to a risk.
const VERBS: &[&str] = &[
    "reduced",
    "reduces",
    "increased",
    "increases",
    "decreased",
    "decreases",
    "improved",
    "improves",
    "lowered",
    "lowers",
    "prolonged",
    "shortened",
    "prevented",
    "prevents",
];

/// The same behind "may", "did not".
const INFINITIVES: &[&str] =
    &["reduce", "increase", "decrease", "improve", "lower", "prolong", "shorten", "prevent"];

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
        .is_some_and(|w| s.cue(w.item) == Cue::Article || s.cue(w.item) == Cue::And)
    {
        from += 1;
    }
    from = risen(s, &words[..verb], from);
    // "The use of X", "a history of X", "treatment with X"
    if words[from..verb].get(1).is_some_and(|w| w.is(&["of", "with", "to"])) && words[from].is(HEADS) {
        from += 2;
    }
    let end = from
        + words[from..verb].iter().position(|w| s.cue(w.item) == Cue::Was || helps(w)).unwrap_or(verb - from);
    let plain =
        || exposure(s, &words[..end], from).filter(|_| !acts || words[verb].is(&["associated", "linked"]));
    let Some(found) = phrase(s, &words[..end], from) else { return plain() };
    // Behind the name only what goes on with it: "following rupture", "(n = 30)".
    let tail = &words[found.end..end];
    let goes_on = tail.first().is_none_or(|w| {
        s.opens(w.item) || matches!(s.cue(w.item), Cue::Of | Cue::Preposition | Cue::Received)
    });
    // "women in the intervention arm had": the arm is what it is about.
    let of_arm = found.people && found.name.len() == 1 && tail.iter().any(|w| w.is_of(Sort::Group));
    let joint = |w: &Word<'_>| {
        s.items[w.item].depth == 0 && matches!(s.cue(w.item), Cue::And | Cue::Or | Cue::Versus)
    };
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
            .position(|w| s.items[w.item].depth == 0 && s.cue(w.item) == Cue::Versus)?;
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
    (!of_arm).then_some(found.name)
}
