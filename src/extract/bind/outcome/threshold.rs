//! Names that go on with how much of it there had to be: "blood loss of at least 500 mL", "pressure below 130 mm Hg".

use crate::extract::sentence::Sentence;
use crate::lex::Cue;
use crate::text::Span;

/// Items between a name and the number of its threshold, at most.
const NEAR: usize = 4;

/// A name with its threshold, where the number was read as no result of its own.
pub(super) fn with_threshold(s: &Sentence<'_>, outcomes: &mut [Option<Span>]) {
    let mut last: Option<(Span, Option<Span>)> = None;
    for outcome in outcomes.iter_mut() {
        let Some(span) = *outcome else { continue };
        let found = match last {
            Some((name, found)) if name == span => found,
            _ => threshold(s, span),
        };
        last = Some((span, found));
        *outcome = found.or(Some(span));
    }
}

fn threshold(s: &Sentence<'_>, name: Span) -> Option<Span> {
    let at = s.items.partition_point(|item| item.span.end <= name.end);
    let end = s.items.get(at.checked_sub(1)?).filter(|item| item.span.end == name.end)?;
    let bound = |k: usize| {
        matches!(s.cue(k), Cue::AtLeast | Cue::AtMost | Cue::MoreThan | Cue::LessThan)
            || matches!(s.mark(k), Some('<' | '>' | '≤' | '≥'))
    };
    let from = at + usize::from(matches!(s.cue(at), Cue::Of | Cue::Was) || s.is_word(at, &["for"]));
    // "stenosis of 70% or more", "a score of 3 or less"
    if (s.cue(at) == Cue::Of || name.of(s.text).ends_with(" of"))
        && let Some(last) = or_more(s, from)
    {
        return Some(name.to(s.items[last].span)).filter(|_| end.depth == s.items[last].depth);
    }
    if s.cue(at) == Cue::Was || !bound(from) || s.is_word(from, &["over", "maximum"]) {
        return None;
    }
    let number = (from + 1..from + NEAR).find(|k| s.items.get(*k).is_some_and(|item| item.numeric()))?;
    if s.spent.get(number).copied().unwrap_or(true) {
        return None;
    }
    let unit =
        matches!(s.cue(number + 1), Cue::Unit | Cue::Time(_) | Cue::Dose) || s.mark(number + 1) == Some('%');
    // "at least 14 days after the dose": when.
    if matches!(s.cue(number + 1), Cue::Time(_))
        && s.is_word(number + 2, &["after", "following", "before", "post"])
    {
        return None;
    }
    // "a score of at least 60, 45 to 59, and below 45"
    if s.mark(number + 1) == Some(',') && s.items.get(number + 2).is_some_and(|item| item.numeric()) {
        return None;
    }
    let close = s.items.get(number + usize::from(unit))?;
    Some(name.to(close.span)).filter(|_| end.depth == close.depth)
}

/// The last item of `70% or more`, `5 kg or less`, where the number was read as no result.
fn or_more(s: &Sentence<'_>, number: usize) -> Option<usize> {
    const MORE: &[&str] = &["more", "greater", "less", "higher", "lower", "fewer", "above", "below"];
    let free = s.items.get(number).is_some_and(|item| item.numeric())
        && !s.spent.get(number).copied().unwrap_or(true);
    let mut k = number + 1;
    for _ in 0..2 {
        k += usize::from(matches!(s.cue(k), Cue::Unit | Cue::Time(_) | Cue::Dose) || s.mark(k) == Some('%'));
    }
    (free && s.cue(k) == Cue::Or && s.is_word(k + 1, MORE)).then_some(k + 1)
}
