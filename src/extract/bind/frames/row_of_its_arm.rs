//! Whole rows of values, each of one arm: what is listed is outcomes or times, "respectively" or not.

use super::super::arms::Mention;
use super::Scene;
use super::respectively::{closes_list, mention_lists};
use crate::finding::ArmId;
use crate::lex::{Classes, Cue, Sort};

/// Items between a row and the arm that closes it, at most: ", respectively, of the patients assigned to A".
const NEAR: usize = 9;

/// Items from two things to their values, at most: "and diastolic blood pressure decreased by".
const THINGS: usize = 8;

/// Items before an arm that opens a clause, at most: "At 24 months, in the A group, …".
const OPENING: usize = 5;

/// `Response and relapse were 45% and 31%, respectively, in A and 23% and 12%, respectively, in B`, `in A (45% and 31%)
/// and in B (23% and 12%)`: where each of several rows has an arm of its own, all of a row is of that arm.
pub(super) fn row_of_its_arm(scene: &mut Scene<'_, '_>) {
    if scene.mentions.is_empty() {
        return;
    }
    let rows: Vec<&[usize]> = scene.rows().filter(|row| results(scene, row)).collect();
    match rows[..] {
        [] => return,
        [row] => {
            if let Some(arm) = alone(scene, row) {
                row.iter().for_each(|i| scene.bind(*i, arm));
            }
            return;
        }
        _ => {}
    }
    // "With A and B they were 45% and 31% in women and 23% and 12% in men"
    if rows.first().is_some_and(|row| listed_before(scene, row)) {
        return;
    }
    let mentions = |of: fn(&Scene<'_, '_>, &[usize]) -> Option<Mention>| -> Vec<Option<Mention>> {
        rows.iter().map(|row| of(scene, row)).collect()
    };
    let (closers, leaders) = (mentions(closer), mentions(leader));
    // "A had 12 and 14, compared with 15 and 16 in B, and 17 and 18 in C": what closes a row does not lead the next.
    let each = |n: usize| {
        let closes =
            |m: &Mention| n.checked_sub(1).and_then(|b| closers[b]).is_some_and(|c| c.first == m.first);
        leaders[n].filter(|m| !closes(m)).or(closers[n]).map(|m| m.arm)
    };
    let merged: Vec<Option<ArmId>> = (0..rows.len()).map(each).collect();
    let arms =
        |of: &[Option<Mention>]| -> Vec<Option<ArmId>> { of.iter().map(|m| m.map(|m| m.arm)).collect() };
    let (closed, led) = (arms(&closers), arms(&leaders));
    let count = |arms: &[Option<ArmId>]| arms.iter().flatten().count();
    let several = |arms: &[Option<ArmId>]| {
        let mut known = arms.iter().flatten();
        known.next().is_some_and(|first| known.any(|arm| arm != first))
    };
    let led_first = count(&led) >= count(&closed) && led.first().is_some_and(Option::is_some);
    // "12 and 14 in A or 15 and 16 in B": each closed by its own, whatever was named before.
    let all_closed = count(&closed) == rows.len() && several(&closed);
    let arms = match led_first && !all_closed && (several(&led) || !several(&closed)) {
        _ if !all_closed && merged.iter().all(Option::is_some) && several(&merged) => merged,
        true => led,
        false => closed,
    };
    if several(&arms) {
        for (row, arm) in rows.iter().zip(arms) {
            if let Some(arm) = arm {
                row.iter().for_each(|i| scene.bind(*i, arm));
            }
        }
    }
}

/// Whether a row is of results, two or more with no "versus" among them.
fn results(scene: &Scene<'_, '_>, row: &[usize]) -> bool {
    let [first, .., last] = *row else { return false };
    let result = |i: &usize| scene.readings[*i].is_share_or_quantity();
    row.iter().all(result)
        && !(scene.readings[first].last..scene.readings[last].first).any(|k| scene.s.cue(k) == Cue::Versus)
}

/// Whether as many arms as a row has values stand in a list before it.
fn listed_before(scene: &Scene<'_, '_>, row: &[usize]) -> bool {
    let start = row.first().map_or(0, |i| scene.readings[*i].first);
    mention_lists(scene, 0, start).iter().any(|list| list.len() == row.len())
}

/// Whether a value starts in a stretch.
fn value_in(scene: &Scene<'_, '_>, from: usize, to: usize) -> bool {
    scene.values.iter().any(|i| (from..to).contains(&scene.readings[*i].first))
}

