//! Labelled findings, and which phrases their outcomes' names allow.

use litx::extract::training::{Choice, KINDS};
use litx::record::Abstract;
use serde_json::Value;

use super::names::alike;

/// A phrase that is so much less like the name than the nearest one is not it.
const NEARLY: f64 = 0.35;

/// A labelled finding: where it is quoted from, its numbers, its outcome's names.
pub(crate) struct Label {
    kind: usize,
    places: Vec<std::ops::Range<usize>>,
    numbers: Vec<f64>,
    pub(crate) names: Vec<String>,
}

impl Label {
    pub(crate) fn fits(&self, choice: &Choice, article: &Abstract) -> bool {
        let printed = choice.value.of(article.as_str()).replace('·', ".").replace([',', '%'], "");
        let number = printed.trim_matches(|c: char| !c.is_ascii_digit() && c != '.').parse::<f64>();
        self.kind == choice.kind
            && self.places.iter().any(|p| p.start <= choice.value.start && choice.value.end <= p.end)
            && number.is_ok_and(|n| self.numbers.iter().any(|m| (m.abs() - n).abs() < 1e-9))
    }
}

/// Every labelled finding of an article that has an outcome.
pub(crate) fn labels(article: &Abstract, labelled: &Value) -> Vec<Label> {
    let mut out = Vec::new();
    for finding in labelled["findings"].as_array().into_iter().flatten() {
        let Some(kind) = KINDS.iter().position(|k| Some(*k) == finding["kind"].as_str()) else { continue };
        let Some(outcome) = finding["outcome"].as_str() else { continue };
        let also = finding["outcome_also"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let numbers = ["value", "percent", "count"].iter().filter_map(|k| finding[*k].as_f64());
        let numbers = numbers.chain(finding["p"]["value"].as_f64()).collect();
        let start = usize::try_from(finding["section"].as_i64().unwrap_or(-1))
            .map_or(0, |i| article.sections().get(i).map_or(0, |s| s.span().start));
        let quote = finding["quote"].as_str().unwrap_or("");
        let from = &article.as_str()[start..];
        let places = from.match_indices(quote).map(|(at, q)| start + at..start + at + q.len()).collect();
        out.push(Label {
            kind,
            places,
            numbers,
            names: std::iter::once(outcome).chain(also).map(str::to_owned).collect(),
        });
    }
    out
}

/// How much a phrase shares of its words with the nearest of the names.
fn likeness(phrase: &str, names: &[String]) -> f64 {
    names.iter().map(|name| alike(phrase, name)).fold(0.0, f64::max)
}

/// Which phrases share at least half of their words with one of the names, and nearly as much as the nearest of them.
pub(crate) fn right<'a>(phrases: impl Iterator<Item = &'a str>, names: &[String]) -> Vec<bool> {
    let likeness: Vec<f64> = phrases.map(|phrase| likeness(phrase, names)).collect();
    let best = likeness.iter().copied().fold(0.0, f64::max);
    likeness.into_iter().map(|own| own >= 0.5 && own > best - NEARLY).collect()
}
