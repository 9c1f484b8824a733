//! The two arms that an estimate, a relative change or a P value compares.

mod bracket;
mod dealt;
mod each_its_own;
mod earlier;
mod further;
mod halves;
mod held_first;
mod in_bracket;
mod list;
mod lone;
mod one_arm;
mod only_results;
mod over_time;
mod own_words;
mod part;
mod right_before;
mod right_beside;
mod several;
mod tied;
mod two_sides;
mod values;

use super::arms::{Mention, Subject};
use super::direction::direction;
use super::frames::{Scene, order_in, sides};
use crate::extract::item::Item;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::{ArmId, Measure, Reported};
use crate::lex::{Cue, Sort};
use earlier::{sentence_before, told_before};
use part::Part;
use tied::{prognostic, tied, tied_in};

/// The arm whose result it is, and the one it is held against.
pub(super) type Sides = (Option<ArmId>, Option<ArmId>);

/// Items behind a result in which its arms may be named.
const BEHIND: usize = 14;

/// P values of one row behind the first, at most.
const ROW: usize = 6;

/// The arm of a result and what it is held against: as the numbers or the result's own words say, else the arm
/// under test against the control.
pub(super) fn compared(scene: &Scene<'_, '_>, reading: &Reading) -> Sides {
    own_words::turned(scene, reading, sides_of(scene, reading))
}

fn sides_of(scene: &Scene<'_, '_>, reading: &Reading) -> Sides {
    let both = |(a, b)| (Some(a), Some(b));
    let one = |(arm, against)| (Some(arm), against);
    if let Some(own) = within(scene, reading) {
        return both(own);
    }
    let start = scene.s.clause_start(reading.first);
    if unoriented(reading) {
        let before = inside(scene.mentions, start, reading.first).last();
        let after = inside(scene.mentions, reading.last + 1, behind(scene, reading)).first();
        // "40% in the A group": right behind.
        let right = after
            .filter(|m| m.first - reading.last <= 3 && scene.s.cue(reading.last + 1) == Cue::Preposition);
        return (right.or(before).or(after).map(|one| one.arm), None);
    }
    if let Some(own) = each_its_own::of(scene, reading) {
        return one(own);
    }
    if let Some(sides) = dealt::of(scene, reading) {
        return sides;
    }
    if let Some(own) = subject(scene, reading) {
        return one(own);
    }
    if prognostic(scene, start, reading) {
        return (None, None);
    }
    let oriented = |pair| scene.arms.oriented(pair);
    // A P value keeps the order of the sentence, an estimate is of the arm under test.
    let p = matches!(reading.result, Reported::PValue(_));
    let part = p.then(|| Part::of(scene, reading));
    if let Some(sides) = one_arm::against_behind(scene, reading).filter(|_| p) {
        return sides;
    }
    if let Some(sides) = bracket::of(scene, reading).filter(|_| p) {
        return sides;
    }
    if p && let Some(arm) = halves::own_half(scene, reading) {
        return one((arm, None));
    }
    if let Some(pair) = right_before::of(scene, reading) {
        return both(pair);
    }
    if let Some(sides) = part.as_ref().and_then(|part| tied_in(scene, reading, part)) {
        return sides;
    }
    if let Some(sides) = further::of_list(scene, reading).or_else(|| further::of_values(scene, reading)) {
        return sides;
    }
    if let Some(part) = &part
        && let Some(sides) = several::several(scene, reading, part)
    {
        return sides;
    }
    if let Some(own) = one_arm::named_for_each(scene, reading).filter(|_| p) {
        return one(own);
    }
    if let Some(sides) = two_sides::own_of_two_sides(scene, reading).filter(|_| p) {
        return sides;
    }
    let said = only_results::of(scene, reading)
        .or_else(|| right_beside::of(scene, reading))
        .or_else(|| between(scene, scene.mentions, reading.last + 1, behind(scene, reading)))
        .or_else(|| explicit(scene, scene.mentions, start, reading.first));
    let kept = |pair| if p { pair } else { oriented(pair) };
    // "7.2 months with B versus 9.9 with A (hazard ratio, 0.71 …)": the order of the values is none of the estimate.
    let valued = |pair| !p && values::of_both(scene, start, reading, pair);
    let said = said.map(|pair| if valued(pair) { scene.arms.told(pair) } else { pair });
    // Of the values of a control and another the other's is first, wherever it stands.
    let ordered = |pair| if p { scene.arms.told(pair) } else { oriented(pair) };
    if let Some(part) = part.filter(|_| said.is_none()) {
        if let Some(own) = one_arm::one_arm(scene, reading) {
            return one(own);
        }
        if let Some(arm) = one_arm::denied(scene, reading, &part) {
            return one((arm, None));
        }
        if let Some(sides) = over_time::over_time(scene, reading, &part) {
            return sides;
        }
    }
    let told = || one_arm::told_of(scene, start, reading).filter(|_| !p);
    let pair = match said.or_else(told).or_else(|| values::before(scene, start, reading).map(ordered)) {
        Some(pair) => Some(pair),
        None => {
            let pair = around(scene, start, reading);
            if let Some(sides) = pair.and_then(|pair| list::of(scene, start, reading, pair)) {
                return sides;
            }
            pair.map(kept)
        }
    };
    if let Some(pair) = pair {
        return both(direction(scene, reading, pair).unwrap_or(pair));
    }
    if let Some(other) = only_against(scene, start, reading) {
        return (scene.arms.other(other), Some(other));
    }
    let estimate = matches!(reading.result, Reported::Estimate(_));
    // "survival (0.63 …) and time to relapse (0.71 …) favoured A compared with B"
    if (p || estimate)
        && scene.named(if p { start } else { 0 }, reading.last).is_empty()
        && let Some(pair) = named_behind(scene, reading)
    {
        return both(kept(pair));
    }
    if let Some(sides) = lone::lone(scene, start, reading) {
        return sides;
    }
    let two = || scene.arms.pair().is_some() || lone::two_groups(scene);
    // A sentence that names nobody tells of the arm under test; "the difference was significant" of the values before.
    let difference = || scene.s.items.iter().any(|item| item.cue == Cue::Difference);
    let pair = scene.order.filter(|_| two() && !tied(scene));
    let pair = pair.map(|pair| if p && difference() { pair } else { ordered(pair) });
    let pair = pair
        .or_else(|| told_before(scene, start, reading).or_else(|| sentence_before(scene, reading)).map(kept));
    // "Evidence shows improved knowledge, mean difference 0.87", of the one intervention that a review is about; a control is what
    // it is held against.
    let slope =
        matches!(&reading.result, Reported::Estimate(e) if e.measure == Measure::RegressionCoefficient);
    let one_only = scene.arms.arms.len() == 1
        && (scene.arms.count() == 1 || !scene.named(start, reading.first).is_empty())
        && !tied(scene);
    // "With A pain fell (P = 0.02)": what a P value is of is named, at least.
    let named = || !scene.named(0, scene.s.items.len()).is_empty();
    let alone = one_only && (estimate && !slope || p && named());
    let only = alone.then_some(ArmId(0));
    let held = scene.arms.is_control(ArmId(0))
        || p && alone && scene.mentions.iter().all(|m| lone::set_against(scene, m));
    let sides = if held { (None, only) } else { (only, None) };
    pair.map_or(sides, both)
}

