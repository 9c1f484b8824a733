//! The arms found so far, each with the phrases that mean it.

use super::candidate::Candidate;
use super::mentions::Index;
use super::short_form::{ShortForm, ShortForms};
use super::{MOST, Mention, placed};
use crate::extract::bind::words::{Word, Words};
use crate::extract::sentence::Sentence;
use crate::finding::{Arm, ArmId, Phrase};
use crate::lex::{Sort, lists};
use crate::text::Span;

/// Arms in the order they were met.
pub(super) struct Table<'t, 'f> {
    pub(super) arms: Vec<Entry<'t>>,
    forms: &'f ShortForms<'t>,
}

/// One arm.
pub(super) struct Entry<'t> {
    /// Words that tell it from others, short forms written out, sorted.
    keys: Vec<u64>,
    /// Two treatments together: "paclitaxel plus bevacizumab".
    combined: bool,
    /// One of those words turns it into its opposite; says that it is a control.
    negated: bool,
    control: bool,
    /// The list it was met in first.
    list: usize,
    phrases: Vec<Vec<Word<'t>>>,
}

/// Where a candidate belongs.
enum Place {
    Of(usize),
    New,
    Nowhere,
}

impl<'t, 'f> Table<'t, 'f> {
    pub(super) fn new(forms: &'f ShortForms<'t>) -> Self {
        Self { arms: Vec::new(), forms }
    }

    /// Adds a candidate to the arm it names, or as an arm of its own.
    pub(super) fn add(&mut self, candidate: &Candidate<'t>) {
        self.name(&candidate.words, &candidate.also, candidate.list, candidate.sure);
    }

