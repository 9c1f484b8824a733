//! A sentence that goes on about the arm that led the sentence before: `In the A group weight fell from 84 to 79 kg. Pressure fell
//! from 150 to 138 mm Hg.`

use super::Scene;
use super::arm_first::placed_otherwise;
use crate::extract::read::Reading;
use crate::finding::{ArmId, Reported};
use crate::lex::{Classes, Cue, Sort};

/// Items before the name that leads a sentence, at most: "At week 8, in the".
const LEAD: usize = 5;

/// Words that say that a sentence is of others, or of everybody.
const OTHERS: &[&str] = &[
    "both",
    "each",
    "all",
    "either",
    "total",
    "trials",
    "trial",
    "studies",
    "study",
    "treatments",
    "placebo",
    "incremental",
    "cost",
    "costs",
    "follow-up",
    "plus",
];

/// Gives the values of a sentence that names nobody to the arm that led the one before.
pub(super) fn gone_on(scene: &mut Scene<'_, '_>) {
    let Some(arm) = goes_on(scene) else { return };
    let s = scene.s;
    for i in scene.values.iter().copied() {
        let last = scene.readings[i].last + 1;
        let with = s.is_word(s.unit_end(last).unwrap_or(last), &["with", "for"]);
        if !with && !placed_otherwise(scene, &scene.readings[i]) && !scene.of_unknown(i) {
            scene.bind(i, arm);
        }
    }
}

/// The arm that led the sentence before, where this one names nobody and goes on about it.
pub(in crate::extract::bind) fn goes_on(scene: &Scene<'_, '_>) -> Option<ArmId> {
    let s = scene.s;
    let arm = scene.led?;
    let plain = |k: usize| {
        !matches!(s.cue(k), Cue::Group | Cue::Versus | Cue::Role(_))
            && !s.is_of(k, Sort::Overall)
            && !s.is_of(k, Sort::Control)
            && !s.is_of(k, Sort::Sex)
            && !s.is_word(k, OTHERS)
    };
    // "For those who smoke" is of others.
    let opens = s.cue(0) != Cue::People
        && !s.is_word(0, &["for", "with", "under", "on", "among", "of", "in"])
        && s.items.first().is_some_and(|item| !item.numeric() && !item.spelled);
    let values = |r: &Reading| {
        !matches!(r.result, Reported::Participants(_) | Reported::FollowUp(_) | Reported::Estimate(_))
    };
    if s.title
        || !opens
        || !scene.further.is_empty()
        || !scene.readings.iter().all(values)
        || !(0..s.items.len()).all(plain)
    {
        return None;
    }
    Some(arm)
}

impl Scene<'_, '_> {
    /// The arm that leads the sentence and has all its values, or that it goes on about.
    pub(in crate::extract::bind) fn leads_on(&self) -> Option<ArmId> {
        let s = self.s;
        let of_values = |i: &usize| self.bound[*i];
        let result = |i: &&usize| self.readings[**i].is_share_or_quantity();
        let mut arms = self.values.iter().filter(result).map(of_values);
        let arm = match arms.next() {
            Some(arm) => arm?,
            // "At the end of A pulse fell from baseline (P = 0.01)."
            None => self.changed()?,
        };
        let own = self.further.iter().all(|m| m.arm == arm) && !s.has(Classes::VERSUS);
        let leads = match self.further.first() {
            // "decreased from the control period" is of no group.
            Some(m) => {
                let weak = |k: usize| s.is_of(k, Sort::Control) || s.is_of(k, Sort::Weak);
                m.first <= LEAD && !(m.first == m.last && weak(m.first))
            }
            None => self.led == Some(arm),
        };
        (!s.title && own && leads && arms.all(|other| other == Some(arm))).then_some(arm)
    }

    /// The one arm of which a sentence with P values and no other result tells how it changed.
    fn changed(&self) -> Option<ArmId> {
        let s = self.s;
        let p_value = |r: &Reading| matches!(r.result, Reported::PValue(_));
        let told = !self.readings.is_empty()
            && self.readings.iter().all(p_value)
            && s.holds(Sort::Since)
            && s.holds(Sort::Moves);
        match self.further.first() {
            Some(m) => told.then_some(m.arm),
            None => self.led.filter(|_| told),
        }
    }
}
