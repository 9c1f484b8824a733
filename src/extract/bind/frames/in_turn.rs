//! Values one after the other, each in a clause with its arm, wherever in it.

use std::ops::Range;

use super::super::arms::Mention;
use super::Scene;
use crate::extract::read::Reading;
use crate::finding::{ArmId, Reported, Role};
use crate::lex::{Cue, Sort};

/// Items between an arm and the value that it leads, at most.
const NEAR: usize = 4;

/// Items between a value and its arm, at most.
const FARTHEST: usize = 30;

/// `40 women walked daily (the A group) and 38 women did not (the B group)`, `A was given to 25 children and B to 25`: the
/// stretch from one value to the next, on the same side of each, names one arm, of every value another.
pub(super) fn in_turn(scene: &mut Scene<'_, '_>) {
    if scene.values.len() < 2 || scene.mentions.is_empty() {
        return;
    }
    let kinds: [fn(&Reading) -> bool; 3] = [
        |r| matches!(r.result, Reported::Participants(_)),
        |r| matches!(r.result, Reported::Proportion(_)),
        |r| matches!(r.result, Reported::Quantity(_)),
    ];
    for kind in kinds {
        let values: Vec<usize> = scene.values.iter().copied().filter(|i| kind(&scene.readings[*i])).collect();
        // What all of them add up to is of nobody alone.
        let values = if values.len() > 2 && whole(scene, &values) { &values[1..] } else { &values[..] };
        if values.len() < 2 || values.iter().all(|i| scene.bound[*i].is_some()) {
            continue;
        }
        let (behind, before) = (arms(scene, values, true), arms(scene, values, false));
        let told = |arms: &[Option<ArmId>]| arms.iter().flatten().count();
        let (more, fewer) = (told(&behind) > told(&before), told(&behind) < told(&before));
        // "In A 12 …, in B 15 … and in C 9": behind all but the last stands the arm of the next, and before the first its own.
        if more {
            bind(scene, values, &behind, |run| before[run.start].is_none());
        } else if fewer {
            bind(scene, values, &before, |run| behind[run.end - 1].is_none());
        }
    }
}

/// The one arm in the stretch of each value, on one side of it.
fn arms(scene: &Scene<'_, '_>, values: &[usize], behind: bool) -> Vec<Option<ArmId>> {
    let own = |n: usize| {
        let stretch = stretch(scene, values, n, behind);
        let start = stretch.start;
        let mention = only(scene, stretch)?;
        // "17 with what nobody knows, compared with A"
        let versus = |k: usize| scene.s.cue(k) == Cue::Versus;
        if (mention.first.saturating_sub(2).max(start)..mention.first).any(versus) {
            return None;
        }
        let told = scene.bound[values[n]].is_none_or(|bound| bound == mention.arm);
        let theirs =
            in_number(scene, values[n], mention) || behind && leads(scene, values.get(n + 1), mention);
        (told && !theirs).then_some(mention.arm)
    };
    (0..values.len()).map(own).collect()
}

/// Binds runs of values that each have an arm of their own.
fn bind(
    scene: &mut Scene<'_, '_>,
    values: &[usize],
    arms: &[Option<ArmId>],
    one_sided: impl Fn(&Range<usize>) -> bool,
) {
    let mut from = 0;
    while from < values.len() {
        let run = arms[from..].iter().take_while(|arm| arm.is_some()).count();
        let own = from..from + run;
        let different = own.clone().all(|n| arms[own.start..n].iter().all(|arm| *arm != arms[n]));
        if own.len() > 1 && different && one_sided(&own) && alike(scene, &values[own.clone()]) {
            for n in own {
                if let (None, Some(arm)) = (scene.bound[values[n]], arms[n]) {
                    scene.bind(values[n], arm);
                }
            }
        }
        from += run + 1;
    }
}

