//! Words with their articles as one segment of the index: pages as FTS5 writes them, word after word.
//!
//! A page holds words, each with the articles it is in; a long list of articles goes on over pages without a word. Where
//! these are many, a list of the first article of each is kept beside them, by which a search skips.

use super::run::{self, Articles};
use super::varint;

/// Bytes of a page, about.
const PAGE: usize = 4050;

/// Before every word: it belongs to the index of whole words.
const WHOLE: u8 = b'0';

/// A list of first articles is kept where so many pages have no word.
const LONG: usize = 4;

/// Something to be written.
pub(in crate::store) enum Block {
    /// A page, at its place.
    Page(i64, Vec<u8>),
    /// A page that begins with a word: what tells it from the word before, and the page's number, with whether a list of first
    /// articles is kept.
    Begins(Vec<u8>, i64),
}

/// A segment that is being written; `write` is called with all of it.
pub(in crate::store) struct Segment<F> {
    id: u64,
    write: F,
    number: i64,
    page: Vec<u8>,
    /// Where words begin on the page.
    footer: Vec<u8>,
    last_begin: usize,
    /// No word was, no article was written to the page.
    wordless: bool,
    articleless: bool,
    word: Vec<u8>,
    /// The last page that begins with a word, while it is not told, and what tells that word from the one before.
    open: Option<i64>,
    split: Vec<u8>,
    /// Pages without a word behind it.
    following: usize,
    /// First articles of pages, and above them first articles of pages of those.
    firsts: Vec<Firsts>,
}

#[derive(Default)]
struct Firsts {
    number: i64,
    bytes: Vec<u8>,
    last: Option<i64>,
}

impl<E, F: FnMut(Block) -> Result<(), E>> Segment<F> {
    /// Begins the segment of this number.
    pub(in crate::store) fn begin(id: u64, write: F) -> Self {
        Self {
            id,
            write,
            number: 1,
            page: vec![0; 4],
            footer: Vec::new(),
            last_begin: 0,
            wordless: true,
            articleless: true,
            word: Vec::new(),
            open: Some(1),
            split: Vec::new(),
            following: 0,
            firsts: vec![Firsts::default()],
        }
    }

