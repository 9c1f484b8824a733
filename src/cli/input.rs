//! Files of articles: read piece by piece, worked on by all cores, given back in the order of the input.

use std::io::{BufRead, BufReader};
use std::path::Path;

use super::args::{Global, InputFormat};
use super::article::{Article, Verdicts, id_of};
use super::chunk::{Chunk, FEW, Next, TOGETHER, chunk};
use super::pipeline::{self, Feed, Stopped};
use super::report::{self, Failure};
use crate::parse::{self, Item, Piece};
use crate::source::{Found, RawRecord, files};

/// Reads every record of the files (`-`: standard input), hands it to `work`, with its file, and what that gives to `take`;
/// the number of damaged places, each of which is named on standard error.
pub(super) fn each<P: AsRef<Path> + Sync, T: Send>(
    global: &Global,
    paths: &[P],
    format: Option<InputFormat>,
    verdicts: Verdicts,
    work: impl Fn(Article, &Path) -> T + Sync,
    mut take: impl FnMut(T) -> Result<(), Failure>,
) -> Result<usize, Failure> {
    let name = |file: usize| paths[file].as_ref().display().to_string();
    let read = |feed: &mut Feed<'_, Given, Done<T>>| {
        paths.iter().enumerate().try_for_each(|(file, path)| cut(file, path.as_ref(), format, feed))
    };
    let work = |given| match given {
        Given::Chunk(file, chunk) => {
            let mut done = Vec::with_capacity(chunk.pieces.len());
            let mut pieces = chunk.pieces.into_iter();
            while pieces.len() > 0 {
                let before = done.len();
                let (mut records, mut damage) = (Vec::with_capacity(TOGETHER), Vec::new());
                for piece in pieces.by_ref().take(TOGETHER) {
                    match parsed(piece, &name(file)) {
                        Some(Ok(found)) => records.push(found),
                        Some(Err(message)) => damage.push((before + records.len(), message)),
                        None => {}
                    }
                }
                let articles = Article::all(records, verdicts).into_iter();
                done.extend(articles.map(|article| Ok(work(article, paths[file].as_ref()))));
                // Each where it stood, the last first.
                for (at, message) in damage.into_iter().rev() {
                    done.insert(at, Err(message));
                }
            }
            Done::Chunk(file, done, chunk.next)
        }
        Given::Unreadable(failure) => Done::Unreadable(failure),
    };
    pipeline::run(global.threads(), read, work, |results| {
        let mut damaged = 0;
        for done in results {
            let (file, done, next) = match done {
                Done::Chunk(file, done, next) => (file, done, next),
                Done::Unreadable(failure) => return Err(failure),
            };
            for one in done {
                match one {
                    Ok(given) => take(given)?,
                    Err(message) => {
                        damaged += 1;
                        report::warning(&format!("{}: {message}", name(file)));
                    }
                }
            }
            if let Next::Broken(error) = next {
                damaged += 1;
                report::error(&Failure::input(format!("{}: {error}", name(file))));
            }
        }
        Ok(damaged)
    })
}

/// What the reading thread gives: pieces of a file (by its place in the list), or why a file cannot be read.
enum Given {
    Chunk(usize, Chunk),
    Unreadable(Failure),
}

/// The same, worked on: a damaged record is its message.
enum Done<T> {
    Chunk(usize, Vec<Result<T, String>>, Next),
    Unreadable(Failure),
}

/// Gives a file chunk by chunk.
fn cut<O>(
    file: usize,
    path: &Path,
    format: Option<InputFormat>,
    feed: &mut Feed<'_, Given, O>,
) -> Result<(), Stopped> {
    let (sniffed, reader) = match open(path) {
        Ok(opened) => opened,
        Err(failure) => return feed.give(Given::Unreadable(failure), 0),
    };
    let format = match format {
        Some(InputFormat::Xml) => parse::Format::PubmedXml,
        Some(InputFormat::Nbib) => parse::Format::Nbib,
        Some(InputFormat::Jsonl) => parse::Format::JsonLines,
        Some(InputFormat::Text) => parse::Format::Plain,
        None => sniffed,
    };
    let mut pieces = parse::pieces(format, reader);
    loop {
        let chunk = chunk(&mut pieces, FEW);
        let goes_on = matches!(chunk.next, Next::More);
        let weight = chunk.weight;
        feed.give(Given::Chunk(file, chunk), weight)?;
        if !goes_on {
            return Ok(());
        }
    }
}

fn open(path: &Path) -> Result<(parse::Format, Box<dyn BufRead>), Failure> {
    if path != Path::new("-") {
        return Ok(files::open(path)?);
    }
    let mut reader = BufReader::with_capacity(1 << 16, std::io::stdin());
    let head = reader.fill_buf().map_err(|e| Failure::io("cannot read standard input", &e))?;
    Ok((parse::sniff(head), Box::new(reader)))
}

/// The record of a piece; nothing where it is of none.
fn parsed(piece: Piece, name: &str) -> Option<Result<Found, String>> {
    match piece.read() {
        Item::Record(parsed) => {
            let raw = RawRecord::new(Vec::new(), format!("file:{name}"), "file".to_owned(), None);
            let mut found = Found { record: parsed.record, raw };
            if id_of(&found.record).is_empty() {
                found.record.given_id = Some(name.to_owned());
            }
            Some(Ok(found))
        }
        Item::Damaged(damage) => Some(Err(damage.to_string())),
        Item::Delete(_) => None,
    }
}
