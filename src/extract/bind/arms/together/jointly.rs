//! Two arms that a sentence with results gives together: `tolvarin plus vexatine`, `TOL + VEX`. Where each is given alone as well,
//! that is an arm of its own; where one of them is not, it is that arm.

use crate::extract::bind::arms::Mention;
use crate::extract::bind::arms::entry::{Entry, told};
use crate::extract::bind::arms::table::Table;
use crate::extract::bind::arms::{LISTS, MOST};
use crate::extract::bind::words::{Word, Words};
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::lex::{Cue, Sort};

/// Items between two names that are said together, at most: "tolvarin 20 mg once daily plus tamorex".
const NEAR: usize = 7;

/// Two arms given together, however often.
struct Pair<'t> {
    arms: [usize; 2],
    /// As printed, each time otherwise.
    names: Vec<Vec<Word<'t>>>,
    often: usize,
    /// A sentence with results says it.
    told: bool,
    /// Such a sentence says one of them alone besides.
    beside: [bool; 2],
}

/// Makes arms of what two arms are given together; says whether there was any.
pub(in crate::extract::bind::arms) fn call<'t>(
    table: &mut Table<'t, '_>,
    sentences: &[Sentence<'t>],
    words: &[Words<'t>],
    readings: &[Vec<Reading>],
    mentions: &[Vec<Mention>],
) -> bool {
    let single = |i: usize| {
        let entry = &table.arms[i];
        !entry.combined && !entry.negated && !entry.labelled() && entry.strength.is_none()
    };
    let mut pairs: Vec<Pair<'t>> = Vec::new();
    let mut alone = vec![0usize; table.arms.len()];
    for (((s, own), readings), mentions) in sentences.iter().zip(words).zip(readings).zip(mentions) {
        let at = |m: &Mention| usize::from(m.arm.0);
        let mut joined = vec![None; mentions.len()];
        for n in 1..mentions.len() {
            let (one, other) = (&mentions[n - 1], &mentions[n]);
            let arms = [at(one).min(at(other)), at(one).max(at(other))];
            if arms[0] == arms[1] || !arms.iter().all(|i| single(*i)) || !together(s, one, other) {
                continue;
            }
            let from = own.partition_point(|w| w.item < one.first);
            let to = own.partition_point(|w| w.item <= other.last);
            let found = pairs.iter().position(|pair| pair.arms == arms).unwrap_or_else(|| {
                pairs.push(Pair { arms, names: Vec::new(), often: 0, told: false, beside: [false; 2] });
                pairs.len() - 1
            });
            let pair = &mut pairs[found];
            pair.names.push(own[from..to].to_vec());
            pair.often += 1;
            pair.told |= !readings.is_empty() && !s.title;
            (joined[n - 1], joined[n]) = (Some(found), Some(found));
        }
        if readings.is_empty() || s.title {
            continue;
        }
        for (m, _) in mentions.iter().zip(&joined).filter(|(_, joined)| joined.is_none()) {
            alone[at(m)] += 1;
            for found in joined.iter().flatten() {
                let pair = &mut pairs[*found];
                for (beside, arm) in pair.beside.iter_mut().zip(pair.arms) {
                    *beside |= arm == at(m);
                }
            }
        }
    }
    if pairs.is_empty() {
        return false;
    }
    let mut any = false;
    for (n, pair) in pairs.iter().enumerate() {
        let [one, other] = pair.arms;
        let control = |i: usize| table.is_control(i);
        let covered = table.arms.iter().any(|entry| {
            entry.combined
                && [one, other].iter().all(|i| table.arms[*i].keys.iter().all(|key| entry.keys.contains(key)))
        });
        if covered || !pair.told && pair.often < 2 || control(one) || control(other) {
            continue;
        }
        let both = |side: usize| pair.beside[side];
        // "the combination", where the text tells of what.
        let whole = |entry: &Entry<'_>| {
            entry.keys.iter().all(|key| told(*key, Sort::Whole) && !told(*key, Sort::Lone))
        };
        let combination = table.arms.iter().position(whole);
        let more = table.arms.len() > 2;
        let at = match (alone[one], alone[other]) {
            _ if combination.is_some() => combination,
            (1.., 0) if more && both(0) => Some(other),
            (0, 1..) if more && both(1) => Some(one),
            (1.., 1..) if more || both(0) && both(1) => None,
            _ => continue,
        };
        let mut keys = [&table.arms[one].keys[..], &table.arms[other].keys[..]].concat();
        keys.sort_unstable();
        keys.dedup();
        let at = match at {
            Some(at) => at,
            None if table.arms.len() < MOST => {
                table.arms.push(Entry::new(Vec::new(), true, LISTS * (sentences.len() + 1) + n));
                table.arms.len() - 1
            }
            None => continue,
        };
        (table.arms[at].keys, table.arms[at].combined) = (keys, true);
        pair.names.iter().for_each(|name| table.arms[at].push(name));
        any = true;
    }
    any
}

/// Whether a sentence gives two arms together.
fn together(s: &Sentence<'_>, one: &Mention, other: &Mention) -> bool {
    let gap = one.last + 1..other.first;
    let strong = |i: usize| s.mark(i) == Some('+') || s.is_word(i, &["plus", "combined", "combination"]);
    let small = |i: usize| {
        strong(i)
            || s.items[i].numeric()
            || matches!(s.cue(i), Cue::Dose | Cue::Unit | Cue::Time(_))
            || s.is_word(i, &["with", "in", "daily", "once", "twice"])
            || s.mark(i) == Some('/')
    };
    let led = (one.first.saturating_sub(4)..one.first)
        .any(|i| s.is_word(i, &["combination", "combining"]) && !s.is_word(i + 1, &["with"]));
    let small = |i: usize| small(i) || led && s.cue(i) == Cue::And;
    let with = |i: usize| s.is_word(i, &["combined", "combination"]) && !s.is_word(i + 1, &["with"]);
    (1..=NEAR).contains(&gap.len())
        && gap.clone().all(small)
        && !gap.clone().any(with)
        && (gap.clone().any(strong) || led && gap.clone().any(|i| s.cue(i) == Cue::And))
        && !(one.first..=one.last).any(|i| s.is_of(i, Sort::Lone))
}
