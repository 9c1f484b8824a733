//! Bulk ingest over made-up PubMed files: `cargo bench --bench ingest`.
//!
//! First one file, step by step on one core, side by side with EDirect's `xtract` printing four fields where that is installed
//! (Debian's `ncbi-entrez-direct`); then `litx ingest` of all files into one store, in steps that double, so that the cost of a
//! record can be seen while the store grows.
//!
//! `LITX_BENCH_RECORDS` says how many records (30,000; `3000000` takes 4 GB of files and 10 of store and some twenty minutes),
//! `LITX_BENCH_FILES` names a folder that has them, as `cargo run --release --example baseline` writes it: its files are used and
//! no others made. What is written goes to the system's folder for such things (`TMPDIR`).

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use litx::extract::extract;
use litx::parse::{Format, Item, items};

mod baseline;
mod measure;

use baseline::{Baseline, RECORDS};
use measure::Cost;

/// Runs of which the fastest counts, for the steps over one file.
const RUNS: usize = 3;
/// Records in all of PubMed, 2026.
const PUBMED: f64 = 41e6;

fn main() {
    // `cargo test --benches` only wants to know that it builds.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let place = tempfile::tempdir().expect("a folder");
    let files = match std::env::var_os("LITX_BENCH_FILES") {
        Some(folder) => found(Path::new(&folder)),
        None => made(place.path()),
    };
    let first = files.first().expect("at least one file");
    one(first);
    beside_xtract(first, place.path());
    growing(&files, place.path());
}

/// The files of a folder, by their numbers.
fn found(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the folder of files")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|end| end == "gz"))
        .collect();
    files.sort();
    let wanted = wanted().map_or(usize::MAX, |records| records.div_ceil(RECORDS));
    files.truncate(wanted);
    files
}

fn wanted() -> Option<usize> {
    let records = std::env::var("LITX_BENCH_RECORDS").ok()?;
    Some(records.parse().expect("LITX_BENCH_RECORDS is a number"))
}

/// Files of as many records as are wanted.
fn made(folder: &Path) -> Vec<PathBuf> {
    let wanted = wanted().unwrap_or(RECORDS).max(1);
    let baseline = Baseline::new(1, wanted.min(RECORDS));
    (1..=wanted.div_ceil(RECORDS))
        .map(|number| {
            let path = folder.join(Baseline::name(number) + ".xml.gz");
            let file = BufWriter::new(File::create(&path).expect("a file"));
            let mut packed = GzEncoder::new(file, Compression::default());
            baseline.write(number, &mut packed).expect("room for the files");
            packed.finish().expect("room for the files").flush().expect("room for the files");
            path
        })
        .collect()
}

/// Gunzip, parse, extract: each on one core, over one file, in processor time.
fn one(path: &Path) {
    let mut bytes = Vec::new();
    unpacked(path).read_to_end(&mut bytes).expect("it is sound");
    let megabytes = bytes.len() as f64 / 1e6;
    let records = parsed(bytes.as_slice(), |_| {});
    println!(
        "one file: {records} records, {megabytes:.1} MB, {:.1} MB gzipped",
        fs::metadata(path).expect("it is there").len() as f64 / 1e6
    );
    let row = |step: &str, cost: Cost| {
        // Processor time, where it is known: others may be at work.
        let seconds = cost.cpu.unwrap_or(cost.wall).as_secs_f64();
        println!(
            "  {step:<34} {seconds:>6.2} s {:>8.0} records/s {:>6.0} MB/s",
            records as f64 / seconds,
            megabytes / seconds
        );
    };
    row("gunzip", best(|| io::copy(&mut unpacked(path), &mut io::sink()).expect("it is sound")));
    row("parse", best(|| parsed(bytes.as_slice(), |_| {})));
    row("gunzip, parse", best(|| parsed(BufReader::with_capacity(1 << 16, unpacked(path)), |_| {})));
    row(
        "parse, extract",
        best(|| {
            parsed(bytes.as_slice(), |item| {
                std::hint::black_box(extracted(item));
            })
        }),
    );
}

fn unpacked(path: &Path) -> MultiGzDecoder<BufReader<File>> {
    MultiGzDecoder::new(BufReader::with_capacity(1 << 16, File::open(path).expect("it is there")))
}

fn parsed(input: impl io::BufRead, mut each: impl FnMut(&Item)) -> usize {
    let mut records = 0;
    for item in items(Format::PubmedXml, input) {
        let item = item.expect("the stream is sound");
        records += usize::from(matches!(item, Item::Record(_)));
        each(&item);
    }
    records
}

fn extracted(item: &Item) -> usize {
    match item {
        Item::Record(read) => extract(&read.record.text).findings.len(),
        _ => 0,
    }
}

fn best<T>(mut work: impl FnMut() -> T) -> Cost {
    fastest((0..RUNS).map(|_| measure::work(&mut work)))
}

