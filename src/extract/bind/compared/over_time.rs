//! P values of a change over time: they compare no two arms, but one with its own state before.

use super::super::arms::Mention;
use super::super::frames::{Scene, goes_on};
use super::lone::leader;
use super::one_arm::before_its_name;
use super::part::{Part, held_since, sole};
use super::several::{distinct, values};
use super::{Sides, sets_against};
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::{ArmId, Reported};
use crate::lex::{Cue, Sort};

/// What moves by itself, and so in somebody: "pain fell in the A group".
const BY_ITSELF: &[&str] = &[
    "increased",
    "decreased",
    "improved",
    "declined",
    "fell",
    "dropped",
    "rose",
    "worsened",
    "deteriorated",
    "changed",
    "change",
    "changes",
    "improvement",
    "improvements",
];

/// The same as a noun, of which "there was" is said.
const MOVEMENT: &[&str] =
    &["increase", "increases", "decrease", "decreases", "reduction", "reductions", "decline", "rise"];

/// What stands between a group and what it went through.
const SHOWED: &[&str] = &["showed", "demonstrated", "exhibited", "experienced"];

/// Items from one name to the next in "in A and in B", at most.
const CLOSE: usize = 4;

/// Items from "from" to the first value of a change, at most: "from a mean (SD) of 7.2".
const FROM: usize = 7;

/// What says only when, where no "compared with" stands before it.
const WHEN: &[&str] = &["before", "prior", "post", "preoperative", "preoperatively"];

/// What "both" stands before where it means all arms.
const GIVEN: &[&str] = &[
    "drugs",
    "treatments",
    "compounds",
    "agents",
    "regimens",
    "medications",
    "therapies",
    "formulations",
    "interventions",
    "diets",
    "doses",
    "techniques",
    "methods",
    "programs",
    "programmes",
];

/// What follows "after" where it means the end of a treatment.
const TREATED: &[&str] = &[
    "treatment",
    "treatments",
    "therapy",
    "intervention",
    "training",
    "supplementation",
    "program",
    "programme",
];

/// Whose change a P value is of: of one arm, `In the A group pain fell from baseline (P = 0.003)`, or of nobody alone, `pain
/// fell in both groups`.
pub(super) fn over_time(scene: &Scene<'_, '_>, reading: &Reading, part: &Part) -> Option<Sides> {
    let s = scene.s;
    if let Some(arm) = of_each(scene, part).or_else(|| of_its_pair(scene, reading)) {
        return Some((Some(arm), None));
    }
    if let Some(arm) = turned(scene, part) {
        return Some((Some(arm), None));
    }
    if let Some(arm) = of_its_way(scene, reading, part) {
        return Some((Some(arm), None));
    }
    let moves = s.may_say(&[Sort::Moves]) && part.holds(scene, Sort::Moves);
    let twice = twice(scene, part);
    if !moves && !twice && !set_before(scene, part) || part.compares(scene) {
        return None;
    }
    if let Some(arm) = before_its_name(scene, reading) {
        return Some((Some(arm), None));
    }
    if of_every_arm(scene, part) {
        return Some((None, None));
    }
    let named = part.named(scene);
    // "9% with A and 12% with B (P = 0.02)"
    if distinct(values(scene, part)) > 1 && !from_to(scene, part) && !set_before(scene, part) {
        return None;
    }
    let since = since(scene, part);
    match sole(named) {
        Some(_) if !since && against_behind(scene, part) => None,
        Some(arm)
            if since
                || from_to(scene, part)
                || after(scene, part, &named[0])
                || only(scene, part)
                || by_itself(scene, part, &named[0])
                || showed(scene, &named[0]) =>
        {
            Some((Some(arm), None))
        }
        // "fell from baseline in A and in B (P < 0.001)": of each.
        None if since && close(named) => Some((None, None)),
        // "One hour after A pulse rose from 61 to 70 (P = 0.01); pressure fell from 125 to 115 (P = 0.02)"
        None if named.is_empty() && (twice || from_to(scene, part)) => {
            let before = leader(scene, part.first).map(|m| m.arm).or_else(|| goes_on(scene));
            // "Pulse rose from 61 to 70 (P = 0.01)", in a trial against placebo
            Some((before.or_else(|| scene.arms.tested()), None))
        }
        // "Pulse rose as well (P = 0.02)", behind a sentence about what changed in one arm
        None if named.is_empty() && moves => goes_on(scene).map(|arm| (Some(arm), None)),
        _ => None,
    }
}

