//! P values of one arm: against its own state before, or against an arm named elsewhere.

use super::super::arms::Mention;
use super::super::frames::Scene;
use super::held_first::{favoured, held_before};
use super::in_bracket::in_bracket;
use super::lone::set_against;
use super::part::{Part, held_since, sole};
use super::several::distinct;
use super::two_sides;
use super::{Sides, inside, of_measure, opposed, sets_against, values};
use crate::extract::read::Reading;
use crate::finding::{ArmId, Reported};
use crate::lex::{Cue, Sort};

/// `16% with A (P < 0.05 v placebo)`: what a P value's own words hold against another; `(P < 0.05 v baseline)`: against its own
/// state before.
pub(super) fn against_behind(scene: &Scene<'_, '_>, reading: &Reading) -> Option<Sides> {
    let s = scene.s;
    let behind = reading.last + 1;
    let versus = s.cue(behind) == Cue::Versus;
    let start = s.clause_start(reading.first);
    if let Some(sides) = two_sides::behind_bracket(scene, reading) {
        return Some(sides);
    }
    // "(16 and 15 mm Hg, respectively; P < 0.05 v baseline)"
    let every = reading.first.checked_sub(1).is_some_and(|b| s.is_word(b, &["all", "both", "each"]))
        || (reading.first.saturating_sub(3)..reading.first).any(|i| s.cue(i) == Cue::Respectively);
    if (versus || s.is_word(behind, &["from"]))
        && held_since(scene, behind)
        && scene.named(behind, behind + NAMED).is_empty()
    {
        let named = scene.named(start, reading.first);
        let beside = value_before(scene, reading).filter(|_| !every);
        return Some((beside.or_else(|| sole(named)), None));
    }
    if !versus {
        return None;
    }
    // "mood (P = 0.03 v B and C) and pain (P = 0.04 v B)": what another P value is held against.
    let aside = |m: &Mention| s.items[m.first].depth > 0 && (m.last + 1..reading.first).any(|i| s.closes(i));
    let near = |other: Option<ArmId>| {
        let named = scene.mentions.iter().rfind(|m| m.last < reading.first && !aside(m))?;
        (named.last + NEAR >= reading.first && Some(named.arm) != other).then_some(named.arm)
    };
    // "P < 0.05 v B and C": against both.
    let listed = scene.named(behind + 1, behind + 1 + NAMED);
    if let [one, next, ..] = listed
        && one.first <= behind + 2
        && one.arm != next.arm
        && (one.last + 1..next.first).all(|i| matches!(s.cue(i), Cue::And | Cue::Or | Cue::Article))
    {
        let own = scene.named(start, reading.first);
        let own = own.iter().rev().map(|m| m.arm).find(|arm| listed.iter().all(|m| m.arm != *arm));
        return Some((own.filter(|_| !every), Some(one.arm)));
    }
    let Some(other) = scene.named(behind + 1, behind + 3).first().map(|m| m.arm) else {
        // "P < 0.05 v all others": of more than two arms nobody knows which.
        let unknown = scene.arms.count() > 2 && scene.named(behind, behind + NAMED).is_empty();
        return (unknown && !every).then(|| near(None)).flatten().map(|own| (Some(own), None));
    };
    let own = || {
        let named = scene.named(start, reading.first).iter().filter(|m| !aside(m));
        named.map(|m| m.arm).filter(|arm| *arm != other)
    };
    // "16% with A, 14% with B and 12% with C (all P < 0.05 v placebo)"
    if every && distinct(own()) > 1 {
        return Some((None, Some(other)));
    }
    if let Some(named) = near(Some(other)) {
        return Some((Some(named), Some(other)));
    }
    // "A and B lowered it (16 and 15 mm Hg; P < 0.05 v placebo)"
    let of_one = own().next().filter(|one| own().all(|arm| arm == *one));
    (scene.arms.count() > 2).then_some((of_one, Some(other)))
}

/// Items behind "versus" in which a name may stand, at most.
const NAMED: usize = 6;

/// The arm of the value right before a P value.
pub(super) fn value_before(scene: &Scene<'_, '_>, reading: &Reading) -> Option<ArmId> {
    let at = scene.readings.iter().position(|r| std::ptr::eq(r, reading))?.checked_sub(1)?;
    let near = reading.first.checked_sub(scene.readings[at].last)? <= NEAR;
    scene.bound[at].filter(|_| near)
}

