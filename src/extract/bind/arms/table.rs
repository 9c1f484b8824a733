//! The arms found so far, each with the phrases that mean it.

mod printed;

use super::candidate::Candidate;
use super::entry::{Entry, arabic, glued, label, told};
use super::mentions::{Index, Strength};
use super::once::Once;
use super::short_form::ShortForms;
use super::strengths::{Dosed, drug, measure};
use super::{MOST, Mention};
use crate::extract::bind::outcome::nature::treats;
use crate::extract::bind::words::Word;
use crate::finding::ArmId;
use crate::lex::{Sort, key};

/// Arms in the order they were met.
pub(super) struct Table<'t, 'f> {
    pub(super) arms: Vec<Entry<'t>>,
    pub(super) forms: &'f ShortForms<'t>,
    /// A list of three names or more has a control besides the treatments.
    pub(super) third: bool,
    /// The text sets a single dose, or course, against several: then that tells two arms apart.
    pub(super) single: bool,
    /// The arms that candidates of a list were found to name, and by which words.
    named: Vec<(usize, usize, Vec<u64>)>,
}

/// Short for "once daily" and "twice daily".
pub(super) const ONCE: &[&str] = &["qd", "od"];
pub(super) const TWICE: &[&str] = &["bid", "bd"];

/// Where a candidate belongs.
enum Place {
    Of(usize),
    New,
    Nowhere,
}

impl<'t, 'f> Table<'t, 'f> {
    pub(super) fn new(forms: &'f ShortForms<'t>) -> Self {
        Self { arms: Vec::new(), forms, third: false, single: false, named: Vec::new() }
    }

    /// Adds a candidate to the arm it names, or as an arm of its own.
    pub(super) fn add(&mut self, candidate: &Candidate<'t>) {
        self.add_any(candidate);
    }

    /// The same; gives the arm.
    pub(super) fn add_any(&mut self, candidate: &Candidate<'t>) -> Option<ArmId> {
        let at = self.name(&candidate.words, &candidate.also, candidate.list, candidate.sure)?;
        Some(ArmId(at as u16))
    }

    /// Adds a candidate that names none of the first arms.
    pub(super) fn add_new(&mut self, candidate: &Candidate<'t>, known: usize) -> Option<ArmId> {
        let keys = self.keys(&candidate.words);
        match self.place(&keys, &candidate.words, candidate.list) {
            Place::Of(i) if i < known => None,
            Place::Nowhere => None,
            _ => self.add_any(candidate),
        }
    }

    /// Adds a phrase, of no list and with no other names, to the arm it names, or where it is sure as an arm of its own.
    pub(super) fn add_lone(&mut self, words: &[Word<'t>], sure: bool) {
        self.name(words, &[], 0, sure);
    }

    fn name(&mut self, words: &[Word<'t>], also: &[Vec<Word<'t>>], list: usize, sure: bool) -> Option<usize> {
        let mut keys = self.keys(words);
        if keys.is_empty() {
            keys = self.keys(also.first()?);
        }
        if keys.is_empty() {
            return None;
        }
        // "tolvarin 5 mg (group 1), tolvarin 10 mg (group 2)": two labels are two arms.
        let own = also.iter().find(|name| label(name));
        let labelled_otherwise = |i: usize| {
            own.is_some_and(|own| self.arms[i].labelled() && !self.arms[i].has(own))
                && self.arms[i].list == list
        };
        // Two names of one list are two arms: "in the RT and docetaxel-RT groups".
        let taken = |i: usize| {
            list > 0
                && self.arms[i].keys != keys
                && !keys.iter().all(|key| told(*key, Sort::Experimental))
                && self
                    .named
                    .iter()
                    .any(|(own, arm, by)| *own == list && *arm == i && *by == self.arms[i].keys)
        };
        let place = match self.place(&keys, words, list) {
            Place::Of(i) if taken(i) => Place::New,
            Place::Of(i) if list > 0 && labelled_otherwise(i) => {
                return own.and_then(|own| self.name(own, &[], 0, sure));
            }
            place => place,
        };
        let at = match place {
            Place::Of(i) => {
                if list > 0 && self.named.len() < 64 {
                    self.named.push((list, i, keys));
                }
                i
            }
            Place::New if sure && self.arms.len() < MOST => {
                let combined = words.iter().any(|w| w.is_of(Sort::Joins) || w.text == "+")
                    || glued(words)
                        && self.arms.iter().any(|e| {
                            (e.alone() || adds_drug(words, e)) && e.keys.iter().all(|k| keys.contains(k))
                        });
                self.arms.push(Entry::new(keys, combined, list));
                self.arms.len() - 1
            }
            Place::New | Place::Nowhere => return None,
        };
        self.arms[at].push(words);
        for name in also {
            self.arms[at].push(name);
        }
        self.short_forms(at);
        Some(at)
    }

    /// The words that name the drugs of its arms.
    pub(super) fn drugs(&self) -> Vec<Word<'t>> {
        let mut out: Vec<Word<'t>> = Vec::new();
        let own = self.arms.iter().filter(|entry| !entry.control).flat_map(|entry| &entry.phrases);
        for name in own.filter_map(|phrase| drug(phrase)) {
            if out.iter().all(|drug| drug.key != name.key) {
                out.push(name);
            }
        }
        out
    }

