//! What a treatment did beyond its control, where neither interval nor comparison stands: `the placebo-corrected fall was 8 mm Hg`.

use crate::extract::sentence::Sentence;
use crate::lex::{Classes, Cue, Sort};

use super::measured;
use crate::extract::read::apart::in_points;

/// Items from the value back to the word that says so, at most.
const REACH: usize = 12;

/// The last item of such a value: behind a verb or "of", with the control and what was done with it named before, `placebo-corrected`,
/// or set against it as a change, `the change versus placebo was`.
pub(super) fn beyond(s: &Sentence<'_>, i: usize) -> Option<usize> {
    if !s.holds(Sort::Control) {
        return None;
    }
    let first = super::list::first(s, i);
    let joint = first.checked_sub(1)?;
    if !matches!(s.cue(joint), Cue::Was | Cue::Of)
        || s.number(i).is_none_or(|_| s.percent(i).is_some() && !in_points(s, i))
    {
        return None;
    }
    let end = measured(s, i)?;
    let control = |k: usize| s.is_of(k, Sort::Control);
    // Of a list the last value tells the others.
    let joints = (end..end + 2).take_while(|k| s.mark(*k) == Some(',') || s.cue(*k) == Cue::And).count();
    if joints > 0 && s.number(end + joints).is_some() {
        return None;
    }
    let near = joint.saturating_sub(REACH)..joint;
    let corrected = near.clone().any(|k| {
        control(k)
            && s.mark(k + 1) == Some('-')
            && (s.is_word(k + 2, &["corrected", "subtracted"])
                || s.is_word(k + 2, &["adjusted", "controlled"])
                    && s.any(k + 3..joint, Classes::MOVED | Classes::STATISTIC))
    });
    let against = || {
        near.clone().any(|k| {
            control(k)
                && k > 0
                && s.cue(k - 1) == Cue::Versus
                && s.any(k.saturating_sub(6)..k, Classes::MOVED | Classes::STATISTIC)
                && k + 1 == joint
        })
    };
    let several = |k: usize| s.number(k).is_some() && !s.items[k].named && s.unit_end(k + 1).is_some();
    (corrected || against() && !(end..s.items.len().min(end + 8)).any(several)).then_some(end - 1)
}
