//! Where a sentence names times: "at 5 years", "5-year survival", "week 12", "1 and 2 years".

use super::listed::{goes_on, more, shared, shares_name};
use super::same::{closer, from_none, of_a_dose, said_again, short, through};
use super::spoken;
use super::stage::{course, design, length, passed, recorded, stage, visit};
use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Number, TimePoint, TimeUnit};
use crate::lex::{Cue, Sort};

/// How a time is tied to what it is said of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// Before the name of what was measured: `5-year survival`. It says nothing of what stands before it.
    Attribute,
    /// By itself: `at 5 years`, `week 12`.
    Adverb,
}

/// A time point and where it stands.
#[derive(Clone, Debug)]
pub(in crate::extract::bind) struct Place {
    /// Its first and last item.
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) manner: Manner,
    /// Nothing but a joint stands between the time before and this one: `1 and 2 years`.
    pub(super) listed: bool,
    /// None where words say when, and no number: `at baseline`.
    pub(super) point: Option<TimePoint>,
}

/// Every time point of a sentence, in order.
pub(in crate::extract::bind) fn find(s: &Sentence<'_>) -> Vec<Place> {
    let mut out: Vec<Place> = Vec::new();
    if !s.holds(Sort::Time) {
        return out;
    }
    for i in 0..s.items.len() {
        let place = match s.items[i].shape {
            Shape::Number(_) => at(s, i, out.last()),
            Shape::Word if s.is_of(i, Sort::Time) => spoken::ordinal(s, i),
            Shape::Word => spoken::in_words(s, i),
            _ => None,
        };
        let Some(mut place) = place else { continue };
        let after = out.last().map(|place| place.last + 1);
        if after.is_some_and(|from| place.first < from) {
            continue;
        }
        // "from day 43 through day 201": a stretch and no time.
        if let Some(last) = out.last_mut().filter(|last| through(s, last, &place)) {
            last.last = place.last;
            let begun = from_none(last);
            last.point = place.point.filter(|_| begun);
            continue;
        }
        place.listed = after.is_some_and(|from| from < place.first && joint(s, from, place.first));
        // "at week 24 (17 weeks after the quit date)": the same time, said once more.
        if out.last().is_some_and(|last| said_again(s, last, &place)) {
            continue;
        }
        // "at month 3, hour 2": one time, told closer.
        if let Some(last) = out.last_mut().filter(|last| place.listed && closer(s, last, &place)) {
            last.last = place.last;
            continue;
        }
        out.push(place);
    }
    // "After 4 weeks, 2-hour glucose was 9.1": a name with hours in it, where the study's own time is told.
    if out.iter().any(|place| {
        place.manner == Manner::Adverb && place.point.as_ref().is_some_and(|point| !short(point.unit))
    }) {
        let longer = out.iter().any(|place| {
            let unit = |point: &TimePoint| !short(point.unit) && point.unit != TimeUnit::Day;
            place.manner == Manner::Adverb && place.point.as_ref().is_some_and(unit)
        });
        out.retain(|place| {
            place.manner == Manner::Adverb && !(longer && of_a_dose(s, place))
                || place.point.as_ref().is_none_or(|point| !short(point.unit))
        });
    }
    out
}

/// The unit of time that stands at a place.
pub(super) fn unit(s: &Sentence<'_>, i: usize) -> Option<TimeUnit> {
    match s.cue(i) {
        Cue::Time(unit) => Some(unit),
        _ => None,
    }
}

/// `24 postoperative hours`, `the first treatment week`: what a unit of time is counted in.
pub(super) fn kind(s: &Sentence<'_>, i: usize) -> bool {
    s.is_word(i, &["postoperative", "post-operative", "postpartum", "postnatal", "study", "treatment"])
}

/// The unread number at a place that may count units of time.
pub(super) fn number(s: &Sentence<'_>, i: usize) -> Option<Number> {
    match s.items.get(i)?.shape {
        // "during 8412 h of recording", "in the 1999 season"
        Shape::Number(n) if !s.spent[i] && !n.decimal.is_negative() && n.to_f64() < 1000.0 => Some(n),
        _ => None,
    }
}

pub(super) fn joint(s: &Sentence<'_>, from: usize, to: usize) -> bool {
    (from..to).all(|k| matches!(s.cue(k), Cue::And | Cue::Or) || matches!(s.mark(k), Some(',' | '/' | '-')))
}

