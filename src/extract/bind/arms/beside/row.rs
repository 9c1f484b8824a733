//! Rows of values whose names are of what people got: `8.1 with tolvarin and 6.2 with vexatine`. One of them is an arm already,
//! or the text comes back to all of them and each says itself that it is a treatment.

use crate::extract::bind::arms::measured::{Around, measured};
use crate::extract::bind::arms::phrase::Phrase;
use crate::extract::bind::arms::stands::count;
use crate::extract::bind::arms::tested::GIVEN;
use crate::extract::bind::outcome::nature::{treatment_like, treats};
use crate::extract::bind::words::{Word, Words};
use crate::lex::Sort;

/// The names of a row where they are of treatments; so many known ones say so of the others, whatever they are called.
pub(super) fn treated<'t>(mut row: Vec<Phrase<'t>>, around: &Around<'_, 't>, sure: usize) -> Vec<Phrase<'t>> {
    for found in &mut row {
        to_known(found, around);
    }
    let known = row.iter().filter(|found| around.is_known(found)).count() >= sure;
    // Where all of them are known, there is nothing to find.
    if row.iter().all(|found| around.knows(found)) {
        return Vec::new();
    }
    // Of three or more, two treatments at least and half of them say what the others are.
    let by_word = |found: &Phrase<'_>| found.name.last().is_some_and(|w| treats(w.text));
    let sure = row.iter().filter(|found| around.is_known(found) || by_word(found)).count();
    let many = row.len() >= 3 && sure >= 2 && 2 * sure >= row.len();
    let again = |found: &Phrase<'_>| many || count(around.words, &found.name) >= 2;
    let fits = |found: &Phrase<'_>| gotten(found, known || many, around) && again(found);
    let all = row.len() >= 2 && row.iter().all(|found| around.is_known(found) || fits(found));
    if all { row } else { Vec::new() }
}

/// Whether all names of a row are short forms of what people got, or doses of it, and the text comes back to each: `3.4 with VT and
/// 3.5 with CH`.
pub(super) fn coded(row: &[Phrase<'_>], around: &Around<'_, '_>) -> bool {
    let short = |found: &Phrase<'_>| {
        let [.., last] = &found.name[..] else { return false };
        let long = around.forms.get(last.key).and_then(|form| form.long.last());
        let capitals = last.text.bytes().filter(u8::is_ascii_uppercase).count();
        let code = capitals >= 2
            || capitals == 1 && last.text.len() < 4 && last.text.ends_with(|c: char| c.is_ascii_digit());
        last.word && code && found.name.len() <= 2 && long.is_none_or(|long| treatment_like(long.text))
    };
    let dosed = |found: &Phrase<'_>| {
        found.name.first().is_some_and(|w| w.numeric)
            && found.name.get(1).is_some_and(|w| w.is_of(Sort::Dose))
    };
    let own = |found: &Phrase<'_>| {
        !around.knows(found)
            && !measured(&found.name, around.forms)
            && (short(found) || dosed(found))
            && count(around.words, &found.name) >= 2
    };
    row.len() >= 2 && row.iter().all(own)
}

/// "tolvarin use", "tolvarin administration": by the name that is known.
fn to_known(found: &mut Phrase<'_>, around: &Around<'_, '_>) {
    let adds = |w: &Word<'_>| !w.word || w.is_of(Sort::Joins) || w.is_of(Sort::Negation);
    if !found.name.iter().any(adds)
        && let Some(mention) = around.known_in(found)
    {
        let inside = |w: &Word<'_>| (mention.first..=mention.last).contains(&w.item);
        if found.name.first().is_some_and(inside) {
            found.name.retain(inside);
        }
    }
}

/// Whether a phrase that names no known arm is what somebody got.
fn gotten(found: &Phrase<'_>, beside_known: bool, around: &Around<'_, '_>) -> bool {
    let Some(last) = found.name.last() else { return false };
    // "TDFC" is what it is short for.
    let long = around.forms.get(last.key).and_then(|form| form.long.last()).unwrap_or(last);
    let given = match beside_known {
        true => treatment_like(long.text) && !measured(&found.name, around.forms),
        false => treats(long.text) || given(last.key, around.words),
    };
    given && !last.is(&["dose", "doses", "preparations"])
}

/// Whether somebody gets what a word names: `received X`, `X therapy`, `treated with X`.
fn given(key: u64, sentences: &[Words<'_>]) -> bool {
    let behind = |words: &Words<'_>, at: usize| {
        words.get(at + 1).is_some_and(|w| w.is(GIVEN))
            || at > 0 && words[at - 1].is_of(Sort::Received) && !words[at - 1].is(&["used"])
    };
    let stands = |words: &&Words<'_>| words.keys().may_hold(key);
    sentences
        .iter()
        .filter(stands)
        .any(|words| words.iter().enumerate().any(|(at, w)| w.key == key && behind(words, at)))
}
