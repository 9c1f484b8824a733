//! How strong a preparation is tells arms apart where the text sets two strengths of it against each other: `tolvocaine 0.1%`
//! and `0.2% tolvocaine`. Elsewhere it is no part of a name.

use super::Candidate;
use crate::extract::bind::words::{Word, percentage};
use crate::lex::Sort;

/// Leaves out of names the percentages that tell nothing apart.
pub(in crate::extract::bind::arms) fn settle(found: [&mut Vec<Candidate<'_>>; 3]) {
    if !found.iter().any(|list| list.iter().flat_map(names).any(|name| name.iter().any(percentage))) {
        return;
    }
    // What is told by how strong it is, and how strong.
    let told: Vec<(Vec<u64>, u64)> =
        found.iter().flat_map(|list| list.iter().flat_map(names)).filter_map(|name| strong(name)).collect();
    let against = |(of, own): &(Vec<u64>, u64)| told.iter().any(|(other, how)| other == of && how != own);
    let apart: Vec<&Vec<u64>> = told.iter().filter(|one| against(one)).map(|(of, _)| of).collect();
    for candidate in found.into_iter().flatten() {
        for name in std::iter::once(&mut candidate.words).chain(&mut candidate.also) {
            let keep = strong(name)
                .is_some_and(|(of, _)| apart.contains(&&of) || of.is_empty() && !apart.is_empty());
            if !keep {
                name.retain(|w| !percentage(w));
            }
        }
    }
}

/// All names of a candidate.
fn names<'c, 't>(candidate: &'c Candidate<'t>) -> impl Iterator<Item = &'c Vec<Word<'t>>> {
    std::iter::once(&candidate.words).chain(&candidate.also)
}

/// What a name is of, and the one percentage in it.
fn strong(name: &[Word<'_>]) -> Option<(Vec<u64>, u64)> {
    let mut how = name.iter().filter(|w| percentage(w));
    let own = how.next().filter(|_| how.next().is_none())?;
    let plain = |w: &&Word<'_>| !percentage(w) && !w.sorts.meet(&[Sort::Generic, Sort::Weak, Sort::Lone]);
    let mut of: Vec<u64> = name.iter().filter(plain).map(|w| w.key).collect();
    of.sort_unstable();
    Some((of, own.key))
}
