//! `randomly assigned … to receive either X or Y`: the list behind the verb.

mod passive;

use super::candidate::{Candidate, bare, foreign_words, manner, tells};
use super::comparison::with_or_without;
use super::listed::controlled::with_control;
use super::listed::counted::in_bracket;
use super::listed::{dosed, enumerator, split};
use crate::extract::bind::words::{Word, Words};
use crate::extract::sentence::Sentence;
use crate::finding::Role;
use crate::lex::{Classes, Cue, Sort};

pub(super) use passive::passive;

/// Items between "randomly assigned" and its "to", at most: "patients with …, in a 1:1 ratio, …".
pub(super) const FARTHEST_TO: usize = 40;

/// Verbs whose "to" opens a list of arms behind "In this randomized study".
const MOVED: &[&str] = &["switched", "changed", "transferred", "converted", "titrated"];

/// `to receive either subcutaneous daratumumab monotherapy or active monitoring`: the list behind the verb.
pub(super) fn assignment<'t>(s: &Sentence<'t>, words: &Words<'t>, list: usize) -> Vec<Candidate<'t>> {
    let found = assigned(s, words, list);
    if found.is_empty() { with_control(s, words, list) } else { found }
}

/// The same, where a verb assigns or says as much.
fn assigned<'t>(s: &Sentence<'t>, words: &Words<'t>, list: usize) -> Vec<Candidate<'t>> {
    // "31 randomized trials, in which nurses were randomly allocated to …"
    let first = |k: usize| (k..words.len()).find(|k| assigns(s, &words[*k]));
    let verb = words.holds(Sort::Assigns).then(|| first(0)).flatten();
    let verb = verb.map(|verb| match first(verb + 1) {
        Some(next) if adjective(s, words, verb) => next,
        _ => verb,
    });
    let Some(verb) = verb else {
        let mut either = treated_with_either(s, words, list);
        if either.is_empty() {
            either = numbered(s, words, list);
        }
        return if either.is_empty() { received_sized(s, words, list) } else { either };
    };
    // From the end of the verb's phrase on.
    let more = words[verb + 1..].iter().take_while(|w| w.item == words[verb].item).count();
    let verb = verb + more;
    let reach = &words[verb + 1..words.len().min(verb + FARTHEST_TO)];
    // "to be trained with or without Y": who gets Y and who does not.
    let clause = reach.iter().take_while(|w| w.word).count();
    let behind_to =
        (verb + 1..verb + 1 + clause).filter(|k| words[verb..*k].iter().any(|w| w.is(&["to", "receive"])));
    if let Some((with, without)) = behind_to.clone().find_map(|k| with_or_without(s, words, k))
        && tells(&with)
        && !foreign_words(&with)
    {
        let arm = |words| Candidate { words, also: Vec::new(), list, sure: true };
        return vec![arm(with), arm(without)];
    }
    if let Some(found) = in_bracket(s, words, verb, list) {
        return found;
    }
    // "a randomized controlled study of patients with moderate to severe …", but "were then switched to X or Y"
    let adjective = adjective(s, words, verb);
    let moved = |to: &Word<'_>| to.item.checked_sub(1).is_some_and(|b| s.is_word(b, MOVED));
    // "pupils who were either tired or awake", "a kind of rash (either red or white)": how they are.
    let depth = words[verb].depth;
    let in_open =
        |w: &Word<'_>| w.depth <= depth && !w.item.checked_sub(1).is_some_and(|b| s.cue(b) == Cue::Was);
    // "30 were randomised to X, 31 to Y and 32 to Z": the list starts behind the verb's own "to".
    let own = s.words(words[verb].item).ends_with("to");
    let counted = |w: &Word<'_>| own && w.item.checked_sub(1).is_some_and(|b| s.items[b].number().is_some());
    let starts: [&dyn Fn(&Word<'_>) -> bool; 6] = [
        &|w| w.is_of(Sort::Either) && in_open(w),
        &|w| w.text == ":",
        &|w| w.is(&["receive", "receiving", "received"]),
        &|w| w.is(&["to", "into"]) && (!adjective || moved(w)) && !counted(w),
        &|w| w.is_of(Sort::Between),
        &|w| w.is(&["with"]) && w.cue == Cue::Received,
    ];
    // "to", "receive" and "either" of "to receive either" open the same list.
    let mut empty: Vec<usize> = Vec::new();
    for (n, start) in starts.iter().enumerate() {
        // Of "to … to …" the first that opens a list.
        for at in (0..reach.len()).filter(|k| start(&reach[*k])).take(3) {
            let from = behind_leads(s, words, verb + 2 + at);
            if empty.contains(&from) {
                continue;
            }
            let list = listed_from(s, words, from, list);
            if list.is_empty() {
                empty.push(from);
                continue;
            }
            // "randomized treatment with A or B", but not "a randomized trial, with 8 weeks of treatment with A and B".
            let told = n < starts.len() - 1 || !adjective || words[verb..].iter().any(|w| w.cue == Cue::Or);
            if told {
                return list;
            }
        }
    }
    // "were randomly assigned placebo, tolvarin 250 mg/day, or …": no "to" at all.
    if s.words(words[verb].item).ends_with("to")
        || !adjective && words.get(verb + 1).is_some_and(|w| w.word && w.cue == Cue::None)
    {
        let from = behind_leads(s, words, verb + 1);
        return if empty.contains(&from) { Vec::new() } else { listed_from(s, words, from, list) };
    }
    Vec::new()
}

/// Whether a word is of a verb that assigns: "randomly assigned", "randomized to", "divided".
fn assigns(s: &Sentence<'_>, word: &Word<'_>) -> bool {
    // "randomised trial", "randomly selected"
    let otherwise = || ["trial", "selected"].iter().any(|other| s.words(word.item).contains(other));
    word.is_of(Sort::Assigns)
        && matches!(word.cue, Cue::Role(Role::Randomized) | Cue::Received | Cue::None)
        && (s.items[word.item].single || !otherwise())
}

/// Whether the word that would assign says how a study was done: "a randomized controlled study".
fn adjective(s: &Sentence<'_>, words: &[Word<'_>], verb: usize) -> bool {
    const NOUNS: &[&str] = &[
        "controlled",
        "comparison",
        "comparisons",
        "controls",
        "study",
        "studies",
        "clinical",
        "crossover",
        "cross",
        "pilot",
        "comparative",
        "comparison",
        "evaluation",
        "investigation",
        "experiment",
        "experimental",
        "factorial",
        "intervention",
        "treatment",
        "multicentered",
        "multinational",
        "international",
        "design",
        "double",
        "trial",
        "trials",
        "phase",
        "open",
        "single",
        "prospective",
        "multicenter",
        "multicentre",
        "parallel",
        "placebo",
    ];
    let was = verb.checked_sub(1).is_some_and(|b| words[b].cue == Cue::Was);
    // "were randomised to placebo or": one item with its "to".
    let was = was || s.words(words[verb].item).ends_with("to");
    let comma = usize::from(words.get(verb + 1).is_some_and(|w| w.text == ","));
    words.get(verb + 1 + comma).is_some_and(|w| w.is(NOUNS)) && !was
}

