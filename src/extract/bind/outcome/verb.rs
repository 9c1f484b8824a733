//! The verb of which a share is the subject, wherever it stands, and shares that are only set against another.

use super::candidates::Candidate;
use super::phrase::content;
use super::predicate::{LINKING, REACH, SAYING, TAKING, THINKING};
use crate::extract::bind::frames::{Scene, of_one_arm};
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::Role;
use crate::lex::Cue;

/// The verb of which a share is the subject, over its people, their arm, and the shares beside it.
pub(super) fn verb(scene: &Scene<'_, '_>, reading: &Reading) -> Option<usize> {
    let s = scene.s;
    // "more of those on A (12%) than on B (8%) died": the verb stands outside of the bracket.
    let within = people_before(scene, reading);
    let depth = s.items.get(reading.first)?.depth - u8::from(within);
    let end = reading.last + REACH;
    let is_verb = |k: usize| {
        s.cue(k) == Cue::Happened && !s.is_word(k, &["showed a"])
            || s.is_word(k, LINKING)
            || s.is_word(k, TAKING)
            || s.cue(k) == Cue::Role(Role::Completed) && !s.words(k).ends_with("ing")
            // "patients on continued treatment"
            || (s.is_word(k, SAYING) || s.is_word(k, THINKING))
                && k.checked_sub(1).is_none_or(|b| {
                    !matches!(s.cue(b), Cue::Preposition | Cue::Of | Cue::Article | Cue::Received)
                })
    };
    // The verb of a bare count is read with it.
    if reading.last > reading.main && is_verb(reading.last) {
        return Some(reading.last);
    }
    let mut k = reading.last + 1 + usize::from(within);
    // Words of no list pass where they say whom the share is of: "of those in the upper third".
    let mut whom = false;
    let mut unknown = false;
    // "who finished the course had pain": the verb behind that of "who".
    let mut aside = false;
    let mut within = false;
    // "agreed to take part", "lost weight": a verb of no list, unless one of a list stands behind it.
    let mut unlisted: Option<usize> = None;
    while k < end.min(s.items.len()) {
        if s.items[k].depth < depth {
            return unlisted;
        }
        if let Some(arm) = scene.mentions.iter().find(|m| m.first == k) {
            k = arm.last + 1;
            continue;
        }
        if let Some(other) = scene.readings.iter().find(|r| r.first == k) {
            // "remembered the talk, 95% felt": a statement of its own.
            if aside || !of_one_arm(other) || unknown && s.mark(k - 1) == Some(',') || unlisted.is_some() {
                return unlisted;
            }
            k = other.last + 1;
            continue;
        }
        if scene.readings.iter().any(|r| r.first == k + 1 && people_before(scene, r)) {
            k = s.behind_bracket(k)?;
            continue;
        }
        if s.is_word(k, &["who"]) {
            (aside, within) = (true, false);
            k += 1;
            continue;
        }
        let verb = is_verb(k) || aside && (s.cue(k) == Cue::Was || s.cue(k) == Cue::Received);
        if verb && aside {
            (aside, within) = (false, true);
            k += 1;
            // "who had received", "who were treated"
            k += usize::from(s.cue(k) == Cue::Received || s.words(k).ends_with("ed"));
            continue;
        }
        if verb && !(within && s.is_word(k, &["been", "also"])) {
            return Some(k);
        }
        if within && s.mark(k).is_none() && s.cue(k) != Cue::And {
            k += 1;
            continue;
        }
        within = false;
        if depth == 0 && acts(scene, k) {
            let object = !matches!(s.cue(k + 1), Cue::Preposition | Cue::To | Cue::Of)
                && !scene.mentions.iter().any(|m| m.first == k + 1)
                && !is_verb(k + 1)
                && s.cue(k + 1) != Cue::Was
                && s.items.get(k + 1).is_some_and(|item| item.mark().is_none());
            if object {
                return Some(k);
            }
            // "those wholly cleared of it were well"
            unlisted = unlisted.or((s.cue(k + 1) != Cue::Of).then_some(k));
        }
        let named = |k: usize| {
            let k = k + usize::from(s.cue(k) == Cue::Article);
            scene.mentions.iter().any(|m| m.first == k)
        };
        let passes = match s.cue(k) {
            Cue::Article if s.is_word(k, &["that"]) => false,
            Cue::People
            | Cue::Group
            | Cue::Article
            | Cue::And
            | Cue::Versus
            | Cue::Respectively
            | Cue::Of => true,
            Cue::Preposition => s.is_word(k, &["in", "for", "on", "from", "with"]),
            Cue::Role(Role::Completed) => false,
            Cue::Received if content(s, k + 1) => true,
            // "of the 37 adults enrolled finished"
            Cue::Role(_) if is_verb(k + 1) => true,
            Cue::Role(_) | Cue::Received => {
                let to = s.cue(k + 1) == Cue::To;
                named(k + 1) || to && (named(k + 2) || s.cue(k + 2) == Cue::Received && named(k + 3))
            }
            Cue::To => named(k + 1) || s.cue(k + 1) == Cue::Received && named(k + 2),
            // "of the two groups"
            Cue::None if s.items[k].spelled && !s.spent[k] => true,
            // "of all eligible adults"
            Cue::None if s.is_word(k, &["all", "these", "those", "both", "evaluable"]) => true,
            // "(73%) dyspeptic parents"
            _ if content(s, k) && of_people(s, k) => true,
            _ if whom && content(s, k) => {
                unknown = true;
                true
            }
            // ", and five died": another statement.
            _ => match s.mark(k) {
                Some(',') => s.cue(k + 1) != Cue::And,
                mark => matches!(mark, Some('(' | ')' | '[' | ']')),
            },
        };
        if !passes {
            return unlisted;
        }
        whom = match s.cue(k) {
            Cue::Of | Cue::Preposition | Cue::Received | Cue::People => true,
            Cue::And | Cue::Versus => false,
            _ => whom && s.mark(k).is_none(),
        };
        k += 1;
    }
    unlisted
}

