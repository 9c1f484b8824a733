//! A change that starts a row of values is what the others of the row are, too.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::Statistic;
use crate::lex::{Classes, Cue};

use super::told::level;
use super::value::Value;

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
    for k in 1..values.len() {
        let (before, behind) = values.split_at_mut(k);
        let (Some(a), Some(b)) = (before.last(), behind.first_mut()) else { continue };
        let change = a.sort.filter(|sort| sort.statistic == Statistic::Change);
        let open = b.sort.is_some_and(|sort| matches!(sort.statistic, Statistic::Mean | Statistic::Other));
        if open && !b.barred && change.is_some() && goes_on(s, a, b) {
            b.sort = change;
        }
    }
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
        let strange =
            item.numeric() && !item.named && !matches!(item.shape, Shape::P(_) | Shape::Interval(_));
        if strange || s.cue(k) == Cue::Was || s.mark(k) == Some(';') && item.depth == 0 {
            return false;
        }
        if s.is_word(k, &["baseline", "initial", "basal", "from", "final", "before"]) {
            return false;
        }
        joint |= matches!(s.cue(k), Cue::And | Cue::Or | Cue::Versus) || s.mark(k) == Some(',');
    }
    joint
}
