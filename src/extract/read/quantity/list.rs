//! What the values of one list share.

use crate::extract::item::Shape;
use crate::extract::read::Known;
use crate::extract::sentence::Sentence;
use crate::finding::{Interval, IntervalKind, Measure, Statistic};
use crate::lex::{Classes, Cue};

use super::place::{Place, at_a_time, before, place};
use super::value::{Sort, Value};

/// The widest gap between two values of a list: "8.2 points with A compared with 5.7 in the B group".
const GAP: usize = 16;

/// Gives a value beside a known one its sort and its unit: "11.8 vs. 5.9 months", "40.5 in the B group, and 7.8 mL in C".
pub(super) fn share(s: &Sentence<'_>, values: &mut [Value]) {
    for b in (1..values.len()).rev() {
        let (before, behind) = values.split_at_mut(b);
        give(s, &mut before[b - 1], &mut behind[0]);
    }
    for b in 1..values.len() {
        let (before, behind) = values.split_at_mut(b);
        give(s, &mut before[b - 1], &mut behind[0]);
    }
    for b in (1..values.len()).rev() {
        let (before, behind) = values.split_at_mut(b);
        give_unit(s, &mut before[b - 1], &behind[0]);
        in_percent_too(s, &before[b - 1], &mut behind[0]);
    }
}

/// `a loss of 4.1 kg (4.4%)`: a change once more, in per cent.
fn in_percent_too(s: &Sentence<'_>, a: &Value, b: &mut Value) {
    let change = a.sort.filter(|sort| sort.statistic == Statistic::Change);
    let beside = b.percent && b.first == a.last + 2 && s.opens(a.last + 1) && s.closes(b.last + 1);
    if change.is_some() && beside && b.sort.is_none() && a.unit.is_some() && !a.percent {
        b.sort = change;
    }
}

/// `5, 7 and 9 days`: the unit of the last, of which all are.
fn give_unit(s: &Sentence<'_>, a: &mut Value, b: &Value) {
    let statistic = |v: &Value| v.sort.map(|sort| sort.statistic);
    let alike =
        statistic(a).is_some() && statistic(a) == statistic(b) && a.last == a.at && b.dispersion.is_none();
    if !alike || a.unit.is_some() || a.percent || b.percent || a.money || b.first > a.last + 3 {
        return;
    }
    let joint = |k: usize| s.mark(k) == Some(',') || matches!(s.cue(k), Cue::And | Cue::Versus | Cue::Or);
    if (a.last + 1..b.first).all(joint) {
        a.unit = b.unit;
    }
}

/// `4.2 and 2.7 months with A and B, respectively (95% CI, 2.8 to 5.6 and 2.1 to 3.9)`: two intervals behind two values, in
/// their order.
pub(super) fn bounded_in_order(s: &Sentence<'_>, values: &mut [Value]) {
    for b in 1..values.len() {
        let [one, other] = &mut values[b - 1..=b] else { return };
        let open =
            one.sort.is_some() && other.sort.is_some() && one.interval.is_none() && other.interval.is_none();
        if !open || other.first != one.last + 2 || s.cue(one.last + 1) != Cue::And {
            continue;
        }
        let Some(at) = s.first(other.last + 1..other.last + 24, Classes::INTERVAL) else { continue };
        let (Shape::Interval(first), Some(Shape::Range(range))) =
            (&s.items[at].shape, s.items.get(at + 2).map(|item| &item.shape))
        else {
            continue;
        };
        let second = Interval { low: range.low, high: range.high, ..(**first).clone() };
        let holds = |value: &Value, interval: &Interval| {
            let number = value.number.to_f64();
            interval.low.is_none_or(|low| low.to_f64() <= number)
                && interval.high.is_none_or(|high| number <= high.to_f64())
        };
        let free = !s.spent[at] && !s.spent[at + 2] && s.cue(at + 1) == Cue::And;
        if free && holds(one, first) && holds(other, &second) {
            (one.interval, other.interval) = (Some((**first).clone()), Some(second));
            one.used.push(at);
            other.used.push(at + 2);
        }
    }
}

/// The farthest two values stand from each other that tell each other what they are by their ranges.
const FAR: usize = 40;

