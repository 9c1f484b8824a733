use crate::finding::{Finding, Measure, Number, Reported};
use crate::text::Span;

use super::rounding::Bounds;
use super::{Article, Grade, Ruling, Verdict};

/// Results of a conclusion that are looked at, and results each is set against, at most.
const MOST: usize = 64;

pub(super) fn run(article: &Article<'_>) -> Vec<Verdict> {
    let Some(place) = place(article) else { return Vec::new() };
    let (repeated, results): (Vec<_>, Vec<_>) = article
        .extraction
        .findings
        .iter()
        .enumerate()
        .filter_map(|(i, finding)| Some((i, finding, told(finding)?)))
        .partition(|(_, finding, _)| place.contains(finding.span));
    repeated
        .iter()
        .take(MOST)
        .filter_map(|(i, finding, (kind, value))| {
            let same: Vec<(usize, Number)> = results
                .iter()
                .filter(|(_, other, (of, _))| of == kind && one_thing(finding, other))
                .map(|(k, _, (_, value))| (*k, *value))
                .take(MOST)
                .collect();
            judge(article, place, *i, *value, &same)
        })
        .collect()
}

/// The last section, where it is a conclusion by its label.
fn place(article: &Article<'_>) -> Option<Span> {
    let last = article.text().sections().last()?;
    let is = |text: &Option<String>| {
        text.as_ref().is_some_and(|t| {
            let t = t.to_uppercase();
            t.contains("CONCLUSION") || t.contains("INTERPRETATION")
        })
    };
    (is(&last.label) || is(&last.category)).then(|| last.span())
}

/// What a number is of, as far as two of them can be compared.
#[derive(PartialEq)]
enum Kind {
    Estimate(Measure),
    Change,
    Share,
}

fn told(finding: &Finding) -> Option<(Kind, Number)> {
    match &finding.result {
        Reported::Estimate(e) => Some((Kind::Estimate(e.measure), e.value?)),
        Reported::RelativeChange(r) => Some((Kind::Change, r.percent)),
        Reported::Proportion(p) => Some((Kind::Share, p.percent?)),
        _ => None,
    }
}

/// Whether two results are of one outcome, the same people and time.
fn one_thing(a: &Finding, b: &Finding) -> bool {
    let words = |f: &Finding| f.outcome.as_ref().map(|o| o.text.to_lowercase());
    words(a).is_some()
        && words(a) == words(b)
        && a.arm == b.arm
        && a.time_point == b.time_point
        && a.subgroup.as_ref().map(|s| &s.text) == b.subgroup.as_ref().map(|s| &s.text)
}

fn judge(
    article: &Article<'_>,
    place: Span,
    i: usize,
    value: Number,
    same: &[(usize, Number)],
) -> Option<Verdict> {
    let (first, _) = same.first()?;
    // A conclusion may round what the results print in full.
    let range = Bounds::of(value.decimal);
    let agrees = |n: &Number| range.meets(Bounds::of(n.decimal));
    let verdict = |ruling, message, (k, n): (usize, Number)| {
        Verdict::new("conclusion", ruling, message, vec![i, k])
            .saw("conclusion", value)
            .saw("result", n)
            .computing("result", range.show_printed(value.decimal))
    };
    if let Some((k, n)) = same.iter().find(|(_, n)| agrees(n)) {
        return article.wants(Ruling::Agrees).then(|| {
            verdict(Ruling::Agrees, format!("the conclusion repeats {n} as {value}"), (*k, *n))
        });
    }
    // Any other place that prints the number is where it comes from.
    let elsewhere = article.text().as_str()[..place.start].contains(value.span.of(article.text().as_str()));
    let ruling = if elsewhere { Ruling::CannotTell } else { Ruling::Disagrees(Grade::Info) };
    article.wants(ruling).then(|| {
        let n = same[0].1;
        let message = match ruling {
            Ruling::CannotTell => format!("the results print {value}, of something else"),
            _ => format!("the conclusion says {value}, the results {n}"),
        };
        verdict(ruling, message, (*first, n))
    })
}
