//! How long people were followed.

mod backward;
mod bracketed;

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Comparison, FollowUp, FollowUpStatistic, Number, Reported, Statistic, TimeUnit};
use crate::lex::{Classes, Cue};

use super::quantity::spread;
use super::{Known, Reading};
use backward::backward;
use bracketed::bracketed;

/// `median follow-up of 65.2 months`, `The median (range) follow-up time was 18.6 (0.3-41.2) months`,
/// `followed for a mean of 5.5 years`, `a median of 23.6 months of follow-up`,
/// `median follow-up was 51.0 months (IQR 36.0–60.0) in A and 48.3 months (31.5–61.0) in B`.
pub(super) fn read(s: &Sentence<'_>, i: usize, _: &Known, found: &mut Vec<Reading>) {
    if matches!(s.cue(i), Cue::Statistic(_)) {
        found.extend(opening(s, i));
        return;
    }
    if !cue(s, i) {
        return;
    }
    if let Some(reading) = backward(s, i) {
        found.push(reading);
        return;
    }
    let averaged = bracketed(s, i);
    // "followed for 8 months to 4 years (mean 1.9 years)": from when to when is no length of its own.
    let least = |k: usize| matches!(s.cue(k), Cue::AtLeast | Cue::AtMost);
    if averaged.as_ref().is_none_or(|reading| (i..reading.main).any(least)) {
        list(s, i, found);
    }
    found.extend(averaged);
}

/// `Over a median of 41 months, …`, `At a median of 4.2 years, …`: what opens a sentence and is long is how long people were followed.
fn opening(s: &Sentence<'_>, i: usize) -> Option<Reading> {
    let article = i.checked_sub(1).filter(|at| s.cue(*at) == Cue::Article)?;
    let opens = article == 1 && s.is_word(0, &["after", "over", "during", "at"]);
    let at = i + 2;
    let value = s.plain(at).filter(|_| opens && s.cue(i + 1) == Cue::Of)?;
    let long = matches!(s.cue(at + 1), Cue::Time(TimeUnit::Month | TimeUnit::Year));
    // "After a median of 6.4 years and a total of 83 events"
    let total = s.cue(at + 2) == Cue::And && (at + 3..at + 5).any(|k| s.is_word(k, &["total"]));
    let ends = s.mark(at + 2) == Some(',') || s.opens(at + 2) || total;
    let statistic = statistic_of(s.cue(i)).filter(|_| long && ends)?;
    one(s, i, at, value, statistic)
}

/// "follow-up", "followed", "observed for"; not "A followed by B".
fn cue(s: &Sentence<'_>, i: usize) -> bool {
    if s.cue(i) == Cue::FollowUp {
        return !s.is_word(i + 1, &["by"]);
    }
    s.is_word(i, &["observed", "monitored"])
        && (i + 1..i + 6).any(|k| {
            s.is_word(k, &["for"])
                && s.any(k + 1..k + 3, Classes::STATISTIC)
                // "no difference was observed for median survival (16.6 v 14.9 months)"
                && !s.any(k + 1..k + 7, Classes::SURVIVAL)
        })
}

/// `better survival at 30 months of follow-up (median, 9.4 v 7.8 months; P = .03)`: in a bracket, two values that a P value
/// compares.
fn compared(s: &Sentence<'_>, at: usize) -> bool {
    s.items[at].depth > 0
        && s.cue(at + 1) == Cue::Versus
        && (at + 2..s.items.len().min(at + 9)).take_while(|k| !s.closes(*k)).any(|k| s.is(k, Classes::P))
}

/// The lengths ahead: one, or one for each arm.
fn list(s: &Sentence<'_>, i: usize, found: &mut Vec<Reading>) {
    let Some((at, value)) = forward(s, i).filter(|(at, _)| !compared(s, *at)) else { return };
    let Some(statistic) = statistic(s, i, at) else { return };
    let Some(first) = one(s, i, at, value, statistic) else { return };
    let mut last = first.last;
    found.push(first);
    while let Some((next, value)) = next_in_list(s, last + 1) {
        let Some(reading) = one(s, next, next, value, statistic) else { break };
        last = reading.last;
        found.push(reading);
    }
    // "a minimum of 14 months and a maximum of 31 months"
    if statistic == FollowUpStatistic::Minimum
        && s.cue(last + 1) == Cue::And
        && let Some(at) = (last + 2..last + 5).find(|k| s.plain(*k).is_some())
        && (last + 2..at).any(|k| s.is_word(k, &["maximum", "maximally"]) || s.cue(k) == Cue::AtMost)
        && matches!(s.cue(at + 1), Cue::Time(_))
        && let Some(value) = s.plain(at)
    {
        found.extend(one(s, at, at, value, FollowUpStatistic::Maximum));
    }
}

