//! Lists whose items each open with the name of what they give: `(response, 62% v 60%; remission, 58% v 59%)`,
//! `pain (P = 0.03), mood (P = 0.01), and sleep (P = 0.02)`.

use super::candidates::Candidate;
use super::clause::over_bracket;
use super::nature::{PEOPLE, PLACE, TIME, TREATMENT, nature};
use super::phrase::last_word;
use crate::extract::bind::frames::Scene;
use crate::extract::read::Reading;
use crate::finding::Reported;
use crate::lex::Cue;
use crate::text::Span;

/// Items between a bracket's sign and a reading in it, at most.
const NEAR: usize = 16;

/// The label of each reading that stands right behind one, in a list with another.
pub(super) fn labels(scene: &Scene<'_, '_>, all: &[Candidate]) -> Vec<Option<Span>> {
    let own: Vec<Option<Label>> = scene.readings.iter().map(|r| label(scene, all, r)).collect();
    let span = |label: &Label| scene.s.items[label.first].span.to(scene.s.items[label.last].span);
    let mut out = vec![None; own.len()];
    let mut before: Option<(usize, Label)> = None;
    for (i, label) in own.iter().enumerate() {
        let Some(label) = label else { continue };
        // The item before is of the same list: nothing but its own values stands between.
        if let Some((at, last)) = before
            && last.depth == label.depth
            && last.sign == label.sign
            && (last.last..label.first).all(|k| scene.s.items[k].depth >= label.depth)
            && !all.iter().any(|c| c.first > scene.readings[at].last && c.last < label.first)
        {
            out[at] = Some(span(&last));
            out[i] = Some(span(label));
        }
        before = Some((i, *label));
    }
    for (i, own) in out.iter_mut().enumerate().skip(1) {
        *own = own.or_else(|| listed(scene, all, i));
    }
    out
}

/// `pain (P = 0.03), mood (P = 0.01)`: the words between the bracket before and the reading's own, where words stand right
/// before that as well.
fn listed(scene: &Scene<'_, '_>, all: &[Candidate], i: usize) -> Option<Span> {
    let s = scene.s;
    // A list of ratios is one of factors: "age (odds ratio, 1.3), smoking (odds ratio, 2.1)".
    let ratio =
        matches!(&scene.readings[i].result, Reported::Estimate(estimate) if estimate.measure.is_ratio());
    if ratio {
        return None;
    }
    let open = opening(scene, all, i)?;
    let of = |open: usize| {
        let named = |c: &&Candidate| c.last + 1 == open && s.items[c.last].depth == s.items[open].depth;
        all.iter().filter(named).min_by_key(|c| c.first)
    };
    let own = of(open)?;
    let b = own.first.checked_sub(1)?;
    let and = matches!(s.cue(b), Cue::And | Cue::Or);
    let comma = b - usize::from(b > 0 && and);
    let parted = s.mark(comma) == Some(',');
    // "pain (P = 0.03) and mood (P = 0.01)", but not "density at the spine (P = 0.03) and hip (P = 0.01)".
    let close = if parted { comma } else { b }.checked_sub(1).filter(|b| (parted || and) && s.closes(*b))?;
    let at = scene.readings[..i].iter().rposition(|r| r.first < close)?;
    let value = &scene.readings[at];
    let before = opening(scene, all, at).and_then(of)?;
    // Names with a capital are mostly of what is compared.
    let small = s.words(own.first).starts_with(|c: char| c.is_lowercase());
    let place = |k: usize| matches!(s.cue(k), Cue::Preposition | Cue::Of | Cue::To);
    let tied = before.first.checked_sub(1).is_some_and(|b| {
        let b = b - usize::from(b > 0 && s.cue(b) == Cue::Article);
        place(b) && b.checked_sub(1).is_none_or(|k| !s.is_word(k, super::changes::NOUNS))
    });
    if !parted && (tied || (before.first..before.last).any(place)) {
        return None;
    }
    (small && value.last < own.first && !other(scene, own) && !other(scene, before))
        .then(|| over_bracket(s, all, own, close))
}

/// The bracket in which a reading is, where nothing named and no arm stands before it there: `(P = 0.03`, `(F = 5.2, P = 0.03`,
/// `(12 v 15, P = 0.03`.
fn opening(scene: &Scene<'_, '_>, all: &[Candidate], i: usize) -> Option<usize> {
    let (s, first) = (scene.s, scene.readings[i].first);
    let open = (first.saturating_sub(NEAR)..first).rfind(|k| s.opens(*k))?;
    let depth = s.items.get(first)?.depth;
    let whole = s.items[open + 1].depth == depth && (open + 1..first).all(|k| s.items[k].depth >= depth);
    let named = all.iter().any(|c| c.first > open && c.last < first);
    let arm = scene.mentions.iter().any(|m| m.first > open && m.last < first);
    (whole && !named && !arm).then_some(open)
}

/// Whether a phrase is of an arm, people, a place or a time.
fn other(scene: &Scene<'_, '_>, of: &Candidate) -> bool {
    let s = scene.s;
    let class = nature(last_word(s.words(of.last)));
    matches!(class, TREATMENT | TIME | PEOPLE | PLACE)
        || (of.first..=of.last).any(|k| s.cue(k) == Cue::Grade)
        || numbered(s.words(of.last))
        || s.words(of.first).to_ascii_lowercase().starts_with("pre")
}

/// Words right before a reading and right behind the sign that opens an item of a list.
#[derive(Clone, Copy)]
struct Label {
    first: usize,
    last: usize,
    depth: u8,
    /// What stands between it and the value.
    sign: Option<char>,
}

/// Whether a word only numbers or letters groups, visits or types: "II", "A", "T2", "ID".
fn numbered(word: &str) -> bool {
    const NAMES: &[&str] = &["OS", "CR", "PR", "RR", "SD", "BP", "HR"];
    word.len() <= 2 && !NAMES.contains(&word)
        || word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
        || word.len() <= 3 && word.bytes().any(|b| b.is_ascii_digit())
}

fn label(scene: &Scene<'_, '_>, all: &[Candidate], reading: &Reading) -> Option<Label> {
    let s = scene.s;
    let b = reading.first.checked_sub(1)?;
    let sign = s.mark(b).filter(|sign| matches!(sign, ',' | ':' | '='));
    let last = if sign.is_some() { b.checked_sub(1)? } else { b };
    let opens = |c: &Candidate| {
        c.first.checked_sub(1).is_some_and(|k| s.opens(k) || s.mark(k) == Some(';')) && c.last == last
    };
    let of = all.iter().find(|c| opens(c))?;
    let depth = s.items[of.first].depth;
    // What labels an arm or a time is no outcome.
    (depth == s.items[reading.first].depth && (depth > 0 || sign.is_some()) && !other(scene, of))
        .then_some(Label { first: of.first, last, depth, sign })
}