/// The time whose number stands at `i`; `before` is the time before it.
fn at(s: &Sentence<'_>, i: usize, before: Option<&Place>) -> Option<Place> {
    let value = number(s, i)?;
    let place = |manner, unit, first: usize, last: usize| {
        let span = s.items[first].span.to(s.items[last].span);
        let point = Some(TimePoint { value, unit, span });
        Some(Place { first, last, manner, listed: false, point })
    };
    // The preposition is part of the place, and not of the phrase.
    let adverb = |unit, last: usize| {
        let spoken = i - usize::from(i > 0 && s.cue(i - 1) == Cue::Preposition);
        let found = place(Manner::Adverb, unit, spoken, last)?;
        Some(Place { first: tie(s, i).unwrap_or(found.first).min(found.first), ..found })
    };
    let after = before.map(|place| place.last + 1);
    let glued = s.mark(i + 1) == Some('-') && unit(s, i + 2).is_some();
    // "at 24 postoperative hours"
    let own = if glued { i + 2 } else { i + 1 + usize::from(kind(s, i + 1) && unit(s, i + 2).is_some()) };
    // `week 12`, `day-28 response`.
    if let Some(before) = i.checked_sub(1)
        && unit(s, own).is_none()
    {
        let dash = s.mark(before) == Some('-') && !s.items[before].spaced;
        let named = if dash { before.checked_sub(1) } else { Some(before) };
        // "0.38 l h-1": a rate; "EQ-5D-3L": a name.
        let named = named.filter(|k| {
            let name = !s.items[*k].spaced && *k > 0 && s.items[*k - 1].numeric();
            !dash || !name && !matches!(s.words(*k), "h" | "hr" | "min" | "s")
        });
        if let Some((at, found)) = named.and_then(|k| unit(s, k).map(|found| (k, found)))
            && (!s.words(at).ends_with('s')
                || joint(s, i + 1, i + 2) && number(s, i + 2).is_some()
                || s.opens(i + 1) && s.behind_bracket(i + 1).is_some_and(|k| more(s, k)))
            // "year 9 students"
            && s.cue(i + 1) != Cue::People
            && !s.is_word(i + 1, &["students", "pupils", "schoolchildren"])
        {
            // "at week-24", but not "the week-24 response"
            let tied = at.checked_sub(1).is_some_and(|b| s.cue(b) == Cue::Preposition);
            let attribute = dash && (!tied || names(s, i + 1));
            return place(if attribute { Manner::Attribute } else { Manner::Adverb }, found, at, i);
        }
    }
    // `weeks 4 and 8`, `days 2 (…), 7 (…), and 90 (…)`: a later one.
    if let Some(before) = before
        && let Some(point) = &before.point
        && s.items[before.last].span == point.value.span
        && unit(s, own).is_none()
        && s.items[i].depth == s.items[before.last].depth
        && goes_on(s, before.last + 1, i)
    {
        return place(Manner::Adverb, point.unit, i, i);
    }
    let preposition = preposition(s, i) || after.is_some_and(|from| from < i && goes_on(s, from, i));
    if let Some(found) = unit(s, own) {
        // `5-year survival`, `3 year survival`, `3y-OS`.
        let behind = s.skip(own + 1, &['-']);
        // "the 18 months relapse rates"
        let article = || {
            !preposition
                && i > 0
                && s.is_word(i - 1, &["the", "a", "an"])
                && !s.is_word(behind, &["preceding", "leading"])
        };
        let attribute = glued
            || !preposition && s.cue(own + 1) == Cue::And && shares_name(s, own + 2)
            || names(s, behind) && (!s.words(own).ends_with('s') || s.words(own).len() == 1 || article());
        // "in the 6 days group": who they are
        if s.cue(own + 1) == Cue::Group || s.cue(behind) == Cue::Group {
            return None;
        }
        if !attribute {
            return (preposition || labels(s, i, own)).then(|| adverb(found, own)).flatten();
        }
        // `at the 12-month follow-up`, `at the end of the 9-week course`
        let over = |tie: usize| !s.is_word(tie, &["in", "at"]) || (tie..i).any(|k| s.is_word(k, &["end"]));
        if preposition
            && (visit(s, behind) || passed(s, behind) && tie(s, i).is_some_and(over) || stage(s, i, behind))
        {
            let last = if names(s, behind) || visit(s, behind) { behind } else { own };
            return adverb(found, own).map(|place| Place { last, ..place });
        }
        // "3-days-a-week"
        if s.cue(behind) == Cue::Article {
            return None;
        }
        let recorded = matches!(found, TimeUnit::Hour | TimeUnit::Minute) && recorded(s, behind);
        let planned = i > 0 && s.is_word(i - 1, &["a", "an"]) && design(s, s.skip(own + 1, &['-', ',']));
        return (!recorded && !planned && !course(s, behind))
            .then(|| place(Manner::Attribute, found, i, own))
            .flatten();
    }
    // `1- and 2-year survival`, `at 6, 12, and 24 months`, `at 3 (…) and 12 months`.
    let (found, manner) = shared(s, i, preposition)?;
    if manner == Manner::Adverb { adverb(found, i) } else { place(manner, found, i, i) }
}

/// `120 min: 18.9 versus 19.5; 240 min: …`: a label of the values behind.
fn labels(s: &Sentence<'_>, i: usize, own: usize) -> bool {
    let opened = i
        .checked_sub(1)
        .is_none_or(|b| matches!(s.mark(b), Some('(' | '[' | ';' | ',' | ':' | '—' | '–')) || s.closes(b));
    // "E2: baseline 2.7, 12 weeks 38.9": right before its value
    let right = || {
        let beside = |k: usize| {
            s.items.get(k).is_some_and(|item| item.numeric() && item.depth == s.items[i].depth) && s.spent[k]
        };
        let row = i > 0 && matches!(s.mark(i - 1), Some(';' | ':' | '(' | '['));
        s.items[i].depth > 0 && i > 0 && s.mark(i - 1) == Some(',') && beside(own + 1)
            || row && (beside(own + 1) || s.mark(own + 1) == Some(',') && beside(own + 2))
    };
    opened && (s.mark(own + 1) == Some(':') || right())
}

