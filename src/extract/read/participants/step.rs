//! Which step of the trial a phrase says.

use crate::extract::sentence::Sentence;
use crate::finding::Role;
use crate::lex::Cue;

/// The step that the phrase at an item says: "enrolled", "assigned to"; who "received" something is of no step.
pub(super) fn step(s: &Sentence<'_>, i: usize) -> Option<Role> {
    match s.cue(i) {
        // "were excluded from the analysis"
        Cue::Role(Role::Analyzed) if (i.saturating_sub(4)..i).any(|k| s.is_word(k, &["excluded", "not"])) => {
            Some(Role::Other)
        }
        // "413 were not randomly assigned"
        Cue::Role(Role::Randomized) if (i.saturating_sub(2)..i).any(|k| s.is_word(k, &["not"])) => {
            Some(Role::Other)
        }
        Cue::Role(Role::Enrolled) if into_an_analysis(s, i) => Some(Role::Analyzed),
        // "were included in the review": studies, and people with them.
        Cue::Role(Role::Enrolled) if (i + 2..i + 4).any(|at| s.is_word(at, &["review"])) => Some(Role::Other),
        // "were screened with a test"
        Cue::Role(Role::Screened)
            if s.is_word(i, &["screened"]) && s.is_word(i + 1, &["by", "with", "using"]) =>
        {
            None
        }
        // "completed a questionnaire" is no end of the study.
        Cue::Role(Role::Completed) if fills_in(s, i) => Some(Role::Enrolled),
        Cue::Role(role) => Some(role),
        Cue::Received => Some(if assigns(s.words(i)) { Role::Randomized } else { Role::Other }),
        _ => None,
    }
}

/// `completed a questionnaire`, `completed standardized measures`.
fn fills_in(s: &Sentence<'_>, i: usize) -> bool {
    const FILLED_IN: &[&str] = &[
        "questionnaire",
        "questionnaires",
        "measures",
        "survey",
        "surveys",
        "scales",
        "interview",
        "interviews",
        "tasks",
        "task",
        "battery",
        "inventory",
    ];
    // "171 (60.2%) completed questionnaires", "completed all measures": the whole of what was asked of them.
    let whole = i > 0 && s.closes(i - 1) || s.is_word(i + 1, &["all"]);
    !whole
        && s.is_word(i, &["completed", "completing"])
        && (i + 1..s.items.len().min(i + 6))
            .take_while(|at| s.mark(*at).is_none())
            .any(|at| s.is_word(at, FILLED_IN))
}

/// `assigned to`, `randomised to receive`, `allocated`: a phrase that takes people into an arm.
pub(super) fn assigns(phrase: &str) -> bool {
    ["assigned", "randomi", "allocated"]
        .iter()
        .any(|stem| phrase.get(..stem.len()).is_some_and(|head| head.eq_ignore_ascii_case(stem)))
}

/// `were included in the modified intention-to-treat analysis`, `the safety population comprised`: people taken into an
/// analysis, where "included" alone takes them into the study.
fn into_an_analysis(s: &Sentence<'_>, i: usize) -> bool {
    const ANALYSES: &[&str] = &["analysis", "analyses", "population", "evaluation", "sample"];
    const TAKEN: &[&str] = &[
        "included",
        "comprised",
        "consisted of",
        "eligible",
        "were eligible",
        "entered",
        "enrolled in",
        "includes",
    ];
    if !s.is_word(i, TAKEN) {
        return false;
    }
    let analysis = |at: usize| s.cue(at) == Cue::Role(Role::Analyzed) || s.is_word(at, ANALYSES);
    let close = |at: &usize| s.mark(*at).is_none_or(|c| c == '-') && !s.items[*at].numeric();
    // "the sample consisted of 49 adults", "the study population comprised 49 adults": the study's own.
    let sample = |at: usize| {
        s.is_word(at, &["sample"])
            || s.is_word(at, &["population"])
                && at > 0
                && s.is_word(at - 1, &["study", "patient", "trial", "total"])
    };
    (i + 1..s.items.len().min(i + 12)).take_while(close).any(analysis)
        || (i.saturating_sub(7)..i)
            .rev()
            .take_while(|at| s.mark(*at) != Some(';'))
            .any(|at| analysis(at) && !sample(at))
            && !s.is_word(i, &["eligible", "were eligible", "entered"])
}

/// `to receive A`: the verb before says the step.
pub(super) fn infinitive(s: &Sentence<'_>, i: usize) -> bool {
    s.cue(i) == Cue::Received
        && (i > 0 && (s.cue(i - 1) == Cue::To || s.words(i - 1).ends_with(" to"))
            || s.is_word(i, &["treatment with", "taking", "undergoing", "used"]))
}
