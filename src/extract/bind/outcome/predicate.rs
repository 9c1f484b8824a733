//! What is said of a share's people behind the share: `52% were male, and 46% had weight loss`. A share that is a sentence's
//! subject is of its predicate, whatever was named before; no weights are needed for that.

use super::beside::{having, label, people, trailing};
use super::candidates::Candidate;
use super::phrase::content;
use super::statement::{moved, over_grade, statement};
use super::verb::{ends, held_against, verb};
use crate::extract::bind::frames::Scene;
use crate::extract::bind::words::EVERYBODY;
use crate::extract::item::Item;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::{Reported, Role};
use crate::lex::{Cue, Sort};
use crate::text::Span;

/// Items between a share and its verb, and between the verb and what it says, at most.
pub(super) const REACH: usize = 32;
const NEAR: usize = 4;

/// Verbs that say nothing by themselves, only what stands behind them does.
pub(super) const LINKING: &[&str] = &["was", "were", "is", "are", "had", "have", "has", "showed"];
pub(super) const TAKING: &[&str] =
    &["developed", "experienced", "reported", "achieved", "suffered", "presented"];

/// Verbs that only say that people had something.
const SHOWING: &[&str] = &["exhibited", "demonstrated", "displayed", "manifested", "evidenced"];

/// Verbs that are part of what is said: "completed the course".
pub(super) const SAYING: &[&str] = &[
    "consented",
    "agreed",
    "required",
    "refused",
    "declined",
    "stopped",
    "continued",
    "preferred",
    "needed",
    "returned",
    "attended",
    "completed",
    "underwent",
    "received",
    "used",
    "chose",
    "tolerated",
    "adhered",
    "remained",
    "tested",
    "entered",
    "engaged",
    "attained",
    "submitted",
    "maintained",
    "withdrew",
    "discontinued",
    "dropped",
    "participated",
    "crossed",
    "switched",
    "missed",
    "met",
    "obtained",
    "sought",
    "accepted",
    "visited",
    "wanted",
    "wished",
    "would",
    "did",
    "titrated",
];

/// Verbs of what people think or say: the whole statement behind them is of it.
pub(super) const THINKING: &[&str] =
    &["felt", "believed", "thought", "indicated", "stated", "considered", "perceived"];

/// What people are to do something: "were willing to take part".
const READY: &[&str] = &["willing", "able", "unable", "ready", "eager", "reluctant", "prepared", "free"];

/// Participles that tell how people were sorted: "were classified as responders".
const SORTED: &[&str] =
    &["identified", "classified", "categorized", "categorised", "regarded", "rated", "defined", "diagnosed"];

/// The words that each share's predicate says.
pub(super) fn predicates(scene: &Scene<'_, '_>, all: &[Candidate]) -> Vec<Option<Span>> {
    let mut out: Vec<Option<Span>> = Vec::with_capacity(scene.readings.len());
    let mut before = true;
    for (i, reading) in scene.readings.iter().enumerate() {
        // The deaths of "12 deaths" are told already.
        let share = matches!(reading.result, Reported::Proportion(_))
            && reading.outcome.is_none()
            && super::counted(scene.s, reading).is_none();
        // "in 12% and 8%": the second is no subject where the first is none.
        let opens = subject(scene, reading) && (before || !goes_on(scene, all, i));
        before = opens;
        let own = (share && opens).then(|| {
            let own = people(scene, reading).or_else(|| said(scene, all, reading));
            own.or_else(|| trailing(scene, all, reading))
        });
        let having = || share.then(|| having(scene, all, reading, opens)).flatten();
        let said = own
            .flatten()
            .or_else(|| share.then(|| label(scene.s, reading)).flatten())
            .or_else(having)
            .or_else(|| {
                // `12% of those on A died, compared with 15% of those on B`
                let before = i.checked_sub(1).and_then(|b| out[b])?;
                (share && held_against(scene, reading) && ends(scene, all, reading)).then_some(before)
            });
        out.push(said);
    }
    out
}

/// Whether a share follows on the one before with "and" or "versus", and not in a statement of its own.
fn goes_on(scene: &Scene<'_, '_>, all: &[Candidate], i: usize) -> bool {
    let s = scene.s;
    let (Some(before), Some(own)) =
        (i.checked_sub(1).and_then(|b| scene.readings.get(b)), scene.readings.get(i))
    else {
        return false;
    };
    // "the mean age was 47 years and 31% were infected"
    if !matches!(before.result, Reported::Proportion(_)) {
        return false;
    }
    let joined =
        own.first.checked_sub(1).is_some_and(|b| matches!(s.cue(b), Cue::And | Cue::Or | Cue::Versus));
    let parted = own.first.checked_sub(2).is_some_and(|b| s.mark(b) == Some(','));
    let named = all.iter().any(|c| c.first > before.last && c.last < own.first);
    joined && !parted && !named
}

