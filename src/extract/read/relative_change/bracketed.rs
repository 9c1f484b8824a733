//! How far something changed, in a bracket behind what changed.

use super::direction::noun;
use crate::extract::item::Shape;
use crate::extract::read::quantity::MOVED;
use crate::extract::sentence::Sentence;
use crate::finding::Direction;
use crate::lex::{Classes, Cue, Sort};

/// Brackets of one sentence that go on with what stands before the first, at most.
const MANY: usize = 4;

/// Items from the bracket back to the word that says which way, at most.
const REACH: usize = 14;

/// What people had, or how many: behind it a bracket holds a share.
const SHARES: Classes = Classes::PEOPLE.and(Classes::RISK).and(Classes::HAPPENED).and(Classes::LISTED);

/// `a reduction of proteinuria (66%)`, `the fall in pressure with A (12%, P<0.01) was greater than with B (5%)`, `raised the
/// cholesterol (12%)`, `the pressure fell (7%)`: how far, in a bracket behind what changed, or in one behind such a bracket; of
/// events and people a bracket holds their share.
pub(super) fn bracketed(s: &Sentence<'_>, i: usize) -> Option<Direction> {
    if s.items[i].depth != 1 || i == 0 {
        return None;
    }
    let open = opening(s, i)?;
    // "182 of 252 (72%) had no nausea": the share of a count.
    let counted = |k: usize| match s.items[k].shape {
        Shape::Number(n) => n.decimal.as_whole().is_some() && !s.items[k].spelled,
        Shape::Fraction(_) => true,
        _ => false,
    };
    if open > 0 && counted(open - 1) {
        return None;
    }
    let close = s.behind_bracket(open)?;
    if s.any(i.saturating_sub(40)..i, SHARES) || s.any(open..close, SHARES) {
        return None;
    }
    let compared = s.any(open..close, Classes::VERSUS);
    let signed = s.words(i).starts_with(['+', '-', '−', '–']);
    let bounded = |at: usize| s.opens(at + 1) && s.is(at + 2, Classes::LIMITS);
    let alone = |at: usize| s.closes(at + 1) || bounded(at) || matches!(s.mark(at + 1), Some(',' | ';'));
    let (mut at, mut open) = (i, open);
    for _ in 0..MANY {
        let told = || moved(s, open, compared).filter(|_| !signed && !s.any(open..i, Classes::VERSUS));
        if let Some(direction) = told() {
            return Some(direction);
        }
        // "(45 and 55%, respectively)"
        let list = |k: usize| s.items[k].number().is_some() || s.cue(k) == Cue::And || s.mark(k) == Some(',');
        if compared || !(open + 1..at).all(list) || !alone(at) {
            return None;
        }
        if let Some(of) = noun(s, open) {
            // "but a significant increase (17%) was seen with A"
            return s.direction(of).filter(|_| of + 1 == open && !signed || s.is_word(of + 1, &["in", "of"]));
        }
        if let Some(of) = weighed(s, open) {
            return s.direction(of);
        }
        let earlier = |k: &usize| matches!(s.items[*k].shape, Shape::Percent(_)) && s.items[*k].depth == 1;
        at = (open.saturating_sub(20).max(1)..open).rev().find(earlier)?;
        open = opening(s, at)?;
    }
    None
}

/// The bracket that opens before a percentage, with nothing but a name, or what it is set against, between.
fn opening(s: &Sentence<'_>, i: usize) -> Option<usize> {
    let open =
        (i.saturating_sub(9)..i).rev().find(|k| s.opens(*k) || s.closes(*k)).filter(|k| s.opens(*k))?;
    let name = |k: usize| {
        s.is(k, Classes::WORD)
            && matches!(s.cue(k), Cue::None | Cue::Versus | Cue::And | Cue::About | Cue::Group)
            || matches!(s.items[k].shape, Shape::Percent(_) | Shape::Number(_))
            || matches!(s.mark(k), Some('-' | ';'))
    };
    (open + 1..i).all(name).then_some(open)
}

