//! What a factor goes with, where its estimate stands behind both: `a low score was associated with stroke (hazard ratio, 1.3)`,
//! `fever was a predictor of relapse (odds ratio, 2.1)`.

use super::candidates::Candidate;
use super::continued::named_from;
use super::nature::{MEASURED, nature};
use super::phrase::last_word;
use super::subject::subject_of;
use crate::extract::bind::frames::Scene;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::Reported;
use crate::lex::{Cue, Sort};
use crate::text::Span;

/// Items between a tie and the bracket of its estimate, at most.
const FAR: usize = 16;

/// Items from a tie back to the start of its clause, at most.
const CLAUSE: usize = 30;

/// Words that only stand behind a factor.
const SURE: &[&str] = &[
    "predictor",
    "predictors",
    "predictive",
    "factor",
    "factors",
    "determinant",
    "determinants",
    "indicator",
];

/// The word that stands between a factor and what it goes with, whichever comes first.
const EITHER: &[&str] = &["associated"];

/// What stands between the word that ties a factor to it and the bracket of a ratio.
pub(super) fn of_factor(scene: &Scene<'_, '_>, all: &[Candidate], reading: &Reading) -> Option<Span> {
    let s = scene.s;
    let Reported::Estimate(estimate) = &reading.result else { return None };
    if !estimate.measure.is_ratio() || !s.may_say(&[Sort::Ties, Sort::Factor]) {
        return None;
    }
    let open = reading.first.checked_sub(1).filter(|b| s.opens(*b))?;
    let tie = tie_before(s, open).filter(|k| s.is_word(k + 1, &["with", "of", "to", "for"]))?;
    // "of both shorter survival (…) and …"
    let from = tie + 2 + usize::from(s.is_word(tie + 2, &["both"]));
    let of = named_from(scene, all, from, tie)?;
    if s.is_word(tie, SURE) {
        return Some(of);
    }
    // "was associated with a greater risk of relapse"
    if (from..from + 4).any(|k| s.is_of(k, Sort::Head) && s.cue(k + 1) == Cue::Of) {
        return Some(of);
    }
    // "relapse was associated with fever (…)": what befalls people goes first.
    let clause = (tie.saturating_sub(CLAUSE)..tie).rev();
    let befalls = clause
        .take_while(|k| !matches!(s.mark(*k), Some(';' | ':')))
        .any(|k| [Sort::Struck, Sort::Happens, Sort::Free].iter().any(|sort| s.is_of(k, *sort)));
    if befalls {
        subject_of(scene, all, tie)
    } else {
        (nature(last_word(of.of(s.text))) == MEASURED).then_some(of)
    }
}

/// The word that ties a factor to something, before a bracket and in its clause.
fn tie_before(s: &Sentence<'_>, open: usize) -> Option<usize> {
    let depth = s.items.get(open)?.depth;
    let ties = |k: usize| s.is_word(k, SURE) || s.is_word(k, EITHER);
    let ends = |k: usize| {
        s.items[k].depth > depth
            || s.mark(k).is_some_and(|mark| mark != '-')
            || matches!(s.cue(k), Cue::Was | Cue::Versus | Cue::And)
            || s.is_of(k, Sort::Turn)
    };
    (open.saturating_sub(FAR)..open).rev().find(|k| ties(*k) || ends(*k)).filter(|k| ties(*k))
}
