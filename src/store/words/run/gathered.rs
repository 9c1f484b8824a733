//! The words of some articles as they come: a number for each, and which stands where.

use std::cmp::Ordering;

use super::{COLUMNS, Document, Head, Run, Word, ends, long};
use crate::store::words::{letters, varint};

/// Words as they come. Its room is used again for the words of other articles: so much is slow to ask for.
#[derive(Default)]
pub(super) struct Gathered {
    /// The words that are longer than their heads, a zero behind each.
    text: Vec<u8>,
    words: Vec<Met>,
    /// The numbers of words, from 1, by what their heads hash to.
    slots: Vec<u32>,
    /// The words of a column, in turn, and the text of those that their heads do not hold.
    read: Vec<Read>,
    beside: Vec<u8>,
    /// The number of every word in the order of the text.
    told: Vec<u32>,
    /// Where words stand, those of one word together in the order of the text.
    by_word: Vec<Place>,
    /// The same as lists.
    lists: Vec<u8>,
}

/// A word that was met.
struct Met {
    head: Head,
    start: u32,
    times: u32,
}

/// A word as it is read: its head; where its text begins, if it is not all in the head, and its length.
struct Read {
    head: Head,
    beside: u32,
    length: u32,
}

impl Gathered {
    /// The words of articles, sorted; each article has a number, and these rise.
    pub(super) fn run(&mut self, numbers: Vec<i64>, documents: &[Document<'_>]) -> Run {
        self.text.clear();
        self.words.clear();
        self.slots.fill(0);
        self.told.clear();
        let sizes = documents.iter().map(|document| self.take(document)).collect();
        self.sorted(numbers, sizes)
    }

    /// Takes an article's words; says how many it has, by column.
    fn take(&mut self, document: &Document<'_>) -> [u32; COLUMNS] {
        document.map(|text| {
            self.read(text.unwrap_or_default());
            // Read first, looked up then: the processor goes ahead to the next words while it waits for one.
            let read = std::mem::take(&mut self.read);
            self.told.reserve(read.len());
            for word in &read {
                let number = self.number(word);
                self.words[number as usize].times += 1;
                self.told.push(number);
            }
            let size = read.len() as u32;
            self.read = read;
            size
        })
    }

    /// Reads the words of a text.
    fn read(&mut self, text: &str) {
        self.read.clear();
        self.beside.clear();
        let mut at = 0;
        while let Some(start) = letters::start(text, at) {
            let beside = self.beside.len();
            let (head, length) = match letters::short(text.as_bytes(), start) {
                Some((length, head)) => {
                    at = start + length;
                    (head, 0)
                }
                None => {
                    at = letters::word(text, start, &mut self.beside);
                    (head(&self.beside[beside..]), self.beside.len() - beside)
                }
            };
            self.read.push(Read { head, beside: beside as u32, length: length as u32 });
        }
    }

    /// The number of a word.
    #[inline]
    fn number(&mut self, word: &Read) -> u32 {
        if self.words.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let mask = self.slots.len() - 1;
        let mut slot = hash(word.head) as usize & mask;
        while let Some(n) = self.slots[slot].checked_sub(1) {
            let met = &self.words[n as usize];
            if met.head == word.head && (ends(word.head) || long(&self.text, met.start) == self.beside(word))
            {
                return n;
            }
            slot = (slot + 1) & mask;
        }
        self.add(slot, word)
    }

    fn beside(&self, word: &Read) -> &[u8] {
        &self.beside[word.beside as usize..][..word.length as usize]
    }

    /// Adds a word that is new.
    fn add(&mut self, slot: usize, word: &Read) -> u32 {
        let start = self.text.len() as u32;
        if !ends(word.head) {
            let text = &self.beside[word.beside as usize..][..word.length as usize];
            self.text.extend_from_slice(text);
            self.text.push(0);
        }
        self.words.push(Met { head: word.head, start, times: 0 });
        self.slots[slot] = self.words.len() as u32;
        self.words.len() as u32 - 1
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(1024);
        self.slots.clear();
        self.slots.resize(size, 0);
        for (n, met) in (1..).zip(&self.words) {
            let mut slot = hash(met.head) as usize & (size - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = n;
        }
    }

    /// Puts them in order.
    fn sorted(&mut self, numbers: Vec<i64>, sizes: Vec<[u32; COLUMNS]>) -> Run {
        let order = self.in_order();
        self.place(&order, &sizes);
        let mut words = Vec::with_capacity(order.len());
        self.lists.clear();
        let mut rest = self.by_word.as_slice();
        for Ordered { number, times, .. } in order {
            let Met { head, start, .. } = self.words[number as usize];
            let (own, others) = rest.split_at(times as usize);
            rest = others;
            let list = self.lists.len() as u32;
            let (first, last) = (own[0].article(), own[own.len() - 1].article());
            words.push(Word { head, start, list, first, last });
            let mut before = first;
            for in_one in own.chunk_by(|a, b| a.article() == b.article()) {
                let article = std::mem::replace(&mut before, in_one[0].article());
                // The first is told by the word itself.
                let step = (numbers[before as usize] - numbers[article as usize]) as u64;
                put(step, in_one, &mut self.lists);
            }
        }
        Run { text: self.text.clone(), words, lists: self.lists.clone(), numbers, sizes }
    }

    /// The words in rising order.
    fn in_order(&self) -> Vec<Ordered> {
        // By the first eight bytes, which most words differ in; then by the others.
        let ordered = |(number, met): (u32, &Met)| Ordered { head: met.head.0, number, times: met.times };
        let mut order: Vec<_> = (0..).zip(&self.words).map(ordered).collect();
        order.sort_unstable_by_key(|word| word.head);
        for same in order.chunk_by_mut(|a, b| a.head == b.head).filter(|same| same.len() > 1) {
            same.sort_unstable_by(|a, b| {
                let (a, b) = (&self.words[a.number as usize], &self.words[b.number as usize]);
                a.head.1.cmp(&b.head.1).then_with(|| match ends(a.head) {
                    true => Ordering::Equal,
                    false => long(&self.text, a.start).cmp(long(&self.text, b.start)),
                })
            });
        }
        order
    }

    /// Puts every place behind those of its own word, in the order of the text.
    fn place(&mut self, order: &[Ordered], sizes: &[[u32; COLUMNS]]) {
        let mut next = vec![0; self.words.len()];
        let mut behind = 0;
        for word in order {
            next[word.number as usize] = behind;
            behind += word.times;
        }
        self.by_word.resize(self.told.len(), Place::default());
        let mut told = self.told.iter();
        for (article, sizes) in (0..).zip(sizes) {
            for (column, size) in (0..).zip(sizes) {
                for (position, word) in (0..*size).zip(&mut told) {
                    let to = &mut next[*word as usize];
                    self.by_word[*to as usize] = Place { column: article << 3 | column, position };
                    *to += 1;
                }
            }
        }
    }
}

/// A word at its place in the alphabet.
struct Ordered {
    /// The head of its head.
    head: u64,
    number: u32,
    times: u32,
}

/// Where a word stands.
#[derive(Clone, Copy, Default)]
struct Place {
    /// Behind three bits of its own the article.
    column: u32,
    position: u32,
}

impl Place {
    fn article(self) -> u32 {
        self.column >> 3
    }

    fn column(self) -> u32 {
        self.column & 7
    }
}

/// Lists an article's places of a word behind those of other articles, with the step from the one before, if there is one.
#[inline]
fn put(step: u64, places: &[Place], out: &mut Vec<u8>) {
    // Most words stand in an article once.
    if let [place] = places
        && let Some((bytes, bits)) = once(step, *place)
    {
        let begin = out.len();
        out.extend_from_slice(&bytes.to_le_bytes());
        out.truncate(begin + bits as usize / 8);
        return;
    }
    several(step, places, out);
}

/// The same of a single place, in a number of so many bits whose lowest byte is the first.
#[inline]
fn once(step: u64, place: Place) -> Option<(u64, u32)> {
    let (mut bytes, mut bits) = short(u64::from(place.position) + 2)?;
    if place.column() > 0 {
        bytes = 1 | u64::from(place.column()) << 8 | bytes << 16;
        bits += 16;
    }
    (bytes, bits) = (u64::from(bits / 4) | bytes << 8, bits + 8);
    if step == 0 {
        return Some((bytes, bits));
    }
    let (step, before) = short(step)?;
    Some((step | bytes << before, before + bits))
}

/// A number that the index writes in a byte or two, and in how many bits.
#[inline]
fn short(n: u64) -> Option<(u64, u32)> {
    match n {
        0..0x80 => Some((n, 8)),
        0x80..0x4000 => Some(((n >> 7 | 0x80) | (n & 0x7f) << 8, 16)),
        _ => None,
    }
}

fn several(step: u64, places: &[Place], out: &mut Vec<u8>) {
    let mut listed = Few::default();
    each(places, |n| listed.put(n));
    let mut head = Few::default();
    if step > 0 {
        head.put(u32::try_from(step).unwrap_or(u32::MAX));
    }
    head.put(2 * listed.length());
    if let Some((bytes, length)) = head.before(&listed) {
        // All sixteen bytes at once are quicker than so many of them.
        let begin = out.len();
        out.extend_from_slice(&bytes.to_le_bytes());
        out.truncate(begin + length);
        return;
    }
    let mut listed = Vec::new();
    each(places, |n| varint::put(&mut listed, u64::from(n)));
    if step > 0 {
        varint::put(out, step);
    }
    varint::put(out, 2 * listed.len() as u64);
    out.extend_from_slice(&listed);
}

/// The numbers that say where a word stands in an article.
#[inline]
fn each(places: &[Place], mut number: impl FnMut(u32)) {
    let (mut column, mut position) = (0, 0);
    for place in places {
        if place.column() != column {
            number(1);
            number(place.column());
            (column, position) = (place.column(), 0);
        }
        number(place.position - position + 2);
        position = place.position;
    }
}

/// Few small numbers as the index writes them, in a number: its lowest byte is the first.
#[derive(Default)]
struct Few {
    bytes: u64,
    bits: u32,
    /// There was no room for one, or it was too large.
    full: bool,
}

impl Few {
    #[inline]
    fn put(&mut self, n: u32) {
        let (bytes, bits) = short(u64::from(n)).unwrap_or((0, u64::BITS));
        self.full |= self.bits + bits > u64::BITS || n >= 0x4000;
        self.bytes |= bytes.checked_shl(self.bits).unwrap_or(0);
        self.bits += bits;
    }

    fn length(&self) -> u32 {
        self.bits / 8
    }

    /// These and others behind them, and how many bytes they take; nothing where any had no room.
    fn before(&self, others: &Self) -> Option<(u128, usize)> {
        let bytes = u128::from(self.bytes) | u128::from(others.bytes) << self.bits;
        (!self.full && !others.full).then_some((bytes, (self.length() + others.length()) as usize))
    }
}

/// The head of a word.
fn head(text: &[u8]) -> Head {
    let mut sixteen = [0; size_of::<Head>()];
    sixteen.iter_mut().zip(text).for_each(|(to, byte)| *to = *byte);
    letters::halves(sixteen)
}

fn hash(head: Head) -> u32 {
    let product = u128::from(head.0 ^ head.1.rotate_left(29)) * 0x9e37_79b9_7f4a_7c15;
    let folded = product as u64 ^ (product >> 64) as u64;
    (folded ^ folded >> 32) as u32
}
