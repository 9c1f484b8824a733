//! Lists of a measure whose values each stand beside what they are of.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Measure, Number};
use crate::lex::{Classes, Cue};

use super::list::listable;

/// Words that name what a value is of, at most.
const NAME: usize = 10;

/// `NNTs were 34 for vorinal and 43 for tamirol`, `diabetes (risk ratio, 2.17), obesity (1.82), and age (1.36)`, `r = -0.35 and -0.32`:
/// the next value of the list, printed as the one that ends before `from`.
pub(super) fn next(s: &Sentence<'_>, from: usize, measure: Measure, last: Option<Number>) -> Option<usize> {
    let last = last.filter(|_| listable(measure))?;
    let alike = |at: &usize| {
        let whole = measure == Measure::NumberNeededToTreat;
        s.plain(*at)
            .is_some_and(|n| whole || n.decimal.places() == last.decimal.places() && n.decimal.places() > 0)
            && !s.items[*at].named
            && !s.spent[*at]
            && s.unit_end(at + 1).is_none()
    };
    beside(s, from).or_else(|| in_brackets(s, from)).or_else(|| pair(s, from, measure)).filter(alike)
}

/// `34 for vorinal and 43 for tamirol`: behind the same word as the value before.
fn beside(s: &Sentence<'_>, from: usize) -> Option<usize> {
    if s.cue(from) != Cue::Preposition {
        return None;
    }
    let at = joined(s, named(s, from + 1))?;
    s.words(at + 1).eq_ignore_ascii_case(s.words(from)).then_some(at)
}

/// `diabetes (risk ratio, 2.17), obesity (1.82)`, `… (OR 2.17; P=0.01), obesity (1.82; P=0.03)`: in a bracket behind its name.
fn in_brackets(s: &Sentence<'_>, from: usize) -> Option<usize> {
    let name = joined(s, from + 1).filter(|_| s.closes(from))?;
    let open = named(s, name);
    let behind = open + 2;
    let tested = matches!(s.mark(behind), Some(',' | ';'))
        && s.items.get(behind + 1).is_some_and(|item| matches!(item.shape, Shape::P(_)));
    let alone = s.closes(behind) || tested && s.closes(behind + 2);
    (open > name && s.opens(open) && alone).then_some(open + 1)
}

/// `r = -0.35 and -0.32`: of what is never more than one.
fn pair(s: &Sentence<'_>, from: usize, measure: Measure) -> Option<usize> {
    let coefficient = s.number(from + 1).is_some_and(|n| n.to_f64().abs() <= 1.0);
    let ends = s.is(from + 2, Classes::BRACKET) || matches!(s.mark(from + 2), Some(',' | ';'));
    (measure == Measure::Correlation && s.cue(from) == Cue::And && coefficient && ends).then_some(from + 1)
}

/// The place behind the joints of a list, of which there must be one.
fn joined(s: &Sentence<'_>, from: usize) -> Option<usize> {
    let joint = |k: &usize| matches!(s.mark(*k), Some(',' | ';')) || s.cue(*k) == Cue::And;
    let joints = (from..from + 2).take_while(joint).count();
    (joints > 0).then_some(from + joints)
}

/// The place behind the words of a name, which hold no number of their own and tell of nothing else.
fn named(s: &Sentence<'_>, from: usize) -> usize {
    let word = |k: &usize| {
        let other = matches!(
            s.cue(*k),
            Cue::And | Cue::Measure { .. } | Cue::Statistic(_) | Cue::Difference | Cue::Was
        );
        s.is(*k, Classes::WORD) && !other
            || s.mark(*k) == Some('-')
            || s.items.get(*k).is_some_and(|item| item.named)
    };
    from + (from..from + NAME).take_while(word).count()
}
