//! Percentages that are no share of people.

use super::change::{change, list_start};
use super::strength::strength;
use super::threshold::threshold;
use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Measure, Statistic};
use crate::lex::{Classes, Cue};

/// Percentages that are no share of people: levels, margins, power, doses, changes.
pub(super) fn no_share(s: &Sentence<'_>, i: usize) -> bool {
    // "target vessel revascularization (5.9%)" is an outcome.
    let near = |at: usize| {
        matches!(s.cue(at), Cue::Criterion)
            && !(s.is_word(at, &["target"])
                && s.is_word(at + 1, &["vessel", "lesion", "limb", "vessels", "lesions", "organ"]))
    };
    // "98.3% (lower boundary of the one-sided 95% CI, 96.2%)"
    let bounded = || s.opens(i + 1) && s.any(i + 4..i + 9, Classes::INTERVAL);
    let behind = (i + 1..i + 4).any(|at| near(at) && !bounded() || matches!(s.cue(at), Cue::Interval(_)));
    // "mean age 63 years; 10% had …": what stands behind a semicolon is another matter.
    // "mean age was 63 years and 10% had …": so is what stands behind a joint and a value.
    let mut joined = false;
    // "the difference reached significance (47% versus 29%)": what both sides had is no mark.
    let sided = s.items[i].depth > 0
        && (s.cue(i + 1) == Cue::Versus && s.percent(i + 2).is_some()
            || i > 1 && s.cue(i - 1) == Cue::Versus && matches!(s.items[i - 2].shape, Shape::Percent(_)));
    let mut clause = (i.saturating_sub(5)..i).rev().take_while(|at| {
        if sided && s.items[*at].depth < s.items[i].depth {
            return false;
        }
        joined |= s.cue(*at) == Cue::And || s.mark(*at) == Some(',');
        s.mark(*at) != Some(';') && !(joined && s.items[*at].numeric())
    });
    // "IC 95%": the label of an interval, as it stands in other tongues; "a loss of 3% body weight": of an amount.
    let label =
        i > 0 && (s.is_word(i - 1, &["IC", "CI"]) || matches!(s.cue(i - 1), Cue::Iqr | Cue::Sd | Cue::Se));
    let amount =
        s.is_word(i + 1 + usize::from(s.mark(i + 1) == Some('%')), &["body weight", "of body weight"]);
    let before = label
        || amount
        || clause.any(near)
        || assumed(s, i)
        || s.is_word(i + 1, &["confidence", "confidential", "limits"]);
    // "the confidence interval was 95%"
    let level = i > 1
        && (matches!(s.cue(i - 1), Cue::Was | Cue::Of) || s.is_word(i - 1, &["at"]))
        && (i.saturating_sub(4)..i)
            .any(|at| s.words(at).get(..10).is_some_and(|w| w.eq_ignore_ascii_case("confidence")));
    // "provided 53% protection", "a 31% difference in rate ratio", "62% sensitivity and specificity"
    let protects = s.is_word(i + 1, &["protection", "efficacy", "effectiveness"])
        || matches!(
            s.cue(i + 1),
            Cue::Measure {
                measure: Measure::RiskDifference
                    | Measure::RelativeRiskReduction
                    | Measure::Sensitivity
                    | Measure::Specificity,
                ..
            }
        )
        || matches!(s.cue(i + 1), Cue::Measure { .. })
            && s.words(i + 1).get(..10).is_some_and(|w| w.eq_ignore_ascii_case("difference"));
    let points = s.cue(i + 1) == Cue::PercentagePoint || protects;
    let spread = matches!(s.items.get(i.wrapping_sub(1)).map(|p| &p.shape), Some(Shape::PlusMinus))
        || matches!(s.items.get(i + 1).map(|n| &n.shape), Some(Shape::PlusMinus));
    // A part is never more than the whole.
    let impossible = s.percent(i).is_some_and(|n| n.decimal.is_negative() || n.to_f64() > 100.0);
    behind
        || before
        || level
        || heterogeneity(s, i)
        || points
        || spread
        || impossible
        || threshold(s, i)
        || strength(s, i)
        || change(s, i)
        || of_things(s, i)
        || percentile(s, i)
        || of_measure(s, i)
        || on_a_scale(s, i)
        || once_more(s, i)
        || of_variation(s, i)
}

