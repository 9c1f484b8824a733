//! `litx extract`: text in, findings out.

use std::io::{BufRead, BufReader};
use std::path::Path;

use rayon::prelude::*;
use serde_json::json;

use super::args::{ExtractArgs, Format, Global, InputFormat};
use super::article::Article;
use super::chunk::{Next, chunk};
use super::report::{self, Failure};
use super::rows::{article_rows, foot, head};
use super::{Ending, output};
use crate::export::findings;
use crate::parse::{self, Item, Piece};
use crate::source::{Found, RawRecord, files};
use crate::view::terminal;

/// Records read at once: enough to keep every core busy, few enough to keep memory small.
const CHUNK: usize = 512;

/// Runs the command.
pub(crate) fn run(global: &Global, args: &ExtractArgs) -> Result<Ending, Failure> {
    let format = global.format();
    if args.unread && !matches!(format, Format::Table | Format::Json | Format::Jsonl) {
        return Err(Failure::helped("--unread is given as table, json or jsonl", "choose one with --format"));
    }
    output::text_if(&head(format)?)?;
    let mut state = State::default();
    for path in &args.files {
        file(global, args, path, &mut state)?;
    }
    if format == Format::Json {
        let whole =
            if state.documents.len() == 1 { state.documents.remove(0) } else { json!(state.documents) };
        output::text(&serde_json::to_string_pretty(&whole).unwrap_or_default())?;
    }
    output::text_if(foot(format))?;
    if state.articles == 0 && state.damaged == 0 {
        return Err(Failure::helped(
            "the input holds no article",
            "give text, PubMed XML, NBIB or JSON Lines",
        ));
    }
    if !global.quiet && (state.articles > 1 || state.damaged > 0) {
        let damaged = if state.damaged > 0 {
            format!(", damaged {} (named above)", state.damaged)
        } else {
            String::new()
        };
        report::note(&format!("read {} articles, {} findings{damaged}", state.articles, state.findings));
    }
    Ok(if state.damaged > 0 { Ending::BadInput } else { Ending::Well })
}

#[derive(Default)]
struct State {
    articles: usize,
    findings: usize,
    damaged: usize,
    documents: Vec<serde_json::Value>,
}

fn file(global: &Global, args: &ExtractArgs, path: &Path, state: &mut State) -> Result<(), Failure> {
    let (name, sniffed, reader): (String, parse::Format, Box<dyn BufRead>) = if path == Path::new("-") {
        let mut reader = BufReader::with_capacity(1 << 16, std::io::stdin());
        let head = reader.fill_buf().map_err(|e| Failure::io("cannot read standard input", &e))?;
        ("-".to_owned(), parse::sniff(head), Box::new(reader))
    } else {
        let (format, reader) = files::open(path)?;
        (path.display().to_string(), format, reader)
    };
    let format = match args.input_format {
        Some(InputFormat::Xml) => parse::Format::PubmedXml,
        Some(InputFormat::Nbib) => parse::Format::Nbib,
        Some(InputFormat::Jsonl) => parse::Format::JsonLines,
        Some(InputFormat::Text) => parse::Format::Plain,
        None => sniffed,
    };
    let mut pieces = parse::pieces(format, reader);
    loop {
        let (chunk, next) = chunk(&mut pieces, CHUNK);
        // Reading is spread over the cores; what it gives stays in the order of the input.
        let done: Vec<Done> =
            chunk.into_par_iter().map(|piece| read(piece, &name, global.format(), args.unread)).collect();
        for item in done {
            match item {
                Done::Article { text, document, findings } => {
                    state.articles += 1;
                    state.findings += findings;
                    match document {
                        Some(document) => state.documents.push(document),
                        None => output::text_if(&text)?,
                    }
                }
                Done::Damaged(message) => {
                    state.damaged += 1;
                    report::warning(&format!("{name}: {message}"));
                }
                Done::Nothing => {}
            }
        }
        match next {
            Next::More => {}
            Next::End => return Ok(()),
            Next::Broken(error) => {
                state.damaged += 1;
                report::error(&Failure::input(format!("{name}: {error}")));
                return Ok(());
            }
        }
    }
}

/// What became of one piece of input.
enum Done {
    Article { text: String, document: Option<serde_json::Value>, findings: usize },
    Damaged(String),
    Nothing,
}

fn read(piece: Piece, name: &str, format: Format, unread: bool) -> Done {
    let parsed = match piece.read() {
        Item::Record(parsed) => parsed,
        Item::Damaged(damage) => return Done::Damaged(damage.to_string()),
        Item::Delete(_) => return Done::Nothing,
    };
    let raw = RawRecord::new(Vec::new(), format!("file:{name}"), "file".to_owned(), None);
    let mut article = Article::read(Found { record: parsed.record, raw });
    if article.id().is_empty() {
        article.found.record.given_id = Some(name.to_owned());
    }
    let findings = article.extraction.findings.len();
    let (mut text, mut document) = (String::new(), None);
    match (unread, format) {
        (true, Format::Table) => text = terminal::unread(&article.view()),
        (true, _) => {
            let value = json!({
                "schema": "litx.unread/1", "id": article.id(),
                "unread": findings::unread(&article.found.record.text, &article.extraction),
            });
            if format == Format::Json { document = Some(value) } else { text = value.to_string() }
        }
        (false, Format::Json) => document = Some(article.findings()),
        (false, Format::Jsonl) => text = article.findings().to_string(),
        (false, Format::Table) => text = terminal::article(&article.view(), None) + "\n",
        (false, rows) => match article_rows(rows, &article) {
            Ok(rows) => text = rows,
            Err(_) => return Done::Damaged("its findings cannot be written as rows".to_owned()),
        },
    }
    Done::Article { text, document, findings }
}
