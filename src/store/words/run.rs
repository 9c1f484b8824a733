//! The words of some articles that were read together, sorted, each with where it stands.

use std::cmp::Ordering;
use std::hash::Hasher;

use rustc_hash::FxHasher;

use super::{COLUMNS, letters, varint};

/// The texts of an article's columns.
pub(in crate::store) type Document<'t> = [Option<&'t str>; COLUMNS];

/// The words of some articles.
#[derive(Debug)]
pub(in crate::store) struct Run {
    /// All words, one behind the other.
    text: Vec<u8>,
    /// In rising order.
    words: Vec<Word>,
    /// For each word and article: which article it is, then the places in it as FTS5 lists them.
    places: Vec<u8>,
    /// How many words each article has, by column.
    sizes: Vec<[u32; COLUMNS]>,
}

#[derive(Debug)]
struct Word {
    /// Its first eight bytes as one number: what nearly all words differ in.
    head: u64,
    start: u32,
    length: u32,
    /// Where its places begin.
    places: usize,
}

impl Run {
    /// Sorts the words of articles.
    pub(in crate::store) fn of<'t>(documents: impl IntoIterator<Item = Document<'t>>) -> Self {
        let mut gathered = Gathered::default();
        for document in documents {
            gathered.take(&document);
        }
        gathered.sorted()
    }

    /// How many words each article has, by column.
    pub(in crate::store) fn sizes(&self) -> &[[u32; COLUMNS]] {
        &self.sizes
    }

    /// What it takes in memory.
    pub(in crate::store) fn weight(&self) -> usize {
        self.text.len() + self.places.len() + self.words.len() * size_of::<Word>()
    }

    fn text_of(&self, word: &Word) -> &[u8] {
        &self.text[word.start as usize..][..word.length as usize]
    }

    /// Calls `each` with every word of some runs, in rising order, and with the articles it is in: their numbers and the
    /// places in them. `number` gives the number of a run's article; nothing for one that does not count.
    pub(in crate::store) fn together<E>(
        runs: &[&Self],
        number: impl Fn(usize, usize) -> Option<i64>,
        mut each: impl FnMut(&[u8], &[(i64, &[u8])]) -> Result<(), E>,
    ) -> Result<(), E> {
        let every = runs.iter().enumerate().flat_map(|(run, r)| (0..r.words.len()).map(move |w| (run, w)));
        let mut words: Vec<(u64, usize, usize)> = every.map(|(r, w)| (runs[r].words[w].head, r, w)).collect();
        let text = |&(_, r, w): &(u64, usize, usize)| runs[r].text_of(&runs[r].words[w]);
        // Stable, and quick at what is sorted in pieces.
        words.sort_by(|a, b| match a.0.cmp(&b.0) {
            Ordering::Equal => text(a).cmp(text(b)),
            order => order,
        });
        let mut articles = Vec::new();
        for same in words.chunk_by(|a, b| a.0 == b.0 && text(a) == text(b)) {
            articles.clear();
            for &(_, r, w) in same {
                let listed = runs[r].places_of(w);
                articles.extend(listed.filter_map(|(article, places)| Some((number(r, article)?, places))));
            }
            if !articles.is_sorted_by_key(|article| article.0) {
                articles.sort_unstable_by_key(|article| article.0);
            }
            if let Some(first) = same.first().filter(|_| !articles.is_empty()) {
                each(text(first), &articles)?;
            }
        }
        Ok(())
    }

    /// The articles that a word is in, each with its places.
    fn places_of(&self, word: usize) -> impl Iterator<Item = (usize, &[u8])> {
        let end = self.words.get(word + 1).map_or(self.places.len(), |next| next.places);
        let mut rest = &self.places[self.words[word].places..end];
        std::iter::from_fn(move || {
            let (article, listed) = varint::get(rest)?;
            let (twice, behind) = varint::get(listed)?;
            let length = listed.len() - behind.len() + twice as usize / 2;
            let (places, further) = listed.split_at_checked(length)?;
            rest = further;
            Some((article as usize, places))
        })
    }
}

/// Words as they come.
#[derive(Default)]
struct Gathered {
    text: Vec<u8>,
    words: Vec<Met>,
    /// The numbers of words, from 1, by what their text hashes to.
    slots: Vec<u32>,
    /// Every word in the order of the text.
    places: Vec<Place>,
    sizes: Vec<[u32; COLUMNS]>,
}

/// A word that was met.
struct Met {
    hash: u32,
    start: u32,
    length: u32,
    times: u32,
}

#[derive(Clone, Copy, Default)]
struct Place {
    word: u32,
    article: u32,
    column: u32,
    position: u32,
}

impl Gathered {
    fn take(&mut self, document: &Document<'_>) {
        let article = self.sizes.len() as u32;
        let mut sizes = [0; COLUMNS];
        for (column, text) in document.iter().enumerate() {
            let Some(text) = text else { continue };
            let mut at = 0;
            loop {
                let start = self.text.len();
                let Some(end) = letters::next(text, at, &mut self.text) else { break };
                at = end;
                let word = self.word(start);
                let position = sizes[column];
                self.places.push(Place { word, article, column: column as u32, position });
                sizes[column] += 1;
            }
        }
        self.sizes.push(sizes);
    }

