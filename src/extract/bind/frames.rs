//! Frames: the ways a sentence ties a row of values to a row of arms. Tried in the order of [`FRAMES`]; each binds only
//! values that are still free.

mod again;
mod against_p;
mod arm_first;
mod aside;
mod before_assignment;
mod behind;
mod carried;
mod closed;
mod contrast;
mod described;
mod each_arm;
mod each_in_its_arm;
mod from_to;
mod gone_on;
mod greater;
mod in_turn;
mod inside;
mod labelled;
mod list_closed;
mod listed;
mod of_all;
mod of_outcomes;
mod once_more;
mod only_arm;
mod opened;
mod order;
mod paired;
mod parallel;
mod parts;
mod people;
mod remaining;
mod respectively;
mod row_of_its_arm;
mod set_against;
mod sides;
mod sized;
mod the_other;
mod the_other_size;
mod versus;

use std::ops::Range;

use crate::extract::item::Shape;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::{ArmId, Reported};
use crate::lex::{Cue, Sort};

use super::arms::{Arms, Mention, Subject};
pub(super) use each_arm::each_arm;
pub(super) use gone_on::goes_on;
use order::led_by_versus;
pub(super) use order::{order_in, sides};
pub(super) use sized::labelled as is_labelled;

/// A sentence on its way to being bound.
pub(super) struct Scene<'s, 't> {
    pub(super) s: &'s Sentence<'t>,
    pub(super) readings: &'s [Reading],
    /// Readings of one arm each, by index, and rows of them.
    pub(super) values: &'s [usize],
    pub(super) rows: &'s [Range<usize>],
    pub(super) mentions: &'s [Mention],
    /// The same with the groups that only results name.
    pub(super) further: &'s [Mention],
    /// What the sentence's estimates are of because it is about it.
    pub(super) subjects: &'s [Subject],
    pub(super) arms: &'s Arms,
    /// The order of arms that was set last, by a sentence before or by the trial itself.
    pub(super) order: Option<(ArmId, ArmId)>,
    /// The same of pairs of values, which an article prints in one order even where it names the other arm first.
    pub(super) printed: Option<(ArmId, ArmId)>,
    /// The two arms that the sentence right before names, where it names no others.
    pub(super) before: Option<(ArmId, ArmId)>,
    /// The arms that the last row of values went to.
    pub(super) dealt: &'s [ArmId],
    /// The arm that led the sentence before, where this one follows it.
    pub(super) led: Option<ArmId>,
    /// The arm of each reading.
    pub(super) bound: Vec<Option<ArmId>>,
}

/// A frame: binds what it can.
type Frame = fn(&mut Scene<'_, '_>);

/// Frames whose arms stand right beside the values, surest first.
const BESIDE: &[Frame] = &[
    inside::inside,
    people::people,
    described::described,
    from_to::crossed,
    set_against::set_against,
    set_against::each_of_several,
    row_of_its_arm::row_of_its_arm,
    respectively::changes,
    sides::sides,
    parallel::parallel,
    respectively::respectively,
    aside::aside,
    labelled::trailing,
    labelled::headed,
    labelled::labelled,
    labelled::followed,
    labelled::in_its_bracket,
    listed::listed,
    aside::aside,
    closed::closed,
    closed::parted,
    each_in_its_arm::each_in_its_arm,
];

/// The other frames, surest first.
const AROUND: &[Frame] = &[
    parts::parts,
    each_in_its_arm::both_ends,
    versus::versus,
    versus::one_side,
    remaining::remaining,
    sized::sized,
    in_turn::in_turn,
    described::described,
    list_closed::list_closed,
    arm_first::arm_first,
    aside::aside,
    only_arm::only_arm,
    versus::gone_on,
    from_to::from_to,
    carried::carried,
    opened::opened,
    each_in_its_arm::both_ends,
    aside::aside,
    the_other::the_other,
    once_more::once_more,
    the_other_size::the_other_size,
];

/// Binds the values of a sentence: to the groups that only results name where these stand right beside them, then to the
/// arms of the trial, then to those groups wherever they stand.
pub(super) fn bind(scene: &mut Scene<'_, '_>) {
    if scene.values.is_empty() {
        return;
    }
    let (mentions, further) = (scene.mentions, scene.further);
    let same = std::ptr::eq(mentions, further);
    match against_p::without(scene, further) {
        Some(own) => {
            let known = if same { None } else { against_p::without(scene, mentions) };
            rebound(scene, if same { &own } else { known.as_deref().unwrap_or(mentions) }, &own);
        }
        None => paired::as_one(scene, bind_values),
    }
}

/// Binds with fewer names than the sentence has.
fn rebound<'s>(scene: &mut Scene<'s, '_>, mentions: &[Mention], further: &[Mention]) {
    let mut fewer = Scene { mentions, further, bound: std::mem::take(&mut scene.bound), ..*scene };
    paired::as_one(&mut fewer, bind_values);
    scene.bound = fewer.bound;
}

