//! Counts of people by themselves, each with its verb: `Of the 31 children, 14 had a relapse`, `three were pale, and two did
//! not wake`.

use super::part::Part;
use crate::extract::item::Item;
use crate::extract::read::participants;
use crate::extract::sentence::Sentence;
use crate::lex::{Classes, Cue};

/// Items from the people before to the count, at most.
const FARTHEST: usize = 40;

/// What people had, were or did, where people were counted before in the sentence.
pub(super) fn each_did(s: &Sentence<'_>, i: usize) -> Option<Part> {
    if !s.has(Classes::PEOPLE) {
        return None;
    }
    s.count(i)?;
    let joint = i.checked_sub(1)?;
    let joint = joint - usize::from(joint > 0 && s.is_word(joint, &["only", "the", "another", "other"]));
    let joined = s.cue(joint) == Cue::And
        || matches!(s.mark(joint), Some(',' | ';'))
        || s.is_word(joint, &["but", "while", "whereas"]);
    // "aged between 8 and 11 were tested"
    let span = joint > 0 && s.items[joint - 1].numeric();
    let level = s.items[i].depth == 0 && !span;
    if !joined || !level || !people_before(s, joint) || participants::of_studies(s, i) {
        return None;
    }
    let adverb = s.is_plain_word(i + 1) && s.words(i + 1).ends_with("ly");
    let verb = i + 1 + usize::from(adverb);
    let had = s.is_word(verb, &["had", "did"]) && !perfect(s, verb);
    let were = s.is_word(verb, &["were", "was", "remained", "became"]) && !taken(s, verb);
    (had || were).then(|| Part::of_count(s, i, verb)).flatten()
}

/// Items from a verb to what people took next, at most.
const LATER: usize = 12;

/// What says that people were given something.
const ASSIGNED: &[&str] = &["assigned", "assigned to", "allocated", "allocated to"];

/// `had been enrolled`, `had already withdrawn`, `had no fever`, `did not`: what had happened before, or did not happen.
fn perfect(s: &Sentence<'_>, verb: usize) -> bool {
    // "had no fever": what they had not.
    let silent = s.is_word(verb + 1, &["not"]) && !s.is_plain_word(verb + 2)
        || s.is_word(verb + 1, &["no", "neither", "none"]);
    silent || (verb + 1..verb + 3).any(|at| s.is_word(at, &["been", "already", "previously"]) || step(s, at))
}

/// `were excluded`, `were on A`, `were men`: on their way through the trial, of an arm, or who they were.
pub(super) fn taken(s: &Sentence<'_>, verb: usize) -> bool {
    const GONE: &[&str] =
        &["excluded", "lost", "withdrawn", "omitted", "ineligible", "eligible", "unavailable"];
    let adverb = s.is_plain_word(verb + 1) && s.words(verb + 1).ends_with("ly");
    let at = verb + 1 + usize::from(adverb || s.is_word(verb + 1, &["not"]));
    // "were positive and were assigned to A": they went on.
    let ends = |k: &usize| s.items[*k].numeric() || s.mark(*k) == Some(';');
    let mut later = (at..s.items.len().min(at + LATER)).take_while(|k| !ends(k));
    s.is_word(at, GONE)
        || later.any(|k| step(s, k) || s.is_word(k, ASSIGNED))
        || matches!(s.cue(at), Cue::Preposition | Cue::Article | Cue::Of | Cue::People | Cue::Received)
        || !s.is_plain_word(at)
}

/// Whether a word of the trial's way stands here.
fn step(s: &Sentence<'_>, at: usize) -> bool {
    matches!(s.cue(at), Cue::Role(_) | Cue::FollowUp)
}

/// Whether people were counted before: `of the 31 children`, `three patients died`.
fn people_before(s: &Sentence<'_>, end: usize) -> bool {
    let number =
        |at: usize| s.items.get(at).and_then(Item::number).is_some_and(|n| n.decimal.as_whole().is_some());
    let counted = |at: usize| {
        s.cue(at) == Cue::People && s.items[at].depth == 0 && (at.saturating_sub(4)..at).any(number)
    };
    (end.saturating_sub(FARTHEST)..end).any(counted)
}
