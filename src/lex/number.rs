//! Numbers in digits and in words.

use super::Kind;
use crate::finding::Decimal;

/// Words that may stand glued before a number: `to1.54`, `CI95%`, `n30`. Behind any other letters digits make a name.
const BEFORE: &[&str] = &[
    "to", "ci", "cis", "n", "p", "and", "vs", "v", "of", "hr", "or", "rr", "interval", "sd", "versus", "was",
];

/// Units that may stand glued behind a number: `6.9s`, `10mg`, `12mo`.
const BEHIND: &[&str] = &[
    "s", "sec", "min", "h", "hr", "hrs", "d", "wk", "wks", "mo", "mos", "m", "y", "yr", "yrs", "mg", "g",
    "kg", "ug", "mcg", "ng", "ml", "l", "dl", "mm", "cm", "mmhg", "mmol", "iu", "u", "gy", "cgy", "kcal",
    "v", "vs", "to", "and", "x", "ms", "years", "months", "weeks", "days", "hours",
];

/// Whether a number in digits starts at `at`: a digit, or a point with a digit behind it (`.03`) and none before.
pub(super) fn starts(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    match bytes[at] {
        b'0'..=b'9' => true,
        b'.' => {
            bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
                && (at == 0
                    || !bytes[at - 1].is_ascii_alphanumeric() && bytes[at - 1] != b'.'
                    || lone_p(bytes, at))
        }
        // `·03`
        0xc2 => bytes.get(at + 1) == Some(&0xb7) && bytes.get(at + 2).is_some_and(u8::is_ascii_digit),
        _ => false,
    }
}

/// `P.03`: the operator was lost.
fn lone_p(bytes: &[u8], at: usize) -> bool {
    matches!(bytes[at - 1], b'P' | b'p') && (at < 2 || !bytes[at - 2].is_ascii_alphanumeric())
}

/// Digits as far as they are read.
#[derive(Default)]
struct Digits {
    value: u64,
    count: usize,
}

impl Digits {
    /// Reads on from `at`; returns where the digits stop.
    fn read(&mut self, bytes: &[u8], mut at: usize) -> usize {
        while let Some(digit @ b'0'..=b'9') = bytes.get(at) {
            // More digits than a number has are counted, so that it is refused.
            self.value = self.value.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
            self.count += 1;
            at += 1;
        }
        at
    }

    fn lone_zero(&self) -> bool {
        self.count == 1 && self.value == 0
    }
}

/// The number at `at` and its end; a word where the digits belong to a name or to no decimal number (`1.2.3`, `3D`).
pub(super) fn read(text: &str, at: usize) -> (Kind, usize) {
    let bytes = text.as_bytes();
    let mut digits = Digits::default();
    let mut end = digits.read(bytes, at);
    // Thousands: groups of three behind a comma or a thin or fixed space.
    if (1..=3).contains(&digits.count) && !digits.lone_zero() {
        while let Some(next) = group(text, end) {
            end = digits.read(bytes, next);
        }
        if digits.count <= 3
            && bytes[at] != b'0'
            && let Some(next) = spaced_group(text, (at, end))
            && !ordinal(text, at)
        {
            end = digits.read(bytes, next);
        }
    }
    let whole = digits.count;
    if let Some(next) = point(text, end).or_else(|| parted(text, at, end)) {
        end = digits.read(bytes, next);
        // 1.2.3 is a version or a section, no decimal number.
        let mut more = end;
        while let Some(next) = point(text, more) {
            more = Digits::default().read(bytes, next);
        }
        if more > end {
            return (Kind::Word, more);
        }
    } else if digits.lone_zero()
        && bytes.get(end) == Some(&b',')
        && bytes.get(end + 1).is_some_and(u8::is_ascii_digit)
    {
        // A comma for the point is certain only behind a lone zero: `0,96`.
        end = digits.read(bytes, end + 1);
    }
    // Behind most numbers stands a space or a sign.
    if bytes.get(end).is_none_or(|b| b.is_ascii() && !b.is_ascii_alphabetic()) {
        return finished(&digits, whole, end);
    }
    let letters = &text[end..text.len() - text[end..].trim_start_matches(char::is_alphabetic).len()];
    if !letters.is_empty() && !BEHIND.iter().any(|unit| letters.eq_ignore_ascii_case(unit)) {
        let rest = text[end..].trim_start_matches(|c: char| c.is_alphanumeric());
        return (Kind::Word, text.len() - rest.len());
    }
    finished(&digits, whole, end)
}

