//! Counts of people that only a word of how many, or how often, makes counts of those to whom something happened.

use super::part::Part;
use crate::extract::read::Known;
use crate::extract::sentence::Sentence;
use crate::lex::{Classes, Cue};

/// `the number of patients with falls was 13 in A`, `more common with A (8 patients) than with B (3 patients)`.
pub(super) fn numbered(s: &Sentence<'_>, i: usize, known: &Known) -> Option<Part> {
    s.count(i)?;
    if number_of(s, i) {
        return Part::of_count(s, i, i);
    }
    let last = often(s, i, known)?;
    Part::of_count(s, i, last)
}

/// Items from the word "number" to its value, at most.
const REACH: usize = 16;

/// Whether the number of people of some kind is told here, and no step of the trial.
fn number_of(s: &Sentence<'_>, i: usize) -> bool {
    let was = i.checked_sub(1).map(|at| at - usize::from(at > 0 && s.is_word(at, &["only", "also"])));
    let Some(was) = was.filter(|at| s.cue(*at) == Cue::Was) else { return false };
    let head = (was.saturating_sub(REACH)..was)
        .rev()
        .find(|k| s.is_word(*k, &["number", "numbers"]) && s.cue(k + 1) == Cue::Of);
    let people = head.and_then(|k| (k + 2..k + 5).find(|at| s.cue(*at) == Cue::People));
    let Some(people) = people else { return false };
    let kind = people + 1 < was
        && (s.is_word(people + 1, &["with", "who", "having"]) || s.words(people + 1).ends_with("ing"));
    let step = (people..was).any(|k| {
        matches!(
            s.cue(k),
            Cue::Role(_) | Cue::Received | Cue::Statistic(_) | Cue::Difference | Cue::Criterion
        ) || s.items[k].numeric() && !s.items[k].named
    });
    let placed =
        s.is_word(i + 1, &["in", "with", "on", "for"]) || matches!(s.cue(i + 1), Cue::Versus | Cue::And);
    kind && !step && placed
}

/// Items from one bracket to the other, at most.
const APART: usize = 16;

/// The last item of a count alone in its bracket, where one on the other side of "than" stands so too and how often something
/// happened is spoken of; two sizes of arms that are known are none.
fn often(s: &Sentence<'_>, i: usize, known: &Known) -> Option<usize> {
    const OFTEN: &[&str] =
        &["common", "commonly", "frequent", "frequently", "often", "rarer", "rare", "prevalent"];
    if !s.has(Classes::VERSUS) || s.items[i].depth != 1 {
        return None;
    }
    // The bracket of the count at `k`, and the place behind it.
    let alone = |k: usize| {
        let label = k > 2 && s.mark(k - 1) == Some('=') && s.is_word(k - 2, &["n"]);
        let open = if label { k.checked_sub(3)? } else { k.checked_sub(1)? };
        let people = s.cue(k + 1) == Cue::People;
        let close = k + 1 + usize::from(people);
        let whole = s.items.get(k)?.number()?.decimal.as_whole()?;
        let sized = known.sizes.contains(&whole);
        (s.opens(open) && s.closes(close) && (label || people) && !sized).then_some((open, close))
    };
    let (open, close) = alone(i)?;
    let than =
        |from: usize, to: usize| s.any(from..to, Classes::VERSUS) && !(from + 1..to).any(|k| s.closes(k));
    let behind = (close + 1..s.items.len().min(close + APART)).find_map(|k| alone(k).map(|(open, _)| open));
    let before =
        || (open.saturating_sub(APART)..open).rev().find_map(|k| alone(k).map(|(_, close)| (k, close)));
    let first = if behind.is_some_and(|other| than(close, other)) {
        open
    } else {
        before().filter(|(_, other)| than(*other, open)).map(|(k, _)| k)?
    };
    (first.saturating_sub(16)..first).any(|k| s.is_word(k, OFTEN)).then_some(close - 1)
}
