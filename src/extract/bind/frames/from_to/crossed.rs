//! Ways from one arm to the other: `A reduced mortality from 8% to 4%`.

use super::super::super::arms::Mention;
use super::super::behind::behind_value;
use super::super::{Scene, led_by_versus, within};
use super::start;
use crate::finding::ArmId;
use crate::lex::{Cue, Sort};

/// Items from what happens to people to the "from" behind it, at most: "survival at 10 years in this cohort".
const OUTCOME: usize = 14;

/// Items behind a way in which nothing may say when, at most.
const NEXT: usize = 3;

/// Items from a way to the arm that made it, at most: "with the addition of", "(95% CI, 26% to 65%) with the use of".
const BEHIND: usize = 8;

/// Items from an arm to the verb it is the subject of, at most: "tolvarin therapy significantly".
const SUBJECT: usize = 5;

/// What happens once to each, or is reckoned over all of a group, so that no arm has it before and after.
const ONCE: &[&str] = &[
    "incidence",
    "incidences",
    "mortality",
    "survival",
    "recurrence",
    "recurrences",
    "relapse",
    "relapses",
    "death",
    "deaths",
    "risk",
    "need",
    "consumption",
    "requirement",
    "requirements",
    "stay",
    "loss",
    "time",
];

/// Verbs of what lasts longer or shorter.
const PROLONGED: &[&str] =
    &["prolonged", "prolongs", "prolong", "extended", "extends", "lengthened", "shortened", "shortens"];

/// What stands between a time and what happens then, so that "time" is one to an event.
const TO: &[&str] = &["to", "until"];

/// Words that say that a way is one through time.
const LATER: &[&str] = &[
    "baseline",
    "before",
    "after",
    "pretreatment",
    "week",
    "year",
    "over",
    "during",
    "entry",
    "admission",
    "first",
    "within",
    "period",
    "initial",
    "initially",
];

/// The first value of `A reduced mortality from 8% to 4%` is of what A is held against, the second is A's: people die once, so the
/// way is from arm to arm.
pub(in super::super) fn crossed(scene: &mut Scene<'_, '_>) {
    let s = scene.s;
    if s.title || scene.further.is_empty() {
        return;
    }
    for pair in scene.values.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let (one, other) = (&scene.readings[a], &scene.readings[b]);
        if !one.is_share_or_quantity() || one.result.kind() != other.result.kind() {
            continue;
        }
        if let Some((held, made)) = start(scene, a, b).and_then(|from| ends(scene, a, b, from)) {
            scene.bind(a, held);
            scene.bind(b, made);
        }
    }
}

/// The arms of both ends of a way that starts at an item.
fn ends(scene: &Scene<'_, '_>, a: usize, b: usize, from: usize) -> Option<(ArmId, ArmId)> {
    let s = scene.s;
    let (one, other) = (&scene.readings[a], &scene.readings[b]);
    let end = behind_value(s, other);
    let start = from.saturating_sub(OUTCOME);
    let time = |k: usize| s.is_word(k, &["time"]);
    let once = (start..from)
        .rfind(|k| s.is_word(*k, ONCE) && (!time(*k) || s.is_word(*k + 1, TO) || s.cue(*k + 1) == Cue::To))?;
    let moved = |k: &usize| s.is_of(*k, Sort::Moves) || s.direction(*k).is_some() || s.is_word(*k, PROLONGED);
    let moves = (start.saturating_sub(SUBJECT)..from).rfind(moved)?;
    let later = |k: usize| s.is_word(k, LATER) || s.is_of(k, Sort::Since);
    let parts = |k: &usize| s.items[*k].depth == 0 && (s.mark(*k) == Some(';') || s.is_of(*k, Sort::Turn));
    let clause = (start.saturating_sub(OUTCOME)..from).rfind(parts).map_or(0, |k| k + 1);
    let until = s.items.len().min(end + NEXT);
    let timed = (once..one.first).any(later) || (one.last + 1..until).any(later);
    if timed || !within(scene.further, from, end).is_empty() || scene.of_unknown(a) || scene.of_unknown(b) {
        return None;
    }
    let made = made_by(scene, clause, (once, moves), end)?;
    let named = within(scene.further, clause, s.items.len().min(end + BEHIND));
    let mut others = named.iter().map(|m| m.arm).filter(|arm| *arm != made);
    let held = match others.next() {
        Some(first) => others.all(|arm| arm == first).then_some(first),
        None => scene.arms.other(made),
    };
    Some((held?, made))
}

/// The arm that makes something move: `A reduced`, `use of A was associated with a decrease`, `increased with the addition of A`.
fn made_by(scene: &Scene<'_, '_>, clause: usize, (once, moves): (usize, usize), end: usize) -> Option<ArmId> {
    let s = scene.s;
    let named = within(scene.further, clause, moves);
    let held = |m: &&Mention| !led_by_versus(s, m.first);
    if let Some(subject) = named.iter().rev().find(held) {
        let near = subject.last + 1..moves;
        let verb = near.clone().all(|k| s.mark(k).is_none() && !s.items[k].numeric());
        let placed = (subject.first.saturating_sub(3)..subject.first)
            .any(|k| s.cue(k) == Cue::Preposition && !s.is_word(k, &["of", "by"]));
        // "mortality with A was reduced from 12% to 8%" goes on with what stands before.
        let caused = |k: usize| {
            s.is_word(k, &["associated", "led", "resulted", "produced", "caused", "significantly", "also"])
        };
        let direct = near.len() <= SUBJECT || near.clone().any(caused);
        let passive = s.is_word(moves.saturating_sub(1), &["was", "were"]);
        return (verb && direct && !placed && !passive && once > subject.last).then_some(subject.arm);
    }
    let behind = within(scene.further, end, s.items.len().min(end + BEHIND)).first()?;
    let by = (end..behind.first).any(|k| s.is_word(k, &["by", "addition", "adding", "use"]));
    by.then_some(behind.arm)
}
