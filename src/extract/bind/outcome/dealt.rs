//! Outcomes named in a list, and values in the same order: `Response and survival were 30% and 60%, respectively`.

use super::phrase::content;
use crate::extract::bind::frames::{Scene, of_one_arm};
use crate::extract::sentence::Sentence;
use crate::finding::Reported;
use crate::lex::{Cue, Sort};
use crate::text::Span;

/// Items of such a list, at most.
const LONGEST: usize = 30;

/// Deals the names of a list out to the values that were given the whole of it, where there are as many values of each arm
/// as names. Where an arm has fewer, the values are of the whole: `nausea and vomiting in 12% and 8%, respectively`.
pub(in crate::extract::bind) fn dealt(scene: &Scene<'_, '_>, outcomes: &mut [Option<Span>]) {
    if !scene.s.holds(Sort::Respectively) {
        return;
    }
    let mut i = 0;
    while i < outcomes.len() {
        let Some(whole) = outcomes[i] else {
            i += 1;
            continue;
        };
        let end = (i..outcomes.len()).take_while(|k| outcomes[*k] == Some(whole)).last().unwrap_or(i) + 1;
        if end - i > 1 {
            let dealt = parts(scene, whole).is_some_and(|parts| deal(scene, &parts, (i, end), outcomes));
            // The last of the list was taken for what all are of: "haemoglobin and ferritin were 12 and 30".
            if !dealt && let Some(parts) = widened(scene, whole).and_then(|whole| parts(scene, whole)) {
                deal(scene, &parts, (i, end), outcomes);
            }
        }
        i = end;
    }
}

/// A name with the names before it that "and" and commas join to it.
fn widened(scene: &Scene<'_, '_>, whole: Span) -> Option<Span> {
    let s = scene.s;
    let first = s.items.iter().position(|item| item.span.start == whole.start)?;
    let joint = first.checked_sub(1).filter(|b| s.cue(*b) == Cue::And)?;
    let goes_on = |k: &usize| {
        let arm = scene.mentions.iter().any(|m| m.first <= *k && *k <= m.last);
        let read = scene.readings.iter().any(|r| r.first <= *k && *k <= r.last);
        let joins = s.mark(*k) == Some(',') || matches!(s.cue(*k), Cue::Of);
        !arm && !read && s.items[*k].depth == s.items[first].depth && (content(s, *k) || joins)
    };
    let start = (joint.saturating_sub(LONGEST)..joint).rev().take_while(goes_on).last()?;
    let start = (start..joint).find(|k| content(s, *k))?;
    Some(Span { start: s.items[start].span.start, ..whole })
}

/// Whether the names were as many as the values.
fn deal(
    scene: &Scene<'_, '_>,
    parts: &[Span],
    (from, to): (usize, usize),
    outcomes: &mut [Option<Span>],
) -> bool {
    let mut dealt = false;
    let kind = |i: usize| scene.readings[i].result.kind();
    let n = parts.len();
    // P values and estimates: one for each.
    let compared: Vec<usize> = (from..to).filter(|i| !of_one_arm(&scene.readings[*i])).collect();
    if compared.len() == n && compared.iter().all(|i| kind(*i) == kind(compared[0])) {
        compared.iter().zip(parts).for_each(|(i, part)| outcomes[*i] = Some(*part));
        dealt = true;
    }
    let values: Vec<usize> = (from..to)
        .filter(|i| matches!(scene.readings[*i].result, Reported::Proportion(_) | Reported::Quantity(_)))
        .collect();
    let arms: Vec<_> = values.iter().map(|i| scene.bound[*i]).collect();
    let place = |at: usize| arms[..at].iter().filter(|arm| **arm == arms[at]).count();
    let of_arm = |at: usize| arms.iter().filter(|arm| **arm == arms[at]).count();
    let known = arms.iter().all(Option::is_some) || scene.mentions.is_empty();
    if values.len() <= 24 && known && (0..values.len()).all(|at| of_arm(at) == n) {
        for (at, i) in values.iter().enumerate() {
            outcomes[*i] = Some(parts[place(at)]);
        }
        dealt |= !values.is_empty();
    }
    dealt
}

/// The names of a list, or none where a phrase is no list.
fn parts(scene: &Scene<'_, '_>, whole: Span) -> Option<Vec<Span>> {
    let s = scene.s;
    let first = s.items.iter().position(|item| item.span.start == whole.start)?;
    let last = s.items.iter().rposition(|item| item.span.end == whole.end)?;
    if first >= last || last - first > LONGEST {
        return None;
    }
    let mut out = Vec::new();
    let mut from = first;
    let mut joined = false;
    for k in first..=last + 1 {
        let and = k <= last && s.cue(k) == Cue::And;
        if k == last + 1 || and || s.mark(k) == Some(',') {
            joined |= and;
            let part = part(s, from, k);
            match part {
                Some(part) => out.push(part),
                // ", and"
                None if k == from => {}
                None => return None,
            }
            from = k + 1;
        }
    }
    (joined && out.len() > 1).then_some(out)
}

/// The naming words of a stretch.
fn part(s: &Sentence<'_>, from: usize, to: usize) -> Option<Span> {
    let first = (from..to).find(|k| content(s, *k))?;
    let last = (from..to).rfind(|k| content(s, *k))?;
    // "were higher and": a verb, and no list of names.
    let verb = (from..to).any(|k| s.cue(k) == Cue::Was || s.cue(k) == Cue::Or);
    // "degrees I, II and III"
    let numbered = first == last && s.words(first).bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
    (!verb && !numbered).then(|| s.items[first].span.to(s.items[last].span))
}
