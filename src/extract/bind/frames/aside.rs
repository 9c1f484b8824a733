//! Values that only add to the value before them.

use super::Scene;
use crate::extract::read::Reading;
use crate::lex::Cue;

/// Items in the bracket before such a value, at most: "(median,".
const NAMED: usize = 3;

/// `a mean of 4.87 (median, 4)`, `-0.7% (-8 mmol/mol)`, `-12/-9 mm Hg`: what a bracket right behind a value adds, and the second of a
/// pair with a slash, is of the same arm.
pub(super) fn aside(scene: &mut Scene<'_, '_>) {
    let s = scene.s;
    // "57.3 months, 74% and 46% with A": the first of a list is of another kind.
    for pair in scene.values.windows(2).rev() {
        let (value, behind) = (pair[0], pair[1]);
        let (None, Some(arm)) = (scene.bound[value], scene.bound[behind]) else { continue };
        let (one, next) = (&scene.readings[value], &scene.readings[behind]);
        let result = |r: &Reading| r.is_share_or_quantity();
        let last = one.last + 1;
        let comma = s.unit_end(last).unwrap_or(last);
        let row = scene.rows().find(|row| row.first() == Some(&behind));
        let listed = row.is_some_and(|row| row.len() > 1 && row.iter().all(|i| scene.bound[*i] == Some(arm)));
        let joined = listed && s.mark(comma) == Some(',') && next.first == comma + 1;
        if joined && result(one) && result(next) && one.result.kind() != next.result.kind() {
            scene.bind(value, arm);
        }
    }
    for pair in scene.values.windows(2) {
        let (before, value) = (pair[0], pair[1]);
        let (None, Some(arm)) = (scene.bound[value], scene.bound[before]) else { continue };
        let own = |i: usize| scene.readings[i].is_share_or_quantity();
        if !own(before) || !own(value) {
            continue;
        }
        let (one, other) = (&scene.readings[before], &scene.readings[value]);
        let behind = one.last + 1;
        let open = s.unit_end(behind).unwrap_or(behind);
        let plain = |k: usize| {
            matches!(s.cue(k), Cue::Statistic(_) | Cue::Of) || matches!(s.mark(k), Some(',' | ':' | '='))
        };
        let added = s.opens(open)
            && other.first <= open + 1 + NAMED
            && (open + 1..other.first).all(plain)
            && s.behind_bracket(open).is_some_and(|end| {
                other.last < end && !(other.last + 1..end).any(|k| s.cue(k) == Cue::Versus)
            });
        if added || scene.follows(before, value) {
            scene.bind(value, arm);
        }
    }
}
