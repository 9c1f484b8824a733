//! Which statistic a value is: named before it, or told by its form.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Direction, DispersionKind, Measure, Statistic};
use crate::lex::{Classes, Cue};

use super::between::{negative_on_both_sides, planned, presumed};
use super::change::{change, noun, signed};
use super::place::{Place, before, place};
use super::placed::placed;
use super::rate::rate;
use super::told::{level, told};
use super::value::{Sort, Value};
use super::weighed::weighed;
use super::{cost, outcome};

/// The farthest a statistic's name stands before its value.
const REACH: usize = 40;

/// The sort of a value, where it is surely a quantity; `company` says that the sentence has more values.
pub(super) fn sort(s: &Sentence<'_>, value: &Value, company: bool) -> Option<Sort> {
    let found = by_words(s, value, company)?;
    // A value whose change is weighed against another's is that change, whatever was averaged.
    if matches!(found.statistic, Statistic::Other | Statistic::Mean)
        && let Some(direction) = weighed(s, value)
    {
        return Some(Sort { statistic: Statistic::Change, direction: Some(direction) });
    }
    Some(found)
}

fn by_words(s: &Sentence<'_>, value: &Value, company: bool) -> Option<Sort> {
    if presumed(s, value.at) || later(s, value) || sampled(s, value) {
        return None;
    }
    if rate(s, value) {
        return Some(Sort::of(Statistic::Rate));
    }
    if value.barred && value.dispersion.is_none() {
        return None;
    }
    let behind = behind(s, value);
    let named = named(s, value).or(behind.map(|statistic| (value.at, statistic))).map(|(at, statistic)| {
        // "weight changed from 76.8 ± 8.7 to 71.3 ± 8.9 kg"
        let statistic = match statistic {
            Statistic::Change
                if value.dispersion.is_some() && (level(s, value) || unchanged(s, value, at)) =>
            {
                Statistic::Mean
            }
            other => other,
        };
        let averaged = matches!(statistic, Statistic::Mean | Statistic::Median);
        (at, if averaged && told(s, value, Some(at)) { Statistic::Change } else { statistic })
    });
    // "a 14 ± 3% decrease": what it did, whatever was averaged.
    if value.dispersion.is_some()
        && noun(s.words(value.last + 1))
        && let Some(direction) = s.direction(value.last + 1)
    {
        return Some(Sort { statistic: Statistic::Change, direction: Some(direction) });
    }
    if value.dispersion.as_ref().is_some_and(|d| spread_says_so(s, value, d, named.is_some())) {
        return Some(with_direction(s, value, named.map_or_else(|| unnamed(s, value), |(_, found)| found)));
    }
    if value.barred {
        return None;
    }
    if value.money {
        let found = change(s, value, company).or(named.map(|(_, found)| Sort::of(found)));
        return (!cost::assumed(s, value.at)).then(|| found.unwrap_or(Sort::of(Statistic::Other)));
    }
    if let Some(statistic) = behind {
        return Some(with_direction(s, value, statistic));
    }
    if let Some((at, statistic)) = named
        && placed(s, value, at, statistic)
    {
        return Some(with_direction(s, value, statistic));
    }
    if value.percent {
        return signed(s, value)
            .filter(|_| {
                (value.interval.is_none() && !value.bare || negative_on_both_sides(s, value))
                    && (place(s, value.at) != Place::Other
                        || before(s, value.at).is_some_and(|k| s.is_word(k, &["by"])))
            })
            .or_else(|| {
                // "(mean FEV1 62%)"
                let averaged = |found: &Statistic| matches!(found, Statistic::Mean | Statistic::Median);
                let near = named
                    .filter(|(at, _)| at + 8 > value.at && s.items[*at].depth == s.items[value.at].depth);
                let statistic = near.map(|(_, found)| found).filter(averaged).unwrap_or(Statistic::Other);
                outcome::in_percent(s, value).then_some(Sort::of(statistic))
            });
    }
    if outcome::survival(s, value) {
        return Some(Sort::of(Statistic::Median));
    }
    if planned(s, value.at) {
        return None;
    }
    // "(-1.6 mmol/L; baseline 12.7 mmol/L)", "from a baseline of 162 mm Hg"
    let at_first = before(s, value.at).is_some_and(|k| {
        s.is_word(k, &["baseline"]) || s.cue(k) == Cue::Of && k > 0 && s.is_word(k - 1, &["baseline"])
    });
    if at_first && value.unit.is_some() && !value.number.decimal.is_negative() {
        return Some(Sort::of(Statistic::Other));
    }
    change(s, value, company)
        .map(|sort| match named {
            // "reduced mean pressure from 165.1 to 145.2 mm Hg"
            Some((_, statistic @ (Statistic::Mean | Statistic::Median | Statistic::GeometricMean)))
                if sort.statistic == Statistic::Other =>
            {
                Sort::of(statistic)
            }
            _ => sort,
        })
        .or_else(|| {
            signed(s, value).filter(|_| value.interval.is_none() && !value.bare && outcome::stands(s, value))
        })
        .or_else(|| {
            let measured = value.interval.is_none() && outcome::measured(s, value);
            let lasts = value.unit.is_some_and(|(from, _)| matches!(s.cue(from), Cue::Time(_)));
            let unnamed =
                if lasts && s.has(Classes::SURVIVAL) { Statistic::Median } else { Statistic::Other };
            measured.then(|| signed(s, value).unwrap_or(Sort::of(unnamed)))
        })
}

