//! The store: whole records or none, whatever happens.

use std::io::BufReader;
use std::path::Path;
use std::process::{Command, Stdio};

use litx::check::check;
use litx::export::{findings, verdicts};
use litx::extract::{VERSION, extract};
use litx::id::{Identifier, Pmid};
use litx::parse::{self, Format, Item};
use litx::source::{Found, RawRecord};
use litx::store::{Change, Entry, Part, Store, StoreError};
use proptest::prelude::*;

/// One record as PubMed sends it.
fn xml(pmid: u32, version: u32, revised: u32, title: &str, result: &str) -> String {
    format!(
        "<PubmedArticle><MedlineCitation><PMID Version=\"{version}\">{pmid}</PMID><DateRevised><Year>{revised}</Year><Month>01</Month><Day>02</Day></DateRevised>\
         <Article><Journal><JournalIssue><PubDate><Year>2024</Year></PubDate></JournalIssue><ISOAbbreviation>J Tests</ISOAbbreviation></Journal>\
         <ArticleTitle>{title}</ArticleTitle><Abstract><AbstractText Label=\"RESULTS\">{result}</AbstractText></Abstract></Article></MedlineCitation>\
         <PubmedData><ArticleIdList><ArticleId IdType=\"doi\">10.5555/T{pmid}</ArticleId></ArticleIdList></PubmedData></PubmedArticle>"
    )
}

fn found(xml: &str) -> Found {
    let set = format!("<PubmedArticleSet>{xml}</PubmedArticleSet>");
    let item = parse::items(Format::PubmedXml, BufReader::new(set.as_bytes())).next();
    let Some(Ok(Item::Record(parsed))) = item else { panic!("{item:?}") };
    Found { record: parsed.record, raw: RawRecord::new(parsed.raw, "test".into(), "pmid".into(), Some(7)) }
}

fn put(store: &mut Store, found: &Found) -> Result<Change, StoreError> {
    put_as(store, found, VERSION)
}

fn put_as(store: &mut Store, found: &Found, extractor: &str) -> Result<Change, StoreError> {
    let text = &found.record.text;
    let extraction = extract(text);
    let verdicts: Vec<_> = verdicts::verdicts(text, &check(text, &extraction));
    let findings = findings::document("x", text, &extraction);
    store.put(&Entry { found, findings: &findings, verdicts: &verdicts, extractor })
}

const RESULT: &str =
    "Death occurred in 15 of 194 patients (7.7%; hazard ratio, 0.49; 95% CI, 0.36 to 0.67; P&lt;0.001).";

fn pmid(n: u32) -> Identifier {
    Identifier::Pmid(Pmid::new(n).expect("a PMID"))
}

/// Everything in a store, row by row, without row numbers that may differ.
fn dump(path: &Path) -> String {
    let db = rusqlite::Connection::open(path).expect("opens");
    let mut out = String::new();
    for table in ["record", "identifier", "section", "source", "arm", "finding", "verdict", "history"] {
        let mut rows: Vec<String> = Vec::new();
        let mut statement = db.prepare(&format!("SELECT * FROM {table}")).expect("a table");
        let columns = statement.column_count();
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut cursor = statement.query([]).expect("rows");
        while let Some(row) = cursor.next().expect("a row") {
            let cells: Vec<String> = (0..columns)
                .filter(|i| !["id", "record"].contains(&names[*i].as_str()))
                .map(|i| format!("{:?}", row.get_ref(i).expect("a cell")))
                .collect();
            rows.push(cells.join("|"));
        }
        rows.sort();
        out += &format!("{table}\n{}\n", rows.join("\n"));
    }
    out
}

