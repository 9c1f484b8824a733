//! What a list of changes goes on with.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::lex::{Classes, Cue};

/// The next percentage of a list.
pub(super) fn next(s: &Sentence<'_>, from: usize) -> Option<usize> {
    // "by 36% (P=0.02) and 40%", "by 22% (56 mg) and 41%"
    let percent = |at: usize| matches!(s.items[at].shape, Shape::Percent(_));
    let behind = s.behind_bracket(from).filter(|end| s.opens(from) && !(from..*end).any(percent));
    let mut at = behind.unwrap_or(from);
    if let Some(other) = in_another(s, at + usize::from(s.closes(at))) {
        return Some(other);
    }
    if let Some(other) = against_another(s, from) {
        return Some(other);
    }
    // "by 24% as compared with 11% on B": the other side's.
    let versus = at + usize::from(s.mark(at) == Some(','));
    if at == from
        && s.cue(versus) == Cue::Versus
        && s.percent(versus + 1).is_some_and(|n| !n.decimal.is_negative())
    {
        return Some(versus + 1);
    }
    for _ in 0..4 {
        let joint =
            s.closes(at) || s.mark(at) == Some(',') || s.cue(at) == Cue::And || s.is_word(at, &["by"]);
        at += usize::from(joint);
    }
    let plain =
        matches!(s.mark(at + 1), None | Some(',' | '(' | '[' | ')' | ';' | '.')) && s.cue(at + 1) != Cue::Of;
    let named = s.items.get(at + 1).is_some_and(|item| {
        matches!(item.shape, Shape::Word)
            && !matches!(item.cue, Cue::And | Cue::Respectively | Cue::Preposition)
    });
    (at > from && s.percent(at).is_some() && plain && !named).then_some(at)
}

/// `of 32% (95% CI 13 to 47) for any end point, 42% for death (9 to 63)`: the next of a list that names what each is of.
fn in_another(s: &Sentence<'_>, of: usize) -> Option<usize> {
    if s.cue(of) != Cue::Preposition {
        return None;
    }
    // "in the 6-mg group", "with 40 mg"
    let strength = |k: usize| {
        s.plain(k).is_some()
            && (s.cue(k + 1) == Cue::Dose
                || s.mark(k + 1) == Some('-') && s.cue(k + 2) == Cue::Dose
                // "at 8 am", "at week 3"
                || matches!(s.cue(k + 1), Cue::Time(_))
                || s.is_word(k + 1, &["am", "pm"])
                || matches!(s.cue(k - 1), Cue::Time(_)))
    };
    let words = |k: &usize| {
        s.is(*k, Classes::WORD) && s.cue(*k) != Cue::And
            || s.mark(*k) == Some('-')
            || s.opens(*k)
            || s.items.get(*k).is_some_and(|item| item.named)
            || strength(*k)
    };
    let mut at = of + 1;
    while at < of + 10 && words(&at) {
        at = if s.opens(at) { s.behind_bracket(at)? } else { at + 1 };
    }
    let joints = (at..at + 2).take_while(|k| s.mark(*k) == Some(',') || s.cue(*k) == Cue::And).count();
    at += joints;
    // "and 25% (95% CI 9 to 38) for death"
    let same = |at: usize| {
        let bracket = s
            .behind_bracket(at + 1)
            .filter(|end| s.opens(at + 1) && s.any(at + 1..*end, Classes::INTERVAL | Classes::P));
        let behind = bracket.unwrap_or(at + 1);
        s.percent(at).is_some() && s.words(behind).eq_ignore_ascii_case(s.words(of))
    };
    // "and 5.3% and 9.4% at night"
    let two = s.percent(at).is_some() && s.cue(at + 1) == Cue::And && same(at + 2);
    (joints > 0 && (same(at) || two)).then_some(at)
}

/// `by 45% versus placebo (HR 0.55), 18% versus A (HR 0.82), and 15% versus B`: the next of a list that names what each is
/// compared with.
fn against_another(s: &Sentence<'_>, versus: usize) -> Option<usize> {
    if s.cue(versus) != Cue::Versus {
        return None;
    }
    let mut at = versus + 1;
    while at < versus + 8
        && matches!(s.items.get(at)?.shape, Shape::Word | Shape::Number(_))
        && s.cue(at) != Cue::And
    {
        at += 1;
    }
    if s.opens(at) {
        at = s.behind_bracket(at)?;
    }
    let joints = (at..at + 2).take_while(|k| s.mark(*k) == Some(',') || s.cue(*k) == Cue::And).count();
    at += joints;
    (joints > 0 && s.percent(at).is_some() && s.cue(at + 1) == Cue::Versus).then_some(at)
}
