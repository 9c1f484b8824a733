//! Brackets inside of the phrase that says what they are of: `a significant (P = 0.02) effect on mood`, `age (P = 0.02) and
//! smoking (P = 0.01) were associated with relapse`. What was measured stands behind them.

use super::candidates::Candidate;
use super::changes::{BEING, CHANGING, EFFECTS, NOUNS};
use super::clause::{NEAR, REACH, arm_to, asks, shade};
use super::factor::of_factor;
use super::nature::{nature, surrounds};
use super::phrase::{content, last_word};
use crate::extract::bind::frames::Scene;
use crate::extract::read::Reading;
use crate::finding::{Measure, Reported};
use crate::lex::{Cue, Sort};
use crate::text::Span;

/// What stands behind the bracket of each reading, where that is what it is of.
pub(super) fn continued(scene: &Scene<'_, '_>, all: &[Candidate]) -> Vec<Option<Span>> {
    let factors = factors(scene, all);
    let of = |r: &Reading| {
        let listed = || factors.filter(|(from, _)| r.first > *from && weighs(r)).map(|(_, of)| of);
        let before = || of_factor(scene, all, r).or_else(|| against(scene, all, r));
        asks(scene, r).then(|| behind(scene, all, r).or_else(listed).or_else(before)).flatten()
    };
    scene.readings.iter().map(of).collect()
}

/// Whether a result may be of a factor.
fn weighs(reading: &Reading) -> bool {
    match &reading.result {
        Reported::PValue(_) => true,
        Reported::Estimate(estimate) => estimate.measure.is_ratio(),
        _ => false,
    }
}

/// `predictors of relapse were age (odds ratio, 1.3) and smoking (odds ratio, 2.1)`: what the factors are of, and where
/// their list begins.
fn factors(scene: &Scene<'_, '_>, all: &[Candidate]) -> Option<(usize, Span)> {
    let s = scene.s;
    if !s.holds(Sort::Ties) && !s.may_say(&[Sort::Ties]) {
        return None;
    }
    let noun = (0..s.items.len())
        .find(|k| s.is_word(*k, &["predictors", "factors", "determinants", "variables"]))?;
    let ties = s.is_word(
        noun + 1,
        &["associated", "related", "correlated", "predictive", "predicting", "influencing"],
    );
    let tied = noun + 1 + usize::from(ties);
    let from = tied + usize::from(s.is_word(tied, &["of", "for", "with", "to"]));
    if from == noun + 1 {
        return None;
    }
    let from = from + usize::from(s.cue(from) == Cue::Article);
    let run = all.iter().find(|c| c.first <= from && from <= c.last)?.run;
    let of = all.iter().find(|c| c.run == run && c.first >= from)?;
    let verb = (of.last + 1..of.last + NEAR).find(|k| {
        matches!(s.cue(*k), Cue::Was) || s.is_word(*k, &["included", "include"]) || s.mark(*k) == Some(':')
    })?;
    let apart = scene.readings.iter().all(|r| r.first > verb || r.last < noun);
    let class = nature(last_word(s.words(of.last)));
    let other = surrounds(class);
    (apart && !other).then(|| (verb, s.items[of.first].span.to(s.items[of.last].span)))
}

/// `a significant (P = 0.02) effect on mood`, `had significantly (P = 0.01) lower scores`: a bracket inside of the phrase
/// that says what changed.
fn behind(scene: &Scene<'_, '_>, all: &[Candidate], reading: &Reading) -> Option<Span> {
    let s = scene.s;
    let beside = reading.first.checked_sub(1).filter(|b| s.opens(*b));
    let open = beside.or_else(|| opening(scene, reading))?;
    let b = open.checked_sub(1)?;
    let close = reading.last + 1;
    if !s.closes(close) {
        return None;
    }
    let starts = |from: usize| named_from(scene, all, from, close);
    let mut k = close + 1;
    if weighs(reading)
        && s.mark(b).is_none()
        && (arm_to(scene, b).is_none() || !matches!(reading.result, Reported::PValue(_)))
        && let Some(at) = associated(scene, k)
    {
        return starts(at);
    }
    beside?;
    // "significantly raised (P = 0.02) the threshold"
    if raises(scene, b) && (s.cue(k) == Cue::Article || content(s, k)) {
        return starts(k);
    }
    let before = s.is_word(b, NOUNS);
    if !before {
        if !s.is_word(
            b,
            &["significant", "significantly", "greater", "larger", "marked", "markedly", "smaller"],
        ) {
            return None;
        }
        let changing = s.is_word(k, CHANGING);
        // "significantly (P = 0.01) lower pain scores"
        if changing && content(s, k + 1) && arm_to(scene, k + 1).is_none() {
            return starts(k + 1);
        }
        // "a significant (P = 0.01) interaction effect on"
        let noun = (k..k + 3).find(|k| s.is_word(*k, NOUNS))?;
        if (k..noun).any(|k| s.mark(k).is_some() || s.cue(k) == Cue::Preposition) {
            return None;
        }
        k = noun + 1;
    }
    let end = (k + NEAR * 2).min(s.items.len());
    while k < end {
        if s.items[k].depth > 0 || s.opens(k) || s.closes(k) {
            k += 1;
            continue;
        }
        if let Some(arm) = scene.mentions.iter().find(|m| m.first == k) {
            k = arm.last + 1;
            continue;
        }
        let told = s.is_word(k, &["in", "on", "of", "for"]);
        match s.cue(k) {
            _ if told => {
                if let Some(span) = starts(k + 1) {
                    return Some(span);
                }
                // Whom it is of.
                let next = k + 1 + usize::from(s.cue(k + 1) == Cue::Article);
                arm_to(scene, next)?;
            }
            Cue::Preposition if s.is_word(k, &["between", "with", "from"]) => {}
            Cue::Versus | Cue::Article | Cue::Group | Cue::And | Cue::People => {}
            _ => return None,
        }
        k += 1;
    }
    None
}

