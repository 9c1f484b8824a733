//! Estimates behind the name of their measure.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Estimate, IntervalKind, Measure, Number, Reported};
use crate::lex::Cue;
use crate::text::Span;

use super::tail::{Bare, tail};
use super::{Known, Reading};

/// The widest gap between a measure's name and its value: "hazard ratio for disease progression or death, 0.52".
const BRIDGE: usize = 18;

/// `hazard ratio, 0.49; 95% confidence interval [CI], 0.36 to 0.67; P<0.001`,
/// `hazard ratio [HR] for progression 0·75 [95% CI 0·57–0·98]`, `HR (95% CI): 0.49 (0.36–0.67), p<0.001`.
pub(super) fn read(s: &Sentence<'_>, i: usize, known: &Known) -> Vec<Reading> {
    let Cue::Measure { measure, variant, adjusted } = s.cue(i) else { return Vec::new() };
    let adjusted = adjusted || s.before(i, 3, |cue| (cue == Cue::Adjusted).then_some(())).is_some();
    // What the trial was planned to find is no result.
    if (i.saturating_sub(14)..i).chain(i + 1..i + 8).any(|at| {
        s.is_word(
            at,
            &[
                "detect",
                "assuming",
                "assumed",
                "margin",
                "noninferiority margin",
                "non-inferiority margin",
                "power",
            ],
        )
    }) {
        return Vec::new();
    }
    let head = head(s, i + 1);
    let Some(value) = value(s, head.behind, measure) else { return Vec::new() };
    let mut readings = Vec::new();
    let mut at = value.at;
    let mut first = i;
    // A header heads a list: "(mean difference [95% CI] −0.4 [−0.5 to −0.3], −423 [−703 to −142], respectively)".
    while let Some(number) = s.number(at) {
        let (unit, behind) = unit(s, at);
        let bare = match head.label {
            Some((level, kind)) => Bare::Labelled(level, kind),
            None => Bare::Around(number),
        };
        let found = tail(s, behind, bare, known);
        if !found.any() && (!value.strict || implausible(s, at, measure, number)) {
            break;
        }
        let last = found.last.unwrap_or(behind - 1);
        let mut used = found.used;
        used.push(at);
        let estimate = Estimate {
            measure,
            variant,
            value: Some(number),
            value_op: s.bound(at),
            unit,
            direction: None,
            interval: found.interval,
            p: found.p,
            adjusted,
        };
        let mut reading = Reading::new(Reported::Estimate(estimate), first, last, at, used);
        reading.outcome = value.outcome;
        readings.push(reading);
        let Some(next) = head.label.and_then(|_| next_in_list(s, last + 1)) else { break };
        (at, first) = (next, next);
    }
    if readings.is_empty()
        && let Some(reading) = interval_alone(s, i, &head, measure, adjusted, known)
    {
        readings.push(reading);
    }
    readings
}

/// What directly follows the name: its abbreviation, the label of the intervals to come.
struct Head {
    behind: usize,
    label: Option<(Option<Number>, IntervalKind)>,
}

fn head(s: &Sentence<'_>, mut at: usize) -> Head {
    let mut label = None;
    for _ in 0..3 {
        let comma = usize::from(matches!(s.mark(at), Some(',' | ';')));
        if let Some(Shape::IntervalLabel { level, kind }) = s.items.get(at + comma).map(|item| &item.shape) {
            label = Some((*level, *kind));
            at += comma + 1;
            continue;
        }
        if !s.opens(at) {
            break;
        }
        let Some(behind) = s.behind_bracket(at) else { break };
        let inside = &s.items[at + 1..behind - 1];
        let no_value =
            inside.iter().all(|item| !item.numeric() || matches!(item.shape, Shape::IntervalLabel { .. }));
        if !no_value || inside.len() > 8 {
            break;
        }
        for item in inside {
            if let Shape::IntervalLabel { level, kind } = item.shape {
                label = Some((level, kind));
            }
        }
        at = behind;
    }
    Head { behind: at, label }
}

struct Value {
    at: usize,
    /// A joint stands before it that nothing else explains (`=`, `of`, `was`, `,`).
    strict: bool,
    outcome: Option<Span>,
}

