//! Sizes in brackets, some way behind the arm they are of.

use super::super::arms::Mention;
use super::Scene;
use crate::extract::read::Reading;
use crate::extract::read::participants::in_review;
use crate::extract::sentence::Sentence;
use crate::finding::{Reported, Role};
use crate::lex::{Cue, Sort};

/// Items between an arm and its size, at most.
const FARTHEST: usize = 60;

/// `A 10 mg once daily (n = 342)`, `a B group (the same, without A; n = 86)`: of the last arm named since the size before,
/// outside of the size's own bracket first.
pub(super) fn sized(scene: &mut Scene<'_, '_>) {
    let s = scene.s;
    let mut since = 0;
    for i in scene.values.iter().copied() {
        let reading = &scene.readings[i];
        if !matches!(reading.result, Reported::Participants(_)) {
            continue;
        }
        let from = since.max(reading.first.saturating_sub(FARTHEST));
        since = reading.last;
        if !labelled(s, reading) {
            // "of 9681 women and 8888 men", where women and men are the groups; "12 A- and 24 B-treated patients"
            let shared = |m: &Mention| {
                let next = m.last + 1 + usize::from(s.mark(m.last + 1) == Some('-'));
                // "In 16 A and 2 B patients pain returned" is what happened to them.
                let within = reading.main > 0 && s.is_word(reading.main - 1, &["in"]);
                let plain = (reading.main + 1..m.first).all(|k| s.cue(k) == Cue::None && s.mark(k).is_none());
                (reading.main + 1..reading.main + 3).contains(&m.first)
                    && plain
                    && reading.last == reading.main
                    && (s.cue(next) == Cue::And || s.mark(next) == Some(','))
                    && !within
            };
            // "10 healthy males"
            // But neither "825 men and women" nor "36 fast and slow walkers".
            let both = |m: &Mention| {
                let next = m.last + 1;
                let joined = |k: usize| matches!(s.cue(k), Cue::And | Cue::Or);
                joined(next) && s.cue(next + 1) == Cue::People
                    || m.first > reading.main + 1 && joined(m.first - 1)
            };
            // "56 A-assigned patients"
            let taking = |m: &Mention| {
                m.last + 3 == reading.last
                    && m.first == reading.main + 1
                    && s.mark(m.last + 1) == Some('-')
                    && matches!(s.cue(m.last + 2), Cue::Received | Cue::Role(_))
            };
            let people = |m: &Mention| {
                let weak = m.first == m.last && s.is_of(m.first, Sort::Weak);
                (m.last + 1 == reading.last || taking(m)) && s.cue(reading.last) == Cue::People && !weak
            };
            let own =
                |m: &&Mention| m.first > reading.main && (m.last == reading.last || people(m)) || shared(m);
            let own = scene.mentions.iter().find(own);
            let own = own.filter(|m| {
                s.items[reading.main].depth == 0 && !(s.cue(reading.last) == Cue::People && both(m))
            });
            if let Some(arm) = own.map(|m| m.arm) {
                scene.bind(i, arm);
            }
            continue;
        }
        // "(n = 26 A, n = 24 B)"
        let beside = scene.mentions.iter().find(|m| m.first == reading.last + 1);
        let depth = s.items[reading.main].depth;
        let near = || scene.mentions.iter().filter(|m| m.first >= from && m.last < reading.first);
        let outside = || near().rfind(|m| s.items[m.first].depth < depth);
        // "(22 controls) or to B (22 patients)": a bracket of its own is of what stands outside.
        let inside = || near().next_back().filter(|_| !s.opens(reading.main - 1));
        let Some(last) = beside.or_else(outside).or_else(inside) else { continue };
        let between = |m: &Mention| m.last + 1..last.first;
        let other = || near().filter(|m| m.arm != last.arm && m.last < last.first);
        // "A (5 mg) plus B (10 mg) (n = 101)", "placebo for A (n = 98)": the whole is called by its first.
        let joined = |m: &&Mention| {
            between(m)
                .any(|k| s.is_word(k, &["plus", "for", "followed"]) || matches!(s.mark(k), Some('→' | '+')))
        };
        // "A versus B (n = 473)": of both.
        // But not "whether the model was used or not: A (the model; n = 43)".
        let several = other()
            .filter(|m| !between(m).any(|k| s.mark(k) == Some(':')))
            .any(|m| between(m).any(|k| matches!(s.cue(k), Cue::Versus | Cue::Or | Cue::And)));
        if beside.is_none() && of_others(scene, reading, last) {
            continue;
        }
        // "group B was given A plus C 5 or 10 mg (n = 42)": the group that got it.
        let got = |m: &&Mention| {
            let verb = m.last + 1 + usize::from(s.cue(m.last + 1) == Cue::Was);
            let group = (m.first..=m.last).any(|k| s.cue(k) == Cue::Group) && !s.words(m.last).ends_with('s');
            group && s.cue(verb) == Cue::Received && s.items[m.first].depth < depth
        };
        if let Some(group) = near().rfind(got).filter(|_| beside.is_none()) {
            scene.bind(i, group.arm);
            continue;
        }
        let arm = other().find(joined).filter(|_| !several).unwrap_or(last).arm;
        if beside.is_some() || !several {
            scene.bind(i, arm);
        }
    }
}

