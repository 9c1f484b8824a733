//! Intervals whose value is not printed.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Estimate, Measure, Reported, Statistic};
use crate::lex::{Classes, Cue};

use super::estimate::p_before;
use super::tail::{Bare, tail};
use super::value_with_interval::is_spread;
use super::{Known, Reading};

/// How far back the words and values stand that say what the interval is of.
const REACH: usize = 40;

/// How far before its interval a value stands.
const BESIDE: usize = 12;

/// `95% CI for the difference, 2 to 22`: the label says that it is no interval of the value before it.
pub(super) fn said(s: &Sentence<'_>, i: usize, known: &Known) -> Option<Reading> {
    let alone = s.of_comparison(i) && !s.spent[i] && (behind_two_values(s, i, |_| true) || !beside(s, i));
    if alone { alone_at(s, i, known) } else { None }
}

/// `less than with placebo (95% CI 8 to 66; P=0.01)`, `4.7 vs 3.0; 95% CI 0.8 to 3.2`: of the difference of two groups.
pub(super) fn read(s: &Sentence<'_>, i: usize, known: &Known, found: &mut Vec<Reading>) {
    if s.spent[i] || s.items[i].depth == 0 && !behind_two(s, i) || beside(s, i) {
        return;
    }
    found.extend(alone_at(s, i, known));
}

fn alone_at(s: &Sentence<'_>, i: usize, known: &Known) -> Option<Reading> {
    let measure = measure(s, i)?;
    let found = tail(s, i, Bare::No, known);
    let last = found.last.filter(|_| found.interval.is_some())?;
    let estimate = Estimate::of_interval(measure, found.interval, found.p);
    let mut reading = Reading::new(Reported::Estimate(estimate), i, last, i, found.used);
    p_before(s, i, &mut reading);
    Some(reading)
}

/// `1.12 episodes in that group (95% CI 0.97 to 1.28)`, `(SD = 2.0; 95% CI …`: the interval is of the value before it, which
/// another rule did not understand.
fn beside(s: &Sentence<'_>, i: usize) -> bool {
    let Shape::Interval(interval) = &s.items[i].shape else { return false };
    let near = i.saturating_sub(BESIDE)..i;
    let spread = s.any(near.clone(), Classes::SPREAD) && !behind_two(s, i);
    let value = near.rev().find_map(|at| match s.items[at].shape {
        Shape::Number(n) | Shape::Percent(n) if !s.items[at].named && !is_spread(s, at) => {
            Some((at, n.to_f64()))
        }
        _ => None,
    });
    let [low, high] = [interval.low, interval.high].map(|limit| limit.map(|limit| limit.to_f64()));
    let inside = |value: f64| low.is_none_or(|low| low <= value) && high.is_none_or(|high| value <= high);
    // "declined by 0.4% (95% CI -0.7 to -0.1%)": the sign stands with the limits alone.
    let below = interval.high.is_some_and(|high| high.decimal.is_negative());
    // "(95% CI -0.1 to -0.7%)": the greater first, right behind the value.
    let turned = |(at, value): (usize, f64)| {
        i - at < 4 && !s.of_comparison(i) && low.zip(high).is_some_and(|(a, b)| b <= -value && -value <= a)
    };
    spread || value.is_some_and(|own| inside(own.1) || below && (inside(-own.1) || turned(own)))
}

/// `121.7 (SD 6.1) vs 128.0 (SD 6.4) in the B group; 95% CI 3.5 to 9.2`: behind two values that were read and set against
/// each other.
fn behind_two(s: &Sentence<'_>, i: usize) -> bool {
    behind_two_values(s, i, |at| s.spent[at])
}

/// Two values with "vs" between them stand before the interval.
fn behind_two_values(s: &Sentence<'_>, i: usize, fits: impl Fn(usize) -> bool) -> bool {
    let Some(versus) = s.last(i.saturating_sub(2 * BESIDE)..i, Classes::VERSUS) else {
        return false;
    };
    let value = |at: usize| fits(at) && matches!(s.items[at].shape, Shape::Number(_) | Shape::Percent(_));
    (versus + 1..i).any(value) && (versus.saturating_sub(BESIDE)..versus).any(value)
}