/// `three diets were eaten in random order: 1) X, 2) Y, and 3) Z` names all that people get.
fn numbered<'t>(s: &Sentence<'t>, words: &Words<'t>, list: usize) -> Vec<Candidate<'t>> {
    const LISTED: &[&str] = &[
        "groups",
        "arms",
        "treatments",
        "regimens",
        "interventions",
        "conditions",
        "diets",
        "strategies",
        "trials",
        "protocols",
        "sessions",
        "random",
        "randomly",
        "crossover",
        "order",
    ];
    if !s.has(Classes::BRACKET) {
        return Vec::new();
    }
    let Some(colon) = words.iter().position(|w| w.text == ":") else { return Vec::new() };
    let told = || words[..colon].iter().any(|w| w.is(LISTED));
    if enumerator(s, words, colon + 1) == 0 || !told() {
        return Vec::new();
    }
    listed(s, words, colon + 1, list)
}

/// `were treated with either X or Y` assigns as well.
fn treated_with_either<'t>(s: &Sentence<'t>, words: &Words<'t>, list: usize) -> Vec<Candidate<'t>> {
    if !words.holds(Sort::Either) {
        return Vec::new();
    }
    let either = words.iter().enumerate().position(|(at, w)| {
        w.is_of(Sort::Either)
            && at.checked_sub(1).is_some_and(|b| {
                words[b].cue == Cue::Received || words[b].is(&["to", "with", "receive", "received"])
            })
    });
    either.map_or_else(Vec::new, |at| listed(s, words, at + 1, list))
}