/// Items from a word that says which people to the people, at most.
const OF_PEOPLE: usize = 4;

/// Whether a word only says which people are meant: "dyspeptic adults", "time-pressed parents".
fn of_people(s: &Sentence<'_>, k: usize) -> bool {
    let goes_on = |k: &usize| content(s, *k) || s.mark(*k) == Some('-');
    let end = (k..k + OF_PEOPLE).find(|k| !goes_on(k));
    end.is_some_and(|end| s.cue(end) == Cue::People)
}

/// `12% of the adults lost weight`, `consented to it`: a verb of no list, right behind the people who are its subject.
fn acts(scene: &Scene<'_, '_>, k: usize) -> bool {
    const PAST: &[&str] = &[
        "lost",
        "felt",
        "chose",
        "took",
        "gave",
        "found",
        "left",
        "went",
        "got",
        "kept",
        "made",
        "saw",
        "became",
        "began",
        "drank",
        "slept",
        "ate",
        "wrote",
        "knew",
        "thought",
        "understood",
        "stayed",
        "sought",
        "did",
    ];
    const PEOPLE_WHO_ARE: &[&str] = &[
        "aged",
        "infected",
        "referred",
        "exposed",
        "based",
        "diagnosed",
        "affected",
        "admitted",
        "hospitalized",
        "hospitalised",
        "scheduled",
        "compared",
        "recruited",
        "selected",
        "followed",
        "operated",
        "used",
        "called",
        "screened",
        "studied",
        "invited",
        "tested",
        "required",
        "needed",
        "planned",
        "naive",
        "complicated",
        "matched",
        "combined",
        "united",
        "limited",
    ];
    let s = scene.s;
    let said = s.is_word(k, PAST) || s.words(k).ends_with("ed") && !s.is_word(k, PEOPLE_WHO_ARE);
    if !said || !matches!(s.cue(k), Cue::None | Cue::Happened | Cue::Lower | Cue::Higher) {
        return false;
    }
    let b = k - usize::from(k > 0 && s.words(k - 1).ends_with("ly"));
    b.checked_sub(1).is_some_and(|b| {
        matches!(s.cue(b), Cue::People | Cue::Group) || scene.mentions.iter().any(|m| m.last == b)
    })
}

/// "compared with 15%": right behind the word that compares.
pub(super) fn held_against(scene: &Scene<'_, '_>, reading: &Reading) -> bool {
    let b = if people_before(scene, reading) {
        let named = |k: usize| scene.mentions.iter().any(|m| m.last == k);
        let people = |k: &usize| matches!(scene.s.cue(*k), Cue::People | Cue::Group) && !named(*k);
        (0..reading.first - 1).rev().find(|k| !people(k))
    } else {
        reading.first.checked_sub(1)
    };
    b.is_some_and(|b| {
        scene.s.cue(b) == Cue::Versus
            || scene
                .mentions
                .iter()
                .any(|m| m.last == b && m.first > 0 && scene.s.cue(m.first - 1) == Cue::Versus)
    })
}

/// `patients on A (12%)`: a share alone in a bracket right behind whom it is of.
fn people_before(scene: &Scene<'_, '_>, reading: &Reading) -> bool {
    let s = scene.s;
    let whom =
        |k: usize| matches!(s.cue(k), Cue::People | Cue::Group) || scene.mentions.iter().any(|m| m.last == k);
    s.closes(reading.last + 1)
        && reading.first.checked_sub(1).is_some_and(|b| s.opens(b))
        && reading.first.checked_sub(2).is_some_and(whom)
}

/// Whether nothing behind a share names what it is of before its statement ends.
pub(super) fn ends(scene: &Scene<'_, '_>, all: &[Candidate], reading: &Reading) -> bool {
    let s = scene.s;
    let depth = s.items[reading.first].depth;
    let end = (reading.last + 1..(reading.last + REACH).min(s.items.len()))
        .find(|k| matches!(s.mark(*k), Some(',' | ';' | '(' | '[' | '.')) || s.items[*k].depth < depth)
        .unwrap_or(s.items.len());
    !all.iter().any(|c| c.first > reading.last && c.first < end)
}