/// `(9.3 [7.1-13.2]) than in the other (8.4 [6.8-12.1])`, `0 (0, 2.8), 1.9 (0, 4.3) and 3.4 (0.7, 6.2)`: two or more, each within
/// the range in the bracket behind it, are measured, where the sentence speaks of no ratio and no difference.
pub(super) fn each_in_its_range(s: &Sentence<'_>, values: &mut [Value], known: &Known) {
    if s.has(Classes::MEASURE.and(Classes::DIFFERENCE).and(Classes::INTERVAL).and(Classes::CRITERION)) {
        return;
    }
    let ranged = |value: &Value| {
        let whole = |d: &crate::finding::Dispersion| d.low.is_some() && d.high.is_some();
        value.bare && !value.percent && !value.barred && value.dispersion.as_ref().is_some_and(whole)
    };
    let mut before: Option<usize> = None;
    for k in 0..values.len() {
        if !ranged(&values[k]) {
            continue;
        }
        if let Some(one) = before.filter(|one| values[k].first - values[*one].last <= FAR) {
            for at in [one, k] {
                let value = &mut values[at];
                // "an increase in activity (3.2 min/day, 0.9 to 5.5)" may be of one group against another.
                let effect =
                    known.level.is_some() && s.any(value.at.saturating_sub(8)..value.at, Classes::CHANGING);
                if value.sort.is_some() || effect {
                    continue;
                }
                value.sort = Some(Sort::of(Statistic::Other));
                // What the article gives intervals of, it gives them of here.
                if let (Some(level), None) = (known.level, known.limits) {
                    let range = value.dispersion.take();
                    value.interval = range.map(|range| Interval {
                        low: range.low,
                        high: range.high,
                        level: Some(level),
                        kind: IntervalKind::Confidence,
                    });
                }
            }
        }
        before = Some(k);
    }
}

/// Whether the sentence has another value of the same sort.
pub(super) fn company(s: &Sentence<'_>, values: &[Value], at: usize) -> bool {
    let this = &values[at];
    let unit = s.unit_of(this.unit);
    values.iter().enumerate().any(|(k, other)| {
        k != at
            && other.percent == this.percent
            && (s.unit_of(other.unit) == unit || one_unit(this, other) || one_unit(other, this))
            && other.interval.is_some() == this.interval.is_some()
            && other.number.decimal.places().abs_diff(this.number.decimal.places()) < 2
    })
}

/// `4.6 and 2.7 months`: the unit may stand once.
fn one_unit(bare: &Value, other: &Value) -> bool {
    bare.unit.is_none() && bare.number.decimal.places() > 0 && other.unit.is_some()
}

fn give(s: &Sentence<'_>, a: &mut Value, b: &mut Value) {
    if a.barred || b.barred {
        let ends = |k: usize| s.mark(k) == Some(';') || matches!(s.items[k].shape, Shape::P(_));
        let both = alike(s, a, b) && joined(s, a, b) && !(a.last + 1..b.first).any(ends);
        if both && a.dispersion.is_none() && b.dispersion.is_none() {
            (a.barred, b.barred, a.sort, b.sort) = (true, true, None, None);
        }
        return;
    }
    // "rose by 41 ± 6 and 12 ± 6 pg/mL": one verb tells of both.
    let change = a.sort.filter(|sort| sort.statistic == Statistic::Change && sort.direction.is_some());
    if change.is_some() && a.dispersion.is_some() && b.dispersion.is_some() && b.first == a.last + 2 {
        let mean = b.sort.is_some_and(|sort| sort.statistic == Statistic::Mean);
        if mean && s.cue(a.last + 1) == Cue::And && a.percent == b.percent {
            b.sort = change;
        }
    }
    let sorted = (a.sort.is_some(), b.sort.is_some());
    let sized = a.unit.is_some() == b.unit.is_some() && a.percent == b.percent;
    if sorted == (false, false) || sorted == (true, true) && sized {
        return;
    }
    if b.sort.is_none() && measured_too(s, a, b) {
        b.sort = a.sort;
        return;
    }
    if !alike(s, a, b) || !joined(s, a, b) {
        return;
    }
    if a.sort.is_none() {
        a.sort = b.sort;
    } else if b.sort.is_none() {
        b.sort = a.sort;
    }
    // "mean age 56, mean pressure 160/94 mm Hg": what has a name of its own has a unit of its own.
    let named = |k: usize| matches!(s.cue(k), Cue::Statistic(Statistic::Mean | Statistic::Median));
    if (a.last + 1..b.first).any(named) && a.unit.is_some() != b.unit.is_some() {
        return;
    }
    // "(9.1 ± 2.0 m/s vs 8.3 ± 1.7 m/s; 10.6 ± 3.4 vs 8.9 ± 2.1)": behind the semicolon another outcome.
    let parted = (a.last + 1..b.first).any(|k| s.mark(k) == Some(';'));
    if parted
        && b.unit.is_none()
        && b.dispersion.is_some()
        && s.cue(b.last + 1) == Cue::Versus
        && s.mark(b.first - 1) != Some(':')
    {
        return;
    }
    // "aged 44-79 years (mean 63), pain 2-7 (median 4)"
    if b.first < b.at && b.unit.is_none() && b.dispersion.is_some() && a.first < a.at && !b.money {
        return;
    }
    // "oxygen (0.72 vs 0.83, P=0.03) and breathing rate (15.1 vs 18.7 bpm, P<0.001)": another bracket, behind a P value.
    let tested = (a.last + 1..b.first).any(|k| matches!(s.items[k].shape, Shape::P(_)));
    let outside = |k: usize| s.items[k].depth == 0 && !s.opens(k);
    // But of "(8.7 vs 9.6 mmol/L, P<0.01) and after B (8.0 vs 9.1, P<0.01)" both are of one outcome.
    let same = (a.last + 1..b.first)
        .find(|k| outside(*k) && (s.cue(*k) == Cue::And || s.mark(*k) == Some(',')))
        .is_some_and(|k| s.cue(k + 1) == Cue::Preposition);
    let another = || s.items[a.at].depth > 0 && !same && (a.last + 1..b.first).any(outside);
    if tested && a.unit.is_some() != b.unit.is_some() && another() {
        return;
    }
    let unit = a.unit.or(b.unit);
    if s.unit_of(a.unit) == s.unit_of(b.unit) || a.unit.is_none() || b.unit.is_none() {
        a.unit = a.unit.or(unit);
        b.unit = b.unit.or(unit);
    }
    let percent = a.percent || b.percent;
    a.percent |= percent && a.unit.is_none();
    b.percent |= percent && b.unit.is_none();
}

