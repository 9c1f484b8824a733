//! Runs of values, each closed by its arm: `nausea (29%), fatigue (9%) and rash (6%) with A, and nausea (22%) with B`, `65%
//! (systolic) and 88% (diastolic) of A and 64% (systolic) and 87% (diastolic) of B`.

use std::ops::Range;

use super::super::arms::Mention;
use super::Scene;
use crate::finding::Reported;
use crate::lex::{Cue, Sort};

/// Each value is of the next arm behind it, where an arm closes every run and none stands before the first: in a sentence, and
/// in each of its brackets.
pub(super) fn closed(scene: &mut Scene<'_, '_>) {
    if scene.values.len() < 3 || scene.mentions.is_empty() {
        return;
    }
    let s = scene.s;
    closed_in(scene, 0..s.items.len(), 0);
    let mut from = 0;
    for i in scene.values.iter().copied() {
        let at = scene.readings[i].main;
        if at < from || s.items[at].depth == 0 {
            continue;
        }
        let Some(open) =
            (from.max(at.saturating_sub(BRACKET))..at).rfind(|k| s.opens(*k) && s.items[*k].depth == 0)
        else {
            continue;
        };
        let closes = |k: &usize| s.closes(*k) && s.items[*k].depth == 0;
        from = (at..s.items.len().min(at + BRACKET)).find(closes).unwrap_or(at) + 1;
        closed_in(scene, open + 1..from, s.items[at].depth);
    }
}

/// Items from a bracket to its first value, and from there to its end, at most.
const BRACKET: usize = 60;

/// The same in a stretch of items at one depth of brackets.
fn closed_in(scene: &mut Scene<'_, '_>, stretch: Range<usize>, depth: u8) {
    let s = scene.s;
    let values: Vec<usize> = scene
        .values
        .iter()
        .copied()
        .filter(|i| scene.readings[*i].is_share_or_quantity())
        .filter(|i| stretch.contains(&scene.readings[*i].main))
        .collect();
    let Some(first) = values.first() else { return };
    let start = scene.readings[*first].first;
    if values.len() < 3 {
        return;
    }
    let placed = |m: &Mention| {
        (m.first.saturating_sub(2)..m.first).any(|i| matches!(s.cue(i), Cue::Preposition | Cue::Of))
            && s.items[m.first].depth == depth
    };
    // "… with B, a difference in favour of A": what is named behind the last arm closes nothing.
    let last = values.last().map_or(start, |i| scene.readings[*i].last);
    let mentions = scene.named(stretch.start, stretch.end);
    let closing = mentions.iter().position(|m| m.first > last);
    let closers = closing.map_or(mentions, |at| &mentions[..=at]);
    // "…, the figures in C being 33% and 20%": an arm with no value since the last, which leads its own, closes nothing.
    let since = |n: usize| n.checked_sub(1).map_or(stretch.start, |b| closers[b].last);
    let closes =
        |n: &usize| values.iter().any(|i| (since(*n)..closers[*n].first).contains(&scene.readings[*i].first));
    let closers = &closers[..(0..closers.len()).take_while(closes).count()];
    let distinct = closers.windows(2).all(|pair| pair[0].arm != pair[1].arm);
    let [.., closing] = closers else { return };
    // "…, and 12.5% and 3.7% at baseline": what stands behind the last arm is of none.
    let of_arms = values.iter().rfind(|i| scene.readings[**i].last < closing.first);
    let Some(end) = of_arms.map(|i| scene.readings[*i].last) else { return };
    let framed = closers.len() >= 2 && distinct && closers.iter().all(placed);
    if !framed || closers[0].first < start || closing.first - end > 8 {
        return;
    }
    // "2% and 3% in the A group versus 4% and 5% in the B group"
    let parts = |i: usize| closers.iter().any(|m| m.last < i && i <= m.last + 2);
    if (start..end).any(|i| s.cue(i) == Cue::Versus && !parts(i)) {
        return;
    }
    let mut from = 0;
    let mut runs = Vec::with_capacity(closers.len());
    for closer in closers {
        let run = values[from..].iter().take_while(|i| scene.readings[**i].first < closer.first).count();
        runs.push((closer.arm, from..from + run));
        from += run;
    }
    if runs.iter().any(|(_, run)| run.is_empty()) || runs.iter().all(|(_, run)| run.len() < 2) {
        return;
    }
    // "2.2, 1.3 and 1.1 with A and 2.7, 1.5 and 1.2 with B, respectively" is of times, whatever they are.
    let even = runs.iter().all(|(_, run)| run.len() == runs[0].1.len());
    if s.holds(Sort::Respectively) && !even {
        return;
    }
    // "72 at presentation, 82 with A, 150 with B": where runs are of no one length, a value in a place of its own is of none.
    let placed = |i: usize| {
        let last = scene.readings[i].last + 1;
        let last = s.unit_end(last).unwrap_or(last);
        let last = last + usize::from(s.cue(last) == Cue::People);
        s.cue(last) == Cue::Preposition
    };
    for (arm, run) in runs {
        let last = values[run.end - 1];
        let own = |i: &usize| *i == last || alike(scene, *i, last) && (even || !placed(*i));
        let own: Vec<usize> = values[run].iter().copied().filter(own).collect();
        for i in own {
            scene.bind(i, arm);
        }
    }
}