/// `a prolongation of 19.7 ms (4.7%)`: the value before the bracket once more, in per cent.
fn once_more(s: &Sentence<'_>, i: usize) -> bool {
    let unit = i.wrapping_sub(2);
    // "costs rose by $419 (11%)"
    if i > 2
        && s.opens(i - 1)
        && s.items[unit].numeric()
        && (matches!(s.mark(i - 3), Some('$' | '€' | '£')) || s.cue(i - 3) == Cue::Currency)
    {
        return true;
    }
    i > 3
        && s.opens(i - 1)
        && s.closes(i + 1)
        && s.cue(unit) == Cue::Unit
        && !s.words(unit).ends_with('s')
        && matches!(s.items[unit - 1].shape, Shape::Number(n) if n.decimal.places() > 0)
}

/// `(15% and 85% percentiles: 0.18 and 0.46)`: which values of all are told.
fn percentile(s: &Sentence<'_>, i: usize) -> bool {
    (i + 1..i + 5)
        .take_while(|k| {
            matches!(s.cue(*k), Cue::And | Cue::To | Cue::None | Cue::Unit)
                || s.items.get(*k).is_some_and(|item| matches!(item.shape, Shape::Percent(_)))
        })
        .any(|k| s.is_word(k, &["percentile", "percentiles", "centile", "centiles", "quantiles"]))
}

/// `coefficients of variation were 12% and 15%`: how values scatter; "fewer CV deaths (4% vs 7%)" are of heart and vessels.
fn of_variation(s: &Sentence<'_>, i: usize) -> bool {
    let short = |k: usize| {
        let noun = s.is_plain_word(k + 1)
            && !matches!(s.cue(k + 1), Cue::Was | Cue::Of | Cue::Preposition | Cue::And);
        s.is_word(k, &["CV", "CVs"]) && !noun
    };
    (i.saturating_sub(10)..i)
        .any(|k| s.is_word(k, &["coefficient of variation", "coefficients of variation"]) || short(k))
}

/// "HbA1c was 7.4%", "an ejection fraction of 31% and 33%": what is measured in per cent itself.
fn on_a_scale(s: &Sentence<'_>, i: usize) -> bool {
    // "LVEF rose from 50% to 55% (…) at 6 months and to 58%": what something rose to is of what rose.
    let reach = if i > 0 && s.is_word(i - 1, &["from", "to"]) { 48 } else { 30 };
    let Some(named) = s.last(i.saturating_sub(reach)..i, Classes::PERCENT_SCALE) else { return false };
    // "patients with an HbA1c between 6.8 and 11.0%"
    if (named + 1..i).len() < 6 && (named + 1..i).any(|at| s.is_word(at, &["between"])) {
        return true;
    }
    // "adults with HbA1c below 7.5%"
    if (named + 1..i).len() < 3 && s.bound(i).is_some() {
        return true;
    }
    let told = |at: usize| {
        matches!(s.cue(at), Cue::People | Cue::Happened | Cue::Role(_) | Cue::Respectively)
            // "MAP (86.4 to 73.3 mmHg, P < 0.001) and ScvO2 (77.2% to 73.8%)": a mark in a bracket parts nothing.
            || matches!(s.mark(at), Some(';' | ','))
                && (at > named || s.items[at].depth == s.items[named].depth)
            || s.is_word(at, &["proportion", "percentage", "rate", "rates", "frequency", "incidence"])
    };
    // Behind the first percentage only what is set against it is on the same scale.
    let first = (named + 1..i).find(|at| matches!(s.items[*at].shape, Shape::Percent(_)));
    let joined = s.is_word(i - 1, &["from", "to"])
        || first.is_none_or(|first| (first + 1..i).any(|at| matches!(s.cue(at), Cue::Versus | Cue::And)));
    let bounded = first.is_some_and(|first| s.bound(first).is_some());
    let shared = matches!(s.cue(i + 1), Cue::Of | Cue::People);
    // "HbA1c <7.5%, <7.5% without hypoglycaemia"
    if bounded && s.bound(i).is_some() && !shared {
        return true;
    }
    joined && !bounded && !shared && !(named.saturating_sub(4)..i).any(told)
}

