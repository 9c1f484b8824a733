//! Which step of the trial the words around a number of people say.

use crate::extract::sentence::Sentence;
use crate::finding::Role;
use crate::lex::{Classes, Cue};

use super::review::in_review;
use super::step::{assigns, infinitive, step};
use super::taken_from::taken_from;
use super::{behind_age, groups_before};

/// Items between a number and the words behind it that say its step, at most.
const BEHIND: usize = 36;

/// Items between the words before a number that say its step and the number, at most.
const BEFORE: usize = 14;

/// Items between the words that say a step and a size in a bracket behind them, at most.
const BEFORE_LABEL: usize = 60;

/// The step of the trial that the words around the number at `i` say, whose people stand at `people`: behind them first,
/// then between the two, then before.
pub(super) fn role(s: &Sentence<'_>, i: usize, people: usize, between: Option<Role>) -> Option<Role> {
    let behind = behind(s, people);
    if in_review(s, i) && behind != Some(Role::Randomized) {
        return Some(Role::Other);
    }
    if planned(s, i) {
        return Some(Role::Other);
    }
    if !matches!(behind, Some(Role::Randomized | Role::Completed)) && taken_from(s, i, people) {
        return Some(Role::Screened);
    }
    // "this analysis includes 213 women"
    let analysed = i > 1
        && s.is_word(i - 1, &["includes", "included", "comprises", "comprised"])
        && s.is_word(i - 2, &["analysis", "analyses"]);
    if (data_of(s, i) || analysed)
        && !matches!(behind, Some(Role::Randomized | Role::Completed | Role::Screened))
    {
        return Some(Role::Analyzed);
    }
    // "randomly assigned 300 eligible adults": who could be assigned, and was.
    if between == Some(Role::Enrolled)
        && behind.is_none_or(|role| role == Role::Other)
        && i > 0
        && s.cue(i - 1) == Cue::Role(Role::Randomized)
    {
        return Some(Role::Randomized);
    }
    // "the safety population included 123 patients assigned to A"
    if behind == Some(Role::Randomized)
        && s.cue(people + 1) == Cue::Received
        && before(s, i, BEFORE) == Some(Role::Analyzed)
    {
        return Some(Role::Analyzed);
    }
    // "randomised to two groups, each with 34 adults", "two groups of 34 adults who received A"
    if behind.is_none_or(|role| role == Role::Other)
        && let Some(role) = groups_before(s, i).and_then(|groups| assigned_before(s, groups))
    {
        return Some(role);
    }
    behind.or(between).or_else(|| before(s, i, BEFORE)).or_else(|| assigned_alike(s, i, people))
}

/// The step of those who were divided into the groups at an item.
pub(super) fn assigned_before(s: &Sentence<'_>, groups: usize) -> Option<Role> {
    (groups.saturating_sub(40)..groups).rev().filter(|at| !infinitive(s, *at)).find_map(|at| step(s, at))
}

/// `23 women were assigned to A and 21 women to B`: the verb stands with the number before.
fn assigned_alike(s: &Sentence<'_>, i: usize, people: usize) -> Option<Role> {
    let elliptic = s.cue(people + 1) == Cue::To && i > 0 && s.cue(i - 1) == Cue::And;
    let verb = |at: usize| s.cue(at) == Cue::Received && assigns(s.words(at));
    (elliptic && (i.saturating_sub(BEFORE)..i).any(verb)).then_some(Role::Randomized)
}

/// `required sample size was 476 patients`, `a sample size of 86 adults each`, `powered for 86 adults`, `aimed to recruit 20
/// patients`: people who are reckoned with.
pub(super) fn planned(s: &Sentence<'_>, i: usize) -> bool {
    (i.saturating_sub(12)..i).any(|at| {
        s.is_word(at, &["sample size", "target sample size", "powered"])
            // "the sample size consisted of 53 adults"
            && !(at + 1..at + 3).any(|k| s.is_word(k, &["consisted of", "comprised", "included"]))
            || s.is_word(at, &["aimed", "planned", "plan", "aim", "intended"]) && s.cue(at + 1) == Cue::To
    })
}

