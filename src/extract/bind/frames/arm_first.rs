//! The arm before its value.

use super::super::arms::Mention;
use super::Scene;
use crate::extract::read::Reading;
use crate::finding::Reported;
use crate::lex::Cue;

/// `A (n = 342)`, `in the A group, 15 died`, `A: 12.3 weeks`: the nearest arm before the value, since the last value.
pub(super) fn arm_first(scene: &mut Scene<'_, '_>) {
    let mut since = 0;
    for i in scene.values.iter().copied() {
        let reading = &scene.readings[i];
        if scene.bound[i].is_none() {
            let before: Vec<&Mention> =
                scene.mentions.iter().filter(|m| m.first >= since && m.last < reading.first).collect();
            let several = before.windows(2).any(|pair| pair[0].arm != pair[1].arm);
            // Of several arms before a value, the one whose bracket it stands in, or that it stands beside.
            let near = before.last().filter(|m| {
                !several
                    || scene.s.opens(m.last + 1) && reading.first <= m.last + 4
                    || beside(scene, m, reading)
            });
            // A size is of an arm where it stands in the arm's bracket, and else of everybody.
            let people = matches!(reading.result, Reported::Participants(_));
            let near = near.filter(|m| {
                !people
                    || scene.s.opens(m.last + 1) && reading.first <= m.last + 8
                    || given_to(scene, m, reading)
                    || opening(scene, m, reading)
                    || comprised(scene, m, reading)
            });
            // "(12 A, 14 B) took part; 41% were women": the bracket that named arms is closed.
            let closed = |m: &&Mention| {
                let depth = |at: usize| scene.s.items[at].depth;
                let counted = scene.readings[..i].iter().any(|r| {
                    matches!(r.result, Reported::Participants(_)) && depth(r.main) == depth(m.first)
                });
                depth(m.first) > depth(reading.main)
                    && counted
                    && (m.last + 1..reading.first).any(|k| scene.s.closes(k))
            };
            let near = near.filter(|m| !closed(m) && (people || !scene.of_unknown(i)));
            let behind_versus =
                near.is_some_and(|m| (m.last + 1..reading.first).any(|k| scene.s.cue(k) == Cue::Versus));
            if let Some(arm) = near.filter(|_| !behind_versus).map(|m| m.arm) {
                scene.bind(i, arm);
            }
        }
        since = scene.readings[i].last;
    }
}

/// `A 35.5`, `A: median 35.5`: nothing but a sign and the name of a statistic between.
fn beside(scene: &Scene<'_, '_>, mention: &Mention, reading: &Reading) -> bool {
    (mention.last + 1..reading.first).all(|k| {
        matches!(scene.s.cue(k), Cue::Statistic(_)) || matches!(scene.s.mark(k), Some(':' | '=' | ',' | '-'))
    })
}

/// `A was given to 831 patients`.
fn given_to(scene: &Scene<'_, '_>, mention: &Mention, reading: &Reading) -> bool {
    let s = scene.s;
    let to = reading.first.checked_sub(1).is_some_and(|b| s.cue(b) == Cue::To);
    to && reading.first <= mention.last + 5
        && (mention.last + 1..reading.first).any(|k| s.cue(k) == Cue::Was)
        && (mention.last + 1..reading.first).any(|k| s.cue(k) == Cue::Received)
}

/// `In the A group, 30 patients were evaluable and in the B group, 29 patients`.
fn opening(scene: &Scene<'_, '_>, mention: &Mention, reading: &Reading) -> bool {
    let s = scene.s;
    let word = |i: usize| s.is_word(i, &["in", "on"]);
    let preposition = (mention.first.saturating_sub(2)..mention.first).find(|i| word(*i));
    let starts = preposition
        .is_some_and(|i| i == 0 || s.cue(i - 1) == Cue::And || matches!(s.mark(i - 1), Some(';' | ',')));
    starts && reading.first <= mention.last + 2
}

/// `The A group comprised 45 patients`.
fn comprised(scene: &Scene<'_, '_>, mention: &Mention, reading: &Reading) -> bool {
    const VERBS: &[&str] = &["comprised", "consisted of", "included", "contained", "had", "numbered"];
    let s = scene.s;
    // "The A group had 12 responders": only people counted as such.
    s.cue(mention.last) == Cue::Group
        && s.is_word(mention.last + 1, VERBS)
        && reading.main == mention.last + 2
        && s.cue(reading.main + 1) == Cue::People
}
