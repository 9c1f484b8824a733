//! `litx ingest`: local records into the store.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use rayon::prelude::*;

use super::args::{Format, Global, IngestArgs};
use super::article::Article;
use super::chunk::{Chunk, Next, chunk};
use super::config::Settings;
use super::progress::Progress;
use super::report::{self, Failure};
use super::{Ending, output};
use crate::parse::{self, Damage, Item, Piece};
use crate::source::files::{self, Files};
use crate::source::{Found, RawRecord};
use crate::store::{Batch, Change, FileState, Keep, Store, turn};

/// What a run did.
#[derive(Default)]
struct Totals {
    files: u64,
    passed: u64,
    new: u64,
    updated: u64,
    unchanged: u64,
    older: u64,
    deleted: u64,
    damaged: u64,
    failed: Vec<String>,
    /// Files left, because the store failed.
    left: u64,
    /// Elements that litx does not know, which were skipped.
    unknown: std::collections::BTreeMap<String, u64>,
}

/// Runs the command.
pub(crate) fn run(global: &Global, args: &IngestArgs) -> Result<Ending, Failure> {
    if !matches!(global.format(), Format::Table | Format::Json) {
        return Err(Failure::helped("ingest reports as table or json", "choose one with --format"));
    }
    let settings = Settings::read(global)?;
    let paths = Files::open(&args.paths)?.paths().to_vec();
    let mut store = Store::open(&settings.store()?)?;
    let mut progress = Progress::new(global, paths.len(), "files");
    let mut totals = Totals::default();
    for path in &paths {
        progress.at(path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default());
        totals.files += 1;
        if let Err(failure) = file(&mut store, path, &mut totals) {
            report::error(&failure);
            // The store itself fails: nothing more can be kept.
            if matches!(failure, Failure::Store(_)) {
                totals.left = paths.len() as u64 - totals.files + 1;
                break;
            }
            totals.failed.push(path.display().to_string());
        }
        progress.step();
    }
    progress.end();
    finish(global, &totals)
}

/// One file, from where an earlier run stopped.
fn file(store: &mut Store, path: &PathBuf, totals: &mut Totals) -> Result<(), Failure> {
    let name = std::path::absolute(path).unwrap_or_else(|_| path.clone()).display().to_string();
    let about =
        std::fs::metadata(path).map_err(|e| Failure::io(&format!("cannot read {}", path.display()), &e))?;
    let modified = about
        .modified()
        .ok()
        .and_then(|t| t.duration_since(UNIX_EPOCH).ok())
        .map_or(0, |d| d.as_secs() as i64);
    let fresh = FileState { path: name, bytes: about.len(), modified, ..FileState::default() };
    let mut state = store.file(&fresh.path)?.filter(|known| known.is_of(&fresh)).unwrap_or(fresh);
    if state.finished {
        totals.passed += 1;
        return Ok(());
    }
    let (format, reader) = files::open(path)?;
    let mut pieces = parse::pieces(format, reader).skip(usize::try_from(state.pieces).unwrap_or(usize::MAX));
    loop {
        let Chunk { pieces: chunk, next, .. } = chunk(&mut pieces);
        state.pieces += chunk.len() as u64;
        state.finished = matches!(next, Next::End);
        let mut batch = store.batch()?;
        keep(&mut batch, chunk, path, totals)?;
        batch.note(&state)?;
        batch.commit()?;
        match next {
            Next::More => {}
            Next::End => return Ok(()),
            Next::Broken(error) => return Err(Failure::input(format!("{}: {error}", path.display()))),
        }
    }
}

/// Reads a chunk on all cores, then writes it in order: a later record of one number replaces an earlier one.
fn keep(batch: &mut Batch<'_>, chunk: Vec<Piece>, path: &Path, totals: &mut Totals) -> Result<(), Failure> {
    enum Read {
        Article(Box<Article>, Vec<(String, u32)>),
        Delete(Vec<crate::id::Pmid>),
        Damaged(Damage),
    }
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let read: Vec<Read> = chunk
        .into_par_iter()
        .map(|piece| match piece.read() {
            Item::Record(parsed) => {
                let raw = RawRecord::new(parsed.raw, format!("file:{name}"), "file".to_owned(), None);
                Read::Article(Box::new(Article::read(Found { record: parsed.record, raw })), parsed.unknown)
            }
            Item::Delete(pmids) => Read::Delete(pmids),
            Item::Damaged(damage) => Read::Damaged(damage),
        })
        .collect();
    for item in read {
        match item {
            Read::Article(article, unknown) => {
                for (name, n) in unknown {
                    *totals.unknown.entry(name).or_default() += u64::from(n);
                }
                match batch.put(article.rows(Keep::Text))? {
                    Change::New => totals.new += 1,
                    Change::Unchanged => totals.unchanged += 1,
                    Change::Updated(_) | Change::Reread => totals.updated += 1,
                    Change::Older | Change::Withdrawn => totals.older += 1,
                }
            }
            Read::Delete(pmids) => {
                totals.deleted += batch.delete(&pmids, turn(&name))?;
            }
            Read::Damaged(damage) => {
                totals.damaged += 1;
                report::warning(&format!("{}: {damage}", path.display()));
            }
        }
    }
    Ok(())
}

fn finish(global: &Global, t: &Totals) -> Result<Ending, Failure> {
    if global.format() == Format::Json {
        let document = serde_json::json!({
            "schema": "litx.ingest/1", "files": t.files, "already_read": t.passed, "new": t.new, "updated": t.updated,
            "unchanged": t.unchanged, "older": t.older, "deleted": t.deleted, "damaged": t.damaged, "failed": t.failed, "left": t.left, "unknown_elements": t.unknown,
        });
        output::text(&serde_json::to_string_pretty(&document).unwrap_or_default())?;
    } else if !global.quiet {
        let mut line = format!(
            "{} files: {} new, {} updated, {} unchanged records",
            t.files, t.new, t.updated, t.unchanged
        );
        for (n, what) in [
            (t.older, "older than stored"),
            (t.deleted, "deleted"),
            (t.damaged, "damaged"),
            (t.passed, "files read before"),
            (t.left, "files not read to their end"),
        ] {
            if n > 0 {
                line += &format!(", {n} {what}");
            }
        }
        if !t.failed.is_empty() {
            line += &format!(", failed: {}", t.failed.join(", "));
        }
        report::note(&line);
        if global.verbose > 0 {
            for (name, n) in &t.unknown {
                report::note(&format!("  skipped {n} of the unknown element {name}"));
            }
        }
    }
    Ok(if t.damaged > 0 || t.left > 0 || !t.failed.is_empty() { Ending::BadInput } else { Ending::Well })
}
