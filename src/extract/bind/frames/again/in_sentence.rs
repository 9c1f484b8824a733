//! Rows that a sentence deals out as it dealt out the values right before them.

use super::super::{Scene, within};
use crate::finding::ArmId;
use crate::lex::{Cue, Sort};

/// Items from a row of two to the "respectively" that says that it is dealt out, at most.
const RESPECTIVELY: usize = 5;

/// The values of one kind that stand last before a row, each of another arm.
#[derive(Default)]
struct Run {
    kind: &'static str,
    arms: Vec<ArmId>,
    end: usize,
}

impl Run {
    /// Takes in one more value.
    fn push(&mut self, kind: &'static str, arm: Option<ArmId>, end: usize) {
        let Some(arm) = arm else {
            self.arms.clear();
            return;
        };
        if kind != self.kind || self.arms.contains(&arm) {
            // "12 (10%), 10% of A": the same arm twice is one value of it.
            if kind != self.kind || self.arms.last() != Some(&arm) {
                self.arms.clear();
            }
            self.kind = kind;
        }
        if self.arms.last() != Some(&arm) {
            self.arms.push(arm);
        }
        self.end = end;
    }
}

/// `rash (12% with A vs 9% with B vs 7% with C) and pain (5% vs 4% vs 3%)`, `alike at 8 weeks (12% and 9%) and at 16 weeks (5% and 4%)`: a
/// row with no name since the values before it is dealt out as those were, where it has as many.
pub(in super::super) fn in_sentence(scene: &mut Scene<'_, '_>) {
    let mut run = Run::default();
    for row in scene.rows() {
        if let Some(arms) = dealt(scene, row, &run) {
            for (reading, arm) in row.iter().zip(arms) {
                scene.bind(*reading, arm);
            }
        }
        for i in row {
            let reading = &scene.readings[*i];
            run.push(reading.result.kind(), scene.bound[*i], reading.last);
        }
    }
}

/// The arms that a row is dealt out to as the run before it was.
fn dealt(scene: &Scene<'_, '_>, row: &[usize], run: &Run) -> Option<Vec<ArmId>> {
    let s = scene.s;
    let [first, second, ..] = *row else { return None };
    let free = |i: &usize| scene.readings[*i].is_share_or_quantity() && scene.bound[*i].is_none();
    if row.len() != run.arms.len() || !row.iter().all(free) || scene.follows(first, second) {
        return None;
    }
    let (start, end) = (scene.readings[first].first, scene.readings[*row.last()?].last);
    // The name that closes the run is its own; any other leads to something else.
    let closes = |arm: ArmId| run.arms.last() == Some(&arm);
    let turns = |k: usize| s.is_of(k, Sort::Turn) || s.is_of(k, Sort::Overall) || s.is_of(k, Sort::Control);
    let closing = within(scene.further, run.end, start);
    if !closing.iter().all(|m| closes(m.arm))
        || !within(scene.further, end, (end + AFTER).min(s.items.len())).is_empty()
    {
        return None;
    }
    let since = closing.last().map_or(run.end, |m| m.last);
    if (since + 1..start).any(turns) {
        return None;
    }
    if row.len() > 2 {
        return Some(run.arms.clone());
    }
    let depth = |k: usize| s.items[k].depth;
    let bracketed = depth(start) > 0 && depth(start) == depth(run.end);
    let respectively =
        (end + 1..(end + 1 + RESPECTIVELY).min(s.items.len())).any(|k| s.cue(k) == Cue::Respectively);
    let same = scene.readings[first].result.kind() == run.kind;
    // What "versus" sets apart has an order of its own.
    let versus = (scene.readings[first].last..scene.readings[second].first).any(|k| s.cue(k) == Cue::Versus);
    (same && !versus && (bracketed || respectively)).then(|| run.arms.clone())
}

/// Items behind a row in which no arm may stand.
const AFTER: usize = 8;
