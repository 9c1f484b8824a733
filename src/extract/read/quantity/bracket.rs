//! What a bracket that holds a value tells of it.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::lex::{Classes, Cue};

use super::place::before;
use super::value::Value;

/// A P value or comparison in the bracket, and no word of a difference before it.
pub(super) fn tested(s: &Sentence<'_>, value: &Value) -> bool {
    let changed = s.any(value.at.saturating_sub(40)..value.at, Classes::MOVED)
        && !in_brackets(s, value, 40, |mut between| between.any(|k| s.cue(k) == Cue::Group));
    !changed
        && (value.last + 1..value.last + 8)
            .take_while(|k| !s.closes(*k))
            .any(|k| s.cue(k) == Cue::Versus || matches!(s.items.get(k).map(|x| &x.shape), Some(Shape::P(_))))
}

/// `(24.6 IU/L and 22.3 IU/L, respectively)`, `(3.0, 3.2 and 3.1, respectively)`: a bracket of values in an order.
pub(super) fn listed(s: &Sentence<'_>, value: &Value) -> bool {
    let Some(open) = before(s, value.at).filter(|k| s.opens(*k)) else { return false };
    let member = |k: usize| {
        s.plain(k).is_some()
            || matches!(s.cue(k), Cue::And | Cue::Unit | Cue::Time(_) | Cue::Dose)
            || matches!(s.mark(k), Some(',' | '/'))
    };
    let last = (open + 1..s.items.len().min(open + 40)).find(|k| !member(*k));
    last.is_some_and(|k| s.cue(k) == Cue::Respectively) && s.plain(value.last + 2).is_some()
}

/// `moved by 5.5 and 5.9 mm in groups 1 and 2, respectively`: two values with one unit, in an order.
pub(super) fn ordered(s: &Sentence<'_>, value: &Value, at: usize) -> bool {
    let unit = value.last + 3;
    s.is_word(at, &["by"])
        && s.cue(value.last + 1) == Cue::And
        && s.plain(value.last + 2).is_some()
        && s.cue(unit) == Cue::Unit
        && (unit + 1..unit + 10).any(|k| s.cue(k) == Cue::Respectively)
}

/// `episodes per patient were 1.1, 0.5, and 0.1`, `were 4.3 and 5.1, respectively`: the first of a list of one form, of no measure and of no shares.
pub(super) fn several(s: &Sentence<'_>, value: &Value) -> bool {
    let places = value.number.decimal.places();
    let mut count = 1;
    let mut at = value.last + 1;
    // "were 2.1 (A), 3.4 (B) and 4.6 (C)": a label in a bracket behind each.
    let label =
        |at: usize| if s.opens(at) && s.closes(at + 2) && s.is(at + 1, Classes::WORD) { at + 3 } else { at };
    let labelled = label(at) > at;
    while count < 8 {
        at = label(at);
        let mut next = at + usize::from(s.mark(at) == Some(','));
        next += usize::from(s.cue(next) == Cue::And);
        if next == at || s.plain(next).is_none_or(|n| n.decimal.places() != places) {
            break;
        }
        (at, count) = (next + 1, count + 1);
    }
    let share = s.percent(at).is_some() || s.percent(at + 1).is_some() || s.percent(at + 2).is_some();
    let measure = (value.at.saturating_sub(40)..value.at)
        .any(|k| matches!(s.cue(k), Cue::Measure { .. }) || s.is_word(k, &["frequencies", "percentages"]));
    let ordered = count == 2
        && (at..at + 10)
            .take_while(|k| !s.items.get(*k).is_some_and(|item| item.numeric()))
            .any(|k| s.cue(k) == Cue::Respectively);
    (count > 2 || ordered || labelled && count > 1)
        && !share
        && !measure
        && s.unit_end(at).is_none()
        && !s.opens(label(at))
}

/// `after A (137 mm Hg) lower than after B (147 mm Hg)`: a bracket on the other side of a comparison has the same unit.
pub(super) fn across(s: &Sentence<'_>, value: &Value) -> bool {
    in_brackets(s, value, 24, |mut between| {
        between.any(|k| {
            matches!(s.cue(k), Cue::Versus | Cue::LessThan | Cue::MoreThan)
                || s.is_word(k, &["while", "whereas", "lowest", "highest", "followed"])
        })
    })
}

/// Whether another bracket so near opens on a value with the unit of this one, and what stands between fits.
fn in_brackets(
    s: &Sentence<'_>,
    value: &Value,
    reach: usize,
    fits: impl Fn(std::ops::Range<usize>) -> bool,
) -> bool {
    let Some((from, to)) = value.unit else { return false };
    let same = |k: usize| {
        s.opens(k.wrapping_sub(1))
            && s.plain(k).is_some()
            && s.unit_place(k + 1).is_some_and(|(a, b)| b - a == to - from && s.words(a) == s.words(from))
    };
    let before = (value.at.saturating_sub(reach)..value.at).rev().find(|k| same(*k));
    let behind = (value.last + 1..s.items.len().min(value.last + reach)).find(|k| same(*k));
    before.is_some_and(|k| fits(k..value.at)) || behind.is_some_and(|k| fits(value.last..k))
}
