//! Values with an interval that no other rule knew as an estimate, a mean or a share.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Direction, Interval, Number, Quantity, Reported, Statistic};
use crate::lex::{Classes, Cue};

use super::estimate::{unit, unit_end};
use super::tail::{Bare, adjacent, bounded_at, tail};
use super::value_with_interval::{LIST, NEAR, is_spread, is_time};
use super::{Known, Reading};

/// `activity increased in that group (5.2 min/day, 95% CI 2.1 to 8.3)`.
pub(super) fn read(s: &Sentence<'_>, i: usize, known: &Known, found: &mut Vec<Reading>) {
    found.extend(one(s, i, known));
}

fn one(s: &Sentence<'_>, i: usize, known: &Known) -> Option<Reading> {
    let value = s.plain(i).filter(|_| bounded_at(s, i) && !is_time(s, i) && !is_spread(s, i))?;
    let behind = unit_end(s, i);
    let told = s.told_unit_end(behind).filter(|_| !s.items[i].spelled);
    let behind = told.unwrap_or(behind);
    let bare = if labelled_before(s, i) { Bare::Around(value) } else { Bare::No };
    let mut found = tail(s, behind, bare, known);
    let interval =
        found.interval.take().filter(|interval| adjacent(s, behind) && !of_both(s, i, value, interval))?;
    let words = |end: usize| s.items[i + 1].span.to(s.items[end - 1].span).of(s.text).to_owned();
    let unit = told.map(words).or_else(|| unit(s, i).0);
    let statistic = statistic(s, i, value.decimal.is_negative(), unit.as_deref());
    let quantity = Quantity {
        statistic,
        value: Some(value),
        value_op: s.bound(i),
        unit,
        direction: direction(s, i, statistic).filter(|_| !value.decimal.is_negative()),
        dispersion: None,
        cv: None,
        interval: Some(interval),
    };
    // A P value behind a mean compares it with another: it is a result of its own.
    let mut used = found.used;
    used.retain(|at| !matches!(s.items[*at].shape, Shape::P(_)));
    let last = used.iter().copied().max().unwrap_or(i);
    used.push(i);
    Some(Reading::new(Reported::Quantity(quantity), i, last, i, used))
}

/// `1.4 vs 1.8 (95% CI 0.2 to 0.8)`: an interval that does not hold the second of two values is one of how far they are apart.
fn of_both(s: &Sentence<'_>, i: usize, value: Number, interval: &Interval) -> bool {
    let beyond = |low: Number, high: Number| value.to_f64() < low.to_f64() || high.to_f64() < value.to_f64();
    let outside = interval.low.zip(interval.high).is_some_and(|(low, high)| beyond(low, high));
    outside && i > 0 && s.cue(i - 1) == Cue::Versus
}

/// Which way a change went by the word before it: "was reduced by 2.1 (95% CI …)".
fn direction(s: &Sentence<'_>, i: usize, statistic: Statistic) -> Option<Direction> {
    let by = i.checked_sub(1).filter(|at| s.is_word(*at, &["by"]) && statistic == Statistic::Change)?;
    s.direction(s.last(by.saturating_sub(NEAR)..by, Classes::MOVED)?)
}

fn statistic(s: &Sentence<'_>, i: usize, below: bool, unit: Option<&str>) -> Statistic {
    let said = s.before(i, NEAR, Classes::STATISTIC, |cue| {
        if let Cue::Statistic(statistic) = cue { Some(statistic) } else { None }
    });
    let change = s.any(i.saturating_sub(NEAR)..i, Classes::MOVED);
    // Months are of a survival time; minutes a day are not.
    let rate = unit.is_some_and(|unit| unit.contains('/') || unit.contains("per "));
    let time = matches!(s.cue(i + 1), Cue::Time(_)) && !rate;
    // "mean waiting times fell by 22 min (95% CI …)"
    let by = i > 0 && s.is_word(i - 1, &["by"]) && change;
    match said {
        Some((_, Statistic::Mean | Statistic::Median)) if by || below && change => Statistic::Change,
        Some((_, statistic)) => statistic,
        None if time => Statistic::Median,
        None if change || below => Statistic::Change,
        None => Statistic::Other,
    }
}

/// Whether labelled intervals stand earlier in the sentence, so that a range behind this value is one too.
fn labelled_before(s: &Sentence<'_>, i: usize) -> bool {
    let from = i.saturating_sub(LIST);
    (from..i).any(|at| matches!(s.items[at].shape, Shape::Interval(_)))
        && s.before(i, NEAR, Classes::SPREAD, |cue| matches!(cue, Cue::Iqr | Cue::Range).then_some(()))
            .is_none()
}
