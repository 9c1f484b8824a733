//! The emulated service against its contract, asked over a bare TCP connection: a test of the tests.

mod server;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use server::store::Store;
use server::{Server, Switches, UnknownDoi};

/// Sends raw text and reads until the service closes: status, head, body out of its chunks.
fn raw(address: SocketAddr, text: &str) -> (u16, String, Vec<u8>) {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(text.as_bytes()).unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let mut all = Vec::new();
    let _ = stream.read_to_end(&mut all);
    let Some(end) = all.windows(4).position(|w| w == b"\r\n\r\n") else { return (0, String::new(), all) };
    let head = String::from_utf8(all[..end].to_vec()).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let (mut rest, mut body) = (&all[end + 4..], Vec::new());
    while let Some(line) = rest.windows(2).position(|w| w == b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..line]).unwrap(), 16).unwrap();
        if size == 0 {
            break;
        }
        body.extend(&rest[line + 2..line + 2 + size]);
        rest = &rest[line + 4 + size..];
    }
    (status, head, body)
}

fn get(server: &Server, target: &str) -> (u16, String) {
    let (status, _, body) = raw(server.address(), &format!("GET {target} HTTP/1.1\r\nHost: x\r\n\r\n"));
    (status, String::from_utf8_lossy(&body).into_owned())
}

