//! Replies: what a body is, before anything is read from it. The status alone proves nothing: failures arrive with 200,
//! passing faults with 400.

use quick_xml::Reader;
use quick_xml::events::Event;

/// What a reply is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A whole document without an error in it.
    Good,
    /// Too many requests.
    RateLimited,
    /// Worth asking again.
    Transient(String),
    /// The key is refused.
    BadKey,
    /// None of the identifiers has the form of one.
    NoIds,
    /// The address was too long.
    TooLong,
    /// A history set has no such range.
    OutOfRange,
    /// A history set is gone.
    HistoryLost,
    /// It is said to be found elsewhere; nobody is told a key because of that.
    Moved,
    /// Asking again will not help.
    Permanent(String),
}

impl Class {
    /// The reply began well and did not come to its end.
    pub(super) fn is_cut_off(&self) -> bool {
        matches!(self, Class::Transient(why) if why.contains("cut off"))
    }

    /// In a word, for the log.
    pub(super) fn name(&self) -> String {
        match self {
            Class::Good => "good".to_owned(),
            Class::RateLimited => "rate limited".to_owned(),
            Class::Transient(why) => format!("transient: {why}"),
            Class::BadKey => "key refused".to_owned(),
            Class::NoIds => "no valid identifier".to_owned(),
            Class::TooLong => "address too long".to_owned(),
            Class::OutOfRange => "out of range".to_owned(),
            Class::HistoryLost => "history lost".to_owned(),
            Class::Moved => "redirected".to_owned(),
            Class::Permanent(why) => format!("refused: {why}"),
        }
    }
}

/// Classifies a reply of an E-utility that was asked for XML.
pub(super) fn classify(status: u16, body: &[u8]) -> Class {
    let text = String::from_utf8_lossy(&body[..body.len().min(4096)]);
    let head = text.trim_start_matches('\u{feff}').trim_start();
    if status == 429 || head.starts_with('{') && head.contains("API rate limit exceeded") {
        return Class::RateLimited;
    }
    if status == 414 {
        return Class::TooLong;
    }
    if (300..400).contains(&status) {
        return Class::Moved;
    }
    if head.is_empty() {
        return Class::Transient("the reply is empty".to_owned());
    }
    if head.starts_with('{') {
        return json_error(status, head);
    }
    let lower = head
        .get(..200.min(head.len()))
        .map_or_else(|| head.chars().take(100).collect(), str::to_owned)
        .to_ascii_lowercase();
    if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
        let title = html_title(head);
        return match status {
            401 | 403 | 404 | 405 => Class::Permanent(format!("status {status}: {title}")),
            _ => Class::Transient(title),
        };
    }
    if !head.starts_with('<') {
        return Class::Transient(format!("the reply is no XML: {}", first_line(head)));
    }
    let document = match Document::read(body) {
        Ok(document) => document,
        Err(why) => return Class::Transient(why),
    };
    match document.error {
        Some(error) => of_error(&error),
        None if status >= 500 => Class::Transient(format!("status {status}")),
        None if matches!(status, 401 | 403 | 404 | 405) => Class::Permanent(format!("status {status}")),
        None if status >= 400 => Class::Transient(format!("status {status}")),
        None => Class::Good,
    }
}

/// The text of an error decides; only a short list of them is final.
fn of_error(error: &str) -> Class {
    let has = |part: &str| error.contains(part);
    if has("proxy_stream()") || has("PubOne service") || has("<html") || has("502 ") {
        return Class::Transient(first_line(error));
    }
    if has("ID list is empty") || has("Empty id list") || has("Empty ID list") {
        return Class::NoIds;
    }
    if has("OUT OF RANGE") {
        return Class::OutOfRange;
    }
    if has("Unable to obtain query") || has("WebEnv") || has("Cannot retrieve history") {
        return Class::HistoryLost;
    }
    let last = [
        "retstart' cannot be larger",
        "Invalid db name",
        "Neither query_key nor id",
        "Invalid uid",
        "Too many UIDs",
    ];
    if last.iter().any(|part| has(part)) {
        return Class::Permanent(first_line(error));
    }
    Class::Transient(first_line(error))
}

