//! Estimates of several arms, each beside its own: `5.8 years with A (HR 1.02 …), 6.1 years with B (HR 0.97 …) and 6.6 years
//! with placebo`, `women HR 2.89 …; men HR 1.11`.

use super::super::arms::Mention;
use super::super::frames::Scene;
use super::lone::set_against;
use super::one_arm::{before_its_name, labelled};
use super::{inside, of_measure, sets_against};
use crate::extract::read::Reading;
use crate::finding::{ArmId, Reported};
use crate::lex::Cue;

/// The arm that an estimate stands beside, where another estimate of its kind stands beside another arm; and what both are
/// held against: an arm named behind "versus", or the one arm that has no estimate.
pub(super) fn of(scene: &Scene<'_, '_>, reading: &Reading) -> Option<(ArmId, Option<ArmId>)> {
    let arm = beside(scene, reading)?;
    let against = named_inside(scene, reading).filter(|against| *against != arm);
    if let Some(against) = against {
        return Some((arm, Some(against)));
    }
    let alike = |r: &&Reading| match (&r.result, &reading.result) {
        (Reported::Estimate(one), Reported::Estimate(own)) => one.measure == own.measure,
        (Reported::RelativeChange(_), Reported::RelativeChange(_)) => true,
        _ => false,
    };
    let others: Vec<ArmId> = scene
        .readings
        .iter()
        .filter(alike)
        .filter_map(|r| beside(scene, r))
        .filter(|other| *other != arm)
        .collect();
    if others.is_empty() {
        return None;
    }
    // Of two arms with one each, neither is held against the other.
    let free = |against: &ArmId| *against != arm && !others.contains(against);
    Some((arm, held_against(scene, free).or_else(|| scene.arms.other(arm)).filter(free)))
}

/// `relative to B, the odds ratios were …`, `the difference from B was …`: what the sentence holds all of them against.
fn held_against(scene: &Scene<'_, '_>, free: impl Fn(&ArmId) -> bool) -> Option<ArmId> {
    let s = scene.s;
    let from = |m: &Mention| {
        let from = (m.first.saturating_sub(2)..m.first).find(|i| s.is_word(*i, &["from"]));
        from.is_some_and(|i| i > 0 && (s.cue(i - 1) == Cue::Difference || s.of_comparison(i - 1)))
    };
    let held = |m: &&Mention| free(&m.arm) && (set_against(scene, m) || from(m));
    let mut held = scene.mentions.iter().filter(held).map(|m| m.arm);
    let one = held.next()?;
    held.all(|other| other == one).then_some(one)
}

/// `(HR vs. warfarin, 0.52 …)`: what the estimate's own words hold it against.
fn named_inside(scene: &Scene<'_, '_>, reading: &Reading) -> Option<ArmId> {
    let start = opened(scene, reading).map_or(reading.first, |open| open + 1);
    let versus = |m: &&Mention| {
        of_measure(scene.s, m)
            || (m.first.saturating_sub(2)..m.first).any(|i| i >= start && scene.s.cue(i) == Cue::Versus)
    };
    inside(scene.mentions, start, reading.last + 1).iter().find(versus).map(|m| m.arm)
}

/// The arm whose bracket opens on an estimate, or whose value stands right before it.
fn beside(scene: &Scene<'_, '_>, reading: &Reading) -> Option<ArmId> {
    let s = scene.s;
    if !matches!(reading.result, Reported::Estimate(_) | Reported::RelativeChange(_)) {
        return None;
    }
    let told = labelled(scene, reading).or_else(|| before_its_name(scene, reading));
    if let Some(arm) = told.or_else(|| right_behind(scene, reading)) {
        return Some(arm);
    }
    let end = opened(scene, reading).unwrap_or(reading.first);
    let at = scene.mentions.iter().position(|m| m.last + 1 == end)?;
    let mention = &scene.mentions[at];
    // "45% versus A (HR …), 18% versus B (HR …)": what both are held against.
    // "as compared with 44% with C (difference, 22%)"
    let value = |i: usize| i > 0 && s.cue(i - 1) == Cue::Versus && s.items[i].numeric();
    let valued = || (mention.first.saturating_sub(VALUE)..mention.first).any(value);
    let earlier = |r: &Reading| r.last < mention.first && r.result.kind() == reading.result.kind();
    let named = (mention.first.saturating_sub(2)..mention.first).rev().find(|i| s.cue(*i) != Cue::Article);
    // "women (HR 1.8 …) than men (HR 1.3 …)": each has its own.
    let other = |i: usize| i > 0 && s.closes(i - 1) && s.is_word(i, &["than"]);
    let against =
        named.is_some_and(|i| s.cue(i) == Cue::Versus && !(other(i) && scene.readings.iter().any(earlier)));
    if against || (set_against(scene, mention) || valued()) && !scene.readings.iter().any(earlier) {
        return None;
    }
    // "higher with A than with B (HR …)", "for A and B (HR …)": of both.
    let alone = at == 0 || {
        let one = &scene.mentions[at - 1];
        let apart = |i: usize| s.items[i].numeric() || matches!(s.mark(i), Some(';' | ')'));
        one.arm == mention.arm || (one.last + 1..mention.first).any(apart)
    };
    alone.then_some(mention.arm)
}

/// Items from the start of a bracket to an estimate in it, at most: "(difference vs. the C group, 22%".
const OPENED: usize = 8;

/// The bracket that opens on an estimate, or on what it is held against: `(0.71 …`, `(difference vs. C, 22%`.
fn opened(scene: &Scene<'_, '_>, reading: &Reading) -> Option<usize> {
    let s = scene.s;
    let depth = s.items.get(reading.main)?.depth;
    let outside = |i: &usize| s.items[*i].depth < depth;
    let open = (reading.first.saturating_sub(OPENED)..reading.first).rev().find(outside)?;
    let said = open + 1..reading.first;
    let led = said.is_empty() || s.cue(said.start) == Cue::Difference;
    (s.opens(open) && led && !{ said }.any(|i| s.items[i].numeric())).then_some(open)
}

/// Items from a value to the name it is of, at most: "44% in the C group".
const VALUE: usize = 5;

/// Items from an estimate, with what closes its bracket, to the name it is of: "in the 5-mg group".
const NAME: usize = 5;

/// `0.44 (95% CI, 0.15 to 0.73) in the A group, 0.49 (…) in the B group`: the name right behind an estimate, of which the
/// statement ends with it.
fn right_behind(scene: &Scene<'_, '_>, reading: &Reading) -> Option<ArmId> {
    let s = scene.s;
    let from = (reading.last + 1..reading.last + 4).find(|i| !s.closes(*i))?;
    // "by 2.9 mm Hg more than in the A group"
    let than = (reading.last..from).any(|i| sets_against(s, i));
    if than || !s.is_word(from, &["for", "in", "with", "on", "among", "receiving", "given", "taking"]) {
        return None;
    }
    let name = scene.named(from, from + NAME).first()?;
    let led = (from + 1..name.first).all(|i| s.mark(i).is_none() && s.cue(i) != Cue::Versus);
    let end = name.last + 1;
    let ends = end >= s.items.len()
        || s.opens(end)
        || s.closes(end)
        || matches!(s.mark(end), Some(',' | ';' | '.'))
        || s.cue(end) == Cue::And && scene.named(end, end + NAME).is_empty();
    (led && ends).then_some(name.arm)
}
