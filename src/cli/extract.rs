//! `litx extract`: text in, findings out.

use std::path::Path;

use serde_json::{Value, json};

use super::args::{ExtractArgs, Format, Global};
use super::article::{Article, Verdicts};
use super::report::{self, Failure};
use super::rows::{article_rows, foot, head};
use super::{Ending, input, output};
use crate::export::findings;
use crate::view::terminal;

/// Runs the command.
pub(crate) fn run(global: &Global, args: &ExtractArgs) -> Result<Ending, Failure> {
    let format = global.format();
    if args.unread && !matches!(format, Format::Table | Format::Json | Format::Jsonl) {
        return Err(Failure::helped("--unread is given as table, json or jsonl", "choose one with --format"));
    }
    output::text_if(&head(format)?)?;
    let (mut articles, mut findings) = (0, 0);
    let mut documents = Vec::new();
    // A page of the terminal shows what agrees; no other form shows verdicts.
    let page = format == Format::Table && !args.unread;
    let verdicts = if page { Verdicts::All } else { Verdicts::None };
    let work = |article: Article, _: &Path| shown(&article, format, args.unread);
    let take = |done: Result<Done, Failure>| {
        let done = done?;
        articles += 1;
        findings += done.findings;
        match done.document {
            Some(document) => documents.push(document),
            None => output::text_if(&done.text)?,
        }
        Ok(())
    };
    let damaged = input::each(global, &args.files, args.input_format, verdicts, work, take)?;
    if format == Format::Json {
        let whole = if documents.len() == 1 { documents.remove(0) } else { json!(documents) };
        output::text(&serde_json::to_string_pretty(&whole).unwrap_or_default())?;
    }
    output::text_if(foot(format))?;
    if articles == 0 && damaged == 0 {
        return Err(Failure::helped(
            "the input holds no article",
            "give text, PubMed XML, NBIB or JSON Lines",
        ));
    }
    if !global.quiet && (articles > 1 || damaged > 0) {
        let damaged = if damaged > 0 { format!(", damaged {damaged} (named above)") } else { String::new() };
        report::note(&format!("read {articles} articles, {findings} findings{damaged}"));
    }
    Ok(if damaged > 0 { Ending::BadInput } else { Ending::Well })
}

/// An article, ready to be written.
struct Done {
    text: String,
    document: Option<Value>,
    findings: usize,
}

fn shown(article: &Article, format: Format, unread: bool) -> Result<Done, Failure> {
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
        (false, Format::Jsonl) => text = article.findings_line(),
        (false, Format::Table) => text = terminal::article(&article.view(), None) + "\n",
        (false, row) => text = article_rows(row, article)?,
    }
    Ok(Done { text, document, findings })
}
