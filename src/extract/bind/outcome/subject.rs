//! The subject of a verb that says that something differs, has changed or goes with something else: `pain in the control group was lower`.

use super::candidates::{Candidate, Cut};
use super::changes::{INTRANSITIVE, NOUNS};
use super::clause::{NEAR, arm_to, over_bracket, shade, whole_name};
use super::nature::{CHANGE, nature, surrounds};
use super::phrase::{content, last_word};
use crate::extract::bind::frames::Scene;
use crate::lex::{Cue, Sort};
use crate::text::Span;

/// The subject of the word that compares.
pub(super) fn subject(scene: &Scene<'_, '_>, all: &[Candidate], at: usize) -> Option<Span> {
    let s = scene.s;
    // Not "lower pain" with its noun taken for an arm.
    if arm_to(scene, at + 1).is_some() {
        return None;
    }
    let mut end = at;
    let mut verb = false;
    while let Some(b) = end.checked_sub(1).filter(|b| at - b < NEAR) {
        let was = s.cue(b) == Cue::Was && !s.is_word(b, &["showed", "occurred"])
            || s.is_word(b, &["lasted", "remained", "became", "stayed", "took"]);
        let has = s.is_word(b, &["had", "have", "has"]) && !verb;
        if has || !(was || shade(s, b)) {
            break;
        }
        verb |= was;
        end = b;
    }
    if !verb && !s.is_word(at, INTRANSITIVE) {
        return None;
    }
    before_verb(scene, all, end)
}

/// The subject of a verb, whatever it says: over "was", "did" and words that only shade it.
pub(super) fn subject_of(scene: &Scene<'_, '_>, all: &[Candidate], at: usize) -> Option<Span> {
    let s = scene.s;
    let light = |k: usize| {
        s.cue(k) == Cue::Was || shade(s, k) || s.is_word(k, &["did", "found", "to", "be", "shown", "seen"])
    };
    let mut end = at;
    while let Some(b) = end.checked_sub(1).filter(|b| at - b < NEAR && light(*b)) {
        end = b;
    }
    before_verb(scene, all, end)
}

/// The name before a verb, over whom and when it is told of.
fn before_verb(scene: &Scene<'_, '_>, all: &[Candidate], mut end: usize) -> Option<Span> {
    let s = scene.s;
    let farthest = end.saturating_sub(2 * NEAR);
    while end > farthest {
        let k = end - 1;
        if s.items[k].depth > 0 || s.closes(k) || s.opens(k) {
            end = k;
            continue;
        }
        if let Some(first) = arm_to(scene, k) {
            // "pain in group A was lower", but not "group A was better"
            let b = first.checked_sub(1)?;
            let b = b.checked_sub(usize::from(s.cue(b) == Cue::Article))?;
            if !matches!(s.cue(b), Cue::Preposition | Cue::Versus | Cue::And | Cue::Of) {
                return None;
            }
            end = b;
            continue;
        }
        if content(s, k) {
            match head(scene, all, k)? {
                Head::Name(span) => return Some(span),
                // "pain in those with asthma was": what stands before.
                Head::Governed(first) => end = first,
            }
            continue;
        }
        let numeric = s.items[k].numeric();
        if !numeric
            && !matches!(
                s.cue(k),
                Cue::Preposition | Cue::Of | Cue::People | Cue::Article | Cue::Time(_) | Cue::Group
            )
        {
            return None;
        }
        end = k;
    }
    None
}

/// What stands before a verb.
enum Head {
    /// Its subject.
    Name(Span),
    /// What a preposition governs, by its first item.
    Governed(usize),
}

/// The whole name that ends at an item, where it is governed by no preposition.
fn head(scene: &Scene<'_, '_>, all: &[Candidate], last: usize) -> Option<Head> {
    let s = scene.s;
    let ends = |c: &&Candidate| c.last == last && s.items[c.first].depth == 0;
    let list = all.iter().filter(ends).find(|c| c.cut == Cut::List);
    let whole = || all.iter().filter(ends).find(|c| c.cut == Cut::Whole);
    let mut of = list.or_else(whole)?;
    // "severe illness in both analyses was": what was, not where; but "improvement in mood was".
    let joint = (of.first + 1..of.last).find(|k| s.cue(*k) == Cue::Preposition);
    if let Some(joint) =
        joint.filter(|k| !s.is_word(k - 1, NOUNS) && nature(last_word(s.words(k - 1))) != CHANGE)
    {
        of = all.iter().find(|c| c.first == of.first && c.last == joint - 1 && c.cut == Cut::Head)?;
    }
    if let Some(b) = of.first.checked_sub(1) {
        let mut b = b - usize::from(b > 0 && s.cue(b) == Cue::Article);
        // "at 2 hours after dosing", but not "24-hour pressure"
        let counts =
            |k: usize| s.items[k].numeric() || matches!(s.cue(k), Cue::Time(_)) || s.mark(k) == Some('-');
        for _ in 0..3 {
            b -= usize::from(b > 0 && counts(b));
        }
        b -= usize::from(b > 0 && s.cue(b) == Cue::Article);
        let counted = s.cue(b) == Cue::Of
            && b > 0
            && (s.is_of(b - 1, Sort::Head) || matches!(s.cue(b - 1), Cue::Statistic(_)));
        let tied = matches!(
            s.cue(b),
            Cue::Preposition | Cue::Of | Cue::To | Cue::Versus | Cue::Lower | Cue::Higher | Cue::Received
        );
        if tied && !counted {
            return Some(Head::Governed(of.first));
        }
    }
    // "the effect of A on mood was": of what is not told by its noun.
    if of.first == of.last && (s.is_word(of.first, NOUNS) || s.cue(of.first) == Cue::Grade) {
        return None;
    }
    let class = nature(last_word(s.words(of.last)));
    let other = surrounds(class) || matches!(s.cue(of.last), Cue::Unit | Cue::Dose);
    (!other && whole_name(scene, of)).then(|| Head::Name(over_bracket(s, all, of, 0)))
}
