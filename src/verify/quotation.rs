//! Words of the source, quoted: compared sign by sign, only white space and the variants of one sign made one.

use super::{Read, Standing, Verified};
use crate::catalogue::claim::Stated;
use crate::text::Span;

/// Holds a quotation against the source. `…` and `...` stand for what was left out.
pub(super) fn verify(quote: &Stated<String>, source: &Read<'_>) -> Verified {
    let (text, places) = plain(source.text.as_str());
    let whole = quote.value.replace('…', "...");
    let parts: Vec<Vec<char>> =
        whole.split("...").map(|part| plain(part.trim()).0).filter(|part| !part.is_empty()).collect();
    let found = |standing, message: &str, span: Option<Span>, slip| Verified {
        standing,
        message: message.to_owned(),
        at: quote.at,
        slip,
        finding: None,
        quote: span,
        derived: false,
    };
    let mut from = 0;
    let mut span: Option<Span> = None;
    for part in &parts {
        match find(&text, part, from, true) {
            Some(at) => {
                let end = at + part.len();
                let here = Span::new(places[at], places[end]);
                span = Some(span.map_or(here, |span| span.to(here)));
                from = end;
            }
            None => {
                let inside = find(&text, part, 0, false).is_some();
                let lower =
                    |chars: &[char]| chars.iter().flat_map(|c| c.to_lowercase()).collect::<Vec<char>>();
                let case = find(&lower(&text), &lower(part), 0, true).is_some();
                return if inside {
                    let message = "the source has these signs only inside a longer number or word";
                    found(Standing::NotFound, message, None, Some("part of a number or word"))
                } else if case {
                    found(
                        Standing::NotFound,
                        "the source writes this with other capitals",
                        None,
                        Some("capitals"),
                    )
                } else if let Some(((from, to), slip)) = nearly(&text, part) {
                    let here = Span::new(places[from], places[to]);
                    found(
                        Standing::NotFound,
                        "the source says this with another sign",
                        Some(here),
                        Some(slip),
                    )
                } else {
                    found(Standing::NotFound, "the source does not say this", None, None)
                };
            }
        }
    }
    if parts.is_empty() {
        return found(Standing::NotFound, "the quotation is empty", None, None);
    }
    found(Standing::Supported, "the source says this", span, None)
}

/// Where the source says the same but for operators, or but for digits.
fn nearly(text: &[char], part: &[char]) -> Option<((usize, usize), &'static str)> {
    let masked = |chars: &[char], blind: fn(char) -> bool| -> Vec<char> {
        chars.iter().map(|c| if blind(*c) { '\u{0}' } else { *c }).collect()
    };
    // What is left must be words enough to be no chance.
    const LEAST: usize = 8;
    let telling = part.iter().filter(|c| c.is_alphabetic()).count();
    let but = |blind: fn(char) -> bool| {
        let (text_masked, part_masked) = (masked(text, blind), masked(part, blind));
        // What is masked has no edges: those of the text itself count.
        text_masked
            .windows(part.len().max(1))
            .enumerate()
            .filter(|(_, window)| telling >= LEAST && *window == part_masked)
            .map(|(at, _)| whole_numbers(text, at, at + part.len()))
            .find(|(from, to)| bounded(text, *from, *to))
    };
    but(|c| matches!(c, '<' | '>' | '=' | '≤' | '≥'))
        .map(|place| (place, "another operator"))
        .or_else(|| but(|c| c.is_ascii_digit()).map(|place| (place, "another number")))
}

/// A stretch with the numbers at its ends taken whole: "390 enrolled" for "90 enrolled".
fn whole_numbers(text: &[char], mut from: usize, mut to: usize) -> (usize, usize) {
    let digit = |i: usize| text.get(i).is_some_and(char::is_ascii_digit);
    while from > 0 && digit(from) && (digit(from - 1) || text[from - 1] == '.') {
        from -= 1;
    }
    while to > 0 && digit(to - 1) && digit(to) {
        to += 1;
    }
    (from, to)
}

/// A text in one form, with the byte each sign came from and the end: runs of white space are one space, every dash and
/// minus is `-`, a raised point is `.`.
fn plain(text: &str) -> (Vec<char>, Vec<usize>) {
    let (mut out, mut places) = (Vec::with_capacity(text.len()), Vec::with_capacity(text.len() + 1));
    for (at, c) in text.char_indices() {
        let one = match c {
            c if c.is_whitespace() => ' ',
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' => '-',
            '\u{b7}' | '\u{2219}' | '\u{22c5}' | '\u{2027}' => '.',
            '\u{2018}' | '\u{2019}' => '\'',
            '\u{201c}' | '\u{201d}' => '"',
            '\u{2264}' | '\u{2a7d}' => '≤',
            '\u{2265}' | '\u{2a7e}' => '≥',
            other => other,
        };
        if one == ' ' && out.last().is_none_or(|last| *last == ' ') {
            continue;
        }
        out.push(one);
        places.push(at);
    }
    places.push(text.len());
    (out, places)
}

/// Where a part stands, from a place on; `whole`: not inside a longer number or word.
fn find(text: &[char], part: &[char], from: usize, whole: bool) -> Option<usize> {
    if part.is_empty() || part.len() > text.len() {
        return None;
    }
    (from..=text.len() - part.len())
        .find(|at| text[*at..*at + part.len()] == *part && (!whole || bounded(text, *at, *at + part.len())))
}

/// Whether a stretch neither begins nor ends inside a number or word, and takes a number's sign with it.
fn bounded(text: &[char], start: usize, end: usize) -> bool {
    let (first, last) = (text[start], text[end - 1]);
    let before = start.checked_sub(1).map(|i| text[i]);
    let after = text.get(end).copied();
    let point_before = matches!(before, Some('.' | ',')) && start >= 2 && text[start - 2].is_ascii_digit();
    let sign = matches!(before, Some('<' | '>' | '≤' | '≥' | '=' | '±'))
        || before == Some('-') && !start.checked_sub(2).is_some_and(|i| text[i].is_alphanumeric());
    let begins = if first.is_ascii_digit() {
        !(before.is_some_and(char::is_alphanumeric) || point_before || sign)
    } else {
        !(first.is_alphanumeric() && before.is_some_and(char::is_alphanumeric))
    };
    let point_after = matches!(after, Some('.' | ',')) && text.get(end + 1).is_some_and(char::is_ascii_digit);
    let ends = if last.is_ascii_digit() {
        !(after.is_some_and(char::is_alphanumeric) || point_after || after == Some('%'))
    } else {
        !(last.is_alphanumeric() && after.is_some_and(char::is_alphanumeric))
    };
    begins && ends
}
