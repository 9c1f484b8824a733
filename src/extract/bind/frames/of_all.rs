//! People of several arms, or of all, though one arm is named behind them.

use super::super::arms::Mention;
use super::Scene;
use crate::extract::read::Reading;
use crate::extract::read::participants::excluded;
use crate::finding::{Reported, Role};
use crate::lex::Cue;

/// Whether people are of more arms than the one named behind them: `390 patients were assigned to A or B`, `327 patients
/// were assigned to A (n = 157) or …`.
pub(super) fn of_both(scene: &Scene<'_, '_>, reading: usize, mention: &Mention) -> bool {
    let s = scene.s;
    let start = scene.readings[reading].last;
    let next = mention.last + 1;
    let people = |k: usize| {
        let read = |r: &Reading| r.main == k && matches!(r.result, Reported::Participants(_));
        scene.readings.iter().any(read)
    };
    let read = |k: usize| scene.readings.iter().any(|r| r.main == k);
    // But "31 in the A group (17 women, 14 men) and 28 in the B group".
    let sized = s.opens(next)
        && (s.is_word(next + 1, &["n"])
            || people(next + 1) && !placed(scene, scene.readings[reading].main + 1))
        // "were assigned to an A group of 48 and a B group of 47"
        || s.cue(next) == Cue::Of && s.cue(mention.last) == Cue::Group && people(next + 1);
    // "412 people in cohorts 1 and 3"
    let numbered = s.cue(next) == Cue::And && s.items.get(next + 1).is_some_and(|item| item.named);
    let choice = (start..mention.first).any(|k| s.is_word(k, &["either", "one"]));
    let depth = s.items[mention.first].depth;
    let clause = (next..s.items.len().min(next + 36)).take_while(|k| {
        // "the warm group (41 degrees; 40 adults) or the control group"
        // "placebo, tolvarin 10 mg b.d., or nitrol 5 mg"
        let letter = s.mark(*k) == Some('.') && *k > 0 && s.words(*k - 1).len() == 1;
        let ends = matches!(s.mark(*k), Some(';' | '.')) && s.items[*k].depth <= depth && !letter;
        !ends && s.items[*k].depth >= depth
    });
    if numbered {
        return true;
    }
    let other = |k: usize| scene.mentions.iter().any(|m| m.first == k && m.arm != mention.arm);
    // "296 to A and 302 to B, C and A": what is joined was given together.
    let listed = || continues(scene, reading);
    // "received A with B (AB); A (A); or B (B)"
    let end = s.items.len().min(next + ONE_OF);
    if (next..end).any(|k| s.mark(k) == Some(';') && s.items[k].depth <= depth && s.cue(k + 1) == Cue::Or) {
        return true;
    }
    let mut joint = false;
    // What stands in brackets says nothing of what comes after.
    for k in clause.filter(|k| s.items[*k].depth <= depth) {
        match s.cue(k) {
            Cue::Or | Cue::Versus => return true,
            Cue::And => joint = true,
            // "26 were assigned to A and the remainder to B"
            _ if joint && s.is_word(k, REST) => return sized || choice,
            // "in cohorts 1 and 3"
            _ if joint && other(k) => return !parted(scene, reading, k) && !listed(),
            // "to the A and B groups"
            Cue::Group if joint && s.words(k).ends_with('s') && !listed() => return true,
            // But not the doses of "placebo, tolvarin 10 mg, or tolvarin 20 mg".
            _ if read(k)
                || s.count(k).is_some()
                    && !excluded(s, k)
                    && !matches!(s.cue(k + 1), Cue::Dose | Cue::Unit | Cue::Time(_)) =>
            {
                return sized || choice;
            }
            _ => {}
        }
    }
    sized || choice
}

/// Items from the first of a list of what people got to its last, at most.
const ONE_OF: usize = 60;

/// Whether other people of the same step stand right before these in a list: `296 to A and 302`.
fn continues(scene: &Scene<'_, '_>, reading: usize) -> bool {
    let s = scene.s;
    let own = &scene.readings[reading];
    let role = |r: &Reading| r.people().map(|people| people.role);
    let joined = own.first.checked_sub(1).is_some_and(|at| s.cue(at) == Cue::And || s.mark(at) == Some(','));
    let before = scene.readings[..reading].iter().rfind(|r| role(r).is_some());
    let placed = |r: &Reading| !scene.named(r.last, own.first).is_empty();
    joined && before.is_some_and(|r| role(r) == role(own) && own.first - r.last < PARTS && placed(r))
}

/// Items from the second of two that were given together to the next people, at most.
const PARTS: usize = 24;

/// What stands for people who are not counted.
const REST: &[&str] = &["remainder", "rest", "others", "remaining"];

/// Whether other people take the same step behind item `k`: `and 337 were assigned to B`.
fn parted(scene: &Scene<'_, '_>, reading: usize, k: usize) -> bool {
    let role = |r: &Reading| r.people().map(|people| people.role);
    let own = role(&scene.readings[reading]);
    scene.readings[reading + 1..].iter().find(|r| r.main > k && role(r).is_some()).is_some_and(|next| {
        role(next) == own
            && next.main - k < PARTS
            && next.first > 0
            && scene.s.cue(next.first - 1) == Cue::And
    })
}

