//! P values that stand behind several estimates.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{PValue, Reported};
use crate::lex::Cue;

use super::Reading;

/// `0.7 [95% CI …] for A and 0.8 [95% CI …] for B, P<0.001 for both comparisons`: every one of the estimates has it;
/// `(B -0.05, β -0.54, p=0.003)`: both have it.
pub(super) fn share(s: &Sentence<'_>, readings: &mut Vec<Reading>) {
    let mut at = 0;
    while at < readings.len() {
        if let Reported::PValue(p) = &readings[at].result {
            let (p, item) = (p.clone(), readings[at].main);
            if of_all(s, item) && give_all(&mut readings[..at], &p, item) {
                readings.remove(at);
                continue;
            }
        } else if let Reported::Estimate(estimate) = &readings[at].result
            && let Some(p) = estimate.p.clone()
        {
            let item = readings[at].used.iter().copied().find(|at| matches!(s.items[*at].shape, Shape::P(_)));
            if let Some(item) = item.filter(|item| of_all(s, *item)) {
                give_all(&mut readings[..at], &p, item);
            } else if at > 0 {
                give_pair(s, readings, at);
            }
        }
        at += 1;
    }
}

/// "for both comparisons", "for all", "each", before the P value or behind it.
fn of_all(s: &Sentence<'_>, item: usize) -> bool {
    const ALL: &[&str] = &["both", "all", "each", "either"];
    item > 0 && s.is_word(item - 1, ALL)
        || s.is_word(item + 1, ALL)
        || s.is_word(item + 1, &["for", "in"]) && s.is_word(item + 2, ALL)
}

/// Where the P value of an estimate or of a relative change goes.
fn own_p(reading: &mut Reading) -> Option<&mut Option<PValue>> {
    match &mut reading.result {
        Reported::Estimate(estimate) => Some(&mut estimate.p),
        Reported::RelativeChange(change) => Some(&mut change.p),
        _ => None,
    }
}

/// Gives the P value to the estimates before it that have none, as far back as the last P value.
fn give_all(readings: &mut [Reading], p: &PValue, item: usize) -> bool {
    let mut given = false;
    for reading in readings.iter_mut().rev() {
        if matches!(reading.result, Reported::PValue(_)) {
            break;
        }
        let Some(own) = own_p(reading) else { continue };
        if own.is_some() {
            break;
        }
        *own = Some(p.clone());
        reading.used.push(item);
        given = true;
    }
    given
}

/// Two estimates with nothing but a name between them in one bracket share the P value behind the second.
fn give_pair(s: &Sentence<'_>, readings: &mut [Reading], at: usize) {
    let (before, behind) = readings.split_at_mut(at);
    let (Some(one), Some(two)) = (before.last_mut(), behind.first()) else { return };
    let (Reported::Estimate(first), Reported::Estimate(second)) = (&mut one.result, &two.result) else {
        return;
    };
    let Some(p) = second.p.clone().filter(|_| first.p.is_none()) else { return };
    let between = one.last + 1..two.main;
    let close = between.len() < 6
        && between.clone().all(|at| {
            s.items[at].depth > 0
                && match s.items[at].shape {
                    Shape::Word => matches!(s.cue(at), Cue::Measure { .. } | Cue::Symbol(_) | Cue::Adjusted),
                    Shape::Mark(_) => true,
                    _ => false,
                }
        });
    let item = two.used.iter().copied().find(|at| matches!(s.items[*at].shape, Shape::P(_)));
    if let Some(item) = item.filter(|_| close) {
        first.p = Some(p);
        one.used.push(item);
    }
}
