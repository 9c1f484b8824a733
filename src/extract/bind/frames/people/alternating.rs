//! Sizes and arms that take turns in a bracket or list.

use super::{Scene, counts};

/// Items of a bracket or list of arms and sizes, at most.
const LISTED: usize = 64;

/// `(48: tolvarin; 47: placebo)`, `(48 tolvarin/47 placebo)`, `(tolvarin/placebo 48/47)`, `: tolvarin 48, placebo 47`: in a bracket or
/// behind a colon as many arms as sizes, turn by turn or both in one order.
pub(super) fn alternating(scene: &mut Scene<'_, '_>) {
    let s = scene.s;
    let mut n = 0;
    while n < scene.values.len() {
        let first = &scene.readings[scene.values[n]];
        let (main, depth) = (first.main, s.items[first.main].depth);
        let opens = |k: &usize| match depth {
            0 => s.mark(*k) == Some(':') && s.items[*k].depth == 0,
            _ => s.opens(*k) && s.items[*k].depth + 1 == depth,
        };
        let open = if counts(first) { (main.saturating_sub(LISTED)..main).rfind(opens) } else { None };
        let Some(open) = open else {
            n += 1;
            continue;
        };
        let ends = |k: &usize| match depth {
            0 => s.mark(*k) == Some(';') && s.items[*k].depth == 0,
            _ => s.closes(*k) && s.items[*k].depth + 1 == depth,
        };
        let end = (open + 1..s.items.len().min(open + LISTED)).find(ends).unwrap_or(s.items.len());
        let run = scene.values[n..].iter().take_while(|i| scene.readings[**i].main < end).count();
        let sizes = &scene.values[n..n + run.max(1)];
        n += run.max(1);
        if sizes.len() > 1 && sizes.iter().all(|i| counts(&scene.readings[*i])) {
            deal(scene, sizes, open, end);
        }
    }
}

/// Gives each size of a list its arm.
fn deal(scene: &mut Scene<'_, '_>, sizes: &[usize], open: usize, end: usize) {
    let s = scene.s;
    let named = scene.named(open + 1, end);
    let depth = s.items[scene.readings[sizes[0]].main].depth;
    let level = named.iter().all(|m| s.items[m.first].depth == depth);
    let apart = (1..named.len()).all(|n| named[..n].iter().all(|m| m.arm != named[n].arm));
    if named.len() != sizes.len() || !level || !apart {
        return;
    }
    let at = |n: usize| scene.readings[sizes[n]].main;
    let sides = |n: usize| (at(n) < named[n].first, at(n) > named[n].last);
    let next =
        |n: usize| n + 1 == sizes.len() || named[n].last.max(at(n)) < named[n + 1].first.min(at(n + 1));
    let turns = (0..sizes.len()).all(|n| sides(n) == sides(0) && next(n));
    let slash = |k: usize| s.mark(k) == Some('/');
    let in_order = sizes.len() == 2
        && slash(named[0].last + 1)
        && named[1].first == named[0].last + 2
        && slash(at(0) + 1)
        && at(1) == at(0) + 2
        && at(0).abs_diff(named[1].last) <= 2;
    if turns || in_order {
        for (i, mention) in sizes.iter().zip(named) {
            scene.bind(*i, mention.arm);
        }
    }
}
