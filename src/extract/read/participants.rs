//! Numbers of people.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Measure, Number, Participants, Reported, Role};
use crate::lex::{Classes, Cue};

use super::{Known, Reading};

mod cases;
mod denominator;
mod each;
mod excluded;
mod flow;
mod groups_of;
mod labelled;
mod named;
mod of_places;
mod parted;
mod placed;
mod review;
mod role;
mod row;
mod step;
mod taken_from;

use each::each;
pub(in crate::extract) use excluded::excluded;
pub(super) use flow::{flow, of_the_trial, on_their_way};
pub(in crate::extract) use groups_of::groups_before;
use groups_of::groups_of;
use labelled::labelled;
use named::{germ, grade, graded, hyphenated, named};
pub(in crate::extract) use of_places::of_places;
pub(in crate::extract) use parted::{other_part, parted};
pub(super) use placed::has_aside;
use placed::{elliptic, placed};
pub(in crate::extract) use review::in_review;
use role::{got, role, role_of_label};
use row::{numbered, row};
use step::step;

/// Verbs that say of things, too, that they were looked at.
const MEASURED: &[&str] = &["assessed", "evaluated", "analyzed", "analysed"];

/// Fewer people than this are no sample: "two parents", "a score of 0 or 1 were eligible".
const FEWEST: u64 = 4;

/// `390 patients were enrolled`, `Among the 390 enrolled patients`, `194 were assigned to the daratumumab group`,
/// `and 196 to the placebo group`, `placebo (n = 342)`, `no boost (805 patients)`, `Forty-two women`.
pub(super) fn read(s: &Sentence<'_>, i: usize, _: &Known, found: &mut Vec<Reading>) {
    let Some(n) = s.count(i) else {
        found.extend(denominator::read(s, i));
        return;
    };
    if let Some(size) = labelled(s, i, n) {
        found.push(size);
        return;
    }
    if excluded(s, i)
        || of_units(s, i, n)
        || n.decimal.as_whole().is_some_and(|n| n < FEWEST)
        || of_studies(s, i)
    {
        return;
    }
    let part = flow::read(s, i, n)
        .or_else(|| flow::part(s, i, n))
        .or_else(|| groups_of(s, i, n))
        .or_else(|| of_people(s, i, n))
        .or_else(|| paired(s, i, n))
        .or_else(|| row(s, i, n))
        .or_else(|| numbered(s, i, n))
        .or_else(|| by_us(s, i, n))
        .or_else(|| placed(s, i, n))
        .or_else(|| elliptic(s, i, n))
        .or_else(|| each(s, i, n));
    // "of 27 clusters, 13 were allocated"
    let places = |part: &Reading| !s.any(part.first..part.last + 1, Classes::PEOPLE) && of_places(s, i, n);
    found.extend(part.filter(|part| !places(part)));
}

fn reading(n: Number, role: Option<Role>, first: usize, last: usize, i: usize) -> Reading {
    let people = Participants { n, role: role.unwrap_or(Role::Other) };
    let reading = Reading::new(Reported::Participants(people), first, last, i, vec![i]);
    Reading { step_said: role.is_some(), ..reading }
}

