//! `litx fetch --query`: every record of a PubMed search.

use serde_json::json;

use super::{Outcome, documents, open_store, warn_of_flags};
use crate::cli::args::{FetchArgs, Format, Global};
use crate::cli::article::{Article, Verdicts, store_all};
use crate::cli::config::{Settings, shown};
use crate::cli::progress::Progress;
use crate::cli::report::{self, Failure};
use crate::cli::rows::{article_rows, foot, head};
use crate::cli::{Ending, output};
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
    let (mut written, mut found, mut failed, mut broken) = (Vec::new(), 0usize, 0usize, None);
    let mut progress = Progress::new(global, args.limit.unwrap_or(0) as usize, "records");
    let asked = client.query(term, args.limit, &mut |answer| {
        let one = || -> Result<(), Failure> {
            let record = match answer {
                Ok(record) => record,
                Err(error) => {
                    report::error(&Failure::Source(error.clone()));
                    failed += 1;
                    let documents = documents(term, &Outcome::Failed(error));
                    return match global.format() {
                        Format::Json => {
                            written.extend(documents);
                            Ok(())
                        }
                        Format::Jsonl => documents.iter().try_for_each(|one| output::text(&one.to_string())),
                        _ => Ok(()),
                    };
                }
            };
            let article = Article::read(record, Verdicts::All);
            progress.step();
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
    progress.end();
    // A run that breaks off still says how far it came: what was stored until then is whole.
    let asked = match (broken, asked) {
        (Some(failure @ Failure::Store(_)), _) => Err(failure),
        (Some(failure), _) => return Err(failure),
        (None, asked) => asked.map_err(Failure::Source),
    };
    let matching = asked.as_ref().ok().map(|asked| asked.count);
    if global.format() == Format::Json {
        let document = json!({
            "schema": article::SCHEMA, "articles": written,
            "totals": {"asked": matching.unwrap_or((found + failed) as u64), "found": found, "not_in_pubmed": 0, "failed": failed},
        });
        output::text(&serde_json::to_string_pretty(&document).unwrap_or_default())?;
    }
    output::text_if(foot(global.format()))?;
    let asked = match asked {
        Ok(asked) => asked,
        Err(failure) => {
            report::error(&failure);
            if !global.quiet && found + failed > 0 {
                report::note(&format!("the search broke off: given {found}, failed {failed}"));
            }
            return Ok(failure.ending());
        }
    };
    if !global.quiet {
        report::note(&format!("the search has {} records: given {found}, failed {failed}", asked.count));
        let limited = args.limit.is_some_and(|limit| limit < asked.count);
        if !limited && (found + failed) as u64 != asked.count {
            report::warning(&format!("only {found} of {} records came", asked.count));
        }
        if global.verbose > 0 {
            report::note(&format!("  understood as: {}", asked.translation));
        }
    }
    Ok(match (failed, found) {
        (1.., _) => Ending::Service,
        (0, 0) => Ending::Found,
        (0, _) => Ending::Well,
    })
}
