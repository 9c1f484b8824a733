//! Times of one list, that have their unit, their name or their preposition once.

use super::place::{AFTER, Manner, joint, names, number, unit};
use super::stage::course;
use crate::extract::sentence::Sentence;
use crate::finding::TimeUnit;
use crate::lex::Cue;

/// How far behind its number the unit of a list of times may stand: `at 3 (4.8 min/day, 1.8 to 7.7) and 12 months`.
const FAR: usize = 40;

/// Another number of a list of times: `, 7 (…)`, `and 90 (…)`.
pub(super) fn more(s: &Sentence<'_>, k: usize) -> bool {
    let behind = s.skip(k, &[',']);
    let behind = behind + usize::from(s.cue(behind) == Cue::And);
    behind > k && number(s, behind).is_some() && s.opens(behind + 1)
}

/// `30 day and one year mortality`: the next time, with the name of both behind it.
pub(super) fn shares_name(s: &Sentence<'_>, i: usize) -> bool {
    let own = s.skip(i + 1, &['-']);
    number(s, i).is_some()
        && unit(s, own).is_some()
        && !s.words(own).ends_with('s')
        && names(s, own + 1)
        && !course(s, own + 1)
}

/// `after 28 days (…) and 42 days (…)`: joined to the time before, whatever bracket stands between.
pub(super) fn goes_on(s: &Sentence<'_>, from: usize, i: usize) -> bool {
    let over = |from: usize| s.opens(from).then(|| s.behind_bracket(from)).flatten();
    // "after 4 weeks of treatment (37% vs 20%) and 8 weeks"
    let of = s.cue(from) == Cue::Of && s.is_plain_word(from + 1) && s.opens(from + 2);
    let from = if of { from + 2 } else { from };
    let mut behind = over(from).unwrap_or(from);
    // "(34% vs 19%) (P = 0.01), 3 months"
    if let Some(further) = over(behind).filter(|_| behind > from) {
        behind = further;
    }
    behind < i && i - behind <= 3 && joint(s, behind, i)
}

/// The unit that stands behind a later number of the same list.
pub(super) fn shared(s: &Sentence<'_>, i: usize, preposition: bool) -> Option<(TimeUnit, Manner)> {
    let mut k = s.skip(i + 1, &['-']);
    // Without a preposition only a list of plain numbers: `1-, 2-, and 3-year`.
    let strict = !preposition;
    let mut joined = false;
    for _ in 0..FAR {
        if number(s, k).is_some() && joined {
            let own = s.skip(k + 1, &['-']);
            if let Some(found) = unit(s, own) {
                // "scores 5, 9 and 27 h after surgery"
                if strict && s.is_word(own + 1, AFTER) {
                    return Some((found, Manner::Adverb));
                }
                let attribute = own > k + 1 || strict;
                let manner = if attribute { Manner::Attribute } else { Manner::Adverb };
                let named = (own > k + 1 || names(s, own + 1)) && !course(s, own + 1);
                return (!attribute || named).then_some((found, manner));
            }
            k = own;
            joined = false;
            continue;
        }
        let mark = matches!(s.mark(k), Some(',' | '/'));
        if matches!(s.cue(k), Cue::And | Cue::Or) || mark {
            joined = true;
        } else if strict
            || s.items.get(k).is_none()
            || unit(s, k).is_some() && s.items[k].depth == s.items[i].depth
        {
            return None;
        } else if s.opens(k) {
            k = s.behind_bracket(k)?;
            continue;
        } else if !s.spent[k] && !s.is_word(k, &["at", "after"]) {
            return None;
        }
        k += 1;
    }
    None
}
