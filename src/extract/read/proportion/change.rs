//! Percentages by which something changed.

use crate::extract::item::Shape;
use crate::extract::read::relative_change;
use crate::extract::sentence::Sentence;
use crate::finding::Statistic;
use crate::lex::{Classes, Cue};

/// Items that a list of changes goes on for, at most.
const FARTHEST: usize = 24;

/// "a reduction of 8%", "rose by 11% and 14%", "a 28% difference", "the percentage decreases were 21% and 15%": how much
/// something changed, and no share of people.
pub(super) fn change(s: &Sentence<'_>, i: usize) -> bool {
    // "(+12.5%)": a share has no sign; "timolol 0.5% reduced" is a strength.
    if s.words(i).starts_with('+') || relative_change::acts(s, i, i + 1) {
        return true;
    }
    let first = list_start(s, i);
    let behind = list_end(s, i);
    let of_people = matches!(s.cue(behind), Cue::Of | Cue::People);
    told_before(s, first)
        || told_behind(s, i)
        || headed(s, i)
        || !of_people
            && (lower_behind(s, behind)
                || larger_in(s, i)
                || shifts_in(s, i)
                || by(s, first)
                || moved(s, first)
                || below_nothing(s, i))
}

/// Where the list of percentages, with their brackets, that starts at `i` is over.
fn list_end(s: &Sentence<'_>, i: usize) -> usize {
    let mut at = i + 1;
    for _ in 0..4 {
        if s.opens(at) {
            at = s.behind_bracket(at).unwrap_or(at);
        }
        let joint = (at..at + 2).take_while(|k| s.mark(*k) == Some(',') || s.cue(*k) == Cue::And).count();
        if joint == 0 || !matches!(s.items.get(at + joint).map(|n| &n.shape), Some(Shape::Percent(_))) {
            break;
        }
        at += joint + 1;
    }
    at
}

/// "by 44%": by how much, unless it happened to people or was told by them.
fn by(s: &Sentence<'_>, i: usize) -> bool {
    let Some(mut at) = i.checked_sub(1) else { return false };
    let loose = |at: usize| {
        matches!(s.cue(at), Cue::About | Cue::Respectively | Cue::LessThan | Cue::MoreThan | Cue::AtMost)
            || matches!(s.mark(at), Some('<' | '>' | '≤' | '≥'))
    };
    if at > 0 && loose(at) {
        at -= 1;
    }
    s.is_word(at, &["by"])
        && at > 0
        && !matches!(s.cue(at - 1), Cue::Happened | Cue::Received)
        && !told_by_others(s, at)
}

/// `was reported by 35% of those on A, and by 30% on B`: the "by" of a list whose first one says by whom something was told.
fn told_by_others(s: &Sentence<'_>, by: usize) -> bool {
    let joined = s.cue(by - 1) == Cue::And || matches!(s.mark(by - 1), Some(',' | ';'));
    let first = |k: &usize| {
        *k > 0
            && s.is_word(*k, &["by"])
            && s.items.get(k + 1).is_some_and(|item| matches!(item.shape, Shape::Percent(_)))
            && matches!(s.cue(k - 1), Cue::Happened)
    };
    joined && (by.saturating_sub(FARTHEST + FARTHEST)..by).any(|k| first(&k))
}

/// Words that say how much something changed.
const SHIFTS: &[&str] =
    &["reduction", "reductions", "decrease", "decreases", "increase", "increases", "decline", "rise"];

/// "were 31% and 44% lower": behind the list.
fn lower_behind(s: &Sentence<'_>, behind: usize) -> bool {
    const MORE: &[&str] = &[
        "lower", "higher", "greater", "fewer", "shorter", "longer", "thinner", "thicker", "slower", "faster",
        "better", "worse", "smaller", "larger", "cheaper", "less",
    ];
    let adverbs = (behind..behind + 2)
        .take_while(|k| s.is_word(*k, &["significantly", "statistically", "relatively"]))
        .count();
    s.is_word(behind + adverbs, MORE) && s.mark(behind + adverbs + 1) != Some('-')
}

/// Items between what changed and how far, at most.
const REACH: usize = 24;

