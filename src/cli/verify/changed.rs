//! `--changed-since`: what git says changed.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::cli::report::Failure;

/// Files that the verdicts of every catalogue beside or below them depend on.
const SHARED: [&str; 2] = ["litx.lock.jsonl", "litx.toml"];

/// What changed since a revision, untracked files too.
pub(in crate::cli) struct Changed {
    top: PathBuf,
    files: HashSet<PathBuf>,
    /// Folders whose lock file or configuration changed.
    folders: HashSet<PathBuf>,
    /// The one lock file of all catalogues changed.
    all: bool,
}

impl Changed {
    /// Asks git; `lock` is the lock file where one is named for all catalogues.
    pub(super) fn since(revision: &str, lock: Option<&Path>) -> Result<Self, Failure> {
        let place = git(Path::new("."), &["rev-parse", "--show-toplevel"]).map_err(|error| match error {
            Refused::NoGit(e) => {
                Failure::helped(format!("git cannot be run: {e}"), "--changed-since asks git what changed")
            }
            Refused::Said(said) => Failure::helped(
                format!("this is no working tree of git: {said}"),
                "--changed-since asks git what changed; leave it out to verify everything",
            ),
        })?;
        let top = PathBuf::from(String::from_utf8_lossy(&place).trim_end());
        let top = top.canonicalize().unwrap_or(top);
        // Resolved first, so that nothing but a commit is given to the other commands.
        let commit = git(
            &top,
            &["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{revision}^{{commit}}")],
        )
        .map_err(|_| {
            Failure::helped(
                format!("git knows no commit `{revision}`"),
                "give a branch, tag or commit; a shallow clone may have to fetch it first",
            )
        })?;
        let commit = String::from_utf8_lossy(&commit).trim_end().to_owned();
        let failed = |error| match error {
            Refused::NoGit(e) => Failure::io("git cannot be run", &e),
            Refused::Said(said) => Failure::input(format!("git did not say what changed: {said}")),
        };
        let tracked =
            git(&top, &["diff", "--name-only", "--no-renames", "-z", &commit, "--"]).map_err(failed)?;
        let untracked = git(&top, &["ls-files", "--others", "--exclude-standard", "-z"]).map_err(failed)?;
        let files: HashSet<PathBuf> = [tracked, untracked]
            .iter()
            .flat_map(|names| names.split(|b| *b == 0))
            .filter(|name| !name.is_empty())
            .map(|name| top.join(path(name)))
            .collect();
        let shared = |file: &&PathBuf| file.file_name().is_some_and(|name| SHARED.iter().any(|s| name == *s));
        let folders = files.iter().filter(shared).filter_map(|f| f.parent().map(Path::to_owned)).collect();
        let all = lock.and_then(|lock| lock.canonicalize().ok()).is_some_and(|lock| files.contains(&lock));
        Ok(Self { top, files, folders, all })
    }

    /// Whether a catalogue changed, or what its verdicts depend on.
    pub(super) fn touches(&self, file: &Path) -> Result<bool, Failure> {
        let whole =
            file.canonicalize().map_err(|e| Failure::io(&format!("cannot read {}", file.display()), &e))?;
        if !whole.starts_with(&self.top) {
            return Err(Failure::helped(
                format!("{} lies outside of the working tree {}", file.display(), self.top.display()),
                "run litx where git keeps the catalogue, or leave --changed-since out",
            ));
        }
        Ok(self.all
            || self.files.contains(&whole)
            || whole.ancestors().any(|folder| self.folders.contains(folder)))
    }
}

/// Why git gave nothing.
enum Refused {
    NoGit(std::io::Error),
    Said(String),
}

fn git(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, Refused> {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .map_err(Refused::NoGit)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let line = said.lines().next().unwrap_or("no reason given");
    Err(Refused::Said(line.trim_start_matches("fatal: ").to_owned()))
}

/// A name as git writes it: on Unix any bytes.
#[cfg(unix)]
fn path(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(name))
}

#[cfg(not(unix))]
fn path(name: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(name).into_owned())
}
