//! "the risk was 51% lower".

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Comparison, Direction, Measure, Quantity, RelativeChange, Reported, Statistic};
use crate::lex::{Classes, Cue};

mod beyond;
mod bracketed;
mod direction;
mod next;
mod sides;

use super::quantity::on_a_percent_scale;
use super::tail::{Bare, tail};
use super::{Known, Reading};
use beyond::beyond;
pub(super) use direction::{acts, bracketed_alone, noun, way};
use direction::{before, behind};
use next::next;
use sides::sides;

/// How far away the words stand that say what is compared.
const NEAR: usize = 60;

/// `51% lower`, `a 45% relative reduction in the risk of death`, `reduced the risk of death by 20%`,
/// `a relative reduction of 37%`, `19% (95% CI 11–27) proportional reduction`, `increased by 266% and 414%, respectively`.
///
/// A change within one group ("weight fell by 5%") is a quantity, not a relative change; what patients had to reach
/// ("at least a 50% reduction") is neither.
pub(super) fn read(s: &Sentence<'_>, i: usize, known: &Known, found: &mut Vec<Reading>) {
    if !s.has(TOLD)
        || s.percent(i).is_none()
        || bracketed::with_spread(s, i)
        || planned(s, i)
        || threshold(s, i)
        || or_more(s, i + 1)
    {
        return;
    }
    let shared = shared(s, i);
    let first = shared.last().copied().unwrap_or(i);
    let told = behind(s, i)
        .or_else(|| before(s, first).map(|direction| (direction, i)))
        .or_else(|| below(s, i).then_some((Direction::Lower, i)))
        .or_else(|| than(s, i));
    let Some((direction, last)) = told else {
        if let Some((direction, word)) = listed(s, i) {
            let between_groups = compares(s, i) || than_others(s, word);
            found.extend(
                one(s, i, i, direction, between_groups, known)
                    .filter(|_| !(between_groups && in_points(s, i))),
            );
        } else if let Some(direction) = sides(s, i) {
            found.extend(one(s, i, i, direction, false, known));
        } else if let Some(direction) = beyond(s, i) {
            found.extend(one(s, i, i, direction, true, known));
        }
        return;
    };
    // "an additional 20% reduction or more"
    if or_more(s, last + 1) {
        return;
    }
    // "a 44% relative risk reduction"
    let relative = matches!(s.cue(last), Cue::Measure { measure: Measure::RelativeRiskReduction, .. });
    let between_groups = relative || compares(s, i) || than_others(s, last) || by_nature(s, last);
    // A difference of points is an estimate, and no relative change.
    if between_groups && in_points(s, i) {
        return;
    }
    for at in shared.into_iter().rev() {
        found.extend(one(s, at, at, direction, between_groups, known));
    }
    let (mut at, mut last) = (i, last);
    // "by 12%, 13%, and 17%": what goes on with a percentage and no word of its own.
    while let Some(reading) = one(s, at, last, direction, between_groups, known) {
        let end = reading.last;
        found.push(reading);
        let Some(next) = next(s, end + 1).filter(|_| last == at) else { break };
        (at, last) = (next, next);
    }
}

/// `a reduction of 20% or more`: the mark that was set, not how far it went.
fn or_more(s: &Sentence<'_>, at: usize) -> bool {
    s.cue(at) == Cue::Or
        && (matches!(s.cue(at + 1), Cue::Higher | Cue::Lower)
            || s.is_word(at + 1, &["more", "less", "greater", "better", "above", "over"]))
}

/// `were 28% and 36% lower with A`, `20%, 31%, and 44% reductions`: the way of a list of percentages stands once, behind the last.
fn listed(s: &Sentence<'_>, i: usize) -> Option<(Direction, usize)> {
    // "patients with 25%, 45%, and 65% improvement": marks that patients had to reach.
    let member = |k: &usize| {
        matches!(s.items[*k].shape, Shape::Percent(_)) || s.cue(*k) == Cue::And || s.mark(*k) == Some(',')
    };
    let before = (i.saturating_sub(8)..i).rev().find(|k| !member(k));
    let reached = before.is_some_and(|k| s.is(k, Classes::REACHED) && s.cue(k) != Cue::Article);
    let mut at = i;
    for _ in 0..4 {
        // "3.8% (CI, 2.1% to 5.4%) and 7.3% (CI, 5.5% to 9.1%) higher"
        let end = s.behind_bracket(at + 1).filter(|_| s.opens(at + 1)).unwrap_or(at + 1);
        let joints = (end..end + 2).take_while(|k| s.cue(*k) == Cue::And || s.mark(*k) == Some(',')).count();
        // "a 66% and a 61% decrease"
        let next = end + joints + usize::from(joints > 0 && s.cue(end + joints) == Cue::Article);
        s.percent(next).filter(|_| joints > 0)?;
        if let Some(told) = behind(s, next) {
            return Some(told)
                .filter(|(_, word)| !threshold(s, next) && (!reached || s.is(*word, Classes::COMPARATIVE)));
        }
        at = next;
    }
    None
}

