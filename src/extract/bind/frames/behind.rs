//! What stands right behind a value: the arm or the people it is of, or the same value in other words.

use std::borrow::Cow;

use super::super::arms::Mention;
use super::Scene;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::{ArmId, Reported, Role};
use crate::lex::{Cue, Sort};

/// Items from "of" to "controls", at most: "of the healthy controls".
const CONTROLS: usize = 4;

/// Items of the rest of a value's bracket, at most.
const BRACKET: usize = 12;

/// Items from a value to "treated", at most: "among the unknown-treated".
const GOT: usize = 6;

/// Items from a value to the group that it is of, at most.
const GROUP: usize = 8;

impl Scene<'_, '_> {
    /// The arm right behind a value, with nothing but its unit, a bracket and joints between: `12% (95% CI, …) of those in the A group`.
    pub(super) fn closed_by(&self, i: usize) -> Option<ArmId> {
        self.closer(i).map(|m| m.arm)
    }

    /// Where it is named.
    pub(super) fn closer(&self, i: usize) -> Option<Mention> {
        let s = self.s;
        let last = behind_value(s, &self.readings[i]);
        let mention = self.named(last, last + GROUP).first()?;
        let joint = |k: usize| {
            matches!(
                s.cue(k),
                Cue::Preposition
                    | Cue::Of
                    | Cue::Article
                    | Cue::People
                    | Cue::Received
                    | Cue::Role(Role::Randomized)
            )
        };
        let placed = (last..mention.first).any(|k| matches!(s.cue(k), Cue::Preposition | Cue::Of));
        (placed && (last..mention.first).all(joint)).then_some(*mention)
    }

    /// `12% (95% CI, …) in the other group`, `4% for each of the active groups`: a value with people right behind it whom
    /// nothing known names.
    pub(super) fn of_unknown(&self, i: usize) -> bool {
        let s = self.s;
        let last = behind_value(s, &self.readings[i]);
        // "12% of the women received more than one", "12% took a diuretic" are of whoever is named.
        let got = |k: usize| {
            const GOT: &[&str] =
                &["treated", "receiving", "taking", "given", "assigned", "allocated", "randomi"];
            let who = k > 0 && s.is_word(k - 1, &["who"]);
            who && s.cue(k) == Cue::Received || GOT.iter().any(|got| s.words(k).starts_with(got))
        };
        let treated = got(last);
        if !treated && !matches!(s.cue(last), Cue::Preposition | Cue::Of) {
            return false;
        }
        let to = s.items.len().min(last + GROUP);
        let goes_on = |k: &usize| s.mark(*k).is_none_or(|c| c == '-') && !s.items[*k].numeric();
        let group = (last + 1..to).take_while(goes_on).find(|k| s.cue(*k) == Cue::Group);
        // "129 for those assigned to what nobody knows"
        let group = group.or_else(|| {
            let got = (last..s.items.len().min(last + GOT)).take_while(goes_on).find(|k| got(*k))?;
            // "57% of those treated and 61% of the A-treated": A is of the next value.
            let and =
                |k: &usize| s.cue(*k) == Cue::And && s.items.get(k + 1).is_some_and(|item| item.numeric());
            let end = s.items.len().min(got + GROUP);
            let end = (got..end).find(and).unwrap_or(end);
            self.named(got, end).is_empty().then_some(got)
        });
        // "31% of controls"
        let control = |k: &usize| s.is_of(*k, Sort::Control) && s.cue(*k) == Cue::People;
        let group = group.or_else(|| (last + 1..to.min(last + CONTROLS)).take_while(goes_on).find(control));
        group.is_some_and(|group| self.mentions.iter().all(|m| m.last < last || m.first > group))
            && !(last + 1..to).any(|k| s.is_word(k, &["this", "that", "same", "whole"]))
    }

