//! Numbers needed to treat that are told in words.

use crate::extract::item::Shape;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::{Estimate, Measure, Reported};
use crate::lex::{Classes, Cue};

/// Items around the words where it stands what people are treated for.
const REACH: usize = 24;

/// Words between the number and its people, at most: "five older women".
const ADJECTIVES: usize = 3;

/// Verbs of what is to come of it: without one, that people needed to be treated tells nothing.
const FOR: &[&str] = &[
    "prevent", "avoid", "avert", "save", "spare", "obtain", "achieve", "yield", "gain", "produce", "give",
    "cause", "detect",
];

/// Whether the name at `i` tells what people need, and not what number is needed.
pub(super) fn told(s: &Sentence<'_>, i: usize) -> bool {
    matches!(s.cue(i), Cue::Measure { measure: Measure::NumberNeededToTreat, .. })
        && s.words(i).get(..4).is_some_and(|word| word.eq_ignore_ascii_case("need"))
}

/// `to prevent one death, 21 people (95% CI 14 to 45) would need to be treated`.
pub(super) fn read(s: &Sentence<'_>, i: usize) -> Option<Reading> {
    let mut at = i - usize::from(i > 0 && s.is_word(i - 1, &["would", "will", "must"]));
    let mut used = vec![i];
    let mut interval = None;
    if let Some(inside) = at.checked_sub(2).filter(|k| *k > 0 && s.closes(k + 1) && s.opens(k - 1))
        && let Shape::Interval(limits) = &s.items[inside].shape
        && !s.spent[inside]
    {
        interval = Some((**limits).clone());
        used.push(inside);
        at = inside - 1;
    }
    let people = at.checked_sub(1).filter(|k| s.cue(*k) == Cue::People)?;
    let number = (people.saturating_sub(ADJECTIVES)..people).rev().find(|k| s.items[*k].numeric())?;
    let value = s.plain(number).filter(|_| (number + 1..people).all(|k| s.is(k, Classes::WORD)))?;
    if !(number.saturating_sub(REACH)..s.items.len().min(i + REACH)).any(|k| s.is_word(k, FOR)) {
        return None;
    }
    let estimate = Estimate {
        value: Some(value),
        value_op: s.bound(number),
        ..Estimate::of_interval(Measure::NumberNeededToTreat, interval, None)
    };
    used.push(number);
    Some(Reading::new(Reported::Estimate(estimate), number, i, number, used))
}