/// The step of a size in a bracket, `placebo (n = 342)`: of what stands behind it, or of the words farther before.
pub(super) fn role_of_label(s: &Sentence<'_>, i: usize) -> Option<Role> {
    if in_review(s, i - 2) {
        return Some(Role::Other);
    }
    let close = (i + 1..s.items.len().min(i + 12)).find(|at| s.closes(*at) || s.count(*at).is_some());
    // "(n = 98), and 91 and 90 were analysed": what is said there is said of others.
    let others =
        |at: usize| s.mark(at) == Some(',') && s.cue(at + 1) == Cue::And && s.count(at + 2).is_some();
    if let Some(role) = of_a_list(s, i) {
        return role;
    }
    // "(n = 59; P = 0.001)": those whom the value before is of; "At 15 months (n = 59)": those who were left.
    if result_beside(s, i) || at_a_time(s, i) {
        return Some(Role::Analyzed);
    }
    close
        .filter(|at| {
            s.closes(*at) && !matches!(s.cue(at + 1), Cue::Or | Cue::Versus | Cue::And) && !others(at + 1)
        })
        .and_then(|at| main_clause(s, at).0)
        // "were randomised into two groups: A (n = 284) received tolvarin, and B (n = 278) placebo"
        .map(|role| if role == Role::Other && divided(s, i) { Role::Randomized } else { role })
        .or_else(|| data(s, i))
        .or_else(|| before(s, i, BEFORE_LABEL))
}

/// Whether people were randomly divided into groups right before the label of one of them.
fn divided(s: &Sentence<'_>, i: usize) -> bool {
    let from = i.saturating_sub(BEFORE_LABEL);
    let verb = (from..i).rev().find(|at| step(s, *at) == Some(Role::Randomized) && !infinitive(s, *at));
    verb.is_some_and(|verb| {
        (verb..i).any(|at| s.cue(at) == Cue::Group && s.words(at).ends_with('s') || s.mark(at) == Some(':'))
            && !(verb..i).any(|at| s.mark(at) == Some('.'))
    })
}

/// `At 15 months (n = 59), weight had …`, `at baseline (n = 70)`: a size alone in its bracket right behind a time that opens its clause.
fn at_a_time(s: &Sentence<'_>, i: usize) -> bool {
    let open = i.checked_sub(3).filter(|at| s.opens(*at) && s.closes(i + 1) && s.mark(i - 1) == Some('='));
    let Some(open) = open.filter(|at| *at > 2 && s.mark(i + 2) == Some(',')) else { return false };
    let number = |at: usize| s.items[at].numeric();
    let timed = |at: usize| matches!(s.cue(at), Cue::Time(_));
    let when = timed(open - 1) && number(open - 2) || number(open - 1) && timed(open - 2);
    when && s.is_word(open - 3, &["at"]) && (open == 3 || s.mark(open - 4).is_some())
}

/// Whether a P value stands in the bracket of a size.
fn result_beside(s: &Sentence<'_>, i: usize) -> bool {
    let near = |at: &usize| s.items[*at].depth == s.items[i].depth && !s.closes(*at);
    s.items[i].depth > 0
        && s.has(Classes::P)
        && ((i.saturating_sub(6)..i).rev().take_while(near).any(|at| s.is(at, Classes::P))
            || (i + 1..s.items.len().min(i + 5)).take_while(near).any(|at| s.is(at, Classes::P)))
}

/// `95 physicians (A, n = 48; B, n = 47) had visits`: the step of one of several sizes in a bracket that stands right behind
/// their whole, said between the two or behind the bracket, if anywhere.
fn of_a_list(s: &Sentence<'_>, i: usize) -> Option<Option<Role>> {
    let open = (i.saturating_sub(16)..i).rfind(|at| s.opens(*at))?;
    let end = s.behind_bracket(open)?;
    let labels = (open..end).filter(|at| s.mark(*at) == Some('=') && s.is_word(*at - 1, &["n"])).count();
    let whole = (open.saturating_sub(14)..open).rfind(|at| s.items[*at].number().is_some())?;
    let counted = s.items[whole].number().is_some_and(|n| n.decimal.as_whole().is_some());
    if labels < 2 || !counted || (whole..open).any(|at| s.mark(at).is_some_and(|c| c != '-')) {
        return None;
    }
    // "were eligible and were included in the analysis": the last of what is said.
    let said = |at: usize| step(s, at).filter(|_| !infinitive(s, at));
    let first = (whole + 1..open).find(|at| said(*at).is_some());
    let last = first.and_then(|first| (first + 1..open).rfind(|at| said(*at).is_some() && joined(s, *at)));
    let between = last.and_then(said).filter(|role| *role != Role::Other).or_else(|| said(first?));
    let people = (whole + 1..open).any(|at| s.cue(at) == Cue::People);
    let said = between.or_else(|| main_clause(s, end - 1).0).or_else(|| before(s, whole, BEFORE));
    (said.is_some() || people).then_some(said)
}

