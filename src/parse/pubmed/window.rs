//! A moving window on a stream: what is ahead, and what a record still needs of what is behind.

use std::io::{BufRead, ErrorKind};

use crate::parse::ParseError;

/// Bytes read at once, at most.
const LARGEST_STEP: usize = 1 << 18;

/// Bytes kept of a record that is too long.
const HEAD: usize = 4096;

/// Bytes of a stream from where the open record starts to as far as was read.
#[derive(Debug)]
pub(super) struct Window<R> {
    reader: R,
    /// Room for bytes, and how much of it is read into.
    buffer: Vec<u8>,
    end: usize,
    /// Offset in the stream of the buffer's first byte.
    base: u64,
    /// Where the scan stands, within the buffer.
    at: usize,
    /// The first bytes of the open record, where the rest was let go of because it is too long.
    head: Option<Vec<u8>>,
}

impl<R: BufRead> Window<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader, buffer: Vec::new(), end: 0, base: 0, at: 0, head: None }
    }

    /// Where the scan stands, in the stream.
    pub(super) fn position(&self) -> u64 {
        self.base + self.at as u64
    }

    /// What was read and not yet looked at.
    pub(super) fn rest(&self) -> &[u8] {
        &self.buffer[self.at..self.end]
    }

    pub(super) fn advance(&mut self, by: usize) {
        self.at = (self.at + by).min(self.end);
    }

    /// Reads on; `false` at the end of the stream.
    pub(super) fn fill(&mut self) -> Result<bool, ParseError> {
        let upto = self.end + LARGEST_STEP;
        if self.buffer.len() < upto {
            self.buffer.resize(upto.next_power_of_two(), 0);
        }
        loop {
            match self.reader.read(&mut self.buffer[self.end..upto]) {
                Ok(length) => {
                    self.end += length;
                    return Ok(length > 0);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(source) => return Err(ParseError::Io { offset: self.base + self.end as u64, source }),
            }
        }
    }

    /// Reads on until `length` bytes are ahead, or the stream ends.
    pub(super) fn need(&mut self, length: usize) -> Result<(), ParseError> {
        while self.end - self.at < length && self.fill()? {}
        Ok(())
    }

    /// Lets go of everything behind the scan. Bytes are moved only when that pays.
    pub(super) fn release(&mut self) {
        self.head = None;
        if self.at == self.end || self.at >= LARGEST_STEP {
            self.drop_front(self.at);
        }
    }

    /// Lets go of what is behind the scan where the record that begins at `start` has outgrown `longest`; its head is
    /// kept, to say which one it was.
    pub(super) fn cap(&mut self, start: u64, longest: usize) {
        let from = usize::try_from(start.saturating_sub(self.base)).unwrap_or(usize::MAX).min(self.at);
        if self.at - from <= longest {
            return;
        }
        if self.head.is_none() {
            self.head = Some(self.buffer[from..self.at.min(from + HEAD)].to_vec());
        }
        self.drop_front(self.at);
    }

    fn drop_front(&mut self, count: usize) {
        self.buffer.copy_within(count..self.end, 0);
        self.end -= count;
        self.base += count as u64;
        self.at -= count;
    }

    /// The bytes from `start` to `end` of the stream, and whether they are all of them.
    pub(super) fn take(&mut self, start: u64, end: u64) -> (Vec<u8>, bool) {
        if let Some(head) = self.head.take() {
            return (head, false);
        }
        let within = |place: u64| usize::try_from(place.saturating_sub(self.base)).unwrap_or(usize::MAX);
        let from = within(start).min(self.end);
        let to = within(end).clamp(from, self.end);
        (self.buffer[from..to].to_vec(), start >= self.base)
    }
}
