//! `litx merge`: stores joined into one, as if their files had been read into it.

use std::path::Path;

use serde_json::json;

use super::args::{Format, Global, MergeArgs};
use super::counts::Counts;
use super::held::{Held, make_way};
use super::pipeline::{self, Feed, Stopped};
use super::progress::Progress;
use super::report::{self, Failure};
use super::{Ending, output};
use crate::id::Pmid;
use crate::store::{FileState, Rows, Store, StoreError};

/// Records read at once, and in one transaction.
const CHUNK: usize = 64;
const BATCH: u64 = 5_000;

/// What a run came to.
#[derive(Default)]
struct Totals {
    stores: u64,
    counts: Counts,
    deleted: u64,
    failed: Vec<String>,
}

/// Runs the command.
pub(crate) fn run(global: &Global, args: &MergeArgs) -> Result<Ending, Failure> {
    if !matches!(global.format(), Format::Table | Format::Json) {
        return Err(Failure::helped("merge reports as table or json", "choose one with --format"));
    }
    let mut out = Store::open(&args.out)?;
    let _held = Held::take(&args.out)?;
    let (mut totals, mut progress) = (Totals::default(), Progress::new(global, 0, "records"));
    for path in &args.stores {
        totals.stores += 1;
        if let Err(failure) = join(&mut out, &args.out, path, &mut totals, &mut progress) {
            report::error(&failure);
            totals.failed.push(path.display().to_string());
        }
    }
    progress.end();
    finish(global, &totals)
}

/// Takes one store into the other.
fn join(
    out: &mut Store,
    out_path: &Path,
    path: &Path,
    totals: &mut Totals,
    progress: &mut Progress,
) -> Result<(), Failure> {
    let part = Store::open_existing(path)?;
    if same(path, out_path) {
        return Err(Failure::helped(
            format!("{} cannot be joined with itself", path.display()),
            "the first path is the store that the others go into",
        ));
    }
    // What is still being filled is not whole.
    Held::by_nobody(path)?;
    // One thread reads ahead of the writer; there is nothing to work out between them.
    pipeline::run(1, move |feed| read(&part, feed), |step| step, |steps| write(out, steps, totals, progress))
}

fn same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// What a store gives, in the order in which it is taken: a record that was withdrawn and came back is there in the end.
enum Step {
    Withdrawn(Vec<(Pmid, Option<u32>)>),
    Records(Vec<Rows>),
    /// Told last: files count as read when their records are there.
    Files(Vec<FileState>),
    Failed(StoreError),
}

fn read(part: &Store, feed: &mut Feed<'_, Step, Step>) -> Result<(), Stopped> {
    match part.withdrawn() {
        Ok(withdrawn) => feed.give(Step::Withdrawn(withdrawn), 0)?,
        Err(error) => return feed.give(Step::Failed(error), 0),
    }
    let mut last = i64::MIN;
    loop {
        match some(part, &mut last) {
            Ok(Some(records)) => {
                let weight = records.iter().map(Rows::size).sum();
                feed.give(Step::Records(records), weight)?;
            }
            Ok(None) => break,
            Err(error) => return feed.give(Step::Failed(error), 0),
        }
    }
    feed.give(part.files().map_or_else(Step::Failed, Step::Files), 0)
}

/// The records behind the last; nothing at the end.
fn some(part: &Store, last: &mut i64) -> Result<Option<Vec<Rows>>, StoreError> {
    let ids = part.ids_after(*last, CHUNK)?;
    let Some(end) = ids.last() else { return Ok(None) };
    *last = *end;
    let rows = ids.into_iter().filter_map(|id| part.record_rows(id).transpose());
    Ok(Some(rows.collect::<Result<_, _>>()?))
}

fn write(
    out: &mut Store,
    steps: &mut impl Iterator<Item = Step>,
    totals: &mut Totals,
    progress: &mut Progress,
) -> Result<(), Failure> {
    let mut goes_on = true;
    while goes_on {
        let mut batch = out.batch()?;
        let mut written = 0;
        goes_on = false;
        for step in steps.by_ref() {
            match step {
                Step::Withdrawn(withdrawn) => {
                    for (pmid, turn) in withdrawn {
                        totals.deleted += batch.delete(&[pmid], turn)?;
                    }
                }
                Step::Records(records) => {
                    for rows in records {
                        totals.counts.take(&batch.put(rows)?);
                        written += 1;
                        progress.step();
                    }
                }
                Step::Files(files) => {
                    for file in files {
                        batch.note_other(&file)?;
                    }
                }
                Step::Failed(error) => return Err(error.into()),
            }
            if written >= BATCH {
                goes_on = true;
                break;
            }
        }
        batch.commit()?;
        make_way();
    }
    Ok(())
}

fn finish(global: &Global, t: &Totals) -> Result<Ending, Failure> {
    if global.format() == Format::Json {
        let document = json!({
            "schema": "litx.merge/1", "stores": t.stores, "new": t.counts.new, "updated": t.counts.updated,
            "unchanged": t.counts.unchanged, "older": t.counts.older, "deleted": t.deleted, "failed": t.failed,
        });
        output::text(&serde_json::to_string_pretty(&document).unwrap_or_default())?;
    } else if !global.quiet {
        let mut line = t.counts.line(t.stores, "store", &[(t.deleted, "deleted")]);
        if !t.failed.is_empty() {
            line += &format!(", failed: {}", t.failed.join(", "));
        }
        report::note(&line);
    }
    Ok(if t.failed.is_empty() { Ending::Well } else { Ending::BadInput })
}
