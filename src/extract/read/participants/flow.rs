//! People on their way through the trial, with their share of those before.

use crate::extract::item::Shape;
use crate::extract::read::Reading;
use crate::extract::read::proportion::{chosen_and_did, of_total};
use crate::extract::sentence::Sentence;
use crate::finding::{Number, Role};
use crate::lex::{Classes, Cue};

use super::reading;
use super::role::{behind, role};
use super::step::step;

/// `156 (63%) were randomly assigned`, `697 (50%) to adjuvant radiotherapy`, `58 (64%) received the study drug`. The share
/// is theirs and no result of its own.
pub(super) fn read(s: &Sentence<'_>, i: usize, n: Number) -> Option<Reading> {
    let flow = flow(s, i)?;
    let mut reading = reading(n, Some(flow.role), i, flow.last, i);
    reading.used.push(flow.percent);
    Some(reading)
}

/// `77 of the 86 women completed the trial`, `31 of 37 enrolled women were included in the analysis`.
pub(super) fn part(s: &Sentence<'_>, i: usize, n: Number) -> Option<Reading> {
    if let Some((role, total, last)) = taken_of(s, i) {
        let mut reading = reading(n, Some(role), i, last, i);
        reading.used.push(total);
        return Some(reading);
    }
    let (total, behind) = of_whole(s, i)?;
    let mut reading = reading(n, role(s, i, behind - 1, None), i, behind, i);
    reading.used.push(total);
    Some(reading)
}

/// Whether the count at an item and its total are of people who take a step of the trial.
pub(in crate::extract::read) fn on_their_way(s: &Sentence<'_>, i: usize) -> bool {
    of_whole(s, i).is_some() || taken_of(s, i).is_some()
}

/// The total of a count that takes a step of the trial, and the place behind its people.
fn of_whole(s: &Sentence<'_>, i: usize) -> Option<(usize, usize)> {
    let ((_, total), behind) = of_total(s, i + 1)?;
    let people = (behind..behind + 3).find(|at| s.cue(*at) == Cue::People)?;
    let between = |at: usize| matches!(s.cue(at), Cue::None | Cue::Role(_)) && !s.items[at].numeric();
    let was = s.cue(people + 1) == Cue::Was;
    let verb = people + 1 + usize::from(was);
    let moves = match s.cue(verb) {
        Cue::Role(Role::Completed) => true,
        // "were randomised to undergo training"
        Cue::Received => was && step(s, verb) == Some(Role::Randomized),
        Cue::Role(Role::Enrolled | Role::Randomized | Role::Analyzed) => {
            was || s.words(verb).starts_with("were ")
        }
        _ => false,
    };
    ((behind..people).all(between) && moves).then_some((total, people + 1))
}

/// `enrolled 8472 of 14 629 women screened`: the verb stands before; the step, the total, and the end.
fn taken_of(s: &Sentence<'_>, i: usize) -> Option<(Role, usize, usize)> {
    let verb = i.checked_sub(1)?;
    let Cue::Role(role @ (Role::Enrolled | Role::Randomized)) = s.cue(verb) else { return None };
    let ((whole, total), behind) = of_total(s, i + 1)?;
    let people = (behind..behind + 3).any(|at| s.cue(at) == Cue::People);
    // "comprised 54 eyes of 27 adults"
    let part = s.count(i)?.decimal.as_whole() < whole.decimal.as_whole();
    (people && part).then_some((role, total, behind - 1))
}

/// A count with its percentage in brackets that says how many took a step of the trial.
pub(in crate::extract::read) struct Flow {
    role: Role,
    percent: usize,
    last: usize,
}

impl Flow {
    /// Whether the item is its count or its percentage.
    pub(in crate::extract::read) fn holds(&self, i: usize) -> bool {
        i < self.last && i <= self.percent
    }
}

