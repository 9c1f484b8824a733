//! What both sides of a comparison get besides is in neither's name: "63 months with tolvarin plus letrazole and 51 with placebo
//! plus letrazole", where people were assigned to tolvarin or placebo.

use super::candidate::Candidate;
use super::table::Table;
use crate::extract::bind::words::Word;
use crate::lex::Sort;

/// Shortens names to those of known arms, where the names of one list end with the same addition.
pub(super) fn left_out<'t>(table: &Table<'t, '_>, found: Vec<&mut Candidate<'t>>) {
    let joint = |c: &Candidate<'t>| {
        let joint = c.words.iter().position(|w| w.is_of(Sort::Joins) && w.word || w.text == "+")?;
        (joint > 0 && joint + 1 < c.words.len()).then_some(joint)
    };
    let known = |words: &[Word<'t>]| table.arms.iter().any(|arm| !arm.combined && arm.has(words));
    let tail = |c: &Candidate<'t>| {
        let joint = joint(c).filter(|joint| known(&c.words[..*joint]) && !known(&c.words))?;
        Some(c.words[joint + 1..].iter().map(|w| w.key).collect::<Vec<u64>>())
    };
    if !found.iter().any(|c| joint(c).is_some()) {
        return;
    }
    let rows = found.chunk_by(|a, b| a.list == b.list).filter(|row| row.len() >= 2);
    let mut shared = rows.filter_map(|row| {
        let mut tails = row.iter().filter(|c| joint(c).is_some()).map(|c| tail(c));
        let (first, more) = (tails.next()??, tails.next().is_some_and(|next| next.is_some()));
        let same = row.iter().filter(|c| joint(c).is_some()).all(|c| tail(c).as_ref() == Some(&first));
        (more && same).then_some(first)
    });
    let Some(both) = shared.next() else { return };
    // Some got one thing besides and some another: groups of their own.
    if shared.any(|other| other != both) {
        return;
    }
    drop(shared);
    for candidate in found {
        if tail(candidate).is_some_and(|tail| tail == both)
            && let Some(joint) = joint(candidate)
        {
            candidate.words.truncate(joint);
        }
    }
}
