//! Values that a labelled interval follows, where no measure's name stands right before them.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Estimate, Measure, Quantity, Reported, Statistic};
use crate::lex::Cue;

use super::tail::{Bare, tail};
use super::{Known, Reading};

/// `0.74 (95% CI 0.48–1.32, p=0.165)`, `difference of 3.5 points (95% CI …)`, `23.7 months [95% CI 19.2–28.4]`.
///
/// A measure named earlier in the sentence heads the list; else a word of difference makes it a difference; else it is a quantity.
pub(super) fn read(s: &Sentence<'_>, i: usize, known: &Known) -> Vec<Reading> {
    one(s, i, known).into_iter().collect()
}

fn one(s: &Sentence<'_>, i: usize, known: &Known) -> Option<Reading> {
    let value = s.number(i)?;
    let (unit, behind) = match s.unit(i + 1) {
        Some((unit, end)) => (Some(unit), end),
        None if s.percent(i).is_some() => (Some("%".to_owned()), i + 1),
        None => (None, i + 1),
    };
    let measure = known.measure;
    let close = s.before(i, 6, |cue| (cue == Cue::Difference).then_some(())).is_some();
    let bare = if measure.is_some() || close { Bare::Around(value) } else { Bare::No };
    let joint = s.skip(behind, &[',', '(', '[', ';', ':']);
    let labelled =
        matches!(s.items.get(joint)?.shape, Shape::Interval(_) | Shape::IntervalLabel { .. } | Shape::P(_));
    let ranged = matches!(s.items.get(joint)?.shape, Shape::Range { .. }) && s.opens(joint - 1);
    if !labelled && !ranged {
        return None;
    }
    let found = tail(s, behind, bare, known);
    let last = found.last?;
    found.interval.as_ref()?;
    let mut used = found.used;
    used.push(i);
    let statistic =
        s.before(i, 14, |cue| if let Cue::Statistic(statistic) = cue { Some(statistic) } else { None });
    let difference =
        s.before(i, 14, |cue| matches!(cue, Cue::Difference | Cue::Lower | Cue::Higher).then_some(()));
    let named = named_measure(s, i);
    let time = matches!(s.cue(i + 1), Cue::Time(_));
    let percent = s.percent(i).is_some();
    let blank = Estimate {
        measure: Measure::OtherDifference,
        variant: None,
        value: Some(value),
        value_op: s.bound(i),
        unit: unit.clone(),
        direction: None,
        interval: found.interval.clone(),
        p: found.p,
        adjusted: false,
    };
    let result = if let Some((measure, adjusted)) =
        measure.or(named).filter(|(m, _)| !(m.is_ratio() && (percent || time)))
    {
        Reported::Estimate(Estimate { measure, adjusted, ..blank })
    } else if difference.is_some()
        && (statistic.is_none() || difference.map(|d| d.0) > statistic.map(|s| s.0))
    {
        let points = percent || unit.as_deref() == Some("percentage_point");
        let measure = if points { Measure::RiskDifference } else { Measure::MeanDifference };
        Reported::Estimate(Estimate { measure, ..blank })
    } else {
        let statistic =
            statistic.map_or(if time { Statistic::Median } else { Statistic::Other }, |(_, found)| found);
        Reported::Quantity(Quantity {
            statistic,
            value: Some(value),
            value_op: s.bound(i),
            unit,
            direction: None,
            dispersion: None,
            cv: None,
            interval: found.interval,
        })
    };
    Some(Reading::new(result, i, last, i, used))
}

fn named_measure(s: &Sentence<'_>, i: usize) -> Option<(Measure, bool)> {
    s.before(i, 40, |cue| match cue {
        Cue::Measure { measure, adjusted, .. } => Some((measure, adjusted)),
        _ => None,
    })
    .map(|(_, found)| found)
}