pub(in crate::extract::read) fn flow(s: &Sentence<'_>, i: usize) -> Option<Flow> {
    s.count(i)?;
    if let Some(flow) = in_bracket(s, i) {
        return Some(flow);
    }
    let open = (i + 1..i + 4).find(|at| s.opens(*at))?;
    if let Some(flow) = taken(s, i, open) {
        return Some(flow);
    }
    if (i + 1..open).any(|at| !matches!(s.cue(at), Cue::People | Cue::None) || s.items[at].numeric()) {
        return None;
    }
    // "202,546 (>99.9%) women"
    let percent = open + 1 + usize::from(matches!(s.mark(open + 1), Some('>' | '<' | '~')));
    s.percent(percent)?;
    if !s.closes(percent + 1) {
        return None;
    }
    let behind_it = percent + 2;
    let mut at = behind_it;
    while (matches!(s.cue(at), Cue::People | Cue::Was | Cue::Of) || s.is_word(at, &["whom"]))
        && at < behind_it + 3
    {
        at += 1;
    }
    let moves = |role| matches!(role, Role::Randomized | Role::Completed | Role::Enrolled | Role::Analyzed);
    // "follow-up was completed by 134 (61%) participants"
    let whole = of_total(s, behind_it).is_some();
    if i > 1 && !whole && s.is_word(i - 1, &["by"]) && s.cue(i - 2) == Cue::Role(Role::Completed) {
        return Some(Flow { role: Role::Completed, percent, last: percent + 1 });
    }
    let flow = |role, last| Some(Flow { role, percent, last });
    // "data were available for 95 (91%) adults"
    if !whole && data_of(s, i) && (s.cue(behind_it) == Cue::People || ends(s, behind_it)) {
        return flow(Role::Analyzed, if s.cue(behind_it) == Cue::People { behind_it } else { percent + 1 });
    }
    match s.cue(at) {
        // "12 (7%) were assessed as severe", "29 (20%) assessed costs" are results.
        Cue::Role(Role::Analyzed)
            if s.is_word(at, &["assessed", "evaluated", "analyzed", "analysed"])
                && (s.cue(at - 1) != Cue::Was || s.is_word(at + 1, &["as", "by", "to"])) =>
        {
            None
        }
        // "35 (12%) women allocated A coughed versus 25 (8%) assigned B"
        Cue::Role(Role::Randomized)
            if s.cue(at - 1) != Cue::Was
                && (chosen_and_did(s, at) || i > 0 && s.cue(i - 1) == Cue::Versus) =>
        {
            None
        }
        Cue::Role(role) if moves(role) => {
            let and_randomised = behind(s, at - 1).filter(|role| *role == Role::Randomized);
            flow(and_randomised.or_else(|| step(s, at)).unwrap_or(role), at)
        }
        Cue::Preposition if at <= behind_it + 1 && listed(s, i).is_some() => flow(listed(s, i)?, at),
        Cue::Preposition if at == behind_it => flow(in_its_group(s, i, percent)?, at),
        Cue::Received if of_the_trial(s, at) || split(s, percent).is_some() => flow(step(s, at)?, at),
        Cue::None | Cue::And if split(s, percent).is_some_and(|other| s.cue(other + 2) == Cue::Received) => {
            flow(Role::Other, percent + 1)
        }
        Cue::To if at == behind_it => {
            let (_, role) = s.before(i, 40, Classes::STEP, |cue| match cue {
                Cue::Role(role) if moves(role) => Some(role),
                _ => None,
            })?;
            flow(role, at)
        }
        _ => None,
    }
}

/// `202,546 women were eligible: 50,624 (>99%) women in the A group, 50,623 (>99%) in the B group and …`: the step of those counted
/// before a colon, whom the counts of the list behind it, each with a percentage, add up to.
fn listed(s: &Sentence<'_>, i: usize) -> Option<Role> {
    let top = |at: &usize| s.items[*at].depth == 0;
    let colon = (i.saturating_sub(LISTED)..i).rfind(|at| top(at) && s.mark(*at) == Some(':'))?;
    let end = s.items.len().min(colon + LISTED);
    let list = (colon + 1..end).take_while(|at| !top(at) || s.mark(*at) != Some(';'));
    let mut sum = 0;
    for at in list.filter(|at| top(at) && s.items[*at].numeric()) {
        let percent =
            (at + 2..at + 4).any(|k| matches!(s.items.get(k).map(|x| &x.shape), Some(Shape::Percent(_))));
        sum += s.items[at].number().filter(|_| s.opens(at + 1) && percent)?.decimal.as_whole()?;
    }
    step_of_those(s, sum, colon)
}

