//! Arms that are pointed at: "this group", "these patients", "the other group", "the latter".

use super::Mention;
use crate::extract::sentence::Sentence;
use crate::finding::ArmId;
use crate::lex::{Classes, Cue, Sort};

/// Puts what points at an arm that was named before among the mentions, so that it is as good as a name: before it in its
/// sentence, or in the sentence before.
pub(super) fn points(sentences: &[Sentence<'_>], mentions: &mut [Vec<Mention>], two: Option<(ArmId, ArmId)>) {
    for (n, s) in sentences.iter().enumerate() {
        if s.title || !s.may_say(&[Sort::Points]) {
            continue;
        }
        let goes_on = n.checked_sub(1).filter(|before| s.follows(&sentences[*before]));
        let last = goes_on.and_then(|before| mentions.get(before)).map_or(Vec::new(), |m| named(m));
        // What one arm is set against is of no other that is known.
        let against = goes_on.is_some_and(|before| sentences[before].has(Classes::VERSUS));
        let last = if against && last.len() == 1 { Vec::new() } else { last };
        let Some(own) = mentions.get_mut(n) else { return };
        let (mut at, mut here) = (0, Vec::new());
        for i in 0..s.items.len() {
            let Some((points, end)) = pointing(s, i) else { continue };
            while let Some(m) = own.get(at).filter(|m| m.first < i) {
                note(&mut here, m.arm);
                at += 1;
            }
            let touches = |m: &Mention| m.last + 1 >= i && m.first <= end + 2;
            let beside = [at.checked_sub(1), Some(at)].into_iter().flatten();
            // "37 of these women were switched to B"
            let others = matches!(points, Points::Same) && at < own.len();
            if others || beside.filter_map(|at| own.get(at)).any(touches) {
                continue;
            }
            let arms = if here.is_empty() { &last } else { &here };
            let arm = match (points, &arms[..]) {
                (Points::Same, [arm]) => Some(*arm),
                (Points::Other, [arm]) => two.and_then(|pair| other(pair, *arm)),
                (Points::Former, [arm, _]) | (Points::Latter, [_, arm]) => Some(*arm),
                _ => None,
            };
            if let Some(arm) = arm {
                own.insert(at, Mention { arm, first: i, last: end });
            }
        }
    }
}

/// Which of the arms named before is pointed at.
#[derive(Clone, Copy)]
enum Points {
    Same,
    Other,
    Former,
    Latter,
}

/// What points at an arm from item `i` on, and its last item.
fn pointing(s: &Sentence<'_>, i: usize) -> Option<(Points, usize)> {
    let the = |i: usize| i > 0 && s.is_word(i - 1, &["the"]);
    if !s.is_of(i, Sort::Points) {
        return None;
    }
    // "this group of elderly patients" is of all.
    let whom = whom(s, i + 1).filter(|(end, _)| s.cue(*end + 1) != Cue::Of);
    if s.is_word(i, &["former", "latter"]) && the(i) {
        let points = if s.is_word(i, &["latter"]) { Points::Latter } else { Points::Former };
        let ends = s.mark(i + 1).is_some()
            || i + 1 == s.items.len()
            || matches!(s.cue(i + 1), Cue::Preposition | Cue::And | Cue::Was);
        return whom.map(|(end, _)| end).or(ends.then_some(i)).map(|end| (points, end));
    }
    let (end, what) = whom?;
    let points = match what {
        What::Group if s.is_word(i, &["other"]) && the(i) => Points::Other,
        What::Group | What::Treatment if s.is_word(i, &["this"]) => Points::Same,
        What::People if s.is_word(i, &["these"]) => Points::Same,
        _ => return None,
    };
    Some((points, end))
}

/// What stands behind a word that points.
#[derive(Clone, Copy, PartialEq)]
enum What {
    Group,
    People,
    Treatment,
}

/// The one group, the people or the treatment at item `i`, or behind one word that says nothing of a group; its last item.
fn whom(s: &Sentence<'_>, i: usize) -> Option<(usize, What)> {
    const TREATMENT: &[&str] = &[
        "treatment",
        "therapy",
        "regimen",
        "drug",
        "agent",
        "combination",
        "dose",
        "technique",
        "procedure",
        "intervention",
        "schedule",
    ];
    let next = if s.is_of(i, Sort::Generic) && s.cue(i + 1) == Cue::Group { i + 1 } else { i };
    if s.cue(next) == Cue::Group && !s.words(next).ends_with('s') {
        Some((next, What::Group))
    } else if s.cue(i) == Cue::People {
        Some((i, What::People))
    } else {
        s.is_word(i, TREATMENT).then_some((i, What::Treatment))
    }
}

/// The arms that are named, each once, in order.
fn named(mentions: &[Mention]) -> Vec<ArmId> {
    let mut arms = Vec::new();
    mentions.iter().for_each(|m| note(&mut arms, m.arm));
    arms
}

fn note(arms: &mut Vec<ArmId>, arm: ArmId) {
    if !arms.contains(&arm) {
        arms.push(arm);
    }
}

fn other((a, b): (ArmId, ArmId), arm: ArmId) -> Option<ArmId> {
    if arm == a { Some(b) } else { (arm == b).then_some(a) }
}