/// The preposition before the time that starts at `i`, over an article and "first": `within the first 3 months`,
/// `at the end of 12 weeks`.
pub(super) fn tie(s: &Sentence<'_>, i: usize) -> Option<usize> {
    const BETWEEN: &[&str] =
        &["first", "further", "about", "approximately", "initial", "entire", "full", "next"];
    let between = |k: usize| s.cue(k) == Cue::Article || s.is_word(k, BETWEEN);
    let mut b = i.checked_sub(1)?;
    for _ in 0..2 {
        if between(b) {
            b = b.checked_sub(1)?;
        }
    }
    if s.cue(b) == Cue::Of && b > 0 && s.is_word(b - 1, &["end"]) {
        let article = b.checked_sub(2).filter(|k| s.cue(*k) == Cue::Article);
        let tied = article.unwrap_or(b - 1).checked_sub(1).filter(|k| s.cue(*k) == Cue::Preposition);
        return Some(tied.unwrap_or(b - 1));
    }
    (s.cue(b) == Cue::Preposition || s.is_word(b, &["over", "throughout", "through", "beyond"])).then_some(b)
}

/// What stands behind a time that is counted from something: `2 hours postdose`, `10 days later`.
pub(super) const AFTER: &[&str] = &[
    "after",
    "later",
    "post",
    "following",
    "postoperatively",
    "postpartum",
    "postdose",
    "postdosing",
    "postinjection",
    "postinfusion",
    "postsurgery",
    "postprandially",
    "postrandomization",
    "postrandomisation",
    "postintervention",
    "postvaccination",
    "posttransplant",
    "posttransplantation",
    "postbaseline",
];

/// `at 5 years`, `after a further 5 years`, `in the 60 days after`.
fn preposition(s: &Sentence<'_>, i: usize) -> bool {
    const BEFORE: &[&str] = &["at", "after", "by", "within", "through", "until", "beyond", "following"];
    let Some(b) = i.checked_sub(1) else { return unit(s, i + 1).is_some() && s.is_word(i + 2, AFTER) };
    let tied = |k: usize| s.is_word(k, BEFORE);
    let from = || (i.saturating_sub(8)..b).any(|k| s.is_word(k, &["from"]));
    let of_age = || (i.saturating_sub(8)..b).any(|k| s.is_word(k, &["age", "aged", "ages", "old"]));
    let later = |k: usize| unit(s, k).is_some() && s.is_word(k + 1, AFTER);
    tie(s, i).is_some_and(|k| {
        tied(k) && !begun(s, k)
            || s.is_word(k, &["end"])
            || k < b && s.is_word(k, &["in", "during", "over", "throughout"])
            || k < b && s.is_word(k, &["for"]) && s.is_word(b, &["first"])
    })
        || s.cue(b) == Cue::To && unit(s, i + 1).is_some() && from() && !of_age()
        // `10.2 mm 4 weeks after surgery`, `one month and three months after surgery`.
        || (later(i + 1) || unit(s, i + 1).is_some() && joint(s, i + 2, i + 3) && number(s, i + 3).is_some() && later(i + 4))
            && !s.is_word(b, &["of", "for", "over", "than"])
            && s.cue(b) != Cue::MoreThan
        || s.is_word(b, &["over", "during", "throughout"]) && unit(s, i + 1).is_some() && !length(s, b, i)
}

/// `started within 24 h of the first pain`: when people were treated or let in, and no time of a result.
fn begun(s: &Sentence<'_>, within: usize) -> bool {
    const BEGUN: &[&str] = &[
        "started",
        "initiated",
        "begun",
        "starting",
        "beginning",
        "given",
        "administered",
        "admitted",
        "presenting",
        "presented",
        "enrolled",
        "recruited",
        "randomized",
        "randomised",
    ];
    s.is_word(within, &["within"]) && within > 0 && s.is_word(within - 1, BEGUN)
}

/// A word that names what was measured.
pub(super) fn names(s: &Sentence<'_>, i: usize) -> bool {
    let word = matches!(s.items.get(i).map(|item| &item.shape), Some(Shape::Word));
    word && s.items[i].depth == s.items[i - 1].depth
        && (s.cue(i) == Cue::None
            || matches!(s.cue(i), Cue::Happened | Cue::Statistic(_) | Cue::Measure { .. }))
        && !s.is_word(i, AFTER)
        && !s.is_word(i, &["old", "and", "earlier", "ago"])
        && !s.is_word(
            i,
            &["when", "where", "who", "which", "prior", "previously", "apart", "since", "only", "alone"],
        )
}
