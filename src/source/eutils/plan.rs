//! The requests that identifiers would lead to, for a dry run.

use super::batch::BATCH;
use super::client::Client;
use super::request::Request;
use super::resolve::doi::{DOIS_AT_ONCE, any_of, most_of};
use super::resolve::trial;
use crate::id::{Doi, Identifier, Pmid};

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
                lines.push(Request::search(&trial::term(*nct), 0, trial::MOST_OF_TRIAL, false).line())
            }
            Identifier::Pmcid(pmcid) => {
                lines.push(format!("GET {} ids={pmcid} idtype=pmcid format=json", client.config.idconv_url));
            }
            _ => {}
        }
    }
    for chunk in pmids.chunks(BATCH) {
        lines.push(Request::fetch(chunk).line());
    }
    lines
}
