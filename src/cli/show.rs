//! `litx show`: one stored article.

use serde_json::json;

use super::args::{Format, Global, ShowArgs};
use super::article::Article;
use super::config::Settings;
use super::report::Failure;
use super::rows::{article_rows, foot, head};
use super::{Ending, output};
use crate::export::article;
use crate::id::Identifier;
use crate::store::{Store, Stored};
use crate::view::terminal;

/// Runs the command.
pub(crate) fn run(global: &Global, args: &ShowArgs) -> Result<Ending, Failure> {
    let settings = Settings::read(global)?;
    let path = settings.store()?;
    let store = Store::open_existing(&path)?;
    let stored: Vec<Stored> = match args.identifier.strip_prefix("id:") {
        Some(name) => store.find_given(name)?.into_iter().collect(),
        None => store.find(&args.identifier.parse::<Identifier>()?)?,
    };
    if stored.is_empty() {
        let guess = store.nearest(&args.identifier)?.map(|guess| format!("did you mean {guess}?"));
        let help = guess.unwrap_or_else(|| match args.identifier.strip_prefix("id:") {
            Some(_) => "`litx ingest` takes local texts in".to_owned(),
            None => format!("`litx fetch {}` gets it", args.identifier),
        });
        super::report::error(&Failure::helped(format!("{} is not in the store", args.identifier), help));
        return Ok(Ending::Found);
    }
    let articles: Vec<(Article, Stored)> =
        stored.into_iter().filter_map(|s| Some((Article::from_stored(s.clone())?, s))).collect();
    let format = global.format();
    output::text_if(&head(format)?)?;
    for (k, (one, stored)) in articles.iter().enumerate() {
        match format {
            Format::Table => {
                let gap = if k > 0 { "\n" } else { "" };
                let mut text = format!("{gap}{}", terminal::article(&one.view(), None));
                if args.whole {
                    text.push('\n');
                    text.push_str(&terminal::marked_abstract(&one.view()));
                }
                for old in &stored.history {
                    text.push_str(&format!(
                        "replaced version {} ({}): changed {}\n",
                        old.version,
                        &old.sha256[..12.min(old.sha256.len())],
                        old.changed.join(", ")
                    ));
                }
                output::text(&text)?;
            }
            Format::Json | Format::Jsonl => {
                let document = json!({
                    "schema": "litx.article/1",
                    "record": article::record(&one.found.record),
                    "findings": one.findings(),
                    "verdicts": one.verdicts(),
                    "source": {"source": stored.provenance.source, "route": stored.provenance.route,
                               "fetched_at": stored.provenance.fetched_at, "sha256": stored.provenance.sha256},
                    "history": stored.history.iter().map(|h| json!({"version": h.version, "sha256": h.sha256,
                               "replaced_at": h.replaced_at, "changed": h.changed})).collect::<Vec<_>>(),
                });
                let text = if format == Format::Json {
                    serde_json::to_string_pretty(&document).unwrap_or_default()
                } else {
                    document.to_string()
                };
                output::text(&text)?;
            }
            row => output::text_if(&article_rows(row, one)?)?,
        }
    }
    output::text_if(foot(format))?;
    Ok(Ending::Well)
}
