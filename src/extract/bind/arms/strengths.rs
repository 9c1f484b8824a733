//! One drug at several strengths, each an arm of its own: `tolvarin 5 mg and 10 mg`, `the 10-mg tolvarin group`.

mod drug;
mod unit;

use super::entry::Entry;
use super::stands::count;
use super::table::Table;
use crate::extract::bind::words::{Word, Words};
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::Reported;
use crate::lex::{Cue, Sort};
pub(super) use drug::drug;
use drug::{may_be_drug, says_how};
use unit::before_dose;
pub(super) use unit::{Measure, behind, behind_drug, level, measure, unit};

/// Strengths of all drugs of an article, at most.
const MOST: usize = 12;

/// Words between a drug and its strength, at most: "sodium nasal spray".
const FORM: usize = 3;

/// A strength where a sentence names it.
#[derive(Clone)]
pub(super) struct Dosed<'t> {
    /// The number, its unit and the drug, as they stand; the drug alone may stand farther off.
    pub(super) words: Vec<Word<'t>>,
    pub(super) drug: Word<'t>,
    pub(super) unit: Word<'t>,
    /// The key of the number.
    pub(super) number: u64,
}

/// A strength that the text comes back to.
struct Known<'t> {
    dosed: Dosed<'t>,
    often: usize,
    in_results: bool,
    /// A sentence names another strength of the drug beside it.
    contrasted: bool,
}

/// Gives each strength of a drug of the table an arm, where the text sets strengths of that drug against each other and
/// gives results of them.
pub(super) fn strengths<'t>(
    table: &mut Table<'t, '_>,
    sentences: &[Sentence<'t>],
    words: &[Words<'t>],
    readings: &[Vec<Reading>],
) {
    if !sentences.iter().any(doses) {
        return;
    }
    let mut drugs = table.drugs();
    let of_arms = drugs.len();
    // Where two are compared again and again, and neither is a control, doses are of both.
    let again = |entry: &Entry<'t>| entry.phrases.iter().any(|phrase| count(words, phrase) >= 2);
    let compared = || table.arms.iter().filter(|entry| again(entry)).nth(1).is_some();
    if table.arms.iter().any(|entry| entry.control) || !compared() {
        for (s, words) in sentences.iter().zip(words).filter(|(s, _)| doses(s)) {
            contrasted(s, words, &mut drugs);
        }
    }
    let only = match drugs[..] {
        [] => return,
        [only] => Some(only),
        _ => None,
    };
    let mut known: Vec<Known<'t>> = Vec::new();
    // "the 20-mg group", "with 20 mg": strengths whose drug stands elsewhere, and whether results are beside.
    let mut loose: Vec<(u64, bool)> = Vec::new();
    for ((s, words), readings) in sentences.iter().zip(words).zip(readings) {
        if !doses(s) {
            continue;
        }
        let people = |r: &Reading| matches!(r.result, Reported::Participants(_));
        let results = readings.len() >= 2 || readings.iter().any(|r| !people(r));
        let found = named(
            s,
            words,
            |w| {
                let at = drugs.iter().position(|drug| drug.key == w.key)?;
                Some(if at < of_arms { Sure::OfAnArm } else { Sure::Perhaps })
            },
            only,
            |number| {
                if loose.len() < 4 * MOST {
                    loose.push((number, results));
                }
            },
        );
        for dosed in &found {
            let beside = |other: &Dosed<'_>| other.drug.key == dosed.drug.key && other.number != dosed.number;
            let contrasted = found.iter().any(beside);
            let same = |k: &Known<'_>| {
                k.dosed.drug.key == dosed.drug.key
                    && k.dosed.number == dosed.number
                    && measure(&k.dosed.unit) == measure(&dosed.unit)
            };
            let Some(at) = known.iter().position(same) else {
                if known.len() < MOST {
                    known.push(Known { dosed: dosed.clone(), often: 1, in_results: results, contrasted });
                }
                continue;
            };
            let k = &mut known[at];
            k.often += 1;
            k.in_results |= results;
            k.contrasted |= contrasted;
            // A wording with the drug in it is the better name.
            if dosed.words.len() > k.dosed.words.len() {
                k.dosed.words.clone_from(&dosed.words);
            }
        }
    }
    for (number, results) in loose {
        let mut of = known.iter_mut().filter(|k| k.dosed.number == number);
        if let (Some(k), None) = (of.next(), of.next()) {
            k.often += 1;
            k.in_results |= results;
        }
    }
    for drug in drugs {
        let of_drug = || known.iter().filter(|k| k.dosed.drug.key == drug.key);
        let against = of_drug().filter(|k| k.contrasted).count() >= 2;
        // One that is set beside others where results are need not come back if they do.
        let set: Vec<&Known<'t>> =
            of_drug().filter(|k| k.often >= 2 || k.contrasted && k.in_results).collect();
        if against && set.iter().any(|k| k.in_results && k.often >= 2) {
            for k in set {
                table.add_strength(&k.dosed);
            }
        }
    }
}

