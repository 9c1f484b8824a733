//! A sentence, or a clause of it, that names one arm.

use super::super::arms::Mention;
use super::Scene;
use super::arm_first::{of_several, placed_otherwise};
use super::order::{of_a_bracket, since_baseline};
use super::parts::dealt_out;
use crate::finding::ArmId;
use crate::lex::{Cue, Sort};

/// Items before an arm that leads its sentence, at most: "At 24 months, in the A group, …".
const LEAD: usize = 8;

/// `In the A group, 12% relapsed and 3% died; …`: what is still free in a clause is of the only arm it names, unless it
/// compares.
pub(super) fn only_arm(scene: &mut Scene<'_, '_>) {
    if scene.s.title || scene.mentions.is_empty() {
        return;
    }
    let len = scene.s.items.len();
    // "In the A group, 12% had X; 3% had Y; and 2% had Z": of the whole sentence where that is so.
    let head = &scene.mentions[0];
    let first = scene.values.first().map(|i| scene.readings[*i].first);
    let leads = head.first <= 2
        || head.first <= LEAD
            && (scene.s.mark(head.last + 1) == Some(',') || first.is_some_and(|first| head.last < first))
            && (head.first - 2..head.first).any(|i| scene.s.cue(i) == Cue::Preposition);
    if let Some(arm) = only(scene, 0, len).filter(|_| leads) {
        bind(scene, arm, 0, turn(scene, head.last, len));
    }
    let mut start = 0;
    for end in 0..=scene.s.items.len() {
        let last = end == scene.s.items.len();
        let cut = last
            || scene.s.mark(end) == Some(';') && scene.s.items[end].depth == 0
            || scene.s.is_of(end, Sort::Turn) && scene.s.is_word(end, &["whereas", "while"]);
        if cut {
            if let Some(arm) = only(scene, start, end) {
                bind(scene, arm, start, end);
            }
            start = end + 1;
        }
    }
}

/// Where `whereas the B group had …` begins to tell of a group that is not known.
fn turn(scene: &Scene<'_, '_>, from: usize, len: usize) -> usize {
    let s = scene.s;
    if !s.holds(Sort::Turn) {
        return len;
    }
    let turns = |i: &usize| s.is_of(*i, Sort::Turn) && s.is_word(*i, &["whereas", "while"]);
    let Some(turn) = (from..len).find(turns) else { return len };
    let unknown =
        (turn + 1..len.min(turn + 5)).any(|i| s.cue(i) == Cue::Group) && scene.named(turn, len).is_empty();
    if unknown { turn } else { len }
}

fn bind(scene: &mut Scene<'_, '_>, arm: ArmId, start: usize, end: usize) {
    let closes = scene
        .values
        .iter()
        .any(|i| (start..end).contains(&scene.readings[*i].main) && scene.closed_by(*i) == Some(arm));
    for i in scene.values.iter().copied() {
        let own = scene.readings[i].is_share_or_quantity();
        let own = own && (start..end).contains(&scene.readings[i].main);
        // "14% in the A group, 52% in B+C": A closes a value, and B+C another.
        let otherwise =
            || closes && scene.closed_by(i) != Some(arm) && placed_otherwise(scene, &scene.readings[i]);
        if own && otherwise() {
            continue;
        }
        if own
            && !dealt_out(scene, i)
            && !scene.of_unknown(i)
            && scene.closed_by(i).is_none_or(|own| own == arm)
        {
            scene.bind(i, arm);
        }
    }
}

/// The only arm that a stretch of the sentence names.
fn only(scene: &Scene<'_, '_>, start: usize, end: usize) -> Option<ArmId> {
    let named = scene.named(start, end);
    let mut arms = named.iter().map(|m| m.arm);
    let first = arms.next()?;
    // But "(P < 0.05 versus baseline)" compares no arms.
    let against = |k: usize| {
        scene.s.cue(k) == Cue::Versus && !since_baseline(scene.s, k) && !of_a_bracket(scene.s, k, 0)
    };
    let compared = || (start..end).any(against);
    // "in each treatment group", "in the three tolvarin groups": of others, too.
    let each = |m: &Mention| {
        let before = m.first.checked_sub(1);
        before.is_some_and(|b| {
            scene.s.is_word(b, &["each", "both", "per", "all"])
                || scene.s.items[b].spelled && of_several(scene.s, m)
        })
    };
    (arms.all(|arm| arm == first) && !compared() && !named.iter().any(each)).then_some(first)
}
