//! Where a number stands: at the place of a value, or of a time.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::Statistic;
use crate::lex::{Classes, Cue, Sort};

/// What stands before a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// "was", "of", `=`, `:`, an opening bracket, "vs", a statistic's name.
    Joint,
    /// A comma, "and", "or", "to": the joint of a list.
    List,
    /// A word that names what is measured.
    Word,
    /// Anything else.
    Other,
}

/// The item before the value at `i`, words of approximation and signs of money aside.
pub(super) fn before(s: &Sentence<'_>, i: usize) -> Option<usize> {
    let mut at = i.checked_sub(1)?;
    for _ in 0..3 {
        let passed = matches!(s.cue(at), Cue::About | Cue::MoreThan | Cue::LessThan | Cue::Currency)
            || matches!(s.mark(at), Some('<' | '>' | '≤' | '≥' | '$' | '£' | '€' | '~'))
            || s.mark(at) == Some('.') && at > 0 && s.words(at - 1) == "Rs"
            || s.is_word(at, &["only", "just", "a", "an", "US", "as", "Rs"]);
        if !passed {
            break;
        }
        at = at.checked_sub(1)?;
    }
    // "to 150/84 mm Hg": the second of a pair stands where the first does.
    let paired = s.mark(at) == Some('/') && !s.items[at].spaced && !s.items[i].spaced;
    let first = at.checked_sub(2).filter(|_| paired && matches!(s.items[at - 1].shape, Shape::Number(_)));
    // "by 23 ± 15/16 ± 8 mm Hg"
    let spread = |first: usize| first > 1 && matches!(s.items[first].shape, Shape::PlusMinus);
    Some(first.map_or(at, |first| if spread(first) { first - 2 } else { first }))
}

pub(super) fn place(s: &Sentence<'_>, i: usize) -> Place {
    let Some(at) = before(s, i) else { return Place::Other };
    match (s.cue(at), s.mark(at)) {
        (Cue::Was | Cue::Of | Cue::Versus | Cue::Statistic(_), _) => Place::Joint,
        (Cue::Sd | Cue::Se | Cue::Iqr | Cue::Range, _) => Place::Joint,
        (_, Some('=' | ':' | '(' | '[')) => Place::Joint,
        (_, Some(')' | ']')) => Place::List,
        (Cue::And | Cue::Or | Cue::To, _) | (_, Some(',' | ';' | '/')) => Place::List,
        (Cue::Lower | Cue::Higher, _) => Place::Word,
        (Cue::None | Cue::Criterion | Cue::Group | Cue::Unit | Cue::Grade, None)
            if !s.items[at].numeric() =>
        {
            Place::Word
        }
        _ => Place::Other,
    }
}

/// The first item of the list of numbers that the number at `i` stands in: "3, 6 and 12".
pub(super) fn joint_before(s: &Sentence<'_>, i: usize) -> usize {
    let mut from = i;
    for _ in 0..6 {
        let Some(joint) = from.checked_sub(1).filter(|k| {
            matches!(s.cue(*k), Cue::And | Cue::Or | Cue::To) || matches!(s.mark(*k), Some(',' | '-'))
        }) else {
            break;
        };
        let Some(mut number) = joint.checked_sub(1) else { break };
        if s.mark(number) == Some(',') || s.mark(number) == Some('-') {
            number = number.saturating_sub(1);
        }
        let timed = matches!(s.cue(number), Cue::Time(_)) && number > 0;
        number -= usize::from(timed);
        if !matches!(s.items[number].shape, Shape::Number(_) | Shape::Range(_) | Shape::P(_)) {
            break;
        }
        from = number;
    }
    // A P value is no member of the list, but what its list of P values starts with.
    if from < i && matches!(s.items[from].shape, Shape::P(_)) { from + 1 } else { from }
}

