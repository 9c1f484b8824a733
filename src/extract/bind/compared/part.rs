//! The part of a sentence that a P value closes: `… fell in the A group (P = 0.003)`.

use std::ops::Range;

use super::super::arms::Mention;
use super::super::frames::Scene;
use super::sets_against;
use crate::extract::read::Reading;
use crate::finding::{ArmId, Reported};
use crate::lex::{Cue, Sort};

/// P values of one list that a part goes back or on over, at most.
const LIST: usize = 6;

/// Items behind a P value that are still of its part, at most.
const BEHIND: usize = 14;

/// Items behind "compared with" in which a baseline may be named.
const NEAR: usize = 4;

/// Where the part stands, around its P value.
pub(super) struct Part {
    pub(super) start: usize,
    pub(super) first: usize,
    pub(super) last: usize,
    /// The end of what stands behind the P value.
    pub(super) end: usize,
    /// The start and the end of its whole statement, with the other P values before it.
    pub(super) statement: Range<usize>,
}

impl Part {
    /// The part of this P value. A member of a list goes with the members before or behind that say something: `x (P = 0.01),
    /// y (P = 0.02) and z (P = 0.03) fell`.
    pub(super) fn of(scene: &Scene<'_, '_>, reading: &Reading) -> Self {
        let s = scene.s;
        let clause = s.clause_start(reading.first);
        let others = |r: &&Reading| matches!(r.result, Reported::PValue(_)) && r.first != reading.first;
        let mut before = scene.readings.iter().rev().filter(others).filter(|r| r.last < reading.first);
        let mut behind = scene.readings.iter().filter(others).filter(|r| r.first > reading.last);
        // "fell with A, while it rose with B (P = 0.01)": of both, where A has none of its own.
        let told = |at: usize| scene.readings.iter().any(|r| compares(r) && (clause..at).contains(&r.first));
        let turn = (clause..reading.first).rev().find(|i| turns(scene, *i) && told(*i));
        let turn = turn.map_or(clause, |at| at + 1);
        let mut start = reading.first;
        for _ in 0..LIST {
            start = before.next().map_or(turn, |r| r.last + 1).max(turn);
            if start == turn || says(scene, start, reading.first) {
                break;
            }
        }
        let closed = says(scene, start, reading.first);
        let far = (reading.last + BEHIND).min(s.items.len());
        let over = |i: &usize| s.items[*i].depth == 0 && (s.mark(*i) == Some(';') || turns(scene, *i));
        let stop = |i: &usize| {
            over(i) || s.items[*i].depth == 0 && closed && (s.cue(*i) == Cue::And || parted(scene, *i))
        };
        let mut end = reading.last + 1;
        for _ in 0..LIST {
            let next = behind.next().map_or(far, |r| r.first);
            end = (end..next.max(end)).find(stop).unwrap_or(next.max(end));
            if closed || end < next || next >= far || says(scene, reading.last + 1, end) {
                break;
            }
        }
        let next = scene.readings.iter().filter(others).map(|r| r.first).find(|first| *first > reading.last);
        let far = far.min(next.unwrap_or(far)).max(end);
        let statement = turn..(end..far).find(over).unwrap_or(far);
        Self { start, first: reading.first, last: reading.last, end, statement }
    }

    /// The arms that the part names, before its P value or else behind; where it names none, its statement.
    pub(super) fn named<'s>(&self, scene: &Scene<'s, '_>) -> &'s [Mention] {
        let near = [
            self.start..self.first,
            self.last + 1..self.end,
            self.statement.start..self.first,
            self.end..self.statement.end,
        ];
        let named = near.into_iter().map(|stretch| scene.named(stretch.start, stretch.end));
        named.into_iter().find(|named| !named.is_empty()).unwrap_or_default()
    }

    /// Whether a word of this sort stands in it.
    pub(super) fn holds(&self, scene: &Scene<'_, '_>, sort: Sort) -> bool {
        scene.s.may_say(&[sort]) && (self.start..self.end).any(|i| scene.s.is_of(i, sort))
    }

