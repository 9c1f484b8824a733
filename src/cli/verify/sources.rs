//! The articles that claims are about: from the lock file, else from local records, else from the store.

use std::collections::HashMap;

use crate::catalogue::Catalogue;
use crate::catalogue::claim::Cited;
use crate::cli::args::VerifyArgs;
use crate::cli::cited::Gathered;
use crate::cli::config::Settings;
use crate::cli::locks::{Locks, shown};
use crate::cli::report::Failure;
use crate::extract::extract;
use crate::finding::Extraction;
use crate::id::Identifier;
use crate::lock::Entry;
use crate::record::{Abstract, Flag, Record};

/// One article, ready to be held against.
pub(super) struct Source {
    pub(super) text: Abstract,
    pub(super) extraction: Extraction,
    /// Only its findings are known, not its text.
    pub(super) findings_alone: bool,
    flags: Vec<Flag>,
    label: String,
}

impl Source {
    fn of(record: &Record) -> Self {
        let extraction = extract(&record.text);
        let (flags, label) = (record.flags(), record.label());
        Self { text: record.text.clone(), extraction, findings_alone: false, flags, label }
    }

    fn locked(entry: &Entry) -> Self {
        Self {
            text: entry.text().clone(),
            extraction: entry.extraction(),
            findings_alone: entry.is_hash_only(),
            flags: entry.flags().to_vec(),
            label: entry.label(),
        }
    }

    /// What a reader must know of it.
    pub(super) fn warnings(&self) -> Vec<String> {
        let say = |what: &str| format!("{} {what}", self.label);
        self.flags
            .iter()
            .filter_map(|flag| match flag {
                Flag::Retracted => Some(say("was retracted")),
                Flag::Concern => Some(say("is under an expression of concern")),
                Flag::Corrected => Some(say("was corrected: see its erratum")),
                Flag::Updated => Some(say("has a newer version")),
                Flag::RetractionNotice => Some(say("is a notice of retraction")),
                Flag::ErratumNotice => Some(say("is an erratum")),
                Flag::Preprint => None,
            })
            .collect()
    }
}

/// A name and the lock file that answers for it, where one does.
pub(super) type Key = (Option<usize>, Cited);

/// Every cited article that could be read.
pub(super) struct Sources {
    locks: Locks,
    found: HashMap<Key, Vec<Record>>,
    /// Why an article is not among them, where more is known than that it is not.
    failed: HashMap<Key, String>,
}

impl Sources {
    /// Looks for every cited article.
    pub(super) fn find(
        settings: &Settings,
        args: &VerifyArgs,
        catalogues: &[Catalogue],
    ) -> Result<Self, Failure> {
        let locks = Locks::find(catalogues, args.lock.as_deref())?;
        let mut sources = Self { locks, found: HashMap::new(), failed: HashMap::new() };
        let (mut locked, mut open) = (HashMap::new(), Vec::new());
        for (n, catalogue) in catalogues.iter().enumerate() {
            for claim in &catalogue.claims {
                let key = sources.key(n, &claim.source.value);
                match key.0 {
                    Some(file) => {
                        locked.insert(key, file);
                    }
                    None => open.push(key.1),
                }
            }
        }
        for (key, file) in locked {
            let file = &sources.locks.files()[file];
            match &file.lock {
                None => {
                    let message = format!("its lock file {} is damaged", shown(&file.path));
                    sources.failed.insert(key, message);
                }
                Some(lock) => {
                    let trial = matches!(key.1, Cited::Known(Identifier::Nct(_)));
                    if !trial && lock.of(&key.1).nth(1).is_some() {
                        let message = format!("several lines of {} claim {}", shown(&file.path), key.1);
                        sources.failed.insert(key, message);
                    }
                }
            }
        }
        let mut gathered = Gathered::new(open);
        gathered.local(&args.from)?;
        gathered.stored(settings, |_| true)?;
        for (cited, error) in gathered.failed {
            sources.failed.insert((None, cited), error.message);
        }
        for (cited, found) in gathered.found {
            sources.found.entry((None, cited)).or_default().push(found.record);
        }
        Ok(sources)
    }

    /// Where the article of a claim is looked for.
    pub(super) fn key(&self, catalogue: usize, cited: &Cited) -> Key {
        (self.locks.answers(catalogue, cited), cited.clone())
    }

    /// The articles of a name, several for a trial's, read now: what is kept of thousands is their text alone.
    pub(super) fn of(&self, key: &Key) -> Vec<Source> {
        if self.failed.contains_key(key) {
            return Vec::new();
        }
        match key.0.and_then(|file| self.locks.files()[file].lock.as_ref()) {
            Some(lock) => lock.of(&key.1).map(Source::locked).collect(),
            None => self.found.get(key).into_iter().flatten().map(Source::of).collect(),
        }
    }

    /// Lock files that are damaged.
    pub(super) fn damaged(&self) -> usize {
        self.locks.damaged()
    }

    /// Why there is none.
    pub(super) fn missing(&self, catalogue: &Catalogue, key: &Key) -> String {
        self.failed.get(key).cloned().unwrap_or_else(|| {
            let (cited, file) = (&key.1, &catalogue.file);
            match cited {
                Cited::Known(_) => format!(
                    "{cited} is neither locked nor in the store: `litx catalogue lock {file}` gets it"
                ),
                Cited::Given(_) => format!(
                    "{cited} is neither locked nor in the store: `litx catalogue lock {file} --from FILE` takes it from its file"
                ),
            }
        })
    }
}
