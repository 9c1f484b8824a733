//! Values without a statistic's name: survival times, and measurements with their unit.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::TimeUnit;
use crate::lex::{Classes, Cue};

use super::bracket::{across, listed, ordered, several, tested};
use super::given::set_to;
use super::labelled::{labelled, level_unit, unit_of_the_other};
use super::place::{Place, at_a_time, before, course, joint_before, place, stayed};
use super::placed::shared_unit;
use super::pressure::{self, pressure};
use super::scale;
use super::sides;
use super::value::Value;

/// "Progression-free survival was 2.6 months and 2.1 months".
pub(super) fn survival(s: &Sentence<'_>, value: &Value) -> bool {
    if !s.has(Classes::SURVIVAL) {
        return false;
    }
    let timed = |at: usize| {
        matches!(s.cue(at), Cue::Time(TimeUnit::Month | TimeUnit::Year | TimeUnit::Week | TimeUnit::Day))
    };
    let own = value
        .unit
        .is_some_and(|(from, to)| timed(from) && to == from + 1 && s.mark(value.at + 1) != Some('-'));
    let joint = value.last + 1;
    let shared = (matches!(s.cue(joint), Cue::Versus | Cue::And) || s.mark(joint) == Some(','))
        && s.plain(joint + 1).is_some()
        && timed(joint + 2);
    let placed = matches!(place(s, value.at), Place::Joint | Place::List)
        || before(s, value.at).is_some_and(|k| s.is(k, Classes::SURVIVAL));
    // "for up to 13 cycles (approximately 9 months)"
    let rough = value.at > 1 && s.cue(value.at - 1) == Cue::About && s.opens(value.at - 2);
    // "(6 months prophylaxis)" is no survival.
    let named =
        matches!(s.items.get(joint).map(|item| &item.shape), Some(Shape::Word)) && s.cue(joint) == Cue::None;
    // "The outcomes are survival at 3, 6 and 12 months" is a plan.
    let planned = said(s, value.at, Classes::OUTCOMES) && value.number.decimal.places() == 0;
    (own || shared) && placed && !named && !rough && !planned && said(s, value.at, Classes::SURVIVAL)
}

/// A word of the list in the clause before the value.
pub(super) fn said(s: &Sentence<'_>, i: usize, words: Classes) -> bool {
    s.has(words) && s.any(s.clause_start(i).max(i.saturating_sub(40))..i, words)
}

/// Whether the value stands as one: behind a verb or sign, or in a bracket that holds nothing but values.
pub(super) fn stands(s: &Sentence<'_>, value: &Value) -> bool {
    let Some(at) = before(s, value.at) else { return false };
    match (s.cue(at), s.mark(at)) {
        (Cue::Was | Cue::Versus, _) | (_, Some('=' | ':')) => true,
        // "changed by -2.4 kg"
        _ if s.is_word(at, &["by"]) => {
            value.number.decimal.is_negative() || s.words(value.at).starts_with('+')
        }
        // "(A, -18 mm Hg; B, -23 mm Hg)"
        (_, Some(',')) => {
            let label = at.checked_sub(1).is_some_and(|word| matches!(s.items[word].shape, Shape::Word));
            let opens = at.checked_sub(2).is_some_and(|k| s.opens(k) || s.mark(k) == Some(';'));
            let sign = value.number.decimal.is_negative() || s.words(value.at).starts_with('+');
            sign && s.items[at].depth > 0 && label && opens && (value.unit.is_some() || closed(s, value))
        }
        (_, Some('(' | '[')) => {
            closed(s, value)
                || value.number.decimal.is_negative() && s.cue(value.last + 1) == Cue::Preposition
        }
        _ => false,
    }
}

/// The bracket closes behind the value, or goes on with a comparison or a P value.
fn closed(s: &Sentence<'_>, value: &Value) -> bool {
    let end = value.last + 1;
    s.closes(end)
        || matches!(s.cue(end), Cue::Versus | Cue::And)
        || matches!(s.mark(end), Some(',' | ';' | '/'))
            && (end..end + 3)
                .any(|k| matches!(s.items.get(k).map(|x| &x.shape), Some(Shape::P(_) | Shape::Number(_))))
}

