//! The made-up baseline holds what its doc comment says: litx reads it whole, sizes and shares are as stated, and the same seed
//! gives the same bytes.

use litx::extract::extract;
use litx::parse::{Format, Item, items};
use litx::record::Record;

#[path = "../benches/baseline/mod.rs"]
mod baseline;

use baseline::{Baseline, abstracts};

const RECORDS: usize = 1000;

fn written(seed: u64, file: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    Baseline::new(seed, RECORDS).write(file, &mut bytes).expect("memory takes all that is written");
    bytes
}

/// All records of a file; the test fails on a damaged one, and on an element that litx does not know.
fn records(bytes: &[u8]) -> (Vec<Record>, Vec<u32>) {
    let (mut records, mut withdrawn) = (Vec::new(), Vec::new());
    for item in items(Format::PubmedXml, bytes) {
        match item.expect("the stream is sound") {
            Item::Record(read) => {
                assert!(read.unknown.is_empty(), "{:?}", read.unknown);
                records.push(read.record);
            }
            Item::Delete(pmids) => withdrawn.extend(pmids.iter().map(|pmid| pmid.get())),
            other => panic!("{other:?}"),
        }
    }
    (records, withdrawn)
}

fn share(records: &[Record], of: impl Fn(&Record) -> bool) -> f64 {
    records.iter().filter(|record| of(record)).count() as f64 / records.len() as f64
}

#[track_caller]
fn between(value: f64, low: f64, high: f64) {
    assert!((low..=high).contains(&value), "{value} is not from {low} to {high}");
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let once = written(1, 2);
    assert!(once == written(1, 2));
    assert!(once != written(2, 2) && once != written(1, 1));
}

#[test]
fn records_are_read_whole_and_carry_what_pubmed_does() {
    let bytes = written(1, 1);
    between(bytes.len() as f64 / RECORDS as f64, 8100.0, 8700.0);
    let (records, withdrawn) = records(&bytes);
    assert_eq!((records.len(), withdrawn.len()), (RECORDS, 0));
    let pmids: Vec<_> = records.iter().map(|record| record.pmid.expect("each has one").get()).collect();
    assert!(pmids.is_sorted_by(|a, b| a < b));
    between(f64::from(pmids[RECORDS - 1]) / RECORDS as f64, 1.05, 1.08);
    let years: Vec<_> =
        records.iter().map(|record| record.dates.published.as_ref().and_then(|date| date.year)).collect();
    assert_eq!((years[0], years[RECORDS - 1]), (Some(1960), Some(2026)));
    assert!(years.is_sorted());

    between(share(&records, |record| record.text.has_abstract()), 0.68, 0.75);
    between(share(&records, |record| record.pmcid.is_some()), 0.25, 0.36);
    between(share(&records, |record| record.doi().is_some()), 0.7, 0.9);
    between(share(&records, |record| record.languages == ["eng"]), 0.85, 0.95);
    between(share(&records, |record| !record.mesh.is_empty()), 0.75, 0.9);
    between(share(&records, |record| record.text.sections().len() > 2), 0.12, 0.3);
}

#[test]
fn results_are_as_rare_as_stated() {
    let (records, _) = records(&written(1, 1));
    let found: Vec<_> = records
        .iter()
        .filter(|record| record.text.has_abstract())
        .map(|record| extract(&record.text).findings.len())
        .collect();
    let with = |low, high| {
        found.iter().filter(|&&many| (low..=high).contains(&many)).count() as f64 / found.len() as f64
    };
    between(with(8, 13), abstracts::RICH - 0.015, abstracts::RICH + 0.015);
    between(with(1, 3), abstracts::FEW - 0.03, abstracts::FEW + 0.03);
    between(with(0, 0), 0.7, 0.8);
    between(with(4, 7) + with(14, usize::MAX), 0.0, 0.01);
}

#[test]
fn updates_revise_and_withdraw_what_the_baseline_has() {
    let baseline = Baseline::new(1, RECORDS);
    let (before, _) = records(&written(1, 1));
    let mut bytes = Vec::new();
    baseline.update(2, 1, &mut bytes).expect("memory takes all that is written");
    let (records, withdrawn) = records(&bytes);
    let known: std::collections::HashSet<_> = before.iter().map(|record| record.pmid).collect();
    let (revised, new): (Vec<_>, Vec<_>) =
        records.into_iter().partition(|record| known.contains(&record.pmid));
    assert_eq!((new.len(), revised.len() + withdrawn.len()), (RECORDS, RECORDS));
    between(withdrawn.len() as f64 / RECORDS as f64, 0.005, 0.015);
    assert!(withdrawn.iter().all(|pmid| known.iter().flatten().any(|known| known.get() == *pmid)));
    let year = |record: &Record| record.dates.revised.as_ref().and_then(|date| date.year);
    assert!(revised.iter().all(|record| year(record) == Some(2026)));
    assert!(before.iter().all(|record| year(record).is_some_and(|year| year < 2026)));
}