fn fastest(costs: impl IntoIterator<Item = Cost>) -> Cost {
    costs.into_iter().min_by_key(|cost| cost.cpu.unwrap_or(cost.wall)).expect("some runs")
}

/// litx's whole job and xtract's four fields, in turns. `-strict` and `-mixed` print all text, without markup and with it;
/// without either xtract is faster, complains of markup, and prints none of the text that has any.
fn beside_xtract(file: &Path, place: &Path) {
    const FIELDS: &str = "gzip -dc \"$0\" | xtract $1 -pattern PubmedArticle -element MedlineCitation/PMID ArticleTitle \
        AbstractText Journal/ISOAbbreviation >/dev/null 2>&1";
    const OPTIONS: [&str; 3] = ["-strict", "-mixed", ""];
    if !(measure::there("xtract") && measure::there("gzip")) {
        println!("xtract is not installed: passed over");
        return;
    }
    let (mut theirs, mut ours) = (OPTIONS.map(|_| Vec::new()), Vec::new());
    for _ in 0..RUNS {
        for (costs, option) in theirs.iter_mut().zip(OPTIONS) {
            costs.push(measure::run(Command::new("sh").args(["-c", FIELDS]).arg(file).arg(option)));
        }
        let db = place.join("beside.db");
        ours.push(ingest(&db, std::slice::from_ref(&file.to_path_buf())));
        remove(&db);
    }
    let ours = fastest(ours);
    println!("side by side, from .gz");
    println!("  litx ingest, all of it             {}", ours.shown());
    for (option, theirs) in OPTIONS.into_iter().zip(theirs.map(fastest)) {
        let name = format!("xtract {option}").trim_end().to_owned() + ", four fields printed";
        println!("  {name:<34} {}", Cost { peak: None, ..theirs }.shown());
        println!("    litx is {:.2} times as fast", theirs.wall.as_secs_f64() / ours.wall.as_secs_f64());
        if let Some((theirs, ours)) = theirs.cpu.zip(ours.cpu) {
            println!(
                "    and takes {:.2} times the processor time",
                ours.as_secs_f64() / theirs.as_secs_f64()
            );
        }
    }
}

fn ingest(db: &Path, files: &[PathBuf]) -> Cost {
    measure::run(
        Command::new(env!("CARGO_BIN_EXE_litx")).args(["ingest", "--quiet", "--db"]).arg(db).args(files),
    )
}

/// All files into one store, each step as many as there are in it already.
fn growing(files: &[PathBuf], place: &Path) {
    let db = place.join("growing.db");
    println!("litx ingest into one store");
    println!("    records in it   files      s  records/s  CPU us a record  peak MB  store MB  kB a record");
    let (mut done, mut spent) = (0, Duration::ZERO);
    let mut records = 0;
    while done < files.len() {
        let step = &files[done..files.len().min((2 * done).max(1))];
        let new: usize = step.iter().map(|file| count(file)).sum();
        let cost = ingest(&db, step);
        done += step.len();
        records += new;
        spent += cost.wall;
        let size = size(&db) as f64;
        println!(
            "{records:>17} {:>7} {:>6.1} {:>10.0} {:>16} {:>8} {:>9.0} {:>12.2}",
            step.len(),
            cost.wall.as_secs_f64(),
            new as f64 / cost.wall.as_secs_f64(),
            cost.cpu.map_or_else(String::new, |cpu| format!("{:.0}", cpu.as_secs_f64() * 1e6 / new as f64)),
            cost.peak.map_or_else(String::new, |peak| (peak >> 20).to_string()),
            size / 1e6,
            size / 1e3 / records as f64
        );
    }
    let each = spent.as_secs_f64() / records as f64;
    println!(
        "all of PubMed at this rate: {:.1} hours, {:.0} GB",
        each * PUBMED / 3600.0,
        size(&db) as f64 / records as f64 * PUBMED / 1e9
    );
}

/// Records of a file: the bench's own files have no other element of that name.
fn count(file: &Path) -> usize {
    let mut records = 0;
    let mut reader = BufReader::with_capacity(1 << 16, unpacked(file));
    let mut line = Vec::new();
    while io::BufRead::read_until(&mut reader, b'\n', &mut line).expect("it is sound") > 0 {
        records += usize::from(line.trim_ascii() == b"<PubmedArticle>");
        line.clear();
    }
    records
}

/// Bytes of a store with its journal.
fn size(db: &Path) -> u64 {
    parts(db).iter().filter_map(|part| fs::metadata(part).ok()).map(|about| about.len()).sum()
}

fn remove(db: &Path) {
    for part in parts(db) {
        let _ = fs::remove_file(part);
    }
}

fn parts(db: &Path) -> [PathBuf; 3] {
    ["", "-wal", "-shm"].map(|end| {
        let mut name = db.as_os_str().to_owned();
        name.push(end);
        name.into()
    })
}
