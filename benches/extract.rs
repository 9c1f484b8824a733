//! How fast abstracts are read and checked, and their findings alone, and that hostile text costs no more per byte than honest text.
//!
//! `cargo bench --bench extract`; compare the columns of one run, not runs of different machines.

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use litx::check::{Grade, check, problems};
use litx::extract::{extract, extract_all};

mod texts;
use texts::{HOSTILE, articles, hostile};

fn main() {
    divan::main();
}

#[divan::bench]
fn read(bencher: Bencher<'_, '_>) {
    let articles = articles();
    bencher
        .counter(ItemsCount::new(articles.len()))
        .bench(|| articles.iter().map(|a| extract(black_box(a)).findings.len()).sum::<usize>());
}

/// The same articles handed over together, as commands do.
#[divan::bench]
fn read_together(bencher: Bencher<'_, '_>) {
    let articles = articles();
    let all: Vec<_> = articles.iter().collect();
    bencher
        .counter(ItemsCount::new(all.len()))
        .bench(|| extract_all(black_box(&all)).iter().map(|read| read.findings.len()).sum::<usize>());
}

#[divan::bench]
fn read_and_check(bencher: Bencher<'_, '_>) {
    let articles = articles();
    bencher
        .counter(ItemsCount::new(articles.len()))
        .bench(|| articles.iter().map(|a| check(black_box(a), &extract(a)).len()).sum::<usize>());
}

/// Findings that were read before, checked for what is at least `warn`.
#[divan::bench]
fn problems_alone(bencher: Bencher<'_, '_>) {
    let read: Vec<_> = articles().into_iter().map(|a| (extract(&a), a)).collect();
    bencher.counter(ItemsCount::new(read.len())).bench(|| {
        read.iter().map(|(read, a)| problems(black_box(a), black_box(read), Grade::Warn).len()).sum::<usize>()
    });
}

/// The same, with every verdict in words, agreement too.
#[divan::bench]
fn verdicts_alone(bencher: Bencher<'_, '_>) {
    let read: Vec<_> = articles().into_iter().map(|a| (extract(&a), a)).collect();
    bencher
        .counter(ItemsCount::new(read.len()))
        .bench(|| read.iter().map(|(read, a)| check(black_box(a), black_box(read)).len()).sum::<usize>());
}

/// Cues repeated without end, in growing lengths: bytes per second must stay level.
#[divan::bench(args = [1_000, 10_000, 100_000, 400_000], consts = [0, 1, 2, 3])]
fn repeated<const KIND: usize>(bencher: Bencher<'_, '_>, length: usize) {
    let article = hostile(HOSTILE[KIND].1, length);
    bencher
        .counter(BytesCount::of_str(article.as_str()))
        .bench(|| extract(black_box(&article)).findings.len());
}
