//! What "which" stands for: `nausea, which occurred in 12%`; what is singled out.

use super::candidates::Candidate;
use super::copula;
use super::nature::{JUDGING, MEASURED, PEOPLE, PLACE, TIME, TREATMENT, nature, surrounds};
use super::phrase::last_word;
use crate::extract::bind::frames::Scene;
use crate::extract::read::Reading;
use crate::finding::Reported;
use crate::lex::{Cue, Sort};
use crate::text::Span;

/// Items from "which" to the share, at most.
const NEAR: usize = 6;

/// What a reading is of by the words beside it.
pub(super) fn related(scene: &Scene<'_, '_>, all: &[Candidate], i: usize) -> Option<Span> {
    let reading = scene.readings.get(i)?;
    let singled = || singled(scene, all, reading);
    let each = || each_for(scene, all, i);
    relative(scene, all, reading)
        .or_else(singled)
        .or_else(each)
        .or_else(|| effected(scene, all, reading))
        .or_else(|| of_whom(scene, all, i))
        .or_else(|| also(scene, all, reading))
        .or_else(|| copula::subject(scene, all, reading))
        .or_else(|| copula::one_of_them(scene, all, reading))
        .or_else(|| copula::over_aside(scene, all, reading))
}

/// `adverse events, especially headache (12%)`: what is singled out.
fn singled(scene: &Scene<'_, '_>, all: &[Candidate], reading: &Reading) -> Option<Span> {
    let s = scene.s;
    // "(especially headache; 12 vs 8%)"
    let apart = |b: usize| matches!(s.mark(b), Some(';' | ',' | ':')) && s.items[b].depth > 0;
    let open = reading.first.checked_sub(1).filter(|b| s.opens(*b) || apart(*b))?;
    let out = |c: &&Candidate| {
        c.first
            .checked_sub(1)
            .is_some_and(|b| s.is_word(b, &["especially", "particularly", "notably", "mainly"]))
    };
    let of = all.iter().filter(|c| c.last + 1 == open).find(out)?;
    let other = surrounds(nature(last_word(s.words(of.last))));
    (!other).then(|| s.items[of.first].span.to(s.items[of.last].span))
}

/// `a rash in adults on tolvarin (12%), and coughing in placebo patients (8%)`: the name that "and" opens, right before whom the value
/// in the bracket is of, where another value stands before it.
fn of_whom(scene: &Scene<'_, '_>, all: &[Candidate], i: usize) -> Option<Span> {
    let s = scene.s;
    let reading = scene.readings.get(i).filter(|r| r.is_share_or_quantity())?;
    let before = i.checked_sub(1).and_then(|b| scene.readings.get(b))?;
    let open = reading.first.checked_sub(1).filter(|b| s.opens(*b))?;
    let people =
        |k: usize| matches!(s.cue(k), Cue::People | Cue::Group | Cue::Received) || s.mark(k) == Some('-');
    let end = (before.last..open).rfind(|k| !people(*k))?;
    let arm = scene.mentions.iter().rfind(|m| m.last >= end && m.last < open)?;
    let tie = arm.first.checked_sub(1)?;
    let tie = tie - usize::from(tie > 0 && s.cue(tie) == Cue::Article);
    if !s.is_word(tie, &["in", "with", "on", "for", "among"]) {
        return None;
    }
    let joined = |c: &&Candidate| {
        let b = c.first.checked_sub(1)?;
        let b = b - usize::from(b > 0 && s.cue(b) == Cue::Article);
        let and = s.cue(b) == Cue::And || s.is_word(b, &["while", "whereas"]);
        (b > before.last && (and || s.mark(b) == Some(';'))).then_some(())
    };
    let of = all
        .iter()
        .filter(|c| c.last + 1 == tie && s.items[c.first].depth == 0)
        .find(|c| joined(c).is_some())?;
    // "was high on tolvarin (12) and low on placebo (8)"
    let how = s.is_word(of.last, &["low", "high", "normal", "present", "absent", "poor", "good"])
        || s.is_of(of.last, Sort::Alike);
    let other =
        how || matches!(nature(last_word(s.words(of.last))), JUDGING | TREATMENT | PEOPLE | TIME | PLACE);
    (!other).then(|| of.span(s))
}

/// `side effects led to withdrawal in 12%`, `caused a rash (12% v 8%)`: what came of what was done.
fn effected(scene: &Scene<'_, '_>, all: &[Candidate], reading: &Reading) -> Option<Span> {
    let s = scene.s;
    let tie = reading.first.checked_sub(1).filter(|b| s.opens(*b) || s.is_word(*b, &["in"]))?;
    let causes = |c: &&Candidate| {
        let Some(b) = c.first.checked_sub(1) else { return false };
        let b = b - usize::from(b > 0 && s.cue(b) == Cue::Article);
        let tied = s.is_word(b, &["to", "in"]);
        let verb = if tied { b.checked_sub(1) } else { Some(b) };
        let verbs: &[&str] = if tied { &["led", "resulted"] } else { &["caused"] };
        verb.is_some_and(|k| s.is_word(k, verbs))
    };
    let of = all.iter().filter(|c| c.last + 1 == tie).find(causes)?;
    let other = matches!(nature(last_word(s.words(of.last))), PEOPLE | TIME | PLACE);
    // "Side effects led to withdrawal": what happened, and what came of it.
    let verb = (of.first.saturating_sub(NEAR / 2)..of.first)
        .find(|k| s.is_word(*k, &["led", "resulted", "caused"]))?;
    let happened = |c: &&Candidate| c.last + 1 == verb && nature(last_word(s.words(c.last))) == MEASURED;
    let first = all.iter().filter(happened).map(|c| c.first).min().unwrap_or(of.first);
    (!other).then(|| s.items[first].span.to(s.items[of.last].span))
}

