//! In which order a sentence names two arms.

use super::super::arms::Mention;
use super::Scene;
use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::ArmId;
use crate::lex::{Classes, Cue, Sort};

/// Items between "from" and the arm of the value behind it, at most.
const FROM: usize = 9;

/// The order in which a stretch of the sentence names two arms: the arm first, its comparator second.
pub(in crate::extract::bind) fn order_in(
    scene: &Scene<'_, '_>,
    from: usize,
    to: usize,
) -> Option<(ArmId, ArmId)> {
    let s = scene.s;
    let near = scene.named(from, to);
    // "X versus Y" says it outright.
    for (k, mention) in near.iter().enumerate() {
        if let Some(next) = near.get(k + 1)
            && next.arm != mention.arm
            // Not "compared with A, more needed it (42% versus 25%) with B".
            && (mention.last + 1..next.first).any(|i| {
                let depth = s.items[mention.first].depth.max(s.items[next.first].depth);
                s.items[i].depth <= depth && (s.cue(i) == Cue::Versus || likened(s, i))
            })
        {
            return Some(sides(s, near, k));
        }
    }
    if let [b, a] = near
        && a.arm != b.arm
        && from_one_to_other(s, b, a)
    {
        return Some((a.arm, b.arm));
    }
    // "Compared with Y, X …" names the comparator first.
    if let [b, .., a] = near
        && a.arm != b.arm
        && led_by_versus(s, b.first)
    {
        return Some((a.arm, b.arm));
    }
    let first = near.first()?.arm;
    let second = near.iter().find(|m| m.arm != first)?.arm;
    let more = near.iter().any(|m| m.arm != first && m.arm != second);
    (!more).then_some((first, second))
}

impl Scene<'_, '_> {
    /// The order of pairs for the sentence behind: as this one names the arms, turned where it prints its pairs so.
    pub(in crate::extract::bind) fn printed_behind(&self) -> Option<(ArmId, ArmId)> {
        if self.s.title {
            return self.printed;
        }
        let order = order_in(self, 0, self.s.items.len()).or(self.printed)?;
        let same = |pair: &(ArmId, ArmId)| *pair == order || (pair.1, pair.0) == order;
        Some(printed(self).filter(same).unwrap_or(order))
    }
}

/// The order in which a sentence prints the two values of its pairs, where it is one: `lower in B (16 vs 10)` prints A first.
fn printed(scene: &Scene<'_, '_>) -> Option<(ArmId, ArmId)> {
    let s = scene.s;
    if !s.has(Classes::VERSUS) {
        return None;
    }
    let pair = |two: &[usize]| {
        let (one, other) = (&scene.readings[two[0]], &scene.readings[two[1]]);
        let between = one.last + 1..other.first;
        let alike = one.is_share_or_quantity() && one.result.kind() == other.result.kind();
        let set = || {
            let ends = |k: usize| s.mark(k) == Some(';') || s.items[k].numeric();
            between.clone().any(|k| s.cue(k) == Cue::Versus) && !between.clone().any(ends)
        };
        let arms = scene.bound[two[0]].zip(scene.bound[two[1]]).filter(|(x, y)| x != y);
        arms.filter(|_| alike && between.len() <= PAIR && set())
    };
    let mut pairs = scene.values.windows(2).filter_map(pair);
    let first = pairs.next()?;
    let of_both = |m: &Mention| m.arm == first.0 || m.arm == first.1;
    (pairs.all(|other| other == first) && scene.mentions.iter().all(of_both)).then_some(first)
}

/// Items between the two values of a pair, at most: "of 40 patients in the A group versus".
const PAIR: usize = 12;

/// `superior to`, `comparable with`: whether what stands behind item `i` is what something is held against.
fn likened(s: &Sentence<'_>, i: usize) -> bool {
    s.is_of(i, Sort::Likened) && (s.cue(i + 1) == Cue::To || s.is_word(i + 1, &["with"]))
}

/// Items from "than", and from "similar to", to a name, at most: "than in the", "similar to that of the".
const THAN: usize = 3;
const LIKENED: usize = 5;

/// `more responders than in the B group`, `similar to those of B`: whether a name is what something is held against.
pub(super) fn held_against(s: &Sentence<'_>, one: &Mention) -> bool {
    let near = |reach: usize| one.first.saturating_sub(reach)..one.first;
    near(THAN).any(|k| s.cue(k) == Cue::Versus) || near(LIKENED).any(|k| likened(s, k))
}

