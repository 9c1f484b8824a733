//! `a 31% reduction with A compared with 8% on placebo`, `fell by 31% on A and 8% on placebo`: what a change is set against is
//! a change as well.

use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::{Quantity, Reported, Statistic};
use crate::lex::{Classes, Cue};

/// Items between the two, at most.
const FAR: usize = 14;

/// Makes a change of each percentage that "compared with" sets against the change before it.
pub(in crate::extract::read) fn set_against(s: &Sentence<'_>, readings: &mut [Reading]) {
    if !s.has(Classes::PERCENT) {
        return;
    }
    for at in 1..readings.len() {
        let [before @ .., other] = &mut readings[..=at] else { continue };
        // The P value of a change stands behind it, and before the next.
        let untested = |reading: &&mut Reading| !matches!(reading.result, Reported::PValue(_));
        let Some(one) = before.iter_mut().rev().take(3).find(untested) else { continue };
        let one = &*one;
        let Reported::Quantity(change) = &one.result else { continue };
        let percent = change.statistic == Statistic::Change && change.unit.as_deref() == Some("%");
        let Reported::Proportion(share) = &other.result else { continue };
        let bare = share.count.is_none() && share.total.is_none();
        let near = other.first > one.last && other.first - one.last <= FAR;
        if !percent || !bare || !near || share.percent.is_none() {
            continue;
        }
        // Right before it, but for "with a".
        let versus = (other.first.saturating_sub(3)..other.first).any(|k| s.cue(k) == Cue::Versus);
        let moved = (one.last + 1..other.first).any(|k| matches!(s.cue(k), Cue::Happened) || s.closes(k));
        let on = || alike(s, one, other.first, other.last) || goes_on(s, one, other);
        if versus && !moved || on() {
            other.result = Reported::Quantity(Quantity {
                statistic: Statistic::Change,
                value: share.percent,
                value_op: share.percent_op,
                unit: change.unit.clone(),
                direction: change.direction,
                dispersion: None,
                cv: None,
                interval: share.interval.clone(),
            });
        }
    }
}

/// `by 53% in arm A, 48% in arm B, and 52% in arm C`, `by 1.6% for A and 1.8% for B`: joined to the change before it, with the
/// same word behind.
fn alike(s: &Sentence<'_>, one: &Reading, first: usize, last: usize) -> bool {
    let of = one.last + 1;
    let joint = first.checked_sub(1).filter(|at| s.cue(*at) == Cue::And || s.mark(*at) == Some(','));
    joint.is_some()
        && s.cue(of) == Cue::Preposition
        && s.cue(last + 1) == Cue::Preposition
        && s.words(of).eq_ignore_ascii_case(s.words(last + 1))
        && (of..first).all(|at| {
            matches!(s.cue(at + 1), Cue::Dose | Cue::Unit)
                || s.mark(at + 1) == Some('-')
                || !s.items[at].numeric()
        })
}

/// Items from the joint of a list to its next value, at most: "and at day 14, 75%".
const NAMED: usize = 6;

/// `the decreases were 51% and 46% with 12 mg, 81% and 74% with 24 mg`, `rose 71% at week 2 and 64% at week 5`: joined to the change
/// before it by "and" or a comma, with names and times between, and no word that begins another statement.
fn goes_on(s: &Sentence<'_>, one: &Reading, other: &Reading) -> bool {
    let (from, to) = (one.last + 1, other.first);
    let depth = s.items[other.main].depth;
    if s.items[one.main].depth != depth {
        return false;
    }
    let joint = |k: usize| {
        s.items[k].depth == depth && (matches!(s.cue(k), Cue::And | Cue::Versus) || s.mark(k) == Some(','))
    };
    // What stands in a bracket tells of the value before it.
    let between = || (from..to).filter(|k| s.items[*k].depth == depth && !s.opens(*k) && !s.closes(*k));
    let plain = |k: usize| {
        let item = &s.items[k];
        let sized =
            matches!(s.cue(k + 1), Cue::Time(_) | Cue::Dose | Cue::Unit) || s.mark(k + 1) == Some('-');
        let timed = k > 0 && matches!(s.cue(k - 1), Cue::Time(_) | Cue::Group);
        (!item.numeric() || item.named || sized || timed || item.head == b'd')
            && s.mark(k).is_none_or(|c| matches!(c, ',' | '-' | '/' | '+' | '%'))
            && !s.is(
                k,
                Classes::PEOPLE
                    | Classes::HAPPENED
                    | Classes::BEFELL
                    | Classes::MOVED
                    | Classes::RISK
                    | Classes::SHOWED,
            )
            && matches!(
                s.cue(k),
                Cue::None
                    | Cue::Preposition
                    | Cue::And
                    | Cue::Versus
                    | Cue::Article
                    | Cue::Group
                    | Cue::Time(_)
                    | Cue::Dose
                    | Cue::Unit
                    | Cue::About
                    | Cue::Respectively
            )
            && !s.is_word(
                k,
                &[
                    "while", "whereas", "but", "which", "who", "than", "rate", "rates", "only", "those",
                    "that",
                ],
            )
    };
    let behind = other.last + 1;
    let over = behind >= s.items.len()
        || matches!(s.cue(behind), Cue::Preposition | Cue::And | Cue::Versus | Cue::Respectively)
        || s.mark(behind).is_some_and(|c| matches!(c, '.' | ',' | ';' | '(' | '[' | ')' | ']'));
    over && (from..to).any(joint)
        && between().all(plain)
        && (to.saturating_sub(NAMED)..to).any(|k| k >= from && joint(k))
}