/// Whether a share opens its statement: "…, 52%", "of whom 52%", but not "in 52%".
fn subject(scene: &Scene<'_, '_>, reading: &Reading) -> bool {
    let s = scene.s;
    let mut at = reading.first;
    // "In the whole cohort 52% were male"
    let behind_name = at.checked_sub(1).is_some_and(|b| content(s, b) || s.cue(b) == Cue::Group);
    if behind_name && s.is_word(reading.last + 1, &["were", "are", "had", "have"]) {
        return true;
    }
    for _ in 0..NEAR {
        let Some(b) = at.checked_sub(1) else { return true };
        match s.cue(b) {
            Cue::Article if s.is_word(b, &["that"]) => return true,
            Cue::Article | Cue::About | Cue::AtLeast | Cue::AtMost | Cue::MoreThan | Cue::LessThan => at = b,
            Cue::And | Cue::Versus | Cue::Time(_) => return true,
            // "Of 348 participants, 37% were": read as one.
            // "A total of 37 were"
            Cue::Of if b > 0 && s.is_word(b - 1, &["total"]) => at = b - 1,
            Cue::Of => return b.checked_sub(1).is_none_or(|k| matches!(s.mark(k), Some(',' | ';'))),
            Cue::None if s.is_word(b, &["only", "total", "another", "further", "additional"]) => at = b,
            Cue::None if s.is_of(b, Sort::Turn) || s.is_word(b, &["whom", "these", "those"]) => return true,
            Cue::None if s.mark(b).is_some() => {
                return matches!(s.mark(b), Some(',' | ';' | '(' | '[' | ':'));
            }
            _ => {
                let arm = scene.mentions.iter().rfind(|m| m.last == b);
                // "in the control group 52%"
                return arm.is_some_and(|m| {
                    m.first
                        .checked_sub(1)
                        .is_some_and(|k| matches!(s.cue(k), Cue::Preposition | Cue::Article))
                });
            }
        }
    }
    false
}