/// `(317 mL vs. 615 mL)`, `serum levels of 43 and 59 µg per milliliter`, `half-life of 56 days`, `(0.47 versus 0.59)`.
pub(super) fn measured(s: &Sentence<'_>, value: &Value) -> bool {
    let Some(at) = before(s, value.at) else { return false };
    if labelled(s, value)
        || sides::in_turn(s, value)
        || s.cue(at) == Cue::Was && unit_of_the_other(s, value).is_some()
    {
        return true;
    }
    if pressure(s, value.at) && pressure::facing(s, value.at) {
        return true;
    }
    let partner = value.last + 2;
    let versus = s.cue(value.last + 1) == Cue::Versus && s.plain(partner).is_some()
        || s.cue(at) == Cue::Versus && at > 0 && s.any(at.saturating_sub(6)..at, Classes::NUMERIC);
    match value.unit {
        None if pressure(s, value.at) => pressure::told(s, value.at, at),
        None if one_unit(s, value, at).is_some() => one_unit(s, value, at) == Some(true),
        None if ordered(s, value, at) => true,
        None if value.number.decimal.places() == 0 => {
            s.cue(at) == Cue::Was && score(s, value, at, SCORES)
                || whole_sides(s, value)
                // "(142 and 131 mm Hg, respectively)"
                || listed(s, value) && shared_unit(s, value).is_some_and(|unit| level_unit(s, unit))
        }
        // "(42.7 and 2.3% vs 90.4 and 31.8%)"
        None if s.cue(value.last + 1) == Cue::And && s.percent(value.last + 2).is_some() => false,
        None => {
            versus
                || listed(s, value)
                || scored(s, value, at)
                || in_each(s, value, at)
                || s.cue(at) == Cue::Was && several(s, value)
                || s.cue(at) == Cue::Of
                    && at > 0
                    && s.is_word(at - 1, &["values", "scores", "levels", "concentrations"])
        }
        Some((from, _)) if matches!(s.cue(from), Cue::Time(_)) => {
            let lasting = said(s, value.at, Classes::LASTING);
            let of = s.cue(at) == Cue::Of && near(s, at, Classes::LASTING) && !course(s, at);
            let set = || tested(s, value) || across(s, value) || listed(s, value);
            let said = stands(s, value) && (!s.opens(at) || set()) && !course(s, at);
            lasting && (said || versus || of)
        }
        Some((from, _)) if s.mark(value.at + 1) == Some('-') || s.is_word(from, &["times", "fold"]) => false,
        // "26 episodes in 14 people" are counted.
        Some((from, _)) if value.number.decimal.places() == 0 && s.is_word(from, &["episodes"]) => false,
        Some(_) => {
            // ": 118 mL placebo" is what was given.
            let given = matches!(s.items.get(value.last + 1).map(|item| &item.shape), Some(Shape::Word))
                && s.cue(value.last + 1) == Cue::None;
            (stands(s, value) || stayed(s, at))
                && !given
                && (versus
                    || s.cue(at) == Cue::Was
                    || !s.opens(at)
                    || tested(s, value)
                    || listed(s, value)
                    || across(s, value))
                || s.cue(at) == Cue::Of
                    && !set_to(s, at)
                    && near(s, at, Classes::LEVELS)
                    && !s.any(at.saturating_sub(5)..at, Classes::CRITERION)
        }
    }
}

