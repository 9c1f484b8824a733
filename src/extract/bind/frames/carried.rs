//! Values that go on what is told of an arm: `with A cholesterol fell by 17% (P = 0.01) and weight by 22%`.

use super::arm_first::placed_otherwise;
use super::behind::behind_value;
use super::order::{of_a_bracket, since_baseline};
use super::{Scene, within};
use crate::extract::read::Reading;
use crate::finding::{Reported, Statistic};
use crate::lex::{Cue, Sort};

/// Items from a value to the next of its list, at most.
const FARTHEST: usize = 24;

/// Items between an arm and a value that is its own, at most: "in the A group (".
const OWN: usize = 2;

/// Items from a bracket to the value in it, at most: "(n = 39,".
const BRACKET: usize = 6;

/// A value alone behind a value of an arm that is not said right beside it is of that arm, too, where nothing between them
/// turns to another.
pub(super) fn carried(scene: &mut Scene<'_, '_>) {
    let s = scene.s;
    for n in 1..scene.values.len() {
        let (before, value) = (scene.values[n - 1], scene.values[n]);
        let (Some(arm), None) = (scene.bound[before], scene.bound[value]) else { continue };
        let (one, next) = (&scene.readings[before], &scene.readings[value]);
        let result = |r: &Reading| r.is_share_or_quantity();
        let (from, to) = (one.last + 1, next.first);
        if !result(one) || one.result.kind() != next.result.kind() || to.saturating_sub(from) > FARTHEST {
            continue;
        }
        let depth = |r: &Reading| s.items[r.main].depth;
        let alone = |i: usize| scene.rows().any(|row| row.len() == 1 && row[0] == i);
        let named = |from: usize, to: usize| !within(scene.further, from, to).is_empty();
        // "(at rest: 54%; at work: 50%)" goes on within its bracket.
        let within = depth(one) > 0 && !(from..to).any(|k| s.closes(k) && s.items[k].depth < depth(one));
        // "(-15 units; P < 0.01) and the rest (-0.9": what stands in its own bracket says nothing of what follows.
        let inner = |k: usize| depth(one) > 0 && s.items[k].depth >= depth(one);
        let turns = |k: usize| {
            matches!(s.cue(k), Cue::Group | Cue::To | Cue::Or)
                || s.cue(k) == Cue::Versus && !since_baseline(s, k) && !of_a_bracket(s, k, 0)
                || matches!(s.mark(k), Some(';' | ':')) && !within && !inner(k)
                || s.is_of(k, Sort::Turn)
                || s.is_of(k, Sort::Control)
                || s.is_of(k, Sort::Overall)
        };
        let joins = (from..to).any(|k| s.cue(k) == Cue::And || matches!(s.mark(k), Some(',' | ';')));
        let opens = |k: &usize| s.opens(*k) && s.items[*k].depth < depth(one);
        let open = (one.main.saturating_sub(BRACKET)..one.main).rfind(opens).unwrap_or(one.first);
        let beside = |at: usize, last: usize| last < at && at - last <= OWN;
        let own = scene.further.iter().any(|m| beside(open, m.last) || beside(one.first, m.last));
        let behind = to..s.items.len().min(next.last + 4);
        // But "by 22% compared with baseline" is of one arm.
        // And so is "(8%) compared with B (9%)", whose value is its own.
        let theirs =
            |k: usize| super::within(scene.further, k + 1, k + 4).iter().any(|m| s.opens(m.last + 1));
        let versus = |k: usize| s.cue(k) == Cue::Versus && !since_baseline(s, k) && !theirs(k);
        let pair = behind.clone().any(|k| versus(k) || s.is_word(k, &["both", "each"]));
        if depth(one) == depth(next)
            && alone(before)
            && alone(value)
            && joins
            && !own
            && !pair
            && !named(from, to)
            && !(from..to).any(turns)
            && scene.closed_by(before).is_none()
            && scene.closed_by(value).is_none_or(|closer| closer == arm)
            && (in_what(scene, one) && in_what(scene, next)
                || !placed_otherwise(scene, one) && !placed_otherwise(scene, next))
            && !scene.of_unknown(value)
        {
            scene.bind(value, arm);
        }
    }
}

/// `a 10% decline in this and an 18% decline in that`: a change that is told with what changed behind it.
pub(super) fn in_what(scene: &Scene<'_, '_>, reading: &Reading) -> bool {
    let s = scene.s;
    let change = matches!(&reading.result, Reported::Quantity(q) if q.statistic == Statistic::Change);
    let at = behind_value(s, reading);
    let group = |k: usize| matches!(s.cue(k), Cue::Group | Cue::People);
    let noun =
        at.checked_sub(1).is_some_and(|k| s.is_of(k, Sort::Moves)) || s.is_of(reading.last, Sort::Moves);
    change && noun && s.is_word(at, &["in"]) && !(at + 1..s.items.len().min(at + WHAT)).any(group)
}

/// Items from "in" to the end of what changed, at most.
const WHAT: usize = 5;
