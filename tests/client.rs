//! The library's client against the emulated service: replies cut everywhere, a search with more records than one search
//! gives, a history that is forgotten. `tests/fetch.rs` walks the scenarios with the binary.

#![cfg(feature = "fetch")]

mod server;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::time::Duration;

use litx::id::Identifier;
use litx::source::eutils::{Config, Eutils, Secret};
use litx::source::{Answer, Source};
use server::article::Article;
use server::store::Store;
use server::{Server, Switches};

fn client(server: &Server, deadline: Duration) -> Eutils {
    let config = Config {
        eutils_url: server.eutils_url(),
        idconv_url: server.idconv_url(),
        europepmc_url: server.europepmc_url(),
        email: Secret::new("who@example.org"),
        min_gap: Some(Duration::from_millis(1)),
        deadline,
        ..Config::default()
    };
    Eutils::new(config).unwrap()
}

#[derive(Debug, Default)]
struct Outcome {
    found: BTreeMap<String, BTreeSet<u32>>,
    missing: BTreeSet<String>,
    failed: BTreeMap<String, String>,
    ambiguous: BTreeSet<String>,
    said: String,
    whole_run: Option<String>,
}

fn ask(client: &Eutils, words: &[String]) -> Result<Outcome, String> {
    let ids: Result<Vec<Identifier>, _> = words.iter().map(|w| w.parse::<Identifier>()).collect();
    let ids = ids.map_err(|e| e.to_string())?;
    let mut outcome = Outcome::default();
    let mut seen = BTreeSet::new();
    let mut each = |place: usize, answer: Answer| {
        assert!(seen.insert(place), "one answer for each");
        let word = words[place].clone();
        match answer {
            Answer::Found(found) => {
                outcome
                    .found
                    .insert(word, found.iter().filter_map(|f| f.record.pmid).map(|p| p.get()).collect());
            }
            Answer::NotFound { .. } => {
                outcome.missing.insert(word);
            }
            Answer::Ambiguous(_) => {
                outcome.ambiguous.insert(word);
            }
            Answer::Failed(error) => {
                outcome.said += &format!("{} {}\n", error.message, error.help.unwrap_or_default());
                outcome.failed.insert(word, error.code.to_owned());
            }
        }
        true
    };
    if let Err(error) = client.fetch(&ids, &mut each) {
        outcome.said += &format!("{} {}\n", error.message, error.help.unwrap_or_default());
        outcome.whole_run = Some(error.code.to_owned());
    } else {
        assert_eq!(seen.len(), words.len(), "an answer for everyone");
    }
    Ok(outcome)
}

/// All items, eight at a time: they wait more than they work.
fn at_once<T: Send>(items: Vec<T>, work: impl Fn(T) -> Vec<String> + Sync) {
    let (queue, wrong) = (Mutex::new(items), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                while let Some(item) = { queue.lock().unwrap().pop() } {
                    let problems = work(item);
                    wrong.lock().unwrap().extend(problems);
                }
            });
        }
    });
    let mut wrong = wrong.into_inner().unwrap();
    wrong.sort();
    assert!(wrong.is_empty(), "{} problems:\n{}", wrong.len(), wrong.join("\n"));
}

/// A reply of three records that always stops at some byte: each of the three is whole or a failure, never missing.
#[test]
fn a_reply_cut_anywhere_is_whole_or_an_error() {
    let store = Store::made(90_100_001, 3);
    let length = server::records::whole_reply(&store).len();
    assert!(length > 5000, "{length}");
    let places = (0..length).step_by(997).chain([length - 1]);
    let cuts: Vec<String> = places.flat_map(|n| [format!("trunc:{n}*"), format!("cut:{n}*")]).collect();
    at_once(cuts, |script| {
        let server = Server::start(store.clone(), Switches::default());
        server.script("efetch", &script);
        let client = client(&server, Duration::from_secs(2));
        let words = ["90100001", "90100002", "90100003"].map(str::to_owned);
        let outcome = ask(&client, &words).unwrap();
        let mut wrong = Vec::new();
        let answered = outcome.found.len() + outcome.failed.len();
        let whole =
            outcome.found.iter().all(|(input, pmids)| *pmids == BTreeSet::from([input.parse().unwrap()]));
        if !outcome.missing.is_empty() || !whole || (answered != 3 && outcome.whole_run.is_none()) {
            wrong.push(format!("{script}: {outcome:?}"));
        }
        wrong
    });
}

/// A search reply that stops at some byte, once or always, never makes a DOI that PubMed has "not in PubMed".
#[test]
fn a_search_reply_cut_anywhere_is_never_no_hits() {
    let cuts: Vec<String> =
        (0..420).step_by(23).flat_map(|n| ["trunc", "cut"].map(|how| format!("{how}:{n}*"))).collect();
    at_once(cuts, |script| {
        let server = Server::start(Store::made(90_100_001, 3), Switches::default());
        server.script("esearch", &script);
        server.script("europepmc", "503*");
        server.script("idconv", "503*");
        let client = client(&server, Duration::from_secs(1));
        let outcome = ask(&client, &["10.5555/made.90100002".to_owned()]).unwrap();
        let right = outcome.missing.is_empty() && outcome.found.len() + outcome.failed.len() == 1;
        if right { Vec::new() } else { vec![format!("{script}: {outcome:?}")] }
    });
}

/// 25,000 records of one search: all of them, each once, though one search gives 9,999.
#[test]
fn a_search_with_more_than_one_search_gives() {
    let mut store = Store::default();
    store.articles.extend((90_100_001..90_125_001).map(|pmid| (pmid, Article::short(pmid))));
    let server = Server::start(store, Switches { gzip: false, ..Switches::default() });
    let client = client(&server, Duration::from_secs(60));
    let mut seen = BTreeSet::new();
    let mut twice = 0;
    let asked = client
        .query("all[sb]", None, &mut |found| {
            let pmid = found.unwrap().record.pmid.unwrap();
            twice += usize::from(!seen.insert(pmid.get()));
            true
        })
        .unwrap();
    assert_eq!((asked.count, asked.given, seen.len(), twice), (25_000, 25_000, 25_000, 0));
    assert_eq!((seen.first(), seen.last()), (Some(&90_100_001), Some(&90_125_000)));
    let log = server.log();
    assert!(log.iter().all(|e| e.status == 200), "nothing was refused");
    eprintln!("{} requests", log.len());
}

/// A history that is forgotten in the middle of a search is built again: nothing lost, nothing twice.
#[test]
fn a_history_that_expires_midway() {
    for script in ["expire", "ok, expire", "ok, ok, E6", "ok, E20, expire"] {
        let server = Server::start(Store::made(90_100_001, 1200), Switches::default());
        server.script("efetch", script);
        let client = client(&server, Duration::from_secs(20));
        let mut seen = Vec::new();
        let asked = client.query("all[sb]", None, &mut |found| {
            seen.extend(found.unwrap().record.pmid.map(|p| p.get()));
            true
        });
        let asked = asked.unwrap_or_else(|e| panic!("{script}: {e}"));
        seen.sort_unstable();
        assert_eq!(asked.given, 1200, "{script}");
        assert_eq!(seen, (90_100_001..90_101_201).collect::<Vec<u32>>(), "{script}");
    }
}
