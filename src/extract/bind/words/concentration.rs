//! Percentages that are part of a name, as they say how strong a preparation is: `tolvocaine 0.2%`, `0.5% tolvolol`, `a 2% gel`.

use super::Word;
use crate::extract::bind::outcome::nature::treats;
use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::lex::{Cue, Sort};

/// Whether the percentage at item `i`, which no rule has read, goes with the name of a drug or of its form beside it.
pub(super) fn concentration(s: &Sentence<'_>, i: usize) -> bool {
    if s.spent.get(i).is_none_or(|spent| *spent) {
        return false;
    }
    let word = |at: Option<usize>| {
        at.and_then(|at| Some((at, s.items.get(at)?)))
            .is_some_and(|(at, item)| matches!(item.shape, Shape::Word) && prepared(s, at))
    };
    // "0.2%-tolvocaine", "tolvocaine-0.2%"
    let dash = |at: usize| s.mark(at) == Some('-');
    let behind = i + 1 + usize::from(dash(i + 1));
    let before = i.checked_sub(1).and_then(|b| if dash(b) { b.checked_sub(1) } else { Some(b) });
    // "tolvolol 0.5%/alfazolamide 2%": of two in one bottle.
    let joined = |at: usize| matches!(s.mark(at), Some('/' | '+'));
    let mixed = joined(i + 1) || joined(i.saturating_sub(1)) || joined(i.saturating_sub(2)) || joined(i + 2);
    !mixed && (word(before) || word(Some(behind)))
}

/// Whether the word at item `at` names a drug, or what it is prepared as.
fn prepared(s: &Sentence<'_>, at: usize) -> bool {
    const NOT: &[Sort] =
        &[Sort::Generic, Sort::Weak, Sort::Experimental, Sort::Control, Sort::Lone, Sort::Whole, Sort::Joins];
    let text = s.words(at);
    let drug = |w: &str| treats(w) || ENDS.iter().any(|end| w.len() > end.len() + 2 && w.ends_with(end));
    let cue = s.cue(at) == Cue::None;
    cue && (s.is_word(at, FORMS) || text.len() > 4 && drug(text) && !s.items[at].sorts.meet(NOT))
}

/// Whether a word of a name is how strong something is.
pub(in crate::extract::bind) fn percentage(word: &Word<'_>) -> bool {
    word.word && word.text.ends_with('%') && word.text.starts_with(|c: char| c.is_ascii_digit() || c == '.')
}

/// What drugs are prepared as.
const FORMS: &[&str] = &[
    "gel",
    "gels",
    "cream",
    "creams",
    "solution",
    "solutions",
    "ointment",
    "mouthwash",
    "mouthrinse",
    "lotion",
    "foam",
    "ophthalmic",
    "emulsion",
    "saline",
    "dextrose",
    "glucose",
    "albumin",
    "ethanol",
    "vehicle",
];

/// Ends of the names of drugs that are told by how strong they are.
const ENDS: &[&str] = &[
    "caine",
    "caïne",
    "prost",
    "hexidine",
    "zolamide",
    "flurane",
    "metasone",
    "cortisone",
    "retinoin",
    "oxide",
];
