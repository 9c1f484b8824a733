//! What else an arm is called: by one word of its name, by what is short for it, by the level of its dose.

use super::entry::{Entry, told};
use super::short_form::ShortForm;
use super::stands::{count, placed};
use super::table::Table;
use crate::extract::bind::words::{Word, Words};
use crate::lex::Sort;

impl<'t> Table<'t, '_> {
    /// One word of a name stands for the arm where it is of that arm alone and stands where arms do: "daratumumab" for
    /// "subcutaneous daratumumab monotherapy".
    pub(super) fn short_names(&mut self, sentences: &[Words<'t>]) {
        // A drug that is given alone and in a combination stands for itself.
        let weak = |key: &u64| told(*key, Sort::Weak) || told(*key, Sort::Lone) || told(*key, Sort::Joins);
        let owners = |arms: &[Entry<'_>], at: usize, key: u64| {
            let itself = !arms[at].combined && arms[at].keys.iter().all(|own| *own == key || weak(own));
            let rivals = arms.iter().filter(|entry| !itself || !entry.combined);
            rivals.filter(|entry| entry.keys.contains(&key)).count()
        };
        for at in 0..self.arms.len() {
            self.levels(at, sentences);
            let words: Vec<Word<'t>> = self.arms[at].phrases.iter().flatten().copied().collect();
            let mut seen: Vec<u64> = Vec::new();
            for word in words {
                let own = word.word
                    && word.text.len() > 2
                    && !word.is_of(Sort::Generic)
                    && !word.is_of(Sort::Weak)
                    && !word.is_of(Sort::Nameless)
                    && !word.is_of(Sort::Negation)
                    && !seen.contains(&word.key);
                if !own {
                    continue;
                }
                seen.push(word.key);
                // A short form stands for the words it is short for.
                let short = || {
                    self.forms.get(word.key).is_some_and(|form| {
                        let of = |entry: &Entry<'_>| form.keys.iter().all(|key| entry.keys.contains(key));
                        !form.keys.is_empty()
                            && of(&self.arms[at])
                            && self.arms.iter().filter(|entry| of(entry)).count() == 1
                    })
                };
                let alone =
                    || self.arms[at].keys.contains(&word.key) && owners(&self.arms, at, word.key) == 1;
                if (alone() || short())
                    && !self.arms.iter().any(|entry| entry.has(&[word]))
                    && placed(sentences, &[word]) >= 1
                {
                    self.arms[at].push(&[word]);
                }
            }
        }
    }

    /// "low dose" stands for "low-dose tolvarin", where no other arm is of a low dose.
    fn levels(&mut self, at: usize, sentences: &[Words<'t>]) {
        let level = |pair: &[Word<'t>]| pair[0].is_of(Sort::Weak) && pair[1].is(&["dose", "doses"]);
        let pairs = |entry: &Entry<'t>| -> Vec<[Word<'t>; 2]> {
            let pairs = entry.phrases.iter().flat_map(|phrase| phrase.windows(2));
            pairs.filter(|pair| level(pair)).map(|pair| [pair[0], pair[1]]).collect()
        };
        let Some(pair) = pairs(&self.arms[at]).into_iter().next() else { return };
        let shared = |entry: &Entry<'t>| pairs(entry).iter().any(|own| own[0].key == pair[0].key);
        let alone = self.arms.iter().filter(|entry| shared(entry)).count() == 1;
        if alone && !self.arms.iter().any(|entry| entry.has(&pair)) && count(sentences, &pair) >= 2 {
            self.arms[at].push(&pair);
        }
    }

    /// Gives an arm one more name, in all its printed forms.
    pub(super) fn call(&mut self, at: usize, name: &[Word<'t>]) {
        let mut forms: Vec<Vec<Word<'t>>> = self.shorts(name).map(<[_]>::to_vec).collect();
        forms.sort_by_key(|form| form[0].span());
        self.arms[at].push(name);
        for form in forms {
            self.arms[at].push(&form);
        }
    }

    /// What a name is short for, or what is short for it, as printed.
    pub(super) fn shorts(&self, name: &[Word<'t>]) -> impl Iterator<Item = &[Word<'t>]> {
        let own = self.keys(name);
        let of_name = move |form: &&ShortForm<'t>| !form.keys.is_empty() && form.keys == own;
        self.forms.all().filter(of_name).flat_map(|form| [&form.short[..], &form.long[..]])
    }

    /// The other printed form of a name that has a short one.
    pub(super) fn short_forms(&mut self, at: usize) {
        // What tells an arm stays as it was, and with it what is short for that.
        if std::mem::replace(&mut self.arms[at].formed, true) {
            return;
        }
        let of_arm = |form: &&ShortForm<'t>| !form.keys.is_empty() && form.keys == self.arms[at].keys;
        let mut own: Vec<&ShortForm<'t>> = self.forms.all().filter(of_arm).collect();
        // As they stand in the text, not as a table of keys has them.
        own.sort_by_key(|form| form.short[0].span());
        for form in own {
            self.arms[at].push(&form.short);
            self.arms[at].push(&form.long);
        }
    }
}
