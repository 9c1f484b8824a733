//! What the text calls arms that differ by one treatment: "the combination" of A plus B, "A alone" of A without B.

use super::candidate::tells;
use super::stands::count;
use super::table::Table;
use crate::extract::bind::words::{Word, Words};
use crate::lex::Sort;

/// Words before "alone", at most.
const LONGEST: usize = 3;

/// Gives the one arm that is a combination, and the one that is without what the other has, the names the text calls them by.
pub(super) fn names<'t>(table: &mut Table<'t, '_>, sentences: &[Words<'t>]) {
    combination(table, sentences);
    alone(table, sentences);
}

/// "the combination", "combined therapy", where one of the arms is one.
fn combination<'t>(table: &mut Table<'t, '_>, sentences: &[Words<'t>]) {
    let mut combined = (0..table.arms.len()).filter(|at| table.arms[*at].combined);
    let (Some(at), None) = (combined.next(), combined.next()) else { return };
    if table.arms.len() < 2 {
        return;
    }
    let name = |words: &[Word<'t>], k: usize| {
        let word = words[k];
        // "in combination with X" is said of one of its parts, "the combination of X and Y" by another name.
        let next = words.get(k + 1);
        let joins = next.is_some_and(|w| w.is(&["with", "of", "and", "to", "or"]));
        // "the combined score" is of nobody.
        let noun = next.is_some_and(|w| w.sorts.meet(&[Sort::Tail, Sort::Group]));
        let ends = noun
            || word.is(&["combination"])
                && next.is_none_or(|w| !w.word || w.sorts.meet(&[Sort::Before, Sort::Behind]));
        let before = k.checked_sub(1).map(|b| &words[b]);
        let led = before.is_some_and(|b| b.is(&["the", "with", "than", "of", "to", "versus", "for", "and"]));
        (word.is_of(Sort::Whole) && !word.is_of(Sort::Lone) && !joins && ends && led).then_some(word)
    };
    let mut found = sentences
        .iter()
        .filter(|words| words.holds(Sort::Whole))
        .flat_map(|words| (0..words.len()).filter_map(|k| name(words, k)));
    if let Some(word) = found.next()
        && !table.arms.iter().any(|entry| entry.has(&[word]))
    {
        table.arms[at].push(&[word]);
    }
}

/// "tolvarin alone", beside "tolvarin with or without vexatine".
fn alone<'t>(table: &mut Table<'t, '_>, sentences: &[Words<'t>]) {
    let [a, b] = &table.arms[..] else { return };
    let (without, with) = match (a.negated, b.negated) {
        (true, false) => (0, 1),
        (false, true) => (1, 0),
        _ => return,
    };
    // Only where the one is the other without it.
    let added = &table.arms[with].keys;
    if !added.iter().all(|key| table.arms[without].keys.contains(key)) {
        return;
    }
    let name = |words: &[Word<'t>], k: usize| -> Option<Vec<Word<'t>>> {
        let inside = |w: &&Word<'t>| w.word && !w.sorts.meet(&[Sort::Before, Sort::End, Sort::Opens]);
        let from = k - words[..k].iter().rev().take(LONGEST).take_while(inside).count();
        let own = &words[from..k];
        let of_both = own.iter().any(|w| added.contains(&w.key));
        (tells(own) && !of_both).then(|| words[from..=k].to_vec())
    };
    let found: Vec<Vec<Word<'t>>> = sentences
        .iter()
        .flat_map(|words| {
            let alone = (1..words.len()).filter(|k| words[*k].is(&["alone", "monotherapy"]));
            alone.filter_map(|k| name(words, k)).collect::<Vec<_>>()
        })
        .collect();
    for name in found.into_iter().take(LONGEST) {
        if !table.arms.iter().any(|entry| entry.has(&name)) && count(sentences, &name) >= 1 {
            table.arms[without].push(&name);
        }
    }
}
