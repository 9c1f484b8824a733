//! Values that are of no group: differences between groups, and what a trial was planned to find.

use crate::extract::sentence::Sentence;
use crate::finding::{Measure, Statistic};
use crate::lex::{Classes, Cue};

use super::place::before;
use super::placed::shared_unit;
use super::sides;
use super::value::Value;

/// How far back a difference may stand that an interval is of.
const REACH: usize = 40;

/// `the difference in mean weight was 3.2 kg`, `3.2 kg lower with A than with B`: between groups, no quantity of one.
pub(super) fn between_groups(s: &Sentence<'_>, value: &Value, company: bool) -> bool {
    if value.dispersion.is_some() && !value.bare {
        return false;
    }
    // "an incremental cost of $130 per point": what one more costs.
    let each = s.is_word(value.last + 1, &["per"])
        || value.unit.is_some_and(|(from, _)| s.is_word(from, &["per"]) || s.mark(from) == Some('/'));
    if negative_on_both_sides(s, value) || value.money && each {
        return false;
    }
    // "respiratory rate (RR) (14.4 vs 18.2 bpm": a ratio has no unit.
    let of_ratios = || {
        value.unit.is_none()
            && shared_unit(s, value).is_none()
            && s.any(value.at.saturating_sub(6)..value.at, Classes::MEASURE)
    };
    if sides::in_one_bracket(s, value) && !of_ratios() {
        return false;
    }
    let reach = if value.interval.is_some() { REACH } else { 14 };
    let start = s.clause_start(value.at).max(value.at.saturating_sub(reach));
    // "the only difference was in B, whose mean stayed high (21.8 …)": a mean far behind the word has its own values.
    let averaged = |k: usize| matches!(s.cue(k), Cue::Statistic(Statistic::Mean | Statistic::Median));
    let difference = s.has(Classes::DIFFERENCE)
        && (start..value.at).any(|k| s.cue(k) == Cue::Difference && !(k + 5..value.at).any(averaged))
        && !(start..value.at).any(|k| matches!(s.cue(k), Cue::Statistic(Statistic::Change)));
    let single = !company && value.interval.is_some();
    let behind = || {
        (value.last + 1..value.last + 3).any(|k| {
            // "to 4.6 days under guidance" compares nothing.
            matches!(s.cue(k), Cue::MoreThan | Cue::LessThan) && !s.is_word(k, &["under", "below"])
                || matches!(s.cue(k), Cue::Lower | Cue::Higher | Cue::Difference)
                    && s.any(k..k + 10, Classes::VERSUS)
        })
    };
    // "11° more in the A group", "-6 mm Hg vs placebo"
    let comparative =
        !company && s.is(value.last + 1, Classes::COMPARATIVE) && !s.is_word(value.last + 1, &["further"]);
    let against = s.cue(value.last + 1) == Cue::Versus
        && !s.is_word(value.last + 2, &["baseline", "pretreatment", "before"])
        && !(value.last + 2..value.last + 11).any(|k| s.number(k).is_some());
    let compared = single && s.any(start..value.at, Classes::MOVED);
    let near = || {
        (value.at.saturating_sub(4)..value.at).any(|k| {
            matches!(s.cue(k), Cue::Difference | Cue::Measure { .. })
                && !s.is_word(k, &["differed"])
                && !matches!(s.cue(k), Cue::Measure { measure: Measure::Auc, .. })
                || value.interval.is_some() && s.is_word(k, &["ratio", "ratios"])
        })
    };
    // "an improvement of 11.8 months in survival"
    let gained = || {
        before(s, value.at).is_some_and(|of| {
            s.cue(of) == Cue::Of
                && of > 0
                && matches!(s.cue(of - 1), Cue::Lower | Cue::Higher)
                && value.unit.is_some_and(|(from, _)| matches!(s.cue(from), Cue::Time(_)))
        })
    };
    value.dispersion.is_none()
        && (difference && !company
            || behind()
            || comparative
            || against
            || compared
            || near()
            || gained()
            || difference && value.interval.is_some())
        || value.bare && difference
}

/// `(-2.4% [95% CI -3.1 to -1.7] with A vs -0.5% [-1.1 to 0.2] with placebo`: each of its group, whatever interval it has.
pub(super) fn negative_on_both_sides(s: &Sentence<'_>, value: &Value) -> bool {
    let below = |k: usize| s.percent(k).is_some_and(|n| n.decimal.is_negative());
    if !below(value.at) {
        return false;
    }
    let behind = s.first(value.last + 1..value.last + 6, Classes::VERSUS).is_some_and(|k| below(k + 1));
    behind || value.at > 1 && s.cue(value.at - 1) == Cue::Versus
}

/// "post-dose", "after the dose", "per dose"
fn behind_it(s: &Sentence<'_>, given: usize) -> bool {
    let before = given.wrapping_sub(1 + usize::from(s.mark(given.wrapping_sub(1)) == Some('-')));
    s.is_word(before, &["post", "after", "per"])
}

/// What the trial was planned to find, however it is called: "to detect an improvement in median survival from 13 to 19 months".
pub(super) fn presumed(s: &Sentence<'_>, i: usize) -> bool {
    s.has(Classes::PLANNED_QUANTITY)
        && (i.saturating_sub(20)..i)
            .rev()
            .take_while(|k| s.mark(*k) != Some(';'))
            .any(|k| s.is_word(k, &["detect", "assuming", "assumed", "assume"]))
}

/// What the trial was planned to find, or who could enter.
pub(super) fn planned(s: &Sentence<'_>, i: usize) -> bool {
    s.any(i.saturating_sub(16)..i, Classes::PLANNED_QUANTITY)
        || s.has(Classes::GIVEN)
            && (i.saturating_sub(7)..i).any(|k| {
                // "on the Rating Scale (A 25.7; B 27.1)"
                let rated = s.is_word(k, &["scale"]) && s.items[k].depth < s.items[i].depth;
                s.is(k, Classes::GIVEN) && !behind_it(s, k) && !rated
            })
}
