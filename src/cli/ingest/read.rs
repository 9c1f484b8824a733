//! From files to rows: what happens away from the one writer.

use std::collections::{HashSet, VecDeque};
use std::fs::File;
use std::io::Read;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use super::inputs::Input;
use super::{Keeping, Options, select, sum};
use crate::check::Grade;
use crate::cli::article::Article;
use crate::cli::chunk::{Chunk, Next, chunk};
use crate::cli::pipeline::{Feed, Stopped};
use crate::cli::report::Failure;
use crate::id::Pmid;
use crate::parse::{self, Damage, Item, ParseError, Piece, Unknown};
use crate::source::{Found, RawRecord, files};
use crate::store::{Keep, Rows};

/// What the reading thread gives, of the file at this place in the list.
pub(super) struct Given {
    file: usize,
    what: What<Chunk>,
}

/// The same, worked on.
pub(super) struct Done {
    pub(super) file: usize,
    pub(super) what: What<Worked>,
}

/// A step through a file.
pub(super) enum What<T> {
    /// Some of it.
    Some {
        pieces: T,
        /// How far it was read, in bytes of the file as it lies.
        at: u64,
        /// Of the whole file, behind its end.
        md5: Option<String>,
    },
    /// It was read before, under another path.
    Known,
    /// It cannot be read, or should not be.
    Refused(Failure),
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

/// Reads every file, from where an earlier run stopped.
pub(super) fn read(
    inputs: &[Input],
    mut known: HashSet<(String, String)>,
    feed: &mut Feed<Given, Done>,
) -> Result<(), Stopped> {
    for (file, input) in inputs.iter().enumerate() {
        let (opened, md5) = begin(input);
        let refused = match md5 {
            Ok(Some(md5)) if known.contains(&(input.name.clone(), md5.clone())) => Some(What::Known),
            Ok(md5) => match pieces(file, opened, md5.clone(), feed)? {
                Ok(whole) => {
                    known.extend(md5.filter(|_| whole).map(|md5| (input.name.clone(), md5)));
                    None
                }
                Err(failure) => Some(What::Refused(failure)),
            },
            Err(failure) => Some(What::Refused(failure)),
        };
        if let Some(what) = refused {
            feed.give(Given { file, what }, 0)?;
        }
    }
    Ok(())
}

/// A file that is being read.
struct Opened {
    at: Arc<AtomicU64>,
    pieces: Box<dyn Iterator<Item = Result<Piece, ParseError>>>,
    /// What was read ahead, with how far that was.
    ahead: VecDeque<(Chunk, u64)>,
}

/// What is read ahead while the sum of a file is made, in bytes.
const AHEAD: usize = 8 << 20;

/// Opens a file; its sum is made while the first of it is read.
fn begin(input: &Input) -> (Result<Opened, Failure>, Result<Option<String>, Failure>) {
    if input.is_pipe {
        return (open(input), Ok(None));
    }
    thread::scope(|scope| {
        let sum = scope.spawn(|| sum::checked(&input.path).map(Some));
        let mut opened = open(input);
        if let Ok(opened) = &mut opened {
            let mut weight = 0;
            while weight < AHEAD && !sum.is_finished() && opened.read_ahead() {
                weight += opened.ahead.back().map_or(0, |(chunk, _)| chunk.weight);
            }
        }
        (opened, sum.join().unwrap_or_else(|panic| resume_unwind(panic)))
    })
}

fn open(input: &Input) -> Result<Opened, Failure> {
    let at = Arc::new(AtomicU64::new(0));
    let (format, reader) = File::open(&input.path)
        .and_then(|file| files::unpack(Counted { file, at: Arc::clone(&at) }))
        .map_err(|e| Failure::io(&format!("cannot read {}", input.path.display()), &e))?;
    let before = usize::try_from(input.state.pieces).unwrap_or(usize::MAX);
    let pieces = Box::new(parse::pieces(format, reader).skip(before));
    Ok(Opened { at, pieces, ahead: VecDeque::new() })
}

impl Opened {
    /// Reads one more chunk; says whether there are more behind it.
    fn read_ahead(&mut self) -> bool {
        let chunk = chunk(&mut self.pieces);
        let more = matches!(chunk.next, Next::More);
        self.ahead.push_back((chunk, self.at.load(Ordering::Relaxed)));
        more
    }
}

/// Gives a file chunk by chunk; whether it was read to its end.
fn pieces(
    file: usize,
    opened: Result<Opened, Failure>,
    md5: Option<String>,
    feed: &mut Feed<Given, Done>,
) -> Result<Result<bool, Failure>, Stopped> {
    let mut opened = match opened {
        Ok(opened) => opened,
        Err(failure) => return Ok(Err(failure)),
    };
    loop {
        if opened.ahead.is_empty() {
            opened.read_ahead();
        }
        let Some((chunk, at)) = opened.ahead.pop_front() else { return Ok(Ok(false)) };
        let (goes_on, whole) = (matches!(chunk.next, Next::More), matches!(chunk.next, Next::End));
        let weight = chunk.weight;
        let md5 = md5.clone().filter(|_| whole);
        feed.give(Given { file, what: What::Some { pieces: chunk, at, md5 } }, weight)?;
        if !goes_on {
            return Ok(Ok(whole));
        }
    }
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
        What::Some { pieces, at, md5 } => {
            let mut unknown = Vec::new();
            let source = format!("file:{}", inputs[file].name);
            let mut done: Vec<One> =
                pieces.pieces.into_iter().map(|one| piece(one, &source, options, &mut unknown)).collect();
            Rows::sort_words(done.iter_mut().filter_map(|one| match one {
                One::Article(rows) => Some(&mut **rows),
                _ => None,
            }));
            What::Some { pieces: Worked { pieces: done, next: pieces.next, unknown }, at, md5 }
        }
        What::Known => What::Known,
        What::Refused(failure) => What::Refused(failure),
    };
    Done { file, what }
}

fn piece(piece: Piece, source: &str, options: &Options, unknown: &mut Vec<Unknown>) -> One {
    let parsed = match piece.read() {
        Item::Record(parsed) => *parsed,
        Item::Delete(pmids) => return One::Delete(pmids),
        Item::Damaged(damage) => return One::Damaged(damage),
    };
    if !parsed.unknown.is_empty() {
        unknown.push(parsed.unknown);
    }
    let raw = RawRecord::new(parsed.raw, source.to_owned(), "file".to_owned(), None);
    let found = Found { record: parsed.record, raw };
    if !select::of_record(&options.select, &found.record) {
        return One::Passed(Box::new(found));
    }
    let article = Article::read_problems(found, Grade::Info);
    if !select::of_results(&options.select, &article.found.record, &article.extraction) {
        return One::Passed(Box::new(article.found));
    }
    One::Article(Box::new(rows(&article, options)))
}

/// The rows of an article, with as much of it as is to be kept.
pub(super) fn rows(article: &Article, options: &Options) -> Rows {
    match options.keep {
        Keeping::Raw => article.rows(Keep::Raw),
        Keeping::Text => article.rows(Keep::Text),
        Keeping::Results => article.rows(Keep::Results(&article.results())),
    }
}
