//! `with X than with Y`, `X versus Y in …`, `comparison of X and Y`: both sides of a comparison.

use super::MOST;
use super::candidate::{Candidate, DEGREES, LONGEST_NAME, bare, foreign_words, hyphened, tells};
use super::table::Table;
use crate::extract::bind::outcome::nature::{treatment_like, treats};
use crate::extract::bind::words::{Word, Words};
use crate::extract::sentence::Sentence;
use crate::lex::{Classes, Cue, Sort};

/// The pairs of a sentence, each a list of its own, numbered from `list` on.
pub(super) fn comparison<'t>(s: &Sentence<'t>, words: &Words<'t>, list: usize) -> Vec<Candidate<'t>> {
    let mut out: Vec<Candidate<'t>> = Vec::new();
    let compared = words.holds(Sort::Compares);
    let likened = words.holds(Sort::Likened);
    if !s.title && !s.has(Classes::VERSUS) && !compared && !likened && !words.holds(Sort::Lone) {
        return out;
    }
    let mut list = list;
    let mut add = |left: Vec<Word<'t>>, right: Vec<Word<'t>>, sure: bool| {
        // "(NS versus X)": not significant.
        let judged =
            [&left, &right].iter().any(|side| matches!(side[..], [w] if w.text == "NS") || bare(side));
        if !judged && tells(&left) && tells(&right) && !foreign_words(&left) && !foreign_words(&right) {
            for words in [left, right] {
                out.push(Candidate { words, also: Vec::new(), list, sure: sure || s.title });
            }
            list += 1;
        }
    };
    for (k, word) in words.iter().enumerate() {
        let cue = word.cue;
        // Nearly every word neither joins two sides nor tells of one: "is" has a meaning, alone or in a phrase.
        if cue == Cue::None && !s.title {
            continue;
        }
        let said = if k < 2 { leading(s, words, k) } else { None };
        if let Some((left, right)) = said.or_else(|| predicate(s, words, k)) {
            add(left, right, false);
        }
        // Elsewhere the two may be what all got before, or how they were operated on.
        if s.title
            && let Some((with, without)) = with_or_without(s, words, k)
        {
            add(with, without, false);
        }
        let held = compared && word.is(&["with", "to"]) && held_against(words, k);
        let joint = cue == Cue::Versus
            || held
            || compared && cue == Cue::And && (compares(words, k) || were_compared(words, k));
        let behind_alone = || words[..k].iter().rev().take(2).any(alone);
        let joins = joint || matches!(cue, Cue::Or | Cue::And) && behind_alone();
        if !joins {
            continue;
        }
        let (left, right) = (side(s, words, k, true), side(s, words, k, false));
        if held && [&left, &right].iter().any(|side| side.last().is_none_or(|w| !treatment_like(w.text))) {
            continue;
        }
        let added = added(&left, &right);
        if !joint && !added {
            continue;
        }
        // "in patients with glaucoma or ocular hypertension": what they have, and not what they get.
        let before = k.saturating_sub(left.len());
        let had = cue == Cue::Or && (before.saturating_sub(3)..before).any(|b| words[b].cue == Cue::People);
        // "in the management of gallstones or strictures"
        let treated = cue == Cue::Or
            && before >= 2
            && words[before - 1].is(&["of"])
            && words[before - 2].is(DISEASES_OF);
        // "was compared with X for symptoms and costs"
        let first = left.first().map_or(0, |w| w.item);
        let of_what = cue == Cue::And
            && !added
            && words[..k]
                .iter()
                .rfind(|w| w.item < first)
                .is_some_and(|w| w.is(&["for", "in", "on", "regarding", "during", "among", "at"]));
        // "in open-angle glaucoma or ocular hypertension"
        let drug = |side: &[Word<'_>]| side.last().is_some_and(|w| treats(w.text));
        let suffered = cue == Cue::Or
            && !added
            && before.checked_sub(1).is_some_and(|b| words[b].is(&["in", "with", "for", "of"]))
            && !drug(&left)
            && !drug(&right);
        if had || treated || of_what || suffered {
            continue;
        }
        add(left, right, added);
    }
    out
}

/// Of diseases, with "of" behind.
const DISEASES_OF: &[&str] =
    &["treatment", "management", "prevention", "prophylaxis", "diagnosis", "detection", "therapy", "risk"];

/// Words from a verb that compares to what it sets against each other, at most.
const COMPARED: usize = 24;

/// How often, behind a strength: "5 mg bid versus placebo".
const OFTEN: &[&str] = &["bid", "tid", "qid", "qd", "daily", "once", "twice", "nocte"];

fn alone(word: &Word<'_>) -> bool {
    word.is(&["alone", "only", "monotherapy"])
}

/// Whether two sides are a treatment alone, and with another: `X alone`, `X plus Y`.
fn added(one: &[Word<'_>], other: &[Word<'_>]) -> bool {
    let adds = |lone: &[Word<'_>], both: &[Word<'_>]| {
        lone.last().is_some_and(alone)
            && !both.iter().any(alone)
            && both.iter().skip(1).any(|w| w.is_of(Sort::Joins))
            && lone[..lone.len() - 1].iter().any(|w| tells(&[*w]) && both.iter().any(|b| b.key == w.key))
    };
    adds(one, other) || adds(other, one)
}

/// `Compared with X, Y reduced …`: what stands behind the comma, and X.
fn leading<'t>(s: &Sentence<'t>, words: &[Word<'t>], k: usize) -> Option<(Vec<Word<'t>>, Vec<Word<'t>>)> {
    let head = || words[..k].iter().all(|w| w.is(&["when", "as", "in"]));
    if words[k].cue != Cue::Versus || k > 1 || !head() {
        return None;
    }
    let comma = k + words[k..].iter().take(LONGEST_NAME + 6).position(|w| w.text == ",")?;
    let last = words.iter().rposition(|w| w.item == words[k].item)?;
    let mut one = side(s, words, comma, false);
    // Up to its verb.
    let verb = |w: &Word<'_>| w.text.len() > 4 && (w.text.ends_with("ed") || w.text.ends_with("ly"));
    one.truncate(one.iter().skip(1).position(verb).map_or(one.len(), |verb| verb + 1));
    Some((one, side(s, words, last, false)))
}

/// Words between a verb and what the subject is held against, at most.
const PREDICATE: usize = 6;

/// `X was more effective than Y`, `X is superior to Y`: the subject of the verb at word `k`, and what it is held against.
fn predicate<'t>(s: &Sentence<'t>, words: &[Word<'t>], k: usize) -> Option<(Vec<Word<'t>>, Vec<Word<'t>>)> {
    if words[k].cue != Cue::Was && !words[k].is(&["is", "are"]) {
        return None;
    }
    let reach = &words[k + 1..words.len().min(k + 2 + PREDICATE)];
    let near = reach.iter().take_while(|w| w.word);
    let held = near.clone().zip(reach.iter().skip(1)).position(|(one, next)| {
        let alike = one.is_of(Sort::Likened);
        next.cue == Cue::Versus && one.is(JUDGED) || alike && next.is(&["to", "with"])
    })?;
    let joint = k + 1 + held + 1;
    Some((side(s, words, k, true), side(s, words, joint, false)))
}

/// What treatments are said to be more or less of.
const JUDGED: &[&str] = &[
    "effective",
    "efficacious",
    "potent",
    "safe",
    "tolerated",
    "likely",
    "active",
    "better",
    "worse",
    "beneficial",
];

/// `with or without X`: X, and "without X".
pub(super) fn with_or_without<'t>(
    s: &Sentence<'t>,
    words: &[Word<'t>],
    k: usize,
) -> Option<(Vec<Word<'t>>, Vec<Word<'t>>)> {
    let [with, joint, without] = words.get(k..k + 3)? else { return None };
    let pair = with.is(&["with"]) && without.is(&["without"]);
    if !pair || !joint.is(&["and", "or"]) {
        return None;
    }
    let name = side(s, words, k + 2, false);
    let other = std::iter::once(*without).chain(name.iter().copied()).collect();
    Some((name, other))
}

/// Whether "and" joins two that are compared: "comparison of X and Y", "comparing the effects of X (5 mg daily) and Y".
fn compares(words: &[Word<'_>], k: usize) -> bool {
    // "comparison of X and Y for the treatment of gout and of asthma": what they are for.
    let purpose = |w: &Word<'_>| w.is(&["for", "during"]);
    let plain = |w: &Word<'_>| (w.word || w.depth > 0 || w.numeric) && !purpose(w);
    let from = k.saturating_sub(LONGEST_NAME + 8);
    (from..k).rev().take_while(|b| plain(&words[*b])).any(|b| words[b].is_of(Sort::Compares))
}

/// Whether "with" or "to" sets against each other what a verb compares: `compare the effect of X with that of Y`.
fn held_against(words: &[Word<'_>], k: usize) -> bool {
    let plain = |w: &Word<'_>| {
        (w.word || w.depth > 0 || w.numeric)
            && !matches!(w.cue, Cue::Versus | Cue::Was)
            && (w.cue != Cue::Received || w.is(&["treatment", "with"]))
    };
    let from = k.saturating_sub(COMPARED);
    let mut before = (from..k).rev().take_while(|b| plain(&words[*b]));
    let verb = before.find(|b| words[*b].is(&["compare", "compared", "compares", "comparing", "comparison"]));
    // "comparison with X", "compared X to assess Y"
    let behind = words.get(k + 1).is_some_and(|w| w.is_of(Sort::Aim));
    // Of several the first: "compare A with B in patients with C".
    // And "compare A and B in patients with C" says nothing of the sort.
    let plain = |w: &Word<'_>| {
        let else_said = w.cue == Cue::Preposition && !w.is(&["without"]) || w.is(&["to"]);
        !else_said || w.depth > 0
    };
    let first = |verb: usize| words[verb + 1..k].iter().all(plain) && words[k - 1].cue != Cue::People;
    // "comparison of two doses of X with Y"
    let doses =
        (from..k).any(|b| words[b].is(&["doses", "dose", "concentrations", "combination", "combinations"]));
    !behind && !doses && verb.is_some_and(|verb| verb + 1 < k && first(verb))
}

/// Whether "and" joins two of which it says behind that they were compared: "the effects of X and Y were compared".
fn were_compared(words: &[Word<'_>], k: usize) -> bool {
    let behind = words[k + 1..].iter().take(LONGEST_NAME + 6).take_while(|w| w.word || w.depth > 0);
    let mut behind = behind.skip_while(|w| w.cue != Cue::Was);
    behind.next().is_some() && behind.take(2).any(|w| w.is_of(Sort::Compares))
}

/// The phrase on one side of a comparison: up to a boundary, no longer than a name.
pub(super) fn side<'t>(s: &Sentence<'t>, words: &[Word<'t>], k: usize, left: bool) -> Vec<Word<'t>> {
    let mut out = Vec::new();
    let mut at = k;
    loop {
        if left {
            let Some(next) = at.checked_sub(1) else { break };
            at = next;
        } else {
            at += 1;
        }
        let Some(word) = words.get(at) else { break };
        if word.item == words[k].item {
            continue;
        }
        // "X (8 to 16 mg once daily) and Y": a bracket between the name and the joint.
        if out.is_empty() && left && (s.closes(word.item) || word.depth > words[k].depth) {
            continue;
        }
        // "rofecoxib 50 mg compared with placebo": a strength between the name and the joint.
        let strength = word.cue == Cue::Dose || word.numeric || word.text == "/";
        // "once-daily versus twice-daily": how often is the name.
        let named = || {
            let often = |at: Option<usize>| at.and_then(|at| words.get(at)).is_some_and(|w| w.is(OFTEN));
            often(k.checked_sub(1)) && often(k.checked_sub(2)) && often(Some(k + 1))
        };
        if out.is_empty() && left && (strength || word.is(OFTEN) && !named()) && k - at <= 4 {
            continue;
        }
        // "tolvarin was compared with alfazumab", "the effects of tolvarin were then compared with those of …"
        let compared = |w: &Word<'_>| w.is(&["compared"]);
        let linked = out.is_empty() && left && (word.cue == Cue::Was || word.is(&["then"]));
        if linked && k - at <= 3 && words[at + 1..=k].iter().any(compared) {
            continue;
        }
        // "versus less intensive control", "more intensive versus …"
        let degree = |at: Option<usize>| at.and_then(|at| words.get(at)).is_some_and(|w| w.is(DEGREES));
        if word.is(&["less", "more"]) && degree(Some(at + 1)) && (!left || !out.is_empty()) {
            out.push(*word);
            if left {
                break;
            }
            continue;
        }
        // "in obese individuals than in lean ones": the people behind a name.
        if out.is_empty() && left && word.cue == Cue::People {
            continue;
        }
        // "10 mg tolvarin versus 20 mg tolvarin": the strength is no part of the name, as "low-dose" is.
        let counted = |b: usize| words[b].numeric;
        if left && !out.is_empty() && word.cue == Cue::Dose && at.checked_sub(1).is_some_and(counted) {
            break;
        }
        let opening = out.is_empty() && !left;
        let unit = |at: usize| words.get(at).is_some_and(|w| w.cue == Cue::Dose);
        let name = |at: usize| words.get(at).is_some_and(|w| w.word && w.cue == Cue::None);
        let number = |at: usize| words.get(at).is_some_and(|w| w.numeric);
        let dosed = number(at) && unit(at + 1) && name(at + 2)
            || at.checked_sub(1).is_some_and(number) && unit(at) && name(at + 1);
        if opening && dosed {
            continue;
        }
        if opening
            && word.is(&["with", "in", "the", "for", "those", "to", "a", "an", "than", "among", "both"])
        {
            continue;
        }
        // "with that of placebo", "to the effect of placebo"
        let of = |at: usize| words.get(at).is_some_and(|w| w.cue == Cue::Of);
        if opening && (word.is(&["that", "those", "effect", "effects", "use"]) && of(at + 1) || of(at)) {
            continue;
        }
        let bound = !word.word
            || matches!(
                word.cue,
                Cue::Was
                    | Cue::And
                    | Cue::Versus
                    | Cue::Of
                    | Cue::Lower
                    | Cue::Higher
                    | Cue::Role(_)
                    | Cue::Received
                    | Cue::To
                    | Cue::Or
                    | Cue::Article
                    | Cue::People
                    | Cue::Difference
            )
            || word.cue == Cue::Preposition
            || word.sorts.meet(&[Sort::Between, Sort::Compares]);
        if bound && !hyphened(s, word) {
            break;
        }
        if word.cue != Cue::Group {
            out.push(*word);
        }
        if out.len() >= LONGEST_NAME {
            break;
        }
    }
    if left {
        out.reverse();
    }
    // "with alfazumab followed by an open phase"
    while !left && out.len() > 1 && out.last().is_some_and(|w| w.is(&["followed", "given", "administered"])) {
        out.pop();
    }
    out
}

/// What drugs are called by what they do.
pub(super) const CLASSES: &[&str] = &[
    "inhibitor",
    "blocker",
    "antagonist",
    "agonist",
    "agent",
    "drug",
    "diuretic",
    "antibiotic",
    "analgesic",
    "opioid",
    "steroid",
    "corticosteroid",
    "statin",
    "anesthetic",
    "anaesthetic",
    "antidepressant",
    "antipsychotic",
    "insulin",
    "inhibitors",
    "blockers",
];

/// The drug that its class leads: the tolvarin of "the beta blocker tolvarin".
fn of_class(mut side: Candidate<'_>) -> Option<Candidate<'_>> {
    let class = side.words.iter().rposition(|w| w.is(CLASSES)).filter(|at| at + 1 < side.words.len())?;
    side.words.drain(..=class);
    tells(&side.words).then_some(side)
}

/// Adds the pairs both of whose sides pass.
pub(super) fn pairs<'c, 't: 'c>(
    table: &mut Table<'t, '_>,
    candidates: impl Iterator<Item = &'c Candidate<'t>>,
    passes: impl Fn(&Candidate<'t>) -> bool,
) {
    let candidates: Vec<&Candidate<'t>> = candidates.take(2 * MOST).collect();
    for pair in candidates.chunk_by(|a, b| a.list == b.list) {
        let [one, other] = pair else { continue };
        let found = |side: &Candidate<'t>| {
            let own = Candidate { words: side.words.clone(), also: Vec::new(), list: side.list, sure: true };
            if passes(&own) { Some(own) } else { of_class(own).filter(|own| passes(own)) }
        };
        if let (Some(one), Some(other)) = (found(one), found(other)) {
            table.add(&one);
            table.add(&other);
        }
    }
}