    /// Adds a strength of a drug to its arm, or as an arm of its own.
    pub(super) fn add_strength(&mut self, dosed: &Dosed<'t>) {
        let own = [dosed.number, dosed.drug.key, dosed.unit.key];
        // "E2", whose arms are told by what it is short for.
        let drug = self.keys(&[dosed.drug]);
        let of = |entry: &Entry<'_>| {
            entry.keys.contains(&dosed.number)
                && entry.strength.is_none_or(|(.., unit)| measure(&unit) == measure(&dosed.unit))
                // "the 10-microg dose group" names no drug.
                && (entry.keys.contains(&dosed.drug.key)
                    || !drug.is_empty() && drug.iter().all(|key| entry.keys.contains(key))
                    || entry.keys.iter().all(|key| own.contains(key)))
        };
        let at = match self.arms.iter().position(of) {
            Some(at) => at,
            None if self.arms.len() < MOST => {
                let mut keys = self.keys(&[dosed.drug]);
                keys.push(dosed.number);
                keys.sort_unstable();
                self.arms.push(Entry::new(keys, false, 0));
                self.arms.len() - 1
            }
            None => return,
        };
        self.arms[at].strength = Some((dosed.drug, dosed.number, dosed.unit));
        self.arms[at].push(&dosed.words);
    }

    fn place(&self, keys: &[u64], words: &[Word<'_>], list: usize) -> Place {
        if let Some(i) = self.arms.iter().position(|entry| entry.keys == keys) {
            return Place::Of(i);
        }
        if let Some(i) = self.arms.iter().position(|entry| entry.has(words)) {
            return Place::Of(i);
        }
        // "ketamine (K)", "group K"
        if label(words)
            && let Some(i) = self.arms.iter().position(|entry| entry.has(&words[1..]))
        {
            return Place::Of(i);
        }
        // "groups I and II", and "II" alone
        if let [word] = words
            && word.text.len() <= 4
            && let Some(i) = self.arms.iter().position(|entry| entry.called(word))
        {
            return Place::Of(i);
        }
        if let Some(i) = self.side(keys, list) {
            return Place::Of(i);
        }
        let negated = keys.iter().any(|k| told(*k, Sort::Negation));
        let combined = words.iter().any(|w| w.is_of(Sort::Joins) || w.text == "+");
        let alone = words.iter().any(|w| w.is(&["alone", "monotherapy", "only"]));
        // "the alfazumab-tolvarin group" is not the one of "tolvarin alone".
        let glued = glued(words);
        let within = |a: &[u64], b: &[u64]| a.iter().all(|word| b.contains(word));
        let fits = |entry: &&Entry<'_>| (list == 0 || entry.list != list) && entry.negated == negated;
        let arms = || self.arms.iter().enumerate().filter(|(_, entry)| fits(entry));
        let longer: Vec<usize> = arms()
            .filter(|(_, entry)| within(keys, &entry.keys) && !(alone && entry.combined))
            .map(|(i, _)| i)
            .collect();
        let shorter: Vec<usize> = arms()
            .filter(|(_, entry)| within(&entry.keys, keys) && !combined)
            .filter(|(_, entry)| !(glued && (entry.alone() || adds_drug(words, entry))))
            .map(|(i, _)| i)
            .collect();
        // "the tolvarin-velate mixture" is of the arm that gets both, and not of the one that gets tolvarin.
        let shared = |i: usize| keys.iter().filter(|key| self.arms[i].keys.contains(key)).count();
        let nearer = |only: usize| {
            let nearer = |i: &usize| shared(*i) > shared(only) && self.arms[*i].combined;
            let mut found = arms().map(|(i, _)| i).filter(nearer);
            found.next().filter(|_| found.next().is_none())
        };
        match (&longer[..], &shorter[..]) {
            ([], [only]) if glued || combined => Place::Of(nearer(*only).unwrap_or(*only)),
            ([only], _) | (_, [only]) => Place::Of(*only),
            ([], []) => Place::New,
            // A short name that several arms share is of none of them, unless it stands for itself.
            _ if alone || negated => Place::New,
            // "the laser group" beside "active laser" and "sham laser": the one that is no control.
            (several, _) if several.len() > 1 && self.only_treatment(several, keys).is_some() => {
                self.only_treatment(several, keys).map_or(Place::Nowhere, Place::Of)
            }
            // "the tolvarin groups" beside tolvarin 5 mg and tolvarin 10 mg: all who got any of it.
            // And "tolvarin plus vexatine" beside those who got one of the two.
            (of_any, _) if of_any.iter().all(|i| self.arms[*i].is_strength_of(keys)) => Place::New,
            _ => Place::Nowhere,
        }
    }

    /// The one of several arms that is no control, where the others say no more of themselves: `active laser` of "active
    /// laser" and "sham laser", for "the laser group".
    fn only_treatment(&self, arms: &[usize], keys: &[u64]) -> Option<usize> {
        let further = |i: usize| self.arms[i].keys.iter().filter(|key| !keys.contains(key));
        let says =
            |i: usize, sorts: &[Sort]| further(i).all(|key| sorts.iter().any(|sort| told(*key, *sort)));
        let mut treated = arms.iter().copied().filter(|i| !self.arms[*i].control);
        let only = treated.next().filter(|_| treated.next().is_none())?;
        let plain = says(only, &[Sort::Experimental, Sort::Weak, Sort::Generic]);
        let others = |i: &usize| *i == only || says(*i, &[Sort::Control]);
        (plain && arms.iter().all(others)).then_some(only)
    }

    /// The words that tell a phrase from others, short forms written out, sorted.
    pub(super) fn keys(&self, words: &[Word<'_>]) -> Vec<u64> {
        if label(words) {
            // "interpleural analgesia (IPA)", "group IPA"
            let form = self.forms.get(words[1].key).filter(|form| !form.keys.is_empty());
            return form.map_or_else(|| vec![arabic(&words[1])], |form| form.keys.clone());
        }
        // "the combination group", "the monotherapy group": said of the arm that is one, or of the one that is none.
        if let [word] = words
            && word.is_of(Sort::Whole)
        {
            return vec![word.key];
        }
        // "the treatment group": a name where it is all there is.
        if words.iter().all(|w| w.is_of(Sort::Experimental)) {
            // "with both drugs" is of neither of two.
            if self.arms.len() == 2 && words.iter().any(|w| w.is(&["drugs", "treatments", "interventions"])) {
                return Vec::new();
            }
            return words.iter().map(|w| w.key).collect();
        }
        let mut keys = Vec::with_capacity(words.len());
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let mut len = 1;
            // "B. clausii" is told from others by its second word.
            let initial = word.text.len() == 1 && words.get(at + 1).is_some_and(|next| next.text == ".");
            match self.forms.at(&words[at..]) {
                _ if initial || word.text == "." => {}
                _ if word.is(&["single"]) && !self.single => {}
                // "tolvarin QD", beside "tolvarin once daily" and "tolvarin twice daily"
                _ if word.is(ONCE) && self.scheduled() => keys.push(key("once")),
                _ if word.is(TWICE) && self.scheduled() => keys.push(key("twice")),
                // "the sham-controlled group" is the sham group.
                _ if at > 0 && word.is(&["controlled"]) && words[at - 1].is_of(Sort::Control) => {}
                Some((form, of)) if !form.keys.is_empty() => {
                    keys.extend(&form.keys);
                    len = of;
                }
                // "centre A" is not centre B.
                _ if word.is_of(Sort::Generic) && word.text != "A" => {}
                _ => keys.push(word.key),
            }
            at += len;
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// Whether how often it is given tells arms apart.
    fn scheduled(&self) -> bool {
        let often = [key("once"), key("twice")];
        self.arms.iter().any(|entry| entry.keys.iter().any(|own| often.contains(own)))
    }

    /// Makes one arm of two that the text says are one: the first is from now on called by the names of the second, too.
    pub(super) fn unite(&mut self, pairs: &[(usize, usize)]) {
        for (into, from) in pairs {
            let names = std::mem::take(&mut self.arms[*from].phrases);
            let of_list = self.arms[*from].list;
            let into = &mut self.arms[*into];
            for name in names {
                into.push(&name);
            }
            if into.list == 0 {
                into.list = of_list;
            }
        }
        self.arms.retain(|entry| !entry.phrases.is_empty());
    }

    /// Lets go of arms that the text names once only, where two others are named more often.
    pub(super) fn prune(&mut self, mentions: &[Vec<Mention>], once: &Once) -> bool {
        let mut named = vec![0usize; self.arms.len()];
        for mention in mentions.iter().flatten() {
            named[usize::from(mention.arm.0)] += 1;
        }
        // "group D" goes with "group A", "group B" and "group C".
        let labels = self.arms.iter().zip(&named).any(|(entry, named)| *named >= 2 && entry.labelled());
        // "tolvarin, vexatine, or both" names three, though the third is called otherwise further on.
        let list_of = |list: usize| {
            let own =
                self.arms.iter().zip(&named).filter(|(entry, named)| entry.list == list && **named >= 2);
            if list > 0 { own.filter(|(entry, _)| !entry.combined).count() } else { 0 }
        };
        let keep: Vec<bool> = self
            .arms
            .iter()
            .zip(&named)
            .enumerate()
            .map(|(i, (entry, named))| {
                // The placebo that people were assigned to.
                let control = |key: &u64| told(*key, Sort::Control) && !told(*key, Sort::Opposite);
                let assigned = entry.list > 0 && entry.keys.iter().all(control);
                *named >= 2
                    || *named == 1 && (labels && entry.labelled() || assigned || once.keeps(entry, i))
                    || entry.adds() && list_of(entry.list) >= 2
            })
            .collect();
        // Strengths of one drug are one name here.
        let often = |(entry, named): &(&Entry<'_>, &usize)| **named >= 2 && entry.strength.is_none();
        if self.arms.iter().zip(&named).filter(often).count() < 2 || keep.iter().all(|keep| *keep) {
            return false;
        }
        let mut keep = keep.iter();
        self.arms.retain(|_| keep.next().is_some_and(|keep| *keep));
        true
    }

    /// The phrases that mean arms.
    pub(super) fn index(&self) -> Index<'_, 't> {
        let arms = self.arms.iter().zip(0u16..);
        let strengths = arms.clone().filter_map(|(entry, i)| Some((entry.strength?, ArmId(i))));
        let strengths = strengths
            .map(|((drug, number, unit), arm)| Strength {
                drug: drug.key,
                number,
                measure: measure(&unit),
                arm,
            })
            .collect();
        // "20 mg" alone may be of several drugs: who is meant, the words around it tell.
        let tells = |entry: &Entry<'_>, phrase: &[Word<'_>]| {
            entry.strength.is_none_or(|(drug, ..)| phrase[0].word || phrase.iter().any(|w| w.key == drug.key))
        };
        let phrases = arms.flat_map(|(entry, i)| {
            let told = entry.phrases.iter().filter(move |phrase| tells(entry, phrase));
            told.map(move |phrase| (ArmId(i), &phrase[..]))
        });
        Index::of(phrases, strengths)
    }

    /// Whether an arm's name says that it is a control.
    pub(super) fn is_control(&self, arm: usize) -> bool {
        self.arms[arm].control
    }
}

/// Whether a name that a hyphen holds together has another drug beside the one of an arm: the vexatine of "vexatine-tolvarin".
fn adds_drug(words: &[Word<'_>], entry: &Entry<'_>) -> bool {
    !entry.control && words.iter().any(|w| !entry.keys.contains(&w.key) && treats(w.text))
}
