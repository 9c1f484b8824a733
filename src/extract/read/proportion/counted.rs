//! A count with what makes it a share.

use super::agreeing::agrees;
use super::happened::happened_behind;
use super::part::Part;
use super::total::{among, of_total};
use crate::extract::item::Shape;
use crate::extract::read::participants;
use crate::extract::sentence::Sentence;
use crate::finding::{Number, Role};
use crate::lex::{Classes, Cue, Sort};

/// `15 of 194 patients (7.7%)`, `15 patients (7.7%)`, `15 (7.7%) of 194`, `15 [8%] of the 194`.
pub(super) fn counted(s: &Sentence<'_>, i: usize) -> Option<Part> {
    let count = s.count(i)?;
    // "in the two groups (44% vs 37%)", "the two exercise groups (2%)" counts nobody.
    let groups = |k: usize| s.cue(k) == Cue::Group && s.words(k).ends_with('s') && s.opens(k + 1);
    if s.cue(i + 1) == Cue::Group || groups(i + 2) {
        return None;
    }
    let mut part = with_total(s, i, count, false)?;
    if part.total.is_none()
        && let Some((percent, _)) = part.percent
    {
        let named = matches!(s.cue(i + 1), Cue::People | Cue::Happened);
        if !named && no_count_of(count, percent) || s.is_word(i + 1, &["am", "pm"]) {
            return None;
        }
        if let Some(of) = part_of(s, i, count, percent) {
            (part.count, part.total) = (s.count(of), Some(count));
            (part.first, part.main) = (of, of);
            part.used.push(i);
        }
    }
    Some(part)
}

/// `attacks 2 and 3 (47% versus 28%)`, `the single one (79%)`: so small a number comes to no such share, whatever it is of.
fn no_count_of(count: Number, percent: Number) -> bool {
    let (n, share) = (count.to_f64(), percent.to_f64());
    if n <= 0.0 || n > 9.0 || share <= 0.0 || share > 100.0 {
        return false;
    }
    let total = 100.0 * n / share;
    let comes_to =
        |total: f64| total >= n && (100.0 * n / total - share).abs() < 2.0 * percent.decimal.half_unit();
    !comes_to(total.floor()) && !comes_to(total.ceil())
}

/// Items from a count to those it is of, at most.
const FAR: usize = 16;

/// `119 progressors among 243 placebo patients (49%)`, `21 (18 at once, 3 later) of the 22 women (95%)`, `two in 60 women (3%)`: the
/// count that the arithmetic shows to be so large a part of the people at `i`.
fn part_of(s: &Sentence<'_>, i: usize, total: Number, percent: Number) -> Option<usize> {
    let mut of = i.checked_sub(1)?;
    of -= usize::from(s.cue(of) == Cue::Article && of > 0);
    if s.cue(of) != Cue::Of && !s.is_word(of, &["among", "amongst", "in"]) {
        return None;
    }
    let part = |k: &usize| {
        s.items[*k].depth == s.items[i].depth
            && s.count(*k)
                .is_some_and(|count| count.to_f64() < total.to_f64() && agrees(percent, count, total))
    };
    let ends = |k: &usize| {
        s.mark(*k) == Some(';')
            || matches!(s.items[*k].shape, Shape::Percent(_)) && s.items[*k].depth == s.items[i].depth
    };
    (of.saturating_sub(FAR)..of).rev().take_while(|k| !ends(k)).find(part)
}

/// `none of 224`.
pub(super) fn none_of(s: &Sentence<'_>, i: usize) -> Option<Part> {
    let none = s.is_word(i, &["none"]) && s.cue(i + 1) == Cue::Of;
    with_total(s, i, none.then(|| zero(s, i))?, true)
}

