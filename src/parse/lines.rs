//! Lines of a stream, each of bounded length.

use std::io::{BufRead, ErrorKind};

use super::{BOM, LONGEST_RECORD, ParseError};

/// Reads a stream line by line.
#[derive(Debug)]
pub(super) struct Lines<R> {
    reader: R,
    offset: u64,
}

/// One line with its line break.
#[derive(Debug)]
pub(super) struct Line {
    /// Where it starts, in the stream.
    pub(super) offset: u64,
    /// Its bytes, cut at [`LONGEST_RECORD`].
    pub(super) bytes: Vec<u8>,
    /// Whether nothing was cut.
    pub(super) whole: bool,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader, offset: 0 }
    }

    /// The next line; nothing at the end. A byte-order mark at the very start is left out.
    pub(super) fn next(&mut self) -> Result<Option<Line>, ParseError> {
        let mut line = Line { offset: self.offset, bytes: Vec::new(), whole: true };
        loop {
            let chunk = match self.reader.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(source) => return Err(ParseError::Io { offset: self.offset, source }),
            };
            if chunk.is_empty() {
                break;
            }
            let end = memchr::memchr(b'\n', chunk);
            let take = end.map_or(chunk.len(), |at| at + 1);
            let room = LONGEST_RECORD - line.bytes.len();
            line.whole &= take <= room;
            line.bytes.extend_from_slice(&chunk[..take.min(room)]);
            self.reader.consume(take);
            self.offset += take as u64;
            if end.is_some() {
                break;
            }
        }
        if line.offset == 0 && line.bytes.starts_with(BOM) {
            line.bytes.drain(..BOM.len());
            line.offset = BOM.len() as u64;
        }
        Ok((self.offset > line.offset).then_some(line))
    }
}

/// A text record's characters.
pub(super) fn text_of(raw: &[u8]) -> Result<&str, String> {
    if memchr::memchr(0, raw).is_some() {
        return Err("it holds zero bytes: this is no text in UTF-8".to_owned());
    }
    std::str::from_utf8(raw)
        .map_err(|e| format!("it is not UTF-8 from byte {} of the record on", e.valid_up_to()))
}

/// What is said of a record that is too long.
pub(super) fn too_long() -> String {
    format!("it is longer than {LONGEST_RECORD} bytes, the most that is read")
}