/// Every record has all that belongs to it, and its words.
fn whole(path: &Path) -> u64 {
    let db = rusqlite::Connection::open(path).expect("opens");
    let one = |sql: &str| db.query_row(sql, [], |r| r.get::<_, i64>(0)).expect(sql);
    assert_eq!(one("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"), 0);
    assert_eq!(one("SELECT count(*) FROM pragma_foreign_key_check"), 0);
    db.execute("INSERT INTO words (words) VALUES ('integrity-check')", []).expect("the words are whole");
    let records = one("SELECT count(*) FROM record");
    for part in ["section", "finding", "source", "identifier", "verdict"] {
        let n = one(&format!("SELECT count(DISTINCT record) FROM {part}"));
        assert_eq!(n, records, "{part}");
    }
    let words: i64 = db
        .query_row("SELECT count(*) FROM words WHERE words MATCH 'death'", [], |r| r.get(0))
        .expect("words");
    assert_eq!(words, records);
    records as u64
}

#[test]
fn what_is_stored_comes_back_byte_for_byte_and_by_every_name() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("a.db")).unwrap();
    let one = found(&xml(11, 1, 2024, "A trial", RESULT));
    assert_eq!(put(&mut store, &one).unwrap(), Change::New);
    for name in ["11", "10.5555/t11"] {
        let back = store.find(&name.parse().unwrap()).unwrap();
        assert_eq!(back.len(), 1, "{name}");
        assert_eq!(back[0].raw, one.raw);
    }
    let (measure, value, low, high, p, quote): (String, f64, f64, f64, f64, String) = store
        .connection()
        .query_row(
            "SELECT measure, value, low, high, p, quote FROM finding WHERE kind = 'estimate'",
            [],
            |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?)),
        )
        .unwrap();
    assert_eq!((measure.as_str(), value, low, high, p), ("hazard_ratio", 0.49, 0.36, 0.67, 0.001));
    assert!(quote.starts_with("hazard ratio, 0.49"));
    let printed: String =
        store.connection().query_row("SELECT value FROM estimate", [], |r| r.get(0)).unwrap();
    assert_eq!(printed, "0.49");
}

#[test]
fn storing_twice_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let one = found(&xml(11, 1, 2024, "A trial", RESULT));
    let mut store = Store::open(&path).unwrap();
    put(&mut store, &one).unwrap();
    let before = dump(&path);
    assert_eq!(put(&mut store, &one).unwrap(), Change::Unchanged);
    assert_eq!(dump(&path), before);
    // Another version of the reader reads the same bytes anew.
    assert_eq!(put_as(&mut store, &one, "0.0.0").unwrap(), Change::Reread);
    assert_eq!(whole(&path), 1);
}

#[test]
fn a_newer_version_replaces_and_what_changed_stays_visible() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let mut store = Store::open(&path).unwrap();
    let old = found(&xml(11, 1, 2024, "A trial", RESULT));
    let new = found(&xml(11, 1, 2025, "A trial", &RESULT.replace("0.49", "0.50")));
    put(&mut store, &old).unwrap();
    assert_eq!(put(&mut store, &new).unwrap(), Change::Updated(vec![Part::Abstract, Part::Findings]));
    let back = store.find(&pmid(11)).unwrap().remove(0);
    assert_eq!(back.raw, new.raw);
    assert_eq!(back.history.len(), 1);
    assert_eq!(back.history[0].sha256, old.raw.provenance.sha256);
    assert_eq!(back.history[0].changed, ["abstract", "findings"]);
    // What is older than stored is not stored.
    assert_eq!(put(&mut store, &old).unwrap(), Change::Older);
    let second = found(&xml(11, 2, 2024, "A trial, again", RESULT));
    assert!(
        matches!(put(&mut store, &second).unwrap(), Change::Updated(parts) if parts.contains(&Part::Title))
    );
    assert_eq!(put(&mut store, &new).unwrap(), Change::Older);
    assert_eq!(store.find(&pmid(11)).unwrap()[0].history.len(), 2);
    assert_eq!(whole(&path), 1);
}