/// `effects of A on pain in elderly Norwegians (n = 88)`, `People with gout (n = 52) came to one clinic`: the one size of
/// the sentence is of those whom the phrase right before it names, and the arm stands in another or is how they are.
fn of_others(scene: &Scene<'_, '_>, reading: &Reading, arm: &Mention) -> bool {
    let s = scene.s;
    let Some(open) = reading.first.checked_sub(1).filter(|at| s.opens(*at) && s.items[*at].depth == 0) else {
        return false;
    };
    let sizes = (0..s.items.len()).filter(|k| s.mark(*k) == Some('=') && *k > 0 && s.is_word(*k - 1, &["n"]));
    let bracketed = scene
        .readings
        .iter()
        .filter(|r| counts_people(s, r) && r.main.checked_sub(1).is_some_and(|before| s.opens(before)));
    if sizes.count() + bracketed.count() > 1 {
        return false;
    }
    if arm.last + 1 == open {
        let result = |r: &Reading| !matches!(r.result, Reported::Participants(_) | Reported::FollowUp(_));
        let described = arm.first > 1
            && s.is_word(arm.first - 1, &["with", "from"])
            && s.cue(arm.first - 2) == Cue::People;
        return described && s.cue(arm.last) != Cue::Group && !scene.readings.iter().any(result);
    }
    let placed = (arm.last + 1..open).rfind(|k| s.is_word(*k, &["in", "among"]));
    let Some(placed) = placed.filter(|k| *k > arm.last + 1 && open - k > 2) else { return false };
    let theirs =
        |k: usize| matches!(s.cue(k), Cue::Group | Cue::Received | Cue::Role(_) | Cue::Time(_) | Cue::Dose);
    !(placed..open).any(theirs)
}

/// `n = 342`, `(342 patients)`
pub(in crate::extract::bind) fn labelled(s: &Sentence<'_>, reading: &Reading) -> bool {
    let Some(before) = reading.main.checked_sub(1) else { return false };
    matches!(s.mark(before), Some('=' | ':')) || s.opens(before) && counts_people(s, reading)
}

/// `342 patients)` alone in its bracket, and no part by sex.
fn counts_people(s: &Sentence<'_>, reading: &Reading) -> bool {
    let people = reading.main + 1;
    // "31 (1250 people)": of the number before the bracket.
    let counted = reading.main.checked_sub(2).is_some_and(|at| s.items[at].numeric());
    matches!(reading.result, Reported::Participants(_))
        && !counted
        && s.cue(people) == Cue::People
        && s.closes(people + 1)
        && !s.is_of(people, Sort::Sex)
}

