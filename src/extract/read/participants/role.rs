//! Which step of the trial the words around a number of people say.

use crate::extract::sentence::Sentence;
use crate::finding::Role;
use crate::lex::Cue;

/// The step that the phrase at an item says: "enrolled", "assigned to"; who "received" something is of no step.
pub(super) fn step(s: &Sentence<'_>, i: usize) -> Option<Role> {
    match s.cue(i) {
        Cue::Role(role) => Some(role),
        Cue::Received => Some(if assigns(s.words(i)) { Role::Randomized } else { Role::Other }),
        _ => None,
    }
}

fn assigns(phrase: &str) -> bool {
    ["assigned", "randomi", "allocated"]
        .iter()
        .any(|stem| phrase.get(..stem.len()).is_some_and(|head| head.eq_ignore_ascii_case(stem)))
}

/// The step of the trial that the words around the number at `i` say: behind it first, then before it.
pub(super) fn role(s: &Sentence<'_>, i: usize) -> Option<Role> {
    let start = s.clause_start(i);
    let bounded = |at: &usize| s.count(*at).is_some() || s.mark(*at) == Some(';');
    let behind = (i + 1..s.items.len().min(i + 17)).take_while(|at| !bounded(at)).find_map(|at| step(s, at));
    let before = (i.saturating_sub(12).max(start)..i).rev().find_map(|at| match s.cue(at) {
        Cue::Role(role) => Some(role),
        _ => None,
    });
    // "were enrolled and randomly assigned": the later step.
    let role = behind.or(before)?;
    Some(if matches!(role, Role::Enrolled) && in_an_analysis(s, i) { Role::Analyzed } else { role })
}

/// `were included in the modified intention-to-treat analysis`, `the safety population comprised`.
fn in_an_analysis(s: &Sentence<'_>, i: usize) -> bool {
    const ANALYSES: &[&str] = &[
        "analysis",
        "analyses",
        "population",
        "evaluation",
        "analysed",
        "analyzed",
        "evaluable",
        "assessable",
    ];
    let analysis = |at: usize| s.cue(at) == Cue::Role(Role::Analyzed) || s.is_word(at, ANALYSES);
    let behind = (i + 1..s.items.len().min(i + 14))
        .take_while(|at| s.mark(*at).is_none_or(|c| c == '-' || c == ','))
        .any(analysis);
    let before = (i.saturating_sub(7)..i).any(analysis);
    behind || before
}

/// `4 trials, 282 participants`: people of a review are of no step.
pub(super) fn in_review(s: &Sentence<'_>, i: usize) -> bool {
    let Some(sign) = i.checked_sub(1).filter(|at| matches!(s.mark(*at), Some(',' | ';' | '('))) else {
        return false;
    };
    sign.checked_sub(1)
        .is_some_and(|at| s.is_word(at, &["trials", "trial", "studies", "study", "RCTs", "RCT"]))
}