/// Items between two that are given together, at most: ", and the".
const TOGETHER: usize = 3;

/// The arms on both sides of a "versus" behind the `k`th name: of `A with C versus B with C` those that are not on both.
pub(in crate::extract::bind) fn sides(s: &Sentence<'_>, near: &[Mention], k: usize) -> (ArmId, ArmId) {
    let together = |pair: &[Mention]| {
        let gap = pair[0].last + 1..pair[1].first;
        let joint = |i: usize| {
            matches!(s.cue(i), Cue::And | Cue::Article)
                || matches!(s.mark(i), Some(',' | '+'))
                || s.is_word(i, &["with", "plus"])
        };
        !gap.is_empty() && gap.len() <= TOGETHER && gap.into_iter().all(joint)
    };
    let start = (1..=k).rev().find(|n| !together(&near[n - 1..=*n])).unwrap_or(0);
    let end = (k + 2..near.len()).find(|n| !together(&near[n - 1..=*n])).unwrap_or(near.len());
    let (left, right) = (&near[start..=k], &near[k + 1..end]);
    let among = |side: &[Mention], m: &&Mention| side.iter().any(|own| own.arm == m.arm);
    let own = |one: &[Mention], other: &[Mention], beside: &Mention| {
        if left.iter().any(|m| among(right, &m)) {
            one.iter().find(|m| !among(other, m)).or(one.first()).map_or(beside.arm, |m| m.arm)
        } else {
            beside.arm
        }
    };
    (own(left, right, &near[k]), own(right, left, &near[k + 1]))
}

/// `Compared with Y`, `Compared to patients who were randomised to Y`: before the name at item `i`.
pub(super) fn led_by_versus(s: &Sentence<'_>, i: usize) -> bool {
    let joint = |k: usize| s.mark(k).is_none() && !s.items[k].numeric();
    (i.saturating_sub(LED)..i).rev().take_while(|k| joint(*k)).any(|k| s.cue(k) == Cue::Versus)
}

/// Items from "compared with" to the name it goes with, at most.
const LED: usize = 7;

/// `from 9 months in the A group to 12 months in the B group`: the end of the way is what is held against its start.
fn from_one_to_other(s: &Sentence<'_>, start: &Mention, end: &Mention) -> bool {
    let from = (start.first.saturating_sub(FROM)..start.first).rev().find(|i| s.is_word(*i, &["from"]));
    let to = |i: usize| s.cue(i) == Cue::To;
    from.is_some_and(|from| !(from..start.first).any(to))
        && (start.last + 1..end.first).any(to)
        && !(start.last + 1..end.first).any(|i| s.is_word(i, &["from"]))
}

/// What a value may be set against that is its own state before, besides [`Sort::Since`].
const BEFORE: &[&str] = &["basal", "entry", "admission", "time", "initial"];

/// `than at baseline`, `compared with their pretreatment values`, `v time 0`: set against no arm.
pub(super) fn since_baseline(s: &Sentence<'_>, k: usize) -> bool {
    let joint = |k: &usize| {
        matches!(s.cue(*k), Cue::Preposition | Cue::Article) || s.is_word(*k, &["their", "its", "respective"])
    };
    let at = (k + 1..k + 4).find(|k| !joint(k)).unwrap_or(k + 1);
    s.is_of(at, Sort::Since) || s.is_word(at, BEFORE)
}

/// Items between a P value and the "versus" that says against whom it is, at most: "P < 0.01, versus".
const OF_P: usize = 2;

/// `(P < 0.05 versus B)`, `(relative risk versus B, 1.4)`: in a bracket deeper than what is told, "versus" says of whom a P value or an
/// estimate is, and sets nothing else apart.
pub(super) fn of_a_bracket(s: &Sentence<'_>, k: usize, depth: u8) -> bool {
    let own = s.items.get(k).is_some_and(|item| item.depth > depth);
    own && {
        let near = s.items.get(k.saturating_sub(OF_P)..k).unwrap_or_default();
        near.iter().any(|item| matches!(item.shape, Shape::P(_)) || matches!(item.cue, Cue::Measure { .. }))
    }
}
