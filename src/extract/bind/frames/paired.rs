//! Pairs of one measurement, as of blood pressure: `134/82 mm Hg with A and 141/88 mm Hg with B`. Frames see one value in them.

use super::{Scene, rows};
use crate::extract::read::Reading;
use crate::finding::{ArmId, Reported};

/// Values with a slash between, by index.
fn pairs(scene: &Scene<'_, '_>) -> Vec<(usize, usize)> {
    let s = scene.s;
    let quantity = |r: &Reading| matches!(r.result, Reported::Quantity(_));
    let slashed = |pair: &[usize]| {
        let (one, other) = (&scene.readings[pair[0]], &scene.readings[pair[1]]);
        let slash = one.last + 1;
        let close = s.mark(slash) == Some('/') && other.first == slash + 1;
        (close && quantity(one) && quantity(other)).then_some((pair[0], pair[1]))
    };
    scene.values.windows(2).filter_map(slashed).collect()
}

/// Runs what binds with one value for each pair, and gives the second of each the arm of the first.
pub(super) fn as_one(scene: &mut Scene<'_, '_>, bind: impl Fn(&mut Scene<'_, '_>)) {
    let pairs = pairs(scene);
    if pairs.is_empty() {
        return bind(scene);
    }
    let mut readings = scene.readings.to_vec();
    for (first, second) in pairs.iter().rev() {
        readings[*first].last = readings[*second].last;
    }
    let alone = |i: &usize| pairs.binary_search_by_key(i, |(_, second)| *second).is_err();
    let values: Vec<usize> = scene.values.iter().copied().filter(alone).collect();
    let rows = rows(scene.s, &readings, &values);
    let mut one = Scene {
        readings: &readings,
        values: &values,
        rows: &rows,
        bound: std::mem::take(&mut scene.bound),
        ..*scene
    };
    bind(&mut one);
    let mut bound: Vec<Option<ArmId>> = one.bound;
    for (first, second) in pairs {
        bound[second] = bound[first];
    }
    scene.bound = bound;
}
