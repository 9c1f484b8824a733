//! Which lock file a catalogue has: the one in its folder, else the nearest in a folder above; or the one that is named.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::report::{self, Failure};
use crate::catalogue::Catalogue;
use crate::catalogue::claim::Cited;
use crate::lock::{self, Lock};

/// Bytes of a lock file, at most.
const LONGEST: u64 = 1 << 30;

/// The lock files of some catalogues.
pub(super) struct Locks {
    files: Vec<File>,
    /// Of each catalogue.
    of: Vec<Option<usize>>,
}

/// A lock file.
pub(super) struct File {
    pub(super) path: PathBuf,
    /// What it holds; nothing where it is damaged.
    pub(super) lock: Option<Lock>,
}

impl Locks {
    /// Finds and reads them; what is wrong with them is told.
    pub(super) fn find(catalogues: &[Catalogue], named: Option<&Path>) -> Result<Self, Failure> {
        let mut locks = Self { files: Vec::new(), of: Vec::new() };
        let mut known: HashMap<PathBuf, Option<usize>> = HashMap::new();
        for catalogue in catalogues {
            let folder = Path::new(&catalogue.file).parent().unwrap_or(Path::new("")).to_owned();
            let index = match known.get(&folder) {
                Some(index) => *index,
                None => {
                    let path = named.map(Path::to_owned).or_else(|| beside(&folder));
                    let index = path.map(|path| locks.add(path)).transpose()?;
                    known.insert(folder, index);
                    index
                }
            };
            locks.of.push(index);
        }
        Ok(locks)
    }

    fn add(&mut self, path: PathBuf) -> Result<usize, Failure> {
        if let Some(i) = self.files.iter().position(|file| file.path == path) {
            return Ok(i);
        }
        let lock = read(&path)?;
        self.files.push(File { path, lock });
        Ok(self.files.len() - 1)
    }

    /// All of them.
    pub(super) fn files(&self) -> &[File] {
        &self.files
    }

    /// How many are damaged.
    pub(super) fn damaged(&self) -> usize {
        self.files.iter().filter(|file| file.lock.is_none()).count()
    }

    /// The one of a catalogue.
    pub(super) fn of(&self, catalogue: usize) -> Option<usize> {
        self.of.get(catalogue).copied().flatten()
    }

    /// The one of a catalogue, where it has a name or should have: a damaged one answers for every name.
    pub(super) fn answers(&self, catalogue: usize, cited: &Cited) -> Option<usize> {
        self.of(catalogue).filter(|i| match &self.files[*i].lock {
            Some(lock) => lock.of(cited).next().is_some(),
            None => true,
        })
    }
}

/// Reads a lock file; nothing, where it is damaged, which is told.
pub(super) fn read(path: &Path) -> Result<Option<Lock>, Failure> {
    let shown = shown(path);
    let failed = |e: &std::io::Error| Failure::io(&format!("cannot read {shown}"), e);
    if std::fs::metadata(path).map_err(|e| failed(&e))?.len() > LONGEST {
        return Err(Failure::input(format!("{shown} is too large for a lock file")));
    }
    let damages = match String::from_utf8(std::fs::read(path).map_err(|e| failed(&e))?) {
        Ok(text) => match Lock::read(&text) {
            Ok(lock) => return Ok(Some(lock)),
            Err(damages) => damages,
        },
        Err(error) => {
            let whole = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            vec![lock::Damage {
                line: whole.iter().filter(|byte| **byte == b'\n').count() + 1,
                message: "no text in UTF-8".to_owned(),
                help: "take the file back from version control".to_owned(),
            }]
        }
    };
    for damage in damages {
        let message = format!("{shown}:{}: {}", damage.line, damage.message);
        report::error(&Failure::Input { message, help: Some(damage.help) });
    }
    Ok(None)
}

/// The lock file of a folder's catalogues: in it, else in the nearest above.
pub(super) fn beside(folder: &Path) -> Option<PathBuf> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let whole = std::path::absolute(folder).ok()?;
    let own = folder.join(lock::FILE);
    if own.is_file() {
        return Some(own);
    }
    whole.ancestors().skip(1).map(|above| above.join(lock::FILE)).find(|path| path.is_file())
}

/// A path as messages name it: from the working folder, where it lies below.
pub(super) fn shown(path: &Path) -> String {
    let path = path.strip_prefix("./").unwrap_or(path);
    let here = std::env::current_dir().ok();
    here.and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path).display().to_string()
}
