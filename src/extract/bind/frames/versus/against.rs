//! Whether a value is of one row with the value that "versus" sets it against.

use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::lex::Cue;

/// Items between two values of one bracket, at most.
const INSIDE: usize = 12;

/// `13.3 micro mol/l vs. 19.2 micro mol/l`: right behind "versus", with a unit or a noun after the first value.
pub(in super::super) fn against(s: &Sentence<'_>, before: &Reading, value: &Reading) -> bool {
    // "8.5% v < 1%"
    let bound = usize::from(value.first > 0 && matches!(s.mark(value.first - 1), Some('<' | '>')));
    let between = before.last + 1..value.first - bound;
    // "(91% of patients with counts above a limit vs. 63%": in a bracket any words, up to what it is set against.
    let inside = s.items[before.main].depth > 0 && s.items[value.main].depth == s.items[before.main].depth;
    let word = |k: usize| inside && s.is_plain_word(k) && !matches!(s.cue(k), Cue::And | Cue::Or | Cue::To);
    between.len() <= if inside { INSIDE } else { 6 }
        && between.end.checked_sub(1).is_some_and(|b| s.cue(b) == Cue::Versus)
        && between.clone().all(|k| {
            matches!(
                s.cue(k),
                Cue::None
                    | Cue::Unit
                    | Cue::Time(_)
                    | Cue::Dose
                    | Cue::People
                    | Cue::Of
                    | Cue::Versus
                    | Cue::Statistic(_)
            ) && !matches!(s.mark(k), Some(',' | ';' | ':' | '(' | '['))
                || word(k)
        })
}
