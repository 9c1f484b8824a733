//! "Respectively": a row of values and a row of arms, in one order.

use super::super::arms::Mention;
use super::listed::{in_a_row, parts_of_one};
use super::of_outcomes::of_outcomes;
use super::versus::turned;
use super::{Scene, of_one_arm, order_in};
use crate::finding::{ArmId, Reported};
use crate::lex::{Cue, Sort};

/// Items between "respectively" and a list of arms behind it, at most.
const NEAR: usize = 12;

/// `in 5.7% and 4.6% of the patients in the A group and the B group, respectively`; `A and B had 12 and 14, respectively`.
pub(super) fn respectively(scene: &mut Scene<'_, '_>) {
    if !scene.s.holds(Sort::Respectively) {
        return;
    }
    let Some(r) = (0..scene.s.items.len()).rev().find(|i| scene.s.cue(*i) == Cue::Respectively) else {
        return;
    };
    let start = scene.s.clause_start(r);
    // "were 45% and 31%, respectively, in A and B"
    let lists = mention_lists(scene, start, scene.s.items.len().min(r + NEAR));
    // The two arms of the row that the word stands behind.
    let mut dealt: Option<Dealt> = None;
    for row in scene.rows() {
        let row = &*scene.heads(row);
        let pairs = in_sets(scene, row, 2);
        // "12/9 mm Hg" is one pressure.
        if let [first, second] = *row
            && scene.follows(first, second)
        {
            continue;
        }
        // "66% (76% and 52% with A and B, respectively)": what stands before the bracket is of both.
        let row = within_its_bracket(scene, row);
        if let [one] = *row {
            last_of_two(scene, one, r);
        }
        if row.len() < 2 || scene.readings[row[0]].first < start || scene.readings[row[0]].first > r + 12 {
            continue;
        }
        // "671 patients, 651 were eligible" are no row.
        let people = matches!(scene.readings[row[0]].result, Reported::Participants(_));
        if people && (!in_a_row(scene, row) || parts_of_one(scene, row)) {
            continue;
        }
        let place = scene.readings[row[0]].first;
        // "more in A (12% and 9%, respectively) than in B (7% and 5%, respectively)": all of a bracket is of its arm.
        if let Some(arm) = bracket_of(scene, row) {
            row.iter().for_each(|i| scene.bind(*i, arm));
            continue;
        }
        if in_another_bracket(scene, row, r) {
            continue;
        }
        // The list of arms of the same length that stands nearest.
        let near = lists
            .iter()
            .filter(|list| list.len() == row.len() || list.len() > 1 && in_sets(scene, row, list.len()))
            .filter(|list| !named_again(scene, list, place))
            .min_by_key(|list| (!brackets(scene, list, row), list[0].first.abs_diff(place)));
        let arms: Option<Vec<ArmId>> = match near {
            Some(list) => Some(list.iter().map(|m| m.arm).collect()),
            // "15, 14 and 12 in the three groups, respectively"
            // "more with A, and alike with B and C (15, 14 and 12, respectively)"
            None if row.len() > 2 && !pairs && each_once(scene.named(start, place), row.len()) => {
                Some(scene.named(start, place).iter().map(|m| m.arm).collect())
            }
            None if row.len() > 2
                && !pairs
                && row.len() == scene.dealt.len()
                && scene.named(start, place).is_empty() =>
            {
                Some(scene.dealt.to_vec())
            }
            None if row.len() > 2
                && !pairs
                && row.len() == scene.arms.count()
                && scene.named(start, place).is_empty() =>
            {
                Some((0..row.len()).map(|i| ArmId(i as u16)).collect())
            }
            None if row.len() == 2 && half_known(scene, row) => None,
            // "improved in 45% and 31%, respectively, whereas 7% and 5% were worse"
            None if place > r
                && row.len() == 2
                && dealt.is_some_and(|dealt| goes_on(scene, dealt, r, row[0])) =>
            {
                dealt.map(|dealt| dealt.arms.to_vec())
            }
            // Behind the word nothing but a list of arms deals them out, unless it is right before the row; nor does it "18.3
            // months, 29% and 13%".
            None if mixed(scene, row) => None,
            None if place > r => {
                let ahead = place <= r + AHEAD && row.len() == 2 && !of_outcomes(scene, start, row, r);
                let behind = || order_in(scene, place, scene.s.items.len());
                let order = order_in(scene, 0, place).or_else(behind).filter(|_| ahead);
                order.map(|(a, b)| vec![a, b])
            }
            None => order_in(scene, 0, place)
                .map(|order| turned(scene, order, row[0], row[1]).filter(|_| pairs).unwrap_or(order))
                .or_else(|| scene.printed.filter(|_| pairs || !of_outcomes(scene, start, row, r)))
                .filter(|_| row.len() == 2 || pairs)
                .map(|(a, b)| vec![a, b]),
        };
        if let Some(arms) = arms {
            if let [a, b] = arms[..]
                && row.len() == 2
                && place < r
            {
                let named = near.is_some() || order_in(scene, 0, place).is_some();
                dealt = Some(Dealt { kind: scene.readings[row[0]].result.kind(), arms: [a, b], named });
            }
            for (reading, arm) in row.iter().zip(arms.into_iter().cycle()) {
                scene.bind(*reading, arm);
            }
        }
    }
}