/// `did not change (129 ± 8 before, 131 ± 9 after)`, `no change in weight (84 ± 9 vs 83 ± 8 kg)`: what did not change has its
/// levels told; a change that comes to nothing is less than its spread.
fn unchanged(s: &Sentence<'_>, value: &Value, change: usize) -> bool {
    const NOT: &[&str] = &["no", "not", "nor", "neither", "without", "any"];
    let spread = value.dispersion.as_ref().and_then(|spread| spread.value);
    let far = spread.is_some_and(|spread| value.number.to_f64() > 1.5 * spread.to_f64().abs());
    let denied = (change.saturating_sub(5)..change).any(|k| s.is_word(k, NOT));
    let signed = s.words(value.at).starts_with('+');
    let by = value.at > 0 && s.is_word(value.at - 1, &["by", "of"]);
    s.is_word(change, &["change", "changes"]) && denied && far && !signed && !by
}

/// "mean reductions 3 hours after the second injection": when, and no value of what was named.
fn later(s: &Sentence<'_>, value: &Value) -> bool {
    let timed = value.unit.is_some_and(|(from, to)| to == from + 1 && matches!(s.cue(from), Cue::Time(_)));
    let after =
        |k: usize| s.is_word(k, &["after", "before", "post", "following", "later", "earlier", "prior"]);
    // "60 hours and 9 days after"
    let listed = || {
        s.cue(value.last + 1) == Cue::And
            && s.count(value.last + 2).is_some()
            && matches!(s.cue(value.last + 3), Cue::Time(_))
            && after(value.last + 4)
    };
    timed
        && value.number.decimal.places() == 0
        && value.last == value.at + 1
        && (after(value.last + 1) || listed())
        && place(s, value.at) == Place::Word
}