/// Items between an arm and a P value of its own, at most.
const NEAR: usize = 12;

/// The one arm that a P value is of, by the value it stands behind or by the name, and what it is held against; nothing
/// where that is the arm's own state before.
pub(super) fn one_arm(scene: &Scene<'_, '_>, reading: &Reading) -> Option<(ArmId, Option<ArmId>)> {
    let arm = change_before(scene, reading).or_else(|| behind_its_name(scene, reading));
    match arm {
        // "(P = 0.003 versus placebo)", "in A (P = 0.003) and in B (P = 0.02), compared with placebo"
        Some(arm) => {
            let favoured = || scene.arms.other(arm).filter(|_| favoured(scene, reading, arm));
            let against = held_against(scene, reading, arm);
            Some((arm, against.or_else(|| held_before(scene, reading, arm)).or_else(favoured)))
        }
        None => {
            let (arm, own) = beside_one(scene, reading)?;
            Some((arm, scene.arms.other(arm).filter(|_| !own && !from_baseline(scene))))
        }
    }
}

/// Items from a P value to the arm that did not change, at most.
const NOT: usize = 9;

/// `pain fell with A (P = 0.01), but not with B`, `while it did not with B (P = 0.32)`: the arm of a change that is denied of the
/// other, or of the denial.
pub(super) fn denied(scene: &Scene<'_, '_>, reading: &Reading, part: &Part) -> Option<ArmId> {
    let s = scene.s;
    if !s.may_say(&[Sort::Negation]) || part.compares(scene) {
        return None;
    }
    let arm = sole(scene.named(part.start, part.first))?;
    let not = |i: usize| s.is_word(i, &["not"]);
    let other = |from: usize| scene.named(from, from + 4).first().is_some_and(|m| m.arm != arm);
    let close = (reading.last + 1..reading.last + 4).find(|i| s.closes(*i)).unwrap_or(reading.last);
    let but = (close + 1..close + 3).find(|i| s.is_word(*i, &["but", "and"]));
    // "(P = 0.01), but not with B"
    let denied = but.is_some_and(|but| not(but + 1) && s.cue(but + 2) == Cue::Preposition && other(but + 2));
    // "(P = 0.32)" right behind "did not"
    let ends = |i: usize| i > 1 && not(i - 1) && s.is_word(i - 2, &["did", "was", "were"]);
    let itself = || s.opens(part.first - 1) && ends(part.first - 1);
    // "(P = 0.01), while B did not (P = 0.32)"
    let then = || {
        let open = (close + 1..close + 2 + NOT).find(|i| s.opens(*i));
        open.is_some_and(|open| ends(open) && scene.named(close, open).iter().any(|m| m.arm != arm))
    };
    (denied || part.first > 0 && itself() || then()).then_some(arm)
}

/// Whether a sentence holds what it gives against a baseline: "from baseline", "compared with baseline".
fn from_baseline(scene: &Scene<'_, '_>) -> bool {
    let s = scene.s;
    let held = |b: usize| s.cue(b) == Cue::Versus || s.is_word(b, &["from", "with", "to"]);
    (1..s.items.len()).any(|i| s.is_word(i, &["baseline"]) && held(i - 1))
}

/// The arm right behind a "versus" that follows a P value, or that leads its sentence, where it is another.
pub(super) fn held_against(scene: &Scene<'_, '_>, reading: &Reading, arm: ArmId) -> Option<ArmId> {
    let s = scene.s;
    let depth = s.items.get(reading.main)?.depth;
    // "in A (P = 0.01), but not B (P = 0.32), than in C"
    let turns = |i: usize| s.is_of(i, Sort::Turn) && !s.is_word(i + 1, &["not"]);
    let over = |i: &usize| s.mark(*i) == Some(';') && s.items[*i].depth < depth || turns(*i);
    let end = (reading.last + 1..s.items.len()).find(over).unwrap_or(s.items.len());
    // "better than those of B", "superior to B"
    let likened = |i: usize| s.is_of(i, Sort::Likened) && s.cue(i + 1) == Cue::To;
    let many = scene.arms.count() > 2;
    let against = |i: &usize| s.cue(*i) == Cue::Versus || many && (sets_against(s, *i) || likened(*i));
    // "(P = 0.01), by 16% with B (P = 0.02) and by 39% with C (P = 0.003 v placebo)": another's own.
    let own = depth == 0 || {
        let versus = (reading.last + 1..end).find(against);
        versus.is_none_or(|at| s.items[at].depth < depth || !(reading.last + 1..at).any(|i| s.closes(i)))
    };
    let versus = (reading.last + 1..end).find(|i| own && against(i));
    let leads = || (0..2.min(reading.first)).find(|i| s.cue(*i) == Cue::Versus);
    let versus = versus.or_else(leads)?;
    let named = scene.named(versus + 1, versus + NAMED).first()?;
    let same = s.items.get(versus)?.depth >= s.items.get(named.first)?.depth;
    (same && named.arm != arm).then_some(named.arm)
}

