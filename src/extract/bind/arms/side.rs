//! Names that say only which side of a trial is meant: "the control group", "the combination", "monotherapy".

use super::candidate::Candidate;
use super::entry::{Entry, told};
use super::table::Table;
use crate::extract::bind::words::{Word, Words, alike};
use crate::lex::{Sort, key};

impl Table<'_, '_> {
    /// "control group" means the arm that is a control; "intervention group" the other one of two.
    pub(super) fn side(&self, keys: &[u64], list: usize) -> Option<usize> {
        // "the combination" of three arms is the only one that is one.
        if self.arms.len() > 2 && keys.iter().all(|k| told(*k, Sort::Whole) && !told(*k, Sort::Lone)) {
            let mut combined = (0..self.arms.len()).filter(|i| self.arms[*i].combined);
            return combined
                .next()
                .filter(|i| combined.next().is_none() && (list == 0 || self.arms[*i].list != list));
        }
        let [a, b] = &self.arms[..] else { return None };
        if list > 0 && (a.list == list || b.list == list) {
            return None;
        }
        let controls = keys.iter().all(|k| told(*k, Sort::Control));
        if keys.iter().all(|k| told(*k, Sort::Whole)) {
            // "combination" is the combined arm, "monotherapy" and "alone" the other.
            let single = keys.iter().all(|k| told(*k, Sort::Lone));
            return match (a.combined, b.combined) {
                (true, false) => Some(usize::from(single)),
                (false, true) => Some(usize::from(!single)),
                _ => None,
            };
        }
        let tests = keys.iter().all(|k| told(*k, Sort::Experimental));
        // "placebo" beside two drugs is a third arm, "control" is one of two.
        let opposite = keys.iter().all(|k| told(*k, Sort::Opposite));
        // "the control group" of "relaxation control", and neither of "group A" and "group B".
        let own = |entry: &Entry<'_>| entry.labelled() || keys.iter().all(|k| entry.keys.contains(k));
        let guessed = a.list == b.list && !self.third && !own(a) && !own(b);
        match (a.control, b.control) {
            (true, false) if controls => Some(0),
            (true, false) if tests => Some(1),
            (false, true) if controls => Some(1),
            (false, true) if tests => Some(0),
            // "saline" of two is the placebo.
            (false, false) if controls && !opposite && a.inert() != b.inert() => Some(usize::from(b.inert())),
            // "placebo", beside "with or without tolvarin".
            (false, false) if controls && a.negated != b.negated => Some(usize::from(b.negated)),
            (false, false) if tests && a.negated != b.negated => Some(usize::from(a.negated)),
            // The arm under test is named first, where the two were named together, and neither looks more like a control.
            (false, false) if guessed && (opposite || tests) => {
                let turned = self.like_control(0, 1) > self.like_control(1, 0);
                Some(usize::from(opposite != turned))
            }
            _ => None,
        }
    }

    /// How much an arm looks like the control of another: by its name, by "alone", by being a part of the other.
    pub(super) fn like_control(&self, arm: usize, other: usize) -> u8 {
        let lone = self.arms[arm].phrases.iter().flatten().any(|w| w.is_of(Sort::Lone));
        self.control_by(arm, other, lone)
    }

    /// The same of any two of several arms, which "alone" does not set against each other: "conventional therapy" is a control, but
    /// not "tolvarin alone" beside "vexatine".
    pub(super) fn surely_control(&self, arm: usize, other: usize) -> u8 {
        let lone = self.arms[arm].keys.iter().any(|k| told(*k, Sort::Lone));
        self.control_by(arm, other, lone)
    }

    fn control_by(&self, arm: usize, other: usize, lone: bool) -> u8 {
        let (arm, other) = (&self.arms[arm], &self.arms[other]);
        // "FOLFOX" of "FOLFOX plus X", "R-FOLFOX".
        let within = arm.keys.iter().all(|k| other.keys.contains(k));
        let part = within && arm.keys.len() < other.keys.len() && !other.negated;
        4 * u8::from(arm.control) + 2 * u8::from(part || lone) + u8::from(arm.negated)
    }
}

