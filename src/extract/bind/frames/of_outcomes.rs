//! Whether "respectively" is of what was measured, or when, and of no two arms.

use super::Scene;
use super::order::since_baseline;
use crate::lex::{Cue, Sort};

/// `In the A group relief of pain and of nausea took 5.4 h and 4.9 h, respectively`, `12% and 14% at 1 and 2 years, respectively`:
/// where one arm leads, or two things are named beside two values, these are what "respectively" is of.
pub(super) fn of_outcomes(scene: &Scene<'_, '_>, start: usize, row: &[usize], r: usize) -> bool {
    let s = scene.s;
    let (Some(first), Some(last)) = (row.first(), row.last()) else { return false };
    let (first, last) = (scene.readings[*first].first, scene.readings[*last].last);
    // "were 172 and 173, respectively, and fell to 147 and 148, respectively"
    let r = (last + 1..r).find(|k| s.cue(*k) == Cue::Respectively).unwrap_or(r);
    let held = (start..r.max(last)).any(|k| {
        matches!(s.cue(k), Cue::Difference | Cue::MoreThan | Cue::LessThan)
            || s.cue(k) == Cue::Versus && !since_baseline(s, k)
            || s.is_of(k, Sort::Between)
    });
    // "nausea occurred in 12% and 14% with X and other drugs, respectively"
    if held || !scene.named(last + 1, r.max(last + 1)).is_empty() {
        return false;
    }
    // "with A 15 and 14, respectively, as compared with 12 and 11 in B": B has a row of its own.
    let mut rest = last + 1..s.items.len();
    let named = scene.named(start, first);
    let against = named.len() == 1
        && rest.find(|k| s.cue(*k) == Cue::Versus && s.items[*k].depth == 0).is_some_and(|versus| {
            let theirs = scene.named(versus, s.items.len());
            theirs.first().is_some_and(|m| {
                m.arm != named[0].arm
                    && scene.values.iter().any(|i| (versus..m.first).contains(&scene.readings[*i].main))
            })
        });
    if against {
        return true;
    }
    // "the values after treatment with A were 78.2 and 0.92, respectively"
    let led = named.first().is_some_and(|one| named.iter().all(|m| m.arm == one.arm));
    // "2 and 3" of grades or weeks are no two things.
    let number = |k: usize| s.items.get(k).is_some_and(|item| item.numeric());
    let and = |k: usize| s.cue(k) == Cue::And && s.items[k].depth == 0;
    // But "at 8 and 12 weeks" is of two times.
    let timed = |k: usize| {
        let before = |b: usize| k >= b && number(k - b);
        (1..=3).any(before) && matches!((s.cue(k + 2), s.cue(k + 3)), (Cue::Time(_), _) | (_, Cue::Time(_)))
    };
    // "and fell to" names nothing.
    let names = |k: usize| and(k) && s.direction(k + 1).is_none() && (!number(k + 1) || timed(k));
    let several =
        (first.saturating_sub(NAMES).max(start)..first).any(names) || (last + 1..r.max(last + 1)).any(and);
    led || several
}

/// Items from two things that are measured to their values, at most: "nausea and vomiting with the first dose were".
const NAMES: usize = 10;
