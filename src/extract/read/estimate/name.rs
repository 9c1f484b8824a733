//! The names of measures.

use crate::extract::item::Shape;
use crate::extract::read::Known;
use crate::extract::sentence::Sentence;
use crate::finding::{Estimate, Measure, Statistic};
use crate::lex::{Classes, Cue, Variant};

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

/// What the name at `i` says: the article's own abbreviation, or the lexicon's.
pub(in crate::extract::read) fn named(s: &Sentence<'_>, i: usize, known: &Known) -> Option<Named> {
    let possible = match s.cue(i) {
        Cue::None => !known.names.is_empty(),
        Cue::Measure { .. } | Cue::Symbol(_) | Cue::Time(_) | Cue::Unit | Cue::Difference => true,
        _ => false,
    };
    // Most words are no name of anything.
    if !possible {
        return None;
    }
    match known.names.get(s, i) {
        // "hormone receptor (HR) … (HR, 0.68; 95% CI, 0.45 to 1.04)": what has a value and an interval is the measure.
        Some(None) if bounded(s, i) => named_by_cue(s, i),
        Some(named) => named,
        None => named_by_cue(s, i).or_else(|| of_the_vaccine(s, i)),
    }
}

/// Whether a bracket opens on this name with a number and an interval.
fn bounded(s: &Sentence<'_>, i: usize) -> bool {
    let at = i + 1 + usize::from(matches!(s.mark(i + 1), Some(',' | '=' | ':' | ';')));
    let interval = s.skip(at + 1, &[',', ';', '(', '[']);
    i > 0
        && s.opens(i - 1)
        && s.plain(at).is_some_and(|n| n.decimal.places() > 0)
        && interval > at + 1
        && s.is(interval, Classes::INTERVAL)
}

/// How far behind the word its value may stand.
const EFFICACY: usize = 40;

/// `Efficacy was 68.3% (95% CI 57.4 to 76.9)` in an article of a vaccine, which the sentence itself need not name.
fn of_the_vaccine(s: &Sentence<'_>, i: usize) -> Option<Named> {
    if s.cue(i) != Cue::Symbol(Measure::VaccineEfficacy) || s.cue(i + 1) == Cue::Of {
        return None;
    }
    let percent = |k: &usize| matches!(s.items[*k].shape, Shape::Percent(_));
    let at = (i + 1..s.items.len().min(i + EFFICACY))
        .take_while(|k| s.mark(*k) != Some(';'))
        .find(percent)
        .filter(|_| vaccine_before(s))?;
    let interval = matches!(s.items.get(at + 2).map(|item| &item.shape), Some(Shape::Interval(_)));
    (s.opens(at + 1) && interval).then_some(Named {
        measure: Measure::VaccineEfficacy,
        variant: None,
        adjusted: said_adjusted(s, i),
    })
}

/// Whether the article has spoken of a vaccine, up to the end of the sentence.
fn vaccine_before(s: &Sentence<'_>) -> bool {
    let end = s.items.last().map_or(0, |item| item.span.end);
    let said = s.text.as_bytes().get(..end).unwrap_or_default();
    said.windows(6).any(|stem| stem.eq_ignore_ascii_case(b"vaccin"))
}

/// What the lexicon says of the name at `i`, with the word "adjusted" before it.
pub(in crate::extract::read) fn named_by_cue(s: &Sentence<'_>, i: usize) -> Option<Named> {
    let (measure, variant, adjusted) = match s.cue(i) {
        // ARR is an adjusted risk ratio, or an absolute reduction in per cent.
        Cue::Measure { measure: Measure::RiskRatio, .. }
            if s.words(i) == "ARR" && in_percent_behind(s, i) =>
        {
            (Measure::RiskDifference, None, false)
        }
        Cue::Measure { measure, variant, adjusted } => (measure, variant.map(Variant::name), adjusted),
        Cue::Symbol(measure) if symbol(s, i, measure) => (measure, None, false),
        // Cohen's d and Hedges' g share their letters with the day and the gram.
        Cue::Time(_) | Cue::Unit
            if s.is_word(i, &["d", "g"])
                && s.mark(i + 1) == Some('=')
                && i > 0
                && !s.items[i - 1].numeric()
                && s.unit_end(i + 3).is_none()
                && bare(s, i + 2) =>
        {
            (Measure::StandardizedMeanDifference, None, false)
        }
        Cue::Difference if !s.is_word(i, &["differed"]) => {
            let median = s.before(i, 1, Classes::STATISTIC, |cue| {
                matches!(cue, Cue::Statistic(Statistic::Median)).then_some(())
            });
            (if median.is_some() { Measure::MedianDifference } else { Measure::OtherDifference }, None, false)
        }
        _ => return None,
    };
    let adjusted = adjusted || said_adjusted(s, i);
    Some(Named { measure, variant, adjusted })
}

/// Whether the first number behind a name is a percentage, or has percentage points for its unit.
fn in_percent_behind(s: &Sentence<'_>, i: usize) -> bool {
    let number = (i + 1..i + 7).find(|k| s.number(*k).is_some());
    number.is_some_and(|k| s.percent(k).is_some() || s.cue(k + 1) == Cue::PercentagePoint)
}

/// "in multivariable analysis, …": said in the sentence before the name, of no P value, and not taken back.
fn said_adjusted(s: &Sentence<'_>, i: usize) -> bool {
    let of_p = |at: usize| matches!(s.items.get(at + 1).map(|item| &item.shape), Some(Shape::P(_)));
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

/// A letter is the name of a measure only before `=`: `r = 0.45`, `d = .94`, `β -0.54`, `β, 0.54`; "effectiveness" only of a
/// vaccine.
fn symbol(s: &Sentence<'_>, i: usize, measure: Measure) -> bool {
    if measure == Measure::VaccineEfficacy {
        let near = i.saturating_sub(20)..s.items.len().min(i + 40);
        return near
            .into_iter()
            .any(|at| s.words(at).get(..6).is_some_and(|word| word.eq_ignore_ascii_case("vaccin")));
    }
    let label =
        usize::from(matches!(s.items.get(i + 1).map(|item| &item.shape), Some(Shape::IntervalLabel(_))));
    let equals = s.mark(i + 1 + label) == Some('=')
        || measure == Measure::Correlation && s.mark(i + 1 + label) == Some(':')
        // A Greek letter is no enumerator: "b, 0.5" may be one.
        || matches!(s.mark(i + 1 + label), Some(',' | ':')) && s.is_word(i, &["β", "beta", "ρ", "rho"])
        // "(b: 31.2 [6.1–58.3], P = 0.02)"
        || s.mark(i + 1) == Some(':') && i > 0 && s.opens(i - 1) && s.is(i + 4, Classes::LIMITS);
    let number = s.number(i + 1 + label + usize::from(equals));
    let at = i + 1 + label + usize::from(equals);
    number.is_some() && (equals || measure == Measure::RegressionCoefficient) && bare(s, at)
        || number.is_some_and(|n| n.decimal.places() > 0)
            && s.unit_end(at + 1).is_some()
            && equals
            && s.is_word(i, &["β", "beta"])
}

/// A number with decimals and no unit: "B = 3.5 mg" is a dose.
fn bare(s: &Sentence<'_>, at: usize) -> bool {
    s.plain(at).is_some_and(|n| n.decimal.places() > 0) && !matches!(s.cue(at + 1), Cue::Dose | Cue::Percent)
}