fn json_error(status: u16, head: &str) -> Class {
    if head.contains("API key invalid") {
        return Class::BadKey;
    }
    if head.contains("Too many UIDs") || head.contains("Invalid uid") {
        return Class::Permanent("the service refuses the list of numbers".to_owned());
    }
    Class::Transient(format!("status {status}, an error in place of records"))
}

fn first_line(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or("");
    line.chars().filter(|c| !c.is_control()).take(160).collect()
}

fn html_title(head: &str) -> String {
    let lower = head.to_ascii_lowercase();
    let title = lower.find("<title>").and_then(|from| {
        let rest = head.get(from + 7..)?;
        rest.get(..rest.to_ascii_lowercase().find("</title>")?)
    });
    match title {
        Some(title) => format!("a web page in place of records: {}", first_line(title)),
        None if lower.contains("down_bethesda") => "the service is down for maintenance".to_owned(),
        None => "a web page in place of records".to_owned(),
    }
}

/// A whole XML document: its root, and the first error it carries right below.
struct Document {
    error: Option<String>,
}

impl Document {
    /// Walks the document once. What does not close, or holds no element, is no document.
    fn read(body: &[u8]) -> Result<Self, String> {
        // A set of records is not walked: it is long, its parser does that, and it carries no error; but it must close.
        let root = root_name(body).ok_or_else(|| "the reply has a head and no content".to_owned())?;
        if root == "PubmedArticleSet" {
            let closed = body.trim_ascii_end().ends_with(b"</PubmedArticleSet>")
                || body.trim_ascii_end().ends_with(b"/>");
            return if closed { Ok(Self { error: None }) } else { Err("the reply was cut off".to_owned()) };
        }
        let mut reader = Reader::from_reader(body);
        let (mut depth, mut error, mut inside) = (0usize, String::new(), false);
        let mut closed = false;
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => {
                    depth += 1;
                    inside = depth == 2 && matches!(tag.name().as_ref(), "ERROR" | "error");
                }
                Ok(Event::End(_)) => {
                    depth = depth.saturating_sub(1);
                    inside = false;
                    closed = depth == 0;
                }
                Ok(Event::Empty(_)) => closed |= depth == 0,
                Ok(Event::Text(text)) if inside && error.len() < 4096 => {
                    error.push_str(text.as_ref());
                }
                Ok(Event::CData(text)) if inside && error.len() < 4096 => {
                    error.push_str(text.as_ref());
                }
                Ok(Event::GeneralRef(name)) if inside && error.len() < 4096 => match name.as_ref() {
                    "lt" => error.push('<'),
                    "gt" => error.push('>'),
                    "amp" => error.push('&'),
                    "apos" => error.push('\''),
                    "quot" => error.push('"'),
                    _ => error.push(' '),
                },
                Ok(Event::Eof) => break,
                Err(why) => return Err(format!("the reply is damaged: {why}")),
                Ok(_) => {}
            }
        }
        if !closed {
            return Err("the reply was cut off".to_owned());
        }
        let error = error.trim().to_owned();
        Ok(Self { error: (!error.is_empty()).then_some(error) })
    }
}

/// The name of the first element, prolog and doctype passed over.
fn root_name(body: &[u8]) -> Option<String> {
    let mut reader = Reader::from_reader(body);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) => return Some(tag.name().as_ref().to_owned()),
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// What a search answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Searched {
    /// How many records match, whatever was returned.
    pub(super) count: u64,
    /// The numbers returned.
    pub(super) ids: Vec<u32>,
    /// The history set, if asked for.
    pub(super) history: Option<(String, String)>,
    /// How the service understood the query.
    pub(super) translation: String,
    /// Phrases and fields it did not find, and other remarks.
    pub(super) warnings: Vec<String>,
    /// Whether a phrase or field was not found: the rest of the query was searched in its place.
    pub(super) not_found: bool,
}

