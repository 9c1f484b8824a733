//! Groups that only their sizes name: `15 patients with gout and 14 healthy volunteers`, `74 nurses and 72 porters`. The text
//! comes back to each of them.

use super::candidate::{Candidate, foreign_words, names, trimmed};
use super::phrase::phrase;
use super::stands::count;
use crate::extract::bind::words::{Word, Words};
use crate::extract::read::Reading;
use crate::extract::read::participants::in_review;
use crate::extract::sentence::Sentence;
use crate::finding::Reported;
use crate::lex::{Cue, Sort};

/// Items from the people of one size to the next size, at most.
const APART: usize = 30;

/// Words of a name, at most.
const LONGEST: usize = 4;

/// The names of people who are counted side by side, as one list, where `again` says that the text comes back to each.
pub(super) fn counted<'t>(
    s: &Sentence<'t>,
    words: &Words<'t>,
    readings: &[Reading],
    list: usize,
    again: impl Fn(&[Word<'t>]) -> bool,
) -> Vec<Candidate<'t>> {
    let sizes: Vec<&Reading> = readings.iter().filter(|r| people(s, r)).collect();
    if sizes.len() < 2 || words.is_empty() {
        return Vec::new();
    }
    let mut row: Vec<&Reading> = Vec::new();
    for size in sizes {
        if row.last().is_some_and(|before| !side_by_side(s, before, size)) {
            if row.len() >= 2 {
                break;
            }
            row.clear();
        }
        row.push(size);
    }
    if row.len() < 2 {
        return Vec::new();
    }
    // Where each says what its people have, that tells them apart: "15 obese women with gout and 14 women with asthma".
    let had: Option<Vec<_>> = row.iter().map(|size| had(words, size)).collect();
    let called: Option<Vec<_>> = had.or_else(|| {
        row.iter().map(|size| called(s, words, size).or_else(|| self::had(words, size))).collect()
    });
    let Some(names) = called else { return Vec::new() };
    let returns = |name: Vec<Word<'t>>| {
        let found = parts(&name).find(|part| again(part) && fitting(part.to_vec()).is_some());
        found.map(<[Word<'t>]>::to_vec)
    };
    let names: Option<Vec<_>> = names.into_iter().map(returns).collect();
    let Some(names) = names else { return Vec::new() };
    let within = |a: &[Word<'_>], b: &[Word<'_>]| a.iter().all(|a| b.iter().any(|b| a.key == b.key));
    let negated = |a: &[Word<'_>]| a.iter().any(|w| w.is_of(Sort::Negation));
    // "renal insufficiency" and "renal" are not told apart, "smokers" and "non-smokers" are.
    let same = |a: &[Word<'_>], b: &[Word<'_>]| negated(a) == negated(b) && (within(a, b) || within(b, a));
    let distinct = (1..names.len()).all(|k| names[..k].iter().all(|one| !same(one, &names[k])));
    if !distinct {
        return Vec::new();
    }
    names.into_iter().map(|words| Candidate { words, also: Vec::new(), list, sure: true }).collect()
}

/// `women` and `men`, `cases` and `controls`, where the text speaks of both more than once.
pub(super) fn sides<'t>(words: &[Words<'t>], list: usize) -> Vec<Candidate<'t>> {
    const SIDES: &[(&str, &str)] =
        &[("women", "men"), ("girls", "boys"), ("cases", "controls"), ("smokers", "nonsmokers")];
    let people = words.iter().filter(|words| words.holds(Sort::Side)).flat_map(|words| words.iter());
    let often = |name: &str| {
        let found = people.clone().find(|w| w.is_of(Sort::Side) && w.is(&[name])).copied();
        found.filter(|word| count(words, &[*word]) >= 2)
    };
    let both = SIDES.iter().filter_map(|(one, other)| often(one).zip(often(other)));
    let named = |word| Candidate { words: vec![word], also: Vec::new(), list, sure: true };
    both.flat_map(|(one, other)| [named(one), named(other)]).collect()
}

