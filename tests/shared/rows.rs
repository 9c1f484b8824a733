//! A store, row for row.

use std::path::Path;

use rusqlite::Connection;

const TABLES: [&str; 9] =
    ["record", "origin", "raw", "identifier", "finding", "verdict", "history", "withdrawn", "file"];

/// Everything in a store, row for row, and every word at its place.
pub(crate) fn rows(path: &Path) -> String {
    let db = Connection::open(path).expect("opens");
    db.execute_batch("CREATE VIRTUAL TABLE temp.every_word USING fts5vocab (main, words, instance)")
        .expect("the words");
    let mut out = String::new();
    for table in TABLES.into_iter().chain(["every_word"]) {
        let mut statement = db.prepare(&format!("SELECT * FROM {table}")).expect("a table");
        let columns = statement.column_count();
        let mut rows: Vec<String> = Vec::new();
        let mut cursor = statement.query([]).expect("rows");
        while let Some(row) = cursor.next().expect("a row") {
            let cells: Vec<String> =
                (0..columns).map(|i| format!("{:?}", row.get_ref(i).expect("a cell"))).collect();
            rows.push(cells.join("|"));
        }
        rows.sort();
        out += &format!("{table}\n{}\n", rows.join("\n"));
    }
    out
}

/// Every record of a store has all that belongs to it, and its words; how many there are.
pub(crate) fn whole(path: &Path) -> u64 {
    let db = Connection::open(path).expect("opens");
    let one = |sql: &str| db.query_row(sql, [], |r| r.get::<_, i64>(0)).expect(sql);
    assert_eq!(one("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"), 0);
    assert_eq!(one("SELECT count(*) FROM pragma_foreign_key_check"), 0);
    db.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)", [])
        .expect("the words are those of the text");
    one("SELECT count(*) FROM record") as u64
}

/// One number that a store gives.
pub(crate) fn number(path: &Path, sql: &str) -> i64 {
    Connection::open(path).expect("opens").query_row(sql, [], |r| r.get(0)).expect(sql)
}
