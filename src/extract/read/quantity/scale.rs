//! What is measured in per cent, right behind its name.

use crate::extract::sentence::Sentence;
use crate::lex::Cue;

use super::outcome::on_a_percent_scale;
use super::value::Value;

/// `(mean FEV1 62%)`, `(mean ejection fraction [EF], 24%; …)`, `HbA1c 8.2%` in a list of what people had: right behind the name of
/// what is measured in per cent, in a bracket.
pub(super) fn beside(s: &Sentence<'_>, value: &Value, at: usize) -> bool {
    let open = || (at.saturating_sub(24)..at).rev().find(|k| s.opens(*k) && s.items[*k].depth == 0);
    let name = |k: usize| s.items[k].depth > 0 && on_a_percent_scale(s, k);
    let short = |k: usize| s.closes(k) && k > 2 && (k - 3..k).any(|b| s.opens(b));
    let mark = matches!(s.mark(at), Some(',' | '=' | ':'));
    let last = at - usize::from(mark && at > 0);
    let named = name(last) || short(last) && (last.saturating_sub(4)..last).any(name);
    let alone = s.closes(value.last + 1)
        || matches!(s.mark(value.last + 1), Some(',' | ';'))
        || s.is_word(value.last + 1, &["predicted"])
        || s.cue(value.last + 1) == Cue::Of && of_normal(s, value.last + 2);
    s.items[value.at].depth > 0
        && named
        && alone
        && open().is_some_and(|open| {
            !(open + 1..at).any(|k| matches!(s.cue(k), Cue::People | Cue::Happened | Cue::Versus))
        })
}

/// `62% of predicted`, `41% of the normal value`: in per cent of what is normal, and of no people.
pub(super) fn of_normal(s: &Sentence<'_>, from: usize) -> bool {
    (from..from + 3).any(|k| s.is_word(k, &["predicted", "normal", "expected"]))
}