fn bind_values(scene: &mut Scene<'_, '_>) {
    let known = scene.mentions;
    let more = !std::ptr::eq(scene.further, known);
    let further = scene.further;
    let mut run = |mentions, frames: &[Frame]| {
        scene.mentions = mentions;
        for frame in frames {
            if scene.values.iter().all(|i| scene.bound[*i].is_some()) {
                return;
            }
            frame(scene);
        }
    };
    // A sentence that holds other groups against each other, and names no arm of the trial, is of those.
    let apart = known.is_empty() && further.windows(2).any(|two| two[0].arm != two[1].arm);
    if more {
        run(further, BESIDE);
        run(further, if apart { AROUND } else { &[] });
    }
    run(known, BESIDE);
    run(known, AROUND);
    if more {
        run(further, BESIDE);
        run(further, AROUND);
        run(known, &[]);
    }
    again::again(scene);
    gone_on::gone_on(scene);
    scene.mentions = further;
    contrast::contrast(scene);
    people::twice(scene);
    scene.mentions = known;
}

/// Kinds of result that are of one arm.
pub(super) fn of_one_arm(reading: &Reading) -> bool {
    matches!(
        reading.result,
        Reported::Proportion(_) | Reported::Quantity(_) | Reported::Participants(_) | Reported::FollowUp(_)
    )
}

/// The readings of one arm each, by index, in text order.
pub(super) fn values(readings: &[Reading]) -> Vec<usize> {
    (0..readings.len()).filter(|i| of_one_arm(&readings[*i])).collect()
}

/// Rows of values, as ranges of `values`, with nothing but joints between: "5.7% and 4.6%", "12 (3%), 14 (4%) and 15 (5%)".
pub(super) fn rows(s: &Sentence<'_>, readings: &[Reading], values: &[usize]) -> Vec<Range<usize>> {
    let mut rows: Vec<Range<usize>> = Vec::with_capacity(values.len());
    for n in 0..values.len() {
        match rows.last_mut() {
            Some(row)
                if joined(s, &readings[values[n - 1]], &readings[values[n]])
                    && !(row.len() > 1 && starts_anew(s, readings, &values[n - 2..=n])) =>
            {
                row.end = n + 1;
            }
            _ => rows.push(n..n + 1),
        }
    }
    if s.holds(Sort::Respectively) {
        listed::wholes_apart(readings, values, &mut rows);
    }
    rows
}

/// Whether a value is of one row with the value before it.
fn joined(s: &Sentence<'_>, before: &Reading, value: &Reading) -> bool {
    let depth = |reading: &Reading| s.items[reading.main].depth;
    before.result.kind() == value.result.kind()
        // "(45% vs 31%); 12% of A": behind its bracket a row of its own starts.
        && (depth(before) <= depth(value)
            || !(before.last + 1..value.first).any(|k| s.mark(k) == Some(';') && s.items[k].depth == 0))
        // "B (n = 410), and 395 and 402 were analysed": sizes of arms and a row behind them.
        && (depth(before) == depth(value)
            || !matches!(value.result, Reported::Participants(_)))
        && (versus::against(s, before, value) || (behind_asides(s, before, value)..led_alike(s, before, value)).all(|k| {
            matches!(s.cue(k), Cue::And | Cue::Versus | Cue::Or | Cue::Of | Cue::People | Cue::Article)
                || matches!(s.mark(k), Some(',' | '(' | ')' | '[' | ']' | ';' | '/' | '%'))
                || s.unit_end(k).is_some()
        }))
}

/// Where the words start that lead a value as they lead the value before: `by 35% and by 39%`, `mean 3.7 vs mean 4.4`, `a mean
/// of 3.7 and a mean of 4.4`.
fn led_alike(s: &Sentence<'_>, before: &Reading, value: &Reading) -> usize {
    let alike = |n: usize| {
        let (Some(a), Some(b)) = (before.first.checked_sub(n), value.first.checked_sub(n)) else {
            return false;
        };
        let leads =
            matches!(s.cue(b), Cue::Statistic(_) | Cue::Preposition | Cue::To | Cue::Of | Cue::Article)
                || s.is_word(b, &["by"]);
        b > before.last && leads && s.words(a).eq_ignore_ascii_case(s.words(b))
    };
    value.first - (1..=LED_ALIKE).take_while(|n| alike(*n)).count()
}

/// Words that lead a value as they lead another, at most: "with a mean of".
const LED_ALIKE: usize = 4;

/// Whether the last of three values starts a row of its own: `45% and 31% (P = 0.02) and 23% and 12% (P = 0.4)`, `45%, 31% (P =
/// 0.02); 23%, 12%`.
fn starts_anew(s: &Sentence<'_>, readings: &[Reading], values: &[usize]) -> bool {
    let [a, b, c] = *values else { return false };
    let aside = |a: usize, b: usize| {
        let (from, behind) = (readings[a].last + 1, behind_asides(s, &readings[a], &readings[b]));
        (behind != from).then_some(behind)
    };
    let Some(behind) = aside(b, c) else { return false };
    let and = (readings[a].last + 1..readings[b].first).any(|k| s.cue(k) == Cue::And);
    and && aside(a, b).is_none() || s.mark(behind) == Some(';')
}

/// Items from the end of a value to that of the bracket it ends in, at most: "mm Hg; P = 0.02)".
const REST: usize = 8;