/// `at trough (22 ± 2 hours after the last dose)`: when it was measured, and no value.
fn sampled(s: &Sentence<'_>, value: &Value) -> bool {
    let timed = value.unit.is_some_and(|(from, to)| to == from + 1 && matches!(s.cue(from), Cue::Time(_)));
    let spread = value.dispersion.as_ref().is_some_and(|spread| spread.value.is_some());
    // "at day 42 ± 7 days"; "swabs were taken at 21 ± 6 days": a day that was fixed.
    let before_it = before(s, value.at);
    let named = before_it.is_some_and(|at| {
        matches!(s.cue(at), Cue::Time(_))
            && s.is_word(at, &["day", "days", "week", "weeks", "month", "months"])
    });
    let taken = before_it.is_some_and(|at| {
        s.is_word(at, &["at"])
            && (at.saturating_sub(4)..at).any(|k| {
                s.is_word(
                    k,
                    &["taken", "measured", "collected", "obtained", "drawn", "repeated", "scheduled"],
                )
            })
    });
    // "volumes were assessed by echography 5 ± 3 days, 2 and 8 months after", "was performed at 25 ± 4 days"
    let seen = |k: usize| {
        s.is_word(
            k,
            &[
                "performed",
                "assessed",
                "determined",
                "evaluated",
                "examined",
                "repeated",
                "measured",
                "recorded",
                "studied",
                "obtained",
            ],
        )
    };
    let done = || {
        let near = value.at.saturating_sub(4)..value.at;
        near.clone().rev().find(|k| seen(*k)).is_some_and(|verb| {
            verb > 0
                && s.cue(verb - 1) == Cue::Was
                && (verb + 1..value.at).all(|k| {
                    matches!(s.cue(k), Cue::Preposition | Cue::None | Cue::Article | Cue::About)
                        && !s.is_word(k, &["to", "for"])
                })
        })
    };
    // "a wash-out period of 9 ± 3 days", "(24 ± 2 h postdose)"
    let washed = || {
        (value.at.saturating_sub(6)..value.at).any(|k| s.is_word(k, &["washout", "wash-out", "wash"]))
            || s.is_word(value.last + 1, &["postdose", "post-dose", "predose"])
    };
    if timed && spread && (named || taken || done() || washed()) {
        return true;
    }
    timed
        && spread
        && s.is_word(value.last + 1, &["after", "before", "post", "following", "later", "prior"])
        && before(s, value.at).is_some_and(|at| s.opens(at) || s.is_word(at, &["at", "until"]))
        && !s.any(value.at.saturating_sub(12)..value.at, Classes::STATISTIC | Classes::LASTING)
}

/// A range in brackets alone does not make a quantity of a number; a spread with its name, or ±, does.
fn spread_says_so(s: &Sentence<'_>, value: &Value, d: &crate::finding::Dispersion, named: bool) -> bool {
    let averaged = |k: usize| matches!(s.cue(k), Cue::Statistic(Statistic::Mean | Statistic::Median));
    let list = value.bare && value.number.decimal.places() > 0 && (0..s.items.len()).any(averaged);
    // "the duration was 8 (5-11) h"
    let lasting = value.bare
        && s.opens(value.at + 1)
        && value.unit.is_some_and(|(from, to)| to == from + 1 && matches!(s.cue(from), Cue::Time(_)))
        && outcome::said(s, value.at, Classes::LASTING);
    d.value.is_some()
        || named
        || list
        || lasting
        || twin(s, value)
        || !value.bare && (value.unit.is_some() || value.number.decimal.places() > 0)
}

/// `(12 [6-23] vs 15 [9-34])`: whole numbers, each within its range, on both sides of a comparison.
fn twin(s: &Sentence<'_>, value: &Value) -> bool {
    let form = |k: usize| {
        let range = |k: usize| matches!(s.items.get(k).map(|item| &item.shape), Some(Shape::Range(range)) if !range.percent);
        s.plain(k).is_some() && s.opens(k + 1) && range(k + 2) && s.closes(k + 3)
    };
    let before = || value.at > 5 && s.cue(value.at - 1) == Cue::Versus && form(value.at - 5);
    form(value.at) && (s.cue(value.at + 4) == Cue::Versus && form(value.at + 5) || before())
}

/// Quartiles and ranges stand with medians, where no word names the statistic; all else with means.
fn unnamed(s: &Sentence<'_>, value: &Value) -> Statistic {
    if told(s, value, None) {
        return Statistic::Change;
    }
    match value.dispersion.as_ref().map(|spread| spread.kind) {
        Some(DispersionKind::Iqr | DispersionKind::Range) => Statistic::Median,
        _ => Statistic::Mean,
    }
}

fn with_direction(s: &Sentence<'_>, value: &Value, statistic: Statistic) -> Sort {
    let change = matches!(statistic, Statistic::Change | Statistic::LeastSquaresMean);
    let direction = s.before(value.at, 16, Classes::MOVED, |cue| match cue {
        Cue::Lower => Some(Direction::Lower),
        Cue::Higher => Some(Direction::Higher),
        _ => None,
    });
    Sort { statistic, direction: direction.map(|(_, found)| found).filter(|_| change) }
}

