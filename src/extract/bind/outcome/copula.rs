//! The subject of a value: `Targets were reached, and retention was 87%`. What a clause opens with and says to be so much is what was
//! measured, whatever was named before.

use super::candidates::{Candidate, Cut, reckons};
use super::changes::NOUNS;
use super::nature::{JUDGING, PEOPLE, PLACE, TIME, TREATMENT, nature};
use super::phrase::{content, last_word};
use crate::extract::bind::frames::Scene;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::lex::{Cue, Sort};
use crate::text::Span;

/// The name right before "was" and its value, where the clause opens with it.
pub(super) fn subject(scene: &Scene<'_, '_>, all: &[Candidate], reading: &Reading) -> Option<Span> {
    let s = scene.s;
    if s.items.get(reading.first)?.depth > 0 || reading.outcome.is_some() {
        return None;
    }
    let about = |k: usize| matches!(s.cue(k), Cue::About | Cue::Article);
    let verb = reading.first.checked_sub(1)?;
    let verb = if about(verb) { verb.checked_sub(1)? } else { verb };
    let last = verb.checked_sub(1).filter(|_| s.is_word(verb, &["was", "were"]))?;
    // "the retention rate was"
    let last = if s.is_word(last, &["rate", "rates"]) { last.checked_sub(1)? } else { last };
    let whole = |c: &&Candidate| c.last == last && c.cut == Cut::Whole;
    let run = all.iter().filter(whole).find(|c| opens(s, c))?.run;
    // "the incidence of relapse was": of that without how it was counted.
    let of = all.iter().filter(whole).filter(|c| c.run == run).max_by_key(|c| c.first)?;
    let class = nature(last_word(s.words(of.last)));
    let other = matches!(class, TREATMENT | PEOPLE | TIME | PLACE | JUDGING)
        || s.is_word(of.last, NOUNS)
        || reckons(s, of.last)
        || s.is_of(of.last, Sort::Reckoned)
        || s.is_of(of.last, Sort::Head)
        || scene.mentions.iter().chain(scene.further).any(|m| m.last + 1 == of.first);
    (!other).then(|| of.span(s))
}

/// Items of an aside, at most.
const ASIDE: usize = 30;

/// `Adherence, defined as taking it daily, was 70%`, `Falls, which were treated with rest, were reported in 46%`: the subject of a
/// verb right behind an aside between commas.
pub(super) fn over_aside(scene: &Scene<'_, '_>, all: &[Candidate], reading: &Reading) -> Option<Span> {
    const OPENS: &[&str] = &[
        "which",
        "as",
        "defined",
        "including",
        "assessed",
        "measured",
        "determined",
        "evaluated",
        "based",
        "calculated",
        "expressed",
        "such",
        "mainly",
        "mostly",
    ];
    let s = scene.s;
    if s.items.get(reading.first)?.depth > 0 || reading.outcome.is_some() {
        return None;
    }
    let told = |k: usize| {
        matches!(s.cue(k), Cue::Was | Cue::Happened | Cue::About | Cue::Article)
            || s.is_of(k, Sort::Told)
            || s.is_word(k, &["in", "by", "also"])
    };
    let close = (reading.first.saturating_sub(OPENS_NEAR)..reading.first).rfind(|k| !told(*k))?;
    if s.mark(close) != Some(',') || !matches!(s.cue(close + 1), Cue::Was | Cue::Happened) {
        return None;
    }
    let near = close.saturating_sub(ASIDE);
    let free =
        |k: &usize| s.mark(*k) != Some(';') && !scene.readings.iter().any(|r| r.first <= *k && *k <= r.last);
    let open = (near..close)
        .rev()
        .take_while(free)
        .find(|k| s.mark(*k) == Some(',') && s.items[*k].depth == 0 && s.is_word(k + 1, OPENS))?;
    let right_before = |c: &&Candidate| c.last + 1 == open && c.cut == Cut::Whole;
    let graded = |c: &&Candidate| {
        c.last < open && (c.last + 1..open).any(|k| s.cue(k) == Cue::Grade || s.is_word(k, &["grade"]))
    };
    let of = all
        .iter()
        .filter(right_before)
        .max_by_key(|c| c.first)
        .or_else(|| all.iter().filter(graded).find(|c| opens(s, c)))?;
    // "the success rate of pacing, as …"
    let counted = of.first > 2
        && s.cue(of.first - 1) == Cue::Of
        && s.is_word(of.first - 2, &["rate", "rates"])
        && content(s, of.first - 3);
    if counted {
        return None;
    }
    let judged = matches!(nature(last_word(s.words(of.last))), JUDGING | TREATMENT | PEOPLE | TIME | PLACE);
    let whom = scene.mentions.iter().any(|m| m.last + 1 == of.first);
    (!judged && !whom).then(|| of.span(s))
}