/// `HbA1c fell from 8.9% to 7.4%`: what is measured in per cent is no share of people.
pub(super) fn in_percent(s: &Sentence<'_>, value: &Value) -> bool {
    if !s.has(Classes::IN_PERCENT | Classes::PERCENT_SCALE) {
        return false;
    }
    // "8.4, 7.1 and 6.9%": the list stands where its first does.
    let Some(at) = before(s, joint_before(s, value.at)) else { return false };
    // "A1C was 6.7% at baseline; at 4 years, it was 6.3%"
    let same = at > 0 && s.cue(at) == Cue::Was && s.is_word(at - 1, &["it"]);
    // "improved the ejection fraction (from 33.9 to 39.2%)"
    let clause = if at > 0 && s.is_word(at, &["from"]) && s.opens(at - 1) {
        s.clause_start(at - 1).max(value.at.saturating_sub(12))
    } else {
        s.clause_start(value.at).max(value.at.saturating_sub(12))
    };
    // "HbA1c improved from 8.1% to 7.4% in one group, and rose from 8.6% to 8.9% in the other"
    let again = s.is_word(at, &["from"])
        && at > 0
        && (s.cue(at - 1) == Cue::And || s.mark(at - 1) == Some(',') || s.is(at - 1, Classes::WENT))
        && (value.at.saturating_sub(24)..at).any(|k| s.is_word(k, &["from"]));
    let start = if same || again { value.at.saturating_sub(30) } else { clause };
    let named = (start..=at).any(|k| on_a_percent_scale(s, k));
    let whose = if again { at..at } else { clause..value.last + 4 };
    let of_people = whose.into_iter().any(|k| {
        matches!(s.cue(k), Cue::People | Cue::Happened | Cue::Criterion)
            || matches!(s.cue(k), Cue::Role(_)) && k < value.at
            || s.is_word(k, &["between", "incidence", "rate"])
    });
    let number = (clause..at).any(|k| {
        !matches!(s.cue(k + 1), Cue::Time(_))
            && s.items[k].numeric()
            && !s.items[k].named
            && !at_a_time(s, k)
            && !s.is_word(at, &["to"])
            && !matches!(s.items[k].shape, Shape::P(_))
    });
    // "time to recovery of the ratio to 90%": a mark that is waited for.
    let went = || {
        s.cue(at) == Cue::To
            && (s.any(clause..at, Classes::MOVED) || (clause..at).any(|k| s.is_word(k, &["from"])))
    };
    let placed = s.cue(at) == Cue::Was || went() || s.mark(at) == Some(':') || s.opens(at) || stayed(s, at);
    let joint = !number && placed || s.is_word(at, &["from"]) || scale::beside(s, value, at);
    // "HbA1c (7.1% vs 7.9%)"
    let set = s.opens(at)
        && s.cue(value.last + 1) == Cue::Versus
        && s.percent(value.last + 2).is_some()
        && (at.saturating_sub(3)..at).any(|k| s.is(k, Classes::IN_PERCENT));
    // "HbA1c did not differ (A 8.2%; B 7.3%)"
    let both = || !number && labelled(s, value);
    named
        && (joint || set || both())
        && (!of_people || scale::beside(s, value, at))
        && s.bound(value.at).is_none()
        && (s.cue(value.last + 1) != Cue::Of || scale::of_normal(s, value.last + 2))
}

/// What people give points for: its values are often whole, and have no unit.
const SCORES: &[&str] = &["score", "scores"];

/// What people rate, or what is a number of hours: whole on both sides of a comparison.
const RATED: &[&str] =
    &["pain", "rating", "ratings", "index", "severity", "VAS", "hours", "intensity", "discomfort"];

/// What has values that often stand without a unit.
const SCALES: &[&str] =
    &["score", "scores", "index", "BMI", "level", "levels", "concentration", "concentrations", "counts"];

/// `The score was 3.1 with A and 5.2 with B`, `the score with A (3.1) was lower than with B (5.2, P<0.01)`: of what is measured, and
/// has no unit.
fn scored(s: &Sentence<'_>, value: &Value, at: usize) -> bool {
    match s.cue(at) {
        Cue::Was => score(s, value, at, SCALES),
        _ if stayed(s, at) => score(s, value, at, SCALES),
        _ => {
            s.opens(at)
                && s.items[at].depth == 0
                && (facing(s, value) && score(s, value, at, RATED)
                    || (facing(s, value) || in_turn(s, value)) && score(s, value, at, SCALES))
        }
    }
}

