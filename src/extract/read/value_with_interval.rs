//! Values that an interval follows, where no measure's name stands right before them.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Estimate, Measure, Number, Quantity, Reported, Statistic};
use crate::lex::Cue;

use super::estimate::{Named, named, plausible, settle, unit};
use super::tail::{Bare, Tail, tail};
use super::{Known, Reading};

/// How far back the name of a measure may stand that heads a list.
const LIST: usize = 90;

/// How far back the words stand that make a value a difference, a change or a mean.
const NEAR: usize = 14;

/// `0.74 (95% CI 0.48–1.32, p=0.165)`, `0.93 [0.53–1.62]`, `23.7 months [95% CI 19.2–28.4]`.
///
/// A measure named earlier heads the list; else words of difference or comparison make it a difference; else it is a
/// quantity. Percentages of people are left to `proportion`.
pub(super) fn read(s: &Sentence<'_>, i: usize, known: &Known) -> Vec<Reading> {
    one(s, i, known).into_iter().collect()
}

fn one(s: &Sentence<'_>, i: usize, known: &Known) -> Option<Reading> {
    let value = s.number(i).filter(|_| !is_time(s, i) && !is_spread(s, i))?;
    let (unit, behind) = unit(s, i);
    let carried = carried(s, i, value, known);
    let told = told(s, i);
    let bare = match carried {
        Some(named) if named.measure.is_ratio() => Bare::Ratio(value),
        Some(_) => Bare::Around(value),
        None if told.is_some() || labelled_before(s, i) => Bare::Around(value),
        None => Bare::No,
    };
    let found = tail(s, behind, bare, known);
    let last = found.last.filter(|_| found.interval.is_some())?;
    let percent = s.percent(i).is_some();
    let told = told.filter(|told| !percent || *told == Told::Difference { said: true });
    if carried.is_none() && told.is_none() && !adjacent(s, behind) {
        return None;
    }
    let below =
        found.interval.as_ref().and_then(|found| found.low).is_some_and(|low| low.decimal.is_negative());
    let blank = Estimate {
        measure: Measure::OtherDifference,
        variant: None,
        value: Some(value),
        value_op: s.bound(i),
        unit: unit.clone(),
        direction: None,
        interval: found.interval.clone(),
        p: found.p.clone(),
        adjusted: false,
    };
    let result = if let Some(Named { measure, variant, adjusted }) = carried {
        let measure = settle(s, i, measure, unit.as_deref());
        Reported::Estimate(Estimate { measure, variant, adjusted, ..blank })
    } else if matches!(told, Some(Told::Difference { .. }))
        || below && told.is_none() && (difference_before(s, i) || against(s, i))
    {
        let measure = settle(s, i, Measure::OtherDifference, unit.as_deref());
        Reported::Estimate(Estimate { measure, ..blank })
    } else if percent {
        return None;
    } else {
        quantity(s, i, unit, value, &found)
    };
    let mut used = found.used;
    // A P value behind a mean compares it with another: it is a result of its own.
    let mut last = last;
    if matches!(result, Reported::Quantity(_)) {
        used.retain(|at| !matches!(s.items[*at].shape, Shape::P(_)));
        last = used.iter().copied().max().unwrap_or(i);
    }
    used.push(i);
    Some(Reading::new(result, i, last, i, used))
}

fn quantity(s: &Sentence<'_>, i: usize, unit: Option<String>, value: Number, found: &Tail) -> Reported {
    let statistic =
        s.before(i, NEAR, |cue| if let Cue::Statistic(statistic) = cue { Some(statistic) } else { None });
    let change = s.before(i, NEAR, |cue| matches!(cue, Cue::Lower | Cue::Higher).then_some(()));
    // Months are of a survival time; minutes a day are not.
    let rate = unit.as_ref().is_some_and(|unit| unit.contains('/') || unit.contains("per "));
    let time = matches!(s.cue(i + 1), Cue::Time(_)) && !rate;
    let otherwise = if time {
        Statistic::Median
    } else if change.is_some() {
        Statistic::Change
    } else {
        Statistic::Other
    };
    Reported::Quantity(Quantity {
        statistic: statistic.map_or(otherwise, |(_, found)| found),
        value: Some(value),
        value_op: s.bound(i),
        unit,
        direction: None,
        dispersion: None,
        cv: None,
        interval: found.interval.clone(),
    })
}

