//! The two arms that a statement before the result's own sets against each other, where its own names none.

use super::super::arms::Mention;
use super::super::frames::{Scene, order_in};
use super::list;
use super::tied::tied;
use crate::extract::read::Reading;
use crate::finding::{ArmId, Measure, Reported};
use crate::lex::Cue;

/// `The hazard ratio was 0.63 …`: of more than two arms those that the sentence before held against each other, where a sentence
/// with an estimate names none.
pub(super) fn sentence_before(scene: &Scene<'_, '_>, reading: &Reading) -> Option<(ArmId, ArmId)> {
    let s = scene.s;
    let none = scene.mentions.is_empty() && scene.further.is_empty() && scene.subjects.is_empty();
    let estimate = match &reading.result {
        Reported::Estimate(e) => e.measure != Measure::RegressionCoefficient,
        // "The difference was significant (P = 0.02).", "Sleep was better as well (P = 0.02)."
        Reported::PValue(_) => {
            !(0..reading.first).any(|i| s.is_word(i, &["other", "pairwise", "any", "all"]))
        }
        _ => false,
    };
    // "between treatment groups" may be of all.
    // But "no difference between the groups" is of the two.
    let between = |i: usize| (i.saturating_sub(3)..i).any(|k| s.is_word(k, &["between"]));
    let groups = |i: usize| {
        (s.cue(i) == Cue::Group || s.is_word(i, &["groups", "arms", "trials", "studies"])) && !between(i)
    };
    let of_all = || (0..reading.first).any(groups);
    scene.before.filter(|_| none && estimate && scene.arms.count() > 2 && !tied(scene) && !of_all())
}

/// `A was better than B for pain (0.63 …); for sleep there was no difference (0.97 …)`: the two that the statement before in the
/// same sentence sets against each other, where no other is named.
pub(super) fn told_before(scene: &Scene<'_, '_>, start: usize, reading: &Reading) -> Option<(ArmId, ArmId)> {
    let own = |m: &Mention| m.first >= start && m.first < reading.first;
    let alike = |r: &Reading| r.last < start;
    let before = scene.mentions.iter().filter(|m| m.last < reading.first);
    if start == 0 || scene.mentions.iter().any(own) || !scene.readings.iter().any(alike) {
        return None;
    }
    let pair =
        order_in(scene, 0, reading.first).filter(|pair| list::of(scene, 0, reading, *pair).is_none())?;
    before.clone().all(|m| m.arm == pair.0 || m.arm == pair.1).then_some(pair)
}
