//! The verbs that say what happened to people.

use super::by_arm::GIVEN;
use crate::extract::read::participants::of_the_trial;
use crate::extract::sentence::Sentence;
use crate::finding::Role;
use crate::lex::{Classes, Cue};

/// Items between people and their verb, at most: "patients in the daratumumab group died".
const FARTHEST: usize = 20;

/// The verb that says what happened, behind the arm that starts at `from`, with nothing counted on the way.
pub(super) fn verb(s: &Sentence<'_>, from: usize) -> Option<usize> {
    (from..s.items.len().min(from + FARTHEST - 2))
        .take_while(|at| {
            // "10 patients taking A and 12 patients taking B had …", "in the A group and two in the B group had": both have.
            let counted = s.cue(at - 1) == Cue::And
                && (s.cue(at + 1) == Cue::People
                    || s.is_word(at + 1, &["in", "on", "from"])
                    || s.is_word(at + 1, GIVEN)
                    || by_chance(s, *at + 1)
                    || s.cue(at + 1) == Cue::To);
            (!s.items[*at].numeric() || counted) && s.mark(*at).is_none_or(|c| matches!(c, '-' | '/' | '+'))
        })
        .find(|at| {
            let state = s.is(*at, Classes::STATES) && (at - 2..*at).any(|k| s.is_word(k, &["were", "was"]));
            let showed = s.is(*at, Classes::SHOWED)
                && showed_it(s, *at)
                && !s.is_word(at - 1, &["who", "that", "which"]);
            s.cue(*at) == Cue::Happened || s.is(*at, Classes::BEFELL) || showed || state || told(s, *at)
        })
}

/// `assigned`, `randomly allocated to`, `randomised to`: the word by which people came to their arm, where no "were" makes it
/// the verb of its clause.
pub(super) fn by_chance(s: &Sentence<'_>, at: usize) -> bool {
    let word = match s.cue(at) {
        Cue::Role(Role::Randomized) => true,
        Cue::Received => s.is_word(at, ASSIGNED),
        _ => false,
    };
    word && at > 0 && s.cue(at - 1) != Cue::Was && !s.is_word(at, NOUNS) && !s.words(at).starts_with("were ")
}

/// With "to", the lexicon has them as words for what people got.
const ASSIGNED: &[&str] =
    &["assigned to", "assigned to receive", "randomized to", "randomised to", "allocated to"];

/// The same step as a noun, and what only says how.
const NOUNS: &[&str] = &[
    "randomization",
    "randomisation",
    "random assignment",
    "randomly",
    "underwent randomization",
    "underwent randomisation",
    "randomized controlled trial",
];

/// `35 (12%) women allocated tolvarin received a transfusion`: whether the people whose arm the word at `at` says did something
/// behind it, so that it only says who they are.
pub(in crate::extract::read) fn chosen_and_did(s: &Sentence<'_>, at: usize) -> bool {
    let ends = |k: usize| s.mark(k).is_some_and(|c| matches!(c, ',' | ';' | ':')) || s.cue(k) == Cue::Was;
    let did = |k: usize| {
        s.cue(k) == Cue::Happened
            || s.is(k, Classes::BEFELL) && !s.is_word(k, &["underwent"])
            || s.is_word(k, &["received", "underwent", "took", "used"])
                && s.cue(k - 1) != Cue::And
                && !of_the_trial(s, k)
    };
    by_chance(s, at)
        && (at + 1..s.items.len().min(at + FARTHEST))
            .take_while(|k| !ends(*k))
            .find(|k| did(*k))
            .is_some_and(|k| !s.is_word(k - 1, &["who", "that", "which"]))
}

/// Verbs that tell of people's way through the trial, or of what was done with all of them.
pub(super) const OF_ALL: &[&str] = &[
    "participated",
    "entered",
    "continued",
    "attended",
    "used",
    "served",
    "performed",
    "consumed",
    "ingested",
    "contributed",
    "started",
    "followed",
    "returned",
    "finished",
    "agreed",
    "volunteered",
    "joined",
    "presented",
    "averaged",
    "rated",
    "scored",
    "differed",
    "described",
    "increased",
    "decreased",
    "showed",
    "treated",
    "aged",
    "matched",
    "based",
    "compared",
    "combined",
    "selected",
    "stratified",
];

/// `eight patients in the A group wheezed`: any verb of the past, right behind the group, that is no step of the trial.
fn told(s: &Sentence<'_>, at: usize) -> bool {
    let word = s.words(at);
    s.cue(at) == Cue::None
        && at > 2
        // "in group B wheezed"
        && (s.cue(at - 1) == Cue::Group
            || s.cue(at - 2) == Cue::Group && (s.items[at - 1].named || s.words(at - 1).len() < 4))
        && word.len() > 4
        && word.ends_with("ed")
        && !s.is_word(at, OF_ALL)
        && !s.is_word(at + 1, &["to", "by"])
}

/// What people were when something had happened to them; "were diagnosed and treated" says of what step they were.
pub(super) fn state(s: &Sentence<'_>, i: usize) -> bool {
    s.is(i, Classes::STATES) && (!s.is_word(i, &["diagnosed"]) || s.is_word(i + 1, &["with", "as"]))
}

/// Whether what people "showed" is something that happened to each, and no value of theirs: "a 32% reduction", "an average of".
pub(super) fn showed_it(s: &Sentence<'_>, verb: usize) -> bool {
    let at = verb + 1 + usize::from(s.cue(verb + 1) == Cue::Article);
    let value = s.is_word(
        at,
        &[
            "that",
            "no",
            "to",
            "significantly",
            "larger",
            "greater",
            "lower",
            "higher",
            "similar",
            "comparable",
        ],
    ) || matches!(s.cue(at), Cue::Statistic(_) | Cue::Role(_));
    !value && !s.any(at..at + 3, Classes::NUMERIC)
}
