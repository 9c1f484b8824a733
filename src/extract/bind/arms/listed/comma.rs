//! What a comma of a list parts: two arms, or one and its strength, or the arms and what all of them get.

use super::Phrase;
use super::schedule::SCHEDULE;
use crate::extract::bind::words::Word;
use crate::extract::sentence::Sentence;
use crate::lex::Cue;

/// Words behind a strength that say how often, at most: "mg/d", "mg twice a day".
const OFTEN: usize = 5;

/// Whether a comma at word `k` stands within a phrase: before its strength, where a joint and a name follow, or before
/// what is given with it.
pub(super) fn goes_on(s: &Sentence<'_>, words: &[Word<'_>], k: usize, phrase: &Phrase<'_>) -> bool {
    let Some(next) = words.get(k + 1).filter(|_| !phrase.words.is_empty() && !phrase.aside) else {
        return false;
    };
    if next.is(&["plus"]) {
        return true;
    }
    let item = |words: &[Word<'_>]| words.last().map_or(0, |w| w.item);
    let dosed = !phrase.doses.is_empty() && item(&phrase.doses) > item(&phrase.words);
    if dosed || !next.numeric {
        return false;
    }
    if words.get(k + 2).is_none_or(|unit| unit.cue != Cue::Dose) {
        return false;
    }
    let joint = |w: &Word<'_>| {
        matches!(s.mark(w.item), Some(',' | ';' | '('))
            || matches!(w.cue, Cue::Or | Cue::And)
            || w.is(&["plus"])
    };
    let often = |w: &Word<'_>| {
        w.is(SCHEDULE)
            || matches!(w.cue, Cue::Time(_) | Cue::Dose | Cue::Unit)
            || !w.word
            || w.is(&["a", "per", "every", "d", "m2", "kg"])
    };
    let behind = k + 3 + words.iter().skip(k + 3).take(OFTEN).take_while(|w| often(w) && !joint(w)).count();
    let Some(next) = words.get(behind) else { return false };
    // "5 mg daily for a week"
    if next.cue == Cue::Preposition {
        return true;
    }
    if !joint(next) {
        return false;
    }
    let behind = if s.opens(next.item) { s.behind_bracket(next.item) } else { Some(next.item) };
    let rest = behind.map_or(&[][..], |behind| &words[words.partition_point(|w| w.item < behind)..]);
    rest.iter().find(|w| !joint(w)).is_none_or(|w| w.word)
}

/// Whether a list whose last name stands behind "or" ends with the comma at word `k`.
pub(super) fn ends(s: &Sentence<'_>, words: &[Word<'_>], k: usize, last: Option<&Phrase<'_>>) -> bool {
    let named = last.is_some_and(|last| !last.words.is_empty() || !last.doses.is_empty());
    let joint = |w: &Word<'_>| matches!(w.cue, Cue::Or | Cue::Versus | Cue::And);
    let depth = words[k].depth;
    let behind = words[k + 1..].iter().filter(|w| w.depth <= depth);
    let mut near = behind.take(MORE).take_while(|w| !matches!(s.mark(w.item), Some(';' | '.')));
    named && near.next().is_some_and(|w| !joint(w)) && !near.any(|w| matches!(w.cue, Cue::Or | Cue::Versus))
}

/// Words behind a comma in which another "or" may follow.
const MORE: usize = 24;