/// Items from an estimate to the people of its bracket, at most.
const DRAWN: usize = 24;

/// `fewer with A (RR 0.94, 95% CI 0.68 to 1.30, 267 women)`: those whom the estimate of the same bracket is drawn from.
/// But not `(HR 0.73, 95% CI 0.62 to 0.87; n = 12 with A)`.
pub(super) fn of_an_estimate(scene: &Scene<'_, '_>, reading: &Reading) -> bool {
    let s = scene.s;
    let (main, depth) = (reading.main, s.items[reading.main].depth);
    depth > 0
        && matches!(reading.result, Reported::Participants(_))
        && scene.readings.iter().any(|r| {
            matches!(r.result, Reported::Estimate(_))
                && r.main < main
                && main - r.main <= DRAWN
                && (r.main..main).all(|k| s.items[k].depth >= depth)
                && scene.named(r.main, reading.last + NAMED).is_empty()
        })
}

/// Items from a size to the arm named behind it, at most: "12 with the".
const NAMED: usize = 5;

/// What a size in the bracket behind it is of, whatever arm stands before.
const OF_ALL: &[&str] =
    &["analysis", "analyses", "population", "sample", "survey", "trial", "trials", "study", "studies"];

/// Whether people are those of the whole study though an arm stands beside them: `patients with asthma (n = 137) were
/// randomised`, `(7 RCTs, n = 227)`.
pub(super) fn of_all(s: &Sentence<'_>, reading: &Reading) -> bool {
    let Reported::Participants(people) = &reading.result else { return false };
    let start = if labelled(s, reading) { reading.first } else { reading.main };
    if people.role == Role::Other && in_review(s, start) {
        return true;
    }
    // "with A (n = 62) or with B (n = 31) were enrolled"
    let second = (reading.first.saturating_sub(24)..reading.first)
        .any(|k| s.is_word(k, &["n"]) && s.mark(k + 1) == Some('='));
    let alone = labelled(s, reading)
        && (s.closes(reading.last + 1) || s.cue(reading.last + 1) == Cue::People)
        && !second;
    // "in the intention-to-treat population (n = 63)", "in two controlled trials (n = 175)"
    let noun = reading.first.checked_sub(2).filter(|at| alone && s.opens(at + 1));
    let everybody = |at: usize| {
        s.is_of(at, Sort::Study) || s.is_word(at, OF_ALL) || s.cue(at) == Cue::Role(Role::Analyzed)
    };
    if noun.is_some_and(everybody) {
        return true;
    }
    let step = matches!(people.role, Role::Randomized | Role::Enrolled | Role::Screened);
    if !step || !labelled(s, reading) {
        return false;
    }
    // "adults with asthma (n = 137; mean age 45 years), were randomised"
    let next = reading.last + 1;
    let more = |behind: &usize| {
        let others = (next..*behind).any(|k| s.is_word(k, &["n"]) || s.mark(k) == Some('='));
        !others && matches!(s.mark(next), Some(';' | ','))
    };
    let open = reading.first.checked_sub(1).filter(|open| s.opens(*open));
    let behind = if s.closes(next) {
        Some(next + 1)
    } else {
        open.and_then(|open| s.behind_bracket(open)).filter(more)
    };
    let Some(behind) = behind else { return false };
    let verb = behind + usize::from(s.mark(behind) == Some(','));
    let said = s.words(verb).starts_with("were ") || s.cue(verb) == Cue::Was;
    let verb =
        said && (verb..verb + 3).any(|k| s.cue(k) == Cue::Role(people.role) || s.cue(k) == Cue::Received);
    let group = reading.first.checked_sub(2).is_some_and(|b| s.cue(b) == Cue::Group);
    verb && !group && !second
}
