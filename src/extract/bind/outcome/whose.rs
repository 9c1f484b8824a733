//! Phrases that say in whom, or in which study, a result was found, and not of what it is.

use super::candidates::Candidate;
use crate::extract::sentence::Sentence;
use crate::lex::{Cue, Sort};

/// Items before a phrase that are looked through, at most.
const FAR: usize = 8;

/// `in patients who had a fever (12 v 15 months)`, `than in those without asthma (P = 0.02)`, `For people with a long illness, the
/// ratio was`: what people have or had who are compared, unless they are counted: `the proportion of patients who had a fever (12%)`.
pub(super) fn whose(s: &Sentence<'_>, c: &Candidate) -> bool {
    let (first, next) = (c.first, c.last + 1);
    let parted = matches!(s.mark(next), Some(',' | ';' | '.'))
        || s.items.get(next).is_none()
        || s.cue(next) == Cue::Versus
        || s.is_word(next, &["than", "compared"]);
    if !s.opens(next) && !parted {
        return aged(s, c);
    }
    let near = first.saturating_sub(FAR);
    let people = |k: usize| {
        s.cue(k) == Cue::People
            || s.is_word(k, &["those", "subset", "subgroup", "subgroups"])
            || s.is_of(k, Sort::Sex)
    };
    let ends = |k: &usize| s.mark(*k).is_some_and(|mark| mark != '-') || s.items[*k].numeric();
    let within = (near..first).rev().take_while(|k| !ends(k));
    let Some(who) = within
        .filter(|k| s.is_word(*k, &["who", "with", "without", "whose"]))
        .find(|k| k.checked_sub(1).is_some_and(people))
    else {
        return false;
    };
    if s.is_word(who + 1, &["regard", "regards", "respect"]) || s.cue(first) == Cue::Of {
        return false;
    }
    // Over "the elderly" to "in", but not to "of".
    let start = (who.saturating_sub(FAR / 2)..who - 1).rev().find(|k| {
        s.mark(*k).is_some()
            || matches!(s.cue(*k), Cue::Preposition | Cue::Of | Cue::Versus | Cue::Was | Cue::And)
    });
    start.is_some_and(|k| {
        let tied = s.is_word(k, &["in", "among", "for", "between", "than", "versus", "by"]);
        let counted = (k.saturating_sub(FAR / 2)..k).any(|k| s.is_of(k, Sort::Head));
        // Where a sentence opens with it, only what a comma parts from the rest: "For people with fever, …".
        (k > 2 || parted) && tied && !counted
    })
}

/// `in men aged 40 to 49 years (0.41)`: the word that says how old they are.
fn aged(s: &Sentence<'_>, c: &Candidate) -> bool {
    let who = || {
        let who = c.first.checked_sub(1)?;
        let tie = who.checked_sub(1)?;
        Some(s.cue(who) == Cue::People && s.is_word(tie, &["in", "among", "for"]))
    };
    c.first == c.last && s.is_word(c.first, &["aged"]) && who().unwrap_or(false)
}

/// `In the ASTRA trial, …`, `; in sensitivity analyses the difference was`: where a clause opens with it.
pub(super) fn in_study(s: &Sentence<'_>, c: &Candidate) -> bool {
    if !s.is_word(
        c.last,
        &["trial", "trials", "study", "studies", "analysis", "analyses", "cohort", "population"],
    ) {
        return false;
    }
    let Some(b) = c.first.checked_sub(1) else { return false };
    let b = b - usize::from(b > 0 && s.cue(b) == Cue::Article);
    let opens = |k: usize| {
        s.mark(k).is_some() || s.cue(k) == Cue::And || s.is_of(k, Sort::Turn) || s.is_word(k, &["however"])
    };
    s.is_word(b, &["in"]) && b.checked_sub(1).is_none_or(opens)
}
