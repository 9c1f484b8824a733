//! The words of some articles that were read together, sorted, each with where it stands.

use std::cmp::Ordering::Equal;
use std::ops::Range;
use std::panic::resume_unwind;
use std::thread;

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
    /// What nearly all words differ in.
    head: Head,
    start: u32,
    length: u32,
    /// Where its places begin.
    places: usize,
}

/// A word of one of some runs.
struct Found {
    head: Head,
    run: u32,
    word: u32,
}

impl Found {
    fn text<'r>(&self, runs: &[&'r Run]) -> &'r [u8] {
        let run = runs[self.run as usize];
        run.text_of(&run.words[self.word as usize])
    }
}

/// The first sixteen bytes of a word, as numbers that sort as they do.
type Head = (u64, u64);

impl Run {
    /// Sorts the words of articles.
    pub(in crate::store) fn of(documents: &[Document<'_>]) -> Self {
        let bytes = documents.iter().flatten().flatten().map(|text| text.len()).sum::<usize>();
        let mut gathered = Gathered {
            text: Vec::with_capacity(bytes / 8),
            told: Vec::with_capacity(bytes / 6),
            words: Vec::with_capacity(bytes / 20),
            ..Gathered::default()
        };
        for document in documents {
            gathered.take(document);
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
        let largest = runs.iter().max_by_key(|run| run.words.len());
        let Some(middle) = largest.and_then(|run| run.words.get(run.words.len() / 2)) else { return Ok(()) };
        let cuts = runs.iter().map(|run| run.words.partition_point(|word| word.head < middle.head));
        let (first, further): (Vec<_>, Vec<_>) =
            cuts.zip(runs).map(|(cut, run)| (0..cut, cut..run.words.len())).unzip();
        // While the first half of the alphabet is told, the other is put in order.
        thread::scope(|scope| {
            let further = scope.spawn(|| Self::in_order(runs, &further));
            Self::tell(runs, &Self::in_order(runs, &first), &number, &mut each)?;
            let further = further.join().unwrap_or_else(|panic| resume_unwind(panic));
            Self::tell(runs, &further, &number, &mut each)
        })
    }

    /// The words of some runs in rising order, of each run so many.
    fn in_order(runs: &[&Self], ranges: &[Range<usize>]) -> Vec<Found> {
        let mut words = Vec::with_capacity(ranges.iter().map(ExactSizeIterator::len).sum());
        for (r, (run, range)) in runs.iter().zip(ranges).enumerate() {
            let of_run = run.words[range.clone()].iter().zip(range.start as u32..);
            words.extend(of_run.map(|(word, n)| Found { head: word.head, run: r as u32, word: n }));
        }
        // Stable, and quick at what is sorted in pieces.
        words.sort_by(|a, b| {
            a.head
                .cmp(&b.head)
                .then_with(|| if ends(a.head) { Equal } else { a.text(runs).cmp(b.text(runs)) })
        });
        words
    }

    /// Calls `each` with words in order.
    fn tell<E>(
        runs: &[&Self],
        words: &[Found],
        number: &impl Fn(usize, usize) -> Option<i64>,
        each: &mut impl FnMut(&[u8], &[(i64, &[u8])]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut articles = Vec::new();
        for same in words.chunk_by(|a, b| a.head == b.head && (ends(a.head) || a.text(runs) == b.text(runs)))
        {
            articles.clear();
            for &Found { run, word, .. } in same {
                let (run, word) = (run as usize, word as usize);
                let listed = runs[run].places_of(word);
                articles.extend(listed.filter_map(|(article, places)| Some((number(run, article)?, places))));
            }
            if !articles.is_sorted_by_key(|article| article.0) {
                articles.sort_unstable_by_key(|article| article.0);
            }
            if let Some(first) = same.first().filter(|_| !articles.is_empty()) {
                each(first.text(runs), &articles)?;
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
    /// The numbers of words, from 1, by what their heads hash to.
    slots: Vec<u32>,
    /// The number of every word in the order of the text; `sizes` says of which article and column it is.
    told: Vec<u32>,
    sizes: Vec<[u32; COLUMNS]>,
}

/// A word that was met.
struct Met {
    head: Head,
    hash: u32,
    start: u32,
    length: u32,
    times: u32,
}

impl Gathered {
    fn take(&mut self, document: &Document<'_>) {
        let mut sizes = [0; COLUMNS];
        for (size, text) in sizes.iter_mut().zip(document) {
            let Some(text) = text else { continue };
            let mut at = 0;
            while let Some(start) = letters::start(text, at) {
                let word = match letters::short(text.as_bytes(), start) {
                    Some((length, word)) => {
                        at = start + length;
                        self.short(length, word)
                    }
                    None => {
                        let behind = self.text.len();
                        at = letters::word(text, start, &mut self.text);
                        self.long(behind)
                    }
                };
                self.told.push(word);
                *size += 1;
            }
        }
        self.sizes.push(sizes);
    }

    /// The number of a word that its head holds.
    fn short(&mut self, length: usize, word: u128) -> u32 {
        let head = halves(word);
        self.known(head, |_, _| true).unwrap_or_else(|slot| {
            let start = self.text.len();
            self.text.extend_from_slice(&word.to_be_bytes()[..length]);
            self.add(slot, head, start)
        })
    }

    /// The number of any word: it begins here and is the last of the text; it stays there if it is new.
    fn long(&mut self, start: usize) -> u32 {
        let length = self.text.len() - start;
        self.text.extend_from_slice(&[0; size_of::<Head>()]);
        let head = head(&self.text[start..]);
        self.text.truncate(start + length);
        let same = |text: &[u8], met: &Met| {
            ends(head) || text[met.start as usize..][..met.length as usize] == text[start..]
        };
        match self.known(head, same) {
            Ok(number) => {
                self.text.truncate(start);
                number
            }
            Err(slot) => self.add(slot, head, start),
        }
    }

    /// The number of a word that was met before, which counts it; if it is new, its slot.
    #[inline]
    fn known(&mut self, head: Head, same: impl Fn(&[u8], &Met) -> bool) -> Result<u32, usize> {
        if self.words.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let mask = self.slots.len() - 1;
        let mut slot = hash(head) as usize & mask;
        while let Some(n) = self.slots[slot].checked_sub(1) {
            let met = &mut self.words[n as usize];
            if met.head == head && same(&self.text, met) {
                met.times += 1;
                return Ok(n);
            }
            slot = (slot + 1) & mask;
        }
        Err(slot)
    }

    /// Adds the last word of the text.
    fn add(&mut self, slot: usize, head: Head, start: usize) -> u32 {
        let length = self.text.len() - start;
        self.words.push(Met { head, hash: hash(head), start: start as u32, length: length as u32, times: 1 });
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
        let Self { text, words: met, told, sizes, .. } = self;
        let mut order: Vec<(Head, u32)> = met.iter().zip(0..).map(|(met, n)| (met.head, n)).collect();
        let text_of = |n: u32| {
            let Met { start, length, .. } = met[n as usize];
            &text[start as usize..][..length as usize]
        };
        order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| text_of(a.1).cmp(text_of(b.1))));
        // Every place behind those of its own word, in the order of the text.
        let mut next = vec![0; met.len()];
        let mut behind = 0;
        for (_, n) in &order {
            next[*n as usize] = behind;
            behind += met[*n as usize].times as usize;
        }
        let mut by_word = vec![Place::default(); told.len()];
        let mut told = told.iter();
        for (article, sizes) in sizes.iter().enumerate() {
            for (column, size) in sizes.iter().enumerate() {
                for (position, word) in (0..*size).zip(&mut told) {
                    let to = &mut next[*word as usize];
                    by_word[*to] = Place { column: (article * COLUMNS + column) as u32, position };
                    *to += 1;
                }
            }
        }
        let mut run = Run {
            words: Vec::with_capacity(order.len()),
            places: Vec::with_capacity(by_word.len() * 4),
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
            for in_one in own.chunk_by(|a, b| a.article() == b.article()) {
                list.clear();
                let article = in_one[0].article();
                let (mut column, mut position) = (article * COLUMNS as u32, 0);
                for place in in_one {
                    if place.column != column {
                        list.push(1);
                        varint::put(&mut list, u64::from(place.column) % COLUMNS as u64);
                        (column, position) = (place.column, 0);
                    }
                    varint::put(&mut list, u64::from(place.position - position) + 2);
                    position = place.position;
                }
                varint::put(&mut run.places, u64::from(article));
                varint::put(&mut run.places, list.len() as u64 * 2);
                run.places.extend_from_slice(&list);
            }
        }
        Run { text, ..run }
    }
}

/// Where a word stands.
#[derive(Clone, Copy, Default)]
struct Place {
    /// Counted on from article to article.
    column: u32,
    position: u32,
}

impl Place {
    fn article(self) -> u32 {
        self.column / COLUMNS as u32
    }
}

/// The head of a word behind which zeros stand.
fn head(text: &[u8]) -> Head {
    halves(text.first_chunk().map_or(0, |head| u128::from_be_bytes(*head)))
}

fn halves(sixteen: u128) -> Head {
    ((sixteen >> 64) as u64, sixteen as u64)
}

/// Whether a word ends within its head: no word holds a zero.
fn ends(head: Head) -> bool {
    head.1 & 0xff == 0
}

fn hash(head: Head) -> u32 {
    let product = u128::from(head.0 ^ head.1.rotate_left(29)) * 0x9e37_79b9_7f4a_7c15;
    let folded = product as u64 ^ (product >> 64) as u64;
    (folded ^ folded >> 32) as u32
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
        let run = Run::of(&[one, other]);
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
        let runs = [Run::of(&[text("b a"), text("painless c")]), Run::of(&[text("painlessly a"), text("a")])];
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
