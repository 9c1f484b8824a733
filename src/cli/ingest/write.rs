//! From rows to the store, in the order of the input: many records in one transaction, and with them how far each file was
//! read. What a run is killed in the middle of is gone whole, and read again.

use std::time::{Duration, Instant};

use super::Options;
use super::inputs::Input;
use super::read::{Done, One, What, Worked, rows};
use super::totals::Totals;
use crate::check::Grade;
use crate::cli::article::Article;
use crate::cli::chunk::Next;
use crate::cli::held::make_way;
use crate::cli::pipeline::Results;
use crate::cli::progress::Progress;
use crate::cli::report::{self, Failure};
use crate::store::{Batch, Rows, Store, turn};

/// How long one transaction lasts, at most: what a kill can cost.
const TIME: Duration = Duration::from_secs(3);

/// Writes what comes, until nothing more does.
pub(super) fn write(
    store: &mut Store,
    inputs: &mut [Input],
    options: &Options,
    results: &mut Results<'_, Done>,
    totals: &mut Totals,
    progress: &mut Progress,
) -> Result<(), Failure> {
    let mut goes_on = true;
    while goes_on {
        let mut part =
            Part { batch: store.batch()?, options, totals: Totals::default(), ended: 0, open: None };
        let begun = Instant::now();
        goes_on = false;
        for done in results.by_ref() {
            part.take(done, inputs, progress)?;
            if part.totals.records() >= options.every || begun.elapsed() >= TIME {
                goes_on = true;
                break;
            }
        }
        if let Some(file) = part.open {
            part.note(&inputs[file])?;
        }
        part.batch.commit()?;
        make_way();
        totals.left -= part.ended;
        totals.add(part.totals);
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
}

impl Part<'_> {
    fn take(&mut self, done: Done, inputs: &mut [Input], progress: &mut Progress) -> Result<(), Failure> {
        let input = &mut inputs[done.file];
        self.open = None;
        match done.what {
            What::Some { pieces, at, md5 } => {
                let Worked { pieces, next, unknown } = pieces;
                let count = pieces.len() as u64;
                for piece in pieces {
                    self.piece(piece, input)?;
                }
                for (name, n) in unknown.into_iter().flatten() {
                    *self.totals.unknown.entry(name).or_default() += u64::from(n);
                }
                input.state.pieces += count;
                progress.reach(&input.name, input.start + at, count);
                match next {
                    Next::More => self.open = Some(done.file),
                    Next::End => {
                        input.state.md5 = md5;
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
            What::Known => {
                self.totals.already_read += 1;
                self.ended += 1;
            }
            What::Refused(failure) => self.failed(input, &failure),
        }
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
                let article = Article::read_problems(*found, Grade::Info);
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
