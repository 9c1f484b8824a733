//! Numbers that count something else than people.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::lex::{Classes, Cue};

use super::germ;

/// Whether the number at `i` is no number of people, by what stands right around it.
pub(in crate::extract) fn excluded(s: &Sentence<'_>, i: usize) -> bool {
    let n = s.count(i).and_then(|n| n.decimal.as_whole()).unwrap_or(0);
    n == 0 || year(s, i, n) || behind(s, i) || before(s, i)
}

/// `17 villages`, `3 nights`, `8 ± 2`: what is counted stands behind the number.
fn behind(s: &Sentence<'_>, i: usize) -> bool {
    let things = |at: usize| {
        // "46 age- and sex-matched children"
        matches!(s.cue(at), Cue::Time(_) | Cue::Dose | Cue::Unit | Cue::Things | Cue::PercentagePoint)
            || s.cue(at) == Cue::Criterion && s.mark(at + 1) != Some('-')
    };
    // "672 study participants", "78 men aged 25 to 50", "120 Tibetans aged 40".
    let aged = || s.is_word(i + 2, &["aged"]) && s.cue(i + 1) == Cue::None && s.words(i + 1).ends_with('s');
    let people = s.cue(i + 1) == Cue::People || s.cue(i + 2) == Cue::People || aged();
    // "81 received study medication"
    let verb = s.cue(i + 1) == Cue::Received && s.cue(i + 2) == Cue::Things;
    // "245 third-year medical students"
    let people = people || of_a_year(s, i + 1).is_some_and(|year| s.any(year + 1..year + 6, Classes::PEOPLE));
    // "94 (aged 41 to 80 years) completed the study"
    let aged_aside = s.opens(i + 1) && s.is_word(i + 2, &["aged"]);
    // "12 cases of relapse"
    let placed = i > 0 && matches!(s.cue(i - 1), Cue::Preposition | Cue::Of | Cue::Role(_));
    let cases = s.is_word(i + 1, &["cases", "case"]) && s.cue(i + 2) == Cue::Of && !placed;
    // "30 to ≤160 mg"
    let bounded = i > 0
        && s.opens(i - 1)
        && s.cue(i + 1) == Cue::To
        && matches!(s.mark(i + 2), Some('<' | '>' | '≤' | '≥'));
    // "14 treated to prevent one death"
    let needed = s.cue(i + 1) == Cue::Received
        && s.cue(i + 2) == Cue::To
        && s.is_word(i + 3, &["prevent", "avoid", "save"]);
    cases
        || bounded
        || needed
        || groups(s, i)
        || (i + 1..i + 3).any(|at| things(at) && !(at > i + 1 && verb))
            && !people
            && !aged_aside
            && !germ(s, i + 1)
        || s.is_word(i + 1, &["million", "billion", "trials", "studies", "villages", "classes", "nights"])
        || matches!(s.items.get(i + 1).map(|item| &item.shape), Some(Shape::PlusMinus))
}

/// `first year`, `third-year`: the place of the year of those who learn in it.
pub(super) fn of_a_year(s: &Sentence<'_>, i: usize) -> Option<usize> {
    const YEARS: &[&str] = &["first", "second", "third", "fourth", "fifth", "sixth", "final"];
    let year = i + 1 + usize::from(s.mark(i + 1) == Some('-'));
    (s.is_word(i, YEARS) && s.is_word(year, &["year"])).then_some(year)
}

/// `4 experimental groups`: how many groups there are.
fn groups(s: &Sentence<'_>, i: usize) -> bool {
    let several = |at: usize| {
        s.cue(at) == Cue::Group
            && s.is_word(at, &["groups", "arms", "cohorts"])
            && s.cue(at + 1) != Cue::People
    };
    let kind = s.is(i + 1, Classes::WORD) && s.cue(i + 1) == Cue::None;
    several(i + 1) || kind && several(i + 2)
}

/// `aged 18`, `grade 3`, `≥18`, `2:1 to`, `per 100`, `week 6`.
fn before(s: &Sentence<'_>, i: usize) -> bool {
    let Some(at) = i.checked_sub(1) else { return false };
    // "1:1 to", "2:1:1"; "January 2012: 13 patients" is none.
    let ratio = s.mark(at) == Some(':') && !s.items[i].spaced && at > 0 && s.items[at - 1].numeric();
    matches!(s.cue(at), Cue::Criterion | Cue::Grade)
        || s.month(at)
        || s.cue(at) == Cue::Of && at > 0 && s.cue(at - 1) == Cue::Criterion
        || matches!(s.mark(at), Some('<' | '>' | '≤' | '≥' | '/'))
        // "one more event for every 173 people", "HLA-B*5701-negative"
        || s.is_word(at, &["per", "every"])
        || s.mark(at) == Some('*') && !s.items[i].spaced
        || matches!(s.cue(at), Cue::MoreThan | Cue::LessThan) && !s.any(i + 1..i + 4, Classes::PEOPLE)
        // "one in six women"
        || s.is_word(at, &["in"]) && at > 0 && one(s, at - 1)
        || ratio
        || spans(s, at)
        || dated(s, at)
}

