//! Identifiers to records. A record answers an identifier only when it carries it as its **own**: PubMed's search may
//! answer an unknown DOI with other papers, and records list the DOIs of what they cite.

pub(super) mod doi;
mod pmcid;
pub(super) mod trial;

use std::collections::{HashMap, HashSet};

use super::batch::{BATCH, Fetched, Known, fetch};
use super::client::Client;
use crate::id::{Identifier, Pmid};
use crate::source::{Answer, Found, RawRecord, SourceError};
use doi::Silent;

/// More hits than this for one DOI are a search for something else.
const MOST_HITS: u64 = 10;
/// What a search or the converter suggests for an identifier, with the route: candidates until a record is seen.
type Candidates = Result<Vec<(Pmid, &'static str)>, SourceError>;

/// Candidates by the place of their identifier.
type Routes = HashMap<usize, Candidates>;

/// Answers every identifier once.
pub(super) async fn run(
    client: &Client,
    ids: &[Identifier],
    each: &mut dyn FnMut(usize, Answer) -> bool,
) -> Result<(), SourceError> {
    let mut known = Known::new();
    let mut silent = Silent::new();
    // What a search or the converter suggests, before any record is seen.
    let mut routes = Routes::new();
    let together = doi::candidates(client, ids, &mut routes).await;
    pmcid::candidates(client, ids, &mut routes).await;
    for (i, id) in ids.iter().enumerate() {
        match id {
            Identifier::Pmid(pmid) => {
                routes.insert(i, Ok(vec![(*pmid, "pmid")]));
            }
            Identifier::Nct(nct) => {
                routes.insert(i, trial::candidates(client, *nct).await);
            }
            _ => {}
        }
    }
    // How many identifiers are still to be answered that a record may belong to.
    let mut open: HashMap<Pmid, usize> = HashMap::new();
    for pmid in routes.values().flat_map(|route| pmids_of(Some(route))) {
        *open.entry(pmid).or_default() += 1;
    }
    // Answers go out in groups, so that a long list shows progress and an interruption keeps what was fetched.
    let mut from = 0;
    while from < ids.len() {
        let mut wanted: Vec<Pmid> = Vec::new();
        let mut named = HashSet::new();
        let mut to = from;
        while to < ids.len() && wanted.len() < BATCH {
            wanted.extend(pmids_of(routes.get(&to)).filter(|pmid| named.insert(*pmid)));
            to += 1;
        }
        fetch(client, &wanted, &mut known).await;
        for (i, id) in ids.iter().enumerate().take(to).skip(from) {
            let route = routes.remove(&i);
            let alone = !together.contains(&i);
            let suggested: Vec<Pmid> = pmids_of(route.as_ref()).collect();
            let answer = answer(client, id, route, alone, &mut known, &mut silent).await;
            for pmid in suggested {
                *open.entry(pmid).or_default() -= 1;
            }
            if !each(i, answer) {
                return Ok(());
            }
        }
        // A record stays in memory only as long as an identifier further on may be its own.
        known.retain(|pmid, _| open.get(pmid).is_some_and(|n| *n > 0));
        from = to;
    }
    Ok(())
}

fn pmids_of(route: Option<&Candidates>) -> impl Iterator<Item = Pmid> {
    route.and_then(|route| route.as_ref().ok()).into_iter().flatten().map(|(pmid, _)| *pmid)
}

/// `alone` is whether a DOI was searched for by itself: what a search for several misses may be lost among what it gives
/// for the others, and is searched for once more.
async fn answer(
    client: &Client,
    id: &Identifier,
    route: Option<Candidates>,
    alone: bool,
    known: &mut Known,
    silent: &mut Silent,
) -> Answer {
    let candidates = match route {
        Some(Ok(candidates)) => candidates,
        Some(Err(error)) => return Answer::Failed(error),
        None => Vec::new(),
    };
    match id {
        Identifier::Pmid(pmid) => match known.get(pmid) {
            Some(Ok(fetched)) => Answer::Found(vec![found(fetched, "pmid")]),
            Some(Err(error)) => Answer::Failed(error.clone()),
            None => Answer::NotFound { asked: vec!["efetch".to_owned()] },
        },
        Identifier::Doi(doi) => doi::answer(client, doi, &candidates, alone, known, silent).await,
        Identifier::Pmcid(pmcid) => pmcid::answer(client, *pmcid, &candidates, known).await,
        Identifier::Nct(nct) => trial::answer(*nct, &candidates, known),
    }
}

fn found(fetched: &Fetched, route: &str) -> Found {
    let raw =
        RawRecord::new(fetched.raw.clone(), "eutils".to_owned(), route.to_owned(), Some(fetched.fetched_at));
    Found { record: fetched.record.clone(), raw }
}
