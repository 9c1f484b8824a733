//! What a clause says differs or has changed: its subject, or what its verb changes, however far behind the numbers stand.
//! `Pain was lower on A than on B after two weeks of rest (P = 0.03)` is of pain, whatever noun stands nearest.

use super::candidates::{Candidate, Cut};
use super::changes::{BEING, CHANGING, EFFECTS, NOUNS};
use super::likely::likely;
use super::nature::{CHANGE, MEASURED, PEOPLE, PLACE, TIME, TREATMENT, nature, surrounds};
use super::phrase::{content, last_word};
use super::subject::subject;
use crate::extract::bind::frames::Scene;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::lex::{Cue, Sort};
use crate::text::Span;

/// Items between the word that compares and a reading, at most, and between a subject and its verb.
pub(super) const REACH: usize = 40;
pub(super) const NEAR: usize = 8;

/// Tells what the clause before each reading is of, where nothing has told yet what the reading is of.
pub(super) fn clauses(scene: &Scene<'_, '_>, all: &[Candidate], said: &mut [Option<Span>]) {
    let of =
        |r: &Reading| asks(scene, r).then(|| likely(scene, r).or_else(|| before(scene, all, r))).flatten();
    for (said, reading) in said.iter_mut().zip(scene.readings) {
        *said = said.or_else(|| of(reading));
    }
}

/// Whether a reading's outcome is still to be told.
pub(super) fn asks(scene: &Scene<'_, '_>, reading: &Reading) -> bool {
    super::measured(reading)
        && super::named(scene, reading).is_none()
        && super::counted(scene.s, reading).is_none()
}

/// The arm that ends at an item.
pub(super) fn arm_to(scene: &Scene<'_, '_>, k: usize) -> Option<usize> {
    scene.mentions.iter().find(|m| m.first <= k && k <= m.last).map(|m| m.first)
}

/// Goes back from a reading to the word that compares, over whom and when it is told of.
fn before(scene: &Scene<'_, '_>, all: &[Candidate], reading: &Reading) -> Option<Span> {
    let s = scene.s;
    let mut at = reading.first;
    if s.items.get(at)?.depth > 0 {
        // Out of its bracket: what the bracket names itself is nearer.
        let open = (at.saturating_sub(REACH)..at).rfind(|k| s.items[*k].depth == 0)?;
        // "(mean, 7 days for early closure, 9 days for late closure": who is compared, and no name.
        let whom = |c: &Candidate| {
            c.first
                .checked_sub(1)
                .is_some_and(|b| s.cue(b) == Cue::Versus || s.is_word(b, &["for", "in", "with"]))
        };
        if !s.opens(open) || all.iter().any(|c| c.first > open && c.last < at && !whom(c)) {
            return None;
        }
        at = open;
    } else if s.mark(at.checked_sub(1)?) == Some(',') {
        at -= 1;
    }
    let farthest = at.saturating_sub(REACH);
    // The last item of the words that no preposition was found for yet.
    let mut noun: Option<usize> = None;
    while at > farthest {
        let k = at - 1;
        at = k;
        if s.items[k].depth > 0 || s.closes(k) || s.opens(k) {
            continue;
        }
        if let Some(first) = arm_to(scene, k) {
            if noun.is_some() {
                return None;
            }
            at = first;
            continue;
        }
        if let Some(other) = scene.readings.iter().find(|r| r.first <= k && k <= r.last) {
            if noun.is_some() {
                return None;
            }
            at = other.first;
            continue;
        }
        let change = matches!(s.cue(k), Cue::Lower | Cue::Higher | Cue::Difference);
        if change || s.is_of(k, Sort::Alike) {
            return match noun {
                Some(last) => object(scene, all, k, last),
                None => subject(scene, all, k),
            };
        }
        match s.cue(k) {
            // "a reduction in deaths from pump failure"
            Cue::Preposition if noun.is_some_and(|last| caused(s, k, last)) => {}
            Cue::Preposition | Cue::To | Cue::Versus => {
                let Some(last) = noun.take() else { continue };
                let of_change = k.checked_sub(1).is_some_and(|b| s.is_word(b, NOUNS));
                let graded = || (k..=last).any(|k| s.cue(k) == Cue::Grade);
                if s.is_word(k, &["in", "on", "for"]) && (of_change || changed(scene, k) && !graded()) {
                    return named(scene, all, k, last);
                }
                if !passes(s, k, last) {
                    return None;
                }
            }
            // "in those receiving tolvarin": whom; "at 15 minutes post surgery": when.
            Cue::Received => noun = None,
            Cue::Time(_) if noun.is_some() && s.is_word(k + 1, AFTER) => noun = None,
            Cue::Of => {
                let of_change = k.checked_sub(1).is_some_and(|b| s.is_word(b, NOUNS));
                if let Some(last) = noun.filter(|_| of_change) {
                    return named(scene, all, k, last);
                }
            }
            Cue::And | Cue::Or => {
                let within = k.checked_sub(1).is_some_and(|b| content(s, b) && arm_to(scene, b).is_none());
                if noun.is_some() && !within {
                    return None;
                }
            }
            // "fewer relapses were seen on A than on B (P = 0.03)"
            Cue::Was if noun.is_none() && s.is_of(k + 1, Sort::Told) => return passive(scene, all, k),
            _ if s.is_of(k, Sort::Told) => {}
            Cue::Was | Cue::Happened | Cue::Measure { .. } | Cue::Respectively => return None,
            Cue::People if noun.is_some() => return None,
            _ if s.mark(k) == Some('-') || listed(s, k) => {}
            _ if s.mark(k) == Some(',') => {
                let next = k + 1;
                // "was lower, within 30 min after waking (P = 0.03)", but not "was lower, with a mean of 8"
                let when = || s.is_word(next, &["within", "by", "from", "at", "after", "during"]);
                if noun.is_some() || !(next == reading.first || s.cue(next) == Cue::Versus || when()) {
                    return None;
                }
            }
            _ if s.mark(k).is_some() => return None,
            // "increased significantly (P = 0.03)"
            _ if noun.is_none() && (shade(s, k) || s.is_word(k, &["significant"])) => {}
            _ if content(s, k) => noun = noun.or(Some(k)),
            _ if s.is_word(k, &["but"]) && s.is_word(k + 1, &["not"]) => {}
            _ if s.is_of(k, Sort::Turn) || says(s, k) => return None,
            _ => {}
        }
    }
    None
}