/// The value: at once behind a joint, or behind words that say what the measure is for.
fn value(s: &Sentence<'_>, from: usize, measure: Measure) -> Option<Value> {
    let mut joint = false;
    let mut words: Option<(usize, usize)> = None;
    for at in from..s.items.len().min(from + BRIDGE) {
        let item = &s.items[at];
        match &item.shape {
            Shape::Number(_) | Shape::Percent(_) if item.named => continue,
            Shape::Percent(_) if measure.is_ratio() => return None,
            Shape::Number(_) | Shape::Percent(_) => {
                if s.spent[at] {
                    return None;
                }
                // A time in the bridge is no value: "hazard ratio at 5 years, 0.52".
                if words_before_time(s, at) {
                    continue;
                }
                let outcome = words.map(|(a, b)| s.items[a].span.to(s.items[b].span));
                return Some(Value { at, strict: joint || at == from, outcome });
            }
            Shape::Mark('=' | ',' | ':' | '(' | '[' | ';' | '~') => joint = true,
            Shape::Mark('<' | '>' | '≤' | '≥') => joint = true,
            Shape::Mark('-' | '/' | ')' | ']') => {}
            Shape::IntervalLabel { .. } => {}
            Shape::Word => {
                joint =
                    matches!(item.cue, Cue::Of | Cue::Was | Cue::About) || joint && item.cue == Cue::Article;
                match item.cue {
                    Cue::Of | Cue::Preposition | Cue::Was | Cue::Article | Cue::About if words.is_none() => {}
                    Cue::Was | Cue::Of => {}
                    Cue::Measure { .. } if words.is_none() => return None,
                    _ => words = Some((words.map_or(at, |(a, _)| a), at)),
                }
            }
            _ => return None,
        }
    }
    None
}

/// "at 5 years," "5-year": a number with a unit of time behind it, inside the bridge.
fn words_before_time(s: &Sentence<'_>, at: usize) -> bool {
    let dash = usize::from(s.mark(at + 1) == Some('-'));
    let preposition = at > 0 && s.cue(at - 1) == Cue::Preposition;
    matches!(s.cue(at + 1 + dash), Cue::Time(_)) && (dash == 1 || preposition)
        || at > 0 && matches!(s.cue(at - 1), Cue::Time(_))
}

fn unit(s: &Sentence<'_>, at: usize) -> (Option<String>, usize) {
    match s.unit(at + 1) {
        Some((unit, end)) => (Some(unit), end),
        None if s.percent(at).is_some() => (Some("%".to_owned()), at + 1),
        None => (None, at + 1),
    }
}

/// A value without interval and P must look like its measure: HR is also heart rate, RR response rate.
fn implausible(s: &Sentence<'_>, at: usize, measure: Measure, number: Number) -> bool {
    if number.decimal.as_whole().is_some() && measure.is_ratio() {
        return true;
    }
    let unit = s.unit(at + 1).is_some_and(|(unit, _)| unit != "percentage_point");
    measure.is_ratio() && (unit || number.to_f64() > 100.0 || number.decimal.is_negative())
        || measure == Measure::RegressionCoefficient && number.decimal.as_whole().is_some()
}

/// The next value of a list: behind a comma, semicolon or "and".
fn next_in_list(s: &Sentence<'_>, from: usize) -> Option<usize> {
    let mut at = from;
    for _ in 0..3 {
        match (s.mark(at), s.cue(at)) {
            (Some(',' | ';' | ')' | ']'), _) | (_, Cue::And) => at += 1,
            _ => break,
        }
    }
    let bracketed = |at: usize| {
        s.opens(at + 1)
            && matches!(
                s.items.get(at + 2).map(|item| &item.shape),
                Some(Shape::Range { .. } | Shape::Interval(_))
            )
    };
    (at > from && s.number(at).is_some() && bracketed(at)).then_some(at)
}

/// `mean difference (95% CI −0.9 to 3.5; p = 0.23)`: the interval is printed and the value is not.
fn interval_alone(
    s: &Sentence<'_>,
    i: usize,
    head: &Head,
    measure: Measure,
    adjusted: bool,
    known: &Known,
) -> Option<Reading> {
    let at = s.skip(head.behind, &[',', ':', ';', '(', '[']);
    let starts = matches!(s.items.get(at)?.shape, Shape::Interval(_) | Shape::P(_));
    let found = starts.then(|| tail(s, head.behind, Bare::No, known)).filter(|t| t.interval.is_some())?;
    let last = found.last?;
    let estimate = Estimate {
        measure,
        variant: None,
        value: None,
        value_op: None,
        unit: None,
        direction: None,
        interval: found.interval,
        p: found.p,
        adjusted,
    };
    Some(Reading::new(Reported::Estimate(estimate), i, last, last, found.used))
}
