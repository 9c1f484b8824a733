//! Names that only say what a P value is against.

use super::super::arms::Mention;
use super::Scene;
use crate::extract::item::Shape;
use crate::finding::Reported;
use crate::lex::{Classes, Cue};

/// Items from a bracket to the name that its P value is against, at most: "(P < 0.01 for both times vs".
const AGAINST: usize = 14;

/// `42% with A (P = 0.01 vs placebo) and 31% with B`: names that only say what a P value is against have no values; the names
/// without them, where there are any.
pub(super) fn without(scene: &Scene<'_, '_>, mentions: &[Mention]) -> Option<Vec<Mention>> {
    let s = scene.s;
    if !s.has(Classes::VERSUS) || !scene.readings.iter().any(|r| matches!(r.result, Reported::PValue(_))) {
        return None;
    }
    let against = |m: &Mention| {
        let depth = s.items[m.first].depth;
        let versus = (m.first.saturating_sub(3)..m.first).rfind(|k| s.cue(*k) == Cue::Versus);
        // "P = 0.01 versus baseline; B, 94"
        if depth == 0
            || versus.is_none_or(|versus| (versus..m.first).any(|k| matches!(s.mark(k), Some(';' | ','))))
        {
            return false;
        }
        let opens = |k: &usize| s.opens(*k) && s.items[*k].depth < depth;
        let Some(open) = (m.first.saturating_sub(AGAINST)..m.first).rfind(opens) else { return false };
        // "(from 7.1 to 5.2, P = 0.01 vs placebo)"
        let p = (open..m.first).rfind(|k| matches!(s.items[*k].shape, Shape::P(_)));
        p.is_some_and(|p| !scene.values.iter().any(|i| (p..m.first).contains(&scene.readings[*i].main)))
    };
    mentions.iter().any(against).then(|| mentions.iter().filter(|m| !against(m)).copied().collect())
}
