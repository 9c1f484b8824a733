//! Fetching, end to end: the real binary against the emulated service.
//!
//! `LITX_SCENARIO=name` runs one scenario file and shows what was said and asked.

#![cfg(feature = "cli")]

#[path = "fetch/judge.rs"]
mod judge;
#[path = "fetch/place.rs"]
mod place;
mod server;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use judge::{problems, promises};
use place::{HANGS, Place};
use server::scenario::Scenario;
use server::store::Store;
use server::{Entry, Server, Switches, UnknownDoi};

fn scenarios() -> Vec<Scenario> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/eutils");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().flatten().map(|e| e.path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    paths.iter().map(|p| Scenario::read(p)).collect()
}

fn walk(scenario: &Scenario, loud: bool) -> Vec<String> {
    let server = scenario.server();
    let mut place = Place::new(&server);
    place.env.extend(scenario.env.clone());
    let mut wrong = Vec::new();
    for (number, run) in scenario.runs.iter().enumerate() {
        server.clear_log();
        let outcome = place.run(&run.words);
        let log = server.log();
        if loud {
            eprintln!("== litx fetch {}\n{}", run.words.join(" "), outcome.output);
            for entry in &log {
                eprintln!(
                    "   {} {} {:?} -> {}",
                    entry.request.method, entry.route, entry.request.params, entry.status
                );
            }
        }
        wrong.extend(
            problems(run, &outcome, &log)
                .into_iter()
                .map(|p| format!("{} run {}: {p}", scenario.name, number + 1)),
        );
    }
    wrong.extend(place.leaks().into_iter().map(|l| format!("{}: {l}", scenario.name)));
    wrong
}

#[test]
fn every_scenario_ends_as_it_says() {
    let one = std::env::var("LITX_SCENARIO").ok();
    let mut all = scenarios();
    assert!(all.len() >= 80, "the scenario files are there");
    all.retain(|s| one.as_ref().is_none_or(|o| s.name.contains(o.as_str())));
    let (queue, wrong) = (Mutex::new(all), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        // They wait more than they work.
        for _ in 0..8 {
            scope.spawn(|| {
                while let Some(scenario) = { queue.lock().unwrap().pop() } {
                    let problems = walk(&scenario, one.is_some());
                    wrong.lock().unwrap().extend(problems);
                }
            });
        }
    });
    let mut wrong = wrong.into_inner().unwrap();
    wrong.sort();
    assert!(wrong.is_empty(), "{} problems:\n{}", wrong.len(), wrong.join("\n"));
}

/// Each record of `fixtures/pubmed` is found by its number, its DOIs and its PMCID; the DOIs it cites do not lead to it.
#[test]
fn the_projects_own_records_by_each_of_their_identifiers() {
    let mut store = Store::default();
    store.add_fixtures(None);
    let mut wanted: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for article in store.articles.values() {
        for input in article.dois.iter().chain(&article.pmcid).cloned().chain([article.pmid.to_string()]) {
            wanted.entry(input.to_lowercase()).or_default().insert(article.pmid);
        }
    }
    wanted.retain(|_, pmids| pmids.len() == 1);
    assert!(wanted.len() >= 60, "{} identifiers", wanted.len());
    let cited: Vec<String> = store.articles.values().flat_map(|a| a.cited()).collect();
    let cited: BTreeSet<String> =
        cited.iter().map(|d| d.to_lowercase()).filter(|d| !wanted.contains_key(d)).collect();
    assert!(!cited.is_empty(), "some fixture cites something");
    let server = Server::start(store, Switches { unknown_doi: UnknownDoi::Citing, ..Switches::default() });
    let place = Place::new(&server);
    let list: Vec<String> = wanted.keys().chain(&cited).cloned().collect();
    let file = place.folder.path().join("ids.txt");
    std::fs::write(&file, list.join("\n")).unwrap();
    let outcome = place.run(&["--ids".to_owned(), file.to_string_lossy().into_owned()]);
    assert_eq!(outcome.failed, BTreeMap::new());
    assert_eq!(outcome.missing, cited);
    assert_eq!(outcome.found, wanted);
    assert_eq!(promises(&outcome, &server.log()), Vec::<String>::new());
    eprintln!("{} identifiers of own records, {} cited DOIs", wanted.len(), cited.len());
}

