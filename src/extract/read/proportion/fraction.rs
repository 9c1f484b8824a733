//! A count over its total with a slash.

use super::part::Part;
use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::lex::{Classes, Cue};

/// `15/194`, `15/194 (7.7%)`, `15/194 patients [7.7%]`.
pub(super) fn fraction(s: &Sentence<'_>, i: usize) -> Option<Part> {
    let Shape::Fraction(fraction) = &s.items[i].shape else { return None };
    let before = i.checked_sub(1);
    let graded = before.is_some_and(|b| s.cue(b) == Cue::Grade || s.mark(b) == Some('/'))
        || s.cue(i + 1) == Cue::Grade
        || s.mark(i + 1) == Some('/');
    // "101/1000" is a rate per thousand.
    let spread = before.is_some_and(|b| matches!(s.items[b].shape, Shape::PlusMinus));
    let named = matches!(s.cue(i + 1), Cue::Unit | Cue::Dose | Cue::Time(_)) || s.mark(i + 1) == Some('-')
        // "calm (5/7) week treatment"
        || s.closes(i + 1) && matches!(s.cue(i + 2), Cue::Time(_));
    // "t 1/2", "T(1/2)": the half-life.
    let half = before.is_some_and(|b| s.is_word(b - usize::from(b > 0 && s.opens(b)), &["t"]));
    // "ERK 1/2", "one 1/2 tablet"
    let one_of_two = fraction.total.decimal.as_whole() == Some(2)
        && s.cue(i + 1) != Cue::People
        && !(s.opens(i + 1) && s.percent(i + 2).is_some());
    // "from 1/2009 to 2/2011": a month of a year.
    let whole = |n: crate::finding::Number| n.decimal.as_whole().unwrap_or(0);
    let date = whole(fraction.count) <= 12
        && (1900..2100).contains(&whole(fraction.total))
        && s.cue(i + 1) != Cue::People
        && !s.opens(i + 1);
    // "0/100 person years"
    let rate = s.is_word(i + 1, &["person", "patient", "women", "subject"])
        && (i + 2..i + 4).any(|k| matches!(s.cue(k), Cue::Time(_)));
    // "epinephrine, 1/160,000"
    let diluted = whole(fraction.count) == 1
        && whole(fraction.total) >= 1000
        && whole(fraction.total) % 1000 == 0
        && s.cue(i + 1) != Cue::People;
    if s.spent[i]
        || acuity(s, i)
        || diluted
        || date
        || rate
        || one_of_two
        || named
        || graded
        || spread
        || half
        || typed(s, i)
    {
        return None;
    }
    let mut part = Part {
        percent: None,
        count: Some(fraction.count),
        total: Some(fraction.total),
        first: i,
        last: i,
        main: i,
        used: Vec::new(),
    };
    let mut at = i + 1;
    while at < i + 4 && matches!(s.cue(at), Cue::People | Cue::Of) {
        at += 1;
    }
    at = s.skip(at, &[',', '=', ';']);
    // `(183/274) 66.8%`
    let closed = s.closes(i + 1) && s.percent(i + 2).is_some() && i > 0 && s.opens(i - 1);
    if closed && let Some(percent) = s.percent(i + 2) {
        part.percent = Some((percent, i + 2));
        part.take(i + 2);
    } else if i > 0 && s.opens(i - 1) && s.closes(i + 2) && s.percent(i + 1).is_some() {
        // `(332/668 49.7%)`
        part.percent = s.percent(i + 1).map(|percent| (percent, i + 1));
        part.take(i + 1);
    } else {
        part.bracketed_percent(s, at);
    }
    Some(part)
}

/// "visual acuity of 20/70 or better", "6/12 vision": what somebody sees at twenty feet or six metres.
fn acuity(s: &Sentence<'_>, i: usize) -> bool {
    const SEEN: &[&str] = &["acuity", "acuities", "vision", "VA", "BCVA", "UCVA", "UDVA", "CDVA", "Snellen"];
    let Shape::Fraction(fraction) = &s.items[i].shape else { return false };
    matches!(fraction.count.decimal.as_whole(), Some(20 | 6))
        && s.cue(i + 1) != Cue::People
        && !s.opens(i + 1)
        && (i.saturating_sub(30)..s.items.len().min(i + 6)).any(|at| s.is_word(at, SEEN))
}

/// "HPV 16/18 infection", "ERK 1/2 activity": numbers that name types of what stands before.
fn typed(s: &Sentence<'_>, i: usize) -> bool {
    const TYPED: &[&str] =
        &["HPV", "papillomavirus", "genotypes", "serotypes", "subtypes", "strains", "types"];
    let Some(before) = i.checked_sub(1) else { return false };
    let abbreviation = || s.words(before).bytes().filter(u8::is_ascii_uppercase).count() > 1;
    let noun = || s.is(i + 1, Classes::WORD) && s.cue(i + 1) == Cue::None;
    // "on days 2/3"
    let days = s.is_word(before, &["day", "days", "week", "weeks", "months", "cycles"]);
    let when = days && before.checked_sub(1).is_none_or(|at| !s.items[at].numeric());
    when || s.is_word(before, TYPED) || s.cue(before) == Cue::None && abbreviation() && noun()
}
