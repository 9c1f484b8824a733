//! What a bracket behind a number of people says of them.

use super::Scene;
use crate::finding::Reported;
use crate::lex::Cue;

/// `49 adults (mean age, 57 years) were given A and 46 (mean age, 55 years) B`: values in the bracket right behind people of one arm
/// are of that arm.
pub(super) fn described(scene: &mut Scene<'_, '_>) {
    let s = scene.s;
    for n in 0..scene.values.len() {
        let people = &scene.readings[scene.values[n]];
        let Some(arm) = scene.bound[scene.values[n]] else { continue };
        if !matches!(people.result, Reported::Participants(_)) {
            continue;
        }
        let depth = s.items[people.main].depth;
        let noun = people.last + 1 + usize::from(s.cue(people.last + 1) == Cue::People);
        let Some(end) = s.opens(noun).then(|| s.behind_bracket(noun)).flatten() else { continue };
        if s.items[people.last].depth != depth
            || !scene.named(noun, end).is_empty()
            || (noun..end).any(|k| s.cue(k) == Cue::Versus)
        {
            continue;
        }
        for i in scene.values[n + 1..].iter().copied() {
            let value = &scene.readings[i];
            if value.first >= end {
                break;
            }
            if value.is_share_or_quantity() {
                scene.bind(i, arm);
            }
        }
    }
}
