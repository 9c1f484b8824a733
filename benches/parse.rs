//! How fast records are cut out of a stream and read: `cargo bench --bench parse`.

use std::io::{BufReader, Write};

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use litx::parse::{Format, Item, items, pieces, pubmed};

mod baseline;

/// Records of the file that is read.
const RECORDS: usize = 1000;

fn main() {
    divan::main();
}

fn file() -> Vec<u8> {
    let mut bytes = Vec::new();
    baseline::Baseline::new(1, RECORDS).write(1, &mut bytes).expect("memory takes all that is written");
    bytes
}

/// Cutting alone.
#[divan::bench]
fn cut(bencher: Bencher) {
    let bytes = file();
    bencher
        .counter(BytesCount::new(bytes.len()))
        .counter(ItemsCount::new(RECORDS))
        .bench(|| pieces(Format::PubmedXml, bytes.as_slice()).filter(Result::is_ok).count());
}

/// Reading records that are cut already.
#[divan::bench]
fn read(bencher: Bencher) {
    let bytes = file();
    let cut: Vec<_> =
        pieces(Format::PubmedXml, bytes.as_slice()).map(|piece| piece.expect("sound")).collect();
    bencher
        .counter(BytesCount::new(bytes.len()))
        .counter(ItemsCount::new(RECORDS))
        .bench(|| cut.iter().filter(|piece| pubmed::record(divan::black_box(&piece.raw)).is_ok()).count());
}

/// Both.
#[divan::bench]
fn all(bencher: Bencher) {
    let bytes = file();
    bencher
        .counter(BytesCount::new(bytes.len()))
        .counter(ItemsCount::new(RECORDS))
        .bench(|| records(bytes.as_slice()));
}

/// Both, from gzip.
#[divan::bench]
fn gzipped(bencher: Bencher) {
    let bytes = file();
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(&bytes).expect("memory takes all that is written");
    let packed = packed.finish().expect("memory takes all that is written");
    bencher
        .counter(BytesCount::new(bytes.len()))
        .counter(ItemsCount::new(RECORDS))
        .bench(|| records(BufReader::with_capacity(1 << 16, MultiGzDecoder::new(packed.as_slice()))));
}

fn records(input: impl std::io::BufRead) -> usize {
    let read = items(Format::PubmedXml, input).filter(|item| matches!(item, Ok(Item::Record(_)))).count();
    assert_eq!(read, RECORDS);
    read
}
