//! Learns by which facts phrases are ranked as the name of what was measured.
//!
//! ```sh
//! cargo run --release --example train_outcomes -- words GOLD.jsonl ARTICLES.jsonl MORE.jsonl > words.txt
//! cargo run --release --example train_outcomes -- weights GOLD.jsonl ARTICLES.jsonl > weights.txt
//! ```
//!
//! GOLD holds labelled findings (`id`, `findings` with `kind`, their numbers, `outcome`, `outcome_also`, `section`, `quote`),
//! ARTICLES their texts as `litx extract` takes them, MORE the texts of many abstracts without labels. Both files belong in
//! `src/extract/bind/outcome`; litx is built anew between the two. Five folds by article tell how well the weights do on
//! abstracts they have not seen; the figures go to standard error.

mod labels;
mod model;
#[path = "../../tests/shared/names.rs"]
mod names;
mod words;

use std::collections::HashMap;

use litx::extract::training::{Choice, FACTS, KINDS, choices, weight_name};
use litx::record::Abstract;
use serde_json::Value;

use labels::{labels, right};
use model::{Example, chances, fit, report};
use words::Words;

/// A weight for each fact, and one for each with every kind of result.
const WEIGHTS: usize = FACTS * (KINDS.len() + 1);

/// The weights of a fact: whatever the kind, and with it.
fn numbers(kind: usize, fact: u16) -> [usize; 2] {
    [usize::from(fact), FACTS * (kind + 1) + usize::from(fact)]
}

/// A labelled choice: its article, and which candidates are right.
struct Labelled {
    article: usize,
    choice: Choice,
    right: Vec<bool>,
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["words", gold, articles, more] => print_words(&labelled(gold, articles), more),
        ["weights", gold, articles] => print_weights(&labelled(gold, articles)),
        _ => {
            eprintln!("usage: train_outcomes words GOLD.jsonl ARTICLES.jsonl MORE.jsonl > words.txt");
            eprintln!("       train_outcomes weights GOLD.jsonl ARTICLES.jsonl > weights.txt");
            std::process::exit(2);
        }
    }
}

fn labelled(gold: &str, articles: &str) -> Vec<Labelled> {
    let texts: HashMap<String, Value> =
        lines(articles).map(|a| (a["id"].as_str().unwrap_or("").to_owned(), a)).collect();
    let mut out = Vec::new();
    for (n, labelled) in lines(gold).enumerate() {
        let Some(text) = texts.get(labelled["id"].as_str().unwrap_or("")) else { continue };
        let article = abstract_of(text);
        let labels = labels(&article, &labelled);
        for choice in choices(&article) {
            if let Some(label) = labels.iter().find(|l| l.fits(&choice, &article)) {
                let phrases = choice.options.iter().map(|(span, _)| span.of(article.as_str()));
                let right = right(phrases, &label.names);
                out.push(Labelled { article: n, choice, right });
            }
        }
    }
    out
}

fn print_words(labelled: &[Labelled], more: &str) {
    // What words say is to be learned from what stands around them: facts of words would only repeat themselves.
    let blind: Vec<bool> = (0..FACTS).map(|fact| !weight_name(fact).starts_with("word_")).collect();
    let facts = |kind: usize, facts: &[u16]| -> Vec<usize> {
        let seen = facts.iter().filter(|fact| blind[usize::from(**fact)]);
        seen.flat_map(|fact| numbers(kind, *fact)).collect()
    };
    let examples: Vec<Example> = labelled
        .iter()
        .map(|l| {
            let options = l.choice.options.iter().zip(&l.right);
            let options = options.map(|((_, f), right)| (facts(l.choice.kind, f), *right)).collect();
            Example { article: l.article, options }
        })
        .collect();
    let weights = fit(&examples.iter().collect::<Vec<_>>(), WEIGHTS);
    let mut words = Words::default();
    for (n, text) in lines(more).enumerate() {
        let article = abstract_of(&text);
        for choice in choices(&article).iter().filter(|c| c.options.len() > 1) {
            let options: Vec<Vec<usize>> =
                choice.options.iter().map(|(_, own)| facts(choice.kind, own)).collect();
            words.add(n, article.as_str(), choice, &chances(&weights, options.iter().map(|o| &o[..])));
        }
    }
    words.print();
}

fn print_weights(labelled: &[Labelled]) {
    let example = |l: &Labelled| {
        let options = l.choice.options.iter().zip(&l.right);
        let facts = |facts: &[u16]| facts.iter().flat_map(|f| numbers(l.choice.kind, *f)).collect();
        Example {
            article: l.article,
            options: options.map(|((_, own), right)| (facts(own), *right)).collect(),
        }
    };
    let all: Vec<Example> = labelled.iter().map(example).collect();
    report(&all, WEIGHTS);
    println!(
        "# Learned weights, a name and a number a line: see rank.rs. Written by examples/train_outcomes; not edited by hand."
    );
    let weights = fit(&all.iter().collect::<Vec<_>>(), WEIGHTS);
    for (i, weight) in weights.iter().enumerate().filter(|(_, w)| w.abs() >= 0.02) {
        println!("{} {weight:.2}", weight_name(i));
    }
}

fn lines(path: &str) -> impl Iterator<Item = Value> {
    let file = std::fs::File::open(path).unwrap_or_else(|e| panic!("cannot read {path}: {e}"));
    let lines = std::io::BufRead::lines(std::io::BufReader::new(file));
    lines
        .map(|line| line.expect("a line of text"))
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str(&line).expect("a JSON line"))
}

fn abstract_of(text: &Value) -> Abstract {
    let mut article = Abstract::new(text["title"].as_str().unwrap_or(""));
    for section in text["abstract"].as_array().into_iter().flatten() {
        article.push(
            section["label"].as_str().map(str::to_owned),
            None,
            section["text"].as_str().unwrap_or(""),
        );
    }
    article
}
