//! What may stand on the way from a value to its interval and P value.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Number, Purpose};
use crate::lex::Cue;

use super::WORDS;

/// The number behind the name of a spread.
pub(super) fn spread_end(s: &Sentence<'_>, at: usize) -> Option<usize> {
    let at = s.skip(at, &[',', '=', ':']);
    s.number(at).is_some().then_some(at)
}

/// The end of a bracket that gives the value before it in another unit.
pub(super) fn converted(s: &Sentence<'_>, open: usize) -> Option<usize> {
    s.plain(open + 1).filter(|n| n.decimal.places() > 0)?;
    let end = s.unit_end(open + 2).filter(|_| s.opens(open))?;
    (s.closes(end) && s.unit_end(open).is_none()).then_some(end)
}

/// `(0.26; 0.41)`, `[-0.84, -0.03]`: two numbers in a bracket, and the place of the second.
pub(super) fn pair(s: &Sentence<'_>, open: usize) -> Option<(Number, Number, usize)> {
    let low = s.number(open + 1)?;
    if !matches!(s.mark(open + 2), Some(',' | ';')) {
        return None;
    }
    let high = s.number(open + 3)?;
    let ends = s.closes(open + 4) || matches!(s.mark(open + 4), Some(',' | ';'));
    (ends && low.to_f64() <= high.to_f64()).then_some((low, high, open + 3))
}

/// Items of both sides of a comparison in a bracket, at most.
const SIDES: usize = 20;

/// `(57.2% vs 58.5%; 95% CI …`, `(12 of 60 [20%] vs 21 of 62 [34%]; P = …`: the place behind the two sides, where a bracket starts
/// with them and goes on with what is of the difference or ratio before it.
pub(super) fn behind_sides(s: &Sentence<'_>, open: usize) -> Option<usize> {
    // "on day 28 (55% versus 41%, P = …"
    let named =
        open > 1 && s.items[open - 1].numeric() && matches!(s.cue(open - 2), Cue::Time(_) | Cue::Grade);
    if !s.opens(open) || !s.items.get(open + 1)?.numeric() || named {
        return None;
    }
    let depth = s.items[open].depth;
    let mut versus = None;
    for at in open + 1..s.items.len().min(open + SIDES) {
        let item = &s.items[at];
        match item.shape {
            Shape::Interval(_) | Shape::IntervalLabel(_) | Shape::P(_) | Shape::PlusMinus => return None,
            Shape::Mark(';' | ',') if item.depth == depth + 1 && versus.is_some_and(|v| v + 1 < at) => {
                let next = s.skip(at + 1, &['(', '[']);
                return matches!(s.items.get(next)?.shape, Shape::Interval(_) | Shape::P(_)).then_some(at);
            }
            Shape::Mark(';') => return None,
            Shape::Word if item.cue == Cue::Versus => {
                if versus.is_some() {
                    return None;
                }
                versus = Some(at);
            }
            Shape::Word if matches!(item.cue, Cue::Measure { .. } | Cue::Difference) => return None,
            Shape::Mark(')' | ']') if item.depth == depth => return None,
            _ => {}
        }
    }
    None
}

/// Where the interval stands that only words part from its value: `14.7% at 12 months (95% CI …`,
/// `1.08 per 10 mm Hg of pressure; 95% CI …`; behind an interval, the P value: `…, adjusted for age; P<0.001`.
pub(super) fn over_words(s: &Sentence<'_>, from: usize, interval: bool) -> Option<usize> {
    let wanted = |at: usize| match s.items.get(at).map(|item| &item.shape) {
        Some(Shape::Interval(_)) => !interval && !s.spent[at],
        Some(Shape::P(p)) => !s.spent[at] && p.purpose != Some(Purpose::Interaction),
        _ => false,
    };
    let mut at = from;
    let mut between = false;
    while at < s.items.len().min(from + WORDS) {
        let joint = s.opens(at) || matches!(s.mark(at), Some(',' | ';' | '"'));
        if joint && wanted(at + 1) {
            return Some(at + 1);
        }
        // "0.8 for the two-sided 95% CI (-1.0, 2.6)"
        if wanted(at) && matches!(s.items[at].shape, Shape::Interval(_)) {
            return Some(at);
        }
        match &s.items[at].shape {
            // "-1.2 mm Hg between A and B (95% CI …"
            Shape::Word if between && s.cue(at) == Cue::And => between = false,
            Shape::Word if matches!(s.cue(at), Cue::Measure { .. } | Cue::Statistic(_) | Cue::And) => {
                return None;
            }
            Shape::Word if s.is_word(at, &["between"]) => between = true,
            Shape::Word | Shape::Mark('-' | '/' | ',') => {}
            // A time or the step of a predictor: numbers that are no result.
            Shape::Number(_) if matches!(s.cue(at + 1), Cue::Time(_)) || s.is_word(at - 1, &["per"]) => {}
            Shape::Number(_) if s.items[at].named => {}
            _ => return None,
        }
        at += 1;
    }
    None
}
