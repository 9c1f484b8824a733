//! Rows in a sentence that names no arm, dealt out as the row before was: `The corresponding figures for nausea were 21% and 17%`, `in
//! the three groups (15, 14 and 12)`.

mod in_sentence;

use super::{Scene, within};
use crate::finding::ArmId;
use crate::lex::Cue;

/// Items from a row to the groups that it is of, at most: behind it, and before it.
const BEHIND: usize = 8;
const BEFORE: usize = 30;

/// Items between how many there are and "groups", at most: "two treatment".
const MANY: usize = 3;

/// What is called a group, besides groups.
const GROUPS: &[&str] = &["regimens", "treatments", "conditions", "interventions", "strategies", "cohorts"];

/// Deals a row of free values out to the arms that the last row went to, where the sentence says that it goes on so: as "corresponding",
/// as of two groups, or by as many values, where these are three or more.
pub(super) fn again(scene: &mut Scene<'_, '_>) {
    let s = scene.s;
    if s.title || !scene.rows.iter().any(|row| row.len() > 1) {
        return;
    }
    in_sentence::in_sentence(scene);
    for row in scene.rows() {
        let row = &*scene.heads(row);
        let [first, .., last] = *row else { continue };
        let result = |i: &usize| scene.readings[*i].is_share_or_quantity();
        if !row.iter().all(|i| result(i) && scene.bound[*i].is_none()) || scene.follows(first, row[1]) {
            continue;
        }
        let (start, end) = (scene.readings[first].first, scene.readings[last].last);
        // "-9 and -8 mm Hg (difference A-B, 0.2)": a bracket behind the row says nothing of whose it is.
        let depth = |k: usize| s.items[k].depth;
        let before = !within(scene.further, 0, if row.len() > 2 { s.items.len() } else { start }).is_empty();
        let behind = within(scene.further, end, end + BEHIND).iter().any(|m| depth(m.first) <= depth(end));
        if before || behind {
            continue;
        }
        let like = || (0..start).any(|k| s.is_word(k, &["corresponding"]));
        if row.len() == 2 && !like() && !of_so_many(scene, row.len(), start, end) {
            continue;
        }
        let arms: Vec<ArmId> = match scene.printed {
            _ if scene.dealt.len() == row.len() => scene.dealt.to_vec(),
            Some((a, b)) if row.len() == 2 => vec![a, b],
            _ => continue,
        };
        for (reading, arm) in row.iter().zip(arms) {
            scene.bind(*reading, arm);
        }
    }
}

/// Whether `in the two groups` stands behind a row of two, or before it.
fn of_so_many(scene: &Scene<'_, '_>, count: usize, start: usize, end: usize) -> bool {
    let s = scene.s;
    let said = |k: usize| {
        let plural = s.cue(k) == Cue::Group && s.words(k).ends_with('s') || s.is_word(k, GROUPS);
        plural
            && (k.saturating_sub(MANY)..k).any(|k| {
                let number = s.items[k].number().and_then(|n| n.decimal.as_whole());
                number == Some(count as u64)
                    || count == 2 && s.is_word(k, &["both", "between"])
                    || s.is_word(k, &["respective"])
            })
    };
    let goes_on = |k: &usize| s.mark(*k) != Some(';') && !s.items[*k].numeric() || s.items[*k].spelled;
    let between = |k: usize| !scene.values.iter().any(|i| (k..start).contains(&scene.readings[*i].first));
    (end + 1..s.items.len().min(end + 1 + BEHIND))
        .take_while(|k| goes_on(k) || s.is_word(*k + 1, &["groups"]))
        .any(said)
        || (start.saturating_sub(BEFORE)..start).rev().find(|k| said(*k)).is_some_and(between)
}

impl Scene<'_, '_> {
    /// The arms that the values of this sentence went to, one after the other, where it has more than one; or none, and what was
    /// dealt out before stands.
    pub(in crate::extract::bind) fn dealt_behind(&self) -> Option<Vec<ArmId>> {
        let (mut best, mut run): (Vec<ArmId>, Vec<ArmId>) = (Vec::new(), Vec::new());
        let mut kind = "";
        for i in self.values.iter().copied() {
            let own = self.readings[i].result.kind();
            let Some(arm) = self.bound[i] else {
                run.clear();
                continue;
            };
            if own != kind {
                run.clear();
                kind = own;
            }
            if run.last() == Some(&arm) {
                continue;
            }
            if run.contains(&arm) {
                run.clear();
            }
            run.push(arm);
            if run.len() > best.len() {
                best.clone_from(&run);
            }
        }
        (best.len() > 1 && !self.s.title).then_some(best)
    }
}
