//! Real PubMed XML against a DOM: what litx reads must be what the elements hold.
//!
//! The files are other people's and lie outside of the project; without them this test says so and passes.

use std::collections::BTreeMap;
use std::fs;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use litx::id::Doi;
use litx::parse::{Format, Item, ParseError, Parsed, items};
use roxmltree::{Document, Node, ParsingOptions};

fn corpus() -> Option<PathBuf> {
    let given = std::env::var_os("LITX_CORPUS").map(PathBuf::from);
    let root = given.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"));
    let folder = root.join("pubmed_xml");
    folder.is_dir().then_some(folder)
}

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_some_and(|e| e == "xml") {
            out.push(path);
        }
    }
}

/// Line breaks and indentation at both ends are layout.
fn untrimmed(text: &str) -> &str {
    let layout = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
    let end = text.trim_end_matches(layout);
    let text = if text[end.len()..].contains('\n') { end } else { text };
    let start = text.trim_start_matches(layout);
    if text[..text.len() - start.len()].contains('\n') { start } else { text }
}

fn all_text(node: Node) -> String {
    node.descendants().filter(Node::is_text).filter_map(|n| n.text()).collect()
}

/// The text with its outermost superscripts and subscripts marked; a formula's as MathML says.
fn marked(node: Node, out: &mut String) {
    for part in node.children() {
        let text = all_text(part);
        let script = part.parent_element().map_or("", |p| p.tag_name().name());
        let place = part.prev_siblings().filter(Node::is_element).count();
        let sign = match (part.tag_name().name(), script, place) {
            _ if text.is_empty() => None,
            ("sup", ..) | (_, "msup", 2) | (_, "msubsup", 3) => Some('^'),
            ("sub", ..) | (_, "msub" | "msubsup", 2) => Some('_'),
            _ => None,
        };
        match sign {
            Some(sign) if part.is_element() => out.push_str(&format!("{sign}{{{text}}}")),
            _ if part.is_text() => out.push_str(part.text().unwrap_or_default()),
            _ => marked(part, out),
        }
    }
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|n| n.has_tag_name(name))
}

fn children<'a, 'i>(node: Node<'a, 'i>, name: &'a str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |n| n.has_tag_name(name))
}

struct Want {
    pmid: String,
    dois: Vec<String>,
    title: String,
    abstracts: Vec<(Option<String>, String)>,
    /// The abstract with what is raised as `^{…}` and lowered as `_{…}`.
    marked: Vec<String>,
    authors: usize,
}

fn want(record: Node) -> Option<Want> {
    let book = record.has_tag_name("PubmedBookArticle");
    let citation = if book {
        child(record, "BookDocument")?
    } else if record.has_tag_name("MedlineCitation") {
        record
    } else {
        child(record, "MedlineCitation")?
    };
    let article = if book { citation } else { child(citation, "Article")? };
    let data = child(record, if book { "PubmedBookData" } else { "PubmedData" });
    let mut lists: Vec<Node> = if book { children(citation, "ArticleIdList").collect() } else { Vec::new() };
    lists.extend(
        data.into_iter().flat_map(|data| data.children().filter(|n| n.has_tag_name("ArticleIdList"))),
    );
    let listed = lists
        .into_iter()
        .flat_map(|list| list.children().filter(|n| n.attribute("IdType") == Some("doi")))
        .map(|n| all_text(n).trim().to_owned());
    let whole_book = book && child(article, "ArticleTitle").is_none();
    let place = if whole_book { child(citation, "Book").unwrap_or(article) } else { article };
    let located = |valid: bool| {
        children(place, "ELocationID")
            .filter(move |n| {
                n.attribute("EIdType") == Some("doi") && (n.attribute("ValidYN") != Some("N")) == valid
            })
            .map(|n| all_text(n).trim().to_owned())
    };
    let dois =
        listed.chain(located(true)).chain(located(false)).filter(|d| d.parse::<Doi>().is_ok()).collect();
    let title = child(article, "ArticleTitle").map(all_text).unwrap_or_default();
    let title = if title.is_empty() && book {
        child(citation, "Book").and_then(|book| child(book, "BookTitle")).map(all_text).unwrap_or_default()
    } else {
        title
    };
    let abstracts = child(article, "Abstract")
        .into_iter()
        .flat_map(|n| n.children().filter(|n| n.has_tag_name("AbstractText")))
        .map(|n| {
            let label = n.attribute("Label").filter(|l| !l.trim().is_empty()).map(str::to_owned);
            (label, untrimmed(&all_text(n)).to_owned())
        })
        .collect();
    let marked_texts = child(article, "Abstract")
        .into_iter()
        .flat_map(|n| n.children().filter(|n| n.has_tag_name("AbstractText")))
        .map(|n| {
            let mut out = String::new();
            marked(n, &mut out);
            untrimmed(&out).to_owned()
        })
        .collect();
    let own = children(article, "AuthorList").flat_map(|n| n.children().filter(|n| n.has_tag_name("Author")));
    Some(Want {
        pmid: all_text(child(citation, "PMID")?).trim().to_owned(),
        dois,
        title: untrimmed(&title).to_owned(),
        abstracts,
        marked: marked_texts,
        authors: own.filter(|n| n.attribute("ValidYN") != Some("N")).count(),
    })
}

