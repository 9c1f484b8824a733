//! Estimates behind the name of their measure.

mod head;
mod list;
mod settle;
mod value;

use crate::extract::sentence::Sentence;
use crate::finding::{Estimate, Measure, Reported};
use crate::lex::Cue;

use super::tail::{Bare, Tail, tail};
use super::{Known, Reading};
use head::{Head, head};
pub(super) use settle::{plausible, settle};
pub(super) use value::in_percent;

/// What a measure's name says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Named {
    pub(crate) measure: Measure,
    pub(crate) variant: Option<&'static str>,
    pub(crate) adjusted: bool,
}

impl Named {
    /// The measure of an estimate, for the list that goes on from it.
    pub(crate) fn of(estimate: &Estimate) -> Self {
        Self { measure: estimate.measure, variant: estimate.variant, adjusted: estimate.adjusted }
    }
}

/// `hazard ratio, 0.49; 95% confidence interval [CI], 0.36 to 0.67; P<0.001`,
/// `hazard ratio [HR] for progression 0·75 [95% CI 0·57–0·98]`, `HR (95% CI): 0.49 (0.36–0.67), p<0.001`,
/// `difference, -5.6 percentage points; 95% CI, -9.1 to -2.1`, `r = 0.45, P<0.01`,
/// `sensitivity and specificity were 85% and 92%`.
pub(super) fn read(s: &Sentence<'_>, i: usize, known: &Known) -> Vec<Reading> {
    let Some(named) = named(s, i, known) else { return Vec::new() };
    // What the trial was planned to find is no result.
    if (i.saturating_sub(14)..i).chain(i + 1..i + 8).any(|at| s.is_word(at, PLANNED)) {
        return Vec::new();
    }
    if let Some(readings) = list::several(s, i, known) {
        return readings;
    }
    if let Some(reading) = list::before(s, i, named, known) {
        return vec![reading];
    }
    let head = head(s, i + 1);
    let mut readings = Vec::new();
    if let Some(value) = value::value(s, head.behind, s.cue(i)) {
        let mut at = value.at;
        let mut first = i;
        // A header heads a list: "(mean difference [95% CI] −0.4 [−0.5 to −0.3], −423 [−703 to −142], respectively)".
        while let Some(one) = one(s, at, named, &head, value.strict || !readings.is_empty(), known)
            && (one.estimate.interval.is_some() || s.cue(i) != Cue::Difference || bare_difference(s, i, at))
        {
            let (last, tailed) = (one.last, one.tailed);
            // What a diagnostic test was measured by is its outcome.
            let outcome = if list::share(named.measure) { Some(s.items[i].span) } else { value.outcome };
            readings.push(one.reading(first, outcome));
            let Some(next) = list::next(s, last + 1, &head, named.measure, tailed, &readings) else { break };
            (at, first) = (next, next);
        }
    }
    if readings.is_empty()
        && let Some(reading) = interval_alone(s, i, &head, named, known)
    {
        readings.push(reading);
    }
    if let Some(reading) = readings.first_mut() {
        reading.used.push(i);
        p_before(s, i, reading);
    }
    readings
}

const PLANNED: &[&str] = &[
    "detect",
    "assuming",
    "assumed",
    "assumption",
    "margin",
    "noninferiority margin",
    "non-inferiority margin",
    "power",
    "alpha",
];

/// What the name at `i` says: the article's own abbreviation, or the lexicon's.
pub(super) fn named(s: &Sentence<'_>, i: usize, known: &Known) -> Option<Named> {
    match known.names.get(s, i) {
        Some(named) => named,
        None => named_by_cue(s, i),
    }
}

