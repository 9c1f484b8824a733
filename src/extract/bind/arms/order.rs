//! Which of two arms is under test.

use super::Mention;
use super::table::Table;
use crate::extract::sentence::Sentence;
use crate::finding::ArmId;
use crate::lex::{Classes, Sort};

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

/// Whether the title names only the second of two arms, where it names only one of them and sets it against nothing.
fn titled(sentences: &[Sentence<'_>], mentions: &[Vec<Mention>]) -> Option<bool> {
    let alone = |s: &Sentence<'_>| {
        s.title && !s.has(Classes::VERSUS) && !s.may_say(&[Sort::Compares, Sort::Joins, Sort::Control])
    };
    let named = |arm: u16| {
        sentences.iter().zip(mentions).any(|(s, m)| alone(s) && m.iter().any(|mention| mention.arm.0 == arm))
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