/// `Efficacy was 75% (95% CI, 65 to 82) against severe flu`: what is prevented.
fn against(scene: &Scene<'_, '_>, all: &[Candidate], reading: &Reading) -> Option<Span> {
    let s = scene.s;
    let Reported::Estimate(estimate) = &reading.result else { return None };
    if estimate.measure != Measure::VaccineEfficacy {
        return None;
    }
    let next = reading.last + 1;
    let tie = next + usize::from(s.closes(next));
    if !s.is_word(tie, &["against"]) {
        return None;
    }
    // "against laboratory-confirmed infection"
    let confirmed = |k: &usize| s.is_word(*k, &["confirmed"]) && s.mark(k - 1) == Some('-');
    let from = (tie + 2..tie + NEAR).find(confirmed).map_or(tie + 1, |k| k + 1);
    named_from(scene, all, from, tie)
}

/// `residual tumour (macroscopic v none; hazard ratio, 1.9)`: the bracket that a ratio closes, behind what it compares.
fn opening(scene: &Scene<'_, '_>, reading: &Reading) -> Option<usize> {
    let s = scene.s;
    let Reported::Estimate(estimate) = &reading.result else { return None };
    let sign = reading.first.checked_sub(1).filter(|b| matches!(s.mark(*b), Some(';' | ',')))?;
    let depth = s.items[sign].depth;
    let open = (sign.saturating_sub(2 * NEAR)..sign).rfind(|k| s.items[*k].depth < depth)?;
    let lone = scene.readings.iter().all(|r| r.first >= reading.first || r.last < open);
    (estimate.measure.is_ratio() && s.opens(open) && lone).then_some(open)
}

/// The name that begins at an item behind another, over words that only say how it is, or how often: "an increased risk of
/// death", "better survival", "having a relapse".
pub(super) fn named_from(
    scene: &Scene<'_, '_>,
    all: &[Candidate],
    from: usize,
    after: usize,
) -> Option<Span> {
    let s = scene.s;
    let from = from + usize::from(s.cue(from) == Cue::Article);
    let (mut begins, mut from) = (from, from);
    for _ in 0..4 {
        let more = matches!(s.cue(from), Cue::Lower | Cue::Higher | Cue::Article) || s.is_word(from, MORE);
        // "the risk reduction of relapse"
        let from_noun = usize::from(s.is_of(from, Sort::Head) && s.is_word(from + 1, NOUNS));
        let counts = s.is_of(from, Sort::Head) || s.is_word(from, NOUNS);
        let tie = from + from_noun + 1;
        let how_often = counts && (s.cue(tie) == Cue::Of || s.is_word(tie, &["for", "in"]));
        if how_often && !more {
            (begins, from) = (tie + 1, tie + 1);
        } else {
            from += usize::from(more);
        }
    }
    let run = all.iter().find(|c| from <= c.last && c.first >= after)?.run;
    let of = all.iter().find(|c| c.run == run && c.first >= begins)?;
    // "cessation of smoking", "relapse in trials with a low risk of bias": all of the name, up to where and in whom.
    let apart = |k: usize| s.opens(k) || s.closes(k) || matches!(s.mark(k), Some(',' | ';' | ':'));
    if (from..of.first).any(apart) {
        return None;
    }
    if let Some(first) = (from..of.first).find(|k| content(s, *k)) {
        let joint = (first + 1..of.first).find(|k| s.is_word(*k, &["in", "among"]));
        let last = joint.map_or(of.last, |joint| joint - 1);
        if content(s, last) {
            return Some(s.items[first].span.to(s.items[last].span));
        }
    }
    let class = nature(last_word(s.words(of.last)));
    let around = surrounds(class) || arm_to(scene, from).is_some();
    (!around).then(|| of.span(s))
}

