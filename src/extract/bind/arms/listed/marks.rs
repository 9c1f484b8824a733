//! What stands at a member of a list besides its name: its number, its strength, another name in a bracket.

use super::super::candidate::tells;
use super::super::comparison::CLASSES;
use super::super::strengths::{LIST, level, unit};
use crate::extract::bind::outcome::nature::{treatment_like, treats};
use crate::extract::bind::words::Word;
use crate::extract::sentence::Sentence;
use crate::lex::{Cue, Sort};

/// Nouns that only bring the name behind "of".
pub(super) const HEADS: &[&str] = &[
    "comparison",
    "course",
    "courses",
    "cycle",
    "cycles",
    "administration",
    "addition",
    "use",
    "session",
    "sessions",
];

/// How many words number the member of a list that starts at word `k`: `1)`, `(2)`, `a)`, `(iii)`, `1.` none.
pub(in super::super) fn enumerator(s: &Sentence<'_>, words: &[Word<'_>], k: usize) -> usize {
    let open = usize::from(words.get(k).is_some_and(|w| s.opens(w.item)));
    let (Some(number), Some(close)) = (words.get(k + open), words.get(k + open + 1)) else { return 0 };
    // The 2 of "mg/m(2)" numbers nothing.
    if k > 0 && !s.items[words[k].item].spaced {
        return 0;
    }
    let text = number.text;
    let told = text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit())
        || text.len() == 1 && text.bytes().all(|b| b.is_ascii_alphabetic())
        || text.len() <= 3 && text.bytes().all(|b| matches!(b, b'i' | b'v' | b'I' | b'V'));
    // "(A)" behind a name is another of its names.
    let names = open > 0
        && text.bytes().all(|b| b.is_ascii_uppercase())
        && k.checked_sub(1).is_some_and(|b| words[b].word && words[b].cue == Cue::None);
    if told && !names && s.closes(close.item) { open + 2 } else { 0 }
}

/// Whether a strength stands at word `k`.
pub(in super::super) fn dosed(words: &[Word<'_>], k: usize) -> bool {
    strength(words, k).is_some()
}

/// The unit of the strength at word `k`: "250 mg", "3.75, 7.5, or 15 mg".
pub(super) fn strength<'t>(words: &[Word<'t>], k: usize) -> Option<Word<'t>> {
    let number = |w: &Word<'_>| w.numeric;
    let joint = |w: &Word<'_>| w.text == "," || matches!(w.cue, Cue::Or | Cue::And);
    let at = k + words[k..].iter().take(LIST).position(|w| !number(w) && !joint(w))?;
    (number(&words[k]) && unit(&words[at]) && !level(words, at)).then_some(words[at])
}

/// The name in a bracket: "(group A)", "(arm 2)", "(A)", "(control group, n = 20)".
pub(super) fn bracketed<'t>(s: &Sentence<'t>, words: &[Word<'t>], open: usize) -> Option<Vec<Word<'t>>> {
    let first = words.get(open + 1)?;
    let second = words.get(open + 2)?;
    // "(N = 50)" counts.
    if first.is(&["n"]) && matches!(s.mark(second.item), Some('=' | ':')) {
        return None;
    }
    if first.cue == Cue::Group && (second.word || second.numeric) && second.text.len() <= 3 {
        return Some(vec![*first, *second]);
    }
    let end = words[open + 1..].iter().take(6).position(|w| !w.word)? + open + 1;
    let inside = &words[open + 1..end];
    let name = match inside.iter().position(|w| w.cue == Cue::Group) {
        Some(group) => &inside[..group],
        // "usual care (control)", "usual care plus advice (intervention, n = 20)"
        None if matches!(inside, [w] if w.is_of(Sort::Opposite) || w.is(&["intervention", "experimental"])) => {
            inside
        }
        // A short form of capitals: "(WP-PLA, n = 24)".
        None if inside.len() <= 2
            && inside
                .iter()
                .all(|w| w.text.bytes().filter(u8::is_ascii_uppercase).count() >= 2.min(w.text.len())) =>
        {
            inside
        }
        // "an ACE inhibitor (tolvarin 5 or 20 mg)": the drug of a class.
        None if open.checked_sub(1).is_some_and(|class| drug_of_class(inside, &words[class..open])) => inside,
        None => return None,
    };
    (!name.is_empty() && tells(name)).then(|| name.to_vec())
}

/// Whether a name in a bracket is the drug of the class, or of the kind of treatment, before it: `a calcium antagonist
/// (brexitide, 5 mg)`.
pub(super) fn drug_of_class(name: &[Word<'_>], class: &[Word<'_>]) -> bool {
    const KINDS: &[&str] = &[
        "therapy",
        "treatment",
        "medication",
        "drug",
        "agent",
        "supplement",
        "vaccine",
        "regimen",
        "diet",
        "program",
        "programme",
        "training",
        "exercise",
    ];
    let (Some(class), Some(last)) = (class.last(), name.last()) else { return false };
    let plain =
        |w: &Word<'_>| w.cue == Cue::None && !w.sorts.meet(&[Sort::Foreign, Sort::Weak, Sort::Generic]);
    let named = name.len() <= 2 && name.iter().all(plain) && last.text.len() > 3;
    let small = || last.text.bytes().skip(1).all(|b| !b.is_ascii_uppercase());
    named
        && small()
        && (class.is(CLASSES) && treatment_like(last.text)
            || (class.is_of(Sort::Generic) || class.is(KINDS)) && treats(last.text))
}

/// Whether a word at the head of a name says who knew of it, and not what it is: `double-blind`, `open-label`, `masked`.
pub(super) fn masked(words: &[Word<'_>], k: usize) -> bool {
    const HOW: &[&str] = &["double", "single", "open", "triple"];
    const KNOWN: &[&str] = &["blind", "blinded", "masked", "label", "labelled", "labeled"];
    let known = |w: &Word<'_>| w.is(KNOWN);
    let led = || k > 0 && words[k - 1].is(HOW);
    match words.get(k) {
        Some(word) if word.is(HOW) => words.get(k + 1).is_some_and(known),
        Some(word) => known(word) && (led() || word.is(&["blinded", "masked"])),
        None => false,
    }
}
