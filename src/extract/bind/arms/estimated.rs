//! Groups that stand behind an estimate each: `89% (95% CI …) with tolvac and 72% (95% CI …) with sorvac`, `an odds ratio of 1.4
//! (…) in smokers and 2.2 (…) in nonsmokers`; or before one each: `higher in smokers (OR 1.4 …) and heavy drinkers (OR 2.2 …)`.

use super::candidate::Candidate;
use super::factors::{Factor, of_risk};
use super::held::ends;
use super::phrase::{Phrase, opens, phrase};
use crate::extract::bind::words::{Word, Words, alike};
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::Reported;
use crate::lex::{Cue, Sort};

/// Words between an estimate and the word before its group, at most: `)`.
const NEAR: usize = 2;

/// Groups of a sentence, at most.
const MOST: usize = 4;

/// The groups of a sentence whose estimates all have one right behind, as one list. Where a trial has arms, people are a
/// part of both, and the estimate is still of its arms.
pub(super) fn estimated<'t>(
    s: &Sentence<'t>,
    words: &Words<'t>,
    readings: &[Reading],
    trial: bool,
    list: usize,
) -> Vec<Factor<'t>> {
    let own = readings.iter().filter(|r| of_risk(r));
    let count = own.clone().count();
    if s.title || words.is_empty() || !(2..=MOST).contains(&count) {
        return Vec::new();
    }
    let mut found: Vec<(u64, Phrase<'t>)> = own.clone().filter_map(|r| behind(s, words, r, trial)).collect();
    if found.is_empty() && !trial {
        let rows = before_each(s, words, own.clone());
        found.extend(rows.into_iter().flatten().map(|found| (0, found)));
    }
    let (Some((opener, first)), true) = (found.first(), found.len() == count) else { return Vec::new() };
    let parallel = found[1..].iter().all(|(other, next)| other == opener && !alike(&first.name, &next.name));
    if !parallel {
        return Vec::new();
    }
    let factor = |((_, phrase), reading): ((u64, Phrase<'t>), &Reading)| Factor {
        name: Candidate { words: phrase.name, also: Vec::new(), list, sure: true },
        first: reading.first.saturating_sub(1),
        last: reading.first.saturating_sub(1),
        end: reading.last + 1,
    };
    found.into_iter().zip(own).map(factor).collect()
}

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
    let opens = |w: &Word<'_>| w.is(&["in", "among", "amongst", "for"]) && s.items[w.item].depth == 0;
    let joint = |k: &usize| words[*k].text == "," || s.cue(words[*k].item) == Cue::And;
    let opener = (from..end).rev().find(|k| opens(&words[*k]));
    let start = opener.or_else(|| (from..end.min(from + 4)).rfind(|k| follows && joint(k)))? + 1;
    phrase(s, words, start).filter(|found| {
        let between = words.get(found.end..end).unwrap_or_default();
        // "in patients with a share of 0.3": what they have.
        let had = matches!(between, [only] if s.cue(only.item) == Cue::Of);
        let plain = between.len() <= REACH && between.iter().all(|w| s.cue(w.item) != Cue::Versus);
        found.people && plain && !had && ends(s, words, found)
    })
}

/// The word right behind an estimate that opens a group, and the group.
fn behind<'t>(
    s: &Sentence<'t>,
    words: &[Word<'t>],
    reading: &Reading,
    trial: bool,
) -> Option<(u64, Phrase<'t>)> {
    let from = words.partition_point(|w| w.item <= reading.last);
    let near = words[from..].iter().take(NEAR + 1);
    let at = from + near.take_while(|w| s.closes(w.item)).count();
    let opener = words.get(at).filter(|w| opens(s, w))?;
    let found = phrase(s, words, at + 1)?;
    // "1.4 for death and 1.2 for stroke": of what was measured.
    let capitals = |w: &Word<'_>| w.text.bytes().any(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let given = opener.is(&["with", "receiving"]) && found.name.iter().any(capitals);
    let people = !trial && found.people && opener.is(&["in", "among", "amongst", "for"]);
    (given || people).then_some((opener.key, found))
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
        let given = found.name.first().is_some_and(|w| s.cue(w.item) == Cue::People && found.name.len() == 1);
        (!everybody && (!given || found.name[0].is_of(Sort::Side))).then_some(found.name)
    };
    let told = |r: &&Reading| {
        of_risk(r)
            || matches!(r.result, Reported::PValue(_) | Reported::Proportion(_) | Reported::Quantity(_))
    };
    let own = readings.iter().filter(told).filter_map(part).take(MOST);
    own.map(|words| Candidate { words, also: Vec::new(), list, sure: true }).collect()
}
