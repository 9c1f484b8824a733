//! Everything that can go wrong, by the names of the error catalogue (`E1` to `E25`) and of how bytes leave.
//!
//! A script is a list such as `429, ok, E9*2, trunc:8191, E3*`: one entry a request of its route, `*2` for twice, `*`
//! alone for ever, `ok` for an untouched reply; after its end every reply is untouched.

use std::collections::VecDeque;

use super::CALLER_IP;
use super::http::{Delivery, Reply, Request};

/// One entry of a script.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fault {
    pub(crate) name: String,
    pub(crate) number: usize,
    pub(crate) for_ever: bool,
}

impl Fault {
    pub(crate) fn none() -> Self {
        Self { name: "ok".to_owned(), number: 0, for_ever: false }
    }
}

/// Names that leave the reply's text alone or change it; `E1` to `E25` come on top.
const NAMES: [&str; 21] = [
    "200",
    "ok",
    "429",
    "500",
    "502",
    "503",
    "504",
    "400",
    "414",
    "trunc",
    "cut",
    "empty",
    "blank",
    "prolog",
    "reset",
    "stall",
    "stall-midway",
    "slow-drip",
    "html",
    "expire",
    "corrupt",
];

/// Reads a script.
pub(crate) fn script(text: &str) -> VecDeque<Fault> {
    let mut out = VecDeque::new();
    for entry in text.split(',').map(str::trim).filter(|e| !e.is_empty()) {
        let (what, times) = entry.split_once('*').unwrap_or((entry, "1"));
        let (name, number) = what.split_once(':').unwrap_or((what, "0"));
        let known = NAMES.contains(&name)
            || name.strip_prefix('E').and_then(|n| n.parse().ok()).is_some_and(|n: u8| (1..=25).contains(&n));
        assert!(known, "no fault is called `{name}`");
        let number = number.parse().unwrap_or_else(|_| panic!("`{entry}`: not a number of bytes"));
        let fault = Fault { name: name.to_owned(), number, for_ever: times.is_empty() };
        let times = if times.is_empty() { 1 } else { times.parse().expect("a number after `*`") };
        out.extend(std::iter::repeat_n(fault, times));
    }
    out
}

/// E1, with the caller's key or address in it, as the service does.
pub(crate) fn rate_limited(
    status: u16,
    request: &Request,
    count: usize,
    limit: usize,
    retry_after: Option<u64>,
) -> Reply {
    let caller = caller(request);
    let body = format!(
        r#"{{"error":"API rate limit exceeded","api-key":"{caller}","count":"{count}","limit":"{limit}"}}"#
    );
    let mut reply = Reply::json(status, body);
    if let Some(seconds) = retry_after.filter(|_| status == 429) {
        reply.headers.push(("Retry-After".to_owned(), seconds.to_string()));
    }
    reply
}

/// E4: the key comes back in the body.
pub(crate) fn bad_key(request: &Request) -> Reply {
    let key = request.param("api_key").unwrap_or("");
    Reply::new(
        400,
        "application/json",
        format!(
            "{{\"error\":\"API key invalid\",\"api-key\":\"{key}\",\"type\":\"invalid\",\n\"status\":\"unknown\"}}"
        ),
    )
}

/// E8.
pub(crate) fn too_long() -> Reply {
    html(
        414,
        "414 Request-URI Too Large",
        "The requested URL's length exceeds the capacity limit for this server.",
    )
}

/// E5.
pub(crate) fn no_ids() -> Reply {
    error("efetch", 400, "ID list is empty! Possibly it has no correct IDs.")
}

/// An `<ERROR>` in the route's own envelope.
pub(crate) fn error(route: &str, status: u16, message: &str) -> Reply {
    let message = message.replace('&', "&amp;").replace('<', "&lt;");
    Reply::xml(
        status,
        match route {
            "esearch" => {
                format!("{}<eSearchResult><ERROR>{message}</ERROR></eSearchResult>", super::esearch::PROLOG)
            }
            "epost" => format!(
                "{}<ePostResult>\n\t<ERROR>{message}</ERROR>\n</ePostResult>\n",
                super::records::EPOST_PROLOG
            ),
            "esummary" => format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<eSummaryResult>\n\t<ERROR>{message}</ERROR>\n</eSummaryResult>\n"
            ),
            _ => format!("<eFetchResult>\n  <ERROR>{message}</ERROR>\n</eFetchResult>\n"),
        },
    )
}

fn caller(request: &Request) -> String {
    request.param("api_key").filter(|k| !k.is_empty()).unwrap_or(CALLER_IP).to_owned()
}

fn html(status: u16, title: &str, text: &str) -> Reply {
    let body = format!(
        "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01//EN\">\n<html><head><title>{title}</title></head>\n<body><h1>{title}</h1><p>{text}</p></body></html>\n"
    );
    Reply::new(status, "text/html; charset=UTF-8", body)
}

