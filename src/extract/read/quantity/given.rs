//! What was given or asked for and not found: doses, limits of who or what is meant.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::Comparison;
use crate::lex::{Classes, Cue};

use super::place::joint_before;

/// `40 mg`, `3 times a day`; `40 mg/dl` is a laboratory's value.
pub(super) fn dose(s: &Sentence<'_>, i: usize) -> bool {
    let often = s.is_word(i + 1, &["times", "x"])
        && (s.cue(i + 2) == Cue::Article
            || s.is_word(i + 2, &["per", "daily", "weekly", "higher", "more", "the", "as", "greater"]));
    if s.cue(i + 1) != Cue::Dose {
        return often;
    }
    let measured = |k: usize| {
        s.is_word(
            k,
            &[
                "dl",
                "l",
                "ml",
                "mmol",
                "liter",
                "litre",
                "deciliter",
                "milliliter",
                "24",
                "d",
                "24h",
                "mm",
                "g",
            ],
        )
    };
    let lab = (s.mark(i + 2) == Some('/') || s.is_word(i + 2, &["per"])) && measured(i + 3);
    // "weight loss was greater with velorinib 1.5 mg"; but "a median dose of prednisone 10 mg"
    let member = |k: &usize| {
        s.items[*k].numeric() && !s.items[*k].named
            || matches!(s.cue(*k), Cue::Dose | Cue::And | Cue::Or)
            || s.mark(*k) == Some(',')
    };
    let name = (i.saturating_sub(8)..i).rev().find(|k| !member(k));
    // "differed between 10 mg and 20 mg", "better than with 20 mg": groups that their doses name.
    let group = |k: usize| {
        s.is_word(k, &["between", "with", "for", "on", "after"])
            || s.cue(k) == Cue::Versus
                && k > 0
                && !s.items[k - 1].numeric()
                && s.cue(k - 1) != Cue::Dose
                && !s.closes(k - 1)
    };
    let drug = name.is_some_and(|k| {
        s.is(k, Classes::WORD)
            && (s.cue(k) == Cue::None || s.count(i).is_some() && group(k))
            && (k + 1 == i || s.cue(k + 2) == Cue::Dose)
            && !(k > 0 && matches!(s.cue(k - 1), Cue::Statistic(_)))
            && !amount(s, i)
    });
    let named = !drug && s.any(i.saturating_sub(12)..i, Classes::STATISTIC);
    let spread = matches!(s.items.get(i + 2).map(|x| &x.shape), Some(Shape::PlusMinus));
    let from = i.saturating_sub(40);
    let used = s.any(from..i, Classes::CONSUMED)
        && (from..i).any(|k| matches!(s.cue(k), Cue::Statistic(_)) || s.is_word(k, &["consumption"]));
    // "morphine use was 31 mg with A and 41 mg with B"
    const USED: &[&str] =
        &["use", "usage", "consumption", "requirement", "requirements", "intake", "excretion"];
    let told = i > 0
        && matches!(s.cue(i - 1), Cue::Was | Cue::Versus | Cue::And)
        && (i.saturating_sub(20)..i).any(|k| s.is_word(k, USED) && (k..i).any(|was| s.cue(was) == Cue::Was))
        && !s.any(i.saturating_sub(20)..i, Classes::STEP);
    !(lab || named || spread || used || told || set_against(s, i))
}

/// Whether how much was used is spoken of.
fn amount(s: &Sentence<'_>, i: usize) -> bool {
    let near = i.saturating_sub(12)..i;
    s.any(near.clone(), Classes::CONSUMED)
        || near
            .into_iter()
            .any(|k| s.is_word(k, &["dose", "doses", "dosage", "weight", "content", "excreted"]))
}

