//! Differences that stand in a bracket with their P value.

use crate::extract::read::apart::{apart, in_points};
use crate::extract::sentence::Sentence;
use crate::finding::Direction;

/// `reductions in pressure (-4.3 mm Hg, P=0.02) and weight (-2.1 kg, P=0.01) with A compared with placebo`: what changed, in what it
/// is measured in, and its last item.
pub(super) fn bracketed(s: &Sentence<'_>, i: usize) -> Option<(Option<Direction>, usize)> {
    let value = s.plain(i).or_else(|| s.number(i).filter(|_| in_points(s, i)))?;
    let end = s.unit_end(i + 1).unwrap_or(i + 1);
    if !value.decimal.is_negative() && end == i + 1 {
        return None;
    }
    let moved = apart(s, i, end, false)?;
    Some((s.direction(moved), end - 1))
}
