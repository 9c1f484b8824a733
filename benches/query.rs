//! Searches over a store of made-up records: `cargo bench --bench query`.
//!
//! Words, phrases, beginnings of words, typed conditions over results, and both at once; common words and rare ones. Each is asked
//! as a user asks it, by the command, once unmeasured (so that the store is in the system's memory) and then five times, of which
//! the median counts: starting the program is part of it. `LITX_BENCH_RECORDS` says how many records (30,000), `LITX_BENCH_STORE`
//! names a store that is there already, as `litx ingest` leaves it.

use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

mod baseline;

use baseline::{Baseline, RECORDS};

/// Runs of which the median counts.
const RUNS: usize = 5;

/// What is asked.
const QUERIES: &[&[&str]] = &[
    // Words: in half of all abstracts, in some, in few.
    &["patients"],
    &["treatment", "disease"],
    &["patients", "NOT", "treatment"],
    &["cardiac", "AND", "(infection", "OR", "sepsis)"],
    &["bilovir"],
    &["randomised", "placebo"],
    &["\"median follow-up\""],
    &["\"multivariable analysis\""],
    &["\"double-blind trial\"", "heart"],
    &["cardi*"],
    &["pati*", "treat*"],
    &["bilo*"],
    &["title:infection"],
    &["title:trial", "mesh:humans"],
    &["--sort", "relevance", "patients"],
    &["--sort", "relevance", "\"chronic pain\""],
    &["--articles", "cells", "--limit", "20"],
    // Conditions over results.
    &["--measure", "hr", "--upper-below", "1"],
    &["--measure", "or", "--value", "2.."],
    &["--measure", "rr", "--p-below", "0.001"],
    &["--measure", "hr", "--excludes-null", "--n", "1000.."],
    &["--measure", "md", "--value", "..-2", "--year", "2015.."],
    &["--kind", "proportion", "--percent", "60..80"],
    &["--kind", "follow_up", "--value", "60.."],
    &["--outcome", "stroke", "--measure", "hr"],
    &["--outcome", "death from any cause"],
    &["--arm", "bilovir"],
    &["--comparator", "usual care", "--upper-below", "0.8"],
    &["--time", "5 years", "--kind", "proportion"],
    &["--p-below", "0.01", "--year", "2020..2024"],
    &["--measure", "or", "--value", "2..", "--sort", "value"],
    &["--failed", "--articles"],
    // Articles.
    &["--type", "rct", "--year", "2020.."],
    &["--n", "2000.."],
    &["--retracted"],
    &["--mesh", "Aged", "--measure", "hr"],
    &["--author", "Cilaov"],
    // Both.
    &["relapse", "--measure", "hr", "--upper-below", "1"],
    &["\"heart failure\"", "--measure", "or", "--p-below", "0.05"],
    &["placebo", "--outcome", "stroke", "--upper-below", "1", "--n", "300.."],
    &["smoking", "--measure", "or", "--lower-above", "1", "--year", "2010.."],
    &["golistatin", "OR", "mavosartan", "--type", "rct"],
    &["patients", "--measure", "hr", "--upper-below", "0.5", "--level", "95"],
    &["children", "--kind", "participants", "--value", "500..", "--type", "rct"],
    &["--type", "rct", "--measure", "rr", "--value-below", "0.6", "infection", "--not-retracted"],
    &["pain*", "--measure", "md", "--excludes-null", "--sort", "p"],
];

fn main() {
    // `cargo test --benches` only wants to know that it builds.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let place = tempfile::tempdir().expect("a folder");
    let db = match std::env::var_os("LITX_BENCH_STORE") {
        Some(db) => PathBuf::from(db),
        None => made(place.path()),
    };
    let start = timed(litx(&db).arg("--version")).1;
    println!("starting the program takes {}", shown(start));
    println!("      ms   articles    results  query");
    let mut all: Vec<_> = QUERIES
        .iter()
        .map(|query| {
            let took = timed(litx(&db).arg("query").args(*query)).1;
            let [articles, results] = counted(&db, query);
            println!("{:>8} {articles:>10} {results:>10}  {}", shown(took), query.join(" "));
            took
        })
        .collect();
    all.sort();
    println!(
        "{} queries: median {} ms, slowest {} ms",
        all.len(),
        shown(all[all.len() / 2]),
        shown(all[all.len() - 1])
    );
}

/// A store of as many records as are wanted.
fn made(folder: &Path) -> PathBuf {
    let wanted = std::env::var("LITX_BENCH_RECORDS").ok();
    let wanted = wanted.map_or(RECORDS, |records| records.parse().expect("LITX_BENCH_RECORDS is a number"));
    let baseline = Baseline::new(1, wanted.clamp(1, RECORDS));
    let db = folder.join("query.db");
    for number in 1..=wanted.div_ceil(RECORDS).max(1) {
        let path = folder.join(Baseline::name(number) + ".xml");
        let mut file = BufWriter::new(std::fs::File::create(&path).expect("a file"));
        baseline.write(number, &mut file).expect("room for the file");
        drop(file);
        let run = litx(&db).args(["ingest", "--quiet"]).arg(&path).output().expect("litx runs");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        std::fs::remove_file(&path).expect("it was there");
    }
    db
}

fn litx(db: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_litx"));
    command.arg("--db").arg(db).stdin(Stdio::null());
    command
}

/// What a command printed, and the median of its runs.
fn timed(command: &mut Command) -> (Vec<u8>, Duration) {
    let mut run = || {
        let begin = Instant::now();
        let output = command.output().expect("litx runs");
        let took = begin.elapsed();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        (output.stdout, took)
    };
    let (printed, _) = run();
    let mut took: Vec<_> = (0..RUNS).map(|_| run().1).collect();
    took.sort();
    (printed, took[RUNS / 2])
}

/// How many articles and results fit.
fn counted(db: &Path, query: &[&str]) -> [String; 2] {
    // What is sorted or cut is counted without.
    let mut asked = Vec::new();
    let mut words = query.iter();
    while let Some(word) = words.next() {
        match *word {
            "--sort" | "--limit" => drop(words.next()),
            "--articles" => {}
            word => asked.push(word),
        }
    }
    let output = litx(db).args(["query", "--count", "--json"]).args(asked).output().expect("litx runs");
    let counts: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    ["articles", "results"].map(|name| counts[name].to_string())
}

fn shown(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1e3)
}
