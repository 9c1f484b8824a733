//! What became of an identifier, and the documents that say so.

use serde_json::{Value, json};

use crate::cli::article::Article;
use crate::cli::report;
use crate::export::article;
use crate::record::Flag;
use crate::source::SourceError;

/// What became of an identifier.
pub(in crate::cli) enum Outcome {
    Found(Vec<Article>),
    NotInPubMed { asked: Vec<String>, guess: Option<String> },
    Failed(SourceError),
}

pub(in crate::cli) fn warn_of_flags(article: &Article) {
    let label = article.found.record.label();
    for flag in article.found.record.flags() {
        match flag {
            Flag::Retracted => report::warning(&format!("{label} was RETRACTED")),
            Flag::Concern => report::warning(&format!("{label}: an expression of concern was published")),
            Flag::Corrected => report::warning(&format!("{label} was corrected: see its erratum")),
            _ => {}
        }
    }
}

/// The documents of one input: one, or one for each record of a trial.
pub(in crate::cli) fn documents(input: &str, outcome: &Outcome) -> Vec<Value> {
    let failed = |status: &str, code: &str, message: String| {
        vec![json!({
            "input": input, "status": status, "error": {"code": code, "message": message},
            "record": null, "findings": null, "verdicts": [],
        })]
    };
    match outcome {
        Outcome::Found(articles) => articles
            .iter()
            .map(|a| {
                json!({
                    "input": input, "status": "found", "error": null,
                    "record": article::record(&a.found.record), "findings": a.findings(), "verdicts": a.verdicts(),
                })
            })
            .collect(),
        Outcome::NotInPubMed { asked, .. } => {
            failed("not_in_pubmed", "not_in_pubmed", format!("asked {}", asked.join(", ")))
        }
        Outcome::Failed(error) => failed("failed", error.code, error.message.clone()),
    }
}
