//! From files to rows: what happens away from the one writer.

use std::fs::File;
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::inputs::Input;
use super::{Keeping, Options, select, sum};
use crate::cli::article::{Article, Verdicts};
use crate::cli::chunk::{Chunk, FEW, MANY, Next, TOGETHER, chunk};
use crate::cli::pipeline::{Feed, Stopped};
use crate::cli::report::Failure;
use crate::id::Pmid;
use crate::parse::{self, Damage, Item, ParseError, Piece, Unknown};
use crate::source::{Found, RawRecord, files};
use crate::store::{Keep, Rows};

/// What the reading thread gives, of the file at this place in the list.
pub(super) struct Given {
    file: usize,
    what: What<(), Chunk>,
}

/// The same, worked on.
pub(super) struct Done {
    pub(super) file: usize,
    pub(super) what: What<Result<Option<String>, Failure>, Worked>,
}

/// A step through a file.
pub(super) enum What<S, P> {
    /// It begins, and has this sum (a pipe none); a failure where it should have another.
    Begins(S),
    /// Some of it.
    Some {
        pieces: P,
        /// How far it was read, in bytes of the file as it lies.
        at: u64,
    },
    /// It cannot be read.
    Refused(Failure),
}

/// The files of which nothing more is wanted, each by its place in the list: who stores finds that they are known or not what
/// they should be, when reading has gone on.
pub(super) struct PassedOver(Vec<AtomicBool>);

impl PassedOver {
    pub(super) fn none_of(inputs: &[Input]) -> Self {
        Self(inputs.iter().map(|_| AtomicBool::new(false)).collect())
    }

    pub(super) fn pass(&self, file: usize) {
        self.0[file].store(true, Ordering::Relaxed);
    }

    pub(super) fn has(&self, file: usize) -> bool {
        self.0[file].load(Ordering::Relaxed)
    }
}

/// Some pieces that were worked on.
pub(super) struct Worked {
    pub(super) pieces: Vec<One>,
    pub(super) next: Next,
    /// Elements that litx does not know.
    pub(super) unknown: Vec<Unknown>,
}

/// What a piece came to.
pub(super) enum One {
    Article(Box<Rows>),
    /// It was not asked for. What is stored of it is brought up to date all the same.
    Passed(Box<Found>),
    Delete(Vec<Pmid>),
    Damaged(Damage),
}

/// Bytes at the end of a file that are taken in small pieces, so that no core is left with a large one when the others are done.
const LAST: u64 = 2 << 20;

/// Reads every file, from where an earlier run stopped.
pub(super) fn read(
    inputs: &[Input],
    passed_over: &PassedOver,
    feed: &mut Feed<'_, Given, Done>,
) -> Result<(), Stopped> {
    for (file, input) in inputs.iter().enumerate() {
        let mut opened = match open(input) {
            Ok(opened) => opened,
            Err(failure) => {
                feed.give(Given { file, what: What::Refused(failure) }, 0)?;
                continue;
            }
        };
        // The sum is work like any other, done while the first of the file is read, and known before any of it is stored.
        feed.give(Given { file, what: What::Begins(()) }, 0)?;
        let mut goes_on = true;
        while goes_on && !passed_over.has(file) {
            let left = input.state.bytes.saturating_sub(opened.at.load(Ordering::Relaxed));
            let most = if !input.is_pipe && left <= LAST { FEW } else { MANY };
            let chunk = chunk(&mut opened.pieces, most);
            goes_on = matches!(chunk.next, Next::More);
            let (at, weight) = (opened.at.load(Ordering::Relaxed), chunk.weight);
            feed.give(Given { file, what: What::Some { pieces: chunk, at } }, weight)?;
        }
    }
    Ok(())
}

/// A file that is being read.
struct Opened {
    at: Arc<AtomicU64>,
    pieces: Box<dyn Iterator<Item = Result<Piece, ParseError>>>,
}

fn open(input: &Input) -> Result<Opened, Failure> {
    let at = Arc::new(AtomicU64::new(0));
    let (format, reader) = File::open(&input.path)
        .and_then(|file| files::unpack(Counted { file, at: Arc::clone(&at) }))
        .map_err(|e| Failure::io(&format!("cannot read {}", input.path.display()), &e))?;
    let before = usize::try_from(input.state.pieces).unwrap_or(usize::MAX);
    Ok(Opened { at, pieces: Box::new(parse::pieces(format, reader).skip(before)) })
}

/// A file that says how far it was read.
struct Counted {
    file: File,
    at: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.file.read(buffer)?;
        self.at.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// Works on what was read.
pub(super) fn work(given: Given, inputs: &[Input], options: &Options) -> Done {
    let Given { file, what } = given;
    let what = match what {
        What::Begins(()) if inputs[file].is_pipe => What::Begins(Ok(None)),
        What::Begins(()) => What::Begins(sum::checked(&inputs[file].path).map(Some)),
        What::Some { pieces, at } => {
            let mut unknown = Vec::new();
            let source = format!("file:{}", inputs[file].name);
            let Chunk { pieces, next, .. } = pieces;
            let mut done = Vec::with_capacity(pieces.len());
            let mut pieces = pieces.into_iter();
            while pieces.len() > 0 {
                let some = pieces.by_ref().take(TOGETHER);
                done.append(&mut worked(some, &source, options, &mut unknown));
            }
            Rows::sort_words(done.iter_mut().filter_map(|one| match one {
                One::Article(rows) => Some(&mut **rows),
                _ => None,
            }));
            What::Some { pieces: Worked { pieces: done, next, unknown }, at }
        }
        What::Refused(failure) => What::Refused(failure),
    };
    Done { file, what }
}

/// What pieces come to, in their order: those that are asked for are read together.
fn worked(
    pieces: impl ExactSizeIterator<Item = Piece>,
    source: &str,
    options: &Options,
    unknown: &mut Vec<Unknown>,
) -> Vec<One> {
    // Nothing for what is read together.
    let mut done: Vec<Option<One>> = Vec::with_capacity(pieces.len());
    let mut asked = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let parsed = match piece.read_for_rows() {
            Item::Record(parsed) => *parsed,
            Item::Delete(pmids) => {
                done.push(Some(One::Delete(pmids)));
                continue;
            }
            Item::Damaged(damage) => {
                done.push(Some(One::Damaged(damage)));
                continue;
            }
        };
        if !parsed.unknown.is_empty() {
            unknown.push(parsed.unknown);
        }
        let raw = RawRecord::new(parsed.raw, source.to_owned(), "file".to_owned(), None);
        let found = Found { record: parsed.record, raw };
        if select::of_record(&options.select, &found.record) {
            done.push(None);
            asked.push(found);
        } else {
            done.push(Some(One::Passed(Box::new(found))));
        }
    }
    let mut read = Article::all(asked, Verdicts::STORED).into_iter().map(|article| {
        if select::of_results(&options.select, &article.found.record, &article.extraction) {
            One::Article(Box::new(rows(&article, options)))
        } else {
            One::Passed(Box::new(article.found))
        }
    });
    done.into_iter().filter_map(|one| one.or_else(|| read.next())).collect()
}

/// The rows of an article, with as much of it as is to be kept.
pub(super) fn rows(article: &Article, options: &Options) -> Rows {
    match options.keep {
        Keeping::Raw => article.rows(Keep::Raw),
        Keeping::Text => article.rows(Keep::Text),
        Keeping::Results => article.rows(Keep::Results(&article.results())),
    }
}