/// Whether what a preposition governs is part of the name before it: the cause of "deaths from pump failure".
fn caused(s: &Sentence<'_>, k: usize, last: usize) -> bool {
    s.is_word(k, &["from"])
        && k.checked_sub(1).is_some_and(|b| content(s, b))
        && !surrounds(nature(last_word(s.words(last))))
        && !(k..=last).any(|k| s.is_word(k, &["baseline"]) || s.items[k].numeric())
}

/// Words right behind a unit of time that say since when.
const AFTER: &[&str] =
    &["post", "after", "following", "later", "into", "postoperatively", "postdose", "postpartum"];

/// Whether a comma stands between two numbers of a list: `at 6, 12, and 24 hours`.
fn listed(s: &Sentence<'_>, k: usize) -> bool {
    let next = k + 1 + usize::from(s.cue(k + 1) == Cue::And);
    let counts = |k: usize| s.items.get(k).is_some_and(|item| item.numeric()) && !s.spent[k];
    s.mark(k) == Some(',') && k.checked_sub(1).is_some_and(counts) && counts(next)
}

/// `no effect of A on mood`, `no difference was found between A and B in mood`: whether a preposition goes with a noun of
/// change before it, over who is compared.
fn changed(scene: &Scene<'_, '_>, at: usize) -> bool {
    let s = scene.s;
    let on = s.is_word(at, &["on"]);
    let mut k = at;
    let mut named = false;
    while let Some(b) = k.checked_sub(1).filter(|b| at - b <= REACH / 3) {
        k = b;
        if let Some(first) = arm_to(scene, b) {
            k = first;
            continue;
        }
        if s.is_word(b, NOUNS) {
            // "effect of the programme on mood", but not "effect in the ward on mood"
            return !on && !named || on && s.cue(b + 1) == Cue::Of && s.is_word(b, EFFECTS);
        }
        named |= content(s, b);
        let passes =
            matches!(s.cue(b), Cue::Group | Cue::And | Cue::Versus | Cue::Article | Cue::Was | Cue::Of)
                || s.is_word(
                    b,
                    &["between", "found", "observed", "seen", "noted", "detected", "there", "two", "three"],
                )
                || on && content(s, b);
        if !passes {
            return false;
        }
    }
    false
}

/// Whether an empty word ties another statement on.
fn says(s: &Sentence<'_>, k: usize) -> bool {
    s.is_of(k, Sort::Clause) || s.is_of(k, Sort::Empty) && s.words(k).ends_with("ed")
}

