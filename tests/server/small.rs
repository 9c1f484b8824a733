//! The utilities litx asks seldom or never: esummary, ecitmatch, espell, einfo.

use serde_json::json;

use super::State;
use super::http::{Reply, Request};
use super::{fault, records};

pub(crate) fn esummary(state: &mut State, request: &Request) -> Reply {
    let json = request.param("retmode") == Some("json");
    if request.param("id").is_none() && request.param("query_key").is_none() {
        return fault::error("esummary", 200, "Neither query_key nor id specified");
    }
    let ids = match records::wanted(state, request) {
        Ok(ids) => ids,
        Err(_) if json => return Reply::json(200, r#"{"esummaryresult":["Empty id list - nothing todo"]}"#),
        Err(_) => return fault::error("esummary", 200, "Empty id list - nothing todo"),
    };
    if json && ids.len() > 500 {
        let body = r#"{"header":{"type":"esummary","version":"0.3"},"error":"Too many UIDs in request. Maximum number of UIDs is 500 for JSON format output."}"#;
        return Reply::json(200, body);
    }
    let mut result = serde_json::Map::new();
    result.insert("uids".to_owned(), json!(ids.iter().map(u32::to_string).collect::<Vec<_>>()));
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<!DOCTYPE eSummaryResult PUBLIC \"-//NLM//DTD esummary v1 20041029//EN\" \"https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20041029/esummary-v1.dtd\">\n<eSummaryResult>\n".to_owned();
    for id in ids {
        let article = state.store.get(id);
        let value = match article {
            Some(a) => {
                let mut ids = vec![json!({"idtype": "pubmed", "idtypen": 1, "value": a.pmid.to_string()})];
                ids.extend(a.dois.first().map(|d| json!({"idtype": "doi", "idtypen": 3, "value": d})));
                json!({"uid": a.pmid.to_string(), "title": a.title, "articleids": ids})
            }
            None => json!({"uid": id.to_string(), "error": "cannot get document summary"}),
        };
        result.insert(id.to_string(), value);
        if let Some(a) = article {
            let title = a.title.replace('&', "&amp;").replace('<', "&lt;");
            xml += &format!(
                "<DocSum>\n\t<Id>{}</Id>\n\t<Item Name=\"Title\" Type=\"String\">{title}</Item>\n</DocSum>\n",
                a.pmid
            );
        }
    }
    if json {
        return Reply::json(
            200,
            json!({"header": {"type": "esummary", "version": "0.3"}, "result": result}).to_string(),
        );
    }
    Reply::xml(200, xml + "</eSummaryResult>\n")
}

/// One line a citation, the answer last; the author is left out on a miss.
pub(crate) fn ecitmatch(state: &State, request: &Request) -> Reply {
    let mut out = String::new();
    for line in request.param("bdata").unwrap_or("").split(['\r', '\n']).filter(|l| !l.trim().is_empty()) {
        let fields: Vec<&str> = line.split('|').map(str::trim).collect();
        let [journal, year, volume, page, author, key, ..] = fields[..] else { continue };
        if journal.is_empty() {
            // The service loses this line and all that follow.
            break;
        }
        let same = |a: &&super::article::Article| {
            let [j, _, v, p] = &a.citation;
            *j == journal.replace('.', "").to_lowercase() && v == volume && p == page
        };
        let found: Vec<u32> = state.store.articles.values().filter(same).map(|a| a.pmid).collect();
        let answer = match found[..] {
            [] => format!("{journal}|{year}|{volume}|{page}||{key}|NOT_FOUND"),
            [one] => format!("{journal}|{year}|{volume}|{page}|{author}|{key}|{one}"),
            _ => format!(
                "{journal}|{year}|{volume}|{page}|{author}|{key}|AMBIGUOUS ({} citations)",
                found.len()
            ),
        };
        out += &(answer + "\n");
    }
    Reply::new(200, "text/plain; charset=UTF-8", out)
}

pub(crate) fn espell(request: &Request) -> Reply {
    if request.param("retmode") == Some("json") {
        return Reply::new(
            500,
            "text/html",
            "<!DOCTYPE html><html><head><title>Error 500</title></head></html>",
        );
    }
    let term = request.param("term").unwrap_or("").replace('&', "&amp;").replace('<', "&lt;");
    Reply::xml(
        200,
        format!(
            "<?xml version=\"1.0\"?>\n<!DOCTYPE eSpellResult PUBLIC \"-//NLM//DTD eSpellResult, 23 November 2004//EN\" \"https://www.ncbi.nlm.nih.gov/entrez/query/DTD/eSpell.dtd\">\n<eSpellResult>\n\t<Database>pubmed</Database>\n\t<Query>{term}</Query>\n\t<CorrectedQuery></CorrectedQuery>\n\t<SpelledQuery/>\n\t<ERROR/>\n</eSpellResult>\n"
        ),
    )
}

pub(crate) fn einfo(request: &Request) -> Reply {
    match request.param("db") {
        None => Reply::xml(
            200,
            "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<!DOCTYPE eInfoResult PUBLIC \"-//NLM//DTD einfo 20130322//EN\" \"https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20130322/einfo.dtd\">\n<eInfoResult>\n<DbList>\n\t<DbName>pubmed</DbName>\n</DbList>\n</eInfoResult>\n",
        ),
        Some("pubmed") => Reply::xml(
            200,
            "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<!DOCTYPE eInfoResult PUBLIC \"-//NLM//DTD einfo 20130322//EN\" \"https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20130322/einfo.dtd\">\n<eInfoResult>\n\t<DbInfo>\n\t<DbName>pubmed</DbName>\n\t<MenuName>PubMed</MenuName>\n\t<Count>39730388</Count>\n\t<LastUpdate>2025/11/27 01:02</LastUpdate>\n\t</DbInfo>\n</eInfoResult>\n",
        ),
        Some(other) => Reply::xml(
            200,
            format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<eInfoResult>\n\t<ERROR>Can not retrieve DbInfo for db={}</ERROR>\n</eInfoResult>\n",
                other.replace('<', "&lt;")
            ),
        ),
    }
}