/// What tells of a change, one way or the other.
const TOLD: Classes =
    Classes::MOVED.and(Classes::BOUND).and(Classes::STATISTIC).and(Classes::MEASURE).and(Classes::RISK);

/// The most that what is measured in per cent is taken to go up or down by on its own scale.
const POINTS: f64 = 5.0;

/// `HbA1c was 0.9% lower`, `the ejection fraction rose by 3%`: points of what is itself measured in per cent.
pub(super) fn in_points(s: &Sentence<'_>, i: usize) -> bool {
    let few = s.percent(i).is_some_and(|n| n.to_f64().abs() <= POINTS);
    few && (s.clause_start(i).max(i.saturating_sub(12))..i).any(|k| on_a_percent_scale(s, k))
}

/// `costs were lower (14%) than with B`: how much, in a bracket of its own; of "lower (14%) than with B (15%)" it is a share.
fn than(s: &Sentence<'_>, i: usize) -> Option<(Direction, usize)> {
    let word = i.checked_sub(2).filter(|_| s.opens(i - 1) && s.closes(i + 1))?;
    let direction = s.direction(word)?;
    let share = (i + 3..s.items.len().min(i + 24)).any(|k| s.items[k].numeric() && s.opens(k - 1));
    (s.cue(i + 2) == Cue::Versus && !share).then_some((direction, i + 1))
}

/// The 15 and 28 of `by 15, 28 and 39%`, last first: numbers before a percentage that share its sign.
fn shared(s: &Sentence<'_>, i: usize) -> Vec<usize> {
    let mut numbers = Vec::new();
    let mut at = i;
    for _ in 0..4 {
        let joint = |k: usize| matches!(s.cue(k), Cue::And | Cue::Or) || s.mark(k) == Some(',');
        let joints = (at.saturating_sub(2)..at).rev().take_while(|k| joint(*k)).count();
        let Some(before) = at.checked_sub(joints + 1).filter(|k| joints > 0 && s.plain(*k).is_some()) else {
            break;
        };
        numbers.push(before);
        at = before;
    }
    // "of 40 patients, 15, 28 and 39% …" are no such list, nor is what starts behind another word.
    let only = usize::from(at > 1 && s.is_word(at - 1, &["only"]));
    // "lowered fat (24 and 31%, respectively)"
    let order = || s.opens(at - 1) && (i + 1..i + 3).any(|k| s.cue(k) == Cue::Respectively);
    let told = at > 0 && (s.is_word(at - 1 - only, &["by"]) || s.cue(at - 1) == Cue::Of || order());
    if told { numbers } else { Vec::new() }
}

fn one(
    s: &Sentence<'_>,
    i: usize,
    last: usize,
    direction: Direction,
    between_groups: bool,
    known: &Known,
) -> Option<Reading> {
    let mut percent = s.number(i)?;
    if percent.decimal.is_negative() {
        percent.decimal = percent.decimal.negated();
    }
    // The interval stands behind the word, or between the number and the word.
    let from = if s.opens(i + 1) { i + 1 } else { last + 1 };
    let mut found = tail(s, from, Bare::Around(percent), known);
    // The P value of a change within a group is a result of its own.
    if !between_groups {
        found.used.retain(|at| !matches!(s.items[*at].shape, Shape::P(_)));
        found.last = found.used.iter().copied().max();
    }
    let end = found.last.map_or(last, |found| found.max(last));
    let mut used = found.used;
    used.push(i);
    let result = if between_groups {
        Reported::RelativeChange(RelativeChange { percent, direction, interval: found.interval, p: found.p })
    } else {
        Reported::Quantity(Quantity {
            statistic: Statistic::Change,
            value: Some(percent),
            value_op: s.bound(i),
            unit: Some("%".to_owned()),
            direction: Some(direction),
            dispersion: None,
            cv: None,
            interval: found.interval,
        })
    };
    Some(Reading::new(result, i, end, i, used))
}

/// What the trial was planned to find is no result, nor what could not be shown.
fn planned(s: &Sentence<'_>, i: usize) -> bool {
    s.any(i.saturating_sub(12)..i, Classes::PLANNED_CHANGE)
}

