//! SQL of one's own: it reads, in every format, and does nothing else.

use crate::place::{err, out, query, store};

#[test]
fn rows_come_in_every_format() {
    const SQL: &str = "SELECT 1 AS a, NULL AS b, 0.5 AS c, 2.0 AS d, 'x,y' AS e, x'00ff' AS f UNION ALL SELECT 2, '', -1e300, 7, 'ü', NULL";
    let given = |format: &str| {
        let given = query(&["--format", format, "--sql", SQL]);
        assert_eq!(given.status.code(), Some(0), "{format}: {}", err(&given));
        out(&given)
    };
    assert_eq!(given("csv"), "a,b,c,d,e,f\n1,,0.5,2.0,\"x,y\",00ff\n2,,-1e300,7,ü,\n");
    assert_eq!(given("tsv"), "a\tb\tc\td\te\tf\n1\t\t0.5\t2.0\tx,y\t00ff\n2\t\t-1e300\t7\tü\t\n");
    assert!(
        given("jsonl").starts_with("{\"a\":1,\"b\":null,\"c\":0.5,\"d\":2.0,\"e\":\"x,y\",\"f\":\"00ff\"}\n")
    );
    let document: serde_json::Value = serde_json::from_str(&given("json")).expect("a document");
    assert_eq!(document["columns"][4], "e");
    assert_eq!(document["rows"][1]["e"], "ü");
    assert!(given("md").starts_with("| a | b | c | d | e | f |\n| --- |"));
    assert!(given("html").contains("<td>x,y</td>"));
    assert!(given("table").contains("x,y"));
}

#[test]
fn views_and_words_are_at_hand() {
    for sql in [
        "SELECT pmid, year FROM article WHERE id = 39652675",
        "SELECT * FROM estimate WHERE measure = 'hazard_ratio'",
        "SELECT * FROM proportion",
        "SELECT * FROM problem",
        "SELECT * FROM section",
        "SELECT rowid FROM words WHERE words MATCH 'daratumumab'",
        "SELECT count(*) FROM finding WHERE has_words(outcome, 'surviv*')",
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT i FROM n",
        "PRAGMA table_info(record)",
        "SELECT name FROM pragma_table_info('record')",
        "EXPLAIN QUERY PLAN SELECT * FROM record",
    ] {
        let given = query(&["--format", "csv", "--sql", sql]);
        assert_eq!(given.status.code(), Some(0), "{sql}: {}", err(&given));
        assert!(out(&given).lines().count() > 1, "{sql}");
    }
}

#[test]
fn whatever_would_write_is_refused() {
    let before = std::fs::read(store()).expect("the store");
    let elsewhere = store().with_file_name("elsewhere.db");
    let attach = format!("ATTACH '{}' AS x", elsewhere.display());
    let vacuum = format!("VACUUM INTO '{}'", elsewhere.display());
    for sql in [
        "DELETE FROM record",
        "INSERT INTO withdrawn VALUES (1, 1)",
        "UPDATE record SET title = ''",
        "DROP TABLE record",
        "CREATE TABLE x (y)",
        "CREATE TEMP TABLE x (y)",
        "CREATE VIRTUAL TABLE temp.x USING fts5 (y)",
        "INSERT INTO words (words) VALUES ('delete-all')",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA query_only = OFF",
        "PRAGMA writable_schema = ON",
        "PRAGMA user_version = 9",
        "BEGIN",
        "REINDEX",
        "ANALYZE",
        "SELECT load_extension('x')",
        "SELECT 1; DELETE FROM record",
        "WITH x AS (SELECT 1) DELETE FROM record",
        &attach,
        &vacuum,
        "",
        "no sql",
    ] {
        let given = query(&["--sql", sql]);
        assert_eq!(given.status.code(), Some(2), "{sql}: {}", out(&given));
        assert!(err(&given).starts_with("error: "), "{sql}: {}", err(&given));
    }
    assert!(!elsewhere.exists());
    assert_eq!(std::fs::read(store()).expect("the store"), before);
}