/// `pain fell more than with placebo (P = 0.02)`: the only arm named, where it stands behind "versus".
fn only_against(scene: &Scene<'_, '_>, start: usize, reading: &Reading) -> Option<ArmId> {
    let before = inside(scene.mentions, start, reading.first);
    let named = if before.is_empty() {
        inside(scene.mentions, reading.last + 1, behind(scene, reading))
    } else {
        before
    };
    let mention = named.first()?;
    (lone::set_against(scene, mention) && part::sole(named).is_some()).then_some(mention.arm)
}

/// The two arms that the statement goes on to set against each other.
fn named_behind(scene: &Scene<'_, '_>, reading: &Reading) -> Option<(ArmId, ArmId)> {
    let s = scene.s;
    let over = |i: &usize| s.items[*i].depth == 0 && (s.mark(*i) == Some(';') || s.is_of(*i, Sort::Turn));
    let end = (reading.last..s.items.len()).find(over).unwrap_or(s.items.len());
    order_in(scene, reading.last, end)
}

/// Whether a result compares nobody: a correlation, what a test finds.
fn unoriented(reading: &Reading) -> bool {
    let Reported::Estimate(estimate) = &reading.result else { return false };
    matches!(
        estimate.measure,
        Measure::Correlation | Measure::Auc | Measure::Sensitivity | Measure::Specificity | Measure::Kappa
    )
}

/// Items between "receiving", what is received and the verb, at most.
const GIVEN: usize = 3;

