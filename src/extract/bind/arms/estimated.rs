//! People that stand before a result each: `12% in smokers (P = 0.02) and 9% in drinkers`, `longer in tube-positive patients (HR
//! 0.7 …)`.

use super::candidate::Candidate;
use super::factors::of_risk;
use super::held::ends;
use super::phrase::{Phrase, phrase};
use crate::extract::bind::words::{Word, Words};
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::Reported;
use crate::lex::{Cue, Sort};

/// Groups of a sentence, at most.
const MOST: usize = 4;

/// Words from a group to its estimate, at most: `in smokers the odds ratio was`.
const REACH: usize = 7;

/// The people before each value, behind the one before it: `in smokers (…) and drinkers (…)`, `in women the hazard ratio was …
/// and in men …`; values that follow each other so, as one row.
pub(super) fn before_each<'t, 'r>(
    s: &Sentence<'t>,
    words: &[Word<'t>],
    own: impl Iterator<Item = &'r Reading>,
) -> Vec<Vec<Phrase<'t>>> {
    let mut out: Vec<Vec<Phrase<'t>>> = Vec::new();
    let mut row: Vec<Phrase<'t>> = Vec::new();
    let mut from = 0;
    for reading in own {
        let end = words.partition_point(|w| w.item < reading.first);
        match before(s, words, from.min(end), end, !row.is_empty()) {
            Some(found) => row.push(found),
            None => out.push(std::mem::take(&mut row)),
        }
        from = words.partition_point(|w| w.item <= reading.last);
    }
    out.push(row);
    out.retain(|row| row.len() >= 2);
    out
}

/// The people between word `from` and the value at word `end`; right behind a joint where they follow others.
fn before<'t>(
    s: &Sentence<'t>,
    words: &[Word<'t>],
    from: usize,
    end: usize,
    follows: bool,
) -> Option<Phrase<'t>> {
    let opens = |w: &Word<'_>| w.is(&["in", "among", "amongst", "for"]) && w.depth == 0;
    let joint = |k: &usize| words[*k].text == "," || words[*k].cue == Cue::And;
    let opener = (from..end).rev().find(|k| opens(&words[*k]));
    let start = opener.or_else(|| (from..end.min(from + 4)).rfind(|k| follows && joint(k)))? + 1;
    phrase(s, words, start).filter(|found| {
        let between = words.get(found.end..end).unwrap_or_default();
        // "in patients with a share of 0.3": what they have.
        let had = matches!(between, [only] if only.cue == Cue::Of);
        let plain = between.len() <= REACH && between.iter().all(|w| w.cue != Cue::Versus);
        found.people && plain && !had && ends(s, words, found)
    })
}

/// Words before an estimate's bracket that its people stand in, at most.
const BEFORE: usize = 12;

/// The parts of a trial's people that its estimates are told for: `survival was longer in tube-positive patients (HR 0.7 …)`.
/// Such an estimate is still of the trial's arms. Who the title speaks of is everybody.
pub(super) fn parts<'t>(
    s: &Sentence<'t>,
    words: &Words<'t>,
    readings: &[Reading],
    title: &[Word<'_>],
    list: usize,
) -> Vec<Candidate<'t>> {
    if s.title || words.is_empty() {
        return Vec::new();
    }
    let part = |reading: &Reading| {
        let bracket = reading.first.checked_sub(1).filter(|i| s.opens(*i))?;
        let open = words.partition_point(|w| w.item < bracket);
        let opener =
            (open.saturating_sub(BEFORE)..open).rev().find(|k| words[*k].is(&["in", "among", "for"]))?;
        // "in both treatment groups", "in no placebo patients"
        let some =
            words.get(opener + 1).filter(|w| !w.is(&["no", "both", "all", "each", "neither", "other"]));
        let found = some.and_then(|_| phrase(s, words, opener + 1));
        let found = found.filter(|found| found.people && found.end == open)?;
        let everybody = found.name.iter().all(|w| title.iter().any(|t| t.key == w.key));
        let given = found.name.first().is_some_and(|w| w.cue == Cue::People && found.name.len() == 1);
        (!everybody && (!given || found.name[0].is_of(Sort::Side))).then_some(found.name)
    };
    let told = |r: &&Reading| {
        of_risk(r)
            || matches!(r.result, Reported::PValue(_) | Reported::Proportion(_) | Reported::Quantity(_))
    };
    let own = readings.iter().filter(told).filter_map(part).take(MOST);
    own.map(|words| Candidate { words, also: Vec::new(), list, sure: true }).collect()
}