/// "the reduction of LDL was larger with A (28%) than with B (9%)": how far, in the brackets of two that are compared.
fn larger_in(s: &Sentence<'_>, i: usize) -> bool {
    let i = list_start(s, i);
    if i == 0 || !s.opens(i - 1) || !s.has(Classes::MOVED) {
        return false;
    }
    let near = i.saturating_sub(REACH)..i;
    let Some(larger) = s.last(near.clone(), Classes::VERSUS | Classes::MOVED).and_then(|at| {
        // "than with B (9%)": the word of comparison stands before.
        if s.cue(at) == Cue::Versus { s.last(near.start..at, Classes::MOVED) } else { Some(at) }
    }) else {
        return false;
    };
    let was = larger.checked_sub(1).filter(|at| s.cue(*at) == Cue::Was || s.is_word(*at, &["significantly"]));
    let compared =
        was.is_some() && s.is_word(larger, &["larger", "greater", "smaller", "higher", "lower", "more"]);
    // "the proportion of nurses with a reduction of … was greater with A (57%)"
    let share = |at: usize| {
        s.cue(at) == Cue::People
            || s.is_word(at, &["proportion", "percentage", "rate", "rates", "number", "frequency"])
    };
    compared
        && !(larger.saturating_sub(REACH)..larger).any(share)
        && s.cue(larger + 1) == Cue::Preposition
        && (larger.saturating_sub(12)..larger).any(|at| s.is_word(at, SHIFTS) && s.cue(at + 1) != Cue::People)
}

/// "the decreases in weight were alike (23% with A and 29% with B)": how far, in a bracket behind what is told of a change that
/// no share of people has.
fn shifts_in(s: &Sentence<'_>, i: usize) -> bool {
    let i = list_start(s, i);
    let Some(open) = i.checked_sub(1).filter(|at| s.opens(*at)) else { return false };
    let near = open.saturating_sub(REACH)..open;
    let Some(shift) = near.clone().rev().find(|at| s.is_word(*at, SHIFTS)) else { return false };
    // "a 10 mm reduction" is what a response was defined by.
    let unit = shift > 0 && matches!(s.cue(shift - 1), Cue::Unit | Cue::Dose);
    let of = !unit
        && shift + 1 < open
        && (matches!(s.cue(shift + 1), Cue::Of | Cue::Was)
            || s.is_word(shift + 1, &["in", "by", "with", "on", "after"]));
    // "a decrease in deaths (4% vs 7%)", "patients with a reduction in pain (57%)"
    let share = |at: usize| {
        matches!(s.cue(at), Cue::People | Cue::Happened)
            || s.is(at, Classes::EVENTS)
            || matches!(s.items[at].shape, Shape::Percent(_))
            || matches!(s.mark(at), Some(';'))
            || s.is_word(at, SHARED)
    };
    of && !(near.start..open).any(share)
}

/// What is printed as a share of people, whatever it does.
const SHARED: &[&str] = &[
    "proportion",
    "proportions",
    "percentage",
    "rate",
    "rates",
    "number",
    "numbers",
    "frequency",
    "incidence",
    "prevalence",
    "mortality",
    "survival",
    "use",
    "risk",
    "likelihood",
    "cases",
    "events",
    "episodes",
    "deaths",
    "occurrence",
    "rash",
    "symptoms",
    "responders",
    "response",
    "responses",
];

/// "fell 7%", "dropped, respectively, 8%", "mean change, 4%".
fn moved(s: &Sentence<'_>, i: usize) -> bool {
    let mut at = i;
    while at > i.saturating_sub(4) {
        at -= 1;
        match s.cue(at) {
            Cue::Statistic(Statistic::Change) => return at + 1 < i,
            Cue::Respectively | Cue::About => {}
            _ if s.is_word(at, &["on", "average", "mean", "only", "further"]) => {}
            _ if s.mark(at).is_some_and(|c| matches!(c, ',' | ':' | '=')) => {}
            _ => return s.is(at, Classes::WENT),
        }
    }
    false
}