/// `111 (6) and 115 (4) in A and B, respectively`, where the first was not read: the second is of the second.
fn last_of_two(scene: &mut Scene<'_, '_>, value: usize, r: usize) {
    let s = scene.s;
    let reading = &scene.readings[value];
    let (start, end) = (reading.first, reading.last);
    let number = |k: usize| s.items[k].numeric();
    let and = start.checked_sub(1).is_some_and(|k| s.cue(k) == Cue::And);
    if !and || !reading.is_share_or_quantity() || !(start.saturating_sub(UNREAD)..start).any(number) {
        return;
    }
    let lists = mention_lists(scene, end + 1, s.items.len().min(end + 1 + NEAR));
    let Some([one, other]) = lists.first() else { return };
    if other.last < r
        && r <= other.last + NEAR
        && !(end + 1..one.first).any(number)
        && !(other.last..r).any(number)
    {
        scene.bind(value, other.arm);
    }
}

/// Items from a number that was not read to the value behind it, at most: "111 (6) and".
const UNREAD: usize = 6;

/// `in the A and B groups (12% and 9%, respectively)`: whether a row stands in the bracket behind a list.
fn brackets(scene: &Scene<'_, '_>, list: &[Mention], row: &[usize]) -> bool {
    let s = scene.s;
    let (Some(end), Some(first)) = (list.last().map(|m| m.last), row.first()) else { return false };
    let first = scene.readings[*first].first;
    let between = |i: &usize| (end..first).contains(&scene.readings[*i].first);
    let opens = |k: usize| s.opens(k) && s.items[k].depth == s.items[end].depth;
    end < first
        && s.items[first].depth > s.items[end].depth
        && (end..first).filter(|k| opens(*k)).count() == 1
        && !scene.values.iter().any(between)
}

/// What the row that "respectively" stands behind was dealt out to, and whether the sentence names it.
#[derive(Clone, Copy)]
struct Dealt {
    kind: &'static str,
    arms: [ArmId; 2],
    named: bool,
}

/// Whether a row behind "respectively" goes on from the row before: with names it knows, or behind "whereas".
fn goes_on(scene: &Scene<'_, '_>, dealt: Dealt, r: usize, first: usize) -> bool {
    let reading = &scene.readings[first];
    let turns = || (r..reading.first).any(|k| scene.s.is_of(k, Sort::Turn));
    dealt.kind == reading.result.kind() && (dealt.named || turns())
}

/// Items from "respectively" to the row right behind it, at most.
const AHEAD: usize = 2;

