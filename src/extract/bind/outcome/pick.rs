//! Which phrase is chosen for each value of a sentence, one after the other: what was chosen before speaks for the next.

use super::candidates::{Candidate, Cut};
use super::nature::{nature, surrounds};
use super::phrase::last_word;
use super::{Carried, Choice, features, general};
use crate::extract::bind::frames::Scene;
use crate::extract::sentence::Sentence;
use crate::lex::{Cue, Sort};
use crate::text::Span;

/// A phrase right before a bracket.
#[derive(Clone, Copy)]
pub(super) struct Beside {
    span: Span,
    /// Only "and", "or" or a comma stands between it and the bracket before.
    joined: bool,
}

/// The phrase right before the bracket that opens on a value: `survival (P = 0.02)`, `the response rate (12 v 15%`.
pub(super) fn beside(s: &Sentence<'_>, all: &[Candidate], first: usize) -> Option<Beside> {
    /// Items from a bracket to the value in it, and from a phrase to what joins it to the bracket before, at most.
    const NEAR: usize = 4;
    // "cramp (tolvarin 12% v placebo 15%"
    let open =
        (first.saturating_sub(NEAR)..first).rfind(|k| s.items[*k].depth == 0).filter(|k| s.opens(*k))?;
    if all.iter().any(|c| c.first > open && c.last < first) {
        return None;
    }
    let rate = usize::from(open > 0 && s.is_word(open - 1, &["rate", "rates"]));
    let ends = |c: &&Candidate| c.last + 1 + rate == open && s.items[c.last].depth == 0;
    let whole = || all.iter().filter(ends).find(|c| c.cut == Cut::Whole);
    let of = whole().or_else(|| all.iter().filter(ends).min_by_key(|c| c.first))?;
    let other = surrounds(nature(last_word(s.words(of.last))))
        || (of.first..of.last).any(|k| s.cue(k) == Cue::Preposition || s.is_of(k, Sort::Ties));
    let passes = |k: usize| {
        matches!(s.cue(k), Cue::Article | Cue::Of | Cue::To | Cue::Statistic(_))
            || s.is_of(k, Sort::Head)
            || s.is_word(k, &["in", "for", "on"])
    };
    let mut k = of.first;
    while let Some(b) = k.checked_sub(1).filter(|b| of.first - b <= NEAR && passes(*b)) {
        k = b;
    }
    let joint = |k: usize| matches!(s.cue(k), Cue::And | Cue::Or) || s.is_word(k, &["nor"]);
    let and = k.checked_sub(1).filter(|b| joint(*b));
    let comma = and.or(Some(k)).and_then(|k| k.checked_sub(1)).filter(|b| s.mark(*b) == Some(','));
    let behind = comma.or(and).and_then(|k| k.checked_sub(1)).filter(|b| s.closes(*b));
    (!other).then(|| Beside { span: of.span(s), joined: behind.is_some() })
}

/// Where the outcome of every reading of a sentence stands.
pub(in crate::extract::bind) fn pick(
    scene: &Scene<'_, '_>,
    choices: &mut [Choice],
    carried: &mut Carried,
) -> Vec<Option<Span>> {
    let mut out = vec![None; scene.readings.len()];
    let mut before: Option<Span> = None;
    let mut way: Option<usize> = None;
    // What was chosen last outside of brackets.
    let mut outside: Option<Span> = None;
    let mut said_within = false;
    // The phrase right before the bracket of the value before, where that was chosen for it.
    let mut listed = false;
    for choice in choices.iter_mut() {
        let behind = said_within && !choice.link.bracket;
        if behind {
            before = outside.or(before);
        }
        // "a response of 53% (8% complete responders) and 19%"
        let open = choice.options.len() > 1;
        if behind && choice.link.runs == 0 && outside.is_some() && open {
            let (i, j) = choice.readings;
            out[i..=j].fill(outside);
            said_within = false;
            continue;
        }
        speak_for(scene.s, choice, carried, (before, way));
        let (i, j) = choice.readings;
        let best = choice.options.iter().max_by(|a, b| a.score.sum().total_cmp(&b.score.sum()));
        way = best.and_then(|option| option.way);
        // "The scores were 12 and 15": those that were named before.
        let best = best.map(|option| option.span);
        // "survival (hazard ratio, 0.94) or relapse (hazard ratio, 0.88)"
        let own = choice.beside.filter(|own| listed && own.joined && open).map(|own| own.span);
        let best = own.or(best);
        listed = match choice.beside {
            Some(own) => best.is_some_and(|best| best.end == own.span.end),
            // "survival (P = 0.53; hazard ratio, 0.94)"
            None => listed && choice.link.bracket && best == before,
        };
        let best = best.map(|span| general::meant(scene.s, span, outside.or(carried.last)).unwrap_or(span));
        before = best.or(before);
        out[i..=j].fill(before);
        said_within = choice.link.bracket && choice.options.len() == 1;
        if !choice.link.bracket {
            outside = before;
        }
    }
    carried.last = before.filter(|span| carries(span.of(scene.s.text))).or(carried.last);
    out
}

/// What was chosen for the value before, and its way to that, speaks for the same of the next.
fn speak_for(
    s: &Sentence<'_>,
    choice: &mut Choice,
    carried: &Carried,
    (before, way): (Option<Span>, Option<usize>),
) {
    if let Some(before) = way.filter(|_| choice.link.runs > 0) {
        for option in &mut choice.options {
            if let Some(own) = option.way {
                option.add(features::parallel(own, before));
            }
        }
    }
    let Some(span) = before.filter(|_| choice.options.len() > 1) else { return };
    let chosen = features::chosen(choice.link);
    match choice.options.iter_mut().find(|o| o.span == span) {
        Some(option) => option.add(chosen),
        None => {
            let repeated = features::repeated(choice.link);
            let mut option = carried.taken_over(s, span, choice.kind, repeated);
            option.add(chosen);
            choice.options.push(option);
        }
    }
}

/// Whether a name may go on in the next sentence: not what became of people in the study, nor how old they were.
fn carries(name: &str) -> bool {
    let who = ["age", "aged", "ages"].iter().any(|word| word.eq_ignore_ascii_case(name));
    !name.starts_with("completed ") && !who
}
