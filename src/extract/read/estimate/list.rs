//! Lists: several values of one measure.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Measure, Number, Reported};
use crate::lex::{Classes, Cue};

use super::head::Head;
use super::name::Named;
use super::named;
use super::one::{bare_difference, one};
use super::value::Value;
use super::{Known, Reading};

/// `a difference of 10.1/4.5 mm Hg (P<0.001)`: two values whose unit and P value stand once.
pub(super) fn pair(
    s: &Sentence<'_>,
    i: usize,
    value: &Value,
    named: Named,
    head: &Head,
    known: &Known,
) -> Option<[Reading; 2]> {
    let second = s.second_of_pair(value.at).filter(|_| !named.measure.is_ratio())?;
    let one = one(s, second, named, head, value.strict, known)?;
    if s.cue(i) == Cue::Difference && !bare_difference(s, i, value.at) {
        return None;
    }
    let second = one.reading(second, value.outcome);
    let mut first = Reading { first: i, main: value.at, used: vec![i, value.at], ..second.clone() };
    if let Reported::Estimate(estimate) = &mut first.result {
        estimate.value = s.number(value.at);
    }
    Some([first, second])
}

/// The next value of a list: behind a comma, semicolon or "and", of the form of the value before it.
pub(super) fn next(
    s: &Sentence<'_>,
    from: usize,
    head: &Head,
    measure: Measure,
    tailed: bool,
    readings: &[Reading],
) -> Option<usize> {
    let mut at = from;
    for _ in 0..4 {
        match (s.mark(at), s.cue(at)) {
            (Some(',' | ';' | ')' | ']'), _) | (_, Cue::And) => at += 1,
            // "effect size, 1.08 vs 0.41": the measure's value on the other side.
            (_, Cue::Versus) if at == from && !tailed => at += 1,
            _ => break,
        }
    }
    if (share(measure) || measure == Measure::Auc) && !tailed {
        let last = last_value(readings);
        let fraction = last.is_some_and(|n| n.decimal.places() > 1);
        return same(s, from, last).filter(|_| fraction || share(measure));
    }
    if measure == Measure::Correlation
        && tailed
        && let Some(other) = in_turn(s, at)
    {
        return Some(other);
    }
    if let Some(named) = named::next(s, from, measure, last_value(readings)) {
        return Some(named);
    }
    let number = s.number(at).filter(|_| at > from)?;
    // Without a header for the list, what goes on is left to the values with an interval of their own: "hazard ratios were
    // 0.51 for A (P=0.02) and 0.64 for B (P=0.12)" have none.
    let last = readings.last().map(|reading| &reading.result);
    let tested = matches!(last, Some(Reported::Estimate(one)) if one.interval.is_none() && one.p.is_some());
    if tailed && !tested {
        head.label?;
        let limits =
            s.opens(at + 1) && (s.items.get(at + 2)?.numeric() || s.items.get(at + 1 + 1)?.numeric());
        return limits.then_some(at);
    }
    // "odds ratios were 1.43, 1.46, and 1.78", "1.43 and 1.46, respectively": the words must say that these are as many values.
    let places = match readings.last().map(|reading| &reading.result) {
        Some(Reported::Estimate(estimate)) => estimate.value.map(|v| v.decimal.places()),
        _ => None,
    };
    let plural = readings.first().is_some_and(|first| s.words(first.first).ends_with('s'));
    // "differences were 2.3% at 15 months (P=0.07), 3.6% at 20 months (P<0.01)"
    let percent = s.percent(at).is_some_and(|n| places == Some(n.decimal.places()));
    if tested && plural && percent && s.cue(at + 1) == Cue::Preposition && s.any(at + 1..at + 8, Classes::P) {
        return Some(at);
    }
    let followed = !tested || s.any(at + 1..at + 12, Classes::P);
    let listed = followed
        && (plural
            || s.cue(from) == Cue::Versus
            || (at..s.items.len().min(at + 40)).any(|at| s.cue(at) == Cue::Respectively));
    (listed && listable(measure) && places == Some(number.decimal.places()) && s.plain(at).is_some())
        .then_some(at)
}