/// `Cmax 17.7 ng/mL, AUC 331 ng.h/mL, and clearance 39.5 mL/min`, `(-1.2% and -2.6 mmol/L)`: what is measured in another unit,
/// with nothing but its name between.
fn measured_too(s: &Sentence<'_>, a: &Value, b: &Value) -> bool {
    let own = |v: &Value| v.unit.is_some_and(|(from, _)| s.cue(from) == Cue::Unit);
    let (from, to) = (a.last + 1, b.first);
    // "(mean age 54.1 years, body mass index 29.4 kg/m2)", "median age 48 years, cholesterol 184 mg/dL"
    let timed = |v: &Value| v.unit.is_some_and(|(from, _)| matches!(s.cue(from), Cue::Time(_)));
    let averaged =
        |v: &Value| v.sort.is_some_and(|sort| matches!(sort.statistic, Statistic::Mean | Statistic::Median));
    let lab = |v: &Value| v.unit.is_some_and(|(from, to)| s.cue(from) == Cue::Dose && to > from + 2);
    // "the half-life was 6.2 h and the clearance 12.1 L/h"
    let was = |v: &Value| before(s, v.at).is_some_and(|k| s.cue(k) == Cue::Was) && v.dispersion.is_none();
    let listed_with_a_mean = (averaged(a) || was(a)) && (timed(a) || lab(a) || own(a)) && (own(b) || lab(b));
    if !listed_with_a_mean && !(own(b) && (own(a) || a.percent)) || b.barred || to <= from || to - from > 12 {
        return false;
    }
    let sign = |v: &Value| v.number.decimal.is_negative();
    let and = s.cue(from) == Cue::And && (to == from + 1 && sign(a) && sign(b) || was(a) && to > from + 1);
    let listed = s.mark(from) == Some(',') || and;
    let name = |k: usize| match s.items[k].shape {
        Shape::Word => {
            matches!(s.cue(k), Cue::None | Cue::And | Cue::Of | Cue::Article | Cue::PercentScale)
                || matches!(s.cue(k), Cue::Measure { measure: Measure::Auc, .. })
        }
        Shape::Mark(c) => matches!(c, ',' | '-' | '(' | ')' | '[' | ']'),
        _ => false,
    };
    let averaged = a.sort.is_some_and(|sort| sort.statistic != Statistic::Rate);
    listed && averaged && (from..to).all(name)
}

impl Sentence<'_> {
    fn unit_of(&self, unit: Option<(usize, usize)>) -> Option<&str> {
        unit.map(|(from, to)| self.items[from].span.to(self.items[to - 1].span).of(self.text))
    }
}

fn alike(s: &Sentence<'_>, a: &Value, b: &Value) -> bool {
    let (ua, ub) = (s.unit_of(a.unit), s.unit_of(b.unit));
    if a.percent != b.percent
        && a.unit.is_none()
        && b.unit.is_none()
        && a.dispersion.is_none()
        && b.dispersion.is_none()
    {
        return false;
    }
    // A share beside a mean with its spread, a count beside a measurement.
    if a.dispersion.is_some() != b.dispersion.is_some() {
        let bare = if a.dispersion.is_some() { b } else { a };
        if bare.percent || bare.unit.is_none() && bare.number.decimal.places() == 0 {
            return false;
        }
    }
    let units = match (ua, ub) {
        (Some(x), Some(y)) => x.trim_end_matches('s') == y.trim_end_matches('s'),
        // A unit may stand on the last only; a whole number with none must stand close.
        (Some(_), None) | (None, Some(_)) => !(a.percent || b.percent),
        (None, None) => a.percent == b.percent || a.number.decimal.places() == b.number.decimal.places(),
    };
    let rate = |v: &Value| matches!(v.sort.map(|sort| sort.statistic), Some(Statistic::Rate));
    units && (a.money == b.money || rate(a) || rate(b))
}

