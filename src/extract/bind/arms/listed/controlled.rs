//! Lists that a control closes, whatever the verb before them: `while receiving tolvarin or active placebo`, `volunteered to take
//! either tolvarin or saline`, `were given tolvarin, alfazumab or placebo`; and lists behind the noun of an assignment:
//! `randomization to tolvarin or alfazumab`.

use super::super::assignment::{behind_leads, listed_from};
use super::super::candidate::{Candidate, foreign_words, names};
use super::super::comparison::side;
use crate::extract::bind::outcome::nature::treatment_like;
use crate::extract::bind::words::{Word, Words};
use crate::extract::sentence::Sentence;
use crate::lex::{Cue, Sort, key};

/// Words from where such a list opens to its last joint, at most.
const REACH: usize = 40;

/// Words from a joint to the control behind it, at most: "a matching oral placebo", "2 ml of normal saline".
const LED: usize = 5;

/// Nouns of an assignment, with "to" behind them.
const ASSIGNMENT: &[&str] = &["randomization", "randomisation", "allocation", "assignment"];

/// What is given where nothing is.
const NOTHING: &[&str] = &["placebo", "saline", "vehicle", "sham", "dummy"];

/// What stands before it and tells nothing.
const LEADS: &[&str] = &[
    "active",
    "inactive",
    "inert",
    "matching",
    "matched",
    "identical",
    "oral",
    "normal",
    "isotonic",
    "physiological",
    "corresponding",
    "equivalent",
];

/// How a list was given, said between the verb and the list: "received, in a blinded manner, tolvarin or placebo".
const MANNER: &[&str] = &["manner", "fashion", "order", "way", "basis"];

/// The list of a sentence that no verb assigns, where its last member is a control, or a noun assigns it.
pub(in super::super) fn with_control<'t>(
    s: &Sentence<'t>,
    words: &Words<'t>,
    list: usize,
) -> Vec<Candidate<'t>> {
    if !words.keys().may_hold(key("or")) {
        return Vec::new();
    }
    for k in (1..words.len()).filter(|k| words[*k].cue == Cue::Or) {
        let from = k.saturating_sub(REACH);
        let closed = closes(words, k + 1);
        let opens = |at: &usize| {
            let w = &words[*at];
            let noun = w.is(&["to"]) && at.checked_sub(1).is_some_and(|b| words[b].is(ASSIGNMENT));
            // "treated an attack with tolvarin or placebo"
            let verb = w.cue == Cue::Received && !w.is(&["treated"]);
            noun || closed && (w.is_of(Sort::Either) || verb)
        };
        let Some(open) = (from..k).rfind(opens) else {
            if let Some(found) = given_behind(s, words, k, list) {
                return found;
            }
            continue;
        };
        // "intra-articular or subcutaneous tolvarin, or placebo": whose names end where.
        if words[open..k].iter().any(|w| w.cue == Cue::Or) {
            continue;
        }
        let start = behind_manner(words, open + 1, k);
        let mut found = listed_from(s, words, behind_leads(s, words, start), list);
        let treated = |c: &Candidate<'_>| {
            !control(c) && names(&c.words) && !c.words.iter().any(|w| w.is_of(Sort::Negation))
        };
        // "training and drug or placebo": what stands on both sides of "and" is no one name.
        let apart = found.iter().all(|c| c.words.iter().all(|w| !w.is(&["and"])));
        if found.len() < 2 || !apart || !found.iter().any(treated) || closed && !found.iter().any(control) {
            continue;
        }
        found.iter_mut().for_each(end_with_control);
        return found;
    }
    Vec::new()
}

/// Words from a joint to the verb behind what it joins, at most: "or alfazumab 5 mg twice daily was given".
const VERB: usize = 10;

/// `Tolvarin or alfazumab was given for a week in random order`: the names on both sides of the joint, where a verb of giving
/// stands behind and the sentence says how it was chosen.
fn given_behind<'t>(
    s: &Sentence<'t>,
    words: &Words<'t>,
    k: usize,
    list: usize,
) -> Option<Vec<Candidate<'t>>> {
    const VERBS: &[&str] = &[
        "given",
        "administered",
        "applied",
        "infused",
        "injected",
        "taken",
        "allocated",
        "assigned",
        "received",
        "randomly",
        "instilled",
        "added",
    ];
    let was = (k + 2..words.len().min(k + VERB)).find(|at| words[*at].cue == Cue::Was)?;
    let given =
        words.get(was + 1..words.len().min(was + 3))?.iter().any(|w| w.is(VERBS) || w.cue == Cue::Received);
    let plain = words[k + 1..was].iter().all(|w| w.cue != Cue::People && w.cue != Cue::Or && w.text != ",");
    let chosen = || {
        words.holds(Sort::Assigns) || words.iter().any(|w| w.is(&["random", "blind", "crossover", "blinded"]))
    };
    if !given || !plain || !chosen() {
        return None;
    }
    let sides = [side(s, words, k, true), side(s, words, k, false)];
    // "patients with moderate or severe gout were given": who they are.
    let first = sides[0].first()?.item;
    let led = words.iter().take_while(|w| w.item < first).collect::<Vec<_>>();
    let small = |w: &&&Word<'_>| {
        w.numeric
            || matches!(w.cue, Cue::Article | Cue::Dose | Cue::Of)
            || w.is_of(Sort::Either)
            || w.is(&["oral"])
    };
    let opens = led.iter().rev().find(|w| !small(w));
    if opens.is_some_and(|w| w.word || s.opens(w.item) || s.closes(w.item)) {
        return None;
    }
    let fits = |name: &Vec<Word<'_>>| {
        names(name)
            && !foreign_words(name)
            && name.len() <= 4
            && name.last().is_some_and(|w| treatment_like(w.text))
    };
    sides.iter().all(fits).then(|| {
        sides.into_iter().map(|words| Candidate { words, also: Vec::new(), list, sure: true }).collect()
    })
}

/// Whether a control stands behind a joint.
fn closes(words: &[Word<'_>], at: usize) -> bool {
    let lead = |w: &Word<'_>| {
        w.numeric
            || matches!(w.cue, Cue::Article | Cue::Dose | Cue::Unit | Cue::Of)
            || w.is(LEADS)
            || w.text == "%"
    };
    let led = words[at.min(words.len())..].iter().take(LED).take_while(|w| lead(w)).count();
    words.get(at + led).is_some_and(|w| w.is(NOTHING))
}

/// A placebo is called so, and not "placebo of like appearance", "placebo together".
fn end_with_control(candidate: &mut Candidate<'_>) {
    let words = &mut candidate.words;
    let joined = |at: usize| words.get(at + 1).is_some_and(|w| w.is_of(Sort::Joins));
    if let Some(at) = words.iter().position(|w| w.is(NOTHING)).filter(|at| !joined(*at)) {
        words.truncate(at + 1);
    }
}

fn control(candidate: &Candidate<'_>) -> bool {
    candidate.words.iter().any(|w| w.is(NOTHING))
}

/// Where the list starts that opens at word `at`, behind what is said of how it was given.
fn behind_manner(words: &[Word<'_>], at: usize, end: usize) -> usize {
    if words.get(at).is_none_or(|w| w.text != ",") {
        return at;
    }
    let manner = (at..end.min(at + LED + LED)).rfind(|k| words[*k].is(MANNER));
    manner.map_or(at, |manner| manner + 1 + usize::from(words.get(manner + 1).is_some_and(|w| w.text == ",")))
}