/// `more relapses were seen`: what a verb that only tells says is so, where it is counted or weighed.
fn passive(scene: &Scene<'_, '_>, all: &[Candidate], verb: usize) -> Option<Span> {
    let s = scene.s;
    let last = verb.checked_sub(1)?;
    let of = all.iter().find(|c| c.last == last && c.cut == Cut::Whole && s.items[c.first].depth == 0)?;
    let weighed =
        of.first.checked_sub(1).is_some_and(|b| s.is_word(b, &["more", "fewer", "less", "higher", "lower"]));
    let class = nature(last_word(s.words(of.last)));
    let other = matches!(class, TREATMENT | PEOPLE | TIME | PLACE | CHANGE);
    (weighed && !other).then(|| s.items[of.first].span.to(s.items[of.last].span))
}

/// Whether a preposition tells whom, when or where a statement is of, and not what was measured.
fn passes(s: &Sentence<'_>, at: usize, last: usize) -> bool {
    let class = nature(last_word(s.words(last)));
    let around = surrounds(class);
    if s.is_word(at, &["in"]) {
        return !matches!(class, MEASURED | CHANGE);
    }
    around || !s.is_word(at, &["for", "on", "to", "without"])
}

/// What a preposition behind a noun of change names: "effect on mood (P = 0.02)".
fn named(scene: &Scene<'_, '_>, all: &[Candidate], at: usize, last: usize) -> Option<Span> {
    let s = scene.s;
    let class = nature(last_word(s.words(last)));
    if surrounds(class) || s.is_word(at + 1, &["favour", "favor"]) {
        return None;
    }
    phrase(scene, all, at, last)
}

/// The phrase that ends at an item and begins behind another.
fn phrase(scene: &Scene<'_, '_>, all: &[Candidate], after: usize, last: usize) -> Option<Span> {
    let s = scene.s;
    let within = |c: &&Candidate| c.last == last && c.first > after;
    let whole = all.iter().filter(within).find(|c| c.cut == Cut::Whole);
    let of = whole.or_else(|| all.iter().filter(within).min_by_key(|c| c.first))?;
    whole_name(scene, of).then(|| over_bracket(s, all, of, after))
}

/// Whether no part of a name was taken for an arm: the "production" of "glucose production".
pub(super) fn whole_name(scene: &Scene<'_, '_>, of: &Candidate) -> bool {
    of.first.checked_sub(1).is_none_or(|b| arm_to(scene, b).is_none())
}

/// `visual analogue scale (VAS) scores`: the word behind a bracket is of the name before it.
pub(super) fn over_bracket(s: &Sentence<'_>, all: &[Candidate], of: &Candidate, after: usize) -> Span {
    let own = s.items[of.first].span.to(s.items[of.last].span);
    let Some(close) = of.first.checked_sub(1).filter(|b| s.closes(*b) && of.first == of.last) else {
        return own;
    };
    let open = (close.saturating_sub(NEAR)..close)
        .rfind(|k| s.opens(*k) && s.items[*k].depth == s.items[of.first].depth);
    let Some(last) = open.and_then(|open| open.checked_sub(1)) else { return own };
    let before = |c: &&Candidate| c.last == last && c.first > after;
    let named = all.iter().filter(before).find(|c| c.cut == Cut::Whole);
    named.map_or(own, |c| s.items[c.first].span.to(s.items[c.last].span))
}

/// What is changed or compared by the word before it: "reduced pain in A", "fewer relapses in A".
fn object(scene: &Scene<'_, '_>, all: &[Candidate], at: usize, last: usize) -> Option<Span> {
    let s = scene.s;
    let next = at + 1 + usize::from(s.cue(at + 1) == Cue::Article);
    let people = s.cue(next) == Cue::People;
    if people || !s.is_word(at, CHANGING) || !content(s, next) {
        return None;
    }
    // "was less severe", "was longer lasting": how it is, not what.
    let mut b = at;
    while let Some(before) = b.checked_sub(1).filter(|b| at - b < NEAR / 2 && shade(s, *b)) {
        b = before;
    }
    let verb = b.checked_sub(1).filter(|b| s.is_word(*b, BEING));
    if verb.is_some()
        && next == last
        && s.is_word(at, &["less", "better", "worse", "longer", "shorter", "greater"])
    {
        return subject(scene, all, at);
    }
    match nature(last_word(s.words(last))) {
        TREATMENT | PEOPLE | TIME | PLACE => None,
        _ => phrase(scene, all, at, last),
    }
}

/// Whether a word only says how much, or denies.
pub(super) fn shade(s: &Sentence<'_>, k: usize) -> bool {
    s.words(k).ends_with("ly")
        || s.is_word(k, &["not", "also", "more", "much", "even", "both", "still", "all", "no"])
}
