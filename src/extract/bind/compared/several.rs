//! P values over more than two arms, and of one arm held against several.

use super::super::arms::Mention;
use super::super::frames::Scene;
use super::Sides;
use super::one_arm::{place_in_row, value_before};
use super::part::{Part, held_since, sole};
use super::sets_against;
use crate::extract::item::Item;
use crate::extract::read::Reading;
use crate::finding::{ArmId, Reported};
use crate::lex::{Cue, Sort};

/// Items between two names of one list, at most: "in A (12%) and in B".
const APART: usize = 9;

/// Items from one name to the next in "in A and in B", at most.
const CLOSE: usize = 4;

/// Items between a row and its P value, at most.
const ROW: usize = 6;

/// `A rose more than B and C`: of A, held against the first of both, which it is true of as well; `A and B rose more than C`: of A,
/// held against C; `12% in A, 14% in B and 16% in C`: of nobody.
pub(super) fn several(scene: &Scene<'_, '_>, reading: &Reading, part: &Part) -> Option<Sides> {
    if among(scene, part) {
        return Some((None, None));
    }
    // But "more with A than with B (P = 0.01 for all comparisons)" is of the two.
    let two = || distinct(scene.named(part.start, part.first).iter().map(|m| m.arm)) == 2;
    let nobody = || (scene.arms.count() > 2 && for_all(scene, part) && !two()).then_some((None, None));
    sides(scene, reading, part).or_else(nobody)
}

fn sides(scene: &Scene<'_, '_>, reading: &Reading, part: &Part) -> Option<Sides> {
    let s = scene.s;
    let named = scene.named(part.start, part.first);
    let none = named.is_empty() && scene.arms.count() > 2;
    if let Some(sides) = none.then(|| behind(scene, reading)).flatten() {
        return Some(sides);
    }
    let versus = |i: &usize| versus(scene, *i);
    let mut signs = (part.start..part.first).filter(versus);
    let of_values = |i: usize| s.items.get(i + 1).is_some_and(Item::numeric);
    let (sign, row_too) = match (signs.next(), signs.next()) {
        (Some(sign), None) => (sign, false),
        // "12% in A, 14% in B and 16% in C", "in A, B and C"
        (None, _) if each(scene, part, named) || listed(scene, named) || together(scene, part, named) => {
            return Some((None, None));
        }
        (first, second) if distinct(row(scene, part)) > 2 || thrice(scene, part) => {
            // "A and B were better than C (12 and 13 versus 7)": the names are held against each other before the values are.
            let once = second.filter(|i| of_values(*i) && signs.next().is_none());
            match first.filter(|i| !of_values(*i) && once.is_some()) {
                Some(sign) => (sign, true),
                None => return Some((None, None)),
            }
        }
        _ => return None,
    };
    let at = named.partition_point(|m| m.first < sign);
    let (before, behind) = named.split_at(at);
    let (left, right) = if before.is_empty() {
        // "Compared with B and C, A …", "Compared with C, A and B …"
        let comma =
            |pair: &[Mention]| s.mark(pair[0].last + 1) == Some(',') && !joined(scene, &pair[0], &pair[1]);
        let cut = behind.windows(2).position(comma)? + 1;
        (&behind[cut..], &behind[..cut])
    } else {
        (before, behind)
    };
    let list = |side: &[Mention]| all_joined(scene, side);
    match (affirmed(scene, left), sole(right)) {
        (Some(one), Some(other)) if sole(left).is_none() && one != other => Some((Some(one), Some(other))),
        (Some(one), None) if list(right) && !right.is_empty() => Some((
            Some(one),
            in_row(scene, reading, right)
                .or_else(|| right.first().map(|m| m.arm))
                .filter(|other| *other != one),
        )),
        // "longer with A, 108 versus 78 and 73"
        (Some(one), None) if !row_too && scene.arms.count() > 2 && row(scene, part).nth(2).is_some() => {
            Some((Some(one), None))
        }
        (None, Some(other)) if list(left) && !left.is_empty() => Some((
            in_row(scene, reading, left).or_else(|| left.first().map(|m| m.arm)).filter(|one| *one != other),
            Some(other),
        )),
        _ => row_too.then_some((None, None)),
    }
}

