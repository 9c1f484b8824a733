//! One run at a time fills a store: a lock beside it, which the system takes back from a run that is killed.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::cli::report::Failure;

/// Leaves the store to others for a moment, between two transactions of a long run: who waits to write looks more often.
pub(super) fn make_way() {
    std::thread::sleep(Duration::from_millis(5));
}

/// A store that this run has in hand.
pub(super) struct Held {
    path: PathBuf,
    _lock: File,
}

impl Held {
    /// Takes the lock of a store (`FILE-ingest`), or fails at once.
    pub(super) fn take(store: &Path) -> Result<Self, Failure> {
        let path = lock_of(store);
        loop {
            let failed = |e: std::io::Error| Failure::io(&format!("cannot lock {}", path.display()), &e);
            let lock =
                File::options().create(true).truncate(false).write(true).open(&path).map_err(failed)?;
            match lock.try_lock() {
                // The run before took its file away between our opening and locking it: what we hold is nobody's.
                Ok(()) if !is_at(&lock, &path) => {}
                Ok(()) => return Ok(Self { path, _lock: lock }),
                Err(TryLockError::WouldBlock) => return Err(in_use(store)),
                Err(TryLockError::Error(e)) => return Err(failed(e)),
            }
        }
    }

    /// Fails where another run has a store in hand; it need not be a place where a lock can be made.
    pub(super) fn by_nobody(store: &Path) -> Result<(), Failure> {
        match File::open(lock_of(store)).map(|lock| lock.try_lock_shared()) {
            Ok(Err(TryLockError::WouldBlock)) => Err(in_use(store)),
            _ => Ok(()),
        }
    }
}

fn lock_of(store: &Path) -> PathBuf {
    let mut path = store.as_os_str().to_owned();
    path.push("-ingest");
    PathBuf::from(path)
}

fn in_use(store: &Path) -> Failure {
    Failure::helped(
        format!("another `litx ingest` or `litx merge` has {} in hand", store.display()),
        "wait until it ends, what it has read is then passed over; or fill another store with --db and join both with `litx merge`",
    )
}

impl Drop for Held {
    fn drop(&mut self) {
        // While it is still locked. A file that stays does no harm.
        let _ = std::fs::remove_file(&self.path);
    }
}

#[cfg(unix)]
fn is_at(lock: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let of = |about: std::io::Result<std::fs::Metadata>| about.ok().map(|about| (about.dev(), about.ino()));
    of(lock.metadata()) == of(std::fs::metadata(path))
}

/// Elsewhere, a file that is open cannot be taken away.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::Held;

    #[test]
    fn a_store_is_filled_by_one_run_at_a_time() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = folder.path().join("a.db");
        let first = Held::take(&store).expect("the lock");
        assert!(Held::take(&store).is_err());
        assert!(Held::by_nobody(&store).is_err());
        assert!(Held::by_nobody(&folder.path().join("b.db")).is_ok());
        assert!(Held::take(&folder.path().join("b.db")).is_ok());
        drop(first);
        assert!(Held::take(&store).is_ok());
        assert_eq!(folder.path().read_dir().expect("a folder").count(), 0);
    }
}
