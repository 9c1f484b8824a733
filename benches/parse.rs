//! How fast records are cut out of a stream and read: `cargo bench --bench parse`.

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use litx::parse::{Format, Item, items, pieces, pubmed};

#[path = "parse/baseline.rs"]
mod baseline;

fn main() {
    divan::main();
}

fn file() -> (Vec<u8>, u64) {
    let mut bytes = Vec::new();
    let count = baseline::write(8 << 20, &mut bytes).expect("memory takes all that is written");
    (bytes, count)
}

/// Cutting alone.
#[divan::bench]
fn cut(bencher: Bencher) {
    let (bytes, count) = file();
    bencher
        .counter(BytesCount::new(bytes.len()))
        .counter(ItemsCount::new(count))
        .bench(|| pieces(Format::PubmedXml, bytes.as_slice()).filter(Result::is_ok).count());
}

/// Reading one record.
#[divan::bench]
fn read(bencher: Bencher) {
    let mut record = String::new();
    baseline::one(1, &mut record).expect("text takes all that is written");
    let record = record.trim().to_owned();
    bencher
        .counter(BytesCount::new(record.len()))
        .counter(ItemsCount::new(1_u32))
        .bench(|| pubmed::record(divan::black_box(record.as_bytes())).expect("the record is sound"));
}

/// Both.
#[divan::bench]
fn all(bencher: Bencher) {
    let (bytes, count) = file();
    bencher.counter(BytesCount::new(bytes.len())).counter(ItemsCount::new(count)).bench(|| {
        items(Format::PubmedXml, bytes.as_slice()).filter(|item| matches!(item, Ok(Item::Record(_)))).count()
    });
}
