//! Numbers that go on with places or studies counted before them.

use crate::extract::sentence::Sentence;
use crate::finding::Number;
use crate::lex::{Classes, Cue};

/// Items from places that are counted to a number that goes on with them, at most.
const LIKE: usize = 24;

/// Numbers that are looked through for one of places, at most.
const BACK: usize = 3;

/// Items before places among which people may be counted from there, at most.
const WHO: usize = 48;

/// Words of a name of places, at most: "22 published randomised controlled trials".
const WORDS: usize = 8;

/// `in 22 centres in one country and nine in another`, `eight schools in arm A, nine in B`, `of 27 clusters, 13 were allocated to A`: said
/// of the places counted before, where no word for people stands between. Of people there are many more than places.
pub(in crate::extract) fn of_places(s: &Sentence<'_>, i: usize, n: Number) -> bool {
    if !s.has(Classes::THINGS) || i == 0 || s.mark(i - 1) == Some(':') {
        return false;
    }
    let number = |at: &usize| s.items[*at].number().is_some() && s.items[*at].depth <= s.items[i].depth;
    let plain = |k: &usize| {
        s.mark(*k).is_none_or(|c| c == '-')
            && !s.items[*k].numeric()
            && !matches!(s.cue(*k), Cue::Preposition | Cue::Was | Cue::Article | Cue::Time(_))
    };
    let counts = |at: usize| {
        let end = at + 1 + (at + 1..i.min(at + 1 + WORDS)).take_while(plain).count();
        // "62 study and 36 control" are no studies.
        let many = |k: usize| s.words(k).ends_with(['s', 'S']) || s.words(k).ends_with("s of");
        (at + 1..end).any(|k| s.is(k, Classes::THINGS) && many(k))
    };
    // "14 were allocated to A and 15 to B": the places stand before the first.
    let mut numbers = (i.saturating_sub(LIKE)..i).rev().filter(number).take(BACK);
    let Some(at) = numbers.find(|at| counts(*at)) else { return false };
    let many = s.items[at].number().is_none_or(|places| n.to_f64() > 2.0 * places.to_f64());
    if many || s.any(at..i, Classes::PEOPLE) {
        return false;
    }
    // "338 adults from 12 centres, 17 in group A"
    let aside = at > 0 && s.cue(at - 1) == Cue::Preposition && !s.is_word(at - 1, &["with"]);
    !aside || !s.any(at.saturating_sub(WHO)..at, Classes::PEOPLE)
}
