//! DOIs: one search for many, then the rungs of the ladder for each that is left.

use std::collections::{BTreeSet, HashSet};

use super::super::batch::{Known, fetch};
use super::super::client::Client;
use super::super::{Event, sisters};
use super::{MOST_HITS, Routes, found};
use crate::id::{Doi, Identifier, Pmid};
use crate::record::RecordKind;
use crate::source::{Answer, Found, SourceError};

/// DOIs asked for in one search.
pub(in super::super) const DOIS_AT_ONCE: usize = 50;

/// How a DOI is put to the search: the route's name, and the term where the DOI allows it.
type Rung = (&'static str, fn(&str) -> Option<String>);

/// The rungs of the ladder, in order.
const RUNGS: [Rung; 4] = [
    ("\"doi\"[doi]", |doi| Some(format!("\"{doi}\"[doi]"))),
    ("doi[doi]", |doi| (!doi.contains(['(', ')', '[', ']', ' '])).then(|| format!("{doi}[doi]"))),
    ("\"doi\"[aid]", |doi| Some(format!("\"{doi}\"[aid]"))),
    ("\"doi\"[lid]", |doi| Some(format!("\"{doi}\"[lid]"))),
];

/// The sisters that did not answer in this run: they are not waited for again.
pub(super) type Silent = BTreeSet<&'static str>;

/// One search for many DOIs; which record is whose is told by the records' own DOIs alone. Gives the places of those that
/// were searched for together with others.
pub(super) async fn candidates(client: &Client, ids: &[Identifier], routes: &mut Routes) -> HashSet<usize> {
    let mut together = HashSet::new();
    let dois: Vec<(usize, &Doi)> = ids
        .iter()
        .enumerate()
        .filter_map(|(i, id)| if let Identifier::Doi(doi) = id { Some((i, doi)) } else { None })
        .collect();
    for chunk in dois.chunks(DOIS_AT_ONCE) {
        let names: Vec<&Doi> = chunk.iter().map(|(_, doi)| *doi).collect();
        if names.len() > 1 {
            together.extend(chunk.iter().map(|(i, _)| *i));
        }
        match client.search(&any_of(&names), 0, most_of(names.len()), false).await {
            Ok(reply) => {
                let garbage = reply.count > most_of(names.len()) || names.len() == 1 && reply.not_found;
                let list: Vec<(Pmid, &'static str)> =
                    reply.ids.iter().filter_map(|n| Pmid::new(*n)).map(|pmid| (pmid, RUNGS[0].0)).collect();
                for (i, _) in chunk {
                    routes.insert(*i, Ok(if garbage { Vec::new() } else { list.clone() }));
                }
            }
            Err(error) => {
                for (i, _) in chunk {
                    routes.insert(*i, Err(error.clone()));
                }
            }
        }
    }
    together
}

/// `"a"[doi] OR "b"[doi]`
pub(in super::super) fn any_of(dois: &[&Doi]) -> String {
    let terms: Vec<String> = dois.iter().filter_map(|doi| (RUNGS[0].1)(&plain(doi))).collect();
    terms.join(" OR ")
}

pub(in super::super) fn most_of(dois: usize) -> u64 {
    MOST_HITS * dois as u64
}

/// The DOI as it may stand within quotes.
fn plain(doi: &Doi) -> String {
    doi.as_str().replace('"', "")
}

/// Records among the candidates that carry the DOI.
fn own(doi: &Doi, candidates: &[(Pmid, &'static str)], known: &Known) -> Result<Vec<Found>, SourceError> {
    let mut out: Vec<Found> = Vec::new();
    let mut failed = None;
    for (pmid, route) in candidates {
        match known.get(pmid) {
            Some(Ok(fetched))
                if fetched.record.has_doi(doi)
                    && out.iter().all(|f| f.record.pmid != fetched.record.pmid) =>
            {
                out.push(found(fetched, route));
            }
            Some(Err(error)) => failed = Some(error.clone()),
            _ => {}
        }
    }
    match failed {
        Some(error) if out.is_empty() => Err(error),
        _ => Ok(out),
    }
}

pub(super) async fn answer(
    client: &Client,
    doi: &Doi,
    first: &[(Pmid, &'static str)],
    alone: bool,
    known: &mut Known,
    silent: &mut Silent,
) -> Answer {
    match own(doi, first, known) {
        Ok(records) if !records.is_empty() => return one_of(records),
        Err(error) if alone => return Answer::Failed(error),
        Ok(_) | Err(_) => {}
    }
    let mut asked: Vec<String> = if alone { vec![RUNGS[0].0.to_owned()] } else { Vec::new() };
    for (route, term) in &RUNGS[usize::from(alone)..] {
        let Some(term) = term(&plain(doi)) else { continue };
        asked.push((*route).to_owned());
        let reply = match client.search(&term, 0, MOST_HITS, false).await {
            Ok(reply) => reply,
            Err(error) => return Answer::Failed(error),
        };
        // Many hits, or a phrase that was not found, mean that something else was searched.
        if reply.count == 0 || reply.count > MOST_HITS || reply.not_found {
            continue;
        }
        match try_candidates(
            client,
            doi,
            reply.ids.iter().filter_map(|n| Pmid::new(*n)).collect(),
            route,
            known,
        )
        .await
        {
            Ok(records) if !records.is_empty() => return one_of(records),
            Ok(_) => {}
            Err(error) => return Answer::Failed(error),
        }
    }
    // Whether a record is in PubMed is PubMed's to say, and it has answered on every rung. The sisters only help to find
    // what its search misses; one that cannot be asked is named, and is not waited for again in this run.
    for route in ["europepmc", "idconv"] {
        if silent.contains(route) {
            asked.push(format!("{route} (did not answer)"));
            continue;
        }
        let suggested = match route {
            "europepmc" => sisters::europepmc(client, doi).await,
            _ => sisters::idconv_doi(client, doi).await.map(|pmid| pmid.into_iter().collect()),
        };
        match suggested {
            Ok(pmids) => {
                asked.push(route.to_owned());
                match try_candidates(client, doi, pmids, route, known).await {
                    Ok(records) if !records.is_empty() => return one_of(records),
                    Ok(_) => {}
                    Err(error) => return Answer::Failed(error),
                }
            }
            Err(error) => {
                let name = if route == "europepmc" { "Europe PMC" } else { "the PMC ID converter" };
                client.tell(Event::Warning(format!("{name} could not be asked as well: {}", error.message)));
                asked.push(format!("{route} (did not answer)"));
                silent.insert(route);
            }
        }
    }
    Answer::NotFound { asked }
}

async fn try_candidates(
    client: &Client,
    doi: &Doi,
    pmids: Vec<Pmid>,
    route: &'static str,
    known: &mut Known,
) -> Result<Vec<Found>, SourceError> {
    fetch(client, &pmids, known).await;
    let candidates: Vec<(Pmid, &'static str)> = pmids.into_iter().map(|pmid| (pmid, route)).collect();
    own(doi, &candidates, known)
}

/// One record; of several, the article among chapters; else it stays open which is meant.
fn one_of(records: Vec<Found>) -> Answer {
    if records.len() == 1 {
        return Answer::Found(records);
    }
    let articles = records.iter().filter(|f| f.record.kind == RecordKind::Article).count();
    if articles == 1 {
        return Answer::Found(records.into_iter().filter(|f| f.record.kind == RecordKind::Article).collect());
    }
    Answer::Ambiguous(records)
}
