//! Changes from one value to another, of whom the clause is about.

mod crossed;

use super::super::arms::Mention;
use super::{Scene, led_by_versus, within};
use crate::finding::Reported;
use crate::lex::{Cue, Sort};
pub(super) use crossed::crossed;

/// Items between both ends of a change, at most: "(4.0) mm Hg at baseline to".
const ENDS: usize = 8;

/// Items from "from" to its value, at most: "from a mean of".
const LED: usize = 4;

/// Items from "both" to the second of two names, at most.
const BOTH: usize = 5;

/// `A lowered cholesterol better than placebo, from 7.1 to 5.2`: both ends are of the arm that the clause is about, be it set against
/// others or not.
pub(super) fn from_to(scene: &mut Scene<'_, '_>) {
    let s = scene.s;
    if s.title || scene.further.is_empty() {
        return;
    }
    for pair in scene.values.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let quantity = |i: usize| matches!(scene.readings[i].result, Reported::Quantity(_));
        let between = scene.readings[a].last + 1..scene.readings[b].first;
        let joined = |k: usize| s.cue(k) == Cue::And || s.mark(k) == Some(';');
        let Some(from) = start(scene, a, b) else { continue };
        if !quantity(a) || !quantity(b) || { between }.any(joined) {
            continue;
        }
        let turns = |k: &usize| s.mark(*k) == Some(';') && s.items[*k].depth == 0 || s.is_of(*k, Sort::Turn);
        let clause = (0..from).rfind(turns).unwrap_or(0);
        let named = within(scene.further, clause, from);
        let Some(at) = named.iter().rposition(|m| !led_by_versus(s, m.first)) else { continue };
        let subject = named[at];
        // "A and B lowered it": of both.
        let listed = |m: &Mention| {
            m.arm != subject.arm
                && (m.last + 1..subject.first).all(|k| {
                    matches!(s.cue(k), Cue::And | Cue::Or | Cue::Article | Cue::Preposition | Cue::Group)
                        || s.mark(k) == Some(',')
                })
        };
        let both = named[..at].iter().any(listed);
        // "Both what nobody knows and A lowered it"
        let before = subject.first.saturating_sub(BOTH);
        let told = |k: usize| {
            s.is_word(k, &["both", "each", "either", "all", "groups", "difference", "differences"])
        };
        if !both && !(before..from).any(told) && scene.closer(b).is_none() && !scene.of_unknown(b) {
            scene.bind(a, subject.arm);
            scene.bind(b, subject.arm);
        }
    }
}

/// Where "from" stands before two values with "to" between them, neither of an arm yet.
fn start(scene: &Scene<'_, '_>, a: usize, b: usize) -> Option<usize> {
    let s = scene.s;
    let first = scene.readings[a].first;
    let mut between = scene.readings[a].last + 1..scene.readings[b].first;
    let unbound = scene.bound[a].is_none() && scene.bound[b].is_none();
    let to = unbound && between.len() <= ENDS && between.any(|k| s.cue(k) == Cue::To);
    (first.saturating_sub(LED)..first).rfind(|k| to && s.is_word(*k, &["from"]))
}
