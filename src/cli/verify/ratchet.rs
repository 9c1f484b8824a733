//! `--baseline` and `--update-baseline`: the file of known failures.

use std::path::{Component, Path, PathBuf};

use crate::cli::report::{self, Failure};
use crate::verify::baseline::{Baseline, Stale};
use crate::verify::report::Report;

/// Marks what is known, says which entries have served; with `update`, writes the file anew and marks by that.
pub(super) fn hold(file: &Path, update: bool, report: &mut Report) -> Result<(), Failure> {
    let before = read(file, update)?;
    let folder = match file.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let folder =
        folder.canonicalize().map_err(|e| Failure::io(&format!("cannot read {}", folder.display()), &e))?;
    let called: Vec<String> = report.catalogues.iter().map(|c| called(Path::new(&c.file), &folder)).collect();
    let gone = |name: &str| !folder.join(name).exists();
    if !update {
        let stale = before.mark(report, &called, gone);
        tell(file, &stale);
        return Ok(());
    }
    if !report.faults.is_empty() {
        report::warning(&format!("{} stays as it is: not every catalogue could be read", file.display()));
        before.mark(report, &called, gone);
        return Ok(());
    }
    let after = before.updated(report, &called, gone);
    std::fs::write(file, after.write())
        .map_err(|e| Failure::io(&format!("cannot write {}", file.display()), &e))?;
    let plural = if after.len() == 1 { "" } else { "s" };
    report::note(&format!(
        "{}: {} known failure{plural}, before {}",
        file.display(),
        after.len(),
        before.len()
    ));
    after.mark(report, &called, gone);
    Ok(())
}

fn read(file: &Path, update: bool) -> Result<Baseline, Failure> {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound && update => return Ok(Baseline::default()),
        Err(e) => {
            let message = format!("cannot read the baseline {}: {e}", file.display());
            return Err(Failure::helped(message, "`--update-baseline` writes it from what fails now"));
        }
    };
    Baseline::read(&text).map_err(|e| {
        // The library ends its message with the place, which stands in front here.
        let message = e.to_string();
        let what = message.split(" at line ").next().unwrap_or(&message).to_owned();
        Failure::helped(
            format!("{}:{}:{}: no valid baseline: {what}", file.display(), e.line(), e.column()),
            "take it back from version control, or delete it and write it anew with `--update-baseline`",
        )
    })
}

fn tell(file: &Path, stale: &[Stale]) {
    for one in stale {
        report::note(&format!("{}: {} of {}: {}", file.display(), one.id, one.catalogue, one.why));
    }
    if !stale.is_empty() {
        report::help("`--update-baseline` takes what has served out of the file");
    }
}

/// A catalogue's name in a baseline: its path from the baseline's folder, so that it is the same wherever one works.
fn called(file: &Path, folder: &Path) -> String {
    let whole = file.canonicalize().unwrap_or_else(|_| file.to_owned());
    let shared = whole.components().zip(folder.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    let path: PathBuf = up.chain(whole.components().skip(shared)).collect();
    path.to_string_lossy().replace('\\', "/")
}
