//! A change that starts a row of values is what the others of the row are, too.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::Statistic;
use crate::lex::{Classes, Cue};

use super::told::level;
use super::value::{Sort, Value};

/// The widest gap between two values of a row: "16.8 ng in the vorinal group compared with 5.0 in the other".
const GAP: usize = 20;

/// What says, or starts to say, something else of the value behind.
const ANEW: Classes = Classes::MOVED
    .and(Classes::STATISTIC)
    .and(Classes::MEASURE)
    .and(Classes::DIFFERENCE)
    .and(Classes::FOLLOW_UP);

/// `girth had decreased by 6.2 ± 2.3, 3.4 ± 1.2 and 4.2 ± 0.8 cm`, `the increase was 16.8 ± 9.1 ng with A and 5.0 ± 3.1 ng with B`:
/// the words of the change stand once, before the first of the row.
pub(super) fn carried(s: &Sentence<'_>, values: &mut [Value]) {
    let open = |value: &Value| {
        let told = |sort: Sort| matches!(sort.statistic, Statistic::Mean | Statistic::Other);
        !value.barred && value.sort.is_some_and(told)
    };
    for k in 1..values.len() {
        let (before, behind) = values.split_at_mut(k);
        let (Some(a), Some(b)) = (before.last_mut(), behind.first_mut()) else { continue };
        let change = |value: &Value| value.sort.filter(|sort| sort.statistic == Statistic::Change);
        if change(a).is_some() && open(b) && goes_on(s, a, b) {
            b.sort = change(a);
        } else if change(b).is_some() && open(a) && against_less(s, a, b) {
            a.sort = Some(Sort::of(Statistic::Change));
        } else if b.sort.is_some_and(|sort| sort.statistic == Statistic::Other) && headed(s, a, b) {
            b.sort = a.sort;
        }
    }
}

/// `median levels of ferritin (0.2 vs 1.4, P<0.01), renin (5.6 vs 9.8, P<0.01) and aldosterone (47 vs 209)`: the statistic that heads a
/// list of brackets is that of all.
fn headed(s: &Sentence<'_>, a: &Value, b: &Value) -> bool {
    let averaged = a.sort.is_some_and(|sort| matches!(sort.statistic, Statistic::Mean | Statistic::Median));
    let (from, to) = (a.last + 1, b.first);
    let plain = |value: &Value| value.dispersion.is_none() && value.interval.is_none() && !value.percent;
    averaged
        && plain(a)
        && plain(b)
        && to > from
        && to - from <= GAP
        && s.items[a.at].depth == 1
        && s.items[b.at].depth == 1
        && !s.any(from..to, ANEW)
        && !(from..to).any(|k| s.cue(k) == Cue::Was || s.mark(k) == Some(';') && s.items[k].depth == 0)
}

/// `(2.4 vs -0.7 points)`: what is set right against a value below zero is a change, as that is.
fn against_less(s: &Sentence<'_>, a: &Value, b: &Value) -> bool {
    b.number.decimal.is_negative()
        && b.first == a.last + 2
        && s.cue(a.last + 1) == Cue::Versus
        && s.items[a.at].depth > 0
        && a.percent == b.percent
        && a.dispersion.is_some() == b.dispersion.is_some()
        && a.number.to_f64().abs() < 20.0 * b.number.to_f64().abs()
}

/// Whether a value is the next of a row, and small enough to be a change like the one before it.
fn goes_on(s: &Sentence<'_>, a: &Value, b: &Value) -> bool {
    let (from, to) = (a.last + 1, b.first);
    if to <= from
        || to - from > GAP
        || a.percent != b.percent
        || a.dispersion.is_some() != b.dispersion.is_some()
        || s.items[a.at].depth != s.items[b.at].depth
        || s.any(from..to, ANEW)
        || level(s, b)
    {
        return false;
    }
    // A level is far from the change before it, and far more than its own spread.
    let spread = b.dispersion.as_ref().and_then(|d| d.value).map_or(0.0, |d| d.to_f64().abs());
    let (one, other) = (a.number.to_f64().abs(), b.number.to_f64().abs());
    if other > 4.0 * one && other > 2.0 * spread {
        return false;
    }
    // "a rise of 6.2 (1.3) with A, and in group B, at 14.1 (2.2)": a level.
    if s.is_word(to - 1, &["at"]) {
        return false;
    }
    let mut joint = false;
    for k in from..to {
        let item = &s.items[k];
        // "by 84 mL after 20 weeks and 127 mL after 40 weeks"
        let timed = || matches!(s.cue(k + 1), Cue::Time(_)) || k > 0 && matches!(s.cue(k - 1), Cue::Time(_));
        let strange = item.numeric()
            && !item.named
            && !matches!(item.shape, Shape::P(_) | Shape::Interval(_))
            && !timed();
        if strange || s.cue(k) == Cue::Was || s.mark(k) == Some(';') && item.depth == 0 {
            return false;
        }
        if s.is_word(k, &["baseline", "initial", "basal", "from", "final"])
            || k + 3 > to && s.is_word(k, &["before"])
        {
            return false;
        }
        joint |= matches!(s.cue(k), Cue::And | Cue::Or | Cue::Versus) || s.mark(k) == Some(',');
    }
    joint
}
