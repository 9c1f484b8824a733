//! The total behind a count.

use super::agreeing::agrees;
use super::part::Part;
use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::Number;
use crate::lex::{Classes, Cue};

/// `of 194`, `of the 194`, `out of 194`, `among 194`: the total and the place behind it.
pub(in crate::extract::read) fn of_total(s: &Sentence<'_>, i: usize) -> Option<((Number, usize), usize)> {
    let mut at = i;
    // "15 patients of 194"
    while at < i + 2 && s.cue(at) == Cue::People {
        at += 1;
    }
    if s.is_word(at, &["out"]) {
        at += 1;
    }
    if s.cue(at) != Cue::Of && !s.is_word(at, &["among", "amongst"]) {
        return None;
    }
    at += 1;
    while matches!(s.cue(at), Cue::Article) && at < i + 5 {
        at += 1;
    }
    let total = s.count(at)?;
    let unit = matches!(s.cue(at + 1), Cue::Time(_) | Cue::Unit | Cue::Dose) || s.mark(at + 1) == Some('-');
    (!unit).then_some(((total, at), at + 1))
}

/// `in 3295 women` behind a count with its percentage.
pub(super) fn among(s: &Sentence<'_>, i: usize) -> Option<((Number, usize), usize)> {
    if !s.is_word(i, &["in", "among", "amongst"]) {
        return None;
    }
    let at = i + 1 + usize::from(s.cue(i + 1) == Cue::Article);
    let total = s.count(at)?;
    let people = s.cue(at + 1) == Cue::People || s.cue(at + 1) == Cue::None && s.cue(at + 2) == Cue::People;
    // "(12%) in 104, respectively": a bare number is a total where nothing else is counted by it.
    let bare = s.is_word(at + 1, &["respectively"])
        || s.mark(at + 1) == Some(',') && s.is_word(at + 2, &["respectively"]);
    (people || bare).then_some(((total, at), at + 1))
}

/// `Of the 503 enrolled women, 32.4%`, `Among 60 patients, 12`: the total that the sentence starts with, where the share at
/// item `i` stands right behind it.
pub(super) fn opening(s: &Sentence<'_>, i: usize) -> Option<(Number, usize)> {
    // "Of 62 patients on A 16 (26%) coughed": no comma, where the share stands in a bracket.
    let shared = s.opens(i + 1) && s.percent(i + 2).is_some() && s.closes(i + 3);
    let comma = match i.checked_sub(1)? {
        at if s.mark(at) == Some(',') => at,
        at if shared && s.is_plain_word(at) && s.cue(at) != Cue::And => i,
        _ => return None,
    };
    let start = (comma.saturating_sub(20)..comma).rev().find(|at| *at == 0 || s.mark(*at) == Some(';'))?;
    let of = start + usize::from(s.mark(start) == Some(';'));
    // "Out of 248 patients, 74"
    let of = of + usize::from(s.is_word(of, &["out"]) && s.cue(of + 1) == Cue::Of);
    if !(s.cue(of) == Cue::Of || s.is_word(of, &["among", "amongst", "in"])) {
        return None;
    }
    let mut at = of + 1;
    while s.cue(at) == Cue::Article && at < of + 3 {
        at += 1;
    }
    let total = s.count(at)?;
    if comma == i {
        let whole = !s.any(at + 1..i, Classes::NUMERIC) && !s.is_word(of, &["in"]);
        let said = s.percent(i + 2).zip(s.items[i].number());
        said.filter(|(percent, count)| whole && agrees(*percent, *count, total))?;
    }
    let clean = (at + 1..comma).all(|k| s.count(k).is_none());
    // "Of the 12 headaches that were treated, 6 (50%)", "Of 15 deaths, nine"
    let shown = || {
        let percent = shared.then(|| s.percent(i + 2)).flatten();
        !s.any(at + 1..comma, Classes::PERCENT)
            && percent.zip(s.items[i].number()).is_some_and(|(percent, count)| agrees(percent, count, total))
    };
    let of_whom = s.any(at + 1..comma, Classes::PEOPLE) || s.any(at + 1..at + 3, Classes::EVENTS) || shown();
    (of_whom && clean).then_some((total, at))
}

/// The part of all that the largest of several groups is, at most.
const GROUP: f64 = 0.7;

/// Whether a share may be of the total that its sentence opens with: of `Among 150 adults, 40 (79%) on tolvarin and 51 (68%) on
/// placebo` and of `Of the 150 adults, 79% in the tolvarin group` each is of those of its group.
pub(super) fn may_be_of(s: &Sentence<'_>, part: &Part, total: Number) -> bool {
    match (part.percent, part.count) {
        // The count may be a slip, and checks are to see it: only what is of far fewer, and names a group, is no part of the total.
        (Some((percent, at)), Some(count)) => {
            let behind = at + 1 + usize::from(s.closes(at + 1));
            let of_group =
                s.is_word(behind, &["in", "on", "of", "from", "with"]) || s.cue(behind) == Cue::Received;
            let fewer = 100.0 * count.to_f64() < GROUP * total.to_f64() * percent.to_f64();
            !(of_group && fewer)
        }
        (Some((_, at)), None) => {
            let of_group = s.is_word(at + 1, &["in", "on", "of", "from"])
                && (at + 2..at + 8)
                    .take_while(|k| s.is(*k, Classes::WORD) || s.mark(*k) == Some('-'))
                    .any(|k| s.cue(k) == Cue::Group);
            !of_group
        }
        _ => true,
    }
}

/// `892 children, of whom 272`, `39 patients, 82.1% of whom`: those told right before, where a share of them is meant.
pub(super) fn of_whom(s: &Sentence<'_>, first: usize, last: usize) -> Option<(Number, usize)> {
    let mut start = first;
    if start > 1 && whom(s, start - 2) {
        start -= 2;
    } else if !whom(s, last + 1) {
        return None;
    }
    let from = start.saturating_sub(24);
    // "of 114 practices, 49 of which"
    let which = s.is_word(if start < first { first - 1 } else { last + 2 }, &["which"]);
    let things = |at: usize| {
        which
            && last > first
            && s.is(at + 1, Classes::WORD)
            && matches!(s.cue(at + 1), Cue::None | Cue::Things)
            && s.words(at + 1).ends_with('s')
    };
    // "16 (0.9%) tested positive, 15 of whom"
    let percent = |at: usize| matches!(s.items.get(at).map(|item| &item.shape), Some(Shape::Percent(_)));
    let shared = |at: usize| !which && s.opens(at + 1) && percent(at + 2);
    let people = |at: usize| s.any(at + 1..start.min(at + 5), Classes::PEOPLE) || shared(at) || things(at);
    let whole = |at: usize| s.items[at].number().filter(|n| n.decimal.as_whole().is_some());
    let counted = |at: usize| s.count(at).is_some() || shared(at) && whole(at).is_some();
    let at = (from..start)
        .rev()
        .find(|at| counted(*at) && s.items[*at].depth == s.items[first].depth && people(*at))?;
    whole(at).map(|total| (total, at))
}

/// "of whom", "of which".
pub(super) fn whom(s: &Sentence<'_>, at: usize) -> bool {
    s.cue(at) == Cue::Of && s.is_word(at + 1, &["whom", "which"])
}
