//! Times of the sentence before, that a sentence goes on with.

use super::place::{Manner, Place};
use crate::extract::bind::frames::Scene;
use crate::finding::TimePoint;
use crate::lex::Cue;

/// A time that the next sentence may go on with.
pub(in crate::extract::bind) struct Carried {
    pub(in crate::extract::bind) point: TimePoint,
    /// It opened its sentence, and holds in those behind it.
    opens: bool,
}

/// The time that opens a sentence, and that the next goes on with: `At 24 months, … in the A group. In the B group, …`.
pub(in crate::extract::bind) fn carried(
    scene: &Scene<'_, '_>,
    places: &[Place],
    before: Option<Carried>,
) -> Option<Carried> {
    let opening = places.first().filter(|p| p.first <= 1 && p.manner == Manner::Adverb);
    // The only time of its values, wherever it stands.
    let only = places.first().filter(|first| {
        let time = |p: &Place| p.point.as_ref().map(|point| (point.value.decimal, point.unit));
        let same = |p: &Place| p.manner == Manner::Adverb && time(p) == time(first);
        places.iter().all(same) && !scene.readings.is_empty()
    });
    if let Some(place) = opening.or(only) {
        return place.point.clone().map(|point| Carried { point, opens: opening.is_some() });
    }
    before.filter(|before| places.is_empty() && goes_on(scene, before.opens))
}

/// How many items into its sentence `at this time` is looked for.
const POINTED: usize = 12;

/// `At that time, 12% were dry`, `at the same time point`: it points at the time of the sentence before.
fn pointed(scene: &Scene<'_, '_>) -> bool {
    let s = scene.s;
    (0..POINTED).any(|i| {
        let at = s.cue(i) == Cue::Preposition && s.is_word(i, &["at", "by"]);
        let this = if s.is_word(i + 2, &["same"]) { i + 2 } else { i + 1 };
        at && s.is_word(this, &["this", "that", "same"])
            && s.is_word(this + 1, &["time", "timepoint", "point", "time point", "stage"])
            && s.cue(this + 2) != Cue::Of
    })
}

/// Whether a sentence goes on with the one before: it opens on an arm, or on what corresponds.
fn goes_on(scene: &Scene<'_, '_>, opened: bool) -> bool {
    let s = scene.s;
    let answers = (0..3)
        .any(|i| s.is_word(i, &["corresponding", "respective", "similarly", "likewise", "conversely"]))
        || s.is_word(0, &["these"])
            && s.is_word(1, &["variables", "values", "figures", "rates", "scores", "proportions"]);
    // "In contrast, the placebo group …"
    let contrast = s.is_word(1, &["contrast"]) && scene.mentions.iter().any(|m| m.first <= 7);
    if answers || contrast || pointed(scene) {
        return true;
    }
    if !opened {
        return false;
    }
    scene.mentions.iter().any(|m| m.first <= 3) || (1..10).any(|i| s.is_word(i, &["also"]))
}