/// `A and B were alike at first, but B raised it more than A did (12 vs 9, respectively)`: behind a list its arms are named once
/// more, so that the list is not what the row is dealt out to.
fn named_again(scene: &Scene<'_, '_>, list: &[Mention], place: usize) -> bool {
    let [_, last] = list else { return false };
    let end = last.last;
    end < place && scene.named(end + 1, place).iter().any(|m| list.iter().any(|own| own.arm == m.arm))
}

/// Of `66% (76% and 52%` the two in the bracket.
fn within_its_bracket<'r>(scene: &Scene<'_, '_>, row: &'r [usize]) -> &'r [usize] {
    let depth = |i: usize| scene.s.items[scene.readings[i].last].depth;
    match row {
        [all, inside @ ..] if inside.len() > 1 && inside.iter().all(|i| depth(*i) > depth(*all)) => inside,
        _ => row,
    }
}

/// `18.3 months, 29% and 13%`: a row that goes on a list of another kind.
fn mixed(scene: &Scene<'_, '_>, row: &[usize]) -> bool {
    let s = scene.s;
    let Some(first) = row.first() else { return false };
    let start = scene.readings[*first].first;
    let before = scene.values.iter().rfind(|i| scene.readings[**i].last < start);
    before.is_some_and(|i| {
        let last = scene.readings[*i].last + 1;
        let comma = s.unit_end(last).unwrap_or(last);
        s.mark(comma) == Some(',') && comma + 1 == start
    })
}

/// Whether mentions are of so many arms, each named once.
fn each_once(named: &[Mention], arms: usize) -> bool {
    named.len() == arms && named.iter().enumerate().all(|(n, m)| named[..n].iter().all(|b| b.arm != m.arm))
}

/// `more with A (81% v 56%), whereas … (36% v 19% and 41% v 26%, respectively)`: of two brackets, what stands in the second is not
/// said of the first.
fn in_another_bracket(scene: &Scene<'_, '_>, row: &[usize], r: usize) -> bool {
    let s = scene.s;
    let [a, b] = *row else { return false };
    let (a, b) = (&scene.readings[a], &scene.readings[b]);
    let depth = |k: usize| s.items.get(k).map_or(0, |item| item.depth);
    let inside = depth(a.main) > 0 && depth(r) > 0 && b.last < r;
    // "attenuated with A (3 and 5) (P = 0.009 and 0.001, respectively)"
    let apart = || {
        (a.last + 1..b.first).any(|k| s.cue(k) == Cue::Versus)
            || r - b.last <= APART && !(b.last..r).any(|k| s.cue(k) == Cue::Respectively)
    };
    inside && apart() && (b.last..r).any(|k| s.closes(k) && depth(k) < depth(b.main))
}

/// Items from a row to the "respectively" of the bracket behind its own, at most.
const APART: usize = 8;

/// The arm right before the bracket that a row stands in, with nothing but the row and "respectively" in it, where another arm
/// of the sentence has a bracket of its own.
fn bracket_of(scene: &Scene<'_, '_>, row: &[usize]) -> Option<ArmId> {
    let s = scene.s;
    // "(A: 21.7 at first, 23.5 later; B: 25.3 and 27.0, respectively)"
    let heads = |k: usize| s.mark(k) == Some(':');
    let open = scene.readings[*row.first()?].first.checked_sub(1).filter(|k| s.opens(*k) || heads(*k))?;
    let before = |open: usize| {
        let near = open.checked_sub(1)?;
        // "with an A inhibitor (12%"
        let noun =
            usize::from(s.is_plain_word(near) && matches!(s.cue(near), Cue::None | Cue::People | Cue::Group));
        scene.mentions.iter().rfind(|m| m.last == near || m.last + noun == near && m.last < near)
    };
    let mention = before(open)?;
    let versus = (open..scene.readings[*row.last()?].last).any(|k| s.cue(k) == Cue::Versus);
    let other = |m: &Mention| {
        m.arm != mention.arm
            && (s.opens(m.last + 1) || s.opens(m.last + 2) || heads(open) && heads(m.last + 1))
    };
    // "fewer deaths (29%) and admissions (34%) on A than on B (67% and 58%, respectively)"
    let own = |m: &Mention| {
        // "…; more with B than with A (85 and 86, respectively)": of what a semicolon parts nothing is told here.
        let clause = s.clause_start(m.first);
        let before = |i: &usize| {
            let reading = &scene.readings[*i];
            reading.first >= clause && reading.last < m.first && of_one_arm(reading)
        };
        m.arm != mention.arm
            && m.last < mention.first
            && scene.values.iter().filter(|i| before(i)).count() >= row.len()
            && (m.last + 1..mention.first).any(|k| s.cue(k) == Cue::Versus)
    };
    if versus || closes_list(scene, mention, row.len()) && !scene.mentions.iter().any(own) {
        return None;
    }
    let against = |m: &Mention| other(m) || own(m);
    scene.mentions.iter().any(against).then_some(mention.arm)
}

