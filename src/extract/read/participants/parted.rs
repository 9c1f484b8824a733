//! The parts of a whole, where they add up to it.

use crate::extract::item::Shape;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::{Reported, Role};
use crate::lex::{Classes, Cue};

use super::excluded::excluded;
use super::role::role;
use super::step::step;
use super::{FEWEST, reading};

/// Items of a bracket that are looked through, at most.
const LONG: usize = 48;

/// Items between the whole and the bracket, at most.
const FAR: usize = 30;

/// `91 boys (57 study and 34 control)`, `of 94 patients (A, 48; B, 46)`: no word need say that the numbers in the bracket are
/// people, where they add up to those right before it. Asked for when the arms beside numbers have been looked for.
pub(in crate::extract) fn parted(s: &Sentence<'_>, i: usize) -> Option<Reading> {
    let depth = s.items[i].depth;
    let n = s.count(i).filter(|n| n.decimal.as_whole() >= Some(FEWEST))?;
    // "completed the study: A 48, B 47"
    let opens = |at: &usize| match depth {
        0 => s.mark(*at) == Some(':') && s.items[*at].depth == 0,
        _ => s.opens(*at) && s.items[*at].depth + 1 == depth,
    };
    let ends = |at: usize| match depth {
        0 => s.mark(at) == Some(';') && s.items[at].depth == 0,
        _ => s.closes(at) && s.items[at].depth + 1 == depth,
    };
    let open = (i.saturating_sub(LONG)..i).rev().find(opens)?;
    let (mut sum, mut parts, mut own) = (0, 0, false);
    let mut at = open + 1;
    while at < s.items.len().min(open + LONG) && !ends(at) {
        if s.items[at].depth == depth && s.items[at].numeric() {
            let Shape::Number(part) = s.items[at].shape else { return None };
            if matches!(s.cue(at + 1), Cue::Time(_) | Cue::Dose | Cue::Unit) || s.mark(at + 1) == Some('+') {
                return None;
            }
            sum += part.decimal.as_whole()?;
            parts += 1;
            own |= at == i;
        }
        at += 1;
    }
    if parts < 2 || !own {
        return None;
    }
    // Whatever numbers stand between: "687 adults, aged 9 to 66 years, were randomised (A: 231; B: 226; both: 230)".
    let equal = |at: &usize| s.items[*at].number().and_then(|n| n.decimal.as_whole()) == Some(sum);
    let whole = (open.saturating_sub(FAR)..open).rfind(equal)?;
    // "19 trials with 2663 adults (11 in A, eight in B)": the trials are parted.
    let people = (whole + 1..open).find(|at| s.cue(*at) == Cue::People || s.items[*at].numeric());
    let people = people.filter(|at| s.cue(*at) == Cue::People);
    if s.any(whole..open, Classes::HAPPENED | Classes::BEFELL | Classes::SHOWED) {
        return None;
    }
    // "(7 in A, 5 in B) died"
    let happened = s.any(at + 1..at + 3, Classes::HAPPENED | Classes::BEFELL | Classes::SHOWED);
    if happened {
        return None;
    }
    let said = match people {
        Some(people) => role(s, whole, people, None),
        // "of whom 95 (A 48, B 47) completed the study"
        None if whole + 1 == open && depth > 0 => {
            let verb = at + 1 + usize::from(s.cue(at + 1) == Cue::Was);
            Some(step(s, verb)?)
        }
        None => return None,
    };
    let reading = reading(n, said, i, i, i);
    Some(Reading { rule: "participants", ..reading })
}

/// Items between the two parts of a whole, at most.
const APART: usize = 24;

/// `14 received tolvarin 5 mg and 18 velorinib 10 mg`, `with 1493 in the A group and 1886 in the B group`: no word need say that a
/// number behind a joint is of people, where it and the other part add up to those counted before. `wholes` are the people
/// counted so far.
pub(in crate::extract) fn other_part(
    s: &Sentence<'_>,
    readings: &[Reading],
    wholes: &[u64],
    i: usize,
) -> Option<Reading> {
    let before = i.checked_sub(1)?;
    let joined = matches!(s.cue(before), Cue::And | Cue::Versus)
        || matches!(s.mark(before), Some(',' | ';' | ':' | '('))
        || s.is_word(before, &["with", "while", "whereas", "including"]);
    let next = i + 1;
    let counts = matches!(
        s.cue(next),
        Cue::None | Cue::To | Cue::Preposition | Cue::Received | Cue::Role(_) | Cue::Was
    ) && s.is_plain_word(next);
    if !joined || !counts {
        return None;
    }
    let n = s.count(i).filter(|n| n.decimal.as_whole() > Some(FEWEST))?;
    let own = n.decimal.as_whole()?;
    if excluded(s, i) || s.is_word(i + 2, &["excluded", "withdrawn", "lost", "dropped"]) {
        return None;
    }
    let part = readings.iter().find(|r| {
        let Reported::Participants(people) = &r.result else { return false };
        let sum = people.n.decimal.as_whole().and_then(|other| other.checked_add(own));
        r.main.abs_diff(i) <= APART
            && s.items[r.main].depth == s.items[i].depth
            && people.role != Role::Screened
            && sum.is_some_and(|sum| wholes.contains(&sum))
    })?;
    let Reported::Participants(people) = &part.result else { return None };
    let reading = reading(n, part.step_said.then_some(people.role), i, i, i);
    Some(Reading { rule: "participants", ..reading })
}
