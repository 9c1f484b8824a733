//! Other ways to give several treatments a value each: `with tolvarin the score fell by 4; with vexatine, by 2`, `tolvarin (4.2) and
//! vexatine (3.1)`, `tolvarin and vexatine healed 61% and 52%, respectively`.

use super::row::{coded, treated};
use super::{row_at, value};
use crate::extract::bind::arms::before_value::of_a_name;
use crate::extract::bind::arms::candidate::{foreign_words, names, trimmed};
use crate::extract::bind::arms::measured::Around;
use crate::extract::bind::arms::phrase::{Phrase, opens, phrase};
use crate::extract::bind::words::{Word, Words};
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::lex::{Classes, Cue, Sort};

/// Words of a name before its bracket, at most.
const LONGEST: usize = 4;

/// Words from a bracket to the value in it, at most: `(mean +/- SD 4.2`.
const INSIDE: usize = 4;

/// Words before what somebody got.
const GIVEN: &[&str] = &["with", "after", "on", "during", "under", "following", "by", "for", "in"];

/// Known names that make the others of a row treatments whatever they are called.
const SURE: usize = 2;

/// Every such row.
pub(super) fn rows<'t>(
    s: &Sentence<'t>,
    words: &Words<'t>,
    readings: &[Reading],
    around: &Around<'_, 't>,
) -> Vec<Vec<Phrase<'t>>> {
    let values: Vec<&Reading> = readings.iter().filter(|r| value(r)).collect();
    let mut out = Vec::new();
    if values.len() < 2 {
        return out;
    }
    out.push(at_heads(s, words, &values));
    if s.has(Classes::BRACKET) {
        out.extend(bracketed(s, words, &values));
        out.push(in_brackets(s, words, &values));
    }
    if s.holds(Sort::Respectively) {
        out.extend(respectively(s, words, values.len()));
    }
    out.retain(|row| row.len() >= 2);
    // "with 90 mg, …; with 180 mg, …"; but "leptin (4.2 ng)" as often tells what was measured.
    let given = |row: &[Phrase<'_>]| {
        let before = |phrase: &Phrase<'_>| phrase.name.first().and_then(|w| w.item.checked_sub(1));
        // "with tolvarin by 4% (RIII) and 6% (PINS)" tells what was measured.
        let alone = || around.known.iter().all(|m| s.items[m.first].depth > 0);
        let led =
            |i: usize| s.is_word(i, &["with", "after", "on", "during", "under"]) || s.opens(i) && alone();
        row.iter().all(|phrase| before(phrase).is_some_and(led))
    };
    let named = |row: Vec<Phrase<'t>>| {
        if given(&row) && coded(&row, around) { row } else { treated(row, around, SURE) }
    };
    out.into_iter().map(named).collect()
}

