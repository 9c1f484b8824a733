//! esearch, in XML and JSON.

use super::State;
use super::fault;
use super::http::{Reply, Request};
use super::term::{self, Hits};

/// What stands before an esearch result.
pub(crate) const PROLOG: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<!DOCTYPE eSearchResult PUBLIC \"-//NLM//DTD esearch 20060628//EN\" \"https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20060628/esearch.dtd\">\n";
/// PubMed gives no more of one search than this.
const MOST: usize = 9_999;

pub(crate) fn answer(state: &mut State, request: &Request) -> Reply {
    let json = request.param("retmode") == Some("json");
    let term = request.param("term").unwrap_or("").to_owned();
    if request.param("db") != Some("pubmed") {
        return failure(json, "Invalid db name specified: nothing");
    }
    if term.trim().is_empty() {
        return failure(json, "Empty term and query_key - nothing todo");
    }
    let start = request.number("retstart").unwrap_or(0);
    if start > MOST - 1 {
        return failure(
            json,
            "Search Backend failed: Exception:\n'retstart' cannot be larger than 9998. For PubMed, ESearch can only retrieve the first 9,999 records matching the query. To obtain more than 9,999 PubMed records, consider using EDirect that contains additional logic to batch PubMed search results automatically so that an arbitrary number can be retrieved.",
        );
    }
    let mut hits = term::search(state, &term);
    if let (Some(from), Some(to)) = (request.param("mindate"), request.param("maxdate")) {
        let (from, to) = (term::date(from, (0, 1, 1)), term::date(to, (9999, 12, 31)));
        let articles = &state.store.articles;
        hits.pmids.retain(|p| articles.get(p).is_some_and(|a| (from..=to).contains(&a.entered)));
    }
    let all: Vec<u32> = hits.pmids.iter().rev().copied().collect();
    let asked = request.number("retmax").unwrap_or(20);
    let restricted = asked > MOST || (start > 0 && start >= all.len());
    let shown: Vec<u32> = all.iter().take(MOST).skip(start).take(asked.min(MOST)).copied().collect();
    let kept = (request.param("usehistory") == Some("y"))
        .then(|| state.remember(request.param("WebEnv"), all.clone()));
    let mut messages = Vec::new();
    if restricted {
        messages
            .push(format!("Restrictions achieved. start and count adjusted to {start}, {}", asked.min(MOST)));
    }
    if all.is_empty() {
        messages.push("No items found.".to_owned());
    }
    let found = Found {
        count: all.len(),
        only_count: request.param("rettype") == Some("count"),
        start,
        shown,
        kept,
        translation: if all.is_empty() { format!("({term})") } else { term },
        hits,
        messages,
    };
    if json { Reply::json(200, found.json()) } else { Reply::xml(200, found.xml()) }
}

fn failure(json: bool, message: &str) -> Reply {
    if json {
        // The line break goes into the string as it is: the service's JSON is not always JSON.
        let body = format!(
            "{{\"header\":{{\"type\":\"esearch\",\"version\":\"0.3\"}},\"esearchresult\":{{\"ERROR\":\"{message}\"}}}}"
        );
        return Reply::json(200, body);
    }
    fault::error("esearch", 200, message)
}

struct Found {
    count: usize,
    only_count: bool,
    start: usize,
    shown: Vec<u32>,
    kept: Option<(String, usize)>,
    translation: String,
    hits: Hits,
    messages: Vec<String>,
}

impl Found {
    fn xml(&self) -> String {
        let mut out = format!("{PROLOG}<eSearchResult><Count>{}</Count>", self.count);
        if self.only_count {
            return out + "</eSearchResult>\n";
        }
        out += &format!("<RetMax>{}</RetMax><RetStart>{}</RetStart>", self.shown.len(), self.start);
        if let Some((web_env, key)) = &self.kept {
            out += &format!("<QueryKey>{key}</QueryKey><WebEnv>{web_env}</WebEnv>");
        }
        if self.shown.is_empty() {
            out += "<IdList/>";
        } else {
            out += "<IdList>\n";
            for pmid in &self.shown {
                out += &format!("<Id>{pmid}</Id>\n");
            }
            out += "</IdList>";
        }
        out +=
            &format!("<TranslationSet/><QueryTranslation>{}</QueryTranslation>", escaped(&self.translation));
        let list = |name: &str, values: &[String]| {
            values.iter().map(|v| format!("<{name}>{}</{name}>", escaped(v))).collect::<String>()
        };
        let errors = list("PhraseNotFound", &self.hits.phrases_not_found)
            + &list("FieldNotFound", &self.hits.fields_not_found);
        if !errors.is_empty() {
            out += &format!("<ErrorList>{errors}</ErrorList>");
        }
        let warnings = list("QuotedPhraseNotFound", &self.hits.quoted_not_found)
            + &list("OutputMessage", &self.messages);
        if !warnings.is_empty() {
            out += &format!("<WarningList>{warnings}</WarningList>");
        }
        out + "</eSearchResult>\n"
    }

    fn json(&self) -> String {
        use serde_json::json;
        let mut result = json!({"count": self.count.to_string()});
        if !self.only_count {
            let ids: Vec<String> = self.shown.iter().map(u32::to_string).collect();
            result["retmax"] = json!(self.shown.len().to_string());
            result["retstart"] = json!(self.start.to_string());
            if let Some((web_env, key)) = &self.kept {
                result["querykey"] = json!(key.to_string());
                result["webenv"] = json!(web_env);
            }
            result["idlist"] = json!(ids);
            result["translationset"] = json!([]);
            result["querytranslation"] = json!(self.translation);
            if !self.hits.phrases_not_found.is_empty() || !self.hits.fields_not_found.is_empty() {
                result["errorlist"] = json!({"phrasesnotfound": self.hits.phrases_not_found, "fieldsnotfound": self.hits.fields_not_found});
            }
            if !self.hits.quoted_not_found.is_empty() || !self.messages.is_empty() {
                result["warninglist"] = json!({"phrasesignored": [], "quotedphrasesnotfound": self.hits.quoted_not_found, "outputmessages": self.messages});
            }
        }
        json!({"header": {"type": "esearch", "version": "0.3"}, "esearchresult": result}).to_string()
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