/// `from 7.2 to 3.1 (P = 0.003)`: the arm of both ends of the change that a P value stands right behind.
fn change_before(scene: &Scene<'_, '_>, reading: &Reading) -> Option<ArmId> {
    let s = scene.s;
    let at = scene.readings.iter().position(|r| std::ptr::eq(r, reading))?;
    let (start, end) = (at.checked_sub(2)?, at.checked_sub(1)?);
    let arm = scene.bound[end].filter(|arm| scene.bound[start] == Some(*arm))?;
    // "(A 44 to 41, B 35 to 58, P = 0.003)": of both.
    let after_other = start.checked_sub(1).and_then(|b| scene.bound[b]).is_some_and(|other| other != arm);
    let (start, end) = (&scene.readings[start], &scene.readings[end]);
    // "from 7.2 to 3.1 (P = 0.003)", "(7.2 to 3.1, P = 0.003)"
    // "from 16 to 17 with A and from 18 to 14 with B (P = 0.04)": of both.
    let depth_of = |r: &Reading| s.items.get(r.main).map_or(0, |item| item.depth);
    let sided = after_other && depth_of(start) == 0;
    let bracketed = || {
        let depth = |r: &Reading| s.items.get(r.main).map_or(0, |item| item.depth);
        !after_other && depth(start) > 0 && depth(start) == depth(end) && depth(end) == depth(reading)
    };
    let from = start.first.checked_sub(1).is_some_and(|b| s.is_word(b, &["from"])) || bracketed();
    let to = (start.last + 1..end.first).any(|i| s.cue(i) == Cue::To);
    let right_behind = (end.last + 1..reading.first)
        .all(|i| s.mark(i).is_some() || s.unit_end(i).is_some() || s.cue(i) == Cue::Unit);
    // "from 7.2 to 3.1 gm/m2 [P = 0.003] with A"
    let gap = end.last + 1..reading.first;
    let unit = gap.len() <= UNIT
        && reading.first.checked_sub(1).is_some_and(|b| s.opens(b))
        && scene.named(gap.start, gap.end).is_empty()
        && !gap.clone().any(|i| s.cue(i) != Cue::None);
    // "compared with A (from 7.1 to 5.6; P = 0.003)": of both.
    let against = |m: &Mention| m.arm == arm && set_against(scene, m);
    let compared = inside(scene.mentions, 0, start.first).last().is_some_and(against);
    (from && to && (right_behind || unit) && !compared && !sided).then_some(arm)
}

/// Items of a unit that is not known, and the bracket behind, at most.
const UNIT: usize = 4;

/// `in the A group (P = 0.003) but not in the B group (P = 0.41)`, `(P = 0.003 for A; P = 0.41 for B)`: the arm whose
/// bracket opens on a P value, or that stands right behind it, where another arm has one of its own.
fn behind_its_name(scene: &Scene<'_, '_>, reading: &Reading) -> Option<ArmId> {
    let own = |r: &Reading| {
        matches!(r.result, Reported::PValue(_)).then(|| {
            in_its_bracket(scene, r)
                .or_else(|| before_its_name(scene, r))
                .or_else(|| labelled(scene, r))
                .or_else(|| in_bracket(scene, r))
        })?
    };
    let arm = own(reading)?;
    scene.readings.iter().filter_map(own).any(|other| other != arm).then_some(arm)
}

/// `in the A group (P = 0.003)`
fn in_its_bracket(scene: &Scene<'_, '_>, reading: &Reading) -> Option<ArmId> {
    let open = reading.first.checked_sub(1).filter(|at| scene.s.opens(*at))?;
    let at = scene.mentions.iter().position(|m| m.last + 1 == open)?;
    // "for A and B (P = 0.44)": of both.
    let alone = at == 0 || !listed(scene, &scene.mentions[at - 1], &scene.mentions[at]);
    alone.then_some(scene.mentions[at].arm)
}

