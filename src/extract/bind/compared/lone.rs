//! Results beside which a sentence names one arm: `pain was lower with A (P = 0.02)`, `the hazard ratio for A was 0.97`.

use super::super::arms::Mention;
use super::super::frames::{Scene, of_one_arm, order_in};
use super::one_arm::held_against;
use super::part::sole;
use super::tied::ties;
use super::{Sides, behind, inside};
use crate::extract::read::Reading;
use crate::finding::{ArmId, Reported, Scale};
use crate::lex::{Cue, Sort};

/// Items between "compared with" and the name it goes with, at most: "than any tendency to change in the A group".
const NEAR: usize = 9;

/// The same for "versus" and "against", which stand closer.
const CLOSE: usize = 5;

/// The one arm named beside a result, against the trial's other where there is one; behind "versus" it is what the result
/// is held against.
pub(super) fn lone(scene: &Scene<'_, '_>, start: usize, reading: &Reading) -> Option<Sides> {
    let before = scene.named(start, reading.first);
    if !before.is_empty() {
        return of(scene, reading, before, true);
    }
    if matches!(reading.result, Reported::PValue(_)) {
        let s = scene.s;
        let over = |i: &usize| s.items[*i].depth == 0 && (s.mark(*i) == Some(';') || s.is_of(*i, Sort::Turn));
        let end = (reading.last..s.items.len()).find(over).unwrap_or(s.items.len());
        let two = |(a, b): &(ArmId, ArmId)| {
            let named = scene.named(reading.last, end);
            scene.arms.count() == 2 || named.iter().all(|m| m.arm == *a || m.arm == *b)
        };
        if let Some((a, b)) = order_in(scene, reading.last, end).filter(two) {
            return Some((Some(a), Some(b)));
        }
        let named = scene.named(reading.last, end);
        let near = named.first().is_some_and(|m| m.first < behind(scene, reading));
        if named.is_empty() && start > 0 {
            let lead = leader(scene, start)?;
            return of(scene, reading, std::slice::from_ref(lead), true);
        }
        return of(scene, reading, named, near);
    }
    // "the hazard ratio for A was 0.97"
    let own = inside(scene.mentions, reading.first, reading.last + 1);
    if let Some(one) = own.first() {
        let from = one.first.checked_sub(2).is_some_and(|b| {
            scene.s.is_word(b, &["difference", "differences"]) && scene.s.is_word(b + 1, &["from"])
        });
        let other = scene.arms.other(one.arm);
        // "a mean difference from B of 3.2"
        return (sole(own).is_some() && (from || introduced(scene, one))).then_some(if from {
            (other, Some(one.arm))
        } else {
            sides(scene, one, true, true)
        });
    }
    // "an odds ratio of 0.97 for A"
    let named = inside(scene.mentions, reading.last + 1, behind(scene, reading));
    let right = scene.s.is_word(reading.last + 1, &["for", "in", "with"]);
    let one = named.first().filter(|m| right && m.first <= reading.last + 4)?;
    sole(named).map(|_| sides(scene, one, true, true))
}

/// `With A nausea (P = 0.01) was rarer; falls (P = 0.02) were more common`: the one arm that leads a sentence, before a place.
pub(super) fn leader<'s>(scene: &Scene<'s, '_>, before: usize) -> Option<&'s Mention> {
    let named = scene.named(0, before);
    let lead = named.first()?;
    (sole(named).is_some() && !named.iter().any(|m| set_against(scene, m))).then_some(lead)
}

