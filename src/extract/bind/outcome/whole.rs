//! Names that were cut short: what belongs to a name's first and last word.

use super::event::happened;
use super::general::GENERAL;
use super::phrase::ends_with;
use super::threshold::with_threshold;
use crate::extract::sentence::Sentence;
use crate::text::Span;

/// Names that lack their noun, which says only how things are counted elsewhere: "heart rate", but "response" of "response rate".
pub(in crate::extract::bind) fn whole(s: &Sentence<'_>, outcomes: &mut [Option<Span>]) {
    let text = s.text;
    const RATES: &[&str] =
        &["heart", "respiratory", "filtration", "pulse", "metabolic", "ventricular", "sedimentation"];
    for span in outcomes.iter_mut().flatten() {
        tied(text, span);
        glued(text, span);
        subscript(text, span);
        marked(text, span);
        happened(text, span);
        governed(text, span);
        totalled(text, span);
        improved(text, span);
        announced(text, span);
        let name = span.of(text);
        let rest = text.get(span.end..).and_then(|rest| rest.strip_prefix(" rate"));
        if rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
            && RATES.iter().any(|word| ends_with(name, word))
        {
            span.end += " rate".len();
        }
    }
    with_threshold(s, outcomes);
    outcomes.iter_mut().flatten().for_each(|span| slashed(text, span));
}

/// `glucose < 7 mmol/L`, `pressure below 140/90`, `voids/24 h`: what a stroke ties to a name's last word.
fn slashed(text: &str, span: &mut Span) {
    const UNITS: &[&str] = &[
        "mmol", "mol", "mg", "g", "ng", "pg", "IU", "mIU", "U", "mL", "ml", "copies", "cells", "beats",
        "units",
    ];
    const PERIODS: &[&str] = &["24", "day", "week", "month", "year", "d", "wk", "h", "hour", "min", "night"];
    /// Letters behind the stroke, at most.
    const LONGEST: usize = 8;
    const PER: &[&str] = &[
        " per milliliter",
        " per millilitre",
        " per deciliter",
        " per decilitre",
        " per liter",
        " per litre",
    ];
    let rest = text.get(span.end..).unwrap_or("");
    let last = span.of(text).rsplit([' ', '\u{a0}']).next().unwrap_or("");
    // "2 ng per milliliter"
    if UNITS.contains(&last)
        && let Some(per) = PER.iter().find(|per| rest.starts_with(**per))
    {
        span.end += per.len();
        return;
    }
    let Some(tail) = rest.strip_prefix('/') else { return };
    let len = tail.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let free = !tail[len..].starts_with(|c: char| c.is_alphanumeric() || c == '/');
    let counts = || last.ends_with(|c: char| c.is_ascii_digit()) || UNITS.contains(&last);
    if free && (1..=LONGEST).contains(&len) && (counts() || PERIODS.contains(&&tail[..len])) {
        let hours = tail[..len].ends_with("24") && tail[len..].starts_with(" h");
        span.end += 1 + len + if hours { " h".len() } else { 0 };
    }
}

/// `all-cause mortality`, `treatment-related deaths`: the first part of the compound that a name begins with.
fn glued(text: &str, span: &mut Span) {
    const NUMBERS: &[&str] = &[
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "first",
        "second", "third",
    ];
    let before = text.get(..span.start).unwrap_or("");
    let Some(stem) = before.strip_suffix(['-', '\u{2010}', '\u{2011}']) else { return };
    let compound = text.get(span.start..).is_some_and(|name| name.starts_with(|c: char| c.is_lowercase()));
    let word = stem.len() - stem.trim_end_matches(|c: char| c.is_alphabetic()).len();
    let start = stem.len() - word;
    let part = &stem[start..];
    let opens = stem[..start].is_empty() || stem[..start].ends_with([' ', '(', '[', '\n', '\u{a0}']);
    let numbers = || NUMBERS.iter().any(|number| number.eq_ignore_ascii_case(part));
    if compound && opens && word > 2 && word < 12 && part != "group" && !numbers() {
        span.start = start;
    }
}

/// `HbA(1c)`, `NO(x)`: the short bracket that a name goes on with, without a space.
fn subscript(text: &str, span: &mut Span) {
    const LONGEST: usize = 8;
    let rest = text.get(span.end..).unwrap_or("");
    // Where no bracket closes right behind, nothing goes on: in front of it stands a short one, or its opening sign.
    if !rest.bytes().take(LONGEST + 2).any(|byte| byte == b')') {
        return;
    }
    let within = if span.of(text).rfind('(') > span.of(text).rfind(')') {
        rest
    } else {
        rest.strip_prefix('(').unwrap_or("")
    };
    let Some(close) = within.find(')').filter(|close| *close <= LONGEST) else { return };
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '–' | '+' | '\u{221e}' | ',');
    let free = within[close + 1..].chars().next().is_none_or(|c| !c.is_alphanumeric());
    if close > 0 && free && within[..close].chars().all(plain) {
        span.end += rest.len() - within.len() + close + 1;
    }
}

