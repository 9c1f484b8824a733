//! Articles by the names they are cited by.

use std::path::PathBuf;

use super::Article;
use crate::id::Identifier;
use crate::source::files::Files;
use crate::source::{Answer, Source as _, SourceError};

/// Where a test's articles come from.
#[derive(Debug)]
pub struct Source {
    files: Files,
}

impl Source {
    /// Local records: files, or folders with all below them, as `litx fetch --from` takes them.
    ///
    /// # Errors
    /// If there are none.
    pub fn records(path: impl Into<PathBuf>) -> Result<Self, SourceError> {
        Ok(Self { files: Files::open(&[path.into()])? })
    }

    /// The article that a name cites: `doi:10.1056/NEJMoa2409029`, `pmid:39652675`.
    ///
    /// # Errors
    /// If the name is none, or no article has it.
    pub fn get(&self, name: &str) -> Result<Article, SourceError> {
        let id: Identifier =
            name.parse().map_err(|e: crate::id::IdError| SourceError::new("identifier", e.to_string()))?;
        let mut found = None;
        self.files.fetch(&[id], &mut |_, answer| {
            if let Answer::Found(all) = answer {
                found = all.into_iter().next().map(|f| Article::of(&f.record));
            }
            true
        })?;
        found.ok_or_else(|| SourceError::new("not_found", format!("no local record has {name}")))
    }
}