    /// Whether it says of two that they are alike or not, other than of one before and after.
    pub(super) fn compares(&self, scene: &Scene<'_, '_>) -> bool {
        (self.start..self.end).any(|i| compares_at(scene, i))
    }
}

/// Whether a word says of two that they are alike or not: `higher than with placebo`, `no between-group difference`.
pub(super) fn compares_at(scene: &Scene<'_, '_>, i: usize) -> bool {
    let s = scene.s;
    match s.cue(i) {
        Cue::Versus => !held_since(scene, i),
        // "higher than with placebo"
        Cue::MoreThan | Cue::LessThan if sets_against(s, i) => !held_since(scene, i),
        // "no between-group difference", but "the difference between before and after"
        Cue::Difference => !between_times(scene, i),
        Cue::Measure { .. } if s.of_comparison(i) => true,
        // "improvement over placebo"
        _ if s.is_word(i, &["over", "than"]) => !scene.named(i + 1, i + 3).is_empty(),
        // "lower than at baseline"
        // "fell between days 1 and 3"
        _ if s.is_word(i, &["between"]) && (i + 1..i + 3).any(|k| matches!(s.cue(k), Cue::Time(_))) => false,
        _ if s.is_word(i, &["between"]) && i > 0 && s.cue(i - 1) == Cue::Difference => {
            !between_times(scene, i - 1)
        }
        _ if s.is_of(i, Sort::Weighs) => {
            !(i + 1..i + NEAR).any(|k| s.cue(k) == Cue::Versus && held_since(scene, k))
        }
        _ => false,
    }
}

/// Items from "difference" to the times it is between, at most.
const TIMES: usize = 12;

/// `the difference between the scores before and after treatment`: at a place.
fn between_times(scene: &Scene<'_, '_>, difference: usize) -> bool {
    let s = scene.s;
    let twice =
        |i: usize| s.is_word(i, &["before"]) && s.cue(i + 1) == Cue::And && s.is_word(i + 2, &["after"]);
    let at = (difference + 1..difference + TIMES).find(|i| twice(*i));
    s.may_say(&[Sort::Since])
        && at.is_some_and(|at| {
            let groups = |i: usize| s.cue(i) == Cue::Group || s.is_word(i, &["arms", "groups", "treatments"]);
            !(difference + 1..at).any(groups) && scene.named(difference, at).is_empty()
        })
}

/// Whether a result says by itself how two compare.
fn compares(reading: &Reading) -> bool {
    matches!(reading.result, Reported::PValue(_) | Reported::Estimate(_) | Reported::RelativeChange(_))
}

/// The one arm of these mentions.
pub(super) fn sole(named: &[Mention]) -> Option<ArmId> {
    let arm = named.first()?.arm;
    named.iter().all(|m| m.arm == arm).then_some(arm)
}

/// Whether "compared with" at a place holds something against its own state before.
pub(super) fn held_since(scene: &Scene<'_, '_>, versus: usize) -> bool {
    (versus + 1..versus + 1 + NEAR).any(|i| scene.s.is_of(i, Sort::Since))
}

/// Whether a stretch says more than the name of what was measured.
fn says(scene: &Scene<'_, '_>, from: usize, to: usize) -> bool {
    let s = scene.s;
    !scene.named(from, to).is_empty()
        || (from..to).any(|i| {
            s.is_of(i, Sort::Moves)
                || s.is_of(i, Sort::Weighs)
                || matches!(s.cue(i), Cue::Versus | Cue::Statistic(_))
        })
}

/// Whether a new statement starts behind a place.
fn turns(scene: &Scene<'_, '_>, i: usize) -> bool {
    scene.s.is_of(i, Sort::Turn) && !scene.s.is_word(i, &["which"])
}

/// Whether a comma parts what follows, which is no "compared with …".
fn parted(scene: &Scene<'_, '_>, i: usize) -> bool {
    let s = scene.s;
    s.mark(i) == Some(',') && !(i + 1..i + 3).any(|k| s.cue(k) == Cue::Versus)
}