/// `at least a 50% reduction`, `(60%) had a 50% reduction`, `defined as a 20% decrease`: the mark that patients had to reach.
pub(super) fn threshold(s: &Sentence<'_>, i: usize) -> bool {
    const MARKS: &[u64] = &[10, 15, 20, 25, 30, 40, 50, 60, 70, 75, 80, 90, 100];
    let Some(n) = s.percent(i).and_then(|n| n.decimal.as_whole()) else { return false };
    // "a complete (100%) reduction" says what complete means.
    if n == 100 && i > 1 && s.opens(i - 1) && s.is_word(i - 2, &["complete", "total"]) {
        return true;
    }
    let least = s.bound(i) == Some(Comparison::AtLeast) || i > 1 && s.cue(i - 2) == Cue::AtLeast;
    if !least && !MARKS.contains(&n) {
        return false;
    }
    let more = s.bound(i) == Some(Comparison::Greater) || i > 1 && s.cue(i - 2) == Cue::MoreThan;
    let reached = || {
        i > 1 && s.is(i - 2, Classes::REACHED)
            || i > 0 && s.is(i - 1, Classes::REACHED) && s.cue(i - 1) != Cue::Article
    };
    let share = || {
        (i.saturating_sub(20)..i)
            .any(|at| matches!(s.items[at].shape, Shape::Percent(_) | Shape::Fraction(_)))
    };
    // "the concentration causing a 50% increase"
    let causing = i > 1 && s.is_word(i - 2, &["causing", "produce", "producing", "provoke", "provoking"]);
    let Some((_, last)) = behind(s, i) else { return false };
    least || more || causing || defined(s, i, last) || met_behind(s, last) || reached() && share()
}

/// "defined by a 20% decrease", "a predefined 30% reduction", "the 20% improvement criteria".
fn defined(s: &Sentence<'_>, i: usize, last: usize) -> bool {
    let word = |at: usize| s.is_word(at, &["defined", "predefined", "defined as", "criterion", "criteria"]);
    (i.saturating_sub(5)..i).any(word) || (last + 1..last + 3).any(word)
}

/// "the 50% reduction in pain was achieved in 46% of": a share of people follows.
fn met_behind(s: &Sentence<'_>, last: usize) -> bool {
    let met = |at: usize| s.is_word(at, &["achieved", "reached", "attained", "obtained", "seen"]);
    let Some(met) = (last + 1..last + 14).find(|at| met(*at)) else { return false };
    s.is_word(met + 1, &["in", "by", "for"])
        && (met + 2..met + 5).any(|at| {
            matches!(s.items.get(at).map(|item| &item.shape), Some(Shape::Percent(_) | Shape::Fraction(_)))
                || s.cue(at) == Cue::Of && s.count(at - 1).is_some()
        })
}

/// Whether two groups are compared, by a word of comparison or of risk, and not one group with its own past.
fn compares(s: &Sentence<'_>, i: usize) -> bool {
    /// Rates that are measured on one body.
    const OF_ONE: &[&str] = &[
        "heart",
        "pulse",
        "respiratory",
        "flow",
        "filtration",
        "elimination",
        "clearance",
        "secretion",
        "metabolic",
        "ventricular",
        "infusion",
        "growth",
    ];
    let near = i.saturating_sub(NEAR)..s.items.len().min(i + NEAR);
    !of_sides(s, i) && (levels(s, i) || with_another(s, i) || near.into_iter().any(|at| {
        // "(P<0.001; NS vs A)" compares something else.
        s.cue(at) == Cue::Versus
            && s.items[at].depth <= s.items[i].depth
            && !(at + 1..at + 4).any(|b| s.is_word(b, &["baseline", "pretreatment", "before"]))
            // "by 13% in A versus 5% in B", "on day 7 vs day 1": how each went by itself.
            && !(at + 1..at + 6).any(|b| s.items.get(b).is_some_and(|item| matches!(item.shape, Shape::Percent(_))))
            && !(at + 1..at + 3).any(|b| matches!(s.cue(b), Cue::Time(_)))
            || s.is(at, Classes::RISK)
            || once(s, at, i)
            || s.is_word(at, &["rate", "rates"]) && at > 0 && !s.is_word(at - 1, OF_ONE)
    }))
}

/// `non-fatal stroke was reduced by 44%`: of what happens to a person once, and cannot change within them.
fn once(s: &Sentence<'_>, at: usize, i: usize) -> bool {
    const ONCE: &[&str] = &[
        "stroke",
        "infarction",
        "death",
        "revascularization",
        "revascularisation",
        "reinfarction",
        "amputation",
        "hospitalization",
        "hospitalisation",
        "thromboembolism",
        "transmission",
    ];
    at < i
        && i > 0
        && s.is_word(i - 1, &["by"])
        && s.is_word(at, ONCE)
        && !s.is_word(at + 1, &["volume", "volumes", "index", "work"])
        && (at + 1..i - 1).all(|k| s.is(k, Classes::WORD))
        && (at + 1..at + 4).any(|k| s.is(k, Classes::MOVED))
}

