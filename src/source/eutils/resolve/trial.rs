//! Trial numbers: every record that names the trial.

use super::super::Event;
use super::super::batch::Known;
use super::super::client::Client;
use super::{Candidates, found};
use crate::id::{Nct, Pmid};
use crate::source::Answer;

/// Records of one trial, at most.
pub(in super::super) const MOST_OF_TRIAL: u64 = 500;

pub(in super::super) fn term(nct: Nct) -> String {
    format!("{nct}[si] OR {nct}[tiab]")
}

pub(super) async fn candidates(client: &Client, nct: Nct) -> Candidates {
    let reply = client.search(&term(nct), 0, MOST_OF_TRIAL, false).await?;
    if reply.count > MOST_OF_TRIAL {
        client.tell(Event::Warning(format!(
            "{nct}: only the first {MOST_OF_TRIAL} of {} records are looked at",
            reply.count
        )));
    }
    Ok(reply.ids.iter().filter_map(|n| Pmid::new(*n)).map(|pmid| (pmid, "nct")).collect())
}

/// Every record that names the trial, in its data banks or its text.
pub(super) fn answer(nct: Nct, candidates: &[(Pmid, &'static str)], known: &Known) -> Answer {
    let mut out = Vec::new();
    let mut failed = None;
    for (pmid, route) in candidates {
        match known.get(pmid) {
            Some(Ok(fetched)) if fetched.record.trials.iter().any(|t| t.nct == nct) => {
                out.push(found(fetched, route))
            }
            Some(Err(error)) => failed = Some(error.clone()),
            _ => {}
        }
    }
    out.sort_by_key(|f| f.record.pmid);
    match failed {
        Some(error) => Answer::Failed(error),
        None if out.is_empty() => Answer::NotFound { asked: vec!["[si]".to_owned(), "[tiab]".to_owned()] },
        None => Answer::Found(out),
    }
}
