//! What a sentence says of its subject: that it goes with a risk, or that it acts on one.

use super::STARTS;
use crate::extract::bind::words::Word;
use crate::extract::sentence::Sentence;
use crate::lex::{Cue, Sort};

/// Words behind "associated with" in which a risk must be spoken of, at most.
const NEAR: usize = 7;

/// Whether the verb at a word says that its subject goes with a risk, and then whether it acts on it.
pub(super) fn says(s: &Sentence<'_>, words: &[Word<'_>], at: usize) -> Option<bool> {
    let word = &words[at];
    let next = words.get(at + 1).filter(|_| word.word)?;
    let near = |reach: usize, told: &[&str]| {
        let range = &words[at + 1..words.len().min(at + 1 + reach)];
        let mut range = range.iter().take_while(|w| !matches!(s.mark(w.item), Some(',' | ';')));
        range.any(|w| matches!(w.cue, Cue::Lower | Cue::Higher) || w.is(told))
    };
    let is = |w: &Word<'_>| w.cue == Cue::Was || w.is(&["is", "are", "remained"]);
    let be = || words[at.saturating_sub(5)..at].iter().any(is);
    if word.is(&["associated", "linked", "related"]) {
        if !be() || !next.is(&["with", "to"]) {
            return None;
        }
        // "with a reduction in pain": as what is tested does.
        // "Smoking was associated with relapse", but not "relapse was associated with smoking".
        return (near(NEAR, RISKS) || befalls(s, words, at))
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
    if word.is(&["had", "has", "have", "experienced"]) {
        // "pressure had decreased by 5 mm Hg", but not "smokers had reduced survival".
        const ON: &[&str] =
            &["by", "from", "to", "in", "after", "at", "and", "during", "with", "significantly", "or"];
        let moved = matches!(next.cue, Cue::Lower | Cue::Higher)
            && words.get(at + 2).is_none_or(|w| !w.word || w.is(ON));
        if moved {
            return None;
        }
        // "had no significant effect on", "had a benefit for"
        let effect = || near_word(s, words, at, 5, EFFECTS);
        return near(4, RISKS).then_some(false).or_else(|| effect().then_some(true));
    }
    // "makes little or no difference to"
    if word.is(&["make", "makes", "made"]) && next.is(&["little", "no"]) {
        return near_word(s, words, at, 5, &["difference"]).then_some(true);
    }
    if word.is(PRODUCED) {
        let told = near_word(s, words, at, 5, MOVES) || near_word(s, words, at, 5, EFFECTS);
        return told.then_some(true);
    }
    // "was beneficial for", "was superior to"
    if is(word) {
        let rated = |k: usize| words.get(k).is_some_and(|w| w.is(RATED));
        // "effective in reducing", but not "worse at night".
        let doing = |k: usize| words.get(k + 1).is_some_and(|w| w.text.ends_with("ing"));
        let told = |k: usize| {
            words.get(k).is_some_and(|w| w.is(&["for", "to", "than"]) || w.is(&["in", "at"]) && doing(k))
        };
        let event = || clause(words, at).iter().any(event());
        return ((1..4).any(|k| rated(at + k) && told(at + k + 1)) && !event()).then_some(true);
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
        && matches!(next.cue, Cue::Article | Cue::None | Cue::Statistic(_));
    // "did not significantly reduce"
    let adverb = |k: usize| words[k].text.len() > 4 && words[k].text.ends_with("ly");
    let before = (0..at).rev().find(|k| !adverb(*k))?;
    let before = &words[before];
    let helped = before.is(&["to", "may", "might", "could", "can", "did", "not"]);
    let free = helped
        || !matches!(before.cue, Cue::Article | Cue::Of | Cue::Preposition | Cue::And | Cue::Was)
            && before.word;
    (object && free && (word.is(VERBS) || helped && word.is(INFINITIVES))).then_some(true)
}

/// Whether one of these stands within so many words behind a word, with no sign between.
fn near_word(s: &Sentence<'_>, words: &[Word<'_>], at: usize, reach: usize, told: &[&str]) -> bool {
    let range = &words[at + 1..words.len().min(at + 1 + reach)];
    range.iter().take_while(|w| !matches!(s.mark(w.item), Some(',' | ';'))).any(|w| w.is(told))
}

/// What something that acts has on others.
const EFFECTS: &[&str] = &["effect", "effects", "impact", "benefit", "benefits", "influence"];

/// Verbs of what something that acts brings about.
pub(super) const PRODUCED: &[&str] =
    &["produced", "produces", "produce", "provided", "provides", "provide", "caused", "yielded", "conferred"];

/// How something that acts is rated.
const RATED: &[&str] = &[
    "beneficial",
    "superior",
    "inferior",
    "effective",
    "efficacious",
    "ineffective",
    "better",
    "worse",
    "protective",
];

/// The words of the clause of the verb at word `at` before it.
fn clause<'w, 't>(words: &'w [Word<'t>], at: usize) -> &'w [Word<'t>] {
    let from = words[..at].iter().rposition(|w| matches!(w.text, "," | ";" | ":") || w.is(STARTS));
    &words[from.map_or(0, |from| from + 1)..at]
}

/// Whether a word tells of what happens to people, and of nothing they get.
fn event() -> impl Fn(&Word<'_>) -> bool {
    |w| w.sorts.meet(&[Sort::Struck, Sort::Happens, Sort::Free, Sort::Nameless]) || w.cue == Cue::Happened
}

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
    let event = event();
    let own = clause(words, at);
    let object = &words[at + 2..words.len().min(at + 2 + NEAR)];
    let mut object = object.iter().take_while(|w| w.word || s.mark(w.item) == Some('-'));
    !own.iter().any(&event) && object.any(event)
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
    "affected",
    "affects",
    "influenced",
    "influences",
];

/// The same behind "may", "did not".
const INFINITIVES: &[&str] = &[
    "reduce",
    "increase",
    "decrease",
    "improve",
    "lower",
    "prolong",
    "shorten",
    "prevent",
    "affect",
    "influence",
];
