//! Sizes of arms that only the arm's name beside them tells: `(119 placebo, 123 gabapentin)`, `pertuzumab, 219`, `and 62
//! chemotherapy`.

use crate::extract::item::Item;
use crate::extract::read::Reading;
use crate::extract::read::participants::{excluded, of_places, other_part, parted};
use crate::extract::sentence::Sentence;
use crate::finding::{ArmId, Number, Participants, Proportion, Reported, Role};
use crate::lex::{Classes, Cue};

use super::arms::Mention;

/// People counted last that a part may be of, at most.
const WHOLES: usize = 8;

/// Items between a size and the people it is a part of, at most.
const FARTHEST: usize = 60;

/// Adds the sizes that stand beside a mention, behind people who took a step of the trial in the same sentence; gives
/// the arm of each by the item of its number.
pub(super) fn read(
    s: &mut Sentence<'_>,
    mentions: &[Mention],
    readings: &mut Vec<Reading>,
    wholes: &mut Vec<u64>,
) -> Vec<(usize, ArmId)> {
    if s.numbers.is_empty() && readings.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(usize, ArmId, Reading)> = Vec::new();
    // The 10 of "(5, 10 and 20 mg)" is no size of those who got 20 mg.
    let strength = |m: &Mention| m.first == m.last && s.items[m.first].numeric();
    for mention in mentions.iter().filter(|m| !strength(m)) {
        // The 1 of "2:1 to tolvarin (104)" is none.
        let few = |i: &usize| s.count(*i).and_then(|n| n.decimal.as_whole()) <= Some(2);
        let near = before(s, mention);
        let near = if near.is_none_or(|i| few(&i)) { behind(s, mention).or(near) } else { near };
        let Some(i) = near else { continue };
        let taken = |i: usize| found.iter().any(|(at, ..)| *at == i);
        let Some(n) = s.count(i).filter(|n| !taken(i) && !excluded(s, i) && !of_places(s, i, *n)) else {
            continue;
        };
        let found_whole = whole(s, readings, n, i).or_else(|| step(s, n, i));
        let Some((result, rule, said)) = found_whole.or_else(|| got(s, mention, n, i)) else {
            continue;
        };
        // Few people are no arm, but something may well have happened to one.
        if matches!(result, Reported::Participants(_)) && few(&i) {
            continue;
        }
        let (first, last) = (i.min(mention.first), i.max(mention.last));
        found.push((i, mention.arm, Reading::beside_an_arm(result, rule, first, last, i, said)));
    }
    let mut arms = Vec::with_capacity(found.len());
    for (i, arm, reading) in found {
        s.spent[i] = true;
        arms.push((i, arm));
        readings.push(reading);
    }
    arms.extend(treated(s, mentions, readings));
    if s.has(Classes::PEOPLE) && s.has(Classes::BRACKET) {
        let parts: Vec<Reading> = s.numbers.iter().filter_map(|i| parted(s, *i)).collect();
        for part in &parts {
            s.spent[part.main] = true;
        }
        readings.extend(parts);
    }
    wholes.extend(readings.iter().filter_map(|r| people(r)?.decimal.as_whole()));
    let before = wholes.len().saturating_sub(WHOLES);
    wholes.drain(..before);
    if !wholes.is_empty() && readings.iter().any(|r| people(r).is_some()) {
        let parts: Vec<Reading> =
            s.numbers.iter().filter_map(|i| other_part(s, readings, wholes, *i)).collect();
        for part in parts {
            s.spent[part.main] = true;
            readings.push(part);
        }
    }
    readings.sort_by_key(|reading| (reading.first, reading.main));
    split(s, readings);
    arms
}

