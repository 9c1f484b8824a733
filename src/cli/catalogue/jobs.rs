//! Which catalogues share a lock file, and where a new one goes.

use std::path::{Path, PathBuf};

use crate::catalogue::Catalogue;
use crate::catalogue::claim::Cited;
use crate::cli::locks::{self, shown};
use crate::cli::report::{self, Failure};
use crate::cli::verify::files;
use crate::cli::verify::mappings::Mappings;
use crate::lock::{self, Lock};

/// A lock file and the catalogues it is for.
pub(super) struct Job {
    pub(super) path: PathBuf,
    /// What it holds; nothing where there is none yet.
    pub(super) lock: Lock,
    catalogues: Vec<Catalogue>,
}

impl Job {
    /// Every name that the catalogues cite, in their order.
    pub(super) fn cited(&self) -> impl Iterator<Item = &Cited> {
        self.catalogues.iter().flat_map(|c| &c.claims).map(|claim| &claim.source.value)
    }

    /// The names that other catalogues cite which have this lock file; nothing where one of them cannot be read.
    pub(super) fn cited_elsewhere(&self, mappings: &Mappings) -> Result<Option<Vec<Cited>>, Failure> {
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let files::Catalogues { catalogues: all, broken, .. } =
            files::found(&[folder.unwrap_or(Path::new(".")).to_owned()], mappings, None)?;
        let here = std::path::absolute(&self.path).ok();
        let shares = |catalogue: &&Catalogue| {
            let lock = locks::beside(folder_of(catalogue));
            lock.is_none() || lock.and_then(|path| std::path::absolute(path).ok()) == here
        };
        let cited = all.iter().filter(shares).flat_map(|c| &c.claims).map(|claim| claim.source.value.clone());
        Ok((broken == 0).then(|| cited.collect()))
    }
}

fn folder_of(catalogue: &Catalogue) -> &Path {
    Path::new(&catalogue.file).parent().unwrap_or(Path::new(""))
}

/// The lock files of some catalogues and folders, read; nothing where a catalogue or a lock file is damaged, which is told.
pub(super) fn jobs(
    paths: &[PathBuf],
    named: Option<&Path>,
    mappings: &Mappings,
) -> Result<Option<Vec<Job>>, Failure> {
    let mut jobs: Vec<Job> = Vec::new();
    let mut broken = 0;
    for path in paths {
        let read = files::read(std::slice::from_ref(path), mappings, None)?;
        broken += read.broken;
        for catalogue in read.catalogues {
            let folder = folder_of(&catalogue).to_owned();
            let new = || if path.is_dir() { path.join(lock::FILE) } else { folder.join(lock::FILE) };
            let file = named.map(Path::to_owned).or_else(|| locks::beside(&folder)).unwrap_or_else(new);
            match jobs.iter_mut().find(|job| same(&job.path, &file)) {
                Some(job) => job.catalogues.push(catalogue),
                None => {
                    let lock = if file.exists() { locks::read(&file)? } else { Some(Lock::default()) };
                    match lock {
                        Some(lock) => jobs.push(Job { path: file, lock, catalogues: vec![catalogue] }),
                        None => {
                            report::note(&format!("{} is damaged; nothing was done", shown(&file)));
                            return Ok(None);
                        }
                    }
                }
            }
        }
    }
    if broken > 0 {
        report::note("nothing was done");
        return Ok(None);
    }
    Ok(Some(jobs))
}

fn same(a: &Path, b: &Path) -> bool {
    let absolute = |path: &Path| std::path::absolute(path).ok();
    a == b || absolute(a).is_some() && absolute(a) == absolute(b)
}
