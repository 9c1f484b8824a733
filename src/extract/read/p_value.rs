//! P values that no estimate took.

mod not_significant;

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Comparison, PValue, Reported};
use crate::lex::{Classes, Cue};

use super::{Known, Reading};
pub(super) use not_significant::not_significant;

/// `62% vs 48%, P=.03`: the P value of a comparison. `P<0.05 was considered significant` is a rule of the study.
pub(super) fn read(s: &Sentence<'_>, i: usize, _: &Known, found: &mut Vec<Reading>) {
    if s.spent[i] {
        return;
    }
    if let Some(p) = not_significant(s, i) {
        let last =
            (i..s.items.len()).take_while(|at| s.items[*at].span.end <= p.span.end).last().unwrap_or(i);
        found.push(Reading::new(Reported::PValue(p), i, last, i, vec![i]));
    } else if let Shape::P(p) = &s.items[i].shape
        && !criterion(s, i)
    {
        found.push(Reading::new(Reported::PValue((**p).clone()), i, i, i, vec![i]));
        let mut last = i;
        while let Some(next) = next_of_list(s, last) {
            let Some(value) = s.plain(next) else { break };
            let p =
                PValue { op: Some(Comparison::Equal), value: Some(value), span: value.span, ..(**p).clone() };
            found.push(Reading::new(Reported::PValue(p), next, next, next, vec![next]));
            last = next;
        }
    }
}

/// Words between two P values of a list, at most.
const BETWEEN: usize = 6;

/// `P: 0.004 for A and 0.02 for B`: the next P value of a list, its letter left out.
fn next_of_list(s: &Sentence<'_>, i: usize) -> Option<usize> {
    let word = |k: usize| s.is(k, Classes::WORD) && s.cue(k) != Cue::And;
    let ends = |k: usize| s.is_word(k, &["for", "in"]);
    let joint = (i + 2..i + 2 + BETWEEN).find(|k| ends(i + 1) && !word(*k))?;
    let at = joint + 1 + usize::from(s.mark(joint) == Some(',') && s.cue(joint + 1) == Cue::And);
    let joined = s.cue(joint) == Cue::And || s.mark(joint) == Some(',');
    let chance =
        s.plain(at).is_some_and(|n| n.to_f64() < 1.0 && !n.decimal.is_negative() && n.decimal.places() > 1);
    (joined && chance && ends(at + 1) && s.words(at + 1) == s.words(i + 1)).then_some(at)
}

fn criterion(s: &Sentence<'_>, i: usize) -> bool {
    // "at the anaerobic threshold (P=0.03)" is a result at a place of its own.
    let other = |at: usize| s.is_word(at, &["threshold"]) && s.items[at].depth < s.items[i].depth;
    let said = |at: usize| {
        s.is(at, Classes::CALLED_SIGNIFICANT) && !other(at)
            || s.is_word(at, &["set", "defined"]) && s.is_word(at + 1, &["at", "as", "to"])
            || s.cue(at) == Cue::Criterion
                && s.is_word(at, &["significance level", "level of significance", "defined as", "alpha"])
    };
    // "the significance threshold for survival without progression was P=0.009", "powered to detect a risk of 0.7 (P<0.2)"
    let planned = (i.saturating_sub(24)..i).any(|at| {
        s.is_word(at, &["threshold"]) && s.is_word(at.wrapping_sub(1), &["significance"])
            || s.is_word(at, &["powered"]) && s.is_word(at + 2, &["detect"])
    });
    planned || (i + 1..i + 6).any(said) || (i.saturating_sub(8)..i).any(said)
}
