//! Groups that a sentence sets against each other: `in X than in Y`, `with X versus Y`, `than with A (942 kJ) and B (917 kJ)`.

use super::{behind_brackets, distinct, value, without};
use crate::extract::bind::arms::measured::Around;
use crate::extract::bind::arms::phrase::{Phrase, opens, phrase};
use crate::extract::bind::words::{Word, Words};
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::lex::{Cue, Sort};

/// Words from what ties two things to "between", at most: "association was found".
const TIED: usize = 4;

/// What ties two things, besides associations.
const TIES: &[&str] = &["relationship", "relationships", "relation", "link", "agreement", "concordance"];

/// Both sides of each comparison: `in X than in Y`, `with X versus Y`, `between X and Y`.
pub(super) fn opposed<'t>(
    s: &Sentence<'t>,
    words: &Words<'t>,
    readings: &[Reading],
    around: &Around<'_, 't>,
) -> Vec<Vec<Phrase<'t>>> {
    let mut out = Vec::new();
    let between = words.holds(Sort::Between);
    let joint = |w: &Word<'_>| w.cue == Cue::Versus || between && w.cue == Cue::And;
    // Behind the last joint nothing is set against anything.
    let last = words.iter().rposition(joint).unwrap_or(0);
    for (at, word) in words[..last].iter().enumerate() {
        if !opens(s, word) && !word.is_of(Sort::Between) {
            continue;
        }
        // "a lower risk of death than the B group": what was counted.
        let counted = word.cue == Cue::Of && at > 0 && words[at - 1].is_of(Sort::Head);
        if counted {
            continue;
        }
        // "a greater reduction in pain than in the B group": what moved.
        let moved = word.is(&["in", "of"]) && at > 0 && says_how_much(words, at - 1);
        // "an association between X and Y": how they go together.
        let tied = word.is_of(Sort::Between)
            && words[at.saturating_sub(TIED)..at].iter().any(|w| w.is_of(Sort::Ties) || w.is(TIES));
        if tied {
            continue;
        }
        let Some(one) = phrase(s, words, at + 1).filter(|one| !moved || one.people) else { continue };
        let one = without(word, one);
        // A bracket of values may stand between the two.
        let between = word.is_of(Sort::Between);
        let versus = |joint: usize| {
            words.get(joint).is_some_and(|w| w.cue == Cue::Versus || between && w.cue == Cue::And)
        };
        let mut joint = behind_brackets(s, words, one.end);
        // "in women with gout, compared to those with sprains"
        if one.people && words.get(joint).is_some_and(|w| w.text == ",") && versus(joint + 1) {
            joint += 1;
        }
        let mut row = vec![one];
        if !versus(joint) && word.cue != Cue::Of {
            joint = valued_row(s, words, readings, &mut row);
        }
        if !versus(joint) {
            continue;
        }
        let item = words[joint].item;
        let mut from = joint;
        while words.get(from).is_some_and(|w| w.item == item || opens(s, w)) {
            from += 1;
        }
        if let Some(other) = phrase(s, words, from) {
            // "during the second stage of labour than those in the low group": no people on this side.
            if word.cue == Cue::Of && other.people && row.iter().all(|one| !one.people) {
                continue;
            }
            // "a greater fall during exercise than tolvarin": when, or in what, and not in whom.
            let alone = |one: &Phrase<'_>| !one.people && !around.knows(one);
            let circumstance = word.is(CIRCUMSTANCES) && words[from - 1].item == item && row.len() == 1;
            if circumstance && around.paired && around.knows(&other) && row.iter().all(alone) {
                continue;
            }
            row.push(without(&words[from - 1], other));
            out.push(distinct(row));
        }
    }
    out
}

/// Words that bring what was measured, or when, as often as in whom.
const CIRCUMSTANCES: &[&str] = &["in", "on", "during", "for", "at", "of", "by"];

/// `… than with A (942 kJ) and B (917 kJ)`: a row behind what it is held against.
pub(super) fn behind_versus<'t>(
    s: &Sentence<'t>,
    words: &[Word<'t>],
    readings: &[Reading],
) -> Vec<Vec<Phrase<'t>>> {
    let mut out = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let next = words.get(at + 1);
        let versus = word.cue == Cue::Versus && word.depth == 0;
        if !versus || next.is_some_and(|next| next.item == word.item) {
            continue;
        }
        let from = at + 1 + usize::from(next.is_some_and(|next| opens(s, next)));
        let Some(one) = phrase(s, words, from) else { continue };
        let mut row = vec![one];
        valued_row(s, words, readings, &mut row);
        if row.len() >= 2 {
            out.push(distinct(row));
        }
    }
    out
}

/// Groups of one row, at most.
const ROW: usize = 6;

/// `in A (6.1 s), B (7.9 s) and C (8.8 s) than …`: goes on with the names behind the first whose values stand in brackets;
/// gives the word behind the last bracket.
fn valued_row<'t>(
    s: &Sentence<'t>,
    words: &[Word<'t>],
    readings: &[Reading],
    row: &mut Vec<Phrase<'t>>,
) -> usize {
    let bracket = |end: usize| {
        let behind = behind_brackets(s, words, end);
        let (from, to) = (words.get(end)?.item, words.get(behind)?.item);
        // "(12 vs 15 kg)": of two, of whom this is one.
        let versus = (from..to).any(|i| s.cue(i) == Cue::Versus);
        let own = readings.iter().filter(|r| value(r) && r.first > from && r.last < to).count();
        (own == 1 && !versus).then_some(behind)
    };
    let first = row.last().map_or(0, |one| one.end);
    let Some(mut joint) = bracket(first) else { return first };
    while row.len() < ROW {
        let comma = words.get(joint).is_some_and(|w| w.text == ",");
        let and = words.get(joint + usize::from(comma)).is_some_and(|w| w.cue == Cue::And);
        let next = joint + usize::from(comma) + usize::from(and);
        let Some(found) = phrase(s, words, next).filter(|_| next > joint) else { break };
        let Some(behind) = bracket(found.end) else { break };
        joint = behind;
        row.push(found);
    }
    joint
}

/// Whether the word at `at` says that something moved: `a reduction`, `greater increase`; not "did not change".
fn says_how_much(words: &[Word<'_>], at: usize) -> bool {
    const NOUNS: &[&str] =
        &["reduction", "reductions", "improvement", "improvements", "difference", "differences"];
    words[at].is(NOUNS)
        || words[at].is_of(Sort::Moves)
            && at > 0
            && !words[at].text.ends_with("ed")
            && (matches!(words[at - 1].cue, Cue::Article | Cue::Higher | Cue::Lower)
                || words[at - 1].is(&["significant", "marked", "greater", "larger", "smaller"]))
}
