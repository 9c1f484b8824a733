//! People that one sentence has results of, and another of their opposite: `In responders the score fell by 12 points. In
//! nonresponders it fell by 3 points.` One of them alone may be everybody; the two are groups.

use super::candidate::Candidate;
use super::held::acting;
use super::phrase::{Phrase, phrase};
use crate::extract::bind::words::{Word, Words, alike};
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::Reported;
use crate::lex::{Cue, Sort};

/// Such people of an article, at most.
const MOST: usize = 12;

/// Sentences between two that are set against each other, at most.
const APART: usize = 4;

/// The people that sentences start with, where another's are their opposite, each pair as one list.
pub(super) fn contrary<'t>(
    sentences: &[Sentence<'t>],
    words: &[Words<'t>],
    readings: &[Vec<Reading>],
    list: impl Fn(usize) -> usize,
) -> Vec<Candidate<'t>> {
    let mut heads: Vec<(usize, Vec<Word<'t>>)> = Vec::new();
    let mut out = Vec::new();
    for (n, ((s, words), readings)) in sentences.iter().zip(words).zip(readings).enumerate() {
        let result = |r: &Reading| !matches!(r.result, Reported::Participants(_) | Reported::FollowUp(_));
        if s.title || words.is_empty() || heads.len() == MOST || !readings.iter().any(result) {
            continue;
        }
        let Some(name) = head(s, words) else { continue };
        let other = heads.iter().rev().take_while(|(at, _)| n - at <= APART);
        if let Some((_, other)) = other.into_iter().find(|(_, other)| opposite(&name, other)) {
            for words in [other.clone(), name.clone()] {
                out.push(Candidate { words, also: Vec::new(), list: list(n), sure: true });
            }
        }
        heads.push((n, name));
    }
    out
}

/// The people a sentence starts with: `In patients with gout, …`, `Responders had …`.
fn head<'t>(s: &Sentence<'t>, words: &[Word<'t>]) -> Option<Vec<Word<'t>>> {
    const LEADS: &[&str] =
        &["however", "overall", "similarly", "conversely", "likewise", "again", "thus", "also"];
    let led = words.iter().take_while(|w| w.is(LEADS) || w.text == ",").count();
    let first = words.get(led)?;
    if first.is(&["in", "among", "amongst", "for"]) || first.cue == Cue::Of {
        let found: Phrase<'t> = phrase(s, words, led + 1).filter(|found| found.people)?;
        return Some(found.name);
    }
    let person = |w: &Word<'_>| {
        w.cue == Cue::People || w.sorts.meet(&[Sort::Side, Sort::Kind, Sort::Recipient]) || w.is(&["those"])
    };
    // Most sentences start with nobody.
    if !words[led..].iter().take(NEAR).any(person) {
        return None;
    }
    acting(s, words, led, words.len()).map(|(name, _)| name)
}

/// Words from the start of a sentence to the one that says whom it starts with, at most.
const NEAR: usize = 8;

/// Whether two names say the opposite: `obese` and `non-obese`, `with gout` and `without gout`, `tube-positive` and
/// `tube-negative`, `men` and `women`.
pub(super) fn opposite(one: &[Word<'_>], other: &[Word<'_>]) -> bool {
    let plain = |name: &[Word<'_>]| -> Vec<u64> {
        name.iter().filter(|w| !w.is_of(Sort::Negation)).map(|w| w.key).collect()
    };
    let negated = |name: &[Word<'_>]| name.iter().any(|w| w.is_of(Sort::Negation));
    if negated(one) != negated(other) {
        return plain(one) == plain(other);
    }
    if one.len() != other.len() || alike(one, other) {
        return false;
    }
    let mut unlike = one.iter().zip(other).filter(|(a, b)| a.key != b.key);
    let differs = unlike.next().is_some_and(|(a, b)| opposites(a, b));
    differs && unlike.next().is_none()
}

/// Whether two words are each other's opposite.
fn opposites(one: &Word<'_>, other: &Word<'_>) -> bool {
    const OPPOSITES: &[(&str, &str)] = &[
        ("positive", "negative"),
        ("women", "men"),
        ("girls", "boys"),
        ("female", "male"),
        ("females", "males"),
        ("older", "younger"),
        ("high", "low"),
        ("higher", "lower"),
        ("normal", "abnormal"),
        ("normal", "impaired"),
        ("normal", "reduced"),
        ("normal", "elevated"),
        ("mild", "severe"),
        ("moderate", "severe"),
        ("mild", "moderate"),
        ("acute", "chronic"),
        ("controlled", "uncontrolled"),
        ("treated", "untreated"),
        ("early", "late"),
        ("good", "poor"),
        ("symptomatic", "asymptomatic"),
        ("hypertensive", "normotensive"),
        ("hypertensives", "normotensives"),
        ("obese", "lean"),
        ("cases", "controls"),
        ("wild", "mutant"),
        ("left", "right"),
        ("fast", "slow"),
        ("extensive", "poor"),
    ];
    let prefixed = |long: &str, short: &str| {
        let head = long.get(..3).is_some_and(|head| head.eq_ignore_ascii_case("non"));
        head && long.get(3..).is_some_and(|rest| rest.eq_ignore_ascii_case(short))
    };
    let pair = |(a, b): &(&str, &str)| one.is(&[a]) && other.is(&[b]) || one.is(&[b]) && other.is(&[a]);
    prefixed(one.text, other.text) || prefixed(other.text, one.text) || OPPOSITES.iter().any(pair)
}

/// People and their opposite, joined: `in obese and non-obese patients`, `tube-positive (n = 12) or tube-negative women`; not
/// "men and women", who are everybody.
pub(super) fn joined<'t>(s: &Sentence<'t>, words: &Words<'t>) -> Vec<Vec<Phrase<'t>>> {
    let mut out = Vec::new();
    for (k, word) in words.iter().enumerate() {
        let joins = matches!(word.cue, Cue::And | Cue::Or | Cue::Versus);
        if !joins || !words.get(k + 1).is_some_and(|next| next.word || next.cue == Cue::Versus) {
            continue;
        }
        let behind = k + words[k..].iter().take_while(|w| w.item == word.item).count();
        let Some(other) = phrase(s, words, behind).filter(|other| other.people) else { continue };
        let told = other.name.iter().take_while(|w| w.cue != Cue::People || w.is_of(Sort::Side)).count();
        let own = &other.name[..if told == 0 { other.name.len() } else { told }];
        // A bracket may stand between the two.
        let end = before_bracket(s, words, k);
        let len = own.iter().filter(|w| !w.is_of(Sort::Negation)).count();
        let one = (len..=len + 1).filter_map(|len| words.get(end.checked_sub(len)?..end));
        let Some(one) = one.into_iter().find(|one| opposite(one, own)) else { continue };
        let both = |w: &Word<'_>| w.is_of(Sort::Side) || w.is_of(Sort::Sex);
        if len == 0 || own.iter().any(both) {
            continue;
        }
        out.push(vec![
            Phrase { name: one.to_vec(), people: true, end },
            Phrase { name: own.to_vec(), ..other },
        ]);
    }
    out
}

/// The word that the bracket before word `k` opens at, or `k`.
fn before_bracket(s: &Sentence<'_>, words: &[Word<'_>], k: usize) -> usize {
    let closed = k.checked_sub(1).is_some_and(|b| s.closes(words[b].item));
    if !closed {
        return k;
    }
    let depth = words[k].depth;
    (0..k).rev().take(24).find(|b| s.opens(words[*b].item) && words[*b].depth <= depth + 1).unwrap_or(k)
}