    /// The number of the word that begins here and is the last of the text; it stays there if it is new.
    fn word(&mut self, start: usize) -> u32 {
        if self.words.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let new = &self.text[start..];
        let mut hasher = FxHasher::default();
        hasher.write(new);
        let hash = (hasher.finish() >> 32) as u32;
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            match self.slots[slot] {
                0 => break,
                n => {
                    let met = &mut self.words[n as usize - 1];
                    if met.hash == hash && &self.text[met.start as usize..][..met.length as usize] == new {
                        met.times += 1;
                        self.text.truncate(start);
                        return n - 1;
                    }
                }
            }
            slot = (slot + 1) & mask;
        }
        self.words.push(Met { hash, start: start as u32, length: new.len() as u32, times: 1 });
        self.slots[slot] = self.words.len() as u32;
        self.words.len() as u32 - 1
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(1024);
        self.slots.clear();
        self.slots.resize(size, 0);
        for (n, met) in self.words.iter().enumerate() {
            let mut slot = met.hash as usize & (size - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = n as u32 + 1;
        }
    }

    fn sorted(self) -> Run {
        let Self { text, words: met, places, sizes, .. } = self;
        let word = |met: &Met| &text[met.start as usize..][..met.length as usize];
        let mut order: Vec<(u64, u32)> = met.iter().zip(0..).map(|(met, n)| (head(word(met)), n)).collect();
        order.sort_unstable_by(|a, b| match a.0.cmp(&b.0) {
            Ordering::Equal => word(&met[a.1 as usize]).cmp(word(&met[b.1 as usize])),
            order => order,
        });
        // Every place behind those of its own word, in the order of the text.
        let mut next = vec![0; met.len()];
        let mut behind = 0;
        for (_, n) in &order {
            next[*n as usize] = behind;
            behind += met[*n as usize].times as usize;
        }
        let mut by_word = vec![Place::default(); places.len()];
        for place in &places {
            let to = &mut next[place.word as usize];
            by_word[*to] = *place;
            *to += 1;
        }
        let mut run = Run {
            words: Vec::with_capacity(order.len()),
            places: Vec::with_capacity(places.len() * 4),
            text: Vec::new(),
            sizes,
        };
        let mut list = Vec::new();
        let mut rest = by_word.as_slice();
        for (head, n) in order {
            let Met { start, length, times, .. } = met[n as usize];
            run.words.push(Word { head, start, length, places: run.places.len() });
            let (own, others) = rest.split_at(times as usize);
            rest = others;
            for in_one in own.chunk_by(|a, b| a.article == b.article) {
                list.clear();
                let (mut column, mut position) = (0, 0);
                for place in in_one {
                    if place.column != column {
                        list.push(1);
                        varint::put(&mut list, u64::from(place.column));
                        (column, position) = (place.column, 0);
                    }
                    varint::put(&mut list, u64::from(place.position - position) + 2);
                    position = place.position;
                }
                varint::put(&mut run.places, u64::from(in_one[0].article));
                varint::put(&mut run.places, list.len() as u64 * 2);
                run.places.extend_from_slice(&list);
            }
        }
        Run { text, ..run }
    }
}

/// The first eight bytes, as a number that sorts as they do.
fn head(word: &[u8]) -> u64 {
    let mut head = [0; 8];
    let length = word.len().min(8);
    head[..length].copy_from_slice(&word[..length]);
    u64::from_be_bytes(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every word with the articles it is in.
    fn told(runs: &[&Run], number: impl Fn(usize, usize) -> Option<i64>) -> Vec<String> {
        let mut told = Vec::new();
        let done: Result<(), ()> = Run::together(runs, number, |word, articles| {
            told.push(format!("{} {articles:?}", String::from_utf8_lossy(word)));
            Ok(())
        });
        assert_eq!(done, Ok(()));
        told
    }

    #[test]
    fn words_are_sorted_with_their_places_by_article_and_column() {
        let one = [Some("Pain, pain"), Some("no PAIN"), None, None, None, Some("No")];
        let other = [Some("painkillers"), None, None, None, None, None];
        let run = Run::of([one, other]);
        assert_eq!(run.sizes(), [[2, 2, 0, 0, 0, 1], [1, 0, 0, 0, 0, 0]]);
        assert_eq!(
            told(&[&run], |_, article| Some(article as i64 + 7)),
            [
                "no [(7, [12, 1, 1, 2, 1, 5, 2])]",
                "pain [(7, [10, 2, 3, 1, 1, 3])]",
                "painkillers [(8, [2, 2])]"
            ]
        );
    }

    #[test]
    fn runs_go_together_by_number_without_what_does_not_count() {
        let text = |text: &'static str| [Some(text), None, None, None, None, None];
        let runs = [Run::of([text("b a"), text("painless c")]), Run::of([text("painlessly a"), text("a")])];
        // The second run's articles come before the first's; one was replaced.
        let number = |run, article| (run != 1 || article != 1).then_some(10 - run as i64 + article as i64);
        assert_eq!(
            told(&[&runs[0], &runs[1]], number),
            [
                "a [(9, [2, 3]), (10, [2, 3])]",
                "b [(10, [2, 2])]",
                "c [(11, [2, 3])]",
                "painless [(11, [2, 2])]",
                "painlessly [(9, [2, 2])]"
            ]
        );
    }
}