/// `In the A group survival was 89% at 5 years and 81% at 8 years, compared with 87% at 5 years and 78% at 8 years in the B
/// group`: an arm leads, the other closes, and "compared with" parts their values.
pub(super) fn parted(scene: &mut Scene<'_, '_>) {
    let s = scene.s;
    let [lead, close] = scene.mentions else { return };
    let own = |i: &usize| scene.readings[*i].is_share_or_quantity();
    let values: Vec<usize> = scene.values.iter().copied().filter(own).collect();
    let (Some(first), Some(last)) = (values.first(), values.last()) else { return };
    let (start, end) = (scene.readings[*first].first, scene.readings[*last].last);
    let framed = lead.arm != close.arm && lead.last < start && close.first > end && close.first - end <= 8;
    if values.len() < 3 || !framed {
        return;
    }
    let mut versus = (start..end).filter(|i| s.cue(*i) == Cue::Versus && s.items[*i].depth == 0);
    let (Some(versus), None) = (versus.next(), versus.next()) else { return };
    if (lead.last..start).chain(end..close.first).any(|i| s.cue(i) == Cue::Versus) {
        return;
    }
    for i in values {
        let arm = if scene.readings[i].main < versus { lead.arm } else { close.arm };
        scene.bind(i, arm);
    }
}

/// Whether a value stands as the last of its run does. "Over a median of 41 months, 129 (37%) in the A group", "34 died: 18
/// in the A group", "34 died (18 in the A group": the first is of everybody.
fn alike(scene: &Scene<'_, '_>, value: usize, last: usize) -> bool {
    let shape = |i: usize| {
        let reading = &scene.readings[i];
        let counted = match &reading.result {
            Reported::Proportion(share) if share.percent.is_none() => Some(scene.s.items[reading.main].depth),
            _ => None,
        };
        (reading.result.kind(), counted)
    };
    let s = scene.s;
    let (from, to) = (scene.readings[value].last, scene.readings[last].first);
    let bare = shape(value).1.is_some();
    let parts = |i: usize| matches!(s.mark(i), Some(':')) || bare && s.mark(i) == Some(';');
    // "320 adults (median age, 67 years) … 6.6 months with A": in a bracket of its own what others were like.
    let depth = |i: usize| s.items[scene.readings[i].main].depth;
    // "57.3 months, 74% and 46% in A": of two kinds, in one list.
    let listed = |i: usize| matches!(s.mark(i), Some(',')) || s.cue(i) == Cue::And || s.unit_end(i).is_some();
    let kinds = shape(value) == shape(last)
        || !bare
            && (from + 1..to).take_while(|i| !s.items[*i].numeric()).all(listed)
            && depth(value) == depth(last);
    let outside = matches!(scene.readings[value].result, Reported::Quantity(_)) && depth(value) > depth(last);
    kinds && !outside && !(from..to).any(parts)
}
