//! Lock files: what they keep equals what was read, damage never passes, and the commands that write and ask them.

#![cfg(feature = "cli")]

#[path = "lock/commands.rs"]
mod commands;
#[path = "lock/damage.rs"]
mod damage;
mod server;

use std::path::{Path, PathBuf};

use litx::export::findings::document;
use litx::extract::extract;
use litx::finding::Extraction;
use litx::lock::{Entry, Lock};
use litx::parse::{Item, items, sniff};
use litx::record::Record;
use litx::source::RawRecord;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// Every record of `fixtures/pubmed` and `fixtures/text`, with its bytes.
fn records() -> Vec<(Record, RawRecord)> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for folder in ["pubmed", "text"] {
        paths.extend(std::fs::read_dir(fixtures().join(folder)).unwrap().flatten().map(|e| e.path()));
    }
    paths.retain(|path| path.extension().is_some_and(|e| e != "gz"));
    paths.sort();
    let mut all = Vec::new();
    for path in paths {
        let bytes = std::fs::read(&path).unwrap();
        for item in items(sniff(&bytes), bytes.as_slice()) {
            if let Ok(Item::Record(parsed)) = item {
                let raw = RawRecord::new(
                    parsed.raw,
                    "file:test".to_owned(),
                    "file".to_owned(),
                    Some(1_764_000_000),
                );
                all.push((parsed.record, raw));
            }
        }
    }
    assert!(all.len() > 60, "{} records", all.len());
    all
}

fn through_the_file(entry: &Entry) -> Entry {
    let text = entry.line() + "\n";
    let lock = Lock::read(&text).unwrap_or_else(|damages| panic!("{damages:?}\n{text}"));
    assert_eq!(lock.text(), text, "a line that is read is written as it was");
    lock.into_entries().remove(0)
}

#[test]
fn a_locked_text_is_the_records_and_reads_the_same() {
    let mut marked = 0;
    for (record, raw) in records() {
        let entry = through_the_file(&Entry::of(&record, &raw.provenance, &[name_of(&record)], false));
        assert_eq!(*entry.text(), record.text, "{}", record.label());
        assert_eq!(entry.extraction(), extract(&record.text), "{}", record.label());
        assert_eq!(entry.flags(), record.flags());
        marked += record.text.marks().count();
    }
    assert!(marked > 5, "some fixtures carry superscripts: {marked}");
}

#[test]
fn findings_come_back_from_their_json_and_the_text_stays_out_of_it() {
    let mut findings = 0;
    for (record, raw) in records() {
        let whole = Entry::of(&record, &raw.provenance, &[name_of(&record)], false);
        let entry = through_the_file(&whole.without_text());
        assert!(entry.is_hash_only());
        let (read, again) = (extract(&record.text), entry.extraction());
        // Every field, and every quotation at its place.
        assert_eq!(
            document("", entry.text(), &again),
            document("", &record.text, &read),
            "{}",
            record.label()
        );
        let shown = |e: &Extraction| e.findings.iter().map(|f| f.result.to_string()).collect::<Vec<_>>();
        assert_eq!(shown(&again), shown(&read));
        findings += again.findings.len();
        // No sentence of the abstract that has no number stands in the line.
        for section in record.text.sections() {
            let text = record.text.section_text(section);
            for sentence in litx::text::sentences(text, 0) {
                let sentence = sentence.of(text);
                let told = sentence.len() > 60 && !sentence.contains(|c: char| c.is_ascii_digit());
                assert!(!told || !entry.line().contains(sentence), "{sentence}");
            }
        }
        assert_eq!(whole.changes(&entry), [], "the hash of the text tells that it is the same");
        assert_eq!(Entry::of(&record, &raw.provenance, &[name_of(&record)], true).line(), entry.line());
    }
    assert!(findings > 500, "{findings} findings");
}

/// A name that a record without one can be cited by.
fn name_of(record: &Record) -> litx::catalogue::claim::Cited {
    let label = record.label().replace("PMID ", "pmid:");
    label.parse().unwrap_or(litx::catalogue::claim::Cited::Given(label))
}
