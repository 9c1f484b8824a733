//! The store: whole records or none, whatever happens.

#[path = "shared/rows.rs"]
mod rows;

use std::io::BufReader;
use std::path::Path;
use std::process::{Command, Stdio};

use litx::check::check;
use litx::extract::{VERSION, extract};
use litx::id::{Identifier, Pmid};
use litx::lock::results;
use litx::parse::{self, Format, Item};
use litx::source::{Found, RawRecord};
use litx::store::{Change, Entry, Keep, Part, Rows, Store, StoreError};
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
    put_as(store, found, VERSION, Keep::Raw)
}

fn put_as(
    store: &mut Store,
    found: &Found,
    extractor: &'static str,
    keep: Keep<'_>,
) -> Result<Change, StoreError> {
    Ok(store.put_all(vec![rows_of(found, extractor, keep)])?.remove(0))
}

fn rows_of(found: &Found, extractor: &'static str, keep: Keep<'_>) -> Rows {
    let text = &found.record.text;
    let extraction = extract(text);
    let verdicts = check(text, &extraction);
    Rows::of(&Entry { found, extraction: &extraction, verdicts: &verdicts, extractor, keep })
}

const RESULT: &str =
    "Death occurred in 15 of 194 patients (7.7%; hazard ratio, 0.49; 95% CI, 0.36 to 0.67; P&lt;0.001).";

fn pmid(n: u32) -> Identifier {
    Identifier::Pmid(Pmid::new(n).expect("a PMID"))
}

/// Every record has all that belongs to it, and its words.
fn complete(path: &Path) -> u64 {
    let records = rows::whole(path);
    for part in ["finding", "raw", "identifier"] {
        let n = rows::number(path, &format!("SELECT count(DISTINCT record) FROM {part}"));
        assert_eq!(n as u64, records, "{part}");
    }
    let words = rows::number(path, "SELECT count(*) FROM words WHERE words MATCH 'death'");
    assert_eq!(words as u64, records);
    records
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
        assert_eq!(back[0].raw.as_ref(), Some(&one.raw.bytes));
        assert_eq!(back[0].provenance, one.raw.provenance);
    }
    let (measure, value, low, high, p, quote): (String, f64, f64, f64, f64, String) = store
        .connection()
        .query_row("SELECT measure, value, low, high, p, quote FROM estimate", [], |r| {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?))
        })
        .unwrap();
    assert_eq!((measure.as_str(), value, low, high, p), ("hazard_ratio", 0.49, 0.36, 0.67, 0.001));
    assert!(quote.starts_with("hazard ratio, 0.49"));
    let printed: String = store
        .connection()
        .query_row("SELECT result FROM finding WHERE measure IS NOT NULL", [], |r| r.get(0))
        .unwrap();
    assert_eq!(printed, "HR 0.49 [0.36, 0.67] 95% P<0.001");
}

#[test]
fn storing_twice_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let one = found(&xml(11, 1, 2024, "A trial", RESULT));
    let mut store = Store::open(&path).unwrap();
    put(&mut store, &one).unwrap();
    let before = rows::rows(&path);
    assert_eq!(put(&mut store, &one).unwrap(), Change::Unchanged);
    assert_eq!(rows::rows(&path), before);
    // A newer reader reads the same bytes anew; what it found, an older one does not take away.
    assert_eq!(put_as(&mut store, &one, "999.10.0", Keep::Raw).unwrap(), Change::Reread);
    assert_eq!(put_as(&mut store, &one, "999.9.1", Keep::Raw).unwrap(), Change::Unchanged);
    assert_eq!(complete(&path), 1);
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
    assert_eq!(back.raw.as_ref(), Some(&new.raw.bytes));
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
    assert_eq!(complete(&path), 1);
}

#[test]
fn words_follow_their_record() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("a.db")).unwrap();
    put(&mut store, &found(&xml(11, 1, 2024, "Quinolones", RESULT))).unwrap();
    put(&mut store, &found(&xml(12, 1, 2024, "Statins", RESULT))).unwrap();
    let pmids = |store: &Store, words: &str| -> Vec<u32> {
        let mut rows = store.connection().prepare("SELECT rowid FROM words WHERE words MATCH ?1").unwrap();
        rows.query_map([words], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    };
    assert_eq!(pmids(&store, "quinolones"), [11]);
    assert_eq!(pmids(&store, "\"hazard ratio\" AND title:statins"), [12]);
    put(&mut store, &found(&xml(11, 1, 2025, "Macrolides", RESULT))).unwrap();
    assert!(pmids(&store, "quinolones").is_empty());
    assert_eq!(pmids(&store, "macrolides"), [11]);
    assert_eq!(delete(&mut store, &[11, 99], None), 1);
    assert!(pmids(&store, "macrolides").is_empty());
    assert_eq!(store.find(&pmid(11)).unwrap(), []);
    assert_eq!(complete(store.path()), 1);
}

