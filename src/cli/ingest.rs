//! `litx ingest`: local records into the store.
//!
//! One thread reads and unpacks, all cores parse, read and check, the one writer stores: `inputs` says what is read,
//! `read` gets from bytes to rows, `write` from rows to the store.

mod inputs;
mod read;
mod select;
mod sum;
mod totals;
mod write;

use std::path::PathBuf;
use std::time::Instant;

use super::args::{Format, Global, IngestArgs};
use super::config::Settings;
use super::held::Held;
use super::progress::Progress;
use super::report::{self, Failure};
use super::{Ending, output, pipeline};
use crate::store::Store;
use inputs::Inputs;
use totals::Totals;

pub(crate) use select::Condition;

/// What is taken, and how much of it is kept.
struct Options {
    select: Vec<Condition>,
    keep: Keeping,
    /// Records in one transaction.
    every: u64,
}

/// How much of a record is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keeping {
    /// Everything, with its own bytes.
    Raw,
    Text,
    /// Results with their quotations.
    Results,
}

impl Options {
    fn of(args: &IngestArgs) -> Self {
        let keep = match args {
            IngestArgs { no_text: true, .. } => Keeping::Results,
            IngestArgs { keep_raw: true, .. } => Keeping::Raw,
            _ => Keeping::Text,
        };
        Self { select: args.select.clone(), keep, every: args.commit_every }
    }

    /// What is asked of a file, in one way of writing it: where it changes, files are read again.
    fn name(&self) -> String {
        let mut parts: Vec<String> = self.select.iter().map(ToString::to_string).collect();
        parts.sort();
        parts.dedup();
        match self.keep {
            Keeping::Raw => parts.push("keep:raw".to_owned()),
            Keeping::Results => parts.push("keep:results".to_owned()),
            Keeping::Text => {}
        }
        parts.join("; ")
    }
}

/// Runs the command.
pub(crate) fn run(global: &Global, args: &IngestArgs) -> Result<Ending, Failure> {
    if !matches!(global.format(), Format::Table | Format::Json) {
        return Err(Failure::helped("ingest reports as table or json", "choose one with --format"));
    }
    let paths = inputs::list(&args.paths, args.shard)?;
    let path = Settings::read(global)?.store()?;
    let mut store = Store::open(&path)?;
    let _held = Held::take(&path)?;
    let (options, begun) = (Options::of(args), Instant::now());
    let mut totals = Totals::of(paths.len());
    let filled = fill(&mut store, &paths, &options, global, &mut totals);
    // The store itself fails: nothing more can be kept. What was kept until then is told.
    if let Err(failure) = &filled {
        report::error(failure);
    }
    if global.format() == Format::Json {
        output::text(&serde_json::to_string_pretty(&totals.json()).unwrap_or_default())?;
    } else if !global.quiet {
        report::note(&totals.line(begun.elapsed()));
        if global.verbose > 0 {
            for (name, n) in &totals.unknown {
                report::note(&format!("  skipped {n} of the unknown element {name}"));
            }
        }
    }
    Ok(if totals.well() && filled.is_ok() { Ending::Well } else { Ending::BadInput })
}

/// Reads the files into the store.
fn fill(
    store: &mut Store,
    paths: &[PathBuf],
    options: &Options,
    global: &Global,
    totals: &mut Totals,
) -> Result<(), Failure> {
    let Inputs { files, known, bytes } = Inputs::find(paths, store, &options.name(), totals)?;
    if files.is_empty() {
        return Ok(());
    }
    let mut progress = Progress::of_bytes(global, bytes);
    let passed_over = read::PassedOver::none_of(&files);
    let states = write::Files { inputs: files.clone(), bytes, known, passed_over: &passed_over, md5: None };
    let written = pipeline::run(
        global.threads(),
        |feed| read::read(&files, &passed_over, feed),
        |given| read::work(given, &files, options),
        |results| write::write(store, states, options, results, totals, &mut progress),
    );
    progress.end();
    written
}
