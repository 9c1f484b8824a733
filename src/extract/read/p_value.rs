//! P values that no estimate took.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::Reported;
use crate::lex::Cue;

use super::{Known, Reading};

/// `62% vs 48%, P=.03`: the P value of a comparison. `P<0.05 was considered significant` is a rule of the study.
pub(super) fn read(s: &Sentence<'_>, i: usize, _: &Known) -> Vec<Reading> {
    let Shape::P(p) = &s.items[i].shape else { return Vec::new() };
    if s.spent[i] || criterion(s, i) {
        return Vec::new();
    }
    vec![Reading::new(Reported::PValue(p.clone()), i, i, i, vec![i])]
}

fn criterion(s: &Sentence<'_>, i: usize) -> bool {
    let said = |at: usize| {
        s.is_word(
            at,
            &[
                "considered",
                "regarded",
                "deemed",
                "denoted",
                "denote",
                "accepted",
                "threshold",
                "indicated",
                "designates",
                "designated",
            ],
        ) || s.is_word(at, &["set", "defined"]) && s.is_word(at + 1, &["at", "as", "to"])
            || s.cue(at) == Cue::Criterion
                && s.is_word(at, &["significance level", "level of significance", "defined as", "alpha"])
    };
    (i + 1..i + 6).any(said) || (i.saturating_sub(8)..i).any(said)
}
