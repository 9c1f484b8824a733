//! Frames: the ways a sentence ties a row of values to a row of arms. Tried in the order of [`FRAMES`]; each binds only
//! values that are still free.

mod arm_first;
mod each_in_its_arm;
mod labelled;
mod listed;
mod only_arm;
mod respectively;
mod sized;
mod versus;

use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::{ArmId, Reported};
use crate::lex::Cue;

use super::arms::{Arms, Mention};

/// A sentence on its way to being bound.
pub(super) struct Scene<'s, 't> {
    pub(super) s: &'s Sentence<'t>,
    pub(super) readings: &'s [Reading],
    pub(super) mentions: &'s [Mention],
    /// The same with the groups that only results name.
    pub(super) further: &'s [Mention],
    pub(super) arms: &'s Arms,
    /// The order of arms that was set last, by a sentence before or by the trial itself.
    pub(super) order: Option<(ArmId, ArmId)>,
    /// The arm of each reading.
    pub(super) bound: Vec<Option<ArmId>>,
}

/// A frame: binds what it can.
type Frame = fn(&mut Scene<'_, '_>);

/// Frames whose arms stand right beside the values, surest first.
const BESIDE: &[Frame] = &[
    respectively::respectively,
    labelled::trailing,
    labelled::labelled,
    labelled::followed,
    labelled::in_its_bracket,
    listed::listed,
    each_in_its_arm::each_in_its_arm,
];

/// The other frames, surest first.
const AROUND: &[Frame] = &[
    each_in_its_arm::both_ends,
    versus::versus,
    versus::one_side,
    sized::sized,
    arm_first::arm_first,
    only_arm::only_arm,
    each_in_its_arm::both_ends,
];

/// Binds the values of a sentence: to the groups that only results name where these stand right beside them, then to the
/// arms of the trial, then to those groups wherever they stand.
pub(super) fn bind(scene: &mut Scene<'_, '_>) {
    if scene.readings.is_empty() {
        return;
    }
    let known = scene.mentions;
    let more = !std::ptr::eq(scene.further, known);
    let further = scene.further;
    let mut run = |mentions, frames: &[Frame]| {
        scene.mentions = mentions;
        for frame in frames {
            frame(scene);
        }
    };
    if more {
        run(further, BESIDE);
    }
    run(known, BESIDE);
    run(known, AROUND);
    if more {
        run(further, BESIDE);
        run(further, AROUND);
        run(known, &[]);
    }
}

/// Kinds of result that are of one arm.
pub(super) fn of_one_arm(reading: &Reading) -> bool {
    matches!(
        reading.result,
        Reported::Proportion(_) | Reported::Quantity(_) | Reported::Participants(_) | Reported::FollowUp(_)
    )
}

impl<'s, 't> Scene<'s, 't> {
    /// Readings of one arm each, by index, in text order.
    fn values(&self) -> impl Iterator<Item = usize> + use<'s, 't> {
        let readings = self.readings;
        (0..readings.len()).filter(move |i| of_one_arm(&readings[*i]))
    }

    /// Rows of values with nothing but joints between them: "5.7% and 4.6%", "12 (3%), 14 (4%) and 15 (5%)".
    fn rows(&self) -> Vec<Vec<usize>> {
        let mut rows: Vec<Vec<usize>> = Vec::new();
        for i in self.values() {
            let joined = rows.last().and_then(|row| row.last()).is_some_and(|last| {
                let (from, to) = (self.readings[*last].last + 1, self.readings[i].first);
                (from..to).all(|k| {
                    matches!(
                        self.s.cue(k),
                        Cue::And | Cue::Versus | Cue::Or | Cue::Of | Cue::People | Cue::Article
                    ) || matches!(self.s.mark(k), Some(',' | '(' | ')' | '[' | ']' | ';' | '/' | '%'))
                        || self.s.unit_end(k).is_some()
                }) && self.readings[*last].result.kind() == self.readings[i].result.kind()
                    // "B (n = 410), and 395 and 402 were analysed": sizes of arms and a row behind them.
                    && (self.s.items[self.readings[*last].main].depth
                        == self.s.items[self.readings[i].main].depth
                        || !matches!(self.readings[i].result, Reported::Participants(_)))
            });
            match rows.last_mut() {
                Some(row) if joined => row.push(i),
                _ => rows.push(vec![i]),
            }
        }
        rows
    }

