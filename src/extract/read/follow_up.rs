//! How long people were followed.

use crate::extract::sentence::Sentence;
use crate::finding::{Comparison, FollowUp, FollowUpStatistic, Number, Reported, Statistic};
use crate::lex::Cue;

use super::quantity::spread;
use super::{Known, Reading};

/// `median follow-up of 65.2 months`, `The median (range) follow-up time was 17.4 (0.1-39.4) months`,
/// `followed for a mean of 5.5 years`.
pub(super) fn read(s: &Sentence<'_>, i: usize, _: &Known) -> Vec<Reading> {
    if s.cue(i) != Cue::FollowUp {
        return Vec::new();
    }
    one(s, i).into_iter().collect()
}

fn one(s: &Sentence<'_>, i: usize) -> Option<Reading> {
    let (at, value) = forward(s, i)?;
    let statistic = statistic(s, i, at)?;
    let spread = spread(s, at);
    let mut last = at;
    let mut used = vec![at];
    if let Some((_, end, place)) = &spread {
        last = *end;
        used.extend(place);
    }
    let (unit, end) = s.unit(last + 1).or_else(|| s.unit(at + 1))?;
    last = last.max(end - 1);
    let first =
        s.before(i, 6, |cue| matches!(cue, Cue::Statistic(_)).then_some(())).map_or(i, |(first, ())| first);
    let result = FollowUp {
        statistic,
        value,
        value_op: s.bound(at).filter(|_| statistic == FollowUpStatistic::Other),
        unit: Some(unit),
        dispersion: spread.map(|(dispersion, ..)| dispersion),
    };
    Some(Reading::new(Reported::FollowUp(result), first.min(at), last, at, used))
}

/// The number ahead that has a unit of time, with only words between.
fn forward(s: &Sentence<'_>, i: usize) -> Option<(usize, Number)> {
    for at in i + 1..s.items.len().min(i + 14) {
        if let Some(value) = s.plain(at) {
            let spread_between = spread(s, at).map_or(at, |(_, end, _)| end);
            let timed = |from: usize| matches!(s.cue(from + 1), Cue::Time(_));
            return (timed(at) || timed(spread_between)).then_some((at, value));
        }
        if s.items[at].numeric() || matches!(s.mark(at), Some(';')) {
            return None;
        }
    }
    None
}

fn statistic(s: &Sentence<'_>, i: usize, at: usize) -> Option<FollowUpStatistic> {
    let named = |cue| match cue {
        Cue::Statistic(Statistic::Median) => Some(FollowUpStatistic::Median),
        Cue::Statistic(Statistic::Mean) => Some(FollowUpStatistic::Mean),
        _ => None,
    };
    let between = s.before(at, at - i, named).or_else(|| s.before(i, 6, named));
    if let Some((_, statistic)) = between {
        return Some(statistic);
    }
    match s.bound(at) {
        Some(Comparison::AtLeast) => return Some(FollowUpStatistic::Minimum),
        Some(Comparison::AtMost) => return Some(FollowUpStatistic::Maximum),
        _ => {}
    }
    // "followed for 12 months", "a follow-up of 5 years"; "at 5 years of follow-up" is a time point.
    let joint = (i + 1..at).any(|k| matches!(s.cue(k), Cue::Of | Cue::Was) || s.is_word(k, &["for"]));
    joint.then_some(FollowUpStatistic::Other)
}
