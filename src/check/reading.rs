//! What casts doubt on a reading: forms in which a number is often another one than it seems.
//!
//! A tolerant reader pairs numbers wrongly now and then. A check says nothing grave of numbers that do not stand right
//! beside each other, or of which one may be half a number, a level, a unit's exponent, or one of a list.

use super::Article;
use crate::finding::{Estimate, Finding, Measure, Number};
use crate::text::Span;

/// Bytes from the first number of a result to the last.
const FAR: usize = 110;

/// Whether numbers stand right beside each other, each whole by all appearances: no other number between them, nothing
/// said at length. `known` are further numbers that may stand between (the level, the P value).
pub(super) fn sound(article: &Article<'_>, numbers: &[Number], known: &[Span]) -> bool {
    let Some(first) = numbers.first() else { return false };
    let whole = numbers.iter().fold(first.span, |all, n| all.to(n.span));
    if whole.len() > FAR || !article.together(Span::new(whole.start, whole.start), whole) {
        return false;
    }
    let text = article.text().as_str();
    let inside = |at: usize| {
        numbers.iter().map(|n| n.span).chain(known.iter().copied()).any(|s| s.start <= at && at < s.end)
    };
    whole.range().all(|at| !text.as_bytes()[at].is_ascii_digit() || inside(at))
        && numbers.iter().all(|n| !doubtful(text, n.span))
        && !listed(text, whole)
}

/// Whether a number may be a part of one, or of something else.
fn doubtful(text: &str, span: Span) -> bool {
    let (before, after) = (&text[..span.start], &text[span.end..]);
    glued(span.of(text), before)
        || level(before, after)
        || broken(span.of(text), before, after)
        || named(before)
}

/// Whether a number is printed in words, which are as often no counts ("one of the six behaviours").
pub(super) fn spelled(article: &Article<'_>, n: Number) -> bool {
    !n.span.of(article.text().as_str()).bytes().any(|b| b.is_ascii_digit())
}

/// An exponent (`l-1`), a footnote, the second half of a range with two dashes (`47--67`).
fn glued(number: &str, before: &str) -> bool {
    const DASHES: [char; 8] =
        ['-', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2015}', '\u{2212}'];
    let mut back = before.chars().rev();
    match back.next() {
        Some(c) if c.is_alphanumeric() => true,
        // A dash behind a digit joins two limits; before another sign, or behind a letter, it does not.
        Some(dash) if DASHES.contains(&dash) => {
            number.starts_with(DASHES) || back.next().is_some_and(char::is_alphabetic)
        }
        // "C21.5", "0·55" cut before its last digits.
        Some('.' | '·' | '*') => back.next().is_some_and(char::is_alphanumeric),
        _ => false,
    }
}

/// The level of an interval, printed with its per-cent sign.
fn level(before: &str, after: &str) -> bool {
    let after = after.trim_start();
    let Some(rest) = after.strip_prefix('%') else { return false };
    let rest = rest.trim_start().as_bytes();
    let starts = |words: &[&str]| {
        words.iter().any(|w| rest.get(..w.len()).is_some_and(|r| r.eq_ignore_ascii_case(w.as_bytes())))
    };
    starts(&["ci", "confidence", "credible", "posterior", "cri", "cl", "c.i", "-2"])
        || before.trim_end().ends_with("CI") && rest.first().is_some_and(|b| matches!(b, b'-' | 0xe2))
}

/// `0. 99`, `59. 2%`, `15 256`.
fn broken(number: &str, before: &str, after: &str) -> bool {
    let mut back = before.trim_end().chars().rev();
    let point = before.ends_with(char::is_whitespace)
        && back.next() == Some('.')
        && back.next().is_some_and(|c| c.is_ascii_digit());
    let whole = number.bytes().all(|b| b.is_ascii_digit());
    let mut on = after.chars();
    let space = on.next().is_some_and(char::is_whitespace);
    let digits = on.as_str().bytes().take_while(u8::is_ascii_digit).count();
    let led = before.trim_end().len() < before.len()
        && whole
        && number.len() == 3
        && before.trim_end().ends_with(|c: char| c.is_ascii_digit());
    point || led || whole && space && digits == 3 && number.len() <= 3
}

/// `n = 69`, `Wald=4.87`, `per 10 mg`: another quantity, by its name.
fn named(before: &str) -> bool {
    let head = before.trim_end();
    if ["per", "each", "every"].iter().any(|word| head.ends_with(word)) {
        return true;
    }
    let Some(head) = head.strip_suffix(['=', ':']) else { return false };
    let head = head.trim_end();
    let word = head.rsplit(|c: char| !c.is_alphanumeric() && c != '²').next().unwrap_or("");
    ["n", "N", "wald", "Wald", "t", "F", "z", "Z", "χ2", "χ²", "chi2", "SD", "SE", "df", "I2", "I²"]
        .contains(&word)
}