/// `raised the cholesterol (12%)`, `a fall in arterial pressure (7%)`, `the pressure fell (7%)`: which way what is measured went, by
/// the word before the bracket. Of two that are compared in it, a verb of its own says so: "increased creatine levels (3% vs 1%)"
/// may be what people had.
fn moved(s: &Sentence<'_>, open: usize, compared: bool) -> Option<Direction> {
    let measured = |k: usize| s.is_of(k, Sort::Gauged);
    let share = |k: usize| {
        s.is_word(k, &["proportion", "percentage", "frequency", "rate", "rates", "number", "range", "time"])
            && !(k > 0 && s.is_word(k - 1, &["heart", "pulse", "respiratory", "filtration", "flow"]))
    };
    let mut named = false;
    let mut k = valued(s, open);
    let start = open.saturating_sub(REACH);
    while k > start {
        k -= 1;
        if s.items[k].numeric() && !s.items[k].named && !matches!(s.cue(k + 1), Cue::Time(_))
            || s.is(k, Classes::SEMICOLON | Classes::VERSUS | Classes::BRACKET)
        {
            return None;
        }
        named |= measured(k);
        if share(k) {
            return None;
        }
        if let Some(direction) = s.direction(k).filter(|_| tells(s, k)) {
            let acts = acting(s, k);
            let by_itself = || {
                (k.saturating_sub(8)..k)
                    .rev()
                    .take_while(|b| !s.items[*b].numeric() && s.mark(*b).is_none_or(|c| c == '-'))
                    .any(measured)
                    && !(k.saturating_sub(8)..k).any(share)
            };
            let verb = verb(s, k);
            let told = match (named, verb) {
                (true, true) => acts || !compared && goes_on(s, k),
                (true, false) => !compared,
                (false, _) => !compared && verb && by_itself(),
            };
            return Some(direction).filter(|_| told);
        }
    }
    None
}

/// Where the value and its unit start that stand right before the bracket: "by 7.2 ± 2.5 mm Hg (29%)".
fn valued(s: &Sentence<'_>, open: usize) -> usize {
    let mut at = open;
    let unit = |k: usize| matches!(s.cue(k), Cue::Unit | Cue::Dose) || s.mark(k) == Some('/');
    while at > 0 && open - at < 4 && unit(at - 1) {
        at -= 1;
    }
    if at == open {
        return open;
    }
    for _ in 0..2 {
        if at > 0 && s.items[at - 1].number().is_some() {
            at -= 1;
        }
        if at > 0 && s.items[at - 1].shape == Shape::PlusMinus {
            at -= 1;
        }
    }
    at
}

/// Whether what stands before the verb at `k` lets it be one: a name or an adverb, and no word that makes it a part of a name.
fn acting(s: &Sentence<'_>, k: usize) -> bool {
    const OF_A_NAME: &[&str] = &["included", "includes", "including", "as", "like"];
    k.checked_sub(1).is_some_and(|b| {
        s.is(b, Classes::WORD)
            && (s.cue(b) == Cue::None && !s.is_word(b, OF_A_NAME)
                || matches!(s.cue(b), Cue::Group | Cue::Was))
    })
}

/// `…, and lowered`: the verb at `k` goes on with what a verb before it says.
fn goes_on(s: &Sentence<'_>, k: usize) -> bool {
    let joined = k > 0 && (s.cue(k - 1) == Cue::And || s.mark(k - 1) == Some(','));
    joined && (k.saturating_sub(30)..k).any(|at| verb(s, at) && acting(s, at))
}

/// Verbs that say that something else moved it.
const VERBS: &[&str] = &["raised", "diminished", "suppressed", "inhibited", "attenuated"];

fn verb(s: &Sentence<'_>, k: usize) -> bool {
    s.is_word(k, MOVED) || s.is_word(k, VERBS)
}

/// Whether the word at `k` says that something moved, and not that one is more than another.
fn tells(s: &Sentence<'_>, k: usize) -> bool {
    !s.is(k, Classes::COMPARATIVE)
        && !s.is_word(k, &["elevated", "less", "loss", "lost", "gain", "worse reduction", "diminished"])
        || s.is_word(k, &["loss", "gain"]) && s.cue(k + 1) == Cue::Of
}

/// `the reduction in cholesterol was larger with A (28.3%) than with B (9.2%)`: the changes of both sides, each in its bracket.
fn weighed(s: &Sentence<'_>, open: usize) -> Option<usize> {
    let start = open.saturating_sub(10);
    let more = (start..open)
        .rev()
        .take_while(|k| !s.items[*k].numeric())
        .find(|k| s.is(*k, Classes::COMPARATIVE))?;
    let was = (more.saturating_sub(2)..more).rev().find(|k| s.cue(*k) == Cue::Was)?;
    noun(s, was).filter(|of| s.direction(*of).is_some() && s.is_word(of + 1, &["in", "of"]))
}

/// `a 14 ± 3% decrease`, `3.4% ± 0.5%`, `mean (SD) increases of 5.9% (3.8)`: whether a percentage is a spread, or has its own with it.
pub(super) fn with_spread(s: &Sentence<'_>, i: usize) -> bool {
    let sign = |k: usize| s.items.get(k).is_some_and(|item| item.shape == Shape::PlusMinus);
    i > 0 && sign(i - 1)
        || sign(i + 1)
        || s.opens(i + 1)
            && s.closes(i + 3)
            && s.plain(i + 2).is_some_and(|n| n.decimal.places() > 0)
            && s.any(i.saturating_sub(40)..i, Classes::SPREAD)
}