/// The sides that names tell: of all arms where the trial's other is known, else the one arm that stands there alone.
fn of(scene: &Scene<'_, '_>, reading: &Reading, named: &[Mention], near: bool) -> Option<Sides> {
    let last = named.last()?;
    // "in the A group pain fell from 7.2 to 3.1 (P = 0.02)" is held against nobody.
    let weighs = || {
        let near = scene.s.clause_start(reading.first)..reading.last + 1;
        { near }.any(|i| scene.s.is_of(i, Sort::Weighs))
    };
    let estimate = carries(reading) && sole(named).is_some();
    let carried = sole(named).is_some() && (!matches!(reading.result, Reported::PValue(_)) || weighs());
    let sides = sides(scene, if sole(named).is_some() { named.first()? } else { last }, carried, estimate);
    // "A had less pain (P = 0.01), less nausea (P = 0.02) and fewer falls (P = 0.03) than B"
    let compares = matches!(reading.result, Reported::PValue(_) | Reported::Estimate(_));
    if let Some(arm) = sole(named).filter(|_| compares && scene.arms.pair().is_none())
        && let Some(other) = held_against(scene, reading, arm)
    {
        return Some((Some(arm), Some(other)));
    }
    if let (Some(arm), Some(other)) = sides {
        let pair = turned(scene, reading, (arm, other));
        let told = if two_values(scene, reading, arm) { scene.arms.told(pair) } else { pair };
        return Some((Some(told.0), Some(told.1)));
    }
    let s = scene.s;
    // But "(3 trials, 1152 participants, RR 0.88": of how many is no value.
    let counted = |r: &Reading| matches!(r.result, Reported::Participants(_) | Reported::FollowUp(_));
    let value =
        |r: &Reading| of_one_arm(r) && !counted(r) && r.first < last.first && last.first < reading.first;
    let apart = |m: &Mention| {
        m.first.checked_sub(1).is_some_and(|b| s.is_word(b, &["each", "all", "both", "either", "any"]))
            || (m.first.saturating_sub(BETWEEN)..m.first).any(|i| {
                s.is_word(i, &["between", "favour", "favoured", "favored", "favor", "favouring", "favoring"])
            })
    };
    // "Adherence was a predictor with A": what goes with what.
    let tied = || s.may_say(&[Sort::Ties]) && (0..s.items.len()).any(|i| ties(scene, i));
    let held = set_against(scene, last);
    let lone = near
        && sole(named).is_some()
        && scene.arms.known(last.arm)
        && inside(scene.further, named.first()?.first, last.last + 1).len() <= named.len()
        && (held || !scene.arms.is_control(last.arm) || more_in(scene, reading, last))
        && !scene.readings.iter().any(value)
        && !named.iter().any(apart)
        && !tied();
    lone.then_some(sides)
}

/// `falls were more common in the C group (P = 0.03)`: a P value of a control that had more of something than nobody knows whom.
fn more_in(scene: &Scene<'_, '_>, reading: &Reading, name: &Mention) -> bool {
    let s = scene.s;
    let near = name.first.saturating_sub(NEAR)..name.first;
    let led =
        (name.first.saturating_sub(3)..name.first).any(|i| s.is_word(i, &["in", "with", "among", "on"]));
    let set = near.clone().any(|i| s.is_word(i, &["from", "to", "than", "between", "of"]));
    let more = near
        .clone()
        .any(|i| matches!(s.cue(i), Cue::Higher | Cue::Lower) || s.is_word(i, MORE) || s.is_word(i, LESS));
    matches!(reading.result, Reported::PValue(_)) && led && more && !set
}

/// Words by which the one arm named beside an estimate had more of something, and less of it.
const MORE: &[&str] = &["higher", "greater", "larger", "more", "increased", "increase"];
const LESS: &[&str] = &["lower", "smaller", "fewer", "less", "reduced", "reduction", "decreased", "decrease"];

/// `with placebo survival was 5.1 months (hazard ratio, 0.49 …)`: an estimate beside the control alone is of the arm under test, unless
/// the words say of the control what the number does: `relapses were more common with placebo (hazard ratio, 1.9)`.
fn turned(scene: &Scene<'_, '_>, reading: &Reading, pair: (ArmId, ArmId)) -> (ArmId, ArmId) {
    let Reported::Estimate(estimate) = &reading.result else { return pair };
    let s = scene.s;
    let oriented = scene.arms.told(pair);
    let Some(value) = estimate.value.map(|n| n.decimal.to_f64()).filter(|_| oriented != pair) else {
        return pair;
    };
    let near = s.clause_start(reading.first)..reading.first;
    let said = |words: &[&str]| near.clone().any(|i| s.is_word(i, words));
    let none = if estimate.measure.scale() == Scale::Log { 1.0 } else { 0.0 };
    let agrees = said(MORE) && value > none || said(LESS) && value < none;
    if agrees { pair } else { oriented }
}

