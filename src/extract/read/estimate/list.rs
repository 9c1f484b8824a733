//! Lists: several values of one measure, several measures with a value each.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Measure, Reported};
use crate::lex::{Classes, Cue};

use super::head::{Head, head};
use super::name::{Named, named};
use super::one::{bare_difference, one};
use super::value::{LIMITS, Value};
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
            _ => break,
        }
    }
    if share(measure) && !tailed {
        return same(s, from);
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
    let followed = !tested || s.any(at + 1..at + 12, Classes::P);
    let listed =
        followed && (plural || (at..s.items.len().min(at + 40)).any(|at| s.cue(at) == Cue::Respectively));
    (listed && listable(measure) && places == Some(number.decimal.places()) && s.plain(at).is_some())
        .then_some(at)
}

/// Measures whose bare values cannot be mistaken for another result of their sentence.
fn listable(measure: Measure) -> bool {
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
fn same(s: &Sentence<'_>, from: usize) -> Option<usize> {
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
            _ if s.mark(at) == Some(';') => return None,
            _ if s.percent(at).is_some() => return Some(at),
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

/// `sensitivity and specificity were 85% and 92%`, `sensitivity, specificity and accuracy of 80%, 90% and 85%`: the values
/// in the order of the names; a name that is no measure of ours keeps its place in the order.
pub(super) fn several(s: &Sentence<'_>, i: usize, known: &Known) -> Option<Vec<Reading>> {
    let (names, from) = names(s, i, known)?;
    let values = values(s, from, names.len());
    if values.is_empty() {
        return Some(Vec::new());
    }
    let none = Head { behind: from, label: head(s, from).label };
    let mut readings = Vec::new();
    for (n, at) in values.iter().enumerate() {
        if let Some(named) = names[n % names.len()]
            && let Some(one) = one(s, *at, named, &none, true, known)
        {
            readings.push(one.reading(*at, None));
        }
    }
    Some(readings)
}

/// The names of a list that starts at `i`, and where it ends; at least two of them measures.
fn names(s: &Sentence<'_>, i: usize, known: &Known) -> Option<(Vec<Option<Named>>, usize)> {
    let mut names = vec![named(s, i, known)];
    let mut at = head(s, i + 1).behind;
    let mut parted = false;
    for _ in 0..24 {
        let item = s.items.get(at)?;
        match item.shape {
            Shape::Mark(',' | '/') => parted = true,
            Shape::Word if item.cue == Cue::And => parted = true,
            Shape::Word if matches!(item.cue, Cue::Of | Cue::Was) => break,
            Shape::Word if matches!(item.cue, Cue::Measure { .. }) => {
                if parted {
                    names.push(named(s, at, known));
                } else {
                    *names.last_mut()? = named(s, at, known);
                }
                parted = false;
                at = head(s, at + 1).behind;
                continue;
            }
            Shape::Word if parted => {
                names.push(None);
                parted = false;
            }
            Shape::Word => {}
            Shape::Mark('(' | '[') if !s.items.get(at + 1)?.numeric() => at = s.behind_bracket(at)? - 1,
            Shape::Mark(')' | ']' | '-' | '=' | ':') => {}
            _ => break,
        }
        at += 1;
    }
    (names.iter().flatten().count() > 1).then_some((names, at))
}

/// The numbers of a list from `from` on, whole lists of `count` values, with what stands in brackets behind each.
fn values(s: &Sentence<'_>, from: usize, count: usize) -> Vec<usize> {
    let mut values = Vec::new();
    let mut at = from;
    let mut gap = 0;
    while at < s.items.len() && gap < 8 && values.len() < 4 * count {
        if s.number(at).is_some() && !matches!(s.cue(at + 1), Cue::Time(_)) {
            values.push(at);
            gap = 0;
        } else if s.opens(at) && !values.is_empty() {
            at = s.behind_bracket(at).unwrap_or(at + 1);
            continue;
        } else if s.is_word(at, LIMITS) {
            return Vec::new();
        } else if s.mark(at) == Some(';') || matches!(s.cue(at), Cue::Measure { .. }) && gap > 0 {
            break;
        }
        gap += 1;
        at += 1;
    }
    values.truncate(values.len() - values.len() % count);
    values
}