/// `(540 vs. 690 mg/kg; P = 0.004)`, `(2.1 mg/kg/min versus 1.8 mg/kg/min, P<0.01)`: amounts that a P value compares.
fn set_against(s: &Sentence<'_>, i: usize) -> bool {
    let Some(end) = s.unit_end(i + 1).filter(|_| s.items[i].depth > 0) else { return false };
    let versus = |k: usize| s.cue(k) == Cue::Versus && k > 0 && s.items[k - 1].depth > 0;
    let side = versus(end) && s.items.get(end + 1).is_some_and(|item| item.numeric())
        || i > 0
            && versus(i - 1)
            && i > 1
            && (s.items[i - 2].numeric()
                || s.cue(i - 2) == Cue::Dose
                || s.cue(i - 2) == Cue::Time(crate::finding::TimeUnit::Minute));
    side && (end..s.items.len().min(end + 8))
        .take_while(|k| !s.closes(*k))
        .any(|k| matches!(s.items[k].shape, Shape::P(_)))
}

/// `blown in at a flow rate of 3 l/min`, `inflated to a pressure of 45 mm Hg`: what something was set to.
pub(super) fn set_to(s: &Sentence<'_>, of: usize) -> bool {
    (of.saturating_sub(5)..of).any(|k| {
        s.is_word(k, &["at", "to", "with", "using", "under"])
            && s.cue(k + 1) == Cue::Article
            && !s.any(k.saturating_sub(4)..k, Classes::MOVED | Classes::VERSUS)
    })
}

/// `≥ 70 years`, `aged 18`, `a margin of 5`: limits of who or what is meant.
pub(super) fn limit(s: &Sentence<'_>, i: usize) -> bool {
    let Some(before) = i.checked_sub(1) else { return false };
    // "> or = 70"
    let either = s.mark(before) == Some('=')
        && before > 1
        && (s.cue(before - 1) == Cue::Or
            || matches!(s.mark(before - 1), Some('<' | '>'))
            || s.mark(before - 1) == Some('/') && matches!(s.mark(before - 2), Some('<' | '>')));
    // "9 months or less", "140 mg per deciliter (3.6 mmol per liter) or more"
    let open = || {
        let end = s.unit_end(i + 1).unwrap_or(i + 1);
        let end = match () {
            () if s.closes(end) => end + 1,
            () if s.opens(end) => s.behind_bracket(end).unwrap_or(end),
            () => end,
        };
        s.cue(end) == Cue::Or
            && (matches!(s.cue(end + 1), Cue::Lower | Cue::Higher)
                || s.is_word(
                    end + 1,
                    &[
                        "more", "less", "older", "younger", "over", "above", "below", "longer", "greater",
                        "fewer",
                    ],
                ))
            || s.cue(end) == Cue::And
                && (s.is_word(end + 1, &["older", "over", "above", "younger"])
                    || s.percent(i).is_none() && s.is_word(end + 1, &["higher", "greater"]))
    };
    // "at least a 12 mm Hg reduction"
    if s.cue(before) == Cue::Article && before > 0 && s.cue(before - 1) == Cue::AtLeast {
        return true;
    }
    let signed = matches!(s.mark(before), Some('$' | '£' | '€')) && s.bound(before).is_some();
    // "(17.4 ± 4.9 vs. <0.3 g)": the other side of a value with its spread.
    let facing = before > 2
        && matches!(s.mark(before), Some('<' | '>'))
        && s.cue(before - 1) == Cue::Versus
        && matches!(s.items[before - 3].shape, Shape::PlusMinus);
    let bounded = signed
        || !facing
            && s.bound(i).is_some_and(|bound| {
                let word = s.mark(before).is_none();
                let said =
                    before.checked_sub(1).is_some_and(|k| s.cue(k) == Cue::Was || s.cue(k) == Cue::Versus);
                let named = s.any(i.saturating_sub(8)..i, Classes::STATISTIC);
                !said || !named || word || matches!(bound, Comparison::AtLeast | Comparison::AtMost)
            });
    let from = joint_before(s, i);
    let named = (from.saturating_sub(3)..from).rev().take_while(|k| !s.opens(*k)).any(|k| {
        s.cue(k) == Cue::Criterion && !s.is_word(k, &["age", "ages", "score of", "body mass index of"])
    });
    let age = from > 1
        && s.cue(from - 1) == Cue::Of
        && s.is_word(from - 2, &["age"])
        && from > 2
        && s.cue(from - 3) == Cue::Article;
    bounded || either || named || age || open()
}