fn one(
    s: &Sentence<'_>,
    i: usize,
    at: usize,
    value: Number,
    statistic: FollowUpStatistic,
) -> Option<Reading> {
    let spread = spread(s, at);
    let mut last = at;
    let mut used = vec![at];
    if let Some((_, end, place)) = &spread {
        last = *end;
        used.extend(place);
    }
    let (mut unit, end) =
        s.unit(last + 1).or_else(|| s.unit(at + 1)).or_else(|| shared_unit(s, at)).or_else(|| {
            let end = s.behind_bracket(at + 1).filter(|_| s.opens(at + 1))?;
            s.unit(end).or_else(|| {
                let (next, _) = next_in_list(s, end)?;
                s.unit(next + 1).map(|(unit, _)| (unit, end))
            })
        })?;
    // "2.7 years per patient"
    if let Some(per) = unit.find(" per ") {
        unit.truncate(per);
    }
    last = last.max(end - 1).min(last + 6);
    let first = if i == at {
        at
    } else {
        s.before(i, 6, Classes::STATISTIC, |cue| matches!(cue, Cue::Statistic(_)).then_some(()))
            .map_or(i, |(first, ())| first)
    };
    let result = FollowUp {
        statistic,
        value,
        value_op: s.bound(at).filter(|_| statistic == FollowUpStatistic::Other),
        unit: Some(unit),
        dispersion: spread.map(|(dispersion, ..)| dispersion),
    };
    Some(Reading::new(Reported::FollowUp(result), first.min(at), last, at, used))
}

/// The unit that stands once, on the last of "11.8 and 12.3 months".
fn shared_unit(s: &Sentence<'_>, at: usize) -> Option<(String, usize)> {
    s.unit(at + 3).map(|(unit, _)| (unit, at + 1))
}

/// `and 48.3 months (31.5–61.0) in the B group`: the next length of the list, behind the words that name an arm.
fn next_in_list(s: &Sentence<'_>, from: usize) -> Option<(usize, Number)> {
    // "19.3 months (95% CI 9.3-19.4) in A": an interval is no spread.
    let bounded = s.opens(from) && s.any(from..from + 3, Classes::INTERVAL);
    let from = if bounded { s.behind_bracket(from)? } else { from };
    let end = s.items.len().min(from + 14);
    let ends = |k: usize| {
        s.items.get(k).is_some_and(|item| item.numeric())
            || matches!(s.mark(k), Some(';' | '(' | '['))
            || matches!(s.cue(k), Cue::Statistic(_) | Cue::Was)
    };
    // "for the velazine, tolvarin, and light group and 16.5 months": the "and" that a number follows.
    let joint = (from..end)
        .take_while(|k| !ends(*k))
        .find(|k| matches!(s.cue(*k), Cue::And | Cue::Versus) && s.plain(k + 1).is_some())?;
    let at = joint + 1;
    let value = s.plain(at)?;
    let behind = spread(s, at).map_or(at, |(_, end, _)| end);
    let timed = |k: usize| matches!(s.cue(k + 1), Cue::Time(_));
    (timed(at) || timed(behind)).then_some((at, value))
}

/// Items from the word to its value, at most; and where "was" stands right before it, behind when and of whom.
const REACH: usize = 16;
const FAR: usize = 26;

