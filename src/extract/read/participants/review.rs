//! Numbers of people in a review, counted study by study.

use crate::extract::sentence::Sentence;
use crate::lex::{Classes, Cue};

/// `4 trials, 282 participants`, `(7 RCTs, n = 227)`, `16 papers, representing data from 2638 individuals`: people of a review are of no step.
pub(in crate::extract) fn in_review(s: &Sentence<'_>, i: usize) -> bool {
    const STUDIES: &[&str] = &["trials", "studies", "RCTs", "papers", "reports", "articles", "publications"];
    let number = |k: usize| s.items[k].number().is_some();
    let one = |at: usize| s.is_word(at, &["trial", "study", "RCT"]) && i - at < 3 && at > 0 && number(at - 1);
    let many = |at: usize| {
        let from = || (at.saturating_sub(4)..at).rfind(|k| number(*k) && s.mark(k + 1) != Some(','));
        s.is_word(at, STUDIES) && from().is_some_and(|k| (k..at).all(|k| s.cue(k) != Cue::People))
    };
    (i.saturating_sub(9)..i)
        .rev()
        .take_while(|at| s.mark(*at) != Some(';') || *at + 1 == i)
        .any(|at| one(at) || many(at))
        || studies_before(s, i)
        || studies_behind(s, i)
        || behind_an_interval(s, i)
}

/// `These studies included 3,039 patients`.
fn studies_before(s: &Sentence<'_>, i: usize) -> bool {
    let verb = (i.saturating_sub(4)..i).rev().take_while(|at| !s.items[*at].numeric()).find(|at| {
        s.is_word(
            *at,
            &["included", "enrolled", "involved", "involving", "comprised", "including", "enrolling"],
        )
    });
    let noun = verb.and_then(|verb| verb.checked_sub(1));
    noun.is_some_and(|at| s.is_word(at, &["trials", "studies", "RCTs"]))
}

/// `467 participants, 8 studies`, `n = 145, one study`, `250 women; 3 RCTs`, `730 women were included in 13 trials`.
fn studies_behind(s: &Sentence<'_>, i: usize) -> bool {
    const STUDIES: &[&str] = &["trials", "studies", "RCTs", "trial", "study", "RCT"];
    (i + 2..s.items.len().min(i + 8)).any(|at| {
        let joined = matches!(s.mark(at - 2), Some(',' | ';'));
        let within =
            || s.is_word(at - 2, &["in", "across", "from"]) && s.is_word(at, &["trials", "studies", "RCTs"]);
        s.items[at - 1].number().is_some() && (joined && s.is_word(at, STUDIES) || within())
    })
}

/// `(RR 0.94, 95% CI 0.68 to 1.30; 267 participants)`: those whom an estimate is drawn from.
fn behind_an_interval(s: &Sentence<'_>, i: usize) -> bool {
    let depth = s.items[i].depth;
    depth > 0
        && s.mark(i.saturating_sub(1)) == Some(';')
        && (i..i + 3).any(|at| s.cue(at) == Cue::People)
        && s.last(i.saturating_sub(24)..i, Classes::INTERVAL)
            .is_some_and(|at| (at..i).all(|k| s.items[k].depth >= depth))
}
