//! PMC's ID converter and Europe PMC's search.

use serde_json::json;

use super::State;
use super::article::Article;
use super::http::{Reply, Request};

/// Knows articles that have a PMCID, no others.
pub(crate) fn idconv(state: &State, request: &Request) -> Reply {
    let ids: Vec<&str> =
        request.param("ids").unwrap_or("").split(',').map(str::trim).filter(|i| !i.is_empty()).collect();
    let kind = |id: &&str| {
        if id.starts_with("10.") {
            "doi"
        } else if id.to_ascii_uppercase().starts_with("PMC") {
            "pmcid"
        } else {
            "pmid"
        }
    };
    let mixed = ids.iter().any(|i| kind(i) != ids.first().map_or("", kind));
    if ids.is_empty() || ids.len() > 200 || mixed {
        return Reply::json(400, r#"{"status":"error","message":"Invalid request"}"#);
    }
    let mut records = Vec::new();
    for id in ids {
        let same = |a: &&Article| {
            a.has_doi(id)
                || a.pmcid.as_deref().is_some_and(|p| p.eq_ignore_ascii_case(id))
                || a.pmid.to_string() == id
        };
        let article = state.store.articles.values().filter(|a| a.pmcid.is_some()).find(same);
        records.push(match article.filter(|_| state.switches.idconv) {
            Some(a) => {
                let pmid =
                    if state.switches.idconv_strings { json!(a.pmid.to_string()) } else { json!(a.pmid) };
                json!({"requested-id": id, "pmcid": a.pmcid, "pmid": pmid, "doi": a.dois.first()})
            }
            None => json!({"requested-id": id, "status": "error", "errmsg": "Identifier not found in PMC"}),
        });
    }
    // The order is not the asked one.
    records.reverse();
    let reply = json!({"status": "ok", "response-date": "2026-01-01 00:00:00", "request": {"format": "json"}, "records": records});
    Reply::json(200, reply.to_string())
}

/// `DOI:"…"` finds that DOI, `DOI:…` without quotes anything that holds it; `EXT_ID:… AND SRC:MED`; `PMCID:…`.
pub(crate) fn europepmc(state: &State, request: &Request) -> Reply {
    let query = request.param("query").unwrap_or("");
    let value = |name: &str| {
        let rest = query.split_once(name)?.1;
        Some(match rest.strip_prefix('"') {
            Some(quoted) => (quoted.split('"').next().unwrap_or("").to_owned(), true),
            None => (rest.split_whitespace().next().unwrap_or("").to_owned(), false),
        })
    };
    let keep = |a: &&Article| {
        if let Some((pmid, _)) = value("EXT_ID:") {
            return a.pmid.to_string() == pmid;
        }
        if let Some((pmcid, _)) = value("PMCID:") {
            return a.pmcid.as_deref() == Some(&pmcid);
        }
        match value("DOI:") {
            Some((doi, true)) => a.has_doi(&doi),
            Some((doi, false)) => {
                a.dois.iter().any(|d| doi.get(..7).is_some_and(|start| d.starts_with(start)))
            }
            None => false,
        }
    };
    let found: Vec<_> = if state.switches.europepmc {
        let result = |a: &Article| {
            let doi = a.dois.first().map(|d| d.to_ascii_lowercase());
            json!({"id": a.pmid.to_string(), "source": "MED", "pmid": a.pmid.to_string(), "pmcid": a.pmcid, "doi": doi, "title": a.title})
        };
        state.store.articles.values().filter(keep).map(result).collect()
    } else {
        Vec::new()
    };
    let reply = json!({"version": "6.9", "hitCount": found.len(), "nextCursorMark": "*", "request": {"queryString": query}, "resultList": {"result": found}});
    Reply::json(200, reply.to_string())
}
