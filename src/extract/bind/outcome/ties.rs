//! What a result is held against, and not of: `weight correlated with age (r = 0.4) and income (r = 0.2)`, `survival was affected by
//! fever (P = 0.02)`, `remained lower after adjustment for sex (P = 0.03)`. The names behind such a tie are no candidates.

use super::candidates::Candidate;
use super::phrase::content;
use super::subject::subject_of;
use crate::extract::bind::frames::Scene;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::{Measure, Reported};
use crate::lex::{Cue, Sort};
use crate::text::Span;

/// Words that tie what was measured to what stands behind the preposition.
const WITH: &[&str] = &["correlated", "correlates", "correlate"];
const BY: &[&str] = &["affected", "influenced", "predicted", "determined", "explained"];
/// Words of what a result was reckoned without.
const FOR: &[&str] = &[
    "after adjustment",
    "adjusted",
    "adjusting",
    "adjustment",
    "adjustments",
    "controlled",
    "controlling",
    "correction",
    "correcting",
    "corrected",
];
const WITHOUT: &[&str] = &["excluding", "excluded"];

/// Items from a tie to the first result behind it, and from one to the next, at most.
const REACH: usize = 20;

/// The stretches whose names results are held against.
pub(super) fn held_against(scene: &Scene<'_, '_>) -> Vec<(usize, usize)> {
    let s = scene.s;
    if !scene.readings.iter().any(|r| s.items.get(r.first).is_some_and(|item| item.depth > 0) && weighs(r)) {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut k = 0;
    while k + 1 < s.items.len() {
        let Some(from) = tie(s, k) else {
            k += 1;
            continue;
        };
        let end = end(scene, from);
        if let Some(end) = end {
            out.push((from, end));
        }
        k = end.unwrap_or(k).max(k) + 1;
    }
    out
}

/// Letters of a word that ties, at least: most words have fewer, and are asked nothing more.
const LONG: usize = 8;

/// Where what a tie names begins.
fn tie(s: &Sentence<'_>, k: usize) -> Option<usize> {
    if s.length(k) < LONG {
        return None;
    }
    let correlates = s.is_word(k, WITH);
    if !correlates && !s.is_word(k, BY) && !s.is_word(k, FOR) && !s.is_word(k, WITHOUT) {
        return None;
    }
    let shades = |k: usize| s.words(k).ends_with("ly") || s.is_word(k, &["only", "also", "well", "for"]);
    let behind = k + 1 + usize::from(shades(k + 1) && !s.is_word(k + 1, &["for"]));
    // "After adjusting for sex, weight fell (P = 0.03)"
    let first = if k > 0 && s.is_word(k - 1, &["after", "when"]) { k - 1 } else { k };
    let led = first < k || s.is_word(k, &["after adjustment"]);
    let fronted = led
        && first
            .checked_sub(1)
            .is_none_or(|b| matches!(s.mark(b), Some(',' | ';')) || s.is_word(b, &["and", "but", "even"]));
    if correlates && s.is_word(behind, &["with", "to"])
        || s.is_word(k, BY) && s.is_word(behind, &["by"])
        || !fronted && s.is_word(k, FOR) && s.is_word(behind, &["for"])
    {
        return Some(behind + 1);
    }
    if fronted {
        return None;
    }
    (s.is_word(k, WITHOUT) && k.checked_sub(1).is_some_and(|b| s.is_word(b, &["after", "when", "we"])))
        .then_some(k + 1)
}

/// Where the last of the names behind a tie ends: right before the bracket of its result.
fn end(scene: &Scene<'_, '_>, from: usize) -> Option<usize> {
    let s = scene.s;
    let correlates = (from.saturating_sub(NEAR)..from).any(|k| s.is_word(k, WITH));
    let mut last = None;
    let mut k = from;
    let mut near = from;
    while k < s.items.len() && k < near + REACH {
        if let Some(reading) = scene.readings.iter().find(|r| r.first == k) {
            if !weighs(reading) || correlates && !correlation(reading) {
                return last;
            }
            let open = (near..k).rfind(|k| s.opens(*k));
            // "adjusted for covariates (age, P = 0.02)": a name of its own.
            if open.is_some_and(|open| (open..k).any(|k| content(s, k))) {
                return last;
            }
            last = open.or(last);
            k = reading.last + 1;
            near = k;
            continue;
        }
        let ends = matches!(s.mark(k), Some(';' | ':'))
            || s.items.get(k).is_some_and(|item| item.depth == 0)
                && (matches!(s.cue(k), Cue::Was | Cue::Happened)
                    || s.is_of(k, Sort::Turn)
                    || s.is_word(k, &["had", "showed", "did", "remained"]));
        if ends {
            return last;
        }
        k += 1;
    }
    last
}

/// `Weight gain was correlated with age (r = 0.4)`: the subject of the verb that ties.
pub(super) fn correlated(
    scene: &Scene<'_, '_>,
    all: &[Candidate],
    held: &[(usize, usize)],
    reading: &Reading,
) -> Option<Span> {
    let s = scene.s;
    let of = correlation(reading);
    let (from, _) =
        held.iter().rev().find(|(from, end)| of && *from < reading.first && reading.first <= end + NEAR)?;
    let verb = (from.saturating_sub(3)..*from).find(|k| s.is_word(*k, WITH))?;
    subject_of(scene, all, verb)
}

/// Items of a bracket before its result, at most.
const NEAR: usize = 3;

/// Whether a result is a correlation.
fn correlation(reading: &Reading) -> bool {
    matches!(&reading.result, Reported::Estimate(estimate)
        if matches!(estimate.measure, Measure::Correlation | Measure::RegressionCoefficient))
}

/// Whether a result may be of a tie: a correlation, a P value, a ratio.
fn weighs(reading: &Reading) -> bool {
    match &reading.result {
        Reported::PValue(_) => true,
        Reported::Estimate(estimate) => estimate.measure.is_ratio() || correlation(reading),
        _ => false,
    }
}