/// 1,000 identifiers of all kinds, some gone, some never there, some twice: every one answered, in batches.
#[test]
fn a_thousand_identifiers_of_all_kinds() {
    let mut store = Store::made(90_100_001, 900);
    let gone: Vec<u32> = (0..20).map(|i| 90_100_010 + i * 40).collect();
    for pmid in &gone {
        store.articles.remove(pmid);
    }
    let server = Server::start(store, Switches { shuffle: true, ..Switches::default() });
    let place = Place::new(&server);
    let (mut list, mut found, mut missing) =
        (String::from("# what is asked\n\n"), BTreeMap::new(), BTreeSet::new());
    for number in 0..1000_u32 {
        let pmid = 90_100_001 + number;
        let input = match number % 20 {
            0 | 10 => format!("10.5555/made.{pmid}"),
            5 => format!("PMC{pmid}"),
            15 => format!("NCT{:08}", pmid % 100_000_000),
            _ => pmid.to_string(),
        };
        list.push_str(&format!("{input}\n"));
        if number < 900 && !gone.contains(&pmid) {
            found.insert(input, BTreeSet::from([pmid]));
        } else {
            missing.insert(input);
        }
    }
    let file = place.folder.path().join("ids.txt");
    std::fs::write(&file, list).unwrap();
    let outcome = place.run(&["--ids".to_owned(), file.to_string_lossy().into_owned()]);
    assert_eq!(outcome.exit, 1, "{}", outcome.said);
    assert_eq!(outcome.missing, missing);
    assert_eq!(outcome.found, found);
    assert!(
        outcome.failed.is_empty() && outcome.other.is_empty(),
        "{:?} {:?}",
        outcome.failed,
        outcome.other
    );
    let wanted = [("asked", 1000), ("failed", 0), ("found", found.len()), ("not_in_pubmed", missing.len())];
    for (name, count) in wanted {
        assert_eq!(outcome.totals.get(name), Some(&(count as u64)), "{name}");
    }
    let log = server.log();
    assert_eq!(promises(&outcome, &log), Vec::<String>::new());
    assert_eq!(place.leaks(), Vec::<String>::new());
    let count = |route: &str| log.iter().filter(|e| e.route == route).count();
    // 800 numbers alone are 4 batches of 200; DOIs, trials and PMCIDs come on top, the missing ones one by one.
    assert!(count("efetch") <= 80, "{} efetch requests", count("efetch"));
    for entry in log.iter().filter(|e| e.route == "efetch") {
        assert!(entry.param("id").split(',').count() <= 200, "a batch of more than 200");
    }
    eprintln!("requests: {} in all, {} esearch, {} efetch", log.len(), count("esearch"), count("efetch"));
}

/// No window of a second holds more than three requests at the pace that is the default, asked from the server's log.
#[test]
fn the_default_pace_is_kept() {
    let server =
        Server::start(Store::made(90_100_001, 5), Switches { rate: Some((3, 10)), ..Switches::default() });
    let mut place = Place::new(&server);
    place.env.remove("LITX_MIN_GAP_MS");
    let words = ["10.5555/made.90100001", "10.5555/nobody", "NCT90100002", "90100003"].map(str::to_owned);
    let outcome = place.run(&words);
    assert_eq!(outcome.exit, 1, "{}", outcome.output);
    let log = server.log();
    let ours: Vec<&Entry> =
        log.iter().filter(|e| !matches!(e.route.as_str(), "idconv" | "europepmc")).collect();
    assert!(ours.len() >= 5, "enough requests to see a pace: {}", ours.len());
    for four in ours.windows(4) {
        let span = four[3].start.duration_since(four[0].start);
        assert!(span > Duration::from_secs(1), "four requests within {span:?}");
    }
    assert!(log.iter().all(|e| e.status != 429), "nothing was refused");
}

/// Two runs at once on one machine share the pace.
#[test]
fn two_runs_at_once_share_the_pace() {
    let server = Server::start(Store::made(90_100_001, 9), Switches::default());
    let mut place = Place::new(&server);
    place.env.remove("LITX_MIN_GAP_MS");
    let run = |from: u32| {
        let words: Vec<String> = (from..from + 4).map(|n| format!("NCT{n}")).collect();
        place.run(&[vec!["--no-store".to_owned()], words].concat())
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(|| run(90_100_005));
        assert_eq!(run(90_100_001).exit, 0);
        assert_eq!(other.join().unwrap().exit, 0);
    });
    let log = server.log();
    assert_eq!(log.len(), 10, "four searches and one batch of each");
    for four in log.windows(4) {
        let span = four[3].start.duration_since(four[0].start);
        assert!(span > Duration::from_secs(1), "four requests within {span:?}");
    }
}

/// Killed in the middle, the next run asks for what is missing and nothing else.
#[test]
fn a_killed_run_goes_on_where_it_stopped() {
    let slow = Switches { efetch_takes: Duration::from_millis(300), ..Switches::default() };
    let server = Server::start(Store::made(90_100_001, 900), slow);
    let place = Place::new(&server);
    let ids: Vec<String> = (90_100_001..90_100_901).map(|p: u32| p.to_string()).collect();
    let file = place.folder.path().join("ids.txt");
    std::fs::write(&file, ids.join("\n")).unwrap();
    let words = ["--ids".to_owned(), file.to_string_lossy().into_owned()];
    let mut child = place.start(&words);
    let begun = Instant::now();
    // The third batch is asked for, so that the first is in the store and the run is in the middle.
    while server.log().iter().filter(|e| e.route == "efetch").count() < 3 {
        assert!(begun.elapsed() < HANGS, "the run never got to its third batch");
        assert!(child.try_wait().unwrap().is_none(), "the run ended before it was killed");
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    server.clear_log();
    server.lock().switches.efetch_takes = Duration::ZERO;
    let outcome = place.run(&words);
    assert_eq!(outcome.exit, 0, "{}", outcome.said);
    assert_eq!(outcome.found.len(), 900);
    let asked: usize =
        server.log().iter().filter(|e| e.route == "efetch").map(|e| e.param("id").split(',').count()).sum();
    assert!((1..=700).contains(&asked), "{asked} records were asked for again");
    server.clear_log();
    let outcome = place.run(&words);
    assert_eq!(
        (outcome.exit, outcome.found.len(), server.log().len()),
        (0, 900, 0),
        "a third run asks nothing"
    );
}