/// The arm that stands right behind a row, before any other value, and in no list of arms.
fn closer(scene: &Scene<'_, '_>, row: &[usize]) -> Option<Mention> {
    let s = scene.s;
    let end = scene.readings[*row.last()?].last;
    let mention = scene.named(end + 1, end + 1 + NEAR).first()?;
    let next = scene.named(mention.last + 1, s.items.len()).iter().find(|m| m.arm != mention.arm);
    let listed = next.is_some_and(|next| !value_in(scene, mention.last, next.first));
    let between = end + 1..mention.first;
    let parted =
        between.clone().any(|k| matches!(s.mark(k), Some(';' | ':' | '.')) || s.cue(k) == Cue::Versus)
            || value_in(scene, end + 1, mention.first);
    let placed = (mention.first.saturating_sub(4).max(end + 1)..mention.first)
        .any(|k| matches!(s.cue(k), Cue::Preposition | Cue::Of | Cue::Received | Cue::Role(_)));
    // "79% and 89% (A)"
    let bracketed = mention.first == end + 2 && s.opens(end + 1) && s.closes(mention.last + 1);
    // "12 and 14, respectively, and in B 15 and 16": the arm opens what comes behind.
    let opens = between.clone().any(|k| matches!(s.cue(k), Cue::And | Cue::Or));
    ((placed || bracketed) && !parted && !listed && !opens).then_some(*mention)
}

/// The arm that stands before a row, behind any other value, and in no list or comparison of arms.
fn leader(scene: &Scene<'_, '_>, row: &[usize]) -> Option<Mention> {
    let s = scene.s;
    // Not its first item, which may be the arm's: "4 infants in the A group (6%) and …".
    let start = scene.readings[*row.first()?].main;
    let since = scene.values.iter().map(|i| scene.readings[*i].last).take_while(|last| *last < start).last();
    let since = since.map_or(0, |last| last + 1);
    let named = scene.named(since, start);
    let mention = named.last()?;
    // "(A 62% and 32%, B 65% and 34%)"
    if mention.last + 1 == scene.readings[*row.first()?].first && s.items[mention.first].depth > 0 {
        return Some(*mention);
    }
    // "more often than in the A group (12%, 9% and 4%)"
    let bracketed = s.opens(mention.last + 1) && mention.last + 2 == scene.readings[*row.first()?].first;
    if bracketed && !closes_list(scene, mention, row.len()) {
        return Some(*mention);
    }
    let others = named.iter().any(|m| m.arm != mention.arm);
    // "12 and 14 in A; 15 and 16 in B": A closes what stands before.
    // But "and in A; 15 and 16" opens with A.
    let and = (mention.first.saturating_sub(3)..mention.first).any(|k| s.cue(k) == Cue::And);
    if since > 0 && !and && (mention.last..start).any(|k| s.mark(k) == Some(';')) {
        return None;
    }
    let compared = (since..start).any(|k| s.cue(k) == Cue::Versus);
    (!others && !compared).then_some(*mention)
}

/// The arm of the only row of a sentence that says "respectively" and names one arm alone, beside the row or at the head:
/// `In the A group, response at 4 and 8 weeks was 45% and 31%, respectively`.
fn alone(scene: &Scene<'_, '_>, row: &[usize]) -> Option<ArmId> {
    let s = scene.s;
    let things = of_two_things(scene, row);
    if things && let Some(closer) = closer(scene, row) {
        return Some(closer.arm);
    }
    if s.has(Classes::VERSUS) || !s.holds(Sort::Respectively) && !things {
        return None;
    }
    let [first, rest @ ..] = scene.mentions else { return None };
    if rest.iter().any(|m| m.arm != first.arm) {
        return None;
    }
    let start = scene.readings[*row.first()?].first;
    let placed = |k: usize| matches!(s.cue(k), Cue::Preposition | Cue::Received);
    // "The figures for A treatment were 5/30 and 1/30" are of whatever came before.
    let group = |m: &Mention| {
        s.cue(m.last) == Cue::Group
            || matches!(s.cue(m.last + 1), Cue::Group | Cue::People)
            || s.mark(m.last + 1) == Some(',')
    };
    let opening = first.first <= OPENING
        && first.last < start
        && group(first)
        && (first.first.saturating_sub(3)..first.first).any(placed)
        && !beside_others(scene, first);
    let closing = || closer(scene, row).filter(|_| !scene.mentions.iter().any(|m| beside_others(scene, m)));
    if opening && s.holds(Sort::Respectively) { Some(first.arm) } else { closing().map(|m| m.arm) }
}

/// `systolic and diastolic pressure fell by 23 and 13 mm Hg with A`: two things before two values.
fn of_two_things(scene: &Scene<'_, '_>, row: &[usize]) -> bool {
    let s = scene.s;
    let [a, b] = *row else { return false };
    let (a, b) = (&scene.readings[a], &scene.readings[b]);
    let and = |k: usize| s.cue(k) == Cue::And;
    let two = (a.first.saturating_sub(THINGS)..a.first).any(|k| {
        and(k) && s.items[k].depth == 0 && k > 0 && s.is_plain_word(k - 1) && s.is_plain_word(k + 1)
    });
    two && (a.last + 1..b.first).any(and) && !(0..a.first).any(|k| s.items[k].numeric() && !s.items[k].named)
}

/// `for A and the poster`: a list with a group that is not known.
fn beside_others(scene: &Scene<'_, '_>, mention: &Mention) -> bool {
    let s = scene.s;
    let joint = |k: usize| matches!(s.cue(k), Cue::And | Cue::Or);
    let behind = mention.last + 1 + usize::from(s.cue(mention.last + 1) == Cue::Group);
    joint(behind) || (mention.first.saturating_sub(2)..mention.first).any(joint)
}