fn with_total(s: &Sentence<'_>, i: usize, count: Number, none: bool) -> Option<Part> {
    let mut part =
        Part { percent: None, count: Some(count), total: None, first: i, last: i, main: i, used: Vec::new() };
    let mut at = i + 1;
    // Up to five words between the count and what makes it a share: "26 patients in the placebo group (13.3%)".
    if let Some((total, behind)) = of_total(s, at) {
        // "40 eyes of 20 patients" are parts of bodies, and of whom they are; "41 of 38 patients" is read as printed.
        let smaller = total.0.decimal.to_f64() < count.decimal.to_f64() && s.cue(i + 1) != Cue::Of;
        let things = s.is_word(behind, THINGS) || s.cue(behind) == Cue::None && s.is_word(behind + 1, THINGS);
        let groups =
            s.cue(behind) == Cue::Group || s.cue(behind) == Cue::None && s.cue(behind + 1) == Cue::Group;
        if smaller || things || groups && chosen(s, i) || s.is_word(i + 1, OF_BODIES) {
            return None;
        }
        part.add_total(total, behind - 1);
        at = behind;
    }
    if part.total.is_none() && !s.has(Classes::PERCENT) {
        return None;
    }
    // `(n = 31, 43.7%)`, `(A = 31, 43.7%; …`, `15 of 194, 7.7%`
    let labelled = i > 1 && s.mark(i - 1) == Some('=');
    // `(31; 43.7%)`, but not the decimal comma of "(70,58%)"
    let spaced = s.items.get(at + 1).is_some_and(|percent| percent.spaced);
    let bracketed = spaced && i > 0 && s.opens(i - 1) && s.closes(at + 2);
    // `fatigue (97 patients, 16%)`, `(111 female, 68.1%)`
    let noun = at == i + 1 && (s.cue(at) == Cue::People || s.is_of(at, Sort::Sex)) && i > 0 && s.opens(i - 1);
    if noun
        && part.total.is_none()
        && percent_closes(s, at + 1)
        && s.items.get(at + 2).is_some_and(|x| x.spaced)
    {
        part.percent = s.percent(at + 2).map(|percent| (percent, at + 2));
        part.take(at + 2);
        return Some(part);
    }
    if (labelled || bracketed || part.total.is_some()) && percent_closes(s, at) {
        part.percent = s.percent(at + 1).map(|percent| (percent, at + 1));
        part.take(at + 1);
        return Some(part);
    }
    let from = at;
    while at < from + 7
        && (matches!(s.items.get(at).map(|item| &item.shape), Some(Shape::Word))
            || s.mark(at) == Some('+')
            // "without beta-blockers (6.8%)", but not "at both 3- (38.1%) and 6-month visits"
            || s.mark(at) == Some('-') && at > from && s.is(at + 1, Classes::WORD))
    {
        if matches!(s.cue(at), Cue::Versus | Cue::Was | Cue::And | Cue::Time(_) | Cue::Dose | Cue::Unit) {
            break;
        }
        at += 1;
    }
    if part.total.is_none() && describes(s, at) {
        return None;
    }
    let before = part.last;
    if part.bracketed_percent(s, at) || part.bracketed_percent(s, from) {
        if part.total.is_none()
            && let Some((total, behind)) = behind_bracket(s, &part)
        {
            part.add_total(total, behind - 1);
        }
        return Some(part);
    }
    part.last = before;
    // "77 of the 86 women completed the trial" are people on their way through it.
    if part.total.is_some() && participants::on_their_way(s, i) {
        return None;
    }
    let people = s.any(i + 1..from + 3, Classes::PEOPLE);
    // "one of three dose levels": two small numbers in words choose among things, unless people follow.
    let both = s.items[i].spelled && part.used.last().is_none_or(|at| s.items[*at].spelled);
    // But "one of 177 in the zinc group" chooses nothing.
    let many = part.total.is_some_and(|n| n.decimal.as_whole().is_some_and(|n| n >= 20));
    let one = s.items[i].spelled && count.decimal.as_whole() == Some(1) && !people && !many;
    let choice = both || one || part.total.is_some_and(|n| n.decimal.as_whole().is_some_and(|n| n < 5));
    let of = s.is_word(i + 1, &["of", "out"]);
    // "versus one of 12 in the low-dose group"
    let against = || of && !both && i > 0 && s.cue(i - 1) == Cue::Versus;
    let said = happened_behind(s, part.last + 1) || of && !choice || against();
    let one_chosen = count.decimal.as_whole() == Some(1) && !people && chosen(s, i);
    (part.total.is_some() && (people || none || said) && !one_chosen).then_some(part)
}

/// `assigned to 1 of 5 groups`, `randomised to view one of the 10 websites`: one that is chosen for people.
fn chosen(s: &Sentence<'_>, i: usize) -> bool {
    (i.saturating_sub(5)..i).any(|at| s.cue(at) == Cue::Role(Role::Randomized) || s.is_word(at, ASSIGNING))
}

/// Verbs of chance.
const ASSIGNING: &[&str] =
    &["assigned to", "assigned to receive", "randomized to", "randomised to", "allocated to"];

/// What is counted in a trial and is no person, nor anything that happens to one.
const THINGS: &[&str] = &[
    "centers",
    "centres",
    "sites",
    "hospitals",
    "countries",
    "variables",
    "parameters",
    "outcomes",
    "measures",
    "domains",
    "scales",
    "subscales",
    "items",
    "questions",
    "end-points",
    "endpoints",
    "laboratories",
    "clinics",
    "comparisons",
    "biomarkers",
    "markers",
    "trials",
    "studies",
    "RCTs",
    "reviews",
];

/// Parts of bodies that are counted as people are.
const OF_BODIES: &[&str] = &["eyes", "teeth", "knees", "hips", "lesions"];

/// "412 participants (52.1% women)": the bracket says who the people are, and not what share of others they were.
fn describes(s: &Sentence<'_>, open: usize) -> bool {
    let named = s.items.get(open + 2).is_some_and(|item| matches!(item.shape, Shape::Word));
    // "125 patients underwent randomization (53.6% male; mean age, 57 years)"
    if s.opens(open) && s.percent(open + 1).is_some() && s.is_of(open + 2, Sort::Sex) {
        return true;
    }
    s.opens(open)
        && open > 0
        && s.cue(open - 1) == Cue::People
        && s.percent(open + 1).is_some()
        && named
        && matches!(s.cue(open + 2), Cue::None | Cue::People)
}

