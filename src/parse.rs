//! Bytes to records.
//!
//! A stream is first cut into [`Piece`]s (one record each, in order, memory bounded by one record), then each piece
//! is read on its own: [`items`] does both, [`pieces`] and [`Piece::read`] let a caller read on many threads. What is
//! wrong with one record is a [`Damage`] and the next goes on; what ends the stream is a [`ParseError`].

use std::io::BufRead;

use crate::id::Pmid;
use crate::record::Record;

mod dates;
pub mod jsonl;
mod label;
mod lines;
pub mod nbib;
pub mod plain;
pub mod pubmed;
mod trials;

/// The longest record that is read, in bytes (64 MiB); a longer one is [`Damage`]. The longest of PubMed have 1 MiB.
pub const LONGEST_RECORD: usize = 64 << 20;

/// The longest title and abstract that are read, in bytes (1 MiB); what is longer is [`Damage`]. The longest of PubMed
/// have 40 kB: what is far longer is no abstract, and reading it would take memory that honest records never need.
pub const LONGEST_TEXT: usize = 1 << 20;

/// A format litx reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// PubMed's XML: `PubmedArticleSet`, as EFetch and the baseline and update files have it.
    PubmedXml,
    /// MEDLINE's tagged text (`PMID- 39652675`), also called NBIB.
    Nbib,
    /// One JSON object a line: `{"id", "title", "abstract": [{"label", "text"}]}`.
    JsonLines,
    /// Plain text: one article, or several saved pages.
    Plain,
}

/// Tells the format from the first bytes of a stream (a few hundred are enough); what is nothing else is plain text.
pub fn sniff(head: &[u8]) -> Format {
    let head = head.strip_prefix(BOM).unwrap_or(head).trim_ascii_start();
    match head.first() {
        Some(b'<') if matches!(head.get(1), Some(b'?' | b'!' | b'a'..=b'z' | b'A'..=b'Z') | None) => {
            Format::PubmedXml
        }
        Some(b'{') => Format::JsonLines,
        _ if head.starts_with(b"PMID-") => Format::Nbib,
        _ => Format::Plain,
    }
}

/// The byte-order mark of UTF-8.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// The records of a stream, one at a time.
///
/// The stream has ended well only when the iterator ends without an `Err`: [`ParseError::Truncated`] comes **after**
/// the whole records, and whoever fetched the bytes treats it as a failure. Nothing comes behind an `Err`.
pub fn items<'r>(
    format: Format,
    reader: impl BufRead + 'r,
) -> impl Iterator<Item = Result<Item, ParseError>> + 'r {
    pieces(format, reader).map(|piece| piece.map(Piece::read))
}

/// Cuts a stream into records without reading them.
pub fn pieces<R: BufRead>(format: Format, reader: R) -> Pieces<R> {
    Pieces(match format {
        Format::PubmedXml => Cutter::Xml(Box::new(pubmed::Splitter::new(reader))),
        Format::Nbib => Cutter::Nbib(nbib::Splitter::new(reader)),
        Format::JsonLines => Cutter::JsonLines(jsonl::Splitter::new(reader)),
        Format::Plain => Cutter::Plain(plain::Splitter::new(reader)),
    })
}

/// The records of a stream, cut but not read; made by [`pieces`].
#[derive(Debug)]
pub struct Pieces<R>(Cutter<R>);

#[derive(Debug)]
enum Cutter<R> {
    Xml(Box<pubmed::Splitter<R>>),
    Nbib(nbib::Splitter<R>),
    JsonLines(jsonl::Splitter<R>),
    Plain(plain::Splitter<R>),
}

impl<R: BufRead> Iterator for Pieces<R> {
    type Item = Result<Piece, ParseError>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            Cutter::Xml(splitter) => splitter.next(),
            Cutter::Nbib(splitter) => splitter.next(),
            Cutter::JsonLines(splitter) => splitter.next(),
            Cutter::Plain(splitter) => splitter.next(),
        }
    }
}

/// One record's bytes, cut out of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// How to read it.
    pub format: Format,
    /// Its bytes: one element, or the lines of one text record. Only its first where the record is longer than
    /// [`LONGEST_RECORD`].
    pub raw: Vec<u8>,
    /// Its position in the stream, from 1.
    pub position: u64,
    /// Where it starts, in bytes of the (decompressed) stream.
    pub offset: u64,
    /// What cutting already showed to be wrong with it.
    pub trouble: Option<String>,
}

