//! What is given of hits, in every format; plans.

use litx::export::schema;
use serde_json::Value;

use crate::place::{err, lines, litx, out, query, store};
use crate::plain::plain;

#[test]
fn documents_are_as_the_schema_says() {
    let schema: Value = serde_json::from_str(schema::QUERY).expect("JSON");
    let validator = jsonschema::validator_for(&plain(&schema)).expect("a schema");
    let hold = |value: &Value| {
        let errors: Vec<String> =
            validator.iter_errors(&plain(value)).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(errors.is_empty(), "{}\n{value}", errors.join("\n"));
    };
    for asked in
        [&["--json"][..], &["--json", "--limit", "3"], &["--json", "--articles"], &["--json", "xylophone"]]
    {
        hold(&serde_json::from_str(&out(&query(asked))).expect("a document"));
    }
    for line in [lines(&["--measure", "hr"]), lines(&["--articles"])].concat() {
        hold(&line);
    }
}

#[test]
fn findings_come_with_all_their_fields() {
    let line = lines(&["daratumumab", "--measure", "hr", "--value", "0.49"]).remove(0);
    let shown = litx(&store(), &["show", "39652675", "--json"]);
    let shown: Value = serde_json::from_str(&out(&shown)).expect("a document");
    assert_eq!(line["finding"], shown["findings"]["findings"][5]);
    assert_eq!(line["finding"]["value"].to_string(), "0.49");
    assert_eq!(line["arms"][0]["name"], "daratumumab");
}

#[test]
fn tables_show_articles_and_the_results_that_fit() {
    insta::assert_snapshot!("table", out(&query(&["daratumumab", "--measure", "hr"])));
    insta::assert_snapshot!("table_of_articles", out(&query(&["--journal", "Lancet*"])));
    insta::assert_snapshot!("rows", out(&query(&["daratumumab", "--measure", "hr", "--format", "csv"])));
    insta::assert_snapshot!(
        "rows_of_articles",
        out(&query(&["daratumumab", "--articles", "--format", "tsv"]))
    );
}

#[test]
fn a_plan_is_shown_and_nothing_searched() {
    let asked =
        ["\"heart failure\" OR daratumumab", "--measure", "hr", "--outcome", "death*", "--year", "2020.."];
    let given = query(&[&asked[..], &["--explain"]].concat());
    assert_eq!(err(&given), "");
    insta::assert_snapshot!("explain", out(&given));
}

#[test]
fn newest_first_needs_no_sorting() {
    for asked in [
        &["trial"][..],
        &["trial", "--measure", "hr", "--p-below", "0.05"],
        &["trial", "--year", "2020..", "--type", "rct"],
        &["--measure", "hr", "--upper-below", "1"],
        &["--percent", "50.."],
        &["--nct", "NCT03301220"],
        &[],
    ] {
        let given = query(&[asked, &["--explain"]].concat());
        assert!(!out(&given).contains("TEMP B-TREE"), "{asked:?}: {}", out(&given));
    }
}

#[test]
fn what_another_reader_wrote_is_given_as_stored() {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("litx.db");
    let db = rusqlite::Connection::open(store()).expect("opens");
    db.execute("VACUUM INTO ?1", [copy.to_string_lossy()]).expect("copies");
    let db = rusqlite::Connection::open(&copy).expect("opens");
    db.execute("UPDATE record SET extractor = 'another' WHERE id = 39652675", []).expect("writes");
    db.execute("UPDATE finding SET result = 'HR 0.52 [0.27, 0.98]', outcome = 'all deaths' WHERE record = 39652675 AND position = 10", [])
        .expect("writes");
    drop(db);
    let given = litx(&copy, &["query", "daratumumab", "--measure", "hr", "--format", "jsonl"]);
    assert!(
        err(&given).contains("another version of litx") && err(&given).contains("re-extract"),
        "{}",
        err(&given)
    );
    let lines: Vec<Value> =
        out(&given).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    // What is read the same still is given whole.
    assert_eq!(lines[0]["finding"]["rule"], "estimate");
    assert_eq!(lines[1]["finding"], Value::Null);
    assert_eq!(lines[1]["stored"]["outcome"], "all deaths");
    assert_eq!(lines[1]["stored"]["arm"], "daratumumab");
    let rows = litx(&copy, &["query", "daratumumab", "--measure", "hr", "--format", "csv"]);
    assert!(out(&rows).lines().nth(2).is_some_and(|row| row.contains("all deaths")), "{}", out(&rows));
}