/// `were available for 95`, `were obtained from 95`, `was assessed in 95`: whether the number at `i` tells of how many something is known.
pub(super) fn data_of(s: &Sentence<'_>, i: usize) -> bool {
    let Some(before) = i.checked_sub(1) else { return false };
    let known = match s.cue(before) {
        Cue::Role(Role::Analyzed) => {
            let words = s.words(before);
            words.ends_with(" for") || words.ends_with(" from")
        }
        _ => {
            before > 1
                && s.is_word(before, &["for", "from", "in"])
                && (s.cue(before - 1) == Cue::Role(Role::Analyzed)
                    || s.is_word(before - 1, &["available", "obtained", "collected"])
                        && !s.is_word(before, &["in"]))
                && s.cue(before - 2) == Cue::Was
        }
    };
    known && !(i.saturating_sub(5)..i).any(|at| s.is_word(at, &["not", "only"]))
}

/// Whether a clause ends at an item.
pub(super) fn ends(s: &Sentence<'_>, i: usize) -> bool {
    i >= s.items.len() || matches!(s.mark(i), Some('.' | ';' | ','))
}

/// Items of a list behind a colon, at most.
const LISTED: usize = 64;

/// `We randomly assigned 191 (67%) of 286 eligible adults to A`: the verb stands before, the whole behind.
fn taken(s: &Sentence<'_>, i: usize, open: usize) -> Option<Flow> {
    let Cue::Role(role @ (Role::Enrolled | Role::Randomized)) = s.cue(i.checked_sub(1)?) else { return None };
    let shared = open == i + 1 && s.percent(open + 1).is_some() && s.closes(open + 2);
    let (_, behind) = of_total(s, open + 3).filter(|_| shared)?;
    let people = (behind..behind + 3).any(|at| s.cue(at) == Cue::People);
    people.then_some(Flow { role, percent: open + 1, last: open + 2 })
}

/// `randomly assigned to the A group (256 [50%] patients)`, `to A (48 [51%]) or B (47 [49%])`: the size of a group in a bracket of
/// its own; `were enrolled (48 [51%] on A; 47 [49%] on B)`: the parts of those counted right before.
fn in_bracket(s: &Sentence<'_>, i: usize) -> Option<Flow> {
    let shared =
        i > 0 && s.items[i].depth > 0 && s.opens(i + 1) && s.percent(i + 2).is_some() && s.closes(i + 3);
    if !shared {
        return None;
    }
    // "(n = 256 [50%])"
    let label = s.mark(i - 1) == Some('=') && i > 2 && s.is_word(i - 2, &["n"]);
    let alone = s.opens(if label { i - 3 } else { i - 1 });
    let people = s.cue(i + 4) == Cue::People && s.closes(i + 5);
    if alone && (people || s.closes(i + 4) && split(s, i + 2).is_some()) {
        let assigned = |cue| (cue == Cue::Role(Role::Randomized)).then_some(Role::Randomized);
        let (_, role) = s.before(i, 40, Classes::STEP, assigned)?;
        return Some(Flow { role, percent: i + 2, last: i + if people { 4 } else { 3 } });
    }
    let role = part_of(s, i)?;
    Some(Flow { role, percent: i + 2, last: i + 3 })
}

/// Items of a bracket that lists the parts of a whole, at most.
const LIST: usize = 40;

/// Items from a whole to the bracket with its parts, at most.
const WHOLE: usize = 12;