/// `(P = 0.003 for A; …)`, `P = 0.003 [A]`: in one bracket with it, which closes or goes on behind the name.
pub(super) fn before_its_name(scene: &Scene<'_, '_>, reading: &Reading) -> Option<ArmId> {
    let s = scene.s;
    let depth = s.items.get(reading.main).map_or(0, |item| item.depth);
    let named = scene.named(reading.last + 1, reading.last + 4).first()?;
    let behind =
        matches!(s.mark(named.last + 1), Some(')' | ']' | ';' | ',')) || s.cue(named.last + 1) == Cue::And;
    // "(P = 0.003 in the A group, P = 0.41 B)"
    let said = s.is_word(reading.last + 1, &["for", "in", "with"]) || named.first == reading.last + 1;
    let open = reading.last + 1;
    if depth > 0 && s.opens(open) && named.first == open + 1 && s.closes(named.last + 1) {
        return Some(named.arm);
    }
    (depth > 0 && said && behind && s.items[named.first].depth == depth).then_some(named.arm)
}

/// Items between the label of a bracket and what it is of, at most.
const LABELLED: usize = 40;

/// `(A: P = 0.003; B: P = 0.41)`, `(A, odds ratio 1.4 …; B, …)`: the arm that its part of a bracket, or of a row, opens on.
pub(super) fn labelled(scene: &Scene<'_, '_>, reading: &Reading) -> Option<ArmId> {
    let s = scene.s;
    let depth = s.items.get(reading.main)?.depth;
    let start = reading.first.saturating_sub(LABELLED);
    let opens = |i: &usize| {
        let near = s.items[*i].depth;
        near < depth && s.opens(*i) || near == depth && s.mark(*i) == Some(';')
    };
    let mut open = (start..reading.first).rev().find(opens)?;
    // "(A, 96 mm Hg; P = 0.01; B, 89 mm Hg; P = 0.02)"
    let p = matches!(reading.result, Reported::PValue(_));
    if p && open + 1 == reading.first && s.mark(open) == Some(';') {
        open = (start..open).rev().find(opens)?;
    }
    let label = scene.named(open + 1, open + 3).first()?;
    let article = label.first == open + 1 || s.cue(open + 1) == Cue::Article;
    let mark = matches!(s.mark(label.last + 1), Some(':' | ','));
    let alone = scene.named(label.last + 1, reading.first).is_empty();
    (article && mark && alone && depth > 0 && !of_measure(s, label)).then_some(label.arm)
}

/// `(P = 0.01 for A and P = 0.03 for B, versus C)`: the arm right behind a P value, where another has one as well, and what
/// both are held against.
pub(super) fn named_for_each(scene: &Scene<'_, '_>, reading: &Reading) -> Option<(ArmId, Option<ArmId>)> {
    let own =
        |r: &Reading| matches!(r.result, Reported::PValue(_)).then(|| before_its_name(scene, r)).flatten();
    let arm = own(reading)?;
    let mut others = scene.readings.iter().filter_map(own);
    if !others.any(|other| other != arm) {
        return None;
    }
    let each = |arm: ArmId| scene.readings.iter().filter_map(own).any(|own| own == arm);
    let before = || {
        let named = scene.named(0, reading.first).iter().rev();
        named.filter(|m| !each(m.arm)).find(|m| set_against(scene, m)).map(|m| m.arm)
    };
    let against = held_against(scene, reading, arm).filter(|against| !each(*against));
    Some((arm, against.or_else(before)))
}

/// The place of a P value in a row of them, and how many the row has: "P = 0.01, P = 0.02, and P = 0.03".
pub(super) fn place_in_row(scene: &Scene<'_, '_>, reading: &Reading) -> Option<(usize, usize)> {
    let s = scene.s;
    let at = scene.readings.iter().position(|r| std::ptr::eq(r, reading))?;
    let joint = |i: usize| s.cue(i) == Cue::And || s.mark(i) == Some(',');
    let next = |pair: &[Reading]| {
        matches!(pair[1].result, Reported::PValue(_))
            && matches!(pair[0].result, Reported::PValue(_))
            && pair[1].first > pair[0].last + 1
            && (pair[0].last + 1..pair[1].first).all(joint)
    };
    let from =
        scene.readings[at.saturating_sub(LIST)..=at].windows(2).rev().take_while(|pair| next(pair)).count();
    let to = scene.readings[at..].windows(2).take(LIST).take_while(|pair| next(pair)).count();
    Some((from, from + to + 1))
}

