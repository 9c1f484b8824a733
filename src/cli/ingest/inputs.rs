//! Which files are read, in which order, and from where on.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::totals::Totals;
use crate::cli::args::Shard;
use crate::cli::report::{self, Failure};
use crate::source::files::{Files, by_name};
use crate::store::{FileState, Store, StoreError, turn};

/// A file to be read.
#[derive(Clone)]
pub(super) struct Input {
    pub(super) path: PathBuf,
    /// Its own name: records say that they are from it.
    pub(super) name: String,
    /// How far it was read before.
    pub(super) state: FileState,
    /// A pipe can be read once only: the store remembers nothing of it.
    pub(super) is_pipe: bool,
    /// Bytes of the files before it.
    pub(super) start: u64,
}

/// The files to be read, and what was read before under whatever path: name and MD5.
pub(super) struct Inputs {
    pub(super) files: Vec<Input>,
    pub(super) known: HashSet<(String, String)>,
    /// All their bytes.
    pub(super) bytes: u64,
}

impl Inputs {
    /// Looks at every file, and at what the store knows of it. `selected` is what is asked of them.
    pub(super) fn find(
        paths: &[PathBuf],
        store: &Store,
        selected: &str,
        totals: &mut Totals,
    ) -> Result<Self, StoreError> {
        let known = store.files()?.into_iter().filter(|file| file.finished && file.selected == selected);
        let known = known.filter_map(|file| Some((name_of(Path::new(&file.path)), file.md5?))).collect();
        let mut files = Vec::new();
        let mut bytes = 0;
        for path in paths {
            match input(path, store, selected)? {
                Ok(input) if input.state.finished => totals.already_read += 1,
                Ok(mut input) => {
                    input.start = bytes;
                    bytes += input.state.bytes;
                    files.push(input);
                }
                Err(failure) => {
                    report::error(&failure);
                    totals.failed.push(path.display().to_string());
                }
            }
        }
        totals.left = files.len() as u64;
        Ok(Self { files, known, bytes })
    }
}

fn input(path: &Path, store: &Store, selected: &str) -> Result<Result<Input, Failure>, StoreError> {
    let about = match std::fs::metadata(path) {
        Ok(about) => about,
        Err(e) => return Ok(Err(Failure::io(&format!("cannot read {}", path.display()), &e))),
    };
    let modified = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let fresh = FileState {
        path: absolute(path).display().to_string(),
        bytes: about.len(),
        modified: modified.map_or(0, |since| since.as_secs() as i64),
        selected: selected.to_owned(),
        ..FileState::default()
    };
    let is_pipe = !about.is_file();
    let before = if is_pipe { None } else { store.file(&fresh.path)?.filter(|known| known.is_of(&fresh)) };
    Ok(Ok(Input {
        path: path.to_owned(),
        name: name_of(path),
        state: before.unwrap_or(fresh),
        is_pipe,
        start: 0,
    }))
}

/// The files of some paths, PubMed's own first and in their turn, the others by name; of these, the shard's.
pub(super) fn list(paths: &[PathBuf], shard: Option<Shard>) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Files::open(paths)?.paths().to_vec();
    // `folder/*` names the sums as well: they are of files, and are none.
    files.retain(|path| path.extension().is_none_or(|ending| ending != "md5"));
    files.sort_by_cached_key(|path| Place { turn: turn(&name_of(path)), path: absolute(path) });
    files.dedup_by_key(|path| absolute(path));
    Ok(match shard {
        Some(Shard { number, of }) => files.into_iter().skip(number - 1).step_by(of).collect(),
        None => files,
    })
}

/// What files are sorted by.
#[derive(PartialEq, Eq)]
struct Place {
    turn: Option<u32>,
    path: PathBuf,
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let turn = |place: &Self| (place.turn.is_none(), place.turn);
        turn(self).cmp(&turn(other)).then_with(|| by_name(&self.path, &other.path))
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pubmed_s_files_come_in_turn_and_a_shard_takes_every_nth() {
        let folder = tempfile::tempdir().expect("a folder");
        let names = [
            "old/pubmed25n1340.xml",
            "base/pubmed26n0001.xml",
            "base/pubmed26n0002.xml.gz",
            "base/pubmed26n0010.xml",
            "a/part2.xml",
            "a/part10.xml",
            "base/notes.txt",
        ];
        let base = folder.path();
        for name in names {
            let path = base.join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(path, "").expect("written");
        }
        // Whatever way they are given.
        std::fs::write(base.join("base/pubmed26n0010.xml.md5"), "").expect("written");
        let given = [
            base.join("base/pubmed26n0010.xml.md5"),
            base.join("base/pubmed26n0010.xml"),
            base.to_owned(),
            base.join("a"),
        ];
        let of = |shard: Option<Shard>| -> Vec<String> {
            let shown =
                |path: PathBuf| path.strip_prefix(base).expect("within").to_string_lossy().replace('\\', "/");
            list(&given, shard).expect("files").into_iter().map(shown).collect()
        };
        assert_eq!(of(None), names);
        let parts: Vec<Vec<String>> = (1..=3).map(|number| of(Some(Shard { number, of: 3 }))).collect();
        assert_eq!(parts[0], [names[0], names[3], names[6]]);
        assert_eq!(parts.concat().len(), names.len());
    }
}
