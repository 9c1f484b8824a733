//! The records the emulated PubMed has.

use std::collections::BTreeMap;
use std::path::Path;

use super::article::Article;

/// Records by PMID, and those that are gone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Store {
    pub(crate) articles: BTreeMap<u32, Article>,
    /// Old PMID to the PMID it was merged into.
    pub(crate) merged: BTreeMap<u32, u32>,
}

impl Store {
    /// Made-up records, `count` of them from a PMID on.
    pub(crate) fn made(from: u32, count: u32) -> Self {
        let mut store = Self::default();
        store.articles.extend((from..from + count).map(|pmid| (pmid, Article::made(pmid))));
        store
    }

    /// Adds every record of an XML file's text.
    pub(crate) fn add(&mut self, xml: &[u8]) {
        let text = String::from_utf8_lossy(xml);
        for tag in ["PubmedArticle", "PubmedBookArticle"] {
            let close = format!("</{tag}>");
            for rest in text.split(&format!("<{tag}>")).skip(1) {
                if let Some((inside, _)) = rest.split_once(&close) {
                    let article = Article::read(format!("<{tag}>{inside}{close}").as_bytes());
                    self.articles.insert(article.pmid, article);
                }
            }
        }
    }

    /// Adds the records of the project's own fixtures, all of them or one PMID.
    pub(crate) fn add_fixtures(&mut self, only: Option<u32>) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pubmed");
        let mut all = Self::default();
        for entry in std::fs::read_dir(&folder).expect("fixtures/pubmed").flatten() {
            if entry.path().extension().is_some_and(|e| e == "xml") {
                all.add(&std::fs::read(entry.path()).expect("a fixture"));
            }
        }
        match only {
            Some(pmid) => {
                let article =
                    all.articles.remove(&pmid).unwrap_or_else(|| panic!("no fixture has PMID {pmid}"));
                self.articles.insert(pmid, article);
            }
            None => self.articles.append(&mut all.articles),
        }
    }

    /// The record an id leads to, a merged one to its successor.
    pub(crate) fn get(&self, pmid: u32) -> Option<&Article> {
        self.articles.get(self.merged.get(&pmid).unwrap_or(&pmid))
    }
}
