//! Files of articles: read piece by piece, worked on by all cores, given back in the order of the input.

use std::io::{BufRead, BufReader};
use std::path::Path;

use rayon::prelude::*;

use super::args::InputFormat;
use super::chunk::{Next, chunk};
use super::report::{self, Failure};
use crate::parse::{self, Item, Piece};
use crate::source::{Found, RawRecord, files};

/// Records read at once: enough to keep every core busy, few enough to keep memory small.
const CHUNK: usize = 512;

/// Hands every record of a file (`-`: standard input) to `work`, and what that gives to `take`; the number of damaged
/// places, each of which is named on standard error.
pub(super) fn each<T: Send>(
    path: &Path,
    format: Option<InputFormat>,
    work: impl Fn(Found) -> T + Sync,
    mut take: impl FnMut(T) -> Result<(), Failure>,
) -> Result<usize, Failure> {
    let (name, sniffed, reader): (String, parse::Format, Box<dyn BufRead>) = if path == Path::new("-") {
        let mut reader = BufReader::with_capacity(1 << 16, std::io::stdin());
        let head = reader.fill_buf().map_err(|e| Failure::io("cannot read standard input", &e))?;
        ("-".to_owned(), parse::sniff(head), Box::new(reader))
    } else {
        let (format, reader) = files::open(path)?;
        (path.display().to_string(), format, reader)
    };
    let format = match format {
        Some(InputFormat::Xml) => parse::Format::PubmedXml,
        Some(InputFormat::Nbib) => parse::Format::Nbib,
        Some(InputFormat::Jsonl) => parse::Format::JsonLines,
        Some(InputFormat::Text) => parse::Format::Plain,
        None => sniffed,
    };
    let mut damaged = 0;
    let mut pieces = parse::pieces(format, reader);
    loop {
        let (chunk, next) = chunk(&mut pieces, CHUNK);
        let done: Vec<Done<T>> = chunk.into_par_iter().map(|piece| read(piece, &name, &work)).collect();
        for one in done {
            match one {
                Done::Read(given) => take(given)?,
                Done::Damaged(message) => {
                    damaged += 1;
                    report::warning(&format!("{name}: {message}"));
                }
                Done::Nothing => {}
            }
        }
        match next {
            Next::More => {}
            Next::End => return Ok(damaged),
            Next::Broken(error) => {
                report::error(&Failure::input(format!("{name}: {error}")));
                return Ok(damaged + 1);
            }
        }
    }
}

/// What became of one piece of input.
enum Done<T> {
    Read(T),
    Damaged(String),
    Nothing,
}

fn read<T>(piece: Piece, name: &str, work: &(impl Fn(Found) -> T + Sync)) -> Done<T> {
    match piece.read() {
        Item::Record(parsed) => {
            let raw = RawRecord::new(Vec::new(), format!("file:{name}"), "file".to_owned(), None);
            let mut found = Found { record: parsed.record, raw };
            if super::article::id_of(&found.record).is_empty() {
                found.record.given_id = Some(name.to_owned());
            }
            Done::Read(work(found))
        }
        Item::Damaged(damage) => Done::Damaged(damage.to_string()),
        Item::Delete(_) => Done::Nothing,
    }
}
