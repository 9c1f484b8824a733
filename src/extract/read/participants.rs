//! Numbers of people.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Number, Participants, Reported, Role};
use crate::lex::Cue;

use super::{Known, Reading};

mod role;

use role::{in_review, role, step};

/// `390 patients were enrolled`, `Among the 390 enrolled patients`, `194 were assigned to the daratumumab group`,
/// `and 196 to the placebo group`, `placebo (n = 342)`, `no boost (805 patients)`, `Forty-two women`.
pub(super) fn read(s: &Sentence<'_>, i: usize, _: &Known) -> Vec<Reading> {
    let Some(n) = s.count(i).filter(|_| !excluded(s, i)) else { return Vec::new() };
    let part = labelled(s, i, n)
        .or_else(|| in_flow(s, i, n))
        .or_else(|| of_people(s, i, n))
        .or_else(|| placed(s, i, n))
        .or_else(|| elliptic(s, i, n));
    part.into_iter().collect()
}

fn reading(n: Number, role: Role, first: usize, last: usize, i: usize) -> Reading {
    Reading::new(Reported::Participants(Participants { n, role }), first, last, i, vec![i])
}

/// Numbers that count something else.
fn excluded(s: &Sentence<'_>, i: usize) -> bool {
    let n = s.count(i).and_then(|n| n.decimal.as_whole()).unwrap_or(0);
    let behind = (i + 1..i + 3).any(|at| {
        matches!(
            s.cue(at),
            Cue::Time(_) | Cue::Dose | Cue::Unit | Cue::Criterion | Cue::Things | Cue::PercentagePoint
        )
    });
    let before = i.checked_sub(1).is_some_and(|at| {
        matches!(s.cue(at), Cue::Criterion | Cue::Month | Cue::Grade)
            || matches!(s.mark(at), Some('<' | '>' | '≤' | '≥' | '/'))
            // "1:1 to", "2:1:1".
            || s.mark(at) == Some(':') && at > 0 && s.items[at - 1].numeric()
    });
    // "between 2007 and 2012": years, unless people stand right behind.
    let year = (1900..2100).contains(&n)
        && (i + 1..i + 4).all(|at| s.cue(at) != Cue::People)
        && i.checked_sub(1).is_some_and(|at| {
            s.is_word(at, &["in", "since", "and", "from", "to", "until", "through", "of", "during", "by"])
                || s.mark(at) == Some('-')
        });
    let million = s.is_word(i + 1, &["million", "billion", "trials", "studies", "villages"]);
    let per = i.checked_sub(1).is_some_and(|at| s.is_word(at, &["per"]));
    n == 0
        || year
        || million
        || per
        || behind
        || before
        || matches!(s.items.get(i + 1).map(|item| &item.shape), Some(Shape::PlusMinus))
}

/// `(n = 342)`, `N=342`, `n: 342`.
fn labelled(s: &Sentence<'_>, i: usize, n: Number) -> Option<Reading> {
    let sign = i.checked_sub(1).filter(|at| matches!(s.mark(*at), Some('=' | ':')))?;
    let letter = sign.checked_sub(1).filter(|at| s.is_word(*at, &["n"]))?;
    Some(reading(n, role(s, i).unwrap_or(Role::Other), letter, i, i))
}

/// `156 (63%) were randomly assigned`, `697 (50%) to adjuvant radiotherapy`: people on their way through the trial, with
/// their share. The share is theirs and no result of its own.
fn in_flow(s: &Sentence<'_>, i: usize, n: Number) -> Option<Reading> {
    let flow = flow(s, i)?;
    let mut reading = reading(n, flow.role, i, flow.last, i);
    reading.used.push(flow.percent);
    Some(reading)
}

/// A count with its percentage in brackets that says how many took a step of the trial.
pub(super) struct Flow {
    role: Role,
    percent: usize,
    last: usize,
}

impl Flow {
    /// Whether the item is its count or its percentage.
    pub(super) fn holds(&self, i: usize) -> bool {
        i < self.last && i <= self.percent
    }
}

