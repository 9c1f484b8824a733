//! Two runs on one store.

#![cfg(unix)]

use std::io::Write;
use std::process::{Command, Stdio};

use crate::place::{Place, Run};
use crate::rows::whole;
use crate::trials;

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