    /// Adds a phrase, of no list and with no other names, to the arm it names, or where it is sure as an arm of its own.
    pub(super) fn add_lone(&mut self, words: &[Word<'t>], sure: bool) {
        self.name(words, &[], 0, sure);
    }

    fn name(&mut self, words: &[Word<'t>], also: &[Vec<Word<'t>>], list: usize, sure: bool) {
        let mut keys = self.keys(words);
        if keys.is_empty() {
            let Some(label) = also.first() else { return };
            keys = self.keys(label);
        }
        if keys.is_empty() {
            return;
        }
        let at = match self.place(&keys, words, list) {
            Place::Of(i) => i,
            Place::New if sure && self.arms.len() < MOST => {
                let combined = words.iter().any(|w| w.is_of(Sort::Joins) || w.text == "+");
                self.arms.push(Entry::new(keys, combined, list));
                self.arms.len() - 1
            }
            Place::New | Place::Nowhere => return,
        };
        self.arms[at].push(words);
        for name in also {
            self.arms[at].push(name);
        }
        self.short_forms(at);
    }

    /// One word of a name stands for the arm where it is of that arm alone and stands where arms do: "daratumumab" for
    /// "subcutaneous daratumumab monotherapy".
    pub(super) fn short_names(&mut self, sentences: &[Words<'t>]) {
        let owners =
            |arms: &[Entry<'_>], key: u64| arms.iter().filter(|entry| entry.keys.contains(&key)).count();
        for at in 0..self.arms.len() {
            let words: Vec<Word<'t>> = self.arms[at].phrases.iter().flatten().copied().collect();
            for word in words {
                let own = word.word
                    && word.text.len() > 2
                    && !word.is_of(Sort::Generic)
                    && !word.is_of(Sort::Weak)
                    && !word.is_of(Sort::Negation);
                // A short form stands for the words it is short for.
                let short = || {
                    self.forms.get(&word.key).is_some_and(|form| {
                        let of = |entry: &Entry<'_>| form.keys.iter().all(|key| entry.keys.contains(key));
                        !form.keys.is_empty()
                            && of(&self.arms[at])
                            && self.arms.iter().filter(|entry| of(entry)).count() == 1
                    })
                };
                if own
                    && (short()
                        || owners(&self.arms, word.key) == 1 && self.arms[at].keys.contains(&word.key))
                    && !self.arms.iter().any(|entry| entry.has(&[word]))
                    && placed(sentences, &[word]) >= 1
                {
                    self.arms[at].push(&[word]);
                }
            }
        }
    }

    /// The other printed form of a name that has a short one.
    fn short_forms(&mut self, at: usize) {
        let of_arm = |form: &&ShortForm<'t>| !form.keys.is_empty() && form.keys == self.arms[at].keys;
        let mut own: Vec<&ShortForm<'t>> = self.forms.values().filter(of_arm).collect();
        // As they stand in the text, not as a table of keys has them.
        own.sort_by_key(|form| form.short.span);
        for form in own {
            self.arms[at].push(&[form.short]);
            self.arms[at].push(&form.long);
        }
    }

    fn place(&self, keys: &[u64], words: &[Word<'_>], list: usize) -> Place {
        if let Some(i) = self.arms.iter().position(|entry| entry.keys == keys) {
            return Place::Of(i);
        }
        if let Some(i) = self.arms.iter().position(|entry| entry.has(words)) {
            return Place::Of(i);
        }
        if let Some(i) = self.side(keys, list) {
            return Place::Of(i);
        }
        let negated = keys.iter().any(|k| told(*k, Sort::Negation));
        let combined = words.iter().any(|w| w.is_of(Sort::Joins) || w.text == "+");
        let alone = words.iter().any(|w| w.is(&["alone", "monotherapy", "only"]));
        let within = |a: &[u64], b: &[u64]| a.iter().all(|word| b.contains(word));
        let fits = |entry: &&Entry<'_>| (list == 0 || entry.list != list) && entry.negated == negated;
        let arms = || self.arms.iter().enumerate().filter(|(_, entry)| fits(entry));
        let longer: Vec<usize> = arms()
            .filter(|(_, entry)| within(keys, &entry.keys) && !(alone && entry.combined))
            .map(|(i, _)| i)
            .collect();
        let shorter: Vec<usize> = arms()
            .filter(|(_, entry)| within(&entry.keys, keys) && (entry.combined || !combined))
            .map(|(i, _)| i)
            .collect();
        match (&longer[..], &shorter[..]) {
            ([only], _) | (_, [only]) => Place::Of(*only),
            ([], []) => Place::New,
            // A short name that several arms share is of none of them, unless it stands for itself.
            _ if alone || negated => Place::New,
            _ => Place::Nowhere,
        }
    }

    /// "control group" means the arm that is a control; "intervention group" the other one of two.
    fn side(&self, keys: &[u64], list: usize) -> Option<usize> {
        let [a, b] = &self.arms[..] else { return None };
        if list > 0 && (a.list == list || b.list == list) {
            return None;
        }
        let controls = keys.iter().all(|k| told(*k, Sort::Control));
        if keys.iter().all(|k| told(*k, Sort::Whole)) {
            // "combination" is the combined arm, "monotherapy" and "alone" the other.
            let single = keys.iter().all(|k| told(*k, Sort::Lone));
            return match (a.combined, b.combined) {
                (true, false) => Some(usize::from(single)),
                (false, true) => Some(usize::from(!single)),
                _ => None,
            };
        }
        let tests = keys.iter().all(|k| told(*k, Sort::Experimental));
        match (a.control, b.control) {
            (true, false) if controls => Some(0),
            (true, false) if tests => Some(1),
            (false, true) if controls => Some(1),
            (false, true) if tests => Some(0),
            // The arm under test is named first, where the two were named together.
            (false, false) if controls && a.list == b.list => Some(1),
            (false, false) if tests && a.list == b.list => Some(0),
            _ => None,
        }
    }

    /// The words that tell a phrase from others, short forms written out, sorted.
    fn keys(&self, words: &[Word<'_>]) -> Vec<u64> {
        if label(words) {
            return vec![words[1].key];
        }
        // "the combination group", "the monotherapy group": said of the arm that is one, or of the one that is none.
        if let [word] = words
            && word.is_of(Sort::Whole)
        {
            return vec![word.key];
        }
        // "the treatment group": a name where it is all there is.
        if words.iter().all(|w| w.is_of(Sort::Experimental)) {
            return words.iter().map(|w| w.key).collect();
        }
        let mut keys = Vec::with_capacity(words.len());
        for word in words {
            match self.forms.get(&word.key) {
                Some(form) if !form.keys.is_empty() => keys.extend(&form.keys),
                // "centre A" is not centre B.
                _ if word.is_of(Sort::Generic) && word.text != "A" => {}
                _ => keys.push(word.key),
            }
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// Lets go of arms that the text names once only, where two others are named more often.
    pub(super) fn prune(&mut self, mentions: &[Vec<Mention>]) -> bool {
        let mut named = vec![0usize; self.arms.len()];
        for mention in mentions.iter().flatten() {
            named[usize::from(mention.arm.0)] += 1;
        }
        // "group D" goes with "group A", "group B" and "group C".
        let labels = self.arms.iter().zip(&named).any(|(entry, named)| *named >= 2 && entry.labelled());
        let keep: Vec<bool> = self
            .arms
            .iter()
            .zip(&named)
            .map(|(entry, named)| *named >= 2 || *named == 1 && labels && entry.labelled())
            .collect();
        if named.iter().filter(|n| **n >= 2).count() < 2 || keep.iter().all(|keep| *keep) {
            return false;
        }
        let mut keep = keep.iter();
        self.arms.retain(|_| keep.next().is_some_and(|keep| *keep));
        true
    }

    /// The phrases that mean arms.
    pub(super) fn index(&self) -> Index<'_, 't> {
        let arms = self.arms.iter().zip(0u16..);
        Index::of(arms.flat_map(|(entry, i)| entry.phrases.iter().map(move |phrase| (ArmId(i), &phrase[..]))))
    }

    /// The arms as findings name them.
    pub(super) fn arms(&self, sentences: &[Sentence<'_>], mentions: &[Vec<Mention>]) -> Vec<Arm> {
        let mut arms: Vec<Arm> =
            self.arms.iter().map(|entry| Arm { name: entry.name(), mentions: Vec::new() }).collect();
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

    /// How much an arm looks like the control of another: by its name, by "alone", by being a part of the other.
    pub(super) fn like_control(&self, arm: usize, other: usize) -> u8 {
        let (arm, other) = (&self.arms[arm], &self.arms[other]);
        let words = || arm.phrases.iter().flatten();
        let part = other.combined && arm.keys.iter().all(|k| other.keys.contains(k));
        4 * u8::from(arm.control)
            + 2 * u8::from(part || words().any(|w| w.is_of(Sort::Lone)))
            + u8::from(arm.negated)
    }

    /// Whether an arm's name says that it is a control.
    pub(super) fn is_control(&self, arm: usize) -> bool {
        self.arms[arm].control
    }
}

fn push_mention(arm: &mut Arm, text: &str, span: Span) {
    let words = span.of(text);
    if arm.mentions.len() < 16 && !arm.mentions.iter().any(|m| m.text == words) {
        arm.mentions.push(Phrase { text: words.to_owned(), span });
    }
}

impl<'t> Entry<'t> {
    fn new(keys: Vec<u64>, combined: bool, list: usize) -> Self {
        let any = |sort| keys.iter().any(|key| told(*key, sort));
        let (negated, control) = (any(Sort::Negation), any(Sort::Control));
        Self { keys, combined, negated, control, list, phrases: Vec::new() }
    }

    /// What tells the entry from others, made one number.
    pub(super) fn id(&self) -> u64 {
        self.keys.iter().fold(0, |id, key| id.rotate_left(7) ^ key)
    }

    /// "group D": called by a letter or a number.
    fn labelled(&self) -> bool {
        self.phrases.iter().any(|phrase| label(phrase))
    }

    fn has(&self, words: &[Word<'_>]) -> bool {
        self.phrases.iter().any(|phrase| {
            phrase.len() == words.len() && phrase.iter().zip(words).all(|(a, b)| a.key == b.key)
        })
    }

    fn push(&mut self, words: &[Word<'t>]) {
        if !words.is_empty() && self.phrases.len() < 24 && !self.has(words) {
            self.phrases.push(words.to_vec());
        }
    }

    /// The shortest wording that tells, its words joined by spaces.
    fn name(&self) -> String {
        let telling = |phrase: &&Vec<Word<'_>>| phrase.iter().any(|w| w.word && !w.is_of(Sort::Generic));
        let shortest = self.phrases.iter().filter(telling).min_by_key(|phrase| phrase.len());
        let mut name = String::new();
        for word in shortest.or(self.phrases.first()).into_iter().flatten() {
            if !name.is_empty() {
                name.push(' ');
            }
            name.push_str(word.text);
        }
        name
    }
}

/// Whether the word of a key stands in a list.
fn told(key: u64, list: Sort) -> bool {
    lists(key).has(list)
}

/// "group D", "arm 2".
fn label(phrase: &[Word<'_>]) -> bool {
    phrase.len() == 2 && phrase[0].is(&["group", "groups", "arm", "arms", "cohort", "cohorts"])
}