/// `25(OH)D levels`, `HAM-D scores`, `Ca/Mg ratio`: what a general noun is of, where signs cut it up.
fn marked(text: &str, span: &mut Span) {
    const LONGEST: usize = 14;
    let Some(before) = text.get(..span.start).and_then(|before| before.strip_suffix(' ')) else { return };
    // "H pylori"
    if span.of(text).starts_with("pylori") && before.ends_with(" H") {
        span.start -= "H ".len();
    }
    if !GENERAL.contains(&span.of(text)) {
        return;
    }
    let word = before.rsplit([' ', '\n', '\u{a0}']).next().unwrap_or(before);
    let start = before.len() - word.len();
    let capitals = word.bytes().filter(u8::is_ascii_uppercase).count();
    let signed = word.contains(['-', '/', '(', '+']) && !word.starts_with(['(', '[', '-', '+']);
    let whole =
        word.matches('(').count() == word.matches(')').count() && word.ends_with(char::is_alphanumeric);
    if signed && whole && capitals > 1 && word.len() <= LONGEST {
        span.start = start;
    }
}

/// `need for rescue tablets`, `time to first walk`: a noun that says nothing without what it governs.
fn governed(text: &str, span: &mut Span) {
    const NOUNS: &[&str] =
        &["need", "use", "requirement", "requirements", "time", "times", "number", "numbers"];
    const TIES: &[&str] = &[" for ", " of ", " to ", " until "];
    const ENDS: &[&str] = &[
        "was",
        "were",
        "is",
        "are",
        "in",
        "with",
        "between",
        "by",
        "did",
        "has",
        "had",
        "at",
        "from",
        "on",
        "during",
        "after",
        "before",
        "than",
        "and",
        "or",
        "as",
        "per",
        "decreased",
        "increased",
        "fell",
        "rose",
        "differed",
        "compared",
        "when",
        "that",
        "which",
        "within",
        "over",
        "but",
    ];
    const LONGEST: usize = 5;
    let name = span.of(text);
    if !NOUNS.iter().any(|noun| noun.eq_ignore_ascii_case(name)) {
        return;
    }
    let rest = text.get(span.end..).unwrap_or("");
    let Some(tie) = TIES.iter().find(|tie| rest.starts_with(**tie)) else { return };
    let mut end = tie.len();
    let mut words = 0;
    for word in rest[tie.len()..].split(' ') {
        let bare = word.trim_end_matches([',', ';', '.', ':', ')', ']']);
        if words == LONGEST
            || bare.is_empty()
            || !word.starts_with(|c: char| c.is_alphabetic())
            || ENDS.contains(&bare)
        {
            break;
        }
        end = end + usize::from(words > 0) + bare.len();
        words += 1;
        if bare.len() < word.len() {
            break;
        }
    }
    if words > 0 {
        span.end += end;
    }
}

/// `PANSS total score`, `blood loss`: words that say how things are counted elsewhere.
fn totalled(text: &str, span: &mut Span) {
    const HEADS: &[&str] = &["score", "scores"];
    let name = span.of(text);
    let blood =
        || name.as_bytes().last_chunk().is_some_and(|end: &[u8; 5]| end.eq_ignore_ascii_case(b"blood"));
    if blood() && text.get(span.end..).is_some_and(|rest| rest.starts_with(" loss")) {
        span.end += " loss".len();
    } else if HEADS.contains(&name)
        && let Some(before) = text.get(..span.start).and_then(|before| before.strip_suffix(" total "))
    {
        let start = before.rfind([' ', '(', '\n']).map_or(0, |at| at + 1);
        let scale = !before[start..].contains(')')
            && before[start..].chars().filter(|c| c.is_uppercase()).count() > 1;
        span.start = if scale { start } else { before.len() + 1 };
    }
}

/// `clinical improvement`: an adjective that says nothing without the change that it is said of.
fn improved(text: &str, span: &mut Span) {
    const SORTS: &[&str] = &[
        "clinical",
        "symptomatic",
        "symptom",
        "functional",
        "global",
        "subjective",
        "objective",
        "histologic",
        "histological",
        "radiographic",
        "radiological",
        "endoscopic",
        "neurologic",
        "neurological",
        "cognitive",
        "relative",
    ];
    const CHANGES: &[&str] =
        &[" improvement", " improvements", " worsening", " deterioration", " reduction", " decline"];
    let Some(rest) = text.get(span.end..) else { return };
    // Most names have another word behind them, or a sign.
    if !matches!(rest.as_bytes(), [b' ', b'i' | b'w' | b'd' | b'r', ..]) {
        return;
    }
    let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric());
    let Some(change) = CHANGES.iter().find(|change| rest.strip_prefix(**change).is_some_and(ends)) else {
        return;
    };
    let last = span.of(text).rsplit(' ').next().unwrap_or("");
    if SORTS.iter().any(|sort| sort.eq_ignore_ascii_case(last)) {
        span.end += change.len();
    }
}

