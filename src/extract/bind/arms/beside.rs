//! Groups that only their results name: `12% of women with diabetes and 7% of those without`, `8.1 with the low dose vs
//! 6.2 with the high dose`, `in smokers and in nonsmokers (12% and 7%, respectively)`. One such phrase names nothing for
//! sure, two in parallel beside two values do.

use super::candidate::Candidate;
use super::phrase::{Phrase, opens, phrase};
use crate::extract::bind::words::{Word, Words};
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::Reported;
use crate::lex::{Classes, Cue, Sort};

/// Words from a value to the group behind it, at most: `12 (7%) of the 171 patients in the …`.
const FAR: usize = 9;

/// Groups named in parallel beside the results of a sentence; lists are numbered from `list` on.
pub(super) fn beside<'t>(
    s: &Sentence<'t>,
    words: &Words<'t>,
    readings: &[Reading],
    list: usize,
    out: &mut Vec<Candidate<'t>>,
) {
    if words.is_empty() || !readings.iter().any(result) {
        return;
    }
    let mut lists = vec![each_behind_its_value(s, words, readings)];
    if s.has(Classes::VERSUS) || words.holds(Sort::Between) {
        lists.extend(opposed(s, words));
    }
    lists.extend(in_a_row(s, words, readings));
    for (n, names) in lists.into_iter().filter(|names| names.len() >= 2).enumerate() {
        out.extend(names.into_iter().map(|words| Candidate {
            words,
            also: Vec::new(),
            list: list + n,
            sure: true,
        }));
    }
}

fn result(reading: &Reading) -> bool {
    !matches!(reading.result, Reported::Participants(_) | Reported::FollowUp(_))
}

fn value(reading: &Reading) -> bool {
    matches!(reading.result, Reported::Proportion(_) | Reported::Quantity(_))
}

/// `12% of women … and 7% of men`, `8.1 with X vs 6.2 with Y`.
fn each_behind_its_value<'t>(
    s: &Sentence<'t>,
    words: &[Word<'t>],
    readings: &[Reading],
) -> Vec<Vec<Word<'t>>> {
    let values: Vec<&Reading> = readings.iter().filter(|r| value(r)).collect();
    let mut found: Vec<Phrase<'t>> = Vec::new();
    let mut openers: Vec<u64> = Vec::new();
    let mut compared = false;
    for (n, reading) in values.iter().enumerate() {
        let next = values.get(n + 1).map_or(s.items.len(), |next| next.first);
        let from = words.partition_point(|w| w.item <= reading.last);
        let near = words[from..].iter().take(FAR).take_while(|w| w.item < next);
        let opener = near
            .take_while(|w| !matches!(s.mark(w.item), Some(',' | ';')) && s.cue(w.item) != Cue::Versus)
            .enumerate()
            .position(|(at, w)| opens(s, w) && !says_what(s, words, from, from + at));
        let opener = opener.map(|at| from + at);
        if let Some(phrase) = opener.and_then(|at| phrase(s, words, at + 1)) {
            compared |= n > 0 && (values[n - 1].last..reading.first).any(|i| s.cue(i) == Cue::Versus);
            openers.extend(opener.map(|at| words[at].key));
            found.push(phrase);
        }
    }
    // "8% at A, 9% at B and 7% at C"
    let several = found.len() >= 3 && found.len() == values.len() && openers.windows(2).all(|w| w[0] == w[1]);
    if compared || several || found.iter().any(|phrase| phrase.people) { distinct(found) } else { Vec::new() }
}

/// Whether the word at `at`, behind a value, starts what was measured: `59% rate of conversion`, `77% were taking X`.
fn says_what(s: &Sentence<'_>, words: &[Word<'_>], from: usize, at: usize) -> bool {
    let before = |was: fn(Cue) -> bool| at > 0 && was(s.cue(words[at - 1].item));
    match s.cue(words[at].item) {
        Cue::Of => words[from..at].iter().any(|w| w.word && s.cue(w.item) == Cue::None),
        Cue::Received => before(|cue| cue == Cue::Was),
        _ => false,
    }
}