/// `was 0.76 (95% CI, 0.52 to 0.98) for relapse and 0.81 (95% CI, 0.60 to 1.10) for death`: what each of several estimates
/// is for.
fn each_for(scene: &Scene<'_, '_>, all: &[Candidate], i: usize) -> Option<Span> {
    let of = |reading: &Reading| {
        let s = scene.s;
        if !matches!(reading.result, Reported::Estimate(_)) {
            return None;
        }
        let at = reading.last + 1 + usize::from(s.closes(reading.last + 1));
        let from = at + 1 + usize::from(s.cue(at + 1) == Cue::Article);
        let of = all.iter().filter(|c| s.is_word(at, &["for"]) && c.first == from).max_by_key(|c| c.last)?;
        let next = of.last + 1;
        let ends = s
            .items
            .get(next)
            .is_none_or(|_| s.cue(next) == Cue::And || matches!(s.mark(next), Some(',' | ';' | '.')));
        let other = surrounds(nature(last_word(s.words(of.last))));
        (ends && !other).then(|| s.items[of.first].span.to(s.items[of.last].span))
    };
    let own = of(scene.readings.get(i)?)?;
    let another = |at: usize| scene.readings.get(at).and_then(of).is_some_and(|other| other != own);
    (i.checked_sub(1).is_some_and(another) || another(i + 1)).then_some(own)
}

/// `Pain was less common (P = 0.02), as was the risk of relapse (P = 0.03)`: what the same is said of.
fn also(scene: &Scene<'_, '_>, all: &[Candidate], reading: &Reading) -> Option<Span> {
    let s = scene.s;
    let open = reading.first.checked_sub(1).filter(|b| s.opens(*b) || s.mark(*b) == Some(':'))?;
    let was = (open.saturating_sub(2 * NEAR)..open).rfind(|k| {
        s.is_word(*k, &["was", "were", "did"]) && s.is_word(k.wrapping_sub(1), &["as", "nor", "so"])
    })?;
    let counted =
        |k: usize| matches!(s.cue(k), Cue::Article | Cue::Of | Cue::Statistic(_)) || s.is_of(k, Sort::Head);
    let opens = |c: &&Candidate| c.first > was && (was + 1..c.first).all(counted) && c.last < open;
    let rate = usize::from(s.is_word(open - 1, &["rate", "rates"]));
    let whole = |c: &&Candidate| c.last + 1 + rate == open;
    let of = all.iter().filter(opens).filter(whole).max_by_key(|c| c.first)?;
    let class = nature(last_word(s.words(of.last)));
    // "Reminders increased uptake, as did appointments": what acts.
    let acts = s.is_word(was, &["did"]) && class != MEASURED;
    let governs = of.first < of.last && s.is_word(of.first, &["time", "need", "duration", "adherence"]);
    (governs || !acts && !surrounds(class)).then(|| of.span(s))
}

/// `nausea, which occurred in 12%`, `a rash that was seen in 3 of 40`: the name right before the word that stands for it.
fn relative(scene: &Scene<'_, '_>, all: &[Candidate], reading: &Reading) -> Option<Span> {
    let s = scene.s;
    if !matches!(reading.result, Reported::Proportion(_)) {
        return None;
    }
    let within = reading.first.checked_sub(1).filter(|b| s.is_word(*b, &["in", "by"]))?;
    let told = |k: usize| {
        matches!(s.cue(k), Cue::Was | Cue::Happened)
            || s.is_word(k, &["seen", "observed", "found", "noted", "reported", "appeared", "present"])
    };
    // "headache, reported in 12%"
    let set_off = || within.checked_sub(2).filter(|k| s.mark(*k) == Some(',') && s.is_of(k + 1, Sort::Told));
    let which = (within.saturating_sub(NEAR)..within)
        .rfind(|k| s.is_word(*k, &["which", "that"]))
        .or_else(set_off)?;
    if which + 1 == within || !(which + 1..within).all(|k| told(k) || s.words(k).ends_with("ly")) {
        return None;
    }
    let last = which.checked_sub(1)?;
    let last = if s.mark(last) == Some(',') { last.checked_sub(1)? } else { last };
    let apart = |k: usize| matches!(s.cue(k), Cue::Preposition | Cue::To);
    let named =
        |c: &&Candidate| s.items[c.first].depth == s.items[which].depth && !(c.first..last).any(apart);
    let of = all.iter().filter(|c| c.last == last).filter(named).min_by_key(|c| c.first)?;
    let other = surrounds(nature(last_word(s.words(of.last))));
    (!other).then(|| s.items[of.first].span.to(s.items[of.last].span))
}
