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
        let Some(one) = before.last() else { continue };
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
        if (versus || alike(s, one, other.first, other.last)) && !moved {
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