/// "one", "about 1": of so many; but "study 1 in 21 adults".
fn one(s: &Sentence<'_>, i: usize) -> bool {
    let named =
        i > 0 && matches!(s.cue(i - 1), Cue::None | Cue::Things | Cue::Group | Cue::Grade | Cue::Time(_));
    (s.items[i].spelled || !named) && s.items[i].number().is_some_and(|n| n.decimal.as_whole() == Some(1))
}

/// `between 55 and 70 were recruited`: the end of a span, of ages more often than not.
fn spans(s: &Sentence<'_>, joint: usize) -> bool {
    s.cue(joint) == Cue::And
        && joint > 1
        && s.items[joint - 1].numeric()
        && (s.is_word(joint - 2, &["between"])
            // "between ages 15 and 40"
            || s.cue(joint - 2) == Cue::Criterion && s.is_word(joint - 2, &["age", "ages"])
            // "the ages of 23 and 61"
            || s.cue(joint - 2) == Cue::Of && joint > 2 && s.cue(joint - 3) == Cue::Criterion)
}

/// Items of a list of days or weeks, at most.
const DATES: usize = 24;

/// Behind "week", "on days 1, 8 and": the number says when.
fn dated(s: &Sentence<'_>, mut at: usize) -> bool {
    for _ in 0..DATES {
        if let Cue::Time(_) = s.cue(at) {
            // "After 3 months, 40 patients" and "in the first week, 40 patients" are no dates of that sort.
            let named = at + 1 < s.items.len() && s.items[at + 1].numeric();
            return named && (at == 0 || !s.items[at - 1].numeric());
        }
        let list = matches!(s.cue(at), Cue::And | Cue::Or | Cue::To)
            || s.mark(at).is_some_and(|c| matches!(c, ',' | '-'))
            || s.items[at].numeric();
        if !list || at == 0 {
            return false;
        }
        at -= 1;
    }
    false
}

/// "between 2007 and 2012": years, unless people stand right behind; "Rivas 1997 studied": of a study that is cited.
fn year(s: &Sentence<'_>, i: usize, n: u64) -> bool {
    let Some(before) = i.checked_sub(1).filter(|_| (1900..2100).contains(&n)) else { return false };
    let people = |reach: usize| (i + 1..i + reach).any(|at| s.cue(at) == Cue::People);
    // "from May 6, 2011 to", "from June, 2014 to"
    let day = || before > 1 && s.month(before - 2) && s.items[before - 1].numeric();
    let of_month = s.mark(before) == Some(',') && (before > 0 && s.month(before - 1) || day());
    let dated = s.is(before, Classes::DATED) || s.mark(before) == Some('-') || of_month;
    let dated = dated && !moved(s, i);
    dated && !people(4) || cites(s, before) && (s.is(i + 1, Classes::STEP) || !people(3))
}

/// `1920 adults were assigned to tolvarin and 1944 to placebo`, `and 2001 were assigned`: whether a number behind "and" goes on with what
/// people did or got, as no year does.
fn moved(s: &Sentence<'_>, i: usize) -> bool {
    let next = i + 1;
    let goes = match s.cue(next) {
        Cue::To => !s.items.get(next + 1).is_some_and(|item| item.numeric() || s.month(next + 1)),
        Cue::Received | Cue::Role(_) => true,
        Cue::Was => matches!(s.cue(next + 1), Cue::Received | Cue::Role(_)),
        _ => false,
    };
    goes && i > 1 && s.cue(i - 1) == Cue::And && !s.items[i - 2].numeric() && !s.month(i - 2)
}

/// A name printed as those of people are.
fn cites(s: &Sentence<'_>, i: usize) -> bool {
    let mut letters = s.words(i).chars();
    s.cue(i) == Cue::None
        && letters.next().is_some_and(char::is_uppercase)
        && letters.clone().count() > 1
        && letters.all(char::is_lowercase)
}