/// Whether a verb that needs an object ends here: "raised", "lowered significantly", but not "was lowered".
fn raises(scene: &Scene<'_, '_>, at: usize) -> bool {
    let s = scene.s;
    let verb = at - usize::from(at > 0 && shade(s, at));
    let passive = || {
        (verb.saturating_sub(NEAR / 2)..verb)
            .rev()
            .find(|k| !shade(s, *k))
            .is_some_and(|k| s.is_word(k, BEING))
    };
    s.is_word(verb, CHANGING) && s.words(verb).ends_with("ed") && !passive()
}

/// Words before a name that only say how it is.
const MORE: &[&str] = &[
    "better",
    "worse",
    "poor",
    "poorer",
    "longer",
    "shorter",
    "prolonged",
    "developing",
    "having",
    "good",
    "favourable",
    "favorable",
    "greater",
    "earlier",
    "subsequent",
    "early",
    "late",
];

/// What factors are of what stands behind the preposition.
const TIED: &[&str] = &[
    "associated",
    "correlated",
    "predictive",
    "predictors",
    "predictor",
    "related",
    "linked",
    "factors",
    "factor",
    "determinants",
    "determinant",
    "indicators",
    "indicator",
];
/// Verbs of factors.
const ACTING: &[&str] = &[
    "predicted",
    "predict",
    "predicts",
    "influenced",
    "affected",
    "determined",
    "correlated",
    "influence",
    "affect",
    "influencing",
    "affecting",
    "predicting",
    "determining",
];

/// `age (P = 0.02) and smoking (P = 0.01) were associated with relapse`: where what factors are associated with begins.
fn associated(scene: &Scene<'_, '_>, from: usize) -> Option<usize> {
    let s = scene.s;
    let mut verb = false;
    // What stands in the brackets of the other factors does not count.
    let mut outside = 0;
    for k in from..(from + 4 * REACH).min(s.items.len()) {
        if s.items[k].depth > 0 || s.opens(k) || s.closes(k) {
            continue;
        }
        outside += 1;
        if outside > REACH {
            return None;
        }
        if s.is_word(k, TIED) {
            let with = k + 1;
            // "age (P = 0.02) and fever (P = 0.01) associated with": right behind the last bracket.
            let verb = verb
                || k.checked_sub(1).is_some_and(|b| s.closes(b) || s.is_word(b, &["as", "independently"]));
            return (verb && s.is_word(with, &["with", "of", "to", "for"])).then_some(with + 1);
        }
        // "those with fever (P = 0.02) were more likely to relapse"
        if verb && s.is_word(k, &["likely"]) && s.cue(k + 1) == Cue::To {
            let empty = s.is_word(k + 2, &["be", "have", "experience", "report", "develop", "achieve"]);
            return Some(k + 2 + usize::from(empty));
        }
        // "age (P = 0.02) and fever (P = 0.01) had a significant effect on relapse"
        let turned = || (k.saturating_sub(4)..k).any(|b| s.is_word(b, &["but"]));
        if verb && s.is_word(k, EFFECTS) && s.is_word(k + 1, &["on", "upon"]) && !turned() {
            return Some(k + 2);
        }
        // "age (P = 0.02) and fever (P = 0.01) predicted relapse"
        let acts = || {
            let behind = (from..k).rev().find(|b| !shade(s, *b));
            behind.is_some_and(|b| s.closes(b)) || k == from
        };
        if !verb && s.is_word(k, ACTING) && acts() {
            return Some(k + 1);
        }
        verb |= s.cue(k) == Cue::Was
            || s.is_word(k, &["as", "remained", "has", "had", "have", "exerted", "showed"]);
        let passes = matches!(
            s.cue(k),
            Cue::And | Cue::Or | Cue::Was | Cue::Article | Cue::Of | Cue::Lower | Cue::Higher
        ) || s.is_word(k, &["but", "independent", "risk", "as", "only", "major", "significant", "prognostic", "strong", "found", "to", "be", "statistically significant", "main", "no"])
            || matches!(s.mark(k), Some(',' | '-' | '/'))
            || arm_to(scene, k).is_some() && !verb
            || shade(s, k)
            // "living alone (…) and a weight below 60 kg at the start (…)"
            || !verb
                && (content(s, k)
                    || matches!(
                        s.cue(k),
                        Cue::Preposition
                            | Cue::Time(_)
                            | Cue::Unit
                            | Cue::To
                            | Cue::MoreThan
                            | Cue::LessThan
                            | Cue::AtLeast
                            | Cue::AtMost
                            | Cue::Statistic(_)
                            | Cue::People
                            | Cue::Grade
                    )
                    || s.is_word(k, &["neither", "nor", "both", "either", "than", "not", "only"])
                    || matches!(s.mark(k), Some('<' | '>' | '≥' | '≤'))
                    || s.items[k].numeric());
        if !passes {
            return None;
        }
    }
    None
}