/// From the value to the next, or from the one before to it, within its clause.
fn stretch(scene: &Scene<'_, '_>, values: &[usize], n: usize, behind: bool) -> Range<usize> {
    let s = scene.s;
    let own = &scene.readings[values[n]];
    let ends = |k: usize| s.mark(k) == Some(';');
    if behind {
        let next = values.get(n + 1).map_or(s.items.len(), |next| scene.readings[*next].first);
        let end = next.min(own.last + 1 + FARTHEST);
        own.last + 1..(own.last + 1..end).find(|k| ends(*k)).unwrap_or(end)
    } else {
        let before = n.checked_sub(1).map_or(0, |before| scene.readings[values[before]].last + 1);
        let start = before.max(own.first.saturating_sub(FARTHEST));
        // "and B to 47": a size that only its arm tells is quoted with it.
        (start..own.first).rfind(|k| ends(*k)).map_or(start, |end| end + 1)..own.main
    }
}

/// Where a stretch names an arm, and no other.
fn only<'s>(scene: &Scene<'s, '_>, stretch: Range<usize>) -> Option<&'s Mention> {
    let mut named = scene.mentions.iter().filter(|m| m.first >= stretch.start && m.last < stretch.end);
    let first = named.next()?;
    named.all(|m| m.arm == first.arm).then_some(first)
}

/// `eight patients (two on A, six on B)`: the arm is of another number in its bracket.
fn in_number(scene: &Scene<'_, '_>, value: usize, mention: &Mention) -> bool {
    let (s, own) = (scene.s, &scene.readings[value]);
    let deeper = |k: usize| s.items[k].depth > s.items[own.main].depth;
    deeper(mention.first) && (own.last + 1..mention.first).any(|k| deeper(k) && s.items[k].numeric())
}

/// `129 were, whereas in the B group 92 were`: the arm leads the next value.
fn leads(scene: &Scene<'_, '_>, next: Option<&usize>, mention: &Mention) -> bool {
    let s = scene.s;
    let Some(next) = next.map(|next| scene.readings[*next].first) else { return false };
    let parts = |k: usize| {
        matches!(s.cue(k), Cue::And | Cue::Or | Cue::Versus) || matches!(s.mark(k), Some(',' | ')' | ']'))
    };
    next.saturating_sub(mention.last) <= NEAR && !(mention.last + 1..next).any(parts)
}

/// How many people a value counts, if it does.
fn size(scene: &Scene<'_, '_>, value: &usize) -> Option<u64> {
    scene.readings[*value].people()?.n.decimal.as_whole()
}

/// Whether the first of some sizes is what the others add up to, or more.
fn whole(scene: &Scene<'_, '_>, values: &[usize]) -> bool {
    let sum: u64 = values[1..].iter().filter_map(|value| size(scene, value)).sum();
    size(scene, &values[0]).is_some_and(|first| first >= sum)
}

/// Whether sizes are those of groups side by side: no group before a step and the other behind it, none many times another,
/// no men and women of one.
fn alike(scene: &Scene<'_, '_>, values: &[usize]) -> bool {
    let sizes: Vec<u64> = values.iter().filter_map(|value| size(scene, value)).collect();
    let Some((least, most)) = sizes.iter().min().zip(sizes.iter().max()) else { return true };
    let late = |i: &usize| match &scene.readings[*i].result {
        Reported::Participants(people) => {
            Some(people.role).filter(|role| matches!(role, Role::Screened | Role::Analyzed | Role::Completed))
        }
        _ => None,
    };
    let sex = |i: &usize| {
        let people = scene.readings[*i].main + 1;
        scene.s.is_of(people, Sort::Sex).then(|| scene.s.words(people))
    };
    let times = if values.len() > 2 { 6 } else { 2 };
    values.windows(2).all(|pair| late(&pair[0]) == late(&pair[1]))
        && *most <= least.saturating_mul(times)
        && values.windows(2).all(|pair| sex(&pair[0]) == sex(&pair[1]))
}