/// Both sides of each comparison: `in X than in Y`, `with X versus Y`, `between X and Y`.
fn opposed<'t>(s: &Sentence<'t>, words: &[Word<'t>]) -> Vec<Vec<Vec<Word<'t>>>> {
    let mut out = Vec::new();
    for (at, word) in words.iter().enumerate() {
        // "a lower risk of death than the B group": what was counted.
        let counted = s.cue(word.item) == Cue::Of && at > 0 && words[at - 1].is_of(Sort::Head);
        // "a greater reduction in pain than in the B group": what moved.
        let moved = word.is(&["in", "of"]) && at > 0 && says_how_much(s, words, at - 1);
        if counted || !opens(s, word) && !word.is_of(Sort::Between) {
            continue;
        }
        let Some(one) = phrase(s, words, at + 1).filter(|one| !moved || one.people) else { continue };
        // A bracket of values may stand between the two.
        let joint = behind_brackets(s, words, one.end);
        let versus = words.get(joint).is_some_and(|w| {
            s.cue(w.item) == Cue::Versus || word.is_of(Sort::Between) && s.cue(w.item) == Cue::And
        });
        if !versus {
            continue;
        }
        let item = words[joint].item;
        let mut from = joint;
        while words.get(from).is_some_and(|w| w.item == item || opens(s, w)) {
            from += 1;
        }
        if let Some(other) = phrase(s, words, from) {
            out.push(distinct(vec![one, other]));
        }
    }
    out
}

/// Whether the word at `at` says that something moved: `a reduction`, `greater increase`; not "did not change".
fn says_how_much(s: &Sentence<'_>, words: &[Word<'_>], at: usize) -> bool {
    const NOUNS: &[&str] =
        &["reduction", "reductions", "improvement", "improvements", "difference", "differences"];
    words[at].is(NOUNS)
        || words[at].is_of(Sort::Moves)
            && at > 0
            && !words[at].text.ends_with("ed")
            && (matches!(s.cue(words[at - 1].item), Cue::Article | Cue::Higher | Cue::Lower)
                || words[at - 1].is(&["significant", "marked", "greater", "larger", "smaller"]))
}

/// As many names in a row as values in a row: `in smokers, former smokers and never smokers, respectively`.
fn in_a_row<'t>(s: &Sentence<'t>, words: &[Word<'t>], readings: &[Reading]) -> Vec<Vec<Vec<Word<'t>>>> {
    let values = readings.iter().filter(|r| value(r)).count();
    let respectively = s.holds(Sort::Respectively);
    if values < if respectively { 2 } else { 3 } {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let start = at == 0 || opens(s, &words[at - 1]) || words[at - 1].is_of(Sort::Between);
        at += 1;
        if !start {
            continue;
        }
        let mut row = Vec::new();
        let mut from = at - 1;
        while let Some(found) = phrase(s, words, from) {
            from = found.end;
            row.push(found);
            let joint = from;
            while words.get(from).is_some_and(|w| {
                w.text == "," || matches!(s.cue(w.item), Cue::And | Cue::Or | Cue::Article) || opens(s, w)
            }) {
                from += 1;
            }
            if from == joint {
                break;
            }
        }
        let people = row.iter().any(|phrase| phrase.people);
        if row.len() >= 2 && values >= row.len() && people && (respectively || row.len() > 2) {
            at = from;
            out.push(distinct(row));
        }
    }
    out
}

/// Names that differ from each other, or none.
fn distinct(phrases: Vec<Phrase<'_>>) -> Vec<Vec<Word<'_>>> {
    let mut out: Vec<Vec<Word<'_>>> = Vec::new();
    for phrase in phrases {
        let same = |name: &Vec<Word<'_>>| {
            name.len() == phrase.name.len() && name.iter().zip(&phrase.name).all(|(a, b)| a.key == b.key)
        };
        if !out.iter().any(same) {
            out.push(phrase.name);
        }
    }
    out
}

/// The place behind brackets that open at word `at`.
fn behind_brackets(s: &Sentence<'_>, words: &[Word<'_>], mut at: usize) -> usize {
    while let Some(word) = words.get(at).filter(|w| s.opens(w.item)) {
        let depth = s.items[word.item].depth;
        let Some(close) =
            words[at..].iter().take(40).position(|w| s.closes(w.item) && s.items[w.item].depth <= depth)
        else {
            break;
        };
        at += close + 1;
    }
    at
}