/// `Smoking was associated with a higher risk of stroke (1.8 …)`: what the sentence is about, where it is no arm of the trial.
fn subject(scene: &Scene<'_, '_>, reading: &Reading) -> Option<(ArmId, Option<ArmId>)> {
    let of = |subject: &&Subject| subject.verb < reading.first && reading.first < subject.end;
    let own = scene.subjects.iter().rfind(of)?;
    let arms = |m: &Mention| {
        let against = own.against == Some(m.arm);
        m.first > own.verb && m.last < reading.first && scene.arms.known(m.arm) && !against
    };
    let apart =
        (own.verb..reading.first).any(|i| scene.s.mark(i) == Some(';') && scene.s.items[i].depth == 0);
    // "Smokers receiving A had more relapses than with B": of A.
    let itself = |m: &Mention| scene.further.iter().any(|f| f.arm == own.arm && f.last >= m.first);
    let given = |m: &Mention| {
        let behind = m.last < own.verb && own.verb <= m.last + GIVEN && m.arm != own.arm && !itself(m);
        behind && (m.first.saturating_sub(GIVEN)..m.first).any(|i| scene.s.cue(i) == Cue::Received)
    };
    let other = |m: &Mention| arms(m) || scene.arms.known(m.arm) && given(m);
    (!apart && !scene.mentions.iter().any(other)).then_some((own.arm, own.against))
}

/// Where what stands behind a result, or the row of P values that it is in, ends.
fn behind(scene: &Scene<'_, '_>, reading: &Reading) -> usize {
    let len = scene.s.items.len();
    let row = row_end(scene, reading);
    let next = scene.readings.iter().map(|r| r.first).find(|first| *first > row).unwrap_or(len);
    next.min(row + BEHIND).min(len)
}

/// The end of the row of P values that starts with this one: "P = 0.01, P = 0.02, and P = 0.03".
fn row_end(scene: &Scene<'_, '_>, reading: &Reading) -> usize {
    let s = scene.s;
    let p_value = |r: &Reading| matches!(r.result, Reported::PValue(_));
    let joint = |i: usize| s.cue(i) == Cue::And || s.mark(i) == Some(',');
    let mut end = reading.last;
    if p_value(reading) {
        for next in scene.readings.iter().filter(|r| r.first > reading.last).take(ROW) {
            if !p_value(next) || !(end + 1..next.first).all(joint) {
                break;
            }
            end = next.last;
        }
    }
    end
}

/// The two arms that the sentence names around a result, or whose values it gives before it.
fn around(scene: &Scene<'_, '_>, start: usize, reading: &Reading) -> Option<(ArmId, ArmId)> {
    let end = (row_end(scene, reading) + BEHIND).min(scene.s.items.len());
    // "A lowered it by 29% and B by 18%, compared with C": each against the one behind.
    let own = part::sole(scene.named(start, reading.first));
    let given = |pair: (ArmId, ArmId)| match own {
        Some(own) if own != pair.0 && own != pair.1 => (own, pair.1),
        _ => pair,
    };
    let pair = order_in(scene, start, reading.first)
        .or_else(|| order_in(scene, start, end).map(given))
        .or_else(|| nearest(scene, start, reading))
        .or_else(|| values::before(scene, 0, reading))?;
    // "A lowered it in those with D (0.61 …)": D is none of the two that the trial compares.
    let told =
        |_: &(ArmId, ArmId)| scene.arms.tested().is_some() && matches!(reading.result, Reported::Estimate(_));
    let trial = scene.arms.pair().filter(told);
    let own = |arm: ArmId| trial.is_some_and(|(a, b)| arm == a || arm == b);
    let held = || scene.named(start, end).iter().any(|m| lone::set_against(scene, m));
    trial.filter(|_| own(pair.0) != own(pair.1) && !held()).or(Some(pair))
}

/// The mentions that stand wholly from item `from` on and before item `to`.
fn inside(named: &[Mention], from: usize, to: usize) -> &[Mention] {
    let start = named.partition_point(|m| m.first < from);
    let end = named.partition_point(|m| m.last < to);
    &named[start..end.max(start)]
}

