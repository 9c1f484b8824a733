//! Which measure a value can be: differences by their unit, and values that a name does not make an estimate.

use std::ops::Range;

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Measure, Number, Statistic};
use crate::lex::{Classes, Cue};

/// How far back the words stand that say what a percentage is a percentage of.
const REACH: usize = 40;

/// A difference of percentages of people is a `risk_difference`, whatever it is called; of anything else that is measured
/// in per cent (haemoglobin A1c, body weight), it stays a difference of means.
pub(crate) fn settle(s: &Sentence<'_>, at: usize, measure: Measure, unit: Option<&str>) -> Measure {
    let points = matches!(unit, Some("%" | "percentage_point"));
    match measure {
        Measure::MeanDifference | Measure::OtherDifference if points => {
            // "difference in the percentage of change"
            let near = at.saturating_sub(REACH)..at;
            let change = s.before(at, REACH, Classes::STATISTIC, |cue| {
                (cue == Cue::Statistic(Statistic::Change)).then_some(())
            });
            if shares_of_people(s, at) {
                Measure::RiskDifference
            } else if change.is_some()
                || s.any(near, Classes::PERCENT_SCALE)
                || of_means(s, at)
                || of_changes(s, at)
                || of_levels(s, at)
            {
                Measure::MeanDifference
            } else {
                Measure::RiskDifference
            }
        }
        Measure::OtherDifference if unit.is_none() && of_shares(s, at) => Measure::RiskDifference,
        // "the absolute difference in weight was 2.1 kg"
        Measure::RiskDifference if !points && measured(unit) => Measure::MeanDifference,
        // "6 per 1000 patients (95% CI …)"
        Measure::OtherDifference if unit.is_some_and(of_people) => Measure::RiskDifference,
        Measure::OtherDifference => said(s, at).unwrap_or_else(|| {
            if of_medians(s, at, unit) { Measure::MedianDifference } else { Measure::MeanDifference }
        }),
        // "AUC (90% CI): with food 104% (96, 113)": of a drug it is a ratio.
        Measure::Auc
            if points
                && (s.opens(at + 1) || s.any(at + 1..at + 6, Classes::LIMITS))
                && s.number(at).is_some_and(near_one)
                && !of_a_test(s, at) =>
        {
            Measure::GeometricMeanRatio
        }
        other => other,
    }
}

/// Whether a value can be a ratio of concentrations in per cent, or a change of one: not far from 100.
fn near_one(value: Number) -> bool {
    (30.0..300.0).contains(&value.to_f64())
}

/// `the proportion of children with clear skin was 3.4% higher`: a difference of shares, whatever they are to have.
fn shares_of_people(s: &Sentence<'_>, at: usize) -> bool {
    (s.clause_start(at).max(at.saturating_sub(REACH))..at).any(|k| {
        s.is_word(k, &["proportion", "proportions", "percentage"])
            && s.cue(k + 1) == Cue::Of
            && (k + 2..k + 4).any(|of| s.cue(of) == Cue::People)
    })
}

/// `per 1000 patients`, but `per 1000 patient-years` is a rate.
fn of_people(unit: &str) -> bool {
    let people = ["patients", "people", "persons", "participants", "women", "men", "children"];
    unit.starts_with("per 1") && people.iter().any(|word| unit.ends_with(word))
}

/// A unit that is no number of people or events.
fn measured(unit: Option<&str>) -> bool {
    unit.is_some_and(|unit| !unit.starts_with('/') && !unit.contains("per") && !unit.contains('0'))
}

/// `the median time was 2.1 days shorter`, `progression-free survival was longer by 3.9 months`: of medians, said or not.
fn of_medians(s: &Sentence<'_>, at: usize, unit: Option<&str>) -> bool {
    let months = unit.is_some_and(|unit| unit.starts_with("month"));
    // Survival times of both sides, with intervals and a ratio, may stand between.
    let reach = if months { 2 * REACH } else { REACH };
    let statistic = s.before(at, reach, Classes::STATISTIC, |cue| match cue {
        Cue::Statistic(statistic) => Some(statistic),
        _ => None,
    });
    match statistic {
        Some((_, statistic)) => statistic == Statistic::Median,
        None => months && s.any(at.saturating_sub(reach)..at, Classes::SURVIVAL),
    }
}

/// `(adjusted mean difference, -1%; 95% CI …)`: it is called one of means, and no shares stand before it.
fn of_means(s: &Sentence<'_>, at: usize) -> bool {
    let near = at.saturating_sub(REACH)..at;
    let share = |k: usize| {
        matches!(s.items[k].shape, Shape::Percent(_) | Shape::Fraction(_))
            || s.is_word(
                k,
                &["rate", "rates", "proportion", "percentage", "incidence", "prevalence", "frequency"],
            )
    };
    let called = s.last(near.clone(), Classes::MEASURE).is_some_and(|name| {
        s.words(name)
            .split([' ', '-'])
            .any(|word| word.eq_ignore_ascii_case("mean") || matches!(word, "MD" | "WMD"))
    });
    called && !near.into_iter().any(share)
}

/// `-2.4% with A vs -0.5% with B; difference -1.9%`: no share is less than nothing.
fn of_changes(s: &Sentence<'_>, at: usize) -> bool {
    let below = |k: usize| s.percent(k).is_some_and(|n| n.decimal.is_negative());
    let versus = |k: usize| s.cue(k) == Cue::Versus && below(k + 1);
    let near = at.saturating_sub(REACH)..at.saturating_sub(1);
    // "-7.6% in A and -0.7% in B (difference -6.9%": both sides' own, no differences of others.
    let own = |k: &usize| below(*k) && !s.spent[*k];
    s.has(Classes::VERSUS) && near.clone().any(versus) || near.filter(own).take(2).count() > 1
}

