//! One value of a measure, with its unit and its tail.

use crate::extract::item::Shape;
use crate::extract::read::tail::{Bare, Tail, tail};
use crate::extract::read::{Known, Reading};
use crate::extract::sentence::Sentence;
use crate::finding::{Estimate, Measure, Reported};
use crate::lex::Cue;
use crate::text::Span;

use super::head::Head;
use super::list;
use super::name::Named;
use super::settle::{plausible, settle};

/// One value of a measure with its tail.
pub(super) struct One {
    pub(super) estimate: Estimate,
    at: usize,
    pub(super) last: usize,
    used: Vec<usize>,
    pub(super) tailed: bool,
}

impl One {
    /// Leaves the P value to the comparison of the values on both sides.
    pub(super) fn leave_p(&mut self, at: usize) {
        self.estimate.p = None;
        (self.last, self.used) = (at, vec![at]);
    }

    pub(super) fn reading(self, first: usize, outcome: Option<Span>) -> Reading {
        let mut reading =
            Reading::new(Reported::Estimate(self.estimate), first, self.last, self.at, self.used);
        reading.outcome = outcome;
        reading
    }
}

pub(super) fn one(
    s: &Sentence<'_>,
    at: usize,
    named: Named,
    head: &Head,
    strict: bool,
    known: &Known,
) -> Option<One> {
    // The 118 of "-28 ± 118".
    if at > 0 && s.items.get(at - 1)?.shape == Shape::PlusMinus {
        return None;
    }
    // "no differences, but 4 out of 11 women": a count.
    let value = s.number(at).filter(|_| !s.is_word(at + 1, &["out"]) && !names(s, at))?;
    let (own, behind) = unit(s, at);
    // "1.3 ± 0.4 kg": the unit stands behind the error.
    let spread = s.items.get(behind).is_some_and(|item| item.shape == Shape::PlusMinus);
    let unit = own.or_else(|| if spread { s.unit(behind + 2).map(|(unit, _)| unit) } else { None });
    let bare = match head.label {
        Some((level, kind)) => Bare::Labelled(level, kind),
        None if own_limits(named.measure) => Bare::Ratio(value),
        None => Bare::Around(value),
    };
    let found = tail(s, behind, bare, known);
    // "0.36 (0.40) mm Hg (95% CI …": behind the bracket of its error.
    let error = s.opens(behind)
        && s.closes(behind + 2)
        && (found.used.contains(&(behind + 1)) || matches!(s.cue(behind + 3), Cue::Unit | Cue::Time(_)));
    let unit = unit.or_else(|| if error { s.unit(behind + 3).map(|(unit, _)| unit) } else { None });
    let measure = settle(s, at, named.measure, unit.as_deref());
    // "sensitivity increased from 85% to 93%"
    let strict = strict || list::share(measure) && at > 0 && s.is_word(at - 1, &["from"]);
    if !plausible(s, at, measure, value, found.any()) || !found.any() && !strict {
        return None;
    }
    // "a difference in mean scores (15.9 vs 21.8)": the two sides.
    let of_two = matches!(
        measure,
        Measure::MeanDifference
            | Measure::RiskDifference
            | Measure::MedianDifference
            | Measure::RelativeRiskReduction
    );
    if of_two && !found.any() && s.cue(behind) == Cue::Versus && s.number(behind + 1).is_some() {
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

/// `an NNT of 3.4 (2.6 to 4.9)`: measures whose limits stand in a bracket without a label, as those of ratios do.
pub(in crate::extract::read) fn own_limits(measure: Measure) -> bool {
    measure.is_ratio() || measure == Measure::NumberNeededToTreat
}

/// The 38 of `F1,38 = 9.64`, the 5 of `5-HT`: a number that only names something.
fn names(s: &Sentence<'_>, at: usize) -> bool {
    let dash = s.items.get(at + 1).is_some_and(|item| item.mark() == Some('-') && !item.spaced);
    let name = || {
        s.items.get(at + 2).is_some_and(|item| !item.spaced && matches!(item.shape, Shape::Word))
            && s.cue(at + 2) == Cue::None
            && s.words(at + 2).starts_with(|c: char| c.is_ascii_uppercase())
    };
    s.mark(at + 1) == Some('=') || dash && name()
}

/// The unit of the number at `at`, and the place behind it.
pub(in crate::extract::read) fn unit(s: &Sentence<'_>, at: usize) -> (Option<String>, usize) {
    match s.unit(at + 1) {
        Some((unit, end)) => (Some(unit), end),
        None if s.percent(at).is_some() => (Some("%".to_owned()), at + 1),
        None => (currency(s, at), at + 1),
    }
}

/// The place behind the unit of the number at `at`.
pub(in crate::extract::read) fn unit_end(s: &Sentence<'_>, at: usize) -> usize {
    s.unit_end(at + 1).unwrap_or(at + 1)
}

/// The sign of money before a number: `£427`, `-£97`.
fn currency(s: &Sentence<'_>, at: usize) -> Option<String> {
    let own = s.words(at).chars().find(|c| matches!(c, '$' | '£' | '€'));
    own.or_else(|| at.checked_sub(1).and_then(|b| s.mark(b)).filter(|c| matches!(c, '$' | '£' | '€')))
        .map(String::from)
}

/// `difference of 3.5 points`, `(difference: 0.2 g/dl)`, `the difference was 11%`: with neither interval nor P value, the
/// word must stand right before, and no other value be set against this one.
pub(super) fn bare_difference(s: &Sentence<'_>, i: usize, at: usize) -> bool {
    let joined = (i + 1..at).all(|at| match s.cue(at) {
        Cue::Of | Cue::Was | Cue::About => true,
        // "an incremental cost of US$874"
        Cue::Currency => true,
        _ => {
            matches!(s.mark(at), Some('=' | ':' | ',' | '(' | '[' | '$' | '£' | '€'))
                || s.is_word(at, &["US"])
        }
    });
    let joined = joined || of_what(s, i, at);
    let behind = unit_end(s, at);
    let no = (i.saturating_sub(3)..i).any(|at| s.is_word(at, &["no", "not", "nonsignificant"]));
    let set = matches!(s.cue(behind), Cue::Versus | Cue::And | Cue::To)
        || matches!(s.items.get(behind).map(|item| &item.shape), Some(Shape::PlusMinus))
            && !tested(s, behind);
    // "an incremental cost of $130 per point": what one more costs.
    let each = s.is_word(behind, &["per"]) && currency(s, at).is_some();
    let set = set && !(names_outcome(s, i) && s.cue(behind) != Cue::To);
    let people = each || matches!(s.cue(behind), Cue::People | Cue::Group | Cue::Things);
    joined && !no && !set && !people
}

/// `the difference was 1.3 ± 0.4 kg (P=0.01)`: behind its error the difference has a P value or an interval; of "16 ± 3 mm Hg in A" it
/// is what one group had.
fn tested(s: &Sentence<'_>, spread: usize) -> bool {
    let end = unit_end(s, spread + 1);
    let at = end + usize::from(s.opens(end) || matches!(s.mark(end), Some(',' | ';')));
    let told = |item: &crate::extract::item::Item| matches!(item.shape, Shape::P(_) | Shape::Interval(_));
    at > end && s.number(spread + 1).is_some() && s.items.get(at).is_some_and(told)
}

/// `an incremental cost of $892`: a difference whose name says what it is of.
pub(super) fn names_outcome(s: &Sentence<'_>, i: usize) -> bool {
    s.cue(i) == Cue::Difference
        && s.words(i).get(..11).is_some_and(|word| word.eq_ignore_ascii_case("incremental"))
}

/// `the difference in weight between the groups was 2.4 kg`: what it is a difference of, and a verb.
fn of_what(s: &Sentence<'_>, i: usize, at: usize) -> bool {
    let verb = (i + 2..at).rev().find(|k| s.cue(*k) != Cue::About);
    let number = |k: usize| s.items[k].numeric() && !s.items[k].named && !s.items[k].spelled;
    matches!(s.cue(i + 1), Cue::Preposition | Cue::Of)
        && verb.is_some_and(|verb| s.cue(verb) == Cue::Was)
        && !(i + 1..at).any(|k| number(k) || matches!(s.mark(k), Some(',' | ';' | ':')))
}

/// `a difference was not seen (72%; 95% CI 60 to 84 vs 71%; …)`: the value of one side, whose other side follows.
pub(super) fn other_side_follows(s: &Sentence<'_>, last: usize) -> bool {
    let behind = last + 1 + usize::from(s.closes(last + 1));
    s.cue(behind) == Cue::Versus && s.number(behind + 1).is_some()
}
