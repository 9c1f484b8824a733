//! The other side of a comparison, which nothing names.

use super::Scene;
use crate::extract::read::Reading;
use crate::lex::{Classes, Cue, Sort};

/// Items between the two values, at most.
const FARTHEST: usize = 24;

/// `12% of those on A died, versus 19% of those without`: where two arms are all that a trial has and the sentence names one
/// of them, a value set against one of that arm is of the other.
pub(super) fn the_other(scene: &mut Scene<'_, '_>) {
    let s = scene.s;
    let Some(named) = scene.further.first().map(|m| m.arm) else { return };
    let two = scene.arms.count() == 2 && scene.arms.known(named);
    if !two || s.title || !s.has(Classes::VERSUS) || scene.further.iter().any(|m| m.arm != named) {
        return;
    }
    let Some(other) = scene.arms.other(named) else { return };
    // "more than in the A group (12 vs 9)": which of the two is of A, is not said.
    let held =
        scene.further.iter().all(|m| (m.first.saturating_sub(3)..m.first).any(|k| s.cue(k) == Cue::Versus));
    // "fell (12 vs 9)" may be of two times.
    let weighs =
        |k: usize| s.is_of(k, Sort::Weighs) && !s.is_word(k, &["similarly", "same", "between", "equally"]);
    let moves = s.may_say(&[Sort::Moves]) && !(0..s.items.len()).any(weighs);
    for (at, row) in scene.rows.iter().enumerate() {
        let n = match row.len() {
            2 if !held => row.start + 1,
            1 if at > 0 && scene.rows[at - 1].len() == 1 => row.start,
            _ => continue,
        };
        let (a, b) = (scene.values[n - 1], scene.values[n]);
        let free = match (scene.bound[a], scene.bound[b]) {
            (Some(arm), None) if arm == named && !goes_on(scene, n) => b,
            (None, Some(arm)) if arm == named && placed(scene, a, b) => a,
            _ => continue,
        };
        let between = scene.named(scene.readings[a].last + 1, scene.readings[b].first);
        if (!moves || !between.is_empty()) && set_against(scene, a, b) {
            scene.bind(free, other);
        }
    }
}

/// `versus 79% of those on B and 25% of those on C`: another value goes with the `n`th.
fn goes_on(scene: &Scene<'_, '_>, n: usize) -> bool {
    let Some(next) = scene.values.get(n + 1) else { return false };
    let (own, behind) = (&scene.readings[scene.values[n]], &scene.readings[*next]);
    own.result.kind() == behind.result.kind()
        && (own.last + 1..behind.first).any(|k| scene.s.cue(k) == Cue::And)
}

/// Whether the arm of the second of two values is named between them, or right behind it: not of both in `45% with X versus
/// 31% without X in the A group`.
fn placed(scene: &Scene<'_, '_>, a: usize, b: usize) -> bool {
    let s = scene.s;
    let (one, next) = (&scene.readings[a], &scene.readings[b]);
    let behind = scene.named(next.last + 1, next.last + CLOSES).first();
    let joint = |k: usize| {
        matches!(s.cue(k), Cue::Preposition | Cue::Of | Cue::Article | Cue::People | Cue::Received)
            || s.closes(k)
            || s.words(k).starts_with("treated")
    };
    !scene.named(one.last + 1, next.first).is_empty()
        || behind.is_some_and(|m| (next.last + 1..m.first).all(joint))
}

/// Whether two values are set against each other, as those of two groups.
fn set_against(scene: &Scene<'_, '_>, a: usize, b: usize) -> bool {
    const TIMES: &[&str] = &["its", "their", "then", "beginning", "start", "entry"];
    let s = scene.s;
    let (one, next) = (&scene.readings[a], &scene.readings[b]);
    let between = one.last + 1..next.first;
    let depth = |k: usize| s.items[k].depth;
    let own = |r: &Reading| r.is_share_or_quantity();
    let against = |k: usize| s.cue(k) == Cue::Versus && depth(k) <= depth(one.main).min(depth(next.main));
    let times = |k: usize| s.is_of(k, Sort::Since) || s.is_word(k, TIMES);
    let parts = |k: usize| {
        let comma =
            s.mark(k) == Some(',') && !against(k + 1) && !against(k + 2) && !against(k.saturating_sub(1));
        (comma || s.mark(k) == Some(';') || s.items[k].numeric()) && depth(k) <= depth(one.main)
    };
    own(one)
        && one.result.kind() == next.result.kind()
        && between.len() <= FARTHEST
        && between.clone().any(against)
        && !between.clone().any(parts)
        && !(between.start..s.items.len().min(next.last + TOLD)).any(times)
}

/// Items from the second value to the arm that closes it, at most.
const CLOSES: usize = 8;

/// Items behind the second value in which a time may be told, at most.
const TOLD: usize = 8;
