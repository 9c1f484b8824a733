//! What everybody was like before they were assigned to arms.

use super::super::arms::Mention;
use super::Scene;
use crate::extract::read::Reading;
use crate::finding::Role;
use crate::lex::{Cue, Sort};

/// Items from what everybody was like to the verb that assigns them, at most.
const ASSIGNED: usize = 30;

impl Scene<'_, '_> {
    /// `women (median age 64 years) with gout were randomly assigned to A or B`: what everybody was like before.
    pub(super) fn before_assignment(&self, reading: &Reading) -> bool {
        let s = self.s;
        if !s.holds(Sort::Randomized) || !reading.is_share_or_quantity() {
            return false;
        }
        let from = reading.last + 1;
        let verb = (from..s.items.len().min(from + ASSIGNED))
            .take_while(|k| s.mark(*k) != Some(';'))
            .find(|k| s.cue(*k) == Cue::Role(Role::Randomized));
        let Some(verb) = verb else { return false };
        let bracketed = s.items[reading.main].depth > 0 && {
            let open = (0..reading.first).rfind(|k| s.opens(*k));
            open.is_some_and(|open| open > 0 && s.count(open - 1).is_none())
        };
        // "(mean age 61) were recruited and randomly assigned to A or B"
        let were = s.words(verb).starts_with("were ")
            || s.cue(verb - 1) == Cue::Was
            || bracketed
                && s.cue(verb - 1) == Cue::And
                && (from..verb).any(|k| s.cue(k) == Cue::Was || s.words(k).starts_with("were "));
        let joined = (from..verb).any(|k| s.cue(k) == Cue::And);
        // "21 adults (10 white, 11 black), mean age 55 years, were randomised"
        let counted = |m: &Mention| {
            let depth = s.items[m.first].depth;
            depth > 0 && (m.last + 1..reading.first).any(|k| s.closes(k) && s.items[k].depth < depth)
        };
        were && (bracketed || joined) && self.named(0, verb).iter().all(counted)
    }
}
