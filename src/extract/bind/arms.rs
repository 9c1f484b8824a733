//! Who the groups are: from "randomly assigned … to receive either X or Y", the title, "the X group".

use std::collections::HashMap;

use crate::extract::sentence::Sentence;
use crate::finding::{Arm, ArmId, Phrase, Role};
use crate::lex::Cue;
use crate::text::Span;

use super::words::{Word, words};

/// More arms than any trial reports in an abstract.
const MOST: usize = 8;
/// Words in the name of an arm, at most.
const LONGEST_NAME: usize = 7;

/// Words that do not tell one arm from another.
const GENERIC: &[&str] = &[
    "group",
    "groups",
    "arm",
    "arms",
    "therapy",
    "treatment",
    "monotherapy",
    "patients",
    "alone",
    "the",
    "a",
    "an",
    "either",
    "of",
    "and",
    "plus",
    "with",
    "in",
    "to",
    "daily",
    "oral",
    "regimen",
    "treated",
    "participants",
    "assigned",
    "received",
    "receiving",
    "recipients",
    "combination",
    "cohort",
    "mg",
    "once",
    "twice",
    "women",
];

/// What "the … group" may say without naming an arm.
const NO_NAME: &[&str] = &[
    "each",
    "both",
    "two",
    "three",
    "four",
    "study",
    "this",
    "all",
    "same",
    "other",
    "either",
    "any",
    "between",
    "one",
    "age",
    "patient",
    "these",
    "those",
    "parallel",
    "randomized",
    "randomised",
    "every",
    "per",
    "entire",
    "whole",
    "subject",
    "risk",
    "several",
    "different",
    "multiple",
    "ethnic",
    "support",
    "focus",
    "working",
    "trial",
    "our",
    "first",
    "second",
    "third",
    "its",
    "respective",
    "latter",
    "former",
    "total",
    "overall",
    "single",
    "consecutive",
    "similar",
    "collaborative",
    "no",
];

/// Names of groups that only say which side they are on.
const CONTROL: &[&str] = &[
    "control",
    "controls",
    "placebo",
    "comparison",
    "comparator",
    "usual",
    "standard",
    "sham",
    "conventional",
    "routine",
    "reference",
    "untreated",
    "unexposed",
];
const EXPERIMENTAL: &[&str] =
    &["intervention", "treatment", "experimental", "active", "treated", "study", "exposed", "exposure"];

/// Where an arm is named in a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mention {
    pub(super) arm: ArmId,
    /// First and last item of the phrase (with "group" behind it).
    pub(super) first: usize,
    pub(super) last: usize,
}

/// The arms of an article and where each sentence names them.
pub(super) struct Arms {
    pub(super) arms: Vec<Arm>,
    /// Per sentence, in order.
    pub(super) mentions: Vec<Vec<Mention>>,
}

impl Arms {
    /// The order "V vs V" is in where nothing nearer says: the arm under test first, the control second.
    pub(super) fn pair(&self) -> Option<(ArmId, ArmId)> {
        if self.arms.len() != 2 {
            return None;
        }
        let control = |i: usize| {
            self.arms[i].name.split(' ').any(|word| CONTROL.contains(&word.to_ascii_lowercase().as_str()))
        };
        Some(if control(0) && !control(1) { (ArmId(1), ArmId(0)) } else { (ArmId(0), ArmId(1)) })
    }

    /// The other of two arms.
    pub(super) fn other(&self, arm: ArmId) -> Option<ArmId> {
        (self.arms.len() == 2).then(|| ArmId(1 - arm.0))
    }
}

/// A phrase that may name an arm.
struct Candidate<'t> {
    words: Vec<Word<'t>>,
    /// How surely it names one: an assignment list says so, "the X group" almost, a comparison only where it fits.
    sure: bool,
}

