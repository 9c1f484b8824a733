//! Where a sentence names times: "at 5 years", "5-year survival", "week 12", "1 and 2 years".

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Number, TimePoint, TimeUnit};
use crate::lex::{Cue, Sort};

/// How far behind its number the unit of a list of times may stand: `at 3 (4.8 min/day, 1.8 to 7.7) and 12 months`.
const FAR: usize = 40;

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
    pub(super) point: TimePoint,
}

/// Every time point of a sentence, in order.
pub(in crate::extract::bind) fn find(s: &Sentence<'_>) -> Vec<Place> {
    let mut out: Vec<Place> = Vec::new();
    if !s.holds(Sort::Time) {
        return out;
    }
    for i in s.numbers.iter().copied() {
        let after = out.last().map(|place| place.last + 1);
        if let Some(mut place) = at(s, i, after) {
            place.listed = after.is_some_and(|from| from < place.first && joint(s, from, place.first));
            out.push(place);
        }
    }
    out
}

fn unit(s: &Sentence<'_>, i: usize) -> Option<TimeUnit> {
    match s.cue(i) {
        Cue::Time(unit) => Some(unit),
        _ => None,
    }
}

/// The unread number at a place that may count units of time.
fn number(s: &Sentence<'_>, i: usize) -> Option<Number> {
    match s.items.get(i)?.shape {
        Shape::Number(n) if !s.spent[i] && !n.decimal.is_negative() => Some(n),
        _ => None,
    }
}

fn joint(s: &Sentence<'_>, from: usize, to: usize) -> bool {
    (from..to).all(|k| matches!(s.cue(k), Cue::And | Cue::Or) || matches!(s.mark(k), Some(',' | '/' | '-')))
}

/// The time whose number stands at `i`; `after` is the place behind the time before it.
fn at(s: &Sentence<'_>, i: usize, after: Option<usize>) -> Option<Place> {
    let value = number(s, i)?;
    let place = |manner, unit, first: usize, last: usize| {
        let span = s.items[first].span.to(s.items[last].span);
        Some(Place { first, last, manner, listed: false, point: TimePoint { value, unit, span } })
    };
    let glued = s.mark(i + 1) == Some('-') && unit(s, i + 2).is_some();
    let own = if glued { i + 2 } else { i + 1 };
    // `week 12`, `day-28 response`.
    if let Some(before) = i.checked_sub(1)
        && unit(s, own).is_none()
    {
        let dash = s.mark(before) == Some('-') && !s.items[before].spaced;
        let named = if dash { before.checked_sub(1) } else { Some(before) };
        // "0.38 l h-1": a rate.
        let named = named.filter(|k| !dash || !matches!(s.words(*k), "h" | "hr" | "min" | "s"));
        if let Some((at, found)) = named.and_then(|k| unit(s, k).map(|found| (k, found)))
            && (!s.words(at).ends_with('s') || joint(s, i + 1, i + 2) && number(s, i + 2).is_some())
        {
            return place(if dash { Manner::Attribute } else { Manner::Adverb }, found, at, i);
        }
    }
    // `weeks 4 and 8`: the second.
    if let Some(from) = after
        && from < i
        && joint(s, from, i)
        && unit(s, own).is_none()
        && let Some(named) = from.checked_sub(2).and_then(|k| unit(s, k))
        && number(s, from - 1).is_some()
    {
        return place(Manner::Adverb, named, i, i);
    }
    let preposition = preposition(s, i) || after.is_some_and(|from| from < i && goes_on(s, from, i));
    if let Some(found) = unit(s, own) {
        // `5-year survival`, `3 year survival`, `3y-OS`.
        let behind = s.skip(own + 1, &['-']);
        let attribute =
            glued || names(s, behind) && (!s.words(own).ends_with('s') || s.words(own).len() == 1);
        return if attribute {
            (!course(s, behind)).then(|| place(Manner::Attribute, found, i, own)).flatten()
        } else {
            let first = if s.items[i - usize::from(i > 0)].cue == Cue::Preposition { i - 1 } else { i };
            preposition.then(|| place(Manner::Adverb, found, first, own)).flatten()
        };
    }
    // `1- and 2-year survival`, `at 6, 12, and 24 months`, `at 3 (…) and 12 months`.
    let (found, manner) = shared(s, i, preposition)?;
    let first = if i > 0 && s.cue(i - 1) == Cue::Preposition { i - 1 } else { i };
    place(manner, found, first, i)
}