/// `8% (-20 to 31)`: a share is never less than nothing.
fn below_nothing(s: &Sentence<'_>, i: usize) -> bool {
    let at = i + 1 + usize::from(s.opens(i + 1));
    match s.items.get(at).map(|item| &item.shape) {
        Some(Shape::Interval(interval)) => interval.low.is_some_and(|low| low.decimal.is_negative()),
        Some(Shape::Range(range)) => range.low.is_some_and(|low| low.decimal.is_negative()),
        _ => false,
    }
}

/// Where the list of percentages that ends at `i` starts.
pub(super) fn list_start(s: &Sentence<'_>, i: usize) -> usize {
    let mut first = i;
    let own = s.items[i].depth;
    for at in (i.saturating_sub(FARTHEST)..i).rev() {
        match s.items[at].shape {
            Shape::Percent(_) if s.items[at].depth == own => first = at,
            // "a mean reduction of 43.7 and 51.2%"
            // "by 15, 28 and 39%"
            Shape::Number(_)
                if s.items[at].depth == own
                    && (s.cue(at + 1) == Cue::And || s.mark(at + 1) == Some(','))
                    && (at + 2..at + 4).contains(&first) =>
            {
                first = at
            }
            Shape::Mark(_)
            | Shape::Range(_)
            | Shape::Interval(_)
            | Shape::IntervalLabel(_)
            | Shape::P(_)
            | Shape::Percent(_) => {}
            Shape::Word if matches!(s.cue(at), Cue::And | Cue::Or | Cue::Versus) => {}
            // "by 36% (at week 4) and 58%": what a bracket says of the value before it.
            _ if s.items[at].depth > own => {}
            _ => break,
        }
    }
    first
}

/// "a reduction of", "increased by", "a decrease up to".
fn told_before(s: &Sentence<'_>, i: usize) -> bool {
    let Some(mut at) = i.checked_sub(1) else { return false };
    let (mut joined, mut was) = (false, false);
    for _ in 0..3 {
        match s.cue(at) {
            Cue::Of => joined = true,
            Cue::Was
                if s.is_word(
                    at,
                    &["was", "were", "is", "being", "amounted to", "averaged at", "reached"],
                ) =>
            {
                was = true
            }
            _ if s.is_word(at, &["averaged", "represented"]) => was = true,
            Cue::About | Cue::AtMost | Cue::Article => joined |= s.cue(at) == Cue::AtMost,
            _ if s.is_word(at, &["by"]) => joined = true,
            _ if matches!(s.mark(at), Some('<' | '>' | '≤' | '≥')) => {}
            _ => break,
        }
        let Some(before) = at.checked_sub(1) else { return false };
        at = before;
    }
    joined && changes(s, at) || (joined || was) && relative_change::noun(s, at + 1).is_some()
}

/// "28% difference", "19% (95% CI 11-27) proportional reduction".
fn told_behind(s: &Sentence<'_>, i: usize) -> bool {
    let mut at = i + 1;
    if s.opens(at) {
        match s.behind_bracket(at) {
            Some(behind) => at = behind,
            None => return false,
        }
    } else if relative_change::bracketed_alone(s, i) {
        at += 1;
    }
    (at..at + 3)
        .take_while(|k| {
            *k == at
                || matches!(s.cue(k - 1), Cue::None | Cue::PercentScale)
                    && s.mark(k - 1).is_none_or(|c| c == '-')
        })
        .any(|k| s.is(k, Classes::CHANGES) || s.cue(k) == Cue::Statistic(Statistic::Change))
}

/// "the percentage decreases in the score … were".
fn headed(s: &Sentence<'_>, i: usize) -> bool {
    s.before(i, 60, Classes::STATISTIC, |cue| (cue == Cue::Statistic(Statistic::Change)).then_some(()))
        .is_some_and(|(at, ())| {
            s.words(at).as_bytes().get(..7).is_some_and(|w| w.eq_ignore_ascii_case(b"percent"))
        })
}

fn changes(s: &Sentence<'_>, at: usize) -> bool {
    matches!(s.cue(at), Cue::Lower | Cue::Higher | Cue::Difference | Cue::Statistic(Statistic::Change))
}