/// `547 women (279 in arm A, 268 in arm B) were treated`: the step of a part in brackets is the whole's, behind them,
/// unless a step was said between the whole and its parts.
pub(super) fn step_of_whole(s: &Sentence<'_>, i: usize, said: Option<usize>) -> Option<Role> {
    if s.items[i].depth == 0 {
        return None;
    }
    let open = (i.saturating_sub(16)..i).rfind(|at| s.opens(*at))?;
    let whole = (open.saturating_sub(8)..open).rfind(|at| s.items[*at].number().is_some())?;
    if said.is_some_and(|at| at > whole) {
        return None;
    }
    behind(s, s.behind_bracket(open)? - 1)
}

/// `287 adults (143 receiving A, 144 B) were randomly allocated`: the step of those who got something, by the verb at an
/// item, unless their whole was assigned to it or they were analysed.
pub(super) fn got(s: &Sentence<'_>, i: usize, verb: usize) -> Option<Role> {
    let whole = step_of_whole(s, i, None).filter(|role| *role == Role::Randomized);
    // "received at least one dose and were analysed"
    let analysed = || behind(s, verb - 1).filter(|role| *role == Role::Analyzed);
    whole.or_else(analysed).or_else(|| step(s, verb))
}

/// `patients with asthma who had completed school were screened`: the first step of the main clause; the last of
/// several, `were enrolled and randomly assigned`.
pub(super) fn behind(s: &Sentence<'_>, i: usize) -> Option<Role> {
    let (found, aside) = main_clause(s, i);
    found.or(aside)
}

/// `one-year data (n = 418)`, `samples (n = 90)`: whose data there were.
fn data(s: &Sentence<'_>, i: usize) -> Option<Role> {
    let open = (i.saturating_sub(4)..i).rfind(|at| s.opens(*at))?;
    let word = open.checked_sub(1)?;
    s.is_word(word, &["data", "samples", "analysis", "analyses"]).then_some(Role::Analyzed)
}

/// `data from 418 patients`, `samples of 90 women`: whose data there were.
fn data_of(s: &Sentence<'_>, i: usize) -> bool {
    const DATA: &[&str] = &["data", "samples", "results", "recordings", "records"];
    i > 1
        && (s.is_word(i - 1, &["from", "for", "on"]) || s.cue(i - 1) == Cue::Of)
        && (i.saturating_sub(3)..i - 1).any(|at| s.is_word(at, DATA))
}