/// `LDL cholesterol levels fell more with A (difference -22%)`, `pressure (-13.9% [-16.0% to -11.7%])`: of what has a level, and no
/// share or count before it; a rate may be a share.
fn of_levels(s: &Sentence<'_>, at: usize) -> bool {
    let near = at.saturating_sub(REACH)..at;
    let share = |k: usize| {
        matches!(s.items[k].shape, Shape::Percent(_) | Shape::Fraction(_)) && !s.spent[k]
            || s.cue(k) == Cue::People
    };
    let level = |k: usize| s.is(k, Classes::LEVELS) && !s.is_word(k, &["rate", "value", "values", "loss"]);
    s.has(Classes::LEVELS) && near.clone().any(level) && !{ near }.any(share)
}

/// `48% in A and 53% in B (difference -0.05)`: a fraction behind two shares.
fn of_shares(s: &Sentence<'_>, at: usize) -> bool {
    let value = s.plain(at).map(|n| n.to_f64().abs());
    let fraction = s.plain(at).is_some_and(|n| n.decimal.places() > 0 && n.to_f64().abs() < 1.0);
    let near = at.saturating_sub(30)..at;
    if !fraction {
        return value.is_some_and(|value| as_far_apart(s, near, value));
    }
    let shares = near
        .filter(|at| match s.items[*at].shape {
            Shape::Percent(_) | Shape::Fraction(_) => true,
            Shape::Interval(_) => s.words(*at).ends_with('%'),
            _ => false,
        })
        .count();
    let mean = s.any(at.saturating_sub(30)..at, Classes::STATISTIC);
    shares > 1 && !mean
}

/// `82.5% and 77.1% (difference 5.4; 95% CI …)`: as much as the two shares right before are apart.
pub(in crate::extract::read) fn as_far_apart(s: &Sentence<'_>, near: Range<usize>, value: f64) -> bool {
    let mut shares = near.rev().filter_map(|k| s.percent(k)).filter(|n| !n.decimal.is_negative());
    let (Some(second), Some(first)) = (shares.next(), shares.next()) else { return false };
    ((first.to_f64() - second.to_f64()).abs() - value).abs() < 0.11
}

/// "difference in the absolute risk", "difference in incidence": what it is a difference of.
fn said(s: &Sentence<'_>, at: usize) -> Option<Measure> {
    let difference = s.last(at.saturating_sub(REACH)..at, Classes::DIFFERENCE)?;
    (difference + 1..at.min(difference + 6)).find_map(|word| match s.words(word) {
        "risk" | "risks" => Some(Measure::RiskDifference),
        "rate" | "rates" | "incidence" => Some(Measure::RateDifference),
        _ => None,
    })
}

/// Whether a value looks like its measure: HR is also heart rate, RR response rate, AUC a dose.
pub(crate) fn plausible(s: &Sentence<'_>, at: usize, measure: Measure, value: Number, tailed: bool) -> bool {
    let number = value.to_f64();
    let share = (0.0..=1.0).contains(&number) && value.decimal.places() > 0
        || s.percent(at).is_some() && (0.0..=100.0).contains(&number);
    match measure {
        // Of concentrations the area may change by so many per cent; of a test it is rarely printed so.
        Measure::Auc if s.percent(at).is_some() => share && of_a_test(s, at) || tailed && near_one(value),
        Measure::Sensitivity | Measure::Specificity | Measure::Auc => share,
        Measure::Correlation | Measure::Kappa => {
            number.abs() <= 1.0 && (value.decimal.places() > 0 || tailed)
        }
        Measure::RegressionCoefficient => {
            let joined =
                at > 0 && (s.mark(at - 1) == Some('=') || matches!(s.cue(at - 1), Cue::Was | Cue::Of));
            tailed || value.decimal.places() > 0 && joined
        }
        Measure::NumberNeededToTreat => !(0.0..1.0).contains(&number),
        Measure::VaccineEfficacy => s.percent(at).is_some() || tailed,
        // "heart rate (HR +13 beats/min, P<0.01)"
        _ if measure.is_ratio() && s.is_word(at + 1, &["beats", "beat", "bpm"]) => false,
        _ if tailed => true,
        // "RD (500 ± 190 min)" names a group.
        Measure::RiskDifference => number.abs() <= 100.0,
        _ if measure.is_ratio() => {
            let unit = s.unit(at + 1).is_some_and(|(unit, _)| unit != "percentage_point");
            value.decimal.as_whole().is_none() && !unit && number <= 100.0 && !value.decimal.is_negative()
        }
        _ => true,
    }
}

/// Words that only the area under the curve of a test has in its name or beside it.
const TEST: &[&str] = &["ROC", "AUROC", "receiver", "C-index", "c-statistic", "sensitivity", "specificity"];

/// Items back to the name of a test, at most.
const NAMED: usize = 5 * REACH;

/// `the area under the ROC curve was 84%`: of a test, and not of concentrations over time.
fn of_a_test(s: &Sentence<'_>, at: usize) -> bool {
    let named = |k: usize| {
        matches!(s.cue(k), Cue::Measure { .. })
            && s.words(k)
                .split([' ', '\''])
                .any(|word| TEST.iter().any(|test| word.eq_ignore_ascii_case(test)))
    };
    s.has(Classes::MEASURE) && (at.saturating_sub(NAMED)..s.items.len().min(at + REACH)).any(named)
}
