//! Abbreviations that an article defines: `absolute difference (AD)` makes AD a measure's name, `heart rate (HR)` makes HR
//! none.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::lex::{Classes, Cue};

use super::estimate::{Named, named_by_cue};

/// No article defines more abbreviations of measures.
const MOST: usize = 24;

/// The abbreviations defined so far, and the measure each means, if it means one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names(Vec<(String, Option<Named>)>);

impl Names {
    /// Whether the article has defined none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What the article says the word at `i` means; nothing where it says nothing.
    pub(super) fn get(&self, s: &Sentence<'_>, i: usize) -> Option<Option<Named>> {
        if self.0.is_empty() || !matches!(s.cue(i), Cue::None | Cue::Measure { .. }) {
            return None;
        }
        let word = singular(s.words(i));
        self.0.iter().find(|(name, _)| name == word).map(|(_, named)| *named)
    }

    /// Notes the abbreviations that a sentence defines.
    pub(super) fn note(&mut self, s: &Sentence<'_>) {
        let mut from = 1;
        while let Some(open) = s.first(from..s.items.len(), Classes::BRACKET) {
            from = open + 1;
            let i = open + 1;
            if !s.opens(open) || !s.closes(i + 1) || !matches!(s.items[i].shape, Shape::Word) {
                continue;
            }
            let name = singular(s.words(i));
            let short = (2..=6).contains(&name.len())
                && name.bytes().filter(u8::is_ascii_uppercase).count() > 1
                && name.bytes().all(|b| b.is_ascii_alphabetic());
            if !short || self.0.len() == MOST || self.get(s, i).is_some() {
                continue;
            }
            let measure = |at: usize| match s.cue(at) {
                Cue::Measure { measure, .. } => Some(measure),
                _ => None,
            };
            let (own, before) = (measure(i), measure(i - 2));
            if own.is_some() && spelled_by_others(s, i, name) {
                self.0.push((name.to_owned(), None));
            } else if before.is_some() && before != own && (own.is_some() || s.cue(i) == Cue::None) {
                // "rate ratio (RR)": by its letters it might be a risk ratio.
                self.0.push((name.to_owned(), named_by_cue(s, i - 2)));
            }
        }
    }
}

/// `ADs` are several of what `AD` is one.
fn singular(name: &str) -> &str {
    name.strip_suffix('s').unwrap_or(name)
}

/// `response rate (RR)`: the words before the bracket have the letters, and none of them names a measure.
fn spelled_by_others(s: &Sentence<'_>, i: usize, name: &str) -> bool {
    let Some(from) = (i - 1).checked_sub(name.len()) else { return false };
    // "hazard radio (HR)" is a slip.
    if s.is_word(from, &["hazard", "hazards", "odds", "risk", "relative", "incidence"]) {
        return false;
    }
    name.chars().zip(from..i - 1).all(|(letter, at)| {
        matches!(s.items[at].shape, Shape::Word)
            && !matches!(s.cue(at), Cue::Measure { .. })
            && s.words(at).chars().next().is_some_and(|first| first.eq_ignore_ascii_case(&letter))
    })
}
