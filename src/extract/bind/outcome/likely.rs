//! What people were likely to do: `were more likely to smoke daily (odds ratio, 2.1)`.

use super::changes::NOUNS;
use super::clause::{REACH, arm_to};
use super::phrase::content;
use crate::extract::bind::frames::Scene;
use crate::extract::read::Reading;
use crate::lex::Cue;
use crate::text::Span;

/// `were more likely to smoke daily (odds ratio, 2.1)`: what was likely.
pub(super) fn likely(scene: &Scene<'_, '_>, reading: &Reading) -> Option<Span> {
    let s = scene.s;
    let open = reading.first.checked_sub(1).filter(|b| s.opens(*b))?;
    let at = (open.saturating_sub(REACH / 2)..open).rfind(|k| s.is_word(*k, &["likely"]))?;
    let to = (at + 1..open).find(|k| s.cue(*k) == Cue::To)?;
    let whom = |k: usize| matches!(s.cue(k), Cue::Versus | Cue::Group | Cue::Article | Cue::People);
    if !(at + 1..to).all(|k| whom(k) || arm_to(scene, k).is_some()) {
        return None;
    }
    let be = s.is_word(to + 1, &["be"]);
    let empty = ["be", "have", "experience", "report", "develop", "show", "achieve"];
    let first = to + 1 + usize::from(s.is_word(to + 1, &empty));
    let first = first + usize::from(s.cue(first) == Cue::Article);
    let goes_on = |k: &usize| {
        // "improvement in pain"
        let of_change = k.checked_sub(1).is_some_and(|b| b >= first && s.is_word(b, NOUNS));
        (!matches!(s.cue(*k), Cue::Preposition) || of_change)
            && !matches!(s.cue(*k), Cue::Versus | Cue::And)
            && !s.is_word(*k, &["when", "if"])
            && s.mark(*k).is_none_or(|mark| mark == '-')
            && arm_to(scene, *k).is_none()
    };
    let end = (first..open).take_while(goes_on).last()?;
    let last = (first..=end).rfind(|k| content(s, *k))?;
    if (first..=last).any(|k| s.cue(k) == Cue::Was || s.is_word(k, &["that"])) {
        return None;
    }
    // "to occur", "to be prescribed": a verb alone says not of what.
    if first == last && (be && s.words(first).ends_with("ed") || s.is_word(first, &["occur", "happen"])) {
        return None;
    }
    // Nothing but whom and when stands between.
    let apart = (end + 1..open).any(|k| matches!(s.cue(k), Cue::And | Cue::Or) || s.mark(k).is_some());
    (!apart).then(|| s.items[first].span.to(s.items[last].span))
}
