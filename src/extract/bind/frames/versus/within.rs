//! Comparisons of an arm with its own state before: `unchanged in the A group (8.4 vs 8.3), whereas it fell in the B group (8.5 vs
//! 6.1)`.

use std::ops::Range;

use super::super::order::{of_a_bracket, since_baseline};
use super::super::respectively::in_sets;
use super::clash::estimated;
use super::{Scene, among};
use crate::finding::{ArmId, Reported};
use crate::lex::{Cue, Sort};

/// Items from a pair to the word that says that nothing changed, at most: ", P = 0.4) did not significantly".
const BEHIND: usize = 9;

/// Items from "not" to "change", at most: "not significantly".
const NOT: usize = 3;

/// Items from a pair to the time that its second value is of, at most: "m/s at".
const TIMED: usize = 4;

/// Items from the word before an arm that says where or when to the arm, at most: "in the patients receiving".
const PLACED: usize = 4;

/// What says that nothing moved.
const STILL: &[&str] = &["unchanged", "constant", "stable"];

/// What is not done where nothing moves.
const MOVE: &[&str] = &["change", "changed", "changes", "vary", "modified"];

/// What is told of a pair: its arm, whether its values are said to be of two times, whether something moved.
#[derive(Clone, Copy)]
struct Told {
    arm: ArmId,
    timed: bool,
    moved: bool,
}

/// The arm of each pair whose two values are of two times, where the sentence says of one pair that it is so, or tells of each of
/// several arms how it moved.
pub(super) fn of_one_arm(scene: &Scene<'_, '_>, pairs: &[&[usize]]) -> Vec<Option<ArmId>> {
    let s = scene.s;
    let said = |k: usize| {
        s.is_word(k, STILL)
            || s.is_word(k, &["basal", "vary"])
            || s.is_of(k, Sort::Moves)
            || s.is_of(k, Sort::Since)
    };
    if s.title || scene.further.is_empty() || !(0..s.items.len()).any(said) {
        return Vec::new();
    }
    let mut before: Option<ArmId> = None;
    let mut found = Vec::with_capacity(pairs.len());
    for pair in pairs {
        let own = own(scene, pair, before);
        before = own.map(|told| told.arm);
        found.push(own);
    }
    let told = found.iter().flatten().any(|told| told.timed);
    // Two shares, "mortality fell with A (5% vs 8%)", are of two arms.
    let shares =
        |pair: &&[usize]| pair.iter().any(|i| matches!(scene.readings[*i].result, Reported::Proportion(_)));
    let several = || {
        let first = found.iter().flatten().next().map(|told| told.arm);
        found.iter().flatten().any(|told| Some(told.arm) != first)
            && !pairs.iter().any(shares)
            && found
                .iter()
                .zip(pairs)
                .all(|(told, pair)| pair.len() != 2 || told.is_some_and(|told| told.moved))
    };
    if told || several() { found.iter().map(|told| told.map(|told| told.arm)).collect() } else { Vec::new() }
}

/// Pairs that go on with what is known of one of their sides, or of the pair before.
pub(in super::super) fn gone_on(scene: &mut Scene<'_, '_>) {
    at_two_times(scene);
    half_known(scene);
}

/// `8.4 at entry versus 6.1 at 24 weeks`: the second of two values of one arm, each with a time of its own.
fn at_two_times(scene: &mut Scene<'_, '_>) {
    let s = scene.s;
    for pair in scene.values.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let (Some(arm), None) = (scene.bound[a], scene.bound[b]) else { continue };
        let (one, other) = (&scene.readings[a], &scene.readings[b]);
        let between = one.last + 1..other.first;
        let result = one.is_share_or_quantity() && one.result.kind() == other.result.kind();
        if !result || between.len() > APART || !between.clone().any(|k| s.cue(k) == Cue::Versus) {
            continue;
        }
        let time = |from: usize, to: usize| {
            let mut place = from..to.min(s.items.len());
            place.any(|k| s.is_of(k, Sort::Since) || matches!(s.cue(k), Cue::Time(_)) || s.is_word(k, TIMES))
        };
        let end = other.last + 1 + TIMED;
        let named = !among(scene.further, between.start, end + TIMED).is_empty();
        let parts = between.clone().any(|k| s.mark(k) == Some(';') || s.cue(k) == Cue::And);
        let unit = |last: usize| s.unit_end(last + 1).unwrap_or(last + 1);
        if time(unit(one.last), between.end) && time(unit(other.last), end) && !named && !parts {
            scene.bind(b, arm);
        }
    }
}

/// Items between two values that have a time each, at most: "mg/dL at entry versus a mean of".
const APART: usize = 9;

/// Times without a number, besides [`Sort::Since`].
const TIMES: &[&str] = &["entry", "admission", "discharge", "follow-up", "end", "basal", "after", "later"];