/// Whether names are three or more, one of them a control: "in the tolvarin, alfazumab and control groups".
pub(super) fn third_control(row: &[Candidate<'_>]) -> bool {
    let again = |at: usize| row[..at].iter().any(|c| alike(&c.words, &row[at].words));
    let control = |c: &Candidate<'_>| c.words.iter().all(|w| w.is_of(Sort::Opposite));
    row.len() >= 3 && row.iter().any(control) && (0..row.len()).filter(|at| !again(*at)).take(3).count() == 3
}

/// The same of all groups that a sentence names, wherever they stand in it, where none is called by its side only: "The control
/// group got velorin, the tolvarin group got both, while the alfazumab group …".
pub(super) fn third_beside(named: &[Candidate<'_>]) -> bool {
    let groups = || named.iter().filter(|c| c.sure);
    let told = |w: &Word<'_>| w.sorts.meet(&[Sort::Experimental, Sort::Weak]);
    let tested =
        |c: &Candidate<'_>| c.words.iter().all(told) && !c.words.iter().all(|w| w.is_of(Sort::Opposite));
    groups().nth(2).is_some() && !groups().any(tested) && third_control(named)
}

/// Words before "controls" that say that they are people of their own.
const APART: &[&str] = &[
    "healthy",
    "normal",
    "matched",
    "normotensive",
    "nondiabetic",
    "euthyroid",
    "nonobese",
    "lean",
    "nonhypertensive",
    "unaffected",
    "disease",
    "untreated",
];

/// Whether a sentence speaks of controls who were assigned to nothing: "12 healthy controls", "controls matched for age", "an
/// untreated control group"; or of three groups or more.
pub(super) fn apart(words: &Words<'_>) -> bool {
    let own = |k: usize| {
        words[k.saturating_sub(2)..k].iter().any(|w| w.is(APART))
            || words.get(k + 1).is_some_and(|w| w.is(&["matched"]))
    };
    let controls = || (0..words.len()).any(|k| words[k].is(&["control", "controls"]) && own(k));
    words.holds(Sort::Recipient) && controls() || words.holds(Sort::Group) && several(words)
}

/// Words between "single" and what it is set against, at most.
const SET_AGAINST: usize = 5;

/// Whether a sentence sets "single" against more: "single or double dose", "tandem versus single courses".
pub(super) fn single(words: &Words<'_>) -> bool {
    const MORE: &[&str] = &["double", "dual", "tandem", "multiple", "repeated", "triple", "two"];
    let joint = |w: &Word<'_>| w.is(&["or", "and", "versus", "vs", "v", "than", "with", "to"]);
    let is = |k: usize, sides: &[&str]| words.get(k).is_some_and(|w| w.is(sides));
    let apart = |k: usize| {
        (k + 2..=k + SET_AGAINST).any(|other| {
            let pair = is(k, &["single"]) && is(other, MORE) || is(k, MORE) && is(other, &["single"]);
            pair && words[k..other].iter().any(joint)
        })
    };
    let said = words.holds(Sort::Weak) && words.keys().may_hold(key("single"));
    said && (0..words.len()).any(|k| words[k].is_of(Sort::Weak) && apart(k))
}

/// Whether a sentence counts three groups or more: "one of three groups", "four treatment arms".
fn several(words: &[Word<'_>]) -> bool {
    const MORE: &[&str] = &["three", "3", "four", "4", "five", "5", "six", "6"];
    let more = |at: Option<usize>| at.is_some_and(|at| words[at].is(MORE));
    let counted = |at: usize| more(at.checked_sub(1)) || more(at.checked_sub(2));
    (0..words.len()).any(|at| words[at].is(&["groups", "arms"]) && counted(at))
}
