//! In which order a sentence names two arms.

use super::super::arms::Mention;
use super::Scene;
use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::ArmId;
use crate::lex::{Cue, Sort};

/// Items between "from" and the arm of the value behind it, at most.
const FROM: usize = 9;

/// The order in which a stretch of the sentence names two arms: the arm first, its comparator second.
pub(in crate::extract::bind) fn order_in(
    scene: &Scene<'_, '_>,
    from: usize,
    to: usize,
) -> Option<(ArmId, ArmId)> {
    let s = scene.s;
    let near = scene.named(from, to);
    // "X versus Y" says it outright.
    for (k, mention) in near.iter().enumerate() {
        if let Some(next) = near.get(k + 1)
            && next.arm != mention.arm
            // Not "compared with A, more needed it (42% versus 25%) with B".
            && (mention.last + 1..next.first).any(|i| {
                let depth = s.items[mention.first].depth.max(s.items[next.first].depth);
                s.cue(i) == Cue::Versus && s.items[i].depth <= depth
            })
        {
            return Some((mention.arm, next.arm));
        }
    }
    if let [b, a] = near
        && a.arm != b.arm
        && from_one_to_other(s, b, a)
    {
        return Some((a.arm, b.arm));
    }
    // "Compared with Y, X …" names the comparator first.
    if let [b, .., a] = near
        && a.arm != b.arm
        && led_by_versus(s, b.first)
        && near.iter().all(|m| m.arm == a.arm || m.arm == b.arm)
    {
        return Some((a.arm, b.arm));
    }
    let first = near.first()?.arm;
    let second = near.iter().find(|m| m.arm != first)?.arm;
    let more = near.iter().any(|m| m.arm != first && m.arm != second);
    (!more).then_some((first, second))
}

/// `Compared with Y`, `Compared to patients who were randomised to Y`: before the name at item `i`.
pub(super) fn led_by_versus(s: &Sentence<'_>, i: usize) -> bool {
    let joint = |k: usize| s.mark(k).is_none() && !s.items[k].numeric();
    (i.saturating_sub(LED)..i).rev().take_while(|k| joint(*k)).any(|k| s.cue(k) == Cue::Versus)
}

/// Items from "compared with" to the name it goes with, at most.
const LED: usize = 7;

/// `from 9 months in the A group to 12 months in the B group`: the end of the way is what is held against its start.
fn from_one_to_other(s: &Sentence<'_>, start: &Mention, end: &Mention) -> bool {
    let from = (start.first.saturating_sub(FROM)..start.first).rev().find(|i| s.is_word(*i, &["from"]));
    let to = |i: usize| s.cue(i) == Cue::To;
    from.is_some_and(|from| !(from..start.first).any(to))
        && (start.last + 1..end.first).any(to)
        && !(start.last + 1..end.first).any(|i| s.is_word(i, &["from"]))
}

/// What a value may be set against that is its own state before, besides [`Sort::Since`].
const BEFORE: &[&str] = &["basal", "entry", "admission", "time", "initial"];

/// `than at baseline`, `compared with their pretreatment values`, `v time 0`: set against no arm.
pub(super) fn since_baseline(s: &Sentence<'_>, k: usize) -> bool {
    let joint = |k: &usize| {
        matches!(s.cue(*k), Cue::Preposition | Cue::Article) || s.is_word(*k, &["their", "its", "respective"])
    };
    let at = (k + 1..k + 4).find(|k| !joint(k)).unwrap_or(k + 1);
    s.is_of(at, Sort::Since) || s.is_word(at, BEFORE)
}

/// Items between a P value and the "versus" that says against whom it is, at most: "P < 0.01, versus".
const OF_P: usize = 2;

/// `(P < 0.05 versus B)`, `(relative risk versus B, 1.4)`: in a bracket deeper than what is told, "versus" says of whom a P value or an
/// estimate is, and sets nothing else apart.
pub(super) fn of_a_bracket(s: &Sentence<'_>, k: usize, depth: u8) -> bool {
    let own = s.items.get(k).is_some_and(|item| item.depth > depth);
    own && {
        let near = s.items.get(k.saturating_sub(OF_P)..k).unwrap_or_default();
        near.iter().any(|item| matches!(item.shape, Shape::P(_)) || matches!(item.cue, Cue::Measure { .. }))
    }
}
