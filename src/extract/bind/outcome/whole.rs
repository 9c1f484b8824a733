//! Names that were cut short: what belongs to a name's first and last word.

use crate::text::Span;

/// Names that lack their noun, which says only how things are counted elsewhere: "heart rate", but "response" of "response rate".
pub(in crate::extract::bind) fn whole(text: &str, outcomes: &mut [Option<Span>]) {
    const RATES: &[&str] = &["heart", "respiratory", "filtration", "pulse", "metabolic"];
    for span in outcomes.iter_mut().flatten() {
        tied(text, span);
        let name = span.of(text);
        let lacks = RATES.iter().any(|word| {
            name.len()
                .checked_sub(word.len())
                .and_then(|at| name.get(at..))
                .is_some_and(|end| end.eq_ignore_ascii_case(word))
        });
        let rest = text.get(span.end..).and_then(|rest| rest.strip_prefix(" rate"));
        if lacks && rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric())) {
            span.end += " rate".len();
        }
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