/// Reads a reply of `esearch` that was classified as good.
pub(super) fn searched(body: &[u8]) -> Result<Searched, String> {
    let mut reader = Reader::from_reader(body);
    let mut out = Searched::default();
    let (mut env, mut key) = (None, None);
    let mut path: Vec<String> = Vec::new();
    let mut text = String::new();
    let mut counted = false;
    loop {
        match reader.read_event().map_err(|e| e.to_string())? {
            Event::Start(tag) => {
                if path.len() > 16 {
                    return Err("nested too deeply".to_owned());
                }
                path.push(tag.name().as_ref().to_owned());
                text.clear();
            }
            Event::Text(part) => text.push_str(part.as_ref()),
            Event::GeneralRef(name) => match name.as_ref() {
                "lt" => text.push('<'),
                "gt" => text.push('>'),
                "amp" => text.push('&'),
                "quot" => text.push('"'),
                "apos" => text.push('\''),
                _ => {}
            },
            Event::End(_) => {
                let name = path.pop().unwrap_or_default();
                let value = text.trim();
                match (path.len(), name.as_str()) {
                    // A `Count` further down is of one term.
                    (1, "Count") => {
                        out.count = value.parse().map_err(|_| format!("count `{value}` is no number"))?;
                        counted = true;
                    }
                    (2, "Id") => out.ids.push(value.parse().map_err(|_| format!("`{value}` is no PMID"))?),
                    (1, "WebEnv") => env = Some(value.to_owned()),
                    (1, "QueryKey") => key = Some(value.to_owned()),
                    (1, "QueryTranslation") => out.translation = value.to_owned(),
                    (2, "PhraseNotFound" | "FieldNotFound" | "QuotedPhraseNotFound") => {
                        out.not_found = true;
                        out.warnings.push(format!("not found: {value}"));
                    }
                    (2, "PhraseIgnored" | "OutputMessage") => out.warnings.push(value.to_owned()),
                    _ => {}
                }
                text.clear();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    out.history = env.zip(key);
    if counted { Ok(out) } else { Err("the reply holds no count".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_of_the_catalogue_is_told_apart() {
        let html = "<!DOCTYPE html><html><head><title>Bad Gateway</title></head><body>down</body></html>";
        let fetch_error =
            |text: &str| format!("<?xml version=\"1.0\"?><eFetchResult><ERROR>{text}</ERROR></eFetchResult>");
        let search_error = |text: &str| format!("<eSearchResult><ERROR>{text}</ERROR></eSearchResult>");
        let limit = r#"{"error":"API rate limit exceeded","api-key":"1.2.3.4","count":"4","limit":"3"}"#;
        let transient = |class: &Class| matches!(class, Class::Transient(_));
        type Case<'a> = (&'a str, u16, String, &'a dyn Fn(&Class) -> bool);
        let cases: Vec<Case<'_>> = vec![
            ("E1", 429, limit.into(), &|c| *c == Class::RateLimited),
            ("E2", 429, r#"{"error":"API rate limit exceeded","count":"11"}"#.into(), &|c| *c == Class::RateLimited),
            ("E3", 200, limit.into(), &|c| *c == Class::RateLimited),
            ("E4", 400, "{\"error\":\"API key invalid\",\"api-key\":\"k\",\"type\":\"invalid\",\n\"status\":\"unknown\"}".into(), &|c| *c == Class::BadKey),
            ("E5", 400, fetch_error("ID list is empty! Possibly it has no correct IDs."), &|c| *c == Class::NoIds),
            ("E6", 400, fetch_error("Cannot retrieve history data: OUT OF RANGE. Parameter retstart"), &|c| *c == Class::OutOfRange),
            ("E7", 400, fetch_error("proxy_stream() failed"), &transient),
            ("E7b", 400, fetch_error("Failed to connect to PubOne service"), &transient),
            ("E8", 414, "Request-URI Too Large".into(), &|c| *c == Class::TooLong),
            ("E9", 500, html.into(), &transient),
            ("E10", 500, r#"{"error":"error forwarding request","api-key":"1.2.3.4","type":"ip","status":"ok"}"#.into(), &transient),
            ("E11", 500, r#"{"error":"/lbsm/eutils_lb -> Neg","status":"ok"}"#.into(), &transient),
            ("E12", 503, "Unable to route request! service name: /http/service/ratecontrol".into(), &transient),
            ("E13", 502, html.into(), &transient),
            ("E14", 200, "<html><body>down_bethesda</body></html>".into(), &transient),
            ("E15", 200, search_error("Search Backend failed: Database is not supported: pubmed"), &transient),
            ("E16", 200, search_error("NCBI C++ Exception: TXCLIENT: EOF"), &transient),
            ("E17", 200, search_error("Search Backend failed: 'retstart' cannot be larger than 9998."), &|c| matches!(c, Class::Permanent(_))),
            ("E18", 200, "<?xml version=\"1.0\" ?>\n<!DOCTYPE PubmedArticleSet>".into(), &transient),
            ("E19", 200, String::new(), &transient),
            ("E20", 200, "<?xml version=\"1.0\"?><PubmedArticleSet><PubmedArticle><Medl".into(), &transient),
            ("E22", 200, r#"{"header":{},"error":"Too many UIDs in request."}"#.into(), &|c| matches!(c, Class::Permanent(_))),
            ("E24", 200, "<eSpellResult><Query>x</Query><ERROR/></eSpellResult>".into(), &|c| *c == Class::Good),
            ("E25", 301, "moved".into(), &|c| *c == Class::Moved),
            ("history", 400, fetch_error("Unable to obtain query #1"), &|c| *c == Class::HistoryLost),
            ("empty set", 200, "<?xml version=\"1.0\" ?><!DOCTYPE PubmedArticleSet PUBLIC \"a\" \"b\"><PubmedArticleSet>\n</PubmedArticleSet>".into(), &|c| *c == Class::Good),
        ];
        for (name, status, body, wanted) in cases {
            let class = classify(status, body.as_bytes());
            assert!(wanted(&class), "{name}: {class:?}");
        }
    }

    #[test]
    fn a_search_is_read_with_its_warnings() {
        let body = br#"<?xml version="1.0" encoding="UTF-8" ?><!DOCTYPE eSearchResult PUBLIC "-//NLM//DTD esearch 20060628//EN" "x">
            <eSearchResult><Count>2</Count><RetMax>2</RetMax><RetStart>0</RetStart><QueryKey>1</QueryKey><WebEnv>MCID_1</WebEnv><IdList>
            <Id>12</Id><Id>7</Id></IdList><TranslationSet/><TranslationStack><TermSet><Term>x</Term><Count>99</Count></TermSet></TranslationStack>
            <QueryTranslation>a &lt; b</QueryTranslation><WarningList><QuotedPhraseNotFound>"x"[doi]</QuotedPhraseNotFound></WarningList></eSearchResult>"#;
        let found = searched(body).unwrap();
        assert_eq!((found.count, found.ids.as_slice()), (2, &[12, 7][..]));
        assert_eq!(found.history, Some(("MCID_1".to_owned(), "1".to_owned())));
        assert_eq!(found.translation, "a < b");
        assert!(found.not_found && found.warnings == ["not found: \"x\"[doi]"]);
        assert!(searched(b"<eSearchResult><IdList/></eSearchResult>").is_err());
    }

    /// Bodies recorded from the service, where they are at hand.
    #[test]
    fn recorded_errors_are_never_taken_for_results() {
        let root = std::env::var("LITX_CORPUS").unwrap_or_else(|_| "../shared/corpus".to_owned());
        let folder =
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(root).join("eutils_responses/errors");
        let Ok(files) = std::fs::read_dir(&folder) else {
            println!("skipped: no recorded replies (LITX_CORPUS)");
            return;
        };
        for file in files {
            let path = file.expect("an entry").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            // An unknown number gives an empty set, and text where text was asked for: neither is an error.
            if name.contains("unknown") || name.contains("biogo") || name.contains("webenv") {
                continue;
            }
            let status =
                name.strip_prefix("http").and_then(|rest| rest.get(..3)?.parse().ok()).unwrap_or(200);
            let class = classify(status, &std::fs::read(&path).expect("readable"));
            assert_ne!(class, Class::Good, "{name}");
        }
    }
}