/// Values so alike that a list goes on over a semicolon: "21% (12 to 30) with A; 33% (23 to 43) with B".
fn same_form(s: &Sentence<'_>, a: &Value, b: &Value) -> bool {
    let unit = a.unit.is_some() && s.unit_of(a.unit) == s.unit_of(b.unit);
    unit || a.interval.is_some() && b.interval.is_some() && a.percent == b.percent
}

/// Whether what lies so deep stands in a bracket of its own between two values of one form outside of it.
fn remark(s: &Sentence<'_>, depth: u8, a: &Value, b: &Value) -> bool {
    let outside = s.items[a.at].depth == s.items[b.at].depth && depth > s.items[a.at].depth;
    let unit = a.unit.is_some() && s.unit_of(a.unit) == s.unit_of(b.unit);
    let places = a.number.decimal.places();
    let rates = [a, b].iter().any(|v| v.sort.is_some_and(|sort| sort.statistic == Statistic::Rate));
    outside
        && (unit
            || (places > 0 || rates)
                && places == b.number.decimal.places()
                && a.unit.is_some() == b.unit.is_some())
}

fn joined(s: &Sentence<'_>, a: &Value, b: &Value) -> bool {
    let (from, to) = (a.last + 1, b.first);
    let pair = to == from + 1 && s.mark(from) == Some('/');
    let apart = if to.saturating_sub(from) > FAR {
        FAR
    } else {
        (from..to).filter(|k| !remark(s, s.items[*k].depth, a, b)).count()
    };
    let beyond = apart > GAP;
    if to < from || beyond || !pair && matches!(place(s, b.at), Place::Other) {
        return false;
    }
    let near = to - from <= 2 && s.items[a.at].depth == s.items[b.at].depth
        || b.number.decimal.as_whole() == Some(0) && a.dispersion.is_some();
    let whole = a.number.decimal.places() == 0 || b.number.decimal.places() == 0;
    if whole
        && (a.unit.is_none() || b.unit.is_none())
        && !near
        && !(a.number.decimal.places() == b.number.decimal.places() && apart <= 8)
    {
        return false;
    }
    // "(mean age 57 years), 112 were in the A group, 218 in the B group": counts.
    let count = b.number.decimal.places() == 0 && b.unit.is_none() && !b.percent && b.dispersion.is_none();
    let outside = s.items[a.at].depth > s.items[b.at].depth;
    if count && a.unit.is_some() && (outside || s.cue(b.last + 1) == Cue::Was) {
        return false;
    }
    // A count beside a measurement: "12 dogs, 26.99 kg".
    let places = (a.number.decimal.places(), b.number.decimal.places());
    if (a.unit.is_none() || b.unit.is_none()) && places.0.min(places.1) == 0 && places.0.max(places.1) > 1 {
        return false;
    }
    let mut joint = false;
    for k in from..to {
        let item = &s.items[k];
        match item.shape {
            Shape::P(_) => {}
            // "2.0 (50 deaths) in the A group and 1.7", "1.08 in the A group (120 adults), 1.07": a remark in brackets.
            _ if remark(s, item.depth, a, b) => {}
            _ if item.numeric() && !item.named => {
                let sized = k > 1 && s.mark(k - 1) == Some('=') && s.is_word(k - 2, &["n"]);
                // "7 (4-9), P<0.02) and 36 h (4 (2-6)"
                let timed = matches!(s.cue(k + 1), Cue::Time(_)) && s.opens(k + 2)
                    || at_a_time(s, k) && !(k > 0 && s.is_word(k - 1, &["every", "each"]));
                if !sized && !timed && s.mark(k + 1) != Some('-') {
                    return false;
                }
            }
            _ => {}
        }
        match item.cue {
            Cue::Measure { .. } | Cue::FollowUp | Cue::Difference | Cue::Respectively => return false,
            Cue::Statistic(_) if b.sort.is_none() => return false,
            Cue::Versus | Cue::And | Cue::Or | Cue::To => joint = true,
            _ => {}
        }
        match s.mark(k) {
            Some(';') if item.depth == 0 && !same_form(s, a, b) => return false,
            Some(',' | '/' | ';') => joint = true,
            _ => {}
        }
    }
    joint
}