#[test]
fn words_sorted_together_are_as_those_sorted_one_by_one() {
    let folder = tempfile::tempdir().unwrap();
    let filled = |together: usize| {
        let mut store = Store::open(&folder.path().join(format!("{together}.db"))).unwrap();
        put(&mut store, &found(&xml(20, 1, 2023, "Nitrates", RESULT))).unwrap();
        let many = (100..170).map(|pmid| (pmid, 2024, "Quinolones"));
        // One before them, one of them anew, the one that was there anew, a last one.
        let more =
            [(9, 2024, "Statins"), (110, 2025, "Macrolides"), (20, 2024, "Nitrates"), (200, 2024, "Sartans")];
        let mut all: Vec<Rows> = many
            .chain(more)
            .map(|(pmid, revised, title)| {
                rows_of(&found(&xml(pmid, 1, revised, title, RESULT)), VERSION, Keep::Raw)
            })
            .collect();
        if together > 1 {
            all.chunks_mut(together).for_each(|some| Rows::sort_words(some.iter_mut()));
        }
        let mut batch = store.batch().unwrap();
        for rows in all {
            batch.put(rows).unwrap();
        }
        batch.delete(&[Pmid::new(120).unwrap()], None).unwrap();
        batch.commit().unwrap();
        assert_eq!(complete(store.path()), 72);
        rows::rows(store.path())
    };
    let one_by_one = filled(1);
    assert_eq!(one_by_one, filled(7));
    assert_eq!(one_by_one, filled(100));
}

/// The whole index of words, as FTS5 tells it.
fn index(db: &rusqlite::Connection) -> Vec<(String, i64, String, i64)> {
    db.execute_batch(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.instance USING fts5vocab (main, words, instance)",
    )
    .unwrap();
    let mut all = db.prepare("SELECT term, doc, col, offset FROM temp.instance").unwrap();
    let rows = all.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?))).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

/// Words that every article has, over far more pages than one; some that few have; words of other alphabets, very long ones.
#[test]
fn the_index_of_words_is_the_one_that_fts5_makes() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("a.db")).unwrap();
    let long = "x".repeat(40_000);
    let article = |pmid: u32, i: u32| {
        let seldom = i.wrapping_mul(2_654_435_761) >> 24;
        let very = if i == 77 { long.as_str() } else { "" };
        let often = "pain of pain ".repeat(1 + i as usize % 150);
        let title = format!("Über w{seldom} naïve {often} β-blockers {very} w{seldom}z");
        rows_of(&found(&xml(pmid, 1, 2024, &title, "")), VERSION, Keep::Text)
    };
    for part in 0..2 {
        let mut batch = store.batch().unwrap();
        let mut some: Vec<Rows> = (0..250).map(|i| article(1 + part + i * 2, i)).collect();
        some.chunks_mut(50).for_each(|some| Rows::sort_words(some.iter_mut()));
        for rows in some {
            batch.put(rows).unwrap();
        }
        batch.delete(&[Pmid::new(1 + part).unwrap()], None).unwrap();
        batch.commit().unwrap();
    }
    // So many small ones that they are merged.
    for i in 0..20 {
        store.put_all(vec![article(1_000 + i, i)]).unwrap();
    }
    let db = store.connection();
    assert_eq!(whole_words(store.path()), 2 * 249 + 20);
    let ours = index(db);
    let skips: i64 = db.query_row("SELECT count(*) FROM words_idx WHERE pgno & 1", [], |r| r.get(0)).unwrap();
    assert!(skips > 0, "some words are on many pages");
    let hits = |words: &str| -> Vec<i64> {
        let mut hits = db.prepare("SELECT rowid FROM words WHERE words MATCH ?1").unwrap();
        hits.query_map([words], |r| r.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    };
    let asked = ["pain AND w158", "\"of pain\" NOT w1*", "title:uber w218z", "naive + pain"];
    let before: Vec<_> = asked.map(hits).into();
    assert!(before.iter().all(|hits| !hits.is_empty()));
    db.execute("INSERT INTO words (words) VALUES ('rebuild')", []).unwrap();
    assert!(ours == index(db), "the index is not as it is when FTS5 makes it");
    assert_eq!(before, Vec::from(asked.map(hits)));
}

fn delete(store: &mut Store, pmids: &[u32], turn: Option<u32>) -> u64 {
    let pmids: Vec<Pmid> = pmids.iter().filter_map(|n| Pmid::new(*n)).collect();
    let mut batch = store.batch().unwrap();
    let removed = batch.delete(&pmids, turn).unwrap();
    batch.commit().unwrap();
    removed
}

