//! Words that say that something differs or has changed, by how they stand to what it is.

/// Verbs that need no object.
pub(super) const INTRANSITIVE: &[&str] = &[
    "increased",
    "decreased",
    "improved",
    "declined",
    "rose",
    "fell",
    "dropped",
    "differed",
    "worsened",
    "differ",
];
/// Verbs and adjectives before what they change or compare.
pub(super) const CHANGING: &[&str] = &[
    "increased",
    "decreased",
    "reduced",
    "improved",
    "lowered",
    "raised",
    "enhanced",
    "attenuated",
    "increasing",
    "decreasing",
    "reducing",
    "improving",
    "lowering",
    "reduces",
    "improves",
    "lower",
    "higher",
    "greater",
    "fewer",
    "less",
    "shorter",
    "longer",
    "better",
    "worse",
    "smaller",
    "larger",
];
/// Verbs that say how a thing is.
pub(super) const BEING: &[&str] = &["was", "were", "is", "are", "be", "been"];
/// Nouns of change, whose preposition tells of what.
pub(super) const NOUNS: &[&str] = &[
    "reduction",
    "reductions",
    "decrease",
    "decreases",
    "decline",
    "increase",
    "increases",
    "improvement",
    "improvements",
    "enhancement",
    "rise",
    "difference",
    "differences",
    "change",
    "changes",
    "effect",
    "effects",
    "impact",
    "influence",
    "differ",
    "differed",
    "interaction",
];
/// Those of them that are of what acts, and on what.
pub(super) const EFFECTS: &[&str] = &["effect", "effects", "impact", "influence"];
