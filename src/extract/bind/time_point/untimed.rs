//! What has no time although one stands beside it: what is of the whole course, of the start, or of the people who took part.

use super::place::{AFTER, Manner, Place};
use crate::extract::bind::frames::Scene;
use crate::extract::item::Shape;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::{Measure, Reported, Statistic, TimeUnit};
use crate::lex::{Classes, Cue};

/// Units of a stretch of time.
const SPANS: &[&str] =
    &["years", "year", "yrs", "yr", "y", "months", "month", "mo", "weeks", "week", "wk", "days", "d"];

/// Units of a short one.
const BRIEF: &[&str] = &["hours", "hour", "h", "hr", "hrs", "minutes", "minute", "min"];

/// What is of the whole course: a hazard ratio, a survival time, an age.
pub(super) fn lasting(s: &Sentence<'_>, reading: &Reading) -> bool {
    match &reading.result {
        Reported::Estimate(estimate) => estimate.measure == Measure::HazardRatio,
        Reported::Quantity(quantity) => {
            let behind = s.skip(reading.main + 1, &['-']);
            let beside = matches!(s.cue(behind), Cue::Time(_)) && s.mark(behind + 1) != Some('/');
            // "57 +/- 7 years": the unit stands behind the dispersion.
            let spans = |unit: &str| {
                SPANS.contains(&unit) || BRIEF.contains(&unit) && s.is_word(reading.last + 1, AFTER)
            };
            beside && !brief(s, reading) || quantity.unit.as_deref().is_some_and(spans)
        }
        _ => false,
    }
}

/// Whether a value counts hours or minutes: it may have a time, though none that itself counts them: `walked for 9 min at week 12`.
pub(super) fn brief(s: &Sentence<'_>, reading: &Reading) -> bool {
    let Reported::Quantity(quantity) = &reading.result else { return false };
    let behind = s.skip(reading.main + 1, &['-']);
    matches!(s.cue(behind), Cue::Time(TimeUnit::Hour | TimeUnit::Minute)) && s.mark(behind + 1) != Some('/')
        || quantity.unit.as_deref().is_some_and(|unit| BRIEF.contains(&unit))
}

/// Words of a value that was taken before anything was done.
const START: &[&str] = &[
    "baseline",
    "basal",
    "pretreatment",
    "pre-treatment",
    "preoperative",
    "pre-operative",
    "initial",
    "initially",
    "preoperatively",
    "pre",
];

/// `from 16.1 to 25.1 at week 12`, `16.1 to 25.1`, `baseline 16.1`: the value before.
pub(super) fn at_the_start(scene: &Scene<'_, '_>, places: &[Place], reading: &Reading) -> bool {
    let s = scene.s;
    let Some(b) = reading.first.checked_sub(1) else { return false };
    let next = reading.last + 1;
    if s.is_word(b, START)
        || s.is_word(next, &["before"])
        || s.is_word(next, &["at"]) && s.is_word(next + 1, &["baseline"])
    {
        return true;
    }
    if of_the_start(s, places, reading) {
        return true;
    }
    // "5-year mortality fell from 8% to 4%": of both.
    let of_both =
        || places.iter().rfind(|p| p.last < reading.first).is_some_and(|p| p.manner == Manner::Attribute);
    // "the preoperative area (8.7 mm) fell to 5.6 mm after a week"
    let first =
        (b.saturating_sub(6)..b).rev().take_while(|k| matches!(s.items[*k].shape, Shape::Word)).last();
    let before_all = || {
        let words = first.map_or(b..b, |first| first..b);
        words.into_iter().any(|k| {
            s.is_word(k, &["preoperative", "pretreatment", "baseline", "initial"])
                && !k.checked_sub(1).is_some_and(|k| s.cue(k) == Cue::Preposition || s.cue(k) == Cue::Versus)
        })
    };
    let falls = || (next..next + 6).any(|k| matches!(s.cue(k), Cue::Lower | Cue::Higher | Cue::To));
    if s.opens(b) && s.closes(next) && falls() && before_all() {
        return true;
    }
    // "from 146/99 with placebo to 135/94", "from 536 s by 72 s"
    let goes = (next..reading.last + 12).any(|k| s.cue(k) == Cue::To || s.is_word(k, &["by"]));
    // "ranged from 83% to 92% with A, and from 12% to 47% with B"
    let ranges = |k: usize| s.is_word(k, &["ranged", "ranging", "range", "ranges", "varied"]);
    if (b.saturating_sub(30)..b).any(ranges) {
        return false;
    }
    // "from 83% (year 1) to 47% (year 5)"
    if places.iter().any(|p| p.first == next + 1 && s.opens(next) && s.closes(p.last + 1)) {
        return false;
    }
    let from = s.is_word(b, &["from"]) && goes && !s.is_word(next, &["at", "on", "in"]);
    let onward = s.cue(next) == Cue::To
        && scene
            .readings
            .iter()
            .any(|r| (next + 1..next + 3).contains(&r.first) && r.result.kind() == reading.result.kind());
    (from || onward) && !of_both()
}