/// `390 patients`, `390 adult patients with asthma`, `390 enrolled patients`, `390 were randomised`, `40 nurses-in-training
/// were enrolled`.
fn of_people(s: &Sentence<'_>, i: usize, n: Number) -> Option<Reading> {
    if named(s, i) {
        return None;
    }
    let mut role_between = None;
    let mut at = i;
    // Behind a bracket the phrase is as good as begun anew.
    let mut from = i;
    while at + 1 < s.items.len().min(i + 16) {
        at += 1;
        // "55 H. pylori-positive patients"
        if germ(s, at) {
            at += if s.mark(at + 1) == Some('.') { 2 } else { 1 };
            continue;
        }
        if at == i + 1
            && let Some(year) = excluded::of_a_year(s, at)
        {
            at = year;
            continue;
        }
        // "64 infants of extremely low birth weight (…)", "504 (328 women, 126 men) adults": a remark in brackets does not
        // part the two.
        if s.opens(at) && at < i + 10 {
            at = s.behind_bracket(at)? - 1;
            from = at;
            continue;
        }
        match s.cue(at) {
            Cue::People if no_people(s, at) => return None,
            // "four patient-reported outcomes"
            Cue::People
                if s.is_word(at, &["patient", "participant", "child"])
                    && hyphenated(s, at)
                    && !s.is_word(at + 2, &["pugh"]) => {}
            Cue::People if s.is_word(at, &["case", "cases"]) && !cases::are_people(s, i, at) => return None,
            // "eight child and adolescent clinics"
            Cue::People if describes(s, at) && n.decimal.as_whole() > Some(1) => {}
            Cue::People => {
                // "(104 women)": a part by sex takes no step of its own.
                let sexes = ["women", "men", "girls", "boys", "females", "males", "female", "male"];
                let split = s.items[i].depth > 0 && at == i + 1 && s.is_word(at, &sexes);
                let bracketed = i > 0 && s.opens(i - 1) && s.closes(at + 1);
                let role = match role(s, i, at, role_between) {
                    _ if split => Some(Role::Other),
                    // "A (40 patients) or B (41 patients)"
                    None if bracketed => role_of_label(s, at),
                    said => said,
                };
                return Some(reading(n, role, i, at, i));
            }
            // "four themes were identified": whatever else is found, people are not told by that verb alone.
            Cue::Role(Role::Screened)
                if s.words(at).ends_with("identified")
                    && (i + 1..at).any(|k| s.cue(k) == Cue::None && s.mark(k).is_none()) =>
            {
                return None;
            }
            Cue::Role(found) => {
                // "390 were randomised": a verb is enough.
                let was = (i + 1..at).find(|k| s.cue(*k) == Cue::Was);
                if was.is_some_and(|was| step_of_others(s, i, was, at)) {
                    return None;
                }
                let verb = s.words(at).starts_with("were ") || was.is_some();
                if verb {
                    return Some(reading(n, role(s, i, at - 1, Some(found)), i, at, i));
                }
                role_between = Some(found);
            }
            Cue::Received if at == i + 1 || (i + 1..at).any(|k| s.cue(k) == Cue::Was) => {
                // "HPV16 or 18 was used"
                if s.is_word(at, &["used"]) && at > i + 1 {
                    return None;
                }
                // Of "six instruments were administered" nobody knows that they are no people.
                let people =
                    at <= i + 2 || step(s, at) == Some(Role::Randomized) || s.is_word(at, &["treated"]);
                return people.then(|| reading(n, got(s, i, at), i, at, i));
            }
            // "46 placebo treated patients", "49 previously treated hypertensive adults", but not "46 of the placebo treated
            // patients had pain"
            Cue::Received
                if s.is_word(at, &["treated"])
                    && (s.cue(at + 1) == Cue::People
                        || s.words(at - 1).ends_with("ly") && s.any(at + 2..at + 4, Classes::PEOPLE))
                    && !(i + 1..at).any(|k| s.cue(k) == Cue::Of) => {}
            // "38 (21 women, 17 men) middle-aged subjects"
            Cue::Criterion if s.mark(at - 1) == Some('-') => {}
            // "282 Tibetans aged 40 years or older were recruited"
            Cue::Criterion if at > i + 1 && s.is_word(at, &["aged"]) => at = behind_age(s, at),
            // "100 age-, sex- and stage-matched patients"
            Cue::Criterion | Cue::Grade if s.mark(at + 1) == Some('-') => {}
            // "672 study participants"
            Cue::Things if s.cue(at + 1) == Cue::People => {}
            Cue::Was
            | Cue::None
            | Cue::Of
            | Cue::Adjusted
            | Cue::Article
            | Cue::Purpose(_)
            | Cue::Lower
            | Cue::Higher
            | Cue::Grade
            | Cue::PercentScale
            | Cue::Unit => {
                let sign = match s.mark(at) {
                    Some(',') => at == from + 1 || s.mark(at - 1) == Some('-'),
                    // "155 RA+ participants"
                    Some('+') if !s.items[at].spaced => false,
                    Some(c) => !matches!(c, '-' | '/' | '"' | '“' | '”' | '\'' | '‘' | '’'),
                    None => false,
                };
                let clause =
                    s.is_word(at, &["who", "which", "that", "when", "where", "whose", "using", "if"]);
                // "2,159 BARI 2D participants"
                let glued = s.items.get(at + 1).is_some_and(|next| !next.spaced && next.mark().is_none());
                // "90 ASA physical status 1-2 outpatients"
                let listed =
                    matches!(s.mark(at - 1), Some(',')) || matches!(s.cue(at - 1), Cue::And | Cue::Or);
                let classed = grade(s, at - 1) || listed && graded(s, at);
                if s.items[at].numeric() && !s.items[at].named && !glued && !classed
                    || sign
                    || clause
                    || at > from + 9
                {
                    return None;
                }
            }
            // "20 mild to moderate hypertensive subjects", "20 ASA class I to II patients"
            Cue::To
                if s.is_word(
                    at - 1,
                    &["mild", "moderate", "low", "overweight", "normal", "I", "II", "1", "2"],
                ) && s.any(at + 1..at + 6, Classes::PEOPLE) => {}
            // "30 psychiatric in-patients"
            Cue::Preposition if s.mark(at + 1) == Some('-') && s.is_word(at + 2, &["patients"]) => {}
            // "30 intention-to-treat patients", "40 head-and-neck patients"
            Cue::To | Cue::And | Cue::Preposition | Cue::Received | Cue::FollowUp
                if s.mark(at - 1) == Some('-') || s.cue(at) == Cue::FollowUp => {}
            // "45 ASA class I, II and III patients"
            Cue::And | Cue::Or if graded(s, at) && s.length(at + 1) < 4 => {}
            Cue::And | Cue::Or if at > from + 1 && s.cue(at + 1) == Cue::None && at < from + 6 => {}
            Cue::And if matches!(s.mark(at - 1), Some('-' | ',')) && s.mark(at + 2) == Some('-') => {}
            _ => return None,
        }
    }
    None
}

