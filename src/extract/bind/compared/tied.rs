//! Results of what goes with what, which compare no two arms: correlations, interactions, predictors.

use super::super::frames::Scene;
use super::part::{Part, sole};
use super::{Sides, over_time};
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::{Purpose, Reported};
use crate::lex::{Cue, Sort};

/// `Age was a predictor of relapse (P = 0.02)`: a sentence that names no arm, and says what goes with what in all people.
pub(super) fn tied(scene: &Scene<'_, '_>) -> bool {
    let s = scene.s;
    // "Treatment was associated with fewer relapses": that of the trial.
    let tested = |i: usize| s.is_of(i, Sort::Experimental) || s.is_word(i, &["therapy", "use", "it", "this"]);
    // "(0.18 …; interaction P = 0.006)" says that a subgroup's differs.
    let behind = |r: &Reading, i: usize| matches!(r.result, Reported::PValue(_)) && r.first == i + 1;
    let tests = |i: usize| {
        let own = |r: &Reading| behind(r, i) || interacts(r) && r.first <= i + 1 && i <= r.last;
        s.is_word(i, &["interaction"]) && scene.readings.iter().any(own)
    };
    let rises = |i: usize| s.is_word(i, &["per"]) && (i + 1..i + 4).any(|k| s.is_word(k, STEPS));
    // "0.64 (0.48 to 0.94), with no heterogeneity between trials"
    let estimate = |r: &Reading| matches!(r.result, Reported::Estimate(_));
    let trials = |i: usize| {
        s.is_word(i, &["heterogeneity"]) && scene.readings.iter().any(|r| estimate(r) && r.last < i)
    };
    let ties = |i: usize| s.is_of(i, Sort::Ties) && !tests(i) && !trials(i);
    scene.mentions.is_empty()
        && (s.may_say(&[Sort::Ties]) && (0..s.items.len()).any(ties) || (0..s.items.len()).any(rises))
        && !(0..s.items.len()).any(tested)
}

/// Words that tie two things, but "associated with", which also says what a treatment did, and "Heart Association".
pub(super) fn ties(scene: &Scene<'_, '_>, i: usize) -> bool {
    let s = scene.s;
    let said = || {
        let word = s.words(i);
        let named = i > 0 && word.starts_with(|c: char| c.is_ascii_uppercase());
        !named && !word.get(..10).is_some_and(|head| head.eq_ignore_ascii_case("associated"))
    };
    // "the predictive value", "social interaction"
    let measured = || s.is_word(i + 1, VALUES) || i > 0 && s.is_word(i - 1, &["social", "peer"]);
    s.is_of(i, Sort::Ties) && said() && !measured() && !(s.is_word(i, FORETELL) && adjusted_for(s, i))
}

/// `adjusted for baseline predictors`: what a comparison was freed from.
fn adjusted_for(s: &Sentence<'_>, i: usize) -> bool {
    let weighed = |k: usize| {
        s.is_word(k, &["adjusted", "adjusting", "adjustment", "controlled", "controlling", "accounting"])
    };
    let near = i.saturating_sub(ADJUSTED)..i;
    near.clone().any(|k| s.is_word(k, &["for"]) && (k.saturating_sub(2)..k).any(weighed))
}

/// Items from "adjusted for" to what it is adjusted for, at most: "adjusted for age, sex, and prognostic factors".
const ADJUSTED: usize = 8;

/// What is predictive of a test, and a result of it.
const VALUES: &[&str] = &["value", "values", "accuracy", "performance", "power"];