/// One of several values or intervals told together: a number and "and" before it, "and" and a number behind it.
fn listed(text: &str, whole: Span) -> bool {
    let before = text[..whole.start].trim_end_matches([' ', '(', '[']);
    let before = ["and", "or", ",", ";"].iter().find_map(|w| before.strip_suffix(w));
    let led = before.is_some_and(|head| {
        head.trim_end_matches([' ', '%', ')', ']', ',']).ends_with(|c: char| c.is_ascii_digit())
    });
    let after = text[whole.end..].trim_start_matches([' ', '%', ')', ']']);
    let followed = ["and ", "or ", ", ", "& "].iter().any(|w| {
        after.strip_prefix(w).is_some_and(|rest| {
            rest.trim_start_matches(['(', '[', '-', '\u{2212}', ' '])
                .starts_with(|c: char| c.is_ascii_digit())
        })
    });
    led && followed
}

/// Whether a number is printed in brackets of its own, as spreads and standard errors are: `1.17 (0.42); 0.34 to 1.99`.
pub(super) fn bracketed(article: &Article<'_>, n: Number) -> bool {
    let text = article.text().as_str();
    text[..n.span.start].ends_with(['(', '[']) && text[n.span.end..].starts_with([')', ']'])
}

/// The words between two numbers, in lower case.
pub(super) fn words_between(article: &Article<'_>, a: Number, b: Number) -> String {
    let (a, b) = if a.span.start <= b.span.start { (a, b) } else { (b, a) };
    article.between(a.span.end.min(b.span.start), b.span.start).to_lowercase()
}

/// Whether limits are joined as limits are: by a dash, a comma, "to", "and"; not by words that carry their signs
/// ("1.5 lower to 0.6 higher") or units that differ ("3 days to 12 weeks"), and no third number follows.
pub(super) fn joined(article: &Article<'_>, low: Number, high: Number) -> bool {
    let words = words_between(article, low, high);
    let plain = words
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| word.len() > 2)
        .all(|word| ["and", "through"].contains(&word));
    let (first, last) = if low.span.start <= high.span.start { (low, high) } else { (high, low) };
    let text = article.text().as_str();
    let mut after = text[last.span.end..].chars();
    let dash = matches!(after.next(), Some('-' | '\u{2010}'..='\u{2015}' | '\u{2212}'))
        && after.next().is_some_and(|c| c.is_ascii_digit());
    let doubled = text[first.span.end..last.span.start.max(first.span.end)].contains("--");
    let semicolons = words.contains(';') && text[last.span.end..].trim_start().starts_with([',', ';']);
    plain && !dash && !doubled && !semicolons && last.span.start >= first.span.end
}

/// Whether the text leaves open what is estimated: only "difference" or "ratio", or nothing, is said.
pub(super) fn unnamed(article: &Article<'_>, finding: &Finding, estimate: &Estimate) -> bool {
    match estimate.measure {
        Measure::OtherDifference | Measure::OtherRatio => true,
        Measure::MeanDifference => !mean_difference(article, finding, estimate),
        // Nobody prints a ratio and both its limits without a digit behind the point: "69 per 100 (45 to 86)".
        measure if measure.is_ratio() => {
            let limits = estimate.interval.as_ref().map(|i| [i.low, i.high]);
            let mut numbers = limits.into_iter().flatten().chain([estimate.value]).flatten();
            numbers.all(|n| n.decimal.places() == 0)
        }
        _ => false,
    }
}

/// Whether a difference is called one of means, by its words or by those of the sentence's list; and printed as one:
/// "14 weeks (0.07 to 0.68)" is another number with digits of its own.
fn mean_difference(article: &Article<'_>, finding: &Finding, estimate: &Estimate) -> bool {
    const BEFORE: usize = 80;
    let start = estimate.value.map_or(finding.span.start, |v| v.span.start);
    let words = article.between(start.saturating_sub(BEFORE), start).to_lowercase();
    let near = words.contains("mean") && words.contains("differ");
    let named = || {
        let sentence = article.sentence(finding.span).to_lowercase();
        sentence.contains("mean difference")
            || sentence.split(|c: char| !c.is_alphanumeric()).any(|w| ["md", "wmd", "smd"].contains(&w))
    };
    let low = estimate.interval.as_ref().and_then(|i| i.low);
    let rounded =
        matches!((estimate.value, low), (Some(v), Some(l)) if v.decimal.places() + 2 <= l.decimal.places());
    (near || named()) && !rounded
}