/// How surely a word names a drug.
#[derive(Clone, Copy, PartialEq)]
enum Sure {
    OfAnArm,
    Perhaps,
}

/// A strength on its way: its number, its unit, and the words that may name it.
#[derive(Clone, Copy)]
struct Place {
    number: usize,
    unit: usize,
    from: usize,
    to: usize,
    /// A word beside it may name what it is of.
    named: bool,
}

impl Place {
    fn of<'t>(self, words: &[Word<'t>], drug: Word<'t>) -> Dosed<'t> {
        let Self { number, unit, from, to, .. } = self;
        let direct = unit == number + 1;
        let plain = |at: usize| words[at].word || at == number;
        let own = match direct {
            true if (from, to) != (number, unit) && (from..=to).all(plain) => words[from..=to].to_vec(),
            true => vec![words[number], words[unit]],
            false => vec![words[number]],
        };
        Dosed { words: own, drug, unit: words[unit], number: words[number].key }
    }
}

/// The strengths of these drugs that a sentence names: `tolvarin 5 mg`, `5 mg of tolvarin`, `tolvarin 5 and 10 mg`, `5 mg or
/// 10 mg of tolvarin`; of a list without a drug, where there is only one, of that.
fn named<'t>(
    s: &Sentence<'t>,
    words: &[Word<'t>],
    drug: impl Fn(&Word<'t>) -> Option<Sure>,
    only: Option<Word<'t>>,
    mut without: impl FnMut(u64),
) -> Vec<Dosed<'t>> {
    let mut out: Vec<Dosed<'t>> = Vec::new();
    // The drug of a list of strengths, and the word behind which the list goes on.
    let mut open: Option<(Word<'t>, usize)> = None;
    // Strengths of a list whose drug may stand behind its last.
    let mut waiting: Vec<Place> = Vec::new();
    let mut let_go = |waiting: &mut Vec<Place>, out: &mut Vec<Dosed<'t>>| {
        let listed = waiting.len() >= 2 && !waiting.iter().any(|place| place.named);
        for place in waiting.drain(..) {
            match only.filter(|_| listed) {
                Some(drug) => out.push(place.of(words, drug)),
                None => without(words[place.number].key),
            }
        }
    };
    // The words that are numbers.
    let numbers = s.numbers.iter().filter(|i| !s.spent[**i]).map(|i| words.partition_point(|w| w.item < *i));
    for k in numbers.filter(|k| *k < words.len()) {
        let Some(unit) = strength(s, words, k).filter(|_| !raised(s, words, k)) else { continue };
        let drug_at = |at: usize, sure: Sure| {
            words.get(at).filter(|w| w.word && drug(w) == Some(sure)).map(|drug| (at, *drug))
        };
        let inside = |at: usize| words.get(at).is_some_and(|w| w.word && w.cue == Cue::None);
        let behind = behind(words, unit);
        // "10 mg of oral tolvarin", but not "10 mg plus tolvarin", "10 mg clearly favoured tolvarin".
        let no_name = |at: usize| {
            !inside(at)
                || words[at].sorts.meet(&[Sort::Joins, Sort::Foreign])
                || says_how(&words[at])
                || at > behind + FORM
        };
        let beside = inside(behind);
        let found = |near: &mut dyn Iterator<Item = usize>| {
            let near: Vec<usize> = near.collect();
            let of = |sure: Sure| near.iter().find_map(|at| drug_at(*at, sure));
            of(Sure::OfAnArm).or_else(|| of(Sure::Perhaps))
        };
        let behind = found(&mut (behind..).take_while(|at| !no_name(*at)));
        let before = k.checked_sub(1).and_then(|b| outside(s, words, before_dose(words, b)));
        // "alfazumab nasal spray (5 and 10 mg)": how it is given.
        let named = before
            .and_then(|b| found(&mut (b.saturating_sub(FORM - 1)..=b).rev().take_while(|at| inside(*at))));
        let depth = words[k].depth;
        let goes_on = |w: &Word<'_>| joint(w) || s.spent[w.item] || w.depth > depth || s.closes(w.item);
        let joined = |end: usize| end <= k && (end..k).all(|at| goes_on(&words[at]));
        if !waiting.last().is_some_and(|last| joined(last.unit + 1) || last.unit == unit) {
            let_go(&mut waiting, &mut out);
        }
        let beside = beside || before.is_some_and(|b| inside(b) && may_be_drug(&words[b]));
        let place = |from: usize, to: usize| Place { number: k, unit, from, to, named: beside };
        let listed = open.filter(|(_, end)| joined(*end));
        let (drug, place) = match (named, listed, behind) {
            (Some((at, drug)), ..) => (drug, place(at, unit)),
            (None, Some((drug, _)), other) if other.is_none_or(|(_, other)| other.key == drug.key) => {
                (drug, place(k, unit))
            }
            (None, _, Some((at, drug))) => {
                out.extend(waiting.drain(..).map(|place| place.of(words, drug)));
                (drug, place(k, at))
            }
            (None, _, None) => {
                waiting.push(place(k, unit));
                continue;
            }
        };
        let_go(&mut waiting, &mut out);
        open = Some((drug, if unit == k + 1 { unit + 1 } else { k + 1 }));
        out.push(place.of(words, drug));
    }
    let_go(&mut waiting, &mut out);
    out
}