#[test]
fn words_follow_their_record() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("a.db")).unwrap();
    put(&mut store, &found(&xml(11, 1, 2024, "Quinolones", RESULT))).unwrap();
    put(&mut store, &found(&xml(12, 1, 2024, "Statins", RESULT))).unwrap();
    let pmids = |words: &str| -> Vec<Option<u32>> {
        store.search(words, 10).unwrap().into_iter().map(|(p, _)| p).collect()
    };
    assert_eq!(pmids("quinolones"), [Some(11)]);
    assert_eq!(pmids("\"hazard ratio\" AND title:statins"), [Some(12)]);
    put(&mut store, &found(&xml(11, 1, 2025, "Macrolides", RESULT))).unwrap();
    assert_eq!(store.search("quinolones", 10).unwrap(), []);
    assert_eq!(store.search("macrolides", 10).unwrap().len(), 1);
    assert_eq!(store.delete(&[Pmid::new(11).unwrap(), Pmid::new(99).unwrap()]).unwrap(), 1);
    assert_eq!(store.search("macrolides", 10).unwrap(), []);
    assert_eq!(store.find(&pmid(11)).unwrap(), []);
    assert_eq!(whole(store.path()), 1);
}

#[test]
fn the_nearest_identifier_is_offered() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("a.db")).unwrap();
    put(&mut store, &found(&xml(11, 1, 2024, "A trial", RESULT))).unwrap();
    assert_eq!(store.nearest("10.5555/t1").unwrap().as_deref(), Some("10.5555/T11"));
    assert_eq!(store.nearest("10.1056/NEJMoa2409029").unwrap(), None);
}

#[test]
fn other_files_are_refused_with_their_reason() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    assert!(matches!(Store::open_existing(&path("none.db")), Err(StoreError::Missing(_))));
    std::fs::write(
        path("text.db"),
        "this is a letter, not a database, and long enough to be read as one".repeat(30),
    )
    .unwrap();
    assert!(matches!(Store::open(&path("text.db")), Err(StoreError::NotAStore(_))));
    rusqlite::Connection::open(path("other.db")).unwrap().execute_batch("CREATE TABLE mine (x)").unwrap();
    assert!(matches!(Store::open(&path("other.db")), Err(StoreError::NotAStore(_))));
    drop(Store::open(&path("newer.db")).unwrap());
    rusqlite::Connection::open(path("newer.db")).unwrap().pragma_update(None, "user_version", 9999).unwrap();
    assert!(matches!(Store::open(&path("newer.db")), Err(StoreError::Newer { found: 9999, .. })));
}

/// Where SQLite cannot make its file beside a store, the store is read as it lies, unless changes lie beside it.
#[cfg(unix)]
#[test]
fn a_store_is_read_where_nothing_can_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("what? 100% #1.db");
    put(&mut Store::open(&path).unwrap(), &found(&xml(11, 1, 2024, "A trial", RESULT))).unwrap();
    let beside = |ending: &str| folder.path().join(format!("what? 100% #1.db{ending}"));
    // SQLite follows no link to its own files; a folder in their place it would open to read.
    std::os::unix::fs::symlink("nowhere", beside("-shm")).unwrap();
    assert_eq!(Store::open_existing(&path).unwrap().find(&pmid(11)).unwrap().len(), 1);
    assert!(matches!(Store::open(&path), Err(StoreError::Open { .. })));
    std::fs::write(beside("-wal"), "changes").unwrap();
    assert!(matches!(Store::open_existing(&path), Err(StoreError::Unfinished(_))));
}

#[test]
fn a_damaged_file_is_said_to_be_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let mut store = Store::open(&path).unwrap();
    for n in 1..200 {
        put(&mut store, &found(&xml(n, 1, 2024, "A trial", RESULT))).unwrap();
    }
    drop(store);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[4096..].fill(0x5a);
    std::fs::write(&path, bytes).unwrap();
    let error = match Store::open_existing(&path) {
        Ok(store) => store.find(&pmid(11)).unwrap_err(),
        Err(error) => error,
    };
    assert!(matches!(error, StoreError::Corrupt(_)), "{error:?}");
    assert!(error.help().is_some_and(|help| help.contains(".recover")), "{:?}", error.help());
}

