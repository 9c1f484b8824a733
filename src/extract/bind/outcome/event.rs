//! What happened to what a name names: "relapse of gout", "the wound was closed". Without it the name says less than was counted.

use super::phrase::ends_with;
use crate::text::Span;

/// Nouns of what becomes of a thing, which say what was counted with "of" behind them.
const NOUNS: &[&str] = &[
    "eradication",
    "cure",
    "clearance",
    "resolution",
    "disappearance",
    "absence",
    "lack",
    "normalization",
    "normalisation",
    "healing",
    "control",
    "closure",
    "regression",
    "restoration",
    "suppression",
    "recurrence",
    "reactivation",
    "loss",
];

/// Participles of the same.
const DONE: &[&str] = &[
    "eradicated",
    "cured",
    "cleared",
    "healed",
    "resolved",
    "controlled",
    "normalized",
    "normalised",
    "closed",
    "restored",
    "abolished",
    "terminated",
    "avoided",
];

/// `cure rates of ringworm`, `ringworm was cured in 12%`, `death from any cause`: the name with what became of it.
pub(super) fn happened(text: &str, span: &mut Span) {
    if let Some(end) = from_any_cause(text, *span) {
        span.end = end;
    } else if let Some(longer) = headed(text, *span).or_else(|| said(text, *span))
        && !done(span.of(text))
    {
        *span = longer;
    }
}

/// `death from any cause`: where it ends.
fn from_any_cause(text: &str, span: Span) -> Option<usize> {
    const ANY: &str = " from any cause";
    let dies = || ["death", "deaths", "died"].iter().any(|word| ends_with(span.of(text), word));
    (text.get(span.end..)?.starts_with(ANY) && dies()).then_some(span.end + ANY.len())
}

/// The name with the noun before it: `cure rates of ringworm`.
fn headed(text: &str, span: Span) -> Option<Span> {
    let before = text.get(..span.start)?;
    let before = before.strip_suffix("the ").unwrap_or(before).strip_suffix(" of ")?;
    let before = [" rates", " rate"].iter().find_map(|rate| before.strip_suffix(*rate)).unwrap_or(before);
    let noun = before.rsplit([' ', '\n', '(', '[', '\u{a0}']).next().unwrap_or(before);
    let listed = NOUNS.iter().any(|listed| listed.eq_ignore_ascii_case(noun));
    listed.then(|| Span::new(before.len() - noun.len(), span.end))
}

/// The name with the verb behind it: `ringworm was cured`.
fn said(text: &str, span: Span) -> Option<Span> {
    let rest = text.get(span.end..)?;
    // Nearly every name has something else behind it.
    if !matches!(rest.as_bytes(), [b' ', b'w' | b'h', ..]) {
        return None;
    }
    let verb =
        [" was ", " were ", " had been ", " has been "].iter().find(|verb| rest.starts_with(**verb))?;
    let tail = &rest[verb.len()..];
    let how = ["successfully ", "completely ", "not ", "fully "].iter().find(|how| tail.starts_with(**how));
    let skipped = verb.len() + how.map_or(0, |how| how.len());
    let word = rest[skipped..].split([' ', ',', ';', '.', '(']).next().unwrap_or("");
    // "was normalised (82 mm Hg)": how far, and not in how many.
    let counted = DONE.contains(&word) && rest[skipped + word.len()..].starts_with(" in ");
    counted.then(|| Span::new(span.start, span.end + skipped + word.len()))
}

/// Whether a name tells it already.
fn done(name: &str) -> bool {
    name.split(' ').any(|word| NOUNS.iter().chain(DONE).any(|told| told.eq_ignore_ascii_case(word)))
}
