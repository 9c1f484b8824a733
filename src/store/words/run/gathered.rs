//! The words of some articles as they come: a number for each, and which stands where.

use super::{COLUMNS, Document, Head, Run, Word, ends};
use crate::store::words::{letters, varint};

/// Words as they come.
#[derive(Default)]
pub(super) struct Gathered {
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
    pub(super) fn of(documents: &[Document<'_>]) -> Self {
        let bytes = documents.iter().flatten().flatten().map(|text| text.len()).sum::<usize>();
        let mut gathered = Self {
            text: Vec::with_capacity(bytes / 8),
            told: Vec::with_capacity(bytes / 6),
            words: Vec::with_capacity(bytes / 20),
            ..Self::default()
        };
        for document in documents {
            gathered.take(document);
        }
        gathered
    }

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
            // All sixteen bytes at once are quicker than so many of them.
            self.text.extend_from_slice(&word.to_be_bytes());
            self.text.truncate(start + length);
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

    /// Puts them in order.
    pub(super) fn sorted(self) -> Run {
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
        let mut rest = by_word.as_slice();
        for (head, n) in order {
            let Met { start, length, times, .. } = met[n as usize];
            run.words.push(Word { head, start, length, places: run.places.len() });
            let (own, others) = rest.split_at(times as usize);
            rest = others;
            for in_one in own.chunk_by(|a, b| a.article() == b.article()) {
                let article = in_one[0].article();
                let (mut column, mut position) = (article * COLUMNS as u32, 0);
                let places = &mut run.places;
                varint::put(places, u64::from(article));
                let begin = places.len();
                places.push(0);
                for place in in_one {
                    if place.column != column {
                        places.push(1);
                        varint::put(places, u64::from(place.column) % COLUMNS as u64);
                        (column, position) = (place.column, 0);
                    }
                    varint::put(places, u64::from(place.position - position) + 2);
                    position = place.position;
                }
                // How long the list is stands before it, nearly always in one byte.
                let twice = 2 * (places.len() - begin - 1);
                if twice < 0x80 {
                    places[begin] = twice as u8;
                } else {
                    let mut length = Vec::new();
                    varint::put(&mut length, twice as u64);
                    places.splice(begin..=begin, length);
                }
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

fn hash(head: Head) -> u32 {
    let product = u128::from(head.0 ^ head.1.rotate_left(29)) * 0x9e37_79b9_7f4a_7c15;
    let folded = product as u64 ^ (product >> 64) as u64;
    (folded ^ folded >> 32) as u32
}
