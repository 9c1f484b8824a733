//! Whole abstracts: the reference article as the contract tables it, and real ones where they are at hand.

use litx::export::findings;
use litx::extract::extract;
use litx::record::Abstract;
use serde_json::Value;

/// The sections of the reference article, from the text the user gave.
fn aquila() -> Abstract {
    let seed = include_str!("../fixtures/text/aquila.txt");
    let mut article =
        Abstract::new("Daratumumab or Active Monitoring for High-Risk Smoldering Multiple Myeloma.");
    for label in ["BACKGROUND", "METHODS", "RESULTS", "CONCLUSIONS"] {
        let from = seed.find(&format!("{label}\n: ")).expect("a section of the seed") + label.len() + 3;
        let section = seed[from..].lines().next().expect("its text");
        article.push(Some(label.to_owned()), None, section);
    }
    article
}

/// A finding in one line: numbers, what it is of, whose it is.
fn line(arms: &[litx::finding::Arm], finding: &litx::finding::Finding) -> String {
    let mut out = finding.result.to_string();
    if let Some(outcome) = &finding.outcome {
        out += &format!(" · {}", outcome.text);
    }
    if let Some(time) = &finding.time_point {
        out += &format!(" · at {time}");
    }
    if let Some(arm) = finding.arm {
        out += &format!(" · {}", arms[usize::from(arm.0)].name);
    }
    if let Some(arm) = finding.comparator {
        out += &format!(" v {}", arms[usize::from(arm.0)].name);
    }
    out
}

#[test]
fn aquila_reads_as_the_contract_tables_it() {
    let extraction = extract(&aquila());
    let lines: Vec<String> = extraction.findings.iter().map(|f| line(&extraction.arms, f)).collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    n=390 enrolled
    n=194 randomized · daratumumab
    n=196 randomized · active monitoring
    follow-up median 65.2 months
    51% lower · disease progression or death · daratumumab v active monitoring
    HR 0.49 [0.36, 0.67] 95% P<0.001 · disease progression or death · daratumumab v active monitoring
    63.1% · Progression-free survival · at 5 years · daratumumab
    40.8% · Progression-free survival · at 5 years · active monitoring
    15 7.7% · died · daratumumab
    26 13.3% · died · active monitoring
    HR 0.52 [0.27, 0.98] 95% · died · daratumumab v active monitoring
    93.0% · Overall survival · at 5 years · daratumumab
    86.9% · Overall survival · at 5 years · active monitoring
    5.7% · hypertension · daratumumab
    4.6% · hypertension · active monitoring
    5.7% · Adverse events led to treatment discontinuation · daratumumab
    ");
}

/// Frames as data: `fixtures/bindings/frames.txt` gives texts and every finding with what it is bound to.
#[test]
fn values_are_bound_to_their_arms_outcomes_and_times() {
    let mut wrong = Vec::new();
    let mut groups = 0;
    for group in include_str!("../fixtures/bindings/frames.txt").split("\n\n") {
        let lines: Vec<&str> =
            group.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
        let (text, wanted): (Vec<&str>, Vec<&str>) = lines.iter().partition(|line| line.starts_with("> "));
        if text.is_empty() {
            continue;
        }
        groups += 1;
        let mut article = Abstract::new("");
        let text: Vec<&str> = text.iter().map(|line| &line[2..]).collect();
        article.push(None, None, &text.join(" "));
        let extraction = extract(&article);
        let found: Vec<String> = extraction.findings.iter().map(|f| line(&extraction.arms, f)).collect();
        if found != wanted {
            wrong.push(format!(
                "{}\n--- wanted\n{}\n--- found\n{}",
                text.join(" "),
                wanted.join("\n"),
                found.join("\n")
            ));
        }
    }
    assert!(groups >= 8, "only {groups} groups");
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

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
    // Every fifth one: the whole is for release builds.
    for line in lines.step_by(if cfg!(debug_assertions) { 5 } else { 1 }) {
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
