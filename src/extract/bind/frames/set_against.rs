//! A row of values that a row before it is set against.

use super::Scene;
use crate::finding::ArmId;
use crate::lex::Cue;

/// Items between a row and the arm that closes it, at most: ", respectively, among those assigned to A".
const NEAR: usize = 10;

/// `12% of those on A had X and 5% had Y, as compared with 8% and 4%, respectively, of those on B`: where one arm alone
/// stands before and one alone behind, the whole row behind "compared with" is of the one behind.
pub(super) fn set_against(scene: &mut Scene<'_, '_>) {
    let s = scene.s;
    for row in scene.rows() {
        let [first, second, ..] = *row else { continue };
        let (start, end) = (scene.readings[first].first, scene.readings[row[row.len() - 1]].last);
        // "compared with 8% versus 4%"
        let joined =
            (scene.readings[first].last + 1..scene.readings[second].first).all(|k| s.cue(k) != Cue::Versus);
        let against = start.checked_sub(1).is_some_and(|b| s.cue(b) == Cue::Versus);
        if !against || !joined {
            continue;
        }
        let one = |from, to| -> Option<ArmId> {
            let named = scene.named(from, to);
            let arm = named.first()?.arm;
            named.iter().all(|m| m.arm == arm).then_some(arm)
        };
        let (Some(before), Some(behind)) = (one(0, start), one(end + 1, end + NEAR)) else { continue };
        if before != behind {
            for reading in row {
                scene.bind(*reading, behind);
            }
        }
    }
}
