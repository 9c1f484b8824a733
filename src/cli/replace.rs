//! Files that are written whole or not at all.

use std::io::Write;
use std::path::Path;

use super::report::Failure;

/// Puts a file in the place of another, or of none: whoever reads it sees the old one or the new one, whole.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    // A link stays one: what it leads to is replaced.
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let beside = target.with_file_name(format!(".{name}.{}.new", std::process::id()));
    let written = write(&beside, &target, bytes);
    if written.is_err() {
        // Nothing half written stays behind; the first error is the one to tell.
        let _ = std::fs::remove_file(&beside);
    }
    written.map_err(|e| Failure::io(&format!("cannot write {}", path.display()), &e))
}

fn write(beside: &Path, target: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = std::fs::File::create(beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    if let Ok(about) = std::fs::metadata(target) {
        file.set_permissions(about.permissions())?;
    }
    drop(file);
    std::fs::rename(beside, target)
}
