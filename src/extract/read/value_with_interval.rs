//! Values that an interval follows, where no measure's name stands right before them.

mod told;

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Estimate, Measure, Number, Reported, Scale};
use crate::lex::{Classes, Cue};

use super::apart::in_points;
use super::estimate::{
    Named, as_far_apart, in_percent, named, own_limits, plausible, settle, unit, unit_end,
};
use super::tail::{Bare, adjacent, bounded_at, tail};
use super::{Known, Reading};
use told::{
    Told, against, difference_of, held_against_another, of_an_effect, ratio, right_against, said_before,
    slope, told,
};

/// How far back the name of a measure may stand that heads a list.
pub(super) const LIST: usize = 90;

/// How far back the words stand that make a value a difference, a change or a mean.
pub(super) const NEAR: usize = 14;

/// `0.78 (95% CI 0.55–1.11, p=0.166)`, `0.93 [0.53–1.62]`, `5.2 min/day (95% CI 2.1 to 8.3) compared with placebo`.
///
/// A measure named earlier heads the list; else words of difference or comparison make it a difference. What neither
/// makes an estimate is left to `quantity` and `proportion`.
pub(super) fn read(s: &Sentence<'_>, i: usize, known: &Known, found: &mut Vec<Reading>) {
    found.extend(one(s, i, known));
}

fn one(s: &Sentence<'_>, i: usize, known: &Known) -> Option<Reading> {
    let value = s.number(i).filter(|_| bounded_at(s, i) && !is_time(s, i) && !is_spread(s, i))?;
    let behind = unit_end(s, i);
    let carried = carried(s, i, value, known);
    // "3.4 times greater (2.4-4.9)": limits of a ratio need no label.
    let times = s.is_word(i + 1, &["times"]) && ratio(s, i, value, Some("times")).is_some();
    let behind = behind + usize::from(times && s.is(behind, Classes::COMPARATIVE));
    let bare = match carried {
        _ if times => Bare::Ratio(value),
        Some(named) if own_limits(named.measure) => Bare::Ratio(value),
        _ => Bare::Around(value),
    };
    let found = tail(s, behind, bare, known);
    let last = found.last.filter(|_| found.interval.is_some())?;
    let unit = unit(s, i).0;
    let effect = of_an_effect(s, i).then_some(Told::Difference { said: true });
    let told = effect.or_else(|| told(s, i, known.review)).filter(|told| {
        let compared = matches!(told, Told::Difference { .. }) && s.items[i].depth > 0;
        s.percent(i).is_none() || *told == Told::Difference { said: true } || compared && in_points(s, i)
    });
    let below =
        found.interval.as_ref().and_then(|found| found.low).is_some_and(|low| low.decimal.is_negative());
    let between = below && right_against(s, i);
    let difference = matches!(told, Some(Told::Difference { .. }))
        || below
            && adjacent(s, behind)
            && (told.is_none() && (said_before(s, i) || against(s, i)) || between);
    // Percentage points are the unit of differences; what changes beside a ratio is one: "RR 0.74 (…), and increased mean
    // weight (41.9 g, 95% CI …)".
    let beside = known.here.is_some_and(|(_, named)| named.measure.is_ratio())
        && i > 0
        && s.opens(i - 1)
        && unit.is_some()
        && s.any(i.saturating_sub(6)..i, Classes::MOVED)
        && !matches!(s.cue(i + 1), Cue::Time(_));
    let difference = difference
        || beside
        || unit.as_deref() == Some("percentage_point")
        || as_far_as_two_shares(s, i, value)
        || below && told == Some(Told::Change) && more_in_one(s, i);
    let ratio = ratio(s, i, value, unit.as_deref());
    // "a lower risk with A than with B (0.64, 95% CI 0.59 to 0.70)"
    let of_risks = ratio.is_some()
        && unit.is_none()
        && told != Some(Told::Difference { said: true })
        && found.interval.as_ref().and_then(|found| found.low).is_some_and(|low| low.to_f64() > 0.0);
    let difference = difference && !of_risks;
    let told = match (difference, ratio) {
        _ if slope(s, i, last) => Some(Measure::RegressionCoefficient),
        // "better by 0.75 standard deviations"
        _ if s.cue(i + 1) == Cue::Sd && unit.is_none() && s.plain(i).is_some() => {
            Some(Measure::StandardizedMeanDifference)
        }
        // A review of risk differences goes on with them where it names none.
        (true, _) if known.review && unit.is_none() && of_risk_differences(known) => {
            Some(Measure::RiskDifference)
        }
        (true, _) => Some(Measure::OtherDifference),
        (false, ratio) => ratio,
    };
    let listed = carried
        .or_else(|| listed_behind(s, i, known))
        .or_else(|| told.map(|measure| Named { measure, variant: None, adjusted: false }))
        .filter(|named| {
            named.measure.scale() != Scale::Linear
                || !of_a_count(s, i) && (between || !held_against_another(s, i, last))
        })?;
    let estimate = Estimate {
        measure: settle(s, i, listed.measure, unit.as_deref()),
        variant: listed.variant,
        value: Some(value),
        value_op: s.bound(i),
        unit,
        direction: None,
        interval: found.interval,
        p: found.p,
        adjusted: listed.adjusted,
    };
    let mut used = found.used;
    used.push(i);
    Some(Reading::new(Reported::Estimate(estimate), i, last, i, used))
}