/// `489 (92%) completed the study (325 [94%], A; 164 [94%], B)`: the step of those counted right before a bracket, whose counts
/// each have a percentage and add up to them.
fn part_of(s: &Sentence<'_>, i: usize) -> Option<Role> {
    let depth = s.items[i].depth;
    let open = (i.saturating_sub(LIST)..i).rfind(|at| s.opens(*at) && s.items[*at].depth + 1 == depth)?;
    let parts = (open + 1..s.items.len().min(open + LIST)).take_while(|at| s.items[*at].depth >= depth);
    let (mut sum, mut shares) = (0, 0.0);
    for at in parts.filter(|at| s.items[*at].depth == depth && s.items[*at].numeric()) {
        let Shape::Percent(share) = s.items.get(at + 2).filter(|_| s.opens(at + 1))?.shape else {
            return None;
        };
        sum += s.items[at].number()?.decimal.as_whole()?;
        shares += share.to_f64();
    }
    // What they are like is a share of all: "(20 [21%] white, 75 [79%] black)".
    let apart = (shares - 100.0).abs() > 1.0;
    step_of_those(s, sum, open).filter(|role| apart && matches!(role, Role::Completed | Role::Analyzed))
}

/// The step of the people before item `end` who are so many.
fn step_of_those(s: &Sentence<'_>, sum: u64, end: usize) -> Option<Role> {
    let number = |at: &usize| s.items[*at].number().and_then(|n| n.decimal.as_whole()) == Some(sum);
    let whole = (end.saturating_sub(WHOLE)..end).rfind(number)?;
    let happened = s.any(whole..end, Classes::HAPPENED | Classes::BEFELL | Classes::SHOWED);
    let moves =
        |role: &Role| matches!(role, Role::Randomized | Role::Completed | Role::Enrolled | Role::Analyzed);
    (whole + 1..end).find_map(|at| step(s, at)).filter(moves).filter(|_| !happened)
}

/// `63 women were randomized (31 [49.2%] in the A group and 32 [50.8%] in the B group`: the step of two parts that stand
/// right behind the whole's.
fn in_its_group(s: &Sentence<'_>, i: usize, percent: usize) -> Option<Role> {
    let group = |at: usize| (at + 2..at + 12).any(|k| s.cue(k) == Cue::Group);
    let other = split(s, percent).filter(|_| s.is_word(percent + 2, &["in"]) && group(percent))?;
    let head = i.min(other - 2);
    let joint = |at: usize| s.opens(at) || matches!(s.mark(at), Some(':' | ';' | ','));
    let behind = head.checked_sub(2).filter(|_| joint(head - 1))?;
    step(s, behind).filter(|role| matches!(role, Role::Randomized | Role::Enrolled))
}

/// Items between the two parts of a whole, at most.
const APART: usize = 16;

/// `85 (48.3%) received A and 91 (51.7%) B`: the percentage of the other part, where the two are all there are.
fn split(s: &Sentence<'_>, percent: usize) -> Option<usize> {
    let own = s.percent(percent)?.to_f64();
    let other = |at: &usize| {
        let counted = *at > 1 && s.opens(at - 1) && s.closes(at + 1) && s.items[at - 2].number().is_some();
        matches!(s.items[*at].shape, Shape::Percent(n) if counted && (n.to_f64() + own - 100.0).abs() < 0.15)
    };
    (percent.saturating_sub(APART)..s.items.len().min(percent + APART))
        .filter(|at| *at != percent)
        .find(other)
}

/// `received the study medication`, `received at least one dose`: what the trial gave, not a treatment that is a result.
pub(in crate::extract::read) fn of_the_trial(s: &Sentence<'_>, i: usize) -> bool {
    const OURS: &[&str] = &["study", "trial", "assigned", "allocated", "protocol", "dose", "doses"];
    // "receiving A died during the study": what happened to them there.
    let ends = |at: usize| s.mark(at).is_some() || s.cue(at) == Cue::Happened || s.is(at, Classes::BEFELL);
    let near = (i + 1..s.items.len().min(i + 6)).take_while(|at| !ends(*at));
    s.is_word(i, &["received", "receiving"])
        && near.clone().any(|at| s.is_word(at, OURS) || s.is_word(at, &["at least one"]))
}
