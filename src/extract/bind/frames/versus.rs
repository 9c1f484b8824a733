//! One value against another.

mod against;
mod clash;
mod one_side;
mod within;

use super::super::arms::Mention;
use super::greater::{Sides, greater};
use super::order::held_against;
use super::respectively::{in_sets, mention_lists};
use super::{Scene, order_in, within as among};
use crate::finding::{ArmId, Direction, Number, Reported};
use crate::lex::{Cue, Sort};
use clash::{clashing, contradicts};
pub(super) use {against::against, clash::said, one_side::one_side, within::gone_on};

/// `36.9% vs. 21.2%`: one bound value gives the other; two free ones take the order the sentence, or the trial, has set.
pub(super) fn versus(scene: &mut Scene<'_, '_>) {
    let own = each_of_its_own(scene);
    let sets = |row: &'_ [usize]| if in_sets(scene, row, 2) { 2 } else { row.len() };
    let pairs: Vec<&[usize]> = scene.rows().flat_map(|row| row.chunks(sets(row))).collect();
    for (pair, arm) in pairs.iter().zip(within::of_one_arm(scene, &pairs)) {
        let free = pair.iter().all(|i| scene.bound[*i].is_none_or(|own| Some(own) == arm));
        if let Some(arm) = arm.filter(|_| free) {
            pair.iter().for_each(|i| scene.bind(*i, arm));
        }
    }
    // The arms of the pair before, the same twice where it tells of a change over time, and where it ends.
    let mut before: Option<((ArmId, ArmId), usize)> = None;
    for pair in pairs {
        let (a, b) = match *pair {
            [a, b] => (a, b),
            // "16% v 9%; 3%"
            [a, b, c] if versus_alone(scene, [a, b, c]) => (a, b),
            _ => continue,
        };
        let between = scene.readings[a].last + 1..scene.readings[b].first;
        let compared = between.clone().any(|k| scene.s.cue(k) == Cue::Versus);
        if !compared && !between.clone().any(|k| scene.s.cue(k) == Cue::And) {
            continue;
        }
        match (scene.bound[a], scene.bound[b]) {
            (Some(arm), None) if compared && own => scene.bind(b, arm),
            (Some(arm), None) if compared => {
                if let Some(other) = only_other(scene, arm).or_else(|| scene.arms.other(arm)) {
                    scene.bind(b, other);
                }
            }
            (None, Some(arm)) if compared => {
                if let Some(other) = only_other(scene, arm).or_else(|| scene.arms.other(arm)) {
                    scene.bind(a, other);
                }
            }
            (None, None) => {
                let place = scene.readings[a].first;
                // "decreased after A (503 vs 382), and so did that (245 vs 311)", "more with B (31% v 44%) and in that (21% v 37%)"
                let goes_on = |from: usize| {
                    scene.named(from, place).is_empty()
                        && (from..place).all(|k| scene.s.cue(k) != Cue::Versus)
                };
                if let Some((arms, end)) = before.filter(|(_, end)| compared && goes_on(*end + 1)) {
                    scene.bind(a, arms.0);
                    scene.bind(b, arms.1);
                    before = Some((arms, scene.readings[b].last.max(end)));
                    continue;
                }
                if let Some(sides) = greater(scene, a, b).filter(|_| compared) {
                    bind_sides(scene, a, b, sides);
                    before = sides.0.zip(sides.1).map(|arms| (arms, scene.readings[b].last));
                    continue;
                }
                // A group that only results name stands nearer: its own turn comes.
                if order_in(scene, 0, place).is_none() && nearer_further(scene, place) {
                    continue;
                }
                // "higher with A than with B (12% vs 8%)", "higher with A (12% vs 8%)".
                // "A was better than C (12 v 30), and B better than C (15 v 30)": the two named since the pair before.
                let since = scene.value_before(place).map_or(0, |last| last + 1);
                let held = compared && (since..place).any(|k| scene.s.cue(k) == Cue::Versus);
                let own = order_in(scene, since, place).filter(|_| held);
                let said = own.or_else(|| order_in(scene, 0, place)).or_else(|| {
                    let one = scene.mentions.iter().rev().find(|m| m.last < place && compared)?;
                    let other = the_other(scene, one.arm)?;
                    Some(if held_against(scene.s, one) { (other, one.arm) } else { (one.arm, other) })
                });
                // "rose with A (42 vs 45)": not of two arms, or not in the order in which they are said.
                let clash = || contradicts(scene, a, b).filter(|_| order_in(scene, 0, place).is_none());
                let told = compared.then(clash).flatten();
                if let Some(sides) = told.and_then(|told| clashing(scene, told, a, b, said)) {
                    bind_sides(scene, a, b, sides);
                    before = sides.0.zip(sides.1).map(|arms| (arms, scene.readings[b].last)).or(before);
                    continue;
                }
                // "With A, one was 45% and the other 31%; with B, they were 23% and 12%": both of the arm that leads.
                if let Some(leader) = said.filter(|_| !compared).and_then(|order| leader(scene, order, place))
                {
                    scene.bind(a, leader);
                    scene.bind(b, leader);
                    continue;
                }
                let turned = said.filter(|_| compared).and_then(|order| turned(scene, order, a, b));
                let said = turned.or(said).or_else(|| more_with(scene, a, b).filter(|_| compared));
                let said = said.or_else(|| listed_behind(scene, b).filter(|_| compared));
                let of_order =
                    |(x, y): (ArmId, ArmId)| scene.named(0, place).iter().all(|m| m.arm == x || m.arm == y);
                // "more often than with B (72 vs 60)" is not of an order that B leads.
                let led = |(x, y): (ArmId, ArmId)| {
                    let Some(one) = scene.named(0, place).last() else { return true };
                    let behind = held_against(scene.s, one);
                    // But of "improved with B (3.7 v 7.4)" B is the second.
                    let turns = || one.arm == y && contradicts(scene, a, b).is_some();
                    one.arm == if behind { y } else { x } || !behind && turns()
                };
                let set = || scene.printed.filter(|order| compared && of_order(*order) && led(*order));
                if let Some((first, second)) = said.or_else(set) {
                    scene.bind(a, first);
                    scene.bind(b, second);
                    before = compared.then_some(((first, second), scene.readings[b].last));
                } else if let Some(one) =
                    scene.named(0, place).last().filter(|m| compared && held_against(scene.s, m))
                {
                    // "superior to B (61% v 34%)", where nobody knows what was.
                    scene.bind(b, one.arm);
                }
            }
            _ => {}
        }
        if let [a, second, b, other] = *pair {
            for (of, reading) in [(a, second), (b, other)] {
                if let Some(arm) = scene.bound[of] {
                    scene.bind(reading, arm);
                }
            }
        }
    }
}