fn post(server: &Server, route: &str, body: &str) -> (u16, String) {
    let text = format!(
        "POST /entrez/eutils/{route}.fcgi HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let (status, _, body) = raw(server.address(), &text);
    (status, String::from_utf8_lossy(&body).into_owned())
}

fn search(server: &Server, term: &str) -> String {
    let encoded: String = term.bytes().map(|b| format!("%{b:02X}")).collect();
    post(server, "esearch", &format!("db=pubmed&retmax=100&term={encoded}")).1
}

fn ids(reply: &str) -> Vec<&str> {
    reply.split("<Id>").skip(1).map(|r| r.split('<').next().unwrap()).collect()
}

fn started(switches: Switches) -> Server {
    Server::start(Store::made(90_100_001, 40), switches)
}

#[test]
fn a_doi_search_is_answered_in_the_recorded_shape() {
    let server = started(Switches::default());
    let reply = search(&server, "\"10.5555/MADE.90100007\"[doi]");
    assert_eq!(
        reply,
        "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<!DOCTYPE eSearchResult PUBLIC \"-//NLM//DTD esearch 20060628//EN\" \"https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20060628/esearch.dtd\">\n<eSearchResult><Count>1</Count><RetMax>1</RetMax><RetStart>0</RetStart><IdList>\n<Id>90100007</Id>\n</IdList><TranslationSet/><QueryTranslation>\"10.5555/MADE.90100007\"[doi]</QueryTranslation></eSearchResult>\n"
    );
}

#[test]
fn the_search_language() {
    let server = started(Switches::default());
    for (term, wanted) in [
        ("10.5555/made.90100002[doi]", "90100002"),
        ("\"10.5555/made.90100002\"[aid] OR \"10.5555/made.90100004\"[lid]", "90100004 90100002"),
        ("90100003[uid]", "90100003"),
        ("90100003:90100005[UID]", "90100005 90100004 90100003"),
        ("(NCT90100009[si]) OR (NCT90100009[tiab])", "90100009"),
        ("(all[sb]) AND 90100001:90100002[uid]", "90100002 90100001"),
        ("all[sb] NOT 90100002:90100040[uid]", "90100001"),
        ("PMC90100008[pmcid]", "90100008"),
        ("number 90100006[tiab]", "90100006"),
        ("\"2001/01/01\"[edat] : \"2001/12/31\"[edat]", "90100026 90100001"),
        ("10.5555/cited.by.90100001[doi]", ""),
        ("90100002[uid] OR 12[uid]", "90100002"),
    ] {
        assert_eq!(ids(&search(&server, term)).join(" "), wanted, "{term}");
    }
}

#[test]
fn an_unknown_doi_is_answered_in_four_ways() {
    let unknown = "\"10.5555/nobody\"[doi]";
    let reply = search(&started(Switches::default()), unknown);
    assert!(reply.contains("<Count>0</Count>") && reply.contains("<IdList/>"), "{reply}");
    assert!(
        reply.contains("<ErrorList><PhraseNotFound>10.5555/nobody[doi]</PhraseNotFound></ErrorList>"),
        "{reply}"
    );
    assert!(reply.contains("<OutputMessage>No items found.</OutputMessage>"), "{reply}");

    let with = |unknown_doi| started(Switches { unknown_doi, ..Switches::default() });
    let reply = search(&with(UnknownDoi::QuotedPhraseNotFound), unknown);
    assert!(!reply.contains("ErrorList"), "{reply}");
    assert!(
        reply.contains("<QuotedPhraseNotFound>\"10.5555/nobody\"[doi]</QuotedPhraseNotFound>"),
        "{reply}"
    );

    let reply = search(&with(UnknownDoi::Unrelated(3)), unknown);
    assert_eq!(ids(&reply), ["90100040", "90100039", "90100038"]);

    let citing = with(UnknownDoi::Citing);
    let record = server::article::Article::made(90_100_001).xml();
    citing.lock().store.add(&record);
    assert_eq!(ids(&search(&citing, "\"10.5555/cited.by.90100001\"[doi]")), ["90100001"]);
}

#[test]
fn a_form_of_search_can_be_the_only_one_that_answers() {
    let server = started(Switches { rungs: vec!["aid".to_owned()], ..Switches::default() });
    assert!(ids(&search(&server, "\"10.5555/made.90100002\"[doi]")).is_empty());
    assert!(ids(&search(&server, "10.5555/made.90100002[doi]")).is_empty());
    assert_eq!(ids(&search(&server, "\"10.5555/made.90100002\"[aid]")), ["90100002"]);
}

#[test]
fn records_come_in_the_recorded_envelope() {
    let server = started(Switches::default());
    let (status, reply) = post(&server, "efetch", "db=pubmed&retmode=xml&id=90100002,99999999,90100001");
    assert_eq!(status, 200);
    assert!(reply.starts_with("<?xml version=\"1.0\" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC \"-//NLM//DTD PubMedArticle, 1st January 2025//EN\" \"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd\">\n<PubmedArticleSet>\n<PubmedArticle>"));
    assert!(reply.ends_with("</PubmedArticle>\n</PubmedArticleSet>"));
    assert_eq!(reply.matches("<PubmedArticle>").count(), 2);
    assert!(reply.find("made.90100002").unwrap() < reply.find("made.90100001").unwrap());

    let (_, reply) = post(&server, "efetch", "db=pubmed&retmode=xml&id=99999999");
    assert_eq!(reply.len(), 206, "the recorded empty set has 206 bytes");
    let (status, reply) = post(&server, "efetch", "db=pubmed&retmode=xml&id=00000000");
    assert_eq!((status, reply.contains("ID list is empty!")), (400, true));
    let (_, reply) = post(&server, "efetch", "db=pubmed&id=90100001");
    assert!(reply.starts_with("Pubmed-entry"), "without retmode=xml there is no XML");
}

#[test]
fn history_keeps_sets_and_forgets_them() {
    let server = started(Switches::default());
    let (_, reply) = post(&server, "epost", "db=pubmed&id=90100001,90100002,90100003");
    let web_env = reply.split("<WebEnv>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert!(web_env.starts_with("MCID_") && web_env.len() == 29, "{web_env}");
    let fetch = |rest: &str| {
        post(&server, "efetch", &format!("db=pubmed&retmode=xml&query_key=1&WebEnv={web_env}{rest}"))
    };
    assert_eq!(fetch("").1.matches("<PubmedArticle>").count(), 3);
    let (_, page) = fetch("&retstart=1&retmax=1");
    assert!(page.contains("made.90100002<") && !page.contains("made.90100001<"));
    assert_eq!(fetch("&retstart=3").0, 400);
    server.script("efetch", "expire");
    assert!(fetch("").1.contains("Unable to obtain query #1"));
    assert_eq!(post(&server, "epost", "db=pubmed&id=1&retmode=json").0, 500);
}

#[test]
fn caps_of_a_search() {
    let server = Server::start(Store::made(90_100_001, 10_050), Switches::default());
    let (_, reply) = post(&server, "esearch", "db=pubmed&term=all[sb]&retmax=20000");
    assert!(reply.contains("<Count>10050</Count><RetMax>9999</RetMax>"), "{}", &reply[..400]);
    assert!(reply.contains("Restrictions achieved"));
    let (status, reply) = post(&server, "esearch", "db=pubmed&term=all[sb]&retstart=9999");
    assert!(status == 200 && reply.contains("cannot be larger than 9998"), "{reply}");
    let (_, reply) = post(&server, "esearch", "db=pubmed&term=all[sb]&retstart=9999&retmode=json");
    assert!(serde_json::from_str::<serde_json::Value>(&reply).is_err(), "a raw line break is in the string");
}

#[test]
fn the_window_of_a_second_is_kept_with_the_callers_address_in_the_refusal() {
    let server = started(Switches { rate: Some((3, 10)), retry_after: Some(2), ..Switches::default() });
    let ask = || {
        raw(
            server.address(),
            "GET /entrez/eutils/esearch.fcgi?db=pubmed&term=1[uid] HTTP/1.1\r\nHost: x\r\n\r\n",
        )
    };
    for left in ["2", "1", "0"] {
        let (status, head, _) = ask();
        assert_eq!(status, 200);
        assert!(head.contains(&format!("X-RateLimit-Remaining: {left}")), "{head}");
    }
    let (status, head, body) = ask();
    assert_eq!(status, 429);
    assert!(head.contains("Retry-After: 2"), "{head}");
    let wanted = r#"{"error":"API rate limit exceeded","api-key":"203.0.113.77","count":"4","limit":"3"}"#;
    assert_eq!(String::from_utf8_lossy(&body), wanted);
}

#[test]
fn keys_and_long_addresses_are_refused() {
    let server = started(Switches { keys: vec!["good".to_owned()], ..Switches::default() });
    for (key, status) in [("good", 200), ("bad", 400), ("", 400)] {
        let target = format!("/entrez/eutils/esearch.fcgi?db=pubmed&term=1[uid]&api_key={key}");
        assert_eq!(get(&server, &target).0, status, "{key}");
    }
    let long = format!("/entrez/eutils/efetch.fcgi?db=pubmed&id={}", "90100001,".repeat(500));
    assert_eq!(get(&server, &long).0, 414);
}

#[test]
fn every_fault_of_the_catalogue_can_be_sent() {
    let server = started(Switches::default());
    for (fault, status, part) in [
        ("E1", 429, "\"count\":\"4\""),
        ("E2", 429, "\"count\":\"11\""),
        ("E3", 200, "API rate limit exceeded"),
        ("E4", 400, "API key invalid"),
        ("E5", 400, "ID list is empty!"),
        ("E6", 400, "OUT OF RANGE"),
        ("E7", 400, "proxy_stream()"),
        ("E8", 414, "Request-URI Too Large"),
        ("E9", 500, "WWW Error 500 Diagnostic"),
        ("E10", 500, "error forwarding request"),
        ("E11", 500, "/lbsm/eutils_lb"),
        ("E12", 503, "Unable to route request!"),
        ("E13", 502, "Bad Gateway"),
        ("E14", 200, "down_bethesda"),
        ("E15", 200, "Database is not supported"),
        ("E16", 200, "TXCLIENT"),
        ("E17", 200, "cannot be larger than 9998"),
        ("E18", 200, "<!DOCTYPE eSearchResult"),
        ("E19", 200, ""),
        ("E20", 200, "<eSearchResult>"),
        ("E21", 200, "\u{1}"),
        ("E22", 200, "Too many UIDs"),
        ("E23", 500, "Error 500"),
        ("E24", 200, "<ERROR/></eSearchResult>"),
        ("E25", 301, ""),
        ("503", 503, "Service Unavailable"),
        ("504", 504, "Gateway Timeout"),
        ("trunc:300", 200, "<eSearchResult>"),
        ("blank", 200, ""),
        ("slow-drip", 200, "</eSearchResult>"),
        ("reset", 0, ""),
    ] {
        server.script("esearch", fault);
        let target = "/entrez/eutils/esearch.fcgi?db=pubmed&term=90100001[uid]";
        let (got, body) = get(&server, target);
        assert_eq!(got, status, "{fault}");
        assert!(body.contains(part), "{fault}: {body}");
        assert!(get(&server, target).1.ends_with("</eSearchResult>\n"), "after {fault} all is well again");
    }
    assert_eq!(server::fault::script("E1*2, ok, E9*").len(), 4);
}

#[test]
fn the_two_other_services() {
    let server = started(Switches::default());
    let (_, reply) = get(&server, "/tools/idconv/api/v1/articles/?ids=PMC90100002,PMC1&format=json");
    assert!(reply.contains(r#""pmid":90100002"#) && reply.contains("Identifier not found in PMC"), "{reply}");
    let search = "/europepmc/webservices/rest/search?format=json&query=";
    let (_, reply) = get(&server, &format!("{search}DOI:%2210.5555/made.90100003%22"));
    assert!(reply.contains(r#""hitCount":1"#) && reply.contains(r#""pmid":"90100003""#), "{reply}");
    let (_, reply) = get(&server, &format!("{search}DOI:10.5555/made.90100003"));
    assert!(reply.contains(r#""hitCount":40"#), "without quotes it finds others too: {reply}");
}

#[test]
fn own_identifiers_are_told_from_those_of_references() {
    let article = server::article::Article::read(&server::article::Article::made(90_100_001).xml());
    assert_eq!(article.dois, ["10.5555/made.90100001"]);
    assert_eq!(article.pmcid.as_deref(), Some("PMC90100001"));
    assert_eq!(article.trials, ["NCT90100001"]);
    assert_eq!(article.entered, (2001, 5, 6));
    assert_eq!(article.citation, ["invent med", "2001", "7", "90100001"]);
    let sici = br#"<PubmedArticle><PMID>5</PMID><PubmedData><ArticleIdList><ArticleId IdType="doi">10.1002/(SICI)1096(1996)65:4&lt;277::AID-X&gt;3.0.CO;2-M</ArticleId></ArticleIdList></PubmedData></PubmedArticle>"#;
    assert_eq!(
        server::article::Article::read(sici).dois,
        ["10.1002/(SICI)1096(1996)65:4<277::AID-X>3.0.CO;2-M"]
    );
}
