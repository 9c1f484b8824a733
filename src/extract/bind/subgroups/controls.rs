//! People whom a study's own are held against, who stand alone in their sentence: `were compared with 12 matched healthy volunteers`,
//! `higher than in 29 controls`, `20 healthy subjects were also studied`.

use crate::extract::bind::frames::{Scene, is_labelled};
use crate::extract::read::Reading;
use crate::extract::read::participants::in_review;
use crate::extract::sentence::Sentence;
use crate::finding::{Reported, Role};
use crate::lex::Cue;
use crate::text::Span;

use super::apart::{Part, SOUND, called};

/// Items from the word that compares to the people, at most.
const COMPARED: usize = 14;

/// Items from a name to the size in the bracket behind it, at most.
const NAME: usize = 12;

/// Items from people to "also", at most.
const ALSO: usize = 6;

/// The people of no arm who are controls, where others were counted before.
pub(super) fn controls(scene: &Scene<'_, '_>, earlier: bool) -> Vec<Part> {
    let s = scene.s;
    let people = |r: &Reading| match &r.result {
        Reported::Participants(people) => {
            !matches!(people.role, Role::Screened | Role::Completed | Role::Randomized)
        }
        _ => false,
    };
    // "30 adults and 12 healthy controls took part": taken in like the others, unless results are told.
    let told =
        scene.readings.iter().any(|r| !matches!(r.result, Reported::Participants(_) | Reported::FollowUp(_)));
    let step = if told { None } else { Some(Role::Enrolled) };
    let mut before = earlier;
    let mut found = Vec::new();
    for (at, reading) in scene.readings.iter().enumerate() {
        if !people(reading) {
            continue;
        }
        let labelled = is_labelled(s, reading);
        let alone = before && scene.bound[at].is_none() && (labelled || s.items[reading.main].depth == 0);
        before = true;
        if !alone || in_review(s, reading.main) {
            continue;
        }
        let name = if labelled { super::before(s, reading) } else { called(s, reading) };
        if let Some(name) = name.filter(|name| is_control(s, reading, *name)) {
            found.push(Part { main: reading.main, name, first: true, step });
        }
    }
    found
}

/// Whether people are called controls, or are sound and held against others.
fn is_control(s: &Sentence<'_>, people: &Reading, name: Span) -> bool {
    let from = people.first.saturating_sub(NAME);
    let near = from..people.last + 1;
    let (mut first, mut last) = (None, None);
    for at in near.filter(|at| name.contains(s.items[*at].span)) {
        first = first.or(Some(at));
        last = Some(at);
    }
    let (Some(first), Some(last)) = (first, last) else { return false };
    // "17 healthy male and 17 healthy female volunteers"
    let again = (first.saturating_sub(COMPARED)..first).any(|at| s.is_word(at, SOUND));
    if again {
        return false;
    }
    s.is_word(last, &["controls"]) && !is_labelled(s, people)
        || (first..=last).any(|at| s.is_word(at, SOUND) || s.is_word(at, &["control", "controls"]))
            && compared(s, first.min(people.main), people.last)
}

/// Whether a word before people holds others against them, or "also" behind them adds them.
fn compared(s: &Sentence<'_>, first: usize, last: usize) -> bool {
    let from = first.saturating_sub(COMPARED);
    let against = |at: usize| {
        matches!(s.cue(at), Cue::Versus | Cue::MoreThan | Cue::LessThan)
            || s.is_word(at, &["than", "compared", "comparison", "those"])
    };
    let parts = |at: usize| matches!(s.mark(at), Some(';' | ':'));
    let told = (from..first).rev().take_while(|at| !parts(*at)).any(against);
    let small = |at: usize| {
        s.cue(at) == Cue::Article
            || s.is_word(at, &["in", "from", "of", "with", "another", "also", "matched", "group"])
            || s.mark(at) == Some('-')
    };
    let joint = (from..first).rev().find(|at| !small(*at));
    told || joint.is_some_and(|at| s.cue(at) == Cue::And)
        || (last + 1..last + ALSO).any(|at| s.is_word(at, &["also"]))
}