/// The statistic named before the value, in the same clause, with no other sort of number's name between.
fn named(s: &Sentence<'_>, value: &Value) -> Option<(usize, Statistic)> {
    if !s.has(Classes::STATISTIC) {
        return None;
    }
    // A clause without a verb goes on with what the clause before it says.
    let clause = s.clause_start(value.at);
    let verb = (clause.max(value.at.saturating_sub(REACH))..value.at).any(|k| s.cue(k) == Cue::Was);
    let start = if verb { clause } else { 0 }.max(value.at.saturating_sub(REACH));
    let mut follow_up = None;
    let mut end = value.at;
    while let Some(at) = s.last(start..end, Classes::STATISTIC | Classes::FOLLOW_UP | Classes::MEASURE) {
        end = at;
        match s.cue(at) {
            // "confidence to change": a verb.
            Cue::Statistic(Statistic::Change)
                if at > 0 && s.cue(at - 1) == Cue::To && s.is_word(at, &["change"]) => {}
            Cue::Statistic(statistic) => {
                // "2.4 years' follow-up (median)"
                let behind = at > 1 && s.opens(at - 1) && s.cue(at - 2) == Cue::FollowUp;
                let of_follow_up =
                    (behind || follow_up.is_some_and(|f| f <= at + 6)) && statistic != Statistic::Change;
                // "mean differences of changes"
                let difference = (at.saturating_sub(4)..at).any(|k| {
                    matches!(s.cue(k), Cue::Difference)
                        && !(k..at).any(|k| s.is_word(k, &["between", "among"]))
                        || matches!(s.cue(k), Cue::Measure { measure, .. } if measure != Measure::Auc)
                });
                let statistic = if statistic == Statistic::Change && least_squares(s, at) {
                    Statistic::LeastSquaresMean
                } else {
                    statistic
                };
                return (!of_follow_up && !difference && !of_another(s, at, value))
                    .then_some((at, statistic));
            }
            Cue::FollowUp => follow_up = Some(at),
            Cue::Measure {
                measure: Measure::Auc | Measure::Correlation | Measure::Sensitivity | Measure::Specificity,
                ..
            } => {}
            // DOR is also the duration of response.
            Cue::Measure { measure, .. } if measure.is_ratio() && value.unit.is_some() => {}
            Cue::Measure { .. } => return None,
            _ => {}
        }
    }
    None
}

/// "the least squares (LS) mean change", "LS mean (SE) changes"; an adjusted mean change may be any.
fn least_squares(s: &Sentence<'_>, change: usize) -> bool {
    let named =
        |k: usize| s.words(k).get(..2).is_some_and(|two| two == "LS" || two.eq_ignore_ascii_case("le"));
    (change.saturating_sub(6)..change).any(|k| {
        s.cue(k) == Cue::Statistic(Statistic::LeastSquaresMean) && named(k)
            || k > 0 && s.is_word(k, &["squares", "square"]) && s.is_word(k - 1, &["least"])
    })
}

/// "(mean age 50 ± 4 years), who were given calcium, 1 g/day": named in a bracket that is closed, for what has another unit.
fn of_another(s: &Sentence<'_>, named: usize, value: &Value) -> bool {
    let Some((from, _)) = value.unit else { return false };
    let own = || (named + 1..value.at).find(|k| matches!(s.cue(*k), Cue::Unit | Cue::Time(_) | Cue::Dose));
    s.items[named].depth > s.items[value.at].depth && own().is_some_and(|k| s.words(k) != s.words(from))
}

/// `82.5 (10.3) % (mean (SD))`, `14 weeks on average`, `12 days (median)`.
fn behind(s: &Sentence<'_>, value: &Value) -> Option<Statistic> {
    let at = value.last + 1;
    if s.mark(value.at + 1) == Some('-')
        && let Cue::Statistic(found) = s.cue(at)
    {
        return Some(found);
    }
    if !s.opens(at) && !s.is_word(at, &["on"]) {
        return None;
    }
    match s.cue(at + 1) {
        Cue::Statistic(found @ (Statistic::Mean | Statistic::Median))
            if s.closes(at + 2) || s.opens(at + 2) || !s.opens(at) =>
        {
            Some(found)
        }
        _ => None,
    }
}
