//! What is known of a candidate whatever the value, looked up once a sentence.

use super::candidates::{self, Candidate};
use super::general;
use super::nature::{CHANGE, MEASURED, PEOPLE, TREATMENT};
use super::phrase::{first_key, last_key, last_word, one_word};
use super::surroundings::{ANNOUNCES, Look, Natures};
use super::usage;
use super::{ARM, Carried, Recurs};
use crate::extract::sentence::Sentence;
use crate::lex::key;
use crate::text::Span;

/// What is known of a candidate whatever the value.
pub(super) struct Known {
    pub(super) look: Look,
    pub(super) span: Span,
    /// How often its last word stands in the article, and where.
    pub(super) recurs: (usize, usize),
    /// How its words are used.
    pub(super) usage: (usize, usize),
    counted: bool,
    /// Where the bracket ends in which it explains another name.
    pub(super) closed: Option<usize>,
}

impl Known {
    /// Whether it surely names no outcome: what only announces one, how much it was, a treatment under the very words of an arm.
    pub(super) fn nothing(&self) -> bool {
        self.counted
            || self.look.right == ANNOUNCES
            || self.look.compared
            || self.look.nature == TREATMENT && self.look.arm
    }

    /// Whether it has the very words of an arm, and its head is of nothing that is measured.
    pub(super) fn arm(&self) -> bool {
        self.look.arm && !matches!(self.look.nature, MEASURED | CHANGE | PEOPLE)
    }

    pub(super) fn of(
        s: &Sentence<'_>,
        all: &[Candidate],
        c: &Candidate,
        natures: &mut Natures,
        carried: &Carried,
    ) -> Self {
        let span = general::written_out(s, all, c);
        // Of a phrase of the lexicon, its last word.
        let (end, text) = (&s.items[c.last], s.words(c.last));
        let head = if one_word(s, c.last) { end.key } else { key(last_word(text)) };
        let Recurs { often, places } = carried.words.get(head);
        let recurs = (usize::from(often.min(5).saturating_sub(1)), usize::from(places));
        let usage = usage::usage_of(last_key(s, (c.first, c.last)), first_key(s, (c.first, c.last)));
        let of_arm = |word| carried.words.get(word).places & ARM != 0;
        let counted = candidates::unit(s, c);
        let closed = candidates::explains(s, c);
        Self { look: Look::of(s, c, natures, of_arm), span, recurs, usage, counted, closed }
    }
}
