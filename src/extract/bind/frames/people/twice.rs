//! A list that has one arm twice: what its sizes share tells none of them, what stands in one part alone does.

use std::ops::Range;

use super::{Mention, Scene, labelled};
use crate::extract::read::Reading;
use crate::finding::{ArmId, Reported};
use crate::lex::{Cue, Sort};

/// Sizes of one list, at most.
const MOST: usize = 8;

/// Items between the brackets of neighbours, and from the verb that assigns to the first of them, at most.
const PART: usize = 40;

/// `tolvarin plus nitrol (n = 50) or placebo plus nitrol (n = 51)`, `surgery followed by radiotherapy (n = 50) or radiotherapy
/// alone (n = 51)`: where two sizes of a list went to one arm, each is of the arm that its own part of the list alone names, and
/// the one part that names no other of the arm that all of them get.
pub(in super::super) fn twice(scene: &mut Scene<'_, '_>) {
    let mut n = 0;
    while n < scene.values.len() {
        let run =
            1 + scene.values[n..].windows(2).take_while(|two| side_by_side(scene, two[0], two[1])).count();
        let sizes = &scene.values[n..n + run];
        n += run;
        let arms = |i: &usize| scene.bound[*i];
        let again = |k: usize| {
            let arm = arms(&sizes[k]);
            arm.is_some() && sizes[..k].iter().any(|i| arms(i) == arm)
        };
        if !(2..=MOST).contains(&run) || !(1..run).any(again) {
            continue;
        }
        let dealt = by_names(scene, sizes).or_else(|| by_joint(scene, sizes));
        for (i, arm) in sizes.iter().zip(dealt.unwrap_or_default()) {
            scene.bound[*i] = Some(arm);
        }
    }
}

/// Whether two sizes, each alone in a bracket, are neighbours of one list.
fn side_by_side(scene: &Scene<'_, '_>, a: usize, b: usize) -> bool {
    let s = scene.s;
    let (one, next) = (&scene.readings[a], &scene.readings[b]);
    let listed = |r: &Reading| matches!(r.result, Reported::Participants(_)) && labelled(s, r);
    let depth = |r: &Reading| s.items[r.main].depth;
    let gap = one.last + 1..next.first;
    let ends = |k: usize| s.mark(k) == Some(';') && s.items[k].depth < depth(one);
    listed(one)
        && listed(next)
        && depth(one) > 0
        && depth(one) == depth(next)
        && gap.len() <= PART
        && gap.clone().any(|k| s.items[k].depth < depth(one) && joins(scene, k))
        && !gap.clone().any(ends)
        && !scene.readings.iter().any(|r| gap.contains(&r.main) && s.items[r.main].depth < depth(one))
}

/// Whether neighbours of a list are joined here.
fn joins(scene: &Scene<'_, '_>, k: usize) -> bool {
    matches!(scene.s.cue(k), Cue::And | Cue::Or | Cue::Versus) || scene.s.mark(k) == Some(',')
}

/// The part of a list that a size closes.
fn part(scene: &Scene<'_, '_>, sizes: &[usize], n: usize) -> Range<usize> {
    let s = scene.s;
    let end = scene.readings[sizes[n]].first;
    let from = match n.checked_sub(1) {
        // "(n = 50) as the treatment group, and nitrol (n = 51)": what stands before the joint is of the size before.
        Some(before) => {
            let from = scene.readings[sizes[before]].last + 1;
            let joint = |k: &usize| joins(scene, *k) && s.items[*k].depth < s.items[end].depth;
            (from..end).find(joint).unwrap_or(from)
        }
        None => {
            let from = end.saturating_sub(PART);
            let leads =
                |k: &usize| matches!(s.cue(*k), Cue::Role(_) | Cue::Received) || s.mark(*k) == Some(':');
            (from..end).rfind(leads).unwrap_or(from)
        }
    };
    from..end
}

/// The arm of each size by the names that no other part of the list has.
fn by_names(scene: &Scene<'_, '_>, sizes: &[usize]) -> Option<Vec<ArmId>> {
    let named: Vec<&[Mention]> = (0..sizes.len())
        .map(|n| part(scene, sizes, n))
        .map(|part| scene.named(part.start, part.end))
        .collect();
    let in_parts = |arm: ArmId| named.iter().filter(|part| part.iter().any(|m| m.arm == arm)).count();
    let own = |n: usize| {
        let bound = scene.bound[sizes[n]];
        let mut own = named[n].iter().map(|m| m.arm).filter(|arm| in_parts(*arm) == 1);
        let first = own.next()?;
        let told = bound.filter(|arm| *arm == first || own.any(|other| other == *arm));
        Some(told.unwrap_or(first))
    };
    let rest = |n: usize| {
        let first = named[n].first()?.arm;
        named[n].iter().all(|m| m.arm == first).then_some(first)
    };
    let mut dealt = Vec::with_capacity(sizes.len());
    for n in 0..sizes.len() {
        dealt.push(own(n).or_else(|| rest(n))?);
    }
    let apart = (1..dealt.len()).all(|n| !dealt[..n].contains(&dealt[n]));
    apart.then_some(dealt)
}

/// `radiotherapy alone (n = 50) or radiotherapy and weekly tolvarin (n = 51)`: of two arms of a trial, one is the other with something
/// more, and so is one part of the list.
fn by_joint(scene: &Scene<'_, '_>, sizes: &[usize]) -> Option<Vec<ArmId>> {
    let [one, other] = *sizes else { return None };
    let (a, b) = scene.arms.pair()?;
    let bound = scene.bound[one].filter(|arm| scene.bound[other] == Some(*arm))?;
    let rest = if bound == a { b } else { a };
    let name = |arm: ArmId| scene.arms.arms.get(usize::from(arm.0)).map_or("", |arm| arm.name.as_str());
    let more = |name: &str| name.split([' ', '-']).any(|word| JOINS.contains(&word));
    if bound == rest || more(name(bound)) == more(name(rest)) {
        return None;
    }
    let s = scene.s;
    let joint = |n: usize| {
        let part = part(scene, sizes, n);
        let named = scene.named(part.start, part.end);
        let from = named.first().map_or(part.end, |m| m.first);
        let leads = from.checked_sub(1).is_some_and(|k| s.is_of(k, Sort::Joins) && s.cue(k) != Cue::And);
        leads || (from..part.end).any(|k| s.is_of(k, Sort::Joins))
    };
    let (joined, lone) = if more(name(bound)) { (bound, rest) } else { (rest, bound) };
    match (joint(0), joint(1)) {
        (true, false) => Some(vec![joined, lone]),
        (false, true) => Some(vec![lone, joined]),
        _ => None,
    }
}

/// Words that join two treatments in an arm's name.
const JOINS: &[&str] = &["plus", "+", "and", "with", "combined", "combination", "added", "addition"];