    /// Of a row those values that stand for themselves: without `(-8 mmol/mol)` in `-0.7% (-8 mmol/mol)`, the 9 of `-12/-9 mm Hg`.
    pub(super) fn heads<'r>(&self, row: &'r [usize]) -> Cow<'r, [usize]> {
        let follows = |pair: &[usize]| self.follows(pair[0], pair[1]);
        if row.len() < 4 || !row.windows(2).any(follows) {
            return Cow::Borrowed(row);
        }
        let own = |n: &usize| *n == 0 || !follows(&row[n - 1..=*n]);
        let heads: Vec<usize> = (0..row.len()).filter(own).map(|n| row[n]).collect();
        // Each has one that follows, or none has.
        if heads.len() * 2 == row.len() { Cow::Owned(heads) } else { Cow::Borrowed(row) }
    }

    /// Whether a value only says the value before it in other words, or is the second of a pair with a slash.
    pub(super) fn follows(&self, before: usize, value: usize) -> bool {
        let s = self.s;
        let (one, other) = (&self.readings[before], &self.readings[value]);
        let behind = one.last + 1;
        let open = s.unit_end(behind).unwrap_or(behind);
        let people = usize::from(s.cue(other.last + 1) == Cue::People);
        let bracketed = s.opens(open) && other.first == open + 1 && s.closes(other.last + 1 + people);
        let unit = s
            .unit_end(other.last + 1)
            .is_some_and(|end| s.opens(open) && other.first == open + 1 && s.closes(end));
        bracketed || unit || s.mark(behind) == Some('/') && other.first == behind + 1
    }
}

/// `48 were enrolled in A`, `of 48 patients under A`: whether what stands at item `k` puts what is before it into the arm behind it.
pub(super) fn places(s: &Sentence<'_>, reading: &Reading, mention: &Mention, k: usize) -> bool {
    match s.cue(k) {
        Cue::Preposition | Cue::To | Cue::Received | Cue::Role(Role::Randomized) => true,
        // "48 of these patients and placebo" says no more than who they are.
        Cue::Of => {
            let people = matches!(reading.result, Reported::Participants(_));
            !people || k > reading.last || mention.first <= reading.last
        }
        // But not "who were enrolled in this study".
        Cue::Role(_) => s.words(k).ends_with(" in") && !s.is_of(mention.last, Sort::Study),
        _ => s.is_word(k, &["under"]) && k + 3 > mention.first,
    }
}

/// The place behind a value, its unit and its bracket, be it one that the value ends in: `12% (95% CI, 9 to 15; P = 0.02)`.
pub(super) fn behind_value(s: &Sentence<'_>, reading: &Reading) -> usize {
    let last = reading.last + 1;
    let last = s.unit_end(last).unwrap_or(last);
    let depth = |k: usize| s.items.get(k).map_or(0, |item| item.depth);
    let (own, end) = (depth(reading.main), s.items.len().min(last + BRACKET));
    if s.opens(last) {
        s.behind_bracket(last).unwrap_or(last)
    } else if depth(reading.last) > own {
        (last..end).find(|k| s.closes(*k) && depth(*k) <= own).map_or(last, |close| close + 1)
    } else {
        last
    }
}

/// Items from a value's interval to the end of the bracket that both stand in, at most.
const OWN_BRACKET: usize = 30;

/// Whether a value ends in a bracket, with its interval: `21 months (95% CI 19 to 23`.
pub(super) fn ends_inside(s: &Sentence<'_>, reading: &Reading) -> bool {
    let sure = match &reading.result {
        Reported::Proportion(share) => share.interval.is_some(),
        Reported::Quantity(_) => true,
        _ => false,
    };
    sure && s.items[reading.last].depth > s.items[reading.main].depth
}

/// The place behind a value's bracket, be it one that it ends in: `21 months (95% CI 19 to 23; 12 of 44 died)`.
pub(super) fn behind_bracket(s: &Sentence<'_>, reading: &Reading, behind: usize) -> Option<usize> {
    if !ends_inside(s, reading) {
        return s.behind_bracket(behind);
    }
    let own = s.items[reading.main].depth;
    let closes = |k: &usize| s.closes(*k) && s.items[*k].depth <= own;
    (behind..s.items.len().min(behind + OWN_BRACKET)).find(closes).map(|close| close + 1)
}
