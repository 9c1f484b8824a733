//! The two records by which FTS5 knows its index: what segments there are, and how much is in them.

use super::{COLUMNS, varint};

/// The segments, by level; those of one level are merged to one of the next.
pub(in crate::store) struct Structure {
    cookie: [u8; 4],
    /// Pages written so far.
    written: u64,
    levels: Vec<Level>,
}

#[derive(Default)]
struct Level {
    /// Of its segments, so many are being merged.
    merging: u64,
    /// The oldest first.
    segments: Vec<Listed>,
}

struct Listed {
    id: u64,
    first: u64,
    last: u64,
}

/// Pages in one step of merging.
const STEP: u64 = 64;

/// Segments that one level may have.
const MOST: usize = 16;

impl Structure {
    /// Where FTS5 keeps it.
    pub(in crate::store) const ROW: i64 = 10;

    /// Reads it; nothing where it is not as FTS5 writes it.
    pub(in crate::store) fn read(record: &[u8]) -> Option<Self> {
        let (cookie, mut rest) = record.split_first_chunk::<4>()?;
        let mut number = || {
            let (n, behind) = varint::get(rest)?;
            rest = behind;
            Some(n)
        };
        let (levels, segments, written) = (number()?, number()?, number()?);
        let mut structure = Self { cookie: *cookie, written, levels: Vec::new() };
        for _ in 0..levels {
            let mut level = Level { merging: number()?, segments: Vec::new() };
            for _ in 0..number()? {
                level.segments.push(Listed { id: number()?, first: number()?, last: number()? });
            }
            structure.levels.push(level);
        }
        let listed = structure.levels.iter().map(|level| level.segments.len() as u64).sum::<u64>();
        (listed == segments && rest.is_empty()).then_some(structure)
    }

    /// As FTS5 writes it.
    pub(in crate::store) fn to_bytes(&self) -> Vec<u8> {
        let mut out = self.cookie.to_vec();
        let listed: usize = self.levels.iter().map(|level| level.segments.len()).sum();
        for n in [self.levels.len() as u64, listed as u64, self.written] {
            varint::put(&mut out, n);
        }
        for level in &self.levels {
            varint::put(&mut out, level.merging);
            varint::put(&mut out, level.segments.len() as u64);
            for segment in &level.segments {
                for n in [segment.id, segment.first, segment.last] {
                    varint::put(&mut out, n);
                }
            }
        }
        out
    }

    /// The number of a new segment: the smallest that is free.
    pub(in crate::store) fn free(&self) -> u64 {
        let used = |id: &u64| self.levels.iter().flat_map(|l| &l.segments).any(|segment| segment.id == *id);
        (1..).find(|id| !used(id)).unwrap_or(1)
    }

    /// Lists a new segment of so many pages; says how many pages are to be merged now, by the measure of FTS5.
    pub(in crate::store) fn add(&mut self, id: u64, pages: u64) -> u64 {
        if self.levels.is_empty() {
            self.levels.push(Level::default());
        }
        self.levels[0].segments.push(Listed { id, first: 1, last: pages });
        let steps = (self.written + pages) / STEP - self.written / STEP;
        self.written += pages;
        let due = STEP * steps * self.levels.len() as u64;
        let newest = &self.levels[0].segments;
        // Where many small ones gather, all of them at once.
        let all = newest.iter().map(|segment| (segment.last + 1).saturating_sub(segment.first)).sum();
        if newest.len() < MOST { due } else { due.max(all) }
    }
}

/// How many articles are in the index, and how many words of each column.
pub(in crate::store) struct Averages {
    rows: u64,
    words: [u64; COLUMNS],
}

impl Averages {
    /// Where FTS5 keeps it.
    pub(in crate::store) const ROW: i64 = 1;

    /// Reads it; nothing where it is not as FTS5 writes it.
    pub(in crate::store) fn read(mut record: &[u8]) -> Option<Self> {
        let mut numbers = [0; COLUMNS + 1];
        // A new index has none.
        if !record.is_empty() {
            for number in &mut numbers {
                (*number, record) = varint::get(record)?;
            }
        }
        let [rows, words @ ..] = numbers;
        record.is_empty().then_some(Self { rows, words })
    }

    /// As FTS5 writes it.
    pub(in crate::store) fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for n in std::iter::once(self.rows).chain(self.words) {
            varint::put(&mut out, n);
        }
        out
    }

    /// Counts one more article.
    pub(in crate::store) fn add(&mut self, words: &[u32; COLUMNS]) {
        self.rows += 1;
        for (all, more) in self.words.iter_mut().zip(words) {
            *all += u64::from(*more);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written_alike() {
        let record = [0, 0, 0, 3, 2, 3, 0x81, 0x00, 0, 2, 1, 1, 9, 3, 1, 4, 2, 1, 2, 5, 0x82, 0x01];
        let structure = Structure::read(&record).expect("a structure");
        assert_eq!(structure.to_bytes(), record);
        assert_eq!(structure.free(), 4);
        for cut in 0..record.len() {
            assert!(Structure::read(&record[..cut]).is_none(), "{cut}");
        }
        let averages = Averages::read(&[2, 9, 0x81, 0x00, 0, 1, 2, 3]).expect("averages");
        assert_eq!(averages.to_bytes(), [2, 9, 0x81, 0x00, 0, 1, 2, 3]);
        assert!(Averages::read(&[2, 9]).is_none());
        assert_eq!(Averages::read(&[]).expect("averages").to_bytes(), [0; 7]);
    }

    #[test]
    fn many_small_segments_are_merged_at_once() {
        let mut structure = Structure::read(&[0; 7]).expect("a new one");
        let due: Vec<u64> = (1..=16).map(|id| structure.add(id, 1)).collect();
        assert!(due[..15].iter().all(|due| *due == 0) && due[15] == 16);
        assert_eq!(structure.add(17, 100), 116);
    }
}