/// Gives the two values of a pair their arms, as far as these are known.
fn bind_sides(scene: &mut Scene<'_, '_>, a: usize, b: usize, sides: Sides) {
    for (reading, arm) in [(a, sides.0), (b, sides.1)] {
        if let Some(arm) = arm {
            scene.bind(reading, arm);
        }
    }
}

/// Whether the nearest name before a pair is of a group that only results name, while the arms of the trial are looked at.
fn nearer_further(scene: &Scene<'_, '_>, place: usize) -> bool {
    let last = |mentions: &[Mention]| mentions.iter().rfind(|m| m.last < place).copied();
    // "in the coughers versus controls, it was shorter (89 vs 107)": both names are before it.
    let both = || {
        let (named, known) = (among(scene.further, 0, place), among(scene.mentions, 0, place));
        let other = named.iter().rev().find(|m| !known.iter().any(|k| k.first == m.first));
        other.zip(named.last()).is_some_and(|(other, last)| {
            other.last < last.first
                && (other.last + 1..last.first)
                    .all(|k| matches!(scene.s.cue(k), Cue::Versus | Cue::Article | Cue::And | Cue::Group))
        })
    };
    match (last(scene.further), last(scene.mentions)) {
        _ if both() => true,
        (Some(further), Some(known)) => further.first > known.last,
        (Some(_), None) => true,
        _ => false,
    }
}

