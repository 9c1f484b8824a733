//! `litx re-extract`: what another reader left is read again, and what that changes is said.

#[path = "shared/place.rs"]
mod place;

use place::{Place, fixture};

/// A store as an older reader would have left it: one result lost, one bound to something else, one too many.
fn as_of_an_older_reader(place: &Place) {
    assert_eq!(place.run(&["ingest", &fixture("pubmed"), "--db", "a.db", "-q"]).code, 0);
    std::fs::copy(place.path("a.db"), place.path("new.db")).expect("copied");
    let db = rusqlite::Connection::open(place.path("a.db")).expect("opens");
    db.execute_batch(
        "UPDATE record SET extractor = '0.0.1' WHERE id = 39652675;
         DELETE FROM finding WHERE record = 39652675 AND result LIKE 'HR 0.49%';
         UPDATE finding SET outcome = 'relapse' WHERE record = 39652675 AND result LIKE 'HR 0.52%';
         UPDATE finding SET result = 'n=391 enrolled' WHERE record = 39652675 AND result LIKE 'n=390%';",
    )
    .expect("changed");
}

const CHANGED: &str = "\
39652675  Daratumumab or Active Monitoring for High-Risk Smoldering Multiple Myeloma.
  - n=391 enrolled
  ~ HR 0.52 [0.27, 0.98] 95% · relapse · daratumumab v active monitoring
    HR 0.52 [0.27, 0.98] 95% · died · daratumumab v active monitoring
  + n=390 enrolled
  + HR 0.49 [0.36, 0.67] 95% P<0.001 · disease progression or death · daratumumab v active monitoring

";

#[test]
fn what_another_reader_read_is_read_again_once() {
    let place = Place::new();
    as_of_an_older_reader(&place);
    let dry = place.run(&["re-extract", "--db", "a.db", "--dry-run"]);
    assert_eq!((dry.code, dry.out.trim_end()), (0, CHANGED.trim_end()), "{}", dry.err);
    let done = place.run(&["re-extract", "--db", "a.db"]);
    assert_eq!((done.code, &done.out), (0, &dry.out));
    assert_eq!(done.err.trim(), "1 articles, 1 changed: results 1 gone, 2 new, 1 bound to something else");
    let again = place.run(&["re-extract", "--db", "a.db", "--json"]).json();
    assert_eq!(again["totals"]["read"], 0);
    // All of them, of which none differs: rows come back from the stored text as they went in.
    let all = place.run(&["re-extract", "--all", "--db", "a.db", "--json"]).json();
    assert_eq!((&all["totals"]["read"], &all["totals"]["changed"]), (&53.into(), &0.into()));
}

#[test]
fn what_a_newer_reader_read_is_left() {
    let place = Place::new();
    as_of_an_older_reader(&place);
    let db = rusqlite::Connection::open(place.path("a.db")).expect("opens");
    db.execute("UPDATE record SET extractor = '99.0.0+1' WHERE id = 39652675", []).expect("changed");
    let run = place.run(&["re-extract", "--all", "--db", "a.db", "--json"]);
    let totals = &run.json()["totals"];
    assert_eq!((&totals["newer"], &totals["changed"]), (&1.into(), &0.into()), "{}", run.err);
}

#[test]
fn two_stores_are_compared_result_by_result() {
    let place = Place::new();
    as_of_an_older_reader(&place);
    let db = rusqlite::Connection::open(place.path("new.db")).expect("opens");
    db.execute_batch("PRAGMA foreign_keys = OFF; DELETE FROM record WHERE id = 90000049").expect("changed");
    drop(db);
    let lines = place.run(&["re-extract", "--db", "a.db", "--diff", "new.db", "-f", "jsonl"]);
    assert_eq!(lines.lines().len(), 1);
    let one = &lines.lines()[0];
    assert_eq!((&one["schema"], &one["record"]), (&"litx.reextract/1".into(), &39652675.into()));
    assert_eq!(one["come"][1]["outcome"], "disease progression or death");
    assert_eq!(
        (one["gone"].as_array().map(Vec::len), one["rebound"].as_array().map(Vec::len)),
        (Some(1), Some(1))
    );
    assert!(lines.err.contains("1 in this store alone"), "{}", lines.err);
    let missing = place.run(&["re-extract", "--db", "a.db", "--diff", "none.db"]);
    assert_eq!(missing.code, 2);
}