/// `levels fell after A (503 vs 382 ng/ml; P = 0.04)`: the arm of both values that are set against each other right before.
fn of_its_pair(scene: &Scene<'_, '_>, reading: &Reading) -> Option<ArmId> {
    let s = scene.s;
    let (earlier, [one, other], arm) = pair_before(scene, reading)?;
    let parted = |from: usize, to: usize| {
        (from..to)
            .any(|k| s.closes(k) && s.items[k].depth < s.items[one.main].depth || s.mark(k) == Some('.'))
    };
    let against = (one.last + 1..other.first).any(|k| s.cue(k) == Cue::Versus);
    let near = (other.last + 1..reading.first).len() <= NEAR
        && scene.named(other.last + 1, reading.first).is_empty();
    let depth = |reading: &Reading| s.items[reading.main].depth;
    let beside = near && depth(one) == depth(other) && depth(other) == depth(reading);
    let quantity = |reading: &Reading| matches!(reading.result, Reported::Quantity(_));
    // "(A, 10.0 vs 7.8; B, 10.0 vs 11.0; P = 0.001)": of both.
    let tested = |from: usize| {
        let p = |r: &Reading| matches!(r.result, Reported::PValue(_)) && (from..one.first).contains(&r.first);
        scene.readings.iter().any(p)
    };
    let of_both = earlier.last().is_some_and(|i| {
        let last = scene.readings[*i].last + 1;
        scene.bound[*i].is_some_and(|own| own != arm) && !parted(last, one.first) && !tested(last)
    });
    let beside = beside && !of_both && !parted(one.last + 1, other.first);
    (against && beside && quantity(one) && quantity(other)).then_some(arm)
}

/// Two values right before a P value that are of one arm: those before them, the two and the arm.
fn pair_before<'s>(
    scene: &'s Scene<'_, '_>,
    reading: &Reading,
) -> Option<(&'s [usize], [&'s Reading; 2], ArmId)> {
    let before = scene.values.partition_point(|i| scene.readings[*i].first < reading.first);
    let [earlier @ .., a, b] = scene.values.get(..before)? else { return None };
    let arm = scene.bound[*a].filter(|arm| scene.bound[*b] == Some(*arm))?;
    Some((earlier, [&scene.readings[*a], &scene.readings[*b]], arm))
}

/// `the leg shrank from 3.1 to 2.2 L (P = 0.02), still larger than in men`: the arm of both ends of a change that stand right
/// before, whatever is said behind, unless another arm's change stands before it and has no P value of its own.
fn of_its_way(scene: &Scene<'_, '_>, reading: &Reading, part: &Part) -> Option<ArmId> {
    let s = scene.s;
    let (earlier, [one, other], arm) = pair_before(scene, reading)?;
    let (from, to) = (one.first.saturating_sub(FROM)..one.first, one.last + 1..other.first);
    let way = from.into_iter().any(|k| s.is_word(k, &["from"]))
        && to.len() <= WAY
        && to.into_iter().any(|k| s.cue(k) == Cue::To);
    let near = other.last + 1..reading.first;
    let beside = near.len() <= NEAR && scene.named(near.start, near.end).is_empty();
    let start = part.start.min(one.first);
    let against = |k: usize| {
        sets_against(s, k) && !held_since(scene, k)
            || s.cue(k) == Cue::Difference
            || s.is_word(k, &["more", "greater", "less", "better"])
    };
    let mut others = earlier.iter().filter(|i| scene.readings[**i].first >= start);
    let alone = others.all(|i| scene.bound[*i].is_none_or(|own| own == arm));
    let results = one.is_share_or_quantity() && other.is_share_or_quantity();
    (way && beside && alone && results && !(start..one.first).any(against)).then_some(arm)
}

/// Items from one end of a change to the other, at most: "mm Hg before treatment to".
const WAY: usize = 7;

/// Items from a pair to the P value of its change, at most: "ng/ml,".
const NEAR: usize = 5;

/// `in A and B`: names with next to nothing between.
fn close(named: &[Mention]) -> bool {
    named.windows(2).all(|pair| pair[1].first <= pair[0].last + CLOSE)
}

