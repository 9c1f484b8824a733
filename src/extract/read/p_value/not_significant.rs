//! P values of which only is said that they were not small: `NS`, `n.s.`

use crate::extract::sentence::Sentence;
use crate::finding::PValue;
use crate::lex::{Classes, Cue, Sort};

/// Items before the letters in which what is compared stands, at most.
const NEAR: usize = 14;

/// `12% vs 14% (NS)`, `(+4%, NS)`, `31.2 at 12 months, n.s.)`, `(2.2 vs 1.3% n.s.)`: the P value of a comparison, without
/// its letter.
pub(in crate::extract::read) fn not_significant(s: &Sentence<'_>, i: usize) -> Option<PValue> {
    let last = letters(s, i)?;
    let before = i.checked_sub(1)?;
    let ends = last + 1 >= s.items.len()
        || s.closes(last + 1)
        || matches!(s.mark(last + 1), Some(',' | ';' | '.'))
        || matches!(s.cue(last + 1), Cue::Versus)
        || s.is_word(last + 1, &["between", "for"]);
    let starts = s.opens(before)
        || matches!(s.mark(before), Some(',' | ';' | ':'))
        || s.items[before].numeric() && s.items[before].depth > 0;
    // "P = not significant [NS]" is said twice.
    let said = matches!(s.mark(before), Some('(' | '[' | ','))
        && before.checked_sub(1).is_some_and(|at| s.is(at, Classes::P));
    let compared = s.any(i.saturating_sub(NEAR)..i, Classes::NUMERIC);
    (ends && starts && compared && !said && !names_a_fluid(s, i, last)).then(|| PValue {
        op: None,
        value: None,
        text: Some("NS"),
        purpose: None,
        sided: None,
        span: s.items[i].span.to(s.items[last].span),
    })
}

/// The last item of the letters that start at an item.
fn letters(s: &Sentence<'_>, i: usize) -> Option<usize> {
    match s.words(i) {
        "NS" | "ns" | "Ns" => Some(i),
        "n" | "N" if s.mark(i + 1) == Some('.') && s.is_word(i + 2, &["s"]) => {
            let point = s.mark(i + 3) == Some('.') && !s.items.get(i + 3).is_some_and(|item| item.spaced);
            Some(i + 2 + usize::from(point))
        }
        _ => None,
    }
}

/// `normal saline (NS)`, `(NS, n = 20)`, `nasal steroid (NS)`: the letters of a name.
fn names_a_fluid(s: &Sentence<'_>, i: usize, last: usize) -> bool {
    let starts = |at: usize, letter: u8| {
        s.is_plain_word(at) && s.words(at).as_bytes().first().is_some_and(|b| b.eq_ignore_ascii_case(&letter))
    };
    let spelled = i > 2 && starts(i - 2, b's') && starts(i - 3, b'n') && s.opens(i - 1);
    let sized = s.is_word(last + 2, &["n"]);
    spelled
        || sized
        || i > 0 && (i.saturating_sub(4)..i).any(|at| s.is_word(at, &["saline", "solution"]))
        || s.is_of(i, Sort::Control)
}
