//! Differences that are told by the word behind them.

mod beyond;
mod bracketed;
mod carried;
mod lasting;
mod list;

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Direction, Estimate, Measure, Reported, Statistic};
use crate::lex::{Classes, Cue, Sort};

use super::estimate::{settle, unit};
use super::relative_change::in_points;
use super::tail::{Bare, tail};
use super::{Known, Reading};
use beyond::beyond;
use bracketed::bracketed;
use carried::carried;
use lasting::lasting;

/// `3.6 mm Hg lower with A than with placebo`, `11° more in the A group`, `34 metres further (95% CI 23 to 46)`,
/// `an improvement of 27 metres compared with placebo`,
/// `lower than with placebo by 18.0/14.5 mm Hg`, `A reduced weight (-2.1 kg, P=0.01) compared with placebo`,
/// `by 4.7 mm Hg, 4.2 mm Hg, and 8.6 mm Hg more than placebo`; but `3 times more than` is no difference.
pub(super) fn read(s: &Sentence<'_>, i: usize, known: &Known, found: &mut Vec<Reading>) {
    let moved = s.has(Classes::COMPARATIVE | Classes::BOUND | Classes::MOVED | Classes::SURVIVAL);
    if !moved && !s.holds(Sort::Control) && !s.has(Classes::DIFFERENCE | Classes::MEASURE) {
        return;
    }
    let own = measured(s, i);
    let (told, compared) = match word(s, i, own) {
        Some((direction, last)) => (Some((Some(direction), last)), compares(s, last) || stands(s, i, last)),
        None => {
            let by = by(s, i, own).map(|(direction, last)| (Some(direction), last));
            let alone = || beyond(s, i).or_else(|| carried(s, i, known)).map(|last| (None, last));
            (by.or_else(|| bracketed(s, i)).or_else(alone), true)
        }
    };
    let Some((direction, last)) = told.filter(|_| !given(s, i)) else { return };
    let inside = bracket(s, i, own).map(|(open, _)| open);
    let tail = tail(s, inside.unwrap_or(last + 1), Bare::No, known);
    if !compared && tail.interval.is_none() || planned(s, i) {
        return;
    }
    let mut values = vec![i];
    while let Some(before) = listed_before(s, values[0]).or_else(|| list::without_unit(s, values[0])) {
        values.insert(0, before);
    }
    let alone = values.len() == 1;
    found.extend(values.iter().map(|at| {
        let shared = first_of_pair(s, i) == Some(*at) || s.unit_end(*at + 1).is_none();
        let (own, behind) = unit(s, if shared { i } else { *at });
        let unit =
            own.or_else(|| inside.and_then(|open| s.unit(s.behind_bracket(open)?)).map(|(unit, _)| unit));
        let estimate = Estimate {
            measure: settle(s, *at, Measure::OtherDifference, unit.as_deref()),
            variant: None,
            value: s.number(*at),
            value_op: s.bound(*at),
            unit,
            direction: direction.filter(|_| s.number(*at).is_some_and(|n| !n.decimal.is_negative())),
            interval: tail.interval.clone().filter(|_| alone),
            p: tail.p.clone(),
            adjusted: false,
        };
        Reading::new(Reported::Estimate(estimate), *at, behind - 1, *at, vec![*at])
    }));
    if let Some(reading) = found.last_mut() {
        reading.last = tail.last.unwrap_or(last);
        reading.used.extend(tail.used);
    }
    if let Some(next) = list::goes_on(s, i) {
        let estimate = Estimate {
            measure: settle(s, next, Measure::OtherDifference, unit(s, next).0.as_deref()),
            variant: None,
            value: s.number(next),
            value_op: None,
            unit: unit(s, next).0,
            direction,
            interval: None,
            p: None,
            adjusted: false,
        };
        let end = unit(s, next).1 - 1;
        found.push(Reading::new(Reported::Estimate(estimate), next, end, next, vec![next]));
    }
}

/// Words of comparison that need their "than", more and less.
const LATER: &[&str] = &["later", "slower", "heavier", "older"];
const EARLIER: &[&str] = &["earlier", "sooner", "faster", "lighter", "younger"];