/// `the score was lower (12 vs 15; P = 0.01)`, `scores (day 1: 48 versus 31, P < 0.001; day 2: …)`: whole numbers in a bracket on both
/// sides of a comparison with its P value, of what people give points for.
fn whole_sides(s: &Sentence<'_>, value: &Value) -> bool {
    let versus = |k: usize| s.cue(k) == Cue::Versus && s.count(k + 1).is_some();
    let i = value.at;
    let first = if versus(i + 1) { i } else { i.saturating_sub(2) };
    if s.items[i].depth != 1 || s.count(first).is_none() || !versus(first + 1) {
        return false;
    }
    let starts = first > 0 && (s.opens(first - 1) || s.mark(first - 1) == Some(':'));
    let joint = first + 3 + usize::from(matches!(s.mark(first + 3), Some(',' | ';')));
    let tested = matches!(s.items.get(joint).map(|item| &item.shape), Some(Shape::P(_)));
    let Some(open) = (first.saturating_sub(40)..first).rev().find(|k| s.opens(*k) && s.items[*k].depth == 0)
    else {
        return false;
    };
    let said = open.saturating_sub(16).max(s.clause_start(open))..open;
    let named = said.clone().any(|k| s.is_word(k, SCORES) || s.is_word(k, RATED));
    let counted = said.clone().any(|k| {
        matches!(s.cue(k), Cue::Happened | Cue::Difference) && !s.is_word(k, &["reported"])
            || s.items[k].numeric() && !s.items[k].named
            || s.is_word(
                k,
                &["number", "proportion", "percentage", "rate", "rates", "frequency", "incidence"],
            )
    });
    starts && tested && named && !counted
}

/// Whether a word of the list is what the clause speaks of before the item at `at`, and nothing else has a value there.
fn score(s: &Sentence<'_>, value: &Value, at: usize, words: &[&str]) -> bool {
    let start = s.clause_start(value.at).max(at.saturating_sub(16));
    let Some(named) = (start..at).rev().find(|k| s.is_word(*k, words)) else { return false };
    let other = |k: usize| {
        s.items[k].numeric()
            && s.items[k].depth == 0
            && !s.items[k].named
            && !matches!(s.items[k].shape, Shape::P(_))
            || matches!(
                s.cue(k),
                Cue::Measure { .. } | Cue::Difference | Cue::Happened | Cue::Range | Cue::Criterion
            )
            || s.is_word(k, &["proportion", "percentage", "number"])
    };
    let next = value.last + 1;
    let bare = !matches!(s.cue(next), Cue::Of | Cue::To | Cue::People | Cue::Things | Cue::Or | Cue::None)
        || s.items.get(next).is_none_or(|item| !matches!(item.shape, Shape::Word));
    // "scores of nothing were 64 and 36%" are shares.
    let shares = (next + 1..next + 4).any(|k| s.percent(k).is_some());
    !(named.saturating_sub(4)..at).any(other)
        && bare
        && !shares
        && s.bound(value.at).is_none()
        && !s.opens(next)
}

/// `(11.9 for A; 11.4 for B)`: values of one form, each with its group.
fn in_turn(s: &Sentence<'_>, value: &Value) -> bool {
    let of = value.last + 1;
    let alike = |k: usize| {
        s.plain(k).is_some_and(|n| n.decimal.places() == value.number.decimal.places())
            && s.cue(k + 1) == s.cue(of)
            && s.items[k].depth == s.items[value.at].depth
            && (matches!(s.mark(k - 1), Some(',' | ';')) || matches!(s.cue(k - 1), Cue::And | Cue::Versus))
    };
    s.cue(of) == Cue::Preposition && (of + 2..s.items.len().min(of + 10)).any(alike)
}

/// What is no level of anything where its value is a fraction: chances, and what has a measure of its own.
const CHANCES: &[&str] = &[
    "probability",
    "probabilities",
    "proportion",
    "proportions",
    "likelihood",
    "frequency",
    "frequencies",
    "chance",
    "fraction",
    "sensitivity",
    "specificity",
    "percentage",
    "odds",
    "coefficient",
    "coefficients",
    "risk",
    "risks",
    "hazard",
    "r",
    "accuracy",
];