/// Whether the number at `i` is a time, alone or in a list: "at 3 and 12 months", "on days 4 and 11", "over 2 years".
pub(super) fn at_a_time(s: &Sentence<'_>, i: usize) -> bool {
    if !s.holds(Sort::Time) || s.percent(i).is_some() {
        return false;
    }
    // "changed by -1.6 days"
    let below = s.number(i).is_some_and(|n| n.decimal.is_negative() && n.decimal.places() > 0);
    if below && i > 0 && s.is_word(i - 1, &["by"]) {
        return false;
    }
    let i = first_of_times(s, i);
    let from = joint_before(s, i);
    let Some(before) = from.checked_sub(1) else { return unit_ahead(s, i) && i == 0 };
    // "week 12", "days 4 and 11", with no unit of their own behind
    if matches!(s.cue(before), Cue::Time(_)) && s.number(i).is_some_and(|n| n.decimal.places() == 0) {
        let own = s.unit_end(i + 1).is_some() && from == i;
        let unit =
            before > 0 && s.items[before - 1].numeric() || s.mark(before.saturating_sub(1)) == Some('/');
        if !own && !unit {
            return true;
        }
    }
    // "similar in both, at 12.8 months (95% CI 9.7 to 22.9)": a time has no interval.
    let estimated = |end| {
        s.opens(end) && matches!(s.items.get(end + 1).map(|item| &item.shape), Some(Shape::Interval(_)))
    };
    if !unit_ahead(s, i) || s.unit_end(i + 1).is_some_and(estimated) {
        return false;
    }
    // "feverish for 2.7 days on average"
    let lasted =
        i > 0 && s.is_word(i - 1, &["for", "lasted"]) && s.number(i).is_some_and(|n| n.decimal.places() > 0);
    if lasted
        && s.unit_end(i + 1).is_some_and(|end| s.is_word(end, &["on"]) && s.is_word(end + 1, &["average"]))
    {
        return false;
    }
    // "at entry, and 2 and 7 months after treatment"
    let when = (i + 1..i + 9)
        .find(|k| matches!(s.cue(*k), Cue::Time(_)))
        .is_some_and(|k| s.is_word(k + 1, &["after", "before", "later", "post", "following"]));
    let told =
        || (before.saturating_sub(6)..before).any(|k| matches!(s.cue(k), Cue::Statistic(_) | Cue::Was));
    // "was assessed 1, 3 and 6 hours after"
    let taken = || {
        matches!(s.cue(before), Cue::Role(_))
            || s.is_word(before, &["measured", "recorded", "taken", "obtained", "performed", "determined"])
    };
    let later = when && (matches!(s.cue(before), Cue::And | Cue::Preposition) && !told() || taken());
    if later {
        return true;
    }
    // "at three time points: 4 h (P < 0.01), 7 h (P < 0.02)"
    if s.mark(before) == Some(':')
        && before > 0
        && s.is_word(before - 1, &["points", "timepoints", "times", "time points"])
    {
        return true;
    }
    if s.cue(before) == Cue::Of && before > 0 && s.is_word(before - 1, &["period", "course", "end"]) {
        return true;
    }
    let article = usize::from(s.cue(before) == Cue::Article && !s.is_word(before, &["a", "an", "every"]));
    let mut at = before.saturating_sub(article);
    if matches!(s.cue(at), Cue::About | Cue::AtMost | Cue::AtLeast) {
        at = at.saturating_sub(1);
    }
    let moved = || {
        s.is_word(at, &["to", "from", "by"]) && moved(s, at) && !(s.is_word(at, &["by"]) && deadline(s, i))
    };
    s.is(at, Classes::BEFORE_A_TIME) && !moved()
}

