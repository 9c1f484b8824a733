//! Sums of money.

use crate::extract::sentence::Sentence;
use crate::lex::{Classes, Cue};

/// Where the sign of a currency before the number at `i` starts: `$1,234`, `US$ 833.5`, `EUR 120`.
pub(super) fn sign_before(s: &Sentence<'_>, i: usize) -> Option<usize> {
    let before = i.checked_sub(1)?;
    // "Rs. 402": of "Rs = 0.4" a correlation is told.
    let point = before.checked_sub(1).filter(|_| s.mark(before) == Some('.'));
    let word = point.unwrap_or(before);
    if s.words(word) == "Rs" {
        return Some(word);
    }
    if s.cue(before) == Cue::Currency {
        return Some(before);
    }
    if !matches!(s.mark(before), Some('$' | '£' | '€')) {
        return None;
    }
    let country =
        before.checked_sub(1).filter(|k| s.is_word(*k, &["US", "AU", "A", "CA", "C", "NZ", "HK", "USD"]));
    Some(country.unwrap_or(before))
}

/// The sign or name of a currency before the number at `i`, as printed.
pub(super) fn name_before<'t>(s: &Sentence<'t>, i: usize) -> Option<&'t str> {
    let sign = i.checked_sub(1)?;
    // "a $100 payment": a letter that stands apart is no country's.
    let apart = |first: &usize| *first < sign && s.words(*first).len() == 1 && s.items[sign].spaced;
    let first = sign_before(s, i).map(|first| if apart(&first) { sign } else { first })?;
    Some(s.items[first].span.to(s.items[sign].span).of(s.text))
}

/// A price or a limit of what one would pay is no result.
pub(super) fn assumed(s: &Sentence<'_>, i: usize) -> bool {
    (i.saturating_sub(12)..i)
        .any(|k| s.is(k, Classes::PRICED) || s.cue(k) == Cue::Criterion && !s.is_word(k, &["age"]))
}

/// `(1 US dollar = 1.4 euros)`, `(€1 = US$1.3)`: both sides of a rate of exchange.
pub(super) fn exchanged(s: &Sentence<'_>, i: usize) -> bool {
    let money = |k: usize| s.cue(k) == Cue::Currency || matches!(s.mark(k), Some('$' | '£' | '€'));
    let amount = |from: usize| {
        (from..from + 3).any(money) && (from..from + 3).any(|k| s.items.get(k).is_some_and(|n| n.numeric()))
    };
    let own = || money(i + 1) || i > 0 && money(i - 1);
    let equals = |k: &usize| s.mark(*k) == Some('=');
    let first = (i + 1..i + 3).find(equals).is_some_and(|k| amount(k + 1));
    let second = (i.saturating_sub(4)..i).rev().find(equals).is_some_and(|k| k > 2 && amount(k - 3));
    (first || second) && own()
}