/// What the lexicon says of the name at `i`, with the word "adjusted" before it.
pub(super) fn named_by_cue(s: &Sentence<'_>, i: usize) -> Option<Named> {
    let (measure, variant, adjusted) = match s.cue(i) {
        Cue::Measure { measure, variant, adjusted } => (measure, variant, adjusted),
        Cue::Symbol(measure) if symbol(s, i, measure) => (measure, None, false),
        // Cohen's d and Hedges' g share their letters with the day and the gram.
        Cue::Time(_) | Cue::Unit
            if s.is_word(i, &["d", "g"])
                && s.mark(i + 1) == Some('=')
                && i > 0
                && !s.items[i - 1].numeric()
                && bare(s, i + 2) =>
        {
            (Measure::StandardizedMeanDifference, None, false)
        }
        Cue::Difference if !s.is_word(i, &["differed"]) => {
            let median = s.before(i, 1, |cue| {
                matches!(cue, Cue::Statistic(crate::finding::Statistic::Median)).then_some(())
            });
            (if median.is_some() { Measure::MedianDifference } else { Measure::OtherDifference }, None, false)
        }
        _ => return None,
    };
    let adjusted = adjusted || said_adjusted(s, i);
    Some(Named { measure, variant, adjusted })
}

/// "in multivariable analysis, …": said in the sentence before the name, of no P value, and not taken back.
fn said_adjusted(s: &Sentence<'_>, i: usize) -> bool {
    let of_p = |at: usize| {
        matches!(s.items.get(at + 1).map(|item| &item.shape), Some(crate::extract::item::Shape::P(_)))
    };
    for at in (i.saturating_sub(40)..i).rev() {
        if s.is_word(at, &["unadjusted", "crude", "univariate", "univariable"]) {
            return false;
        }
        if s.cue(at) == Cue::Adjusted && !of_p(at) {
            return true;
        }
    }
    false
}

/// A letter is the name of a measure only before `=`: `r = 0.45`, `d = .94`, `β -0.54`; "effectiveness" only of a vaccine.
fn symbol(s: &Sentence<'_>, i: usize, measure: Measure) -> bool {
    if measure == Measure::VaccineEfficacy {
        let near = i.saturating_sub(20)..s.items.len().min(i + 40);
        return near
            .into_iter()
            .any(|at| s.words(at).get(..6).is_some_and(|word| word.eq_ignore_ascii_case("vaccin")));
    }
    let label = usize::from(matches!(
        s.items.get(i + 1).map(|item| &item.shape),
        Some(crate::extract::item::Shape::IntervalLabel { .. })
    ));
    let equals = s.mark(i + 1 + label) == Some('=')
        || measure == Measure::Correlation && s.mark(i + 1 + label) == Some(':');
    let number = s.number(i + 1 + label + usize::from(equals));
    let at = i + 1 + label + usize::from(equals);
    number.is_some() && (equals || measure == Measure::RegressionCoefficient) && bare(s, at)
        || number.is_some_and(|n| n.decimal.places() > 0)
            && s.unit(at + 1).is_some()
            && equals
            && s.is_word(i, &["β", "beta"])
}

/// A number with decimals and no unit: "B = 3.5 mg" is a dose.
fn bare(s: &Sentence<'_>, at: usize) -> bool {
    s.plain(at).is_some_and(|n| n.decimal.places() > 0) && !matches!(s.cue(at + 1), Cue::Dose | Cue::Percent)
}

/// `difference of 3.5 points`, `(difference: 0.2 g/dl)`, `the difference was 11%`: with neither interval nor P value, the
/// word must stand right before, and no other value be set against this one.
fn bare_difference(s: &Sentence<'_>, i: usize, at: usize) -> bool {
    let joined = (i + 1..at).all(|at| match s.cue(at) {
        Cue::Of | Cue::Was | Cue::About => true,
        _ => matches!(s.mark(at), Some('=' | ':' | ',' | '(' | '[')),
    });
    let behind = unit(s, at).1;
    let no = (i.saturating_sub(3)..i).any(|at| s.is_word(at, &["no", "not", "nonsignificant"]));
    let set = matches!(s.cue(behind), Cue::Versus | Cue::And | Cue::To)
        || matches!(
            s.items.get(behind).map(|item| &item.shape),
            Some(crate::extract::item::Shape::PlusMinus)
        );
    let people = matches!(s.cue(behind), Cue::People | Cue::Group | Cue::Things);
    joined && !no && !set && !people
}

/// One value of a measure with its tail.
struct One {
    estimate: Estimate,
    at: usize,
    last: usize,
    used: Vec<usize>,
    tailed: bool,
}

impl One {
    fn reading(self, first: usize, outcome: Option<crate::text::Span>) -> Reading {
        let mut reading =
            Reading::new(Reported::Estimate(self.estimate), first, self.last, self.at, self.used);
        reading.outcome = outcome;
        reading
    }
}