/// `58 adults had a resection and 43 had an ablation`: counts of those who had what two arms got are sizes; gives the arm of each.
fn treated(s: &Sentence<'_>, mentions: &[Mention], readings: &mut [Reading]) -> Vec<(usize, ArmId)> {
    if !s.has(Classes::BEFELL) || mentions.len() < 2 {
        return Vec::new();
    }
    let arm = |reading: &Reading| {
        bare_count(reading).filter(|n| n.decimal.as_whole() > Some(3))?;
        let people = reading.main + 1;
        let verb = people + usize::from(s.cue(people) == Cue::People);
        if !s.is_word(verb, &["had", "underwent"]) {
            return None;
        }
        let what = verb + 1 + usize::from(s.cue(verb + 1) == Cue::Article);
        let mention = mentions.iter().find(|m| m.first == what)?;
        let ends = s.mark(mention.last + 1).is_some()
            || mention.last + 1 >= s.items.len()
            || matches!(s.cue(mention.last + 1), Cue::And | Cue::Preposition);
        ends.then_some(mention.arm)
    };
    let arms: Vec<(usize, ArmId)> =
        readings.iter().enumerate().filter_map(|(at, r)| Some((at, arm(r)?))).collect();
    // "52 adults received tolvarin and 43 had an ablation"
    let got = |r: &Reading| people(r).is_some() && r.step_said && s.cue(r.last) == Cue::Received;
    let two = arms.iter().any(|(_, arm)| *arm != arms[0].1);
    if arms.is_empty() || !two && !readings.iter().any(got) {
        return Vec::new();
    }
    let sizes = arms.into_iter().filter_map(|(at, arm)| {
        let reading = readings.get_mut(at)?;
        let n = bare_count(reading)?;
        reading.result = Reported::Participants(Participants { n, role: Role::Other });
        (reading.rule, reading.step_said) = ("participants", true);
        Some((reading.main, arm))
    });
    sizes.collect()
}

/// `Seven adults died of sepsis (A, n = 2; B, n = 5)`: sizes in the bracket behind a bare count that add up to it say to
/// how many of each arm it happened.
fn split(s: &Sentence<'_>, readings: &mut [Reading]) {
    let sizes = |r: &Reading| matches!(r.result, Reported::Participants(_));
    if !readings.iter().any(sizes) {
        return;
    }
    for at in 0..readings.len() {
        let Some(whole) = bare_count(&readings[at]) else { continue };
        let main = readings[at].main;
        let Some(open) = s.first(main..main + FARTHEST, Classes::BRACKET).filter(|open| s.opens(*open))
        else {
            continue;
        };
        let Some(end) = s.behind_bracket(open) else { continue };
        let parts = readings[at + 1..].iter_mut().take_while(|r| r.main < end).filter(|r| r.main > open);
        let mut parts: Vec<(&mut Reading, Number)> =
            parts.filter_map(|r| people(r).or_else(|| bare_count(r)).map(|n| (r, n))).collect();
        let sum: Option<u64> = parts.iter().map(|(_, n)| n.decimal.as_whole()).sum();
        if parts.len() < 2 || sum != whole.decimal.as_whole() {
            continue;
        }
        for (reading, n) in &mut parts {
            reading.result = happened_to(*n);
            reading.rule = "proportion";
        }
    }
}

/// So many, and nothing else said.
fn happened_to(n: Number) -> Reported {
    let count = Some(n);
    Reported::Proportion(Proportion { percent: None, percent_op: None, count, total: None, interval: None })
}

/// The count of a share that has nothing else.
fn bare_count(reading: &Reading) -> Option<Number> {
    match &reading.result {
        Reported::Proportion(share) if share.percent.is_none() && share.total.is_none() => share.count,
        _ => None,
    }
}

fn people(reading: &Reading) -> Option<Number> {
    match &reading.result {
        Reported::Participants(people) => Some(people.n),
        _ => None,
    }
}

