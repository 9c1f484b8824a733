//! One arm under two names that no list and no bracket ties: `standard care` here, `the control group` there. The two never stand in
//! one sentence, and a third is set against each of them: where the text speaks of two groups only, or where the names are kin, they
//! are one.

use crate::extract::bind::arms::Mention;
use crate::extract::bind::arms::entry::{Entry, told};
use crate::extract::bind::arms::table::Table;
use crate::extract::bind::outcome::nature::treatment_like;
use crate::extract::bind::words::{Word, Words};
use crate::lex::Sort;

/// Pairs of arms that are one, where `other` says which second may go with which first.
pub(in crate::extract::bind::arms) fn doubles(
    table: &Table<'_, '_>,
    words: &[Words<'_>],
    mentions: &[Vec<Mention>],
    other: impl Fn(usize, usize) -> bool,
) -> Vec<(usize, usize)> {
    let arms = &table.arms;
    let mut out: Vec<(usize, usize)> = Vec::new();
    if arms.len() < 3 {
        return out;
    }
    // Which stand in one sentence with which, a bit each.
    let mut beside = vec![0u32; arms.len()];
    for mentions in mentions {
        let all = mentions.iter().fold(0u32, |all, m| all | bit(m));
        for mention in mentions {
            if let Some(own) = beside.get_mut(usize::from(mention.arm.0)) {
                *own |= all;
            }
        }
    }
    let apart = |a: usize, b: usize| beside[a] & (1 << b) == 0 && beside[a] & beside[b] != 0;
    let pairs = (0..arms.len()).flat_map(|a| (a + 1..arms.len()).map(move |b| (a, b)));
    let mut two = None;
    for (a, b) in pairs.filter(|(a, b)| other(*a, *b) && apart(*a, *b)) {
        let (one, another) = (&arms[a], &arms[b]);
        if !compatible(one, another) {
            continue;
        }
        let mut only_two = || arms.len() == 3 && *two.get_or_insert_with(|| speaks_of_two(words));
        if akin(one, another) || only_two() {
            out.push((a, b));
        }
    }
    // One that could be either of two is none of them.
    let often = |arm: usize| out.iter().filter(|(a, b)| *a == arm || *b == arm).count();
    let sure: Vec<bool> = out.iter().map(|(a, b)| often(*a) == 1 && often(*b) == 1).collect();
    let mut sure = sure.into_iter();
    out.retain(|_| sure.next().is_some_and(|sure| sure));
    out
}

fn bit(mention: &Mention) -> u32 {
    1u32.checked_shl(u32::from(mention.arm.0)).unwrap_or(0)
}

/// Whether two entries can be of one kind.
fn compatible(one: &Entry<'_>, other: &Entry<'_>) -> bool {
    let own: Vec<Word<'_>> = one.phrases.iter().flatten().copied().collect();
    let theirs: Vec<Word<'_>> = other.phrases.iter().flatten().copied().collect();
    // Strengths, parts of people, and what was measured are apart.
    let plain = |entry: &Entry<'_>, words: &[Word<'_>]| {
        let given = |phrase: &Vec<Word<'_>>| phrase.last().is_some_and(|w| treatment_like(w.text));
        entry.strength.is_none()
            && !words.iter().any(|w| !w.word && w.text.starts_with(|c: char| c.is_ascii_digit()))
            && !words.iter().any(|w| w.sorts.meet(&[Sort::Side, Sort::Kind, Sort::Sex]))
            && (entry.vague() > 0 || entry.phrases.first().is_some_and(given))
    };
    // "placebo" is no other name of a treatment, "controls" may be one of what was usual.
    let control = |entry: &Entry<'_>| entry.control && entry.vague() == 0;
    one.vague().min(other.vague()) < 2
        && !(one.vague() == 1 && other.vague() == 1 && one.control != other.control)
        && plain(one, &own)
        && plain(other, &theirs)
        && (one.control || !control(other))
        && (other.control || !control(one))
        && !(one.control && other.vague() == 2 || other.control && one.vague() == 2)
        && (one.negated == other.negated || alike(&own, &theirs))
}

/// Whether the names share a word that tells, or are both of a control.
fn akin(one: &Entry<'_>, other: &Entry<'_>) -> bool {
    let adds = one.combined || other.combined;
    let shared = || {
        one.keys.iter().any(|key| {
            let telling = |w: &Word<'_>| {
                w.key == *key && !w.sorts.meet(&[Sort::Weak, Sort::Generic]) && w.text.len() > 3
            };
            other.keys.contains(key) && one.phrases.iter().flatten().any(telling)
        })
    };
    // "S. aureus positive" and "S. aureus negative", "hand written" and "hand signed": what differs tells them apart.
    let within = |a: &[u64], b: &[u64]| a.iter().all(|key| b.contains(key));
    let whole = within(&one.keys, &other.keys)
        || within(&other.keys, &one.keys)
        || one.keys.len() != other.keys.len();
    let tested = |entry: &Entry<'_>| entry.keys.iter().any(|key| told(*key, Sort::Experimental));
    let controls = one.control && other.control && !tested(one) && !tested(other);
    !adds && one.negated == other.negated && (controls || whole && shared())
}

/// Whether a word of one name is a word of the other but for a letter or a prefix: "no cooling", "noncooling".
fn alike(one: &[Word<'_>], other: &[Word<'_>]) -> bool {
    let ends = |a: &Word<'_>, b: &Word<'_>| {
        a.text.len() > 4
            && b.text.len() > a.text.len()
            && b.text.to_lowercase().ends_with(&a.text.to_lowercase())
    };
    one.iter().any(|a| other.iter().any(|b| ends(a, b) || ends(b, a)))
}

/// Whether the text says that there are two groups, and nowhere that there are more.
fn speaks_of_two(words: &[Words<'_>]) -> bool {
    let groups = |w: &Word<'_>| w.is(&["groups", "arms", "treatments", "regimens"]);
    let says = |numbers: &[&str]| {
        words.iter().any(|own| {
            own.windows(3).any(|w| w[0].is(numbers) && (groups(&w[1]) || groups(&w[2])))
                || own.windows(2).any(|w| w[0].is(numbers) && w[1].is(&["group", "arm"]))
        })
    };
    says(&["two", "2", "both"]) && !says(&["three", "3", "four", "4", "five", "5", "six", "6", "third"])
}
