//! Rates of events over time.

use crate::extract::sentence::Sentence;
use crate::finding::{Statistic, TimeUnit};
use crate::lex::{Classes, Cue};

use super::place::before;
use super::value::Value;

/// `2.3 per 100 person-years`, `36.6/100 child-years`, `0.8 exacerbations per year`.
pub(super) fn rate(s: &Sentence<'_>, value: &Value) -> bool {
    // "17.3 vs 15.9 events per 1000 patient-years"
    let joint = matches!(s.cue(value.at + 1), Cue::Versus | Cue::And | Cue::To);
    let shared = joint && s.plain(value.at + 2).is_some() && value.unit.is_none();
    let mut at = value.at + if shared { 3 } else { 1 };
    if matches!(s.cue(at), Cue::Things | Cue::People) || s.is_word(at, EVENTS) {
        at += 1;
    }
    let slash = s.mark(at) == Some('/');
    if !slash && !s.is_word(at, &["per"]) {
        return denominated(s, value);
    }
    // The 80 of "120/80 mm Hg" is no denominator.
    let counted =
        s.plain(at + 1).is_some_and(|n| n.decimal.as_whole().is_some_and(|n| n >= 10 && n % 10 == 0))
            && !matches!(s.cue(at + 2), Cue::Unit | Cue::Dose);
    if slash && s.items[at + 1..].first().is_some_and(|item| item.numeric()) && !counted {
        return false;
    }
    let end = (at + 6).min(s.items.len());
    let of_people = (at + 1..end).any(|k| s.cue(k) == Cue::People || s.is_word(k, PEOPLE));
    // Beats per minute are a measurement.
    let long =
        |cue| matches!(cue, Cue::Time(TimeUnit::Year | TimeUnit::Month | TimeUnit::Week | TimeUnit::Day));
    let of_time = (at + 1..end).take(4).any(|k| long(s.cue(k)) || s.is_word(k, &["person-years"]));
    if value.money {
        return false;
    }
    if counted || of_people && of_time {
        let said = |k: usize| s.is_word(k, &["rate", "rates", "incidence", "prevalence"]);
        let thousands = s.plain(at + 1).and_then(|n| n.decimal.as_whole()).is_some_and(|n| n >= 1000);
        return of_people
            || of_time
            || thousands && (value.at.saturating_sub(24)..value.at).any(said)
            || s.is_word(at + 2, &["births", "live", "cycles", "admissions", "visits", "procedures"]);
    }
    // "three times per week" is a dose; "1.2 relapses per year" a rate.
    let named = s.before(value.at, 24, Classes::STATISTIC, |cue| match cue {
        Cue::Statistic(Statistic::Rate) => Some(()),
        _ => None,
    });
    let said = (value.at.saturating_sub(24)..value.at).any(|k| s.is_word(k, &["rate", "rates", "incidence"]));
    of_time && (named.is_some() || said || s.cue(value.at + 1) == Cue::Things) && !s.items[value.at].spelled
}

/// `deaths per 100 patient-years were 2.2 with A and 2.4 with B`: the denominator stands once, before the values.
fn denominated(s: &Sentence<'_>, value: &Value) -> bool {
    // "were 6 fewer cancers" is a difference.
    let whole = value.number.decimal.places() == 0;
    let ends = s.opens(value.at + 1)
        || matches!(s.cue(value.at + 1), Cue::Preposition | Cue::And | Cue::Versus)
        || s.mark(value.at + 1) == Some(',');
    if value.percent || value.unit.is_some() || value.money || whole && !ends {
        return false;
    }
    let Some(was) = before(s, value.at).filter(|k| s.cue(*k) == Cue::Was) else { return false };
    let per = (was.saturating_sub(14)..was).rev().find(|k| s.is_word(*k, &["per"]));
    per.is_some_and(|per| {
        let people = |k: usize| s.cue(k) == Cue::People || s.is_word(k, PEOPLE);
        s.items[per + 1].numeric()
            && (per + 2..was.min(per + 4))
                .any(|k| people(k) || s.is_word(k, &["person-years", "patient-years"]))
            && !(per + 2..was).any(|k| s.items[k].numeric())
    })
}

/// `(282 cancers)`: whether a number stands in a bracket with nothing but a noun in the plural.
pub(in crate::extract::read) fn of_a_kind(s: &Sentence<'_>, i: usize) -> bool {
    i > 0
        && s.opens(i - 1)
        && s.closes(i + 2)
        && s.is_plain_word(i + 1)
        && s.cue(i + 1) == Cue::None
        && s.items[i + 1].spaced
        && s.words(i + 1).len() > 4
        && s.words(i + 1).ends_with('s')
}

const EVENTS: &[&str] = &[
    "events",
    "episodes",
    "cases",
    "deaths",
    "endpoints",
    "infections",
    "falls",
    "strokes",
    "fractures",
    "admissions",
    "attacks",
    "bleeds",
    "exacerbations",
    "relapses",
];

const PEOPLE: &[&str] =
    &["person", "patient", "woman", "child", "participant", "subject", "capita", "pyrs", "PY", "PYs", "pyr"];