/// The number ahead that has a unit of time, with only words between.
fn forward(s: &Sentence<'_>, i: usize) -> Option<(usize, Number)> {
    for at in i + 1..s.items.len().min(i + FAR) {
        if let Some(value) = s.plain(at).filter(|_| at < i + REACH || s.cue(at - 1) == Cue::Was) {
            let spread_between = spread(s, at).map_or(at, |(_, end, _)| end);
            let timed =
                |from: usize| matches!(s.cue(from + 1), Cue::Time(_)) && s.mark(from + 2) != Some('-');
            // "10.5 (95% CI, 0.4-22.8) months"
            // "26 (12-48) months"
            let range = matches!(s.items.get(at + 2).map(|item| &item.shape), Some(Shape::Range(_)));
            let bounded = s.opens(at + 1) && (s.is(at + 2, Classes::INTERVAL) || range);
            let behind = || s.behind_bracket(at + 1).is_some_and(|end| timed(end - 1));
            // "27.9 (IQR 20.9-33.2) in the A group and 30.5 months in the B group"
            let listed = || spread_between > at && next_in_list(s, spread_between + 1).is_some();
            if listed() && s.cue(at - 1) == Cue::Was {
                return Some((at, value));
            }
            if timed(at) || timed(spread_between) || bounded && behind() {
                return Some((at, value));
            }
            // "follow-up as of March 31, 2018, was 76.4 months"; "11.8 and 12.3 months"
            let shared =
                matches!(s.cue(at + 1), Cue::And | Cue::Versus) && s.plain(at + 2).is_some() && timed(at + 2);
            if shared {
                return Some((at, value));
            }
            // "follow-up in the Norva 2 trial was 14 months", "of the others (n = 52)"
            let sized = at > 1 && s.mark(at - 1) == Some('=') && s.is_word(at - 2, &["n", "N"]);
            let named =
                s.items[at].named || sized || s.closes(at + 1) && s.items[at].depth > s.items[i].depth;
            if !dated(s, at) && !person_time(s, at) && !named {
                return None;
            }
            continue;
        }
        let about_age = s.cue(at) == Cue::Criterion && s.is_word(at, &["age"]);
        if s.items[at].numeric() && !dated(s, at) || matches!(s.mark(at), Some(';')) || about_age {
            return None;
        }
    }
    None
}

/// `58 416 patient-years (mean, 2.4 years per patient)`: all that people were followed for together.
fn person_time(s: &Sentence<'_>, at: usize) -> bool {
    s.cue(at + 1) == Cue::People && s.mark(at + 2) == Some('-') && matches!(s.cue(at + 3), Cue::Time(_))
}

/// A day or a year of a date.
fn dated(s: &Sentence<'_>, at: usize) -> bool {
    let year = s.count(at).and_then(|n| n.decimal.as_whole()).is_some_and(|n| (1900..2100).contains(&n));
    year || at > 0 && s.month(at - 1) || s.month(at + 1)
}

fn statistic_of(cue: Cue) -> Option<FollowUpStatistic> {
    match cue {
        Cue::Statistic(Statistic::Median) => Some(FollowUpStatistic::Median),
        Cue::Statistic(Statistic::Mean) => Some(FollowUpStatistic::Mean),
        _ => None,
    }
}

fn statistic(s: &Sentence<'_>, i: usize, at: usize) -> Option<FollowUpStatistic> {
    let between = s
        .before(at, at - i, Classes::STATISTIC, statistic_of)
        .or_else(|| s.before(i, 6, Classes::STATISTIC, statistic_of));
    if let Some((_, statistic)) = between {
        return Some(statistic);
    }
    // "a minimum follow-up of 2 years"
    let said = |words: &[&str]| (i.saturating_sub(2)..i).any(|k| s.is_word(k, words));
    if said(&["minimum", "minimal", "a minimum"]) {
        return Some(FollowUpStatistic::Minimum);
    }
    if said(&["maximum", "maximal", "a maximum"]) {
        return Some(FollowUpStatistic::Maximum);
    }
    match s.bound(at) {
        Some(Comparison::AtLeast) => return Some(FollowUpStatistic::Minimum),
        Some(Comparison::AtMost) => return Some(FollowUpStatistic::Maximum),
        _ => {}
    }
    if s.is_word(at - 1, &["at", "after"]) {
        return None;
    }
    // "follow-up period, 19.7 ± 17.6 months"
    if matches!(s.items.get(at + 1).map(|item| &item.shape), Some(Shape::PlusMinus)) {
        return Some(FollowUpStatistic::Mean);
    }
    // "followed for 12 months", "a follow-up of 5 years"; "at 5 years of follow-up" is a time point.
    let joint = (i + 1..at).any(|k| matches!(s.cue(k), Cue::Of | Cue::Was) || s.is_word(k, &["for"]));
    joint.then_some(FollowUpStatistic::Other)
}