    /// The order of arms for the sentence behind: this one's, where it sets one.
    pub(super) fn order_behind(&self) -> Option<(ArmId, ArmId)> {
        if self.s.title { self.order } else { order_in(self, 0, self.s.items.len()).or(self.order) }
    }

    fn bind(&mut self, reading: usize, arm: ArmId) {
        // "60 geriatric patients were enrolled": everybody, where no others are counted.
        let people = |r: &Reading| matches!(r.result, Reported::Participants(_));
        let one = &self.readings[reading];
        if people(one) && one.step_said && !self.arms.known(arm) {
            let others = self.readings.iter().filter(|r| people(r)).count() > 1;
            if !others {
                return;
            }
        }
        if self.bound[reading].is_none() && !sized::of_all(self.s, &self.readings[reading]) {
            self.bound[reading] = Some(arm);
        }
    }
}

/// The order in which a stretch of the sentence names two arms: the arm first, its comparator second.
pub(super) fn order_in(scene: &Scene<'_, '_>, from: usize, to: usize) -> Option<(ArmId, ArmId)> {
    let near: Vec<&Mention> = scene.mentions.iter().filter(|m| m.first >= from && m.first < to).collect();
    // "X versus Y" says it outright.
    for (k, mention) in near.iter().enumerate() {
        if let Some(next) = near.get(k + 1)
            && next.arm != mention.arm
            && (mention.last + 1..next.first).any(|i| scene.s.cue(i) == Cue::Versus)
        {
            return Some((mention.arm, next.arm));
        }
    }
    // "Compared with Y, X …" names the comparator first.
    if let [b, .., a] = near[..]
        && a.arm != b.arm
        && (b.first.saturating_sub(3)..b.first).any(|i| scene.s.cue(i) == Cue::Versus)
        && near.iter().all(|m| m.arm == a.arm || m.arm == b.arm)
    {
        return Some((a.arm, b.arm));
    }
    let first = near.first()?.arm;
    let second = near.iter().find(|m| m.arm != first)?.arm;
    let more = near.iter().any(|m| m.arm != first && m.arm != second);
    (!more).then_some((first, second))
}

/// The arms that a value of `each group`, `both arms`, `per group` is of: the pair, or all arms where there are few.
pub(super) fn each_arm(scene: &Scene<'_, '_>, reading: &Reading) -> Option<Vec<ArmId>> {
    if !of_one_arm(reading) || matches!(reading.result, Reported::FollowUp(_)) {
        return None;
    }
    let s = scene.s;
    let people = matches!(reading.result, Reported::Participants(_));
    let from = if people { reading.main } else { reading.last } + 1;
    let said = (from..s.items.len().min(from + 6))
        .take_while(|i| s.mark(*i).is_none_or(|c| c == '-') && !s.items[*i].numeric())
        .find(|i| s.is_word(*i, &["each", "both", "per"]))?;
    // "each" itself may close the phrase: "two groups of 50 patients each".
    let groups = (said + 1..said + 4).any(|i| s.cue(i) == Cue::Group)
        || s.is_word(said, &["each"])
            && (reading.first.saturating_sub(6)..reading.first).any(|i| s.cue(i) == Cue::Group);
    if !groups {
        return None;
    }
    match scene.arms.pair() {
        Some((a, b)) => Some(vec![a, b]),
        None => {
            let n = scene.arms.count();
            (2..=4).contains(&n).then(|| (0..n).map(|i| ArmId(i as u16)).collect())
        }
    }
}
