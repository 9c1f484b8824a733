//! From rows to the store, in the order of the input: many records in one transaction, and with them how far each file was
//! read. What a run is killed in the middle of is gone whole, and read again.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use super::Options;
use super::inputs::Input;
use super::read::{Done, One, PassedOver, What, Worked, rows};
use super::totals::Totals;
use crate::cli::article::{Article, Verdicts};
use crate::cli::chunk::Next;
use crate::cli::held::make_way;
use crate::cli::pipeline::Results;
use crate::cli::progress::Progress;
use crate::cli::report::{self, Failure};
use crate::store::{Batch, Rows, Store, turn};

/// How long one transaction lasts, at most: what a kill can cost.
const TIME: Duration = Duration::from_secs(3);

/// Records that are written shortly before the end: while this is done, the others work on what is left, and little remains to
/// be written at the very end.
const MANY: u64 = 8_000;

/// Bytes of the files as they lie that are left to work on then: about what the others do in the time.
const LEFT: u64 = 7 << 20;

/// The files, as far as they are stored.
pub(super) struct Files<'a> {
    pub(super) inputs: Vec<Input>,
    /// All their bytes.
    pub(super) bytes: u64,
    /// What was read before under whatever path: name and MD5.
    pub(super) known: HashSet<(String, String)>,
    pub(super) passed_over: &'a PassedOver,
    /// The MD5 of the file that is being taken.
    pub(super) md5: Option<String>,
}

/// Writes what comes, until nothing more does.
pub(super) fn write(
    store: &mut Store,
    mut files: Files<'_>,
    options: &Options,
    results: &mut Results<'_, Done>,
    totals: &mut Totals,
    progress: &mut Progress,
) -> Result<(), Failure> {
    // Of a pipe nobody knows when it goes on, and until then nobody could read.
    if files.inputs.iter().all(|input| !input.is_pipe) {
        store.begin_filling()?;
    }
    let (mut goes_on, mut ends_soon) = (true, false);
    while goes_on {
        let mut part = Part {
            batch: store.batch()?,
            options,
            totals: Totals::default(),
            ended: 0,
            open: None,
            at: None,
        };
        let begun = Instant::now();
        goes_on = false;
        while let Some(done) = results.next() {
            part.take(done, &mut files, progress)?;
            let taken = part.totals.records();
            let near = part.at.is_some_and(|at| files.bytes.saturating_sub(at) <= LEFT);
            if !ends_soon && taken >= MANY && (near || results.are_last()) {
                (goes_on, ends_soon) = (true, true);
                break;
            }
            if taken >= options.every || begun.elapsed() >= TIME {
                goes_on = true;
                break;
            }
        }
        part.keep(&files, totals)?;
        // What is last is soon written: in a new store it goes to its place like all before.
        if !(goes_on && ends_soon) {
            store.share()?;
        }
        if goes_on {
            make_way();
        }
    }
    Ok(())
}

/// One transaction.
struct Part<'s> {
    batch: Batch<'s>,
    options: &'s Options,
    /// What it comes to, once it is kept.
    totals: Totals,
    /// Files that ended in it.
    ended: u64,
    /// The file that it is in the midst of.
    open: Option<usize>,
    /// How many bytes of all files lie before where it is; of pipes nobody knows.
    at: Option<u64>,
}

impl Part<'_> {
    fn take(&mut self, done: Done, files: &mut Files<'_>, progress: &mut Progress) -> Result<(), Failure> {
        let Done { file, what } = done;
        let Files { inputs, known, passed_over, md5: of_file, .. } = files;
        if passed_over.has(file) {
            return Ok(());
        }
        let input = &mut inputs[file];
        self.open = None;
        match what {
            What::Begins(Ok(Some(md5))) if known.contains(&(input.name.clone(), md5.clone())) => {
                passed_over.pass(file);
                self.totals.already_read += 1;
                self.ended += 1;
            }
            What::Begins(Ok(md5)) => *of_file = md5,
            What::Begins(Err(failure)) | What::Refused(failure) => {
                passed_over.pass(file);
                self.failed(input, &failure);
            }
            What::Some { pieces, at } => {
                let Worked { pieces, next, unknown } = pieces;
                let count = pieces.len() as u64;
                for piece in pieces {
                    self.piece(piece, input)?;
                }
                for (name, n) in unknown.into_iter().flatten() {
                    *self.totals.unknown.entry(name).or_default() += u64::from(n);
                }
                input.state.pieces += count;
                self.at = (!input.is_pipe).then_some(input.start + at);
                progress.reach(&input.name, input.start + at, count);
                match next {
                    Next::More => self.open = Some(file),
                    Next::End => {
                        input.state.md5 = of_file.take();
                        known.extend(input.state.md5.clone().map(|md5| (input.name.clone(), md5)));
                        input.state.finished = true;
                        self.note(input)?;
                        self.ended += 1;
                    }
                    Next::Broken(error) => {
                        self.note(input)?;
                        self.failed(input, &Failure::input(format!("{}: {error}", input.path.display())));
                    }
                }
            }
        }
        Ok(())
    }

    /// Ends the transaction.
    fn keep(mut self, files: &Files<'_>, totals: &mut Totals) -> Result<(), Failure> {
        if let Some(file) = self.open {
            self.note(&files.inputs[file])?;
        }
        self.batch.commit()?;
        totals.left -= self.ended;
        totals.add(self.totals);
        Ok(())
    }

    /// Told at once; the rest goes on.
    fn failed(&mut self, input: &Input, failure: &Failure) {
        report::error(failure);
        self.totals.failed.push(input.path.display().to_string());
        self.ended += 1;
    }

    fn piece(&mut self, piece: One, input: &mut Input) -> Result<(), Failure> {
        match piece {
            One::Article(rows) => self.put(*rows, input)?,
            One::Passed(found) if self.batch.holds(&found)? => {
                let article = Article::read(*found, Verdicts::STORED);
                self.put(rows(&article, self.options), input)?;
            }
            One::Passed(_) => {
                self.totals.passed += 1;
                input.state.passed += 1;
            }
            One::Delete(pmids) => {
                let deleted = self.batch.delete(&pmids, turn(&input.name))?;
                self.totals.deleted += deleted;
                input.state.deleted += deleted;
            }
            One::Damaged(damage) => {
                report::warning(&format!("{}: {damage}", input.path.display()));
                self.totals.damaged += 1;
                input.state.damaged += 1;
            }
        }
        Ok(())
    }

    fn put(&mut self, rows: Rows, input: &mut Input) -> Result<(), Failure> {
        input.state.records += 1;
        self.totals.counts.take(&self.batch.put(rows)?);
        Ok(())
    }

    fn note(&mut self, input: &Input) -> Result<(), Failure> {
        if !input.is_pipe {
            self.batch.note(&input.state)?;
        }
        Ok(())
    }
}