/// The first time of "at 4 h (2 vs 5), 12 h (2 vs 6) and 24 h (3 vs 5)", each with its results in a bracket.
fn first_of_times(s: &Sentence<'_>, i: usize) -> usize {
    let mut first = i;
    let joint = |k: usize| s.mark(k) == Some(',') || s.cue(k) == Cue::And;
    for _ in 0..4 {
        if !matches!(s.cue(first + 1), Cue::Time(_)) || !s.opens(first + 2) || s.items[first].depth > 0 {
            break;
        }
        let close = (first.saturating_sub(3)..first).rev().find(|k| !joint(*k));
        let Some(close) = close.filter(|k| *k + 1 < first && s.closes(*k)) else { break };
        let open = (close.saturating_sub(24)..close).rev().find(|k| s.opens(*k) && s.items[*k].depth == 0);
        let timed = |open: &usize| {
            *open > 1 && matches!(s.cue(open - 1), Cue::Time(_)) && s.number(open - 2).is_some()
        };
        let Some(open) = open.filter(timed) else { break };
        first = open - 2;
    }
    first
}

/// "fell from 12 to 9 days", "shortened by 3 days": the times are values.
/// "pressure had fallen by 8 weeks": a whole number of some time, where nothing that lasts is spoken of.
fn deadline(s: &Sentence<'_>, i: usize) -> bool {
    s.number(i).is_some_and(|n| n.decimal.places() == 0)
        && s.unit_end(i + 1).is_none_or(|end| !lasts(s, end..end + 3))
        && !lasts(s, s.clause_start(i)..i)
}

/// Whether what lasts, or what lasts until an event, is spoken of.
pub(super) fn lasts(s: &Sentence<'_>, range: std::ops::Range<usize>) -> bool {
    s.any(range, Classes::LASTING | Classes::SURVIVAL)
}

fn moved(s: &Sentence<'_>, at: usize) -> bool {
    // "median survival from 5.2 months to 6.6 months", but "mean survival to 10 years"
    let median = |cue| matches!(cue, Cue::Statistic(Statistic::Mean | Statistic::Median)).then_some(());
    let paired = if s.is_word(at, &["from"]) {
        (at + 2..at + 14).any(|k| s.cue(k) == Cue::To && s.number(k + 1).is_some())
    } else {
        (at.saturating_sub(14)..at).any(|k| s.is_word(k, &["from"]) && s.number(k + 1).is_some())
    };
    s.any(at.saturating_sub(12)..at, Classes::MOVED)
        // "the stay went from 9.2 days to 6.7 days"
        || paired && s.any(at.saturating_sub(8)..at, Classes::LASTING)
            && !s.any(at.saturating_sub(12)..at, Classes::FOLLOW_UP)
        || paired
            && s.before(at, 12, Classes::STATISTIC, median).is_some()
            && !s.any(at.saturating_sub(12)..at, Classes::FOLLOW_UP)
}

/// `weight remained at 84 kg`, `creatinine averaged 118 μmol/L`: verbs that stand before a level.
pub(super) fn stayed(s: &Sentence<'_>, at: usize) -> bool {
    let mut verb = at - usize::from(at > 0 && s.is_word(at, &["at"]));
    // "remained stable at 7.9%"
    if verb < at && verb > 0 && s.is_word(verb, &["stable", "constant", "unchanged"]) {
        verb -= 1;
    }
    s.is_word(verb, &["remained", "stayed", "averaged", "reached", "stabilized", "stabilised", "maintained"])
}

/// The length of the study or of its treatment.
pub(super) fn course(s: &Sentence<'_>, at: usize) -> bool {
    // "taken for the duration of 9 weeks"
    let given = s.cue(at) == Cue::Of
        && at > 2
        && s.is_word(at - 1, &["duration", "length"])
        && s.cue(at - 2) == Cue::Article
        && s.is_word(at - 3, &["for"]);
    given || (at.saturating_sub(5)..at).any(|k| s.is(k, Classes::COURSE))
}

/// A unit of time behind the number, or behind the list it is in.
fn unit_ahead(s: &Sentence<'_>, i: usize) -> bool {
    for at in i + 1..i + 9 {
        if matches!(s.cue(at), Cue::Time(_)) {
            return true;
        }
        let goes_on = matches!(s.cue(at), Cue::And | Cue::Or | Cue::To)
            || s.mark(at) == Some(',')
            || s.items.get(at).is_some_and(|item| matches!(item.shape, Shape::Number(_)));
        if !goes_on {
            return false;
        }
    }
    false
}
