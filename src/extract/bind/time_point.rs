//! Times that values are tied to: "at 5 years", "5-year survival", "at week 12".

use crate::extract::sentence::Sentence;
use crate::finding::{TimePoint, TimeUnit};
use crate::lex::Cue;

/// A time point and the item of its number.
pub(super) struct Place {
    pub(super) at: usize,
    pub(super) point: TimePoint,
}

/// Every time point of a sentence, in order.
pub(super) fn find(s: &Sentence<'_>) -> Vec<Place> {
    (0..s.items.len()).filter_map(|i| at(s, i)).collect()
}

fn at(s: &Sentence<'_>, i: usize) -> Option<Place> {
    if s.spent[i] {
        return None;
    }
    let item = &s.items[i];
    let value = match item.shape {
        crate::extract::item::Shape::Number(n) => n,
        _ => return None,
    };
    let unit = |cue| match cue {
        Cue::Time(unit) => Some(unit),
        _ => None,
    };
    let before = i.checked_sub(1);
    // "week 12", "day 28" behind or without "at".
    if let Some((b, found)) = before.and_then(|b| unit(s.cue(b)).map(|u| (b, u)))
        && unit(s.cue(i + 1)).is_none()
    {
        return Some(place(s, i, value, found, b, i));
    }
    // "5-year", "12-month" before what was measured; "5-year follow-up" ties too.
    if s.mark(i + 1) == Some('-')
        && let Some(found) = unit(s.cue(i + 2))
    {
        let treatment = matches!(s.cue(i + 3), Cue::Criterion)
            || s.is_word(
                i + 3,
                &[
                    "treatment",
                    "trial",
                    "study",
                    "period",
                    "course",
                    "old",
                    "program",
                    "programme",
                    "intervention",
                    "washout",
                    "interval",
                ],
            );
        return (!treatment).then(|| place(s, i, value, found, i, i + 2));
    }
    let found = unit(s.cue(i + 1))?;
    let b = before?;
    let preposition = s.is_word(b, &["at", "after", "by", "within", "to"])
        || s.cue(b) == Cue::Article && b > 0 && s.is_word(b - 1, &["at", "after", "within"]);
    preposition.then(|| place(s, i, value, found, b, i + 1))
}

fn place(
    s: &Sentence<'_>,
    at: usize,
    value: crate::finding::Number,
    unit: TimeUnit,
    first: usize,
    last: usize,
) -> Place {
    let span = s.items[first].span.to(s.items[last].span);
    Place { at, point: TimePoint { value, unit, span } }
}

/// The time point that values from item `first` to `last` are tied to: the nearest before them in the clause, else the
/// nearest behind.
pub(super) fn of(s: &Sentence<'_>, places: &[Place], first: usize, last: usize) -> Option<TimePoint> {
    let start = s.clause_start(first);
    let before = places.iter().rev().find(|p| p.at >= start && p.at < first);
    let behind =
        places.iter().find(|p| p.at > last && p.at < last + 12 && !between_numbers(s, last + 1, p.at));
    before.or(behind).map(|p| p.point.clone())
}

fn between_numbers(s: &Sentence<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|i| s.items[i].numeric() && s.spent[i])
}