/// The arm that one is held against: the only other of the sentence, where "than" leads it, or else of the trial.
pub(super) fn the_other(scene: &Scene<'_, '_>, arm: ArmId) -> Option<ArmId> {
    let only = only_other(scene, arm);
    let led = |other: &ArmId| scene.mentions.iter().any(|m| m.arm == *other && held_against(scene.s, m));
    only.filter(led).or_else(|| scene.arms.other(arm)).or(only)
}

/// The only other arm that the sentence names.
pub(super) fn only_other(scene: &Scene<'_, '_>, arm: ArmId) -> Option<ArmId> {
    let mut others = scene.mentions.iter().map(|m| m.arm).filter(|other| *other != arm);
    let other = others.next()?;
    others.all(|next| next == other).then_some(other)
}

/// `16% v 9%; 3%`: of three the first two alone are set against each other, and a semicolon parts the third.
fn versus_alone(scene: &Scene<'_, '_>, [a, b, c]: [usize; 3]) -> bool {
    let s = scene.s;
    let between = |a: usize, b: usize| scene.readings[a].last + 1..scene.readings[b].first;
    let versus = |a: usize, b: usize| between(a, b).any(|k| s.cue(k) == Cue::Versus);
    let share = matches!(scene.readings[a].result, Reported::Proportion(_));
    share && versus(a, b) && !versus(b, c) && between(b, c).any(|k| s.mark(k) == Some(';'))
}

/// `A had more relapses (45% v 23%), whereas B had more bleeding (31% v 12%)`: behind another pair, the second arm with a
/// direction; which value is greater tells whose it is.
pub(super) fn turned(
    scene: &Scene<'_, '_>,
    (first, second): (ArmId, ArmId),
    a: usize,
    b: usize,
) -> Option<(ArmId, ArmId)> {
    let s = scene.s;
    let place = scene.readings[a].first;
    let since = scene.value_before(place)?;
    // "(12 vs 14 in the B group), fewer deaths (3 vs 5)": B is of the pair before.
    let since = (since..place).find(|k| s.items[*k].depth == 0 && parts(scene, *k))?;
    let [named] = scene.named(since, place) else { return None };
    let mut directions = (since..place).filter_map(|k| s.direction(k));
    let direction = directions.next()?;
    if named.arm != second
        || directions.any(|other| other != direction)
        || (since..place).any(|k| s.cue(k) == Cue::Versus)
    {
        return None;
    }
    let (x, y) = (share(scene, a)?, share(scene, b)?);
    (x != y).then_some(if (x > y) == (direction == Direction::Higher) {
        (second, first)
    } else {
        (first, second)
    })
}

/// Whether a clause starts behind item `k`.
fn parts(scene: &Scene<'_, '_>, k: usize) -> bool {
    let s = scene.s;
    s.cue(k) == Cue::And
        || s.is_of(k, Sort::Turn)
        || matches!(s.mark(k), Some(',' | ';'))
        || s.is_word(k, &["but"])
}

