//! Labels of values in a bracket where one of them is an arm: then the others are of whom, and not of what.

use super::candidates::Candidate;
use super::nature::{CHANGE, MEASURED, nature};
use super::phrase::last_word;
use crate::extract::bind::frames::{Scene, of_one_arm};
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;

/// Items of a bracket that are looked through, at most.
const FAR: usize = 40;

/// The last item of what labels a value: "tolvarin 12%", "tolvarin: 12%", "tolvarin = 12%".
fn label_end(s: &Sentence<'_>, reading: &Reading) -> Option<usize> {
    let b = reading.first.checked_sub(1)?;
    match s.mark(b) {
        Some(':' | '=' | ',') => b.checked_sub(1),
        Some(_) => None,
        None => Some(b),
    }
}

/// Whether the values that share a bracket with a reading are labelled by arms: `(velorinib 23%, older drugs 13%)`.
pub(super) fn of_arms(scene: &Scene<'_, '_>, i: usize) -> bool {
    let (s, readings) = (scene.s, scene.readings);
    let Some(own) = readings.get(i).filter(|r| s.items[r.main].depth > 0 && of_one_arm(r)) else {
        return false;
    };
    let depth = s.items[own.main].depth;
    let beside = |r: &Reading| {
        let (from, to) = (r.first.min(own.first), r.last.max(own.last));
        to - from <= FAR && (from..=to).all(|k| s.items[k].depth >= depth) && s.items[r.main].depth == depth
    };
    let labelled =
        |r: &Reading| label_end(s, r).is_some_and(|end| scene.mentions.iter().any(|m| m.last == end));
    let near = readings[i.saturating_sub(3)..(i + 4).min(readings.len())].iter();
    near.filter(|r| r.first != own.first && of_one_arm(r)).any(|r| beside(r) && labelled(r))
}

/// Whether a candidate is the label of a value.
pub(super) fn labels(s: &Sentence<'_>, c: &Candidate, reading: &Reading) -> bool {
    let measured = matches!(nature(last_word(s.words(c.last))), MEASURED | CHANGE)
        || s.is_word(c.last, &["age", "aged"]);
    !measured && s.items[c.last].depth == s.items[reading.main].depth && label_end(s, reading) == Some(c.last)
}