/// `in the A and B groups (`: whether a name is the last of so many, with no value between.
pub(super) fn closes_list(scene: &Scene<'_, '_>, mention: &Mention, count: usize) -> bool {
    let named = scene.named(0, mention.first + 1);
    let Some(first) = named.len().checked_sub(count).and_then(|at| named.get(at)) else { return false };
    let inside = |i: &usize| (first.first..mention.first).contains(&scene.readings[*i].first);
    // "after the block in the A group (" is no list.
    let joint = named.len().checked_sub(2).and_then(|at| named.get(at)).is_some_and(|before| {
        let joint = |k: usize| matches!(scene.s.cue(k), Cue::And | Cue::Or | Cue::Versus);
        (before.last + 1..mention.first).any(|k| joint(k) || scene.s.is_word(k, &["but"]))
    });
    joint
        && mention_lists(scene, first.first, mention.first + 1).len() == 1
        && !scene.values.iter().any(inside)
}

/// `12% and 8% for A and the poster, respectively`: a list of an arm and a group that nobody knows.
fn half_known(scene: &Scene<'_, '_>, row: &[usize]) -> bool {
    let s = scene.s;
    let Some(end) = row.last().map(|i| scene.readings[*i].last) else { return false };
    let joint = |m: &Mention| {
        let behind = m.last + 1 + usize::from(s.cue(m.last + 1) == Cue::Group);
        let before = (m.first.saturating_sub(2)..m.first).any(|k| s.cue(k) == Cue::And);
        (s.cue(behind) == Cue::And || before) && matches!(s.cue(end + 1), Cue::Preposition | Cue::Of)
    };
    matches!(scene.named(end + 1, end + 8), [one] if joint(one))
}

/// Items between the ends of a change, or from a change to the next, at most: "mm Hg (P = 0.005), and from".
const CHANGES: usize = 9;

/// `from 6.3 to 4.7 and from 5.1 to 3.2 in A and B, respectively`: two changes and two arms.
pub(super) fn changes(scene: &mut Scene<'_, '_>) {
    let s = scene.s;
    if !s.holds(Sort::Respectively) {
        return;
    }
    let to = |a: usize, b: usize| {
        let (from, to) = (scene.readings[a].last + 1, scene.readings[b].first);
        to.saturating_sub(from) <= CHANGES && (from..to).any(|k| s.cue(k) == Cue::To)
    };
    let and = |a: usize, b: usize| {
        let (from, to) = (scene.readings[a].last + 1, scene.readings[b].first);
        to.saturating_sub(from) <= CHANGES && (from..to).any(|k| s.cue(k) == Cue::And)
    };
    let own = |n: &usize| *n == 0 || !scene.follows(scene.values[n - 1], scene.values[*n]);
    let values: Vec<usize> = (0..scene.values.len()).filter(own).map(|n| scene.values[n]).collect();
    let found = values.windows(4).find(|v| to(v[0], v[1]) && and(v[1], v[2]) && to(v[2], v[3]));
    let Some(&[a, b, c, d]) = found else { return };
    let (start, end) = (scene.readings[a].first, scene.readings[d].last);
    let lists = mention_lists(scene, 0, s.items.len());
    let near = |list: &&&[Mention]| matches!(list, [one, other] if other.last < start || one.first > end && one.first <= end + 10);
    let Some(list) = lists.iter().find(near) else { return };
    for (reading, mention) in [a, b, c, d].into_iter().zip([list[0], list[0], list[1], list[1]]) {
        scene.bind(reading, mention.arm);
    }
}

