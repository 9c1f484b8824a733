//! Names of what was measured stand where those of arms do: "a greater fall in cortisol than tolvarin", "12% for mortality
//! and 8% for stroke".

use super::Mention;
use super::phrase::Phrase;
use super::short_form::ShortForms;
use crate::extract::bind::outcome::names_outcome;
use crate::extract::bind::words::Word;
use crate::lex::Sort;

/// What is known where a sentence is looked at.
pub(super) struct Around<'a, 't> {
    /// Where it names arms that are known.
    pub(super) known: &'a [Mention],
    /// Two arms or more are known.
    pub(super) paired: bool,
    pub(super) forms: &'a ShortForms<'t>,
}

impl Around<'_, '_> {
    /// Whether a phrase holds the name of an arm.
    pub(super) fn knows(&self, found: &Phrase<'_>) -> bool {
        let ends = found.name.first().zip(found.name.last());
        ends.is_some_and(|(a, b)| self.known.iter().any(|m| m.first <= b.item && m.last >= a.item))
    }

    /// Whether a phrase is of nobody: of what was measured.
    pub(super) fn of_nobody(&self, found: &Phrase<'_>) -> bool {
        self.paired && self.paired && !found.people && !self.knows(found) && measured(&found.name, self.forms)
    }
}

/// Whether a phrase is called by something measured: its last word says so, or the last of what it is short for.
pub(super) fn measured(name: &[Word<'_>], forms: &ShortForms<'_>) -> bool {
    let Some(last) = name.last() else { return false };
    // "the control side"
    if name.iter().any(|w| w.sorts.meet(&[Sort::Control, Sort::Experimental])) {
        return false;
    }
    match forms.get(last.key).and_then(|form| form.long.last()) {
        Some(long) => names_outcome(long.text),
        // "PC": two letters are short for many things.
        None => last.text.len() > 2 && names_outcome(last.text),
    }
}