/// The arm of a pair, where no other stands beside it and nothing weighs two, and whether something says that it is of two times.
fn own(scene: &Scene<'_, '_>, pair: &[usize], before: Option<ArmId>) -> Option<Told> {
    let s = scene.s;
    let [a, b] = *pair else { return None };
    let (one, other) = (&scene.readings[a], &scene.readings[b]);
    let result = one.is_share_or_quantity() && one.result.kind() == other.result.kind();
    let set = (one.last + 1..other.first).any(|k| s.cue(k) == Cue::Versus);
    if !result || !set || estimated(scene, b) {
        return None;
    }
    let results = scene.values.iter().map(|i| &scene.readings[*i]).filter(|r| r.is_share_or_quantity());
    let since = results.map(|r| r.last).take_while(|last| *last < one.first).last();
    let start = since.map_or(0, |last| last + 1);
    let turns = |k: &usize| s.mark(*k) == Some(';') && s.items[*k].depth == 0 || s.is_of(*k, Sort::Turn);
    let clause = (start..one.first).rfind(turns);
    let stretch = clause.unwrap_or(start)..one.first;
    let held = |k: usize| {
        s.cue(k) == Cue::Versus && !since_baseline(s, k)
            || matches!(s.cue(k), Cue::MoreThan | Cue::LessThan | Cue::Difference)
            || s.is_of(k, Sort::Weighs)
    };
    let named = among(scene.further, stretch.start, stretch.end);
    if stretch.clone().any(held) || named.iter().any(|m| m.arm != named[0].arm) {
        return None;
    }
    let arm = match named.first() {
        Some(m) => {
            let placed = |k: usize| s.cue(k) == Cue::Preposition || s.cue(k) == Cue::Of;
            let group = (m.first..=m.last + 1).any(|k| matches!(s.cue(k), Cue::Group | Cue::People));
            let led = (m.first.saturating_sub(PLACED)..m.first).any(placed);
            (led || group || before == Some(m.arm)).then_some(m.arm)?
        }
        None if clause.is_none() => before?,
        None => return None,
    };
    let end = s.items.len().min(other.last + 1 + BEHIND);
    let rest = (other.last + 1..end).take_while(|k| s.mark(*k) != Some(';') || s.items[*k].depth > 0);
    let next = scene.values.iter().map(|i| scene.readings[*i].first).find(|first| *first > other.last);
    let rest = rest.take_while(|k| next.is_none_or(|next| *k < next));
    let still = stretch.clone().any(|k| unmoved(scene, k)) || rest.into_iter().any(|k| unmoved(scene, k));
    let since = stretch.clone().any(|k| s.cue(k) == Cue::Versus);
    Some(Told {
        arm,
        timed: still || since || timed(scene, one.last + 1..s.items.len().min(other.last + TIMED)),
        moved: stretch.into_iter().any(|k| s.is_of(k, Sort::Moves)),
    })
}

/// Whether a word says that nothing moved: "unchanged", "did not change".
fn unmoved(scene: &Scene<'_, '_>, k: usize) -> bool {
    let s = scene.s;
    let not = || (k.saturating_sub(NOT)..k).any(|k| s.is_word(k, &["not", "no", "nor", "without"]));
    s.is_word(k, STILL) || s.is_word(k, MOVE) && not()
}

/// Whether a pair says that one of its values is of the state before: `99 vs 78 at baseline`.
fn timed(scene: &Scene<'_, '_>, mut pair: Range<usize>) -> bool {
    let s = scene.s;
    pair.any(|k| s.is_of(k, Sort::Since) || s.is_word(k, &["basal"]))
}

/// `fewer deaths with A (8% vs 18%) and less pain (7% vs 15%)`: where of a pair only one side is of a known arm, so is that side of the
/// pairs that go on behind it.
fn half_known(scene: &mut Scene<'_, '_>) {
    let s = scene.s;
    let mut half: Option<(usize, ArmId)> = None;
    let mut end = 0;
    let sets = |row: &'_ [usize]| if in_sets(scene, row, 2) { 2 } else { row.len() };
    let pairs: Vec<&[usize]> = scene.rows().flat_map(|row| row.chunks(sets(row))).collect();
    for pair in pairs {
        let [a, b] = *pair else {
            half = None;
            continue;
        };
        let (one, other) = (&scene.readings[a], &scene.readings[b]);
        if !one.is_share_or_quantity() || !(one.last + 1..other.first).any(|k| s.cue(k) == Cue::Versus) {
            half = None;
            continue;
        }
        match (scene.bound[a], scene.bound[b]) {
            (Some(arm), None) => half = Some((0, arm)),
            (None, Some(arm)) => half = Some((1, arm)),
            (None, None) => {
                let held =
                    |k: usize| s.cue(k) == Cue::Versus && !since_baseline(s, k) && !of_a_bracket(s, k, 0);
                let goes_on = |arm: ArmId| {
                    among(scene.further, end, one.first).iter().all(|m| m.arm == arm)
                        && !(end..one.first).any(held)
                };
                half = half.filter(|(_, arm)| goes_on(*arm));
                if let Some((side, arm)) = half {
                    scene.bind(pair[side], arm);
                }
            }
            _ => half = None,
        }
        end = other.last + 1;
    }
}
