//! Which of two arms is under test.

use super::Mention;
use super::table::Table;
use crate::extract::sentence::Sentence;
use crate::finding::ArmId;
use crate::lex::{Classes, Cue, Sort};

/// The first two arms, the one under test first: the one that looks less like a control; of two alike the one that the
/// title names alone, or that sentences about both mostly name first. And whether one of them looks like the control of the other.
pub(super) fn pair(
    table: &Table<'_, '_>,
    sentences: &[Sentence<'_>],
    mentions: &[Vec<Mention>],
) -> ((ArmId, ArmId), bool) {
    let (first, second) = (table.like_control(0, 1), table.like_control(1, 0));
    let turned = first > second
        || first == second
            && titled(sentences, mentions).unwrap_or_else(|| {
                let led = led(mentions);
                led[1] > led[0]
            });
    (if turned { (ArmId(1), ArmId(0)) } else { (ArmId(0), ArmId(1)) }, first != second)
}

/// Of each arm of several the others that it is the control of, a bit each: as their names say, or as the title says that sets
/// the one against the other.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Below {
    pub(super) named: u16,
    pub(super) titled: u16,
}

/// Arms that are set against each other, at most: a bit each.
pub(super) const BITS: usize = u16::BITS as usize;

/// What arms that are no pair are to each other.
pub(super) fn below(
    table: &Table<'_, '_>,
    sentences: &[Sentence<'_>],
    mentions: &[Vec<Mention>],
    count: usize,
) -> Vec<Below> {
    let count = count.min(BITS);
    let mut below = vec![Below::default(); count];
    let alike = |a: usize, b: usize| table.surely_control(a, b).cmp(&table.surely_control(b, a));
    for (arm, own) in below.iter_mut().enumerate() {
        let others = (0..count).filter(|other| *other != arm && alike(arm, *other).is_gt());
        own.named = others.map(|other| 1 << other).sum();
    }
    for (s, mentions) in sentences.iter().zip(mentions).filter(|(s, _)| s.title && s.has(Classes::VERSUS)) {
        for pair in mentions.windows(2) {
            let (first, second) = (usize::from(pair[0].arm.0), usize::from(pair[1].arm.0));
            let versus = (pair[0].last + 1..pair[1].first).any(|i| s.cue(i) == Cue::Versus);
            if versus && first != second && first.max(second) < count && alike(first, second).is_eq() {
                below[second].titled |= 1 << first;
            }
        }
    }
    below
}

/// Whether the title names only the second of two arms, where it names only one of them and sets it against nothing.
fn titled(sentences: &[Sentence<'_>], mentions: &[Vec<Mention>]) -> Option<bool> {
    let alone =
        |s: &Sentence<'_>| s.title && !s.has(Classes::VERSUS) && !s.may_say(&[Sort::Compares, Sort::Control]);
    // "A with B", "adding A to B", but not "A in people with D".
    let joined = |s: &Sentence<'_>, m: &Mention| {
        let joins = |i: usize| s.is_of(i, Sort::Joins);
        let plain = |i: usize| joins(i) && !s.is_word(i, &["with", "and"]);
        s.may_say(&[Sort::Joins])
            && (m.first.checked_sub(1).is_some_and(joins)
                || joins(m.last + 1)
                || (0..s.items.len()).any(plain))
    };
    let named = |arm: u16| {
        let own = |s: &Sentence<'_>, m: &Mention| m.arm.0 == arm && !joined(s, m);
        sentences.iter().zip(mentions).any(|(s, m)| alone(s) && m.iter().any(|mention| own(s, mention)))
    };
    match (named(0), named(1)) {
        (false, true) => Some(true),
        (true, false) => Some(false),
        _ => None,
    }
}

/// How many sentences about both name each first.
fn led(mentions: &[Vec<Mention>]) -> [usize; 2] {
    let mut led = [0usize; 2];
    for mentions in mentions {
        let of_pair = || mentions.iter().map(|m| m.arm.0).filter(|arm| *arm < 2);
        if of_pair().any(|arm| arm == 0)
            && of_pair().any(|arm| arm == 1)
            && let Some(first) = of_pair().next()
        {
            led[usize::from(first)] += 1;
        }
    }
    led
}