/// `the primary outcome measure of pain`, `the primary end point PFS`: what was announced, and not that it was.
fn announced(text: &str, span: &mut Span) {
    const WORDS: &[&str] = &[
        "primary",
        "secondary",
        "efficacy",
        "end",
        "point",
        "points",
        "end-point",
        "endpoint",
        "endpoints",
        "outcome",
        "outcomes",
        "measure",
        "measures",
        "variable",
        "variables",
    ];
    let name = span.of(text);
    let opens = |word: &str| name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    if !opens("primary ") && !opens("secondary ") {
        return;
    }
    let told = name.split(' ').take_while(|word| WORDS.iter().any(|own| own.eq_ignore_ascii_case(word)));
    let len: usize = told.map(|word| word.len() + 1).sum();
    let Some(rest) = name.get(len..) else { return };
    let of = rest.strip_prefix("of the ").or_else(|| rest.strip_prefix("of "));
    let short = rest.bytes().filter(u8::is_ascii_uppercase).count() > 1 && !rest.contains(' ');
    if let Some(own) = of.or(Some(rest).filter(|_| short)).filter(|own| !own.is_empty()) {
        span.start += name.len() - own.len();
    }
}

/// Names cut inside of a word: what a sign ties to them is part of them, "CD4+", "P-selectin", "25(OH)D", "AUC0–t".
fn tied(text: &str, span: &mut Span) {
    const LONGEST: usize = 12;
    let behind = |end: usize| text.get(end..).unwrap_or("");
    let free = |rest: &str| rest.starts_with([' ', ',', ';', '.', ':', ')', ']']) || rest.is_empty();
    let (name, rest) = (span.of(text), behind(span.end));
    if rest.strip_prefix('+').is_some_and(free) {
        span.end += 1;
    } else if name.ends_with("AUC") || name.ends_with("AUC0") {
        let end = rest.find([' ', ',', ';', ')', ']', '=']).unwrap_or(0);
        let end = end + usize::from(rest.starts_with('(') && behind(span.end + end).starts_with(')'));
        if end > 0 && end <= LONGEST && rest.starts_with(['-', '–', '−', '(']) {
            span.end += end;
        }
    } else if (name == "OH" || name.ends_with(" OH")) && rest.starts_with(")D") {
        span.end += ")D".len();
        let open = text.get(..span.end - "OH)D".len()).unwrap_or("");
        if name == "OH" && open.ends_with("25(") {
            span.start -= "25(".len();
        }
    } else if rest.starts_with(" 25(OH)D") {
        span.end += " 25(OH)D".len();
    }
    // "HAM-D"
    let rest = behind(span.end);
    if let Some(tail) = rest.strip_prefix('-') {
        let letters = tail.len() - tail.trim_start_matches(|c: char| c.is_ascii_uppercase()).len();
        let short = span.of(text).ends_with(|c: char| c.is_ascii_uppercase());
        if short && (1..3).contains(&letters) && free(&tail[letters..]) {
            span.end += 1 + letters;
        }
    }
    // "EQ-5D", "SF-36v2"
    let rest = behind(span.end);
    let letters = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).len();
    let name = span.of(text);
    let numbered = name.ends_with(|c: char| c.is_ascii_digit())
        && name.rsplit(' ').next().is_some_and(|word| word.contains('-'));
    if numbered && (1..3).contains(&letters) && rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        span.end += letters;
    }
    // "P-selectin", "H. pylori"
    let before = text.get(..span.start).unwrap_or("");
    let tie = ["-", "\u{2010}", ". "].iter().find_map(|tie| Some((before.strip_suffix(tie)?, *tie)));
    if let Some((before, tie)) = tie {
        let letter = before.chars().next_back().filter(|c| c.is_alphabetic());
        let alone = letter.is_some_and(|c| {
            let opens = &before[..before.len() - c.len_utf8()];
            let capital = tie != ". " || c.is_uppercase();
            capital && (opens.is_empty() || opens.ends_with([' ', '(', '[', '\n', '\u{a0}']))
        });
        let small = text.get(span.start..).is_some_and(|name| name.starts_with(|c: char| c.is_lowercase()));
        if let Some(letter) = letter.filter(|_| alone && (tie != ". " || small)) {
            span.start -= tie.len() + letter.len_utf8();
        }
    }
}
