//! Europe PMC and the PMC ID converter: asked where PubMed's own search does not find a DOI, and for PMCIDs.

use std::collections::HashMap;

use serde_json::Value;

use super::client::Client;
use crate::id::{Doi, Pmcid, Pmid};
use crate::source::SourceError;

/// Identifiers in one request of the converter.
const AT_ONCE: usize = 200;

/// The PMIDs Europe PMC knows for a DOI: only of results whose own DOI is this one.
pub(super) async fn europepmc(client: &Client, doi: &Doi) -> Result<Vec<Pmid>, SourceError> {
    let base = format!("{}search", client.config.europepmc_url);
    // Unquoted, the DOI would be searched in parts.
    let query = format!("DOI:\"{}\"", doi.as_str().replace('"', ""));
    let reply = client
        .get_json(&base, &[("query", &query), ("resultType", "lite"), ("format", "json"), ("pageSize", "25")])
        .await?;
    let results = reply["resultList"]["result"].as_array().map(Vec::as_slice).unwrap_or_default();
    Ok(results
        .iter()
        .filter(|r| r["doi"].as_str().is_some_and(|found| found.eq_ignore_ascii_case(doi.as_str())))
        .filter_map(|r| number(&r["pmid"]).and_then(Pmid::new))
        .collect())
}

/// The PMID the converter knows for a DOI. "Not found" there means only: not in PubMed Central.
pub(super) async fn idconv_doi(client: &Client, doi: &Doi) -> Result<Option<Pmid>, SourceError> {
    let reply = convert(client, doi.as_str(), "doi").await?;
    Ok(records(&reply)
        .find(|r| r["doi"].as_str().is_some_and(|found| found.eq_ignore_ascii_case(doi.as_str())))
        .and_then(|r| number(&r["pmid"]).and_then(Pmid::new)))
}

/// The PMIDs of PMCIDs, as far as the converter knows them.
pub(super) async fn idconv_pmcids(
    client: &Client,
    ids: &[Pmcid],
) -> Result<HashMap<Pmcid, Pmid>, SourceError> {
    let mut out = HashMap::new();
    for batch in ids.chunks(AT_ONCE) {
        let list: Vec<String> = batch.iter().map(ToString::to_string).collect();
        let reply = convert(client, &list.join(","), "pmcid").await?;
        for record in records(&reply) {
            let name = record["pmcid"].as_str().or_else(|| record["requested-id"].as_str()).unwrap_or("");
            let pmcid = name.split('.').next().and_then(|n| n.parse::<Pmcid>().ok());
            if let (Some(pmcid), Some(pmid)) = (pmcid, number(&record["pmid"]).and_then(Pmid::new)) {
                out.insert(pmcid, pmid);
            }
        }
    }
    Ok(out)
}

async fn convert(client: &Client, ids: &str, kind: &str) -> Result<Value, SourceError> {
    let mut query =
        vec![("ids", ids), ("idtype", kind), ("format", "json"), ("tool", client.config.tool.as_str())];
    if let Some(email) = &client.config.email {
        query.push(("email", email.reveal()));
    }
    let base = client.config.idconv_url.clone();
    client.get_json(&base, &query).await
}

fn records(reply: &Value) -> impl Iterator<Item = &Value> {
    reply["records"].as_array().into_iter().flatten().filter(|r| r["status"].as_str() != Some("error"))
}

/// A number that may come as a number or as text.
fn number(value: &Value) -> Option<u32> {
    match value {
        Value::Number(n) => n.as_u64().and_then(|n| u32::try_from(n).ok()),
        Value::String(s) => s.trim().parse().ok(),
        _ => None,
    }
}