/// `52 mmol (LIS), 96 mmol (NIT) and 71 mmol (placebo)`: names in brackets, each right behind its value.
fn in_brackets<'t>(s: &Sentence<'t>, words: &[Word<'t>], values: &[&Reading]) -> Vec<Phrase<'t>> {
    let name = |value: &&Reading| {
        let open = s.unit_end(value.last + 1).unwrap_or(value.last + 1);
        let close = s.opens(open).then(|| s.behind_bracket(open)).flatten()?;
        let from = words.partition_point(|w| w.item <= open);
        let to = words.partition_point(|w| w.item + 1 < close);
        let name = trimmed(words.get(from..to)?.to_vec());
        let fits = (1..=LONGEST).contains(&name.len())
            && name.iter().all(of_a_name)
            && names(&name)
            && !foreign_words(&name);
        fits.then_some(Phrase { name, people: false, end: to })
    };
    values.iter().filter_map(name).collect()
}

/// `with X, …; with Y, …`: each at the head of a clause, with the same word before it.
fn at_heads<'t>(s: &Sentence<'t>, words: &[Word<'t>], values: &[&Reading]) -> Vec<Phrase<'t>> {
    let mut found: Vec<(usize, u64, Phrase<'t>)> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let head = || {
            at.checked_sub(1).is_none_or(|b| {
                s.mark(words[b].item) == Some(';')
                    || words[b].is(&["whereas", "while", "but"])
                    || words[b].cue == Cue::And
                        && b.checked_sub(1).is_some_and(|c| matches!(s.mark(words[c].item), Some(';' | ',')))
            })
        };
        if word.is(GIVEN)
            && word.depth == 0
            && head()
            && let Some(phrase) = phrase(s, words, at + 1)
        {
            found.push((word.item, word.key, phrase));
        }
    }
    let same = found.windows(2).all(|pair| pair[0].1 == pair[1].1);
    let ends = found.iter().skip(1).map(|(at, ..)| *at).chain([s.items.len()]);
    let valued = |(start, end): (usize, usize)| values.iter().any(|r| (start..end).contains(&r.first));
    let all = found.iter().map(|(at, ..)| *at).zip(ends).all(valued);
    if same && all { found.into_iter().map(|(.., phrase)| phrase).collect() } else { Vec::new() }
}

/// `X (4.2), Y (3.1) and Z (2.7)`: names right before the brackets that their values stand in, one behind the other.
fn bracketed<'t>(s: &Sentence<'t>, words: &[Word<'t>], values: &[&Reading]) -> Vec<Vec<Phrase<'t>>> {
    let mut out = Vec::new();
    let mut row: Vec<Phrase<'t>> = Vec::new();
    let mut opened = None;
    for value in values {
        let at = words.partition_point(|w| w.item < value.first);
        let open = (at.saturating_sub(INSIDE)..at).rev().find(|k| s.opens(words[*k].item));
        // Two values of one bracket are of one name.
        if open.is_some() && open == opened {
            continue;
        }
        // "(12 vs 15 kg)": of two, and what stands before is what was measured.
        let two = |open: &usize| {
            let inside = words[*open..].iter().take_while(|w| !s.closes(w.item));
            inside.take(FAR).any(|w| w.cue == Cue::Versus)
        };
        let found = open.filter(|open| !two(open)).and_then(|open| before_bracket(s, words, open));
        let goes_on = row.last().zip(open).is_none_or(|(last, open)| open - last.end <= FAR);
        if found.is_none() || !goes_on {
            out.push(std::mem::take(&mut row));
        }
        opened = open;
        row.extend(found);
    }
    out.push(row);
    out
}

/// Words from one bracket of a row to the next, at most.
const FAR: usize = 24;

/// The name that ends where a bracket opens.
fn before_bracket<'t>(s: &Sentence<'t>, words: &[Word<'t>], open: usize) -> Option<Phrase<'t>> {
    let len = words[..open].iter().rev().take(LONGEST + 2).take_while(|w| of_a_name(w)).count();
    let start = open - len;
    let before = words.get(start.checked_sub(1)?)?;
    // "at the spine (2.3%) and hip (1.3%)", "of mace oil (2%)": where, and what it holds.
    let lead = words[..start].iter().rev().find(|w| w.cue != Cue::Article)?;
    if lead.is(&["at", "of", "containing", "contained", "from"]) {
        return None;
    }
    let led = opens(s, before)
        || before.text == ","
        || matches!(before.cue, Cue::And | Cue::Or | Cue::Versus | Cue::Article);
    let name: Vec<Word<'t>> = words[start..open].iter().copied().filter(|w| w.cue != Cue::Group).collect();
    let name = trimmed(name);
    let fits = led && (1..=LONGEST).contains(&name.len()) && names(&name) && !foreign_words(&name);
    fits.then_some(Phrase { name, people: false, end: open })
}

/// `X, Y and Z …, respectively`: as many names in a row as there are values, or half as many.
fn respectively<'t>(s: &Sentence<'t>, words: &[Word<'t>], values: usize) -> Vec<Vec<Phrase<'t>>> {
    let mut out = Vec::new();
    let mut at = 0;
    let joins = |w: &Word<'_>| w.cue == Cue::And;
    let last = words.iter().rposition(joins).unwrap_or(0);
    while at < last {
        // "concentrations of X and Y": of what was measured.
        let led = |b: &Word<'_>| opens(s, b) && b.cue != Cue::Of || b.is_of(Sort::Between);
        let start = at == 0 || led(&words[at - 1]);
        at += 1;
        if !start {
            continue;
        }
        let (row, from, joined) = row_at(s, words, at - 1, joins);
        if row.len() >= 2 && joined && values.is_multiple_of(row.len()) {
            out.push(row);
            at = from;
        }
    }
    out
}
