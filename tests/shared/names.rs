//! How the names of labelled findings are compared with those that were read.

use std::collections::HashSet;

/// The words of a name that count, as the scorer takes them.
pub(crate) fn tokens(name: &str) -> HashSet<String> {
    const STOP: &[&str] = &[
        "the",
        "a",
        "an",
        "of",
        "in",
        "with",
        "group",
        "groups",
        "arm",
        "arms",
        "patients",
        "participants",
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
        "rates",
    ];
    let lower = name.to_lowercase();
    let all: HashSet<String> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect();
    let kept: HashSet<String> = all.iter().filter(|w| !STOP.contains(&w.as_str())).cloned().collect();
    if kept.is_empty() { all } else { kept }
}

/// How much two names share of their words (Dice's coefficient).
pub(crate) fn alike(a: &str, b: &str) -> f64 {
    let (a, b) = (tokens(a), tokens(b));
    if a.is_empty() || b.is_empty() {
        0.0
    } else {
        2.0 * a.intersection(&b).count() as f64 / (a.len() + b.len()) as f64
    }
}