/// P values of one list, at most.
const LIST: usize = 6;

/// Whether two mentions stand in one list, or are set against each other.
pub(super) fn listed(scene: &Scene<'_, '_>, a: &Mention, b: &Mention) -> bool {
    let s = scene.s;
    let joint = |i: usize| {
        matches!(s.cue(i), Cue::And | Cue::Or | Cue::Article | Cue::Group) || s.mark(i) == Some(',')
    };
    (a.last + 1..b.first).all(joint) || opposed(scene, a, b)
}

/// `13.3 in the A group (P = 0.17), 11.1 in the B group (P = 0.04)`, `fell by 9.5 with A (7.7 to 11.2, P<0.001)`: the arm of
/// the one value that a P value stands right behind, where the value before that has a P value of its own or is of the
/// same arm; and whether the other arm has one as well.
fn beside_one(scene: &Scene<'_, '_>, reading: &Reading) -> Option<(ArmId, bool)> {
    let s = scene.s;
    let at = scene.readings.iter().position(|r| std::ptr::eq(r, reading))?;
    let value = at.checked_sub(1)?;
    let arm = scene.bound[value]?;
    let near = reading.first.checked_sub(scene.readings[value].last)?;
    // "more than with A (24%, P = 0.02)", where what was more has none of its own
    let named = scene.mentions.iter().rfind(|m| m.last < reading.first);
    let held = named.is_some_and(|m| {
        let before = |r: &Reading| matches!(r.result, Reported::PValue(_)) && r.last < m.first;
        m.arm == arm && s.opens(m.last + 1) && set_against(scene, m) && !scene.readings.iter().any(before)
    });
    let set_against = held || (scene.readings[value].last..reading.first).any(|i| s.cue(i) == Cue::Versus);
    let p_value = |i: usize| scene.readings.get(i).is_some_and(|r| matches!(r.result, Reported::PValue(_)));
    // "systolic and diastolic pressure by 9.4 and 6.2 mm Hg (P = 0.01)": all values of one arm go with its P value.
    let of = |i: usize, arm: ArmId| scene.bound.get(i).copied().flatten() == Some(arm);
    let start = (0..=value).rev().take_while(|i| of(*i, arm)).last()?;
    let compared = (scene.readings[start].last..scene.readings[value].first).any(|i| s.cue(i) == Cue::Versus);
    let before = start.checked_sub(1).and_then(|b| scene.bound[b]);
    let row = before.is_some_and(|before| before != arm);
    let next = scene.bound.get(at + 1).copied().flatten().filter(|next| {
        let end = (at + 1..scene.readings.len()).take_while(|i| of(*i, *next)).last();
        *next != arm && end.is_some_and(|end| p_value(end + 1))
    });
    let after_p = start.checked_sub(1).is_some_and(p_value);
    // Both of two arms have one, or it is of a change from the one to the other: neither is held against the other.
    let last = start.checked_sub(2).and_then(|b| scene.bound[b]).filter(|_| after_p);
    let other = scene.arms.other(arm);
    // Of two of which neither is a control, a row of one arm's own tells of its changes.
    let equals = || {
        let versus = |i: usize| s.items[i].depth == 0 && s.cue(i) == Cue::Versus;
        scene.arms.tested().is_none()
            && !(s.clause_start(reading.first)..reading.first).any(versus)
            && !scene.arms.is_control(arm)
            && other.is_some_and(|other| !scene.arms.is_control(other))
    };
    let each = other.is_some() && (next == other || last == other || equals()) || start < value;
    // "(P = 0.02 between groups)"
    let between = s.is_word(reading.last + 1, &["between"]);
    (near <= 8 && !set_against && !compared && !between && !row && (next.is_some() || after_p))
        .then_some((arm, each))
}

/// `longer in B (16 vs 19; hazard ratio, 0.63)`: an estimate is of the only arm that is named before, whichever value stands first.
pub(super) fn told_of(scene: &Scene<'_, '_>, start: usize, reading: &Reading) -> Option<(ArmId, ArmId)> {
    let (a, b) = values::before(scene, start, reading)?;
    let first = scene.values.iter().find(|i| scene.readings[**i].first >= start)?;
    let named = scene.named(start, scene.readings[*first].first);
    let told = sole(named) == Some(b) && !named.iter().any(|m| set_against(scene, m));
    told.then_some((b, a))
}
