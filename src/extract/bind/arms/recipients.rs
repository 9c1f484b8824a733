//! `patients receiving estrogen`, `those treated with sorafenib`, `women assigned to exemestane`, `sorafenib-treated
//! patients`, `exemestane recipients`; and `placebo`, `controls` wherever results are of them.

use super::candidate::{Candidate, LONGEST_NAME, foreign_words, manner, names, tells, trimmed};
use crate::extract::bind::outcome::measures;
use crate::extract::bind::words::{Word, Words};
use crate::extract::item::Item;
use crate::extract::sentence::Sentence;
use crate::lex::{Cue, Sort};

/// Everybody who got something.
pub(super) fn recipients<'t>(s: &Sentence<'t>, words: &Words<'t>, list: usize, out: &mut Vec<Candidate<'t>>) {
    if !words.holds(Sort::Received) && !words.holds(Sort::Recipient) {
        return;
    }
    let from = out.len();
    // Recipients who are counted, by their place in `out`.
    let mut counted = Vec::new();
    for (k, word) in words.iter().enumerate() {
        if !word.sorts.meet(&[Sort::Received, Sort::Recipient]) {
            continue;
        }
        // "treated with" is one thing of two words.
        let head = (0..=k).rev().take_while(|at| words[*at].item == word.item).last().unwrap_or(k);
        let before = head.checked_sub(1).map(|b| &words[b]);
        if word.is(&["placebo", "controls", "control"]) {
            control(s, words, k, out);
        } else if word.is(&["intervention", "experimental", "control", "comparison"])
            && (words.get(k + 1).is_some_and(|w| w.is_of(Sort::Unit)) || sided(s, words, k))
        {
            out.push(Candidate::lone(vec![*word], true));
        } else if word.is(&["recipients", "treated", "exposed", "users"])
            && let Some(before) = before
            && before.word
            && before.cue == Cue::None
            && !before.is_of(Sort::Foreign)
            && words.get(k + 1).is_none_or(|w| !w.is(&["with", "by", "for", "in"]))
        {
            if names(&[*before]) && !before.is(&["were", "was", "been", "all", "not"]) {
                out.push(Candidate::lone(vec![*before], false));
            }
        } else if word.cue == Cue::Received {
            let verb = !s.is_word(word.item, &["used", "underwent", "undergoing", "given"]);
            // "34 patients received X and 33 received Y", "282 were treated with Y".
            let were = usize::from(before.is_some_and(|b| b.is(&["were", "was"])));
            let noun = head.checked_sub(1 + were);
            let number = noun.is_some_and(|noun| so_many(s, words, noun, |i| s.count(i).is_some()));
            let people = number
                || before
                    .is_some_and(|b| b.cue == Cue::People || b.is(&["those", "who", "were", "group", "arm"]));
            let last_of_phrase = words.get(k + 1).is_none_or(|w| w.item != word.item);
            if verb && last_of_phrase {
                let before = out.len();
                received(words, k, out);
                let Some(last) = out.get(before).and_then(|c| c.words.last()) else { continue };
                // "56 patients received X and 58 Y"
                let other = noun
                    .filter(|noun| so_many(s, words, *noun, |i| whole(s, i)))
                    .and_then(|_| and_so_many(s, words, last.item));
                if let Some(name) = other {
                    counted.extend([before, out.len()]);
                    out.push(Candidate::lone(name, false));
                } else if !people {
                    out.truncate(before);
                } else if number {
                    counted.push(before);
                }
            }
        }
    }
    // Two counted groups of recipients in one sentence are two arms.
    if counted.len() >= 2 && counted.iter().all(|at| *at >= from) {
        for at in counted {
            (out[at].sure, out[at].list) = (true, list);
        }
    }
}

/// A whole number, read or not.
fn whole(s: &Sentence<'_>, i: usize) -> bool {
    s.items.get(i).and_then(Item::number).is_some_and(|n| n.decimal.as_whole().is_some())
}

/// Whether people who are counted end at word `k`: `34`, `34 patients`, `34 (48%)`, `34 patients (mean age 61 years)`.
fn so_many(s: &Sentence<'_>, words: &[Word<'_>], mut k: usize, count: impl Fn(usize) -> bool) -> bool {
    if s.closes(words[k].item) {
        let from = k.saturating_sub(APART);
        let Some(open) = (from..k).rfind(|b| s.opens(words[*b].item)).filter(|open| *open > 0) else {
            return false;
        };
        k = open - 1;
    }
    let count = |k: usize| count(words[k].item);
    count(k) || words[k].cue == Cue::People && k > 0 && count(k - 1)
}

