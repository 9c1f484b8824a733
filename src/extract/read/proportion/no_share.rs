//! Percentages that are no share of people.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Comparison, Measure};
use crate::lex::Cue;

/// Percentages that are no share of people: levels, margins, power, doses, changes.
pub(super) fn no_share(s: &Sentence<'_>, i: usize) -> bool {
    let near = |at: usize| matches!(s.cue(at), Cue::Criterion);
    let behind = (i + 1..i + 4).any(|at| near(at) || matches!(s.cue(at), Cue::Interval(_)));
    let before = (i.saturating_sub(5)..i).any(near) || assumed(s, i) || s.is_word(i + 1, &["confidence"]);
    let points = s.cue(i + 1) == Cue::PercentagePoint;
    let spread = matches!(s.items.get(i.wrapping_sub(1)).map(|p| &p.shape), Some(Shape::PlusMinus))
        || matches!(s.items.get(i + 1).map(|n| &n.shape), Some(Shape::PlusMinus));
    let value = s.percent(i);
    let negative = value.is_some_and(|n| n.decimal.is_negative());
    // "at least 50% pain relief": a threshold.
    let threshold = matches!(s.bound(i), Some(Comparison::AtLeast | Comparison::Greater));
    // "with 0.5% timolol": a strength.
    let strength = in_a_drug(s, i)
        || value.is_some_and(|n| n.to_f64() < 6.0)
            && s.items.get(i + 1).is_some_and(|n| matches!(n.shape, Shape::Word) && n.cue == Cue::None)
            && i.checked_sub(1).is_some_and(|b| {
                matches!(s.cue(b), Cue::Received | Cue::Article | Cue::Or | Cue::To | Cue::Versus)
                    || s.is_word(b, &["with", "receive"])
            });
    behind || before || points || spread || negative || threshold || strength || of_measure(s, i)
}

/// An efficacy, a difference or an accuracy that is printed in per cent: with its interval it is an estimate.
fn of_measure(s: &Sentence<'_>, i: usize) -> bool {
    let joint = s.skip(i + 1, &[',', '(', '[', ';', ':']);
    let bounded = joint > i + 1
        && matches!(
            s.items.get(joint).map(|item| &item.shape),
            Some(Shape::Interval(_) | Shape::Range { .. } | Shape::IntervalLabel { .. })
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
    let first = s.before(i, 40, in_percent).is_some_and(|(at, ())| {
        !(at..i).any(|k| matches!(s.items[k].shape, Shape::Percent(_) | Shape::Interval(_)))
    });
    bounded && (first || s.before(i, 5, |cue| (cue == Cue::Difference).then_some(())).is_some())
}

/// "80% power to detect an improvement from 90% to 95%", "assuming a rate of 20%": design, no result.
fn assumed(s: &Sentence<'_>, i: usize) -> bool {
    const DESIGN: &[&str] = &[
        "power",
        "powered",
        "detect",
        "assuming",
        "assumed",
        "assumption",
        "hypothesised",
        "hypothesized",
        "designed",
        "expected",
    ];
    (i.saturating_sub(25)..i).any(|at| s.is_word(at, DESIGN))
        && !(i.saturating_sub(25)..i).any(|at| s.mark(at) == Some(';'))
}

/// "of 0.5% hypobaric bupivacaine", "capsaicin 8% cutaneous patch": a strength stands between a name, or what brings one,
/// and a name.
fn in_a_drug(s: &Sentence<'_>, i: usize) -> bool {
    let Some(before) = i.checked_sub(1) else { return false };
    let name =
        |at: usize| s.items.get(at).is_some_and(|n| matches!(n.shape, Shape::Word) && n.cue == Cue::None);
    let small = s.percent(i).is_some_and(|n| n.to_f64() <= 20.0);
    let brings = s.cue(before) == Cue::Of
        || s.cue(before) == Cue::Received
        || name(before) && !s.is_word(before, VERBS);
    small && brings && name(i + 1) && !s.is_word(i + 1, VERBS)
}

/// Words that say what happened to a share, or that one follows.
const VERBS: &[&str] = &[
    "approximately",
    "about",
    "only",
    "nearly",
    "almost",
    "experienced",
    "had",
    "reported",
    "discontinued",
    "achieved",
    "showed",
    "respectively",
    "observed",
    "found",
    "considered",
    "rated",
    "still",
    "also",
    "further",
    "additional",
    "another",
    "remaining",
    "exactly",
    "roughly",
    "agreed",
    "versus",
    "where",
    "when",
    "which",
    "who",
    "whom",
    "while",
    "whereas",
    "compared",
    "respective",
];