/// The number that these digits make, of which so many stand before the point.
fn finished(digits: &Digits, whole: usize, end: usize) -> (Kind, usize) {
    match Decimal::of_digits(digits.value, digits.count, digits.count - whole) {
        Some(decimal) => (Kind::Number(decimal), end),
        None => (Kind::Word, end),
    }
}

/// Whether a sign of this ASCII byte, or of another alphabet, stands at `at`.
fn may_be(text: &str, at: usize, sign: u8) -> bool {
    text.as_bytes().get(at).is_some_and(|b| *b == sign || !b.is_ascii())
}

/// A decimal point with a digit behind it: where that digit stands.
fn point(text: &str, at: usize) -> Option<usize> {
    let rest = if may_be(text, at, b'.') { &text[at..] } else { return None };
    let mark = rest.chars().next().filter(|c| matches!(c, '.' | '·' | '∙' | '⋅' | '‧' | '•'))?;
    rest.as_bytes().get(mark.len_utf8()).is_some_and(u8::is_ascii_digit).then_some(at + mark.len_utf8())
}

/// Words that stand before a value, and at no sentence's end.
const LEADS: &[&str] =
    &["of", "was", "were", "by", "from", "to", "and", "vs", "versus", "than", "mean", "median", "between"];

/// `(-52. 1 pg/mL)`, `P=0. 001`, `group B, 1. 53 for`: white space got behind the point. What stands behind must go with a
/// value, or what stands before ask for one, so that no sentence ends there: where the digits go on.
fn parted(text: &str, at: usize, end: usize) -> Option<usize> {
    let rest = text[end..].strip_prefix(". ")?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=4).contains(&digits) || end - at > 3 {
        return None;
    }
    let before = text[..at].trim_end();
    // "1. 3 mg was given": the number of a point.
    if before.is_empty() || before.ends_with(['.', '!', '?']) {
        return None;
    }
    let behind = &rest[digits..];
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let leads = before.ends_with(['(', '[', '=', '<', '>', '-', '\u{2013}', '\u{2212}', '±', '/'])
        || LEADS.iter().any(|lead| word.eq_ignore_ascii_case(lead));
    let zero = &text[at..end] == "0" && (leads || !word.is_empty() || before.ends_with([',', ';', ':']));
    let goes = goes_on(behind) && (leads || !ordinal(text, at) && !opens_sentence(behind));
    (zero && !ordinal(text, at) || goes || leads && joined(behind)).then_some(end + 2)
}

/// `% of them`, `% CI`: a share or a level that begins a sentence of its own.
fn opens_sentence(behind: &str) -> bool {
    behind
        .strip_prefix('%')
        .is_some_and(|rest| ["of", "CI", "confidence"].iter().any(|word| rest.trim_start().starts_with(word)))
}

/// `from 64. 1 to 41.5`, `6. 4 and 7.1`: another number follows.
fn joined(behind: &str) -> bool {
    let mut words = behind.split_ascii_whitespace();
    words.next().is_some_and(|word| matches!(word, "to" | "and" | "vs" | "vs." | "versus"))
        && words.next().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit() || c == '-'))
}