/// Items from the word of the start to its value, at most.
const SUBJECT: usize = 24;

/// `Baseline pressures, which were 109 mm Hg with A and 108 mm Hg with B, fell after a year`, `from baseline HbA1c (8.1%)`: a value of
/// what is named as it was at the start.
fn of_the_start(s: &Sentence<'_>, places: &[Place], reading: &Reading) -> bool {
    const NAMED: &[&str] = &["baseline", "pretreatment", "pre-treatment", "preoperative"];
    let from = s.clause_start(reading.first).max(reading.first.saturating_sub(SUBJECT));
    let level = matches!(reading.result, Reported::Quantity(ref q) if q.statistic != Statistic::Change);
    if !level || s.any(from..reading.first, Classes::MOVED) {
        return false;
    }
    let Some(k) = (from..reading.first).rev().find(|k| s.is_word(*k, NAMED)) else { return false };
    // "baseline pressure was 173 mm Hg, and 153 mm Hg after 12 months"
    let own = |p: &Place| {
        p.first > reading.last
            && p.first - reading.last <= 4
            && !(reading.last + 1..p.first).any(|at| s.mark(at) == Some(','))
    };
    if places.iter().any(|p| p.first >= k && p.last < reading.first || own(p)) || !s.is_plain_word(k + 1) {
        return false;
    }
    let mut words = (k + 1..reading.first).take_while(|at| s.is_plain_word(*at) && s.cue(*at) != Cue::Was);
    let end = k + 1 + words.by_ref().count();
    // "baseline HbA1c (8.1%)"
    if s.opens(end) && end + 1 == reading.first && s.closes(reading.last + 1) && end - k <= 4 {
        return true;
    }
    let against = k > 0
        && (matches!(s.cue(k - 1), Cue::Preposition | Cue::To | Cue::Versus | Cue::And)
            || s.is_word(k - 1, &["than", "from"]));
    !against && (end..reading.first).any(|at| s.cue(at) == Cue::Was)
}

/// `(mean age, 57 years; body mass index, 35.2)`, `(65% women)`: what a bracket tells of those who took part.
pub(super) fn of_people(s: &Sentence<'_>, places: &[Place], reading: &Reading) -> bool {
    const SEX: &[&str] = &["male", "males", "female", "females", "men", "women", "boys", "girls"];
    let Some(depth) = s.items.get(reading.first).map(|item| item.depth).filter(|depth| *depth > 0) else {
        return false;
    };
    let inside = |k: &usize| s.items.get(*k).is_some_and(|item| item.depth >= depth);
    let from = (reading.first.saturating_sub(60)..reading.first)
        .rev()
        .take_while(inside)
        .last()
        .unwrap_or(reading.first);
    let until = (reading.last..reading.last + 60).take_while(inside).last().unwrap_or(reading.last);
    if places.iter().any(|p| p.first >= from && p.last <= until) {
        return false;
    }
    let beside = [reading.last + 1, reading.last + 2].into_iter().chain(reading.first.checked_sub(1));
    let sex = || {
        matches!(reading.result, Reported::Proportion(_))
            && beside.into_iter().any(|k| s.is_word(k, SEX))
            && s.cue(reading.last + 1) != Cue::Of
    };
    // "(9 men, 48 +/- 6 years old)"
    let old = || (reading.last..reading.last + 4).any(|k| s.is_word(k, &["old", "years old"]));
    sex() || old() || (from..until).any(|k| s.is_word(k, &["age", "aged", "ages"]))
}