/// `Coadministration with A increased the AUC of B by 45%`: with another drug and without it, of what a drug comes to in the blood.
fn with_another(s: &Sentence<'_>, i: usize) -> bool {
    const TOGETHER: &[&str] = &[
        "coadministration",
        "coadministered",
        "co-administration",
        "co-administered",
        "concomitant",
        "concomitantly",
        "concurrent",
    ];
    const EXPOSURE: &[&str] =
        &["AUC", "Cmax", "AUC0", "clearance", "exposure", "bioavailability", "half-life"];
    let near = i.saturating_sub(NEAR)..i;
    near.clone().any(|k| s.is_word(k, TOGETHER)) && near.into_iter().any(|k| s.is_word(k, EXPOSURE))
}

/// Items from one side's bracket to the other's, at most.
const SIDES: usize = 16;

/// `larger with A (28.3%) than with B (9.2%)`: the changes of both sides, each in its bracket.
fn of_sides(s: &Sentence<'_>, i: usize) -> bool {
    let side = |k: usize| {
        k > 0 && s.opens(k - 1) && s.items[k].depth == 1 && matches!(s.items[k].shape, Shape::Percent(_))
    };
    let compared =
        |from: usize, to: usize| s.first(from..to, Classes::VERSUS).is_some_and(|k| s.items[k].depth == 0);
    against_another_share(s, i)
        || side(i)
            && ((i.saturating_sub(SIDES)..i).any(|k| side(k) && compared(k, i))
                || (i + 1..s.items.len().min(i + SIDES)).any(|k| side(k) && compared(i, k)))
}

/// `(A 8% versus 6%)`: the changes of both sides in one bracket.
fn against_another_share(s: &Sentence<'_>, i: usize) -> bool {
    let percent = |k: usize| s.items[k].depth == 1 && matches!(s.items[k].shape, Shape::Percent(_));
    let set = |mut between: std::ops::Range<usize>| {
        between.clone().all(|k| s.items[k].depth == 1 && !s.is(k, Classes::BRACKET))
            && between.any(|k| s.cue(k) == Cue::Versus)
    };
    s.items[i].depth == 1
        && ((i.saturating_sub(6)..i).rev().find(|k| percent(*k)).is_some_and(|k| set(k + 1..i))
            || (i + 1..s.items.len().min(i + 6)).find(|k| percent(*k)).is_some_and(|k| set(i + 1..k)))
}

/// `reduced it by 31% (264 vs 381 mg/kg)`: the values of both groups behind the change.
fn levels(s: &Sentence<'_>, i: usize) -> bool {
    let open =
        (i + 1..s.items.len().min(i + 9)).find(|k| s.opens(*k) && s.items[*k].depth == s.items[i].depth);
    let versus = open.and_then(|open| {
        s.first(open + 1..open + 8, Classes::VERSUS).filter(|k| s.items[*k].depth == s.items[open].depth + 1)
    });
    versus.is_some_and(|k| s.plain(k + 1).is_some() && (k.saturating_sub(4)..k).any(|k| s.plain(k).is_some()))
}

/// `scores were 33% higher in the vorinal group`, `relapse was 25% less frequent on vorinal`: what is higher is so than another group,
/// as long as no time and no state before stands behind; `12% more patients` are a difference of shares.
fn by_nature(s: &Sentence<'_>, last: usize) -> bool {
    const COMPARED: &[&str] = &[
        "higher", "lower", "less", "fewer", "more", "greater", "smaller", "larger", "shorter", "longer",
        "slower", "faster",
    ];
    let own = |k: usize| s.cue(k) == Cue::Of || matches!(s.cue(k), Cue::People | Cue::Time(_));
    let later = |k: usize| {
        s.is_word(k, &["at", "after", "before", "from", "than", "by", "baseline", "since", "during", "over"])
            || matches!(s.cue(k), Cue::Time(_))
    };
    s.is_word(last, COMPARED)
        && !own(last + 1)
        && !(last + 1..last + 5)
            .take_while(|k| s.mark(*k).is_none())
            .any(|k| later(k) || s.cue(k) == Cue::People && s.cue(k - 1) == Cue::None)
}

/// "50% higher than that in the others", not "than at baseline".
fn than_others(s: &Sentence<'_>, last: usize) -> bool {
    matches!(s.cue(last), Cue::MoreThan | Cue::LessThan)
        && !(last + 1..last + 5).any(|at| s.is_word(at, &["baseline", "pretreatment", "before"]))
}

/// `mortality was lower on A (-27%, P = 0.07)`: a risk that changed, with its P value.
fn below(s: &Sentence<'_>, i: usize) -> bool {
    s.percent(i).is_some_and(|n| n.decimal.is_negative())
        && i > 0
        && s.opens(i - 1)
        && (i + 1..i + 3).any(|at| matches!(s.items.get(at).map(|item| &item.shape), Some(Shape::P(_))))
        && s.any(i.saturating_sub(14)..i, Classes::RISK)
}