/// The reply that a fault puts in place of the service's own; `None` where it changes that one or leaves it.
pub(crate) fn instead(
    fault: &Fault,
    route: &str,
    request: &Request,
    retry_after: Option<u64>,
    port: u16,
) -> Option<Reply> {
    let silent = |delivery| Reply { delivery, ..Reply::xml(200, "") };
    let caller = caller(request);
    Some(match fault.name.as_str() {
        "E1" | "429" => rate_limited(429, request, 4, 3, retry_after),
        "E2" => Reply::json(429, r#"{"error":"API rate limit exceeded","count":"11"}"#),
        "E3" => rate_limited(200, request, 4, 3, None),
        "E4" => bad_key(request),
        "E5" => no_ids(),
        "E6" => error(
            route,
            400,
            "Cannot retrieve history data: OUT OF RANGE. Parameter retstart=1 + 1 is greater than number of records available in history. History includes 1 IDs.",
        ),
        "E7" | "400" => error(route, 400, "Error: proxy_stream(): Failed to connect to PubOne service"),
        "E8" | "414" => too_long(),
        "E9" | "500" => {
            html(500, "NCBI/eutils202 - WWW Error 500 Diagnostic", "Error 500. Please try again later.")
        }
        "E10" => Reply::json(
            500,
            format!(
                r#"{{"error":"error forwarding request","api-key":"{caller}","type":"ip","status":"ok"}}"#
            ),
        ),
        "E11" => Reply::json(
            500,
            format!(r#"{{"error":"/lbsm/eutils_lb -> Neg","api-key":"{caller}","type":"ip","status":"ok"}}"#),
        ),
        "E12" => Reply::new(
            503,
            "text/plain",
            "Unable to route request! service name: /http/service/ratecontrol\n",
        ),
        "E13" | "502" => html(502, "502 Bad Gateway", "The proxy server received an invalid response."),
        "503" => {
            html(503, "503 Service Unavailable", "The server is temporarily unable to service your request.")
        }
        "504" => html(504, "504 Gateway Timeout", "The gateway did not receive a timely response."),
        "E14" => html(200, "Under maintenance", "<a href=\"/corehtml/down_bethesda.html\">down_bethesda</a>"),
        "html" => html(200, "NCBI - please wait", "One moment."),
        "E15" => error(route, 200, "Search Backend failed: Database is not supported: pubmed"),
        "E16" => error(route, 200, "NCBI C++ Exception:\n    Error: TXCLIENT(CException::eUnknown) \"EOF\""),
        "E17" => error(
            route,
            200,
            "Search Backend failed: Exception:\n'retstart' cannot be larger than 9998. For PubMed, ESearch can only retrieve the first 9,999 records matching the query.",
        ),
        "E18" | "prolog" => Reply::xml(
            200,
            match route {
                "esearch" => super::esearch::PROLOG,
                _ => super::records::PROLOG,
            },
        ),
        "E19" | "empty" => Reply::xml(200, ""),
        "blank" => Reply::xml(200, " \n\n"),
        "E22" => Reply::json(
            200,
            r#"{"header":{"type":"esummary","version":"0.3"},"error":"Too many UIDs in request. Maximum number of UIDs is 500 for JSON format output."}"#,
        ),
        "E23" => html(500, "NCBI/eutils202 - WWW Error 500 Diagnostic", "Error 500. Unsupported output."),
        // `localhost` is another host than the 127.0.0.1 that was asked, and whoever follows is in the log.
        "E25" => {
            let mut reply = Reply::new(301, "text/html", "");
            reply.headers.push(("Location".to_owned(), format!("http://localhost:{port}/elsewhere/{route}")));
            reply
        }
        "reset" => silent(Delivery::HangUp),
        "stall" => silent(Delivery::Stall),
        _ => return None,
    })
}

/// The service's own reply with the fault in it.
pub(crate) fn changed(fault: &Fault, mut reply: Reply) -> Reply {
    match fault.name.as_str() {
        "trunc" => reply.body.truncate(fault.number),
        "cut" => reply.delivery = Delivery::Cut(fault.number),
        "E20" => reply.delivery = Delivery::Cut(reply.body.len() * 2 / 3),
        "E21" | "corrupt" => {
            let middle = reply.body.len() / 2;
            reply.body.splice(middle..middle, [0x01, 0x0f, 0xff]);
        }
        "E24" => {
            if let Some(at) = last_closing_tag(&reply.body) {
                reply.body.splice(at..at, b"<ERROR/>".iter().copied());
            }
        }
        "slow-drip" => reply.delivery = Delivery::Drip,
        "stall-midway" => reply.delivery = Delivery::StallMidway,
        _ => {}
    }
    reply
}

fn last_closing_tag(body: &[u8]) -> Option<usize> {
    body.windows(2).rposition(|w| w == b"</")
}
