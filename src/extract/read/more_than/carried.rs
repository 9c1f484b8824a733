//! Brackets that go on with the differences of those before them.

use crate::extract::item::Shape;
use crate::extract::read::Known;
use crate::extract::sentence::Sentence;
use crate::finding::Measure;
use crate::lex::{Classes, Cue};

/// Items from the difference read last to the bracket, at most.
const REACH: usize = 30;

/// `pain (mean difference 1.2 points; P=0.01), sleep (0.9 points; P=0.03) and mood (0.4 points; P=0.2)`: what stands with its own P
/// value in a bracket behind that of a difference.
pub(super) fn carried(s: &Sentence<'_>, i: usize, known: &Known) -> Option<usize> {
    let (last, named) = known.here?;
    let open = i.checked_sub(1).filter(|k| s.opens(*k) && last < *k && *k - last < REACH)?;
    s.plain(i).filter(|_| s.items[i].depth == 1)?;
    let end = s.unit_end(i + 1)?;
    let tested = matches!(s.mark(end), Some(',' | ';'))
        && s.items.get(end + 1).is_some_and(|item| matches!(item.shape, Shape::P(_)))
        && s.closes(end + 2);
    if !matches!(named.measure, Measure::MeanDifference | Measure::MedianDifference) {
        return None;
    }
    // The difference before stands in a bracket, too, and nothing but names and joints between.
    let close = (last..open).find(|k| s.closes(*k) && s.items[*k].depth == 0)?;
    let between = close + 1..open;
    let plain = !between.clone().any(|k| s.items[k].numeric() && !s.items[k].named)
        && !s.any(between.clone(), Classes::STATISTIC | Classes::VERSUS | Classes::SEMICOLON)
        && !between.into_iter().any(|k| s.cue(k) == Cue::Group);
    (tested && plain).then_some(end - 1)
}
