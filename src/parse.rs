//! Bytes to records.

use crate::id::Pmid;
use crate::record::Record;

/// One thing read from a stream of records.
#[derive(Debug)]
pub enum Item {
    /// A record and its own bytes.
    Record(Box<Parsed>),
    /// `DeleteCitation`: these records are withdrawn from PubMed.
    Delete(Vec<Pmid>),
    /// A record that could not be read; the ones behind it go on.
    Damaged(Damage),
}

/// A record, the bytes it was read from, and what of them litx does not know.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The article.
    pub record: Record,
    /// Its own bytes: one element, or the lines of one text record.
    pub raw: Vec<u8>,
    /// Elements that were skipped because litx does not know them, with how often each came.
    pub unknown: Vec<(String, u32)>,
}

/// A record that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("record {position} (byte {offset}{}): {reason}", .pmid.map(|p| format!(", PMID {p}")).unwrap_or_default())]
pub struct Damage {
    /// Its PMID, where that much could be read.
    pub pmid: Option<Pmid>,
    /// Its position in the stream, from 1.
    pub position: u64,
    /// Where it starts, in bytes of the (decompressed) stream.
    pub offset: u64,
    /// What is wrong with it.
    pub reason: String,
}

/// What ends a stream.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ParseError {
    /// Reading failed.
    #[error("cannot read on after byte {offset}: {source}")]
    Io {
        /// How far it came.
        offset: u64,
        /// Why.
        source: std::io::Error,
    },
    /// The stream ended inside a record.
    #[error("the input ends inside record {position} (byte {offset}): it was cut off")]
    Truncated {
        /// The record that was cut.
        position: u64,
        /// Where that record starts.
        offset: u64,
    },
    /// It is no format litx reads.
    #[error("this is no input litx reads: {reason}")]
    Unknown {
        /// What it looks like.
        reason: String,
    },
}