/// `placebo`, `controls` where results are of them, and not "placebo-controlled".
fn control<'t>(s: &Sentence<'t>, words: &[Word<'t>], k: usize, out: &mut Vec<Candidate<'t>>) {
    let word = words[k];
    let controlled = s.mark(word.item + 1) == Some('-')
        || words.get(k + 1).is_some_and(|w| {
            // "or placebo was given", but not "placebo was well tolerated"
            let given = w.is(&["was"]) && k.checked_sub(1).is_some_and(|b| words[b].cue == Cue::Or);
            w.word && w.is(&["controlled", "controls", "run", "lead", "of", "for", "was", "over"]) && !given
        });

    // "(control 69.8%, intervention 68.3%)"
    let valued = words.get(k + 1).is_some_and(|w| w.numeric);
    // "or active placebo"
    let before = k.checked_sub(1).map(|b| b - usize::from(b > 0 && words[b].is(KINDS)));
    let placed = before.map(|b| words[b].item).is_some_and(|b| {
        matches!(
            s.cue(b),
            Cue::Versus | Cue::Preposition | Cue::And | Cue::To | Cue::Received | Cue::Article | Cue::Or
        ) || s.opens(b)
            || s.is_word(b, &["over"])
            // "70 (48%) of 145 controls", "23 (15%) controls"
            || word.is(&["controls"]) && of_a_share(s, b)
            || valued && matches!(s.mark(b), Some(',' | ';')) && s.items[word.item].depth > 0
            // "(insulin: placebo = 501"
            || matches!(s.mark(b), Some(':' | ',' | ';')) && matches!(s.mark(word.item + 1), Some('=' | ':'))
    });
    let closed = words.get(k + 1).is_none_or(|w| !w.word || w.cue != Cue::None || w.is_of(Sort::Unit));
    // "to control raised pressure": a verb.
    let verb = k.checked_sub(1).is_some_and(|b| words[b].cue == Cue::To)
        && words.get(k + 1).is_some_and(|w| matches!(w.cue, Cue::Higher | Cue::Lower | Cue::Article))
        || word.is(&["controls"]) && words.get(k + 1).is_some_and(|w| w.cue == Cue::Article);
    if placed && closed && !controlled && !verb {
        out.push(Candidate::lone(vec![word], true));
    }
}

/// `23 (15%) controls`, `70 (48%) of 145 controls`: whether the people named behind item `b` are those of a share.
fn of_a_share(s: &Sentence<'_>, b: usize) -> bool {
    let close = if s.items[b].numeric() && b > 1 && s.cue(b - 1) == Cue::Of { b - 2 } else { b };
    s.closes(close)
}

/// What a placebo is said to be.
const KINDS: &[&str] = &["active", "inactive", "inert", "matching", "matched", "identical", "oral", "dummy"];

/// `(intervention 68.3%, control 69.8%)`: a value right behind each side, in one bracket.
fn sided(s: &Sentence<'_>, words: &[Word<'_>], k: usize) -> bool {
    let word = words[k];
    let placed = k
        .checked_sub(1)
        .is_some_and(|b| s.opens(words[b].item) || matches!(s.mark(words[b].item), Some(',' | ';')));
    placed && s.items[word.item].depth > 0 && words.get(k + 1).is_some_and(|w| w.numeric)
}

/// What stands behind "receiving", "treated with".
fn received<'t>(words: &[Word<'t>], k: usize, out: &mut Vec<Candidate<'t>>) {
    let mut name = Vec::new();
    for next in words.iter().skip(k + 1).take(LONGEST_NAME + 3) {
        if next.cue == Cue::Article && name.is_empty() {
            continue;
        }
        let inside = next.word && matches!(next.cue, Cue::None | Cue::Adjusted) || next.is(&["plus"]);
        if !inside {
            break;
        }
        name.push(*next);
    }
    let name = trimmed(name);
    let measured = name.last().is_some_and(|w| measures(w.text) && !matches!(w.cue, Cue::Time(_)));
    if (1..=4).contains(&name.len()) && tells(&name) && !manner(&name[..1]) && !measured {
        out.push(Candidate::lone(name, false));
    }
}

/// Items between a treatment and the number of those who got another, at most: "5 mg daily for a week (group A) and 58 Y".
const APART: usize = 16;

/// `and 58 Y`, `and 91 (51.7%) Y`, behind what so many others received: Y.
fn and_so_many<'t>(s: &Sentence<'t>, words: &[Word<'t>], item: usize) -> Option<Vec<Word<'t>>> {
    let and = (item + 1..s.items.len().min(item + APART))
        .take_while(|i| {
            !matches!(s.cue(*i), Cue::Was | Cue::Versus | Cue::Or) && !matches!(s.mark(*i), Some(';' | ':'))
        })
        .find(|i| s.cue(*i) == Cue::And && whole(s, *i + 1))?;
    let behind = if s.opens(and + 2) { s.behind_bracket(and + 2)? } else { and + 2 };
    let from = words.partition_point(|w| w.item < behind);
    let inside = |w: &Word<'_>| w.word && matches!(w.cue, Cue::None | Cue::Adjusted) || w.is(&["plus"]);
    let len = words[from..].iter().take(4).take_while(|w| inside(w)).count();
    let name = trimmed(words[from..from + len].to_vec());
    let closed = words
        .get(from + len)
        .is_none_or(|w| !w.word || matches!(w.cue, Cue::And | Cue::Respectively | Cue::Group | Cue::Dose));
    // "and 5 stopped": what they did.
    let did = name.first().is_some_and(|w| w.text.ends_with("ed"));
    (closed && !did && names(&name) && !foreign_words(&name)).then_some(name)
}
