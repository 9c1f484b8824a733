//! Parts of a study's people whose size a sentence gives with results of their own, or beside those of other parts.

mod apart;
mod controls;
mod name;

use crate::extract::read::Reading;
use crate::extract::read::participants::in_review;
use crate::extract::sentence::Sentence;
use crate::finding::{Arm, ArmId, Finding, Phrase, Reported, Role};
use crate::lex::{Classes, Cue};
use crate::text::Span;

use super::frames::{Scene, is_labelled};
use apart::Part;
use name::{before, behind, lettered};

/// More subgroups than any abstract reports.
const MOST: usize = 8;

/// The subgroups of an article: arms behind those that its trial has.
pub(super) struct Subgroups {
    known: usize,
    pub(super) arms: Vec<Arm>,
    /// The step of the people told apart last.
    step: Option<Role>,
}

impl Subgroups {
    /// Of an article with so many arms.
    pub(super) fn behind(known: usize) -> Self {
        Self { known, arms: Vec::new(), step: None }
    }

    /// Gives people who are a part of the whole study the subgroup they are: `In 548 patients with a score of 1 or more,
    /// survival was …`, `in patients with melanoma (n = 826; 13.7 v 11.2 months)`.
    pub(super) fn give(
        &mut self,
        s: &Sentence<'_>,
        readings: &[Reading],
        reading: &Reading,
        known: &[Arm],
        found: &mut Finding,
    ) {
        let Reported::Participants(people) = &mut found.result else { return };
        if in_review(s, reading.main) || !has_results(readings, reading) {
            return;
        }
        let named = if is_labelled(s, reading) { before(s, reading) } else { behind(s, reading) };
        if let Some(arm) = named.and_then(|span| self.arm(s, span, known)) {
            people.role = Role::Other;
            found.arm = Some(arm);
        }
    }

    /// Gives people who were assigned to what nothing else names the arm that stands before their bracket: `randomly
    /// assigned to tolvarin (n = 251) or surgery (n = 253)`.
    pub(super) fn give_assigned(
        &mut self,
        s: &Sentence<'_>,
        readings: &[Reading],
        reading: &Reading,
        known: &[Arm],
        found: &mut Finding,
    ) {
        let Reported::Participants(people) = &found.result else { return };
        if people.role != Role::Randomized || found.arm.is_some() || !is_labelled(s, reading) {
            return;
        }
        let depth = s.items[reading.main].depth;
        let sizes = readings.iter().filter(|r| {
            let people = matches!(r.result, Reported::Participants(_));
            people && is_labelled(s, r) && s.items[r.main].depth == depth
        });
        if sizes.count() > 1 && assigns_before(s, reading.first) {
            found.arm = before(s, reading).and_then(|span| self.arm(s, span, known));
        }
    }

    /// Gives people in a bracket the name before it where the next bracket of the same list is of an arm: `tolvarin
    /// (n = 51), combination therapy (n = 52), or placebo (n = 50)`.
    pub(super) fn give_listed(
        &mut self,
        scene: &Scene<'_, '_>,
        reading: &Reading,
        known: &[Arm],
        found: &mut Finding,
    ) {
        let s = scene.s;
        let sized = |r: &Reading| matches!(r.result, Reported::Participants(_)) && is_labelled(s, r);
        if !sized(reading) || found.arm.is_some() || in_review(s, reading.main) {
            return;
        }
        let of_an_arm = scene.readings.iter().zip(&scene.bound).filter(|(r, arm)| arm.is_some() && sized(r));
        let in_one_list =
            |other: &Reading| next_in_list(s, other, reading) || next_in_list(s, reading, other);
        if of_an_arm.into_iter().any(|(other, _)| in_one_list(other)) {
            found.arm = before(s, reading).and_then(|span| self.arm(s, span, known));
        }
    }

    /// Gives people in the bracket behind `Group 1`, `the first group` that group, where it is called nothing else.
    pub(super) fn give_lettered(
        &mut self,
        s: &Sentence<'_>,
        reading: &Reading,
        known: &[Arm],
        found: &mut Finding,
    ) {
        let sized = matches!(found.result, Reported::Participants(_)) && is_labelled(s, reading);
        if !sized || found.arm.is_some() || in_review(s, reading.main) {
            return;
        }
        found.arm = lettered(s, reading).and_then(|span| self.arm(s, span, known));
    }

    /// The people of no known arm whom a sentence tells from others that it counts.
    /// Of people who are held against others `earlier` says that those were counted in a sentence before.
    pub(super) fn apart(scene: &Scene<'_, '_>, earlier: bool) -> Vec<Part> {
        let mut found = apart::apart(scene);
        let told: Vec<usize> = found.iter().map(|part| part.main).collect();
        found
            .extend(controls::controls(scene, earlier).into_iter().filter(|part| !told.contains(&part.main)));
        found
    }

