//! Outcomes of a row that answers values before it.

use crate::extract::bind::frames::Scene;
use crate::text::Span;

/// `12% of those on A had X and 5% had Y, as compared with 8% and 4% of those on B`: a row of one arm behind as many values
/// of another, each with an outcome of its own, is of those outcomes in their order.
pub(in crate::extract::bind) fn mirrored(scene: &Scene<'_, '_>, outcomes: &mut [Option<Span>]) {
    for row in scene.rows.iter().filter(|row| row.len() > 1 && row.start >= row.len()) {
        let before = &scene.values[row.start - row.len()..row.start];
        let row = &scene.values[row.clone()];
        let one_arm = |of: &[usize]| {
            let arm = scene.bound[of[0]]?;
            of.iter().all(|i| scene.bound[*i] == Some(arm)).then_some(arm)
        };
        let (Some(theirs), Some(own)) = (one_arm(before), one_arm(row)) else { continue };
        let alike = before
            .iter()
            .zip(row)
            .all(|(a, b)| scene.readings[*a].result.kind() == scene.readings[*b].result.kind());
        let apart = before.windows(2).all(|pair| outcomes[pair[0]] != outcomes[pair[1]]);
        // Nothing but what was named before names what the row is of.
        let unnamed = row.windows(2).all(|pair| outcomes[pair[0]] == outcomes[pair[1]])
            && before.iter().any(|i| outcomes[*i] == outcomes[row[0]]);
        if theirs != own && alike && apart && unnamed {
            for (from, to) in before.iter().zip(row) {
                outcomes[*to] = outcomes[*from];
            }
        }
    }
}
