//! Where the name of what people have ends: `patients with impaired left ventricular function had`, `those without a history of
//! stroke died`. A noun goes on with its words up to a verb; what stands behind the verb is no part of it.

use super::candidate::foreign_words;
use crate::extract::bind::words::Word;
use crate::extract::sentence::Sentence;
use crate::lex::{Cue, Sort};

/// Words of such a name, at most.
pub(super) const LONGEST: usize = 7;

/// Whether what people have, named by the words before, goes on with the word at `at`.
pub(super) fn goes_on(words: &[Word<'_>], at: usize) -> bool {
    let word = &words[at];
    match word.cue {
        Cue::Of => words.get(at + 1).is_some_and(|next| next.word),
        // "a history of the disease", "who completed the course"
        Cue::Article => at > 1 && (words[at - 1].cue == Cue::Of || words[at - 2].is(&["who"])),
        _ if at > 1 && words[at - 2].is(&["who"]) => !helps_or_acts(&words[at]),
        // "who were electively induced"
        _ if at > 0 && words[at - 1].text.ends_with("ly") && word.text.ends_with("ed") => true,
        _ => {
            let foreign = word.is_of(Sort::Foreign) && !had(word);
            let turns = word.sorts.meet(&[Sort::Clause, Sort::Turn, Sort::Alike, Sort::Weighs]);
            !foreign && !turns && !acts(words, at)
        }
    }
}

/// Words that no arm's name holds, and yet people have: "low vitamin D levels", "a history of stroke".
pub(super) fn had(word: &Word<'_>) -> bool {
    const NOUNS: &[&str] = &[
        "level",
        "levels",
        "score",
        "scores",
        "stroke",
        "progression",
        "status",
        "events",
        "quality",
        "pain",
        "presence",
        "toxicity",
        "stage",
        "grade",
        "previous",
        "second",
        "less",
        "more",
    ];
    word.is(NOUNS) || word.cue == Cue::Grade && !word.is(&["figure", "table", "visit", "chapter", "version"])
}

/// How many words of what people did stand at `at`, behind "who": `who relapsed`, `who successfully quit`, `who did not`; none
/// where it is said otherwise.
pub(super) fn relative(words: &[Word<'_>], at: usize) -> usize {
    if !at.checked_sub(1).is_some_and(|b| words[b].is(&["who"])) {
        return 0;
    }
    let did = |k: usize| {
        words.get(k).is_some_and(|w| {
            let plain = matches!(w.cue, Cue::None | Cue::Happened | Cue::Lower | Cue::Higher);
            plain && (w.is(ACTED) || w.text.len() > 4 && w.text.ends_with("ed"))
        })
    };
    let helped = words[at].is(&["did", "were", "had", "was", "do"]);
    if helped && words.get(at + 1).is_some_and(|w| w.is(&["not"])) {
        let open = words
            .get(at + 2)
            .is_none_or(|w| !w.word || matches!(w.cue, Cue::And | Cue::Or | Cue::Preposition | Cue::Was));
        return if open { 2 } else { 0 };
    }
    match words[at].text.ends_with("ly") {
        _ if did(at) => 1,
        true if did(at + 1) => 2,
        _ => 0,
    }
}

/// Verbs that help others, or that something they have stands behind.
const HELPS: &[&str] = &[
    "had",
    "have",
    "has",
    "are",
    "is",
    "did",
    "do",
    "would",
    "may",
    "could",
    "can",
    "will",
    "received",
    "also",
    "not",
    "then",
    "only",
    "even",
    "both",
    "more",
    "less",
    "most",
    "used",
    "took",
    "underwent",
];

/// Whether what people get stands behind a word: `using a spray`, `who consumed soy`, `who had gout`.
pub(super) fn takes(words: &[Word<'_>], at: usize) -> bool {
    const TAKES: &[&str] = &[
        "using",
        "consumed",
        "consuming",
        "drank",
        "drinking",
        "ate",
        "eating",
        "got",
        "getting",
        "undergoing",
    ];
    // "83% of patients had a normal level" says what was found.
    let who = at.checked_sub(1).is_some_and(|b| words[b].is(&["who"]));
    words[at].is(TAKES) || who && words[at].is(&["had"])
}

/// Whether the word at `at`, right behind people, says what they do: `patients entering remission`, `women not on dialysis`.
pub(super) fn acting(words: &[Word<'_>], at: usize) -> bool {
    let behind = at.checked_sub(1).is_some_and(|b| words[b].cue == Cue::People || words[b].is(&["those"]));
    behind && (refusing(words, at) || does(&words[at]))
}

/// Whether what people do not do, get or have stands behind "not" at `at`: `not on dialysis`, `not taking folate`.
pub(super) fn refusing(words: &[Word<'_>], at: usize) -> bool {
    words[at].is(&["not"])
        && words.get(at + 1).is_some_and(|w| does(w) || w.is(&["on", "with", "in"]) || w.cue == Cue::Received)
}

/// Whether a word says what people are doing: "entering", "having", and not when or whom else: "during", "including".
fn does(word: &Word<'_>) -> bool {
    const OTHERS: &[&str] = &[
        "during",
        "including",
        "excluding",
        "following",
        "according",
        "concerning",
        "regarding",
        "comparing",
        "suggesting",
        "indicating",
        "showing",
        "resulting",
        "leading",
        "representing",
        "corresponding",
        "depending",
        "training",
        "screening",
        "receiving",
        "increasing",
        "decreasing",
        "meeting",
    ];
    word.word
        && word.text.len() > 5
        && word.text.ends_with("ing")
        && matches!(word.cue, Cue::None | Cue::Higher | Cue::Lower)
        && !word.is(OTHERS)
}

/// Words that what people have starts with, though no name of a group does: `previous ulcers`.
pub(super) const BEFORE: &[&str] = &[
    "previous", "prior", "first", "second", "third", "multiple", "single", "two", "three", "total", "adverse",
];

/// Whether what people are stands behind the word at `at`: `who were obese`.
pub(super) fn who_are(words: &[Word<'_>], at: usize) -> bool {
    let who = at.checked_sub(1).is_some_and(|b| words[b].is(&["who"]));
    who && words[at].is(&["were", "was", "are", "is"])
}

/// Whether "treated" ends a name that a hyphen holds to it, before the people or the group: `tolvarin-treated patients`.
pub(super) fn treated(s: &Sentence<'_>, words: &[Word<'_>], at: usize) -> bool {
    let word = &words[at];
    let held = word.is(&["treated"]) && word.item > 0 && s.mark(word.item - 1) == Some('-');
    let next = words.get(at + 1).map(|w| w.cue);
    held && matches!(next, Some(Cue::People | Cue::Group))
}

/// Whether such a name holds words that no name has; what people did does not.
pub(super) fn foreign(name: &[Word<'_>]) -> bool {
    let told = match name {
        [who, verb, not, ..]
            if who.is(&["who"]) && not.is(&["not"]) && verb.is(&["did", "were", "had", "was", "do"]) =>
        {
            3
        }
        [who, _, ..] if who.is(&["who"]) => 2,
        [not, ..] if not.is(&["not"]) => 1,
        _ => 0,
    };
    let bound = |w: &Word<'_>| matches!(w.cue, Cue::Statistic(_));
    let other = |w: &Word<'_>| !had(w) && w.cue != Cue::Happened && !bound(w);
    name[told..].iter().any(|w| other(w) && foreign_words(std::slice::from_ref(w)))
}

/// Whether a word is what people do or are, whatever stands around it.
fn helps_or_acts(word: &Word<'_>) -> bool {
    word.is(HELPS) || word.is(ACTED)
}

/// Whether the word at `at` is what people did: "had", "relapsed", but not the "treated" of "treated hypertension".
pub(super) fn acts(words: &[Word<'_>], at: usize) -> bool {
    let word = &words[at];
    let noun = |w: &Word<'_>| w.word && w.cue == Cue::None && !w.text.ends_with("ly");
    let ends = |tail: &str| word.text.len() > 4 && word.text.ends_with(tail);
    helps_or_acts(word)
        || ends("ly")
        || ends("ed") && !words.get(at + 1).is_some_and(noun)
        || word.is_of(Sort::Told)
        || word.cue == Cue::Happened && word.text.ends_with("ed")
}

/// What people did, by words that no noun is.
pub(super) const ACTED: &[&str] = &[
    "showed",
    "exhibited",
    "demonstrated",
    "reported",
    "experienced",
    "displayed",
    "achieved",
    "developed",
    "gained",
    "lost",
    "spent",
    "scored",
    "required",
    "remained",
    "tended",
    "appeared",
    "presented",
    "produced",
    "performed",
    "consumed",
    "maintained",
    "survived",
    "responded",
    "relapsed",
    "recovered",
    "stayed",
    "made",
    "rated",
    "needed",
    "started",
    "stopped",
    "felt",
    "said",
    "rose",
    "fell",
    "went",
    "became",
    "withdrew",
    "died",
    "completed",
    "discontinued",
    "improved",
    "increased",
    "decreased",
];
