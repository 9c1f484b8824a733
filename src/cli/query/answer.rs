//! A hit with everything that is given of it: its article read again, its results with all their fields.

use crate::cli::article::Article;
use crate::extract;
use crate::finding::Finding;
use crate::store::search::{Hit, ResultRow};
use crate::store::{Store, StoreError, Stored};
use crate::text::CharIndex;

/// What the store has of a hit.
pub(super) struct Fetched {
    stored: Stored,
    people: Option<i64>,
    results: Vec<usize>,
    /// The rows of its results, where another version of the reader wrote them.
    rows: Option<Vec<ResultRow>>,
}

impl Fetched {
    /// Nothing where the article was deleted meanwhile.
    pub(super) fn of(store: &Store, hit: Hit) -> Result<Option<Self>, StoreError> {
        let Some(stored) = store.at(hit.record)? else { return Ok(None) };
        let same = stored.extractor == extract::VERSION || stored.findings.is_some();
        let rows = match same {
            true => None,
            false => {
                let rows = hit.results.iter().map(|position| store.result_row(hit.record, *position));
                Some(rows.filter_map(Result::transpose).collect::<Result<_, _>>()?)
            }
        };
        Ok(Some(Self { people: store.people(hit.record)?, stored, results: hit.results, rows }))
    }

    /// About how many bytes it holds.
    pub(super) fn weight(&self) -> usize {
        let text = self.stored.record.text.as_str().len();
        8 * text
            + self.stored.raw.as_ref().map_or(0, Vec::len)
            + self.stored.findings.as_ref().map_or(0, String::len)
    }
}

/// An article that fits.
pub(super) struct Answer {
    pub(super) article: Article,
    /// How many took part.
    pub(super) people: Option<i64>,
    /// Its results that fit, by their position.
    pub(super) results: Vec<(usize, Fitting)>,
}

/// A result that fits.
pub(super) enum Fitting {
    /// This finding of the article.
    Read(usize),
    /// Its row: another version of the reader wrote it, and this one does not read it so.
    Row(ResultRow),
}

impl Answer {
    /// Reads the article of a hit.
    pub(super) fn of(fetched: Fetched) -> Result<Self, StoreError> {
        let Fetched { stored, people, results, rows } = fetched;
        let key = stored.key.clone();
        let article = Article::from_stored_unchecked(stored).ok_or(StoreError::Damaged(key))?;
        let findings = &article.extraction.findings;
        let results = match rows {
            None => {
                let known = results.into_iter().filter(|position| *position < findings.len());
                known.map(|position| (position, Fitting::Read(position))).collect()
            }
            Some(rows) => {
                let index = CharIndex::new(article.found.record.text.as_str());
                let told = |row: ResultRow| {
                    let still = |finding: &Finding| {
                        index.before(finding.span.start) == row.place.0
                            && finding.result.to_string() == row.told.result
                            && finding.outcome.as_ref().map(|outcome| &outcome.text)
                                == row.told.outcome.as_ref()
                    };
                    findings.iter().position(still).map_or_else(|| Fitting::Row(row.clone()), Fitting::Read)
                };
                results.into_iter().zip(rows.into_iter().map(told)).collect()
            }
        };
        Ok(Self { article, people, results })
    }

    /// Whether anything of it is given as another version of the reader wrote it.
    pub(super) fn is_outdated(&self) -> bool {
        self.results.iter().any(|(_, told)| matches!(told, Fitting::Row(_)))
    }

    /// The finding, where it is read so still.
    pub(super) fn finding(&self, told: &Fitting) -> Option<&Finding> {
        match told {
            Fitting::Read(position) => self.article.extraction.findings.get(*position),
            Fitting::Row(_) => None,
        }
    }
}
