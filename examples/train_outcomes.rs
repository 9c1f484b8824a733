//! Learns the weights by which phrases are ranked as the name of what was measured.
//!
//! ```sh
//! cargo run --release --example train_outcomes -- GOLD.jsonl ARTICLES.jsonl > src/extract/bind/outcome/weights.txt
//! ```
//!
//! GOLD holds labelled findings (`id`, `findings` with `kind`, their numbers, `outcome`, `outcome_also`, `section`, `quote`),
//! ARTICLES their texts as `litx extract` takes them. The model is a softmax over the candidates of each choice, fitted by
//! gradient steps in a fixed order, so that the same input gives the same file. Five folds by article tell how well it does on
//! abstracts it has not seen; the figures go to standard error.

use std::collections::{BTreeMap, HashMap, HashSet};

use litx::extract::training::{Choice, FACTS, KINDS, choices, weight_name};
use litx::record::Abstract;
use serde_json::Value;

/// Passes over the choices.
const EPOCHS: usize = 16;
/// Step of the first pass.
const STEP: f64 = 0.1;
/// How strongly each pass draws all weights to zero.
const DECAY: f64 = 5e-3;
/// A word has a weight of its own where it ends candidates of at least so many articles.
const ARTICLES: usize = 5;
const FOLDS: usize = 5;

/// One choice to learn from: candidates with their weights' numbers, and whether each is right.
struct Example {
    article: usize,
    options: Vec<(Vec<usize>, bool)>,
}

fn main() {
    let mut args = std::env::args().skip(1);
    let (Some(gold), Some(articles)) = (args.next(), args.next()) else {
        eprintln!("usage: train_outcomes GOLD.jsonl ARTICLES.jsonl > weights.txt");
        std::process::exit(2);
    };
    let gold = lines(&gold);
    let texts: HashMap<String, Value> =
        lines(&articles).into_iter().map(|a| (a["id"].as_str().unwrap_or("").to_owned(), a)).collect();
    let mut words: BTreeMap<String, HashSet<usize>> = BTreeMap::new();
    let mut found = Vec::new();
    for (n, labelled) in gold.iter().enumerate() {
        let Some(text) = texts.get(labelled["id"].as_str().unwrap_or("")) else { continue };
        let article = abstract_of(text);
        let labels = labels(&article, labelled);
        for choice in choices(&article) {
            for (span, _) in &choice.options {
                for word in word_facts(span.of(article.as_str())) {
                    words.entry(word).or_default().insert(n);
                }
            }
            if let Some(names) = labels.iter().find(|l| l.fits(&choice, &article)).map(|l| &l.names) {
                let right =
                    choice.options.iter().map(|(span, _)| fits(span.of(article.as_str()), names)).collect();
                found.push((n, article.as_str().to_owned(), choice, right));
            }
        }
    }
    let base = FACTS * (KINDS.len() + 1);
    let words: HashMap<String, usize> = words
        .into_iter()
        .filter(|(_, articles)| articles.len() >= ARTICLES)
        .enumerate()
        .map(|(i, (word, _))| (word, base + i))
        .collect();
    let all: Vec<Example> = found
        .iter()
        .map(|(n, text, c, right): &(usize, String, Choice, Vec<bool>)| example(*n, text, c, right, &words))
        .collect();
    report(&all, base + words.len());
    let weights = fit(&all.iter().collect::<Vec<_>>(), base + words.len());
    print(&weights, base, &words);
}

fn lines(path: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("cannot read {path}: {e}"));
    text.lines()
        .filter(|l| !l.trim().is_empty())
        .map(|l| serde_json::from_str(l).expect("a JSON line"))
        .collect()
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

/// A labelled finding: where it is quoted from, its numbers, its outcome's names.
struct Label {
    kind: usize,
    places: Vec<std::ops::Range<usize>>,
    numbers: Vec<f64>,
    names: Vec<String>,
}

impl Label {
    fn fits(&self, choice: &Choice, article: &Abstract) -> bool {
        let printed = choice.value.of(article.as_str()).replace('·', ".").replace([',', '%'], "");
        let number = printed.trim_matches(|c: char| !c.is_ascii_digit() && c != '.').parse::<f64>();
        self.kind == choice.kind
            && self.places.iter().any(|p| p.start <= choice.value.start && choice.value.end <= p.end)
            && number.is_ok_and(|n| self.numbers.iter().any(|m| (m.abs() - n).abs() < 1e-9))
    }
}

