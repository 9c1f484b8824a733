//! Times of the sentence before, that a sentence goes on with.

use super::place::{Manner, Place};
use crate::extract::bind::frames::Scene;
use crate::finding::TimePoint;

/// The time that opens a sentence, and that the next goes on with: `At 24 months, … in the A group. In the B group, …`.
pub(in crate::extract::bind) fn carried(
    scene: &Scene<'_, '_>,
    places: &[Place],
    before: Option<TimePoint>,
) -> Option<TimePoint> {
    let opening = places.first().filter(|p| p.first <= 1 && p.manner == Manner::Adverb);
    opening
        .map(|place| place.point.clone())
        .unwrap_or_else(|| before.filter(|_| places.is_empty() && goes_on(scene)))
}

/// Whether a sentence goes on with the one before: it opens on an arm, or on what corresponds.
fn goes_on(scene: &Scene<'_, '_>) -> bool {
    let s = scene.s;
    scene.mentions.iter().any(|m| m.first <= 3)
        || (0..3)
            .any(|i| s.is_word(i, &["corresponding", "respective", "similarly", "likewise", "conversely"]))
        || s.is_word(0, &["these"])
            && s.is_word(1, &["variables", "values", "figures", "rates", "scores", "proportions"])
}