/// `pre 26.4% vs post 32.6%`: both sides of a comparison are told by their time.
fn set_before(scene: &Scene<'_, '_>, part: &Part) -> bool {
    let s = scene.s;
    s.may_say(&[Sort::Since])
        && (part.start..part.end).any(|i| s.cue(i) == Cue::Versus && held_since(scene, i))
}

/// Whether the statement tells the state before: "from baseline", "before and after".
fn since(scene: &Scene<'_, '_>, part: &Part) -> bool {
    let s = scene.s;
    // "before surgery" may be when it was given.
    let by_itself = |i: usize| s.is_of(i, Sort::Since) && !s.is_word(i, WHEN);
    s.may_say(&[Sort::Since]) && part.statement.clone().any(by_itself) || twice(scene, part)
}

/// `before and after`, said of the statement.
fn twice(scene: &Scene<'_, '_>, part: &Part) -> bool {
    let s = scene.s;
    s.may_say(&[Sort::Since])
        && part
            .statement
            .clone()
            .any(|i| s.is_word(i, &["before"]) && s.cue(i + 1) == Cue::And && s.is_word(i + 2, &["after"]))
}

/// `in the A group … after treatment`: the time after, and an arm that is no subject, as drugs are that reduce.
fn after(scene: &Scene<'_, '_>, part: &Part, name: &Mention) -> bool {
    let s = scene.s;
    // "after oestrogen treatment" names an arm.
    let treated =
        |i: usize| s.is_word(i, TREATED) && !scene.mentions.iter().any(|m| m.first < i && i <= m.last);
    let told = |i: usize| {
        s.is_word(i, &["after", "following"]) && (i + 1..i + 5).any(treated)
            || s.is_word(i, &["over"]) && s.is_word(i + 1, &["time"])
    };
    within(scene, name) && part.statement.clone().any(told)
}

/// Whether a name stands behind "in".
pub(super) fn within(scene: &Scene<'_, '_>, name: &Mention) -> bool {
    (name.first.saturating_sub(2)..name.first).any(|i| scene.s.is_word(i, &["in", "within"]))
}

/// Items behind the part of a P value in which it may be held against another, at most.
const AGAINST: usize = 12;

/// `(P = 0.01) in the time to relapse at the second visit was seen in the A group compared with the B group`: behind the part.
fn against_behind(scene: &Scene<'_, '_>, part: &Part) -> bool {
    let s = scene.s;
    let far = (part.end + AGAINST).min(s.items.len());
    let next = scene.readings.iter().map(|r| r.first).find(|first| *first >= part.end);
    let over = |i: &usize| s.items[*i].depth == 0 && (s.mark(*i) == Some(';') || s.is_of(*i, Sort::Turn));
    let end = (part.end..far.min(next.unwrap_or(far)).max(part.end)).find(over);
    (part.end..end.unwrap_or(far)).any(|i| sets_against(s, i) && !held_since(scene, i))
}

/// `…, whereas it fell in the A group (baseline, 23; year 1, 13; P = 0.03)`: the one arm behind the last turn, with its state before.
fn turned(scene: &Scene<'_, '_>, part: &Part) -> Option<ArmId> {
    let s = scene.s;
    if !s.may_say(&[Sort::Turn]) || !s.may_say(&[Sort::Moves]) {
        return None;
    }
    let start = part.statement.start.min(part.start);
    let turn = (start..part.first).rev().find(|i| s.is_of(*i, Sort::Turn) && s.items[*i].depth == 0)?;
    let own = turn + 1..part.first;
    let since = |i: usize| s.is_of(i, Sort::Since) && !s.is_word(i, WHEN) || s.is_word(i, &["only"]);
    let compared = |i: usize| sets_against(s, i) && !held_since(scene, i) || s.is_of(i, Sort::Weighs);
    let moves = own.clone().any(since) && own.clone().any(|i| s.is_of(i, Sort::Moves));
    sole(scene.named(own.start, own.end)).filter(|_| moves && !{ own }.any(compared))
}