impl Piece {
    /// Reads the record.
    pub fn read(self) -> Item {
        self.read_by(pubmed::read)
    }

    /// The same for the rows of a store: of PubMed's XML, what no row holds is stepped over (affiliations, qualifiers, chemicals,
    /// grants, abstracts beside the main one, …). It makes up a third of what is to be read.
    pub fn read_for_rows(self) -> Item {
        self.read_by(pubmed::read_for_rows)
    }

    fn read_by(self, pubmed: impl Fn(&[u8]) -> Result<Reading, String>) -> Item {
        let read = match (&self.trouble, self.format) {
            (Some(trouble), _) => Err(trouble.clone()),
            (None, Format::PubmedXml) => pubmed(&self.raw),
            (None, Format::Nbib) => nbib::record(&self.raw).map(Reading::from),
            (None, Format::JsonLines) => jsonl::record(&self.raw).map(Reading::from),
            (None, Format::Plain) => plain::record(&self.raw).map(Reading::from),
        };
        match read.and_then(not_too_long) {
            Ok(Reading::Record(record, unknown)) => {
                Item::Record(Box::new(Parsed { record: *record, raw: self.raw, unknown }))
            }
            Ok(Reading::Delete(pmids)) => Item::Delete(pmids),
            Err(reason) => Item::Damaged(Damage {
                pmid: readable_pmid(self.format, &self.raw),
                position: self.position,
                offset: self.offset,
                reason,
            }),
        }
    }
}

/// What a piece turned out to be.
enum Reading {
    Record(Box<Record>, Unknown),
    Delete(Vec<Pmid>),
}

impl From<(Record, Unknown)> for Reading {
    fn from((record, unknown): (Record, Unknown)) -> Self {
        Reading::Record(Box::new(record), unknown)
    }
}

fn not_too_long(reading: Reading) -> Result<Reading, String> {
    match &reading {
        Reading::Record(record, _) if record.text.as_str().len() > LONGEST_TEXT => {
            Err(format!("its title and abstract are longer than {LONGEST_TEXT} bytes, the most that is read"))
        }
        _ => Ok(reading),
    }
}

/// What was skipped because litx does not know it, with how often each came.
pub type Unknown = Vec<(String, u32)>;

/// Names in [`Unknown`] that are told apart; the rest are counted together as `(others)`.
const MOST_UNKNOWN: usize = 64;

/// Counts one more thing that is not known.
fn count_unknown(unknown: &mut Unknown, name: &str) {
    let name: String = name.chars().take(80).collect();
    let room = unknown.len() < MOST_UNKNOWN;
    let at = unknown.iter().position(|(known, _)| *known == name);
    let others = || unknown.iter().position(|(known, _)| known == "(others)");
    match at.or_else(|| if room { None } else { others() }) {
        Some(at) => unknown[at].1 = unknown[at].1.saturating_add(1),
        None => unknown.push((if room { name } else { "(others)".to_owned() }, 1)),
    }
}

/// Identifiers of its own that a record may have, at most; PubMed's have a handful.
const MOST_IDS: usize = 1_000;

/// What is said of a record that has more.
fn too_many_ids() -> String {
    format!("it names more than {MOST_IDS} identifiers of its own")
}

/// The PMID of a record that could not be read, where that much is plain to see.
fn readable_pmid(format: Format, raw: &[u8]) -> Option<Pmid> {
    match format {
        Format::PubmedXml => pubmed::readable_pmid(raw),
        Format::Nbib => nbib::readable_pmid(raw),
        Format::JsonLines | Format::Plain => None,
    }
}

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
    /// The stream ended inside a record, or before the element around the records was closed.
    #[error("the input was cut off in or before record {position} (byte {offset})")]
    Truncated {
        /// The record that was cut, or that would have come next.
        position: u64,
        /// Where that record starts; the end of the input where none had started.
        offset: u64,
    },
    /// It is no format litx reads.
    #[error("this is no input litx reads: {reason}")]
    Unknown {
        /// What it looks like.
        reason: String,
    },
}
