//! The units that doses are given in, and what stands behind them.

use crate::extract::bind::words::Word;
use crate::extract::sentence::Sentence;
use crate::lex::{Cue, Sort};

/// Whether a unit that doses are given in stands here.
pub(in crate::extract::bind::arms) fn unit(word: &Word<'_>) -> bool {
    word.cue == Cue::Dose || word.is_of(Sort::Amount)
}

/// Which unit it is, however it is printed: 1 mg is not 1 microg.
pub(in crate::extract::bind::arms) fn measure(unit: &Word<'_>) -> Measure {
    let text = unit.text.as_bytes();
    let starts =
        |head: &str| text.get(..head.len()).is_some_and(|own| own.eq_ignore_ascii_case(head.as_bytes()));
    if ["micro", "mcg", "ug", "µg", "μg"].iter().any(|head| starts(head)) {
        Measure::Microgram
    } else if ["mg", "milli"].iter().any(|head| starts(head)) {
        Measure::Milligram
    } else if starts("g") && !starts("gy") {
        Measure::Gram
    } else {
        Measure::Other
    }
}

/// A unit of doses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::extract::bind::arms) enum Measure {
    Microgram,
    Milligram,
    Gram,
    Other,
}

/// What a dose is given for: "mg/kg", "g per day".
fn per(word: &Word<'_>) -> bool {
    matches!(word.cue, Cue::Time(_)) || word.is(&["kg", "d", "m2", "m", "day", "dose", "body", "weight"])
}

/// The word behind a unit, and behind what it is given for and how often: the drug of `5 mg/kg per day of tolvarin`.
pub(in crate::extract::bind::arms) fn behind(words: &[Word<'_>], unit: usize) -> usize {
    const LONGEST: usize = 8;
    let mut at = unit + 1;
    while at < unit + LONGEST {
        let Some(word) = words.get(at) else { break };
        let next = || words.get(at + 1).is_some_and(|w| per(w));
        if (word.text == "/" || word.is(&["per", "a"])) && next() {
            at += 2;
        } else if matches!(word.cue, Cue::Of | Cue::Dose) || word.is(OFTEN) {
            at += 1;
        } else {
            break;
        }
    }
    at
}

/// How often a strength is given.
const OFTEN: &[&str] = &["daily", "once", "twice", "bid", "qd", "tid", "od", "bd"];

/// `5 mg/dl`, `5 ng ml-1`: a level, and no strength.
pub(in crate::extract::bind::arms) fn level(words: &[Word<'_>], unit: usize) -> bool {
    const OF: &[&str] =
        &["dl", "l", "ml", "mmol", "mol", "g", "liter", "litre", "L", "mg", "µl", "μl", "cells"];
    match words.get(unit + 1) {
        Some(w) if w.text == "/" => words.get(unit + 2).is_some_and(|w| w.is(OF)),
        Some(w) => w.is(OF),
        None => false,
    }
}

/// Before the "doses of" that end at `b`: of "tolvarin at doses of 5 mg" the drug.
pub(super) fn before_dose(words: &[Word<'_>], b: usize) -> usize {
    let said = (b.saturating_sub(DOSE)..=b).rev().take_while(|at| speaks_of_dose(&words[*at]));
    let from = said.last().unwrap_or(b + 1);
    let dose = (from..=b).any(|at| words[at].cue == Cue::Dose);
    if dose && from > 0 { from - 1 } else { b }
}

/// Words from a drug to its strength that only say "at a daily dose of", at most.
const DOSE: usize = 5;

/// "at a daily dose of", between a drug and its strength.
fn speaks_of_dose(word: &Word<'_>) -> bool {
    matches!(word.cue, Cue::Of | Cue::Article)
        || word.is(&["dose", "doses", "dosage", "dosages", "at", "in", "daily", "single", "given"])
}

/// The strength behind the word at `k`, and behind "at a dose of" and a bracket that opens.
pub(in crate::extract::bind::arms) fn behind_drug(s: &Sentence<'_>, words: &[Word<'_>], k: usize) -> usize {
    let opens = |at: usize| usize::from(words.get(at).is_some_and(|w| s.opens(w.item)));
    let said = words.iter().skip(k + 1).take(DOSE).take_while(|w| speaks_of_dose(w)).count();
    let dose = words[k + 1..k + 1 + said].iter().any(|w| w.cue == Cue::Dose);
    let at = k + 1 + if dose { said } else { 0 };
    at + opens(at)
}
