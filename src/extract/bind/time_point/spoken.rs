//! Times told in words: "at baseline", "in the second week", "a year after surgery".

use super::place::{Manner, Place, kind, names, number, tie, unit};
use crate::extract::sentence::Sentence;
use crate::finding::{Decimal, Number, TimePoint, TimeUnit};
use crate::lex::Cue;

/// `at baseline`, `at the end of treatment`: a time that no number tells, so that none beside it is taken for it.
pub(super) fn in_words(s: &Sentence<'_>, i: usize) -> Option<Place> {
    const WHEN: &[&str] = &[
        "admission",
        "discharge",
        "enrolment",
        "enrollment",
        "entry",
        "diagnosis",
        "presentation",
        "screening",
        "completion",
        "birth",
        "termination",
        "inclusion",
        "start",
        "beginning",
        "outset",
    ];
    // Every word is asked: the short ones, which are most, at once no more.
    if s.length(i) < "entry".len() {
        return None;
    }
    let first = i.checked_sub(1)?;
    // Of the long ones those with no preposition before them, but for a few that tell a time without.
    let led = matches!(s.cue(first), Cue::Preposition | Cue::To | Cue::Article) || s.is_word(first, &["at"]);
    if !led && s.cue(i) != Cue::FollowUp && !s.is_word(i, &["immediately", "baseline"]) {
        return None;
    }
    if let Some(place) = beside_an_event(s, first, i) {
        return Some(place);
    }
    if s.cue(i) == Cue::FollowUp {
        // "at follow-up (17% vs 7%)", "at the last follow-up": not "at follow-up of 6 months"
        let told = |k: usize| {
            s.is_word(k, &["last", "final", "latest", "longest", "long-term", "end"])
                || s.cue(k) == Cue::Article
        };
        let first = (0..2).try_fold(first, |k, _| if told(k) { k.checked_sub(1) } else { Some(k) })?;
        let counted = s.cue(i + 1) == Cue::Of || dated(s, i + 1);
        return (s.is_word(first, &["at"]) && !counted).then_some(Place {
            first,
            last: i,
            manner: Manner::Adverb,
            listed: false,
            point: None,
        });
    }
    let first = if s.cue(first) == Cue::Article { first.checked_sub(1)? } else { first };
    let at = s.is_word(first, &["at"]);
    let listed = || matches!(s.cue(i + 1), Cue::And) && dated(s, i + 2);
    let tied = match s.is_word(i, &["baseline"]) {
        true => at || !s.is_word(first, &["from", "between", "versus", "vs"]) && listed(),
        // Asked first: it turns nearly every word away.
        false => at && s.is_word(i, WHEN),
    };
    tied.then_some(Place { first, last: i, manner: Manner::Adverb, listed: false, point: None })
}

/// `immediately after the operation`, `before discharge`: beside something that happened, with no number.
fn beside_an_event(s: &Sentence<'_>, first: usize, i: usize) -> Option<Place> {
    const EVENTS: &[&str] = &[
        "discharge",
        "surgery",
        "operation",
        "treatment",
        "therapy",
        "intervention",
        "randomization",
        "randomisation",
    ];
    let place = |first, last| Place { first, last, manner: Manner::Adverb, listed: false, point: None };
    if s.is_word(i, &["immediately"]) {
        let beside = s.is_word(i + 1, &["after", "following", "before", "post"]) || s.cue(i + 1) == Cue::And;
        return beside.then(|| place(i, i));
    }
    let first = if s.cue(first) == Cue::Article { first.checked_sub(1)? } else { first };
    let (before, first) = match s.cue(first) {
        Cue::Preposition => (s.is_word(first, &["before"]), first),
        Cue::To => (first > 0 && s.is_word(first - 1, &["prior"]), first.saturating_sub(1)),
        _ => return None,
    };
    // "compared with before treatment"
    let against = first.checked_sub(1).is_some_and(|b| {
        matches!(s.cue(b), Cue::Versus | Cue::To | Cue::And | Cue::Preposition) || s.is_word(b, &["than"])
    });
    // "taken before treatment and at 1 year": when, and of which value only what follows tells.
    let listed = || s.cue(i + 1) == Cue::And && dated(s, i + 2);
    (before && !against && s.is_word(i, EVENTS) && !listed()).then(|| place(first, i))
}

/// Whether a time with a number starts here, behind a preposition or not: `week 12`, `at 3 months`.
fn dated(s: &Sentence<'_>, i: usize) -> bool {
    let i = i + usize::from(s.cue(i) == Cue::Preposition);
    let counted = |k: usize| number(s, k).is_some();
    unit(s, i).is_some() && counted(i + 1)
        || counted(i) && (unit(s, i + 1).is_some() || s.mark(i + 1) == Some('-') && unit(s, i + 2).is_some())
}

/// `in the second week`, `at the 12th month`, `a year after treatment`: the unit stands at `i`.
pub(super) fn ordinal(s: &Sentence<'_>, i: usize) -> Option<Place> {
    let before = i.checked_sub(1 + usize::from(kind(s, i.wrapping_sub(1))))?;
    let text = s.words(before);
    let found = unit(s, i)?;
    let one = matches!(text, "a" | "an" | "A" | "An");
    let n = if one { 1 } else { nth(text)? };
    let first = if one {
        // "half a year after", "once a week later"
        let behind = s.is_word(i + 1, &["after", "later", "following"]);
        let free = before == 0
            || matches!(s.cue(before - 1), Cue::Preposition | Cue::And)
            || s.mark(before - 1).is_some();
        (behind && free).then_some(before)?
    } else {
        tie(s, before)
            .filter(|first| s.is_word(*first, &["at", "on", "in", "by", "after", "during", "within"]))?
    };
    // "in the second year": a year of its own, not what had come about by then.
    if !one && n > 1 && found == TimeUnit::Year && s.is_word(first, &["in", "during"]) {
        return None;
    }
    // "in the first year students"
    if !one && names(s, i + 1) && !s.words(i).ends_with('s') && !s.is_word(i + 1, &["postpartum", "post"]) {
        return None;
    }
    let value = Number { decimal: Decimal::whole(n), span: s.items[before].span };
    let span = s.items[before].span.to(s.items[i].span);
    let point = Some(TimePoint { value, unit: found, span });
    Some(Place { first, last: i, manner: Manner::Adverb, listed: false, point })
}

/// "second", "12th".
fn nth(word: &str) -> Option<u64> {
    const NTH: &[&str] = &[
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
        "eleventh", "twelfth",
    ];
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && digits <= 3 {
        let (digits, ending) = word.split_at(digits);
        return matches!(ending, "st" | "nd" | "rd" | "th").then(|| digits.parse().ok()).flatten();
    }
    NTH.iter().position(|nth| nth.eq_ignore_ascii_case(word)).map(|at| at as u64 + 1)
}
