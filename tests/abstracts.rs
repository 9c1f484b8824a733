//! Whole abstracts: the reference article as the contract tables it, and sentences with all they are bound to.

use litx::extract::{extract, extract_all};
use litx::record::Abstract;

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

/// A title that names one of two arms alone says that it is the one under test; one that names it as a part of what was given does not.
#[test]
fn the_title_says_which_arm_is_tested() {
    let read = |title: &str| {
        let mut article = Abstract::new(title);
        let text = "Children were randomly assigned to tolvarin or velorinib. The hazard ratio for relapse was 0.62 \
                    (95% CI, 0.41 to 0.93).";
        article.push(None, None, text);
        let extraction = extract(&article);
        extraction.findings.iter().map(|f| line(&extraction.arms, f)).collect::<Vec<_>>().join("\n")
    };
    let estimate = "HR 0.62 [0.41, 0.93] 95% · relapse";
    assert_eq!(
        read("Effect of velorinib on relapse in children with asthma"),
        format!("{estimate} · velorinib v tolvarin")
    );
    assert_eq!(
        read("Effect of tolvarin with velorinib in children"),
        format!("{estimate} · tolvarin v velorinib")
    );
}

#[test]
fn articles_read_together_give_what_each_gives_alone() {
    let frames = include_str!("../fixtures/bindings/frames.txt");
    let text = |group: &str| {
        let lines: Vec<&str> = group.lines().filter_map(|line| line.strip_prefix("> ")).collect();
        lines.join(" ")
    };
    let texts: Vec<String> = frames.split("\n\n").map(text).collect();
    // One that goes alone, among the others.
    let long = texts.iter().cycle().take(1000).map(String::as_str).collect::<Vec<_>>().join(" ");
    let article = |text: &String| {
        let mut article = Abstract::new("");
        article.push(None, None, text);
        article
    };
    let mut articles: Vec<Abstract> = texts.iter().map(article).collect();
    articles.insert(7, article(&long));
    let together = extract_all(&articles.iter().collect::<Vec<_>>());
    assert_eq!(together.len(), articles.len());
    for (article, read) in articles.iter().zip(&together) {
        assert_eq!(&extract(article), read);
    }
}
