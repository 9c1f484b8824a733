//! Pairs of values with a slash between: systolic and diastolic pressure.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::DispersionKind;

use super::spread::{Spread, dispersion, header};

/// `150/84 ± 10/7 mm Hg`: of two values that stand before both their spreads, the spread of this one.
pub(super) fn of_pair(s: &Sentence<'_>, i: usize) -> Option<Spread> {
    let slash = |k: usize| s.mark(k) == Some('/') && !s.items[k].spaced;
    let joined = |first: usize| {
        let marks = slash(first + 1) && slash(first + 5);
        let plus_minus = || matches!(s.items[first + 3].shape, Shape::PlusMinus);
        (marks && plus_minus() && s.plain(first).is_some() && s.plain(first + 2).is_some()).then_some(first)
    };
    let (first, last, own) = match joined(i) {
        Some(first) => (first, i, first + 4),
        None => i.checked_sub(2).and_then(joined).map(|first| (first, first + 6, first + 6))?,
    };
    let (value, _) = (s.plain(own)?, s.plain(first + 6)?);
    let kind = header(s, first).filter(|kind| matches!(kind, DispersionKind::Sd | DispersionKind::Se));
    let kind = kind.unwrap_or(DispersionKind::Unknown);
    Some((dispersion(kind, Some(value), None, None), last, vec![own]))
}