    /// Writes a word, higher than all before, with the articles it is in, in rising order.
    pub(in crate::store) fn word(&mut self, word: &[u8], articles: &[Articles<'_>]) -> Result<(), E> {
        self.begin_word(word)?;
        let mut before = 0;
        let lengths = articles.iter().map(|some| {
            let step = some.first - std::mem::replace(&mut before, some.last);
            varint::length(step as u64) + some.list.len()
        });
        let mut before = 0;
        if self.filled() + lengths.sum::<usize>() < PAGE {
            for some in articles {
                varint::put(&mut self.page, (some.first - before) as u64);
                self.page.extend_from_slice(some.list);
                before = some.last;
            }
            return Ok(());
        }
        for some in articles {
            let (mut article, mut rest) = (some.first, some.list);
            while !rest.is_empty() {
                self.begin_article(article, before)?;
                let room = PAGE.saturating_sub(self.filled());
                let (now, last) = match fitting(rest, room) {
                    Some((length, steps)) => {
                        self.page.extend_from_slice(&rest[..length]);
                        (length, article + steps)
                    }
                    None => {
                        let length = run::places(rest).unwrap_or(rest.len());
                        self.places(&rest[..length])?;
                        (length, article)
                    }
                };
                rest = &rest[now..];
                before = last;
                if let Some((step, behind)) = varint::get(rest) {
                    article = last + step as i64;
                    rest = behind;
                }
            }
        }
        Ok(())
    }

    /// Writes the number of the next article.
    fn begin_article(&mut self, article: i64, before: i64) -> Result<(), E> {
        if !self.articleless {
            varint::put(&mut self.page, (article - before) as u64);
            return Ok(());
        }
        let at = self.page.len() as u16;
        self.page[..2].copy_from_slice(&at.to_be_bytes());
        varint::put(&mut self.page, article as u64);
        self.articleless = false;
        self.first_of_page(article)
    }

    /// Writes an article's places, over as many pages as they need.
    fn places(&mut self, mut rest: &[u8]) -> Result<(), E> {
        while !rest.is_empty() {
            let room = PAGE.saturating_sub(self.filled());
            let (now, then) = rest.split_at(if rest.len() <= room { rest.len() } else { whole(rest, room) });
            self.page.extend_from_slice(now);
            rest = then;
            if self.filled() >= PAGE {
                self.end_page()?;
            }
        }
        Ok(())
    }

    /// Ends it; says how many pages it has.
    pub(in crate::store) fn end(mut self) -> Result<u64, E> {
        if self.page.len() > 4 {
            self.end_page()?;
        }
        if self.number > 1 {
            self.tell_open()?;
        }
        Ok(self.number as u64 - 1)
    }

    fn filled(&self) -> usize {
        self.page.len() + self.footer.len()
    }

    fn begin_word(&mut self, word: &[u8]) -> Result<(), E> {
        let length = 1 + word.len();
        if self.filled() + length + 2 >= PAGE && self.page.len() > 4 {
            self.end_page()?;
        }
        varint::put(&mut self.footer, (self.page.len() - self.last_begin) as u64);
        self.last_begin = self.page.len();
        let same = self.word.iter().zip(word).take_while(|(a, b)| a == b).count();
        // With the byte that stands before every word; the first word has none before it.
        let same = if self.word.is_empty() { 0 } else { same + 1 };
        let shared = if self.wordless { 0 } else { same };
        if !self.wordless {
            varint::put(&mut self.page, shared as u64);
        } else if self.number > 1 {
            self.tell_open()?;
            self.open = Some(self.number);
            let split = if self.word.is_empty() { length } else { same + 1 };
            self.split.clear();
            self.split.push(WHOLE);
            self.split.extend_from_slice(&word[..(split - 1).min(word.len())]);
        }
        varint::put(&mut self.page, (length - shared) as u64);
        if shared == 0 {
            self.page.push(WHOLE);
        }
        self.page.extend_from_slice(&word[shared.saturating_sub(1)..]);
        self.word.clear();
        self.word.extend_from_slice(word);
        self.wordless = false;
        self.articleless = false;
        self.firsts[0].number = self.number;
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), E> {
        let text = self.page.len() as u16;
        self.page[2..4].copy_from_slice(&text.to_be_bytes());
        if self.wordless {
            let firsts = &mut self.firsts[0].bytes;
            if self.articleless && !firsts.is_empty() {
                firsts.push(0);
            }
            self.following += 1;
        } else {
            self.page.append(&mut self.footer);
        }
        let place = self.place(0, 0, self.number);
        let next = Vec::with_capacity(PAGE + PAGE / 8);
        (self.write)(Block::Page(place, std::mem::replace(&mut self.page, next)))?;
        self.page.resize(4, 0);
        self.footer.clear();
        self.last_begin = 0;
        self.number += 1;
        self.wordless = true;
        self.articleless = true;
        Ok(())
    }

    /// Where a page is kept: of words, or of first articles at some height above them.
    fn place(&self, firsts: i64, height: i64, number: i64) -> i64 {
        ((self.id as i64) << 37) + (firsts << 36) + (height << 31) + number
    }

    /// Tells of the last page that began with a word, now that all that follows from it is known.
    fn tell_open(&mut self) -> Result<(), E> {
        let Some(number) = self.open.take() else { return Ok(()) };
        let kept = self.following >= LONG && !self.firsts[0].bytes.is_empty();
        for height in 0..self.firsts.len() {
            if self.firsts[height].bytes.is_empty() {
                break;
            }
            if kept {
                self.write_firsts(height)?;
            }
            self.firsts[height].bytes.clear();
            self.firsts[height].last = None;
        }
        self.following = 0;
        (self.write)(Block::Begins(self.split.clone(), number << 1 | i64::from(kept)))
    }

    fn write_firsts(&mut self, height: usize) -> Result<(), E> {
        let place = self.place(1, height as i64, self.firsts[height].number);
        (self.write)(Block::Page(place, self.firsts[height].bytes.clone()))
    }

    /// The page goes on with this article.
    fn first_of_page(&mut self, article: i64) -> Result<(), E> {
        let mut height = 0;
        loop {
            let full = self.firsts[height].bytes.len() >= PAGE;
            if full {
                self.firsts[height].bytes[0] = 1;
                self.write_firsts(height)?;
                if self.firsts.len() == height + 1 {
                    self.firsts.push(Firsts::default());
                }
                let number = self.firsts[height].number;
                if self.firsts[height + 1].bytes.is_empty() {
                    // What was the root now has one above it, which begins with its first article.
                    let first = first(&self.firsts[height].bytes);
                    let above = &mut self.firsts[height + 1];
                    above.number = number;
                    above.begin(false, number, first);
                }
                let this = &mut self.firsts[height];
                this.bytes.clear();
                this.last = None;
                this.number += 1;
            }
            let below = if height == 0 { self.number } else { self.firsts[height - 1].number };
            let this = &mut self.firsts[height];
            match this.last {
                Some(last) => {
                    varint::put(&mut this.bytes, (article - last) as u64);
                    this.last = Some(article);
                }
                None => this.begin(full, below, article),
            }
            if !full {
                return Ok(());
            }
            height += 1;
        }
    }
}

impl Firsts {
    fn begin(&mut self, below_another: bool, page: i64, article: i64) {
        self.bytes.push(u8::from(below_another));
        varint::put(&mut self.bytes, page as u64);
        varint::put(&mut self.bytes, article as u64);
        self.last = Some(article);
    }
}

/// The first article of a list of them.
fn first(list: &[u8]) -> i64 {
    let article = |list| varint::get(varint::get(list)?.1);
    list.get(1..).and_then(article).map_or(0, |(article, _)| article as i64)
}

/// How many bytes of a list of articles, which begins with the places of one, leave some of the room, in whole articles; and the sum
/// of the steps to the last of these.
fn fitting(list: &[u8], room: usize) -> Option<(usize, i64)> {
    let mut fits = None;
    let (mut at, mut steps) = (0, 0);
    while let Some(length) = list.get(at..).and_then(run::places)
        && at + length < room
    {
        at += length;
        fits = Some((at, steps));
        let Some((step, behind)) = varint::get(&list[at..]) else { break };
        steps += step as i64;
        at = list.len() - behind.len();
    }
    fits
}

/// How much of `places` fits into so much room, in whole numbers; one at least.
fn whole(places: &[u8], room: usize) -> usize {
    let ends = places.iter().enumerate().filter(|(_, byte)| **byte < 0x80).map(|(at, _)| at + 1);
    let mut fits = 0;
    for end in ends {
        if fits > 0 && end > room {
            break;
        }
        fits = end;
    }
    if fits == 0 { places.len() } else { fits }
}