/// Whether this text goes on with what stands behind a value: a bracket's end, a spread, a unit that is no time.
fn goes_on(rest: &str) -> bool {
    const UNITS: &[&str] =
        &["mm", "mg", "kg", "g", "ml", "mL", "pg", "ng", "mmol", "points", "cm", "l", "vs", "versus"];
    let near = rest.trim_start_matches(' ');
    let word = near.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    near.starts_with(['%', ')', ']', ';', '±'])
        || near.starts_with("+/-")
        || rest.starts_with(", ")
        || UNITS.contains(&word)
}

/// A group of exactly three digits behind a thousands mark: where they start.
fn group(text: &str, at: usize) -> Option<usize> {
    let rest = if may_be(text, at, b',') { &text[at..] } else { return None };
    let mark =
        rest.chars().next().filter(|c| matches!(c, ',' | '\u{2004}'..='\u{200a}' | '\u{202f}' | '\u{a0}'))?;
    let digits = rest.as_bytes().get(mark.len_utf8()..)?;
    let three = digits.len() >= 3 && digits[..3].iter().all(u8::is_ascii_digit);
    (three && !digits.get(3).is_some_and(u8::is_ascii_digit)).then_some(at + mark.len_utf8())
}

/// `1 234`: a plain space for the thousands mark, where another word or a bracket follows the three digits; or where a
/// size or a sum ends with them, `(n = 15 255)`, `a cost of $56 974;`.
fn spaced_group(text: &str, (start, at): (usize, usize)) -> Option<usize> {
    let digits = text[at..].strip_prefix(' ')?.as_bytes();
    let three = digits.get(..3).is_some_and(|group| group.iter().all(u8::is_ascii_digit));
    let (next, then) = (digits.get(3), digits.get(4));
    let follows = three && next == Some(&b' ') && then.is_some_and(|c| c.is_ascii_alphabetic() || *c == b'(');
    let before = text[..start].trim_end();
    let size = three && matches!(next, Some(b')' | b';')) && before.ends_with('=');
    let sum = three && next.is_none_or(|c| !c.is_ascii_digit()) && before.ends_with(['$', '€', '£']);
    (follows || size || sum).then_some(at + 1)
}

/// Whether the number at `at` only names something ("day 28 150 mg"), so that nothing behind it can belong to it.
fn ordinal(text: &str, at: usize) -> bool {
    const NAMES: &[&str] = &[
        "day", "days", "week", "month", "year", "grade", "stage", "phase", "type", "level", "group", "arm",
        "visit",
    ];
    let before = text[..at].trim_end();
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    // "on days 1 and 28 150 mg"; "in A, and 58 346 to B" is one number.
    let second = || {
        let first = before[..before.len() - word.len()].trim_end();
        first.ends_with(|c: char| c.is_ascii_digit())
    };
    NAMES.iter().any(|name| word.eq_ignore_ascii_case(name))
        || ["and", "to"].iter().any(|joint| word.eq_ignore_ascii_case(joint)) && second()
}

/// The word at `at`: a number in words where it is one; with digits in it, a name, unless it may stand before a number.
pub(super) fn word(text: &str, at: usize) -> (Kind, usize, bool) {
    let rest = &text[at..];
    let letters = letters(rest);
    let end = at + letters.len();
    if text.as_bytes().get(end).is_some_and(u8::is_ascii_digit) {
        if BEFORE.iter().any(|word| letters.eq_ignore_ascii_case(word))
            && !labels(letters, &rest[letters.len()..])
        {
            return (Kind::Word, end, false);
        }
        let name = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        return (Kind::Word, at + name + decimals(letters, &rest[name..]), false);
    }
    match spelled(text, at) {
        Some((value, end)) => (Kind::Number(Decimal::whole(value)), end, true),
        None => (Kind::Word, end, false),
    }
}

/// `V2`, `p95`, `P7.5`: a visit, a percentile, a group's label. No P value is as large, and "versus" is no capital.
fn labels(letters: &str, digits: &str) -> bool {
    let behind = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    let whole = !behind.starts_with(['.', '·', ',', '%']);
    let signed = behind.trim_start().starts_with(['=', '<', '>', '≤', '≥']);
    let large =
        !digits.starts_with('0') && !signed && (whole || letters == "P" && !digits.starts_with("1.0"));
    letters == "V" || matches!(letters, "p" | "P") && large
}

