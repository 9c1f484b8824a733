//! People who are the whole of a share and were counted at a step of the trial themselves.

use crate::extract::item::Shape;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::Role;
use crate::lex::Cue;

use super::reading;

/// Items from a whole to the people it counts, less than: "512 eligible and randomly assigned night nurses".
const WORDS: usize = 9;

/// `Of the 503 enrolled women, 32% …`, `Of 12,947 women included in the study, 285 (2.2%) …`, `1,584 (53%) of 2,987
/// eligible men`: the share has read the number, and it is a size all the same.
pub(super) fn read(s: &Sentence<'_>, i: usize) -> Option<Reading> {
    let Shape::Number(n) = s.items[i].shape else { return None };
    n.decimal.as_whole().filter(|n| *n >= super::FEWEST)?;
    let before = i.checked_sub(1)?;
    let of = s.cue(before) == Cue::Of
        || s.cue(before) == Cue::Article
            && before > 0
            && (s.cue(before - 1) == Cue::Of || s.is_word(before - 1, &["among"]))
        || s.is_word(before, &["among"]);
    if !of {
        return None;
    }
    let plain = |at: &usize| {
        !s.items[*at].numeric() && s.mark(*at).is_none_or(|c| c == '-') && s.cue(*at) != Cue::Things
    };
    let mut words = (i + 1..s.items.len().min(i + WORDS)).take_while(plain);
    let people = words.find(|at| s.cue(*at) == Cue::People)?;
    let between = (i + 1..people).find_map(|at| enrolment(s, at).map(|role| (role, people)));
    // "of 16 patients randomly assigned to A" are an arm.
    let whole = |verb: usize| {
        let next = verb + 1;
        // "75% among the 745 adults randomly assigned to A" is said of the arm.
        s.is_word(before, &["among"])
            || before > 0 && s.is_word(before - 1, &["among"])
            || s.items.get(next).is_none_or(|item| item.mark().is_some())
            || s.cue(next) == Cue::Was
            || s.words(next).starts_with("were ")
            || s.is_word(next, &["in", "into", "and"])
    };
    let behind = || {
        let verb = if s.is_word(people + 1, &["who", "were"]) { people + 2 } else { people + 1 };
        enrolment(s, verb).filter(|_| whole(verb)).map(|role| (role, verb))
    };
    let (role, last) = between.or_else(behind)?;
    Some(reading(n, Some(role), i, last, i))
}

/// The step of the study's people as a whole.
fn enrolment(s: &Sentence<'_>, i: usize) -> Option<Role> {
    match s.cue(i) {
        Cue::Role(role @ (Role::Screened | Role::Enrolled | Role::Randomized | Role::Analyzed)) => Some(role),
        _ => None,
    }
}