/// `13 (34%; 20 to 51)`: the share that so many people are, in the bracket behind their number.
fn of_a_count(s: &Sentence<'_>, i: usize) -> bool {
    s.percent(i).is_some_and(|n| !n.decimal.is_negative())
        && i > 1
        && s.opens(i - 1)
        && !s.items[i - 2].named
        && matches!(s.items[i - 2].shape, Shape::Number(n) if n.decimal.places() == 0)
}

/// `in 7 (11%) with A and 19 (28%) with B (17%, 3-30; p=0.02)`: in a bracket of its own, and as much as the two shares right before are
/// apart.
fn as_far_as_two_shares(s: &Sentence<'_>, i: usize, value: Number) -> bool {
    i > 0
        && s.opens(i - 1)
        && s.items[i].depth == 1
        && s.percent(i).is_some_and(|n| !n.decimal.is_negative())
        && as_far_apart(s, i.saturating_sub(LIST / 3)..i - 1, value.to_f64())
}

/// `costs were lower in the A group (437 euros, 95% CI -562 to 1436)`: by how much, and not how much they were, as the limits have
/// nothing between them.
fn more_in_one(s: &Sentence<'_>, i: usize) -> bool {
    let money = usize::from(i > 0 && s.is_currency(i - 1));
    i > money
        && s.opens(i - 1 - money)
        && s.number(i).is_some_and(|n| !n.decimal.is_negative())
        && s.any(i.saturating_sub(NEAR)..i, Classes::COMPARATIVE)
}

/// Whether the last measure that the article named is a risk difference.
fn of_risk_differences(known: &Known) -> bool {
    known.measure.is_some_and(|named| named.measure == Measure::RiskDifference)
}

/// `at 12 months (95% CI …`: a time, of which the interval is not.
pub(super) fn is_time(s: &Sentence<'_>, i: usize) -> bool {
    matches!(s.cue(i + 1), Cue::Time(_))
        && i > 0
        && s.is(i - 1, Classes::SPAN)
        && s.any(i.saturating_sub(NEAR)..i, Classes::NUMERIC)
}

/// `SD = 9.3; 95% CI …`, `≥3 times a week (95% CI …`: numbers that no interval is of.
pub(super) fn is_spread(s: &Sentence<'_>, i: usize) -> bool {
    let before = i.checked_sub(1 + usize::from(i > 1 && matches!(s.mark(i - 1), Some('=' | ',' | ':'))));
    before.is_some_and(|at| matches!(s.cue(at), Cue::Sd | Cue::Se | Cue::Iqr | Cue::Range))
        || matches!(s.mark(i.wrapping_sub(1)), Some('≥' | '≤' | '±'))
        // "3.2 deaths per 1000 (95% CI …"
        || i > 0 && s.is_word(i - 1, &["per"])
}

/// `0.2 [0.1 to 0.3]; 112 [24 to 200]; …`: the measure of the value right before, where only joints part the two.
fn listed_behind(s: &Sentence<'_>, i: usize, known: &Known) -> Option<Named> {
    let (last, named) = known.here?;
    let joined = last < i
        && i - last < 5
        && (last + 1..i).all(|at| {
            s.closes(at) || s.opens(at) || matches!(s.mark(at), Some(',' | ';')) || s.cue(at) == Cue::And
        });
    // "(0.74, 95% CI 0.61 to 0.90) and (0.68, 95% CI 0.51 to 0.91), respectively"
    let fits = !named.measure.is_ratio()
        || s.plain(i).is_some_and(|n| n.decimal.places() > 1 && !n.decimal.is_negative())
            && s.unit_end(i + 1).is_none();
    (joined && fits && s.percent(i).is_none()).then_some(named)
}

