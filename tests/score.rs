//! How well real abstracts are read, held against findings labelled by hand: a ratchet that never turns back.
//!
//! The labelled abstracts are others' copyright and no part of the project. Where they lie (`LITX_GOLD`, a folder with
//! `dev.jsonl`, `dev-articles.jsonl` and the scorer `score.py`), `cargo test --test score -- --nocapture` prints the table
//! of the README; elsewhere the test says that it is skipped.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// Abstracts that were read while building; those behind them never were.
const READ: usize = 320;

/// Figures, in percent: the least that the abstracts read while building must reach, and the others.
const RATCHET: &str = include_str!("score.txt");

fn gold() -> Option<PathBuf> {
    let root = std::env::var("LITX_GOLD").unwrap_or_else(|_| "../shared/eval".to_owned());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
    root.join("dev.jsonl").exists().then_some(root)
}

/// What the scorer says of these labelled lines; nothing where there is no Python to run it.
fn score(root: &Path, articles: &Path, place: &Path, gold: &[&str]) -> Option<Value> {
    let (wanted, read) = (place.join("gold.jsonl"), place.join("read.jsonl"));
    std::fs::write(&wanted, gold.join("\n")).expect("the labelled lines are written");
    let findings = Command::new(env!("CARGO_BIN_EXE_litx"))
        .args(["extract", "--format", "jsonl", "--quiet"])
        .arg(articles)
        .stderr(Stdio::null())
        .output()
        .expect("litx runs");
    std::fs::File::create(&read)
        .and_then(|mut f| f.write_all(&findings.stdout))
        .expect("its findings are written");
    let scored = Command::new("python3")
        .arg(root.join("score.py"))
        .args([&wanted, &read])
        .args(["--json", "--texts"])
        .arg(articles)
        .output()
        .ok()?;
    assert!(scored.status.success(), "{}", String::from_utf8_lossy(&scored.stderr));
    Some(serde_json::from_slice(&scored.stdout).expect("the scorer gives JSON"))
}

/// One figure of the scorer's answer, in percent.
fn figure(score: &Value, name: &str) -> f64 {
    let part = match name {
        "all" => &score["all"]["f1"],
        "links" => &score["links_all"]["right"],
        "whole" => &score["whole_articles"],
        kind => &score["kinds"][kind]["f1"],
    };
    100.0 * part.as_f64().unwrap_or(0.0)
}

#[test]
fn real_abstracts_are_read_no_worse_than_before() {
    let Some(root) = gold() else {
        println!("skipped: no labelled abstracts (LITX_GOLD)");
        return;
    };
    let place = tempfile::tempdir().expect("a folder");
    let articles = root.join("dev-articles.jsonl");
    let labelled = std::fs::read_to_string(root.join("dev.jsonl")).expect("the labelled lines");
    let labelled: Vec<&str> = labelled.lines().filter(|line| !line.trim().is_empty()).collect();
    let (read, others) = labelled.split_at(READ.min(labelled.len()));
    let mut scores = Vec::new();
    for part in [read, others] {
        match score(&root, &articles, place.path(), part) {
            Some(score) => scores.push(score),
            None => return println!("skipped: no python3 to run the scorer"),
        }
    }
    let mut worse = Vec::new();
    println!("{:<16}{:>8}{:>8}", "", read.len(), others.len());
    for line in RATCHET.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let mut fields = line.split_whitespace();
        let name = fields.next().expect("a name");
        let least: Vec<f64> = fields.map(|field| field.parse().expect("a figure")).collect();
        let now: Vec<f64> = scores.iter().map(|score| figure(score, name)).collect();
        println!("{name:<16}{:>8.1}{:>8.1}", now[0], now[1]);
        for (now, least) in now.iter().zip(&least) {
            // The figures are kept to one place.
            if *now < least - 0.05 {
                worse.push(format!("{name}: {now:.1}, was {least:.1}"));
            }
        }
    }
    for score in &scores {
        assert_eq!(score["spans"]["bad"], 0, "places or numbers that are not in the text");
        assert_eq!(score["absent"], 0, "abstracts without an answer");
    }
    assert!(worse.is_empty(), "worse than tests/score.txt says:\n{}", worse.join("\n"));
}
