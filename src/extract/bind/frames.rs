//! Frames: the ways a sentence ties a row of values to a row of arms. Tried in the order of [`FRAMES`]; each binds only
//! values that are still free.

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
    pub(super) arms: &'s Arms,
    /// The order of arms that was set last, by a sentence before or by the trial itself.
    pub(super) order: Option<(ArmId, ArmId)>,
    /// The arm of each reading.
    pub(super) bound: Vec<Option<ArmId>>,
}

/// A frame: binds what it can.
type Frame = fn(&mut Scene<'_, '_>);

/// Every frame, surest first.
pub(super) const FRAMES: &[Frame] = &[respectively, each_in_its_arm, versus, arm_first, only_arm];

/// Kinds of result that are of one arm.
pub(super) fn of_one_arm(reading: &Reading) -> bool {
    matches!(
        reading.result,
        Reported::Proportion(_) | Reported::Quantity(_) | Reported::Participants(_) | Reported::FollowUp(_)
    )
}

impl Scene<'_, '_> {
    /// Readings of one arm each, by index, in text order.
    fn values(&self) -> Vec<usize> {
        (0..self.readings.len()).filter(|i| of_one_arm(&self.readings[*i])).collect()
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
                        || self.s.unit(k).is_some()
                }) && self.readings[*last].result.kind() == self.readings[i].result.kind()
            });
            match rows.last_mut() {
                Some(row) if joined => row.push(i),
                _ => rows.push(vec![i]),
            }
        }
        rows
    }

    fn bind(&mut self, reading: usize, arm: ArmId) {
        if self.bound[reading].is_none() {
            self.bound[reading] = Some(arm);
        }
    }
}

/// `in 5.7% and 4.6% of the patients in the A group and the B group, respectively`; `A and B had 12 and 14, respectively`.
fn respectively(scene: &mut Scene<'_, '_>) {
    let Some(r) = (0..scene.s.items.len()).rev().find(|i| scene.s.cue(*i) == Cue::Respectively) else {
        return;
    };
    let start = scene.s.clause_start(r);
    let lists = mention_lists(scene, start, r);
    for row in scene.rows() {
        if row.len() < 2 || scene.readings[row[0]].first < start || scene.readings[row[0]].first > r + 12 {
            continue;
        }
        // The list of arms of the same length that stands nearest.
        let place = scene.readings[row[0]].first;
        let near = lists
            .iter()
            .filter(|list| list.len() == row.len())
            .min_by_key(|list| list[0].first.abs_diff(place));
        let arms: Option<Vec<ArmId>> = match near {
            Some(list) => Some(list.iter().map(|m| m.arm).collect()),
            None => scene.order.filter(|_| row.len() == 2).map(|(a, b)| vec![a, b]),
        };
        if let Some(arms) = arms {
            for (reading, arm) in row.iter().zip(arms) {
                scene.bind(*reading, arm);
            }
        }
    }
}

/// Mentions of different arms in a row, with only joints between.
fn mention_lists(scene: &Scene<'_, '_>, from: usize, to: usize) -> Vec<Vec<Mention>> {
    let mut lists: Vec<Vec<Mention>> = Vec::new();
    for mention in scene.mentions.iter().filter(|m| m.first >= from && m.first < to) {
        let joined = lists.last().and_then(|list| list.last()).is_some_and(|last| {
            (last.last + 1..mention.first).all(|k| {
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
            })
        });
        match lists.last_mut() {
            Some(list) if joined && list.iter().all(|m| m.arm != mention.arm) => list.push(*mention),
            _ => lists.push(vec![*mention]),
        }
    }
    lists
}

