//! Claims made of findings labelled by hand: the true ones are supported, and no mutation of one is.
//!
//! The labelled abstracts are others' copyright and no part of the project: see `tests/score.rs`. With them at hand,
//! `cargo test --test claims -- --nocapture` prints how many claims of each kind stand, and how many of each mutation.

#[path = "claims/article.rs"]
mod article;
#[path = "claims/made.rs"]
mod made;
#[path = "shared/names.rs"]
mod names;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use litx::catalogue::{Catalogue, Language};
use litx::extract::extract;
use litx::record::Abstract;
use litx::verify::{Read, Standing, verify};
use serde_json::{Value, json};

use article::{Article, numbers};
use made::{claim, mutations};

/// Abstracts whose misses may be shown: those behind them are an honest check.
const READ: usize = 320;

fn gold() -> Option<PathBuf> {
    let root = std::env::var("LITX_GOLD").unwrap_or_else(|_| "../shared/eval".to_owned());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
    root.join("dev.jsonl").exists().then_some(root)
}

fn lines(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).expect("readable");
    text.lines().filter(|l| !l.trim().is_empty()).map(|l| serde_json::from_str(l).expect("JSON")).collect()
}

fn abstract_of(article: &Value) -> Abstract {
    let mut text = Abstract::new(article["title"].as_str().unwrap_or(""));
    for section in article["abstract"].as_array().into_iter().flatten() {
        text.push(section["label"].as_str().map(str::to_owned), None, section["text"].as_str().unwrap_or(""));
    }
    text
}

fn standing(claim: &Value, source: &Read<'_>) -> (Standing, String) {
    let catalogue = json!({"schema": "litx.catalogue/1", "claims": [claim]}).to_string();
    let catalogue = Catalogue::read("claims.json", catalogue, Language::Json)
        .unwrap_or_else(|faults| panic!("{claim}: {faults:?}"));
    let verified = verify(&catalogue.claims[0], source);
    (verified.standing, verified.message)
}

#[test]
fn true_claims_stand_and_mutated_ones_do_not() {
    let Some(root) = gold() else {
        println!("skipped: no labelled abstracts (LITX_GOLD)");
        return;
    };
    let texts: BTreeMap<String, Value> = lines(&root.join("dev-articles.jsonl"))
        .into_iter()
        .map(|a| (a["id"].as_str().unwrap_or("").to_owned(), a))
        .collect();
    let articles: Vec<Article> = lines(&root.join("dev.jsonl"))
        .into_iter()
        .map(|gold| {
            let text = abstract_of(&texts[gold["id"].as_str().unwrap_or("")]);
            let read = extract(&text);
            Article { text, read, gold }
        })
        .collect();
    let mut stand: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut fall: BTreeMap<&'static str, (usize, usize)> = BTreeMap::new();
    let shown = std::env::var_os("LITX_SHOW").is_some();
    let sources: Vec<Read<'_>> = articles.iter().map(|a| Read::new(&a.text, &a.read)).collect();
    for (n, article) in articles.iter().enumerate() {
        for gold in article.findings() {
            let Some(read) = article.reads(gold) else { continue };
            let Some(claim) = claim(article, gold, read) else { continue };
            let (how, message) = standing(&claim, &sources[n]);
            let of_kind = stand.entry(gold["kind"].as_str().unwrap_or("").to_owned()).or_default();
            of_kind.1 += 1;
            of_kind.0 += usize::from(how == Standing::Supported);
            if how != Standing::Supported && shown && n < READ {
                println!("{} {} {claim}: {message}", how.words(), article.gold["id"]);
            }
            for (name, mutated) in mutations(article, gold, read, &claim) {
                let (how, message) = standing(&mutated, &sources[n]);
                let of_name = fall.entry(name).or_default();
                of_name.1 += 1;
                of_name.0 += usize::from(how == Standing::Supported);
                if how == Standing::Supported && shown && n < READ {
                    println!("WRONG {name} {} {mutated}: {message}\n   true {claim}", article.gold["id"]);
                }
            }
            // Another trial: wrong, unless that one happens to print the same.
            let other = &articles[(n + 1) % articles.len()];
            if !other.findings().iter().any(|f| f["kind"] == gold["kind"] && numbers(f) == numbers(gold)) {
                let (how, message) = standing(&claim, &sources[(n + 1) % articles.len()]);
                let of_name = fall.entry("trial").or_default();
                of_name.1 += 1;
                of_name.0 += usize::from(how == Standing::Supported);
                if how == Standing::Supported && shown && n < READ {
                    println!("WRONG trial {} {claim}: {message}", other.gold["id"]);
                }
            }
        }
    }
    let (mut right, mut all) = (0, 0);
    for (kind, (supported, claims)) in &stand {
        println!("{kind:<16} {supported:>5} of {claims:>5} true claims supported");
        (right, all) = (right + supported, all + claims);
    }
    let mut wrong = 0;
    for (name, (supported, claims)) in &fall {
        println!("{name:<16} {supported:>5} of {claims:>5} mutated claims supported");
        wrong += supported;
    }
    println!("{right} of {all} true claims supported ({:.1} %)", 100.0 * right as f64 / all as f64);
    assert!(100 * right >= 97 * all, "{right} of {all} true claims are supported");
    assert_eq!(wrong, 0, "mutated claims are supported");
}