/// A record of one of PubMed's files.
fn from_file(xml: &str, file: &str) -> Found {
    let mut found = found(xml);
    found.raw.provenance.source = format!("file:{file}");
    found.raw.provenance.fetched_at = None;
    found
}

#[test]
fn of_pubmed_s_files_the_later_wins_in_whatever_order_they_come() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("a.db")).unwrap();
    let baseline = from_file(&xml(11, 1, 2024, "As of the baseline", RESULT), "pubmed26n0001.xml.gz");
    let update = from_file(&xml(11, 1, 2024, "As of the update", RESULT), "pubmed26n1400.xml.gz");
    assert_eq!(put(&mut store, &update).unwrap(), Change::New);
    assert_eq!(put(&mut store, &baseline).unwrap(), Change::Older);
    // Withdrawn by a later file: no earlier one brings it back, a later one does.
    assert_eq!(delete(&mut store, &[11], Some(261_402)), 1);
    assert_eq!(put(&mut store, &update).unwrap(), Change::Withdrawn);
    let again = from_file(&xml(11, 1, 2024, "Again", RESULT), "pubmed26n1500.xml.gz");
    assert_eq!(put(&mut store, &again).unwrap(), Change::New);
    assert_eq!(delete(&mut store, &[11], Some(261_402)), 0, "an earlier withdrawal comes late");
    // What somebody asked PubMed for is no file's to refuse.
    assert_eq!(delete(&mut store, &[11], Some(261_600)), 1);
    assert_eq!(put(&mut store, &found(&xml(11, 1, 2024, "Fetched", RESULT))).unwrap(), Change::New);
}

const RICH: &str = "<PubmedArticle><MedlineCitation><PMID Version=\"2\">77</PMID><DateRevised><Year>2024</Year><Month>03</Month><Day>04</Day></DateRevised>\
    <Article><Journal><ISSN IssnType=\"Print\">0000-0019</ISSN><JournalIssue><Volume>12</Volume><Issue>3</Issue><PubDate><Year>2023</Year><Season>Spring</Season></PubDate></JournalIssue>\
    <Title>Journal of tests</Title><ISOAbbreviation>J Tests</ISOAbbreviation></Journal><ArticleTitle>Of CO<sub>2</sub> and 10<sup>3</sup></ArticleTitle>\
    <Pagination><MedlinePgn>12-9</MedlinePgn></Pagination><Abstract><AbstractText Label=\"AIM\">To see 10<sup>-3</sup> naïvely.</AbstractText>\
    <AbstractText Label=\"RESULTS\">Death occurred in 15 of 194 patients (7·7%; hazard ratio, 0·49; 95% CI, 0·36–0·67).</AbstractText></Abstract>\
    <AuthorList CompleteYN=\"N\"><Author><LastName>Ämmer</LastName><ForeName>Eva Q</ForeName><Initials>EQ</Initials></Author><Author><CollectiveName>TEST Investigators</CollectiveName></Author></AuthorList>\
    <Language>eng</Language><PublicationTypeList><PublicationType UI=\"D016441\">Retracted Publication</PublicationType></PublicationTypeList></Article>\
    <MeshHeadingList><MeshHeading><DescriptorName UI=\"D000001\">Humans</DescriptorName></MeshHeading></MeshHeadingList>\
    <CommentsCorrectionsList><CommentsCorrections RefType=\"ErratumIn\"><RefSource>J Tests. 2024;13:1</RefSource><PMID>78</PMID></CommentsCorrections></CommentsCorrectionsList></MedlineCitation>\
    <PubmedData><ArticleIdList><ArticleId IdType=\"doi\">10.5555/Rich.77</ArticleId><ArticleId IdType=\"pmc\">PMC123</ArticleId></ArticleIdList></PubmedData></PubmedArticle>";

#[test]
fn without_its_bytes_an_article_comes_back_as_it_is_shown_and_read() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("a.db")).unwrap();
    let one = found(RICH);
    put_as(&mut store, &one, VERSION, Keep::Text).unwrap();
    let back = store.find(&pmid(77)).unwrap().remove(0);
    assert_eq!(back.raw, None);
    assert_eq!(back.record.text, one.record.text, "text, sections and what is typeset");
    assert_eq!(extract(&back.record.text), extract(&one.record.text));
    assert_eq!(litx::export::article::record(&back.record), litx::export::article::record(&one.record));
    // The same bytes with more of them kept: once more, and then all is there.
    assert_eq!(put_as(&mut store, &one, VERSION, Keep::Text).unwrap(), Change::Unchanged);
    assert_eq!(put(&mut store, &one).unwrap(), Change::Reread);
    assert_eq!(put_as(&mut store, &one, VERSION, Keep::Text).unwrap(), Change::Unchanged);
    assert!(store.find(&pmid(77)).unwrap()[0].raw.is_some());
    assert_eq!(whole_words(store.path()), 1);
}

