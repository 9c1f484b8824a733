//! The words of some articles that were read together, sorted, each with where it stands.

use std::cell::Cell;
use std::sync::mpsc::sync_channel;
use std::thread;

use memchr::memchr;

use super::{COLUMNS, varint};
use gathered::Gathered;

mod gathered;

/// The texts of an article's columns.
pub(in crate::store) type Document<'t> = [Option<&'t str>; COLUMNS];

/// The words of some articles.
#[derive(Debug)]
pub(in crate::store) struct Run {
    /// The words that are longer than their heads, a zero behind each.
    text: Vec<u8>,
    /// In rising order.
    words: Vec<Word>,
    /// For each word the articles it is in, as FTS5 lists them, but for the number of the first.
    lists: Vec<u8>,
    /// The number of each article; they rise.
    numbers: Vec<i64>,
    /// How many words each article has, by column.
    sizes: Vec<[u32; COLUMNS]>,
}

#[derive(Debug)]
struct Word {
    /// What nearly all words differ in, and all of most.
    head: Head,
    /// Where its text begins, if its head does not hold it all.
    start: u32,
    /// Where its list begins.
    list: u32,
    /// The first and the last article it is in.
    first: u32,
    last: u32,
}

/// Some of the articles that a word is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) struct Articles<'r> {
    /// The number of the first and of the last.
    pub(in crate::store) first: i64,
    pub(in crate::store) last: i64,
    /// As FTS5 lists them, behind the number of the first: its places; then for every other the step to its number, its places.
    pub(in crate::store) list: &'r [u8],
}

/// A word of one of some runs.
struct Found {
    head: Head,
    run: u32,
    word: u32,
}

impl Found {
    /// Its text, if its head does not hold it all.
    fn long<'r>(&self, runs: &[&'r Run]) -> &'r [u8] {
        let run = runs[self.run as usize];
        long(&run.text, run.words[self.word as usize].start)
    }
}

/// The first sixteen bytes of a word, as numbers that sort as they do.
type Head = (u64, u64);

/// Words of the largest of some runs that are put in order at once, with those that stand between them in the others: all of
/// that stays near at hand.
const AT_ONCE: usize = 128;

thread_local! {
    static ROOM: Cell<Gathered> = Cell::default();
}