#[test]
fn a_full_disk_leaves_whole_records() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let mut store = Store::open(&path).unwrap();
    let pages: i64 = store.connection().query_row("PRAGMA page_count", [], |r| r.get(0)).unwrap();
    store.connection().query_row(&format!("PRAGMA max_page_count = {}", pages + 40), [], |_| Ok(())).unwrap();
    let mut stored = 0;
    let error = loop {
        match put(&mut store, &found(&xml(100 + stored, 1, 2024, "A trial", RESULT))) {
            Ok(_) => stored += 1,
            Err(error) => break error,
        }
        assert!(stored < 1000, "the disk never filled");
    };
    assert!(matches!(error, StoreError::Full(_)), "{error:?}");
    drop(store);
    assert_eq!(whole(&path), u64::from(stored));
}

#[test]
fn two_writers_wait_for_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    drop(Store::open(&path).unwrap());
    std::thread::scope(|scope| {
        for writer in 0..4u32 {
            let path = &path;
            scope.spawn(move || {
                let mut store = Store::open(path).unwrap();
                for n in 0..25 {
                    put(&mut store, &found(&xml(1000 + writer * 100 + n, 1, 2024, "A trial", RESULT)))
                        .unwrap();
                }
            });
        }
    });
    assert_eq!(whole(&path), 100);
}

/// A process that writes until it is killed; run by the test below.
#[test]
fn writer_that_is_killed() {
    let Ok(path) = std::env::var("LITX_TEST_WRITER") else { return };
    let mut store = Store::open(Path::new(&path)).unwrap();
    for n in 0..400 {
        let one = found(&xml(1 + n % 200, 1, 2024 + n / 200, "A trial", RESULT));
        put(&mut store, &one).unwrap();
        println!("stored {n}");
    }
}

#[test]
fn killed_at_any_point_the_store_holds_whole_records_and_a_rerun_completes_it() {
    use std::io::{BufRead, BufReader};
    let folder = tempfile::tempdir().unwrap();
    let run = |path: &Path, kill_after: Option<usize>| {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["writer_that_is_killed", "--exact", "--nocapture"])
            .env("LITX_TEST_WRITER", path)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        match kill_after {
            Some(n) => {
                // The kill falls wherever the writer has got to after this many records: mostly inside the next.
                let seen =
                    lines.by_ref().map_while(Result::ok).filter(|l| l.contains("stored")).take(n).count();
                assert_eq!(seen, n);
                child.kill().unwrap();
                child.wait().unwrap();
            }
            None => {
                lines.for_each(drop);
                assert!(child.wait().unwrap().success());
            }
        }
    };
    let clean = folder.path().join("clean.db");
    run(&clean, None);
    let wanted = dump(&clean);
    for (round, after) in
        [1, 2, 3, 5, 8, 13, 40, 77, 120, 199, 200, 201, 230, 300, 399].into_iter().enumerate()
    {
        let path = folder.path().join(format!("{round}.db"));
        run(&path, Some(after));
        drop(Store::open(&path).unwrap());
        assert!(whole(&path) >= after.min(200) as u64);
        run(&path, None);
        // A second pass over the older versions changes nothing that a clean run has: the newest version stays.
        let db = rusqlite::Connection::open(&path).unwrap();
        let newest: i64 =
            db.query_row("SELECT count(*) FROM record WHERE revised LIKE '2025%'", [], |r| r.get(0)).unwrap();
        assert_eq!((whole(&path), newest), (200, 200), "killed after {after}");
        assert_eq!(dump(&path), wanted, "killed after {after}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_text_goes_in_and_comes_out(title in "[^<&\\p{Cc}]{0,40}", text in "[^<&\\p{Cc}]{1,200}") {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("a.db")).unwrap();
        let one = found(&xml(5, 1, 2024, &title, &text));
        put(&mut store, &one).unwrap();
        let back = store.find(&pmid(5)).unwrap().remove(0);
        prop_assert_eq!(&back.raw, &one.raw);
        let stored: i64 = store.connection().query_row("SELECT count(*) FROM finding", [], |r| r.get(0)).unwrap();
        prop_assert_eq!(stored as usize, extract(&one.record.text).findings.len());
    }
}