/// `at 12 months (95% CI …`: a time, of which the interval is not.
fn is_time(s: &Sentence<'_>, i: usize) -> bool {
    matches!(s.cue(i + 1), Cue::Time(_))
        && i > 0
        && s.is_word(i - 1, &["at", "after", "over", "in", "within", "for", "during", "to", "than", "until"])
        && (i.saturating_sub(NEAR)..i).any(|at| s.items[at].numeric())
}

/// `SD = 9.3; 95% CI …`, `≥3 times a week (95% CI …`: numbers that no interval is of.
fn is_spread(s: &Sentence<'_>, i: usize) -> bool {
    let before = i.checked_sub(1 + usize::from(i > 1 && matches!(s.mark(i - 1), Some('=' | ','))));
    before.is_some_and(|at| matches!(s.cue(at), Cue::Sd | Cue::Se | Cue::Iqr | Cue::Range))
        || matches!(s.mark(i.wrapping_sub(1)), Some('≥' | '≤' | '±'))
}

/// The measure that heads the list this value is in: the last one named before it in the sentence, or, in a sentence that
/// goes on with a list, the last of the sentence before.
fn carried(s: &Sentence<'_>, i: usize, value: Number, known: &Known) -> Option<Named> {
    let time = matches!(s.cue(i + 1), Cue::Time(_));
    let percent = s.percent(i).is_some();
    let fits = |named: &Named| match named.measure {
        measure if measure.is_ratio() => !percent && !time && !value.decimal.is_negative(),
        Measure::RelativeRiskReduction | Measure::VaccineEfficacy => percent,
        Measure::NumberNeededToTreat => !percent && !time,
        measure => plausible(s, i, measure, value, true),
    };
    let from = i.saturating_sub(LIST);
    for at in (from..i).rev() {
        match s.cue(at) {
            Cue::Measure { .. } | Cue::Symbol(_) | Cue::Difference => {
                let Some(named) = named(s, at) else { continue };
                // "no difference in weight between A (70, 95% CI 68 to 72) and B": two means, not a difference.
                if named.measure == Measure::OtherDifference && !s.spent[at] {
                    return None;
                }
                return Some(named).filter(fits);
            }
            // A mean or median named since then has its own values.
            Cue::Statistic(_) if !difference_of(s, at) && !value.decimal.is_negative() => return None,
            _ => {}
        }
    }
    let set = (i + 1..s.items.len().min(i + 8)).any(|at| s.cue(at) == Cue::Versus);
    if from > 0 || set {
        return None;
    }
    let labelled =
        (i + 1..s.items.len().min(i + 4)).any(|at| matches!(s.items[at].shape, Shape::Interval(_)));
    let goes_on = (0..i).any(|at| s.is_word(at, &["corresponding", "they", "estimates", "respective"]));
    let ratio = |named: &Named| named.measure.is_ratio() && value.decimal.places() > 0;
    known.measure.filter(|named| goes_on || ratio(named) && !labelled).filter(fits)
}

/// "difference in mean weight", "difference between means".
fn difference_of(s: &Sentence<'_>, statistic: usize) -> bool {
    s.before(statistic, 3, |cue| match cue {
        Cue::Difference => Some(()),
        Cue::Measure { measure, .. } => (!measure.is_ratio()).then_some(()),
        _ => None,
    })
    .is_some()
}

/// A difference said earlier in the sentence: values below nothing are differences then.
fn difference_before(s: &Sentence<'_>, i: usize) -> bool {
    s.before(i, LIST, |cue| (cue == Cue::Difference).then_some(())).is_some()
}

