//! Text to words, as FTS5's tokenizer `unicode61 remove_diacritics 2` reads it.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// Bytes of a word, at most: FTS5 cuts what is longer.
const LONGEST: usize = 32_768;

/// Which bytes are ASCII's letters and digits.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        plain[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    plain
};

/// Between words.
const GAP: u32 = 0;
/// Goes with a word that has begun, and leaves nothing in it.
const MARK: u32 = 1;

/// What all other characters are written as.
struct Letters {
    /// Those below [`TABLE`].
    table: Vec<u32>,
    /// Further letters; they are written as they are.
    further: Vec<RangeInclusive<u32>>,
}

const TABLE: u32 = 0x2_0000;

static LETTERS: LazyLock<Letters> = LazyLock::new(|| Letters::read(include_str!("letters.txt")));

impl Letters {
    fn read(list: &str) -> Self {
        let number = |hex: &str| u32::from_str_radix(hex, 16).expect("hexadecimal");
        let range = |range: &str| {
            let (from, to) = range.split_once('-').unwrap_or((range, range));
            number(from)..=number(to)
        };
        let mut letters = Self { table: vec![GAP; TABLE as usize], further: Vec::new() };
        for line in list.lines().filter(|line| !line.starts_with('#')) {
            let (head, ranges) = line.split_once(' ').unwrap_or((line, ""));
            for characters in ranges.split(' ').map(range) {
                if *characters.end() >= TABLE {
                    letters.further.push(TABLE.max(*characters.start())..=*characters.end());
                }
                for c in characters.take_while(|c| *c < TABLE) {
                    letters.table[c as usize] = match head {
                        "letters" => c,
                        "marks" => MARK,
                        as_written => number(as_written.trim_end_matches(':')),
                    };
                }
            }
        }
        letters
    }

    fn of(&self, c: u32) -> u32 {
        match self.table.get(c as usize) {
            Some(written) => *written,
            None if self.further.iter().any(|range| range.contains(&c)) => c,
            None => GAP,
        }
    }
}

/// Where the next word of `text` begins, from `at` on.
#[inline]
pub(super) fn start(text: &str, mut at: usize) -> Option<usize> {
    loop {
        let byte = *text.as_bytes().get(at)?;
        if PLAIN[usize::from(byte)] {
            return Some(at);
        } else if byte < 0x80 {
            at += 1;
        } else {
            let c = text[at..].chars().next()?;
            if LETTERS.of(u32::from(c)) > MARK {
                return Some(at);
            }
            at += c.len_utf8();
        }
    }
}

/// A word of fewer than sixteen letters and digits of ASCII, as nearly all are: how many, and the word as the index has it, its
/// first byte highest and zeros behind it, in two halves. Nothing where the word is longer or holds another letter.
#[inline]
pub(super) fn short(text: &[u8], at: usize) -> Option<(usize, (u64, u64))> {
    let (first, second) = match text.get(at..).and_then(<[u8]>::first_chunk::<16>) {
        Some(sixteen) => halves(*sixteen),
        None => few(&text[at..]),
    };
    let (begin, bits) = plain(first);
    if bits < u64::BITS {
        return ends(first, bits).then_some((bits as usize / 8, (begin, 0)));
    }
    let (rest, more) = plain(second);
    (more < u64::BITS && ends(second, more)).then_some(((bits + more) as usize / 8, (begin, rest)))
}

/// The letters and digits that eight bytes begin with, as the index has them, and how many bits these are.
#[inline]
fn plain(eight: u64) -> (u64, u32) {
    const EACH: u64 = u64::from_ne_bytes([1; 8]);
    const HIGH: u64 = 0x80 * EACH;
    // No sum of two seven-bit bytes reaches into the next byte; its high bit tells which of the two is meant.
    let from = |bytes: u64, least: u8| (bytes & !HIGH) + u64::from(0x80 - least) * EACH;
    let small = eight | (0x20 * EACH);
    let letters = from(small, b'a') & !from(small, b'z' + 1);
    let digits = from(eight, b'0') & !from(eight, b'9' + 1);
    let plain = (letters | digits) & !eight & HIGH;
    let bits = (plain ^ HIGH).leading_zeros() & !7;
    // What tells a small letter from a capital one, every digit has.
    let written = eight | plain >> 2;
    (written & !u64::MAX.checked_shr(bits).unwrap_or(0), bits)
}

/// Whether a word ends behind so many bits, rather than go on with a letter of another alphabet.
#[inline]
fn ends(eight: u64, bits: u32) -> bool {
    eight << bits >> 63 == 0
}

/// Fewer than sixteen bytes in two halves, the first highest, zeros behind them.
fn few(bytes: &[u8]) -> (u64, u64) {
    let mut sixteen = [0; 16];
    sixteen.iter_mut().zip(bytes).for_each(|(to, byte)| *to = *byte);
    halves(sixteen)
}

