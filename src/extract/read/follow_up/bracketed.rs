//! How long people were followed, in a bracket behind how long at least, or from when to when.

use crate::extract::item::Shape;
use crate::extract::read::Reading;
use crate::extract::read::quantity::spread;
use crate::extract::sentence::Sentence;
use crate::finding::{Dispersion, DispersionKind, FollowUp, FollowUpStatistic, Reported};
use crate::lex::Cue;

use super::statistic_of;

/// Items from the word to the bracket, at most.
const REACH: usize = 14;

/// `followed for at least 7 years (mean 7.9 years)`, `follow-up ranged from 2 to 9 years (median, 5.3)`, `followed up 9-45 months
/// (mean 29 ± 11 months)`, `during follow-up (24 ± 6 months)`.
pub(super) fn bracketed(s: &Sentence<'_>, i: usize) -> Option<Reading> {
    let end = s.items.len().min(i + REACH);
    let open = (i + 1..end).find(|k| s.opens(*k))?;
    let between = i + 1..open;
    let time = |k: &usize| matches!(s.cue(*k), Cue::Time(_));
    let unit_before = between.clone().rev().find(time);
    // Nothing but a length, and words of people, between.
    let length = |k: usize| {
        let item = &s.items[k];
        match item.shape {
            Shape::Number(_) | Shape::Range(_) => true,
            Shape::Word => {
                matches!(
                    s.cue(k),
                    Cue::Time(_)
                        | Cue::People
                        | Cue::Preposition
                        | Cue::Article
                        | Cue::To
                        | Cue::And
                        | Cue::Was
                        | Cue::Of
                        | Cue::About
                        | Cue::AtLeast
                        | Cue::AtMost
                        | Cue::MoreThan
                        | Cue::Range
                        | Cue::FollowUp
                ) || s.is_word(
                    k,
                    &["period", "periods", "time", "times", "duration", "up", "ranged", "ranging", "varied"],
                )
            }
            Shape::Mark(c) => matches!(c, '-' | '–' | '<' | '>' | '≥'),
            _ => false,
        }
    };
    if !between.clone().all(length) {
        return None;
    }
    let named = statistic_of(s.cue(open + 1));
    let at = (open + 1..open + 4).find(|k| s.items.get(*k).is_some_and(|item| item.numeric()))?;
    let value = s.plain(at)?;
    let spread = spread(s, at);
    let statistic = match named {
        Some(found) => found,
        // "(24 ± 6 months)"
        None if at == open + 1 && matches!(s.items.get(at + 1)?.shape, Shape::PlusMinus) => {
            FollowUpStatistic::Mean
        }
        None => return None,
    };
    let mut last = spread.as_ref().map_or(at, |(_, end, _)| *end);
    let unit = match s.unit(last + 1).or_else(|| s.unit(at + 1)) {
        Some((unit, end)) => {
            matches!(s.cue(end - 1), Cue::Time(_)).then_some(())?;
            last = last.max(end - 1);
            unit
        }
        // "2 to 9 years (median, 5.3)"
        None if s.closes(last + 1) && named.is_some() => s.words(unit_before?).to_owned(),
        None => return None,
    };
    // "the follow-up period (mean 6 days vs 9 days)" is when something was measured.
    if s.cue(last + 1) == Cue::Versus {
        return None;
    }
    let mut used = vec![at];
    let mut dispersion = None;
    if let Some((found, _, places)) = spread {
        used.extend(places);
        dispersion = Some(found);
    } else if let Some((found, place)) = range_before(s, open) {
        used.push(place);
        dispersion = Some(found);
    }
    let result = FollowUp { statistic, value, value_op: None, unit: Some(unit), dispersion };
    // "follow-up (median 3 years)" is quoted with its word.
    let numbered = between.clone().any(|k| s.items[k].numeric());
    Some(Reading::new(Reported::FollowUp(result), if numbered { at } else { i }, last, at, used))
}

/// `for 19-29 months (mean 23 months)`: the range right before the bracket.
fn range_before(s: &Sentence<'_>, open: usize) -> Option<(Dispersion, usize)> {
    let unit = open.checked_sub(1).filter(|k| matches!(s.cue(*k), Cue::Time(_)))?;
    let at = unit.checked_sub(1)?;
    let Shape::Range(range) = &s.items[at].shape else { return None };
    let kind = DispersionKind::Range;
    Some((Dispersion { kind, value: None, low: range.low, high: range.high }, at)).filter(|_| !s.spent[at])
}