/// `compared with control: massage -0.58 (95% CI …), lessons -1.40 (…)`: no means or changes are told of.
fn against(s: &Sentence<'_>, i: usize) -> bool {
    let other =
        s.before(i, LIST, |cue| matches!(cue, Cue::Statistic(_) | Cue::Lower | Cue::Higher).then_some(()));
    let versus = s.before(i, LIST, |cue| (cue == Cue::Versus).then_some(()));
    versus.is_some() && other.is_none() && s.percent(i).is_none()
}

/// Whether the interval follows at once, over joints only.
fn adjacent(s: &Sentence<'_>, behind: usize) -> bool {
    let at = s.skip(behind, &[',', ';', ':', '(', '[']);
    let of = behind >= 3 && s.cue(behind - 2) == Cue::Of && s.items[behind - 3].numeric();
    !of && matches!(
        s.items.get(at).map(|item| &item.shape),
        Some(
            Shape::Interval(_)
                | Shape::IntervalLabel { .. }
                | Shape::Range { .. }
                | Shape::P(_)
                | Shape::Number(_)
        )
    )
}

/// Whether labelled intervals stand earlier in the sentence, so that a range behind this value is one too.
fn labelled_before(s: &Sentence<'_>, i: usize) -> bool {
    let from = i.saturating_sub(LIST);
    (from..i).any(|at| matches!(s.items[at].shape, Shape::Interval(_)))
        && s.before(i, NEAR, |cue| matches!(cue, Cue::Iqr | Cue::Range).then_some(())).is_none()
}

/// What the words before a value make it.
#[derive(Clone, Copy, PartialEq)]
enum Told {
    /// Of two groups; said by that word, or by a comparison.
    Difference { said: bool },
    /// Of one.
    Change,
}

fn told(s: &Sentence<'_>, i: usize) -> Option<Told> {
    let wanted =
        |cue| matches!(cue, Cue::Difference | Cue::Lower | Cue::Higher | Cue::Statistic(_)).then_some(cue);
    let (at, cue) = s.before(i, NEAR, wanted)?;
    match cue {
        Cue::Difference => (!of_sides(s, at, i)).then_some(Told::Difference { said: true }),
        Cue::Statistic(Statistic::Change) => None,
        Cue::Statistic(_) if difference_of(s, at) => Some(Told::Difference { said: true }),
        Cue::Statistic(_) => None,
        _ if sides(s, at, i) => None,
        _ if compared(s, i) => Some(Told::Difference { said: false }),
        _ => Some(Told::Change),
    }
}

/// `longer with A (5.6 months, 95% CI …) than with B (3.9 months, …)`: the values of both sides, not their difference.
fn sides(s: &Sentence<'_>, word: usize, i: usize) -> bool {
    let by = i > 0 && s.is_word(i - 1, &["by", "of"]);
    if by {
        return false;
    }
    if let Some(versus) = (word..i).find(|at| s.cue(*at) == Cue::Versus) {
        return (word..versus).any(|at| s.items[at].numeric());
    }
    let Some((versus, ())) = s.after(i + 1, 60, |cue| (cue == Cue::Versus).then_some(())) else {
        return false;
    };
    (versus + 1..s.items.len().min(versus + 10)).any(|at| {
        s.number(at).is_some() && !matches!(s.cue(at + 1), Cue::Group)
            || matches!(s.items[at].shape, Shape::Interval(_))
    })
}

/// `no difference between A (64.6%; 95% CI …) and B (67.9%; …)`: the values of both sides.
fn of_sides(s: &Sentence<'_>, difference: usize, i: usize) -> bool {
    let Some(between) = (difference..i).find(|at| s.is_word(*at, &["between", "among"])) else {
        return false;
    };
    match (between..i).find(|at| s.cue(*at) == Cue::And) {
        Some(and) => (between..and).any(|at| s.items[at].numeric()),
        None => i > 0 && s.opens(i - 1),
    }
}

/// Whether the sentence compares two groups, and not one with its own baseline.
fn compared(s: &Sentence<'_>, i: usize) -> bool {
    let near = i.saturating_sub(40)..s.items.len().min(i + 40);
    near.clone().any(|at| s.cue(at) == Cue::Versus && !(at + 1..at + 4).any(|b| s.is_word(b, &["baseline"])))
}