/// Whether a word for people, at an item, counts something else: `four patients per 100 cycles`, `916 person nights`.
fn no_people(s: &Sentence<'_>, at: usize) -> bool {
    s.is_word(at + 1, &["per"]) && s.count(at + 2).is_some()
        // "from 140 to 170 women had to be treated"
        || needed(s, at + 1)
        // "after 9,120 patient-years"
        || s.mark(at + 1) == Some('-') && matches!(s.cue(at + 2), Cue::Time(_))
        || s.is_word(at, &["person"]) && s.is_word(at + 1, &["nights", "days", "visits"])
}

/// Whether the verb at an item, behind "was" and a number, tells of something other than people.
fn step_of_others(s: &Sentence<'_>, i: usize, was: usize, at: usize) -> bool {
    // "of which 9 were randomised trials"
    role::of_trial(s, at)
        || s.cue(at + 1) == Cue::Things
        // "six intervals were completed"
        || s.cue(at) == Cue::Role(Role::Completed)
        // "Study 301 was a phase 3, randomised trial"
        || s.cue(was + 1) == Cue::Article
        // "six variables were assessed": whatever else is measured, people are not told by that verb alone.
        || s.cue(at) == Cue::Role(Role::Analyzed) && was > i + 1 && s.is_word(at, MEASURED)
}

/// `31 (1189 people) to usual care`: more people than the number before the bracket, which is of practices or the like.
fn of_units(s: &Sentence<'_>, i: usize, n: Number) -> bool {
    let people = s.count(i + 2).filter(|_| s.opens(i + 1) && s.cue(i + 3) == Cue::People);
    people.is_some_and(|people| people.decimal.as_whole() > n.decimal.as_whole())
}

/// More than this no review has studies.
const MANY_STUDIES: u64 = 20;

/// `In 11 trials, six with …`, `most studies looked at one dose, while five used …`: a few of the studies told right before,
/// with no people in between or behind.
pub(in crate::extract::read) fn of_studies(s: &Sentence<'_>, i: usize) -> bool {
    const STUDIES: &[&str] = &["trials", "studies", "RCTs"];
    if !s.has(Classes::THINGS)
        || s.is_word(i + 1, &["case", "cases"])
        || s.count(i).and_then(|n| n.decimal.as_whole()).is_none_or(|n| n > MANY_STUDIES)
    {
        return false;
    }
    let said = (i.saturating_sub(36)..i).rfind(|at| s.is_word(*at, STUDIES));
    let counted = |at: usize| (at.saturating_sub(6)..at).any(|k| s.items[k].number().is_some());
    said.is_some_and(|at| {
        (counted(at) || at > 0 && s.is_word(at - 1, &["most", "included", "other", "these"]))
            && !s.any(at + 1..i + 5, Classes::PEOPLE)
            // "two studies reported … people, and only one reported": the same is said of both.
            || counted(at) && s.is_plain_word(i + 1) && s.words(at + 1) == s.words(i + 1)
    })
}

/// The last item of `aged 18 to 65 years`, `aged 40 or older`.
fn behind_age(s: &Sentence<'_>, i: usize) -> usize {
    let age = |at: &usize| {
        matches!(
            s.cue(*at),
            Cue::To | Cue::And | Cue::Or | Cue::Time(_) | Cue::Higher | Cue::Of | Cue::Criterion
        ) || s.items[*at].numeric()
            || s.is_word(*at, &["older", "over", "between", "from", "above"])
            || matches!(s.mark(*at), Some('-' | '≥' | '>'))
    };
    i + (i + 1..s.items.len().min(i + 9)).take_while(age).count()
}

