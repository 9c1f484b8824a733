//! What is taken, and how much of it is kept.

use crate::place::Place;
use crate::rows::{number, rows, whole};
use crate::{made, set, trials};

fn mixed() -> String {
    let mut inner = String::new();
    for pmid in 1..=12 {
        let mut one = made(pmid);
        one.year = 2010 + pmid;
        if pmid % 2 == 0 {
            one.kind = "Review";
        }
        inner += &one.xml();
    }
    set(&inner)
}

#[test]
fn what_is_not_selected_is_counted_and_not_stored() {
    let place = Place::new();
    place.write("a.xml", mixed());
    let select =
        ["ingest", "--db", "a.db", "--json", "--select", "year:2015..", "--select", "type:rct", "a.xml"];
    let run = place.run(&select);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        (run.json()["new"].to_string(), run.json()["not_selected"].to_string()),
        ("4".into(), "8".into())
    );
    assert_eq!(number(&place.path("a.db"), "SELECT records * 100 + passed FROM file"), 408);
    // The same again, in other words: it was read. Asked otherwise, it is read again.
    let again = [
        "ingest",
        "--db",
        "a.db",
        "--json",
        "--select",
        "type:Randomized Controlled Trial",
        "--select",
        "year:2015 ..",
        "a.xml",
    ];
    assert_eq!(place.run(&again).json()["already_read"].to_string(), "1");
    let all = place.run(&["ingest", "--db", "a.db", "--json", "a.xml"]);
    assert_eq!(
        (all.json()["new"].to_string(), all.json()["unchanged"].to_string()),
        ("8".into(), "4".into())
    );
    let wrong = place.run(&["ingest", "--select", "since:2015", "a.xml"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("`since:` is no condition"), "{}", wrong.err);
}

#[test]
fn what_is_stored_is_brought_up_to_date_whether_selected_or_not() {
    let place = Place::new();
    place.write("pubmed26n0001.xml", trials(1..5));
    let mut changed = made(2);
    (changed.kind, changed.revised, changed.value) = ("Review", 2025, 11);
    let mut other = made(50);
    other.kind = "Review";
    place.write("pubmed26n0002.xml", set(&(changed.xml() + &other.xml())));
    let run = place.run(&[
        "ingest",
        "--db",
        "a.db",
        "--json",
        "--select",
        "type:rct",
        "pubmed26n0001.xml",
        "pubmed26n0002.xml",
    ]);
    assert_eq!(
        (run.json()["updated"].to_string(), run.json()["not_selected"].to_string()),
        ("1".into(), "1".into())
    );
    assert_eq!(
        number(&place.path("a.db"), "SELECT count(*) FROM finding WHERE record = 2 AND value = 0.11"),
        1
    );
    assert_eq!(whole(&place.path("a.db")), 4);
}

#[test]
fn text_and_bytes_are_kept_as_asked() {
    let place = Place::new();
    place.write("a.xml", trials(1..5));
    let kept = |arguments: &[&str], db: &str| {
        let run = place.run(&[&["ingest", "--db", db, "a.xml"], arguments].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        let db = place.path(db);
        whole(&db);
        [
            number(&db, "SELECT count(abstract) FROM record"),
            number(&db, "SELECT count(*) FROM raw"),
            number(&db, "SELECT count(*) FROM finding WHERE quote IS NOT NULL"),
        ]
    };
    assert_eq!(kept(&[], "text.db"), [4, 0, 0]);
    assert_eq!(kept(&["--keep-raw"], "raw.db"), [4, 4, 0]);
    let [texts, raw, quotes] = kept(&["--no-text"], "results.db");
    assert_eq!((texts, raw), (0, 0));
    assert_eq!(quotes, number(&place.path("text.db"), "SELECT count(*) FROM finding"));
    // More is kept when more is asked for; less takes nothing away.
    assert_eq!(kept(&[], "results.db"), [4, 0, 0]);
    assert_eq!(kept(&["--keep-raw"], "results.db"), [4, 4, 0]);
    let before = rows(&place.path("raw.db"));
    assert_eq!(kept(&["--no-text"], "raw.db"), [4, 4, 0]);
    assert_eq!(rows(&place.path("raw.db")).lines().count(), before.lines().count());
    assert_eq!(place.run(&["ingest", "--no-text", "--keep-raw", "a.xml"]).code, 2);
}

#[test]
fn without_abstracts_articles_are_shown_with_what_was_read_from_them() {
    let place = Place::new();
    let path = format!("{}/fixtures/pubmed", env!("CARGO_MANIFEST_DIR"));
    assert_eq!(place.run(&["ingest", "--no-text", "--db", "results.db", &path, "-q"]).code, 0);
    assert_eq!(place.run(&["ingest", "--db", "text.db", &path, "-q"]).code, 0);
    let shown = |db: &str, id: &str| place.run(&["show", id, "--db", db, "-f", "jsonl"]).json();
    for id in ["39652675", "90000049"] {
        let (results, text) = (shown("results.db", id), shown("text.db", id));
        assert_eq!(results["findings"]["findings"], text["findings"]["findings"]);
        assert_eq!(results["findings"]["arms"], text["findings"]["arms"]);
        let problems = |of: &serde_json::Value| -> Vec<String> {
            let all = of["verdicts"].as_array().expect("a list").iter();
            all.filter(|v| v["verdict"] == "disagrees").map(|v| v["message"].to_string()).collect()
        };
        assert_eq!(problems(&results), problems(&text));
        let words = results["record"]["abstract"].to_string();
        assert!(!words.contains("The "), "only quotations are kept: {words}");
    }
}