/// The step that the main clause behind an item says, and the one that only a clause beside it says.
fn main_clause(s: &Sentence<'_>, i: usize) -> (Option<Role>, Option<Role>) {
    let mut found = None;
    let mut aside = None;
    // What a clause between commas says counts where the main clause does not say that people were randomised.
    let mut passing = None;
    let mut verb = false;
    let mut at = i;
    while at + 1 < s.items.len().min(i + BEHIND) {
        at += 1;
        if s.opens(at) {
            let Some(end) = s.behind_bracket(at) else { break };
            at = end - 1;
            continue;
        }
        // "aged between 20 and 60 were randomised"
        if s.cue(at) == Cue::Criterion && s.is_word(at, &["aged"]) {
            at = behind_age(s, at);
            continue;
        }
        let counted = counts(s, at);
        // "30 in the control group and 33 in the treatment group completed the study"
        let listed = counted && !verb && s.cue(at - 1) == Cue::And;
        if counted && !listed
            || matches!(s.mark(at), Some(';' | ':'))
            || s.is_word(at, &["whom", "whereas", "while"])
        {
            break;
        }
        verb |= matches!(s.cue(at), Cue::Was | Cue::Happened);
        let Some(role) = step(s, at) else { continue };
        // "were more likely to have attended"
        let perfect = at > 1 && s.is_word(at - 1, &["have"]) && s.cue(at - 2) == Cue::To;
        if infinitive(s, at) || aside_word(s, at) || perfect {
            continue;
        }
        // "patients receiving omeprazole were randomised"
        let participle = s.is_word(at, &["receiving", "treated with"]) && s.cue(at - 1) != Cue::Was;
        let relative = participle
            || (at.saturating_sub(4)..at).any(|k| {
                // "120 who refused light were included": its own verb stands behind "who".
                let other = k + 2 < at && s.is_word(at - 1, &["were", "was"]) && s.cue(k + 1) != Cue::Was;
                s.is_word(k, &["who", "that", "which", "whose"]) && !other
            });
        // "patients with a history of …, recruited from two clinics, were randomised"
        let beside = !relative && said_beside(s, at);
        match found {
            None if beside => passing = passing.or(Some(role)),
            None if relative => aside = aside.or(Some(role)),
            None => found = Some(role),
            // "received treatment and were included in the analysis"
            Some(Role::Other) if role == Role::Analyzed && joined(s, at) => return (Some(role), aside),
            Some(Role::Enrolled | Role::Screened | Role::Completed) if role == Role::Randomized => {
                let joined = joined(s, at);
                return (if joined { Some(role) } else { found }, aside);
            }
            Some(_) => break,
        }
    }
    let settled = matches!(found, Some(Role::Randomized | Role::Completed));
    (if settled { found } else { passing.or(found) }, aside)
}

/// `, recruited from two clinics between 2010 and 2012, …`: a clause of its own, right behind the people or a comma.
fn said_beside(s: &Sentence<'_>, i: usize) -> bool {
    matches!(s.cue(i), Cue::Role(Role::Enrolled | Role::Screened))
        && i > 0
        && s.mark(i - 1) == Some(',')
        && !s.words(i).starts_with("were ")
}

/// Whether "and" joins a verb to what was said before.
fn joined(s: &Sentence<'_>, verb: usize) -> bool {
    (verb.saturating_sub(3)..verb).any(|k| s.cue(k) == Cue::And)
}

/// Whether a number counts something of its own: no "12 months", no "3-dose series".
fn counts(s: &Sentence<'_>, i: usize) -> bool {
    let whole = s.items[i].number().is_some_and(|n| n.decimal.as_whole().is_some());
    let timed = |k: usize| matches!(s.cue(k), Cue::Time(_));
    // "between 2 and 5 years"
    let span = matches!(s.cue(i + 1), Cue::And | Cue::To) && timed(i + 3);
    // "from 12 hospitals"
    let places = s.cue(i + 1) == Cue::Things && i > 0 && matches!(s.cue(i - 1), Cue::Preposition);
    // "between 2010 and 2012"
    let n = s.items[i].number().and_then(|n| n.decimal.as_whole()).unwrap_or(0);
    let year = (1900..2100).contains(&n) && i > 0 && s.is(i - 1, Classes::DATED | Classes::BEFORE_A_TIME);
    // "a score greater than 21"
    let bounded = i > 0 && matches!(s.cue(i - 1), Cue::MoreThan | Cue::LessThan | Cue::AtLeast | Cue::AtMost);
    whole && !year && !bounded && s.mark(i + 1) != Some('-') && !(i + 1..i + 3).any(timed) && !span && !places
}

/// `12 months after randomisation`, `still on randomised treatment`, `given daily`: no step of the people before.
fn aside_word(s: &Sentence<'_>, i: usize) -> bool {
    beside_a_time(s, i)
        || of_trial(s, i)
        || s.is_word(i, &["undergoing", "taking", "given", "administered"]) && s.cue(i - 1) != Cue::Was
}

/// `before random assignment`, `12 months after randomisation`.
fn beside_a_time(s: &Sentence<'_>, i: usize) -> bool {
    const NOUNS: &[&str] =
        &["randomization", "randomisation", "random assignment", "enrolment", "enrollment", "analysis"];
    const BESIDE: &[&str] = &["after", "since", "before", "at", "from", "until", "following"];
    i > 0 && s.is_word(i, NOUNS) && s.is_word(i - 1, BESIDE)
}

