//! The step of people of whom no word says it.

use crate::extract::read::Reading;
use crate::extract::read::participants::in_review;
use crate::extract::sentence::Sentence;
use crate::finding::{ArmId, Finding, Reported, Role};
use crate::lex::{Classes, Cue, Sort};

/// What is known of an article's people, sentence by sentence.
pub(super) struct Roles {
    /// The article reviews studies.
    review: bool,
    /// The article speaks of random assignment.
    randomised: bool,
    /// The largest number of people of no single arm so far.
    whole: u64,
    /// The largest number of people at a step that words say, wherever it stands.
    stated: u64,
    /// The step of the people counted last in this sentence, and the sentence (by its first item's place).
    last: Option<(usize, Role)>,
    /// Arms whose size was given.
    sized: Vec<ArmId>,
    /// How many arms more than results name: people of other groups were not assigned to them.
    known: usize,
}

impl Roles {
    pub(super) fn of(sentences: &[Sentence<'_>], readings: &[Vec<Reading>], known: usize) -> Self {
        let people = |reading: &Reading| matches!(reading.result, Reported::Participants(_));
        // Where no people were counted, nobody asks.
        let sentences = if readings.iter().flatten().any(people) { sentences } else { &[] };
        let randomised = sentences.iter().any(|s| !s.title && s.holds(Sort::Randomized));
        let studies = |s: &Sentence<'_>| s.holds(Sort::Study) || s.has(Classes::THINGS);
        let may_review = |s: &&Sentence<'_>| s.has(Classes::STEP) && s.has(Classes::NUMERIC) && studies(s);
        let review = sentences.iter().filter(may_review).any(|s| (0..s.items.len()).any(|i| reviews(s, i)));
        let stated = readings.iter().flatten().filter_map(stated).max().unwrap_or(0);
        Self { review, randomised, whole: 0, stated, last: None, sized: Vec::new(), known }
    }

    /// Sets the step where no word said it: the first size of an arm is that of those assigned to it, a size in the
    /// bracket of a whole is of the whole's step, the first people of all are those enrolled, later ones a part of them.
    pub(super) fn settle(
        &mut self,
        found: &mut Finding,
        s: &Sentence<'_>,
        readings: &[Reading],
        reading: &Reading,
    ) {
        let place = s.items.first().map_or(0, |item| item.span.start);
        let Reported::Participants(people) = &mut found.result else { return };
        let whole = self.last.filter(|(sentence, _)| *sentence == place).map(|(_, role)| role);
        let bracketed = s.items[reading.main].depth > 0;
        let told =
            readings.iter().any(|r| !matches!(r.result, Reported::Participants(_) | Reported::FollowUp(_)));
        if self.review && people.role != Role::Randomized {
            people.role = Role::Other;
            return;
        }
        // "evaluated the effect of A in 24 volunteers": what was done in those who took part.
        if people.role == Role::Analyzed
            && found.arm.is_none()
            && self.whole == 0
            && people.n.decimal.as_whole() >= Some(self.stated)
            && tried_in(s, reading.main)
        {
            people.role = Role::Enrolled;
        }
        // Who received something and is of no single arm may well be everybody.
        // Of several who did, each is a part.
        let got = found.arm.is_none()
            && self.whole == 0
            && reading.step_said
            && !in_review(s, reading.main)
            && received(s, reading.main)
            && !readings.iter().any(|r| beside(s, reading, r));
        if !reading.step_said || people.role == Role::Other && got {
            people.role = match found.arm {
                Some(_) if bracketed && whole.is_some() => whole.unwrap_or(Role::Other),
                Some(arm) if self.sized.contains(&arm) => Role::Other,
                Some(arm) if self.randomised && usize::from(arm.0) < self.known => Role::Randomized,
                // "higher in nondippers (n = 82) than …": a group of the results, not of the study's plan.
                Some(_) if told => Role::Other,
                Some(_) => Role::Enrolled,
                None if self.whole == 0 && lone_label(s) || !found.span.of(s.text).contains('=') => {
                    if people.n.decimal.as_whole().unwrap_or(0) < self.whole {
                        Role::Other
                    } else {
                        Role::Enrolled
                    }
                }
                _ => Role::Other,
            };
        }
        match found.arm {
            Some(arm) => self.sized.push(arm),
            None => {
                self.whole = self.whole.max(people.n.decimal.as_whole().unwrap_or(0));
                self.last = Some((place, people.role));
            }
        }
    }

    /// Whether people of no single arm were counted in a sentence before.
    pub(super) fn counted(&self) -> bool {
        self.whole > 0
    }

    /// Whether these are people of no single arm, and only a part of the whole.
    pub(super) fn part(&self, found: &Finding, reading: &Reading) -> bool {
        let Reported::Participants(people) = &found.result else { return false };
        let part = people.n.decimal.as_whole().is_some_and(|n| {
            people.role == Role::Other && n < self.whole || !reading.step_said && n < self.stated
        });
        part && found.arm.is_none() && !self.review
    }
}

/// `Of 187`, `; among the 187`: the head of a clause.
fn of_those(s: &Sentence<'_>, i: usize) -> bool {
    let Some(mut at) = i.checked_sub(1) else { return false };
    if s.cue(at) == Cue::Article && at > 0 {
        at -= 1;
    }
    (s.cue(at) == Cue::Of || s.is_word(at, &["among"])) && (at == 0 || s.mark(at - 1).is_some())
}

/// Items from people to the verb that says what they received, at most.
const RECEIVED: usize = 36;

/// Whether people received something that may say who took part, `30 adults received A or B for a week`, and not what only
/// those got who were left: `received the study medication`, `of 187 treated adults`, `had been treated`.
fn received(s: &Sentence<'_>, i: usize) -> bool {
    const OURS: &[&str] = &["study", "assigned", "allocated", "protocol", "trial", "at least one"];
    let end = s.items.len().min(i + RECEIVED);
    let Some(verb) = (i + 1..end).find(|at| s.cue(*at) == Cue::Received) else { return false };
    let ours = (verb + 1..verb + 4).any(|at| s.is_word(at, OURS));
    let left = s.is_word(verb, &["received treatment"]) || s.is_word(verb - 1, &["been"]);
    let of = of_those(s, i) && verb <= i + 3;
    !ours && !left && !of
}

/// `77 patients received A and 80 received B`: whether others of about as many received something, too, and neither is a
/// part of the other.
fn beside(s: &Sentence<'_>, one: &Reading, other: &Reading) -> bool {
    let count = |r: &Reading| match &r.result {
        Reported::Participants(people) if r.step_said && people.role == Role::Other => {
            people.n.decimal.as_whole().filter(|_| s.items[r.main].depth == 0)
        }
        _ => None,
    };
    let (Some(n), Some(m)) = (count(one), count(other)) else { return false };
    one.main != other.main && n < m + m / 2 && m < n + n / 2
}

/// `was evaluated in 24 volunteers`, `assessed the safety of A in a study in 24 adults`.
fn tried_in(s: &Sentence<'_>, i: usize) -> bool {
    let verb = s.before(i, 40, Classes::STEP, |cue| (cue == Cue::Role(Role::Analyzed)).then_some(()));
    s.items[i].depth == 0
        && i > 0
        && s.is_word(i - 1, &["in"])
        && verb.is_some_and(|(at, ())| s.is_word(at, &["evaluated", "assessed"]))
}

/// The number of people who took a step of the trial by its words.
fn stated(reading: &Reading) -> Option<u64> {
    match &reading.result {
        Reported::Participants(people)
            if reading.step_said && !matches!(people.role, Role::Screened | Role::Other) =>
        {
            people.n.decimal.as_whole()
        }
        _ => None,
    }
}

/// `we included nine trials`, `18 studies met the criteria`: what is counted and taken in are studies.
fn reviews(s: &Sentence<'_>, i: usize) -> bool {
    let studies =
        s.is_of(i, Sort::Study) || s.cue(i) == Cue::Things && s.is_word(i, &["randomized controlled trials"]);
    let taken = |at: usize| matches!(s.cue(at), Cue::Role(Role::Enrolled | Role::Screened));
    let counted = |at: usize| s.items[at].number().is_some();
    studies
        && (i.saturating_sub(5)..i).any(counted)
        && (i.saturating_sub(7)..i).chain(i + 1..s.items.len().min(i + 5)).any(taken)
        && !(i.saturating_sub(7)..s.items.len().min(i + 5)).any(|at| s.cue(at) == Cue::People)
}

/// Whether one size stands behind an equals sign: `adults with gout (n = 88) had …`.
fn lone_label(s: &Sentence<'_>) -> bool {
    let label = |at: &usize| s.mark(*at) == Some('=') && *at > 0 && s.is_word(*at - 1, &["n"]);
    (0..s.items.len()).filter(label).count() == 1
}
