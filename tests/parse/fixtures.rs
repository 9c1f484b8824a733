//! The project's own records, whole.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use litx::parse::{Format, Item, Parsed, items, pieces, pubmed, sniff};
use litx::record::{Author, Flag, Record};

use super::sections;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

fn bytes(path: &Path) -> Vec<u8> {
    let raw = fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    if path.extension().is_some_and(|e| e == "gz") {
        let mut out = Vec::new();
        flate2::read::MultiGzDecoder::new(raw.as_slice()).read_to_end(&mut out).unwrap();
        return out;
    }
    raw
}

fn records(path: &Path) -> Vec<Parsed> {
    let bytes = bytes(path);
    items(sniff(&bytes), BufReader::with_capacity(100, bytes.as_slice()))
        .map(|item| match item {
            Ok(Item::Record(parsed)) => *parsed,
            other => panic!("{}: {other:?}", path.display()),
        })
        .collect()
}

/// All records of `fixtures/pubmed` by PMID and version, without the baseline's repetition.
fn pubmed() -> BTreeMap<(u32, u32), Record> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder("pubmed")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|e| e != "xml") {
            continue;
        }
        for parsed in records(&path) {
            let record = parsed.record;
            assert!(
                parsed.unknown.is_empty() || path.ends_with("future.xml"),
                "{}: {:?}",
                path.display(),
                parsed.unknown
            );
            let key = (record.pmid.unwrap().get(), record.version);
            assert!(all.insert(key, record).is_none(), "{}: {key:?} comes twice", path.display());
        }
    }
    assert!(all.len() > 40, "{}", all.len());
    all
}

/// Case 51, with whole files.
#[test]
fn the_baseline_gives_the_same_records() {
    let all = pubmed();
    let baseline = records(&folder("pubmed/baseline.xml.gz"));
    assert_eq!(baseline.len(), 4);
    for parsed in baseline {
        let record = parsed.record;
        assert_eq!(
            all.get(&(record.pmid.unwrap().get(), record.version)),
            Some(&record),
            "{}",
            record.label()
        );
    }
}

/// The tagged text says the same as the XML, so far as it says it.
/// Simple elements are read at a glance and what is not kept is stepped over; a comment in each has all of it read event
/// by event.
#[test]
fn records_are_the_same_read_at_a_glance_and_event_by_event() {
    let mut compared = 0;
    for entry in fs::read_dir(folder("pubmed")).unwrap() {
        let text = String::from_utf8(bytes(&entry.unwrap().path())).unwrap();
        for piece in pieces(Format::PubmedXml, text.as_bytes()).map(Result::unwrap) {
            let quick = String::from_utf8(piece.raw).unwrap();
            let slow = quick.replace("</", "<!-- --></");
            assert_eq!(pubmed::record(quick.as_bytes()), pubmed::record(slow.as_bytes()), "{quick}");
            compared += 1;
        }
    }
    assert!(compared > 40, "{compared}");
}

#[test]
fn tagged_text_agrees_with_the_xml() {
    let all = pubmed();
    for name in ["text/jco-90000013.nbib", "text/sici-90000024.nbib"] {
        let record = records(&folder(name)).remove(0).record;
        let xml = &all[&(record.pmid.unwrap().get(), 1)];
        assert_eq!(record.title(), xml.title(), "{name}");
        assert_eq!(record.doi(), xml.doi(), "{name}");
        assert_eq!(sections(&record), sections(xml), "{name}");
        let names = |record: &Record| record.authors.iter().map(Author::short).collect::<Vec<_>>();
        assert_eq!(names(&record), names(xml), "{name}");
        assert_eq!(record.dates.year(), xml.dates.year(), "{name}");
        assert_eq!(record.journal.title, xml.journal.title, "{name}");
        assert_eq!(record.trials, xml.trials, "{name}");
        let types = |record: &Record| record.types.iter().map(|t| t.name.clone()).collect::<Vec<_>>();
        assert_eq!(types(&record), types(xml), "{name}");
    }
}