/// `I2 = 46%`: how unlike the studies of a review are (Higgins and Thompson, Stat Med 2002;21:1539).
fn heterogeneity(s: &Sentence<'_>, i: usize) -> bool {
    let first = list_start(s, i);
    // "The I² statistic for one was 96%, for the other 75%": of all of a list.
    let lists = || {
        (first.saturating_sub(40)..first).any(|at| {
            s.items[at].head == b'i'
                && (s.is_word(at, &["I2", "I²"]) || s.is_word(at, &["I"]) && s.mark(at + 1) == Some('²'))
                && !s.any(at..first, Classes::PEOPLE.and(Classes::SEMICOLON).and(Classes::HAPPENED))
        })
    };
    lists()
        || (first.saturating_sub(5)..first).any(|at| {
            s.is_word(at, &["I2", "I²", "heterogeneity", "Tau2", "Tau²", "Tau", "R2", "R²"])
                || s.is_word(at, &["I", "R"])
                    && (at + 1..i).any(|k| {
                        // "I(2) = 61%"
                        let raised = s.opens(at + 1) && s.words(k) == "2";
                        s.mark(k) == Some('²') || s.number(k).is_some() || raised
                    })
        })
}

/// "30% of maximal strength", "explained variance 43%", "a fraction of inspired oxygen of 55%": a part of an amount, or
/// an amount that is printed in per cent.
fn of_things(s: &Sentence<'_>, i: usize) -> bool {
    const LOADS: &[&str] = &[
        "VO2max", "VO2peak", "VO2", "HRmax", "1RM", "MVC", "MVIC", "Wmax", "VO", "HRR", "Wpeak", "MHR", "RM",
    ];
    // "45% maximal voluntary contraction", "55 and 75% of one-repetition maximum"
    let most = s.is_word(i + 1, &["maximal", "maximum", "peak"])
        && !matches!(s.cue(i + 2), Cue::Lower | Cue::Higher);
    let repeated = s.cue(i + 1) == Cue::Of && (i + 2..i + 6).any(|at| s.is_word(at, &["repetition"]));
    let load = || s.cue(i + 1) == Cue::Of && (i + 2..i + 7).any(|at| s.is_word(at, LOADS));
    // "the forced expiratory volume at 50%"
    let at_a_point = i > 1 && s.is_word(i - 1, &["at"]) && s.is_word(i - 2, &["volume", "flow", "flows"]);
    // "at 65% heart rate reserve"
    let reserve = s.is_word(i + 1, &["heart"]) && s.is_word(i + 3, &["reserve"]);
    if s.is_word(i + 1, LOADS) || reserve || load() || most || repeated || at_a_point {
        return true;
    }
    // "clearance was 38% of that in volunteers"
    if s.cue(i + 1) == Cue::Of && s.is_word(i + 2, &["that"]) && s.cue(i + 3) == Cue::Preposition {
        return true;
    }
    // "pH < 4 for less than 10% of the time"
    if s.bound(i).is_some() && s.cue(i + 1) == Cue::Of && (i + 2..i + 4).any(|at| s.is_word(at, &["time"])) {
        return true;
    }
    // "was 56% (95% CI 50 to 63) of baseline"
    let bounded = s.opens(i + 1) && s.is(i + 2, Classes::LIMITS);
    let end = if bounded { s.behind_bracket(i + 1).unwrap_or(i + 1) } else { i + 1 };
    // "explained much of the variation in scores (14% and 12%)"
    let near = i.saturating_sub(16)..i;
    let explained = s.items[i].depth > 0
        && s.any(near.clone(), Classes::NORMS)
        && near.clone().any(|at| s.is_word(at, &["explained", "explain", "explains"]))
        && near.into_iter().any(|at| s.is_word(at, &["variation", "variance", "variability"]));
    if explained {
        return true;
    }
    let of = (s.cue(end) == Cue::Of || s.is_word(i + 1, &["caloric", "predicted"]))
        && s.first(end..end + 4, Classes::NORMS).is_some_and(|norm| {
            // "62% of the control group" are people.
            !matches!(s.cue(norm + 1), Cue::Group | Cue::People)
        })
        && (i + 2..i + 5).all(|at| s.cue(at) != Cue::People);
    // "platelet inhibition (86% and 95%)"
    let first = list_start(s, i);
    let named = (first.saturating_sub(4)..first)
        .rev()
        .take_while(|at| {
            !s.items[*at].numeric()
                && !matches!(s.mark(*at), Some(',' | ';'))
                && !matches!(s.cue(*at), Cue::And | Cue::Versus | Cue::Group | Cue::People)
        })
        .any(|at| {
            // "a primary efficacy renal response (43% …" is no efficacy in per cent.
            let about =
                s.is_word(at, &["efficacy"]) && s.is(at + 1, Classes::WORD) && s.cue(at + 1) == Cue::None;
            s.is(at, Classes::AMOUNTS) && !about
        });
    // "the mean percentage of weeks … was 65%".
    let mean = || {
        s.before(i, 24, Classes::STATISTIC, |cue| match cue {
            Cue::Statistic(statistic @ (Statistic::Mean | Statistic::Median)) => Some(statistic),
            _ => None,
        })
    };
    let averaged = mean().is_some_and(|(at, _)| {
        s.is_word(at + 1, &["percentage", "percentages", "proportion"])
            && (at..i).all(|k| !s.items[k].numeric())
    });
    let detectable = (i.saturating_sub(20)..i).any(|at| s.is_word(at, &["detectable"]))
        && !s.any(i.saturating_sub(20)..i, Classes::PEOPLE)
        && !(s.cue(i + 1) == Cue::Of && (i + 2..i + 5).any(|at| s.cue(at) == Cue::People));
    // "savings of 11.9%, 6.9% and 2.3%", "15% of the cardiac output"
    let saved = first > 1
        && s.cue(first - 1) == Cue::Of
        && s.is_word(first - 2, &["savings", "saving", "surcharge", "discounts"]);
    let output = s.cue(i + 1) == Cue::Of
        && (i + 2..i + 5).any(|at| s.is_word(at, &["output", "volume", "dose", "intake", "area", "energy"]))
        && !(i + 2..i + 5).any(|at| s.is_word(at, &["with", "in"]));
    saved
        || output
        || of
        || named
        || averaged
        || detectable
        || mean_from(s, i)
        || s.is_word(i + 1, &["sample"])
}