/// How many bytes of a label's decimals stand here: the `.15` of "group D0.15".
fn decimals(letters: &str, behind: &str) -> usize {
    let short = letters.len() <= 3 && letters.bytes().all(|b| b.is_ascii_uppercase());
    let digits = behind
        .strip_prefix('.')
        .filter(|_| short)
        .map_or("", |rest| &rest[..rest.bytes().take_while(u8::is_ascii_digit).count()]);
    if (1..=2).contains(&digits.len()) { digits.len() + 1 } else { 0 }
}

/// The letters at the start of a text, with apostrophes between them.
fn letters(rest: &str) -> &str {
    let end = rest.find(|c: char| !c.is_alphabetic() && !is_apostrophe(c)).unwrap_or(rest.len());
    rest[..end].trim_end_matches(is_apostrophe)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

/// A number in words: `twenty-one`, `one hundred and fifty`, `One thousand five hundred seventy-nine`.
pub(super) fn spelled(text: &str, at: usize) -> Option<(u64, usize)> {
    let (mut total, mut current, mut last_unit) = (0u64, 0u64, u64::MAX);
    let mut end = None;
    let mut from = at;
    // No printed number has more than a dozen words.
    for _ in 0..12 {
        let Some((word, next)) = number_word(text, from) else { break };
        match value(word) {
            // "two three" are two numbers; "twenty two" and "hundred two" are one.
            Some(unit) if unit < last_unit && last_unit >= 20 && !(last_unit < 100 && unit >= 10) => {
                current += unit;
                last_unit = unit;
            }
            Some(_) => break,
            None if word.eq_ignore_ascii_case("hundred") && end.is_some() && current < 100 => {
                current *= 100;
                last_unit = 100;
            }
            None if word.eq_ignore_ascii_case("thousand") && end.is_some() && total == 0 => {
                total = current * 1000;
                current = 0;
                last_unit = 1000;
            }
            None if word.eq_ignore_ascii_case("and") && last_unit >= 100 && end.is_some() => {
                from = next;
                continue;
            }
            None => break,
        }
        let word_end = from_end(text, from);
        end = Some(word_end);
        from = next;
    }
    end.map(|end| (total + current, end))
}

fn from_end(text: &str, from: usize) -> usize {
    let rest = &text.as_bytes()[from..];
    from + rest.iter().position(|b| !b.is_ascii_alphabetic()).unwrap_or(rest.len())
}

/// The word at `from` and where the next one starts, behind a space or hyphen.
fn number_word(text: &str, from: usize) -> Option<(&str, usize)> {
    let end = from_end(text, from);
    let word = text.get(from..end).filter(|w| (3..=9).contains(&w.len()))?;
    let gap = match text[end..].chars().next() {
        Some(c @ (' ' | '-' | '\u{a0}' | '\u{2010}' | '\u{2011}')) => c.len_utf8(),
        // "four thousand, six hundred"
        Some(',') if word.eq_ignore_ascii_case("thousand") && text[end + 1..].starts_with(' ') => 2,
        _ => return Some((word, text.len())),
    };
    Some((word, end + gap))
}

/// The words that numbers in words are made of, with the value of each; "hundred" and "thousand" only multiply.
pub(super) const WORDS: &[(&str, u64)] = &[
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fourty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

fn value(word: &str) -> Option<u64> {
    let first = word.as_bytes().first()?.to_ascii_lowercase();
    let same = |name: &str| {
        name.len() == word.len() && name.as_bytes().first() == Some(&first) && name.eq_ignore_ascii_case(word)
    };
    WORDS.iter().find(|(name, _)| same(name)).map(|(_, value)| *value)
}
