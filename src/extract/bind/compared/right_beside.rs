//! What a result is held against where that stands right beside it: `by 4.2 mm Hg more than with B`, `46% versus B (0.54 …) and
//! 19% versus C (0.81 …)`; or leads its sentence: `Compared with B, A …`.

use super::super::arms::Mention;
use super::super::frames::Scene;
use super::further::behind_name;
use super::lone::set_against;
use super::several::joined;
use super::{inside, sets_against};
use crate::extract::item::Item;
use crate::extract::read::Reading;
use crate::finding::{ArmId, Reported};
use crate::lex::Cue;

/// Items from "than" to the name it goes with, at most: "than any tendency to change in the A group".
const NEAR: usize = 8;

/// Items from a value behind "than" to the name it goes with, at most: "versus 72% with A".
const VALUE: usize = 4;

/// Items from "compared with" to the name it goes with, at most.
const LED: usize = 7;

/// The arm named last before that is held against none, and what the result is held against.
pub(super) fn of(scene: &Scene<'_, '_>, reading: &Reading) -> Option<(ArmId, ArmId)> {
    let start = scene.s.clause_start(reading.first);
    let other = than(scene, reading).or_else(|| before_bracket(scene, reading));
    let Some(other) = other else { return led(scene, start, reading) };
    let before = inside(scene.mentions, start, other.first.min(reading.first));
    let own = |m: &&Mention| m.arm != other.arm && !set_against(scene, m);
    let at = before.iter().rposition(|m| own(&m))?;
    let arm = before.get(at)?;
    // "A and B more than C": of both.
    let listed = at
        .checked_sub(1)
        .and_then(|b| before.get(b))
        .is_some_and(|b| b.arm != arm.arm && own(&b) && joined(scene, b, arm));
    // "with A (2.1, P = 0.01) versus B (0.2, P = 0.78)": each of its own.
    let own_result = |r: &Reading| {
        r.first < other.first
            && r.result.kind() == reading.result.kind()
            && behind_name(scene, r)
                .and_then(|at| scene.mentions.get(at))
                .is_some_and(|m| m.first == arm.first)
    };
    (!listed && !scene.readings.iter().any(own_result)).then_some((arm.arm, other.arm))
}

/// `4.2 mm Hg more than with B`: the name behind the result's own "than".
fn than<'s>(scene: &Scene<'s, '_>, reading: &Reading) -> Option<&'s Mention> {
    let s = scene.s;
    // "by 18%, compared with B"
    let comma = |at: usize| usize::from(s.mark(at) == Some(','));
    let end = reading.last + 2 + comma(reading.last + 1);
    let own = (reading.last..end).find(|i| sets_against(s, *i));
    // "lower (P = 0.02) than with B"
    let closed = || {
        let sign = reading.last + 2 + comma(reading.last + 2);
        let value = s.items.get(sign + 1).is_some_and(Item::numeric);
        (s.closes(reading.last + 1) && sets_against(s, sign) && !value).then_some(sign)
    };
    let sign = own.or_else(closed)?;
    let named = scene.named(sign + 1, s.items.len());
    let name = named.first().filter(|name| name.first <= sign + NEAR)?;
    // "than with B or C": of neither alone.
    let plain = |next: &Mention| !(name.last + 1..next.first).any(|i| s.items[i].numeric());
    let listed =
        named.get(1).is_some_and(|next| next.arm != name.arm && joined(scene, name, next) && plain(next));
    (!listed && (sign + 1..name.first).all(|i| s.mark(i).is_none())).then_some(name)
}

/// `versus B (0.52 …`: the name whose bracket opens on the result, with no other in it.
fn before_bracket<'s>(scene: &Scene<'s, '_>, reading: &Reading) -> Option<&'s Mention> {
    let s = scene.s;
    let at = behind_name(scene, reading)?;
    let name = scene.mentions.get(at)?;
    // "versus A or B (0.52 …": of neither alone.
    let listed = at.checked_sub(1).and_then(|b| scene.mentions.get(b)).is_some_and(|b| {
        let between = b.last + 1..name.first;
        let own = |r: &Reading| {
            between.contains(&r.first) && matches!(r.result, Reported::PValue(_) | Reported::Estimate(_))
        };
        b.arm != name.arm
            && set_against(scene, b)
            && joined(scene, b, name)
            && !scene.readings.iter().any(own)
    });
    // "versus 72% with A (P = 0.02)": the values tell which.
    let value = matches!(reading.result, Reported::PValue(_))
        && (name.first.saturating_sub(VALUE)..name.first).any(|i| s.items[i].numeric());
    let alone = scene.named(name.last + 1, reading.first).is_empty();
    (!value && !listed && alone && set_against(scene, name)).then_some(name)
}

/// `Compared with B, A had …`: the two that a statement names before the result, the first behind "compared with".
fn led(scene: &Scene<'_, '_>, start: usize, reading: &Reading) -> Option<(ArmId, ArmId)> {
    let s = scene.s;
    let before = inside(scene.mentions, start, reading.first);
    let (other, rest) = before.split_first()?;
    let near = (other.first.saturating_sub(LED)..other.first).rev();
    let mut near = near.take_while(|i| s.mark(*i).is_none() && !s.items[*i].numeric());
    let leads = near.any(|i| s.cue(i) == Cue::Versus);
    // "Compared with C, relapses were fewer in A (P = 0.01) and in B (P = 0.02)": of the name before its bracket.
    let own = behind_name(scene, reading).and_then(|at| scene.mentions.get(at));
    let own = own.filter(|m| m.arm != other.arm && m.first > other.last);
    let arm = own.or_else(|| rest.iter().find(|m| m.arm != other.arm))?;
    let comma = (other.last + 1..arm.first).any(|i| s.mark(i) == Some(','));
    // "Compared with C, relapses were fewer with A and B (P = 0.01)": of the first of both as well.
    let first = || {
        let p = matches!(reading.result, Reported::PValue(_));
        let each = reading.first.checked_sub(1).is_some_and(|b| s.is_word(b, &["both", "all", "each"]));
        p && !each && (start..start + 2).any(|i| s.cue(i) == Cue::Versus || s.cue(i + 1) == Cue::Versus)
    };
    let alone = own.is_some() || rest.iter().all(|m| m.arm == arm.arm || m.arm == other.arm) || first();
    (leads && comma && alone).then_some((arm.arm, other.arm))
}