    /// Gives people whom their sentence tells from others the group that it calls them.
    pub(super) fn give_apart(
        &mut self,
        s: &Sentence<'_>,
        apart: &[Part],
        reading: &Reading,
        known: &[Arm],
        found: &mut Finding,
    ) {
        let Some(part) = apart.iter().find(|part| part.main == reading.main) else { return };
        let Reported::Participants(people) = &mut found.result else { return };
        if found.arm.is_some() {
            return;
        }
        found.arm = self.arm(s, part.name, known);
        // What those before did is said of all of a row.
        let unsaid = people.role == Role::Other && !reading.step_said;
        match self.step {
            _ if part.step.is_some() && unsaid => people.role = part.step.unwrap_or(Role::Other),
            Some(step) if !part.first && people.role == Role::Other && !reading.step_said => {
                people.role = step
            }
            _ => self.step = Some(people.role),
        }
    }

    /// The arm of this name: one of the trial's, or a subgroup, which may be new.
    fn arm(&mut self, s: &Sentence<'_>, span: Span, known: &[Arm]) -> Option<ArmId> {
        let text = span.of(s.text);
        let means = |arm: &Arm| arm.mentions.iter().any(|m| m.text.eq_ignore_ascii_case(text));
        if let Some(at) = known.iter().position(|arm| arm.name.eq_ignore_ascii_case(text) || means(arm)) {
            return Some(ArmId(at as u16));
        }
        if let Some(at) = known.iter().position(|arm| dosed(known, arm, text)) {
            return Some(ArmId(at as u16));
        }
        let at = match self.arms.iter().position(|arm| arm.name.eq_ignore_ascii_case(text)) {
            Some(at) => at,
            None if self.arms.len() == MOST => return None,
            None => {
                let mention = Phrase { text: text.to_owned(), span };
                self.arms.push(Arm { name: text.to_owned(), mentions: vec![mention] });
                self.arms.len() - 1
            }
        };
        Some(ArmId((self.known + at) as u16))
    }
}

/// Whether a text is the name of an arm and how much was given: `tolvarin 20 mg/day`, `tolvarin, 2.5-5 mg`; where strengths tell arms apart,
/// another strength is another arm.
fn dosed(known: &[Arm], arm: &Arm, text: &str) -> bool {
    let amount = |text: &str, name: &str| {
        let behind = text.get(..name.len()).filter(|head| head.eq_ignore_ascii_case(name));
        let behind = behind.and_then(|head| text.get(head.len()..)).unwrap_or("");
        let rest = behind.trim_start_matches([',', ' ']);
        rest.len() < behind.len() && rest.starts_with(|c: char| c.is_ascii_digit())
    };
    let by_strength = || known.iter().any(|other| amount(&other.name, &arm.name));
    amount(text, &arm.name) && !by_strength()
}

/// Items between the brackets of two neighbours in a list, at most.
const NEXT: usize = 16;

/// Whether the bracket of a size is followed by that of another, with a joint and a name between.
fn next_in_list(s: &Sentence<'_>, one: &Reading, other: &Reading) -> bool {
    let close = one.last + 1;
    let open = other.first.saturating_sub(1);
    if !s.closes(close) || !s.opens(open) || open <= close + 1 || open - close > NEXT {
        return false;
    }
    let joint = |at: usize| matches!(s.cue(at), Cue::And | Cue::Or | Cue::Versus);
    let starts = joint(close + 1) || s.mark(close + 1) == Some(',');
    let ends = |at: usize| {
        s.opens(at) || matches!(s.cue(at), Cue::Was | Cue::Happened | Cue::Role(_) | Cue::Difference)
    };
    starts && s.items[close].depth == s.items[open].depth && !(close + 1..open).any(ends)
}

/// Items between the verb that assigns and a size, at most.
const FARTHEST: usize = 60;

/// Whether a verb that assigns stands before an item.
fn assigns_before(s: &Sentence<'_>, i: usize) -> bool {
    const STEMS: &[&str] = &["assigned", "random", "allocated"];
    let stem = |at: usize| {
        STEMS
            .iter()
            .any(|stem| s.words(at).get(..stem.len()).is_some_and(|head| head.eq_ignore_ascii_case(stem)))
    };
    // "a randomised, multicentre (n = 30) study" assigns nobody.
    (i.saturating_sub(FARTHEST)..i)
        .any(|at| s.is(at, Classes::STEP) && stem(at) && s.mark(at + 1) != Some(','))
}

/// Whether the sentence goes on with results: sizes alone only describe.
fn has_results(readings: &[Reading], people: &Reading) -> bool {
    readings.iter().any(|r| {
        r.main > people.main && !matches!(r.result, Reported::Participants(_) | Reported::FollowUp(_))
    })
}