fn compare(file: &str, want: &Want, got: &Parsed) {
    let record = &got.record;
    assert_eq!(record.pmid.map(|p| p.to_string()).as_deref(), Some(want.pmid.as_str()), "{file}");
    let place = format!("{file}, PMID {}", want.pmid);
    assert_eq!(record.title(), want.title, "{place}: title");
    let abstracts: Vec<(Option<String>, String)> = record
        .text
        .sections()
        .iter()
        .map(|s| (s.label.clone(), record.text.section_text(s).to_owned()))
        .collect();
    assert_eq!(abstracts, want.abstracts, "{place}: abstract");
    let marked: Vec<String> =
        record.text.sections().iter().map(|section| record.text.marked(section.span())).collect();
    assert_eq!(marked, want.marked, "{place}: superscripts");
    assert_eq!(
        record.doi().map(Doi::key),
        want.dois.first().map(|d| d.parse::<Doi>().unwrap().key()),
        "{place}: DOI"
    );
    for doi in &want.dois {
        assert!(record.has_doi(&doi.parse().unwrap()), "{place}: {doi} is missing");
    }
    for own in &record.dois {
        assert!(
            want.dois.iter().any(|d| d.parse::<Doi>().unwrap() == own.doi),
            "{place}: {} is not its own",
            own.doi
        );
    }
    if record.kind == litx::record::RecordKind::Article {
        assert_eq!(record.authors.len(), want.authors, "{place}: authors");
    }
}

#[test]
fn real_records_hold_what_their_elements_hold() {
    let Some(folder) = corpus() else {
        println!("skipped: no corpus at LITX_CORPUS or ../shared/corpus");
        return;
    };
    let mut paths = Vec::new();
    files(&folder, &mut paths);
    paths.sort();
    let (mut compared, mut deleted, mut damaged, mut refused) = (0, 0, Vec::new(), Vec::new());
    let mut unknown: BTreeMap<String, u32> = BTreeMap::new();
    for path in &paths {
        let file = path.strip_prefix(&folder).unwrap().display().to_string();
        let mut records = Vec::new();
        for item in items(Format::PubmedXml, BufReader::new(fs::File::open(path).unwrap())) {
            match item {
                Ok(Item::Record(parsed)) => {
                    for (name, times) in &parsed.unknown {
                        *unknown.entry(name.clone()).or_default() += times;
                    }
                    records.push(parsed);
                }
                Ok(Item::Delete(pmids)) => deleted += pmids.len(),
                Ok(Item::Damaged(damage)) => damaged.push(format!("{file}: {damage}")),
                Err(error @ (ParseError::Truncated { .. } | ParseError::Unknown { .. })) => {
                    refused.push(format!("{file}: {error}"));
                }
                Err(error) => panic!("{file}: {error}"),
            }
        }
        let text = fs::read_to_string(path).unwrap();
        let text = text.trim_start_matches('\u{feff}');
        let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
        let Ok(document) = Document::parse_with_options(text, options) else { continue };
        let wanted: Vec<Want> = document
            .descendants()
            .filter(|n| {
                n.has_tag_name("PubmedArticle")
                    || n.has_tag_name("PubmedBookArticle")
                    || n.has_tag_name("PubMedArticle")
                    || (n.has_tag_name("MedlineCitation")
                        && !n.parent().is_some_and(|p| {
                            p.has_tag_name("PubmedArticle") || p.has_tag_name("PubMedArticle")
                        }))
            })
            .filter_map(want)
            .filter(|w| w.pmid.parse::<litx::id::Pmid>().is_ok())
            .collect();
        assert_eq!(
            records.iter().map(|r| r.record.pmid.unwrap().to_string()).collect::<Vec<_>>(),
            wanted.iter().map(|w| w.pmid.clone()).collect::<Vec<_>>(),
            "{file}: {damaged:?} {refused:?}"
        );
        for (want, got) in wanted.iter().zip(&records) {
            compare(&file, want, got);
            compared += 1;
        }
    }
    println!("{} files, {compared} records compared, {deleted} withdrawals", paths.len());
    println!("damaged: {damaged:#?}\nrefused: {refused:#?}\nunknown elements: {unknown:?}");
    assert_eq!(paths.len(), 213);
    assert!(compared >= 1000, "only {compared} records were compared");
}