/// "the mean volume of glands rose from 63.0% and 4.0% to 67.7%", "a ratio from 10.9% to 8.8%": what is averaged over people, or
/// is no number of them.
fn mean_from(s: &Sentence<'_>, i: usize) -> bool {
    let first = list_start(s, i);
    if first == 0 || !s.is_word(first - 1, &["from", "to"]) {
        return false;
    }
    let start = (first.saturating_sub(30)..first)
        .rev()
        .find(|at| s.mark(*at) == Some(',') && s.items[*at].depth == 0);
    let near = start.unwrap_or(first.saturating_sub(30))..first - 1;
    let from = near.clone().rev().find(|at| s.is_word(*at, &["from"])).unwrap_or(first - 1);
    let near = near.start..if s.is_word(first - 1, &["from"]) { first - 1 } else { from };
    let share = |at: usize| {
        matches!(s.cue(at), Cue::People | Cue::Happened)
            || s.is_word(
                at,
                &[
                    "proportion",
                    "percentage",
                    "rate",
                    "rates",
                    "frequency",
                    "incidence",
                    "prevalence",
                    "mortality",
                    "survival",
                ],
            )
    };
    let averaged = |at: usize| {
        matches!(s.cue(at), Cue::Statistic(Statistic::Mean | Statistic::Median))
            || s.is_word(at, &["ratio", "fraction"])
    };
    near.clone().any(averaged) && !near.into_iter().any(share)
}

