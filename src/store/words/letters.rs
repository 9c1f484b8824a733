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

/// Appends the next word of `text` from `at` on, as the index has it; says where it ends. Nothing where there is none.
#[inline]
pub(super) fn next(text: &str, mut at: usize, out: &mut Vec<u8>) -> Option<usize> {
    let bytes = text.as_bytes();
    let begun = out.len();
    loop {
        let byte = *bytes.get(at)?;
        if PLAIN[usize::from(byte)] {
            break;
        } else if byte < 0x80 {
            at += 1;
        } else {
            let c = text[at..].chars().next()?;
            if LETTERS.of(u32::from(c)) > MARK {
                break;
            }
            at += c.len_utf8();
        }
    }
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
    Some(at)
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::next;

    fn words(text: &str) -> Vec<String> {
        let (mut at, mut out, mut words) = (0, Vec::new(), Vec::new());
        while let Some(end) = next(text, at, &mut out) {
            at = end;
            words.push(String::from_utf8(std::mem::take(&mut out)).expect("UTF-8"));
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
    fn a_word_has_a_longest() {
        let lengths = |text: &str| words(text).iter().map(String::len).collect::<Vec<_>>();
        assert_eq!(lengths(&format!("{} b", "a".repeat(40_000))), [32_768, 1]);
    }
}