/// Items from a bracket to the label of the interval in it, at most: "(unadjusted".
const LABEL: usize = 4;

/// Where what stands between two values starts, behind a bracket that only says how sure the first is: `45% [P = 0.02] and
/// 31%`, `45 m (P = 0.02) and 31 m`.
fn behind_asides(s: &Sentence<'_>, before: &Reading, value: &Reading) -> usize {
    let from = before.last + 1;
    // "45% (95% CI, 30 to 60; P = 0.02) and 31%": the value ends within its bracket.
    let depth = s.items[before.main].depth;
    if s.items[before.last].depth > depth {
        let rest = from..value.first.min(from + REST);
        let close = rest.into_iter().find(|k| s.closes(*k) && s.items[*k].depth <= depth);
        return close.map_or(from, |close| close + 1);
    }
    let open = s.unit_end(from).unwrap_or(from);
    let within = s.items.get(open + 1).map(|item| &item.shape);
    let sure = |shape: &Shape| {
        matches!(shape, Shape::P(_) | Shape::Interval(_) | Shape::Range(_) | Shape::IntervalLabel(_))
    };
    // "-0.7 (unadjusted 95% CI [-0.8, -0.6]) and -0.5"
    let behind = s.opens(open).then(|| s.behind_bracket(open)).flatten();
    let labelled = |end: usize| {
        s.items
            .get(open + 1..end.min(open + LABEL))
            .is_some_and(|items| items.iter().any(|item| sure(&item.shape)))
    };
    let behind = behind.filter(|end| within.is_some_and(sure) || labelled(*end));
    behind.filter(|behind| *behind < value.first).unwrap_or(from)
}

impl<'s> Scene<'s, '_> {
    /// The last item of the value that stands last before a place.
    fn value_before(&self, place: usize) -> Option<usize> {
        self.values.iter().map(|i| self.readings[*i].last).take_while(|last| *last < place).last()
    }

    /// The values of each row.
    fn rows(&self) -> impl Iterator<Item = &'s [usize]> + use<'s> {
        let values = self.values;
        self.rows.iter().map(move |row| &values[row.clone()])
    }

    /// The mentions that start from item `from` on and before item `to`.
    pub(super) fn named(&self, from: usize, to: usize) -> &'s [Mention] {
        within(self.mentions, from, to)
    }

    /// The two arms that this sentence holds against each other, where it names no others; or none, and it goes on with those
    /// of the sentence before.
    pub(super) fn before_next(&self) -> Option<(ArmId, ArmId)> {
        let named = if self.further.is_empty() { self.mentions } else { self.further };
        // "A versus B: … Relapses were fewer with A (0.64 …)": still of both.
        let first = named.first().map(|m| m.arm);
        let one = named.iter().all(|m| Some(m.arm) == first);
        let goes_on = |pair: &(ArmId, ArmId)| first.is_none_or(|arm| one && (arm == pair.0 || arm == pair.1));
        if one {
            return self.before.filter(goes_on);
        }
        let pair = order_in(self, 0, self.s.items.len())?;
        let than = |i: usize| matches!(self.s.cue(i), Cue::Versus | Cue::MoreThan | Cue::LessThan);
        // "similar in the A and B groups"
        let listed = |two: &[Mention]| {
            let gap = two[0].last + 1..two[1].first;
            gap.len() <= 3 && gap.clone().any(|i| self.s.cue(i) == Cue::And)
        };
        let alike = self.s.holds(Sort::Weighs) && named.windows(2).any(listed);
        // "trials that compared A with B"
        let compares = |m: &Mention| {
            let verb = (m.first.saturating_sub(COMPARES)..m.first).find(|i| self.s.is_of(*i, Sort::Compares));
            verb.is_some_and(|verb| !(verb..m.first).any(than))
        };
        let with = |i: usize| self.s.is_word(i, &["with", "to"]);
        let against = named.windows(2).any(|two| {
            let gap = two[0].last + 1..two[1].first;
            gap.clone().any(than) || gap.len() <= COMPARES && gap.clone().any(with) && compares(&two[0])
        });
        // "87% with A and 77% with B"
        let valued = || {
            let has = |arm| self.values.iter().any(|i| self.bound[*i] == Some(arm));
            has(pair.0) && has(pair.1)
        };
        let alone = named.iter().all(|m| m.arm == pair.0 || m.arm == pair.1);
        (!self.s.title && alone && (against || alike || valued())).then_some(pair)
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
        let of_all =
            sized::of_all(self.s, one) || sized::of_an_estimate(self, one) || self.before_assignment(one);
        if self.bound[reading].is_none() && !of_all {
            self.bound[reading] = Some(arm);
        }
    }
}

/// Items from "compared" to the first name, and from "with" to the second, at most.
const COMPARES: usize = 6;

/// Of mentions in text order those that start from item `from` on and before item `to`.
fn within(mentions: &[Mention], from: usize, to: usize) -> &[Mention] {
    let start = mentions.partition_point(|m| m.first < from);
    let end = mentions.partition_point(|m| m.first < to);
    &mentions[start..end.max(start)]
}
