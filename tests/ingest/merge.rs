//! Stores that are joined hold what one store of all their files holds.

use crate::place::Place;
use crate::rows::{number, rows, whole};
use crate::{made, set, trials, withdraw};

fn lay(place: &Place) {
    for file in 1..=4u32 {
        place.write(&format!("in/pubmed26n{file:04}.xml"), trials(file * 100..file * 100 + 12));
    }
    let mut changed = made(103);
    (changed.revised, changed.value) = (2025, 11);
    place.write("in/pubmed26n0005.xml", set(&(changed.xml() + &withdraw(&[104, 205, 306]))));
    place.write("in/pubmed26n0006.xml", set(&made(205).xml()));
    let lines = |from: u32| -> String {
        (from..from + 5).map(|i| format!("{{\"id\":\"own{i}\",\"title\":\"Text {i}\",\"abstract\":\"Death in 15 of 194 (7.7%).\"}}\n")).collect()
    };
    place.write("in/a.jsonl", lines(0));
    place.write("in/b.jsonl", lines(5));
}

/// Rows of tables whose numbers do not depend on the order in which stores were joined.
fn content(place: &Place, db: &str) -> String {
    let db = rusqlite::Connection::open(place.path(db)).unwrap();
    let mut out = String::new();
    for sql in [
        "SELECT coalesce(r.key, r.id), r.version, r.title, r.abstract, r.sections, r.doi, r.year, r.types, r.details, r.people, r.arms, r.findings, r.revised, o.source, o.turn, r.sha256, r.extractor FROM record r JOIN origin o ON o.id = r.origin",
        "SELECT coalesce(r.key, r.id), f.position, f.kind, f.value, f.low, f.high, f.count, f.total, f.outcome, f.arm, f.result, f.start, f.stop FROM finding f JOIN record r ON r.id = f.record",
        "SELECT coalesce(r.key, r.id), v.name, v.message FROM verdict v JOIN record r ON r.id = v.record",
        "SELECT coalesce(r.key, r.id), i.kind, i.value FROM identifier i JOIN record r ON r.id = i.record",
        "SELECT path, bytes, md5, pieces, records, finished FROM file",
    ] {
        let mut statement = db.prepare(sql).unwrap();
        let columns = statement.column_count();
        let cells = |row: &rusqlite::Row<'_>| {
            (0..columns)
                .map(|i| format!("{:?}|", row.get::<_, rusqlite::types::Value>(i).unwrap()))
                .collect::<String>()
        };
        let mut all: Vec<String> =
            statement.query_map([], |row| Ok(cells(row))).unwrap().map(Result::unwrap).collect();
        all.sort();
        out += &format!("{sql}\n{}\n", all.join("\n"));
    }
    out
}

#[test]
fn shards_joined_in_any_order_are_the_store_of_one_run() {
    let place = Place::new();
    lay(&place);
    assert_eq!(place.run(&["ingest", "--db", "one.db", "in"]).code, 0);
    for shard in 1..=3 {
        let run =
            place.run(&["ingest", "--db", &format!("{shard}.db"), "--shard", &format!("{shard}/3"), "in"]);
        assert_eq!(run.code, 0, "{}", run.err);
    }
    let wanted = content(&place, "one.db");
    for order in [["1.db", "2.db", "3.db"], ["3.db", "2.db", "1.db"], ["2.db", "3.db", "1.db"]] {
        let out = format!("{}out.db", &order[0][..1]);
        let run = place.run(&["merge", &out, order[0], order[1], order[2], "--json"]);
        assert_eq!(run.code, 0, "{}", run.err);
        assert_eq!(run.json()["failed"].to_string(), "[]");
        let joined = content(&place, &out);
        let differs = wanted.lines().zip(joined.lines()).find(|(one, other)| one != other);
        assert!(joined == wanted, "{order:?}: {differs:?}");
        assert_eq!(whole(&place.path(&out)), whole(&place.path("one.db")));
        let sum =
            |json: &serde_json::Value| json["new"].as_u64().unwrap() - json["deleted"].as_u64().unwrap();
        assert_eq!(sum(&run.json()), whole(&place.path(&out)));
        // Again: nothing changes, by no row.
        let before = rows(&place.path(&out));
        let again = place.run(&["merge", &out, order[0], order[1], order[2], "--json"]);
        assert_eq!(
            (again.json()["new"].to_string(), again.json()["updated"].to_string()),
            ("0".into(), "0".into())
        );
        assert!(rows(&place.path(&out)) == before);
        // What was read into a part was read.
        let run = place.run(&["ingest", "--db", &out, "--json", "in"]);
        assert_eq!(run.json()["already_read"].to_string(), "8");
    }
}

#[test]
fn the_newer_of_two_stays_with_what_it_replaced() {
    let place = Place::new();
    let mut changed = made(3);
    (changed.revised, changed.value) = (2025, 11);
    place.write("pubmed26n0001.xml", trials(1..6));
    place.write("pubmed26n0002.xml", set(&changed.xml()));
    assert_eq!(place.run(&["ingest", "--db", "old.db", "--keep-raw", "pubmed26n0001.xml"]).code, 0);
    assert_eq!(place.run(&["ingest", "--db", "new.db", "pubmed26n0002.xml"]).code, 0);
    assert_eq!(place.run(&["ingest", "--db", "both.db", "pubmed26n0001.xml", "pubmed26n0002.xml"]).code, 0);
    let run = place.run(&["merge", "old.db", "new.db", "--json"]);
    assert_eq!((run.code, run.json()["updated"].to_string()), (0, "1".into()), "{}", run.err);
    let old = place.path("old.db");
    assert_eq!(number(&old, "SELECT count(*) FROM finding WHERE record = 3 AND value = 0.11"), 1);
    assert_eq!(number(&old, "SELECT count(*) FROM history WHERE record = 3 AND raw IS NOT NULL"), 1);
    // An older one changes nothing; earlier versions come along.
    assert_eq!(place.run(&["merge", "other.db", "both.db"]).code, 0);
    assert_eq!(number(&place.path("other.db"), "SELECT count(*) FROM history WHERE record = 3"), 1);
    assert_eq!(number(&place.path("other.db"), "SELECT count(*) FROM raw"), 0);
    // Of the same bytes, more is kept.
    let run = place.run(&["merge", "other.db", "old.db", "--json"]);
    assert_eq!(
        (run.json()["updated"].to_string(), run.json()["unchanged"].to_string()),
        ("4".into(), "1".into())
    );
    assert_eq!(number(&place.path("other.db"), "SELECT count(*) FROM raw"), 4);
    whole(&place.path("other.db"));
}

#[test]
fn a_store_that_cannot_be_joined_is_named_and_the_rest_goes_on() {
    let place = Place::new();
    place.write("a.xml", trials(1..6));
    place.write("text.db", "this is a letter, not a database, and long enough to be read as one".repeat(30));
    assert_eq!(place.run(&["ingest", "--db", "a.db", "a.xml"]).code, 0);
    let run = place.run(&["merge", "out.db", "none.db", "text.db", "out.db", "a.db", "--json"]);
    assert_eq!(run.code, 2);
    assert_eq!(run.json()["failed"].to_string(), "[\"none.db\",\"text.db\",\"out.db\"]");
    assert!(
        run.err.contains("there is no store at none.db") && run.err.contains("text.db is no litx store"),
        "{}",
        run.err
    );
    assert!(run.err.contains("cannot be joined with itself"), "{}", run.err);
    assert_eq!(whole(&place.path("out.db")), 5);
}
