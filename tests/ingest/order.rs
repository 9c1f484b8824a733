//! Later files win, in whatever order they come.

use crate::place::Place;
use crate::rows::{number, rows, whole};
use crate::{made, set, trials, withdraw};

/// A baseline, an update that changes a record and withdraws another, and one that brings back what was withdrawn.
fn lay(place: &Place) -> [&'static str; 3] {
    place.write("base/pubmed26n0009.xml", trials(1..20));
    let mut changed = made(3);
    changed.value = 11;
    changed.revised = 2025;
    let inner = changed.xml() + &made(30).xml() + &withdraw(&[4, 5, 900]);
    place.write("new/pubmed26n0010.xml", set(&inner));
    place.write("new/pubmed26n0011.xml", set(&made(5).xml()));
    ["base/pubmed26n0009.xml", "new/pubmed26n0010.xml", "new/pubmed26n0011.xml"]
}

fn holds(place: &Place, db: &str) {
    let db = place.path(db);
    assert_eq!(whole(&db), 19);
    assert_eq!(number(&db, "SELECT count(*) FROM record WHERE id IN (4, 900)"), 0);
    assert_eq!(number(&db, "SELECT count(*) FROM record WHERE id IN (5, 30)"), 2);
    assert_eq!(number(&db, "SELECT count(*) FROM finding WHERE record = 3 AND value = 0.11"), 1);
}

#[test]
fn files_of_pubmed_are_read_in_turn_however_they_are_given() {
    let place = Place::new();
    let [base, first, second] = lay(&place);
    let run = place.run(&["ingest", "--db", "a.db", "--json", second, "new", first, base]);
    assert_eq!(run.code, 0, "{}", run.err);
    let totals = run.json();
    let count = |name: &str| totals[name].to_string();
    assert_eq!(
        (count("files"), count("new"), count("updated"), count("deleted")),
        ("3".into(), "21".into(), "1".into(), "2".into())
    );
    holds(&place, "a.db");
    assert_eq!(number(&place.path("a.db"), "SELECT count(*) FROM history WHERE record = 3"), 1);
}

#[test]
fn an_update_before_its_baseline_stays() {
    let place = Place::new();
    let [base, first, second] = lay(&place);
    for (i, order) in [[second, first, base], [first, base, second], [base, second, first]].iter().enumerate()
    {
        let db = format!("{i}.db");
        for file in order {
            let run = place.run(&["ingest", "--db", &db, file]);
            assert_eq!(run.code, 0, "{}", run.err);
        }
        holds(&place, &db);
    }
}

#[test]
fn what_was_read_is_passed_over_under_another_path_too() {
    let place = Place::new();
    let [base, ..] = lay(&place);
    assert_eq!(place.run(&["ingest", "--db", "a.db", base, "./base"]).code, 0);
    let before = rows(&place.path("a.db"));
    place.write("copy/pubmed26n0009.xml", std::fs::read(place.path(base)).unwrap());
    let run = place.run(&["ingest", "--db", "a.db", "--json", base, "copy"]);
    assert_eq!(
        (run.json()["already_read"].to_string(), run.json()["unchanged"].to_string()),
        ("2".into(), "0".into())
    );
    assert_eq!(rows(&place.path("a.db")), before);
    // Twice in one run, as well.
    let run = place.run(&["ingest", "--db", "b.db", "--json", "copy", base]);
    assert_eq!(
        (run.json()["already_read"].to_string(), run.json()["new"].to_string()),
        ("1".into(), "19".into())
    );
    // Another file with the same records is read, and changes nothing.
    place.write("copy/mine.xml", std::fs::read(place.path(base)).unwrap());
    let run = place.run(&["ingest", "--db", "b.db", "--json", "copy/mine.xml"]);
    assert_eq!(run.json()["unchanged"].to_string(), "19");
}

#[test]
fn shards_take_every_file_once() {
    let place = Place::new();
    for file in 1..=7u32 {
        place.write(&format!("base/pubmed26n{file:04}.xml"), trials(file * 100..file * 100 + 10));
    }
    let mut records = 0;
    for shard in ["1/3", "2/3", "3/3"] {
        let db = format!("{}.db", &shard[..1]);
        let run = place.run(&["ingest", "--db", &db, "--shard", shard, "base"]);
        assert_eq!(run.code, 0, "{}", run.err);
        records += whole(&place.path(&db));
    }
    assert_eq!(records, 70);
    assert_eq!(number(&place.path("1.db"), "SELECT count(*) FROM file"), 3);
    for wrong in ["0/3", "4/3", "1", "a/b", "1/0"] {
        assert_eq!(place.run(&["ingest", "--shard", wrong, "base"]).code, 2, "{wrong}");
    }
}