/// `patients received X (n = 863) or Y (n = 862)`, `received placebo, X 20 mg and Y 5 mg for a week each`: sizes, or
/// that everybody gets one after the other, say that the list is one of arms and not of what all get together.
fn received_sized<'t>(s: &Sentence<'t>, words: &Words<'t>, list: usize) -> Vec<Candidate<'t>> {
    if !words.holds(Sort::Received) {
        return Vec::new();
    }
    let sizes = || (0..s.items.len()).filter(|i| s.is_word(*i, &["n"]) && s.mark(i + 1) == Some('='));
    let verb = words.iter().position(|w| w.is_of(Sort::Received) && w.is(&["received", "receive"]));
    let Some(verb) = verb else { return Vec::new() };
    let sized = s.holds(Sort::Equal) && sizes().nth(1).is_some();
    let behind = || words[verb..].windows(2);
    let in_turn = behind().any(|pair| {
        pair[0].is(&["random", "randomised", "randomized"]) && pair[1].is(&["order", "sequence"])
    });
    if sized {
        return listed(s, words, verb + 1, list);
    }
    // "received tolvarin and placebo for 3 weeks each"
    let each = || words.iter().any(|w| w.is(&["crossover", "crossed", "each", "occasions"]));
    if !in_turn && !behind().any(|pair| pair[0].is(&["placebo"]) || pair[1].is(&["placebo"])) {
        return Vec::new();
    }
    let found = parted(listed(s, words, verb + 1, list));
    let control = |c: &Candidate<'_>| matches!(&c.words[..], [w] if w.is(&["placebo"]));
    let in_turn = in_turn || found.len() == 2 && found.iter().any(control) && each();
    if in_turn || found.len() > 2 { found } else { Vec::new() }
}