/// `from 7.2 to 3.1`, `(7.2 to 3.1; P = 0.003)`: both ends of a change.
fn from_to(scene: &Scene<'_, '_>, part: &Part) -> bool {
    let s = scene.s;
    let depth = |i: usize| s.items.get(i).map_or(0, |item| item.depth);
    let bracketed = |r: &Reading| depth(r.main) > 0 && depth(r.main) == depth(part.first);
    let own = |r: &&Reading| r.first >= part.start && r.last < part.first;
    let values = scene
        .readings
        .iter()
        .filter(own)
        .filter(|r| matches!(r.result, Reported::Quantity(_) | Reported::Proportion(_)));
    values.clone().zip(values.skip(1)).any(|(a, b)| {
        ((a.first.saturating_sub(FROM)..a.first).any(|i| s.is_word(i, &["from"]))
            || bracketed(a) && bracketed(b))
            && b.first - a.last <= 6
            && (a.last + 1..b.first).any(|i| s.cue(i) == Cue::To)
    })
}

/// `in both groups`, `within each group`, `with both drugs`, `all participants`; not where one of them is named behind.
fn of_every_arm(scene: &Scene<'_, '_>, part: &Part) -> bool {
    let s = scene.s;
    (part.start..part.end).any(|i| {
        // "in the two training groups" names none of them.
        every_group(s, i).is_some_and(|k| {
            sole(scene.named(i, part.first)).is_none()
                || s.cue(k) == Cue::Group
                    && !s.is_word(i, &["within"])
                    && sole(scene.named(k + 1, part.first)).is_none()
        })
    })
}

/// Where "both", "all" goes with a word for groups: that word's item.
fn every_group(s: &Sentence<'_>, i: usize) -> Option<usize> {
    if !s.is_word(i, &["both", "each", "all", "two", "three", "four", "within"]) {
        return None;
    }
    (i + 1..i + 5).take_while(|k| s.mark(*k).is_none_or(|c| c == '-') && s.cue(*k) != Cue::And).find(|k| {
        let one = s.is_word(i, &["each"]) && s.is_word(*k, &["drug", "treatment", "dose", "regimen"]);
        s.cue(*k) == Cue::Group
            || s.is_word(*k, GIVEN)
            || one
            || s.is_word(i, &["all"]) && s.cue(*k) == Cue::People
    })
}

/// Items from "rose in both groups" to the name of one of them, at most.
const EACH: usize = 16;

/// `rose in both groups (A P = 0.01 and B P = 0.02)`: the name right before a P value, behind all groups.
fn of_each(scene: &Scene<'_, '_>, part: &Part) -> Option<ArmId> {
    let s = scene.s;
    if !s.may_say(&[Sort::Moves]) || part.compares(scene) {
        return None;
    }
    let name = scene.mentions.iter().rfind(|m| m.last < part.first)?;
    let comma = name.last + 2 == part.first && s.mark(name.last + 1) == Some(',');
    if name.last + 1 != part.first && !comma {
        return None;
    }
    let mut before = name.first.saturating_sub(EACH)..name.first;
    let group = before.clone().find(|i| every_group(s, *i).is_some_and(|k| k < name.first))?;
    let moves = before.clone().any(|i| s.is_of(i, Sort::Moves));
    let set_apart =
        before.any(|i| matches!(s.cue(i), Cue::Versus | Cue::Difference) || s.is_of(i, Sort::Weighs));
    (moves && !set_apart && group < name.first).then_some(name.arm)
}

/// `only improved in the A group`, `only the A group improved`.
fn only(scene: &Scene<'_, '_>, part: &Part) -> bool {
    part.statement.clone().any(|i| scene.s.is_word(i, &["only"]))
}

/// `pain fell significantly in the A group`, `In the A group pain fell`: what moved is no arm, and did so by itself.
fn by_itself(scene: &Scene<'_, '_>, part: &Part, name: &Mention) -> bool {
    let s = scene.s;
    let was = |i: usize| (i.saturating_sub(3)..i).any(|k| s.cue(k) == Cue::Was);
    let itself = |i: usize| s.is_word(i, BY_ITSELF) && !was(i) || s.is_word(i, MOVEMENT);
    within(scene, name) && (part.start..part.end).any(itself)
}

/// `The A group showed a significant increase`.
fn showed(scene: &Scene<'_, '_>, name: &Mention) -> bool {
    let s = scene.s;
    s.cue(name.last) == Cue::Group
        && s.is_word(name.last + 1, SHOWED)
        && (name.last + 2..name.last + 6).any(|i| s.is_of(i, Sort::Moves))
}