fn one(s: &Sentence<'_>, at: usize, named: Named, head: &Head, strict: bool, known: &Known) -> Option<One> {
    let value = s.number(at)?;
    let (unit, behind) = unit(s, at);
    let bare = match head.label {
        Some((level, kind)) => Bare::Labelled(level, kind),
        None if named.measure.is_ratio() => Bare::Ratio(value),
        None => Bare::Around(value),
    };
    let found = tail(s, behind, bare, known);
    let measure = settle(s, at, named.measure, unit.as_deref());
    // "sensitivity increased from 85% to 93%"
    let strict = strict || list::share(measure) && at > 0 && s.is_word(at - 1, &["from"]);
    if !plausible(s, at, measure, value, found.any()) || !found.any() && !strict {
        return None;
    }
    // "treatment difference <0.3%": a bound that was set, not a result.
    if !found.any() && !measure.is_ratio() && s.bound(at).is_some() {
        return None;
    }
    let last = found.last.unwrap_or(behind - 1);
    let tailed = found.any();
    let Tail { interval, p, mut used, .. } = found;
    used.push(at);
    let estimate = Estimate {
        measure,
        variant: named.variant,
        value: Some(value),
        value_op: s.bound(at),
        unit,
        direction: None,
        interval,
        p,
        adjusted: named.adjusted,
    };
    Some(One { estimate, at, last, used, tailed })
}

/// The unit of the number at `at`, and the place behind it.
pub(super) fn unit(s: &Sentence<'_>, at: usize) -> (Option<String>, usize) {
    match s.unit(at + 1) {
        Some((unit, end)) => (Some(unit), end),
        None if s.percent(at).is_some() => (Some("%".to_owned()), at + 1),
        None => (currency(s, at), at + 1),
    }
}

/// The sign of money before a number: `£427`, `-£97`.
fn currency(s: &Sentence<'_>, at: usize) -> Option<String> {
    let own = s.words(at).chars().find(|c| matches!(c, '$' | '£' | '€'));
    own.or_else(|| at.checked_sub(1).and_then(|b| s.mark(b)).filter(|c| matches!(c, '$' | '£' | '€')))
        .map(String::from)
}

/// `mean difference (95% CI −0.9 to 3.5; p = 0.23)`: the interval is printed and the value is not.
fn interval_alone(s: &Sentence<'_>, i: usize, head: &Head, named: Named, known: &Known) -> Option<Reading> {
    use crate::extract::item::Shape;
    let at = s.skip(head.behind, &[',', ':', ';', '(', '[']);
    let starts = matches!(s.items.get(at)?.shape, Shape::Interval(_) | Shape::P(_));
    let found = starts.then(|| tail(s, head.behind, Bare::No, known)).filter(|t| t.interval.is_some())?;
    let last = found.last?;
    let estimate = Estimate {
        measure: settle(s, at, named.measure, None),
        variant: named.variant,
        value: None,
        value_op: None,
        unit: None,
        direction: None,
        interval: found.interval,
        p: found.p,
        adjusted: named.adjusted,
    };
    Some(Reading::new(Reported::Estimate(estimate), i, last, last, found.used))
}

/// `(p = 0.003, relative risk 0.63; 95% CI …)`: a P value first in the bracket is the estimate's that has none of its own.
fn p_before(s: &Sentence<'_>, i: usize, reading: &mut Reading) {
    use crate::extract::item::Shape;
    let Reported::Estimate(estimate) = &mut reading.result else { return };
    if estimate.p.is_some() || s.items[i].depth == 0 {
        return;
    }
    let mut at = i;
    for _ in 0..4 {
        let Some(before) = at.checked_sub(1) else { return };
        at = before;
        match &s.items[at].shape {
            Shape::P(p) if !s.spent[at] => {
                estimate.p = Some(p.clone());
                reading.used.push(at);
                reading.first = at;
                return;
            }
            Shape::Mark(',' | ';') => {}
            Shape::Word if matches!(s.cue(at), Cue::Adjusted | Cue::And | Cue::Article) => {}
            _ => return,
        }
    }
}