/// Items from the verb behind an aside to its value, at most.
const OPENS_NEAR: usize = 6;

/// Items from the bracket of a value back to the events that its name is one of, at most.
const EVENTS: usize = 32;

/// `Side effects with tolvarin were rash (12% vs 9%) and cough (8% vs 7%)`, `the most common grade 3 or worse toxicities were rash (ten
/// patients [12%])`: which of the events that the clause is about, right before its own bracket.
pub(super) fn one_of_them(scene: &Scene<'_, '_>, all: &[Candidate], reading: &Reading) -> Option<Span> {
    let s = scene.s;
    let depth = |k: usize| s.items.get(k).map_or(0, |item| item.depth);
    // "were rash in 12% and cough in 8%"
    let within = reading.first.checked_sub(1).filter(|b| s.is_word(*b, &["in"]) && depth(*b) == 0);
    if depth(reading.first) == 0 && depth(reading.main) == 0 && within.is_none() {
        return None;
    }
    let near = reading.first.saturating_sub(OPENS);
    let outermost = (near..=reading.first).rfind(|k| s.opens(*k) && depth(*k) == 0);
    let open = within.or(outermost).or_else(|| (near..reading.first).rfind(|k| s.opens(*k)))?;
    let graded = |c: &Candidate| (c.first..=c.last).all(|k| s.cue(k) == Cue::Grade || !content(s, k));
    if all.iter().any(|c| c.first > open && c.last < reading.first && !graded(c)) {
        return None;
    }
    let own = all.iter().filter(|c| c.last + 1 == open && c.cut == Cut::Whole).max_by_key(|c| c.first)?;
    let verb = own
        .first
        .checked_sub(1)
        .filter(|verb| s.is_word(*verb, &["were", "are", "was", "is", "included", "include", "including"]))?;
    let events = |k: usize| {
        s.is_word(k, &["side-effects", "toxicities", "toxicity", "complications"])
            || s.is_word(k, &["event", "events", "effects", "reactions", "experiences", "symptoms"])
                && s.is_word(k.wrapping_sub(1), &["adverse", "side", "toxic", "related"])
            || s.is_word(k, &["common", "frequent", "frequently", "commonly"])
                && s.is_word(k.wrapping_sub(1), &["most", "more"])
    };
    let clause = (verb.saturating_sub(EVENTS)..verb).rev().take_while(|k| s.mark(*k) != Some(';'));
    let read = |k: usize| scene.readings.iter().any(|r| r.first <= k && k <= r.last);
    let told = clause.clone().any(events) && clause.into_iter().all(|k| !s.items[k].numeric() || !read(k));
    let judged = matches!(nature(last_word(s.words(own.last))), JUDGING | TREATMENT | PEOPLE | TIME);
    (told && !judged).then(|| own.span(s))
}

/// Items from the bracket to its value, at most: "(tolvarin, 12%", "(grade 3 or 4, ten [12%]".
const OPENS: usize = 20;

/// Whether a phrase opens its clause, over an article and a statistic.
fn opens(s: &Sentence<'_>, c: &Candidate) -> bool {
    let mut k = c.first;
    for _ in 0..3 {
        let Some(b) = k.checked_sub(1) else { return true };
        match s.cue(b) {
            Cue::Article | Cue::Statistic(_) => k = b,
            Cue::And => return b.checked_sub(1).is_some_and(|b| s.mark(b) == Some(',')),
            _ => {
                return s.mark(b) == Some(';')
                    || s.is_word(b, &["while", "whereas", "but"])
                        && b.checked_sub(1).is_none_or(|b| matches!(s.mark(b), Some(',' | ';')));
            }
        }
    }
    k == 0
}