/// `18 ± 4 mm Hg lower`: a spread; `by 24-h monitoring`, `of 0.5 mg doses`, `followed by 0.5 mg`: what was done or given.
fn given(s: &Sentence<'_>, i: usize) -> bool {
    let before = |back: usize| i.checked_sub(back);
    let spread = before(1).is_some_and(|k| matches!(s.items[k].shape, Shape::PlusMinus));
    let timed = s.mark(i + 1) == Some('-') && matches!(s.cue(i + 2), Cue::Time(_));
    let followed = before(2).is_some_and(|k| s.is_word(k, &["followed"]));
    let end = s.unit_end(i + 1).unwrap_or(i + 1);
    let dosed = s.cue(i + 1) == Cue::Dose
        && s.is(end, Classes::WORD)
        && (s.cue(end) == Cue::None || s.cue(end) == Cue::Dose);
    spread || timed || followed || dosed
}

/// The word of comparison behind the number at `i` and its unit, which ends at `own`, and where it stands.
fn word(s: &Sentence<'_>, i: usize, own: Option<usize>) -> Option<(Direction, usize)> {
    s.number(i).filter(|_| s.percent(i).is_none() || in_points(s, i))?;
    let (_, at) = bracket(s, i, own).or_else(|| own.map(|at| (at, at)))?;
    let direction = match s.cue(at) {
        // "a level of 3 ng more than 1 year after treatment": a bound of what comes next.
        Cue::MoreThan | Cue::LessThan
            if s.items.get(at + 1).is_some_and(|item| item.numeric())
                && matches!(s.cue(at + 2), Cue::Time(_) | Cue::People | Cue::Things) =>
        {
            return None;
        }
        Cue::MoreThan if s.words(at).ends_with("than") => Direction::Higher,
        Cue::LessThan if s.words(at).ends_with("than") => Direction::Lower,
        _ if s.is_word(at, &["more", "higher", "greater", "longer", "further", "larger"]) => {
            Direction::Higher
        }
        _ if s.is_word(at, &["less", "lower", "fewer", "shorter", "smaller"]) => Direction::Lower,
        // "12 weeks later" may be when, and not how much later than another.
        _ if s.is_word(at, LATER) && s.bound(i).is_none() && than(s, at) => Direction::Higher,
        _ if s.is_word(at, EARLIER) && s.bound(i).is_none() && than(s, at) => Direction::Lower,
        _ => return None,
    };
    Some((direction, at))
}

/// `2.3 days earlier in the A group than`: what is compared stands right behind.
fn than(s: &Sentence<'_>, word: usize) -> bool {
    (word + 1..s.items.len().min(word + 10))
        .take_while(|k| !s.items[*k].numeric())
        .any(|k| s.cue(k) == Cue::Versus && s.words(k).ends_with("than"))
}

/// `an improvement of 27 metres compared with placebo`, `reduced pressure by 5 mm Hg versus placebo`: the word before, and
/// no value of the other side.
fn by(s: &Sentence<'_>, i: usize, own: Option<usize>) -> Option<(Direction, usize)> {
    s.number(i).filter(|_| (s.percent(i).is_none() || in_points(s, i)) && i > 1)?;
    let end = own?;
    let first = list::first(s, i);
    let joint = of_a_mean(s, first.checked_sub(1)?)?;
    if let Some(direction) = lasting(s, i, joint, end) {
        return Some((direction, end - 1));
    }
    let before = match s.cue(joint) {
        // "an improvement of", "a reduction in weight of"
        Cue::Of => s.before(joint, 7, Classes::MOVED, |cue| way(cue).map(|_| ()))?.0,
        _ if s.is_word(joint, &["by"]) => {
            let directed = |cue| way(cue).map(|_| ());
            s.before(joint, 10, Classes::MOVED | Classes::BOUND, directed)?.0
        }
        _ => return None,
    };
    let direction = way(s.cue(before))?;
    // "was lower by 3.2 kg in the A group (95% CI …)"
    let in_group = || {
        s.is(before, Classes::COMPARATIVE)
            && s.is_word(end, &["in", "with", "for", "among"])
            && (end + 1..end + 8).any(|at| s.cue(at) == Cue::Group)
            && s.any(end + 1..end + 12, Classes::P | Classes::INTERVAL)
            && !s.any(end..end + 14, Classes::VERSUS)
    };
    if s.is_word(joint, &["by"]) && in_group() {
        return Some((direction, end - 1));
    }
    let (versus, reach) = match s.first(end..end + 12, Classes::VERSUS) {
        Some(versus) => (versus, versus + 8),
        None if s.is_word(joint, &["by"]) && !matches!(s.cue(i + 1), Cue::Time(_)) => {
            let versus = against(s, joint)?;
            // "compared with placebo, A lowered it by 4 mm Hg at rest and 9 mm Hg on exertion": whatever else it did.
            (versus, if list::leads(s, versus) { end } else { end + 16 })
        }
        None => return None,
    };
    if first < i && first_of_pair(s, i) != Some(first) && !list::against_one(s, end, versus) {
        return None;
    }
    let other = (end..s.items.len().min(reach)).any(|at| {
        let dose = matches!(s.cue(at + 1), Cue::Dose);
        s.number(at).is_some() && !s.items[at].named && !dose && !level(s, i, at)
    });
    let own =
        (versus + 1..versus + 4).any(|at| s.is_word(at, &["baseline", "before", "pretreatment", "initial"]));
    (!other && !own).then_some((direction, end - 1))
}