/// `63.1% with A and 40.8% with B`: each value has its arm behind it, before the next value.
fn each_in_its_arm(scene: &mut Scene<'_, '_>) {
    let values = scene.values();
    for (n, i) in values.iter().enumerate() {
        let reading = &scene.readings[*i];
        let next = values.get(n + 1).map_or(scene.s.items.len(), |k| scene.readings[*k].first);
        // A size or a follow-up is of everybody unless the arm stands right behind it.
        let reach = match reading.result {
            Reported::FollowUp(_) => 5,
            Reported::Participants(_) => 9,
            _ => 14,
        };
        let limit = next.min(reading.last + reach);
        let found = scene.mentions.iter().find(|m| {
            m.first > reading.main
                && m.first < limit
                && (m.first.saturating_sub(4)..m.first).any(|k| {
                    k > reading.main
                        && (matches!(scene.s.cue(k), Cue::Preposition | Cue::To | Cue::Of | Cue::Received))
                })
                && !(reading.last + 1..m.first)
                    .any(|k| scene.s.mark(k) == Some(';') || scene.s.cue(k) == Cue::Versus)
        });
        // "A (V) and in B (V)": the arm belongs to the value behind it where a bracket opens on that at once.
        let theirs = found.is_some_and(|m| {
            scene.s.opens(m.last + 1)
                && values.get(n + 1).is_some_and(|k| scene.readings[*k].first <= m.last + 4)
        });
        // "390 patients were assigned to A or B": of both.
        let of_all = matches!(reading.result, Reported::Participants(_))
            && found.is_some_and(|m| {
                scene.mentions.iter().any(|other| {
                    other.first > m.last
                        && other.first < next
                        && other.arm != m.arm
                        && (m.last + 1..other.first).any(|k| {
                            matches!(scene.s.cue(k), Cue::Or | Cue::Versus) || scene.s.cue(k) == Cue::And
                        })
                })
            });
        if let Some(arm) = found.filter(|_| !theirs && !of_all).map(|m| m.arm) {
            scene.bind(*i, arm);
        }
    }
}

/// `A (n = 342)`, `in the A group, 15 died`, `A: 12.3 weeks`: the nearest arm before the value, since the last value.
fn arm_first(scene: &mut Scene<'_, '_>) {
    let mut since = 0;
    for i in scene.values() {
        let reading = &scene.readings[i];
        if scene.bound[i].is_none() {
            let before: Vec<&Mention> =
                scene.mentions.iter().filter(|m| m.first >= since && m.last < reading.first).collect();
            let several = before.windows(2).any(|pair| pair[0].arm != pair[1].arm);
            // Of several arms before a value, the one whose bracket it stands in.
            let near = before
                .last()
                .filter(|m| !several || scene.s.opens(m.last + 1) && reading.first <= m.last + 4);
            let behind_versus =
                near.is_some_and(|m| (m.last + 1..reading.first).any(|k| scene.s.cue(k) == Cue::Versus));
            if let Some(arm) = near.filter(|_| !behind_versus).map(|m| m.arm) {
                scene.bind(i, arm);
            }
        }
        since = scene.readings[i].last;
    }
}

/// `36.9% vs. 21.2%`: one bound value gives the other; two free ones take the order the sentence, or the trial, has set.
fn versus(scene: &mut Scene<'_, '_>) {
    for row in scene.rows() {
        let [a, b] = row[..] else { continue };
        let between = scene.readings[a].last + 1..scene.readings[b].first;
        let compared = between.clone().any(|k| scene.s.cue(k) == Cue::Versus);
        if !compared && !between.clone().any(|k| scene.s.cue(k) == Cue::And) {
            continue;
        }
        match (scene.bound[a], scene.bound[b]) {
            (Some(arm), None) if compared => {
                if let Some(other) = scene.arms.other(arm) {
                    scene.bind(b, other);
                }
            }
            (None, Some(arm)) if compared => {
                if let Some(other) = scene.arms.other(arm) {
                    scene.bind(a, other);
                }
            }
            (None, None) => {
                let place = scene.readings[a].first;
                // "higher with A than with B (12% vs 8%)", "higher with A (12% vs 8%)".
                let said = order_in(scene, 0, place).or_else(|| {
                    let one = scene.mentions.iter().rev().find(|m| m.last < place && compared)?;
                    Some((one.arm, scene.arms.other(one.arm)?))
                });
                if let Some((first, second)) = said.or(scene.order.filter(|_| compared)) {
                    scene.bind(a, first);
                    scene.bind(b, second);
                }
            }
            _ => {}
        }
    }
}

/// The sentence names one arm and no other: what is still free is of that arm, unless it is of everybody.
fn only_arm(scene: &mut Scene<'_, '_>) {
    let Some(first) = scene.mentions.first() else { return };
    if scene.mentions.iter().any(|m| m.arm != first.arm) {
        return;
    }
    let compared = (0..scene.s.items.len()).any(|i| scene.s.cue(i) == Cue::Versus);
    if compared || scene.s.title {
        return;
    }
    for i in scene.values() {
        if matches!(scene.readings[i].result, Reported::Proportion(_) | Reported::Quantity(_)) {
            scene.bind(i, first.arm);
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
    let first = near.first()?.arm;
    let second = near.iter().find(|m| m.arm != first)?.arm;
    let more = near.iter().any(|m| m.arm != first && m.arm != second);
    (!more).then_some((first, second))
}