/// `there was an interaction between treatment and age (P = 0.02)`, `X correlated with Y in the A group (P = 0.01)`: a P value of
/// what goes with what, in an arm or in all people.
pub(super) fn tied_in(scene: &Scene<'_, '_>, reading: &Reading, part: &Part) -> Option<Sides> {
    let s = scene.s;
    if !s.may_say(&[Sort::Ties]) {
        return interacts(reading).then_some((None, None));
    }
    let tie = (part.start..part.first).rev().find(|i| ties(scene, *i));
    // "a time x group interaction (P = 0.02)": the two changed otherwise.
    if tie.is_some_and(|tie| by_time(scene, tie)) {
        return None;
    }
    if interacts(reading) {
        return Some((None, None));
    }
    let tie = tie?;
    let weighs = |i: usize| s.is_of(i, Sort::Weighs) && !s.is_word(i, &["between"]);
    // "age did not predict response to A, which reduced relapses (P = 0.01)"
    let goes_on = |i: usize| s.mark(i) == Some(',') && s.is_word(i + 1, &["which"]);
    if (tie..part.first).any(|i| weighs(i) || goes_on(i)) {
        return None;
    }
    let interaction = s.is_word(tie, &["interaction", "interactions", "heterogeneity"]);
    // "treatment with A was a predictor of survival"
    let acts = scene.named(part.start, tie).iter().any(|m| m.last + ACTS >= tie);
    let tested = |i: usize| s.is_of(i, Sort::Experimental) || s.is_word(i, ALLOTTED);
    let named = scene.named(part.start, part.first);
    // "the predictors were A (P = 0.01) and age"
    let beside = named.last().is_some_and(|m| m.last + 1 == part.first || m.last + 2 == part.first);
    if !interaction && (acts || beside || (part.start..tie).any(tested)) {
        return None;
    }
    let within = sole(named).filter(|_| !interaction && named.iter().all(|m| over_time::within(scene, m)));
    Some((within, None))
}

/// `P for interaction`
fn interacts(reading: &Reading) -> bool {
    matches!(&reading.result, Reported::PValue(p) if p.purpose == Some(Purpose::Interaction))
}

/// Items around the word, in which the two that interact are named: "interaction of treatment and time".
const TWO: usize = 6;

/// `group-by-time interaction`, `interaction between treatment and time`: of how the arms changed beside each other.
fn by_time(scene: &Scene<'_, '_>, tie: usize) -> bool {
    let s = scene.s;
    let near = tie.saturating_sub(TWO)..(tie + TWO).min(s.items.len());
    let group = |i: usize| {
        s.cue(i) == Cue::Group
            || s.is_word(i, ALLOTTED)
            || s.is_word(i, &["group", "intervention", "condition"])
    };
    let time = |i: usize| s.is_word(i, &["time"]);
    s.is_word(tie, &["interaction", "interactions"]) && near.clone().any(group) && near.clone().any(time)
}

/// What stands for the treatment that people were given.
const ALLOTTED: &[&str] =
    &["treatment", "therapy", "allocation", "assignment", "randomization", "randomisation", "arm"];

/// `Age was an independent predictor of relapse (2.4 …)`, `risk factors for relapse were age (2.4 …) and`: an estimate of what
/// is no arm.
pub(super) fn prognostic(scene: &Scene<'_, '_>, start: usize, reading: &Reading) -> bool {
    let s = scene.s;
    if !matches!(reading.result, Reported::Estimate(_)) || !s.may_say(&[Sort::Ties, Sort::Factor]) {
        return false;
    }
    let tie = |i: &usize| {
        let said = s.is_of(*i, Sort::Ties) && s.is_word(*i, FORETELL) || factor(s, *i);
        said && !adjusted_for(s, *i)
    };
    let Some(tie) = (start..reading.first).rev().find(tie) else { return false };
    let named = scene.named(start, reading.first);
    let acts = named.iter().any(|m| m.last < tie && m.last + ACTS >= tie);
    let beside = named.last().is_some_and(|m| m.last + 2 >= reading.first);
    let tested = |i: usize| s.is_of(i, Sort::Experimental) || s.is_word(i, ALLOTTED);
    let turns = |i: usize| s.is_of(i, Sort::Turn) || s.is_of(i, Sort::Weighs);
    !acts && !beside && !(start..tie).any(tested) && !(tie..reading.first).any(turns)
}

/// `risk factors`, `other factors found`: what is linked with an outcome.
fn factor(s: &Sentence<'_>, i: usize) -> bool {
    let told =
        |b: usize| s.is_word(b, &["risk", "prognostic", "predictive", "independent", "other", "significant"]);
    s.is_of(i, Sort::Factor) && i.checked_sub(1).is_none_or(told)
}

/// Words that foretell what becomes of people.
const FORETELL: &[&str] = &[
    "predictor",
    "predictors",
    "predicted",
    "predict",
    "predicts",
    "predictive",
    "predicting",
    "prognostic",
    "determinant",
    "determinants",
];

/// Items from what acts to the word that ties it to something, at most.
const ACTS: usize = 6;

/// What an estimate is of where it is "per" so much of something.
const STEPS: &[&str] =
    &["increase", "increment", "decrease", "unit", "units", "sd", "standard", "quartile", "doubling"];