/// The joint of `longer by a median of 4.2 months`; none for `longer (a median of 13 weeks)`, `longer over a period of 4 weeks`.
fn of_a_mean(s: &Sentence<'_>, joint: usize) -> Option<usize> {
    let Some(noun) = joint.checked_sub(1).filter(|_| s.cue(joint) == Cue::Of) else { return Some(joint) };
    if s.is_word(noun, &["period", "course", "follow-up", "observation"]) {
        return None;
    }
    if !matches!(s.cue(noun), Cue::Statistic(Statistic::Mean | Statistic::Median)) {
        return Some(joint);
    }
    let by = noun.checked_sub(1 + usize::from(noun > 0 && s.cue(noun - 1) == Cue::Article))?;
    s.is_word(by, &["by"]).then_some(by)
}

/// `longer by 7.1 months with A than with B (20.2 vs 13.1 months)`: a value of one side, set against the other's in a bracket.
fn level(s: &Sentence<'_>, i: usize, at: usize) -> bool {
    let open = (at.saturating_sub(6)..at).rev().find(|k| s.opens(*k));
    open.filter(|open| s.items[*open].depth == s.items[i].depth)
        .and_then(|open| s.behind_bracket(open).map(|end| s.any(open..end, Classes::VERSUS)))
        .unwrap_or(false)
}

/// The direction of a comparison or change.
fn way(cue: Cue) -> Option<Direction> {
    match cue {
        Cue::Lower | Cue::LessThan => Some(Direction::Lower),
        Cue::Higher | Cue::MoreThan => Some(Direction::Higher),
        _ => None,
    }
}

/// `Compared with placebo, A reduced pressure by`, `was lower than with placebo by`: the word of comparison before the value,
/// with no other value between.
fn against(s: &Sentence<'_>, joint: usize) -> Option<usize> {
    let versus = s.last(joint.saturating_sub(24)..joint, Classes::VERSUS | Classes::BOUND)?;
    let value = |at: usize| {
        s.items[at].numeric() && !s.items[at].named && !matches!(s.cue(at + 1), Cue::Dose | Cue::Time(_))
    };
    (s.items[versus].depth == 0 && !(versus..joint).any(value)).then_some(versus)
}

/// The place behind the value's unit, or behind the value of a sum of money.
fn measured(s: &Sentence<'_>, i: usize) -> Option<usize> {
    let money = i > 0 && s.is_currency(i - 1);
    if s.percent(i).is_some() {
        return Some(i + 1 + usize::from(s.mark(i + 1) == Some('%')));
    }
    let times = |(from, to): (usize, usize)| to == from + 1 && s.is_word(from, &["times", "fold"]);
    if s.cue(i + 1) == Cue::PercentagePoint {
        return Some(i + 2);
    }
    match s.unit_place(i + 1) {
        Some(unit) => (!times(unit)).then_some(unit.1),
        None => (money || of_points(s, i)).then_some(i + 1),
    }
}

