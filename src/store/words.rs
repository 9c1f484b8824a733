//! The index of words, made away from the one writer and written as FTS5 itself would have written it.
//!
//! FTS5 takes words one by one on the writer's thread, each with a walk through a table larger than the processor's cache:
//! a third of all bulk work. Here every core makes a `run` of the articles it has in hand, sorted by word; the writer puts
//! runs together to one `segment`, in the tables and the format that FTS5 documents and reads (`structure` lists segments).
//! What goes out of the index, merging, and every query are FTS5's.

mod letters;
mod run;
mod segment;
mod structure;
mod varint;

pub(super) use run::{Document, Run};
pub(super) use segment::{Block, Segment};
pub(super) use structure::{Averages, Structure};

/// The columns that are indexed: title, abstract, mesh, types, journal, authors.
pub(super) const COLUMNS: usize = 6;

/// How many words an article has, by column, as the index keeps it.
pub(super) fn sizes(words: &[u32; COLUMNS]) -> Vec<u8> {
    let mut out = Vec::with_capacity(2 * COLUMNS);
    for n in words {
        varint::put(&mut out, u64::from(*n));
    }
    out
}