/// `Ratings were 3.41 in the A group and 3.77 in the B group`: a verb, and two decimals of one form, each with its group.
fn in_each(s: &Sentence<'_>, value: &Value, at: usize) -> bool {
    let of = value.last + 1;
    let told = s.cue(at) == Cue::Was || s.mark(at) == Some(':') && s.items[at].depth == 0;
    if !told || !s.is_word(of, &["in", "with", "for", "among"]) {
        return false;
    }
    let places = value.number.decimal.places();
    let alike = |k: usize| {
        s.plain(k).is_some_and(|n| n.decimal.places() == places)
            && s.words(k + 1).eq_ignore_ascii_case(s.words(of))
            && (matches!(s.cue(k - 1), Cue::And | Cue::Versus) || s.mark(k - 1) == Some(','))
    };
    let other = (of + 2..s.items.len().min(of + 12)).find(|k| s.items[*k].numeric() && !s.items[*k].named);
    let mut said = s.clause_start(at).max(at.saturating_sub(20))..at;
    let barred = |k: usize| {
        matches!(
            s.cue(k),
            Cue::Measure { .. } | Cue::Symbol(_) | Cue::Difference | Cue::Criterion | Cue::Range
        ) || s.is_word(k, CHANCES)
            || s.items[k].numeric() && !s.items[k].named && !matches!(s.cue(k + 1), Cue::Time(_))
    };
    other.is_some_and(alike) && s.bound(value.at).is_none() && !said.any(barred)
}

/// Another bracket on the other side of a comparison opens on a number of the same form.
fn facing(s: &Sentence<'_>, value: &Value) -> bool {
    let places = value.number.decimal.places();
    let alike = |k: usize| s.opens(k - 1) && s.plain(k).is_some_and(|n| n.decimal.places() == places);
    let compared = |k: usize| matches!(s.cue(k), Cue::Versus | Cue::LessThan | Cue::MoreThan);
    let behind = (value.last + 2..s.items.len().min(value.last + 20)).find(|k| alike(*k));
    let before = (value.at.saturating_sub(20).max(1)..value.at.saturating_sub(1)).rev().find(|k| alike(*k));
    behind.is_some_and(|k| (value.last..k).any(compared))
        || before.is_some_and(|k| (k..value.at).any(compared))
}

/// Whether an item names what is measured in per cent and is no share of people: HbA1c, the ejection fraction.
pub(in crate::extract::read) fn on_a_percent_scale(s: &Sentence<'_>, k: usize) -> bool {
    s.is(k, Classes::IN_PERCENT)
        || s.cue(k) == Cue::PercentScale && s.words(k).len() > 6 && !s.is_word(k, CHANGED_IN_PERCENT)
}

/// Whether a value whose unit stands once, on the last of its list, is measured: `levels of 46 and 57 µg/mL`, `rates were 62, 66
/// and 69 beats/min`; none where no unit follows, or other signs tell.
fn one_unit(s: &Sentence<'_>, value: &Value, at: usize) -> Option<bool> {
    let unit = shared_unit(s, value)?;
    match (s.cue(at), s.cue(unit)) {
        (Cue::Of, _) => Some(near(s, at, Classes::LEVELS)),
        (Cue::Was, _) if level_unit(s, unit) => Some(true),
        (Cue::Was, Cue::Time(_)) => (said(s, value.at, Classes::LASTING) && !course(s, at)).then_some(true),
        _ => None,
    }
}

/// A word of the list right before an "of", or before the words between.
fn near(s: &Sentence<'_>, of: usize, words: Classes) -> bool {
    (of.saturating_sub(4)..of).rev().take_while(|k| s.cue(*k) != Cue::Versus).any(|k| s.is(k, words))
}

/// What is measured in another unit, and whose percentages are changes.
const CHANGED_IN_PERCENT: &[&str] = &[
    "body weight",
    "weight change",
    "bone mineral density",
    "ldl cholesterol",
    "cholesterol",
    "density",
    "volume",
    "atheroma volume",
];
