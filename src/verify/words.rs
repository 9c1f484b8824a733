//! The words of a phrase as they are compared: small letters, one spelling, one number, no filling.

use std::collections::HashSet;

/// A phrase as its words.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// The words that tell it from others.
    pub(super) telling: HashSet<String>,
}

/// Words that tell nothing apart.
const FILLING: &[&str] = &[
    "the",
    "a",
    "an",
    "of",
    "in",
    "with",
    "group",
    "arm",
    "patient",
    "participant",
    "treatment",
    "therapy",
    "and",
    "or",
    "to",
    "for",
    "at",
    "by",
    "on",
    "who",
    "received",
    "receiving",
    "assigned",
    "rate",
    "risk",
    "incidence",
    "proportion",
    "percentage",
    "from",
    "any",
    "mean",
    "median",
    "level",
    "score",
    "number",
    "cumulative",
    "estimated",
    "probability",
    "occurrence",
    "frequency",
    "was",
    "were",
    "had",
    "developed",
    "occurred",
    "occur",
    "reported",
    "observed",
    "seen",
    "experienced",
    "people",
    "subject",
];

/// Words of one meaning, the first for all.
const SAME: &[&[&str]] = &[
    &["death", "died", "die", "dead", "mortality", "dying"],
    &["progression", "progressed", "progress"],
    &["hospitalization", "hospitalized", "hospitalisation", "hospitalised"],
    &["relapse", "relapsed"],
    &["recurrence", "recurred", "recurrent"],
    &["response", "responded", "responder"],
    &["remission", "remitted"],
    &["discontinuation", "discontinued"],
    &["bleeding", "bled"],
    &["infection", "infected"],
    &["cure", "cured"],
    &["survival", "survived", "alive"],
    &["adverse", "side"],
    &["alone", "only", "monotherapy"],
];

/// The words of a phrase.
pub(super) fn words(phrase: &str) -> Words {
    let all: Vec<String> =
        phrase.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(one_form).collect();
    let telling: HashSet<String> =
        all.iter().filter(|word| !FILLING.contains(&word.as_str())).cloned().collect();
    // "mean score": where all is filling, that is the name.
    Words { telling: if telling.is_empty() { all.into_iter().collect() } else { telling } }
}

/// Whether a word tells nothing apart.
pub(super) fn filling(word: &str) -> bool {
    FILLING.contains(&one_form(word).as_str())
}

fn one_form(word: &str) -> String {
    let mut word = word.to_lowercase();
    if word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && !word.ends_with("is")
    {
        word.pop();
    }
    if word.len() > 4 {
        word = word.replace("ae", "e").replace("oe", "e").replace("isation", "ization").replace("our", "or");
    }
    SAME.iter().find(|same| same.contains(&word.as_str())).map_or(word, |same| same[0].to_owned())
}
