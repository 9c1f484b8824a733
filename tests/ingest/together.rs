//! Two runs on one store.

#![cfg(unix)]

use std::io::Write;
use std::process::{Command, Stdio};

use crate::place::{Place, Run};
use crate::rows::whole;
use crate::trials;

/// While a run goes on for as long as it likes, a single article is stored in between.
#[test]
fn a_fetch_finds_its_moment_between_the_transactions_of_a_run() {
    let place = Place::new();
    let pipe = place.path("pipe.xml");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let mut run = place.command(&["ingest", "--db", "a.db", "--commit-every", "5", "--json", "pipe.xml"]);
    let run = run.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    let mut input = std::fs::File::options().write(true).open(&pipe).expect("the pipe");
    let (done, fetched) = std::sync::mpsc::channel();
    let count = std::thread::scope(|scope| {
        scope.spawn(|| {
            let from = crate::place::fixture("pubmed");
            done.send(place.run(&["fetch", "39652675", "--from", &from, "--db", "a.db"])).expect("told");
        });
        input.write_all(b"<PubmedArticleSet>").expect("written");
        let mut pmid = 1;
        let fetch = loop {
            // The run is never without work, and never at its end, before the article is there.
            for _ in 0..100 {
                input.write_all(crate::made(pmid).xml().as_bytes()).expect("written");
                pmid += 1;
            }
            if let Ok(fetch) = fetched.try_recv() {
                break fetch;
            }
        };
        assert_eq!(fetch.code, 0, "{}", fetch.err);
        pmid - 1
    });
    input.write_all(b"</PubmedArticleSet>").expect("written");
    drop(input);
    let run = Run::of(&run.wait_with_output().expect("it ends"));
    assert_eq!((run.code, run.json()["new"].to_string()), (0, count.to_string()), "{}", run.err);
    assert_eq!(whole(&place.path("a.db")), u64::from(count) + 1);
}

#[test]
fn a_second_run_on_a_store_ends_at_once_and_harms_nothing() {
    let place = Place::new();
    place.write("b.xml", trials(100..110));
    // A pipe that nobody has written to yet: the first run waits for it for as long as this test wants.
    let pipe = place.path("pipe.xml");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let mut first = place.command(&["ingest", "--db", "a.db", "--json", "pipe.xml"]);
    let first = first.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    // Opens when the first run has opened it, with the store in its hands.
    let mut input = std::fs::File::options().write(true).open(&pipe).expect("the pipe");
    let second = place.run(&["ingest", "--db", "a.db", "b.xml"]);
    assert_eq!(second.code, 2);
    assert!(second.err.contains("another `litx ingest` or `litx merge` has a.db in hand"), "{}", second.err);
    assert!(second.err.contains("help: wait until it ends"), "{}", second.err);
    // Another store is nobody's, and reading goes on.
    assert_eq!(place.run(&["ingest", "--db", "b.db", "b.xml"]).code, 0);
    assert_eq!(place.run(&["stats", "--db", "a.db"]).code, 0);
    input.write_all(trials(1..30).as_bytes()).expect("written");
    drop(input);
    let first = Run::of(&first.wait_with_output().expect("it ends"));
    assert_eq!((first.code, first.json()["new"].to_string()), (0, "29".into()), "{}", first.err);
    assert_eq!(place.run(&["ingest", "--db", "a.db", "b.xml"]).code, 0);
    assert_eq!(whole(&place.path("a.db")), 39);
    assert!(!place.path("a.db-ingest").exists());
}