#[test]
fn without_its_abstract_an_article_keeps_its_results_with_their_words() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("a.db")).unwrap();
    let one = found(RICH);
    let extraction = extract(&one.record.text);
    let document = serde_json::to_string(&results::write(&one.record.text, &extraction)).unwrap();
    put_as(&mut store, &one, VERSION, Keep::Results(&document)).unwrap();
    let back = store.find(&pmid(77)).unwrap().remove(0);
    assert!(!back.record.text.as_str().contains("naïvely"));
    let fields = serde_json::from_str(back.findings.as_deref().unwrap()).unwrap();
    let (text, read) = results::read(back.record.title(), &fields).unwrap();
    let told = |text: &str, spans: Vec<litx::text::Span>| {
        spans.iter().map(|s| s.of(text).to_owned()).collect::<Vec<_>>()
    };
    let spans = |read: &litx::finding::Extraction| read.findings.iter().map(|f| f.span).collect();
    assert_eq!(told(text.as_str(), spans(&read)), told(one.record.text.as_str(), spans(&extraction)));
    let quote: String = store.connection().query_row("SELECT quote FROM estimate", [], |r| r.get(0)).unwrap();
    assert_eq!(quote, "hazard ratio, 0·49; 95% CI, 0·36–0·67");
    // Asked for with its text, it gets it.
    assert_eq!(put_as(&mut store, &one, VERSION, Keep::Text).unwrap(), Change::Reread);
    assert_eq!(whole_words(store.path()), 1);
}

/// The words are those of the text; how many records.
fn whole_words(path: &Path) -> u64 {
    let db = rusqlite::Connection::open(path).unwrap();
    db.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)", [])
        .expect("the words are those of the text");
    db.query_row("SELECT count(*) FROM record", [], |r| r.get::<_, i64>(0)).unwrap() as u64
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
    rusqlite::Connection::open(path("newer.db")).unwrap().pragma_update(None, "user_version", 1).unwrap();
    assert!(matches!(Store::open(&path("newer.db")), Err(StoreError::Early { found: 1, .. })));
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

/// Only the first batch of an empty store goes to its place without the log that lets others read.
#[test]
fn a_store_is_shared_again_after_it_was_filled() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let mut store = Store::open(&path).unwrap();
    let mode = |store: &Store| -> String {
        store.connection().query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap()
    };
    assert_eq!(mode(&store), "wal");
    store.begin_filling().unwrap();
    assert_eq!(mode(&store), "delete");
    put(&mut store, &found(&xml(11, 1, 2024, "A trial", RESULT))).unwrap();
    // A run that was killed here left it so: the next one shares it.
    drop(store);
    let store = Store::open(&path).unwrap();
    store.begin_filling().unwrap();
    assert_eq!(mode(&store), "wal");
    // What others have open stays as it is.
    let other = Store::open(&folder.path().join("b.db")).unwrap();
    let reader = Store::open(&folder.path().join("b.db")).unwrap();
    reader.connection().execute_batch("BEGIN; SELECT count(*) FROM record").unwrap();
    assert!(other.connection().busy_timeout(std::time::Duration::ZERO).is_ok());
    other.begin_filling().unwrap();
    assert_eq!(mode(&other), "wal");
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
    bytes[8192..].fill(0x5a);
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
    assert_eq!(complete(&path), u64::from(stored));
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
    assert_eq!(complete(&path), 100);
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
    let wanted = rows::rows(&clean);
    for (round, after) in
        [1, 2, 3, 5, 8, 13, 40, 77, 120, 199, 200, 201, 230, 300, 399].into_iter().enumerate()
    {
        let path = folder.path().join(format!("{round}.db"));
        run(&path, Some(after));
        drop(Store::open(&path).unwrap());
        assert!(complete(&path) >= after.min(200) as u64);
        run(&path, None);
        // A second pass over the older versions changes nothing that a clean run has: the newest version stays.
        let db = rusqlite::Connection::open(&path).unwrap();
        let newest: i64 =
            db.query_row("SELECT count(*) FROM record WHERE revised LIKE '2025%'", [], |r| r.get(0)).unwrap();
        assert_eq!((complete(&path), newest), (200, 200), "killed after {after}");
        assert_eq!(rows::rows(&path), wanted, "killed after {after}");
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
        prop_assert_eq!(back.raw.as_ref(), Some(&one.raw.bytes));
        let stored: i64 = store.connection().query_row("SELECT count(*) FROM finding", [], |r| r.get(0)).unwrap();
        prop_assert_eq!(stored as usize, extract(&one.record.text).findings.len());
    }
}