/// An efficacy, a difference or an accuracy that is printed in per cent: with its interval it is an estimate.
fn of_measure(s: &Sentence<'_>, i: usize) -> bool {
    let joint = s.skip(i + 1, &[',', '(', '[', ';', ':']);
    let bounded = joint > i + 1
        && matches!(
            s.items.get(joint).map(|item| &item.shape),
            Some(Shape::Interval(_) | Shape::Range(_) | Shape::IntervalLabel(_))
        );
    let in_percent = |cue| match cue {
        Cue::Measure {
            measure:
                Measure::VaccineEfficacy
                | Measure::RelativeRiskReduction
                | Measure::RiskDifference
                | Measure::Sensitivity
                | Measure::Specificity
                | Measure::MeanDifference,
            ..
        } => Some(()),
        _ => None,
    };
    // Behind the first percentage the measure is spent: "the difference was 6.4% (85.8% [84.2-87.3] against …".
    let first = || {
        s.before(i, 40, Classes::MEASURE, in_percent).is_some_and(|(at, ())| {
            !(at..i).any(|k| matches!(s.items[k].shape, Shape::Percent(_) | Shape::Interval(_)))
        })
    };
    // "efficacy was 75% (65 to 82) against …, 76% (54 to 88) against …": all of the list.
    let against = || {
        s.behind_bracket(i + 1).is_some_and(|end| s.is_word(end, &["against"]))
            && s.before(i, 60, Classes::MEASURE, in_percent).is_some()
    };
    // "sensitivity was poorer after A in both studies (68% vs. 89%)"
    let accuracy = |cue| match cue {
        Cue::Measure { measure: Measure::Sensitivity | Measure::Specificity, .. } => Some(()),
        _ => None,
    };
    let accurate = || {
        s.before(i, 40, Classes::MEASURE, accuracy).is_some_and(|(at, ())| {
            !s.is_word(at + 1, &["analysis", "analyses"])
                && !s.any(at..i, Classes::HAPPENED | Classes::BEFELL)
                && !(at..i).any(|k| {
                    s.mark(k) == Some(';') && s.items[k].depth == 0
                        || s.is_word(
                            k,
                            &["proportion", "rate", "rates", "percentage", "prevalence", "incidence"],
                        )
                })
        }) && !matches!(s.cue(i + 1), Cue::Of | Cue::People)
    };
    !bounded && accurate()
        || bounded && (against() || first() || s.any(i.saturating_sub(5)..i, Classes::DIFFERENCE))
}

/// "85% power to detect an improvement from 88% to 94%", "assuming a rate of 20%": design, no result.
fn assumed(s: &Sentence<'_>, i: usize) -> bool {
    // "660 women have to be included to indicate a fall from 7.2% to 3.9%"
    let needed = || {
        (i.saturating_sub(30)..i).any(|at| {
            s.items[at].head == b'n'
                && s.is_word(at, &["need", "needed"])
                && s.cue(at + 1) == Cue::To
                && s.is_word(at + 2, &["include", "recruit", "enrol", "enroll", "randomise", "randomize"])
        })
    };
    // "with more rash than expected (12%)": what was expected is not what is told.
    let planned = s.last(i.saturating_sub(25)..i, Classes::PLANNED_SHARE).is_some_and(|at| {
        !(at > 0 && s.is_word(at, &["expected"]) && s.is_word(at - 1, &["as", "than", "was as", "were as"]))
    });
    (planned || needed()) && !(i.saturating_sub(25)..i).any(|at| s.mark(at) == Some(';'))
}