/// `was 0.28 (P = 0.53) for pain and, for sleep, -0.21 (P = 0.71)`: a coefficient of its own for what is named next, with its P
/// value.
fn in_turn(s: &Sentence<'_>, from: usize) -> Option<usize> {
    let word = |at: &usize| {
        s.is(*at, Classes::WORD) && !matches!(s.cue(*at), Cue::Measure { .. } | Cue::Statistic(_))
            || s.mark(*at) == Some(',')
    };
    let at = from + (from..from + 10).take_while(word).count();
    let coefficient = s.plain(at).is_some_and(|n| n.decimal.places() > 1 && n.to_f64().abs() <= 1.0);
    let open = at + 1 + usize::from(s.opens(at + 1) || s.mark(at + 1) == Some(','));
    let tested = s.items.get(open).is_some_and(|item| matches!(item.shape, Shape::P(_)));
    (at > from && coefficient && tested && open > at + 1).then_some(at)
}

fn last_value(readings: &[Reading]) -> Option<Number> {
    match &readings.last()?.result {
        Reported::Estimate(estimate) => estimate.value,
        _ => None,
    }
}

/// Measures whose bare values cannot be mistaken for another result of their sentence.
pub(super) fn listable(measure: Measure) -> bool {
    measure.is_ratio()
        || matches!(
            measure,
            Measure::Correlation
                | Measure::Kappa
                | Measure::Auc
                | Measure::StandardizedMeanDifference
                | Measure::NumberNeededToTreat
        )
}

pub(super) fn share(measure: Measure) -> bool {
    matches!(measure, Measure::Sensitivity | Measure::Specificity)
}

/// `sensitivity was 40% in the A group and 30% in the B group`: percentages that go on with the measure.
fn same(s: &Sentence<'_>, from: usize, value: Option<Number>) -> Option<usize> {
    // "0.84 with A and 0.79 with B"
    let fraction = value.map(|n| n.decimal.places()).filter(|places| *places > 1);
    let alike = |at: usize| {
        s.plain(at).is_some_and(|n| Some(n.decimal.places()) == fraction && (0.0..=1.0).contains(&n.to_f64()))
            && s.percent(at).is_none()
    };
    let mut at = from;
    let mut left = 18;
    while at < s.items.len() && left > 0 {
        left -= 1;
        if s.opens(at) {
            at = s.behind_bracket(at)?;
            continue;
        }
        let measured = s.plain(at).is_some() && (s.unit_end(at + 1).is_some() || s.mark(at + 1) == Some('-'));
        match s.cue(at) {
            _ if measured => {}
            Cue::Measure { .. } | Cue::Difference | Cue::Statistic(_) | Cue::Happened => return None,
            _ if s.mark(at) == Some(';') || s.is_word(at, &["predictive", "PPV", "NPV", "accuracy"]) => {
                return None;
            }
            _ if alike(at) || fraction.is_none() && s.percent(at).is_some() => return Some(at),
            _ if s.items[at].numeric() => return None,
            _ => {}
        }
        at += 1;
    }
    None
}

/// `an 83% detection sensitivity`, `85% sensitivity`: the value before the name.
pub(super) fn before(s: &Sentence<'_>, i: usize, named: Named, known: &Known) -> Option<Reading> {
    if !share(named.measure) || i == 0 {
        return None;
    }
    let word =
        usize::from(s.is_word(i - 1, &["detection", "diagnostic", "overall", "clinical", "analytical"]));
    let at = i.checked_sub(1 + word)?;
    s.percent(at)?;
    let head = Head { behind: i, label: None };
    let mut reading = one(s, at, named, &head, true, known)?.reading(at, Some(s.items[i].span));
    reading.last = reading.last.max(i);
    reading.used.push(i);
    Some(reading)
}
