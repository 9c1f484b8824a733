//! `with X than with Y`, `X versus Y in …`, `comparison of X and Y`: both sides of a comparison.

use super::candidate::{Candidate, LONGEST_NAME, foreign_words, tells};
use crate::extract::bind::words::{Word, Words};
use crate::extract::sentence::Sentence;
use crate::lex::{Classes, Cue, Sort};

/// The pairs of a sentence, each a list of its own, numbered from `list` on.
pub(super) fn comparison<'t>(s: &Sentence<'t>, words: &Words<'t>, list: usize) -> Vec<Candidate<'t>> {
    let mut out: Vec<Candidate<'t>> = Vec::new();
    let compared = words.holds(Sort::Compares);
    if !s.title && !s.has(Classes::VERSUS) && !compared {
        return out;
    }
    let mut list = list;
    for k in 0..words.len() {
        let joint = s.cue(words[k].item) == Cue::Versus
            || s.title && s.cue(words[k].item) == Cue::Or
            || compared && s.cue(words[k].item) == Cue::And && compares(s, words, k);
        if !joint {
            continue;
        }
        let (left, right) = (side(s, words, k, true), side(s, words, k, false));
        // "in patients with glaucoma or ocular hypertension": what they have, and not what they get.
        let before = k.saturating_sub(left.len());
        let had = s.cue(words[k].item) == Cue::Or
            && (before.saturating_sub(3)..before).any(|b| s.cue(words[b].item) == Cue::People);
        if had {
            continue;
        }
        if tells(&left) && tells(&right) && !foreign_words(s, &left) && !foreign_words(s, &right) {
            for words in [left, right] {
                out.push(Candidate { words, also: Vec::new(), list, sure: s.title });
            }
            list += 1;
        }
    }
    out
}

/// Whether "and" joins two that are compared: "comparison of X and Y", "comparing the effects of X (5 mg daily) and Y".
fn compares(s: &Sentence<'_>, words: &[Word<'_>], k: usize) -> bool {
    let plain = |w: &Word<'_>| w.word || s.items[w.item].depth > 0 || s.items[w.item].numeric();
    let from = k.saturating_sub(LONGEST_NAME + 8);
    (from..k).rev().take_while(|b| plain(&words[*b])).any(|b| words[b].is_of(Sort::Compares))
}

/// The phrase on one side of a comparison: up to a boundary, no longer than a name.
fn side<'t>(s: &Sentence<'t>, words: &[Word<'t>], k: usize, left: bool) -> Vec<Word<'t>> {
    let mut out = Vec::new();
    let mut at = k;
    loop {
        if left {
            let Some(next) = at.checked_sub(1) else { break };
            at = next;
        } else {
            at += 1;
        }
        let Some(word) = words.get(at) else { break };
        if word.item == words[k].item {
            continue;
        }
        // "X (8 to 16 mg once daily) and Y": a bracket between the name and the joint.
        if out.is_empty()
            && left
            && (s.closes(word.item) || s.items[word.item].depth > s.items[words[k].item].depth)
        {
            continue;
        }
        // "rofecoxib 50 mg compared with placebo": a strength between the name and the joint.
        let strength = s.cue(word.item) == Cue::Dose || s.items[word.item].numeric() || word.text == "/";
        if out.is_empty() && left && strength && k - at <= 4 {
            continue;
        }
        // "in obese individuals than in lean ones": the people behind a name.
        if out.is_empty() && left && s.cue(word.item) == Cue::People {
            continue;
        }
        let opening = out.is_empty() && !left;
        if opening && word.is(&["with", "in", "the", "for", "those", "to", "a", "than", "among", "both"]) {
            continue;
        }
        let bound = !word.word
            || matches!(
                s.cue(word.item),
                Cue::Was
                    | Cue::And
                    | Cue::Versus
                    | Cue::Of
                    | Cue::Lower
                    | Cue::Higher
                    | Cue::Role(_)
                    | Cue::Received
                    | Cue::To
                    | Cue::Or
                    | Cue::Article
                    | Cue::People
                    | Cue::Difference
            )
            || s.cue(word.item) == Cue::Preposition
            || word.sorts.meet(&[Sort::Between, Sort::Compares]);
        if bound {
            break;
        }
        if s.cue(word.item) != Cue::Group {
            out.push(*word);
        }
        if out.len() >= LONGEST_NAME {
            break;
        }
    }
    if left {
        out.reverse();
    }
    out
}
