//! Bytes to records: what must be read, what must be refused, and that nothing is lost in silence.

#[path = "parse/article.rs"]
mod article;
#[path = "parse/entities.rs"]
mod entities;
#[path = "parse/fixtures.rs"]
mod fixtures;
#[path = "parse/jsonl.rs"]
mod jsonl;
#[path = "parse/nbib.rs"]
mod nbib;
#[path = "parse/plain.rs"]
mod plain;
#[path = "parse/properties.rs"]
mod properties;
#[path = "parse/streams.rs"]
mod streams;

use litx::parse::{Damage, Format, Item, ParseError, Parsed, items, pubmed};
use litx::record::Record;

/// A record of the parts given: of `MedlineCitation`, of `Article`, and of `PubmedData`.
fn xml(citation: &str, article: &str, data: &str) -> String {
    format!(
        "<PubmedArticle><MedlineCitation Status=\"MEDLINE\" Owner=\"NLM\"><PMID Version=\"1\">39652675</PMID>\
         <Article PubModel=\"Print\">{article}</Article>{citation}</MedlineCitation>\
         <PubmedData>{data}</PubmedData></PubmedArticle>"
    )
}

fn set(records: &[&str]) -> String {
    format!("<?xml version=\"1.0\" ?>\n<PubmedArticleSet>\n{}\n</PubmedArticleSet>\n", records.join("\n"))
}

/// A record of which only `Article` matters.
fn of_article(article: &str) -> Record {
    record(&xml("", article, ""))
}

fn record(xml: &str) -> Record {
    let (record, unknown) = pubmed::record(xml.as_bytes()).unwrap_or_else(|e| panic!("{e}: {xml}"));
    assert_eq!(unknown, [], "{xml}");
    record
}

fn abstract_of(inner: &str) -> Record {
    of_article(&format!("<Abstract><AbstractText>{inner}</AbstractText></Abstract>"))
}

/// All that a stream gives, and how it ended.
fn read(format: Format, bytes: &[u8]) -> (Vec<Item>, Option<ParseError>) {
    let mut found = Vec::new();
    for item in items(format, bytes) {
        match item {
            Ok(item) => found.push(item),
            Err(error) => return (found, Some(error)),
        }
    }
    (found, None)
}

fn parsed(format: Format, bytes: &[u8]) -> Vec<Parsed> {
    let (items, end) = read(format, bytes);
    assert!(end.is_none(), "{end:?}");
    items
        .into_iter()
        .map(|item| match item {
            Item::Record(parsed) => *parsed,
            other => panic!("{other:?}"),
        })
        .collect()
}

fn damages(items: &[Item]) -> Vec<&Damage> {
    items
        .iter()
        .filter_map(|item| if let Item::Damaged(damage) = item { Some(damage) } else { None })
        .collect()
}

/// A section as `(label, text)`.
type Section<'t> = (Option<&'t str>, &'t str);

/// The abstract as `(label, text)`.
fn sections(record: &Record) -> Vec<Section<'_>> {
    record.text.sections().iter().map(|s| (s.label.as_deref(), record.text.section_text(s))).collect()
}