/// The measure that heads the list this value is in: the last one named before it in the sentence, or, in a sentence that
/// goes on with a list, the last of the sentence before.
fn carried(s: &Sentence<'_>, i: usize, value: Number, known: &Known) -> Option<Named> {
    let time = matches!(s.cue(i + 1), Cue::Time(_));
    let percent = s.percent(i).is_some();
    let fits = |named: &Named| match named.measure {
        measure if measure.is_ratio() => {
            (!percent || in_percent(measure)) && s.unit_end(i + 1).is_none() && !value.decimal.is_negative()
        }
        Measure::RelativeRiskReduction | Measure::VaccineEfficacy => percent,
        Measure::NumberNeededToTreat => !percent && !time,
        measure => plausible(s, i, measure, value, true),
    };
    let from = i.saturating_sub(LIST);
    let mut wanted = Classes::MEASURE | Classes::DIFFERENCE | Classes::STATISTIC;
    if !known.names.is_empty() {
        wanted = wanted | Classes::WORD;
    }
    let mut end = i;
    while let Some(at) = s.last(from..end, wanted) {
        end = at;
        match s.cue(at) {
            Cue::Measure { .. } | Cue::Symbol(_) | Cue::Difference | Cue::None => {
                let Some(named) = named(s, at, known) else { continue };
                // "no difference in weight between A (70, 95% CI 68 to 72) and B": two means, not a difference.
                if named.measure == Measure::OtherDifference && !s.spent[at] {
                    return None;
                }
                // "risk ratio 0.74 (…), number needed to treat 22; for B 0.62 (95% CI …)"
                if named.measure == Measure::NumberNeededToTreat && value.to_f64().abs() < 1.0 {
                    continue;
                }
                // "(median 36.9 months …; HR 0.58 [0.46 to 0.72]) and pain (33.1 [29.5 to 36.0] vs 25.9 [18.4 to 29.7]; …": no ratio is set
                // against another.
                return Some(named)
                    .filter(fits)
                    .filter(|named| !named.measure.is_ratio() || !paired(s, i, known));
            }
            // A mean or median named since then has its own values, "median 52.9 months".
            Cue::Statistic(_) if value.decimal.places() > 0 && measured_since(s, at, i) => {}
            Cue::Statistic(_) if !difference_of(s, at) && !value.decimal.is_negative() => return None,
            _ => {}
        }
    }
    // The list may be long: what was read right before in it still tells.
    let told_by_words = || !s.any(0..i, Classes::MEASURE | Classes::DIFFERENCE | Classes::STATISTIC);
    if let Some((last, named)) = known.here.filter(|(_, named)| {
        from > 0 || named.measure == Measure::OtherRatio && value.decimal.places() > 1 && told_by_words()
    }) {
        let near = last < i && i - last < NEAR * 3;
        return Some(named)
            .filter(|named| near && named.measure.is_ratio() && !paired(s, i, known))
            .filter(fits);
    }
    let set = s.any(i + 1..s.items.len().min(i + 8), Classes::VERSUS);
    if from > 0 || set || held_against_another(s, i, i + 4) {
        return None;
    }
    let labelled =
        (i + 1..s.items.len().min(i + 4)).any(|at| matches!(s.items[at].shape, Shape::Interval(_)));
    let goes_on = (0..i).any(|at| s.is_word(at, &["corresponding", "they", "estimates", "respective"]));
    let ratio = |named: &Named| named.measure.is_ratio() && value.decimal.places() > 0;
    known.measure.filter(|named| goes_on || ratio(named) && !labelled).filter(fits)
}

/// Whether "versus" stands right behind the bracket of a value's limits, or right before the value and behind no ratio, in a
/// sentence that gives means or medians as well.
fn paired(s: &Sentence<'_>, i: usize, known: &Known) -> bool {
    let behind = if s.opens(i + 1) { s.behind_bracket(i + 1).unwrap_or(i + 1) } else { i + 1 };
    let before = i > 0 && s.cue(i - 1) == Cue::Versus;
    let ratio = before && known.here.is_some_and(|(last, _)| last < i && i - last <= 4);
    s.any(0..i, Classes::STATISTIC) && (before && !ratio || s.cue(behind) == Cue::Versus)
}

/// `median 23.7 months vs not reached; 0.65 [0.45–0.94]`: the statistic's values have a unit of time, and this one has none.
fn measured_since(s: &Sentence<'_>, statistic: usize, i: usize) -> bool {
    let timed = |at: usize| s.items[at].numeric() && matches!(s.cue(at + 1), Cue::Time(_));
    (statistic..i).any(timed) && s.unit_end(i + 1).is_none() && s.mark(i.wrapping_sub(1)) == Some(';')
}