/// `at 5 years`, `after a further 5 years`, `in the 60 days after`.
fn preposition(s: &Sentence<'_>, i: usize) -> bool {
    const BEFORE: &[&str] = &["at", "after", "by", "within", "through", "until", "beyond"];
    let Some(b) = i.checked_sub(1) else { return false };
    let article = s.cue(b) == Cue::Article || s.is_word(b, &["further", "first", "about", "approximately"]);
    let tied = |k: usize| s.is_word(k, BEFORE);
    let from = || (i.saturating_sub(8)..b).any(|k| s.is_word(k, &["from"]));
    let end = s.cue(b) == Cue::Of && b > 0 && s.is_word(b - 1, &["end"]);
    tied(b)
        || end
        || s.cue(b) == Cue::To && unit(s, i + 1).is_some() && from()
        || article && b > 0 && (tied(b - 1) || s.is_word(b - 1, &["in", "during", "over"]))
        // `10.2 mm 4 weeks after surgery`.
        || unit(s, i + 1).is_some() && s.is_word(i + 2, &["after", "later", "postoperatively", "post", "postpartum"])
            && !s.is_word(b, &["of", "for", "over", "than"])
}

/// `after 28 days (…) and 42 days (…)`: joined to the time before, whatever bracket stands between.
fn goes_on(s: &Sentence<'_>, from: usize, i: usize) -> bool {
    let behind = s.opens(from).then(|| s.behind_bracket(from)).flatten().unwrap_or(from);
    behind < i && i - behind <= 3 && joint(s, behind, i)
}

/// The unit that stands behind a later number of the same list.
fn shared(s: &Sentence<'_>, i: usize, preposition: bool) -> Option<(TimeUnit, Manner)> {
    let mut k = s.skip(i + 1, &['-']);
    // Without a preposition only a list of plain numbers: `1-, 2-, and 3-year`.
    let strict = !preposition;
    let mut joined = false;
    for _ in 0..FAR {
        if number(s, k).is_some() && joined {
            let own = s.skip(k + 1, &['-']);
            if let Some(found) = unit(s, own) {
                let attribute = own > k + 1 || strict;
                let manner = if attribute { Manner::Attribute } else { Manner::Adverb };
                return (!attribute || own > k + 1 || names(s, own + 1)).then_some((found, manner));
            }
            k = own;
            joined = false;
            continue;
        }
        let mark = matches!(s.mark(k), Some(',' | '/'));
        if matches!(s.cue(k), Cue::And | Cue::Or) || mark {
            joined = true;
        } else if strict
            || s.items.get(k).is_none()
            || unit(s, k).is_some() && s.items[k].depth == s.items[i].depth
        {
            return None;
        } else if s.opens(k) {
            k = s.behind_bracket(k)?;
            continue;
        } else if !s.spent[k] && !s.is_word(k, &["at", "after"]) {
            return None;
        }
        k += 1;
    }
    None
}

/// A word that names what was measured.
fn names(s: &Sentence<'_>, i: usize) -> bool {
    let word = matches!(s.items.get(i).map(|item| &item.shape), Some(Shape::Word));
    word && s.items[i].depth == s.items[i - 1].depth
        && (s.cue(i) == Cue::None
            || matches!(s.cue(i), Cue::Happened | Cue::Statistic(_) | Cue::Measure { .. }))
        && !s.is_word(
            i,
            &["after", "later", "postoperatively", "post", "postpartum", "old", "and", "earlier", "ago"],
        )
        && !s.is_word(
            i,
            &["when", "where", "who", "which", "prior", "previously", "apart", "since", "only", "alone"],
        )
}

/// The length of a treatment, a test or a measurement, and no time of a result: `12-week programme`, `24-h monitoring`.
fn course(s: &Sentence<'_>, i: usize) -> bool {
    const COURSE: &[&str] = &[
        "treatment",
        "therapy",
        "trial",
        "study",
        "period",
        "course",
        "old",
        "program",
        "programme",
        "intervention",
        "washout",
        "interval",
        "walk",
        "walking",
        "monitoring",
        "ambulatory",
        "urine",
        "urinary",
        "recall",
        "systolic",
        "diastolic",
        "median",
        "mean",
        "infusion",
        "regimen",
        "pH",
        "session",
        "sessions",
        "training",
        "delay",
        "blood",
        "difference",
        "exposure",
        "data",
        "window",
        "run",
        "supply",
        "stay",
        "prophylaxis",
        "duration",
    ];
    matches!(s.cue(i), Cue::Criterion | Cue::Statistic(crate::finding::Statistic::Median))
        || s.is_word(i, COURSE)
}
