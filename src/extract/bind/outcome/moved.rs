//! What has moved, behind how far it did: `a 22% decrease in pulse`, `12% (95% CI, 9 to 15) more visits`, `a fall of 12 mm in depth`.

use super::candidates::Candidate;
use super::changes::NOUNS;
use super::clause::arm_to;
use super::nature::{nature, surrounds};
use super::phrase::last_word;
use crate::extract::bind::frames::Scene;
use crate::extract::read::Reading;
use crate::finding::Reported;
use crate::lex::{Cue, Sort};
use crate::text::Span;

/// Items from a value to its noun of change, at most.
const NEAR: usize = 4;

/// What stands behind the noun of change that a value goes with.
pub(super) fn moved(scene: &Scene<'_, '_>, all: &[Candidate], reading: &Reading) -> Option<Span> {
    let s = scene.s;
    if !matches!(
        reading.result,
        Reported::Quantity(_) | Reported::RelativeChange(_) | Reported::Estimate(_) | Reported::Proportion(_)
    ) {
        return None;
    }
    let ties = |k: usize| s.cue(k) == Cue::Of || s.is_word(k, &["in", "for"]);
    let before = |k: usize| reading.first.checked_sub(k);
    let moves = |k: usize| {
        s.is_word(k, NOUNS)
            || s.is_word(k, &["fall", "falls", "drop", "gain", "loss", "elevation", "prolongation"])
    };
    // "a fall of 12 mm in depth"
    let of_value = before(1).is_some_and(|b| s.cue(b) == Cue::Of) && before(2).is_some_and(moves);
    let tie = if of_value && s.is_word(reading.last + 1, &["in"]) {
        reading.last + 1
    } else {
        // "22 +/- 5% decrease in", "12% (95% CI, 9 to 15) greater fall in"
        let passes = |k: &usize| {
            s.closes(*k)
                || s.mark(*k) == Some('-')
                || s.is_word(
                    *k,
                    &[
                        "point",
                        "points",
                        "significant",
                        "relative",
                        "absolute",
                        "mean",
                        "greater",
                        "larger",
                        "overall",
                    ],
                )
        };
        let noun =
            (reading.last..reading.last + NEAR).find(|k| *k > reading.last && !passes(k) || moves(*k))?;
        if !moves(noun) || !ties(noun + 1) {
            return None;
        }
        noun + 1
    };
    let from = tie + 1 + usize::from(s.cue(tie + 1) == Cue::Article);
    let counted = s.is_of(from, Sort::Head) && s.cue(from + 1) == Cue::Of;
    let from = from + 2 * usize::from(counted);
    let from = from + usize::from(counted && s.cue(from) == Cue::Article);
    // "in mean arterial pressure"
    let from = from + usize::from(matches!(s.cue(from), Cue::Statistic(_)));
    if arm_to(scene, from).is_some() || s.is_word(from, &["favour", "favor"]) {
        return None;
    }
    let run = all.iter().find(|c| c.first <= from && from <= c.last)?.run;
    let of = all.iter().find(|c| c.run == run && c.first >= from && c.first <= from + 1)?;
    let other = surrounds(nature(last_word(s.words(of.last))));
    (!other).then(|| of.span(s))
}