pub(super) fn flow(s: &Sentence<'_>, i: usize) -> Option<Flow> {
    s.count(i)?;
    let open = (i + 1..i + 4).find(|at| s.opens(*at))?;
    if (i + 1..open).any(|at| !matches!(s.cue(at), Cue::People | Cue::None) || s.items[at].numeric()) {
        return None;
    }
    s.percent(open + 1)?;
    if !s.closes(open + 2) {
        return None;
    }
    let mut at = open + 3;
    while matches!(s.cue(at), Cue::People | Cue::Was) && at < open + 6 {
        at += 1;
    }
    let step = |role| matches!(role, Role::Randomized | Role::Completed | Role::Enrolled);
    match s.cue(at) {
        Cue::Role(role) if step(role) => Some(Flow { role, percent: open + 1, last: at }),
        Cue::To if at == open + 3 => {
            let (_, role) = s.before(i, 40, |cue| match cue {
                Cue::Role(role) if step(role) => Some(role),
                _ => None,
            })?;
            Some(Flow { role, percent: open + 1, last: at })
        }
        _ => None,
    }
}

/// `95 completed the study`, `43 received latanoprost`, `585 were in the FOLFOX group`.
fn placed(s: &Sentence<'_>, i: usize, n: Number) -> Option<Reading> {
    match s.cue(i + 1) {
        Cue::Role(role @ Role::Completed) => Some(reading(n, role, i, i + 1, i)),
        Cue::Received => Some(reading(n, step(s, i + 1).unwrap_or(Role::Other), i, i + 1, i)),
        Cue::Was if s.is_word(i + 2, &["in"]) && (i + 3..i + 10).any(|at| s.cue(at) == Cue::Group) => {
            let earlier = s.before(i, 60, |cue| match cue {
                Cue::Role(role @ (Role::Randomized | Role::Enrolled)) => Some(role),
                _ => None,
            });
            Some(reading(n, earlier.map_or(Role::Other, |(_, role)| role), i, i + 2, i))
        }
        _ => None,
    }
}

/// `390 patients`, `390 adult patients with asthma`, `390 enrolled patients`, `390 were randomised`.
fn of_people(s: &Sentence<'_>, i: usize, n: Number) -> Option<Reading> {
    let mut role_between = None;
    let mut at = i;
    while at + 1 < s.items.len().min(i + 16) {
        at += 1;
        // "64 infants of extremely low birth weight (…)": a remark in brackets does not part the two.
        if s.opens(at) && at > i + 1 && at < i + 10 {
            at = s.behind_bracket(at)? - 1;
            continue;
        }
        match s.cue(at) {
            Cue::People => {
                let small = n.decimal.as_whole() == Some(1);
                return (!small).then(|| {
                    let said = role_between.or_else(|| role(s, i)).filter(|_| !in_review(s, i));
                    let role = said.unwrap_or(Role::Other);
                    reading(n, role, i, at, i)
                });
            }
            Cue::Role(found) => {
                role_between = Some(found);
                // "390 were randomised": a verb is enough.
                let one = n.decimal.as_whole().is_some_and(|n| n < 4);
                if one && at > i + 2 {
                    return None;
                }
                let verb = s.words(at).starts_with("were ") || (i + 1..at).any(|k| s.cue(k) == Cue::Was);
                if verb {
                    return Some(reading(n, found, i, at, i));
                }
            }
            Cue::Received if (i + 1..at).all(|k| matches!(s.cue(k), Cue::Was | Cue::None)) => {
                return Some(reading(n, step(s, at).unwrap_or(Role::Other), i, at, i));
            }
            Cue::Was
            | Cue::None
            | Cue::Of
            | Cue::Adjusted
            | Cue::Article
            | Cue::Purpose(_)
            | Cue::Lower
            | Cue::Higher
            | Cue::Grade
            | Cue::Unit => {
                let sign = s.mark(at).is_some_and(|c| !matches!(c, '-' | '/' | ','));
                if s.items[at].numeric() && !s.items[at].named || sign || at > i + 9 {
                    return None;
                }
            }
            Cue::And | Cue::Or if at > i + 1 && s.cue(at + 1) == Cue::None && at < i + 6 => {}
            _ => return None,
        }
    }
    None
}

/// `and 196 to the placebo group`, `195 in the control arm`: the verb stands with an earlier number.
fn elliptic(s: &Sentence<'_>, i: usize, n: Number) -> Option<Reading> {
    let to = matches!(s.cue(i + 1), Cue::To | Cue::Preposition);
    let joined =
        i > 0 && (matches!(s.cue(i - 1), Cue::And) || matches!(s.mark(i - 1), Some(',' | ';' | ':')));
    let earlier =
        (i.saturating_sub(40)..i).rev().find_map(|at| step(s, at).filter(|role| *role != Role::Screened));
    let role = earlier.filter(|_| to && (joined || i == 0))?;
    let group = (i + 2..i + 14).find(|at| s.cue(*at) == Cue::Group);
    let last = group.unwrap_or(i + 1).min(s.items.len() - 1);
    Some(reading(n, role, i, last, i))
}
