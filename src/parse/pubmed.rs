//! PubMed's XML to records, by the mapping of NLM's DTD (`pubmed_250101.dtd`).
//!
//! Elements that the DTD does not have are stepped over and counted. No document type is read: an entity other than
//! the five of XML is damage, never expanded.

use memchr::memmem;

use crate::id::Pmid;
use crate::record::Record;

use super::{Reading, Unknown};

mod article;
mod attribute;
mod book;
mod date;
mod eights;
mod fields;
mod ids;
mod leaf;
mod links;
mod people;
mod rich;
mod scan;
mod split;
mod step;
mod tags;
mod terms;
mod window;
mod xml;

pub(super) use links::accession;
pub(super) use people::orcid_of;
pub use split::Splitter;
use xml::{Fault, Xml};

/// Reads one record: `<PubmedArticle>`, `<PubmedBookArticle>` or a bare `<MedlineCitation>`, with what of it litx
/// does not know.
///
/// # Errors
/// Says what is wrong with it, for a reader: not UTF-8, not well-formed, an unknown entity, no PMID, ….
pub fn record(raw: &[u8]) -> Result<(Record, Unknown), String> {
    match read(raw)? {
        Reading::Record(record, unknown) => Ok((*record, unknown)),
        Reading::Delete(_) => Err("it withdraws records and is none".to_owned()),
    }
}

/// Reads one piece: a record, or a list of withdrawn ones.
pub(super) fn read(raw: &[u8]) -> Result<Reading, String> {
    let text = xml::text_of(raw).map_err(|fault| fault.0)?;
    piece(&mut Xml::new(text)).map_err(|fault| fault.0)
}

/// The same without what no row of a store holds, see [`super::Piece::read_for_rows`].
pub(super) fn read_for_rows(raw: &[u8]) -> Result<Reading, String> {
    let text = xml::text_of(raw).map_err(|fault| fault.0)?;
    piece(&mut Xml::brief(text)).map_err(|fault| fault.0)
}

fn piece(xml: &mut Xml<'_>) -> Result<Reading, Fault> {
    let Some(root) = xml.child()? else { return Err(Fault::new("it holds no element")) };
    let record = match root.name() {
        "PubmedArticle" | "PubMedArticle" => article::pubmed_article(xml)?,
        "MedlineCitation" => article::bare_citation(xml, &root)?,
        "PubmedBookArticle" => book::pubmed_book_article(xml)?,
        "DeleteCitation" => return ids::delete_citation(xml).map(Reading::Delete),
        name => return Err(Fault(format!("`{}` is no record litx knows", name.escape_debug()))),
    };
    if record.pmid.is_none() {
        return Err(Fault::new("it has no PMID"));
    }
    Ok(Reading::Record(Box::new(record), xml.take_unknown()))
}

/// The PMID of a record that is damaged elsewhere: the first `<PMID …>` whose number is whole.
pub(super) fn readable_pmid(raw: &[u8]) -> Option<Pmid> {
    let at = memmem::find(raw, b"<PMID")?;
    let rest = &raw[at..raw.len().min(at + 200)];
    let number = &rest[memchr::memchr(b'>', rest)? + 1..];
    let number = &number[..memmem::find(number, b"</PMID")?];
    std::str::from_utf8(number).ok().and_then(ids::pmid)
}