fn labels(article: &Abstract, labelled: &Value) -> Vec<Label> {
    let mut out = Vec::new();
    for finding in labelled["findings"].as_array().into_iter().flatten() {
        let Some(kind) = KINDS.iter().position(|k| Some(*k) == finding["kind"].as_str()) else { continue };
        let Some(outcome) = finding["outcome"].as_str() else { continue };
        let also = finding["outcome_also"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let numbers = ["value", "percent", "count"].iter().filter_map(|k| finding[*k].as_f64());
        let numbers = numbers.chain(finding["p"]["value"].as_f64()).collect();
        let start = usize::try_from(finding["section"].as_i64().unwrap_or(-1))
            .map_or(0, |i| article.sections().get(i).map_or(0, |s| s.span().start));
        let quote = finding["quote"].as_str().unwrap_or("");
        let from = &article.as_str()[start..];
        let places = from.match_indices(quote).map(|(at, q)| start + at..start + at + q.len()).collect();
        out.push(Label {
            kind,
            places,
            numbers,
            names: std::iter::once(outcome).chain(also).map(str::to_owned).collect(),
        });
    }
    out
}

/// The words of a name that count.
fn tokens(name: &str) -> HashSet<String> {
    const STOP: &[&str] = &[
        "the",
        "a",
        "an",
        "of",
        "in",
        "with",
        "group",
        "groups",
        "arm",
        "arms",
        "patients",
        "participants",
        "treatment",
        "therapy",
        "and",
        "or",
        "to",
        "for",
        "at",
        "by",
        "on",
        "who",
        "received",
        "receiving",
        "assigned",
        "rate",
        "rates",
    ];
    let lower = name.to_lowercase();
    let words: HashSet<String> = lower
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect();
    let kept: HashSet<String> = words.iter().filter(|w| !STOP.contains(&w.as_str())).cloned().collect();
    if kept.is_empty() { words } else { kept }
}

/// Whether a phrase shares at least half of its words with one of the names (Dice's coefficient).
fn fits(phrase: &str, names: &[String]) -> bool {
    let a = tokens(phrase);
    names.iter().any(|name| {
        let b = tokens(name);
        !a.is_empty() && 4 * a.intersection(&b).count() >= a.len() + b.len()
    })
}

/// What the words of a phrase say: its last word, and the ending of that.
fn word_facts(phrase: &str) -> [String; 2] {
    let last = phrase.rsplit([' ', '-', '/']).next().unwrap_or("").to_lowercase();
    let from = last.char_indices().rev().nth(2).map_or(0, |(i, _)| i);
    [format!("last {last}"), format!("ending {}", &last[from..])]
}

fn example(
    article: usize,
    text: &str,
    choice: &Choice,
    right: &[bool],
    words: &HashMap<String, usize>,
) -> Example {
    let options = choice.options.iter().zip(right).map(|((span, facts), right)| {
        let mut numbers: Vec<usize> = facts.iter().map(|f| usize::from(*f)).collect();
        numbers.extend(facts.iter().map(|f| FACTS * (choice.kind + 1) + usize::from(*f)));
        numbers.extend(word_facts(span.of(text)).iter().filter_map(|word| words.get(word)));
        (numbers, *right)
    });
    Example { article, options: options.collect() }
}

fn score(weights: &[f64], facts: &[usize]) -> f64 {
    facts.iter().map(|f| weights[*f]).sum()
}

/// Softmax over the candidates, fitted by gradient steps that grow smaller, each pass drawing all weights to zero; the
/// mean of the later passes counts.
fn fit(examples: &[&Example], size: usize) -> Vec<f64> {
    let (mut weights, mut sum) = (vec![0.0; size], vec![0.0; size]);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut state = 1u64;
    for epoch in 0..EPOCHS {
        let step = STEP / (1.0 + 0.3 * epoch as f64);
        for i in (1..order.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(i, (state >> 33) as usize % (i + 1));
        }
        for at in &order {
            let options = &examples[*at].options;
            if !options.iter().any(|(_, right)| *right) {
                continue;
            }
            let scores: Vec<f64> = options.iter().map(|(facts, _)| score(&weights, facts)).collect();
            let top = scores.iter().copied().fold(f64::MIN, f64::max);
            let e: Vec<f64> = scores.iter().map(|s| (s - top).exp()).collect();
            let all: f64 = e.iter().sum();
            let good: f64 = e.iter().zip(options).filter(|(_, (_, right))| *right).map(|(e, _)| e).sum();
            for (k, (facts, right)) in options.iter().enumerate() {
                let slope = e[k] / all - if *right { e[k] / good } else { 0.0 };
                for f in facts {
                    weights[*f] -= step * slope;
                }
            }
        }
        let shrink = (-step * DECAY * examples.len() as f64).exp();
        for (weight, sum) in weights.iter_mut().zip(&mut sum) {
            *weight *= shrink;
            if epoch >= EPOCHS / 2 {
                *sum += *weight / (EPOCHS - EPOCHS / 2) as f64;
            }
        }
    }
    sum
}

/// How often the best candidate is right: among all choices, and where a right one is among the candidates.
fn accuracy(weights: &[f64], examples: &[&Example]) -> (usize, usize, usize) {
    let (mut right, mut possible) = (0, 0);
    for example in examples {
        let best =
            example.options.iter().max_by(|a, b| score(weights, &a.0).total_cmp(&score(weights, &b.0)));
        right += usize::from(best.is_some_and(|(_, right)| *right));
        possible += usize::from(example.options.iter().any(|(_, right)| *right));
    }
    (right, possible, examples.len())
}

fn report(all: &[Example], size: usize) {
    let (mut right, mut possible, mut count) = (0, 0, 0);
    for fold in 0..FOLDS {
        let (test, train): (Vec<&Example>, Vec<&Example>) =
            all.iter().partition(|e| e.article % FOLDS == fold);
        let weights = fit(&train, size);
        let (r, p, n) = accuracy(&weights, &test);

        (right, possible, count) = (right + r, possible + p, count + n);
    }
    eprintln!(
        "{count} choices; a right candidate in {possible}; unseen articles: {right} right ({:.1} %)",
        100.0 * right as f64 / count as f64
    );
}

fn print(weights: &[f64], base: usize, words: &HashMap<String, usize>) {
    println!(
        "# Learned weights, a name and a number a line: see rank.rs. Written by examples/train_outcomes.rs; not edited by hand."
    );
    for (i, weight) in weights[..base].iter().enumerate().filter(|(_, w)| w.abs() >= 0.02) {
        println!("{} {weight:.2}", weight_name(i));
    }
    let mut named: Vec<(&String, f64)> = words.iter().map(|(word, i)| (word, weights[*i])).collect();
    named.sort_by(|a, b| a.0.cmp(b.0));
    for (word, weight) in named.into_iter().filter(|(_, w)| w.abs() >= 0.02) {
        println!("{word} {weight:.2}");
    }
}
