//! Pairs of values with a slash between: systolic and diastolic pressure.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::DispersionKind;
use crate::lex::Cue;

use super::spread::{Spread, dispersion, header};

/// `150/84 ± 10/7 mm Hg`: of two values that stand before both their spreads, the spread of this one.
pub(super) fn of_pair(s: &Sentence<'_>, i: usize) -> Option<Spread> {
    behind_a_sign(s, i).or_else(|| in_brackets(s, i))
}

/// `128/78 (12/8) mm Hg`, `146/79 mm Hg (SD 17/11)`: both spreads in the bracket behind the pair, where a header or the bracket
/// says what they are.
fn in_brackets(s: &Sentence<'_>, i: usize) -> Option<Spread> {
    let slash = |k: usize| s.mark(k) == Some('/') && !s.items[k].spaced;
    let pair = |k: usize| s.plain(k).is_some() && slash(k + 1) && s.plain(k + 2).is_some();
    let first = [Some(i), i.checked_sub(2)].into_iter().flatten().find(|k| pair(*k))?;
    let open = s.unit_end(first + 3).unwrap_or(first + 3);
    let own_kind = match s.cue(open + 1) {
        Cue::Sd => Some(DispersionKind::Sd),
        Cue::Se => Some(DispersionKind::Se),
        _ => None,
    };
    let from = open + 1 + usize::from(own_kind.is_some());
    if !s.opens(open) || !pair(from) || !s.closes(from + 3) {
        return None;
    }
    let kind = own_kind.or_else(|| {
        header(s, first).filter(|kind| matches!(kind, DispersionKind::Sd | DispersionKind::Se))
    })?;
    let (own, last) = if first == i { (from, i) } else { (from + 2, from + 3) };
    Some((dispersion(kind, s.plain(own), None, None), last, vec![own]))
}

fn behind_a_sign(s: &Sentence<'_>, i: usize) -> Option<Spread> {
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
