//! The size of each of several groups, said once.

use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::Number;
use crate::lex::Cue;

use super::reading;
use super::role::assigned_before;

/// Words between the groups and the size of each.
const WITH: &[&str] = &["with", "containing", "comprising", "including", "consisting of", "having"];

/// `split into two groups of 36 each`, `three groups, each with 25`: nothing need stand behind the number.
pub(super) fn groups_of(s: &Sentence<'_>, i: usize, n: Number) -> Option<Reading> {
    if let Some(group) =
        i.checked_sub(2).filter(|at| s.cue(at + 1) == Cue::Of && s.is_word(*at, &["group", "arm"]))
    {
        // "into a tolvarin group of 48 and a placebo group of 47"
        let named = group > 0 && s.is_plain_word(group - 1) && s.cue(group - 1) == Cue::None;
        let joined = matches!(s.cue(i + 1), Cue::And | Cue::Or) || matches!(s.mark(i + 1), Some(',' | ';'));
        return (named && joined).then(|| reading(n, assigned_before(s, group), i, i, i));
    }
    let groups = groups_before(s, i)?;
    let ends = s.mark(i + 1).is_some_and(|c| c != '-')
        || i + 1 == s.items.len()
        || s.is_word(i + 1, &["each", "per", "who"])
        // "two groups of 35 receiving A", "two groups of 26 to be warmed with A"
        || s.cue(i + 1) == Cue::Received
        || s.cue(i + 1) == Cue::To && s.is_word(i + 2, &["be", "receive"]);
    if !ends {
        return None;
    }
    let said = assigned_before(s, groups);
    let last = if s.is_word(i + 1, &["each"]) { i + 1 } else { i };
    Some(reading(n, said, i, last, i))
}

/// Where the word stands for the groups of which each is as large as the number at `i`: `two groups of`, `2 equal groups,
/// each with`.
pub(in crate::extract) fn groups_before(s: &Sentence<'_>, i: usize) -> Option<usize> {
    let joint = i.checked_sub(1).filter(|at| s.cue(*at) == Cue::Of || s.is_word(*at, WITH))?;
    let mut at = joint.checked_sub(1)?;
    // "each consisting of 25"
    if s.cue(joint) == Cue::Of && s.is_word(at, &["consisting", "comprising", "composed", "comprised"]) {
        at = at.checked_sub(1)?;
    }
    let each = s.is_word(at, &["each"]);
    if each {
        at = at.checked_sub(1)?;
        at -= usize::from(s.mark(at) == Some(',') && at > 0);
    }
    at = before_names(s, at);
    let several = s.is_word(at, &["groups", "arms", "cohorts"]);
    // "into walking, yoga and control groups each containing 50"
    let how_many = each
        || (at.saturating_sub(3)..at)
            .any(|k| s.items[k].number().is_some() || s.is_word(k, &["equal", "both"]));
    // "two groups of 19 and 20"
    let unlike = matches!(s.cue(i + 1), Cue::And | Cue::Or | Cue::To)
        && s.items.get(i + 2).is_some_and(|x| x.numeric());
    (several && how_many && !unlike).then_some(at)
}

/// Items from groups to the size of each behind their names, at most.
const NAMES: usize = 14;

/// `two groups, V and T, of 35 each`, `three groups (tolvarin, nitrol and placebo) of 25 each`: the word for the groups, where their
/// names end at an item.
fn before_names(s: &Sentence<'_>, end: usize) -> usize {
    let bracket = s.closes(end);
    if !bracket && s.mark(end) != Some(',') {
        return end;
    }
    let starts = |at: usize| if bracket { s.opens(at) } else { s.mark(at) == Some(',') };
    let plain = |at: usize| {
        s.mark(at).is_none_or(|c| matches!(c, ',' | '-' | '+')) && !s.items[at].numeric() || s.items[at].named
    };
    let names = (end.saturating_sub(NAMES)..end).rev();
    let groups = names
        .take_while(|at| starts(*at) || plain(*at))
        .find(|at| starts(*at) && *at > 0 && s.is_word(*at - 1, &["groups", "arms", "cohorts"]));
    groups.map_or(end, |at| at - 1)
}
