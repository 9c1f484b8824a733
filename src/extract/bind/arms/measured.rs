//! Names of what was measured stand where those of arms do: "a greater fall in cortisol than tolvarin", "12% for mortality
//! and 8% for stroke".

use super::Mention;
use super::candidate::Candidate;
use super::phrase::Phrase;
use super::short_form::ShortForms;
use super::stands::counted;
use crate::extract::bind::outcome::{measures, names_outcome};
use crate::extract::bind::words::{Word, Words};
use crate::lex::Sort;

/// What is known where a sentence is looked at.
pub(super) struct Around<'a, 't> {
    /// Where it names arms that are known.
    pub(super) known: &'a [Mention],
    /// Two arms or more are known.
    pub(super) paired: bool,
    pub(super) forms: &'a ShortForms<'t>,
    /// All sentences.
    pub(super) words: &'a [Words<'t>],
}

impl Around<'_, '_> {
    /// Whether a phrase holds the name of an arm.
    pub(super) fn knows(&self, found: &Phrase<'_>) -> bool {
        self.known_in(found).is_some()
    }

    /// Where the name of an arm stands in a phrase.
    pub(super) fn known_in(&self, found: &Phrase<'_>) -> Option<&Mention> {
        let (first, last) = found.name.first().zip(found.name.last())?;
        self.known.iter().find(|m| m.first <= last.item && m.last >= first.item)
    }

    /// Whether a phrase is the name of an arm, and no more.
    pub(super) fn is_known(&self, found: &Phrase<'_>) -> bool {
        let whole = |m: &Mention| found.name.iter().all(|w| (m.first..=m.last).contains(&w.item));
        self.known_in(found).is_some_and(whole)
    }

    /// Whether a phrase is of nobody: of what was measured.
    pub(super) fn of_nobody(&self, found: &Phrase<'_>) -> bool {
        self.paired && !found.people && !self.knows(found) && measured(&found.name, self.forms)
    }
}

/// Whether a phrase is called by something measured: its last word says so, or the last of what it is short for.
pub(super) fn measured(name: &[Word<'_>], forms: &ShortForms<'_>) -> bool {
    let Some(last) = name.last() else { return false };
    // "the control side"
    if name.iter().any(|w| w.sorts.meet(&[Sort::Control, Sort::Experimental])) {
        return false;
    }
    if last.is(SCALES) {
        return true;
    }
    match forms.get(last.key).and_then(|form| form.long.last()) {
        Some(long) => names_outcome(long.text),
        // "PC": two letters are short for many things.
        None => last.text.len() > 2 && names_outcome(last.text),
    }
}

/// The lists of comparisons of what was measured.
pub(super) fn comparisons(
    compared: &[Candidate<'_>],
    forms: &ShortForms<'_>,
    happens: &[&[Word<'_>]],
) -> Vec<usize> {
    let pairs = compared.chunk_by(|a, b| a.list == b.list);
    let measured =
        |pair: &&[Candidate<'_>]| one_sided(pair, forms) || pair.iter().any(|c| counted(happens, &c.words));
    pairs.filter(measured).map(|pair| pair[0].list).collect()
}

/// Whether one side of a comparison is something measured and the other is not: "a greater fall in pressure compared with
/// tolvarin".
fn one_sided(pair: &[Candidate<'_>], forms: &ShortForms<'_>) -> bool {
    let [one, other] = pair else { return false };
    // Patients and controls are called by what the first have.
    let control = |c: &Candidate<'_>| c.words.iter().any(|w| w.sorts.meet(&[Sort::Control, Sort::Side]));
    let own = |c: &Candidate<'_>| {
        let last = c.words.last()?;
        let long = forms.get(last.key).and_then(|form| form.long.last());
        Some(measures(long.unwrap_or(last).text))
    };
    own(one) != own(other) && !control(one) && !control(other)
}

/// What a value is told on, or is.
const SCALES: &[&str] = &[
    "scale",
    "scales",
    "subscale",
    "subscales",
    "value",
    "values",
    "position",
    "questionnaire",
    "inventory",
];
