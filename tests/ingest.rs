//! `litx ingest`: whatever happens, the store holds what the files say, once.

#[path = "shared/place.rs"]
mod place;
#[path = "shared/rows.rs"]
mod rows;

#[path = "ingest/files.rs"]
mod files;
#[path = "ingest/kill.rs"]
mod kill;
#[path = "ingest/merge.rs"]
mod merge;
#[path = "ingest/order.rs"]
mod order;
#[path = "ingest/select.rs"]
mod select;
#[path = "ingest/together.rs"]
mod together;

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

/// One record as PubMed sends it, made up.
pub(crate) struct Made {
    pub(crate) pmid: u32,
    pub(crate) revised: u32,
    pub(crate) year: u32,
    pub(crate) kind: &'static str,
    /// Tells this version from another.
    pub(crate) value: u32,
}

/// A trial of 2020, as it came in 2024.
pub(crate) fn made(pmid: u32) -> Made {
    Made { pmid, revised: 2024, year: 2020, kind: "Randomized Controlled Trial", value: 50 + pmid % 40 }
}

impl Made {
    pub(crate) fn xml(&self) -> String {
        let Made { pmid, revised, year, kind, value } = self;
        format!(
            "<PubmedArticle><MedlineCitation><PMID Version=\"1\">{pmid}</PMID><DateRevised><Year>{revised}</Year><Month>01</Month><Day>02</Day></DateRevised>\
             <Article><Journal><JournalIssue><PubDate><Year>{year}</Year></PubDate></JournalIssue><ISOAbbreviation>J Tests</ISOAbbreviation></Journal>\
             <ArticleTitle>Herbadine in trial {pmid}</ArticleTitle><Abstract><AbstractText Label=\"RESULTS\">Death occurred in 15 of 194 patients (7.7%; hazard ratio, 0.{value}; \
             95% CI, 0.36 to 0.97).</AbstractText></Abstract><Language>eng</Language><PublicationTypeList><PublicationType UI=\"\">{kind}</PublicationType></PublicationTypeList>\
             </Article></MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType=\"doi\">10.5555/T{pmid}</ArticleId></ArticleIdList></PubmedData></PubmedArticle>\n"
        )
    }
}

pub(crate) fn set(inner: &str) -> String {
    format!("<?xml version=\"1.0\"?>\n<PubmedArticleSet>\n{inner}</PubmedArticleSet>\n")
}

/// A file of so many trials.
pub(crate) fn trials(pmids: std::ops::Range<u32>) -> String {
    set(&pmids.map(|pmid| made(pmid).xml()).collect::<String>())
}

pub(crate) fn withdraw(pmids: &[u32]) -> String {
    let each: String = pmids.iter().map(|pmid| format!("<PMID Version=\"1\">{pmid}</PMID>")).collect();
    format!("<DeleteCitation>{each}</DeleteCitation>")
}

pub(crate) fn gz(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).expect("packed");
    encoder.finish().expect("packed")
}