/// `23.1 in the one group and 18.1 in the control group (P = 0.02)`: two values before a P value, of which only one is of the arm.
fn two_values(scene: &Scene<'_, '_>, reading: &Reading, arm: ArmId) -> bool {
    let near = |i: &usize| {
        let value = &scene.readings[*i];
        value.last < reading.first && reading.first - value.last <= VALUES
    };
    let mut before = scene.values.iter().rev().filter(|i| near(i));
    let (Some(last), Some(first)) = (before.next(), before.next()) else { return false };
    matches!(reading.result, Reported::PValue(_))
        && scene.bound[*last] == Some(arm)
        && scene.bound[*first].is_none()
        && scene.readings[*last].result.kind() == scene.readings[*first].result.kind()
}

/// Items from a value to the P value of two, at most.
const VALUES: usize = 30;

/// Whether a result is an estimate of two groups, which is always held against another.
fn carries(reading: &Reading) -> bool {
    matches!(reading.result, Reported::Estimate(_))
}

/// Items between "between" and a name it may go with, at most.
const BETWEEN: usize = 8;

/// A name and the trial's other arm, as they stand to each other; where it may be carried over, what the sentence before held
/// against each other goes first, and an estimate may be held against the arm's partner.
fn sides(scene: &Scene<'_, '_>, name: &Mention, carried: bool, estimate: bool) -> Sides {
    let of = |(a, b): (ArmId, ArmId)| match name.arm {
        arm if arm == a => Some(b),
        arm if arm == b => Some(a),
        _ => None,
    };
    let pair = scene.order.filter(|_| scene.arms.pair().is_some());
    // Of more than two arms what the sentence before holds it against.
    let before = scene.before.filter(|_| scene.arms.pair().is_none() && carried);
    let other = before.and_then(of).or_else(|| scene.arms.other(name.arm)).or_else(|| pair.and_then(of));
    // "The rate of relapse was lower with A (0.64 …)", in an article about A and B that names C once.
    let other = other.or_else(|| scene.arms.partner(name.arm).filter(|_| estimate));
    if set_against(scene, name) {
        // "70% with it versus 57% without A (difference, 13%)": of two it is the other's.
        let two = || scene.arms.the_other_of_two(name.arm).filter(|_| estimate);
        return (other.or_else(two), Some(name.arm));
    }
    (Some(name.arm), other)
}

/// Whether a name stands behind a word that says whose something is: "for A", "in the A group".
fn introduced(scene: &Scene<'_, '_>, name: &Mention) -> bool {
    let s = scene.s;
    (name.first.saturating_sub(2)..name.first).any(|i| s.is_word(i, &["for", "in", "with", "of", "on"]))
}

/// Whether a name stands behind "versus", as what something is held against: "than those on A", but not "than before, A".
pub(super) fn set_against(scene: &Scene<'_, '_>, name: &Mention) -> bool {
    let s = scene.s;
    // "more than" is one phrase; "over time" is none.
    let sign = |i: &usize| match s.cue(*i) {
        Cue::Versus => *i + CLOSE >= name.first || s.words(*i).starts_with("compared"),
        Cue::MoreThan | Cue::LessThan => !s.is_word(*i, &["over"]) || *i + 1 == name.first,
        // "superior to A"
        _ => s.is_of(*i, Sort::Likened) && s.is_word(*i + 1, &["to", "with"]) && *i + CLOSE >= name.first,
    };
    // "compared with A in those with B" is held against A.
    let before = scene.mentions.partition_point(|m| m.first < name.first).checked_sub(1);
    let before = before.and_then(|at| scene.mentions.get(at)).map_or(0, |m| m.last + 1);
    (name.first.saturating_sub(NEAR).max(before)..name.first)
        .rev()
        .take_while(|i| s.mark(*i).is_none() && !s.is_of(*i, Sort::Since))
        .any(|i| sign(&i))
}

/// `between the two groups`, `both arms`: of an article in which more than two names were found.
pub(super) fn two_groups(scene: &Scene<'_, '_>) -> bool {
    let s = scene.s;
    (0..s.items.len())
        .any(|i| s.is_word(i, &["two", "both"]) && (i + 1..i + 4).any(|k| s.cue(k) == Cue::Group))
}
