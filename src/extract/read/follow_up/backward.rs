//! How long people were followed, told before the word.

use crate::extract::item::Shape;
use crate::extract::read::Reading;
use crate::extract::read::quantity::{Spread, spread};
use crate::extract::sentence::Sentence;
use crate::finding::{FollowUp, FollowUpStatistic, Reported};
use crate::lex::{Classes, Cue};

use super::statistic_of;

/// `a median of 23.6 months of follow-up (IQR, 9.3–35.7)`, `during a 3.2-year follow-up`.
pub(super) fn backward(s: &Sentence<'_>, i: usize) -> Option<Reading> {
    let of = i.checked_sub(1)?;
    if s.mark(of) == Some('-') {
        return None;
    }
    // "2 years' follow-up", "the 10.6-month mean follow-up"
    let owned = matches!(s.mark(of), Some('\'' | '’'));
    // "at 24-month minimum follow-up"
    let averaged = statistic_of(s.cue(of)).or(match s.cue(of) {
        Cue::AtLeast if s.is_word(of, &["minimum"]) => Some(FollowUpStatistic::Minimum),
        Cue::AtMost if s.is_word(of, &["maximum"]) => Some(FollowUpStatistic::Maximum),
        _ => None,
    });
    let unit = if s.cue(of) == Cue::Of || owned || averaged.is_some() { of.checked_sub(1)? } else { of };
    // "30 months of median follow-up", "3 years' median follow-up"
    let joint = |k: usize| s.cue(k) == Cue::Of || matches!(s.mark(k), Some('\'' | '’'));
    let unit = if averaged.is_some() && joint(unit) { unit.checked_sub(1)? } else { unit };
    if !matches!(s.cue(unit), Cue::Time(_)) {
        return None;
    }
    let dashed = usize::from(s.mark(unit.checked_sub(1)?) == Some('-'));
    let last_number = unit.checked_sub(1 + dashed)?;
    // "4.1 (3.6-4.7) years' median follow-up"
    let bracket = || {
        let near = last_number.saturating_sub(4)..last_number;
        let open = near.rev().find(|open| s.opens(*open)).filter(|_| s.closes(last_number))?;
        let at = open.checked_sub(1).filter(|at| s.plain(*at).is_some())?;
        spread(s, at).filter(|(_, end, _)| *end + 1 >= last_number).map(|found| (at, found))
    };
    // "18.0 ± 6.6 months of follow-up"
    let spread_before = last_number
        .checked_sub(2)
        .filter(|at| matches!(s.items[at + 1].shape, Shape::PlusMinus))
        .and_then(|at| spread(s, at).map(|found| (at, found)))
        .or_else(bracket);
    let at = spread_before.as_ref().map_or(last_number, |(at, _)| *at);
    let value = s.plain(at)?;
    let named = s.before(at, 4, Classes::STATISTIC, statistic_of);
    let bracketed = || statistic_of(s.cue(i + 2)).filter(|_| s.opens(i + 1) && s.closes(i + 3));
    let statistic = match named {
        Some((_, found)) => found,
        None if averaged.is_some() => averaged?,
        // "a minimum of 2 years of follow-up"
        None if minimum(s, at) => FollowUpStatistic::Minimum,
        None if spread_before.is_some() => FollowUpStatistic::Mean,
        // "2.4 years' follow-up (median)"
        None if bracketed().is_some() => bracketed()?,
        // "a 3.2-year follow-up" is measured, "the 12-month follow-up" a visit.
        None if dashed == 1 && value.decimal.places() > 0 => FollowUpStatistic::Other,
        // "had 84.8 months of follow-up"
        None if s.cue(of) == Cue::Of && value.decimal.places() > 0 && had(s, at) => FollowUpStatistic::Other,
        None => return None,
    };
    let mut used = vec![at];
    let mut last = i;
    let spread = spread_before.map(|(_, found)| found).or_else(|| behind(s, i));
    if let Some((_, end, places)) = &spread {
        last = last.max(*end);
        used.extend(places);
    }
    let result = FollowUp {
        statistic,
        value,
        value_op: None,
        unit: Some(s.words(unit).to_owned()),
        dispersion: spread.map(|(dispersion, ..)| dispersion),
    };
    Some(Reading::new(Reported::FollowUp(result), named.map_or(at, |(first, _)| first), last, at, used))
}

/// The spread in the bracket behind the word itself.
fn behind(s: &Sentence<'_>, i: usize) -> Option<Spread> {
    matches!(s.cue(i + 2), Cue::Iqr | Cue::Range | Cue::Sd).then(|| spread(s, i))?
}

/// What people had, or what they got.
fn had(s: &Sentence<'_>, at: usize) -> bool {
    at > 0 && s.is_word(at - 1, &["had", "with", "completed", "received", "over", "during"])
}

/// "a minimum of" before the value.
fn minimum(s: &Sentence<'_>, at: usize) -> bool {
    (at.saturating_sub(2)..at).any(|k| {
        s.words(k).split(' ').any(|word| word.eq_ignore_ascii_case("minimum")) && s.cue(k) == Cue::AtLeast
    })
}