/// The name and what is left of it, longest first: "hospitalised anxious" comes back as "anxious", "healthy men" as
/// "healthy", "cirrhosis documented" as "cirrhosis"; a word that turns it into its opposite stays.
fn parts<'n, 't>(name: &'n [Word<'t>]) -> impl Iterator<Item = &'n [Word<'t>]> {
    let told = name.iter().position(|w| w.is_of(Sort::Negation)).unwrap_or(name.len());
    let dropped = |w: &Word<'_>| w.cue == Cue::People || w.text.ends_with("ed");
    let kept = name.len() - name.iter().skip(1).rev().take_while(|w| dropped(w)).count();
    let starts = move |len: usize| {
        let fits = move |from: &usize| *from <= told && from + len >= kept;
        (0..=name.len() - len).filter(fits)
    };
    (1..=name.len()).rev().flat_map(move |len| starts(len).map(move |from| &name[from..from + len]))
}

/// `15 patients`, not `(15 women)`, `n = 15`: people who stand in the sentence themselves.
fn people(s: &Sentence<'_>, reading: &Reading) -> bool {
    matches!(reading.result, Reported::Participants(_))
        && reading.first == reading.main
        && s.items[reading.main].depth == 0
        && (s.cue(reading.last) == Cue::People || reading.last == reading.main)
        && !in_review(s, reading.main)
}

/// Whether a joint, and no verb, stands between two sizes.
fn side_by_side(s: &Sentence<'_>, one: &Reading, other: &Reading) -> bool {
    let between = one.last + 1..other.first;
    if between.len() > APART || between.is_empty() {
        return false;
    }
    let outside = |k: &usize| s.items[*k].depth == 0;
    let verb = |k: usize| {
        matches!(s.cue(k), Cue::Was | Cue::Happened | Cue::Role(_) | Cue::Difference)
            || matches!(s.mark(k), Some(';' | ':'))
    };
    let mut joint = other.first - 1;
    while joint > one.last
        && (s.cue(joint) == Cue::Article
            || s.is_word(joint, &["another", "of", "group", "in", "from", "matched"]))
    {
        joint -= 1;
    }
    let joins = matches!(s.cue(joint), Cue::And | Cue::Versus) || s.mark(joint) == Some(',');
    joins && !between.filter(outside).any(verb)
}

/// What people have or got: `patients with gout`, `women receiving tolvarin`.
fn had<'t>(words: &Words<'t>, size: &Reading) -> Option<Vec<Word<'t>>> {
    let from = words.partition_point(|w| w.item <= size.last);
    let opens = words.get(from)?;
    let keeps = opens.is(&["without"]);
    if !keeps && !opens.is(&["with", "having", "receiving", "taking", "on"]) {
        return None;
    }
    let behind = &words[from + usize::from(!keeps)..];
    // "with stable, compensated cirrhosis"
    let joins = |k: usize| k == 1 && behind[k].text == ",";
    let inside = |k: &usize| {
        let w = &behind[*k];
        joins(*k) || w.word && matches!(w.cue, Cue::None | Cue::Grade | Cue::Adjusted | Cue::Article)
    };
    let name = (0..behind.len()).take_while(inside).filter(|k| !joins(*k)).map(|k| behind[k]);
    fitting(name.filter(|w| w.cue != Cue::Article).collect())
}

/// What stands between the number and its people, with them where they are not just people: `healthy volunteers`, `nurses`.
fn called<'t>(s: &Sentence<'t>, words: &Words<'t>, size: &Reading) -> Option<Vec<Word<'t>>> {
    let from = words.partition_point(|w| w.item <= size.main);
    let name = phrase(s, words, from)?.name;
    // "10 hospitalised schizophrenic and 10 schizoaffective patients": the people of both stand behind the second.
    let shared = size.last == size.main;
    let inside = name.first().is_some_and(|w| w.item > size.main && (shared || w.item <= size.last));
    fitting(name).filter(|_| inside)
}

fn fitting<'t>(name: Vec<Word<'t>>) -> Option<Vec<Word<'t>>> {
    let name = trimmed(name);
    let sexes = name.iter().all(|w| w.is_of(Sort::Sex));
    let fits = (1..=LONGEST).contains(&name.len())
        && names(&name)
        && !sexes
        && !foreign_words(&name)
        && !name.iter().all(|w| w.is_of(Sort::NoName));
    fits.then_some(name)
}
