//! A hit with everything that is given of it: its article read again, its results with all their fields.

use crate::cli::article::Article;
use crate::cli::report::Failure;
use crate::extract;
use crate::finding::Finding;
use crate::store::search::{Hit, ResultRow};
use crate::store::{Store, StoreError};
use crate::text::CharIndex;

/// An article that fits.
pub(super) struct Answer {
    pub(super) article: Article,
    /// How many took part.
    pub(super) people: Option<i64>,
    /// Its results that fit, by their position.
    pub(super) results: Vec<(usize, Told)>,
}

/// What is told of a result.
pub(super) enum Told {
    /// This finding of the article.
    Read(usize),
    /// Its row: another version of the reader wrote it, and this one does not read it so.
    Row(ResultRow),
}

impl Answer {
    /// Reads the article of a hit; nothing where it was deleted meanwhile.
    pub(super) fn of(store: &Store, hit: &Hit) -> Result<Option<Self>, Failure> {
        let Some(stored) = store.at(hit.record)? else { return Ok(None) };
        let same = stored.extractor == extract::VERSION || stored.findings.is_some();
        let key = stored.key.clone();
        let article = Article::unchecked(stored).ok_or(StoreError::Damaged(key))?;
        let findings = &article.extraction.findings;
        let index = CharIndex::new(article.found.record.text.as_str());
        let mut results = Vec::with_capacity(hit.results.len());
        for &position in &hit.results {
            if same && position < findings.len() {
                results.push((position, Told::Read(position)));
                continue;
            }
            let Some(row) = store.result_row(hit.record, position)? else { continue };
            let still = |finding: &Finding| {
                index.before(finding.span.start) == row.place.0
                    && finding.result.to_string() == row.result
                    && finding.outcome.as_ref().map(|outcome| &outcome.text) == row.outcome.as_ref()
            };
            let told = findings.iter().position(still).map_or(Told::Row(row.clone()), Told::Read);
            results.push((position, told));
        }
        Ok(Some(Self { people: store.people(hit.record)?, article, results }))
    }

    /// Whether anything of it is given as another version of the reader wrote it.
    pub(super) fn is_outdated(&self) -> bool {
        self.results.iter().any(|(_, told)| matches!(told, Told::Row(_)))
    }

    /// The finding, where it is read so still.
    pub(super) fn finding(&self, told: &Told) -> Option<&Finding> {
        match told {
            Told::Read(position) => self.article.extraction.findings.get(*position),
            Told::Row(_) => None,
        }
    }
}
