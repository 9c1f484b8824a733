//! "tolvarin alone", beside "tolvarin with or without vexatine": the arm that is without what the other has.

use super::candidate::tells;
use super::stands::count;
use super::table::Table;
use crate::extract::bind::words::{Word, Words};
use crate::lex::Sort;

/// Words before "alone", at most.
const LONGEST: usize = 3;

/// Gives the one arm that is without what the other has the names the text calls it by.
pub(super) fn call<'t>(table: &mut Table<'t, '_>, sentences: &[Words<'t>]) {
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