/// Sixteen bytes as two numbers that sort as they do.
pub(super) fn halves(sixteen: [u8; 16]) -> (u64, u64) {
    let both = u128::from_be_bytes(sixteen);
    ((both >> 64) as u64, both as u64)
}

/// Appends the word of `text` that begins at `at`, as the index has it; says where it ends.
pub(super) fn word(text: &str, mut at: usize, out: &mut Vec<u8>) -> usize {
    let bytes = text.as_bytes();
    let begun = out.len();
    loop {
        let plain = bytes[at..].iter().take_while(|b| PLAIN[usize::from(**b)]).count();
        out.extend(bytes[at..at + plain].iter().map(u8::to_ascii_lowercase));
        at += plain;
        let Some(c) = bytes.get(at).filter(|b| **b >= 0x80).and_then(|_| text[at..].chars().next()) else {
            break;
        };
        match LETTERS.of(u32::from(c)) {
            GAP => break,
            MARK => {}
            written => {
                let written = char::from_u32(written).unwrap_or(c);
                out.extend_from_slice(written.encode_utf8(&mut [0; 4]).as_bytes());
            }
        }
        at += c.len_utf8();
    }
    out.truncate(begun + LONGEST);
    at
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::{short, start, word};

    fn words(text: &str) -> Vec<String> {
        let (mut at, mut words) = (0, Vec::new());
        while let Some(from) = start(text, at) {
            let mut out = Vec::new();
            at = word(text, from, &mut out);
            if let Some((length, (first, second))) = short(text.as_bytes(), from) {
                let quick = [first.to_be_bytes(), second.to_be_bytes()].concat();
                assert_eq!((length, &quick[..length]), (at - from, &out[..]), "{text}");
                assert!(quick[length..].iter().all(|byte| *byte == 0), "{text}");
            }
            words.push(String::from_utf8(out).expect("UTF-8"));
        }
        words
    }

    #[test]
    fn characters_are_read_as_sqlite_reads_them() {
        let db = Connection::open_in_memory().expect("a store");
        db.execute_batch(
            "CREATE VIRTUAL TABLE t USING fts5 (x, content='', tokenize='unicode61 remove_diacritics 2');
             CREATE VIRTUAL TABLE v USING fts5vocab (t, instance);",
        )
        .expect("tables");
        // All that are written today, some of the others; within a word, at its head, and alone.
        let further = ('\u{20000}'..=char::MAX).step_by(37);
        let texts: Vec<String> = ('\u{1}'..'\u{20000}')
            .chain(further)
            .collect::<Vec<_>>()
            .chunks(64)
            .map(|chars| chars.iter().map(|c| format!("q{c}Q {c}q {c} ")).collect())
            .collect();
        let mut insert = db.prepare("INSERT INTO t (rowid, x) VALUES (?1, ?2)").expect("a statement");
        db.execute_batch("BEGIN").expect("a transaction");
        for (i, text) in texts.iter().enumerate() {
            insert.execute((i as i64, text)).expect("a row");
        }
        db.execute_batch("COMMIT").expect("rows");
        let mut theirs: Vec<Vec<(i64, String)>> = vec![Vec::new(); texts.len()];
        let mut select = db.prepare("SELECT doc, offset, term FROM v").expect("a statement");
        let mut rows = select.query([]).expect("words");
        while let Some(row) = rows.next().expect("a word") {
            let doc: i64 = row.get(0).expect("a number");
            theirs[doc as usize].push((row.get(1).expect("a place"), row.get(2).expect("a word")));
        }
        for (text, mut theirs) in texts.into_iter().zip(theirs) {
            theirs.sort();
            let theirs: Vec<String> = theirs.into_iter().map(|(_, word)| word).collect();
            assert_eq!(words(&text), theirs, "{}", text.escape_unicode());
        }
    }

    #[test]
    fn short_words_of_ascii_are_read_at_once() {
        let text = "Zz@[`{/:9a0 IL-6, 123456789012345 1234567890123456 déjà x²";
        let read =
            |word: &str| short(text.as_bytes(), text.find(word).expect("a word")).map(|(length, _)| length);
        assert_eq!(read("Zz"), Some(2));
        assert_eq!(read("9a0"), Some(3));
        assert_eq!(read("123456789012345 "), Some(15));
        assert_eq!(read("1234567890123456"), None);
        assert_eq!(read("d"), None);
        assert_eq!(read("x²"), None);
        words(text);
    }

    #[test]
    fn a_word_has_a_longest() {
        let lengths = |text: &str| words(text).iter().map(String::len).collect::<Vec<_>>();
        assert_eq!(lengths(&format!("{} b", "a".repeat(40_000))), [32_768, 1]);
    }
}
