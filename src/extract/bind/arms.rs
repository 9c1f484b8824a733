//! Who the groups are: from "randomly assigned … to receive either X or Y", the title, "the X group".

use std::collections::HashMap;

use crate::extract::sentence::Sentence;
use crate::finding::{Arm, ArmId, Phrase};
use crate::lex::Cue;
use crate::text::Span;

mod phrases;
mod vocabulary;

use super::words::{Word, words};
use phrases::{Candidate, assignment, comparison, groups, recipients, sized};
use vocabulary::{CONTROL, EXPERIMENTAL, GENERIC};

/// More arms than any trial reports in an abstract.
const MOST: usize = 8;

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
    /// The two that the trial compares, the arm under test first, where it has two and no more.
    pair: Option<(ArmId, ArmId)>,
}

impl Arms {
    /// The order "V vs V" is in where nothing nearer says: the arm under test first, the control second.
    pub(super) fn pair(&self) -> Option<(ArmId, ArmId)> {
        self.pair
    }

    /// The other of the two arms that the trial compares.
    pub(super) fn other(&self, arm: ArmId) -> Option<ArmId> {
        let (a, b) = self.pair?;
        if arm == a {
            Some(b)
        } else if arm == b {
            Some(a)
        } else {
            None
        }
    }
}

/// Finds the arms and their mentions.
pub(super) fn find(sentences: &[Sentence<'_>]) -> Arms {
    let words: Vec<Vec<Word<'_>>> = sentences.iter().map(words).collect();
    let mut assigned = Vec::new();
    let mut grouped = Vec::new();
    let mut compared = Vec::new();
    for (sentence, words) in sentences.iter().zip(&words) {
        if assigned.len() < 2 && !sentence.title {
            assigned.extend(assignment(sentence, words));
        }
        compared.extend(comparison(sentence, words));
        groups(sentence, words, &mut grouped);
        sized(sentence, words, &mut grouped);
        recipients(sentence, words, &mut grouped);
    }
    let mut table = Table::default();
    for candidate in assigned.iter().take(MOST) {
        table.add(candidate);
    }
    let randomised = table.arms.len();
    for candidate in grouped.iter().chain(&compared) {
        table.add(candidate);
    }
    // What is said often enough on both sides of a comparison names arms, where nothing surer does.
    if table.arms.len() < 2 {
        for pair in compared.chunks_exact(2).take(MOST) {
            let often = |c: &Candidate<'_>| c.words.len() <= 4 && count(&words, &c.words) >= 2;
            if often(&pair[0]) && often(&pair[1]) {
                for side in pair {
                    table.add(&Candidate { words: side.words.clone(), sure: true });
                }
            }
        }
    }
    let mut mentions: Vec<Vec<Mention>> = Vec::with_capacity(sentences.len());
    let index = table.index();
    for (sentence, words) in sentences.iter().zip(&words) {
        mentions.push(table.mentions(&index, sentence, words));
    }
    let arms = table.arms(sentences, &mentions);
    let two = if randomised == 2 { 2 } else { arms.len() };
    let control =
        |i: usize| arms[i].name.split(' ').any(|word| CONTROL.contains(&word.to_ascii_lowercase().as_str()));
    let pair = (two == 2 && arms.len() >= 2)
        .then(|| if control(0) && !control(1) { (ArmId(1), ArmId(0)) } else { (ArmId(0), ArmId(1)) });
    Arms { arms, mentions, pair }
}

/// How often a phrase stands in the article, up to three times.
fn count(sentences: &[Vec<Word<'_>>], phrase: &[Word<'_>]) -> usize {
    let same =
        |window: &[Word<'_>]| window.iter().zip(phrase).all(|(a, b)| a.text.eq_ignore_ascii_case(b.text));
    sentences.iter().flat_map(|words| words.windows(phrase.len().max(1))).filter(|w| same(w)).take(3).count()
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
