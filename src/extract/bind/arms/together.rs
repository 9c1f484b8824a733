//! The one arm that gets two treatments together is "the combination", "combined therapy", "both": said without the names.

pub(super) mod jointly;

use super::Mention;
use super::stands::placed;
use super::table::Table;
use crate::extract::bind::words::{Word, Words};
use crate::extract::sentence::Sentence;
use crate::finding::ArmId;
use crate::lex::{Cue, Sort};

/// Nouns of such a name.
const NOUNS: &[&str] = &["therapy", "treatment", "group", "arm", "regimen", "regimens", "tablet", "product"];

/// Calls the one arm of a combination by these words.
pub(super) fn call<'t>(table: &mut Table<'t, '_>, words: &[Words<'t>]) {
    if let Some((arm, names)) = together(table, words) {
        names.iter().for_each(|name| table.arms[arm].push(name));
    }
}

/// What the one arm of a combination is called besides, and which it is.
fn together<'t>(table: &Table<'t, '_>, words: &[Words<'t>]) -> Option<(usize, Vec<Vec<Word<'t>>>)> {
    let whole = |w: &Word<'_>| w.is(&["combination", "combinations", "combined"]);
    let says = |i: &usize| table.arms[*i].phrases.iter().any(|phrase| phrase.iter().any(whole));
    let mut arms = (0..table.arms.len()).filter(|i| table.arms[*i].combined || says(i));
    let arm = arms.next().filter(|_| arms.next().is_none() && table.arms.len() >= 2)?;
    let mut out: Vec<Vec<Word<'t>>> = Vec::new();
    let mut add = |name: &[Word<'t>], sure: bool| {
        if !table.arms[arm].has(name) && (sure || placed(words, name) >= 1) {
            out.push(name.to_vec());
        }
    };
    for own in words.iter().filter(|own| own.holds(Sort::Whole)) {
        for (at, word) in own.iter().enumerate().filter(|(_, w)| whole(w)) {
            let behind = own.get(at + 1);
            let noun = behind.is_some_and(|w| w.is(NOUNS));
            // "in combination with", "combined with": how, and not who.
            let joins = behind.is_some_and(|w| w.is(&["with", "of", "between"]));
            let inside = at.checked_sub(1).is_some_and(|b| own[b].is(&["in", "as", "this"]));
            if noun {
                add(&own[at..at + 2], word.is(&["combination"]));
            } else if !joins && !inside && word.is(&["combination"]) {
                add(&own[at..at + 1], false);
            }
        }
    }
    (!out.is_empty()).then_some((arm, out))
}

/// Two arms, and the one that gets what both of them get.
pub(super) struct Union {
    pub(super) parts: [ArmId; 2],
    pub(super) whole: ArmId,
}

/// The arms that get together what two others get.
pub(super) fn unions(table: &Table<'_, '_>) -> Vec<Union> {
    let mut out = Vec::new();
    let single = |i: &usize| !table.arms[*i].combined && !table.arms[*i].control && !table.arms[*i].negated;
    for whole in (0..table.arms.len()).filter(|i| table.arms[*i].combined) {
        let within = |i: &usize| {
            let keys = &table.arms[*i].keys;
            *i != whole && keys.iter().all(|key| table.arms[whole].keys.contains(key))
        };
        let parts: Vec<usize> = (0..table.arms.len()).filter(|i| single(i) && within(i)).collect();
        if let [one, other] = parts[..] {
            let parts = [ArmId(one as u16), ArmId(other as u16)];
            out.push(Union { parts, whole: ArmId(whole as u16) });
        }
    }
    out
}

/// Items between two names that are said together, at most: "tolvarin 20 mg once daily plus tamorex".
const NEAR: usize = 7;

/// "tolvarin plus tamorex", "the combination of tolvarin and tamorex" name the arm that gets both, where each name alone is
/// another arm's.
pub(super) fn joined(s: &Sentence<'_>, mentions: Vec<Mention>, unions: &[Union]) -> Vec<Mention> {
    if unions.is_empty() || mentions.len() < 2 {
        return mentions;
    }
    let mut out: Vec<Mention> = Vec::with_capacity(mentions.len());
    for mention in mentions {
        let whole = out.last().and_then(|last| {
            let both = |u: &&Union| u.parts.contains(&last.arm) && u.parts.contains(&mention.arm);
            let union = unions.iter().find(both).filter(|_| last.arm != mention.arm)?;
            together_in(s, last, &mention).then_some(union.whole)
        });
        match (whole, out.last_mut()) {
            (Some(arm), Some(last)) => (last.arm, last.last) = (arm, mention.last),
            _ => out.push(mention),
        }
    }
    out
}

/// Whether a sentence says two names together.
fn together_in(s: &Sentence<'_>, one: &Mention, other: &Mention) -> bool {
    let gap = one.last + 1..other.first;
    let strong = |i: usize| {
        matches!(s.mark(i), Some('+' | '/')) || s.is_word(i, &["plus", "combined", "combination", "added"])
    };
    let small = |i: usize| {
        strong(i)
            || s.items[i].numeric()
            || matches!(s.cue(i), Cue::Dose | Cue::Unit | Cue::Time(_) | Cue::And | Cue::To)
            || s.is_word(i, &["with", "in", "to", "daily", "once", "twice"])
    };
    let led = (one.first.saturating_sub(4)..one.first)
        .any(|i| s.is_word(i, &["combination", "combined", "combining"]) && !s.is_word(i + 1, &["with"]));
    let and = |i: usize| s.cue(i) == Cue::And;
    gap.len() <= NEAR
        && gap.clone().all(small)
        && (gap.clone().any(strong) || led && gap.clone().any(and))
        && !(gap.clone().any(and) && gap.clone().any(strong))
}