/// The one arm of a side: of "A but not B" the first.
fn affirmed(scene: &Scene<'_, '_>, side: &[Mention]) -> Option<ArmId> {
    let s = scene.s;
    sole(side).or_else(|| match side {
        [one, other] => {
            let not = |i: usize| s.is_word(i, &["not"]) && i > 0 && s.is_of(i - 1, Sort::Turn);
            (one.last + 1..other.first).any(not).then_some(one.arm)
        }
        _ => None,
    })
}

/// `significantly (P = 0.02) higher in A (48%) than in B (27%) or C (5%)`: the names that stand behind, one against a list.
fn behind(scene: &Scene<'_, '_>, reading: &Reading) -> Option<Sides> {
    let s = scene.s;
    // "(P = 0.01 and P = 0.02 for A and B compared with C, respectively)"
    if place_in_row(scene, reading).is_some_and(|(_, count)| count > 1) {
        return None;
    }
    let from = reading.last + 1;
    let next = scene.readings.iter().map(|r| (r.first, &r.result));
    let mut next = next.filter(|(first, r)| *first >= from && matches!(r, Reported::PValue(_)));
    let far = next.next().map_or(s.items.len(), |(first, _)| first).min(from + FAR);
    let over = |i: &usize| s.items[*i].depth == 0 && (s.mark(*i) == Some(';') || s.is_of(*i, Sort::Turn));
    let end = (from..far).find(over).unwrap_or(far);
    let mut signs = (from..end).filter(|i| versus(scene, *i));
    let (Some(sign), None) = (signs.next(), signs.next()) else { return None };
    let named = scene.named(from, end);
    let (left, right) = named.split_at(named.partition_point(|m| m.first < sign));
    match (sole(left), sole(right)) {
        (Some(one), None) if right.len() > 1 && all_joined(scene, right) => {
            Some((Some(one), right.first().map(|m| m.arm)))
        }
        (None, Some(other)) if left.len() > 1 && all_joined(scene, left) => {
            // "6 (P = 0.02) and 9 mm Hg (P = 0.01) with A and B, compared with 5 mm Hg with C"
            let own = value_before(scene, reading).filter(|arm| left.iter().any(|m| m.arm == *arm));
            Some((own, Some(other)))
        }
        _ => None,
    }
}

/// Items behind a P value in which both sides of a comparison are named, at most.
const FAR: usize = 40;

/// Whether a place sets two against each other: "than", "superior to".
fn versus(scene: &Scene<'_, '_>, i: usize) -> bool {
    let s = scene.s;
    let likened = s.is_of(i, Sort::Likened) && s.is_word(i + 1, &["to", "with"]);
    sets_against(s, i) && !held_since(scene, i) || likened
}

/// Whether all of these stand in one list.
fn all_joined(scene: &Scene<'_, '_>, side: &[Mention]) -> bool {
    side.windows(2).all(|pair| joined(scene, &pair[0], &pair[1]))
}

/// `A, B and C … than D (P = 0.01, P = 0.02 and P = 0.03)`: of a list with as many P values the one at the same place.
fn in_row(scene: &Scene<'_, '_>, reading: &Reading, list: &[Mention]) -> Option<ArmId> {
    let (place, count) = place_in_row(scene, reading)?;
    (count == list.len()).then(|| list.get(place).map(|m| m.arm))?
}

/// `pain fell in A and B (P < 0.001)`: two arms, which both changed.
fn together(scene: &Scene<'_, '_>, part: &Part, named: &[Mention]) -> bool {
    let s = scene.s;
    let [a, b] = named else { return false };
    let said = |i: usize| s.is_word(i, &["in", "with", "for", "both"]);
    a.arm != b.arm
        && joined(scene, a, b)
        && b.first <= a.last + CLOSE
        && (a.first.saturating_sub(3)..a.first).any(said)
        && (part.start..part.first).any(|i| s.is_of(i, Sort::Moves))
        && !part.compares(scene)
        && values(scene, part).next().is_none()
}

/// Whether more than two arms are named and have a value.
fn each(scene: &Scene<'_, '_>, part: &Part, named: &[Mention]) -> bool {
    distinct(named.iter().map(|m| m.arm)) > 2 && distinct(values(scene, part)) > 2
}

/// Whether more than two names stand in one list and no other does.
fn listed(scene: &Scene<'_, '_>, named: &[Mention]) -> bool {
    distinct(named.iter().map(|m| m.arm)) > 2
        && named.windows(2).all(|pair| joined(scene, &pair[0], &pair[1]))
}

