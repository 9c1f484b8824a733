//! Many catalogues, warm and offline: 500 files with 5,000 claims about 500 sources, as a project in CI has them.
//!
//! `cargo bench --bench verify` writes them from the project's own records (each source a record under a name of its own, each
//! file ten claims about it), locks them once, and times `litx verify` over folders of growing size: the time is to grow with the
//! number of claims and no faster.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use litx::finding::Reported;
use litx::parse::{self, Item};
use serde_json::json;

/// Claims in a file.
const CLAIMS: usize = 10;
/// Runs of which the fastest counts.
const RUNS: usize = 5;

fn main() {
    // `cargo test --benches` only wants to know that it builds.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let place = tempfile::tempdir().expect("a folder");
    for files in [50, 500, 2000] {
        let folder = place.path().join(files.to_string());
        let claims = write(&folder, files);
        let lock = litx(&folder, &["catalogue", "lock", "claims", "--from", "records.jsonl", "--quiet"]);
        assert!(lock.status.success(), "{}", String::from_utf8_lossy(&lock.stderr));
        let mut best = Duration::MAX;
        for _ in 0..RUNS {
            let begin = Instant::now();
            let run = litx(&folder, &["verify", "claims", "--quiet"]);
            best = best.min(begin.elapsed());
            let said = String::from_utf8_lossy(&run.stdout).into_owned();
            assert!(said.contains(&format!("{claims} claims: {claims} supported")), "{said}");
        }
        let each = best.as_secs_f64() * 1e6 / claims as f64;
        println!(
            "{files:>5} files {claims:>6} claims  {:>6.3} s  {each:>6.1} us a claim",
            best.as_secs_f64()
        );
    }
}

fn litx(folder: &Path, arguments: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_litx"))
        .args(arguments)
        .args(["--db", "none.db"])
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("litx runs")
}

/// Writes records and catalogues; how many claims there are.
fn write(folder: &Path, files: usize) -> usize {
    std::fs::create_dir_all(folder.join("claims")).expect("a folder");
    let texts = records();
    let (mut records, mut count) = (String::new(), 0);
    for file in 0..files {
        let record = &texts[file % texts.len()];
        let sections: Vec<_> = record
            .text
            .sections()
            .iter()
            .map(|s| json!({"label": s.label, "text": record.text.section_text(s)}))
            .collect();
        let name = format!("T-{file}");
        records += &json!({"id": name, "title": record.title(), "abstract": sections}).to_string();
        records.push('\n');
        let mut text = "schema: litx.catalogue/1\nclaims:\n".to_owned();
        let read = litx::extract::extract(&record.text);
        let said: Vec<String> = read.findings.iter().filter_map(|f| said(&f.result)).collect();
        for claim in 0..CLAIMS {
            let title = || format!("quote: {}", json!(record.title()));
            let said = said.get(claim).cloned().unwrap_or_else(title);
            text += &format!("  - {{id: c{claim}, source: \"id:{name}\", {said}}}\n");
            count += 1;
        }
        std::fs::write(folder.join(format!("claims/c{file}.yaml")), text).expect("written");
    }
    std::fs::write(folder.join("records.jsonl"), records).expect("written");
    count
}

/// The project's own records that have an abstract.
fn records() -> Vec<litx::record::Record> {
    let mut out = Vec::new();
    for name in ["39652675", "annals", "bmj", "cochrane", "jama", "jco", "lancet", "nejm"] {
        let path = format!("{}/fixtures/pubmed/{name}.xml", env!("CARGO_MANIFEST_DIR"));
        let bytes = std::fs::read(path).expect("the records");
        for item in parse::items(parse::sniff(&bytes), bytes.as_slice()) {
            if let Ok(Item::Record(parsed)) = item
                && parsed.record.text.has_abstract()
            {
                out.push(parsed.record);
            }
        }
    }
    out
}

/// What a claim says that repeats a finding's numbers.
fn said(result: &Reported) -> Option<String> {
    Some(match result {
        Reported::Participants(people) => format!("n: {}", people.n),
        Reported::Proportion(share) => format!("proportion: {{percent: {}}}", share.percent?),
        Reported::Estimate(e) => {
            let interval = e.interval.as_ref()?;
            let (value, low, high) = (e.value?, interval.low?, interval.high?);
            let level = interval.level.map_or_else(String::new, |level| format!(", level: {level}"));
            format!("measure: {}, value: {value}, ci: [{low}, {high}]{level}", e.measure)
        }
        _ => return None,
    })
}