/// `12% with A and 19% with B (P=0.02; 95% CI 2% to 12%)`: in a bracket with the P value of two shares.
fn behind_shares(s: &Sentence<'_>, i: usize) -> bool {
    let p = |k: usize| s.items.get(k).is_some_and(|item| matches!(item.shape, Shape::P(_)));
    let tested = i > 1 && p(i - 2) && s.opens(i.wrapping_sub(3)) || i > 0 && s.opens(i - 1) && p(i + 2);
    let share = |k: &usize| matches!(s.items[*k].shape, Shape::Percent(_)) && s.items[*k].depth == 0;
    // "(95% CI 0.5 to 1.7; P=0.7)" may be one of their ratio.
    let points = s.words(i).contains('%')
        || matches!(&s.items[i].shape, Shape::Interval(one) if one.high.is_some_and(|high| high.to_f64() > 5.0));
    tested && points && (i.saturating_sub(REACH / 2)..i).filter(share).take(2).count() == 2
}

/// `(12% v 29%, 95% CI for difference 8% to 26%)`: the two shares stand right before it, whatever means the sentence tells of.
fn shares_right_before(s: &Sentence<'_>, i: usize) -> bool {
    let share = |k: usize| s.items.get(k).is_some_and(|item| matches!(item.shape, Shape::Percent(_)));
    let versus = s.last(i.saturating_sub(5)..i, Classes::VERSUS).filter(|versus| *versus > 0);
    versus.is_some_and(|versus| share(versus - 1) && share(versus + 1))
}

/// What two groups differ in: shares where percentages stand before the interval or in it, else means.
fn measure(s: &Sentence<'_>, i: usize) -> Option<Measure> {
    let near = i.saturating_sub(REACH)..i;
    let compared = near.clone().any(|at| {
        matches!(s.cue(at), Cue::Versus | Cue::Difference | Cue::LessThan | Cue::MoreThan)
            || matches!(s.cue(at), Cue::Measure { measure: Measure::MeanDifference, .. })
            || s.is_word(at, &["different", "differ"])
    });
    // "higher (95% CI 3.1 to 26.7%) with A than with B"
    let behind = s.any(i.saturating_sub(8)..i, Classes::MOVED) && s.any(i + 1..i + 1 + 24, Classes::VERSUS);
    if !compared && !behind && !s.of_comparison(i) && !behind_shares(s, i) {
        return None;
    }
    if s.words(i).contains("ratio") {
        return Some(Measure::RatioOfMeans);
    }
    let percent = near.clone().filter(|at| matches!(s.items[*at].shape, Shape::Percent(_))).count() > 1
        || s.words(i).ends_with('%');
    let scale = near.clone().any(|at| matches!(s.cue(at), Cue::PercentScale | Cue::Statistic(_)));
    let median = || {
        s.before(i, REACH, Classes::STATISTIC, |cue| match cue {
            Cue::Statistic(statistic) => Some(statistic == Statistic::Median),
            _ => None,
        })
    };
    // "equivalent (90% CI 83% to 110%)": a ratio of concentrations, in per cent.
    let Shape::Interval(interval) = &s.items[i].shape else { return None };
    let of_one =
        |limit: Option<crate::finding::Number>| limit.is_some_and(|n| (30.0..300.0).contains(&n.to_f64()));
    let ninety = interval.level.is_some_and(|level| level.decimal.as_whole() == Some(90));
    Some(match () {
        () if ninety && s.words(i).ends_with('%') && of_one(interval.low) && of_one(interval.high) => {
            Measure::GeometricMeanRatio
        }
        () if percent && (!scale || shares_right_before(s, i)) => Measure::RiskDifference,
        () if median().is_some_and(|(_, median)| median) => Measure::MedianDifference,
        () => Measure::MeanDifference,
    })
}