/// `2.1 lower with A than with B`, `a 2.1 greater reduction in the score (95% CI …)`: of what has no unit, and is no risk.
fn of_points(s: &Sentence<'_>, i: usize) -> bool {
    let decimal = s.plain(i).is_some_and(|n| n.decimal.places() > 0);
    if !decimal || !s.is(i + 1, Classes::COMPARATIVE) {
        return false;
    }
    let near = i.saturating_sub(12)..i + 5;
    let risk = s.any(near.clone(), Classes::RISK | Classes::MEASURE)
        || near.into_iter().any(|k| s.is_word(k, &["times", "fold", "ratio"]));
    let than = (i + 2..i + 10).any(|k| s.words(k).ends_with("than"));
    !risk && (than || s.any(i + 2..i + 10, Classes::INTERVAL))
}

/// `$54 (95% CI 12 to 96) less than with placebo`: where the bracket between the value and the word opens and ends.
fn bracket(s: &Sentence<'_>, i: usize, own: Option<usize>) -> Option<(usize, usize)> {
    let open = own.unwrap_or(i + 1);
    let interval = s.opens(open) && matches!(s.items.get(open + 1)?.shape, Shape::Interval(_));
    let behind = s.behind_bracket(open).filter(|_| interval)?;
    // "5.7 (95% CI 3.1 to 14.7) points more"
    let unit = s.unit_end(behind).filter(|_| own.is_none());
    (own.is_some() || unit.is_some()).then(|| (open, unit.unwrap_or(behind)))
}

/// "than placebo", "in the A group", "compared with": what the word compares.
fn compares(s: &Sentence<'_>, word: usize) -> bool {
    matches!(s.cue(word), Cue::MoreThan | Cue::LessThan)
        || s.any(word + 1..word + 1 + 14, Classes::VERSUS)
        || s.is_word(word + 1, &["in", "with", "for", "among"])
            && (word + 2..word + 10).any(|at| s.cue(at) == Cue::Group)
        // "3.2 kg greater with A (P = 0.01)"
        || s.is_word(word + 1, &["with", "on"]) && s.any(word + 2..word + 8, Classes::P)
}

/// `recovery was 14 minutes longer with A`: what a verb says of one group alone is more or less than of the other.
fn stands(s: &Sentence<'_>, i: usize, word: usize) -> bool {
    let first = first_of_pair(s, i).unwrap_or(i);
    let about = usize::from(first > 0 && s.cue(first - 1) == Cue::About);
    let verb = first.checked_sub(1 + about).is_some_and(|k| s.cue(k) == Cue::Was);
    let time =
        |k: usize| matches!(s.cue(k), Cue::Time(_)) || s.items.get(k).is_some_and(|item| item.numeric());
    verb && s.is_word(word + 1, &["with", "on", "for", "under"])
        && !(word + 2..word + 5).any(time)
        && !s.any(word + 1..word + 10, Classes::VERSUS)
}

/// The first value of the pair `18.0/14.5 mm Hg` whose second stands at `i`.
fn first_of_pair(s: &Sentence<'_>, i: usize) -> Option<usize> {
    i.checked_sub(2).filter(|first| s.second_of_pair(*first).is_some())
}

/// The value before the one at `i` in a list or pair of one unit.
fn listed_before(s: &Sentence<'_>, i: usize) -> Option<usize> {
    if let Some(first) = first_of_pair(s, i) {
        return Some(first);
    }
    let mut at = i;
    while at > 0 && i - at < 2 && (s.mark(at - 1) == Some(',') || s.cue(at - 1) == Cue::And) {
        at -= 1;
    }
    let joined = at < i;
    let number = (at.saturating_sub(3)..at).rev().find(|at| s.number(*at).is_some())?;
    (joined && s.unit_end(number + 1).is_some_and(|end| end == at)).then_some(number)
}

/// What the trial was planned to find, and ages, are no result.
fn planned(s: &Sentence<'_>, i: usize) -> bool {
    let near = i.saturating_sub(24)..i;
    near.clone().any(|at| matches!(s.cue(at), Cue::Criterion) || s.is(at, Classes::PLANNED_DIFFERENCE))
}
