//! Arms that only a row of results names, each right before its value: `tolvarin, 61%, velorinib, 43%, and placebo, 27%`,
//! `(navigation: 12 min; control: 15 min)`. One name of the row is an arm already, so the others are arms too.

use super::Mention;
use super::candidate::{Candidate, foreign_words, names, trimmed};
use crate::extract::bind::words::Word;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::Reported;
use crate::lex::{Cue, Sort};

/// Words of a name before its value, at most.
const LONGEST: usize = 4;

/// The names of a sentence that stand before their values in a row with a known arm, as one list.
pub(super) fn before_value<'t>(
    s: &Sentence<'t>,
    words: &[Word<'t>],
    readings: &[Reading],
    known: &[Mention],
    list: usize,
) -> Vec<Candidate<'t>> {
    if known.is_empty() || words.is_empty() {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut row = Row::default();
    let mut from = 0;
    for value in readings.iter().filter(|r| of_one(r)) {
        let end = words.partition_point(|w| w.item < value.first).max(from);
        let found = name_before(s, &words[from..end]);
        from = words.partition_point(|w| w.item <= value.last).max(end);
        let Some((name, sign)) = found else {
            row.close(&mut out);
            continue;
        };
        if row.sign != sign {
            row.close(&mut out);
        }
        let (first, last) = (name[0].item, name[name.len() - 1].item);
        row.known |= known.iter().any(|m| m.first <= last && m.last >= first);
        row.sign = sign;
        row.names.push(Candidate { words: name, also: Vec::new(), list: list + out.len(), sure: true });
    }
    row.close(&mut out);
    out
}

/// Names before their values, one right behind the other.
#[derive(Default)]
struct Row<'t> {
    names: Vec<Candidate<'t>>,
    /// What stands between a name and its value.
    sign: Option<u64>,
    /// One of them is an arm already.
    known: bool,
}

impl<'t> Row<'t> {
    fn close(&mut self, out: &mut Vec<Candidate<'t>>) {
        let row = std::mem::take(self);
        if row.known && row.names.len() >= 2 {
            out.extend(row.names);
        }
    }
}

fn of_one(reading: &Reading) -> bool {
    matches!(reading.result, Reported::Proportion(_) | Reported::Quantity(_) | Reported::Participants(_))
}

/// The name that ends right before a value: nothing but `:`, `,`, `=` or "by" between, and a joint before it.
fn name_before<'t>(s: &Sentence<'t>, words: &[Word<'t>]) -> Option<(Vec<Word<'t>>, Option<u64>)> {
    let sign = |w: &Word<'_>| matches!(s.mark(w.item), Some(':' | ',' | '=' | '-')) || w.is(&["by"]);
    let between = words.iter().rev().take_while(|w| sign(w)).count();
    if between == 0 || between > 2 {
        return None;
    }
    let end = words.len() - between;
    let len = words[..end].iter().rev().take_while(|w| of_a_name(w)).count();
    let start = end - len;
    // Behind a joint or at the head of a bracket.
    let opened = start.checked_sub(1).map(|b| &words[b]).is_none_or(|b| {
        s.opens(b.item)
            || matches!(s.mark(b.item), Some(',' | ';' | ':'))
            || matches!(b.cue, Cue::And | Cue::Versus | Cue::Article)
    });
    let name: Vec<Word<'t>> = words[start..end].iter().copied().filter(|w| w.cue != Cue::Group).collect();
    // "Group I: 24 patients" is called by both words.
    if name.len() < len && name.iter().all(|w| w.text.len() <= 2) {
        return None;
    }
    let name = trimmed(name);
    let sign = words.last().map(|w| w.key);
    let fits = (1..=LONGEST).contains(&name.len()) && names(&name) && !foreign_words(&name);
    (opened && fits).then_some((name, sign))
}

/// Whether a word may be part of a name that stands before its value.
pub(super) fn of_a_name(w: &Word<'_>) -> bool {
    w.word && !w.is_of(Sort::Between) && matches!(w.cue, Cue::None | Cue::Group | Cue::Adjusted | Cue::Dose)
        || w.is(&["plus"])
        || w.text == "+"
}
