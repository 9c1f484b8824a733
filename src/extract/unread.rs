//! The numbers that ended in no finding, and why: a reader sees at once what was left out on purpose and what was not
//! understood.

use crate::finding::{Extraction, Unread, Why};
use crate::lex::{Classes, Cue};
use crate::text::Span;

use super::item::{Item, Shape};
use super::sentence::Sentence;

/// Items looked at on either side of a number.
const REACH: usize = 8;

/// Every one of these numbers, in digits, that is in no quotation of a finding.
pub(super) fn unread(numbers: &[Span], sentences: &[Sentence<'_>], extraction: &Extraction) -> Vec<Unread> {
    let mut quoted: Vec<Span> = Vec::with_capacity(2 * extraction.findings.len());
    for finding in &extraction.findings {
        quoted.push(finding.span);
        quoted.extend(&finding.support);
    }
    quoted.sort_unstable();
    let mut rest = sentences.iter();
    let mut here = rest.next();
    let mut out = Vec::with_capacity(16);
    let mut upto = 0;
    for &number in numbers {
        upto += quoted[upto..].iter().take_while(|span| span.start <= number.start).count();
        // Quotations are short: those that hold the number start within the last few.
        if quoted[..upto].iter().rev().take(REACH).any(|span| span.contains(number)) {
            continue;
        }
        let before = |item: &Item| item.span.end <= number.start;
        while here.is_some_and(|s| s.items.last().is_none_or(before)) {
            here = rest.next();
        }
        let place = here.map(|s| (s, s.items.partition_point(before)));
        let why = match place {
            Some((s, i)) if s.items[i].span.contains(number) => why(s, i),
            _ => Why::NotUnderstood,
        };
        out.push(Unread { span: number, why });
    }
    out
}

/// Why the number of item `i` is no result.
fn why(s: &Sentence<'_>, i: usize) -> Why {
    let before = |n: usize| i.checked_sub(n).map_or(Cue::None, |b| s.cue(b));
    if identifies(s, i) {
        return Why::Identifier;
    }
    if s.items[i].named || names(s, i) {
        return Why::Name;
    }
    if year(s, i) || i > 0 && s.month(i - 1) || s.month(i + 1) {
        return Why::Date;
    }
    match behind_list(s, i) {
        Cue::Dose => return Why::Dose,
        Cue::Time(_) if criterion(s, i) => return Why::Criterion,
        Cue::Time(_) if times(s, i) => return Why::TimePoint,
        Cue::Time(_) => return Why::Duration,
        Cue::Things | Cue::Group => return Why::NotAResult,
        _ => {}
    }
    if matches!(before(1), Cue::Time(_)) {
        return Why::TimePoint;
    }
    if criterion(s, i) {
        return Why::Criterion;
    }
    if matches!(before(1), Cue::Dose) || matches!(before(2), Cue::Dose) {
        return Why::Dose;
    }
    // "in a 2:1 ratio", "1:1".
    if s.mark(i + 1) == Some(':') || before_mark(s, i) == Some(':') {
        return Why::NotAResult;
    }
    Why::NotUnderstood
}

fn before_mark(s: &Sentence<'_>, i: usize) -> Option<char> {
    i.checked_sub(1).and_then(|b| s.mark(b))
}

/// A registration number's digits, or a list's own numbers: `ISRCTN38797445`, `(1)`, `1)`.
fn identifies(s: &Sentence<'_>, i: usize) -> bool {
    const REGISTERS: &[&str] =
        &["number", "no", "identifier", "registration", "registry", "protocol", "eudract"];
    let alone =
        s.closes(i + 1) && (before_mark(s, i).is_none() || i.checked_sub(1).is_some_and(|b| s.opens(b)));
    let small = matches!(s.items[i].shape, Shape::Number(n) if n.decimal.as_whole().is_some_and(|n| n < 10));
    alone && small
        || !matches!(s.cue(i + 1), Cue::People | Cue::Unit | Cue::Time(_))
            && (1..=3).any(|n| i.checked_sub(n).is_some_and(|b| s.is_word(b, REGISTERS)))
}

/// `TCR 150`, `protein-3`, `H5N1`: a number behind a name it belongs to.
fn names(s: &Sentence<'_>, i: usize) -> bool {
    let glued = before_mark(s, i) == Some('-') && !s.items[i].spaced && i >= 2 && s.cue(i - 2) == Cue::None;
    let code = i.checked_sub(1).is_some_and(|b| {
        let word = s.words(b);
        s.cue(b) == Cue::None
            && matches!(s.items[b].shape, Shape::Word)
            && (2..=6).contains(&word.len())
            && word.bytes().all(|c| c.is_ascii_uppercase())
    });
    glued || code
}

/// `2008`, `between 1999 and 2004`.
fn year(s: &Sentence<'_>, i: usize) -> bool {
    let in_years = |n: crate::finding::Number| {
        n.decimal.places() == 0 && n.decimal.as_whole().is_some_and(|y| (1850..2100).contains(&y))
    };
    match &s.items[i].shape {
        Shape::Number(n) => in_years(*n) && !matches!(s.cue(i + 1), Cue::People | Cue::Unit),
        Shape::Range(range) => [range.low, range.high].iter().all(|end| end.is_some_and(in_years)),
        _ => false,
    }
}

/// What stands behind the list of numbers that starts at `i`: "10 or 20 mg", "2, 4, 6, and 12 h".
fn behind_list(s: &Sentence<'_>, i: usize) -> Cue {
    for at in i + 1..i + 1 + 2 * REACH {
        let Some(item) = s.items.get(at) else { break };
        let joint = item.numeric()
            || matches!(item.cue, Cue::And | Cue::Or | Cue::To)
            || matches!(item.shape, Shape::Mark(',' | '-' | '/' | '+'));
        if !joint {
            return item.cue;
        }
    }
    Cue::None
}

/// A preposition or "week" says that a time is a point and no length: "at 2, 4 and 6 h", "after 12 weeks".
fn times(s: &Sentence<'_>, i: usize) -> bool {
    let from = i.saturating_sub(REACH);
    (from..i)
        .rev()
        .take_while(|b| {
            s.items[*b].numeric() || matches!(s.mark(*b), Some(',' | '-')) || s.items[*b].mark().is_none()
        })
        .find(|b| {
            !s.items[*b].numeric() && !matches!(s.cue(*b), Cue::And | Cue::Or | Cue::Article | Cue::None)
        })
        .is_some_and(|b| s.is_word(b, &["at", "after", "by", "before", "within"]))
}

/// "aged 18 years or older", "a power of 80%", "less than 0.05 was significant".
fn criterion(s: &Sentence<'_>, i: usize) -> bool {
    s.any(i.saturating_sub(REACH)..i, Classes::CRITERION) || s.any(i + 1..i + 1 + 4, Classes::CRITERION)
}
