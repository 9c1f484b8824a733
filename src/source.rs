//! Identifiers to raw records: NCBI's services, or local files in their place.

use crate::id::Identifier;
use crate::record::Record;

/// The bytes of one record as they came, and where from.
#[derive(Clone, Debug, PartialEq)]
pub struct RawRecord {
    /// The record's own bytes: `<PubmedArticle>` … `</PubmedArticle>`, or the lines of a text record.
    pub bytes: Vec<u8>,
    /// Where it came from.
    pub provenance: Provenance,
}

/// Where a record came from, by which route, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// `eutils`, or `file:NAME` for local records. Never a URL with a key in it.
    pub source: String,
    /// How the identifier led to the record: `pmid`, `"doi"[doi]`, `europepmc`, `idconv`, `file`, ….
    pub route: String,
    /// When, in seconds since 1970; absent for local files.
    pub fetched_at: Option<i64>,
    /// SHA-256 of the bytes, in hex.
    pub sha256: String,
}

impl RawRecord {
    /// Wraps bytes, with their hash.
    pub fn new(bytes: Vec<u8>, source: String, route: String, fetched_at: Option<i64>) -> Self {
        let sha256 = if bytes.is_empty() { NOTHING.to_owned() } else { sha256(&bytes) };
        Self { bytes, provenance: Provenance { source, route, fetched_at, sha256 } }
    }
}

/// The SHA-256 of no bytes: those of what is only read and shown are not kept.
const NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// The SHA-256 of bytes, in hex.
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    hex(&Sha256::digest(bytes))
}

/// Bytes in hex.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut out = vec![0; 2 * bytes.len()];
    for (both, byte) in out.chunks_exact_mut(2).zip(bytes) {
        both.copy_from_slice(&[byte >> 4, byte & 15].map(|digit| DIGITS[usize::from(digit)]));
    }
    String::from_utf8(out).unwrap_or_default()
}

/// A record together with the bytes it was parsed from.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The article.
    pub record: Record,
    /// Its bytes and where they came from.
    pub raw: RawRecord,
}

/// What became of one identifier. "Not in PubMed" and "could not ask" are different answers.
#[derive(Debug)]
pub enum Answer {
    /// The records it names: one, or several for a trial's number.
    Found(Vec<Found>),
    /// The source was asked, it answered, and it has no such record. Routes that only help and did not answer are
    /// named among those asked.
    NotFound {
        /// The routes asked, in order.
        asked: Vec<String>,
    },
    /// Several records claim this identifier and nothing tells which is meant.
    Ambiguous(Vec<Found>),
    /// It could not be asked, or what came back could not be understood.
    Failed(SourceError),
}

/// Why a source gave no answer.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{message}")]
#[non_exhaustive]
pub struct SourceError {
    /// A short code for machines: `network`, `timeout`, `rate_limited`, `bad_key`, `service`, `truncated`, `damaged`, `offline`.
    pub code: &'static str,
    /// What happened, with no secret in it.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl SourceError {
    /// An error with nothing to advise yet.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), help: None }
    }

    /// The same with advice.
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Whatever answers identifiers with records.
pub trait Source {
    /// Asks for every identifier of `ids`; calls `each(i, answer)` exactly once for each index, in any order, as
    /// answers come. `each` returns `false` to stop early.
    ///
    /// # Errors
    /// Only for what concerns the whole run (no configuration, a refused key); failures of single identifiers are
    /// [`Answer::Failed`].
    fn fetch(
        &self,
        ids: &[Identifier],
        each: &mut dyn FnMut(usize, Answer) -> bool,
    ) -> Result<(), SourceError>;
}

#[cfg(feature = "fetch")]
pub mod eutils;
#[cfg(feature = "files")]
pub mod files;