/// `19% v 13% and 24% v 16%`, `19% v 13% v 8% and 24% v 16% v 12%`: sets, each in the order of the arms.
pub(super) fn in_sets(scene: &Scene<'_, '_>, row: &[usize], arms: usize) -> bool {
    let versus = |a: usize, b: usize| {
        (scene.readings[a].last + 1..scene.readings[b].first).any(|k| scene.s.cue(k) == Cue::Versus)
    };
    row.len() > arms
        && row.len().is_multiple_of(arms)
        && row.windows(2).enumerate().all(|(n, pair)| versus(pair[0], pair[1]) == ((n + 1) % arms != 0))
}

/// Mentions of different arms in a row, with only joints between.
pub(super) fn mention_lists<'s>(scene: &Scene<'s, '_>, from: usize, to: usize) -> Vec<&'s [Mention]> {
    let mentions = scene.named(from, to);
    let mut lists = Vec::with_capacity(mentions.len());
    let mut start = 0;
    for n in 1..=mentions.len() {
        let goes_on = mentions.get(n).is_some_and(|mention| {
            let list = &mentions[start..n];
            list.iter().all(|m| m.arm != mention.arm)
                && joined(scene, list[list.len() - 1], *mention)
                && !(list.len() == 1 && compared_with(scene, list[0], *mention))
        });
        if !goes_on {
            lists.push(&mentions[start..n]);
            start = n;
        }
    }
    lists
}

/// `Compared with B, A …`, `Compared with B, patients receiving A …`: the comparator and the arm, not a list of both.
fn compared_with(scene: &Scene<'_, '_>, one: Mention, next: Mention) -> bool {
    let s = scene.s;
    let article = one.first.checked_sub(1).is_some_and(|b| b > 0 && s.cue(b) == Cue::Article);
    let Some(versus) = one.first.checked_sub(1 + usize::from(article)) else { return false };
    let opens = versus <= 1;
    let people = |k: usize| matches!(s.cue(k), Cue::People | Cue::Received | Cue::Preposition);
    let between = |k: usize| {
        s.mark(k) == Some(',') || s.cue(k) == Cue::Article || opens && (people(k) || s.is_word(k, &["those"]))
    };
    s.cue(versus) == Cue::Versus && (one.last + 1..next.first).all(between)
}

fn joined(scene: &Scene<'_, '_>, before: Mention, mention: Mention) -> bool {
    // "the A strategy", where both words name arms, and "with B in men": no list.
    let placed =
        |k: usize| matches!(scene.s.cue(k), Cue::Preposition | Cue::Article | Cue::Group | Cue::People);
    !(before.last + 1..mention.first).all(placed) && (before.last + 1..mention.first).all(|k| {
        matches!(
            scene.s.cue(k),
            Cue::And
                | Cue::Or
                | Cue::Versus
                | Cue::Article
                | Cue::Preposition
                | Cue::Group
                | Cue::People
                | Cue::Received
        ) || matches!(scene.s.mark(k), Some(',' | '(' | ')' | ';'))
            // "with A, B and C but not D"
            || scene.s.is_word(k, &["but"]) && scene.s.is_word(k + 1, &["not"])
            || scene.s.is_word(k, &["not"]) && scene.s.is_word(k - 1, &["but"])
            // "the 5-, 10- and 20-mg groups"
            || scene.s.mark(k) == Some('-') && (scene.s.items[k - 1].numeric() || scene.s.cue(k + 1) == Cue::And)
    })
}
