//! `litx fetch --query`: every record of a PubMed search.

use serde_json::json;

use super::args::{FetchArgs, Format, Global};
use super::article::{Article, store_all};
use super::config::{Settings, shown};
use super::fetch::{Outcome, documents, open_store, warn_of_flags};
use super::report::{self, Failure};
use super::rows::{article_rows, foot, head};
use super::{Ending, output};
use crate::export::article;
use crate::source::eutils::Eutils;
use crate::view::terminal;

/// Runs the search.
pub(super) fn run(
    global: &Global,
    args: &FetchArgs,
    settings: &Settings,
    term: &str,
) -> Result<Ending, Failure> {
    let client = Eutils::new(settings.services(args.patient, global.verbose)?)?;
    if args.dry_run {
        output::text(&format!("POST esearch.fcgi db=pubmed retmode=xml usehistory=y term={term}"))?;
        return Ok(Ending::Well);
    }
    let mut store = open_store(args, settings)?;
    output::text_if(&head(global.format())?)?;
    let (mut written, mut found, mut failed, mut broken) = (Vec::new(), 0usize, Vec::new(), None);
    let asked = client.query(term, args.limit, &mut |answer| {
        let one = || -> Result<(), Failure> {
            let record = match answer {
                Ok(record) => record,
                Err(error) => {
                    report::error(&Failure::Source(error.clone()));
                    failed.push(error.message);
                    return Ok(());
                }
            };
            let article = Article::read(record);
            if let Some(store) = &mut store {
                store_all(store, std::slice::from_ref(&article))?;
            }
            found += 1;
            warn_of_flags(&article);
            let input = article.id();
            match global.format() {
                Format::Table => {
                    let saved = store.as_ref().map(|s| shown(s.path()));
                    let gap = if found > 1 { "\n" } else { "" };
                    output::text(&format!("{gap}{}", terminal::article(&article.view(), saved.as_deref())))
                }
                Format::Json => {
                    written.extend(documents(&input, &Outcome::Found(vec![article])));
                    Ok(())
                }
                Format::Jsonl => {
                    let documents = documents(&input, &Outcome::Found(vec![article]));
                    documents.iter().try_for_each(|document| output::text(&document.to_string()))
                }
                format => output::text_if(&article_rows(format, &article)?),
            }
        };
        match one() {
            Ok(()) => true,
            Err(failure) => {
                broken = Some(failure);
                false
            }
        }
    });
    if let Some(failure) = broken {
        return Err(failure);
    }
    let asked = asked?;
    if global.format() == Format::Json {
        let document = json!({
            "schema": article::SCHEMA, "articles": written,
            "totals": {"asked": asked.count, "found": found, "not_in_pubmed": 0, "failed": failed.len()},
        });
        output::text(&serde_json::to_string_pretty(&document).unwrap_or_default())?;
    }
    output::text_if(foot(global.format()))?;
    if !global.quiet {
        report::note(&format!(
            "the search has {} records: given {found}, failed {}",
            asked.count,
            failed.len()
        ));
        let limited = args.limit.is_some_and(|limit| limit < asked.count);
        if !limited && (found + failed.len()) as u64 != asked.count {
            report::warning(&format!("only {found} of {} records came", asked.count));
        }
        if global.verbose > 0 {
            report::note(&format!("  understood as: {}", asked.translation));
        }
    }
    Ok(match (failed.is_empty(), found) {
        (false, _) => Ending::Service,
        (true, 0) => Ending::Found,
        (true, _) => Ending::Well,
    })
}
