//! Slips of real abstracts that are known, where the abstracts lie (`LITX_CORPUS`): they are found, and what only looks like
//! one is left alone. `corpus_checks.txt` names the articles.

use std::collections::HashMap;
use std::io::BufRead;

use litx::check::{Grade, Verdict, problems};
use litx::extract::extract;
use litx::record::Abstract;
use serde_json::Value;

const KNOWN: &str = include_str!("corpus_checks.txt");

#[test]
fn known_slips_are_found_and_look_alikes_left_alone() {
    let root = std::env::var("LITX_CORPUS").unwrap_or_else(|_| "../shared/corpus".to_owned());
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(root).join("articles.jsonl.gz");
    if !path.exists() {
        println!("skipped: no corpus of real abstracts (LITX_CORPUS)");
        return;
    }
    let known: Vec<Vec<&str>> = KNOWN
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split_whitespace().collect())
        .collect();
    let file = std::fs::File::open(path).expect("the corpus opens");
    let mut judged: HashMap<String, Vec<Verdict>> = HashMap::new();
    for line in std::io::BufReader::new(flate2::read::MultiGzDecoder::new(file)).lines() {
        let line = line.expect("a line");
        // Most lines need not be parsed.
        let Some(id) =
            known.iter().map(|words| words[1]).find(|id| line.contains(&format!("\"id\": \"{id}\"")))
        else {
            continue;
        };
        let input: Value = serde_json::from_str(&line).expect("JSON");
        let mut article = Abstract::new(input["title"].as_str().unwrap_or(""));
        for section in input["abstract"].as_array().into_iter().flatten() {
            let label = section["label"].as_str().map(str::to_owned);
            article.push(label, None, section["text"].as_str().unwrap_or(""));
        }
        judged.insert(id.to_owned(), problems(&article, &extract(&article), Grade::Info));
    }
    let mut wrong = Vec::new();
    for words in &known {
        let Some(verdicts) = judged.get(words[1]) else {
            wrong.push(format!("{} is not in the corpus", words[1]));
            continue;
        };
        let right = match words[0] {
            "found" => verdicts.iter().any(|v| v.check == words[2]),
            "silent" => verdicts.iter().all(|v| v.ruling.grade() < Some(Grade::Warn)),
            other => panic!("corpus_checks.txt: `{other}`"),
        };
        if !right {
            let shown: Vec<String> = verdicts.iter().map(|v| format!("{}: {}", v.check, v.message)).collect();
            wrong.push(format!("{}\n    {}", words.join(" "), shown.join("\n    ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
