//! What lettered groups got, where nothing else names it: `group A received tolvarin`, `group A (tolvarin)`.

use super::Mention;
use super::alias::{GOT, Told, arm, crossed};
use super::candidate::{foreign_words, names, trimmed};
use super::stands::count;
use super::table::Table;
use crate::extract::bind::words::{Word, Words};
use crate::extract::sentence::Sentence;
use crate::lex::{Classes, Cue, Sort};

/// How vague the name of an arm is that is called by a letter only.
const LETTERED: u8 = 2;

/// Words of what a label got, at most.
const LONGEST: usize = 4;

/// What labels got that names no arm yet, and that the text comes back to: `group A received tolvarin`, `group A (tolvarin)`.
pub(super) fn gotten<'t>(
    table: &Table<'t, '_>,
    sentences: &[Sentence<'t>],
    words: &[Words<'t>],
    mentions: &[Vec<Mention>],
) -> Vec<(usize, Vec<Word<'t>>)> {
    let vague: Vec<u8> = table.arms.iter().map(|entry| entry.vague()).collect();
    let mut out: Vec<(usize, Vec<Word<'t>>)> = Vec::new();
    if vague.iter().all(|v| *v < LETTERED) || crossed(words) {
        return out;
    }
    let named =
        |words: &[Word<'t>]| table.arms.iter().any(|entry| words.iter().any(|w| entry.keys.contains(&w.key)));
    for ((s, own), mentions) in
        sentences.iter().zip(words).zip(mentions).filter(|((s, _), m)| !s.title && !m.is_empty())
    {
        let mut verb = false;
        for (at, mention) in mentions.iter().enumerate().filter(|(_, m)| vague[arm(m)] == LETTERED) {
            let scene = Told { s, mentions, vague: &vague, at };
            let next = mentions.get(at + 1).map_or(s.items.len(), |m| m.first);
            let from = if s.opens(mention.last + 1)
                && next > mention.last + 2
                && s.is(mention.last + 2, Classes::WORD)
                && !s.is_word(mention.last + 2, &["n"])
            {
                Some(mention.last + 2)
            } else if scene.listed() {
                None
            } else {
                scene.verb_before(next, verb)
            };
            let Some(from) = from else { continue };
            verb = true;
            let Some(name) = treatment(s, own, from).filter(|name| !named(name)) else { continue };
            if count(words, &name) >= 2 {
                out.push((arm(mention), name));
            }
        }
    }
    // What two labels got tells none of them.
    let shared = |label: usize, name: &[Word<'t>]| {
        out.iter().any(|(other, theirs)| {
            *other != label
                && theirs.iter().any(|w| name.iter().any(|n| n.key == w.key && !w.is_of(Sort::Generic)))
        })
    };
    out.iter().filter(|(label, name)| !shared(*label, name)).cloned().collect()
}

/// The name of what was given from item `from` on, where nothing was given together with it.
fn treatment<'t>(s: &Sentence<'t>, words: &[Word<'t>], from: usize) -> Option<Vec<Word<'t>>> {
    let start = words.partition_point(|w| w.item < from);
    // "5 mg of tolvarin daily"
    let amount =
        |w: &Word<'_>| w.numeric || matches!(w.cue, Cue::Dose | Cue::Of | Cue::Article) || w.text == "/";
    let skip = words[start..].iter().take(GOT).take_while(|w| amount(w)).count();
    let inside = |w: &Word<'_>| w.word && matches!(w.cue, Cue::None) && !w.is_of(Sort::Joins);
    let start = start + skip;
    let len = words[start..].iter().take(LONGEST).take_while(|w| inside(w)).count();
    let name = trimmed(words[start..start + len].to_vec());
    let more = words[start + len..]
        .iter()
        .take(GOT)
        .take_while(|w| !matches!(s.mark(w.item), Some(';' | '.')))
        .any(|w| w.is_of(Sort::Joins) && w.cue != Cue::And || w.text == "+");
    // "and group B tamorex" goes on, "and tamorex" is given with it.
    let and = words.get(start + len).is_some_and(|w| w.cue == Cue::And)
        && words.get(start + len + 1).is_some_and(|w| !w.is_of(Sort::Group) && w.cue != Cue::Article);
    let fits = names(&name)
        && !foreign_words(&name)
        && !name.iter().all(|w| w.is_of(Sort::Weak) || w.is_of(Sort::Experimental));
    (fits && !more && !and).then_some(name)
}
