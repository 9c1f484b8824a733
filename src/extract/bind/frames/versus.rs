//! One value against another.

use super::respectively::in_pairs;
use super::{Scene, order_in};
use crate::finding::{ArmId, Direction, Number, Reported};
use crate::lex::Cue;

/// `36.9% vs. 21.2%`: one bound value gives the other; two free ones take the order the sentence, or the trial, has set.
pub(super) fn versus(scene: &mut Scene<'_, '_>) {
    let within = each_of_its_own(scene);
    // "lower with A than with B: 12% vs 8% and 9% vs 5%"
    let pairs = scene.rows().filter(|row| row.len() == 2 || row.len() > 2 && in_pairs(scene, row));
    let pairs: Vec<&[usize]> = pairs.flat_map(|row| row.chunks(2)).collect();
    for row in pairs {
        let [a, b] = *row else { continue };
        let between = scene.readings[a].last + 1..scene.readings[b].first;
        let compared = between.clone().any(|k| scene.s.cue(k) == Cue::Versus);
        if !compared && !between.clone().any(|k| scene.s.cue(k) == Cue::And) {
            continue;
        }
        match (scene.bound[a], scene.bound[b]) {
            (Some(arm), None) if compared && within => scene.bind(b, arm),
            (Some(arm), None) if compared => {
                if let Some(other) = scene.arms.other(arm) {
                    scene.bind(b, other);
                }
            }
            (None, Some(arm)) if compared => {
                if let Some(other) = scene.arms.other(arm) {
                    scene.bind(a, other);
                }
            }
            (None, None) => {
                let place = scene.readings[a].first;
                // "higher with A than with B (12% vs 8%)", "higher with A (12% vs 8%)".
                let said = order_in(scene, 0, place).or_else(|| {
                    let one = scene.mentions.iter().rev().find(|m| m.last < place && compared)?;
                    let other = scene.arms.other(one.arm)?;
                    // "more responders than in the B group (62% vs 36%)"
                    let behind =
                        (one.first.saturating_sub(3)..one.first).any(|k| scene.s.cue(k) == Cue::Versus);
                    Some(if behind { (other, one.arm) } else { (one.arm, other) })
                });
                // "With A, one was 45% and the other 31%; with B, they were 23% and 12%": both of the arm that leads.
                if let Some(leader) = said.filter(|_| !compared).and_then(|order| leader(scene, order, place))
                {
                    scene.bind(a, leader);
                    scene.bind(b, leader);
                    continue;
                }
                let said = said.or_else(|| more_with(scene, a, b).filter(|_| compared));
                let set = || scene.order.filter(|_| compared && !scene.others_said(place));
                if let Some((first, second)) = said.or_else(set) {
                    scene.bind(a, first);
                    scene.bind(b, second);
                }
            }
            _ => {}
        }
    }
}

/// The second arm of an order, where it leads a clause of its own: the value before it is the first arm's, and none stands
/// between it and the row.
fn leader(scene: &Scene<'_, '_>, (first, second): (ArmId, ArmId), row: usize) -> Option<ArmId> {
    let mention = scene.mentions.iter().rfind(|m| m.arm == second && m.last < row)?;
    let before = scene.values.iter().rfind(|i| scene.readings[**i].first < row)?;
    let led = scene.mentions.iter().any(|m| m.arm == first && m.last < scene.readings[*before].first);
    let theirs = led && scene.readings[*before].last < mention.first && scene.bound[*before] != Some(second);
    theirs.then_some(second)
}

/// `A: 12.4 vs 7.8; B: 10.0 vs 11.0`: two arms each with a comparison of its own, so that both its sides are of that arm.
fn each_of_its_own(scene: &Scene<'_, '_>) -> bool {
    let mut arms = scene.rows().filter_map(|row| match *row {
        [a, b] if scene.bound[b].is_none() => Some(scene.bound[a]),
        _ => None,
    });
    let Some(Some(first)) = arms.next() else { return false };
    let mut others = false;
    for arm in arms {
        let Some(arm) = arm else { return false };
        others |= arm != first;
    }
    others
}

/// Items between a comparison and the arm that it was more frequent with, at most.
const BEHIND: usize = 40;

/// `(50% vs 44%) … were more frequent with A`: the arm behind, which has the greater of the two.
fn more_with(scene: &Scene<'_, '_>, a: usize, b: usize) -> Option<(ArmId, ArmId)> {
    let end = scene.readings[b].last;
    let mention = scene.mentions.iter().find(|m| m.first > end && m.first <= end + BEHIND)?;
    let near = mention.first.saturating_sub(6)..mention.first;
    let direction = near.clone().find_map(|i| scene.s.direction(i))?;
    if !near.clone().any(|i| scene.s.cue(i) == Cue::Preposition)
        || near.clone().any(|i| scene.s.cue(i) == Cue::Versus)
    {
        return None;
    }
    let other = scene.arms.other(mention.arm)?;
    let greater = share(scene, a)? > share(scene, b)?;
    Some(if greater == (direction == Direction::Higher) {
        (mention.arm, other)
    } else {
        (other, mention.arm)
    })
}

/// The percentage or the count of a share, the value of a quantity.
fn share(scene: &Scene<'_, '_>, reading: usize) -> Option<f64> {
    match &scene.readings[reading].result {
        Reported::Proportion(share) => share.percent.or(share.count).map(Number::to_f64),
        Reported::Quantity(quantity) => quantity.value.map(Number::to_f64),
        _ => None,
    }
}

/// `four [5%] vs none`, `0 v 12%`: one value of a comparison whose other side is no number.
pub(super) fn one_side(scene: &mut Scene<'_, '_>) {
    for i in scene.values.iter().copied() {
        let (first, last) = (scene.readings[i].first, scene.readings[i].last);
        let before =
            scene.s.cue(last + 1) == Cue::Versus && scene.s.is_word(last + 2, &["none", "no", "zero", "0"]);
        let behind = first > 1
            && scene.s.cue(first - 1) == Cue::Versus
            && scene.s.is_word(first - 2, &["none", "no", "zero", "0"]);
        if !before && !behind {
            continue;
        }
        if let Some((a, b)) = order_in(scene, 0, first).or(scene.order) {
            scene.bind(i, if before { a } else { b });
        }
    }
}
