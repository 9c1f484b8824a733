//! Hits as a search shows them: the article's line, the results that fit below it.

use super::answer::{Answer, Fitting};
use crate::view::terminal::{self, HitLine};

/// One article; with its results, or how many there are.
pub(super) fn article(answer: &Answer, short: bool) -> String {
    let record = &answer.article.found.record;
    let journal = &record.journal;
    let line = HitLine {
        id: answer.article.id(),
        year: record.dates.year(),
        journal: journal.iso.as_deref().or(journal.title.as_deref()),
        title: record.title(),
        flags: record.flags().iter().map(|flag| flag.name()).collect(),
        people: answer.people,
        results: answer.results.len(),
    };
    let rows: Vec<[String; 5]> =
        if short { Vec::new() } else { answer.results.iter().map(|(_, told)| row(answer, told)).collect() };
    terminal::hit(&line, &rows)
}

/// Notation, outcome, groups, time, words.
fn row(answer: &Answer, told: &Fitting) -> [String; 5] {
    let some = |text: &Option<String>| text.clone().unwrap_or_default();
    let (arm, comparator, rest) = match (told, answer.finding(told)) {
        (_, Some(finding)) => {
            let name = |id: Option<crate::finding::ArmId>| {
                answer.article.extraction.arms.get(usize::from(id?.0)).map(|arm| arm.name.clone())
            };
            let outcome = finding.outcome.as_ref().map_or_else(String::new, |outcome| outcome.text.clone());
            let time = finding.time_point.as_ref().map_or_else(String::new, ToString::to_string);
            let quote = finding.span.of(answer.article.found.record.text.as_str()).to_owned();
            (name(finding.arm), name(finding.comparator), [finding.result.to_string(), outcome, time, quote])
        }
        (Fitting::Row(row), None) => (
            row.told.arm.clone(),
            row.told.comparator.clone(),
            [row.told.result.clone(), some(&row.told.outcome), some(&row.told.time), some(&row.quote)],
        ),
        (Fitting::Read(_), None) => (None, None, Default::default()),
    };
    let arms = match (arm, comparator) {
        (Some(arm), Some(comparator)) => format!("{arm} v {comparator}"),
        (Some(arm), None) => arm,
        (None, Some(comparator)) => format!("v {comparator}"),
        (None, None) => String::new(),
    };
    let [result, outcome, time, quote] = rest;
    [result, outcome, arms, time, quote]
}
