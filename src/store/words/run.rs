//! The words of some articles that were read together, sorted, each with where it stands.

use std::cmp::Ordering::Equal;
use std::ops::Range;
use std::panic::resume_unwind;
use std::thread;

use super::{COLUMNS, varint};
use gathered::Gathered;

mod gathered;

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
        Gathered::of(documents).sorted()
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

/// Whether a word ends within its head: no word holds a zero.
fn ends(head: Head) -> bool {
    head.1 & 0xff == 0
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
