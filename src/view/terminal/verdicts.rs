//! Verdicts for people: the sentence with carets under its numbers, what was printed, what was computed.

use std::fmt::Write;

use super::{BAD, BOLD, DIM, GOOD};
use crate::check::{Grade, Ruling, Verdict};
use crate::text::Span;
use crate::view::Shown;

/// Columns of a line of a quoted sentence.
const WIDTH: usize = 96;

/// The verdicts of an article under its name, the gravest first; nothing where there are none.
pub fn verdicts(shown: &Shown<'_>, id: &str) -> String {
    let mut out = String::new();
    if shown.verdicts.is_empty() {
        return out;
    }
    let title = shown.record.title().trim().trim_end_matches('.');
    let gap = if title.is_empty() { "" } else { "  " };
    let _ = writeln!(out, "{BOLD}{id}{BOLD:#}{gap}{title}");
    let sentences = shown.record.text.sentences();
    let mut all: Vec<&Verdict> = shown.verdicts.iter().collect();
    all.sort_by_key(|verdict| {
        (std::cmp::Reverse(verdict.ruling.grade()), verdict.ruling == Ruling::CannotTell)
    });
    for verdict in all {
        one(&mut out, shown, &sentences, verdict);
    }
    out.push('\n');
    out
}

fn one(out: &mut String, shown: &Shown<'_>, sentences: &[Span], verdict: &Verdict) {
    let (style, word) = match verdict.ruling {
        Ruling::Disagrees(grade) if grade >= Grade::Warn => (BAD, grade.name()),
        Ruling::Disagrees(grade) => (DIM, grade.name()),
        Ruling::Agrees => (GOOD, "agrees"),
        Ruling::CannotTell => (DIM, "cannot tell"),
    };
    let _ = writeln!(out, "  {style}{word}{style:#} {}: {}", verdict.check, verdict.message);
    let mut numbers: Vec<Span> = verdict.spans().collect();
    numbers.sort();
    numbers.dedup();
    let mut last = None;
    for number in &numbers {
        let i = sentences.partition_point(|s| s.end <= number.start);
        if last.replace(i) != Some(i)
            && let Some(sentence) = sentences.get(i)
        {
            quote(out, shown.record.text.as_str(), *sentence, &numbers);
        }
    }
    let printed: Vec<String> = verdict.printed.iter().map(|(name, n)| format!("{name} {n}")).collect();
    let _ = writeln!(out, "    printed   {}", printed.join(" · "));
    let computed: Vec<String> =
        verdict.computed.iter().map(|(name, value)| format!("{} {value}", name.replace('_', " "))).collect();
    if !computed.is_empty() {
        let _ = writeln!(out, "    computed  {}", computed.join(" · "));
    }
    if let Some(suspect) = verdict.suspect {
        let _ = writeln!(out, "    suspect   {suspect}");
    }
}

/// A sentence in lines, carets under the numbers.
fn quote(out: &mut String, text: &str, sentence: Span, numbers: &[Span]) {
    let (mut line, mut carets) = (String::new(), String::new());
    let mut columns = 0;
    let flush = |line: &mut String, carets: &mut String, out: &mut String| {
        let _ = writeln!(out, "    | {}", line.trim_end());
        if carets.contains('^') {
            let _ = writeln!(out, "    | {BOLD}{}{BOLD:#}", carets.trim_end());
        }
        line.clear();
        carets.clear();
    };
    for (at, word) in words(sentence.of(text)) {
        let length = word.chars().count();
        if columns > 0 && columns + length > WIDTH {
            flush(&mut line, &mut carets, out);
            columns = 0;
        }
        for (i, c) in word.char_indices() {
            let byte = sentence.start + at + i;
            let marked = numbers.iter().any(|n| n.start <= byte && byte < n.end);
            line.push(if c.is_whitespace() { ' ' } else { c });
            carets.push(if marked { '^' } else { ' ' });
        }
        columns += length;
    }
    if columns > 0 {
        flush(&mut line, &mut carets, out);
    }
}

/// Words with the white space behind each, and where they start.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive(char::is_whitespace).map(move |word| {
        let start = at;
        at += word.len();
        (start, word)
    })
}
