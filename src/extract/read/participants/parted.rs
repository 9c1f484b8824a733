//! The parts of a whole, where they add up to it.

use crate::extract::item::Shape;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::lex::{Classes, Cue};

use super::role::role;
use super::{FEWEST, reading};

/// Items of a bracket that are looked through, at most.
const LONG: usize = 48;

/// Items between the whole and the bracket, at most.
const FAR: usize = 10;

/// `91 boys (57 study and 34 control)`, `of 94 patients (A, 48; B, 46)`: no word need say that the numbers in the bracket are
/// people, where they add up to those right before it. Asked for when the arms beside numbers have been looked for.
pub(in crate::extract) fn parted(s: &Sentence<'_>, i: usize) -> Option<Reading> {
    let depth = s.items[i].depth;
    if depth == 0 {
        return None;
    }
    let n = s.count(i).filter(|n| n.decimal.as_whole() >= Some(FEWEST))?;
    let open =
        (i.saturating_sub(LONG)..i).rev().find(|at| s.opens(*at) && s.items[*at].depth + 1 == depth)?;
    let whole = (open.saturating_sub(FAR)..open).rev().find(|at| s.items[*at].numeric())?;
    let total = s.items[whole].number()?.decimal.as_whole()?;
    let people = (whole + 1..open).find(|at| s.cue(*at) == Cue::People)?;
    if s.any(whole..open, Classes::HAPPENED | Classes::BEFELL | Classes::SHOWED) {
        return None;
    }
    let (mut sum, mut parts, mut own) = (0, 0, false);
    let mut at = open + 1;
    while at < s.items.len().min(open + LONG) && !(s.closes(at) && s.items[at].depth + 1 == depth) {
        if s.items[at].depth == depth && s.items[at].numeric() {
            let Shape::Number(part) = s.items[at].shape else { return None };
            sum += part.decimal.as_whole().filter(|part| *part < total)?;
            parts += 1;
            own |= at == i;
        }
        at += 1;
    }
    // "(7 in A, 5 in B) died"
    let happened = s.any(at + 1..at + 3, Classes::HAPPENED | Classes::BEFELL | Classes::SHOWED);
    if parts < 2 || sum != total || !own || happened {
        return None;
    }
    let reading = reading(n, role(s, whole, people, None), i, i, i);
    Some(Reading { rule: "participants", ..reading })
}
