//! Files that are not what they should be: each is named, the rest goes on, and a later run has another try.

use crate::place::Place;
use crate::rows::{number, rows, whole};
use crate::{gz, made, set, trials};

#[test]
fn a_file_cut_off_keeps_what_was_whole_and_is_tried_again() {
    let place = Place::new();
    let text = trials(1..60);
    let packed = gz(&text);
    place.write("in/pubmed26n0001.xml.gz", &packed[..packed.len() / 2]);
    place.write("in/pubmed26n0002.xml", &trials(100..110)[..3000]);
    place.write("in/pubmed26n0003.xml.gz", gz(&trials(200..210)));
    let run = place.run(&["ingest", "--db", "a.db", "--json", "in"]);
    assert_eq!(run.code, 2);
    let failed = run.json()["failed"].to_string();
    assert!(failed.contains("n0001") && failed.contains("n0002") && !failed.contains("n0003"), "{failed}");
    assert!(run.err.contains("pubmed26n0001.xml.gz: cannot read on after byte"), "{}", run.err);
    assert!(
        run.err.contains("pubmed26n0002.xml: the input was cut off in or before record 4 (byte "),
        "{}",
        run.err
    );
    let db = place.path("a.db");
    assert_eq!(number(&db, "SELECT count(*) FROM record WHERE id BETWEEN 100 AND 109"), 3);
    assert_eq!(number(&db, "SELECT count(*) FROM record WHERE id >= 200"), 10);
    let first = number(&db, "SELECT count(*) FROM record WHERE id < 100");
    assert!(first > 5 && first < 59, "{first}");
    assert_eq!(number(&db, "SELECT count(*) FROM file WHERE finished"), 1);

    // The same again: tried again, nothing doubled.
    let before = rows(&db);
    let run = place.run(&["ingest", "--db", "a.db", "--json", "in"]);
    assert_eq!((run.code, run.json()["already_read"].to_string()), (2, "1".into()));
    assert_eq!(rows(&db), before);

    // Downloaded again, whole.
    place.write("in/pubmed26n0001.xml.gz", &packed);
    place.write("in/pubmed26n0002.xml", trials(100..110));
    let run = place.run(&["ingest", "--db", "a.db", "--json", "in"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(whole(&db), 59 + 10 + 10);
}

#[test]
fn a_file_that_is_not_that_of_its_md5_is_refused() {
    let place = Place::new();
    let text = trials(1..6);
    place.write("in/pubmed26n0001.xml", &text);
    place.write("in/pubmed26n0001.xml.md5", "MD5(pubmed26n0001.xml)= 0123456789abcdef0123456789abcdef\n");
    place.write("in/pubmed26n0002.xml", trials(10..13));
    place.write("in/pubmed26n0003.xml", trials(20..23));
    place.write("in/pubmed26n0003.xml.md5", "<html>404 Not Found</html>");
    let run = place.run(&["ingest", "--db", "a.db", "--json", "in"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("pubmed26n0001.xml is not the file that"), "{}", run.err);
    assert!(run.err.contains("help: download it again"), "{}", run.err);
    assert!(run.err.contains("pubmed26n0003.xml.md5 holds no MD5 of pubmed26n0003.xml"), "{}", run.err);
    assert_eq!(run.json()["failed"].as_array().map(Vec::len), Some(2));
    let db = place.path("a.db");
    assert_eq!(whole(&db), 3);
    assert_eq!(number(&db, "SELECT count(*) FROM file"), 1);

    // Both ways of writing it, and what was read is in the manifest.
    let md5 = md5_of(&place, "in/pubmed26n0001.xml");
    place.write("in/pubmed26n0001.xml.md5", format!("MD5(pubmed26n0001.xml)= {md5}\n"));
    place.write(
        "in/pubmed26n0003.xml.md5",
        format!("{}  pubmed26n0003.xml\n", md5_of(&place, "in/pubmed26n0003.xml")),
    );
    let run = place.run(&["ingest", "--db", "a.db", "in"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(whole(&db), 11);
    assert_eq!(number(&db, &format!("SELECT count(*) FROM file WHERE md5 = '{md5}'")), 1);
}

/// What the manifest of another store says: it reads the file without a sum beside it.
fn md5_of(place: &Place, file: &str) -> String {
    let name = file.rsplit('/').next().unwrap();
    place.write(&format!("sums/{name}"), std::fs::read(place.path(file)).unwrap());
    let run = place.run(&["ingest", "--db", "sums.db", &format!("sums/{name}")]);
    assert_eq!(run.code, 0, "{}", run.err);
    let db = rusqlite::Connection::open(place.path("sums.db")).unwrap();
    db.query_row("SELECT md5 FROM file WHERE path LIKE ?1", [format!("%{name}")], |r| r.get(0)).unwrap()
}

#[test]
fn damaged_records_are_named_by_file_position_and_pmid_and_the_rest_is_taken() {
    let place = Place::new();
    let broken = made(2).xml().replace("<ArticleTitle>", "<ArticleTitle>&nosuch;");
    place.write("a.xml", set(&(made(1).xml() + &broken + &made(3).xml())));
    let run = place.run(&["ingest", "--db", "a.db", "--json", "a.xml"]);
    assert_eq!(
        (run.code, run.json()["damaged"].to_string(), run.json()["new"].to_string()),
        (2, "1".into(), "2".into())
    );
    assert!(
        run.err.contains("warning: a.xml: record 2 (byte ") && run.err.contains(", PMID 2): "),
        "{}",
        run.err
    );
    assert_eq!(number(&place.path("a.db"), "SELECT damaged FROM file"), 1);
    // It was read to its end: there is nothing to try again before the file changes.
    let again = place.run(&["ingest", "--db", "a.db", "--json", "a.xml"]);
    assert_eq!((again.code, again.json()["already_read"].to_string()), (0, "1".into()));
}

#[test]
fn empty_and_hostile_files_stop_nothing() {
    let place = Place::new();
    place.write("in/a-none.xml", "");
    place.write("in/b-none.xml.gz", gz(""));
    place.write("in/c-noset.xml", set(""));
    place.write("in/d-html.xml", "<html><body>503</body></html>");
    place.write("in/e-half.xml.gz", [0x1f, 0x8b, 8, 0]);
    place.write("in/f-noise.xml", (0..5000u32).map(|i| ((i * 7919) >> 3) as u8).collect::<Vec<_>>());
    place.write("in/g-deep.xml", "<PubmedArticleSet><PubmedArticle>".to_owned() + &"<x>".repeat(100_000));
    place.write("in/h-tail.xml.gz", [gz(&trials(1..4)), b"garbage behind the end".to_vec()].concat());
    place.write(
        "in/i-lines.jsonl",
        "{\"id\":\"x\",\"title\":\"T\"}\n{broken\n{\"id\":\"y\",\"title\":\"U\"}\n",
    );
    place.write("in/z.xml", trials(10..15));
    let run = place.run(&["ingest", "--db", "a.db", "--json", "in"]);
    assert_eq!(run.code, 2, "{}", run.err);
    let failed: Vec<String> = run.json()["failed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|name| name.to_string().replace(['"', '/'], ""))
        .collect();
    for name in ["a-none", "b-none", "d-html", "e-half", "g-deep", "h-tail"] {
        assert!(failed.iter().any(|f| f.contains(name)), "{name}: {failed:?} {}", run.err);
    }
    assert!(!failed.iter().any(|f| f.contains("c-noset") || f.contains("z.xml")), "{failed:?}");
    assert!(run.json()["damaged"].as_u64() >= Some(1));
    let db = place.path("a.db");
    assert_eq!(number(&db, "SELECT count(*) FROM record WHERE id IN (1, 2, 3, 10, 11, 12, 13, 14)"), 8);
    assert_eq!(number(&db, "SELECT count(*) FROM record WHERE key IN ('id:x', 'id:y')"), 2);
    whole(&db);
}

/// A disk that takes no more: nothing of what could not be written is there, and a rerun with room goes on.
#[cfg(unix)]
#[test]
fn a_disk_without_room_ends_the_run_and_the_next_completes_it() {
    let place = Place::new();
    for file in 1..=4u32 {
        place.write(&format!("in/pubmed26n{file:04}.xml"), trials(file * 1000..file * 1000 + 60));
    }
    assert_eq!(place.run(&["ingest", "--db", "clean.db", "in"]).code, 0);
    // A store that is there already, and empty.
    let db = place.path("a.db");
    place.write("none.xml", set(""));
    assert_eq!(place.run(&["ingest", "--db", "a.db", "none.xml"]).code, 0);
    rusqlite::Connection::open(&db).unwrap().execute("DELETE FROM file", []).unwrap();
    let size = std::fs::metadata(place.path("clean.db")).unwrap().len();
    // Files may be no longer than this, in blocks of 512 bytes: the system says so to who writes, and ends nobody.
    let limited = |blocks: u64| {
        let line = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        let litx = env!("CARGO_BIN_EXE_litx");
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", &line, litx, "ingest", "--db", "a.db", "--commit-every", "20", "--json", "in"]);
        let output =
            shell.env_clear().env("HOME", place.path("")).current_dir(place.path("")).output().unwrap();
        crate::place::Run::of(&output)
    };
    let run = limited(size / 512 / 2);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(run.err.contains("error: ") && run.err.contains("help: "), "{}", run.err);
    assert_ne!(run.json()["left"].to_string(), "0");
    let kept = whole(&db);
    assert!(kept < 240, "{kept}");
    assert_eq!(run.json()["new"].to_string(), kept.to_string());
    let run = place.run(&["ingest", "--db", "a.db", "--json", "in"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(rows(&db), rows(&place.path("clean.db")));
}
