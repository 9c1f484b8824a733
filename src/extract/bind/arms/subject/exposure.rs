//! Subjects that are nobody and yet go with a risk: `low serum albumin levels`, `each 10-unit increase in age`, `male sex`.

use super::NOBODY;
use crate::extract::bind::arms::candidate::trimmed;
use crate::extract::bind::words::Word;
use crate::extract::sentence::Sentence;
use crate::lex::{Cue, Sort};

/// Words of an exposure, at most.
const EXPOSURE: usize = 7;

/// What goes with a risk, and is nobody: `low serum albumin levels`, `a history of stroke`, `being married`, up to where and
/// when.
pub(super) fn exposure<'t>(s: &Sentence<'t>, words: &[Word<'t>], from: usize) -> Option<Vec<Word<'t>>> {
    let own = words.get(from..)?;
    let skipped =
        own.iter().take_while(|w| w.is(&["each", "every", "any", "only", "the", "a", "an"])).count();
    let own = &own[skipped..];
    let told = own.iter().take_while(|w| w.cue != Cue::Preposition && !s.opens(w.item)).count();
    let name = trimmed(own[..told].to_vec());
    // "age ≥ 65 years"
    let limit = |w: &Word<'_>| {
        w.numeric
            || matches!(s.mark(w.item), Some('<' | '>' | '≤' | '≥'))
            || w.is(&["age"])
            || matches!(w.cue, Cue::Unit)
    };
    let plain = |w: &Word<'_>| {
        if limit(w) {
            return true;
        }
        let inside = match w.cue {
            Cue::Of | Cue::Or | Cue::Adjusted | Cue::Dose | Cue::Higher | Cue::Lower | Cue::Time(_) => true,
            Cue::Measure { .. } => false,
            cue => cue == Cue::None || w.is_of(Sort::Naming),
        };
        let other = w.sorts.meet(&[Sort::Group, Sort::Control, Sort::Clause, Sort::Turn, Sort::Reckoned]);
        w.word && inside && !other && !w.is(NOBODY)
    };
    let telling =
        |w: &Word<'_>| w.text.len() > 2 && !w.sorts.meet(&[Sort::Experimental, Sort::Lone, Sort::Generic]);
    let fits = (1..=EXPOSURE).contains(&name.len()) && name.iter().all(plain) && name.iter().any(telling);
    fits.then_some(name)
}

/// Words of `each 10-unit increase in` before "in", at most.
const STEP: usize = 8;

/// The word behind `each 10-unit increase in`, `every 1 mmol/L increment in`, where a subject starts so.
pub(super) fn risen(words: &[Word<'_>], from: usize) -> usize {
    const STEPS: &[&str] =
        &["increase", "increment", "rise", "decrease", "decrement", "reduction", "elevation"];
    let counted = |at: usize| words.get(at).is_some_and(|w| w.numeric);
    let each = from.checked_sub(1).is_some_and(|b| words[b].is(&["each", "every", "a", "per"]));
    if !each && !counted(from) {
        return from;
    }
    let near = words.iter().enumerate().skip(from).take(STEP);
    let step = near.clone().find(|(_, w)| w.is(STEPS)).map(|(at, _)| at);
    let joint = |at: usize| words.get(at).is_some_and(|w| w.is(&["in", "of"]));
    match step {
        Some(at) if joint(at + 1) && (from..at).any(counted) => at + 2,
        _ => from,
    }
}