/// Finds the arms and their mentions.
pub(super) fn find(sentences: &[Sentence<'_>]) -> Arms {
    let words: Vec<Vec<Word<'_>>> = sentences.iter().map(words).collect();
    let mut assigned = Vec::new();
    let mut grouped = Vec::new();
    let mut compared = Vec::new();
    for (sentence, words) in sentences.iter().zip(&words) {
        if sentence.title {
            compared.extend(comparison(sentence, words));
        } else {
            if assigned.len() < 2 {
                assigned.extend(assignment(sentence, words));
            }
            compared.extend(comparison(sentence, words));
        }
        groups(sentence, words, &mut grouped);
    }
    let mut table = Table::default();
    for candidate in assigned.iter().take(MOST) {
        table.add(candidate);
    }
    for candidate in &grouped {
        table.add(candidate);
    }
    for candidate in &compared {
        table.add(candidate);
    }
    let mut mentions: Vec<Vec<Mention>> = Vec::with_capacity(sentences.len());
    let index = table.index();
    for (sentence, words) in sentences.iter().zip(&words) {
        mentions.push(table.mentions(&index, sentence, words));
    }
    let arms = table.arms(sentences, &mentions);
    Arms { arms, mentions }
}

/// `to receive either subcutaneous daratumumab monotherapy or active monitoring`: the list behind the verb.
fn assignment<'t>(s: &Sentence<'t>, words: &[Word<'t>]) -> Vec<Candidate<'t>> {
    let Some(verb) = (0..s.items.len()).find(|i| s.cue(*i) == Cue::Role(Role::Randomized)) else {
        return Vec::new();
    };
    let to = words.iter().position(|w| {
        w.item >= verb
            && (s.cue(w.item) == Cue::To
                || s.is_word(
                    w.item,
                    &["assigned to", "randomized to", "randomised to", "allocated to", "assigned to receive"],
                ))
    });
    let Some(mut at) = to.map(|at| at + 1) else { return Vec::new() };
    while words.get(at).is_some_and(|w| {
        matches!(s.cue(w.item), Cue::Received | Cue::Article | Cue::To)
            || w.is(&["either", "one", "of", "two", "three", "four", "groups", "group", "arms"])
            || w.text == ":"
    }) {
        at += 1;
    }
    let list = split(s, words, at);
    if list.len() < 2 { Vec::new() } else { list }
}

/// Phrases from `at` on, split at "or", "versus", commas (and "and" where nothing else splits), up to where the list ends.
fn split<'t>(s: &Sentence<'t>, words: &[Word<'t>], at: usize) -> Vec<Candidate<'t>> {
    let mut phrases: Vec<Vec<Word<'t>>> = vec![Vec::new()];
    let mut joints = 0;
    let mut depth = 0usize;
    for (k, word) in words.iter().enumerate().skip(at).take(60) {
        let with_or = word.is(&["with"]) && words.get(k + 1).is_some_and(|w| w.is(&["or"]));
        match s.mark(word.item) {
            Some('(' | '[') => {
                depth += 1;
                continue;
            }
            Some(')' | ']') => {
                depth = depth.saturating_sub(1);
                continue;
            }
            Some(';' | '.') => break,
            _ if depth > 0 => continue,
            Some(',') => {
                phrases.push(Vec::new());
                continue;
            }
            _ => {}
        }
        if with_or {
            break;
        }
        match s.cue(word.item) {
            Cue::Or | Cue::Versus => {
                joints += 1;
                phrases.push(Vec::new());
            }
            Cue::Preposition if !word.is(&["with", "without", "on"]) => {
                // "for 12 weeks" ends the list, unless another arm follows behind "or".
                if !words.iter().skip(k).take(10).any(|w| matches!(s.cue(w.item), Cue::Or | Cue::Versus)) {
                    break;
                }
                phrases.push(Vec::new());
                phrases.last_mut().into_iter().for_each(|_| {});
                skip_to_joint(&mut phrases);
            }
            Cue::Received | Cue::Article | Cue::Group if phrases.last().is_some_and(Vec::is_empty) => {}
            Cue::Group | Cue::Was | Cue::Role(_) | Cue::Time(_) | Cue::Dose => {}
            _ if !word.word => {}
            _ if word.is(&["either", "daily", "twice", "once", "weekly", "every", "to"]) => {}
            _ => {
                if let Some(phrase) = phrases.last_mut()
                    && phrase.len() < LONGEST_NAME
                {
                    phrase.push(*word);
                }
            }
        }
    }
    phrases.retain(|phrase| phrase.iter().any(|w| !GENERIC.contains(&w.text.to_ascii_lowercase().as_str())));
    if joints == 0 && phrases.len() == 1 {
        // "to A and B": "and" joins arms only where nothing else does.
        let only = phrases.pop().unwrap_or_default();
        phrases =
            only.split(|w| w.is(&["and"])).map(<[Word<'_>]>::to_vec).filter(|p| !p.is_empty()).collect();
    }
    phrases.into_iter().map(|words| Candidate { words, sure: true }).collect()
}

/// Words behind a preposition belong to no arm until the next joint.
fn skip_to_joint(phrases: &mut Vec<Vec<Word<'_>>>) {
    if phrases.last().is_some_and(Vec::is_empty) && phrases.len() > 1 {
        phrases.pop();
    }
}

/// `the daratumumab group`, `active-monitoring group`, `placebo arm`, `group A`.
fn groups<'t>(s: &Sentence<'t>, words: &[Word<'t>], out: &mut Vec<Candidate<'t>>) {
    for (k, word) in words.iter().enumerate() {
        if s.cue(word.item) != Cue::Group || word.is(&["cohort", "cohorts", "regimen", "phase"]) {
            continue;
        }
        // "International Myeloma Working Group": a name of people at work, no arm.
        let proper = |w: &Word<'_>| w.word && w.text.starts_with(char::is_uppercase);
        if proper(word) && k.checked_sub(1).is_some_and(|b| proper(&words[b]) && b > 0) {
            continue;
        }
        // "group A", "arm 2".
        if let Some(next) = words.get(k + 1)
            && (next.text.len() == 1 && next.text.starts_with(|c: char| c.is_ascii_uppercase())
                || next.text.parse::<u8>().is_ok())
            && !word.text.ends_with('s')
        {
            out.push(Candidate { words: vec![*word, *next], sure: true });
            continue;
        }
        let mut from = k;
        while from > 0 && k - from < LONGEST_NAME {
            let before = &words[from - 1];
            let bound = !before.word
                || matches!(
                    s.cue(before.item),
                    Cue::Article
                        | Cue::And
                        | Cue::Or
                        | Cue::Versus
                        | Cue::Was
                        | Cue::To
                        | Cue::Of
                        | Cue::People
                        | Cue::Role(_)
                        | Cue::Received
                )
                || s.cue(before.item) == Cue::Preposition && !before.is(&["without"])
                || matches!(
                    s.cue(before.item),
                    Cue::Lower | Cue::Higher | Cue::Difference | Cue::Measure { .. }
                );
            if bound {
                break;
            }
            from -= 1;
        }
        let name = &words[from..k];
        let named = name.iter().any(|w| !NO_NAME.contains(&w.text.to_ascii_lowercase().as_str()))
            && name.first().is_some_and(|w| !NO_NAME.contains(&w.text.to_ascii_lowercase().as_str()));
        if named {
            out.push(Candidate { words: name.to_vec(), sure: true });
        }
    }
}

/// `with X than with Y`, `X versus Y in …`: both sides of a comparison.
fn comparison<'t>(s: &Sentence<'t>, words: &[Word<'t>]) -> Vec<Candidate<'t>> {
    let mut out = Vec::new();
    for (k, word) in words.iter().enumerate() {
        let title_or = s.title && s.cue(word.item) == Cue::Or;
        if s.cue(word.item) != Cue::Versus && !title_or {
            continue;
        }
        let (left, right) = (side(s, words, k, true), side(s, words, k, false));
        if !left.is_empty() && !right.is_empty() {
            out.push(Candidate { words: left, sure: s.title });
            out.push(Candidate { words: right, sure: s.title });
        }
    }
    out
}

/// The phrase on one side of a comparison: up to a boundary, no longer than a name.
fn side<'t>(s: &Sentence<'t>, words: &[Word<'t>], k: usize, left: bool) -> Vec<Word<'t>> {
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
        let opening = out.is_empty() && !left;
        if opening
            && (word.is(&[
                "with",
                "in",
                "the",
                "for",
                "those",
                "to",
                "a",
                "than",
                "placebo-treated",
                "among",
            ]) || word.item == words[k].item)
        {
            continue;
        }
        if word.item == words[k].item {
            continue;
        }
        let bound = !word.word
            || matches!(
                s.cue(word.item),
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
            || s.cue(word.item) == Cue::Preposition;
        if bound {
            break;
        }
        if s.cue(word.item) != Cue::Group {
            out.push(*word);
        }
        if out.len() >= LONGEST_NAME {
            break;
        }
    }
    if left {
        out.reverse();
    }
    out
}

/// The arms found so far, each with the phrases that mean it.
#[derive(Default)]
struct Table<'t> {
    arms: Vec<Entry<'t>>,
}

struct Entry<'t> {
    /// Words that tell it from others, in lower case, sorted.
    keys: Vec<String>,
    phrases: Vec<Vec<Word<'t>>>,
}

impl<'t> Table<'t> {
    fn add(&mut self, candidate: &Candidate<'t>) {
        let keys = keys(&candidate.words);
        if keys.is_empty() {
            return;
        }
        if let Some(entry) = self.arms.iter_mut().find(|entry| entry.keys == keys) {
            entry.push(&candidate.words);
            return;
        }
        // A shorter or longer wording of one arm, where it is of that one only.
        let within = |a: &[String], b: &[String]| a.iter().all(|word| b.contains(word));
        let like: Vec<usize> = (0..self.arms.len())
            .filter(|i| within(&keys, &self.arms[*i].keys) || within(&self.arms[*i].keys, &keys))
            .collect();
        // "paclitaxel plus bevacizumab" is another arm than "paclitaxel".
        let combined = candidate.words.iter().any(|w| w.is(&["plus", "and", "combined", "combination"]));
        if let [only] = like[..] {
            let longer = keys.len() > self.arms[only].keys.len();
            if !(longer && combined) {
                self.arms[only].push(&candidate.words);
                return;
            }
        }
        if like.len() > 1 {
            return;
        }
        if let Some(i) = self.side(&keys) {
            self.arms[i].push(&candidate.words);
            return;
        }
        if candidate.sure && self.arms.len() < MOST {
            self.arms.push(Entry { keys, phrases: vec![candidate.words.clone()] });
        }
    }

    /// "control group" means the arm that is a control; "intervention group" the other one of two.
    fn side(&self, keys: &[String]) -> Option<usize> {
        let [a, b] = &self.arms[..] else { return None };
        let is = |entry: &Entry<'_>, names: &[&str]| entry.keys.iter().any(|k| names.contains(&k.as_str()));
        let control = keys.iter().all(|k| CONTROL.contains(&k.as_str()));
        let test = keys.iter().all(|k| EXPERIMENTAL.contains(&k.as_str()));
        match (is(a, CONTROL), is(b, CONTROL)) {
            (true, false) if control => Some(0),
            (true, false) if test => Some(1),
            (false, true) if control => Some(1),
            (false, true) if test => Some(0),
            _ => None,
        }
    }

    /// Phrases by their first word in lower case.
    fn index(&self) -> HashMap<String, Vec<(usize, Vec<String>)>> {
        let mut index: HashMap<String, Vec<(usize, Vec<String>)>> = HashMap::new();
        for (i, entry) in self.arms.iter().enumerate() {
            for phrase in &entry.phrases {
                let lower: Vec<String> = phrase.iter().map(|w| w.text.to_lowercase()).collect();
                if let Some(first) = lower.first() {
                    index.entry(first.clone()).or_default().push((i, lower));
                }
            }
        }
        for phrases in index.values_mut() {
            phrases.sort_by_key(|(_, words)| std::cmp::Reverse(words.len()));
        }
        index
    }

    fn mentions(
        &self,
        index: &HashMap<String, Vec<(usize, Vec<String>)>>,
        s: &Sentence<'_>,
        words: &[Word<'_>],
    ) -> Vec<Mention> {
        let mut out = Vec::new();
        let mut k = 0;
        while k < words.len() {
            let found = index.get(&words[k].text.to_lowercase()).and_then(|phrases| {
                phrases.iter().find(|(_, phrase)| {
                    phrase.iter().enumerate().all(|(n, word)| {
                        words.get(k + n).is_some_and(|w| {
                            w.text.eq_ignore_ascii_case(word) || w.text.to_lowercase() == *word
                        })
                    })
                })
            });
            let Some((arm, phrase)) = found else {
                k += 1;
                continue;
            };
            let end = k + phrase.len() - 1;
            let mut last = words[end].item;
            if s.cue(last + 1) == Cue::Group || s.mark(last + 1) == Some('-') && s.cue(last + 2) == Cue::Group
            {
                last += 1 + usize::from(s.mark(last + 1) == Some('-'));
            }
            out.push(Mention { arm: ArmId(*arm as u16), first: words[k].item, last });
            k = end + 1;
        }
        out
    }

    fn arms(&self, sentences: &[Sentence<'_>], mentions: &[Vec<Mention>]) -> Vec<Arm> {
        let mut arms: Vec<Arm> =
            self.arms.iter().map(|entry| Arm { name: name(entry), mentions: Vec::new() }).collect();
        for (s, mentions) in sentences.iter().zip(mentions) {
            for mention in mentions {
                let span = s.items[mention.first].span.to(s.items[mention.last].span);
                push_mention(&mut arms[usize::from(mention.arm.0)], s.text, span);
            }
        }
        for (arm, entry) in arms.iter_mut().zip(&self.arms) {
            for phrase in &entry.phrases {
                if let (Some(first), Some(last)) = (phrase.first(), phrase.last()) {
                    push_mention(arm, sentences[0].text, first.span.to(last.span));
                }
            }
        }
        arms
    }
}

fn push_mention(arm: &mut Arm, text: &str, span: Span) {
    let words = span.of(text);
    if arm.mentions.len() < 16 && !arm.mentions.iter().any(|m| m.text == words) {
        arm.mentions.push(Phrase { text: words.to_owned(), span });
    }
}

impl<'t> Entry<'t> {
    fn push(&mut self, words: &[Word<'t>]) {
        let same = |phrase: &Vec<Word<'_>>| {
            phrase.len() == words.len()
                && phrase.iter().zip(words).all(|(a, b)| a.text.eq_ignore_ascii_case(b.text))
        };
        if self.phrases.len() < 24 && !self.phrases.iter().any(same) {
            self.phrases.push(words.to_vec());
        }
    }
}

/// The shortest wording, its words joined by spaces.
fn name(entry: &Entry<'_>) -> String {
    let shortest = entry.phrases.iter().min_by_key(|phrase| phrase.len());
    let mut name = String::new();
    for word in shortest.into_iter().flatten() {
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(word.text);
    }
    name
}

fn keys(words: &[Word<'_>]) -> Vec<String> {
    let mut keys: Vec<String> =
        words.iter().map(|w| w.text.to_lowercase()).filter(|w| !GENERIC.contains(&w.as_str())).collect();
    if words.first().is_some_and(|w| w.is(&["group", "arm"])) && words.len() == 2 {
        keys = words.iter().map(|w| w.text.to_lowercase()).collect();
    }
    keys.sort();
    keys.dedup();
    keys
}