impl Run {
    /// Sorts the words of articles. Each has a number, and these rise; as long as the articles get just these numbers, what is made
    /// here goes into the index as it is.
    pub(in crate::store) fn of(numbers: Vec<i64>, documents: &[Document<'_>]) -> Self {
        let mut room = ROOM.take();
        let run = room.run(numbers, documents);
        ROOM.set(room);
        run
    }

    /// How many words each article has, by column.
    pub(in crate::store) fn sizes(&self) -> &[[u32; COLUMNS]] {
        &self.sizes
    }

    /// What it takes in memory.
    pub(in crate::store) fn weight(&self) -> usize {
        self.text.len() + self.lists.len() + self.words.len() * size_of::<Word>()
    }

    /// Calls `each` with every word of some runs, in rising order, and with the articles it is in, in rising order. `number` gives the
    /// number of a run's article; nothing for one that does not count.
    pub(in crate::store) fn together<E>(
        runs: &[&Self],
        number: impl Fn(usize, usize) -> Option<i64>,
        mut each: impl FnMut(&[u8], &[Articles<'_>]) -> Result<(), E>,
    ) -> Result<(), E> {
        let whole = whole(runs, &number);
        // While some of the alphabet is told, more of it is put in order.
        thread::scope(|scope| {
            let (send, sorted) = sync_channel(4);
            scope.spawn(move || slices(runs).all(|words| send.send(words).is_ok()));
            sorted.iter().try_for_each(|words| Self::tell(runs, &words, &whole, &number, &mut each))
        })
    }

    /// Calls `each` with words in order.
    fn tell<E>(
        runs: &[&Self],
        words: &[Found],
        whole: &[bool],
        number: &impl Fn(usize, usize) -> Option<i64>,
        each: &mut impl FnMut(&[u8], &[Articles<'_>]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut articles = Vec::new();
        for same in words.chunk_by(|a, b| a.head == b.head && (ends(a.head) || a.long(runs) == b.long(runs)))
        {
            articles.clear();
            for &Found { run: r, word, .. } in same {
                let (r, word) = (r as usize, word as usize);
                let run = runs[r];
                if whole[r] {
                    let Word { first, last, .. } = run.words[word];
                    let (first, last) = (run.numbers[first as usize], run.numbers[last as usize]);
                    articles.push(Articles { first, last, list: run.list_of(word) });
                } else {
                    run.each_article(word, |article, list| {
                        articles.extend(number(r, article).map(|n| Articles { first: n, last: n, list }));
                    });
                }
            }
            if !articles.is_sorted_by_key(|article| article.first) {
                articles.sort_unstable_by_key(|article| article.first);
            }
            if let Some(first) = same.first().filter(|_| !articles.is_empty()) {
                match ends(first.head) {
                    true => each(&bytes(first.head)[..length(first.head)], &articles)?,
                    false => each(first.long(runs), &articles)?,
                }
            }
        }
        Ok(())
    }

    fn list_of(&self, word: usize) -> &[u8] {
        let end = self.words.get(word + 1).map_or(self.lists.len(), |next| next.list as usize);
        &self.lists[self.words[word].list as usize..end]
    }

    /// Calls `each` with the articles that a word is in, each with its places.
    fn each_article<'r>(&'r self, word: usize, mut each: impl FnMut(usize, &'r [u8])) {
        let mut article = self.words[word].first as usize;
        let mut rest = self.list_of(word);
        while let Some((places, behind)) = places(rest).and_then(|length| rest.split_at_checked(length)) {
            each(article, places);
            let Some((step, behind)) = varint::get(behind) else { return };
            let number = self.numbers[article] + step as i64;
            article += self.numbers[article..].partition_point(|other| *other < number);
            rest = behind;
        }
    }
}

/// How many bytes at the head of a list are the places of one article.
#[inline]
pub(super) fn places(list: &[u8]) -> Option<usize> {
    let (twice, behind) = varint::get(list)?;
    Some(list.len() - behind.len() + twice as usize / 2)
}

/// Of which runs the articles got the numbers that they were given to be sorted by, none left out, and no other article lies
/// between them.
fn whole(runs: &[&Run], number: &impl Fn(usize, usize) -> Option<i64>) -> Vec<bool> {
    let mut whole = vec![true; runs.len()];
    let mut ranges = Vec::with_capacity(runs.len());
    for (r, run) in runs.iter().enumerate() {
        let given = (0..run.numbers.len()).map(|article| number(r, article));
        whole[r] = given.clone().zip(&run.numbers).all(|(given, number)| given == Some(*number));
        let counted = given.flatten();
        ranges.extend(counted.clone().min().zip(counted.max()).map(|(first, last)| (first, last, r)));
    }
    ranges.sort_unstable();
    let mut before: Option<(i64, usize)> = None;
    for (first, last, r) in ranges {
        match before {
            Some((end, other)) if end >= first => {
                (whole[r], whole[other]) = (false, false);
                before = Some(if last > end { (last, r) } else { (end, other) });
            }
            _ => before = Some((last, r)),
        }
    }
    whole
}

/// The words of runs in rising order, by slices of the alphabet.
fn slices(runs: &[&Run]) -> impl Iterator<Item = Vec<Found>> {
    let largest = runs.iter().max_by_key(|run| run.words.len()).map_or(&[][..], |run| &run.words);
    let mut rest: Vec<_> = runs.iter().map(|run| run.words.iter().zip(0..).peekable()).collect();
    let cuts = largest.iter().skip(AT_ONCE).step_by(AT_ONCE).map(|word| Some(word.head));
    cuts.chain([None]).map(move |cut| {
        let mut words = Vec::with_capacity(AT_ONCE * runs.len());
        for (run, rest) in (0..).zip(&mut rest) {
            while let Some((word, n)) = rest.next_if(|(word, _)| cut.is_none_or(|cut| word.head < cut)) {
                words.push(Found { head: word.head, run, word: n });
            }
        }
        // Stable, and quick at what is sorted in pieces. One number is compared without a jump that nobody could foretell.
        words.sort_by_key(|found| u128::from_be_bytes(bytes(found.head)));
        for same in words.chunk_by_mut(|a, b| !ends(a.head) && a.head == b.head) {
            same.sort_by(|a, b| a.long(runs).cmp(b.long(runs)));
        }
        words
    })
}

/// Whether a word ends within its head: no word holds a zero.
fn ends(head: Head) -> bool {
    head.1 & 0xff == 0
}

/// The bytes of a head, and how many of them are a word's that ends there.
fn bytes(head: Head) -> [u8; size_of::<Head>()] {
    (u128::from(head.0) << u64::BITS | u128::from(head.1)).to_be_bytes()
}

fn length(head: Head) -> usize {
    let zeros = if head.1 == 0 { u64::BITS + head.0.trailing_zeros() } else { head.1.trailing_zeros() };
    size_of::<Head>() - zeros as usize / 8
}

/// The word that begins here, up to the zero behind it.
fn long(text: &[u8], start: u32) -> &[u8] {
    let rest = &text[start as usize..];
    &rest[..memchr(0, rest).unwrap_or(rest.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every word with the articles it is in, and in how many pieces these came.
    fn told(runs: &[&Run], number: impl Fn(usize, usize) -> Option<i64>) -> Vec<String> {
        let mut told = Vec::new();
        let done: Result<(), ()> = Run::together(runs, number, |word, articles| {
            let mut all = Vec::new();
            for some in articles {
                let (mut article, mut rest) = (some.first, some.list);
                while let Some(length) = places(rest) {
                    all.push((article, &rest[..length]));
                    rest = &rest[length..];
                    if let Some((step, behind)) = varint::get(rest) {
                        (article, rest) = (article + step as i64, behind);
                    }
                }
                assert_eq!((article, rest), (some.last, &[][..]));
            }
            told.push(format!("{} {all:?} {}", String::from_utf8_lossy(word), articles.len()));
            Ok(())
        });
        assert_eq!(done, Ok(()));
        told
    }

    fn title(text: &str) -> Document<'_> {
        [Some(text), None, None, None, None, None]
    }

    #[test]
    fn words_are_sorted_with_their_places_by_article_and_column() {
        let one = [Some("Pain, pain"), Some("no PAIN"), None, None, None, Some("No")];
        let run = Run::of(vec![7, 8], &[one, title("painkillers")]);
        assert_eq!(run.sizes(), [[2, 2, 0, 0, 0, 1], [1, 0, 0, 0, 0, 0]]);
        assert_eq!(
            told(&[&run], |_, article| Some(article as i64 + 7)),
            [
                "no [(7, [12, 1, 1, 2, 1, 5, 2])] 1",
                "pain [(7, [10, 2, 3, 1, 1, 3])] 1",
                "painkillers [(8, [2, 2])] 1"
            ]
        );
    }

    #[test]
    fn runs_go_together_by_number_without_what_does_not_count() {
        let one = Run::of(vec![1, 2], &[title("b a"), title("painless c")]);
        let other = Run::of(vec![1, 2], &[title("painlessly a"), title("a")]);
        // The second run's articles come before the first's; one was replaced.
        let number = |run, article| (run != 1 || article != 1).then_some(10 - run as i64 + article as i64);
        assert_eq!(
            told(&[&one, &other], number),
            [
                "a [(9, [2, 3]), (10, [2, 3])] 2",
                "b [(10, [2, 2])] 1",
                "c [(11, [2, 3])] 1",
                "painless [(11, [2, 2])] 1",
                "painlessly [(9, [2, 2])] 1"
            ]
        );
    }

    #[test]
    fn runs_whose_articles_got_their_numbers_go_together_whole_unless_they_cross() {
        let runs = [[10, 12], [13, 300], [11, 20_000]]
            .map(|numbers| Run::of(numbers.to_vec(), &[title("a"), title("b a")]));
        let number = |run: usize, article: usize| Some(runs[run].numbers[article]);
        let [one, two, three] = &runs;
        assert_eq!(
            told(&[two, one], |run, article| number(1 - run, article)),
            [
                "a [(10, [2, 2]), (12, [2, 3]), (13, [2, 2]), (300, [2, 3])] 2",
                "b [(12, [2, 2]), (300, [2, 2])] 2"
            ]
        );
        assert_eq!(
            told(&[one, two, three], number),
            [
                "a [(10, [2, 2]), (11, [2, 2]), (12, [2, 3]), (13, [2, 2]), (300, [2, 3]), (20000, [2, 3])] 6",
                "b [(12, [2, 2]), (300, [2, 2]), (20000, [2, 2])] 3"
            ]
        );
        let rest = |run: usize, article: usize| number(run, article).filter(|n| *n != 300);
        assert_eq!(whole(&[one, two], &rest), [true, false]);
    }

    #[test]
    fn a_word_that_stands_often_or_far_off_is_listed_like_others() {
        let often = "x ".repeat(20_000) + "y y";
        let run = Run::of(vec![3, 4, 70_000_000_000], &[title("y"), title(&often), title("y x")]);
        let lists = told(&[&run], |_, article| Some([3, 4, 70_000_000_000][article]));
        assert!(lists[0].starts_with("x [(4, [130, 184, 64, 2, 3, 3, 3,"), "{}", &lists[0][..60]);
        assert!(lists[0].ends_with(" 3, 3]), (70000000000, [2, 3])] 1"));
        assert_eq!(lists[1], "y [(3, [2, 2]), (4, [8, 129, 156, 34, 3]), (70000000000, [2, 2])] 1");
    }
}