/// Whether two mentions are set against each other: "X versus Y", "between X and Y".
fn opposed(scene: &Scene<'_, '_>, a: &Mention, b: &Mention) -> bool {
    let s = scene.s;
    let mut joints = a.last + 1..b.first;
    // "comparing A with B", "the comparison of A to B"
    let with = joints.len() <= 4 && joints.clone().any(|i| s.is_word(i, &["with", "to"]));
    let compares = |i: usize| s.is_of(i, Sort::Compares) && s.cue(i) != Cue::Versus;
    if with && a.arm != b.arm && (a.first.saturating_sub(4)..a.first).any(compares) {
        return true;
    }
    a.arm != b.arm
        && (joints.clone().any(|i| sets_against(s, i)) && joints.len() <= 8
            || joints.len() <= 3
                && joints.any(|i| s.cue(i) == Cue::And)
                && (a.first.saturating_sub(3)..a.first).any(|i| s.is_word(i, &["between"])))
}

/// "versus", "than", "fewer than"; "over" is often a time.
fn sets_against(s: &Sentence<'_>, i: usize) -> bool {
    // "and significantly greater than": of who was named before.
    let anew = |i: usize| (i.saturating_sub(2)..i).any(|k| s.cue(k) == Cue::And);
    let than =
        |i: usize| s.words(i).get(s.words(i).len().saturating_sub(5)..).is_some_and(|end| end == " than");
    match s.cue(i) {
        Cue::Versus => true,
        Cue::MoreThan | Cue::LessThan => {
            than(i) && !s.items.get(i + 1).is_some_and(Item::numeric) && !anew(i)
        }
        _ => false,
    }
}

/// `difference vs placebo`: whether an arm is named by the name of a measure alone, as what that is held against.
fn of_measure(s: &Sentence<'_>, mention: &Mention) -> bool {
    matches!(s.cue(mention.first), Cue::Measure { .. })
}

/// `7.3% between X and Y`, `0.70 for X versus Y`: right behind the result.
fn between(scene: &Scene<'_, '_>, named: &[Mention], from: usize, to: usize) -> Option<(ArmId, ArmId)> {
    let near = inside(named, from, to);
    let at = near.windows(2).position(|pair| opposed(scene, &pair[0], &pair[1]))?;
    let a = near.get(at)?;
    // A clause of its own says something else.
    let s = scene.s;
    let next = |i: usize| {
        matches!(s.cue(i), Cue::Or | Cue::And)
            && i > from
            && (s.closes(i - 1) || i > from + 1 && s.closes(i - 2))
    };
    // "between A and B (P = 0.01), but not between A and C"
    let told = || !inside(named, s.clause_start(from), from).is_empty();
    let turns = |i: usize| s.is_of(i, Sort::Turn) && s.items[i].depth == 0 && told();
    let cut = (from..a.first).any(|i| s.mark(i) == Some(';') || s.cue(i) == Cue::Was || next(i) || turns(i));
    (!cut).then(|| sides(s, near, at))
}

/// `odds ratio [uncemented vs. cemented], 4.37`: inside the result's own words.
fn within(scene: &Scene<'_, '_>, reading: &Reading) -> Option<(ArmId, ArmId)> {
    let own = |all| {
        let mut own = inside(all, reading.first, reading.last + 1).windows(2);
        own.find(|pair| opposed(scene, &pair[0], &pair[1]))
    };
    let pair = own(scene.mentions).or_else(|| own(scene.further).filter(|_| !unoriented(reading)))?;
    let (a, b) = (pair[0].arm, pair[1].arm);
    // "the difference between B and A of 2.4" says of neither that it comes first.
    let and = !(pair[0].last + 1..pair[1].first).any(|i| sets_against(scene.s, i));
    Some(if and { scene.arms.told((a, b)) } else { (a, b) })
}

/// The comparison named last before the result.
fn explicit(scene: &Scene<'_, '_>, named: &[Mention], from: usize, to: usize) -> Option<(ArmId, ArmId)> {
    let near = inside(named, from, to);
    let at = near.windows(2).rposition(|pair| opposed(scene, &pair[0], &pair[1]))?;
    Some(sides(scene.s, near, at))
}

/// The two arms named last before the result, where several are: of more than two those that the sentence holds against each
/// other.
fn nearest(scene: &Scene<'_, '_>, from: usize, reading: &Reading) -> Option<(ArmId, ArmId)> {
    let mut near = scene.mentions.iter().rev().filter(|m| m.first >= from && m.last < reading.first);
    let b = near.next()?;
    let a = near.find(|m| m.arm != b.arm)?;
    (scene.arms.count() <= 2 || list::held_apart(scene, reading, a, b)).then_some((a.arm, b.arm))
}