/// The word at `b`, or before the brackets that end or open there: of `tolvarin (n = 6) (5 and 10 mg)` the drug.
fn outside(s: &Sentence<'_>, words: &[Word<'_>], mut b: usize) -> Option<usize> {
    const LONGEST: usize = 8;
    if s.opens(words[b].item) {
        b = b.checked_sub(1)?;
    }
    if s.closes(words[b].item) {
        let from = b.saturating_sub(LONGEST);
        b = (from..b).rfind(|at| s.opens(words[*at].item))?.checked_sub(1)?;
    }
    Some(b)
}

/// Whether a sentence may speak of strengths.
pub(super) fn doses(s: &Sentence<'_>) -> bool {
    s.holds(Sort::Dose) || s.may_say(&[Sort::Amount])
}

/// Adds the words of which a sentence names two strengths right beside them: `150 microg or 300 microg clonidine`. No list of
/// arms need name them.
fn contrasted<'t>(s: &Sentence<'t>, words: &[Word<'t>], drugs: &mut Vec<Word<'t>>) {
    let known = |w: &Word<'_>| drugs.iter().any(|drug| drug.key == w.key);
    let drug = |w: &Word<'t>| {
        let perhaps = w.cue == Cue::None && may_be_drug(w);
        if known(w) { Some(Sure::OfAnArm) } else { perhaps.then_some(Sure::Perhaps) }
    };
    let found = named(s, words, drug, None, |_| ());
    for (at, dosed) in found.iter().enumerate() {
        let other = |before: &Dosed<'_>| before.drug.key == dosed.drug.key && before.number != dosed.number;
        // "one to two doses of tolvarin": how often.
        let spelled = dosed.words.iter().any(|w| s.items[w.item].spelled);
        if !spelled
            && found[..at].iter().any(other)
            && drugs.iter().all(|drug| drug.key != dosed.drug.key)
            && drugs.len() < 2 * MOST
        {
            drugs.push(dosed.drug);
        }
    }
}

/// `50/100 mg`, `10-40 mg`: a dose that is raised, or a range of doses.
fn raised(s: &Sentence<'_>, words: &[Word<'_>], k: usize) -> bool {
    let sign = |at: usize| {
        words.get(at).is_some_and(|w| matches!(w.text, "/" | "-" | "–") || s.mark(w.item) == Some('-'))
    };
    let number = |at: usize| words.get(at).is_some_and(|w| w.numeric);
    k > 1 && sign(k - 1) && number(k - 2) || sign(k + 1) && number(k + 2)
}

/// What joins strengths of one drug; "5 mg to 10 mg" is a dose that is raised.
fn joint(word: &Word<'_>) -> bool {
    word.text == ","
        || matches!(word.cue, Cue::And | Cue::Or | Cue::Versus | Cue::Received)
        || word.is(&["daily", "once", "twice", "bid", "qd", "a", "day"])
}

/// The word of the unit of the strength at word `k`: "250 mg", "3.75, 7.5, or 15 mg".
pub(super) fn strength(s: &Sentence<'_>, words: &[Word<'_>], k: usize) -> Option<usize> {
    let number = |w: &Word<'_>| w.numeric && !s.spent[w.item];
    if !number(&words[k]) {
        return None;
    }
    let joint = |w: &Word<'_>| w.text == "," || w.text == "-" || matches!(w.cue, Cue::Or | Cue::And);
    let at = k + words[k..].iter().take(LIST).position(|w| !number(w) && !joint(w))?;
    (unit(&words[at]) && !level(words, at)).then_some(at)
}

/// Words of a list of numbers before their unit, at most: "3, 6, 9, 18, or 36 mg".
pub(super) const LIST: usize = 14;