/// The count before a mention: `119 placebo`, `441 to CRT`, `12 on omeprazole`, `36 in arm A`.
fn before(s: &Sentence<'_>, mention: &Mention) -> Option<usize> {
    let mut i = mention.first.checked_sub(1)?;
    for _ in 0..2 {
        let small = matches!(s.cue(i), Cue::To | Cue::Article | Cue::Received)
            || s.is_word(i, &["in", "on", "with", "for"]);
        if small {
            i = i.checked_sub(1)?;
        }
    }
    s.count(i)?;
    let ends = mention.last + 1 >= s.items.len()
        || s.mark(mention.last + 1).is_some()
        || matches!(s.cue(mention.last + 1), Cue::And | Cue::Preposition | Cue::People)
        || s.cue(mention.last + 1) == Cue::Versus && s.count(mention.last + 2).is_some();
    let starts = i.checked_sub(1).is_none_or(|b| {
        s.opens(b)
            || matches!(s.mark(b), Some(',' | ';' | ':'))
            // "(104 tolvarin/52 placebo)"
            || s.mark(b) == Some('/') && s.items[b].depth > 0 && b > 0 && s.is_plain_word(b - 1)
            || matches!(s.cue(b), Cue::And | Cue::Was)
            // "were randomly assigned to 1,461 tolvarin and 1,454 placebo"
            || s.cue(mention.last + 1) == Cue::And
                && s.count(mention.last + 2).is_some()
                && !s.any(mention.last + 3..mention.last + 6, Classes::THINGS)
                && (s.cue(b) == Cue::To || s.words(b).ends_with(" to"))
            || s.cue(b) == Cue::Versus && s.items[i].depth > 0
    });
    // "141, 138 and 69 in the A, B and C groups": the last of a row is not of the first named.
    let row = |and: usize| {
        s.cue(and) == Cue::And
            && and > 1
            && (s.items[and - 1].numeric() || s.mark(and - 1) == Some(',') && s.items[and - 2].numeric())
    };
    (starts && ends && !i.checked_sub(1).is_some_and(row)).then_some(i)
}

/// The count behind a mention, in a bracket that lists arms: `(pertuzumab, 219; and placebo, 110)`, `drugs = 667`.
fn behind(s: &Sentence<'_>, mention: &Mention) -> Option<usize> {
    // "tolvarin 7.5 mg (44)"
    let dosed =
        s.items.get(mention.last + 1).is_some_and(Item::numeric) && s.cue(mention.last + 2) == Cue::Dose;
    let sign = mention.last + if dosed { 3 } else { 1 };
    // "Tolvarin was given to 141 adults and placebo to 69", "the placebo group had 69 patients, the tolvarin group 141"
    if let Some(i) = elliptic(s, mention) {
        return Some(i);
    }
    // "(tolvarin 40 adults, placebo 37)"
    let listed = mention.first.checked_sub(1).is_some_and(|b| {
        s.items[b].depth > 0
            && (s.mark(b) == Some(',') || s.cue(b) == Cue::And)
            && b > 1
            && s.cue(b - 1) == Cue::People
            && s.items[b - 2].numeric()
    });
    if listed && s.closes(sign + 1) && s.count(sign).is_some() {
        return Some(sign);
    }
    // "(A, n = 1; B, n = 3)"
    let labelled = s.is_word(sign + 1, &["n"]) && s.mark(sign + 2) == Some('=');
    let i = sign + if labelled { 3 } else { 1 };
    let joined = matches!(s.mark(sign), Some(',' | '=' | ':')) && s.items[mention.first].depth > 0
        || s.opens(sign) && s.closes(i + 1);
    s.count(i).filter(|_| joined)?;
    let ends = s.closes(i + 1) || matches!(s.mark(i + 1), Some(',' | ';')) || s.cue(i + 1) == Cue::And;
    let starts = mention.first.checked_sub(1).is_none_or(|b| s.mark(b).is_some() || s.cue(b) == Cue::And);
    (ends && (starts || s.opens(sign))).then_some(i)
}

/// `Group A (69) received placebo`: the size in the bracket behind a group that then gets something.
fn got(s: &Sentence<'_>, mention: &Mention, n: Number, i: usize) -> Option<(Reported, &'static str, bool)> {
    let group = (mention.first..=mention.last).any(|k| s.cue(k) == Cue::Group);
    let placed = i == mention.last + 2 && s.opens(i - 1) && s.closes(i + 1);
    let verb = i + 2 + usize::from(s.cue(i + 2) == Cue::Was);
    let people = Participants { n, role: Role::Other };
    (group && placed && s.cue(verb) == Cue::Received).then_some((
        Reported::Participants(people),
        "participants",
        false,
    ))
}

