//! The real abstracts, where they lie (`LITX_CORPUS`): all are read, every place is exact, and the output is the same
//! bytes at any number of threads.

use std::io::{BufRead, BufReader, Write};
use std::process::Command;

use litx::export::findings;
use litx::extract::extract;
use litx::record::Abstract;
use serde_json::Value;

/// Every fifth abstract; a release build reads them all.
const EVERY: usize = if cfg!(debug_assertions) { 5 } else { 1 };

/// Where the real abstracts lie, if they do.
fn corpus(file: &str) -> Option<std::path::PathBuf> {
    let root = std::env::var("LITX_CORPUS").unwrap_or_else(|_| "../shared/corpus".to_owned());
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(root).join(file);
    path.exists().then_some(path)
}

#[test]
fn every_real_abstract_is_read_with_exact_places() {
    use std::io::BufRead;
    let Some(path) = corpus("articles.jsonl.gz") else {
        println!("skipped: no corpus of real abstracts (LITX_CORPUS)");
        return;
    };
    let file = std::fs::File::open(path).expect("the corpus opens");
    let lines = std::io::BufReader::new(flate2::read::MultiGzDecoder::new(file)).lines();
    let (mut articles, mut found) = (0, 0);
    for line in lines.step_by(EVERY) {
        let input: Value = serde_json::from_str(&line.expect("a line")).expect("JSON");
        let mut article = Abstract::new(input["title"].as_str().unwrap_or(""));
        for section in input["abstract"].as_array().into_iter().flatten() {
            let label = section["label"].as_str().map(str::to_owned);
            article.push(label, None, section["text"].as_str().unwrap_or(""));
        }
        let extraction = extract(&article);
        let document = findings::document("x", &article, &extraction);
        let sections: Vec<&str> = article.sections().iter().map(|s| article.section_text(s)).collect();
        for finding in document["findings"].as_array().into_iter().flatten() {
            let supports = finding["support"].as_array().into_iter().flatten();
            for span in supports.chain([&finding["span"]]) {
                let section = span["section"].as_i64().expect("a section");
                let text = usize::try_from(section).map_or(article.title(), |i| sections[i]);
                let (start, end) =
                    (span["start"].as_u64().unwrap() as usize, span["end"].as_u64().unwrap() as usize);
                let quote: String = text.chars().skip(start).take(end - start).collect();
                assert_eq!(span["quote"].as_str(), Some(quote.as_str()), "{}", input["id"]);
            }
            found += 1;
        }
        articles += 1;
    }
    println!("{articles} real abstracts, {found} findings");
    assert!(found > articles, "far too few findings: {found} in {articles} abstracts");
}

#[test]
fn output_is_the_same_at_any_number_of_threads() {
    let Some(path) = corpus("articles.jsonl.gz") else {
        println!("skipped: no corpus of real abstracts (LITX_CORPUS)");
        return;
    };
    let file = std::fs::File::open(path).expect("the corpus opens");
    let lines = BufReader::new(flate2::read::MultiGzDecoder::new(file)).lines();
    let mut input = tempfile::NamedTempFile::with_suffix(".jsonl").expect("a file");
    for line in lines.step_by(EVERY) {
        writeln!(input, "{}", line.expect("a line")).expect("the sample is written");
    }
    let read = |threads: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_litx"))
            .args(["extract", "--format", "jsonl"])
            .arg(input.path())
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .expect("litx runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    let one = read("1");
    assert!(!one.is_empty());
    // No equality of bytes in the message: the output is long.
    assert!(one == read("1"), "two runs differ");
    assert!(one == read("2") && one == read("7"), "the number of threads shows in the output");
}
