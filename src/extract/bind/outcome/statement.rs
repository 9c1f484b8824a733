//! Statements that end where the next sign, share or preposition stands: `felt there was an advantage`, `continued the study`.

use super::candidates::Candidate;
use super::changes::NOUNS;
use crate::extract::bind::frames::Scene;
use crate::extract::sentence::Sentence;
use crate::lex::{Cue, Sort};
use crate::text::Span;

/// Words of a statement behind its verb, at most.
const STATED: usize = 10;
/// Words of a grade, at most.
const GRADED: usize = 8;

/// A verb and what stands behind it up to the next sign, share or preposition: "felt there was an advantage".
pub(super) fn statement(scene: &Scene<'_, '_>, verb: usize) -> Option<Span> {
    let s = scene.s;
    let goes_on = |k: &usize| {
        let k = *k;
        let ends = match s.cue(k) {
            Cue::Preposition => k > verb + 1,
            // "stopped or were lost to follow-up"
            Cue::Or => s.cue(k + 1) == Cue::Was,
            Cue::And | Cue::Versus | Cue::Respectively => true,
            _ => s.items.get(k).is_none_or(|item| {
                item.mark().is_some_and(|mark| !matches!(mark, '-' | '/' | '<' | '>' | '≥' | '≤' | '='))
            }),
        };
        let turns = s.is_of(k, Sort::Turn)
            || s.is_word(k, &["when", "if", "because", "who", "due", "owing", "leaving", "mainly"]);
        !ends && !turns && !scene.readings.iter().any(|r| r.first == k)
    };
    let tells = |k: &usize| {
        !matches!(s.cue(*k), Cue::Article | Cue::To | Cue::Of | Cue::Or | Cue::Preposition)
            && !s.is_word(*k, &["not", "so", "as", "first", "second", "third", "soon", "last"])
    };
    let end = (verb + 1..verb + 1 + STATED).take_while(goes_on).filter(tells).last()?;
    Some(s.items[verb].span.to(s.items[end].span))
}

/// "had at least a 45% reduction in swelling": how far something moved, and what.
pub(super) fn moved(scene: &Scene<'_, '_>, all: &[Candidate], verb: usize, at: usize) -> Option<Span> {
    let s = scene.s;
    // "had a greater than 45% decrease in pain", "had a 20% or greater fall in pain"
    let how_far = |k: &usize| {
        s.items.get(*k).is_some_and(|item| {
            item.numeric() || matches!(item.cue, Cue::MoreThan | Cue::AtLeast | Cue::Or | Cue::Higher)
        }) || s.is_word(*k, &["greater", "more", "than", ">", "≥"])
    };
    let at = (at..at + GRADED).find(|k| !how_far(k)).unwrap_or(at);
    if at == verb + 1 || !s.is_word(at, NOUNS) || !s.is_word(at + 1, &["in", "of", "from"]) {
        return None;
    }
    let of = at + 2 + usize::from(s.cue(at + 2) == Cue::Article);
    let last = all.iter().filter(|c| c.first <= of && of <= c.last).map(|c| c.last).max()?;
    let first = verb + 1 + usize::from(s.cue(verb + 1) == Cue::Article);
    Some(s.items[first].span.to(s.items[last].span))
}

/// "grade 3 or worse adverse event": the end of the name that a grade opens.
pub(super) fn over_grade(s: &Sentence<'_>, all: &[Candidate], last: usize) -> usize {
    if s.cue(last) != Cue::Grade {
        return last;
    }
    let passes = |k: &usize| {
        s.items.get(*k).is_some_and(|item| item.numeric())
            || matches!(s.cue(*k), Cue::Or | Cue::And | Cue::To | Cue::Higher | Cue::Grade)
            || s.is_word(*k, &["worse", "higher", "greater", "above", "more"])
            || s.mark(*k) == Some('-')
    };
    let behind = (last + 1..last + GRADED).take_while(passes).last().map_or(last, |k| k + 1);
    let named = all.iter().filter(|c| c.first <= behind && behind <= c.last).map(|c| c.last).max();
    named.unwrap_or(last)
}