/// What stands behind the verb of which a share is the subject.
fn said(scene: &Scene<'_, '_>, all: &[Candidate], reading: &Reading) -> Option<Span> {
    let s = scene.s;
    let verb = match verb(scene, reading) {
        Some(verb) => verb,
        None => return passive(scene, reading),
    };
    let linking = s.is_word(verb, LINKING) || s.is_word(verb, TAKING) || s.is_word(verb, SHOWING);
    if s.is_word(verb, THINKING) {
        return statement(scene, verb);
    }
    // "completed the study"
    if s.cue(verb) == Cue::Role(Role::Completed) && s.words(verb).contains(' ') {
        return Some(s.items[verb].span);
    }
    let mut from = verb + 1;
    // "reported that their room had a window"
    if linking && s.is_word(from, &["that"]) {
        return statement(scene, from).map(|span| Span { start: s.items[from + 1].span.start, ..span });
    }
    if linking && s.is_word(from, SORTED) && (s.is_word(from + 1, &["as", "with"])) {
        return statement(scene, from + 1).map(|span| Span { start: s.items[from + 2].span.start, ..span });
    }
    for _ in 0..NEAR {
        let skipped = match s.cue(from) {
            Cue::Article | Cue::About | Cue::AtLeast | Cue::Was => true,
            Cue::Preposition => !linking && s.is_word(from, &["from", "with", "on"]),
            Cue::To => !linking,
            _ => {
                // "at least a 35% reduction"
                let least = |k: usize| from.checked_sub(k).is_some_and(|b| s.cue(b) == Cue::AtLeast);
                let article = from > 0 && s.cue(from - 1) == Cue::Article;
                let least = least(1) || article && least(2);
                let counts = |item: &Item| item.numeric() && (least || item.spelled && !s.spent[from]);
                s.is_word(from, &["also", "previously", "still", "already", "ever"])
                    || s.items.get(from).is_some_and(counts)
            }
        };
        if !skipped {
            break;
        }
        from += 1;
    }
    // "had received two courses of chemotherapy": what was received is part of it.
    let received = s.cue(from) == Cue::Received && !scene.mentions.iter().any(|m| m.first == from);
    let object = from + usize::from(received);
    let object = object + usize::from(received && s.cue(object) == Cue::Article);
    // Its phrase may begin with the verb.
    let end = |from: usize| {
        let around = all.iter().filter(|c| c.first >= verb && (c.first..=c.last).contains(&from));
        around.map(|c| c.last).max()
    };
    // "were current smokers", "are diabetics"
    if linking && let Some(last) = status(s, from) {
        return Some(s.items[from].span.to(s.items[last].span));
    }
    // "were willing to take part", "were screened by biopsy"
    if linking
        && (s.is_word(from, READY) && s.cue(from + 1) == Cue::To || s.cue(from) == Cue::Role(Role::Screened))
    {
        return statement(scene, from);
    }
    let object = end(object).map(|last| (object, last)).filter(|of| names(s, *of));
    if object.is_none() && linking && !received {
        // "were still on treatment", "are in remission"
        let state = s.cue(from) == Cue::Preposition && s.is_word(from, &["in", "on", "off", "at", "without"]);
        let of = end(from + 1).filter(|last| state && *last < from + NEAR);
        let still = from - usize::from(s.is_word(from - 1, &["still"]));
        return match of {
            Some(last) => Some(s.items[still].span.to(s.items[last].span)),
            None => moved(scene, all, verb, from),
        };
    }
    let first = match (linking, received) {
        (false, _) => verb,
        (true, true) => from,
        (true, false) => object?.0,
    };
    let last = match object {
        Some((_, last)) => over_grade(s, all, last),
        // "required sedation"
        None if s.is_word(verb, &["required"]) => return statement(scene, verb),
        None if s.is_word(verb, &["discontinued", "failed"]) && s.cue(verb + 1) != Cue::Preposition => {
            return statement(scene, verb).or(Some(s.items[verb].span));
        }
        None if !linking && s.cue(verb) == Cue::Happened => verb,
        // "continued the study", "did not need any"
        None if s.is_word(verb, SAYING) || s.cue(verb) == Cue::Role(Role::Completed) => {
            return statement(scene, verb);
        }
        // "bled again within a week"
        None if !linking && s.is_word(verb + 1, WHEN) => return Some(s.items[verb].span),
        // "lost weight", "remembered the talk"
        None if !linking => return statement(scene, verb).or(Some(s.items[verb].span)),
        None => return None,
    };
    // "died because of infection", "involvement of at least one muscle"
    let because =
        s.is_word(last + 1, &["because", "due", "owing"]) && matches!(s.cue(last + 2), Cue::Of | Cue::To);
    let of = s.cue(last + 1) == Cue::Of && s.cue(last + 2) == Cue::AtLeast;
    let mut behind = last + if because { 3 } else { 2 };
    for _ in 0..2 {
        let counts = s.items.get(behind).is_some_and(|item| item.spelled && !s.spent[behind]);
        behind += usize::from(counts || matches!(s.cue(behind), Cue::Article | Cue::AtLeast));
    }
    let last = if because || of { end(behind).unwrap_or(last) } else { last };
    Some(s.items[first].span.to(s.items[last].span))
}

/// Say when, and not what.
const WHEN: &[&str] =
    &["during", "within", "after", "before", "by", "at", "in", "over", "throughout", "between", "until"];

/// Words of a name of people, at most.
const NAMED: usize = 3;

/// Where the name of what people are ends: "were current smokers", but not "were patients".
pub(super) fn status(s: &Sentence<'_>, from: usize) -> Option<usize> {
    const COUNTED: &[&str] = &["cases", "controls", "volunteers", "respondents"];
    let last = (from..from + NAMED).find(|k| !content(s, *k))?;
    let anyone =
        s.is_word(last, EVERYBODY) || s.is_word(last, COUNTED) || s.is_of(last, Sort::Sex) && last == from;
    (s.cue(last) == Cue::People && !anyone).then_some(last)
}

/// `Four were withdrawn because of a rash`: what was done to people who are counted.
fn passive(scene: &Scene<'_, '_>, reading: &Reading) -> Option<Span> {
    let s = scene.s;
    let done = reading.last;
    let was = reading.last > reading.main && s.cue(done - 1) == Cue::Was;
    let tells = s.is_of(done, Sort::Told) || matches!(s.cue(done), Cue::Role(_) | Cue::Received);
    if !was || tells || !s.is_plain_word(done) {
        return None;
    }
    Some(statement(scene, done).unwrap_or(s.items[done].span))
}

/// Whether a phrase says something of people: not "older than", not "events".
fn names(s: &Sentence<'_>, (first, last): (usize, usize)) -> bool {
    // "were reported", "were described": whatever was named before.
    let told = |i: usize| {
        s.is_word(i, TAKING)
            || s.is_word(i, &["described", "recorded", "identified", "documented", "related"])
    };
    let says =
        |i: usize| content(s, i) && !matches!(s.cue(i), Cue::Criterion | Cue::Measure { .. }) && !told(i);
    s.is_of(first, Sort::Sex) || (first..=last).any(says)
}
