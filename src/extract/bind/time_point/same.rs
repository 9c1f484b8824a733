//! Times that are one: the end of a stretch, what only says another once more, hours of a day.

use super::place::{Manner, Place, unit};
use crate::extract::sentence::Sentence;
use crate::finding::TimeUnit;
use crate::lex::Cue;

/// `24 hours after dosing`, `2 h postdose`: when on its day, of a study whose own time is told.
pub(super) fn of_a_dose(s: &Sentence<'_>, place: &Place) -> bool {
    const DOSE: &[&str] = &["dosing", "dose", "doses", "administration", "intake", "ingestion"];
    let behind = place.last + 1;
    s.is_word(behind, &["postdose", "post-dose", "postdosing"])
        || s.is_word(behind, &["after", "post", "following"])
            && (behind + 1..behind + 5)
                .take_while(|k| s.mark(*k).is_none_or(|mark| mark == '-'))
                .any(|k| s.is_word(k, DOSE))
}

/// Whether a time is the very start: "week 0".
pub(super) fn from_none(place: &Place) -> bool {
    place.point.as_ref().and_then(|point| point.value.decimal.as_whole()) == Some(0)
}

/// Whether a time is the end of a stretch that begins with the time before.
pub(super) fn through(s: &Sentence<'_>, last: &Place, place: &Place) -> bool {
    let first = place.first;
    let between = last.last + 1;
    let joint = |k: usize| s.is_word(k, &["through", "throughout"]) || s.cue(k) == Cue::And;
    let from = |word: &str| {
        last.first.checked_sub(1).is_some_and(|b| s.is_word(b, &[word])) || s.is_word(last.first, &[word])
    };
    let stretch =
        s.cue(first) == Cue::To && first == between || s.cue(between) == Cue::To && first == between + 1;
    if stretch && !from_none(last) && from("from") {
        return true;
    }
    let until = if first == between {
        // "from week 0 to week 12": to that week
        s.is_word(first, &["through"]) || s.cue(first) == Cue::To && from_none(last)
    } else {
        first == between + 1 && (joint(between) || s.cue(between) == Cue::To && from_none(last))
    };
    until && (from("from") || from("between"))
}

/// Whether a time stands alone with what it is counted from in the bracket right behind another: `at week 24 (17 weeks after quitting)`.
pub(super) fn said_again(s: &Sentence<'_>, last: &Place, place: &Place) -> bool {
    let open = last.last + 1;
    let words = |end: usize| (place.last + 1..end - 1).all(|k| s.is_plain_word(k) && !s.items[k].numeric());
    last.manner == Manner::Adverb
        && last.point.is_some()
        && s.opens(open)
        && (open + 1..open + 3).contains(&place.first)
        && s.behind_bracket(open).is_some_and(|end| end > place.last && words(end))
}

/// Hours and minutes.
pub(super) fn short(unit: TimeUnit) -> bool {
    matches!(unit, TimeUnit::Hour | TimeUnit::Minute)
}

/// Whether a time right behind another tells when on that day it was.
pub(super) fn closer(s: &Sentence<'_>, last: &Place, place: &Place) -> bool {
    let (Some(day), Some(hour)) = (&last.point, &place.point) else { return false };
    let named = |place: &Place| unit(s, place.first).is_some() || unit(s, place.first + 1).is_some();
    !short(day.unit)
        && short(hour.unit)
        && place.first == last.last + 2
        && s.mark(place.first - 1) == Some(',')
        && named(place)
        && named(last)
}