/// "placebo, X and Y" names three, where "X and Y" stands last.
fn parted(mut list: Vec<Candidate<'_>>) -> Vec<Candidate<'_>> {
    let Some(last) = list.pop_if(|last| last.words.iter().any(|w| w.is(&["and"]))) else { return list };
    let parts = last.words.split(|w| w.is(&["and"])).filter(|words| tells(words));
    list.extend(parts.map(|words| Candidate { words: words.to_vec(), also: Vec::new(), ..last }));
    list
}

/// The list that starts at word `at`, if there is one.
fn listed<'t>(s: &Sentence<'t>, words: &[Word<'t>], at: usize, list: usize) -> Vec<Candidate<'t>> {
    listed_from(s, words, behind_leads(s, words, at), list)
}

/// The word at which a list starts, behind those from `at` on that only lead to it: "to receive either".
pub(super) fn behind_leads(s: &Sentence<'_>, words: &[Word<'_>], mut at: usize) -> usize {
    // "into two equal groups of", "to one of three intervention arms:": how many, or which, and not who.
    let pointing = |at: usize| {
        words[at].sorts.meet(&[Sort::NoName, Sort::Experimental])
            && words.get(at + 1).is_some_and(|w| w.is_of(Sort::Group) && w.text.ends_with('s'))
    };
    while words.get(at).is_some_and(|w| {
        enumerator(s, words, at) == 0
            && (matches!(w.cue, Cue::Received | Cue::Article | Cue::To)
                || pointing(at)
                || w.text == ","
                    && at
                        .checked_sub(1)
                        .is_some_and(|b| words[b].is_of(Sort::Group) && words[b].text.ends_with('s'))
                || w.is(&[
                    "either",
                    "one",
                    "of",
                    "two",
                    "three",
                    "four",
                    "groups",
                    "group",
                    "arms",
                    "treatments",
                    "with",
                ])
                || w.text == ":"
                || !w.word && w.text.bytes().all(|b| b.is_ascii_digit()) && !dosed(words, at))
    }) {
        at += 1;
    }
    at
}

/// The list whose first name starts at word `at`.
pub(super) fn listed_from<'t>(
    s: &Sentence<'t>,
    words: &[Word<'t>],
    at: usize,
    list: usize,
) -> Vec<Candidate<'t>> {
    // "randomised into four groups had …": what they had.
    if words.get(at).is_some_and(|w| w.is(&["had", "did", "showed"])) {
        return Vec::new();
    }
    let first = at + enumerator(s, words, at);
    if words.get(first).is_none_or(|w| w.is_of(Sort::Aim) || !w.word && !dosed(words, first)) {
        return Vec::new();
    }
    let mut phrases = split(s, words, at, list);
    // "with either benefit or harm": nobody was assigned.
    if phrases.first().is_some_and(|c| bare(&c.words) && c.also.is_empty()) {
        return Vec::new();
    }
    // "X followed by Y, or vice versa": everybody gets both.
    if phrases.iter().any(|c| c.words.last().is_some_and(|w| w.is(&["versa"]))) {
        return Vec::new();
    }
    if let [one, other] = &phrases[..]
        && turned(&one.words, &other.words)
    {
        return Vec::new();
    }
    phrases.retain(|c| !bare(&c.words) || !c.also.is_empty());
    parted_placebo(&mut phrases);
    phrases.retain(|c| !manner(&c.words));
    // Behind the list something else may follow a comma: "placebo or X, as desired, over 12 weeks".
    if let Some(end) = phrases.iter().position(|c| foreign_words(&c.words)) {
        phrases.truncate(end);
        let item = |c: &Candidate<'_>| c.words.first().map_or(0, |w| w.item);
        let (from, to) = (phrases.first().map_or(0, item), phrases.last().map_or(0, item));
        if !(from..to).any(|i| matches!(s.cue(i), Cue::Or | Cue::Versus)) {
            return Vec::new();
        }
    }
    if phrases.len() >= 2 { phrases } else { Vec::new() }
}

/// "to placebo and tolvarin 5, 10 and 20 mg": of the strengths, and placebo.
fn parted_placebo(phrases: &mut Vec<Candidate<'_>>) {
    let led = |c: &Candidate<'_>| matches!(&c.words[..], [placebo, and, _, ..] if placebo.is(&["placebo"]) && and.is(&["and"]));
    if phrases.len() < 2 || !phrases.iter().all(led) {
        return;
    }
    let Some(first) = phrases.first() else { return };
    let placebo = Candidate { words: first.words[..1].to_vec(), also: Vec::new(), ..*first };
    for phrase in phrases.iter_mut() {
        phrase.words.drain(..2);
    }
    phrases.insert(0, placebo);
}

/// "X followed by Y or Y followed by X": everybody gets both.
fn turned(one: &[Word<'_>], other: &[Word<'_>]) -> bool {
    let parts = |words: &[Word<'_>]| {
        let at = words.iter().position(|w| w.is(&["followed"]))?;
        let keys = |words: &[Word<'_>]| -> Vec<u64> {
            words.iter().filter(|w| tells(std::slice::from_ref(*w))).map(|w| w.key).collect()
        };
        Some((keys(&words[..at]), keys(&words[at + 1..])))
    };
    match (parts(one), parts(other)) {
        (Some((a, b)), Some((c, d))) => !a.is_empty() && a == d && b == c,
        _ => false,
    }
}
