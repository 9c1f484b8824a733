//! Articles by the names they are cited by.

use std::path::{Path, PathBuf};

use super::Article;
use crate::catalogue::claim::Cited;
use crate::id::Identifier;
use crate::lock::Lock;
use crate::source::files::Files;
use crate::source::{Answer, Source as _, SourceError};

/// Where a test's articles come from.
#[derive(Debug)]
pub struct Source(From);

#[derive(Debug)]
enum From {
    Records(Files),
    Locked(Lock),
}

impl Source {
    /// Local records: files, or folders with all below them, as `litx fetch --from` takes them.
    ///
    /// # Errors
    /// If there are none.
    pub fn records(path: impl Into<PathBuf>) -> Result<Self, SourceError> {
        Files::open(&[path.into()]).map(|files| Self(From::Records(files)))
    }

    /// A lock file, as `litx catalogue lock` writes it: what sources said when they were locked.
    ///
    /// # Errors
    /// If it cannot be read, or is damaged: every damage with its line.
    pub fn locked(path: impl AsRef<Path>) -> Result<Self, SourceError> {
        let path = path.as_ref();
        let failed = |what: String| SourceError::new("file", format!("{}: {what}", path.display()));
        let text = std::fs::read_to_string(path).map_err(|e| failed(e.to_string()))?;
        Lock::read(&text).map(|lock| Self(From::Locked(lock))).map_err(|damages| {
            let all: Vec<String> =
                damages.iter().map(|d| format!("line {}: {}", d.line, d.message)).collect();
            failed(all.join("; "))
        })
    }

    /// The article that a name cites: `doi:10.1056/NEJMoa2409029`, `pmid:39652675`.
    ///
    /// # Errors
    /// If the name is none, or no article has it.
    pub fn get(&self, name: &str) -> Result<Article, SourceError> {
        let id: Identifier =
            name.parse().map_err(|e: crate::id::IdError| SourceError::new("identifier", e.to_string()))?;
        let found = match &self.0 {
            From::Records(files) => {
                let mut found = None;
                files.fetch(&[id], &mut |_, answer| {
                    if let Answer::Found(all) = answer {
                        found = all.into_iter().next().map(|f| Article::of(&f.record));
                    }
                    true
                })?;
                found
            }
            From::Locked(lock) => lock
                .of(&Cited::Known(id))
                .next()
                .map(|entry| Article { text: entry.text().clone(), extraction: entry.extraction() }),
        };
        found.ok_or_else(|| SourceError::new("not_found", format!("no record here has {name}")))
    }
}
