//! Lists whose items each open with the name of what they give: `(response, 62% v 60%; remission, 58% v 59%)`,
//! `pain (P = 0.03), mood (P = 0.01), and sleep (P = 0.02)`.

use super::candidates::Candidate;
use super::nature::{PEOPLE, PLACE, TIME, TREATMENT, nature};
use super::phrase::last_word;
use crate::extract::bind::frames::Scene;
use crate::extract::read::Reading;
use crate::finding::Reported;
use crate::lex::Cue;
use crate::text::Span;

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
    let open = scene.readings[i].first.checked_sub(1).filter(|b| s.opens(*b) && !ratio)?;
    let of = |open: usize| {
        let named = |c: &&Candidate| c.last + 1 == open && s.items[c.last].depth == s.items[open].depth;
        all.iter().filter(named).min_by_key(|c| c.first)
    };
    let own = of(open)?;
    let comma = own.first.checked_sub(1).map(|b| b - usize::from(b > 0 && s.cue(b) == Cue::And))?;
    let close = comma.checked_sub(1).filter(|b| s.mark(comma) == Some(',') && s.closes(*b))?;
    // The bracket before is of a value, and what stands before it is no arm.
    let value = scene.readings[..i].iter().rfind(|r| r.first < close)?;
    let before = value.first.checked_sub(1).filter(|b| s.opens(*b)).and_then(of)?;
    // Names with a capital are mostly of what is compared.
    let small = s.words(own.first).starts_with(|c: char| c.is_lowercase());
    (small && value.last < own.first && !other(scene, own) && !other(scene, before))
        .then(|| s.items[own.first].span.to(s.items[own.last].span))
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
