//! What stands right beside a share and is what it counts: `503 (73%) men; …`, `10% stage III`, `9 (4%) with falls`.

use super::candidates::Candidate;
use super::nature::{MEASURED, PLACE, TIME, TREATMENT, nature};
use super::phrase::last_word;
use super::verb::verb;
use crate::extract::bind::frames::Scene;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::Reported;
use crate::lex::{Cue, Sort};
use crate::text::Span;

/// What people are, and not who was studied.
const STATUS: &[&str] = &[
    "smokers",
    "non-smokers",
    "nonsmokers",
    "diabetics",
    "hypertensives",
    "asthmatics",
    "alcoholics",
    "drinkers",
    "hispanics",
    "latinos",
    "latinas",
    "veterans",
];

/// `503 (73%) men; …`, `(women, 61.9%)`: the people that a share counts.
pub(super) fn people(scene: &Scene<'_, '_>, reading: &Reading) -> Option<Span> {
    let s = scene.s;
    let Reported::Proportion(share) = &reading.result else { return None };
    let next = reading.last + 1;
    // "11% were diabetics and 9% smokers"
    if s.is_word(next, STATUS) && parts(s, next + 1) && s.items[next].depth == s.items[reading.first].depth {
        return Some(s.items[next].span);
    }
    if s.is_of(next, Sort::Sex) {
        return (parts(s, next + 1) || s.cue(next + 1) == Cue::And).then(|| s.items[next].span);
    }
    let inside = (reading.first..next).find(|k| s.is_of(*k, Sort::Sex))?;
    // "109 men (54%) and 91 women": a split.
    let split = s.cue(next) == Cue::And && (next + 1..next + 4).any(|k| s.is_of(k, Sort::Sex));
    (share.total.is_none() && (split || parts(s, next))).then(|| s.items[inside].span)
}

/// `10% stage III, …`, `(35% complete responders)`: the words between a share and the end of its statement.
pub(super) fn trailing(scene: &Scene<'_, '_>, all: &[Candidate], reading: &Reading) -> Option<Span> {
    let s = scene.s;
    let from = reading.last + 1;
    let percent = matches!(&reading.result, Reported::Proportion(share) if share.percent.is_some());
    let of = percent.then(|| ending(scene, all, from).or_else(|| events(scene, all, from))).flatten()?;
    let class = nature(last_word(s.words(of.last)));
    let other = matches!(class, TREATMENT | TIME | PLACE)
        || s.is_word(of.last, &["overall", "total", "w", "complete", "partial"]);
    (!other).then(|| s.items[of.first].span.to(s.items[of.last].span))
}

/// `seven (2%) fatal falls were also recorded`: what happened, counted by a share that is its subject.
fn events<'a>(scene: &Scene<'_, '_>, all: &'a [Candidate], from: usize) -> Option<&'a Candidate> {
    let s = scene.s;
    let of = all
        .iter()
        .filter(|c| c.first == from && matches!(s.cue(c.last + 1), Cue::Was | Cue::Happened))
        .max_by_key(|c| c.last)?;
    let plural = crate::lex::plural(last_word(s.words(of.last)));
    (plural && nature(last_word(s.words(of.last))) == MEASURED).then_some(of)
}

/// `including 7 nurses (0.3%) with relapse and 11 (0.5%) with …`: what people have, where no verb says more.
pub(super) fn having(
    scene: &Scene<'_, '_>,
    all: &[Candidate],
    reading: &Reading,
    opens: bool,
) -> Option<Span> {
    let s = scene.s;
    let told = reading.first.checked_sub(1).is_some_and(|b| s.is_word(b, &["including", "included"]));
    let with = reading.last + 1 + usize::from(s.cue(reading.last + 1) == Cue::People);
    if !(opens || told) || !s.is_word(with, &["with"]) || verb(scene, reading).is_some() {
        return None;
    }
    let of = ending(scene, all, with + 1 + usize::from(s.cue(with + 1) == Cue::Article))?;
    // Names with a capital are mostly of what is compared: "52 of 68 (76%) with TVL".
    let small = s.words(of.first).starts_with(|c: char| c.is_lowercase());
    let other = matches!(nature(last_word(s.words(of.last))), TREATMENT | TIME | PLACE);
    let other = other || s.is_word(of.last, &["alone", "combination"]);
    (small && !other).then(|| s.items[of.first].span.to(s.items[of.last].span))
}

/// The longest phrase that begins at an item and ends its statement, or stands before "and" and another share.
fn ending<'a>(scene: &Scene<'_, '_>, all: &'a [Candidate], from: usize) -> Option<&'a Candidate> {
    let s = scene.s;
    let another = |k: usize| scene.readings.iter().any(|r| r.first == k);
    let ends = |k: usize| parts(s, k) || s.cue(k) == Cue::And && another(k + 1);
    all.iter().filter(|c| c.first == from && ends(c.last + 1)).max_by_key(|c| c.last)
}

/// Whether a statement ends here.
fn parts(s: &Sentence<'_>, k: usize) -> bool {
    s.items.get(k).is_none_or(|_| matches!(s.mark(k), Some(',' | ';' | ')' | ']' | '.')))
}

/// `(women, 61.9%)`: the people named right before a share in a list.
pub(super) fn label(s: &Sentence<'_>, reading: &Reading) -> Option<Span> {
    let next = reading.last + 1;
    let label = reading.first.checked_sub(2)?;
    let labelled = matches!(s.mark(label + 1), Some(',' | '=' | ':')) && s.is_of(label, Sort::Sex);
    let opened = label.checked_sub(1).is_some_and(|b| matches!(s.mark(b), Some('(' | '[' | ';' | ',')));
    (labelled && opened && parts(s, next)).then(|| s.items[label].span)
}
