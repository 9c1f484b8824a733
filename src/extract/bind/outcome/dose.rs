//! How much people took: `the mean daily dose of tolvarin was 12 mg`, `(mean dose, 8 mg/day)`. What they took is no outcome, the
//! dose is.

use super::candidates::Candidate;
use super::nature::{MEASURED, nature};
use super::phrase::{content, last_word};
use crate::extract::bind::frames::Scene;
use crate::extract::read::Reading;
use crate::finding::Reported;
use crate::lex::{Cue, Sort};
use crate::text::Span;

/// Items from the word to its value, at most, and words of what was taken or of how often.
const REACH: usize = 16;
const NAMED: usize = 4;

const DOSE: &[&str] = &["dose", "doses", "dosage", "dosages"];
/// Words before it that say that it was reckoned, as a statistic does.
const RECKONED: &[&str] = &["daily", "total", "average", "final", "maintenance", "modal", "cumulative"];
/// Units in which more than doses are given say nothing.
const UNITS: &[&str] = &["mg", "g", "microg", "mcg", "u", "iu", "units", "tablets", "ml", "mcg", "gy", "cgy"];

/// The dose that a quantity is.
pub(super) fn dose(scene: &Scene<'_, '_>, all: &[Candidate], reading: &Reading) -> Option<Span> {
    let s = scene.s;
    let unit = match &reading.result {
        Reported::Quantity(quantity) => quantity.unit.as_deref(),
        // "required a lower total dose of tolvarin (P = 0.03)"
        Reported::PValue(_) => None,
        _ => return None,
    };
    let amount = |unit: &str| {
        let whole = unit.split(['/', ' ']).next().unwrap_or(unit);
        UNITS.iter().any(|known| known.eq_ignore_ascii_case(whole)) || unit.starts_with(['μ', 'µ'])
    };
    if reading.outcome.is_some() || !unit.is_none_or(amount) {
        return None;
    }
    let at = back(scene, all, reading)?;
    let before = |k: usize| k.checked_sub(1);
    let part = |k: usize| {
        content(s, k) && !matches!(s.cue(k), Cue::Happened) || s.mark(k) == Some('-') && !s.items[k].spaced
    };
    let mut first = at;
    while let Some(b) = before(first).filter(|b| at - b <= NAMED && part(*b)) {
        first = b;
    }
    let arm = |k: usize| scene.mentions.iter().find(|m| m.first <= k && k <= m.last);
    if first == at
        && let Some(arm) = before(at).and_then(arm)
    {
        first = arm.first;
    }
    let reckoned = (first.saturating_sub(NAMED)..at)
        .any(|k| matches!(s.cue(k), Cue::Statistic(_)) || s.is_word(k, RECKONED));
    let other = (first..at)
        .any(|k| s.is_word(k, &["first", "second", "third", "single", "each"]) || s.is_of(k, Sort::Gauged));
    // "after the mean dose", "the number of doses"
    let over =
        before(first).is_some_and(|b| s.is_word(b, &["of", "after", "before", "following", "from", "than"]));
    // "the dose of tolvarin was", "doses were"
    let begins = before(first).is_none_or(|b| {
        s.cue(b) == Cue::Article && before(b).is_none_or(|b| s.mark(b).is_some() || s.cue(b) == Cue::And)
            || matches!(s.mark(b), Some(',' | ';'))
            || s.cue(b) == Cue::And
    });
    let verb = (at + 1..reading.first).any(|k| {
        s.cue(k) == Cue::Was || s.is_word(k, &["increased", "decreased", "rose", "fell", "declined"])
    });
    // "at a mean dose of 12 mg, was better (P = 0.03)": whom a P value is of.
    let whom = |k: usize| s.is_word(k, &["at", "with", "by", "as"]) || s.items[k].numeric();
    if matches!(reading.result, Reported::PValue(_))
        && ((first.saturating_sub(NAMED)..at).any(whom)
            || (at + 1..reading.first).any(|k| s.items[k].numeric()))
    {
        return None;
    }
    // "needed lower doses of tolvarin (P = 0.03)"
    let weighed = matches!(reading.result, Reported::PValue(_))
        && before(first)
            .is_some_and(|b| s.is_word(b, &["lower", "higher", "smaller", "larger", "greater", "less"]));
    if !(reckoned || begins && verb || weighed) || other || over {
        return None;
    }
    // "the dose of tolvarin was"
    let mut last = at;
    if s.cue(at + 1) == Cue::Of {
        let from = at + 2 + usize::from(s.cue(at + 2) == Cue::Article);
        let named = (from..from + NAMED).take_while(|k| content(s, *k) && arm(*k).is_none()).last();
        let of = arm(from).map(|m| m.last).or(named);
        // "doses of tolvarin 12 mg and of pentrax 30 mg": each is beside its value.
        let beside = |of: usize| scene.readings.iter().any(|r| r.first == of + 1);
        last = of.filter(|of| *of < reading.first && !beside(*of)).unwrap_or(at);
    }
    Some(s.items[first].span.to(s.items[last].span))
}

/// The word, where nothing but whose dose it is and when stands between it and its value.
fn back(scene: &Scene<'_, '_>, all: &[Candidate], reading: &Reading) -> Option<usize> {
    let s = scene.s;
    let mut k = reading.first;
    let mut words = 0;
    while let Some(b) = k.checked_sub(1).filter(|b| reading.first - b <= 2 * REACH) {
        if s.is_word(b, DOSE) {
            let named = |c: &Candidate| {
                c.first > b && c.last < reading.first && nature(last_word(s.words(c.last))) == MEASURED
            };
            let clear = !content(s, b + 1) && !all.iter().any(named);
            return clear.then_some(b);
        }
        if let Some(other) = scene.readings.iter().find(|r| r.first <= b && b <= r.last) {
            if !matches!(other.result, Reported::Quantity(_)) {
                return None;
            }
            k = other.first.min(b);
            continue;
        }
        if let Some(arm) = scene.mentions.iter().find(|m| m.first <= b && b <= m.last) {
            k = arm.first;
            continue;
        }
        // "the dose of tolvarin was reduced from 12 mg", "the total dose given was 12 mg"
        let given = s.is_word(
            b,
            &["given", "administered", "required", "used", "prescribed", "needed", "received", "taken"],
        ) || s.is_word(
            b,
            &["reduced", "decreased", "increased", "rose", "fell", "declined", "lower", "higher", "greater"],
        ) && (s.is_word(b + 1, &["from", "by", "to", "in", "with", "on", "than"])
            || s.opens(b + 1));
        let passes = match s.cue(b) {
            _ if given => true,
            Cue::Lower
            | Cue::Higher
            | Cue::Difference
            | Cue::Happened
            | Cue::Measure { .. }
            | Cue::Received => false,
            _ if s.mark(b).is_some() => !matches!(s.mark(b), Some(';' | '.' | '<' | '>')),
            _ => !(s.words(b).ends_with("ed") || s.is_of(b, Sort::Turn) || s.is_of(b, Sort::Clause)),
        };
        words += usize::from(content(s, b));
        if !passes || words > NAMED {
            return None;
        }
        k = b;
    }
    None
}