/// `, 43.7%` before what closes a bracket or goes on with another part of it.
fn percent_closes(s: &Sentence<'_>, at: usize) -> bool {
    let ends = s.closes(at + 2) || matches!(s.mark(at + 2), Some(',' | ';' | '.')) || s.opens(at + 2);
    matches!(s.mark(at), Some(',' | ';')) && s.percent(at + 1).is_some() && (ends || at + 2 == s.items.len())
}

/// The total behind the bracket that holds the percentage: `15 (7.7%) of 194`, `38 (55% [47-69]) of 69`.
fn behind_bracket(s: &Sentence<'_>, part: &Part) -> Option<((Number, usize), usize)> {
    let mut at = part.last + 1;
    if let Some(open) = (part.main + 1..part.last).find(|k| s.opens(*k))
        && !s.closes(part.last)
    {
        at = s.behind_bracket(open)?;
    }
    of_total(s, at).or_else(|| among(s, at))
}

/// "July 2016 among 5999", "through day 201 (4%", "follicles > 6 (51% …": a year, a day, or the end of what a bound or a
/// span of numbers tells.
pub(super) fn names_no_people(s: &Sentence<'_>, i: usize) -> bool {
    let Some(before) = i.checked_sub(1) else { return false };
    let year = s.count(i).and_then(|n| n.decimal.as_whole()).is_some_and(|n| (1900..2100).contains(&n));
    let dated = || {
        s.month(before)
            || s.is_word(before, &["in", "since", "from", "to", "until", "through", "by", "between"])
                && s.cue(i + 1) != Cue::People
    };
    // "an improvement of at least 2 (37% and 26%, respectively)"
    let least = || matches!(s.cue(before), Cue::AtLeast) && s.opens(i + 1) && s.cue(i + 1) != Cue::People;
    // "costs rose by $419 (11%)"
    let sum = matches!(s.mark(before), Some('$' | '€' | '£')) || s.cue(before) == Cue::Currency;
    // "two thirds of the drivers (67%)"
    let fraction = s.items[i].spelled
        && s.is_word(i + 1, &["third", "thirds", "quarter", "quarters", "fourths", "fifths", "fifth"]);
    let bounded = sum
        || fraction
        || matches!(s.mark(before), Some('<' | '>' | '≤' | '≥'))
        || least()
        || s.mark(before) == Some('=')
            && before > 0
            && !s.is_word(before - 1, &["n"])
            && !percent_closes(s, i + 1)
        || s.cue(before) == Cue::To && before > 0 && s.items[before - 1].numeric();
    // "through day 201", but not "after 3 weeks 40" and "in the first week 40".
    let day = matches!(s.cue(before), Cue::Time(_))
        && s.items[i].spaced
        && before.checked_sub(1).is_none_or(|at| {
            matches!(s.cue(at), Cue::Preposition | Cue::To | Cue::And | Cue::Of)
                || s.mark(at).is_some() && !s.items[before].spaced
        });
    // "in both study 1 (68%) and study 2 (75%)"
    let numbered = s
        .is_word(before, &["study", "trial", "experiment", "cohort", "cycle", "round", "part", "course"])
        // "during the study 9 (75%)", "in the trial two adults (7%)"
        && before.checked_sub(1).is_none_or(|at| s.cue(at) != Cue::Article || s.is_word(at, &["both"]))
        && s.cue(i + 1) != Cue::People
        && !s.items[i].spelled
        && s.count(i).and_then(|n| n.decimal.as_whole()).is_some_and(|n| n < 10);
    year && dated() || bounded || day || numbered || of_days(s, i)
}

/// `on days 14, 60 and 150 all patients`: the last of a list of days, weeks or visits.
fn of_days(s: &Sentence<'_>, i: usize) -> bool {
    // "in attacks two and three, 58 (71%)"
    if i == 0 || s.cue(i - 1) != Cue::And {
        return false;
    }
    let mut at = i;
    for _ in 0..6 {
        let joints = (at.saturating_sub(2)..at)
            .rev()
            .take_while(|k| s.cue(*k) == Cue::And || s.mark(*k) == Some(','))
            .count();
        let Some(before) = at.checked_sub(joints + 1).filter(|k| joints > 0 && s.items[*k].numeric()) else {
            break;
        };
        at = before;
    }
    at < i
        && at > 0
        && s.is_word(at - 1, &["days", "weeks", "months", "years", "hours", "visits", "attacks"])
        && at.checked_sub(2).is_none_or(|k| !s.items[k].numeric())
}

fn zero(s: &Sentence<'_>, i: usize) -> Number {
    Number { decimal: crate::finding::Decimal::whole(0), span: s.items[i].span }
}
