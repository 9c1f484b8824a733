//! The arm's name within what a value is quoted with.

use super::Scene;
use crate::finding::Reported;
use crate::lex::{Cue, Sort};

/// `Six tolvarin-treated volunteers withdrew`, `17 velorinib-treated patients (94%)`: the people counted are called by their arm.
pub(super) fn inside(scene: &mut Scene<'_, '_>) {
    let s = scene.s;
    for i in scene.values.iter().copied() {
        let reading = &scene.readings[i];
        let counts = matches!(&reading.result, Reported::Proportion(share) if share.count.is_some());
        if !counts || reading.last < reading.main + 2 {
            continue;
        }
        let [mention] = scene.named(reading.main + 1, reading.last + 1) else { continue };
        // "positive in 5 cases" is of no group called so.
        let weak = mention.first == mention.last && s.is_of(mention.first, Sort::Weak);
        // "12 out of 45": where "without" is an arm.
        if mention.last <= reading.last && !weak && s.cue(mention.last + 1) != Cue::Of {
            scene.bind(i, mention.arm);
        }
    }
}
