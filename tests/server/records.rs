//! efetch and epost.

use super::fault;
use super::http::{Delivery, Reply, Request};
use super::{State, store::Store};

/// What stands before the records in an efetch reply.
pub(crate) const PROLOG: &str = "<?xml version=\"1.0\" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC \"-//NLM//DTD PubMedArticle, 1st January 2025//EN\" \"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd\">\n";
/// What stands before an epost result.
pub(crate) const EPOST_PROLOG: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<!DOCTYPE ePostResult PUBLIC \"-//NLM//DTD epost 20090526//EN\" \"https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20090526/epost.dtd\">";

pub(crate) fn efetch(state: &mut State, request: &Request) -> Reply {
    if request.param("db") != Some("pubmed") {
        return fault::error("efetch", 400, "Invalid db name specified");
    }
    let ids = match wanted(state, request) {
        Ok(ids) => ids,
        Err(reply) => return reply,
    };
    if request.param("retmode") != Some("xml")
        || request.param("rettype").is_some_and(|t| !t.is_empty() && t != "xml")
    {
        return Reply::new(
            200,
            "text/plain; charset=UTF-8",
            "Pubmed-entry ::= {\n  pmid 1,\n  medent {\n  }\n}\n",
        );
    }
    let mut articles: Vec<_> = ids.iter().filter_map(|id| state.store.get(*id)).collect();
    articles.sort_by_key(|a| a.pmid);
    articles.dedup_by_key(|a| a.pmid);
    if state.switches.shuffle {
        // An order that is neither the asked one nor sorted, and the same in every run.
        articles.sort_by_key(|a| a.pmid.wrapping_mul(2_654_435_761) % 1013);
    } else {
        let place = |pmid: u32| ids.iter().position(|i| state.store.get(*i).is_some_and(|a| a.pmid == pmid));
        if articles.len() <= 500 {
            articles.sort_by_key(|a| place(a.pmid));
        }
    }
    let mut body = format!("{PROLOG}<PubmedArticleSet>").into_bytes();
    for article in &articles {
        let mut xml = article.xml();
        if state.switches.corrupt.contains(&article.pmid) {
            let middle = xml.len() / 2;
            xml.splice(middle..middle, [0x01, b'<', 0x0f]);
        }
        if state.switches.corrupt_number.contains(&article.pmid) {
            // The first digit of its own number.
            let at = xml.windows(6).position(|w| w == b"<PMID ").map_or(0, |start| start + 18);
            xml[at] = 0x0f;
        }
        body.push(b'\n');
        body.extend(xml);
    }
    if !articles.is_empty() || state.switches.break_in_empty_set {
        body.push(b'\n');
    }
    body.extend(b"</PubmedArticleSet>");
    let mut reply = Reply::xml(200, body);
    if state.switches.cut_over.is_some_and(|n| articles.len() > n) {
        reply.delivery = Delivery::Cut(reply.body.len() * 3 / 4);
    }
    reply
}

/// The ids asked for, from the list or from the history; an error reply where there are none.
pub(crate) fn wanted(state: &State, request: &Request) -> Result<Vec<u32>, Reply> {
    let Some(key) = request.number("query_key") else {
        let list = request.param("id").unwrap_or("");
        let ids: Vec<u32> =
            list.split(',').filter_map(|id| id.trim().parse().ok()).filter(|id| *id > 0).collect();
        return if ids.is_empty() { Err(fault::no_ids()) } else { Ok(ids) };
    };
    let set = state
        .history
        .get(request.param("WebEnv").unwrap_or(""))
        .and_then(|sets| sets.get(key.wrapping_sub(1)));
    let Some(set) = set else {
        return Err(fault::error("efetch", 400, &format!("Unable to obtain query #{key}")));
    };
    let start = request.number("retstart").unwrap_or(0);
    if start >= set.len() {
        return Err(fault::error(
            "efetch",
            400,
            &format!(
                "Cannot retrieve history data: OUT OF RANGE. Parameter retstart={start} + 1 is greater than number of records available in history. History includes {} IDs.",
                set.len()
            ),
        ));
    }
    let max = request.number("retmax").unwrap_or(10_000).min(10_000);
    Ok(set.iter().skip(start).take(max).copied().collect())
}

pub(crate) fn epost(state: &mut State, request: &Request) -> Reply {
    if request.param("retmode") == Some("json") {
        return Reply::new(
            500,
            "text/html",
            "<!DOCTYPE html><html><head><title>Error 500</title></head></html>",
        );
    }
    if request.param("db") != Some("pubmed") {
        return fault::error("epost", 200, "Invalid db name specified: nothing");
    }
    let list = request.param("id").unwrap_or("");
    let ids: Vec<u32> =
        list.split(',').filter_map(|id| id.trim().parse().ok()).filter(|id| *id > 0).collect();
    if ids.is_empty() {
        return fault::error("epost", 200, "Empty ID list; Nothing to store");
    }
    let (web_env, key) = state.remember(request.param("WebEnv"), ids.into_iter().take(10_000).collect());
    Reply::xml(
        200,
        format!(
            "{EPOST_PROLOG}<ePostResult>\n\t<QueryKey>{key}</QueryKey>\n\t<WebEnv>{web_env}</WebEnv>\n</ePostResult>\n"
        ),
    )
}

/// The bytes of one whole efetch reply, for tests that cut it.
pub(crate) fn whole_reply(store: &Store) -> Vec<u8> {
    let mut body = format!("{PROLOG}<PubmedArticleSet>\n").into_bytes();
    for article in store.articles.values() {
        body.extend(article.xml());
        body.push(b'\n');
    }
    body.extend(b"</PubmedArticleSet>");
    body
}
