//! How fast abstracts are read and checked, and that hostile text costs no more per byte than honest text.
//!
//! `cargo bench --bench extract`; compare the columns of one run, not runs of different machines.

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use litx::check::check;
use litx::extract::extract;
use litx::parse::{self, Item};
use litx::record::Abstract;

fn main() {
    divan::main();
}

/// The articles of the fixtures: every house style.
fn articles() -> Vec<Abstract> {
    let mut out = Vec::new();
    for name in ["nejm", "lancet", "jama", "jco", "bmj", "annals", "cochrane", "ascii", "open-access"] {
        let path = format!("{}/fixtures/pubmed/{name}.xml", env!("CARGO_MANIFEST_DIR"));
        let bytes = std::fs::read(path).expect("a fixture");
        for item in parse::items(parse::Format::PubmedXml, bytes.as_slice()) {
            if let Ok(Item::Record(parsed)) = item {
                out.push(parsed.record.text);
            }
        }
    }
    out
}

#[divan::bench]
fn read(bencher: Bencher<'_, '_>) {
    let articles = articles();
    bencher
        .counter(ItemsCount::new(articles.len()))
        .bench(|| articles.iter().map(|a| extract(black_box(a)).findings.len()).sum::<usize>());
}

#[divan::bench]
fn read_and_check(bencher: Bencher<'_, '_>) {
    let articles = articles();
    bencher
        .counter(ItemsCount::new(articles.len()))
        .bench(|| articles.iter().map(|a| check(black_box(a), &extract(a)).len()).sum::<usize>());
}

/// Cues repeated without end, in growing lengths: bytes per second must stay level.
#[divan::bench(args = [1_000, 10_000, 100_000, 400_000], consts = [0, 1, 2, 3])]
fn hostile<const KIND: usize>(bencher: Bencher<'_, '_>, length: usize) {
    let unit = [
        "hazard ratio 0.49 (95% CI 0.36 to 0.67) ",
        "(((((([[[[[[95% CI ",
        "15 patients (7.7%) in the placebo group vs 26 and ",
        "one hundred and twenty-three thousand ",
    ][KIND];
    let mut article = Abstract::new("");
    article.push(None, None, &unit.repeat(length / unit.len()));
    bencher
        .counter(BytesCount::of_str(article.as_str()))
        .bench(|| extract(black_box(&article)).findings.len());
}