/// Whether two names stand in one list: "A and B", "in A, B, or C".
pub(super) fn joined(scene: &Scene<'_, '_>, a: &Mention, b: &Mention) -> bool {
    let gap = a.last + 1..b.first;
    gap.len() <= APART && gap.clone().any(|i| matches!(scene.s.cue(i), Cue::And | Cue::Or))
        || gap.len() <= 2 && gap.clone().any(|i| scene.s.mark(i) == Some(','))
}

/// `differed among the three groups`, `P = 0.02 for trend`: no two of more than two arms.
fn among(scene: &Scene<'_, '_>, part: &Part) -> bool {
    let s = scene.s;
    // "between the groups" is as often of two of them.
    let counted = |i: usize| s.is_word(i, &["three", "four", "five", "six"]);
    let every = |i: usize| {
        (s.is_word(i, &["among", "across"]) || s.is_word(i, &["between"]) && (i + 1..i + 4).any(counted))
            && (i + 1..i + 5).any(|k| s.cue(k) == Cue::Group)
            && !(i + 1..i + 4).any(|k| s.is_word(k, &["two", "both"]))
            && scene.named(i, part.first).is_empty()
    };
    let trend = |i: usize| s.is_word(i, &["for"]) && s.is_word(i + 1, &["trend"]);
    let many = scene.arms.count() > 2;
    (part.start..part.first).any(|i| every(i) && (many || (i + 1..i + 4).any(counted)))
        || many && (part.last + 1..part.last + 3).any(trend)
}

/// `P = 0.02 for all comparisons`
fn for_all(scene: &Scene<'_, '_>, part: &Part) -> bool {
    let s = scene.s;
    (part.last + 1..part.last + 3)
        .any(|i| s.is_word(i, &["for"]) && s.is_word(i + 1, &["all"]) && s.is_word(i + 2, &["comparisons"]))
}

/// The arms of the row of values that a P value stands right behind: "17 versus 18 versus 20, respectively".
fn row<'s>(scene: &'s Scene<'_, '_>, part: &Part) -> impl Iterator<Item = ArmId> + use<'s> {
    let last = |row: &&std::ops::Range<usize>| {
        scene.values[row.start..row.end].last().is_some_and(|i| {
            let end = scene.readings[*i].last;
            end < part.first && part.first - end <= ROW
        })
    };
    let row = scene.rows.iter().rfind(last).map_or(&[][..], |row| &scene.values[row.start..row.end]);
    row.iter().filter_map(|i| scene.bound[*i])
}

/// `17 versus 18 versus 20 (P = 0.04)`: three values set against each other right before a P value, be their arms known or not.
fn thrice(scene: &Scene<'_, '_>, part: &Part) -> bool {
    let s = scene.s;
    let before = scene.values.iter().rev().map(|i| &scene.readings[*i]);
    let mut before = before.skip_while(|r| r.first >= part.first).take(3);
    let (Some(c), Some(b), Some(a)) = (before.next(), before.next(), before.next()) else { return false };
    let against = |one: &Reading, other: &Reading| {
        let mut gap = one.last + 1..other.first;
        // "from 9 to 4 versus from 8 to 7; change, -5 versus -1"
        gap.len() < ROW && gap.clone().any(|i| s.cue(i) == Cue::Versus) && !gap.any(|i| s.items[i].numeric())
    };
    part.first.saturating_sub(c.last) <= ROW && against(a, b) && against(b, c)
}

/// The arms of the values in the part of a P value.
pub(super) fn values<'s>(scene: &'s Scene<'_, '_>, part: &Part) -> impl Iterator<Item = ArmId> + use<'s> {
    let within = part.start..part.first;
    let own = move |i: &usize| within.contains(&scene.readings[*i].first);
    (0..scene.readings.len()).filter(own).filter_map(|i| scene.bound[i])
}

/// How many different arms, counted to three.
pub(super) fn distinct(arms: impl Iterator<Item = ArmId>) -> usize {
    let mut seen = [None; 3];
    for arm in arms {
        if let Some(free) = seen.iter_mut().find(|known| known.is_none_or(|known| known == arm)) {
            *free = Some(arm);
        }
    }
    seen.iter().flatten().count()
}
