//! PMCIDs: the converter first, then PubMed's own search.

use super::super::batch::{Known, fetch};
use super::super::client::Client;
use super::super::sisters;
use super::{MOST_HITS, Routes, found};
use crate::id::{Identifier, Pmcid, Pmid};
use crate::source::Answer;

pub(super) async fn candidates(client: &Client, ids: &[Identifier], routes: &mut Routes) {
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

pub(super) async fn answer(
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