/// The count behind a mention whose verb was said of the arm before: `and placebo to 69`, `, the placebo group 69`, `and with placebo
/// in 69`, `, placebo was given to 69`.
fn elliptic(s: &Sentence<'_>, mention: &Mention) -> Option<usize> {
    let mut next = mention.last + 1;
    if s.cue(next) == Cue::Was && s.is_plain_word(next + 1) {
        next += 2;
    }
    let group = (mention.first..=mention.last).any(|k| s.cue(k) == Cue::Group);
    let i = match s.cue(next) {
        Cue::To | Cue::Preposition => next + 1,
        // "the tolvarin group consisted of 69 adults, and the placebo group of 67"
        Cue::Of if group => next + 1,
        _ if group => next,
        _ => return None,
    };
    s.count(i)?;
    let before = mention.first.checked_sub(1)?;
    let before = before - usize::from(s.cue(before) == Cue::Article && before > 0);
    let before = before - usize::from(s.cue(before) == Cue::Preposition && before > 0);
    let joined = s.cue(before) == Cue::And || matches!(s.mark(before), Some(',' | ';'));
    let ends =
        i + 1 >= s.items.len() || matches!(s.mark(i + 1), Some(',' | ';' | '.')) || s.cue(i + 1) == Cue::And;
    // The people of the first were counted right before, behind the same words.
    let first = (before.saturating_sub(ELLIPTIC)..before).rfind(|at| s.cue(*at) == Cue::People)?;
    let count = (first.saturating_sub(2)..first).rfind(|at| s.items[*at].numeric())?;
    let verb = count.checked_sub(1)?;
    let told = match s.cue(next) {
        Cue::To => s.cue(verb) == Cue::To,
        Cue::Preposition => s.cue(verb) == Cue::Preposition && s.is_word(verb, &[s.words(next)]),
        _ => {
            s.is_word(verb, &["had", "included", "comprised", "contained", "consisted of", "of", "enrolled"])
        }
    };
    (joined && ends && told).then_some(i)
}

/// Items from the people of the first arm to the name of the next, at most.
const ELLIPTIC: usize = 24;

/// What a size is a part of: of people at a step of the trial, or of those to whom something happened;
/// with whether a word says the step.
fn whole(
    s: &Sentence<'_>,
    readings: &[Reading],
    n: Number,
    i: usize,
) -> Option<(Reported, &'static str, bool)> {
    readings.iter().rev().filter(|reading| reading.main < i && i - reading.main <= FARTHEST).find_map(
        |reading| match &reading.result {
            Reported::Participants(people) => {
                // "100 adults were enrolled, and randomised to A (51) or B (49)"
                let assigned = (reading.main + 1..i).any(|at| {
                    s.is(at, Classes::STEP)
                        && (s.cue(at) == Cue::Role(Role::Randomized)
                            || s.is_word(at, &["randomized to", "randomised to"]))
                });
                let role = if assigned { Role::Randomized } else { people.role };
                let part = Participants { n, role };
                Some((Reported::Participants(part), "participants", reading.step_said || assigned))
            }
            Reported::Proportion(share) if share.percent.is_none() && share.total.is_none() => {
                Some((happened_to(n), "proportion", false))
            }
            _ => None,
        },
    )
}

/// People at the step that a word before says, where no whole is counted.
fn step(s: &Sentence<'_>, n: Number, i: usize) -> Option<(Reported, &'static str, bool)> {
    let (_, role) = s.before(i, 24, Classes::STEP, |cue| match cue {
        Cue::Role(role) => Some(role),
        _ => None,
    })?;
    Some((Reported::Participants(Participants { n, role }), "participants", true))
}
