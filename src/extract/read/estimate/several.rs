//! Several measures with a value each, in the order of their names.

use crate::extract::item::Shape;
use crate::extract::read::{Known, Reading};
use crate::extract::sentence::Sentence;
use crate::finding::Reported;
use crate::lex::Cue;

use super::head::{Head, head};
use super::name::{Named, named};
use super::one::one;
use super::value::LIMITS;

/// `sensitivity and specificity were 85% and 92%`, `sensitivity, specificity and accuracy of 80%, 90% and 85%`: the values
/// in the order of the names; a name that is no measure of ours keeps its place in the order.
pub(super) fn several(s: &Sentence<'_>, i: usize, known: &Known) -> Option<Vec<Reading>> {
    let (names, from) = names(s, i, known)?;
    let values = values(s, from, names.len());
    if values.is_empty() {
        return Some(Vec::new());
    }
    let none = Head { behind: from, label: head(s, from).label };
    let mut readings = Vec::new();
    for (n, at) in values.iter().enumerate() {
        if let Some(named) = names[n % names.len()]
            && let Some(one) = one(s, *at, named, &none, true, known)
        {
            readings.push(one.reading(*at, None));
        } else if let Some(named) = names[n % names.len()]
            && let Some(reading) = in_per_cent(s, *at, named, &none, known)
        {
            readings.push(reading);
        }
    }
    Some(readings)
}

/// The 93 of `were 93, 85, and 88%`: a share whose sign stands behind the last of the list.
fn in_per_cent(s: &Sentence<'_>, at: usize, named: Named, head: &Head, known: &Known) -> Option<Reading> {
    let value = s.plain(at)?;
    let mut last = at;
    for _ in 0..4 {
        let joint = |k: &usize| s.mark(*k) == Some(',') || s.cue(*k) == Cue::And;
        let joints = (last + 1..last + 3).take_while(joint).count();
        last += joints + 1;
        if joints == 0 || s.number(last).is_none() || s.percent(last).is_some() {
            break;
        }
    }
    s.percent(last).filter(|_| last > at)?;
    let mut reading = one(s, last, named, head, true, known)?.reading(at, None);
    if let Reported::Estimate(estimate) = &mut reading.result {
        (estimate.value, estimate.value_op, estimate.interval, estimate.p) =
            (Some(value), s.bound(at), None, None);
    }
    (reading.main, reading.last, reading.used) = (at, at, vec![at]);
    Some(reading)
}

/// The names of a list that starts at `i`, and where it ends; at least two of them measures.
fn names(s: &Sentence<'_>, i: usize, known: &Known) -> Option<(Vec<Option<Named>>, usize)> {
    let mut names = vec![named(s, i, known)];
    let mut at = head(s, i + 1).behind;
    let mut parted = false;
    for _ in 0..24 {
        let item = s.items.get(at)?;
        match item.shape {
            Shape::Mark(',' | '/') => parted = true,
            Shape::Word if item.cue == Cue::And => parted = true,
            Shape::Word if matches!(item.cue, Cue::Of | Cue::Was) => break,
            // "the GMRs of both, and their intervals, fell within the limits of (0.80, 1.25)"
            Shape::Word if s.is_word(at, LIMITS) => return None,
            Shape::Word if matches!(item.cue, Cue::Measure { .. }) => {
                if parted {
                    names.push(named(s, at, known));
                } else {
                    *names.last_mut()? = named(s, at, known);
                }
                parted = false;
                at = head(s, at + 1).behind;
                continue;
            }
            Shape::Word if parted => {
                names.push(None);
                parted = false;
            }
            Shape::Word => {}
            Shape::Mark('(' | '[') if !s.items.get(at + 1)?.numeric() => at = s.behind_bracket(at)? - 1,
            Shape::Mark(')' | ']' | '-' | '=' | ':') => {}
            _ => break,
        }
        at += 1;
    }
    (names.iter().flatten().count() > 1).then_some((names, at))
}

/// The numbers of a list from `from` on, whole lists of `count` values, with what stands in brackets behind each.
fn values(s: &Sentence<'_>, from: usize, count: usize) -> Vec<usize> {
    let mut values = Vec::new();
    let mut at = from;
    let mut gap = 0;
    while at < s.items.len() && gap < 8 && values.len() < 4 * count {
        if s.number(at).is_some() && !matches!(s.cue(at + 1), Cue::Time(_)) {
            values.push(at);
            gap = 0;
        } else if s.opens(at) && !values.is_empty() {
            at = s.behind_bracket(at).unwrap_or(at + 1);
            continue;
        } else if s.is_word(at, LIMITS) {
            return Vec::new();
        } else if s.mark(at) == Some(';') || matches!(s.cue(at), Cue::Measure { .. }) && gap > 0 {
            break;
        }
        gap += 1;
        at += 1;
    }
    values.truncate(values.len() - values.len() % count);
    values
}
