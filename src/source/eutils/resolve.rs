//! Identifiers to records. A record answers an identifier only when it carries it as its **own**: PubMed's search may
//! answer an unknown DOI with other papers, and records list the DOIs of what they cite.

use std::collections::HashMap;

use super::batch::{Fetched, Known, fetch};
use super::client::Client;
use super::request::Request;
use super::{Event, sisters};
use crate::id::{Doi, Identifier, Nct, Pmcid, Pmid};
use crate::record::RecordKind;
use crate::source::{Answer, Found, RawRecord, SourceError};

/// More hits than this for one DOI are a search for something else.
const MOST_HITS: u64 = 10;
/// DOIs asked for in one search.
const DOIS_AT_ONCE: usize = 50;
/// Records of one trial, at most.
const MOST_OF_TRIAL: u64 = 500;

/// How a DOI is put to the search: the route's name, and the term where the DOI allows it.
type Rung = (&'static str, fn(&str) -> Option<String>);

/// What a search or the converter suggests for an identifier, with the route: candidates until a record is seen.
type Candidates = Result<Vec<(Pmid, &'static str)>, SourceError>;

/// The rungs of the ladder, in order.
const RUNGS: [Rung; 4] = [
    ("\"doi\"[doi]", |doi| Some(format!("\"{doi}\"[doi]"))),
    ("doi[doi]", |doi| (!doi.contains(['(', ')', '[', ']', ' '])).then(|| format!("{doi}[doi]"))),
    ("\"doi\"[aid]", |doi| Some(format!("\"{doi}\"[aid]"))),
    ("\"doi\"[lid]", |doi| Some(format!("\"{doi}\"[lid]"))),
];

/// The sisters that did not answer in this run: they are not waited for again.
type Silent = std::collections::BTreeSet<&'static str>;

/// The requests a run would start with, masked.
pub(super) fn plan(client: &Client, ids: &[Identifier]) -> Vec<String> {
    let mut lines = Vec::new();
    let pmids: Vec<Pmid> =
        ids.iter().filter_map(|id| if let Identifier::Pmid(p) = id { Some(*p) } else { None }).collect();
    let dois: Vec<&Doi> =
        ids.iter().filter_map(|id| if let Identifier::Doi(d) = id { Some(d) } else { None }).collect();
    for chunk in dois.chunks(DOIS_AT_ONCE) {
        lines.push(Request::search(&any_of(chunk), 0, most_of(chunk.len()), false).line());
        lines.push("POST efetch.fcgi db=pubmed retmode=xml id=(the numbers found)".to_owned());
    }
    for id in ids {
        match id {
            Identifier::Nct(nct) => {
                lines.push(Request::search(&trial_term(*nct), 0, MOST_OF_TRIAL, false).line())
            }
            Identifier::Pmcid(pmcid) => {
                lines.push(format!("GET {} ids={pmcid} idtype=pmcid format=json", client.config.idconv_url));
            }
            _ => {}
        }
    }
    for chunk in pmids.chunks(super::batch::BATCH) {
        lines.push(Request::fetch(chunk).line());
    }
    lines
}

/// Answers every identifier once.
pub(super) async fn run(
    client: &Client,
    ids: &[Identifier],
    each: &mut dyn FnMut(usize, Answer) -> bool,
) -> Result<(), SourceError> {
    let mut known = Known::new();
    let mut silent = Silent::new();
    // What a search or the converter suggests, before any record is seen.
    let mut routes: HashMap<usize, Candidates> = HashMap::new();
    candidates_of_dois(client, ids, &mut routes).await;
    candidates_of_pmcids(client, ids, &mut routes).await;
    for (i, id) in ids.iter().enumerate() {
        match id {
            Identifier::Pmid(pmid) => {
                routes.insert(i, Ok(vec![(*pmid, "pmid")]));
            }
            Identifier::Nct(nct) => {
                routes.insert(i, candidates_of_trial(client, *nct).await);
            }
            _ => {}
        }
    }
    // Answers go out in groups, so that a long list shows progress and an interruption keeps what was fetched.
    let order: Vec<usize> = (0..ids.len()).collect();
    let mut from = 0;
    while from < order.len() {
        let mut wanted: Vec<Pmid> = Vec::new();
        let mut to = from;
        while to < order.len() && wanted.len() < super::batch::BATCH {
            if let Some(Ok(list)) = routes.get(&to) {
                wanted.extend(list.iter().map(|(pmid, _)| *pmid));
            }
            to += 1;
        }
        fetch(client, &wanted, &mut known).await;
        for i in order[from..to].iter().copied() {
            let answer = answer(client, &ids[i], routes.remove(&i), &mut known, &mut silent).await;
            if !each(i, answer) {
                return Ok(());
            }
        }
        from = to;
    }
    Ok(())
}

async fn answer(
    client: &Client,
    id: &Identifier,
    route: Option<Candidates>,
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
        Identifier::Doi(doi) => doi_answer(client, doi, &candidates, known, silent).await,
        Identifier::Pmcid(pmcid) => pmcid_answer(client, *pmcid, &candidates, known).await,
        Identifier::Nct(nct) => trial_answer(*nct, &candidates, known),
    }
}

fn found(fetched: &Fetched, route: &str) -> Found {
    let raw =
        RawRecord::new(fetched.raw.clone(), "eutils".to_owned(), route.to_owned(), Some(fetched.fetched_at));
    Found { record: fetched.record.clone(), raw }
}

/// One search for many DOIs; which record is whose is told by the records' own DOIs alone.
async fn candidates_of_dois(client: &Client, ids: &[Identifier], routes: &mut HashMap<usize, Candidates>) {
    let dois: Vec<(usize, &Doi)> = ids
        .iter()
        .enumerate()
        .filter_map(|(i, id)| if let Identifier::Doi(doi) = id { Some((i, doi)) } else { None })
        .collect();
    for chunk in dois.chunks(DOIS_AT_ONCE) {
        let names: Vec<&Doi> = chunk.iter().map(|(_, doi)| *doi).collect();
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
}

/// `"a"[doi] OR "b"[doi]`
fn any_of(dois: &[&Doi]) -> String {
    let terms: Vec<String> = dois.iter().filter_map(|doi| (RUNGS[0].1)(&plain(doi))).collect();
    terms.join(" OR ")
}

fn most_of(dois: usize) -> u64 {
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

async fn doi_answer(
    client: &Client,
    doi: &Doi,
    first: &[(Pmid, &'static str)],
    known: &mut Known,
    silent: &mut Silent,
) -> Answer {
    let mut asked = vec![RUNGS[0].0.to_owned()];
    match own(doi, first, known) {
        Ok(records) if !records.is_empty() => return one_of(records),
        Ok(_) => {}
        Err(error) => return Answer::Failed(error),
    }
    for (route, term) in &RUNGS[1..] {
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

async fn candidates_of_pmcids(client: &Client, ids: &[Identifier], routes: &mut HashMap<usize, Candidates>) {
    let wanted: Vec<Pmcid> = ids
        .iter()
        .filter_map(|id| if let Identifier::Pmcid(pmcid) = id { Some(*pmcid) } else { None })
        .collect();
    if wanted.is_empty() {
        return;
    }
    let converted = sisters::idconv_pmcids(client, &wanted).await;
    for (i, id) in ids.iter().enumerate() {
        if let Identifier::Pmcid(pmcid) = id {
            let list = match &converted {
                Ok(map) => map.get(pmcid).map(|pmid| (*pmid, "idconv")).into_iter().collect(),
                // PubMed's own search is asked instead.
                Err(_) => Vec::new(),
            };
            routes.insert(i, Ok(list));
        }
    }
}

async fn pmcid_answer(
    client: &Client,
    pmcid: Pmcid,
    first: &[(Pmid, &'static str)],
    known: &mut Known,
) -> Answer {
    let carries = |known: &Known, pmid: &Pmid| match known.get(pmid) {
        Some(Ok(fetched)) => fetched.record.pmcid == Some(pmcid),
        _ => false,
    };
    let mut asked = vec!["idconv".to_owned()];
    for (pmid, route) in first {
        match known.get(pmid) {
            Some(Ok(fetched)) if carries(known, pmid) => return Answer::Found(vec![found(fetched, route)]),
            Some(Err(error)) => return Answer::Failed(error.clone()),
            _ => {}
        }
    }
    for route in ["[pmcid]", "[aid]"] {
        asked.push(route.to_owned());
        let reply = match client.search(&format!("{pmcid}{route}"), 0, MOST_HITS, false).await {
            Ok(reply) => reply,
            Err(error) => return Answer::Failed(error),
        };
        if reply.count == 0 || reply.count > MOST_HITS || reply.not_found {
            continue;
        }
        let pmids: Vec<Pmid> = reply.ids.iter().filter_map(|n| Pmid::new(*n)).collect();
        fetch(client, &pmids, known).await;
        for pmid in &pmids {
            match known.get(pmid) {
                Some(Ok(fetched)) if carries(known, pmid) => {
                    return Answer::Found(vec![found(fetched, route)]);
                }
                Some(Err(error)) => return Answer::Failed(error.clone()),
                _ => {}
            }
        }
    }
    Answer::NotFound { asked }
}

fn trial_term(nct: Nct) -> String {
    format!("{nct}[si] OR {nct}[tiab]")
}

async fn candidates_of_trial(client: &Client, nct: Nct) -> Candidates {
    let reply = client.search(&trial_term(nct), 0, MOST_OF_TRIAL, false).await?;
    if reply.count > MOST_OF_TRIAL {
        client.tell(Event::Warning(format!(
            "{nct}: only the first {MOST_OF_TRIAL} of {} records are looked at",
            reply.count
        )));
    }
    Ok(reply.ids.iter().filter_map(|n| Pmid::new(*n)).map(|pmid| (pmid, "nct")).collect())
}

/// Every record that names the trial, in its data banks or its text.
fn trial_answer(nct: Nct, candidates: &[(Pmid, &'static str)], known: &Known) -> Answer {
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