/// `randomised treatment`, `a randomized clinical trial`: a word for the trial, not a step of people.
pub(super) fn of_trial(s: &Sentence<'_>, i: usize) -> bool {
    const TRIALS: &[&str] =
        &["treatment", "trial", "study", "controlled", "clinical", "phase", "design", "therapy"];
    s.is_word(i, &["randomized", "randomised", "randomly"]) && s.is_word(i + 1, TRIALS)
        // "drawn from a randomized controlled trial (n = 68)"
        || s.is_word(i, &["randomized controlled trial"])
            && (i.saturating_sub(2)..i).any(|at| s.is_word(at, &["from"]))
}

/// The step that the nearest words before the number say.
fn before(s: &Sentence<'_>, i: usize, reach: usize) -> Option<Role> {
    // "leaving 56 children for analysis"
    if i > 0 && s.is_word(i - 1, &["leaving"]) {
        return Some(Role::Analyzed);
    }
    if i > 0 && s.is_word(i - 1, &["excluding"]) {
        return Some(Role::Other);
    }
    let start = if reach == BEFORE { s.clause_start(i) } else { 0 };
    let from = i.saturating_sub(reach).max(start);
    (from..i).rev().find_map(|at| match s.cue(at) {
        Cue::Role(Role::Screened) if i - at > 3 => None,
        // "before random assignment in 173 adults"
        Cue::Role(_) if beside_a_time(s, at) => None,
        // "in a randomised trial" says what sort of trial it is.
        Cue::Role(Role::Randomized) if reach == BEFORE_LABEL && of_trial(s, at) => None,
        Cue::Role(_) => step(s, at),
        // "to receive A (n = 30)" and "A given daily (n = 30)" say nothing of their own.
        Cue::Received
            if reach == BEFORE_LABEL && decisive(s, at) && !earlier(s, at) && !of_a_group(s, at) =>
        {
            let assigned = describes_an_arm(s, from, at).then_some(Role::Randomized);
            assigned.or_else(|| step(s, at))
        }
        _ => None,
    })
}

/// `randomised to a control group (n = 30) or a group receiving A (n = 31)`: whether what people got says which arm they were assigned
/// to, by a verb that stands before in the sentence.
fn describes_an_arm(s: &Sentence<'_>, from: usize, i: usize) -> bool {
    // "with 270 receiving A (n = 94)" were counted anew.
    let counted = i > 0 && s.items[i - 1].numeric();
    let described = s.is_word(i, &["receiving"]) && !counted || relative(s, i).is_some();
    let assigned = |at: usize| {
        let finite = s.cue(at) == Cue::Received
            || at > 0 && s.cue(at - 1) == Cue::Was
            || ["were ", "randomly "].iter().any(|head| s.words(at).starts_with(head))
            || s.is_word(at, &["assigned", "allocated"]);
        finite && step(s, at) == Some(Role::Randomized)
    };
    described && (from..i).rev().take_while(|at| s.mark(*at) != Some(';')).any(assigned)
}

/// The "who" or "which" that a verb is of.
fn relative(s: &Sentence<'_>, verb: usize) -> Option<usize> {
    (verb.saturating_sub(2)..verb).find(|at| s.is_word(*at, &["who", "which", "that"]))
}

/// `allocated to the group who received A (n = 30)`: the verb says which group it is, not what became of the people.
fn of_a_group(s: &Sentence<'_>, i: usize) -> bool {
    let group = relative(s, i)
        .map(|at| at - usize::from(at > 0 && s.mark(at - 1) == Some(',')))
        .and_then(|at| at.checked_sub(1));
    group
        .is_some_and(|at| s.cue(at) == Cue::Group && (at.saturating_sub(16)..at).any(|k| assigns(s.words(k))))
}

/// `who had previously received A`: what people got before the study.
fn earlier(s: &Sentence<'_>, i: usize) -> bool {
    (i.saturating_sub(3)..i).any(|at| s.is_word(at, &["previously", "had", "already", "ever"]))
}

/// "received A", "patients treated with A", "allocated to A".
fn decisive(s: &Sentence<'_>, i: usize) -> bool {
    const GOT: &[&str] =
        &["received", "received treatment", "receiving", "treated with", "treated", "started treatment"];
    assigns(s.words(i)) || s.is_word(i, GOT)
}