/// `child health clinics`, `child and adolescent services`: one person's word before what is counted.
fn describes(s: &Sentence<'_>, i: usize) -> bool {
    let noun = |at: usize| s.cue(at) == Cue::None && s.is_plain_word(at);
    let joined = s.cue(i + 1) == Cue::And && s.is_word(i + 2, &["adolescent", "adult", "child", "youth"]);
    // "9 Department of Veterans Affairs clinics"
    if s.is_word(i, &["veterans"]) && s.is_word(i + 1, &["affairs", "administration", "health"]) {
        return true;
    }
    s.is_word(i, &["child", "infant"])
        && (joined || noun(i + 1) && (s.words(i + 1).ends_with('s') || s.cue(i + 2) == Cue::Things))
}

/// `43 patients (95% CI 31 to 69) needed to be treated`, `60 patients per group are required`: no people of the study.
fn needed(s: &Sentence<'_>, i: usize) -> bool {
    // Nobody gives an interval for the number of people that took part.
    let bounded = s.opens(i) && matches!(s.items.get(i + 1).map(|x| &x.shape), Some(Shape::Interval(_)));
    bounded
        || s.is_word(i, &["need", "needed", "must"])
        || matches!(s.cue(i), Cue::Measure { measure: Measure::NumberNeededToTreat, .. })
        || s.is_word(i, &["would"])
            && (s.is_word(i + 1, &["need", "have", "be"]) || matches!(s.cue(i + 1), Cue::Measure { .. }))
        || s.is_word(i, &["had"]) && s.cue(i + 1) == Cue::To
}

/// `5624 and 791 consecutive patients`, `58 A-treated and 61 B-treated patients`: the people stand behind the second number;
/// or nowhere, `71 and 69 in the A and B groups, respectively`.
fn paired(s: &Sentence<'_>, i: usize, n: Number) -> Option<Reading> {
    let word = |at: &usize| {
        s.cue(*at) == Cue::None && !s.items[*at].numeric() && s.mark(*at).is_none_or(|c| c == '-')
            || s.cue(*at) == Cue::Received
    };
    let from = row::behind_name(s, i);
    let and = from + (from..s.items.len().min(from + 5)).take_while(word).count();
    // "the safety set (2,014 v 2,031 patients)"
    let against = i > 0
        && s.opens(i - 1)
        && s.cue(and) == Cue::Versus
        && s.closes(and + 3)
        && !s.any(i.saturating_sub(8)..i, Classes::MOVED);
    let second = s.count(and + 1).filter(|_| s.cue(and) == Cue::And || against)?;
    // "from 53 and 51 women" are two, "12 nurses from 25 offices and 640 patients" are not.
    let range = i > 0 && (s.is_word(i - 1, &["between"]) || s.is_word(i - 1, &["from"]) && and > i + 1);
    let shared = || elliptic(s, and + 1, second).filter(|_| and == i + 1 && respectively(s, and + 2));
    let other = of_people(s, and + 1, second).or_else(shared).filter(|_| !range)?;
    let Reported::Participants(people) = &other.result else { return None };
    Some(reading(n, other.step_said.then_some(people.role), i, i, i))
}

/// Whether two groups stand behind an item, and "respectively" behind them.
fn respectively(s: &Sentence<'_>, i: usize) -> bool {
    let end = s.items.len().min(i + 14);
    let last = (i..end).find(|at| s.cue(*at) == Cue::Respectively);
    last.is_some_and(|last| {
        (i..last).any(|at| s.cue(at) == Cue::Group) && (i..last).all(|at| !s.items[at].numeric())
    })
}

/// `we screened 388 HIV-positive MSM`: whoever they are, they are people.
fn by_us(s: &Sentence<'_>, i: usize, n: Number) -> Option<Reading> {
    let verb = i.checked_sub(1).filter(|at| *at > 0 && s.is_word(*at - 1, &["we"]))?;
    let takes = s.is_word(verb, &["screened", "enrolled", "recruited", "randomised", "randomized"]);
    let things = (i + 1..i + 5).any(|at| matches!(s.cue(at), Cue::Things | Cue::Group));
    (takes && !things).then(|| reading(n, step(s, verb), verb, i, i))
}