/// `12% vs 8% in A vs B`, `12% vs 8% (A vs B)`: the only list of arms, behind the pair.
fn listed_behind(scene: &Scene<'_, '_>, b: usize) -> Option<(ArmId, ArmId)> {
    let s = scene.s;
    let end = scene.readings[b].last;
    let lists = mention_lists(scene, end + 1, s.items.len().min(end + BEHIND));
    let [one, other] = lists.first()? else { return None };
    let placed = one.first.checked_sub(1).map(|k| if s.cue(k) == Cue::Article { k - 1 } else { k });
    // "12% vs 8%, A vs B"
    let held = || {
        let unit = s.unit_end(end + 1).unwrap_or(end + 1);
        one.first <= unit + 1 && (one.last + 1..other.first).any(|k| s.cue(k) == Cue::Versus)
    };
    let placed = placed.is_some_and(|k| k > end && (s.cue(k) == Cue::Preposition || s.opens(k))) || held();
    let plain = |k: usize| s.mark(k) != Some(';') && s.direction(k).is_none();
    (placed && (end + 1..one.first).all(plain)).then_some((one.arm, other.arm))
}

/// The second arm of an order, where it leads a clause of its own: the value before it is the first arm's, and none stands
/// between it and the row.
fn leader(scene: &Scene<'_, '_>, (first, second): (ArmId, ArmId), row: usize) -> Option<ArmId> {
    let mention = scene.mentions.iter().rfind(|m| m.arm == second && m.last < row)?;
    let before = scene.values.iter().rfind(|i| scene.readings[**i].first < row)?;
    let led = scene.mentions.iter().any(|m| m.arm == first && m.last < scene.readings[*before].first);
    // "(B group); after 8 weeks 45% and 31%": a name in a bracket leads nothing.
    let leads = scene.s.items[mention.first].depth <= scene.s.items[scene.readings[*before].main].depth;
    let theirs =
        led && leads && scene.readings[*before].last < mention.first && scene.bound[*before] != Some(second);
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

/// `(50% vs 44%) … were more frequent with A`, `more frequent (50% vs 44%; P = 0.02) in A`: the arm behind, which has the
/// greater of the two.
fn more_with(scene: &Scene<'_, '_>, a: usize, b: usize) -> Option<(ArmId, ArmId)> {
    let s = scene.s;
    let end = scene.readings[b].last;
    let mention = scene.mentions.iter().find(|m| m.first > end && m.first <= end + BEHIND)?;
    let near = mention.first.saturating_sub(6).max(end + 1)..mention.first;
    let start = scene.readings[a].first;
    let unnamed = scene.named(0, start).is_empty();
    // "A had more of this (21% vs 11%), and more of that was seen with B (…": said of another pair.
    let direction = near
        .clone()
        .find_map(|i| s.direction(i))
        // "this was higher (18 vs 15) and that lower (5 vs 7) with A than B"
        .or_else(|| told_before(scene, a))
        .filter(|_| unnamed)?;
    if !near.clone().any(|i| s.cue(i) == Cue::Preposition) || near.clone().any(|i| s.cue(i) == Cue::Versus) {
        return None;
    }
    let other = scene.arms.other(mention.arm)?;
    let (x, y) = (share(scene, a)?, share(scene, b)?);
    let greater = x > y;
    (x != y).then_some(if greater == (direction == Direction::Higher) {
        (mention.arm, other)
    } else {
        (other, mention.arm)
    })
}

/// The direction right before a pair's bracket.
fn told_before(scene: &Scene<'_, '_>, a: usize) -> Option<Direction> {
    let s = scene.s;
    let start = scene.readings[a].first;
    let open = (start.saturating_sub(4)..start).rfind(|k| s.opens(*k) && s.items[*k].depth == 0)?;
    (open.saturating_sub(4)..open).rev().find_map(|k| s.direction(k))
}

/// The percentage or the count of a share, the value of a quantity; none below zero, where "greater" may mean farther down.
pub(super) fn share(scene: &Scene<'_, '_>, reading: usize) -> Option<f64> {
    let value = match &scene.readings[reading].result {
        Reported::Proportion(share) => share.percent.or(share.count).map(Number::to_f64),
        Reported::Quantity(quantity) => quantity.value.map(Number::to_f64),
        _ => None,
    };
    value.filter(|value| *value >= 0.0)
}
