//! The arm that another is mostly named beside, in an article that names more than two: of what the text names in one place only, the
//! names of the two that it compares stand side by side again and again.

use super::super::Mention;
use crate::finding::ArmId;

/// Sentences that name two arms and no others, at least, before they are partners.
const SENTENCES: u16 = 2;

/// Of each of so many arms the one that sentences name it beside, where one is named so far oftener than others.
pub(in crate::extract::bind::arms) fn partners(
    mentions: &[Vec<Mention>],
    count: usize,
) -> Vec<Option<ArmId>> {
    let mut pairs: Vec<((ArmId, ArmId), u16)> = Vec::new();
    for named in mentions {
        let Some(first) = named.first().map(|m| m.arm) else { continue };
        let Some(second) = named.iter().map(|m| m.arm).find(|arm| *arm != first) else { continue };
        if named.iter().any(|m| m.arm != first && m.arm != second) {
            continue;
        }
        let pair = (first.min(second), first.max(second));
        match pairs.iter_mut().find(|(known, _)| *known == pair) {
            Some((_, times)) => *times += 1,
            None => pairs.push((pair, 1)),
        }
    }
    let of = |arm: ArmId| {
        let other = |pair: &(ArmId, ArmId)| match *pair {
            (a, b) if a == arm => Some(b),
            (a, b) if b == arm => Some(a),
            _ => None,
        };
        let own = || pairs.iter().filter_map(|(pair, times)| other(pair).map(|other| (other, *times)));
        let (best, times) = own().max_by_key(|(_, times)| *times)?;
        let next = own().filter(|(other, _)| *other != best).map(|(_, times)| times).max().unwrap_or(0);
        (times >= SENTENCES && times >= 2 * next).then_some(best)
    };
    (0..count).map(|arm| of(ArmId(arm as u16))).collect()
}