/// `558 patients with anatomy amenable to A`: what they are like, with no word that they got it.
pub(super) fn described(scene: &Scene<'_, '_>, reading: &Reading, mention: &Mention) -> bool {
    let s = scene.s;
    s.is_word(reading.last + 1, &["with"])
        && mention.first > reading.last + 2
        && s.cue(mention.last) != Cue::Group
        && !(reading.last + 1..mention.first)
            .any(|k| matches!(s.cue(k), Cue::Received | Cue::Role(_) | Cue::Group | Cue::Dose))
}

/// `Of the 156 adults, 104 had been allocated to A`, `80 adults to compare A with B`: whether what stands between people and an arm
/// counts a part of them, or says what the study was for.
pub(super) fn told_apart(scene: &Scene<'_, '_>, reading: &Reading, mention: &Mention) -> bool {
    const PURPOSES: &[&str] = &[
        "compare",
        "evaluate",
        "assess",
        "determine",
        "investigate",
        "study",
        "test",
        "examine",
        "establish",
    ];
    let s = scene.s;
    let depth = s.items[reading.main].depth;
    let amount = |k: usize| {
        matches!(s.cue(k), Cue::Time(_) | Cue::Dose | Cue::Unit | Cue::To | Cue::Or | Cue::Criterion)
            || matches!(s.mark(k), Some('-' | '/'))
    };
    // "were enrolled--111 in the A group"
    let dashed = |k: usize| {
        s.mark(k - 1) == Some('-')
            && !s.items[k].spaced
            && !s.items[k - 1].spaced
            && (s.mark(k.wrapping_sub(2)) == Some('-') || s.words(k).starts_with('-'))
    };
    // "80 adults with A were randomised into three groups"
    let group = s.cue(mention.last) == Cue::Group;
    let assigned = !group
        && (mention.last + 1..s.items.len().min(mention.last + 8))
            .take_while(|k| s.mark(*k).is_none() && !s.items[*k].numeric())
            .any(|k| {
                s.cue(k) == Cue::Role(Role::Randomized) && s.words(k).starts_with("were ") || {
                    s.cue(k) == Cue::Role(Role::Randomized) && s.cue(k - 1) == Cue::Was
                }
            });
    let chosen = |k: usize| {
        // "with or without A", "did not receive A"
        s.items[k].depth <= depth && (s.cue(k) == Cue::Or || s.is_word(k, &["not"]))
            // "Among 771 adults, the addition of A"
            || s.mark(k) == Some(',') && s.items[k].depth == 0 && s.cue(k + 1) == Cue::Article && !group
    };
    // "were divided into a lean group, …", "adults with tolvarin-induced pain"
    let parted =
        (reading.last + 1..mention.first).any(|k| s.is_word(k, PARTED) && s.is_word(k + 1, &["into"]));
    let caused = s.mark(mention.last + 1) == Some('-') && s.is_word(mention.last + 2, CAUSED);
    // "191 (67%) of 286 eligible adults to A": the whole of those.
    let main = reading.main;
    let whole = main > 2 && s.cue(main - 1) == Cue::Of && s.closes(main - 2);
    assigned
        || parted
        || whole
        || caused
        || (reading.last + 1..=mention.first).any(chosen)
        || (reading.last + 1..mention.first).any(|k| {
            let counted = s.items[k].numeric()
                && s.items[k].depth <= depth
                && !s.items[k].named
                && !(s.cue(k - 1) == Cue::Of && k == reading.last + 2)
                && !amount(k + 1)
                && (!amount(k - 1) || dashed(k))
                && !matches!(s.cue(k - 1), Cue::MoreThan | Cue::LessThan | Cue::AtLeast | Cue::AtMost);
            // "603 adults for the comparison of A with B"
            counted
                || s.cue(k) == Cue::To && s.is_word(k + 1, PURPOSES)
                || s.is_word(k, &["comparison", "comparisons", "comparing"])
        })
}

/// What is done with people who are of more groups than one: "divided into".
const PARTED: &[&str] = &[
    "divided",
    "categorized",
    "categorised",
    "classified",
    "stratified",
    "split",
    "grouped",
    "separated",
    "subdivided",
];

/// What a treatment did, or did not: "tolvarin-induced", "tolvarin-resistant".
const CAUSED: &[&str] =
    &["induced", "associated", "related", "resistant", "refractory", "dependent", "intolerant", "naive"];

/// Whether a count goes on with its place: `296 to the A group`, `25 in the A group`, `25 adults were in the A group`.
pub(super) fn placed(scene: &Scene<'_, '_>, i: usize) -> bool {
    let s = scene.s;
    let i = i + usize::from(s.cue(i) == Cue::People && s.cue(i + 1) == Cue::Was);
    let i = i + usize::from(s.cue(i) == Cue::Was);
    s.cue(i) == Cue::To || s.is_word(i, &["in", "on", "from"])
}
