//! Numbers of people behind a letter and a sign.

use crate::extract::item::Shape;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::Number;
use crate::lex::{Classes, Cue, Sort};

use super::role::role_of_label;
use super::{FEWEST, reading};

/// `(n = 342)`, `N=342`, `n: 342`, `participants = 44`; in `(n = 26 classes, 432 children)` the label is of something else.
pub(super) fn labelled(s: &Sentence<'_>, i: usize, n: Number) -> Option<Reading> {
    let sign = i.checked_sub(1).filter(|at| matches!(s.mark(*at), Some('=' | ':')));
    let Some(sign) = sign else { return unsigned(s, i, n).or_else(|| of_a_row(s, i, n)) };
    // "in patients: 12-month results"
    if s.mark(sign) == Some(':') && s.mark(i + 1) == Some('-') {
        return None;
    }
    let letter = letter(s, sign)?;
    if repeats(s, letter, n) || of_things(s, letter) {
        return None;
    }
    // "(n = 2)" is what happened to few, "(n = 6 farms)" counts farms.
    let few = n.decimal.as_whole().is_some_and(|n| n < FEWEST) && !beside_others(s, letter, n);
    let noun =
        s.cue(i + 1) == Cue::None && s.closes(i + 2) && s.mark(i + 1).is_none() && !s.items[i + 1].numeric();
    // "(n = 61 tolvarin, n = 58 placebo)"
    let listed = (5..12)
        .any(|back| i > back && s.mark(i - back) == Some('=') && s.items[i - back + 1].number().is_some());
    let arm = listed || s.is_of(i + 1, Sort::Control);
    let things = s.cue(i + 1) == Cue::Things || noun && !arm;
    (!few && !things).then(|| reading(n, role_of_label(s, i), letter, i, i))
}

/// `2 mg (n = 6), 4 mg (n = 6), 8 mg (n = 2) or placebo (n = 8)`: whether the few are an arm as the others of the sentence, in which
/// nothing happened to anybody.
fn beside_others(s: &Sentence<'_>, letter: usize, n: Number) -> bool {
    let told = Classes::HAPPENED
        .and(Classes::BEFELL)
        .and(Classes::SEEN)
        .and(Classes::LISTED)
        .and(Classes::EVENTS)
        .and(Classes::PERCENT)
        .and(Classes::P);
    if n.decimal.as_whole() < Some(2)
        || s.has(told)
        || !s.has(Classes::STEP)
        || !s.opens(letter.saturating_sub(1))
    {
        return false;
    }
    let size = |at: usize| s.items[at].number().and_then(|n| n.decimal.as_whole());
    let arm = |at: &&usize| {
        **at > 2
            && s.opens(**at - 3)
            && s.mark(**at - 1) == Some('=')
            && s.is_word(**at - 2, &["n"])
            && size(**at) >= Some(FEWEST)
    };
    s.numbers.iter().filter(arm).nth(1).is_some()
}

/// `(n 48)`: the sign was lost.
fn unsigned(s: &Sentence<'_>, i: usize, n: Number) -> Option<Reading> {
    let letter = i.checked_sub(1).filter(|at| *at > 0 && s.is_word(*at, &["n"]) && s.opens(*at - 1))?;
    let ends = s.closes(i + 1) || matches!(s.mark(i + 1), Some(',' | ';'));
    (ends && n.decimal.as_whole() >= Some(FEWEST)).then(|| reading(n, role_of_label(s, i), letter, i, i))
}

/// Sizes behind one label, at most.
const ROW: usize = 6;

/// `(n = 30, 31 and 32, respectively)`: the sizes that follow the one with the label.
fn of_a_row(s: &Sentence<'_>, i: usize, n: Number) -> Option<Reading> {
    if s.items[i].depth == 0 || n.decimal.as_whole() < Some(FEWEST) {
        return None;
    }
    let mut at = i;
    for _ in 0..ROW {
        // "30, 31", "30 and 31", "30, and 31"
        let joint = at.checked_sub(1)?;
        let and = s.cue(joint) == Cue::And;
        let joint = if and && s.mark(joint.checked_sub(1)?) == Some(',') { joint - 1 } else { joint };
        if !and && s.mark(joint) != Some(',') {
            return None;
        }
        at = joint.checked_sub(1).filter(|at| s.items[*at].numeric() && !s.items[*at].named)?;
        let sign = at.checked_sub(1)?;
        if s.mark(sign) == Some('=') && sign > 0 && s.is_word(sign - 1, &["n"]) {
            // "(n = 24, 12 and 36 months)" ends in something else.
            let joint = |at: &usize| {
                s.mark(*at) == Some(',')
                    || s.cue(*at) == Cue::And
                    || matches!(s.items[*at].shape, Shape::Number(_)) && !s.items[*at].named
            };
            let end = i + 1 + (i + 1..s.items.len().min(i + 2 * ROW)).take_while(joint).count();
            // "(n = 30, 31 and 32 for A, B and C, respectively)"
            let dealt = s.is_word(end, &["for", "in"])
                && (end..s.items.len().min(end + 20)).any(|at| s.cue(at) == Cue::Respectively);
            let ends = s.closes(end) || s.cue(end) == Cue::Respectively || dealt;
            return ends.then(|| reading(n, role_of_label(s, at), i, i, i));
        }
    }
    None
}

/// The first item of the label before the sign: `n`, `n1` of the first group; the sign itself where the letter was lost, `(=100)`.
fn letter(s: &Sentence<'_>, sign: usize) -> Option<usize> {
    let before = sign.checked_sub(1)?;
    if s.is_word(before, &["n", "participants", "patients"]) {
        return Some(before);
    }
    let index = || {
        let one = s.count(before).and_then(|n| n.decimal.as_whole()).is_some_and(|n| n < 10);
        one && !s.items[before].spaced && before > 0 && s.is_word(before - 1, &["n"])
    };
    let lost = || {
        s.mark(sign) == Some('=')
            && s.opens(before)
            && s.closes(sign + 2)
            && before > 0
            && s.cue(before - 1) == Cue::Group
    };
    if index() { Some(before - 1) } else { lost().then_some(sign) }
}

/// `fifty (n = 50) patients`: the digits of a number in words.
fn repeats(s: &Sentence<'_>, letter: usize, n: Number) -> bool {
    let spelled = letter.checked_sub(2).filter(|at| s.opens(at + 1) && s.items[*at].spelled);
    spelled.and_then(|at| s.items[at].number()).is_some_and(|words| words.decimal == n.decimal)
}

/// `total number of treatments n = 817`: a number of something else.
fn of_things(s: &Sentence<'_>, letter: usize) -> bool {
    const PLACES: &[&str] = &[
        "clusters",
        "practices",
        "hospitals",
        "clinics",
        "centers",
        "centres",
        "sites",
        "villages",
        "wards",
        "countries",
        "communities",
        "farms",
        "herds",
        "classrooms",
        "articles",
        "publications",
        "reports",
    ];
    // "were allocated between the clusters (n = 36)"
    let placed = letter > 1 && s.opens(letter - 1);
    placed
        && (s.is_word(letter - 2, PLACES)
            || letter > 2 && s.is_word(letter - 3, &["focus"]) && s.cue(letter - 2) == Cue::Group)
        || letter > 2
            && s.is_word(letter - 3, &["number", "numbers"])
            && s.cue(letter - 2) == Cue::Of
            && s.cue(letter - 1) != Cue::People
}