#[test]
fn json_lines_agree_with_the_xml() {
    let all = pubmed();
    let lines = records(&folder("text/articles.jsonl"));
    assert_eq!(lines.len(), 3);
    for parsed in lines {
        let record = parsed.record;
        let found =
            all.values().find(|xml| xml.pmid == record.pmid || record.doi().is_some_and(|d| xml.has_doi(d)));
        let xml = found.unwrap_or_else(|| panic!("{}", record.label()));
        assert_eq!((record.title(), sections(&record)), (xml.title(), sections(xml)));
        assert!(record.given_id.is_some());
    }
}

#[test]
fn aquila_as_handed_over_agrees_with_its_record() {
    let page = records(&folder("text/aquila.txt")).remove(0).record;
    let xml = &pubmed()[&(39_652_675, 1)];
    assert_eq!(page.title(), xml.title());
    assert_eq!(sections(&page), sections(xml));
    assert_eq!(page.doi(), xml.doi());
    assert_eq!(page.trials[0].nct, xml.trials[0].nct);
    assert_eq!(page.journal.iso, xml.journal.iso);
    assert_eq!(page.dates.published.as_ref().unwrap().day, Some(9));
    let first: Vec<String> = xml.authors.iter().map(Author::short).take(3).collect();
    assert_eq!(page.authors.iter().map(Author::short).collect::<Vec<_>>(), first);
    assert!(page.authors_truncated);
}

#[test]
fn plain_text_agrees_with_the_xml() {
    let all = pubmed();
    for (name, pmid) in [("text/nejm-90000001.txt", 90_000_001), ("text/bmj-90000016.txt", 90_000_016)] {
        let page = records(&folder(name)).remove(0).record;
        let xml = &all[&(pmid, 1)];
        assert_eq!(page.title(), xml.title(), "{name}");
        let texts = |record: &Record| sections(record).iter().map(|s| s.1.to_owned()).collect::<Vec<_>>();
        assert_eq!(texts(&page), texts(xml), "{name}");
    }
}

#[test]
fn flags_are_raised_where_the_fixtures_say() {
    let all = pubmed();
    let cases = [
        (90_000_032, Flag::Retracted),
        (90_000_033, Flag::Corrected),
        (90_000_034, Flag::ErratumNotice),
        (90_000_035, Flag::Concern),
        (90_000_037, Flag::Preprint),
        (90_000_037, Flag::Updated),
    ];
    for (pmid, flag) in cases {
        assert!(all[&(pmid, 1)].flags().contains(&flag), "{pmid}: {:?}", all[&(pmid, 1)].flags());
    }
}

/// Case 52, so far as reading goes: what three update files say, in their order.
#[test]
fn update_files_are_read_in_order() {
    let mut said = Vec::new();
    for number in 1..=3 {
        let path = folder(&format!("updates/pubmed90n000{number}.xml"));
        for item in items(Format::PubmedXml, bytes(&path).as_slice()) {
            said.push(match item.unwrap() {
                Item::Record(parsed) => {
                    format!("{number}: {} v{}", parsed.record.label(), parsed.record.version)
                }
                Item::Delete(pmids) => format!(
                    "{number}: delete {}",
                    pmids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
                ),
                Item::Damaged(damage) => panic!("{damage}"),
            });
        }
    }
    insta::assert_snapshot!(said.join("\n"));
}

/// A few records as a person can read them.
#[test]
fn whole_records() {
    let all = pubmed();
    for pmid in [39_652_675, 90_000_024, 90_000_041] {
        insta::assert_json_snapshot!(format!("record_{pmid}"), all[&(pmid, 1)]);
    }
    let book = all.values().find(|record| record.kind == litx::record::RecordKind::Book).unwrap();
    insta::assert_json_snapshot!("record_book", book);
}
